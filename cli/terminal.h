/*
 * What the place that output goes to can show: colour, box-drawing characters,
 * width and height.
 *
 * Colour: --color=always|never decides; with auto, FORCE_COLOR (anything but "0"
 * and "false") asks for it, else NO_COLOR (anything but empty) refuses it, else
 * a terminal that is not "dumb" has it. Characters outside ASCII are used where
 * the locale's encoding is UTF-8. A place that is no terminal has no width: it
 * gets whole lines and everything there is. No other file asks about terminals.
 */
#ifndef LODE_CLI_TERMINAL_H
#define LODE_CLI_TERMINAL_H

#include "base/str.h"

typedef enum LodeColorWhen { LODE_COLOR_AUTO, LODE_COLOR_ALWAYS, LODE_COLOR_NEVER } LodeColorWhen;

typedef struct LodeTerminal {
    bool is_terminal;
    bool has_color;
    bool has_unicode;
    unsigned width;  /* columns; 0 where it is no terminal */
    unsigned height; /* rows; 0 where it is no terminal */
} LodeTerminal;

typedef enum LodeTint {
    LODE_TINT_STRONG, /* entries, headings */
    LODE_TINT_DIM,    /* core modules, prefixes, remarks */
    LODE_TINT_BAD,    /* errors, unresolved */
    LODE_TINT_WARN,   /* warnings, cycles */
    LODE_TINT_GOOD,
    LODE_TINT_PLACE /* file:line:column */
} LodeTint;

/* Takes the locale's encoding from the environment: once, before the first lode_terminal_of. */
void lode_terminal_setup(void);
LodeTerminal lode_terminal_of(int descriptor, LodeColorWhen when);
/* Whether progress may be written: a terminal, and not under CI. */
bool lode_terminal_wants_progress(int descriptor);

/* Start and end of a tint; nothing without colour. Tints do not nest. */
void lode_tint_begin(LodeBuf *out, const LodeTerminal *terminal, LodeTint tint);
void lode_tint_end(LodeBuf *out, const LodeTerminal *terminal);
/* `text`, escaped for people, in a tint. */
void lode_tint(LodeBuf *out, const LodeTerminal *terminal, LodeTint tint, LodeStr text);

#endif

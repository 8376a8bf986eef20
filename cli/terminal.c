/* Reading order: the answers, then tints. */
#include "cli/terminal.h"

#include "cli/text.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_WIDTH = 80, DEFAULT_HEIGHT = 24 };

static bool encoding_is_utf8;

/* The value of an environment variable that is a size between 10 and 10,000; else 0. */
static unsigned size_from_environment(const char *name)
{
    const char *text = getenv(name);
    char *end;
    long value = text ? strtol(text, &end, 10) : 0;
    return text && *end == '\0' && value >= 10 && value <= 10000 ? (unsigned)value : 0;
}

static bool environment_forces_color(bool *forced)
{
    const char *force = getenv("FORCE_COLOR");
    if (force) {
        *forced = strcmp(force, "0") != 0 && strcmp(force, "false") != 0;
        return true;
    }
    const char *no_color = getenv("NO_COLOR");
    if (no_color && *no_color) {
        *forced = false;
        return true;
    }
    return false;
}

void lode_terminal_setup(void)
{
    setlocale(LC_CTYPE, "");
    const char *encoding = nl_langinfo(CODESET);
    encoding_is_utf8 = encoding && (strcmp(encoding, "UTF-8") == 0 || strcmp(encoding, "utf8") == 0);
}

LodeTerminal lode_terminal_of(int descriptor, LodeColorWhen when)
{
    LodeTerminal self = {.has_unicode = encoding_is_utf8};
    self.is_terminal = isatty(descriptor) == 1;
    if (self.is_terminal) {
        struct winsize size = {0};
        if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) {
            size.ws_col = 0;
            size.ws_row = 0;
        }
        self.width = size.ws_col >= 10 ? size.ws_col : size_from_environment("COLUMNS");
        self.height = size.ws_row >= 5 ? size.ws_row : size_from_environment("LINES");
        self.width = self.width ? self.width : DEFAULT_WIDTH;
        self.height = self.height ? self.height : DEFAULT_HEIGHT;
    }
    if (when == LODE_COLOR_AUTO && !environment_forces_color(&self.has_color)) {
        const char *kind = getenv("TERM");
        self.has_color = self.is_terminal && !(kind && strcmp(kind, "dumb") == 0);
    } else if (when != LODE_COLOR_AUTO) {
        self.has_color = when == LODE_COLOR_ALWAYS;
    }
    return self;
}

bool lode_terminal_wants_progress(int descriptor)
{
    const char *ci = getenv("CI");
    bool is_ci = ci && *ci && strcmp(ci, "0") != 0 && strcmp(ci, "false") != 0;
    return !is_ci && isatty(descriptor) == 1;
}

void lode_tint_begin(LodeBuf *out, const LodeTerminal *terminal, LodeTint tint)
{
    static const char *const codes[] = {
        [LODE_TINT_STRONG] = "\x1b[1m", [LODE_TINT_DIM] = "\x1b[2m",   [LODE_TINT_BAD] = "\x1b[31m",
        [LODE_TINT_WARN] = "\x1b[33m",  [LODE_TINT_GOOD] = "\x1b[32m", [LODE_TINT_PLACE] = "\x1b[36m",
    };
    if (terminal->has_color) {
        lode_buf_puts(out, codes[tint]);
    }
}

void lode_tint_end(LodeBuf *out, const LodeTerminal *terminal)
{
    if (terminal->has_color) {
        lode_buf_puts(out, "\x1b[0m");
    }
}

void lode_tint(LodeBuf *out, const LodeTerminal *terminal, LodeTint tint, LodeStr text)
{
    if (text.size == 0) {
        return;
    }
    lode_tint_begin(out, terminal, tint);
    lode_text_append(out, text);
    lode_tint_end(out, terminal);
}

/*
 * Code frame: the line of a source that a message is about, with a caret.
 *
 *     3 | import { a from './a.js';
 *       |            ^^^^
 *
 * Tabs become spaces, wide characters count two columns, what is not printable
 * is shown as an escape, and of a long line (minified code) only the part around
 * the place is shown, so a frame is two short lines whatever the source is.
 */
#ifndef LODE_CLI_CODE_FRAME_H
#define LODE_CLI_CODE_FRAME_H

#include "base/span.h"
#include "cli/terminal.h"

/*
 * Appends the frame for `position`; `length` UTF-16 code units are marked (at
 * least one column, never beyond the line). Nothing where there is no such line.
 */
void lode_code_frame(LodeBuf *out, const LodeTerminal *terminal, LodeStr source, LodePosition position,
                     uint32_t length);
/* The same for who knows the lines of the source already: many frames of one file cost no pass over it each. */
void lode_code_frame_of(LodeBuf *out, const LodeTerminal *terminal, const LodeLines *lines, LodePosition position,
                        uint32_t length);

#endif

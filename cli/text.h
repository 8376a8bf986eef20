/*
 * Text for people: how wide it is, and how to show bytes that nobody chose well.
 *
 * File names are bytes. In a terminal a name with ESC, a line feed or a
 * right-to-left override could forge output, so text formats write such bytes as
 * escapes ("\n", "\x1b", "\u{202e}") and everything printable as it is. Widths
 * are columns of a terminal: 0 for combining marks, 2 for East Asian wide
 * characters and emoji, from a short table of ranges (Unicode 15); no locale is
 * asked, so the same name is laid out the same everywhere.
 */
#ifndef LODE_CLI_TEXT_H
#define LODE_CLI_TEXT_H

#include "base/str.h"

/* Appends `text` with everything that is not printable as an escape. */
void lode_text_append(LodeBuf *out, LodeStr text);
/* Columns that lode_text_append takes for it. */
size_t lode_text_width(LodeStr text);
/* Columns of one code point; 0 for combining marks and for those that are escaped. */
unsigned lode_text_code_point_width(uint32_t code_point);
/*
 * The same in at most `width` columns: where it does not fit, the middle gives
 * way to `ellipsis` ("…" or "..."), for both ends of a path tell something.
 * Returns the columns that were used.
 */
size_t lode_text_append_fit(LodeBuf *out, LodeStr text, size_t width, const char *ellipsis);
/*
 * The same for a path that people know: where it does not fit, everything up to
 * a "node_modules/" gives way first.
 */
size_t lode_text_append_path(LodeBuf *out, LodeStr path, size_t width, const char *ellipsis);
/* Appends `count` spaces. */
void lode_text_pad(LodeBuf *out, size_t count);
/* 1234567 as "1,234,567". */
void lode_text_append_count(LodeBuf *out, uint64_t value);
/* "1 module", "2,000 modules"; `plural` NULL adds an "s". */
void lode_text_append_counted(LodeBuf *out, uint64_t value, const char *singular, const char *plural);
/* Bytes for people: "831 B", "12.4 kB", "3.1 MB" (powers of 1000). */
void lode_text_append_bytes(LodeBuf *out, uint64_t bytes);
/* "12 ms", "1.52 s" */
void lode_text_append_seconds(LodeBuf *out, double seconds);
/*
 * Appends `text` broken at spaces into lines of at most `width` columns, each
 * after `indent` spaces (the first line too, unless `continues`). Line feeds in
 * the text start new lines. Ends with a line feed.
 */
void lode_text_wrap(LodeBuf *out, LodeStr text, size_t indent, size_t width, bool continues);

#endif

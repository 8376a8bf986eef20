/*
 * Places in a source text.
 *
 * A span is a pair of byte offsets, end exclusive. A position is what people and
 * editors count: line and column from 1, the column in UTF-16 code units. Line
 * ends are those of ECMAScript's LineTerminatorSequence (LF, CR, CRLF, U+2028,
 * U+2029). Positions are computed from a line table built once for each source,
 * in time linear in the source, and then O(log lines) for each question, however
 * long the line (minified files have one).
 */
#ifndef LODE_BASE_SPAN_H
#define LODE_BASE_SPAN_H

#include "base/vec.h"

typedef struct LodeSpan {
    uint32_t start;
    uint32_t end;
} LodeSpan;

typedef struct LodePosition {
    uint32_t line;   /* from 1; 0 where there is no position */
    uint32_t column; /* from 1, UTF-16 code units */
} LodePosition;

typedef struct LodeLines {
    LodeStr source; /* borrowed: must outlive the table */
    LODE_VEC(uint32_t) starts;
    LODE_VEC(uint32_t) marks; /* UTF-16 code units before each KiB of the source; only where some line is long */
} LodeLines;

void lode_lines_init(LodeLines *self, LodeStr source);
void lode_lines_release(LodeLines *self);
/* The position of a byte; an offset past the end gives the end. */
LodePosition lode_lines_position(const LodeLines *self, uint32_t offset);
/* The text of a line (from 1) without its line end; empty where there is none. */
LodeStr lode_lines_text(const LodeLines *self, uint32_t line);
/* One position without a table: O(offset). */
LodePosition lode_position_of(LodeStr source, uint32_t offset);

#endif

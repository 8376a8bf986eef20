/*
 * Cursor: positions of offsets that grow.
 *
 * base/span.h's line table answers any question in O(log lines) but has to be built from
 * the whole source. A record asks for few positions, in order and mostly near the
 * top; this passes over the source once, up to the last of them, eight bytes at a
 * time, and allocates nothing. Lines and columns are those of base/span.h.
 */
#ifndef LODE_SYNTAX_CURSOR_H
#define LODE_SYNTAX_CURSOR_H

#include "base/span.h"

typedef struct LodeCursor {
    LodeStr source; /* borrowed */
    uint32_t at;
    LodePosition position; /* of `at` */
} LodeCursor;

static inline LodeCursor lode_cursor(LodeStr source)
{
    /* A byte order mark is not text: the first character after it stands at 1:1. */
    bool has_mark = lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF"));
    return (LodeCursor){.source = source, .at = has_mark ? 3 : 0, .position = {1, 1}};
}

/* The position of a byte; `offset` is not below that of the call before. */
LodePosition lode_cursor_position(LodeCursor *self, uint32_t offset);

#endif

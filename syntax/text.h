/*
 * Text: the bytes that are handed to the parser, and where each came from.
 *
 * They are never the source itself. Parts that cannot matter may be left out, and
 * some bytes are written differently, at equal length, because the grammar would
 * stumble over them (see skim.h). So a text is a buffer and a position map: a
 * sorted list of segments, each saying "from this offset of the text on, bytes
 * come from that offset of the source". A value (specifier, name) is always read
 * from the source at mapped offsets, never from the text.
 *
 * Memory: one buffer and one list, both kept for the next source. A question to
 * the map is O(1) for offsets that grow and O(log segments) for others.
 */
#ifndef LODE_SYNTAX_TEXT_H
#define LODE_SYNTAX_TEXT_H

#include "base/span.h"

typedef struct LodeTextSegment {
    uint32_t text;   /* first offset in the text */
    uint32_t source; /* its offset in the source */
} LodeTextSegment;

/* Source bytes that are left out. */
typedef struct LodeCut {
    uint32_t start;
    uint32_t end;
    char fill; /* one byte to stand in their place, or 0 */
} LodeCut;

enum { LODE_TEXT_AHEAD = 16 };

typedef struct LodeText {
    LodeStr source; /* borrowed */
    LodeBuf bytes;
    LODE_VEC(LodeTextSegment) segments;
    size_t hint; /* the segment that answered last */
} LodeText;

/* A zeroed LodeText is empty and ready. */
void lode_text_release(LodeText *self);
/* Empties it for another source; memory beyond `keep` bytes is given back. */
void lode_text_clear(LodeText *self, LodeStr source, size_t keep);
/*
 * Takes the source from `start` on. LODE_TEXT_AHEAD NULs follow the bytes, so that a
 * reader that stops at NUL may look ahead.
 */
void lode_text_fill(LodeText *self, uint32_t start);
/*
 * After lode_text_fill: takes the cuts, ascending and apart, out of the text. `places`,
 * ascending offsets of the source, become offsets of the text; those in cuts are dropped.
 * Returns how many are left.
 */
size_t lode_text_cut(LodeText *self, const LodeCut *cuts, size_t cut_count, uint32_t *places, size_t place_count);
/*
 * Makes bytes that no JavaScript program may hold where they stand, or that the
 * grammar does not know as ECMAScript does, harmless without moving any: NUL
 * becomes a space, a CR without LF becomes LF, a byte that is not UTF-8
 * becomes U+0001, which no token may hold either.
 */
void lode_text_sanitize(LodeText *self);
/* The source offset of a byte of the text; the text's end gives the end of its last segment. */
uint32_t lode_text_source_offset(LodeText *self, uint32_t offset);
/* The source span of a span of the text. Parts that were left out inside it are inside the result. */
LodeSpan lode_text_source_span(LodeText *self, uint32_t start, uint32_t end);

#endif

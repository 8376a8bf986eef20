/* Reading order: finding bytes, line ends, columns, the cursor. */
#include "syntax/cursor.h"

static const uint64_t ones = UINT64_C(0x0101010101010101);
static const uint64_t highs = UINT64_C(0x8080808080808080);

/* Nonzero if a byte of the word is `byte`. */
static uint64_t has_byte(uint64_t word, unsigned char byte)
{
    uint64_t difference = word ^ ones * byte;
    return (difference - ones) & ~difference & highs;
}

/* The first byte from `at` on, below `end`, that may begin a line end: LF, CR or 0xE2. */
static uint32_t next_line_end(const char *bytes, uint32_t at, uint32_t end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        if (has_byte(word, '\n') | has_byte(word, '\r') | has_byte(word, 0xE2)) {
            break;
        }
    }
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != '\xE2') {
        at++;
    }
    return at;
}

/* The size of the line end at `at`, or 0 (ECMAScript 12.3). */
static uint32_t line_end_size(LodeStr source, uint32_t at)
{
    const char *bytes = source.data + at;
    size_t rest = source.size - at;
    switch (bytes[0]) {
    case '\n':
        return 1;
    case '\r':
        return rest > 1 && bytes[1] == '\n' ? 2 : 1;
    default:
        return rest > 2 && bytes[1] == '\x80' && (bytes[2] == '\xA8' || bytes[2] == '\xA9') ? 3 : 0;
    }
}

/* UTF-16 code units in [start, end), counted as base/span.c counts them. */
static uint32_t utf16_units(const char *bytes, uint32_t start, uint32_t end)
{
    uint32_t units = 0;
    for (uint32_t at = start; at < end;) {
        uint64_t word;
        if (end - at >= 8 && (memcpy(&word, bytes + at, 8), !(word & highs))) {
            units += 8;
            at += 8;
            continue;
        }
        unsigned char byte = (unsigned char)bytes[at++];
        units += byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80;
    }
    return units;
}

LodePosition lode_cursor_position(LodeCursor *self, uint32_t offset)
{
    const char *bytes = self->source.data;
    if (offset <= self->at) {
        return self->position;
    }
    for (uint32_t from = self->at; from < offset;) {
        uint32_t at = next_line_end(bytes, from, offset);
        uint32_t size = at < offset ? line_end_size(self->source, at) : 0;
        if (at == offset || at + size > offset) {
            break; /* also inside a CRLF: that byte belongs to the line before */
        }
        from = at + (size ? size : 1);
        if (size) {
            self->position.line++;
            self->position.column = 1;
            self->at = from;
        }
    }
    self->position.column += utf16_units(bytes, self->at, offset);
    self->at = offset;
    return self->position;
}

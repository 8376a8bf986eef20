/* Reading order: finding bytes, line ends, columns, the cursor. */
#include "syntax/cursor.h"

enum {
    WORTH_COUNTING = 64, /* bytes */
    WINDOW = 8 * 255,    /* bytes: a count of line ends in each of eight bytes */
    LONGEST_REST = 3     /* bytes of a character after its first */
};

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

/* Over a stretch of a window with no line end but LF, which most have. False, and nothing done, for others. */
static bool pass_plain_lines(LodeCursor *self, uint32_t offset)
{
    const char *bytes = self->source.data;
    uint32_t at = self->at;
    size_t size = offset - at;
    if (memchr(bytes + at, '\r', size) || memchr(bytes + at, 0xE2, size)) {
        return false;
    }
    uint64_t counts = 0; /* a byte each */
    for (; offset - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        /* The high bit of each byte that is LF: exact, where has_byte tells only whether there is one. */
        word ^= ones * '\n';
        word = ~(((word & ~highs) + ~highs) | word | ~highs);
        counts += word >> 7;
    }
    uint32_t lines = 0;
    for (; counts; counts >>= 8) {
        lines += counts & 0xFF;
    }
    for (; at < offset; at++) {
        lines += bytes[at] == '\n';
    }
    if (lines) {
        const char *last = memrchr(bytes + self->at, '\n', size);
        self->position.line += lines;
        self->position.column = 1;
        self->at = (uint32_t)(last - bytes) + 1;
    }
    return true;
}

/* Goes on to `offset`, which lies in no character but perhaps in a CRLF. */
static void pass(LodeCursor *self, uint32_t offset)
{
    const char *bytes = self->source.data;
    bool passed = offset - self->at >= WORTH_COUNTING && pass_plain_lines(self, offset);
    for (uint32_t from = self->at; from < offset && !passed;) {
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
}

LodePosition lode_cursor_position(LodeCursor *self, uint32_t offset)
{
    while (offset > self->at && offset - self->at > WINDOW) {
        uint32_t end = self->at + WINDOW - LONGEST_REST;
        for (int i = 0; i < LONGEST_REST && ((unsigned char)self->source.data[end] & 0xC0) == 0x80; i++) {
            end++; /* never between the bytes of U+2028 */
        }
        pass(self, end);
    }
    if (offset > self->at) {
        pass(self, offset);
    }
    return self->position;
}

/* Reading order: the buffer, sanitizing, the map. */
#include "syntax/text.h"

#include "syntax/unicode.h"

void lode_text_release(LodeText *self)
{
    lode_buf_release(&self->bytes);
    lode_vec_release(&self->segments);
}

void lode_text_clear(LodeText *self, LodeStr source, size_t keep)
{
    if (self->bytes.capacity > keep) {
        lode_buf_release(&self->bytes);
        self->bytes = (LodeBuf){0};
    }
    if (self->segments.capacity * sizeof *self->segments.items > keep) {
        lode_vec_release(&self->segments);
    }
    lode_buf_clear(&self->bytes);
    lode_vec_clear(&self->segments);
    self->source = source;
    self->hint = 0;
}

void lode_text_copy(LodeText *self, uint32_t start, uint32_t end)
{
    uint32_t at = (uint32_t)self->bytes.size;
    size_t count = self->segments.count;
    bool continues = count && self->segments.items[count - 1].source +
                                      (at - self->segments.items[count - 1].text) == start;
    if (!continues) {
        LodeTextSegment segment = {at, start};
        lode_vec_push(&self->segments, segment);
    }
    lode_buf_append(&self->bytes, lode_str_slice(self->source, start, end));
}

/* The first byte from `at` on that is NUL, CR or outside ASCII. */
static size_t next_unusual(const unsigned char *bytes, size_t at, size_t size)
{
    while (at + 8 <= size) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        uint64_t cr = word ^ UINT64_C(0x0D0D0D0D0D0D0D0D);
        uint64_t found = (word - UINT64_C(0x0101010101010101)) & ~word;
        found |= (cr - UINT64_C(0x0101010101010101)) & ~cr;
        if ((found | word) & UINT64_C(0x8080808080808080)) {
            break;
        }
        at += 8;
    }
    while (at < size && bytes[at] && bytes[at] != '\r' && bytes[at] < 0x80) {
        at++;
    }
    return at;
}

void lode_text_sanitize(LodeText *self)
{
    unsigned char *bytes = (unsigned char *)self->bytes.data;
    size_t size = self->bytes.size;
    for (size_t at = 0; (at = next_unusual(bytes, at, size)) < size;) {
        if (bytes[at] == '\0') {
            bytes[at++] = ' ';
        } else if (bytes[at] == '\r') {
            if (at + 1 == size || bytes[at + 1] != '\n') {
                bytes[at] = '\n';
            }
            at++;
        } else {
            size_t length = lode_utf8_sequence(bytes + at, size - at);
            if (length) {
                at += length;
            } else {
                bytes[at++] = '?';
            }
        }
    }
}

uint32_t lode_text_source_offset(LodeText *self, uint32_t offset)
{
    const LodeTextSegment *items = self->segments.items;
    size_t count = self->segments.count;
    if (!count) {
        return 0;
    }
    size_t low = self->hint;
    if (items[low].text > offset || (low + 1 < count && items[low + 1].text <= offset)) {
        low = 0;
        for (size_t high = count; high - low > 1;) {
            size_t middle = low + (high - low) / 2;
            if (items[middle].text <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        self->hint = low;
    }
    return items[low].source + (offset - items[low].text);
}

LodeSpan lode_text_source_span(LodeText *self, uint32_t start, uint32_t end)
{
    uint32_t from = lode_text_source_offset(self, start);
    /* By the last byte inside: the byte after it may come from further on. */
    uint32_t to = end > start ? lode_text_source_offset(self, end - 1) + 1 : from;
    return (LodeSpan){from, to};
}

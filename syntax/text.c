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

void lode_text_fill(LodeText *self, uint32_t start)
{
    LodeStr bytes = lode_str_slice(self->source, start, self->source.size);
    lode_buf_reserve(&self->bytes, bytes.size + LODE_TEXT_AHEAD);
    if (bytes.size) {
        memcpy(self->bytes.data, bytes.data, bytes.size);
    }
    memset(self->bytes.data + bytes.size, 0, LODE_TEXT_AHEAD);
    self->bytes.size = bytes.size;
    LodeTextSegment segment = {0, start};
    lode_vec_push(&self->segments, segment);
}

size_t lode_text_cut(LodeText *self, const LodeCut *cuts, size_t cut_count, uint32_t *places, size_t place_count)
{
    char *bytes = self->bytes.data;
    uint32_t base = self->segments.items[0].source;
    uint32_t size = (uint32_t)self->bytes.size;
    uint32_t written = 0;
    uint32_t from = 0; /* in the bytes as they were filled */
    size_t place = 0;
    size_t kept = 0;
    lode_vec_clear(&self->segments);
    for (size_t i = 0; i <= cut_count; i++) {
        uint32_t to = i < cut_count ? cuts[i].start - base : size;
        LodeTextSegment segment = {written, from + base};
        lode_vec_push(&self->segments, segment);
        for (; place < place_count && places[place] - base < to; place++) {
            if (places[place] - base >= from) {
                places[kept++] = places[place] - base - from + written;
            }
        }
        if (written != from) {
            memmove(bytes + written, bytes + from, to - from);
        }
        written += to - from;
        from = i < cut_count ? cuts[i].end - base : size;
        if (i < cut_count && cuts[i].fill) {
            bytes[written++] = cuts[i].fill;
        }
    }
    self->bytes.size = written;
    bytes[written] = '\0';
    return kept;
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
            size_t length = lode_utf8_sequence((LodeStr){self->bytes.data, size}, at);
            if (length) {
                at += length;
            } else {
                bytes[at++] = '\x01';
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

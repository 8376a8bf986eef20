/* Line tables and positions. Reading order: line ends, the table, a position. */
#include "base/span.h"

/* The size of the line end at `at`, or 0. ECMAScript 12.3: LF, CR, CRLF, U+2028, U+2029. */
static size_t line_end_size(LodeStr source, size_t at)
{
    unsigned char byte = (unsigned char)source.data[at];
    if (byte == '\n') {
        return 1;
    }
    if (byte == '\r') {
        return at + 1 < source.size && source.data[at + 1] == '\n' ? 2 : 1;
    }
    if (byte == 0xE2 && at + 2 < source.size && (unsigned char)source.data[at + 1] == 0x80) {
        unsigned char last = (unsigned char)source.data[at + 2];
        return last == 0xA8 || last == 0xA9 ? 3 : 0;
    }
    return 0;
}

/*
 * UTF-16 code units from the start of a line to `offset`. A byte that continues a
 * character counts for none; a byte order mark at the start of the source is not
 * text, and editors do not count it.
 */
static uint32_t utf16_units(LodeStr source, size_t start, size_t offset)
{
    uint32_t units = 0;
    if (start == 0 && lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF"))) {
        start = 3;
    }
    for (size_t i = start; i < offset && i < source.size; i++) {
        unsigned char byte = (unsigned char)source.data[i];
        if (byte >= 0xF0) {
            units += 2;
        } else if ((byte & 0xC0) != 0x80) {
            units++;
        }
    }
    return units;
}

void lode_lines_init(LodeLines *self, LodeStr source)
{
    *self = (LodeLines){.source = source};
    lode_vec_push(&self->starts, 0);
    for (size_t i = 0; i < source.size;) {
        size_t size = line_end_size(source, i);
        i += size ? size : 1;
        if (size) {
            lode_vec_push(&self->starts, (uint32_t)i);
        }
    }
}

void lode_lines_release(LodeLines *self)
{
    lode_vec_release(&self->starts);
}

LodePosition lode_lines_position(const LodeLines *self, uint32_t offset)
{
    size_t low = 0;
    size_t high = self->starts.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (self->starts.items[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (LodePosition){(uint32_t)low + 1, utf16_units(self->source, self->starts.items[low], offset) + 1};
}

LodeStr lode_lines_text(const LodeLines *self, uint32_t line)
{
    if (line == 0 || line > self->starts.count) {
        return LODE_STR("");
    }
    size_t start = self->starts.items[line - 1];
    size_t end = start;
    while (end < self->source.size && !line_end_size(self->source, end)) {
        end++;
    }
    return lode_str_slice(self->source, start, end);
}

LodePosition lode_position_of(LodeStr source, uint32_t offset)
{
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < source.size && i < offset;) {
        size_t size = line_end_size(source, i);
        i += size ? size : 1;
        if (size && i <= offset) {
            line++;
            start = i;
        }
    }
    return (LodePosition){line, utf16_units(source, start, offset) + 1};
}

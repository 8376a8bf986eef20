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

enum {
    MARK_BYTES = 1024,
    LONG_LINE = 4096 /* shorter lines are counted from their start */
};

/* The UTF-16 code units that begin in a run of bytes; one that continues a character counts for none. */
static uint32_t units_in(LodeStr source, size_t start, size_t end)
{
    uint32_t units = 0;
    for (size_t i = start; i < end && i < source.size; i++) {
        unsigned char byte = (unsigned char)source.data[i];
        if (byte >= 0xF0) {
            units += 2;
        } else if ((byte & 0xC0) != 0x80) {
            units++;
        }
    }
    return units;
}

/* Where the text of a line begins: a byte order mark is not text, and editors do not count it. */
static size_t text_start(LodeStr source, size_t start)
{
    return start == 0 && lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? 3 : start;
}

static uint32_t units_before(const LodeLines *self, size_t offset)
{
    offset = offset < self->source.size ? offset : self->source.size;
    size_t mark = offset / MARK_BYTES;
    return self->marks.items[mark] + units_in(self->source, mark * MARK_BYTES, offset);
}

static void add_marks(LodeLines *self)
{
    uint32_t units = 0;
    for (size_t at = 0; at <= self->source.size; at += MARK_BYTES) {
        lode_vec_push(&self->marks, units);
        units += units_in(self->source, at, at + MARK_BYTES);
    }
}

void lode_lines_init(LodeLines *self, LodeStr source)
{
    *self = (LodeLines){.source = source};
    lode_vec_push(&self->starts, 0);
    size_t longest = 0;
    size_t start = 0;
    for (size_t i = 0; i < source.size;) {
        size_t size = line_end_size(source, i);
        i += size ? size : 1;
        if (size) {
            lode_vec_push(&self->starts, (uint32_t)i);
        }
        if (size || i == source.size) {
            longest = i - start > longest ? i - start : longest;
            start = i;
        }
    }
    if (longest > LONG_LINE) {
        add_marks(self);
    }
}

void lode_lines_release(LodeLines *self)
{
    lode_vec_release(&self->marks);
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
    size_t start = text_start(self->source, self->starts.items[low]);
    uint32_t units = self->marks.count > 0 && offset > start ? units_before(self, offset) - units_before(self, start)
                                                             : units_in(self->source, start, offset);
    return (LodePosition){(uint32_t)low + 1, units + 1};
}

LodeStr lode_lines_text(const LodeLines *self, uint32_t line)
{
    if (line == 0 || line > self->starts.count) {
        return LODE_STR("");
    }
    size_t start = self->starts.items[line - 1];
    size_t end = self->source.size;
    if (line < self->starts.count) {
        end = self->starts.items[line];
        /* Back over the line end: of CRLF two bytes, of U+2028 and U+2029 three. */
        size_t size = end - start >= 3 && line_end_size(self->source, end - 3) == 3   ? 3
                      : end - start >= 2 && line_end_size(self->source, end - 2) == 2 ? 2
                                                                                      : 1;
        end -= size;
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
    return (LodePosition){line, units_in(source, text_start(source, start), offset) + 1};
}

#include "cli/code_frame.h"

#include "base/utf.h"
#include "cli/text.h"

#include <stdio.h>

enum { TAB = 4, WIDEST = 100, WITHOUT_WIDTH = 80 };

/* The line as it is shown, and in which columns of it the mark begins and ends. */
typedef struct Shown {
    LodeBuf text;
    LODE_VEC(size_t) cells; /* byte offset in `text` of each column's character */
    size_t columns;
    size_t mark_start;
    size_t mark_end;
} Shown;

/*
 * UTF-16 code units of one character, counted by its bytes as positions are
 * (base/span.c), so that the mark stays in place where the bytes are no UTF-8.
 */
static uint32_t units_of(LodeStr character)
{
    uint32_t units = 0;
    for (size_t i = 0; i < character.size; i++) {
        unsigned char byte = (unsigned char)character.data[i];
        units += byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80 ? 1 : 0;
    }
    return units;
}

static void add_columns(Shown *self, size_t offset, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lode_vec_push(&self->cells, offset);
    }
    self->columns += count;
}

/* Lays the line out from `from` bytes on; columns of the source are UTF-16 code units from 1. */
static void lay_out(Shown *self, LodeStr line, uint32_t mark_from, uint32_t mark_to)
{
    uint32_t unit = 1;
    bool is_marked = false;
    for (size_t at = 0; at < line.size;) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(line, at, &code_point);
        if (unit >= mark_from && !is_marked) {
            self->mark_start = self->columns;
            is_marked = true;
        }
        size_t offset = self->text.size;
        LodeStr character = lode_str_slice(line, at, at + size);
        if (line.data[at] == '\t') {
            size_t width = TAB - self->columns % TAB;
            for (size_t i = 0; i < width; i++) {
                add_columns(self, self->text.size, 1);
                lode_buf_append_byte(&self->text, ' ');
            }
        } else {
            lode_text_append(&self->text, character);
            add_columns(self, offset, lode_text_width(character));
        }
        at += size;
        unit += units_of(character);
        if (unit <= mark_to) {
            self->mark_end = self->columns;
        }
    }
    if (!is_marked) {
        self->mark_start = self->columns;
    }
    if (self->mark_end <= self->mark_start) {
        self->mark_end = self->mark_start + 1;
    }
}

static void append_window(LodeBuf *out, const Shown *self, size_t from, size_t to)
{
    size_t start = from < self->cells.count ? self->cells.items[from] : self->text.size;
    size_t end = to < self->cells.count ? self->cells.items[to] : self->text.size;
    /* A wide character that the window's edge would cut is left out. */
    if (from > 0 && from < self->cells.count && self->cells.items[from] == self->cells.items[from - 1]) {
        while (from < self->cells.count && self->cells.items[from] == start) {
            lode_buf_append_byte(out, ' ');
            from++;
        }
        start = from < self->cells.count ? self->cells.items[from] : self->text.size;
    }
    lode_buf_append(out, lode_str_slice(lode_buf_str(&self->text), start, end > start ? end : start));
}

void lode_code_frame_of(LodeBuf *out, const LodeTerminal *terminal, const LodeLines *lines, LodePosition position,
                        uint32_t length)
{
    if (position.line == 0 || position.line > lines->starts.count) {
        return;
    }
    Shown shown = {0};
    /* A line of a hundred megabytes is laid out around the mark only. */
    LodeStr line = lode_lines_text(lines, position.line);
    LodeStr mark = LODE_STR("\xEF\xBB\xBF"); /* a byte order mark has no column */
    if (position.line == 1 && lode_str_starts_with(line, mark)) {
        line = lode_str_slice(line, mark.size, line.size);
    }
    uint32_t skipped = 0;
    size_t start = 0;
    while (position.column > skipped + 2 * WIDEST && start < line.size) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(line, start, &code_point);
        skipped += units_of(lode_str_slice(line, start, start + size));
        start += size;
    }
    size_t end = start + (size_t)8 * WIDEST < line.size ? start + (size_t)8 * WIDEST : line.size;
    while (end < line.size && ((unsigned char)line.data[end] & 0xC0) == 0x80) {
        end++; /* not in the middle of a character */
    }
    uint32_t column = position.column > skipped ? position.column - skipped : 1;
    lay_out(&shown, lode_str_slice(line, start, end), column, column + (length ? length : 1));

    char number[16];
    int digits = snprintf(number, sizeof number, "%u", position.line);
    size_t gutter = (size_t)(digits > 4 ? digits : 4);
    size_t total = terminal->width ? terminal->width : WITHOUT_WIDTH;
    total = total > WIDEST ? WIDEST : total;
    size_t room = total > gutter + 20 ? total - gutter - 4 : 20;
    size_t from = 0;
    if (shown.columns > room) {
        size_t lead = room / 2;
        from = shown.mark_start > lead ? shown.mark_start - lead : 0;
        from = from + room > shown.columns ? shown.columns - room : from;
    }
    size_t to = from + room < shown.columns ? from + room : shown.columns;
    size_t mark_end = shown.mark_end > to && to > shown.mark_start ? to : shown.mark_end;

    lode_text_pad(out, gutter - (size_t)digits);
    lode_tint(out, terminal, LODE_TINT_DIM, lode_str(number));
    lode_tint(out, terminal, LODE_TINT_DIM, LODE_STR(" | "));
    append_window(out, &shown, from, to);
    lode_buf_append_byte(out, '\n');
    lode_text_pad(out, gutter);
    lode_tint(out, terminal, LODE_TINT_DIM, LODE_STR(" | "));
    lode_text_pad(out, shown.mark_start - from);
    lode_tint_begin(out, terminal, LODE_TINT_BAD);
    for (size_t i = shown.mark_start; i < mark_end; i++) {
        lode_buf_append_byte(out, '^');
    }
    lode_tint_end(out, terminal);
    lode_buf_append_byte(out, '\n');
    lode_buf_release(&shown.text);
    lode_vec_release(&shown.cells);
}

void lode_code_frame(LodeBuf *out, const LodeTerminal *terminal, LodeStr source, LodePosition position, uint32_t length)
{
    LodeLines lines = {0};
    lode_lines_init(&lines, source);
    lode_code_frame_of(out, terminal, &lines, position, length);
    lode_lines_release(&lines);
}

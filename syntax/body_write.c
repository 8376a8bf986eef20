/* Reading order: columns, new text, names, edits. */
#include "syntax/body_write.h"

/* --- Columns ---------------------------------------------------------------------------------- */

/* UTF-16 code units of a byte's share in its character. */
static uint32_t units_of(unsigned char byte)
{
    return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
}

void lode_body_write_place(LodeBodyWriter *self)
{
    LodeBodyPlace place = {self->line + 1, self->column + 1, self->source_column + 1};
    if (self->places.count) {
        LodeBodyPlace *last = &lode_vec_last(&self->places);
        if (last->line == place.line && last->column == place.column) {
            last->source_column = place.source_column;
            return;
        }
    }
    lode_vec_push(&self->places, place);
}

/* Goes on in the source to `end`: copies it, or with `only_lines` nothing but its line ends. */
static void pass(LodeBodyWriter *self, uint32_t end, bool only_lines)
{
    const unsigned char *bytes = (const unsigned char *)self->source.data;
    uint32_t from = self->at;
    if (!only_lines) {
        lode_buf_append(&self->out, lode_str_slice(self->source, from, end));
    }
    for (uint32_t at = from; at < end;) {
        uint32_t plain = lode_body_plain_end(self->source, at, end) - at;
        self->source_column += plain;
        self->column += only_lines ? 0 : plain;
        at += plain;
        uint32_t size = at < end ? lode_body_line_end(self->source, at) : 0;
        if (size) {
            size = size < end - at ? size : end - at;
            self->line++;
            self->column = 0;
            self->source_column = 0;
            if (only_lines) {
                lode_buf_append(&self->out, lode_str_slice(self->source, at, at + size));
            }
            at += size;
        } else if (at < end) {
            uint32_t units = units_of(bytes[at++]);
            self->source_column += units;
            self->column += only_lines ? 0 : units;
        }
    }
    self->at = end;
}

/* --- New text --------------------------------------------------------------------------------- */

void lode_body_write(LodeBodyWriter *self, LodeStr text)
{
    lode_buf_append(&self->out, text);
    for (size_t i = 0; i < text.size; i++) {
        self->column += units_of((unsigned char)text.data[i]);
    }
}

void lode_body_write_pattern(LodeBodyWriter *self, const char *pattern)
{
    while (*pattern) {
        size_t size = strcspn(pattern, "@");
        lode_body_write(self, (LodeStr){pattern, size});
        pattern += size;
        if (*pattern) {
            lode_body_write(self, self->lode);
            pattern++;
        }
    }
}

static void write_number(LodeBodyWriter *self, uint32_t number)
{
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    lode_body_write(self, (LodeStr){digits + at, sizeof digits - at});
}

void lode_body_write_string(LodeBodyWriter *self, LodeStr value)
{
    static const char digits[] = "0123456789abcdef";
    lode_body_write(self, LODE_STR("\""));
    for (size_t i = 0; i < value.size; i++) {
        unsigned char byte = (unsigned char)value.data[i];
        if (byte < ' ') {
            char escape[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
            lode_body_write(self, (LodeStr){escape, sizeof escape});
        } else if (byte == '"' || byte == '\\') {
            char escape[] = {'\\', (char)byte};
            lode_body_write(self, (LodeStr){escape, sizeof escape});
        } else if (byte == 0xE2 && lode_body_line_end(value, (uint32_t)i)) {
            lode_body_write(self, value.data[i + 2] == '\xA8' ? LODE_STR("\\u2028") : LODE_STR("\\u2029"));
            i += 2;
        } else {
            lode_body_write(self, lode_str_slice(value, i, i + 1));
        }
    }
    lode_body_write(self, LODE_STR("\""));
}

/* --- Names ------------------------------------------------------------------------------------ */

static bool is_plain_name(LodeStr name)
{
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '$';
        if (!letter && (i == 0 || byte < '0' || byte > '9')) {
            return false;
        }
    }
    return name.size > 0;
}

void lode_body_write_member(LodeBodyWriter *self, LodeStr name)
{
    if (is_plain_name(name)) {
        lode_body_write(self, LODE_STR("."));
        lode_body_write_place(self);
        lode_body_write(self, name);
    } else {
        lode_body_write(self, LODE_STR("["));
        lode_body_write_place(self);
        lode_body_write_string(self, name);
        lode_body_write(self, LODE_STR("]"));
    }
}

void lode_body_write_read(LodeBodyWriter *self, uint32_t name)
{
    const LodeBodyImport *import = &self->names->imports.items[name];
    lode_body_write_pattern(self, "@.i[");
    write_number(self, import->request);
    lode_body_write(self, LODE_STR("]"));
    lode_body_write_member(self, import->imported);
}

/* --- Edits ------------------------------------------------------------------------------------ */

/* Before and behind the number of a loop, if the text has one. */
typedef struct Piece {
    const char *text;
    const char *behind_loop;
    const char *behind_second;
} Piece;

static const Piece pieces[] = {
    [LODE_EDIT_ARGUMENTS] = {LODE_BODY_FREE_ARGUMENTS, NULL, NULL},
    [LODE_EDIT_ARGUMENTS_PROPERTY] = {"arguments: " LODE_BODY_FREE_ARGUMENTS, NULL, NULL},
    [LODE_EDIT_META] = {"@.meta", NULL, NULL},
    [LODE_EDIT_IMPORT] = {"@.import", NULL, NULL},
    [LODE_EDIT_IMPORT_SCRIPT] = {"@", NULL, NULL},
    [LODE_EDIT_AWAIT] = {"(yield @.at(", ",(", NULL},
    [LODE_EDIT_AWAIT_FIRST] = {"0,(yield @.at(", ",(", NULL}, /* a parenthesis could go on with the line before */
    [LODE_EDIT_AWAIT_END] = {")))", NULL, NULL},
    [LODE_EDIT_DROP] = {"", NULL, NULL},
    [LODE_EDIT_VANISH] = {";", NULL, NULL},
    [LODE_EDIT_DEFAULT] = {"const @_default = ({default: ", NULL, NULL},
    [LODE_EDIT_DEFAULT_END] = {"}).default;", NULL, NULL},
    [LODE_EDIT_DEFAULT_NAME] = {" @_default", NULL, NULL},
    [LODE_EDIT_LOOP] = {"{let @_l", ";try{", NULL},
    [LODE_EDIT_LOOP_TARGET] = {"{[yield* @_h.step(@_l", ")]:", NULL},
    [LODE_EDIT_LOOP_TARGET_END] = {"}", NULL, NULL},
    [LODE_EDIT_LOOP_VALUES] = {" @_l", "=@_h.each(", NULL},
    [LODE_EDIT_LOOP_VALUES_END] = {")", NULL, NULL},
    [LODE_EDIT_LOOP_END] = {"}catch(@_e){yield* @_h.fail(@_l", ",@_e)}finally{yield* @_h.close(@_l", ")}}"},
};

static void write_piece(LodeBodyWriter *self, const LodeEdit *edit)
{
    const Piece *piece = &pieces[edit->kind];
    lode_body_write_pattern(self, piece->text);
    if (piece->behind_loop) {
        write_number(self, edit->value);
        lode_body_write_pattern(self, piece->behind_loop);
    }
    if (piece->behind_second) {
        write_number(self, edit->value);
        lode_body_write_pattern(self, piece->behind_second);
    }
}

static void write_named(LodeBodyWriter *self, const LodeEdit *edit)
{
    switch (edit->kind) {
    case LODE_EDIT_READ_PROPERTY:
        lode_body_write(self, lode_str_slice(self->source, edit->start, edit->end));
        lode_body_write(self, LODE_STR(": "));
        lode_body_write_read(self, edit->value);
        return;
    case LODE_EDIT_READ_CALLED:
        lode_body_write_pattern(self, "@.call(");
        lode_body_write_read(self, edit->value);
        lode_body_write(self, LODE_STR(")"));
        return;
    case LODE_EDIT_READ_TAG:
        lode_body_write_pattern(self, "(@.call(");
        lode_body_write_read(self, edit->value);
        lode_body_write(self, LODE_STR("))"));
        return;
    default:
        lode_body_write_read(self, edit->value);
        return;
    }
}

static bool is_named(const LodeEdit *edit)
{
    return edit->kind >= LODE_EDIT_READ && edit->kind <= LODE_EDIT_READ_PROPERTY;
}

static bool takes_effect(LodeBodyWriter *self, const LodeEdit *edit)
{
    if (edit->kind == LODE_EDIT_NONE || edit->start < self->at) {
        return false;
    }
    return !is_named(edit) || lode_body_names_is_import(self->names, edit->value, edit->start);
}

void lode_body_write_source(LodeBodyWriter *self, const LodeEdit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const LodeEdit *edit = &edits[i];
        if (!takes_effect(self, edit)) {
            continue;
        }
        pass(self, edit->start, false);
        if (is_named(edit)) {
            write_named(self, edit);
        } else {
            write_piece(self, edit);
        }
        pass(self, edit->end, true);
        lode_body_write_place(self);
    }
    pass(self, (uint32_t)self->source.size, false);
}

void lode_body_writer_release(LodeBodyWriter *self)
{
    lode_buf_release(&self->out);
    lode_vec_release(&self->places);
}

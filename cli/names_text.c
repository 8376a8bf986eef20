/* lode exports for people. Reading order: hidden names, rows, problems, the whole. */
#include "cli/names.h"
#include "cli/text.h"

static bool is_identifier(LodeStr name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        if (!is_letter && !(c >= '0' && c <= '9' && i > 0)) {
            return false;
        }
    }
    return name.size > 0;
}

/* The names, and the line that shows them to Node: the one that esbuild writes for this purpose. */
static void put_hidden(LodeOutput *out, const LodeNames *self, const LodeNamesSubject *subject)
{
    enum { SHOWN_ON_A_TERMINAL = 12, POSITION_WIDTH = 8 };
    LodeHiddenNames hidden = lode_names_hidden(self, subject);
    uint32_t limit = out->terminal.width > 0 ? SHOWN_ON_A_TERMINAL : hidden.count;
    size_t width = 0;
    LodeBuf hint = {0};
    for (uint32_t i = 0; i < hidden.count; i++) {
        size_t name_width = lode_text_width(hidden.names[i].name);
        width = i < limit && name_width > width && name_width <= 32 ? name_width : width;
        if (is_identifier(hidden.names[i].name)) {
            lode_buf_puts(&hint, hint.size ? ", " : "");
            lode_buf_append(&hint, hidden.names[i].name);
        }
    }
    if (hidden.count > 0) {
        lode_buf_puts(&out->buf, "\n  set when it runs, but not seen by Node, so `import {…}` fails:\n");
    }
    for (uint32_t i = 0; i < hidden.count && i < limit; i++) {
        const LodeAssignedName *name = &hidden.names[i];
        size_t name_width = lode_text_width(name->name);
        lode_buf_puts(&out->buf, "  ");
        lode_text_append(&out->buf, name->name);
        lode_text_pad(&out->buf, (name_width < width ? width - name_width : 0) + 2);
        LodeBuf rest = {0};
        lode_buf_printf(&rest, "%u:%u", name->position.line, name->position.column);
        lode_text_pad(&rest, rest.size < POSITION_WIDTH ? POSITION_WIDTH - rest.size : 1);
        lode_buf_puts(&rest, lode_names_hidden_reason(name->way));
        lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, lode_buf_str(&rest));
        lode_buf_append_byte(&out->buf, '\n');
        lode_buf_release(&rest);
    }
    if (hidden.count > limit) {
        lode_buf_printf(&out->buf, "  and %u more; --json lists them\n", hidden.count - limit);
    }
    if (hint.size > 0) {
        lode_buf_puts(&out->buf, "  This line, which does nothing when it runs, makes them visible:\n");
        lode_buf_puts(&out->buf, "    0 && (module.exports = {");
        lode_buf_append(&out->buf, lode_buf_str(&hint));
        lode_buf_puts(&out->buf, "});\n");
    }
    lode_buf_release(&hint);
}

typedef LODE_VEC(LodeNamesRow) RowList;

static void put_rows(LodeOutput *out, const RowList *rows, LodeStr own_id)
{
    size_t name_width = 0;
    size_t kind_width = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *kind = lode_binding_kind_names[rows->items[i].kind];
        size_t width = lode_text_width(rows->items[i].name);
        name_width = width > name_width && width <= 32 ? width : name_width;
        kind_width = kind && strlen(kind) > kind_width ? strlen(kind) : kind_width;
    }
    for (size_t i = 0; i < rows->count; i++) {
        const LodeNamesRow *row = &rows->items[i];
        const char *kind = lode_binding_kind_names[row->kind];
        size_t width = lode_text_width(row->name);
        lode_buf_puts(&out->buf, "  ");
        lode_text_append(&out->buf, row->name);
        lode_text_pad(&out->buf, (width < name_width ? name_width - width : 0) + 2);
        LodeBuf rest = {0};
        lode_buf_puts(&rest, kind ? kind : "?");
        lode_text_pad(&rest, kind_width - (kind ? strlen(kind) : 1) + 2);
        bool is_own = lode_str_equal(row->from, own_id);
        if (is_own && row->position.line > 0) {
            lode_buf_printf(&rest, "%u:%u", row->position.line, row->position.column);
        } else if (!is_own && !lode_str_is_none(row->from)) {
            lode_text_append(&rest, row->from);
            if (row->position.line > 0) {
                lode_buf_printf(&rest, ":%u:%u", row->position.line, row->position.column);
            }
        }
        bool is_renamed = !lode_str_is_none(row->local) && !lode_str_equal(row->local, row->name) &&
                          !lode_str_equal(row->local, LODE_STR("*default*"));
        if (is_renamed) {
            lode_buf_puts(&rest, "  (there: ");
            lode_text_append(&rest, row->local);
            lode_buf_puts(&rest, ")");
        }
        while (rest.size > 0 && rest.data[rest.size - 1] == ' ') {
            rest.size--;
        }
        lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, lode_buf_str(&rest));
        lode_buf_append_byte(&out->buf, '\n');
        lode_buf_release(&rest);
        lode_output_step(out);
    }
}

static void put_title(LodeOutput *out, LodeStr id, const char *format, size_t count)
{
    LodeBuf title = {0};
    lode_text_append(&title, id);
    lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_buf_str(&title));
    lode_buf_printf(&out->buf, "  %s, ", format ? format : "no loader reads it");
    lode_text_append_counted(&out->buf, count, "name", NULL);
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&title);
}

/* The export that asks for a name in vain: its own line, or a word where that is in another module. */
static void put_missing(LodeOutput *out, const LodeNames *self, LodeModuleIndex module, LodeStr name)
{
    const LodeRecord *record = self->session->graph->modules[module].record;
    lode_text_append(&out->buf, name);
    for (uint32_t i = 0; record && i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        if (entry->form == LODE_EXPORT_INDIRECT && lode_str_equal(entry->name, name)) {
            lode_buf_puts(&out->buf, ": '");
            lode_text_append(&out->buf, record->requests[entry->request].specifier);
            lode_buf_puts(&out->buf, "' has no name '");
            lode_text_append(&out->buf, entry->local);
            lode_buf_printf(&out->buf, "' (%u:%u)\n", entry->position.line, entry->position.column);
            return;
        }
    }
    lode_buf_puts(&out->buf, ": a module on the way exports it again, and it is nowhere declared\n");
}

static void put_place(LodeOutput *out, const LodeNamesRow *row)
{
    lode_text_append(&out->buf, row->from);
    if (row->position.line > 0) {
        lode_buf_printf(&out->buf, ":%u:%u", row->position.line, row->position.column);
    }
}

static void put_problems(LodeOutput *out, LodeNames *self, const LodeNamesSubject *subject, const LodeNamespace *space)
{
    for (uint32_t i = 0; i < space->ambiguous_count; i++) {
        LodeNamesRow first = lode_names_row_of(self, space->ambiguous[i].name, &space->ambiguous[i].answer.found);
        LodeNamesRow second = lode_names_row_of(self, space->ambiguous[i].name, &space->ambiguous[i].answer.other);
        lode_tint(&out->buf, &out->terminal, LODE_TINT_BAD, LODE_STR("  ambiguous  "));
        lode_text_append(&out->buf, first.name);
        lode_buf_puts(&out->buf, ": ");
        put_place(out, &first);
        lode_buf_puts(&out->buf, " and ");
        put_place(out, &second);
        lode_buf_puts(&out->buf, " both give it, so the namespace leaves it out\n");
    }
    for (uint32_t i = 0; i < space->missing_count; i++) {
        lode_tint(&out->buf, &out->terminal, LODE_TINT_BAD, LODE_STR("  missing    "));
        put_missing(out, self, subject->module, space->missing[i].name);
    }
    if (space->is_open) {
        lode_buf_puts(&out->buf, "  There may be more names: a module that is exported again could not be read.\n");
    }
    const LodeCjsExports *cjs = lode_link_cjs(self->link, subject->module);
    if (cjs && cjs->error.size > 0) {
        lode_buf_puts(&out->buf, "  Node's lexer gives up on this file: ");
        lode_text_append(&out->buf, cjs->error);
        lode_buf_append_byte(&out->buf, '\n');
    }
}

void lode_names_text(LodeOutput *out, LodeNames *self, const LodeNamesSubject *subject)
{
    RowList rows = {0};
    if (subject->module == LODE_MODULE_NONE) {
        LodeStr *names;
        size_t count = lode_names_of_core(self, subject, &names);
        for (size_t i = 0; i < count; i++) {
            lode_vec_push(&rows, lode_names_core_row(self, subject, names[i]));
        }
        put_title(out, rows.items[0].from, "builtin", count);
        put_rows(out, &rows, rows.items[0].from);
    } else {
        const LodeModule *module = &self->session->graph->modules[subject->module];
        const LodeNamespace space = subject->space;
        for (uint32_t i = 0; i < space.name_count; i++) {
            lode_vec_push(&rows, lode_names_row(self, &space.names[i]));
        }
        put_title(out, module->id, lode_format_name(module->format), space.name_count);
        put_rows(out, &rows, module->id);
        put_problems(out, self, subject, &space);
        put_hidden(out, self, subject);
    }
    lode_vec_release(&rows);
}

/*
 * lode exports: what `import * as ns` of a module shows. JSON: docs/schema/exports.json.
 *
 * Only what gives names is read: the module itself and what it exports again. With
 * --batch all requests are read first, and one graph serves every answer.
 *
 * Reading order: one subject, its JSON, its text, one request, the batch.
 */
#include "base/json.h"
#include "base/path.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "graph/core_names.h"
#include "graph/identity.h"
#include "graph/link.h"
#include "syntax/cjs_assigned.h"

#include <errno.h>
#include <unistd.h>

/* A module whose names are asked for. */
typedef struct Subject {
    LodeStr asked; /* as it was written */
    LodeStr path;  /* of the file; absent for a core module */
    LodeStr core;  /* "fs"; absent for a file */
    bool is_found;
    LodeError error;        /* where it is not */
    LodeModuleIndex module; /* in the graph; LODE_MODULE_NONE for a core module */
} Subject;

typedef struct Names {
    LodeSession *session;
    LodeLink *link;
    LodeArena *arena; /* of one answer */
} Names;

/* One line of an answer: a name, and where it comes from. */
typedef struct Row {
    LodeStr name;
    LodeStr from; /* an id */
    LodeStr path; /* absolute; absent where there is no file */
    LodeStr local;
    LodeBindingKind kind;
    LodePosition position; /* line 0 where there is none */
} Row;

static LodeStr id_of(const Names *self, LodeModuleIndex module)
{
    return self->session->graph->modules[module].id;
}

/* The position of a name in a CommonJS text, which has no record. */
static LodePosition position_in(const Names *self, LodePath *file, uint32_t offset)
{
    LodeBuf text = {0};
    LodePosition position = {0, 0};
    if (lode_memo_read(self->session->memo, file, UINT32_MAX, &text) == 0) {
        position = lode_position_of(lode_buf_str(&text), offset);
    }
    lode_buf_release(&text);
    return position;
}

static Row row_of_place(const Names *self, LodeStr name, const LodeBindingPlace *place)
{
    Row row = {.name = name,
               .from = id_of(self, place->module),
               .path = self->session->graph->modules[place->module].path,
               .local = place->local,
               .kind = place->kind};
    if (place->entry) {
        row.position = place->entry->position;
    }
    const LodeCjsExports *cjs = lode_link_cjs(self->link, place->module);
    const LodeCjsExport *found = cjs ? lode_cjs_exports_find(cjs, place->local) : NULL;
    if (found && found->file) {
        row.path = lode_path_text(found->file);
        row.from = lode_graph_id_of_path(self->arena, self->session->root, row.path);
        row.position = position_in(self, found->file, found->span.start);
    }
    return row;
}

static Row row_of(const Names *self, const LodeNamespaceName *name)
{
    if (name->answer.status == LODE_LINK_UNKNOWN) {
        return (Row){.name = name->name, .from = LODE_STR_NONE, .path = LODE_STR_NONE, .local = LODE_STR_NONE};
    }
    return row_of_place(self, name->name, &name->answer.found);
}

static void write_position(LodeBuf *out, LodePosition position)
{
    if (position.line > 0) {
        lode_write_number(out, "line", position.line);
        lode_write_number(out, "column", position.column);
    }
}

static void write_row(LodeBuf *out, const Row *row)
{
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "name", row->name);
    lode_write_text(out, "from", row->from);
    lode_write_text(out, "local", row->local);
    const char *kind = lode_binding_kind_names[row->kind];
    lode_write_text(out, "kind", kind ? lode_str(kind) : LODE_STR_NONE);
    write_position(out, row->position);
    lode_buf_append_byte(out, '}');
}

static void open_array(LodeBuf *out, const char *name)
{
    lode_write_key(out, name);
    lode_buf_append_byte(out, '[');
}

/* Whether an export entry hands on what a request brings. */
static bool is_of_request(const LodeExport *entry, uint32_t request)
{
    return entry->request == request && entry->form != LODE_EXPORT_LOCAL;
}

static void write_reexport(LodeBuf *out, const Names *self, LodeModuleIndex module, const LodeExport *entry)
{
    const LodeRecord *record = self->session->graph->modules[module].record;
    LodeEdgeIndex edge = lode_link_edge(self->link, module, entry->request);
    LodeModuleIndex to = edge == LODE_EDGE_NONE ? LODE_MODULE_NONE : self->session->graph->edges[edge].to;
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "specifier", record->requests[entry->request].specifier);
    lode_write_text(out, "to", to == LODE_MODULE_NONE ? LODE_STR_NONE : id_of(self, to));
    lode_write_text(out, "name", entry->form == LODE_EXPORT_STAR ? LODE_STR("*") : entry->name);
    lode_write_text(out, "imported", entry->form == LODE_EXPORT_INDIRECT ? entry->local : LODE_STR("*"));
    write_position(out, entry->position);
    lode_buf_append_byte(out, '}');
}

static void write_places(LodeBuf *out, const Names *self, const char *key, const LodeNamespaceName *names,
                         uint32_t count)
{
    open_array(out, key);
    for (uint32_t i = 0; i < count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "name", names[i].name);
        if (names[i].answer.status == LODE_LINK_AMBIGUOUS) {
            Row first = row_of_place(self, names[i].name, &names[i].answer.found);
            Row second = row_of_place(self, names[i].name, &names[i].answer.other);
            open_array(out, "from");
            write_row(out, &first);
            write_row(out, &second);
            lode_buf_append_byte(out, ']');
        } else {
            lode_write_bool(out, "circular", names[i].answer.status == LODE_LINK_CIRCULAR);
        }
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

static void write_diagnostics(LodeBuf *out, const LodeModule *module)
{
    const LodeRecord *record = module->record;
    bool is_module = module->format == LODE_FORMAT_MODULE || module->format == LODE_FORMAT_MODULE_TYPESCRIPT;
    open_array(out, "diagnostics");
    for (int list = 0; record && list < 2; list++) {
        const LodeDiagnostic *items = list == 0 ? record->diagnostics : record->early_errors;
        uint32_t count = list == 0 ? record->diagnostic_count : is_module ? record->early_error_count : 0;
        for (uint32_t i = 0; i < count; i++) {
            lode_write_comma(out);
            lode_buf_append_byte(out, '{');
            lode_write_text(out, "message", items[i].message);
            write_position(out, items[i].position);
            lode_buf_append_byte(out, '}');
        }
    }
    lode_buf_append_byte(out, ']');
}

/* Names that a CommonJS text sets and Node's lexer does not see. */
typedef struct Hidden {
    LodeAssignedName *names;
    uint32_t count;
} Hidden;

static const char *const hidden_reasons[] = {
    [LODE_ASSIGNED_MEMBER] = "it is not written as the lexer expects",
    [LODE_ASSIGNED_ALIAS] = "it is set through another name for the exports",
    [LODE_ASSIGNED_LITERAL] = "an object literal is read up to its first value that is more than a name",
    [LODE_ASSIGNED_MERGED] = "Object.assign is not followed",
    [LODE_ASSIGNED_DEFINED] = "of defined properties only a value and some getters are trusted",
    [LODE_ASSIGNED_STATIC] = "static members of a class are not read",
};

static Hidden find_hidden(const Names *self, const Subject *subject)
{
    Hidden hidden = {0};
    const LodeCjsExports *cjs = subject->module == LODE_MODULE_NONE ? NULL : lode_link_cjs(self->link, subject->module);
    LodeBuf text = {0};
    LodePath *file = lode_memo_path(self->session->memo, subject->path);
    if (cjs && lode_memo_read(self->session->memo, file, UINT32_MAX, &text) == 0) {
        LodeParser *parser = lode_parser_new();
        uint32_t count = lode_assigned_names(parser, lode_buf_str(&text), self->arena, &hidden.names);
        for (uint32_t i = 0; i < count; i++) {
            if (!lode_cjs_exports_find(cjs, hidden.names[i].name)) {
                hidden.names[hidden.count++] = hidden.names[i];
            }
        }
        lode_parser_free(parser);
    }
    lode_buf_release(&text);
    return hidden;
}

static void write_hidden(LodeBuf *out, const Names *self, const Subject *subject)
{
    Hidden hidden = find_hidden(self, subject);
    open_array(out, "hidden");
    for (uint32_t i = 0; i < hidden.count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "name", hidden.names[i].name);
        lode_write_text(out, "reason", lode_str(hidden_reasons[hidden.names[i].way]));
        write_position(out, hidden.names[i].position);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

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
static void put_hidden(LodeOutput *out, const Names *self, const Subject *subject)
{
    enum { SHOWN_ON_A_TERMINAL = 12, POSITION_WIDTH = 8 };
    Hidden hidden = find_hidden(self, subject);
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
        lode_buf_puts(&rest, hidden_reasons[name->way]);
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

/* What a CommonJS text exports again, resolved as `require` does. */
static void write_cjs_reexports(LodeBuf *out, const Names *self, const Subject *subject)
{
    LodeBuf text = {0};
    LodePath *file = lode_memo_path(self->session->memo, subject->path);
    if (lode_memo_read(self->session->memo, file, UINT32_MAX, &text) == 0) {
        LodeCjsNames names;
        lode_cjs_names_read(lode_buf_str(&text), self->session->options->node_version, self->arena, &names);
        for (uint32_t i = 0; i < names.reexport_count; i++) {
            LodeRequestFrom request = {.specifier = names.reexports[i].text,
                                       .from = subject->path,
                                       .kind = LODE_KIND_REQUIRE,
                                       .attribute_type = LODE_STR_NONE};
            LodeResolution resolution = {0};
            bool is_found = lode_resolve(self->session->resolver, &request, self->arena, &resolution, NULL);
            lode_write_comma(out);
            lode_buf_append_byte(out, '{');
            lode_write_text(out, "specifier", request.specifier);
            lode_write_text(out, "to",
                            is_found && !lode_str_is_none(resolution.url)
                                ? lode_graph_id(self->arena, self->session->root, resolution.url)
                                : LODE_STR_NONE);
            lode_write_text(out, "name", LODE_STR("*"));
            lode_write_text(out, "imported", LODE_STR("*"));
            write_position(out, lode_position_of(lode_buf_str(&text), names.reexports[i].span.start));
            lode_buf_append_byte(out, '}');
        }
    }
    lode_buf_release(&text);
}

static void write_module(LodeBuf *out, const Names *self, const Subject *subject)
{
    const LodeModule *module = &self->session->graph->modules[subject->module];
    LodeNamespace space = lode_link_namespace(self->link, subject->module, self->arena);
    lode_write_text(out, "module", module->id);
    lode_write_text(out, "format", lode_str(lode_format_name(module->format)));
    open_array(out, "names");
    for (uint32_t i = 0; i < space.name_count; i++) {
        Row row = row_of(self, &space.names[i]);
        write_row(out, &row);
    }
    lode_buf_append_byte(out, ']');
    open_array(out, "reexports");
    if (lode_link_cjs(self->link, subject->module)) {
        write_cjs_reexports(out, self, subject);
    }
    for (uint32_t i = 0; lode_link_is_module(self->link, subject->module) && i < module->record->export_count; i++) {
        const LodeExport *entry = &module->record->exports[i];
        if (entry->request != LODE_NO_REQUEST && is_of_request(entry, entry->request)) {
            write_reexport(out, self, subject->module, entry);
        }
    }
    lode_buf_append_byte(out, ']');
    write_places(out, self, "ambiguous", space.ambiguous, space.ambiguous_count);
    write_places(out, self, "missing", space.missing, space.missing_count);
    lode_write_bool(out, "open", space.is_open);
    write_hidden(out, self, subject);
    write_diagnostics(out, module);
}

static size_t core_names(const Names *self, const Subject *subject, LodeStr **names)
{
    int version = self->session->options->node_version;
    size_t count = lode_core_names(subject->core, version, self->arena, names);
    LodeStr *all = LODE_ARENA_NEW(self->arena, LodeStr, count + 1);
    size_t at = 0;
    while (at < count && lode_str_compare((*names)[at], LODE_STR("default")) < 0) {
        all[at] = (*names)[at];
        at++;
    }
    all[at] = LODE_STR("default");
    for (size_t i = at; i < count; i++) {
        all[i + 1] = (*names)[i];
    }
    *names = all;
    return count + 1;
}

static Row core_row(const Names *self, const Subject *subject, LodeStr name)
{
    LodeStr pieces[] = {LODE_STR("node:"), subject->core};
    return (Row){.name = name,
                 .from = lode_arena_join(self->arena, pieces, 2),
                 .path = LODE_STR_NONE,
                 .local = name,
                 .kind = LODE_BINDING_BUILTIN};
}

static void write_core(LodeBuf *out, const Names *self, const Subject *subject)
{
    LodeStr *names;
    size_t count = core_names(self, subject, &names);
    Row first = core_row(self, subject, names[0]);
    lode_write_text(out, "module", first.from);
    lode_write_text(out, "format", LODE_STR("builtin"));
    open_array(out, "names");
    for (size_t i = 0; i < count; i++) {
        Row row = core_row(self, subject, names[i]);
        write_row(out, &row);
    }
    lode_buf_puts(out,
                  "],\"reexports\":[],\"ambiguous\":[],\"missing\":[],\"open\":false,\"hidden\":[],\"diagnostics\":[]");
}

static void write_json(LodeBuf *out, const Names *self, const Subject *subject)
{
    lode_write_document(out);
    if (!subject->is_found) {
        lode_write_error(out, "error", &subject->error);
    } else if (subject->module == LODE_MODULE_NONE) {
        write_core(out, self, subject);
    } else {
        write_module(out, self, subject);
    }
    lode_buf_puts(out, "}\n");
}

/* The answer of one line of a batch: names alone. */
static void write_line(LodeBuf *out, const Names *self, const Subject *subject)
{
    lode_write_document(out);
    lode_write_text(out, "file", subject->asked);
    if (!subject->is_found) {
        lode_write_error(out, "error", &subject->error);
        lode_buf_puts(out, "}\n");
        return;
    }
    const LodeModule *module = &self->session->graph->modules[subject->module];
    LodeNamespace space = lode_link_namespace(self->link, subject->module, self->arena);
    const struct {
        const char *key;
        const LodeNamespaceName *names;
        uint32_t count;
    } lists[] = {{"names", space.names, space.name_count},
                 {"ambiguous", space.ambiguous, space.ambiguous_count},
                 {"missing", space.missing, space.missing_count}};
    lode_write_text(out, "format", lode_str(lode_format_name(module->format)));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        open_array(out, lists[i].key);
        for (uint32_t k = 0; k < lists[i].count; k++) {
            lode_write_comma(out);
            lode_json_write_string(out, lists[i].names[k].name);
        }
        lode_buf_append_byte(out, ']');
    }
    lode_write_bool(out, "open", space.is_open);
    write_diagnostics(out, module);
    lode_buf_puts(out, "}\n");
}

typedef LODE_VEC(Row) RowList;

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
        const Row *row = &rows->items[i];
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
static void put_missing(LodeOutput *out, const Names *self, LodeModuleIndex module, LodeStr name)
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

static void put_place(LodeOutput *out, const Row *row)
{
    lode_text_append(&out->buf, row->from);
    if (row->position.line > 0) {
        lode_buf_printf(&out->buf, ":%u:%u", row->position.line, row->position.column);
    }
}

static void put_problems(LodeOutput *out, const Names *self, const Subject *subject, const LodeNamespace *space)
{
    for (uint32_t i = 0; i < space->ambiguous_count; i++) {
        Row first = row_of_place(self, space->ambiguous[i].name, &space->ambiguous[i].answer.found);
        Row second = row_of_place(self, space->ambiguous[i].name, &space->ambiguous[i].answer.other);
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

static void write_text(LodeOutput *out, const Names *self, const Subject *subject)
{
    RowList rows = {0};
    if (subject->module == LODE_MODULE_NONE) {
        LodeStr *names;
        size_t count = core_names(self, subject, &names);
        for (size_t i = 0; i < count; i++) {
            lode_vec_push(&rows, core_row(self, subject, names[i]));
        }
        put_title(out, rows.items[0].from, "builtin", count);
        put_rows(out, &rows, rows.items[0].from);
    } else {
        const LodeModule *module = &self->session->graph->modules[subject->module];
        LodeNamespace space = lode_link_namespace(self->link, subject->module, self->arena);
        for (uint32_t i = 0; i < space.name_count; i++) {
            lode_vec_push(&rows, row_of(self, &space.names[i]));
        }
        put_title(out, module->id, lode_format_name(module->format), space.name_count);
        put_rows(out, &rows, module->id);
        put_problems(out, self, subject, &space);
        put_hidden(out, self, subject);
    }
    lode_vec_release(&rows);
}

/* A file as it is named, or what a specifier leads to. */
static void find_subject(LodeSession *session, LodeStr asked, bool may_be_specifier, Subject *out)
{
    *out = (Subject){.asked = asked, .path = LODE_STR_NONE, .core = LODE_STR_NONE, .module = LODE_MODULE_NONE};
    LodeStr path = lode_session_path(session, asked);
    LodeFileType type = lode_memo_type(session->memo, lode_memo_path(session->memo, path));
    if (!may_be_specifier || (type != LODE_FILE_ABSENT && type != LODE_FILE_DIRECTORY)) {
        out->path = path;
        out->is_found = true;
        return;
    }
    LodeRequestFrom request = {
        .specifier = asked,
        .from = lode_answer_from(session, session->options->from, session->options->kind),
        .kind = session->options->kind,
        .attribute_type = LODE_STR_NONE,
    };
    LodeResolution resolution = {0};
    out->is_found = lode_resolve(session->resolver, &request, &session->arena, &resolution, &out->error);
    if (!out->is_found) {
        return;
    }
    if (resolution.format == LODE_FORMAT_BUILTIN) {
        out->core = lode_str_slice(resolution.url, sizeof "node:" - 1, resolution.url.size);
    } else if (lode_str_is_none(resolution.path)) {
        out->is_found = lode_error_set(&out->error, &session->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                       "'%.*s' names no file", LODE_STR_ARG(asked));
    } else {
        out->path = resolution.path;
    }
}

/* Its module in the graph, which is known by the file that Node would run. */
static void place_subject(LodeSession *session, Subject *subject)
{
    if (!subject->is_found || lode_str_is_none(subject->path)) {
        return;
    }
    LodeResolution resolution = {0};
    subject->is_found =
        lode_resolve_entry(session->resolver, subject->path, &session->arena, &resolution, &subject->error);
    if (!subject->is_found) {
        return;
    }
    subject->module = lode_graph_find(session->graph, lode_graph_id(&session->arena, session->root, resolution.url));
    const LodeError *error =
        subject->module == LODE_MODULE_NONE ? NULL : session->graph->modules[subject->module].error;
    if (error) {
        subject->error = *error;
        subject->is_found = false;
    } else if (subject->module == LODE_MODULE_NONE) {
        subject->is_found = lode_error_set(&subject->error, &session->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                           "'%.*s' is no module that can be read", LODE_STR_ARG(subject->asked));
    }
}

/* One graph for all of them; afterwards each knows its module. */
static void build_subjects(LodeSession *session, Subject *subjects, size_t count, LodeDetail detail)
{
    LodeStr *paths = LODE_ARENA_NEW(&session->arena, LodeStr, count + 1);
    size_t path_count = 0;
    for (size_t i = 0; i < count; i++) {
        LodeResolution resolution = {0};
        /* What is no entry is reported with its line, not by the build. */
        if (subjects[i].is_found && !lode_str_is_none(subjects[i].path) &&
            lode_resolve_entry(session->resolver, subjects[i].path, &session->arena, &resolution, NULL)) {
            paths[path_count++] = subjects[i].path;
        }
    }
    session->detail = detail;
    session->names_only = true;
    lode_session_build_paths(session, paths, path_count);
    for (size_t i = 0; i < count; i++) {
        place_subject(session, &subjects[i]);
    }
}

static bool has_problems(const Names *self, const Subject *subject)
{
    if (subject->module == LODE_MODULE_NONE) {
        return false;
    }
    const LodeModule *module = &self->session->graph->modules[subject->module];
    return module->diagnostic_count > 0 ||
           lode_link_namespace(self->link, subject->module, self->arena).missing_count > 0;
}

static void answer_one(LodeSession *session)
{
    const LodeOptions *options = session->options;
    Subject subject;
    find_subject(session, options->operands.items[0], true, &subject);
    build_subjects(session, &subject, 1, LODE_DETAIL_USES);
    Names names = {session, lode_link_new(session->graph, session->cache, &session->resolver_options), &session->arena};
    bool wants_text = false;
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
            write_json(&out.buf, &names, &subject);
        } else if (subject.is_found) {
            write_text(&out, &names, &subject);
        } else {
            wants_text = true;
        }
        lode_session_close(session, &out);
    }
    if (!subject.is_found) {
        if (wants_text) {
            lode_session_fail(session, &subject.error);
        }
        session->status = LODE_STATUS_FAILED;
    } else if (has_problems(&names, &subject) && session->status == LODE_STATUS_CLEAN) {
        session->status = LODE_STATUS_FINDINGS;
    }
    lode_link_free(names.link);
}

/* Everything on standard input; false where it cannot be read. */
static bool read_input(LodeSession *session, LodeBuf *out)
{
    char piece[1 << 16];
    ssize_t size;
    while ((size = read(STDIN_FILENO, piece, sizeof piece)) != 0) {
        if (size > 0) {
            lode_buf_append(out, (LodeStr){piece, (size_t)size});
        } else if (errno != EINTR) {
            lode_report_say("standard input cannot be read: %s", strerror(errno));
            session->status = LODE_STATUS_FAILED;
            return false;
        }
    }
    return true;
}

/* {"file": PATH}; false with the subject's error where a line is something else. */
static bool read_line(LodeSession *session, LodeStr line, Subject *out)
{
    LodeArena *arena = &session->arena;
    *out = (Subject){.asked = line, .path = LODE_STR_NONE, .core = LODE_STR_NONE, .module = LODE_MODULE_NONE};
    LodeJsonError json_error = {0};
    const LodeJson *document = lode_json_parse(arena, line, &json_error);
    if (!document) {
        return lode_error_set(&out->error, arena, LODE_ERROR_LODE_BAD_JSON, "column %u: %.*s",
                              lode_position_of(line, json_error.offset).column, LODE_STR_ARG(json_error.message));
    }
    const LodeJson *file = document->type == LODE_JSON_OBJECT ? lode_json_get(document, LODE_STR("file")) : NULL;
    if (!file || file->type != LODE_JSON_STRING || file->text.size == 0) {
        return lode_error_set(&out->error, arena, LODE_ERROR_LODE_USAGE,
                              "a request is an object with a \"file\" that is a path");
    }
    find_subject(session, file->text, false, out);
    return true;
}

typedef LODE_VEC(Subject) SubjectList;

static void answer_lines(LodeSession *session, const SubjectList *subjects)
{
    LodeArena arena = {0};
    Names names = {session, lode_link_new(session->graph, session->cache, &session->resolver_options), &arena};
    LodeOutput out;
    lode_output_init(&out, session->options->wanted.items[0].file, session->options->color);
    for (size_t i = 0; i < subjects->count; i++) {
        const Subject *subject = &subjects->items[i];
        LodeArenaMark mark = lode_arena_mark(&arena);
        write_line(&out.buf, &names, subject);
        lode_output_step(&out);
        int status = !subject->is_found              ? LODE_STATUS_FAILED
                     : has_problems(&names, subject) ? LODE_STATUS_FINDINGS
                                                     : LODE_STATUS_CLEAN;
        session->status = status > session->status ? status : session->status;
        lode_arena_rewind(&arena, mark);
    }
    lode_session_close(session, &out);
    lode_link_free(names.link);
    lode_arena_release(&arena);
}

static void answer_batch(LodeSession *session)
{
    LodeBuf input = {0};
    SubjectList subjects = {0};
    if (read_input(session, &input)) {
        LodeStr rest = lode_buf_str(&input);
        while (rest.size > 0) {
            size_t end = lode_str_find(rest, '\n');
            LodeStr line = lode_str_slice(rest, 0, end);
            rest = end == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(rest, end + 1, rest.size);
            Subject subject;
            read_line(session, line, &subject);
            lode_vec_push(&subjects, subject);
        }
        build_subjects(session, subjects.items, subjects.count, LODE_DETAIL_EXPORTS);
        answer_lines(session, &subjects);
    }
    lode_vec_release(&subjects);
    lode_buf_release(&input);
}

int lode_cmd_exports(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        if (options->given[LODE_OPTION_BATCH]) {
            answer_batch(&session);
        } else {
            answer_one(&session);
        }
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

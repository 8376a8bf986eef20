/* lode exports as JSON. Reading order: one row, the lists, documents. */
#include "base/json.h"
#include "cli/names.h"
#include "cli/write_json.h"
#include "graph/identity.h"

static void write_position(LodeBuf *out, LodePosition position)
{
    if (position.line > 0) {
        lode_write_number(out, "line", position.line);
        lode_write_number(out, "column", position.column);
    }
}

static void write_row(LodeBuf *out, const LodeNamesRow *row)
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

static void write_reexport(LodeBuf *out, const LodeNames *self, LodeModuleIndex module, const LodeExport *entry)
{
    const LodeRecord *record = self->session->graph->modules[module].record;
    LodeModuleIndex to = lode_link_target(self->link, module, entry->request);
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "specifier", record->requests[entry->request].specifier);
    lode_write_text(out, "to", to == LODE_MODULE_NONE ? LODE_STR_NONE : lode_names_id(self, to));
    lode_write_text(out, "name", entry->form == LODE_EXPORT_STAR ? LODE_STR("*") : entry->name);
    lode_write_text(out, "imported", entry->form == LODE_EXPORT_INDIRECT ? entry->local : LODE_STR("*"));
    write_position(out, entry->position);
    lode_buf_append_byte(out, '}');
}

static void write_places(LodeBuf *out, LodeNames *self, const char *key, const LodeNamespaceName *names, uint32_t count)
{
    open_array(out, key);
    for (uint32_t i = 0; i < count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "name", names[i].name);
        if (names[i].answer.status == LODE_LINK_AMBIGUOUS) {
            LodeNamesRow first = lode_names_row_of(self, names[i].name, &names[i].answer.found);
            LodeNamesRow second = lode_names_row_of(self, names[i].name, &names[i].answer.other);
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

static void write_hidden(LodeBuf *out, const LodeNames *self, const LodeNamesSubject *subject)
{
    LodeHiddenNames hidden = lode_names_hidden(self, subject);
    open_array(out, "hidden");
    for (uint32_t i = 0; i < hidden.count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "name", hidden.names[i].name);
        lode_write_text(out, "reason", lode_str(lode_names_hidden_reason(hidden.names[i].way)));
        write_position(out, hidden.names[i].position);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

/* What a CommonJS text exports again, resolved as `require` does. */
static void write_cjs_reexports(LodeBuf *out, const LodeNames *self, const LodeNamesSubject *subject)
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

static void write_module(LodeBuf *out, LodeNames *self, const LodeNamesSubject *subject)
{
    const LodeModule *module = &self->session->graph->modules[subject->module];
    const LodeNamespace space = subject->space;
    lode_write_text(out, "module", module->id);
    lode_write_text(out, "format", lode_str(lode_format_name(module->format)));
    open_array(out, "names");
    for (uint32_t i = 0; i < space.name_count; i++) {
        LodeNamesRow row = lode_names_row(self, &space.names[i]);
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

static void write_core(LodeBuf *out, const LodeNames *self, const LodeNamesSubject *subject)
{
    LodeStr *names;
    size_t count = lode_names_of_core(self, subject, &names);
    LodeNamesRow first = lode_names_core_row(self, subject, names[0]);
    lode_write_text(out, "module", first.from);
    lode_write_text(out, "format", LODE_STR("builtin"));
    open_array(out, "names");
    for (size_t i = 0; i < count; i++) {
        LodeNamesRow row = lode_names_core_row(self, subject, names[i]);
        write_row(out, &row);
    }
    lode_buf_puts(out,
                  "],\"reexports\":[],\"ambiguous\":[],\"missing\":[],\"open\":false,\"hidden\":[],\"diagnostics\":[]");
}

void lode_names_json(LodeBuf *out, LodeNames *self, const LodeNamesSubject *subject)
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

void lode_names_line(LodeBuf *out, const LodeNames *self, const LodeNamesSubject *subject)
{
    lode_write_document(out);
    lode_write_text(out, "file", subject->asked);
    if (!subject->is_found) {
        lode_write_error(out, "error", &subject->error);
        lode_buf_puts(out, "}\n");
        return;
    }
    const LodeModule *module = &self->session->graph->modules[subject->module];
    const LodeNamespace space = subject->space;
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

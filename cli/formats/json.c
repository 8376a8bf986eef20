/* lode graph --format json and ndjson: docs/schema/graph.json, graph-line.json. */
#include "base/json.h"
#include "cli/formats/format.h"
#include "cli/write_json.h"

static void write_names(LodeBuf *out, const LodeRequest *request)
{
    lode_write_key(out, "names");
    if (!request->names_known) {
        lode_buf_append(out, LODE_STR("null"));
        return;
    }
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < request->name_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, request->names[i].imported);
    }
    lode_buf_append_byte(out, ']');
}

static void write_attributes(LodeBuf *out, const LodeRequest *request)
{
    if (request->attribute_count == 0) {
        return;
    }
    lode_write_key(out, "attributes");
    lode_buf_append_byte(out, '{');
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, request->attributes[i].key);
        lode_buf_append_byte(out, ':');
        lode_json_write_string(out, request->attributes[i].value);
    }
    lode_buf_append_byte(out, '}');
}

/* Null where no source shows the request. */
static void write_position(LodeBuf *out, const LodeRequest *request)
{
    if (request->flags & LODE_REQUEST_RUNTIME) {
        lode_write_text(out, "line", LODE_STR_NONE);
        lode_write_text(out, "column", LODE_STR_NONE);
    } else {
        lode_write_number(out, "line", request->position.line);
        lode_write_number(out, "column", request->position.column);
    }
}

static void write_edge(LodeBuf *out, const LodeView *view, const LodeViewEdge *view_edge)
{
    const LodeEdge *edge = lode_format_edge(view, view_edge);
    const LodeRequest *request = edge->request;
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "specifier", request->specifier);
    lode_write_text(out, "kind", lode_str(lode_request_kind_names[request->kind]));
    lode_write_text(out, "to", view_edge->to == LODE_MODULE_NONE ? LODE_STR_NONE : view->nodes[view_edge->to].id);
    write_names(out, request);
    write_position(out, request);
    lode_write_bool(out, "optional", request->flags & LODE_REQUEST_OPTIONAL);
    lode_write_bool(out, "typeOnly", request->flags & LODE_REQUEST_TYPE_ONLY);
    lode_write_bool(out, "conditional", request->flags & LODE_REQUEST_CONDITIONAL);
    if (edge->error) {
        lode_write_error(out, "error", edge->error);
    }
    if (request->flags & LODE_REQUEST_IN_FUNCTION) {
        lode_write_bool(out, "inFunction", true);
    }
    if (request->flags & LODE_REQUEST_REEXPORT) {
        lode_write_bool(out, "reexport", true);
    }
    if (request->flags & LODE_REQUEST_DYNAMIC) {
        lode_write_bool(out, "pattern", true);
    }
    if (request->flags & LODE_REQUEST_RUNTIME) {
        lode_write_bool(out, "runtimeOnly", true);
    }
    write_attributes(out, request);
    if (view_edge->count > 1) {
        lode_write_number(out, "count", view_edge->count);
    }
    lode_buf_append_byte(out, '}');
}

static void write_diagnostics(LodeBuf *out, const LodeModule *module)
{
    if (module->diagnostic_count == 0) {
        return;
    }
    lode_write_key(out, "diagnostics");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < module->diagnostic_count; i++) {
        const LodeDiagnostic *diagnostic = &module->diagnostics[i];
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "code", lode_str(lode_error_code_text(LODE_ERROR_LODE_SYNTAX)));
        lode_write_text(out, "message", diagnostic->message);
        lode_write_number(out, "line", diagnostic->position.line);
        lode_write_number(out, "column", diagnostic->position.column);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

static void write_node(LodeBuf *out, const LodeView *view, uint32_t index, const char *type)
{
    const LodeViewNode *node = &view->nodes[index];
    const LodeModule *module = lode_format_module(view, node);
    const char *format = lode_format_name(node->format);
    lode_buf_append_byte(out, '{');
    if (type) {
        lode_write_text(out, "type", lode_str(type));
    }
    lode_write_text(out, "id", node->id);
    lode_write_text(out, "format", lode_str(format));
    lode_write_text(out, "package", node->package);
    lode_write_number(out, "bytes", node->bytes);
    lode_write_bool(out, "external", node->is_external);
    lode_write_key(out, "imports");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < node->edge_count; i++) {
        write_edge(out, view, &view->edges[node->first_edge + i]);
    }
    lode_buf_append_byte(out, ']');
    if (node->is_entry) {
        lode_write_bool(out, "entry", true);
    }
    if (node->module_count > 1) {
        lode_write_number(out, "modules", node->module_count);
    } else {
        if (module->is_ignored) {
            lode_write_bool(out, "ignored", true);
        }
        if (module->error) {
            lode_write_error(out, "error", module->error);
        }
        write_diagnostics(out, module);
    }
    lode_buf_append_byte(out, '}');
}

static void write_stats(LodeBuf *out, const LodeView *view)
{
    lode_write_number(out, "modules", view->node_count);
    lode_write_number(out, "edges", view->edge_count);
    lode_write_number(out, "unresolved", view->unresolved_count);
    lode_write_number(out, "bytes", view->bytes);
}

static void write_head(LodeBuf *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_write_text(out, "root", input->session->root);
    lode_write_key(out, "entries");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < view->node_count; i++) {
        if (view->nodes[i].is_entry) {
            lode_write_comma(out);
            lode_json_write_string(out, view->nodes[i].id);
        }
    }
    lode_buf_append_byte(out, ']');
}

void lode_format_json(LodeOutput *out, const LodeFormatInput *input)
{
    lode_write_document(&out->buf);
    write_head(&out->buf, input);
    lode_write_key(&out->buf, "modules");
    lode_buf_append_byte(&out->buf, '[');
    for (uint32_t i = 0; i < input->view->node_count; i++) {
        lode_buf_puts(&out->buf, i > 0 ? ",\n" : "\n");
        write_node(&out->buf, input->view, i, NULL);
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, input->view->node_count ? "\n]" : "]");
    lode_write_key(&out->buf, "stats");
    lode_buf_append_byte(&out->buf, '{');
    write_stats(&out->buf, input->view);
    lode_buf_append_byte(&out->buf, '}');
    lode_session_write_errors(input->session, &out->buf);
    lode_buf_puts(&out->buf, "}\n");
}

void lode_format_ndjson(LodeOutput *out, const LodeFormatInput *input)
{
    lode_write_document(&out->buf);
    lode_write_text(&out->buf, "type", LODE_STR("graph"));
    write_head(&out->buf, input);
    lode_session_write_errors(input->session, &out->buf);
    lode_buf_puts(&out->buf, "}\n");
    for (uint32_t i = 0; i < input->view->node_count; i++) {
        write_node(&out->buf, input->view, i, "module");
        lode_buf_append_byte(&out->buf, '\n');
        lode_output_step(out);
    }
    lode_buf_append_byte(&out->buf, '{');
    lode_write_text(&out->buf, "type", LODE_STR("stats"));
    write_stats(&out->buf, input->view);
    lode_buf_puts(&out->buf, "}\n");
}

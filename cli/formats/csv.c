/*
 * lode graph --format csv: one request a line, as RFC 4180 has it (CRLF, fields
 * with a comma, quote or line break in quotes, quotes doubled). UTF-8; bytes that
 * are none become U+FFFD, as a reader of the file would make of them.
 */
#include "base/utf.h"
#include "cli/formats/format.h"

static void field(LodeBuf *out, LodeStr text)
{
    bool is_quoted = false;
    for (size_t i = 0; i < text.size && !is_quoted; i++) {
        is_quoted = strchr(",\"\r\n", text.data[i]) != NULL; /* NUL too, for want of a better place */
    }
    if (is_quoted) {
        lode_buf_append_byte(out, '"');
    }
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(text, at, &code_point);
        if (code_point == '"') {
            lode_buf_append_byte(out, '"');
        }
        lode_buf_append_code_point(out, code_point);
        at += size;
    }
    if (is_quoted) {
        lode_buf_append_byte(out, '"');
    }
}

void lode_format_csv(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_buf_puts(&out->buf, "from,to,specifier,kind,line,column,optional,conditional,error\r\n");
    for (uint32_t i = 0; i < view->edge_count; i++) {
        const LodeViewEdge *view_edge = &view->edges[i];
        const LodeEdge *edge = lode_format_edge(view, view_edge);
        const LodeRequest *request = edge->request;
        field(&out->buf, view->nodes[view_edge->from].id);
        lode_buf_append_byte(&out->buf, ',');
        if (view_edge->to != LODE_MODULE_NONE) {
            field(&out->buf, view->nodes[view_edge->to].id);
        }
        lode_buf_append_byte(&out->buf, ',');
        field(&out->buf, request->specifier);
        lode_buf_printf(&out->buf, ",%s,%u,%u,%s,%s,%s\r\n", lode_request_kind_names[request->kind],
                        request->position.line, request->position.column,
                        request->flags & LODE_REQUEST_OPTIONAL ? "true" : "false",
                        request->flags & LODE_REQUEST_CONDITIONAL ? "true" : "false",
                        edge->error ? lode_error_code_text(edge->error->code) : "");
        lode_output_step(out);
    }
}

/*
 * lode graph --format d2.
 *
 * Keys are strings in double quotes, where a backslash escapes a quote, a
 * backslash, the line feed that "\n" stands for, and the '$' that would begin a
 * substitution. A dot within quotes is no path separator.
 * https://d2lang.com/tour/strings
 */
#include "base/utf.h"
#include "cli/formats/format.h"

static void quoted(LodeBuf *out, const char *prefix, LodeStr text)
{
    lode_buf_append_byte(out, '"');
    lode_buf_puts(out, prefix);
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(text, at, &code_point);
        if (code_point == '"' || code_point == '\\' || code_point == '$') {
            lode_buf_append_byte(out, '\\');
            lode_buf_append_byte(out, (char)code_point);
        } else if (code_point == '\n') {
            lode_buf_puts(out, "\\n");
        } else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) {
            lode_buf_printf(out, "\\\\x%02x", code_point);
        } else {
            lode_buf_append_code_point(out, code_point);
        }
        at += size;
    }
    lode_buf_append_byte(out, '"');
}

static void node_line(LodeBuf *out, const LodeView *view, const LodeViewNode *node)
{
    bool is_broken = node->module_count == 1 && lode_format_module(view, node)->error;
    quoted(out, "", node->id);
    lode_buf_puts(out, is_broken           ? ": {style.stroke: red}\n"
                       : node->is_entry    ? ": {style.bold: true}\n"
                       : node->is_external ? ": {style.stroke-dash: 4}\n"
                                           : "\n");
}

void lode_format_d2(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_buf_puts(&out->buf, "direction: right\n");
    for (uint32_t i = 0; i < view->node_count; i++) {
        node_line(&out->buf, view, &view->nodes[i]);
        lode_output_step(out);
    }
    LodeDrawnEdges edges = {0};
    uint32_t *seen = lode_alloc_zeroed(view->node_count + 1, sizeof *seen);
    for (uint32_t i = 0; i < view->node_count; i++) {
        lode_format_draw(&edges, view, i, seen);
        for (size_t j = 0; j < edges.count; j++) {
            const LodeDrawnEdge *edge = &edges.items[j];
            quoted(&out->buf, "", view->nodes[i].id);
            lode_buf_puts(&out->buf, " -> ");
            if (edge->to == LODE_MODULE_NONE) {
                quoted(&out->buf, "not resolved: ", lode_format_edge(view, edge->edge)->request->specifier);
                lode_buf_puts(&out->buf, ": {style.stroke: red; style.stroke-dash: 4}\n");
            } else {
                quoted(&out->buf, "", view->nodes[edge->to].id);
                lode_buf_puts(&out->buf, edge->is_dynamic || !edge->loads ? ": {style.stroke-dash: 4}\n" : "\n");
            }
        }
        lode_output_step(out);
    }
    lode_vec_release(&edges);
    free(seen);
}

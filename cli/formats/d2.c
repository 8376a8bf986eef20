/*
 * lode graph --format d2.
 *
 * D2 takes keys that differ in case for the same and has words of its own among
 * them, so nodes are numbered and names are labels: strings in double quotes, in
 * which a backslash escapes a quote, a backslash, the line feed that "\n" stands
 * for, and the '$' that would begin a substitution.
 * https://d2lang.com/tour/strings
 */
#include "base/utf.h"
#include "cli/formats/format.h"

static void quoted(LodeBuf *out, LodeStr text)
{
    lode_buf_append_byte(out, '"');
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

static void node_line(LodeBuf *out, const LodeView *view, uint32_t index)
{
    const LodeViewNode *node = &view->nodes[index];
    bool is_broken = node->module_count == 1 && lode_format_module(view, node)->error;
    lode_buf_printf(out, "n%u: ", index);
    quoted(out, node->id);
    lode_buf_puts(out, is_broken           ? " {style.stroke: red}\n"
                       : node->is_entry    ? " {style.bold: true}\n"
                       : node->is_external ? " {style.stroke-dash: 4}\n"
                                           : "\n");
}

static void edge_line(LodeBuf *out, const LodeView *view, const LodeDrawnEdge *edge, size_t *unresolved)
{
    if (edge->to != LODE_MODULE_NONE) {
        lode_buf_printf(out, "n%u -> n%u", edge->from, edge->to);
        lode_buf_puts(out, edge->is_dynamic || !edge->loads ? ": {style.stroke-dash: 4}\n" : "\n");
        return;
    }
    lode_buf_printf(out, "u%zu: ", *unresolved);
    quoted(out, lode_format_edge(view, edge->edge)->request->specifier);
    lode_buf_puts(out, " {style.stroke: red}\n");
    lode_buf_printf(out, "n%u -> u%zu: {style.stroke: red; style.stroke-dash: 4}\n", edge->from, (*unresolved)++);
}

void lode_format_d2(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_buf_puts(&out->buf, "direction: right\n");
    for (uint32_t i = 0; i < view->node_count; i++) {
        node_line(&out->buf, view, i);
        lode_output_step(out);
    }
    LodeDrawnEdges edges = {0};
    uint32_t *seen = lode_alloc_zeroed(view->node_count + 1, sizeof *seen);
    size_t unresolved = 0;
    for (uint32_t i = 0; i < view->node_count; i++) {
        lode_format_draw(&edges, view, i, seen);
        for (size_t j = 0; j < edges.count; j++) {
            edge_line(&out->buf, view, &edges.items[j], &unresolved);
        }
        lode_output_step(out);
    }
    lode_vec_release(&edges);
    free(seen);
}

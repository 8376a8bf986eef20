/*
 * lode graph --format dot: Graphviz.
 *
 * Names are quoted strings. In them only \" is an escape of the language, but a
 * name is also the label, where Graphviz gives backslashes a meaning; so both are
 * escaped, and line feeds are written as the escape that breaks a label.
 * https://graphviz.org/doc/info/lang.html
 */
#include "base/utf.h"
#include "cli/formats/format.h"

static const char unresolved_prefix[] = "not resolved: ";

static void quoted(LodeBuf *out, const char *prefix, LodeStr text)
{
    lode_buf_append_byte(out, '"');
    lode_buf_puts(out, prefix);
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(text, at, &code_point);
        if (code_point == '"' || code_point == '\\') {
            lode_buf_append_byte(out, '\\');
            lode_buf_append_byte(out, (char)code_point);
        } else if (code_point == '\n' || code_point == '\r') {
            lode_buf_puts(out, code_point == '\n' ? "\\n" : "\\r");
        } else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) {
            lode_buf_printf(out, "\\\\x%02x", code_point); /* not allowed in the XML that it is drawn as */
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
    lode_buf_puts(out, "  ");
    quoted(out, "", node->id);
    lode_buf_puts(out, is_broken           ? " [color=red, fontcolor=red]"
                       : node->is_entry    ? " [style=\"filled,bold\"]"
                       : node->is_external ? " [style=dashed, color=gray50, fontcolor=gray40]"
                                           : "");
    lode_buf_puts(out, ";\n");
}

static void edge_line(LodeBuf *out, const LodeView *view, const LodeDrawnEdge *edge)
{
    lode_buf_puts(out, "  ");
    quoted(out, "", view->nodes[edge->from].id);
    lode_buf_puts(out, " -> ");
    if (edge->to != LODE_MODULE_NONE) {
        quoted(out, "", view->nodes[edge->to].id);
        lode_buf_puts(out, edge->is_dynamic ? " [style=dashed];\n" : edge->loads ? ";\n" : " [style=dotted];\n");
        return;
    }
    LodeStr specifier = lode_format_edge(view, edge->edge)->request->specifier;
    quoted(out, unresolved_prefix, specifier);
    lode_buf_puts(out, " [style=dashed, color=red];\n  ");
    quoted(out, unresolved_prefix, specifier);
    lode_buf_puts(out, " [style=dashed, color=red, fontcolor=red];\n");
}

void lode_format_dot(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_buf_puts(&out->buf, "digraph lode {\n  rankdir=LR;\n"
                             "  node [shape=box, style=filled, fillcolor=white, fontname=\"Helvetica\", fontsize=10];\n"
                             "  edge [color=gray40];\n");
    for (uint32_t i = 0; i < view->node_count; i++) {
        node_line(&out->buf, view, &view->nodes[i]);
        lode_output_step(out);
    }
    LodeDrawnEdges edges = {0};
    uint32_t *seen = lode_alloc_zeroed(view->node_count + 1, sizeof *seen);
    for (uint32_t i = 0; i < view->node_count; i++) {
        lode_format_draw(&edges, view, i, seen);
        for (size_t j = 0; j < edges.count; j++) {
            edge_line(&out->buf, view, &edges.items[j]);
        }
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, "}\n");
    lode_vec_release(&edges);
    free(seen);
}

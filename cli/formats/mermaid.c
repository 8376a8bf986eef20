/*
 * lode graph --format mermaid: a flowchart as Markdown viewers draw it.
 *
 * Nodes are numbered; labels are quoted. Mermaid knows no escapes in quotes but
 * its own entities (#35; and #quot;) and takes labels for HTML and Markdown, so
 * every ASCII character that could mean something is written as an entity.
 * https://mermaid.js.org/syntax/flowchart.html
 */
#include "base/utf.h"
#include "cli/formats/format.h"

/* Markdown takes underscores for emphasis at the edges of words only; "node_modules" shall stay readable. */
static bool is_within_word(LodeStr text, size_t at)
{
    for (size_t side = 0; side < 2; side++) {
        char c = side ? (at + 1 < text.size ? text.data[at + 1] : ' ') : (at > 0 ? text.data[at - 1] : ' ');
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
            return false;
        }
    }
    return true;
}

static void label(LodeBuf *out, LodeStr text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(text, at, &code_point);
        if (code_point == '\n') {
            lode_buf_puts(out, "#92;n");
        } else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) {
            lode_buf_printf(out, "#92;x%02x", code_point);
        } else if (code_point == '_' && is_within_word(text, at)) {
            lode_buf_append_byte(out, '_');
        } else if (code_point < 0x80 && strchr("\"#&<>`*_~\\%;", (char)code_point)) {
            lode_buf_printf(out, "#%u;", code_point);
        } else {
            lode_buf_append_code_point(out, code_point);
        }
        at += size;
    }
}

static void node_line(LodeBuf *out, const LodeView *view, uint32_t index)
{
    const LodeViewNode *node = &view->nodes[index];
    bool is_broken = node->module_count == 1 && lode_format_module(view, node)->error;
    lode_buf_printf(out, "  n%u[\"", index);
    label(out, node->id);
    lode_buf_puts(out, "\"]");
    lode_buf_puts(out, is_broken           ? ":::broken\n"
                       : node->is_entry    ? ":::entry\n"
                       : node->is_external ? ":::external\n"
                                           : "\n");
}

void lode_format_mermaid(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    lode_buf_puts(&out->buf, "flowchart LR\n");
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
            const LodeDrawnEdge *edge = &edges.items[j];
            if (edge->to == LODE_MODULE_NONE) {
                lode_buf_printf(&out->buf, "  n%u -.-x u%zu[\"", i, unresolved++);
                label(&out->buf, lode_format_edge(view, edge->edge)->request->specifier);
                lode_buf_puts(&out->buf, "\"]:::broken\n");
            } else {
                lode_buf_printf(&out->buf, "  n%u %s n%u\n", i, edge->is_dynamic || !edge->loads ? "-.->" : "-->",
                                edge->to);
            }
        }
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, "  classDef entry stroke-width:3px\n  classDef external stroke-dasharray:4\n"
                             "  classDef broken stroke:#c00,color:#c00\n");
    lode_vec_release(&edges);
    free(seen);
}

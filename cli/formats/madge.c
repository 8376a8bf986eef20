/*
 * lode graph --format madge: {"file": ["file", …]} as `madge --json` writes it.
 *
 * Files only: core modules, other externals and what did not resolve are left out,
 * and so are edges that only name a file (require.resolve, new URL).
 */
#include "base/json.h"
#include "cli/formats/format.h"
#include "cli/write_json.h"

static bool is_file(const LodeView *view, const LodeViewNode *node)
{
    return !node->is_external && !lode_str_is_none(lode_format_module(view, node)->path);
}

static int compare_nodes(const void *a, const void *b)
{
    const uint32_t *one = a;
    const uint32_t *other = b;
    return *one < *other ? -1 : *one > *other;
}

void lode_format_madge(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    LodeDrawnEdges edges = {0};
    LODE_VEC(uint32_t) targets = {0};
    uint32_t *seen = lode_alloc_zeroed(view->node_count + 1, sizeof *seen);
    bool is_first = true;
    lode_buf_append_byte(&out->buf, '{');
    for (uint32_t i = 0; i < view->node_count; i++) {
        if (!is_file(view, &view->nodes[i])) {
            continue;
        }
        lode_format_draw(&edges, view, i, seen);
        lode_vec_clear(&targets);
        for (size_t j = 0; j < edges.count; j++) {
            const LodeDrawnEdge *edge = &edges.items[j];
            if (edge->to != LODE_MODULE_NONE && edge->loads && is_file(view, &view->nodes[edge->to])) {
                lode_vec_push(&targets, edge->to);
            }
        }
        if (targets.count > 1) {
            qsort(targets.items, targets.count, sizeof *targets.items, compare_nodes);
        }
        lode_buf_puts(&out->buf, is_first ? "\n  " : ",\n  ");
        is_first = false;
        lode_json_write_string(&out->buf, view->nodes[i].id);
        lode_buf_puts(&out->buf, ": [");
        for (size_t j = 0; j < targets.count; j++) {
            lode_buf_puts(&out->buf, j ? ",\n    " : "\n    ");
            lode_json_write_string(&out->buf, view->nodes[targets.items[j]].id);
        }
        lode_buf_puts(&out->buf, targets.count ? "\n  ]" : "]");
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, is_first ? "}\n" : "\n}\n");
    lode_vec_release(&edges);
    lode_vec_release(&targets);
    free(seen);
}

/* What the formats that draw have in common. */
#include "cli/formats/format.h"

void lode_format_draw(LodeDrawnEdges *out, const LodeView *view, uint32_t node, uint32_t *seen)
{
    lode_vec_clear(out);
    const LodeViewNode *self = &view->nodes[node];
    for (uint32_t i = 0; i < self->edge_count; i++) {
        const LodeViewEdge *view_edge = &view->edges[self->first_edge + i];
        const LodeEdge *edge = lode_format_edge(view, view_edge);
        bool is_dynamic = edge->request->kind == LODE_REQUEST_DYNAMIC_IMPORT;
        bool is_optional = edge->request->flags & LODE_REQUEST_OPTIONAL;
        /* seen[to] is one more than the index in `out` while it belongs to this node. */
        uint32_t at = view_edge->to == LODE_MODULE_NONE ? 0 : seen[view_edge->to];
        if (at > 0) {
            LodeDrawnEdge *first = &out->items[at - 1];
            first->is_dynamic = first->is_dynamic && is_dynamic;
            first->is_optional = first->is_optional && is_optional;
            first->loads = first->loads || lode_format_loads(edge);
            continue;
        }
        lode_vec_push(
            out, ((LodeDrawnEdge){node, view_edge->to, view_edge, is_dynamic, lode_format_loads(edge), is_optional}));
        if (view_edge->to != LODE_MODULE_NONE) {
            seen[view_edge->to] = (uint32_t)out->count;
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        if (out->items[i].to != LODE_MODULE_NONE) {
            seen[out->items[i].to] = 0;
        }
    }
}

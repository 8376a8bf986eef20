/* Questions to a finished graph. */
#include "graph/graph.h"

LodeModuleIndex lode_graph_find(const LodeGraph *self, LodeStr id)
{
    uint32_t low = 0;
    uint32_t high = self->module_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = lode_str_compare(self->modules[middle].id, id);
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return LODE_MODULE_NONE;
}

LodeReverse lode_graph_reverse(const LodeGraph *self, LodeArena *arena)
{
    LodeReverse reverse = {.first = LODE_ARENA_NEW(arena, uint32_t, (size_t)self->module_count + 2)};
    /* first[n + 2] counts, then first[n + 1] is the place where the next edge to n goes. */
    uint32_t total = 0;
    for (LodeEdgeIndex i = 0; i < self->edge_count; i++) {
        if (self->edges[i].to != LODE_MODULE_NONE) {
            reverse.first[self->edges[i].to + 2]++;
            total++;
        }
    }
    reverse.edges = lode_arena_alloc(arena, (size_t)total * sizeof *reverse.edges);
    for (uint32_t n = 2; n <= self->module_count; n++) {
        reverse.first[n] += reverse.first[n - 1];
    }
    for (LodeEdgeIndex i = 0; i < self->edge_count; i++) {
        if (self->edges[i].to != LODE_MODULE_NONE) {
            reverse.edges[reverse.first[self->edges[i].to + 1]++] = i;
        }
    }
    return reverse;
}

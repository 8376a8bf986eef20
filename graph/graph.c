/* Questions to a finished graph. */
#include "graph/graph.h"

LodeModuleIndex lode_graph_find(const LodeGraph *self, LodeStr id)
{
    size_t found = self->module_count
                       ? lode_str_find_sorted(&self->modules->id, self->module_count, sizeof *self->modules, id)
                       : LODE_NOT_FOUND;
    return found == LODE_NOT_FOUND ? LODE_MODULE_NONE : (LodeModuleIndex)found;
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

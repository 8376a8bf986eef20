/* Compressed rows of a graph. Reading order: one row, all rows, reversal. */
#include "graph/rows.h"

#include <stdlib.h>

typedef struct Step {
    LodeModuleIndex to;
    LodeEdgeIndex edge;
} Step;

static int compare_steps(const void *left, const void *right)
{
    const Step *a = left;
    const Step *b = right;
    if (a->to != b->to) {
        return a->to < b->to ? -1 : 1;
    }
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static uint32_t most_edges(const LodeGraph *graph)
{
    uint32_t most = 0;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (graph->modules[i].edge_count > most) {
            most = graph->modules[i].edge_count;
        }
    }
    return most;
}

/* The followed edges of a module by target, one for each target; returns their number. */
static uint32_t make_row(const LodeGraph *graph, LodeEdgeFilter filter, const LodeModule *module, Step *row)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < module->edge_count; i++) {
        LodeEdgeIndex edge = module->first_edge + i;
        if (lode_edge_filter_follows(filter, &graph->edges[edge])) {
            row[count++] = (Step){graph->edges[edge].to, edge};
        }
    }
    if (count > 1) {
        qsort(row, count, sizeof *row, compare_steps);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || row[i].to != row[i - 1].to) {
            row[kept++] = row[i];
        }
    }
    return kept;
}

LodeEdgeRows lode_rows_make(const LodeGraph *graph, LodeEdgeFilter filter, LodeArena *arena)
{
    uint32_t *first = lode_arena_alloc(arena, ((size_t)graph->module_count + 1) * sizeof *first);
    uint32_t *targets = lode_arena_alloc(arena, (size_t)graph->edge_count * sizeof *targets);
    LodeEdgeIndex *edges = lode_arena_alloc(arena, (size_t)graph->edge_count * sizeof *edges);
    Step *row = lode_alloc(((size_t)most_edges(graph) + 1) * sizeof *row);
    uint32_t used = 0;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        uint32_t count = make_row(graph, filter, &graph->modules[i], row);
        first[i] = used;
        for (uint32_t k = 0; k < count; k++) {
            targets[used] = row[k].to;
            edges[used++] = row[k].edge;
        }
    }
    first[graph->module_count] = used;
    free(row);
    return (LodeEdgeRows){.rows = {graph->module_count, first, targets}, .edges = edges};
}

LodeEdgeRows lode_rows_reverse(const LodeEdgeRows *rows, LodeArena *arena)
{
    uint32_t nodes = rows->rows.node_count;
    uint32_t total = rows->rows.first[nodes];
    uint32_t *first = LODE_ARENA_NEW(arena, uint32_t, (size_t)nodes + 2);
    uint32_t *targets = lode_arena_alloc(arena, (size_t)total * sizeof *targets);
    LodeEdgeIndex *edges = lode_arena_alloc(arena, (size_t)total * sizeof *edges);
    /* first[n + 2] counts, then first[n + 1] is the place where the next edge of n goes. */
    for (uint32_t i = 0; i < total; i++) {
        first[rows->rows.targets[i] + 2]++;
    }
    for (uint32_t n = 2; n <= nodes; n++) {
        first[n] += first[n - 1];
    }
    for (uint32_t n = 0; n < nodes; n++) {
        for (uint32_t i = rows->rows.first[n]; i < rows->rows.first[n + 1]; i++) {
            uint32_t at = first[rows->rows.targets[i] + 1]++;
            targets[at] = n;
            edges[at] = rows->edges[i];
        }
    }
    return (LodeEdgeRows){.rows = {nodes, first, targets}, .edges = edges};
}

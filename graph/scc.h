/*
 * Strongly connected components of any directed graph in compressed rows.
 *
 * Tarjan's algorithm on an explicit stack: O(nodes + edges) time, five words for
 * each node of scratch memory, depth costs no C stack. Knows nothing of modules,
 * so that collapsed views use it too.
 */
#ifndef LODE_GRAPH_SCC_H
#define LODE_GRAPH_SCC_H

#include "base/arena.h"

/* Successors of node n are targets[first[n]] … targets[first[n + 1] - 1]. */
typedef struct LodeRows {
    uint32_t node_count;
    const uint32_t *first; /* node_count + 1 offsets */
    const uint32_t *targets;
} LodeRows;

/*
 * Fills component[n] for each node with a number below the result; equal numbers
 * are one component. The numbers are in reverse topological order: an edge never
 * leads to a larger one. Nodes alone in their component have one as well.
 */
uint32_t lode_scc_find(const LodeRows *rows, uint32_t *component);

#endif

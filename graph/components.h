/*
 * Components: the import cycles of a graph.
 *
 * A component is a largest set of modules that all reach each other, so each
 * cycle is in exactly one and a module that merely leads into a cycle is in none.
 * A module that imports itself is a finding of its own kind, also where it is
 * part of a larger component, because the remedy is another one.
 *
 * Each component has a witness: a shortest closed path, the first in the order
 * of ids among the shortest, beginning at its smallest module. Components cost
 * O(modules + edges) (Tarjan's algorithm on an explicit stack, scc.h). Witnesses
 * are found by breadth-first searches that never look further than the best
 * closed path so far; import cycles are short, so this is near linear, but the
 * worst case is O(modules * edges) of a component. Work is therefore bounded
 * (LODE_WITNESS_BUDGET edges for each component); past it the best closed path
 * so far is given and `is_shortest` is false. All answers depend on the graph alone.
 */
#ifndef LODE_GRAPH_COMPONENTS_H
#define LODE_GRAPH_COMPONENTS_H

#include "graph/filter.h"

enum { LODE_WITNESS_BUDGET = 20 * 1000 * 1000 };

typedef struct LodeComponent {
    LodeModuleIndex *modules; /* ascending: sorted by id */
    uint32_t module_count;
    LodeEdgeIndex *edges; /* every followed edge between two modules of it, ascending */
    uint32_t edge_count;
    LodeEdgeIndex *witness; /* the edges of the closed path, in order; edge k ends where edge k+1 begins */
    uint32_t witness_count;
    bool is_shortest;    /* false where the budget ended the search */
    bool is_self_import; /* one module, one edge */
} LodeComponent;

typedef struct LodeComponents {
    LodeComponent *items; /* by smallest module; a self-import after the component that holds its module */
    uint32_t count;
    uint32_t cycle_count;       /* items that are no self-import */
    uint32_t self_import_count; /* the others */
    uint32_t module_count;      /* distinct modules in any of them */
} LodeComponents;

/* Everything lives in `arena`. */
LodeComponents lode_graph_components(const LodeGraph *graph, LodeEdgeFilter filter, LodeArena *arena);

#endif

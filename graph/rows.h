/*
 * Rows: a graph as the arrays that algorithms want, without failed and unwanted edges.
 *
 * Successors of a module are ascending and distinct, so a search that visits them
 * in order finds the smallest ids first; each remembers the first edge in source
 * order that leads there. O(modules + edges * log(edges of a module)).
 */
#ifndef LODE_GRAPH_ROWS_H
#define LODE_GRAPH_ROWS_H

#include "graph/filter.h"
#include "graph/scc.h"

typedef struct LodeEdgeRows {
    LodeRows rows;
    const LodeEdgeIndex *edges; /* beside rows.targets */
} LodeEdgeRows;

LodeEdgeRows lode_rows_make(const LodeGraph *graph, LodeEdgeFilter filter, LodeArena *arena);

/* The same edges turned around; `edges` still names the edges of the graph. Rows are ascending again. */
LodeEdgeRows lode_rows_reverse(const LodeEdgeRows *rows, LodeArena *arena);

#endif

/*
 * The nodes of a view before anything is left out: modules, or what they collapse to.
 * Internal to view.c.
 */
#ifndef LODE_GRAPH_VIEW_NODES_H
#define LODE_GRAPH_VIEW_NODES_H

#include "graph/view.h"

/*
 * Nodes sorted by id, in `arena`; `*node_of` gives the node of each module. Edges,
 * depth and focus are not filled in.
 */
LodeViewNode *lode__view_nodes(const LodeGraph *graph, LodeCollapse collapse, LodeArena *arena, uint32_t **node_of,
                               uint32_t *node_count);

#endif

/*
 * View: the part of a graph that an output shows, as nodes and edges.
 *
 * Every format prints a view, so that depth, focus, collapsing and the rest are
 * done once, here, and formats stay small. Steps, in this order: the edge filter;
 * collapse (modules become packages or folders, edges between the same two are
 * counted as one, inner ones are dropped); depth; focus; only cycles; reverse. Without
 * options a view is the graph itself: one node for each module, one edge for each
 * edge, failed ones included. O((modules + edges) log edges), all in the arena.
 *
 * Nodes are sorted by id; edges by node, then in source order (collapsed and
 * reversed ones by target). Depth is the distance in the whole graph from the
 * entries; with `reverse` it is the distance against the edges from the focus,
 * or without one from the modules that load nothing.
 */
#ifndef LODE_GRAPH_VIEW_H
#define LODE_GRAPH_VIEW_H

#include "graph/filter.h"
#include "graph/glob.h"

typedef enum LodeCollapse {
    LODE_COLLAPSE_NONE,
    /* One node for each package: by its path where that ends in node_modules/NAME, else by its name ("." without). */
    LODE_COLLAPSE_PACKAGES,
    /* One node for each folder; a package in node_modules counts as one folder. */
    LODE_COLLAPSE_FOLDERS
} LodeCollapse;

typedef struct LodeViewOptions {
    LodeEdgeFilter filter; /* failed edges are kept unless their kind or flags are left out */
    bool has_depth;
    uint32_t depth; /* nodes further away than this are left out */
    /*
     * With any: nodes that match, and those at most focus_depth edges away from one,
     * in either direction; with `reverse` only those that load it.
     */
    LodeGlobSet focus;
    uint32_t focus_depth; /* the command line's default is 1 */
    bool reverse;         /* edges point from a module to those that load it */
    bool only_cycles;     /* nodes and edges on a cycle (of what is shown: of packages, when collapsed) */
    LodeCollapse collapse;
} LodeViewOptions;

typedef struct LodeViewNode {
    LodeStr id;
    LodeStr package;        /* absent where there is none */
    LodeFormat format;      /* NONE where several modules were collapsed */
    LodeModuleIndex module; /* the module, or the first of those in it */
    uint32_t module_count;  /* 1 without collapse */
    uint64_t bytes;         /* of all of them */
    uint32_t depth;         /* from the nearest entry (or root); UINT32_MAX where none reaches it */
    uint32_t first_edge;
    uint32_t edge_count;
    bool is_entry;
    bool is_external; /* every module in it is */
    bool is_focus;    /* matches the focus itself */
} LodeViewNode;

typedef struct LodeViewEdge {
    uint32_t from;      /* index of a node */
    uint32_t to;        /* LODE_MODULE_NONE where the request failed */
    LodeEdgeIndex edge; /* the edge, or the first of those that were collapsed into it */
    uint32_t count;     /* 1 without collapse */
} LodeViewEdge;

typedef struct LodeView {
    const LodeGraph *graph;
    LodeViewNode *nodes;
    uint32_t node_count;
    LodeViewEdge *edges;
    uint32_t edge_count;
    /*
     * Where trees begin, so that they show every node: every entry first (not
     * with `reverse`), then nodes without edges to them, then the smallest of each cycle
     * that is still not reached.
     */
    uint32_t *roots;
    uint32_t root_count;
    uint32_t unresolved_count; /* edges with an error */
    uint64_t bytes;
} LodeView;

LodeView lode_view_make(const LodeGraph *graph, const LodeViewOptions *options, LodeArena *arena);

/* The node with this id, or LODE_MODULE_NONE. O(log nodes). */
uint32_t lode_view_find(const LodeView *self, LodeStr id);

#endif

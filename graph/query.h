/*
 * Queries: chains and reachability in a finished graph.
 *
 * Breadth-first searches over flat arrays: O(modules + edges) each, explicit
 * queues, results in the arena that is given. Where several answers are equally
 * short, the one with the smaller ids wins, so an answer depends on the graph
 * alone. A chain is a path of modules; where one module requests another more
 * than once, the first followed edge in source order stands for all.
 */
#ifndef LODE_GRAPH_QUERY_H
#define LODE_GRAPH_QUERY_H

#include "graph/filter.h"

/* A set of modules; order and duplicates do not matter. */
typedef struct LodeModuleSet {
    const LodeModuleIndex *items;
    size_t count;
} LodeModuleSet;

typedef struct LodeChain {
    LodeEdgeIndex *edges; /* edge k ends where edge k+1 begins; none where a module of FROM is in TO */
    uint32_t count;
    LodeModuleIndex from;
    LodeModuleIndex to;
} LodeChain;

/* The shortest chain from any module of `from` to any of `to`; false where there is none. */
bool lode_query_why(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet from, LodeModuleSet to,
                    LodeArena *arena, LodeChain *out);

typedef struct LodeChains {
    LodeChain *items; /* shortest first, then by the ids along the way */
    size_t count;
    bool truncated; /* there may be more: the limit or LODE_CHAIN_STEP_LIMIT was reached */
} LodeChains;

/* Steps of the search for all chains, whose number is exponential: about a second. */
enum { LODE_CHAIN_STEP_LIMIT = 50 * 1000 * 1000 };

/*
 * All simple chains (no module twice) from a module of `from` to one of `to`
 * that pass through no other module of `to`, at most `limit`. The shortest come
 * first, so a limit keeps the shortest.
 */
LodeChains lode_query_why_all(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet from, LodeModuleSet to,
                              size_t limit, LodeArena *arena);

typedef struct LodeReached {
    LodeModuleIndex module;
    uint32_t depth;     /* length of the shortest chain; 0 for a start */
    LodeEdgeIndex edge; /* the edge of that chain at this module; LODE_EDGE_NONE for a start */
} LodeReached;

typedef struct LodeReach {
    LodeReached *items; /* by depth, then by id */
    size_t count;
} LodeReach;

/* What the starts load, themselves first; `edge` leads to the module. `max_depth` UINT32_MAX for no bound. */
LodeReach lode_query_reach(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet starts, uint32_t max_depth,
                           LodeArena *arena);

/* What loads the starts, themselves first; `edge` leaves the module towards the start. */
LodeReach lode_query_dependents(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet starts, uint32_t max_depth,
                                LodeArena *arena);

#endif

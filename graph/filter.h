/*
 * Which edges a question follows: a set of kinds and a set of flags to leave out.
 *
 * A filter is a value of two words, so every algorithm takes one and none has
 * options of its own. Edges that failed are never followed.
 */
#ifndef LODE_GRAPH_FILTER_H
#define LODE_GRAPH_FILTER_H

#include "graph/graph.h"

typedef struct LodeEdgeFilter {
    uint32_t without_kinds; /* bits 1u << LodeRequestKind */
    uint32_t without_flags; /* LODE_REQUEST_… */
} LodeEdgeFilter;

#define LODE_EDGE_KIND_BIT(kind) (1u << (kind))

/* Follows everything that resolved. */
#define LODE_EDGE_FILTER_ALL ((LodeEdgeFilter){0, 0})

/* Follows what loads a module; names of files and types do not (require.resolve, import.meta.resolve, new URL). */
#define LODE_EDGE_FILTER_LOADING                                                                                  \
    ((LodeEdgeFilter){LODE_EDGE_KIND_BIT(LODE_REQUEST_REQUIRE_RESOLVE) |                                          \
                          LODE_EDGE_KIND_BIT(LODE_REQUEST_IMPORT_META_RESOLVE) |                                  \
                          LODE_EDGE_KIND_BIT(LODE_REQUEST_URL) | LODE_EDGE_KIND_BIT(LODE_REQUEST_TYPE_REFERENCE), \
                      LODE_REQUEST_TYPE_ONLY})

/* The same without import() and patterns. */
static inline LodeEdgeFilter lode_edge_filter_without_dynamic(LodeEdgeFilter self)
{
    self.without_kinds |= LODE_EDGE_KIND_BIT(LODE_REQUEST_DYNAMIC_IMPORT);
    self.without_flags |= LODE_REQUEST_DYNAMIC;
    return self;
}

static inline bool lode_edge_filter_follows(LodeEdgeFilter self, const LodeEdge *edge)
{
    return edge->to != LODE_MODULE_NONE && !((self.without_kinds >> edge->request->kind) & 1u) &&
           !(edge->request->flags & self.without_flags);
}

#endif

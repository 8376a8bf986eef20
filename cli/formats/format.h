/*
 * Formats: one function for each value of `lode graph --format`.
 *
 * A format writes a view (graph/view.h) and decides nothing about what is in it.
 * Each escapes what its own grammar needs, so that a path with a quote, a line
 * feed or bytes that are no UTF-8 stays one name. Formats that draw (dot, mermaid,
 * d2) show an edge once for each pair of nodes; the others show every request.
 */
#ifndef LODE_CLI_FORMATS_FORMAT_H
#define LODE_CLI_FORMATS_FORMAT_H

#include "cli/session.h"
#include "graph/view.h"

typedef struct LodeFormatInput {
    LodeSession *session;
    const LodeView *view;
} LodeFormatInput;

void lode_format_tree(LodeOutput *out, const LodeFormatInput *input);
void lode_format_json(LodeOutput *out, const LodeFormatInput *input);
void lode_format_ndjson(LodeOutput *out, const LodeFormatInput *input);
void lode_format_dot(LodeOutput *out, const LodeFormatInput *input);
void lode_format_mermaid(LodeOutput *out, const LodeFormatInput *input);
void lode_format_d2(LodeOutput *out, const LodeFormatInput *input);
void lode_format_csv(LodeOutput *out, const LodeFormatInput *input);
void lode_format_madge(LodeOutput *out, const LodeFormatInput *input);
void lode_format_metafile(LodeOutput *out, const LodeFormatInput *input);
void lode_format_depcruise(LodeOutput *out, const LodeFormatInput *input);
void lode_format_stats(LodeOutput *out, const LodeFormatInput *input);

/* The edge of the graph that a view's edge stands for. */
static inline const LodeEdge *lode_format_edge(const LodeView *view, const LodeViewEdge *edge)
{
    return &view->graph->edges[edge->edge];
}

/* The module that a view's node stands for. */
static inline const LodeModule *lode_format_module(const LodeView *view, const LodeViewNode *node)
{
    return &view->graph->modules[node->module];
}

/* Whether the edge loads its target; the others only name a file. */
static inline bool lode_format_loads(const LodeEdge *edge)
{
    return edge->request->kind <= LODE_REQUEST_REQUIRE;
}

/*
 * The distinct neighbours of a node, for formats that draw: calls `visit` for the
 * first edge to each target in order of the edges, with `is_dynamic` where every
 * edge to it is import(), and `loads` where any of them loads.
 */
typedef struct LodeDrawnEdge {
    uint32_t from;
    uint32_t to;              /* LODE_MODULE_NONE where it failed */
    const LodeViewEdge *edge; /* the first of them */
    bool is_dynamic;
    bool loads;
    bool is_optional; /* every one of them is */
} LodeDrawnEdge;

/* Fills a vector that is reused for each node. */
typedef LODE_VEC(LodeDrawnEdge) LodeDrawnEdges;
/* `seen` has room for one number for each node, set to 0 before the first call. */
void lode_format_draw(LodeDrawnEdges *out, const LodeView *view, uint32_t node, uint32_t *seen);

#endif

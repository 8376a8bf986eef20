/*
 * Chains of edges as lines of text and as JSON: what `why` and `cycles` share.
 *
 * On a terminal a chain is a column of places and a column of requests, ending in
 * the module that is reached; each line's module is the target of the line
 * above. Elsewhere each line is complete in itself:
 *
 *     src/a.js:3:19: require './b' -> src/b.js
 */
#ifndef LODE_CLI_CHAIN_H
#define LODE_CLI_CHAIN_H

#include "cli/output.h"
#include "graph/graph.h"

/* Appends the lines of `count` edges, each after `indent` spaces. With `is_closed` the end is not named again. */
void lode_chain_text(LodeOutput *out, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count, size_t indent,
                     bool is_closed);
/* {"from":…,"to":…,"line":…,"column":…,"kind":…,"specifier":…} */
void lode_chain_edge_json(LodeBuf *out, const LodeGraph *graph, LodeEdgeIndex edge);

#endif

/*
 * Sketches: graphs for tests of algorithms, without files.
 *
 * A sketch is text: nodes and edges between words, in any order, with spaces between.
 *
 *   a>b   import        a~b   import()       a?b   require.resolve()
 *   a!b   a request that failed              a     a module without edges
 *   *a>b  a is an entry
 */
#ifndef LODE_TESTS_SKETCH_H
#define LODE_TESTS_SKETCH_H

#include "graph/graph.h"

/* Everything lives in `arena`. Edges of one module keep their order; their line is their number, from 1. */
LodeGraph *sketch_graph(LodeArena *arena, const char *text);

/* `count` modules m000000, m000001, … with `edges` pairs of indices; for sizes that no text should have. */
LodeGraph *sketch_large(LodeArena *arena, uint32_t count, const uint32_t (*edges)[2], uint32_t edge_count);

/* The ids of modules, or of the modules along edges, with spaces between. */
const char *sketch_modules(LodeArena *arena, const LodeGraph *graph, const LodeModuleIndex *modules, size_t count);
const char *sketch_path(LodeArena *arena, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count);

/* Fails the test unless the graph keeps the promises of graph.h: order, ranges, counts. */
void assert_sane_graph(const LodeGraph *graph);

#endif

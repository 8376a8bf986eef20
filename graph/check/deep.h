/*
 * Deep: what rules ask of a source beyond the record that the graph keeps.
 *
 * A graph is built with as little reading as possible, so its records know neither
 * how imported bindings are used nor where a span ends. The few modules of which a rule
 * wants to know that are read again on demand: the text for positions, and
 * the record with LODE_DETAIL_USES, for which the file is parsed whole. Both are remembered.
 *
 * A file that changed or went away since the graph was built has no source here; places
 * in it then keep what the graph knows. One thread.
 */
#ifndef LODE_GRAPH_CHECK_DEEP_H
#define LODE_GRAPH_CHECK_DEEP_H

#include "base/memo.h"
#include "graph/graph.h"

typedef struct LodeDeep LodeDeep;
/* Both must outlive it. */
LodeDeep *lode__deep_new(const LodeGraph *graph, LodeMemo *memo);
void lode__deep_free(LodeDeep *self);

/* The lines of a module's source, and through them its text; NULL where it cannot be read. */
const LodeLines *lode__deep_lines(LodeDeep *self, LodeModuleIndex module);
/* The text alone, not remembered: valid until the next call; empty where it cannot be read. */
LodeStr lode__deep_text(LodeDeep *self, LodeModuleIndex module);
/* Those of any other file, such as a package.json; `path` is absolute and normal. */
const LodeLines *lode__deep_lines_of(LodeDeep *self, LodeStr path);
/* The record with LODE_DETAIL_USES; NULL where the module has no record or its source cannot be read. */
const LodeRecord *lode__deep_record(LodeDeep *self, LodeModuleIndex module);
/*
 * The first word `await` at top level of a module whose record says that there is one; the file as a
 * whole (an empty span at UINT32_MAX) where it is not found.
 */
LodeSpan lode__deep_await(LodeDeep *self, LodeModuleIndex module);

#endif

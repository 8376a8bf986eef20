/*
 * The module graph: modules, the edges between them, and why an edge failed.
 *
 * Built once from entries (build.c), in parallel, and then only read. Modules
 * are sorted by id and edges by module and source order, so a graph depends on
 * the files alone: not on the schedule, the number of threads, or the order of
 * the entries. A failed edge is data; building goes on. Indices are dense and
 * flat arrays hold everything (one arena, one free).
 *
 * The same package may be there twice: require edges use the `require`
 * conditions and import edges the `import` conditions. A module's identity is
 * its URL with query and fragment, as in Node.
 */
#ifndef LODE_GRAPH_GRAPH_H
#define LODE_GRAPH_GRAPH_H

#include "base/error.h"
#include "resolver/resolver.h"
#include "syntax/record.h"

typedef uint32_t LodeModuleIndex;
typedef uint32_t LodeEdgeIndex;
#define LODE_MODULE_NONE UINT32_MAX
#define LODE_EDGE_NONE UINT32_MAX

typedef struct LodeModule {
    LodeStr id; /* root-relative path with '/', "node:NAME", or the URL; see lode_graph_id */
    LodeStr url;
    LodeStr path;    /* absolute; absent where there is none */
    LodeStr package; /* name of its package; absent where there is none */
    LodeFormat format;
    uint64_t bytes;
    bool is_entry;
    bool is_external; /* core module, --external, or only named by new URL(…): kept as a node, not entered */
    bool is_ignored;  /* mapped to nothing by a `browser` field */
    LodeEdgeIndex first_edge;
    uint32_t edge_count;
    const LodeRecord *record;          /* what its source declares; NULL where there is none or it was not read */
    const LodeError *error;            /* the file could not be read; NULL where it could */
    const LodeDiagnostic *diagnostics; /* syntax errors of its source */
    uint32_t diagnostic_count;
} LodeModule;

typedef struct LodeEdge {
    LodeModuleIndex from;
    LodeModuleIndex
        to; /* LODE_MODULE_NONE where it failed or names no module: a pattern without matches, a folder's URL */
    const LodeRequest *request;
    const LodeError *error; /* NULL where it resolved */
    /* One of several files that a dynamic pattern can match: shares its request with its siblings. */
    bool is_pattern_match;
} LodeEdge;

typedef struct LodeGraph {
    LodeArena arena; /* everything below lives here */
    LodeStr root;
    LodeModule *modules; /* sorted by id */
    uint32_t module_count;
    LodeEdge *edges; /* grouped by `from`, then in source order */
    uint32_t edge_count;
    LodeModuleIndex *entries; /* sorted */
    uint32_t entry_count;
    uint32_t unresolved_count; /* edges with an error */
    uint64_t bytes;            /* of all sources that were read */
    LodeMemoCounts file_counts;
} LodeGraph;

typedef struct LodeBuildOptions {
    LodeStr root;     /* absolute; ids are relative to it */
    unsigned threads; /* 0: one for each processor */
    LodeResolverOptions resolver;
    /*
     * Globs on ids. A module that matches is kept as a node but not entered (external;
     * the name of its package may match as well), or left out with every edge to it
     * (exclude). Entries are never left out.
     */
    const LodeStr *external;
    size_t external_count;
    const LodeStr *exclude;
    size_t exclude_count;
    const LodeStr *include; /* with any: modules that match none are excluded */
    size_t include_count;
    bool ignore_dynamic;   /* leave out import() and dynamic patterns */
    bool ignore_type_only; /* leave out edges that only types need */
    bool whole_parse;      /* never use the short parse (tests) */
    LodeDetail detail;     /* of the records; the link needs LODE_DETAIL_EXPORTS */
    /*
     * Follow only requests whose names the module exports again: enough to link the
     * entries' own namespaces, and no more. Needs LODE_DETAIL_EXPORTS.
     */
    bool names_only;
    /* Called now and then from the building thread; NULL for none. */
    void (*progress)(void *context, size_t modules_done, size_t modules_known);
    void *progress_context;
} LodeBuildOptions;

/*
 * Builds the graph that is reachable from absolute entry paths. Always gives a
 * graph; an entry that does not resolve is reported through `error` (first one)
 * with false, and the rest is there. The cache (one for each memo) must outlive the
 * graph. Free with lode_graph_free.
 */
bool lode_graph_build(LodeCache *cache, const LodeBuildOptions *options, const LodeStr *entries, size_t entry_count,
                      LodeGraph **graph, LodeError *error);
void lode_graph_free(LodeGraph *self);

/* Index by id (exact), or LODE_MODULE_NONE. O(log modules). */
LodeModuleIndex lode_graph_find(const LodeGraph *self, LodeStr id);

/* Reverse adjacency: the edges that lead to each module, in edge order. */
typedef struct LodeReverse {
    LodeEdgeIndex *edges; /* edge indices grouped by target */
    uint32_t *first;      /* module_count + 1 offsets into `edges` */
} LodeReverse;
LodeReverse lode_graph_reverse(const LodeGraph *self, LodeArena *arena);

#endif

/*
 * Draft: the graph while it grows, shared by the files that build it.
 *
 * Reading order of the files: build.c (queue and threads), expand.c (the edges of
 * one module), pattern.c (files that a dynamic specifier can match), finish.c (the
 * sorted graph). A module is known by the atom of its key; the worker that makes
 * the atom makes the LodeDraft, in its own arena, and enqueues it, so each module
 * is read once and nothing is shared but the queue and the interner.
 *
 *   LODE_KEY_SOURCE   URL             it is read for requests, or is a core module
 *   LODE_KEY_OTHER    URL, NUL, 'o'   JSON, machine code, what no loader reads
 *   LODE_KEY_NAMED    URL, NUL, 'n'   new URL(…): it only has to exist
 *
 * One file may be asked for in more than one of these ways. Drafts of one URL
 * become one module in finish.c, the first in this order; so whether a file is
 * entered does not depend on who asked first.
 */
#ifndef LODE_GRAPH_DRAFT_H
#define LODE_GRAPH_DRAFT_H

#include "base/intern.h"
#include "base/vec.h"
#include "graph/glob.h"
#include "graph/graph.h"

#include <uv.h>

typedef struct LodeDraftEdge {
    const LodeRequest *request;
    const LodeError *error;
    LodeAtom to;    /* LODE_ATOM_NONE where it failed or matched nothing */
    uint8_t format; /* of the resolution: the module's is settled from all of them */
    bool is_pattern_match;
} LodeDraftEdge;

typedef enum LodeKeyKind { LODE_KEY_SOURCE, LODE_KEY_OTHER, LODE_KEY_NAMED, LODE_KEY_COUNT } LodeKeyKind;

typedef struct LodeDraft {
    LodeAtom atom;
    LodeKeyKind key_kind;
    LodeFormat format;
    LodeStr url;
    LodeStr id;
    LodeStr path;
    LodeStr package;
    LodePath *file;
    const LodeRecord *record;
    const LodeError *error;
    LodeDraftEdge *edges;
    uint32_t edge_count;
    uint64_t bytes;
    LodeModuleIndex index; /* in the finished graph */
    bool is_entry;
    bool is_external;
    bool is_ignored;
    bool is_excluded;
} LodeDraft;

typedef LODE_VEC(LodeDraft *) LodeDraftList;

typedef struct LodeBuild {
    const LodeBuildOptions *options;
    LodeCache *cache;
    LodeMemo *memo;
    LodeInterner *interner;
    LodeGlobSet external;
    LodeGlobSet exclude;
    LodeGlobSet include;

    uv_mutex_t lock; /* of everything below */
    uv_cond_t changed;
    LodeDraftList queue; /* every draft that is entered, in the order in which they were found */
    size_t taken;        /* how many of them a worker has taken */
    size_t done;         /* and finished */
    unsigned waiting;    /* workers without work */
} LodeBuild;

typedef struct LodeBuildWorker {
    LodeBuild *build;
    LodeParser *parser;
    LodeResolver *resolver;
    LodeArena arena;   /* survives into the graph */
    LodeArena scratch; /* rewound after each resolution */
    LodeBuf bytes;
    LodeBuf key;
    LODE_VEC(LodeDraftEdge) edges; /* of the module in hand */
    LodeDraftList made;
    LodeDraftList fresh; /* made since the queue was last locked */
    uv_thread_t thread;
} LodeBuildWorker;

/*
 * build.c: the atom of what a request led to; makes and enqueues the draft where
 * it is new. `is_named` for new URL(…).
 */
LodeAtom lode__build_module(LodeBuildWorker *self, const LodeResolution *resolution, bool is_named, bool is_entry);
/* The key of a URL; borrows from `url` or `scratch`. */
LodeStr lode__build_key(LodeKeyKind kind, LodeStr url, LodeBuf *scratch);

/* expand.c: fills self->edges with the edges of a draft whose record is known. */
void lode__build_edges(LodeBuildWorker *self, LodeDraft *draft);

/*
 * pattern.c: absolute paths, sorted, of what a relative pattern such as './x/' STAR
 * '.js' can match from `directory`, in `arena`. A star stands for any run of bytes
 * but '/'. Folders called node_modules, and names with a leading dot unless the
 * pattern has it too, are left out; so are files that are no modules by their
 * extension unless the pattern ends in one. For require a file also matches
 * without its .js, .json or .node, and a folder by its name. At most
 * LODE_PATTERN_LIMIT; 0 for patterns that are not relative.
 */
enum { LODE_PATTERN_LIMIT = 2000 };
size_t lode__pattern_matches(LodeMemo *memo, LodeStr directory, LodeStr pattern, LodeKind kind, LodeArena *arena,
                             LodeStr **matches);

/*
 * finish.c: the graph of all drafts; takes the arenas of the workers and the
 * interner. `entries` are the atoms of the entries (LODE_ATOM_NONE for failed ones).
 */
LodeGraph *lode__build_finish(LodeBuild *build, LodeBuildWorker *workers, unsigned worker_count,
                              const LodeAtom *entries, size_t entry_count);

#endif

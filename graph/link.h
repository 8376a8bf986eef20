/*
 * Link: which binding each imported name reaches, and which names reach none.
 *
 * ECMAScript's GetExportedNames and ResolveExport over a finished graph, CommonJS,
 * JSON and core modules at its leaves as Node's synthetic modules. Nothing runs.
 *
 * ResolveExport is a search over pairs (module, name): an explicit export ends in a
 * binding or leads on to one other pair, a star leads to the same name in another
 * module, and the answer is the set of distinct bindings that are reached: none, one, or
 * more (ambiguous). That is what the specification's recursion with its resolveSet
 * computes, without the recursion and linear in the edges for one name. Two paths to one
 * binding are one binding, a namespace too, where V8 sees two (docs/differences.md).
 *
 * A module that was not read (external, missing, WebAssembly) may have any name: what only it
 * could provide is UNKNOWN, never an error.
 *
 * The graph must have been built with LODE_DETAIL_EXPORTS or more. Answers are
 * remembered; one thread.
 */
#ifndef LODE_GRAPH_LINK_H
#define LODE_GRAPH_LINK_H

#include "graph/cjs_exports.h"
#include "graph/graph.h"

typedef enum LodeLinkStatus {
    LODE_LINK_FOUND,
    LODE_LINK_UNKNOWN,   /* only a module that was not read could have it */
    LODE_LINK_NOT_FOUND, /* null */
    LODE_LINK_CIRCULAR,  /* null, because named re-exports lead back to themselves */
    LODE_LINK_AMBIGUOUS
} LodeLinkStatus;

typedef struct LodeBindingPlace {
    LodeModuleIndex module;  /* that declares it; of a namespace: whose namespace it is */
    LodeStr local;           /* its name there; absent for a namespace object */
    LodeBindingKind kind;    /* NAMESPACE for a namespace object */
    const LodeExport *entry; /* the export that ends the search; NULL for CommonJS, JSON, core modules and namespaces */
    LodeModuleIndex offered_by; /* the module of the last export on the way: `module`, but for namespaces */
} LodeBindingPlace;
/* Whether two ways ended in one binding (ResolveExport, step 8.d.iii: the same [[Module]] and [[BindingName]]). */
bool lode_binding_is_same(const LodeBindingPlace *a, const LodeBindingPlace *b);

typedef struct LodeLinkAnswer {
    LodeLinkStatus status;
    LodeBindingPlace found; /* FOUND; the first of two where AMBIGUOUS */
    LodeBindingPlace other; /* AMBIGUOUS: a second one */
} LodeLinkAnswer;

typedef struct LodeLink LodeLink;
/* The graph and the cache that built it must outlive the link. */
LodeLink *lode_link_new(const LodeGraph *graph, LodeCache *cache, const LodeResolverOptions *options);
void lode_link_free(LodeLink *self);
/*
 * The graph has more modules now, behind those that it had (a loader's does). To be called before they are
 * asked about. What was answered stays: an answer rests on modules that were there with all their edges.
 */
void lode_link_extend(LodeLink *self);
const LodeGraph *lode_link_graph(const LodeLink *self);

/* Whether other modules see it as an ES module: a record with exports, not a synthetic namespace. */
bool lode_link_is_module(const LodeLink *self, LodeModuleIndex module);
/* The names of a CommonJS module as Node sees them; NULL for other modules and those that were not read. */
const LodeCjsExports *lode_link_cjs(LodeLink *self, LodeModuleIndex module);
/* The text of a CommonJS module that is no file. To be told before anything is asked about the module. */
void lode_link_tell_cjs(LodeLink *self, LodeModuleIndex module, LodeStr source);
/*
 * The edge of a request of a module's record, by index; LODE_EDGE_NONE where the graph has
 * none (left out by an option). Patterns have several edges: the first.
 */
LodeEdgeIndex lode_link_edge(const LodeLink *self, LodeModuleIndex module, uint32_t request);
/* Where that edge leads; LODE_MODULE_NONE where it failed or is not there. */
LodeModuleIndex lode_link_target(const LodeLink *self, LodeModuleIndex module, uint32_t request);

/* ResolveExport. "*" asks for the namespace, which every module has. */
LodeLinkAnswer lode_link_resolve(LodeLink *self, LodeModuleIndex module, LodeStr name);

typedef struct LodeNamespaceName {
    LodeStr name;
    LodeLinkAnswer answer; /* FOUND or UNKNOWN among `names`; what it is among `missing` and `ambiguous` */
} LodeNamespaceName;

/* What `import * as ns` of a module shows. Sorted by name as JavaScript sorts strings (UTF-16 code units). */
typedef struct LodeNamespace {
    LodeNamespaceName *names;
    uint32_t name_count;
    LodeNamespaceName *ambiguous; /* names that stars give in more than one way: left out of the namespace */
    uint32_t ambiguous_count;
    LodeNamespaceName *missing; /* re-exported names that the other module has not: a link error */
    uint32_t missing_count;
    bool is_open; /* some star leads to a module that was not read: there may be more names */
} LodeNamespace;
LodeNamespace lode_link_namespace(LodeLink *self, LodeModuleIndex module, LodeArena *arena);

/* The own names of a module and those of its stars, unsorted, each once (GetExportedNames). In `arena`. */
size_t lode_link_exported_names(LodeLink *self, LodeModuleIndex module, LodeArena *arena, LodeStr **names);

/* A name that an import or a re-export asks for and does not get: link errors of InitializeEnvironment. */
typedef struct LodeLinkError {
    LodeModuleIndex module;
    uint32_t request;             /* of its record */
    const LodeImportedName *name; /* the name of an import; NULL where a re-export failed */
    const LodeExport *entry;      /* the indirect export; NULL where an import failed */
    LodeStr asked;                /* the name that was asked for */
    LodeModuleIndex target;       /* that was asked */
    LodeLinkAnswer answer;        /* NOT_FOUND, CIRCULAR or AMBIGUOUS */
    LodeSpan span;                /* of the name in the source of `module` */
} LodeLinkError;

/* Every link error of the graph, by module and place. In `arena`. */
size_t lode_link_errors(LodeLink *self, LodeArena *arena, LodeLinkError **errors);

#endif

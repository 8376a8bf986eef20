/*
 * The tables of a link, shared by the files that fill and ask them.
 *
 * Reading order: link.c (what each module offers by name, and its stars),
 * link_resolve.c (the search), link_names.c (namespaces and errors).
 *
 * A module is loaded when it is first asked. Then each of its explicit names is an offer,
 * found by (module, name), and the offers of one name in all loaded modules are a
 * list. What is not loaded is asked by nobody: a CommonJS file that no ES module imports
 * from is never read.
 */
#ifndef LODE_GRAPH_LINK_TABLES_H
#define LODE_GRAPH_LINK_TABLES_H

#include "base/intern.h"
#include "base/pairs.h"
#include "base/vec.h"
#include "graph/link.h"

/* One name that a module exports itself, other than by `export *`. */
typedef struct LodeOffer {
    LodeModuleIndex module;
    LodeAtom name;
    uint32_t next;           /* the next offer of the same name, plus 1; 0: none */
    const LodeExport *entry; /* NULL for a name of a synthetic module */
    uint8_t kind;            /* LodeBindingKind */
} LodeOffer;

typedef struct LodeLinkModule {
    bool is_loaded;
    bool is_open; /* it may have names that nobody can know */
    uint32_t first_offer;
    uint32_t offer_count;
    LodeModuleIndex *stars; /* targets of `export *`, in source order */
    uint32_t star_count;
    const LodeCjsExports *cjs;
} LodeLinkModule;

/* What the stars of a module reach; kept for the module that was asked last. */
typedef struct LodeStarReach {
    LodeModuleIndex from; /* LODE_MODULE_NONE: of none yet */
    uint32_t *stamps;     /* of each module: `stamp` where it is reached */
    uint32_t stamp;
    LODE_VEC(LodeModuleIndex) modules; /* in the order of the walk, `from` first */
    bool is_open;                      /* one of them is */
} LodeStarReach;

typedef struct LodeLinkStep {
    LodeModuleIndex module;
    LodeAtom name;
    bool is_walked; /* by way of a star of a walk: the shortcut was tried further up */
} LodeLinkStep;

struct LodeLink {
    const LodeGraph *graph;
    LodeMemo *memo;
    int node_version;
    LodeCjsReader *cjs;
    LodeInterner *interner;
    LodeArena arena;
    LodeLinkModule *modules;
    uint32_t module_count; /* of `modules` and the stamps; those of the graph that are known here */
    uint32_t module_capacity;
    LODE_VEC(LodeOffer) offers;
    LODE_VEC(uint32_t) by_name; /* by atom: the newest offer of the name, plus 1 */
    LodePairs by_pair;          /* (module, name): its offer, plus 1 */
    LodePairs answers_by_pair;  /* (module, name): its answer, plus 1 */
    LODE_VEC(LodeLinkAnswer) answers;
    LodeStarReach reach;
    /* Scratch of one search. */
    LODE_VEC(LodeLinkStep) steps;
    LODE_VEC(LodeLinkStep) way;
    LodePairs seen;
};

/* link.c: loads the module if need be. */
const LodeLinkModule *lode__link_load(LodeLink *self, LodeModuleIndex module);
/* The explicit export of this name; NULL where there is none. Loads the module. */
const LodeOffer *lode__link_offer(LodeLink *self, LodeModuleIndex module, LodeAtom name);
LodeAtom lode__link_atom(LodeLink *self, LodeStr name);

/* link_resolve.c: everything that the stars of a module lead to, itself included. Borrowed until the next call. */
const LodeStarReach *lode__link_reach(LodeLink *self, LodeModuleIndex module);
LodeLinkAnswer lode__link_resolve_atom(LodeLink *self, LodeModuleIndex module, LodeAtom name);

#endif

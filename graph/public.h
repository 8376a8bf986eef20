/* The objects of include/lode.h, for the files that implement it: public.c and public_link.c. */
#ifndef LODE_GRAPH_PUBLIC_H
#define LODE_GRAPH_PUBLIC_H

#include "include/lode.h"

#include "graph/graph.h"

struct LodeContext {
    LodeFs *fs;
    LodeMemo *memo;
    LodeCache *cache;
    LodeResolver *resolver;
    LodeParser *parser;
    LodeResolverOptions options; /* its strings live in `settings` */
    unsigned threads;
    LodeArena settings;
    LodeArena answer; /* of the last resolution */
};

struct LodeModuleGraph {
    LodeContext *context; /* that built it; borrowed */
    LodeGraph *graph;
};

/* Strings of the inner layers end in NUL where an arena or table made them; the absent one is NULL. */
static inline const char *lode__text_or_null(LodeStr text)
{
    return lode_str_is_none(text) ? NULL : text.data;
}

#endif

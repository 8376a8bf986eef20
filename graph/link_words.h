/*
 * Words for link errors: the SyntaxError that Node 26 throws for a name that is not there.
 *
 * V8 names the request where its own search ended, which may be several re-exports away from the
 * import, and Node explains more where that request leads to CommonJS.
 */
#ifndef LODE_GRAPH_LINK_WORDS_H
#define LODE_GRAPH_LINK_WORDS_H

#include "graph/link.h"

typedef struct LodeLinkWords {
    LodeLink *link;
    int node_version;
    /* The module that was loaded by the program, import() or require, so that `from` was loaded. */
    LodeModuleIndex (*root_of)(void *context, LodeModuleIndex from);
    /* The line of a module's source that holds the start of a span; absent where it is not known. */
    LodeStr (*line_of)(void *context, LodeModuleIndex module, LodeSpan span);
    void *context;
} LodeLinkWords;

/*
 * "SyntaxError: …" for a name that a request of `module` asks for in vain, with the specifier of the step that V8
 * names; in `arena`. Absent where the walk to that step is longer than a person would follow.
 */
LodeStr lode_link_words(const LodeLinkWords *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                        LodeLinkStatus status, LodeSpan span, LodeArena *arena);
/* Of a name that is ambiguous: the module whose stars bring it twice, and the first star that does, as a request. */
bool lode_link_find_conflict(const LodeLinkWords *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                             LodeModuleIndex *where, const LodeRequest **star, LodeStr *name);

#endif

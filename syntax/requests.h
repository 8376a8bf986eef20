/*
 * Requests: every place in a tree that asks for another module.
 *
 * Import and export statements, import(), require(), require.resolve(),
 * import.meta.resolve() and new URL(…, import.meta.url), with their attributes, the
 * names they take and the circumstances in which they run. Specifier and place are known here;
 * line and column are filled in by record.c, which has the whole source.
 */
#ifndef LODE_SYNTAX_REQUESTS_H
#define LODE_SYNTAX_REQUESTS_H

#include "syntax/record.h"
#include "syntax/scope.h"

typedef struct LodeRequests {
    LODE_VEC(LodeRequest) list;
    size_t known;                     /* how many of them are from the tree, while others are gleaned */
    LODE_VEC(LodeImportedName) names; /* scratch: of the request being read */
    LODE_VEC(uint32_t) branches;      /* scratch: of a specifier that is a ?: */
    LodeBuf text;                     /* scratch */
    LodeArena *arena;
    const LodeTree *tree;
    const LodeScopes *scopes;
} LodeRequests;

void lode_requests_release(LodeRequests *self);
/* Fills `list` in source order. Names and specifiers live in the arena. */
void lode_requests_collect(LodeRequests *self, const LodeTree *tree, const LodeScopes *scopes, LodeArena *arena);

/* Puts `list` into source order. */
void lode_requests_sort(LodeRequests *self);

/* The parts, each in a file of its own: statements.c and names.c. */
void lode__requests_add_statement(LodeRequests *self, uint32_t statement);
void lode__requests_add_name(LodeRequests *self, LodeStr imported, LodeStr local, LodeSpan span);
/* Moves the gathered names into the request. */
void lode__requests_take_names(LodeRequests *self, LodeRequest *request);
/* What is done with the value of a require() or import(): names that are taken, or known to be none. */
void lode__requests_find_names(LodeRequests *self, LodeRequest *request, uint32_t call);
/* The attributes in an object literal: {type: 'json'}. */
void lode__requests_take_attributes(LodeRequests *self, LodeRequest *request, uint32_t object);

#endif

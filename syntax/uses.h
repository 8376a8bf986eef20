/*
 * Uses: what a module does with the names that it imports.
 *
 * Every mention of an imported binding outside import and export clauses, by the scopes
 * of ECMAScript, with the one or two properties that are read of it where the source
 * names them. What a name is given away to is not followed: then the mention stands for
 * the whole value.
 *
 * Whether a missing name is expected is looked for in the expression around and in the
 * condition of the nearest branches around it, some steps up and no further, so that all of
 * it stays linear in mentions.
 */
#ifndef LODE_SYNTAX_USES_H
#define LODE_SYNTAX_USES_H

#include "syntax/exports.h"

typedef struct LodeUses {
    LODE_VEC(LodeBindingUse) list;
    LODE_VEC(uint32_t) nodes;     /* of each use: the identifier */
    LODE_VEC(uint32_t) import_of; /* of each binding: index of the import entry + 1, or 0 */
    LodeBuf text;                 /* scratch */
    LodeArena *arena;
    const LodeTree *tree;
    const LodeScopes *scopes;
    const LodeExports *exports;
} LodeUses;

/* A zeroed LodeUses is ready; lists are reused by the next call. */
void lode_uses_release(LodeUses *self);
/* Fills `list` in source order. The scopes must have followed imports. Names live in the arena. */
void lode_uses_collect(LodeUses *self, const LodeTree *tree, const LodeScopes *scopes, const LodeExports *exports,
                       LodeArena *arena);

#endif

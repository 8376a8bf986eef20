/*
 * Meaning: the part of scope.h that knows about aliases. For scope.c only.
 */
#ifndef LODE_SYNTAX_MEANING_H
#define LODE_SYNTAX_MEANING_H

#include "syntax/scope.h"

/* Fills `aliases`, in node order, and follows their names. */
void lode__meaning_collect(LodeScopes *self);
/* Whether an alias gives the identifier at `node` its value. */
bool lode__meaning_is_alias(const LodeScopes *self, uint32_t node);
/* Gives bindings the meaning of their aliases, in source order. Needs resolved references. */
void lode__meaning_apply(LodeScopes *self);

/* In scope.c. The name, followed from now on; valid until the next call. */
LodeName *lode__scopes_follow(LodeScopes *self, LodeStr text, LodeMeaning free_meaning);
/* NULL if it is not followed. */
LodeName *lode__scopes_find(const LodeScopes *self, LodeStr text);
/* The binding that an identifier declares or refers to, or NULL. */
LodeBinding *lode__scopes_binding_of(LodeScopes *self, uint32_t node);

#endif

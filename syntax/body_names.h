/*
 * Body names: which mentions of an imported name really mean the import.
 *
 * The walk over a module opens and closes scopes, tells what is declared in them, and
 * notes every other mention of a followed name; all three in the order of the source.
 * Declarations are hoisted, so that only the end of the walk knows what a mention means:
 * then one loop over the mentions opens the declarations of each scope as it comes to it,
 * a stack for each name. O(n log n) in declarations of followed names, O(n) in mentions.
 *
 * Names are followed by their text with escapes resolved.
 */
#ifndef LODE_SYNTAX_BODY_NAMES_H
#define LODE_SYNTAX_BODY_NAMES_H

#include "base/span.h"
#include "syntax/nameset.h"

/* A name that an import statement binds. */
typedef struct LodeBodyImport {
    uint32_t request; /* index into the record's requests */
    LodeStr imported; /* "*" for the namespace */
} LodeBodyImport;

typedef struct LodeBodyDeclaration {
    uint32_t scope;
    uint32_t name;
    uint32_t outer; /* the declaration of the name that it shadows + 1, while mentions are bound */
} LodeBodyDeclaration;

typedef struct LodeBodyNames {
    LodeNameSet followed; /* local name: index into imports */
    LODE_VEC(LodeBodyImport) imports;
    LODE_VEC(LodeSpan) scopes; /* of the source, in the order of their starts */
    LODE_VEC(LodeBodyDeclaration) declarations;
    LODE_VEC(uint32_t) tops; /* of each name: its innermost declaration + 1, while mentions are bound */
    uint32_t first_letters;  /* a bit for each first byte of a followed name, modulo 32 */
    size_t next;             /* the first declaration whose scope has not been reached */
} LodeBodyNames;

#define LODE_NO_BODY_NAME UINT32_MAX

void lode_body_names_release(LodeBodyNames *self);
/* Follows a name that is bound by an import. `local` must outlive the names. */
void lode_body_names_follow(LodeBodyNames *self, LodeStr local, LodeBodyImport import);
/* The index of a followed name in `imports`, or LODE_NO_BODY_NAME. */
uint32_t lode_body_names_find(const LodeBodyNames *self, LodeStr name);

/* A scope from `start` on; its end is told later. */
uint32_t lode_body_names_open(LodeBodyNames *self, uint32_t start);
void lode_body_names_declare(LodeBodyNames *self, uint32_t scope, uint32_t name);

/* After the walk: prepares for questions. */
void lode_body_names_bind(LodeBodyNames *self);
/* Whether the mention of `name` at `offset` means the import. Offsets must grow from call to call. */
bool lode_body_names_is_import(LodeBodyNames *self, uint32_t name, uint32_t offset);

#endif

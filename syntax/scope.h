/*
 * Scope: what `require`, `module`, `exports`, `URL`, … mean where they stand.
 *
 * Only a handful of names is followed: the five of Node's wrapper, URL, and those
 * that the file gives to createRequire, to its results, or to require itself. For
 * each of their identifiers this tells whether it is the free one or what it is bound to:
 * parameters, var, let, const, class, function, catch and import bindings, hoisted as
 * ECMAScript says, in destructuring too.
 *
 * A require stays a require through `const load = require`, through createRequire of
 * this very file, and as the parameter of a function that is called where it stands
 * with a require as that argument. After a free require is assigned something that
 * does not mention it, it is nothing. `eval` and `with` are not seen.
 *
 * Two loops over the tree with explicit stacks; memory is linear in the number of
 * identifiers that are followed.
 */
#ifndef LODE_SYNTAX_SCOPE_H
#define LODE_SYNTAX_SCOPE_H

#include "syntax/tree.h"

typedef enum LodeMeaning {
    LODE_MEANS_NOTHING, /* not followed, or bound to something unknown */
    LODE_MEANS_REQUIRE,
    LODE_MEANS_MODULE,
    LODE_MEANS_EXPORTS,
    LODE_MEANS_FILENAME,
    LODE_MEANS_DIRNAME,
    LODE_MEANS_URL,
    LODE_MEANS_CREATE_REQUIRE,
    LODE_MEANS_MODULE_PACKAGE /* the namespace or default export of node:module */
} LodeMeaning;

typedef struct LodeName {
    LodeStr text;
    LodeMeaning free_meaning;
    uint32_t assigned_at; /* first assignment to the free one that loses the meaning, or 0 */
    uint32_t top;         /* innermost binding while the tree is walked */
} LodeName;

typedef struct LodeBinding {
    uint32_t scope; /* the node whose subtree sees it */
    uint32_t node;  /* the identifier that declares it */
    uint32_t name;
    uint32_t outer; /* the binding it shadows while the tree is walked */
    uint32_t end;   /* one past the scope's subtree */
    LodeMeaning meaning;
    bool top_level_lexical; /* let, const, class or using directly in the program */
    bool assigned;
} LodeBinding;

typedef struct LodeReference {
    uint32_t node;
    uint32_t name;
    uint32_t binding; /* 0: free */
} LodeReference;

typedef struct LodeAlias {
    uint32_t target; /* identifier that is declared or assigned */
    uint32_t value;  /* node that gives it its meaning */
    LodeMeaning meaning;
    bool follow; /* the meaning is that of the identifier `value` */
} LodeAlias;

typedef struct LodeScopes {
    const LodeTree *tree;
    LodeArena *arena; /* for names with escapes */
    LODE_VEC(LodeName) names;
    LODE_VEC(LodeBinding) bindings;     /* index 0 stands for none */
    LODE_VEC(LodeReference) references; /* in node order */
    LODE_VEC(LodeAlias) aliases;        /* in node order */
    LODE_VEC(uint32_t) slots;           /* hash table of names: index + 1 */
    LODE_VEC(uint32_t) targets;         /* of each node: the outermost pattern around it */
} LodeScopes;

/* A zeroed LodeScopes is ready; lists are reused by the next call. */
void lode_scopes_release(LodeScopes *self);
/* Works out every followed name of the tree. */
void lode_scopes_resolve(LodeScopes *self, const LodeTree *tree, LodeArena *arena);
/* What the identifier at `node` means. */
LodeMeaning lode_scopes_meaning(const LodeScopes *self, uint32_t node);
/* What an expression means: an identifier, createRequire(import.meta.url), require('module').createRequire, … */
LodeMeaning lode_scopes_expression(const LodeScopes *self, uint32_t node);
/* The name of an identifier node with its escapes resolved. */
LodeStr lode_scopes_name(const LodeTree *tree, uint32_t node, LodeArena *arena);

#endif

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
 * with a require as that argument. Where require is assigned something that does not
 * mention it, it is nothing from there on. `eval` and `with` are not seen.
 *
 * Where the uses of imports are asked for, their names are followed too.
 *
 * A few loops over the tree with explicit stacks: O(n log n) in identifiers that are
 * followed, O(n) in others.
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
    uint32_t assigned_at; /* the first assignment to the free one that loses its meaning, or 0 */
    uint32_t top;         /* innermost binding while references are bound */
    bool creates;         /* some alias of createRequire has this name */
    bool imported;        /* followed because an import binds it */
} LodeName;

typedef struct LodeBinding {
    uint32_t scope; /* the node whose subtree sees it */
    uint32_t node;  /* the identifier that declares it */
    uint32_t name;
    uint32_t end;   /* one past the scope's subtree */
    uint32_t outer; /* the binding it shadows while references are bound */
    LodeMeaning meaning;
    bool top_level_lexical; /* let, const or class directly in the program */
} LodeBinding;

/* An identifier with a followed name. */
typedef struct LodeMention {
    uint32_t node;
    uint32_t name;
    uint32_t binding; /* that it refers to or declares; 0: free */
} LodeMention;

typedef struct LodeAssignment {
    uint32_t node; /* the identifier */
    uint32_t name;
    uint32_t value; /* or LODE_NONE */
} LodeAssignment;

/* What gives an identifier a meaning of its own; see meaning.c. */
typedef struct LodeAlias {
    uint32_t target;     /* the identifier that is declared or assigned */
    uint32_t value;      /* the expression whose meaning it takes, or LODE_NONE: */
    LodeMeaning meaning; /* then it is this */
} LodeAlias;

typedef struct LodeScopes {
    bool follows_imports; /* the names that imports bind are followed too; set before resolving */
    const LodeTree *tree;
    LodeArena *arena; /* for names with escapes */
    LODE_VEC(LodeName) names;
    LODE_VEC(uint32_t) slots;       /* hash table of names: index + 1 */
    LODE_VEC(LodeBinding) bindings; /* index 0 stands for none */
    LODE_VEC(LodeMention) mentions; /* in node order */
    LODE_VEC(LodeMention) by_name;  /* the same by name, then node */
    LODE_VEC(LodeAssignment) assignments;
    LODE_VEC(LodeAlias) aliases;  /* in node order */
    LODE_VEC(uint32_t) targets;   /* of each node: the outermost pattern around it */
    LODE_VEC(uint32_t) blocks;    /* scopes around the current node: what let belongs to */
    LODE_VEC(uint32_t) functions; /* and what var belongs to */
} LodeScopes;

/* A zeroed LodeScopes is ready; lists are reused by the next call. */
void lode_scopes_release(LodeScopes *self);
/* Works out every followed name of the tree. */
void lode_scopes_resolve(LodeScopes *self, const LodeTree *tree, LodeArena *arena);
/* What the identifier at `node` means. */
LodeMeaning lode_scopes_meaning(const LodeScopes *self, uint32_t node);
/* What an expression means: an identifier, module.require, createRequire(import.meta.url), … */
LodeMeaning lode_scopes_expression(const LodeScopes *self, uint32_t node);
/* The name of an identifier node with its escapes resolved. */
LodeStr lode_scopes_name(const LodeTree *tree, uint32_t node, LodeArena *arena);

#endif

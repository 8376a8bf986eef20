/*
 * Tree: the part of a syntax tree that a record depends on, as one flat array.
 *
 * tree-sitter's nodes are cheap to make and dear to ask: a node does not know its
 * parent, and each question walks hidden nodes. So one cursor goes over the parse
 * once and copies what can matter into an array in source order (a parent before its
 * children), after which the parse is freed. Subtrees that hold no word of interest
 * and no error are kept as a single node without children; punctuation and comments
 * are dropped. A node is 20 bytes; indices serve as pointers, so walking a tree of
 * any depth is a loop over an array and costs no C stack.
 *
 *   index   0        1            2     3      4
 *   node    program  declaration  name  value  call …
 *   last    n        …            one past the last node of the subtree
 */
#ifndef LODE_SYNTAX_TREE_H
#define LODE_SYNTAX_TREE_H

#include "syntax/grammar.h"
#include "syntax/suppress.h"
#include "syntax/text.h"
#include "syntax/words.h"

enum { LODE_NONE = 0 }; /* no node: index 0 is the program, which is nobody's child */

typedef struct LodeNode {
    uint32_t start; /* offsets in the text, end exclusive */
    uint32_t end;
    uint32_t parent;
    uint32_t last;   /* index one past the subtree */
    uint8_t kind;    /* LodeNodeKind */
    uint8_t field;   /* LodeField: the node's role in its parent */
    uint8_t missing; /* the parser put it there: the source lacks it */
    uint8_t where;   /* LODE_REQUEST_… flags of the place; see where.h */
} LodeNode;

typedef struct LodeTree {
    LodeText *text; /* borrowed */
    LODE_VEC(LodeNode) nodes;
    bool has_error;
    bool keeps_comments; /* set before building: comments go into a list */
    LodeComments comments;
} LodeTree;

/* A zeroed LodeTree is ready; memory is reused by the next call. */
void lode_tree_release(LodeTree *self);
void lode_tree_clear(LodeTree *self);
/*
 * Copies a parse. With `words`, only subtrees that hold one of these offsets (of the
 * text) are copied below their root; with NULL everything is.
 */
void lode_tree_build(LodeTree *self, const LodeGrammar *grammar, const TSTree *parse, LodeText *text,
                     const LodeOffsets *words);

static inline const LodeNode *lode_tree_node(const LodeTree *self, uint32_t index)
{
    return &self->nodes.items[index];
}

static inline LodeNodeKind lode_tree_kind(const LodeTree *self, uint32_t index)
{
    return (LodeNodeKind)self->nodes.items[index].kind;
}

static inline LodeField lode_tree_field(const LodeTree *self, uint32_t index)
{
    return (LodeField)self->nodes.items[index].field;
}

static inline uint32_t lode_tree_parent(const LodeTree *self, uint32_t index)
{
    return self->nodes.items[index].parent;
}

/* for (uint32_t child = first; child; child = next): the children in source order. */
static inline uint32_t lode_tree_first(const LodeTree *self, uint32_t index)
{
    return self->nodes.items[index].last > index + 1 ? index + 1 : LODE_NONE;
}

static inline uint32_t lode_tree_next(const LodeTree *self, uint32_t index)
{
    const LodeNode *nodes = self->nodes.items;
    uint32_t last = nodes[index].last;
    return index && last < nodes[nodes[index].parent].last ? last : LODE_NONE;
}

/* The first child in a role, or of a kind, or LODE_NONE. */
uint32_t lode_tree_child_in(const LodeTree *self, uint32_t index, LodeField field);
uint32_t lode_tree_child_of(const LodeTree *self, uint32_t index, LodeNodeKind kind);
/* The bytes of the text, or of the source, that a node covers. Borrowed. */
LodeStr lode_tree_text(const LodeTree *self, uint32_t index);
LodeSpan lode_tree_span(const LodeTree *self, uint32_t index);
LodeStr lode_tree_source(const LodeTree *self, uint32_t index);
bool lode_tree_text_is(const LodeTree *self, uint32_t index, const char *text);
/* Without the parentheses around it: the innermost expression; the last one of a sequence. */
uint32_t lode_tree_unwrap(const LodeTree *self, uint32_t index);

static inline bool lode_node_kind_is_function(LodeNodeKind kind)
{
    return kind >= LODE_NODE_FUNCTION_DECLARATION && kind <= LODE_NODE_METHOD;
}

#endif

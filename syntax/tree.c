/* Reading order: the copy, then small questions. */
#include "syntax/tree.h"

typedef struct Copy {
    LodeTree *tree;
    const LodeGrammar *grammar;
    const LodeOffsets *words;
    size_t next_word;
    uint32_t complete_until; /* text offset: everything that starts before it is copied */
    uint32_t parent;
    bool has_parent;
} Copy;

/*
 * Whether a subtree is needed whole though no word of interest is in it: the clauses
 * of imports and exports, the names in const {a} = require('x'), what is assigned to,
 * parameters, and the arguments of a call whose callee holds a word.
 */
static bool needed_whole(const Copy *self, const LodeNode *node)
{
    const LodeNode *parent = lode_tree_node(self->tree, node->parent);
    switch (node->kind) {
    case LODE_NODE_IMPORT_CLAUSE:
    case LODE_NODE_IMPORT_ATTRIBUTE:
    case LODE_NODE_EXPORT_CLAUSE:
    case LODE_NODE_NAMESPACE_EXPORT:
    case LODE_NODE_FORMAL_PARAMETERS:
        return true;
    case LODE_NODE_OBJECT: /* the attributes of an export */
        return parent->kind == LODE_NODE_ASSIGNMENT;
    case LODE_NODE_ARRAY_PATTERN:
        return parent->kind == LODE_NODE_DECLARATOR;
    case LODE_NODE_OBJECT_PATTERN:
        return parent->kind == LODE_NODE_DECLARATOR || parent->kind == LODE_NODE_ASSIGNMENT;
    case LODE_NODE_MEMBER: /* module.exports = require('x') */
        return parent->kind == LODE_NODE_ASSIGNMENT && node->field == LODE_FIELD_LEFT;
    case LODE_NODE_ARGUMENTS:
        return self->next_word && self->words->items[self->next_word - 1] >= parent->start;
    default:
        return false;
    }
}

/* Whether the subtree can matter. Nodes come in source order, so the words are passed once. */
static bool worth_entering(Copy *self, TSNode node, const LodeNode *copy)
{
    if (!self->words || copy->start < self->complete_until) {
        return true;
    }
    while (self->next_word < self->words->count && self->words->items[self->next_word] < copy->start) {
        self->next_word++;
    }
    if (needed_whole(self, copy)) {
        self->complete_until = copy->end;
        return true;
    }
    bool holds_word = self->next_word < self->words->count && self->words->items[self->next_word] < copy->end;
    return holds_word || ts_node_has_error(node);
}

/* Copies the node at the cursor. True if its children are to follow. */
static bool copy_node(Copy *self, const TSTreeCursor *cursor)
{
    TSNode node = ts_tree_cursor_current_node(cursor);
    LodeNodeKind kind = lode_grammar_kind(self->grammar, ts_node_symbol(node));
    bool missing = ts_node_is_missing(node);
    if (!missing && (kind == LODE_NODE_DROPPED || kind == LODE_NODE_COMMENT || kind == LODE_NODE_HTML_COMMENT)) {
        if (self->tree->keeps_comments && kind == LODE_NODE_COMMENT) {
            LodeSpan span = lode_text_source_span(self->tree->text, ts_node_start_byte(node), ts_node_end_byte(node));
            lode_vec_push(&self->tree->comments, span);
        }
        return false;
    }
    LodeNode copy = {
        .start = ts_node_start_byte(node),
        .end = ts_node_end_byte(node),
        .parent = self->parent,
        .kind = (uint8_t)(self->has_parent ? kind : LODE_NODE_PROGRAM),
        .field = (uint8_t)lode_grammar_field(self->grammar, ts_tree_cursor_current_field_id(cursor)),
        .missing = missing,
    };
    uint32_t index = (uint32_t)lode_vec_grow(&self->tree->nodes);
    copy.last = index + 1;
    self->tree->nodes.items[index] = copy;
    if (!worth_entering(self, node, &copy)) {
        return false;
    }
    self->parent = index;
    self->has_parent = true;
    return true;
}

void lode_tree_clear(LodeTree *self)
{
    lode_vec_clear(&self->nodes);
    lode_vec_clear(&self->comments);
}

void lode_tree_release(LodeTree *self)
{
    lode_vec_release(&self->nodes);
    lode_vec_release(&self->comments);
}

void lode_tree_build(LodeTree *self, const LodeGrammar *grammar, const TSTree *parse, LodeText *text,
                     const LodeOffsets *words)
{
    lode_tree_clear(self);
    self->text = text;
    TSNode root = ts_tree_root_node(parse);
    self->has_error = ts_node_has_error(root);
    Copy copy = {.tree = self, .grammar = grammar, .words = words};
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    uint32_t depth = 0; /* of the cursor below the root */
    for (;;) {
        uint32_t before = copy.parent;
        if (copy_node(&copy, &cursor)) {
            if (ts_tree_cursor_goto_first_child(&cursor)) {
                depth++;
                continue;
            }
            copy.parent = before;
        }
        while (depth && !ts_tree_cursor_goto_next_sibling(&cursor)) {
            ts_tree_cursor_goto_parent(&cursor);
            depth--;
            self->nodes.items[copy.parent].last = (uint32_t)self->nodes.count;
            copy.parent = self->nodes.items[copy.parent].parent;
        }
        if (!depth) {
            break;
        }
    }
    ts_tree_cursor_delete(&cursor);
}

uint32_t lode_tree_child_in(const LodeTree *self, uint32_t index, LodeField field)
{
    uint32_t child = lode_tree_first(self, index);
    while (child && lode_tree_field(self, child) != field) {
        child = lode_tree_next(self, child);
    }
    return child;
}

uint32_t lode_tree_child_of(const LodeTree *self, uint32_t index, LodeNodeKind kind)
{
    uint32_t child = lode_tree_first(self, index);
    while (child && lode_tree_kind(self, child) != kind) {
        child = lode_tree_next(self, child);
    }
    return child;
}

LodeStr lode_tree_text(const LodeTree *self, uint32_t index)
{
    const LodeNode *node = lode_tree_node(self, index);
    return lode_str_slice(lode_buf_str(&self->text->bytes), node->start, node->end);
}

LodeSpan lode_tree_span(const LodeTree *self, uint32_t index)
{
    const LodeNode *node = lode_tree_node(self, index);
    return lode_text_source_span(self->text, node->start, node->end);
}

LodeStr lode_tree_source(const LodeTree *self, uint32_t index)
{
    LodeSpan span = lode_tree_span(self, index);
    return lode_str_slice(self->text->source, span.start, span.end);
}

bool lode_tree_text_is(const LodeTree *self, uint32_t index, const char *text)
{
    return lode_str_equal(lode_tree_text(self, index), lode_str(text));
}

uint32_t lode_tree_unwrap(const LodeTree *self, uint32_t index)
{
    for (;;) {
        LodeNodeKind kind = lode_tree_kind(self, index);
        if (kind != LODE_NODE_PARENTHESIZED && kind != LODE_NODE_SEQUENCE) {
            return index;
        }
        uint32_t inner = LODE_NONE;
        for (uint32_t child = lode_tree_first(self, index); child; child = lode_tree_next(self, child)) {
            inner = child;
        }
        if (!inner) {
            return index;
        }
        index = inner;
    }
}

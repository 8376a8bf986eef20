/*
 * Reading order: the table of names, mentions and declarations in one walk, binding
 * mentions to declarations, assignments, and the questions. Aliases are in meaning.c.
 */
#include "syntax/scope.h"

#include "syntax/constant.h"
#include "syntax/meaning.h"

#include <stdlib.h>

enum { NO_BINDING = 0, FIRST_SLOTS = 64 };
#define NO_NAME UINT32_MAX

static const struct {
    const char *text;
    LodeMeaning meaning;
} free_names[] = {
    {"require", LODE_MEANS_REQUIRE},     {"module", LODE_MEANS_MODULE},     {"exports", LODE_MEANS_EXPORTS},
    {"__filename", LODE_MEANS_FILENAME}, {"__dirname", LODE_MEANS_DIRNAME}, {"URL", LODE_MEANS_URL},
};

/* --- Names ------------------------------------------------------------------------------------ */

static void place_name(LodeScopes *self, uint32_t name)
{
    size_t mask = self->slots.count - 1;
    size_t slot = (size_t)lode_str_hash(self->names.items[name].text) & mask;
    while (self->slots.items[slot]) {
        slot = (slot + 1) & mask;
    }
    self->slots.items[slot] = name + 1;
}

static void resize_slots(LodeScopes *self, size_t count)
{
    lode_vec_clear(&self->slots);
    while (self->slots.count < count) {
        lode_vec_push(&self->slots, 0);
    }
    for (uint32_t name = 0; name < self->names.count; name++) {
        place_name(self, name);
    }
}

static uint32_t find_name(const LodeScopes *self, LodeStr text)
{
    size_t mask = self->slots.count - 1;
    size_t slot = (size_t)lode_str_hash(text) & mask;
    for (; self->slots.items[slot]; slot = (slot + 1) & mask) {
        uint32_t name = self->slots.items[slot] - 1;
        if (lode_str_equal(self->names.items[name].text, text)) {
            return name;
        }
    }
    return NO_NAME;
}

LodeName *lode__scopes_find(const LodeScopes *self, LodeStr text)
{
    uint32_t name = find_name(self, text);
    return name == NO_NAME ? NULL : &self->names.items[name];
}

LodeName *lode__scopes_follow(LodeScopes *self, LodeStr text, LodeMeaning free_meaning)
{
    LodeName *known = lode__scopes_find(self, text);
    if (known) {
        return known;
    }
    LodeName name = {.text = text, .free_meaning = free_meaning};
    lode_vec_push(&self->names, name);
    if (self->names.count * 2 > self->slots.count) {
        resize_slots(self, self->slots.count * 2);
    } else {
        place_name(self, (uint32_t)self->names.count - 1);
    }
    return &lode_vec_last(&self->names);
}

LodeStr lode_scopes_name(const LodeTree *tree, uint32_t node, LodeArena *arena)
{
    LodeStr text = lode_tree_text(tree, node);
    if (!text.size || !memchr(text.data, '\\', text.size)) {
        return text;
    }
    LodeBuf decoded = {0};
    lode_constant_decode(&decoded, text, false);
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&decoded));
    lode_buf_release(&decoded);
    return copy;
}

/* --- Declarations ----------------------------------------------------------------------------- */

static bool is_function_scope(LodeNodeKind kind)
{
    return lode_node_kind_is_function(kind) || kind == LODE_NODE_PROGRAM || kind == LODE_NODE_STATIC_BLOCK;
}

static bool is_block_scope(LodeNodeKind kind)
{
    return is_function_scope(kind) || kind == LODE_NODE_BLOCK || kind == LODE_NODE_FOR || kind == LODE_NODE_FOR_IN ||
           kind == LODE_NODE_SWITCH_BODY || kind == LODE_NODE_CATCH;
}

/* Keeps `blocks` and `functions` those around `node`, itself included. */
static void enter_node(LodeScopes *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    while (self->blocks.count > 1 && lode_tree_node(tree, lode_vec_last(&self->blocks))->last <= node) {
        self->blocks.count--;
    }
    while (self->functions.count > 1 && lode_tree_node(tree, lode_vec_last(&self->functions))->last <= node) {
        self->functions.count--;
    }
    LodeNodeKind kind = lode_tree_kind(tree, node);
    if (is_block_scope(kind)) {
        lode_vec_push(&self->blocks, node);
    }
    if (is_function_scope(kind)) {
        lode_vec_push(&self->functions, node);
    }
}

/* Whether `child` is where its parent, a pattern, puts a value: not a key and not a default. */
static bool is_target(const LodeTree *tree, uint32_t child)
{
    LodeField field = lode_tree_field(tree, child);
    switch (lode_tree_kind(tree, lode_tree_parent(tree, child))) {
    case LODE_NODE_OBJECT_PATTERN:
    case LODE_NODE_ARRAY_PATTERN:
    case LODE_NODE_REST_PATTERN:
        return true;
    case LODE_NODE_PAIR_PATTERN:
        return field == LODE_FIELD_VALUE;
    case LODE_NODE_ASSIGNMENT_PATTERN:
    case LODE_NODE_OBJECT_ASSIGNMENT_PATTERN:
        return field == LODE_FIELD_LEFT;
    default:
        return false;
    }
}

static void add_binding(LodeScopes *self, uint32_t scope, const LodeMention *mention, bool top_level_lexical)
{
    LodeBinding binding = {
        .scope = scope,
        .node = mention->node,
        .name = mention->name,
        .end = lode_tree_node(self->tree, scope)->last,
        .top_level_lexical = top_level_lexical,
    };
    lode_vec_push(&self->bindings, binding);
}

static void add_assignment(LodeScopes *self, const LodeMention *mention, uint32_t value)
{
    LodeAssignment assignment = {mention->node, mention->name, value};
    lode_vec_push(&self->assignments, assignment);
}

static void declare_variable(LodeScopes *self, const LodeMention *mention, uint32_t declarator)
{
    const LodeTree *tree = self->tree;
    uint32_t value = lode_tree_child_in(tree, declarator, LODE_FIELD_VALUE);
    uint32_t block = lode_vec_last(&self->blocks);
    uint32_t function = lode_vec_last(&self->functions);
    if (lode_tree_kind(tree, lode_tree_parent(tree, declarator)) != LODE_NODE_VARIABLE_DECLARATION) {
        add_binding(self, block, mention, block == 0);
    } else if (function == 0 && self->names.items[mention->name].free_meaning != LODE_MEANS_NOTHING &&
               !lode__meaning_is_alias(self, mention->node)) {
        /*
         * `var require` at the top of a CommonJS module is the wrapper's parameter once
         * more: without an initializer it keeps its value, with one it is assigned.
         */
        if (value) {
            add_assignment(self, mention, value);
        }
    } else {
        add_binding(self, function, mention, false);
    }
}

/* Function declarations belong to the block around them and, by annex B.3.2, are vars of the function too. */
static void declare_function(LodeScopes *self, const LodeMention *mention)
{
    /* The walk is inside the function already, which is the last of both lists. */
    uint32_t block = self->blocks.count > 1 ? self->blocks.items[self->blocks.count - 2] : 0;
    uint32_t function = self->functions.count > 1 ? self->functions.items[self->functions.count - 2] : 0;
    add_binding(self, block, mention, false);
    if (function != block && !self->names.items[mention->name].imported) { /* a source with imports is strict */
        add_binding(self, function, mention, false);
    }
}

/* Declares the mentioned identifier if it declares something, or notes that it is assigned. */
static void declare(LodeScopes *self, const LodeMention *mention)
{
    const LodeTree *tree = self->tree;
    uint32_t target = self->targets.items[mention->node]; /* itself or the outermost pattern around it */
    uint32_t parent = lode_tree_parent(tree, target);
    uint32_t block = lode_vec_last(&self->blocks);
    LodeField field = lode_tree_field(tree, target);
    switch (lode_tree_kind(tree, parent)) {
    case LODE_NODE_DECLARATOR:
        if (field == LODE_FIELD_NAME) {
            declare_variable(self, mention, parent);
        }
        return;
    case LODE_NODE_FORMAL_PARAMETERS:
        add_binding(self, lode_tree_parent(tree, parent), mention, false);
        return;
    case LODE_NODE_ARROW:
    case LODE_NODE_CATCH:
        if (field == LODE_FIELD_PARAMETER) {
            add_binding(self, parent, mention, false);
        }
        return;
    case LODE_NODE_FOR_IN: {
        uint32_t kind = lode_tree_child_in(tree, parent, LODE_FIELD_KIND);
        if (field == LODE_FIELD_LEFT && !kind) {
            add_assignment(self, mention, LODE_NONE);
        } else if (field == LODE_FIELD_LEFT) {
            bool is_var = lode_tree_kind(tree, kind) == LODE_NODE_WORD_VAR;
            add_binding(self, is_var ? lode_vec_last(&self->functions) : parent, mention, false);
        }
        return;
    }
    case LODE_NODE_FUNCTION_DECLARATION:
    case LODE_NODE_GENERATOR_DECLARATION:
        if (field == LODE_FIELD_NAME) {
            declare_function(self, mention);
        }
        return;
    case LODE_NODE_FUNCTION_EXPRESSION:
    case LODE_NODE_GENERATOR_EXPRESSION:
    case LODE_NODE_CLASS_EXPRESSION:
        if (field == LODE_FIELD_NAME) {
            add_binding(self, parent, mention, false);
        }
        return;
    case LODE_NODE_CLASS_DECLARATION:
        if (field == LODE_FIELD_NAME) {
            add_binding(self, block, mention, block == 0);
        }
        return;
    case LODE_NODE_IMPORT_CLAUSE:
    case LODE_NODE_NAMESPACE_IMPORT:
        add_binding(self, 0, mention, false);
        return;
    case LODE_NODE_IMPORT_SPECIFIER:
        if (field == LODE_FIELD_ALIAS || !lode_tree_child_in(tree, parent, LODE_FIELD_ALIAS)) {
            add_binding(self, 0, mention, false);
        }
        return;
    case LODE_NODE_ASSIGNMENT:
        if (field == LODE_FIELD_LEFT) {
            add_assignment(self, mention, lode_tree_child_in(tree, parent, LODE_FIELD_RIGHT));
        }
        return;
    case LODE_NODE_AUGMENTED_ASSIGNMENT:
    case LODE_NODE_UPDATE:
        if (field == LODE_FIELD_LEFT || field == LODE_FIELD_ARGUMENT) {
            add_assignment(self, mention, LODE_NONE);
        }
        return;
    default:
        return;
    }
}

static bool is_identifier(LodeNodeKind kind)
{
    return kind == LODE_NODE_IDENTIFIER || kind == LODE_NODE_SHORTHAND_PATTERN || kind == LODE_NODE_SHORTHAND;
}

/* One walk: lists every mention of a followed name and declares what is declared. */
static void collect_mentions(LodeScopes *self)
{
    const LodeTree *tree = self->tree;
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        uint32_t parent = lode_tree_parent(tree, node);
        lode_vec_push(&self->targets, node && is_target(tree, node) ? self->targets.items[parent] : node);
        enter_node(self, node);
        if (is_identifier(lode_tree_kind(tree, node))) {
            uint32_t name = find_name(self, lode_scopes_name(tree, node, self->arena));
            if (name != NO_NAME) {
                LodeMention mention = {node, name, NO_BINDING};
                lode_vec_push(&self->mentions, mention);
                declare(self, &mention);
            }
        }
    }
}

/* --- Binding ---------------------------------------------------------------------------------- */

static int by_scope(const void *left, const void *right)
{
    const LodeBinding *a = left;
    const LodeBinding *b = right;
    if (a->scope != b->scope) {
        return a->scope < b->scope ? -1 : 1;
    }
    return a->node < b->node ? -1 : a->node > b->node;
}

static int by_name(const void *left, const void *right)
{
    const LodeMention *a = left;
    const LodeMention *b = right;
    if (a->name != b->name) {
        return a->name < b->name ? -1 : 1;
    }
    return a->node < b->node ? -1 : a->node > b->node;
}

static void leave_scopes(LodeScopes *self, LodeName *name, uint32_t node)
{
    while (name->top && self->bindings.items[name->top].end <= node) {
        name->top = self->bindings.items[name->top].outer;
    }
}

/*
 * Gives each mention the innermost binding whose scope it is in: bindings are opened in
 * the order of their scopes, and for each name they form a stack.
 */
static void bind_mentions(LodeScopes *self)
{
    LodeBinding *bindings = self->bindings.items;
    qsort(bindings + 1, self->bindings.count - 1, sizeof *bindings, by_scope);
    uint32_t next = 1;
    for (size_t i = 0; i < self->mentions.count; i++) {
        LodeMention *mention = &self->mentions.items[i];
        for (; next < self->bindings.count && bindings[next].scope <= mention->node; next++) {
            LodeName *name = &self->names.items[bindings[next].name];
            leave_scopes(self, name, bindings[next].scope);
            bindings[next].outer = name->top;
            name->top = next;
        }
        LodeName *name = &self->names.items[mention->name];
        leave_scopes(self, name, mention->node);
        mention->binding = name->top;
    }
}

static LodeMention *find_mention(const LodeScopes *self, uint32_t node)
{
    size_t low = 0;
    size_t high = self->mentions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->mentions.items[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < self->mentions.count && self->mentions.items[low].node == node;
    return found ? &self->mentions.items[low] : NULL;
}

LodeBinding *lode__scopes_binding_of(LodeScopes *self, uint32_t node)
{
    const LodeMention *mention = find_mention(self, node);
    return mention && mention->binding ? &self->bindings.items[mention->binding] : NULL;
}

/* Whether the name is mentioned in the subtree. */
static bool is_mentioned(LodeScopes *self, uint32_t name, uint32_t subtree)
{
    if (!self->by_name.count) {
        for (size_t i = 0; i < self->mentions.count; i++) {
            lode_vec_push(&self->by_name, self->mentions.items[i]);
        }
        qsort(self->by_name.items, self->by_name.count, sizeof *self->by_name.items, by_name);
    }
    LodeMention from = {subtree, name, NO_BINDING};
    size_t low = 0;
    size_t high = self->by_name.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_name(&self->by_name.items[middle], &from) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < self->by_name.count && self->by_name.items[low].name == name &&
           self->by_name.items[low].node < lode_tree_node(self->tree, subtree)->last;
}

/* What is assigned something unknown loses its meaning: `require = require('x')(module)` is known. */
static void apply_assignments(LodeScopes *self)
{
    for (size_t i = 0; i < self->assignments.count; i++) {
        const LodeAssignment *assignment = &self->assignments.items[i];
        LodeName *name = &self->names.items[assignment->name];
        LodeBinding *binding = lode__scopes_binding_of(self, assignment->node);
        if ((!binding && name->assigned_at) || lode__meaning_is_alias(self, assignment->node) ||
            (assignment->value && is_mentioned(self, assignment->name, assignment->value))) {
            continue;
        }
        if (binding) {
            binding->meaning = LODE_MEANS_NOTHING;
        } else {
            name->assigned_at = assignment->node;
        }
    }
}

/* The local names of import clauses. */
static void follow_imports(LodeScopes *self)
{
    const LodeTree *tree = self->tree;
    for (uint32_t node = 1; node < tree->nodes.count; node++) {
        LodeNodeKind parent = lode_tree_kind(tree, lode_tree_parent(tree, node));
        bool binds = parent == LODE_NODE_IMPORT_CLAUSE || parent == LODE_NODE_NAMESPACE_IMPORT ||
                     (parent == LODE_NODE_IMPORT_SPECIFIER && !lode_tree_next(tree, node));
        if (binds && lode_tree_kind(tree, node) == LODE_NODE_IDENTIFIER) {
            LodeStr name = lode_scopes_name(tree, node, self->arena);
            lode__scopes_follow(self, name, LODE_MEANS_NOTHING)->imported = true;
        }
    }
}

/* --- Public ----------------------------------------------------------------------------------- */

LodeMeaning lode_scopes_meaning(const LodeScopes *self, uint32_t node)
{
    const LodeMention *mention = find_mention(self, node);
    if (!mention) {
        return LODE_MEANS_NOTHING;
    }
    if (mention->binding) {
        return self->bindings.items[mention->binding].meaning;
    }
    const LodeName *name = &self->names.items[mention->name];
    bool lost = name->assigned_at && node >= name->assigned_at;
    return lost ? LODE_MEANS_NOTHING : name->free_meaning;
}

void lode_scopes_resolve(LodeScopes *self, const LodeTree *tree, LodeArena *arena)
{
    self->tree = tree;
    self->arena = arena;
    lode_vec_clear(&self->names);
    lode_vec_clear(&self->bindings);
    lode_vec_clear(&self->mentions);
    lode_vec_clear(&self->by_name);
    lode_vec_clear(&self->assignments);
    lode_vec_clear(&self->aliases);
    lode_vec_clear(&self->targets);
    lode_vec_clear(&self->blocks);
    lode_vec_clear(&self->functions);
    resize_slots(self, FIRST_SLOTS);
    for (size_t i = 0; i < sizeof free_names / sizeof *free_names; i++) {
        lode__scopes_follow(self, lode_str(free_names[i].text), free_names[i].meaning);
    }
    if (self->follows_imports) {
        follow_imports(self);
    }
    (void)lode_vec_grow(&self->bindings);
    self->bindings.items[NO_BINDING] = (LodeBinding){0};
    lode__meaning_collect(self);
    collect_mentions(self);
    bind_mentions(self);
    lode__meaning_apply(self);
    apply_assignments(self);
}

void lode_scopes_release(LodeScopes *self)
{
    lode_vec_release(&self->names);
    lode_vec_release(&self->slots);
    lode_vec_release(&self->bindings);
    lode_vec_release(&self->mentions);
    lode_vec_release(&self->by_name);
    lode_vec_release(&self->assignments);
    lode_vec_release(&self->aliases);
    lode_vec_release(&self->targets);
    lode_vec_release(&self->blocks);
    lode_vec_release(&self->functions);
}

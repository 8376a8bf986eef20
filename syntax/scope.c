/*
 * Reading order: the table of names, aliases (what a file calls require and
 * createRequire), declarations, references, and at the end the questions.
 */
#include "syntax/scope.h"

#include "syntax/constant.h"
#include "syntax/where.h"

#include <stdlib.h>

enum { NO_BINDING = 0 };

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

/* The index of a followed name, or UINT32_MAX. */
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
    return UINT32_MAX;
}

static void follow_name(LodeScopes *self, LodeStr text, LodeMeaning free_meaning)
{
    if (find_name(self, text) != UINT32_MAX) {
        return;
    }
    LodeName name = {.text = text, .free_meaning = free_meaning};
    lode_vec_push(&self->names, name);
    if (self->names.count * 2 > self->slots.count) {
        resize_slots(self, self->slots.count * 2);
    } else {
        place_name(self, (uint32_t)self->names.count - 1);
    }
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

static void add_alias(LodeScopes *self, uint32_t target, uint32_t value, LodeMeaning meaning, bool follow)
{
    LodeAlias alias = {target, value, meaning, follow};
    lode_vec_push(&self->aliases, alias);
    follow_name(self, lode_scopes_name(self->tree, target, self->arena), LODE_MEANS_NOTHING);
}

/* --- Aliases ---------------------------------------------------------------------------------- */

static bool names_module_package(const LodeTree *tree, uint32_t string)
{
    if (!string || lode_tree_kind(tree, string) != LODE_NODE_STRING) {
        return false;
    }
    LodeStr text = lode_tree_text(tree, string);
    LodeStr inside = lode_str_slice(text, 1, text.size ? text.size - 1 : 0);
    return lode_str_equal(inside, LODE_STR("module")) || lode_str_equal(inside, LODE_STR("node:module"));
}

static uint32_t first_argument(const LodeTree *tree, uint32_t call)
{
    uint32_t arguments = lode_tree_child_in(tree, call, LODE_FIELD_ARGUMENTS);
    return arguments ? lode_tree_first(tree, arguments) : LODE_NONE;
}

/* require('module'), await import('module'), process.getBuiltinModule('module'). */
static bool loads_module_package(const LodeTree *tree, uint32_t node)
{
    node = lode_tree_unwrap(tree, node);
    if (lode_tree_kind(tree, node) == LODE_NODE_AWAIT_EXPRESSION) {
        uint32_t operand = lode_tree_first(tree, node);
        while (operand && lode_tree_kind(tree, operand) != LODE_NODE_CALL) {
            operand = lode_tree_next(tree, operand);
        }
        node = operand ? operand : node;
    }
    if (lode_tree_kind(tree, node) != LODE_NODE_CALL || !names_module_package(tree, first_argument(tree, node))) {
        return false;
    }
    uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
    return callee && (lode_tree_kind(tree, callee) == LODE_NODE_IMPORT || lode_tree_text_is(tree, callee, "require") ||
                      lode_tree_text_is(tree, callee, "process.getBuiltinModule"));
}

static void alias_import(LodeScopes *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    if (!names_module_package(tree, lode_tree_child_in(tree, statement, LODE_FIELD_SOURCE))) {
        return;
    }
    for (uint32_t node = statement; node < lode_tree_node(tree, statement)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        LodeNodeKind parent = lode_tree_kind(tree, lode_tree_parent(tree, node));
        if (kind == LODE_NODE_IDENTIFIER && (parent == LODE_NODE_IMPORT_CLAUSE || parent == LODE_NODE_NAMESPACE_IMPORT)) {
            add_alias(self, node, node, LODE_MEANS_MODULE_PACKAGE, false);
        } else if (kind == LODE_NODE_IMPORT_SPECIFIER) {
            uint32_t name = lode_tree_child_in(tree, node, LODE_FIELD_NAME);
            uint32_t local = lode_tree_child_in(tree, node, LODE_FIELD_ALIAS);
            if (name && lode_tree_text_is(tree, name, "createRequire")) {
                add_alias(self, local ? local : name, name, LODE_MEANS_CREATE_REQUIRE, false);
            } else if (name && local && lode_tree_text_is(tree, name, "default")) {
                add_alias(self, local, name, LODE_MEANS_MODULE_PACKAGE, false);
            }
        }
    }
}

/* const {createRequire} = require('module'), const {createRequire: create} = … */
static void alias_pattern(LodeScopes *self, uint32_t pattern)
{
    const LodeTree *tree = self->tree;
    for (uint32_t child = lode_tree_first(tree, pattern); child; child = lode_tree_next(tree, child)) {
        if (lode_tree_kind(tree, child) == LODE_NODE_SHORTHAND_PATTERN && lode_tree_text_is(tree, child, "createRequire")) {
            add_alias(self, child, child, LODE_MEANS_CREATE_REQUIRE, false);
        } else if (lode_tree_kind(tree, child) == LODE_NODE_PAIR_PATTERN) {
            uint32_t key = lode_tree_child_in(tree, child, LODE_FIELD_KEY);
            uint32_t value = lode_tree_child_in(tree, child, LODE_FIELD_VALUE);
            if (key && value && lode_tree_text_is(tree, key, "createRequire") &&
                lode_tree_kind(tree, value) == LODE_NODE_IDENTIFIER) {
                add_alias(self, value, value, LODE_MEANS_CREATE_REQUIRE, false);
            }
        }
    }
}

/* A binding or assignment whose value may be a require, a createRequire or node:module. */
static void alias_value(LodeScopes *self, uint32_t target, uint32_t value)
{
    const LodeTree *tree = self->tree;
    LodeNodeKind kind = lode_tree_kind(tree, target);
    if (kind == LODE_NODE_OBJECT_PATTERN) {
        if (loads_module_package(tree, value)) {
            alias_pattern(self, target);
        }
        return;
    }
    if (kind != LODE_NODE_IDENTIFIER) {
        return;
    }
    uint32_t inner = lode_tree_unwrap(tree, value);
    if (loads_module_package(tree, inner)) {
        add_alias(self, target, inner, LODE_MEANS_MODULE_PACKAGE, false);
    } else if (lode_tree_kind(tree, value) == LODE_NODE_IDENTIFIER && lode_tree_text_is(tree, value, "require")) {
        add_alias(self, target, value, LODE_MEANS_REQUIRE, true);
    } else if (lode_tree_kind(tree, inner) == LODE_NODE_CALL || lode_tree_kind(tree, inner) == LODE_NODE_MEMBER) {
        /* The shape of createRequire(…) or x.createRequire; whether it is one is known once scopes are. */
        uint32_t callee = lode_tree_kind(tree, inner) == LODE_NODE_CALL
                              ? lode_tree_child_in(tree, inner, LODE_FIELD_FUNCTION)
                              : inner;
        bool member = callee && lode_tree_kind(tree, callee) == LODE_NODE_MEMBER;
        uint32_t name = member ? lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY) : callee;
        LodeStr text = name ? lode_scopes_name(tree, name, self->arena) : LODE_STR("");
        bool created = lode_str_equal(text, LODE_STR("createRequire"));
        for (size_t i = 0; !created && !member && i < self->aliases.count; i++) {
            const LodeAlias *alias = &self->aliases.items[i];
            created = alias->meaning == LODE_MEANS_CREATE_REQUIRE && lode_tree_kind(tree, inner) == LODE_NODE_CALL &&
                      lode_str_equal(lode_tree_text(tree, alias->target), text);
        }
        if (created) {
            add_alias(self, target, inner, LODE_MEANS_NOTHING, true);
        }
    }
}

/* (function (require) {…})(require): each parameter that gets an identifier as its argument. */
static void alias_parameters(LodeScopes *self, uint32_t function)
{
    const LodeTree *tree = self->tree;
    uint32_t parameters = lode_tree_child_in(tree, function, LODE_FIELD_PARAMETERS);
    uint32_t factory_call = lode_where_factory_call(tree, function);
    uint32_t call = factory_call ? factory_call : lode_where_immediate_call(tree, function);
    uint32_t argument = parameters && call ? first_argument(tree, call) : LODE_NONE;
    if (!argument) {
        return;
    }
    uint32_t callee = lode_tree_child_in(tree, call, LODE_FIELD_FUNCTION);
    if (!factory_call && callee && lode_tree_kind(tree, callee) == LODE_NODE_MEMBER) { /* f.call(self, …): one argument further */
        if (!lode_tree_text_is(tree, lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY), "call")) {
            return;
        }
        argument = lode_tree_next(tree, argument);
    }
    uint32_t parameter = lode_tree_first(tree, parameters);
    for (; parameter && argument; parameter = lode_tree_next(tree, parameter), argument = lode_tree_next(tree, argument)) {
        if (lode_tree_kind(tree, argument) == LODE_NODE_SPREAD) {
            return;
        }
        bool plain = lode_tree_kind(tree, parameter) == LODE_NODE_IDENTIFIER &&
                     lode_tree_kind(tree, argument) == LODE_NODE_IDENTIFIER;
        /* Only a parameter that already has a followed name: the short parse could not see others. */
        if (plain && find_name(self, lode_tree_text(tree, parameter)) != UINT32_MAX) {
            add_alias(self, parameter, argument, LODE_MEANS_NOTHING, true);
        }
    }
}

static void collect_aliases(LodeScopes *self)
{
    const LodeTree *tree = self->tree;
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        if (kind == LODE_NODE_IMPORT_STATEMENT) {
            alias_import(self, node);
        } else if (kind == LODE_NODE_DECLARATOR || kind == LODE_NODE_ASSIGNMENT) {
            bool declares = kind == LODE_NODE_DECLARATOR;
            uint32_t target = lode_tree_child_in(tree, node, declares ? LODE_FIELD_NAME : LODE_FIELD_LEFT);
            uint32_t value = lode_tree_child_in(tree, node, declares ? LODE_FIELD_VALUE : LODE_FIELD_RIGHT);
            if (target && value) {
                alias_value(self, target, value);
            }
        } else if (kind == LODE_NODE_FUNCTION_EXPRESSION || kind == LODE_NODE_ARROW) {
            alias_parameters(self, node);
        }
    }
}

/* The alias that gives the identifier at `node` its value, or NULL. */
static const LodeAlias *find_alias(const LodeScopes *self, uint32_t node)
{
    for (size_t i = 0; i < self->aliases.count; i++) {
        if (self->aliases.items[i].target == node) {
            return &self->aliases.items[i];
        }
    }
    return NULL;
}

/* --- Declarations ----------------------------------------------------------------------------- */

/* The scopes around a place, kept while the tree is walked in order. */
typedef struct Around {
    LODE_VEC(uint32_t) blocks;    /* what let, const and class belong to */
    LODE_VEC(uint32_t) functions; /* what var belongs to */
} Around;

static bool is_function_scope(LodeNodeKind kind)
{
    return lode_node_kind_is_function(kind) || kind == LODE_NODE_PROGRAM || kind == LODE_NODE_STATIC_BLOCK;
}

static bool is_block_scope(LodeNodeKind kind)
{
    return is_function_scope(kind) || kind == LODE_NODE_BLOCK || kind == LODE_NODE_FOR || kind == LODE_NODE_FOR_IN ||
           kind == LODE_NODE_SWITCH_BODY || kind == LODE_NODE_CATCH;
}

static void enter_node(Around *self, const LodeTree *tree, uint32_t node)
{
    while (self->blocks.count > 1 && lode_tree_node(tree, lode_vec_last(&self->blocks))->last <= node) {
        (void)lode_vec_pop(&self->blocks);
    }
    while (self->functions.count > 1 && lode_tree_node(tree, lode_vec_last(&self->functions))->last <= node) {
        (void)lode_vec_pop(&self->functions);
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

static uint32_t add_binding(LodeScopes *self, uint32_t scope, uint32_t node, uint32_t name)
{
    LodeBinding binding = {.scope = scope, .node = node, .name = name, .end = lode_tree_node(self->tree, scope)->last};
    lode_vec_push(&self->bindings, binding);
    return (uint32_t)self->bindings.count - 1;
}

/* Whether an identifier called `name` is in the subtree. */
static bool mentions(const LodeTree *tree, uint32_t subtree, LodeStr name)
{
    for (uint32_t node = subtree; node < lode_tree_node(tree, subtree)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        if (kind == LODE_NODE_IDENTIFIER && lode_str_equal(lode_tree_text(tree, node), name)) {
            return true;
        }
    }
    return false;
}

/*
 * `var require` at the top of a CommonJS module is the wrapper's parameter again: it
 * keeps its value without an initializer, and with one like `require || …` also.
 */
static bool redeclares_parameter(const LodeScopes *self, uint32_t declarator, uint32_t scope, const LodeName *name)
{
    if (scope != 0 || name->free_meaning == LODE_MEANS_NOTHING || name->free_meaning == LODE_MEANS_URL) {
        return false;
    }
    uint32_t value = lode_tree_child_in(self->tree, declarator, LODE_FIELD_VALUE);
    return !value || mentions(self->tree, value, name->text);
}

static void note_assignment(LodeScopes *self, uint32_t node, uint32_t name, uint32_t value)
{
    LodeName *entry = &self->names.items[name];
    if (value && (mentions(self->tree, value, entry->text) || find_alias(self, node))) {
        return;
    }
    if (!entry->assigned_at) {
        entry->assigned_at = node;
    }
}

/*
 * Declares the identifier `node` if it declares something; false if it only refers.
 * `target` is the identifier or the outermost pattern that it is in.
 */
static bool declare(LodeScopes *self, const Around *around, uint32_t node, uint32_t target, uint32_t name)
{
    const LodeTree *tree = self->tree;
    uint32_t parent = lode_tree_parent(tree, target);
    LodeField field = lode_tree_field(tree, target);
    uint32_t block = lode_vec_last(&around->blocks);
    uint32_t function = lode_vec_last(&around->functions);
    switch (lode_tree_kind(tree, parent)) {
    case LODE_NODE_DECLARATOR: {
        if (field != LODE_FIELD_NAME) {
            return false;
        }
        bool is_var = lode_tree_kind(tree, lode_tree_parent(tree, parent)) == LODE_NODE_VARIABLE_DECLARATION;
        if (is_var && node == target && !find_alias(self, node) &&
            redeclares_parameter(self, parent, function, &self->names.items[name])) {
            return true;
        }
        uint32_t binding = add_binding(self, is_var ? function : block, node, name);
        self->bindings.items[binding].top_level_lexical = !is_var && block == 0;
        return true;
    }
    case LODE_NODE_FORMAL_PARAMETERS:
        add_binding(self, lode_tree_parent(tree, parent), node, name);
        return true;
    case LODE_NODE_ARROW:
        if (field == LODE_FIELD_PARAMETER) {
            add_binding(self, parent, node, name);
        }
        return field == LODE_FIELD_PARAMETER;
    case LODE_NODE_CATCH:
        if (field == LODE_FIELD_PARAMETER) {
            add_binding(self, parent, node, name);
        }
        return field == LODE_FIELD_PARAMETER;
    case LODE_NODE_FOR_IN: {
        if (field != LODE_FIELD_LEFT) {
            return false;
        }
        uint32_t kind = lode_tree_child_in(tree, parent, LODE_FIELD_KIND);
        if (!kind) {
            note_assignment(self, node, name, LODE_NONE);
            return false;
        }
        add_binding(self, lode_tree_kind(tree, kind) == LODE_NODE_WORD_VAR ? function : parent, node, name);
        return true;
    }
    case LODE_NODE_FUNCTION_DECLARATION:
    case LODE_NODE_GENERATOR_DECLARATION:
        if (field == LODE_FIELD_NAME) {
            /* The walk is inside the function already: its name belongs to the scope around it. */
            uint32_t outer_block = around->blocks.count > 1 ? around->blocks.items[around->blocks.count - 2] : 0;
            uint32_t outer = around->functions.count > 1 ? around->functions.items[around->functions.count - 2] : 0;
            add_binding(self, outer_block, node, name);
            if (outer != outer_block) { /* annex B.3.2: also a var of the function, in sloppy code */
                add_binding(self, outer, node, name);
            }
        }
        return field == LODE_FIELD_NAME;
    case LODE_NODE_FUNCTION_EXPRESSION:
    case LODE_NODE_GENERATOR_EXPRESSION:
    case LODE_NODE_CLASS_EXPRESSION:
        if (field == LODE_FIELD_NAME) {
            add_binding(self, parent, node, name);
        }
        return field == LODE_FIELD_NAME;
    case LODE_NODE_CLASS_DECLARATION:
        if (field == LODE_FIELD_NAME) {
            uint32_t binding = add_binding(self, block, node, name);
            self->bindings.items[binding].top_level_lexical = block == 0;
        }
        return field == LODE_FIELD_NAME;
    case LODE_NODE_IMPORT_CLAUSE:
    case LODE_NODE_NAMESPACE_IMPORT:
        add_binding(self, 0, node, name);
        return true;
    case LODE_NODE_IMPORT_SPECIFIER:
        if (field == LODE_FIELD_ALIAS || !lode_tree_child_in(tree, parent, LODE_FIELD_ALIAS)) {
            add_binding(self, 0, node, name);
        }
        return true;
    case LODE_NODE_EXPORT_SPECIFIER: {
        uint32_t statement = lode_tree_parent(tree, lode_tree_parent(tree, parent));
        return field == LODE_FIELD_ALIAS || lode_tree_child_in(tree, statement, LODE_FIELD_SOURCE);
    }
    case LODE_NODE_ASSIGNMENT:
        if (field == LODE_FIELD_LEFT) {
            note_assignment(self, node, name, lode_tree_child_in(tree, parent, LODE_FIELD_RIGHT));
        }
        return false;
    case LODE_NODE_AUGMENTED_ASSIGNMENT:
    case LODE_NODE_UPDATE:
        if (field == LODE_FIELD_LEFT || field == LODE_FIELD_ARGUMENT) {
            note_assignment(self, node, name, LODE_NONE);
        }
        return false;
    default:
        return false;
    }
}

static bool is_identifier(LodeNodeKind kind)
{
    return kind == LODE_NODE_IDENTIFIER || kind == LODE_NODE_SHORTHAND_PATTERN || kind == LODE_NODE_SHORTHAND;
}

/* One walk: declares what is declared and lists what refers. */
static void collect_identifiers(LodeScopes *self)
{
    const LodeTree *tree = self->tree;
    Around around = {0};
    lode_vec_clear(&self->targets);
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        uint32_t parent = lode_tree_parent(tree, node);
        lode_vec_push(&self->targets, node && is_target(tree, node) ? self->targets.items[parent] : node);
        enter_node(&around, tree, node);
        if (!is_identifier(lode_tree_kind(tree, node))) {
            continue;
        }
        uint32_t name = find_name(self, lode_scopes_name(tree, node, self->arena));
        if (name != UINT32_MAX && !declare(self, &around, node, self->targets.items[node], name)) {
            LodeReference reference = {node, name, NO_BINDING};
            lode_vec_push(&self->references, reference);
        }
    }
    lode_vec_release(&around.blocks);
    lode_vec_release(&around.functions);
}

/* --- References ------------------------------------------------------------------------------- */

static int by_scope(const void *left, const void *right)
{
    const LodeBinding *a = left;
    const LodeBinding *b = right;
    if (a->scope != b->scope) {
        return a->scope < b->scope ? -1 : 1;
    }
    return a->node < b->node ? -1 : a->node > b->node;
}

/* Gives each reference the innermost binding whose scope it is in. Both lists are in node order. */
static void bind_references(LodeScopes *self)
{
    LodeBinding *bindings = self->bindings.items;
    qsort(bindings + 1, self->bindings.count - 1, sizeof *bindings, by_scope);
    uint32_t next = 1;
    for (size_t i = 0; i < self->references.count; i++) {
        LodeReference *reference = &self->references.items[i];
        for (; next < self->bindings.count && bindings[next].scope <= reference->node; next++) {
            LodeName *name = &self->names.items[bindings[next].name];
            while (name->top && bindings[name->top].end <= bindings[next].scope) {
                name->top = bindings[name->top].outer;
            }
            bindings[next].outer = name->top;
            name->top = next;
        }
        LodeName *name = &self->names.items[reference->name];
        while (name->top && bindings[name->top].end <= reference->node) {
            name->top = bindings[name->top].outer;
        }
        reference->binding = name->top;
    }
}

static const LodeReference *find_reference(const LodeScopes *self, uint32_t node)
{
    size_t low = 0;
    size_t high = self->references.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->references.items[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < self->references.count && self->references.items[low].node == node;
    return found ? &self->references.items[low] : NULL;
}

LodeMeaning lode_scopes_meaning(const LodeScopes *self, uint32_t node)
{
    const LodeReference *reference = find_reference(self, node);
    if (!reference) {
        return LODE_MEANS_NOTHING;
    }
    if (reference->binding) {
        return self->bindings.items[reference->binding].meaning;
    }
    const LodeName *name = &self->names.items[reference->name];
    bool lost = name->assigned_at && node >= name->assigned_at;
    return lost ? LODE_MEANS_NOTHING : name->free_meaning;
}

/* Whether createRequire(base) is a require of this very file. */
static bool is_own_base(const LodeScopes *self, uint32_t base)
{
    const LodeTree *tree = self->tree;
    base = lode_tree_unwrap(tree, base);
    LodeNodeKind kind = lode_tree_kind(tree, base);
    if (kind == LODE_NODE_IDENTIFIER) {
        return lode_scopes_meaning(self, base) == LODE_MEANS_FILENAME;
    }
    if (kind == LODE_NODE_MEMBER) {
        uint32_t object = lode_tree_child_in(tree, base, LODE_FIELD_OBJECT);
        uint32_t property = lode_tree_child_in(tree, base, LODE_FIELD_PROPERTY);
        return object && property && lode_tree_kind(tree, object) == LODE_NODE_META_PROPERTY &&
               (lode_tree_text_is(tree, property, "url") || lode_tree_text_is(tree, property, "filename"));
    }
    if (kind == LODE_NODE_CALL) { /* fileURLToPath(import.meta.url) */
        uint32_t callee = lode_tree_child_in(tree, base, LODE_FIELD_FUNCTION);
        uint32_t argument = first_argument(tree, base);
        return callee && argument && lode_str_ends_with(lode_tree_text(tree, callee), LODE_STR("fileURLToPath")) &&
               lode_tree_text_is(tree, argument, "import.meta.url");
    }
    return false;
}

LodeMeaning lode_scopes_expression(const LodeScopes *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    node = lode_tree_unwrap(tree, node);
    LodeNodeKind kind = lode_tree_kind(tree, node);
    if (kind == LODE_NODE_IDENTIFIER) {
        return lode_scopes_meaning(self, node);
    }
    if (kind == LODE_NODE_MEMBER) {
        uint32_t object = lode_tree_child_in(tree, node, LODE_FIELD_OBJECT);
        uint32_t property = lode_tree_child_in(tree, node, LODE_FIELD_PROPERTY);
        if (!object || !property) {
            return LODE_MEANS_NOTHING;
        }
        LodeNodeKind object_kind = lode_tree_kind(tree, object);
        bool is_package = object_kind == LODE_NODE_IDENTIFIER
                              ? lode_scopes_meaning(self, object) == LODE_MEANS_MODULE_PACKAGE
                              : loads_module_package(tree, object);
        if (is_package && lode_tree_text_is(tree, property, "createRequire")) {
            return LODE_MEANS_CREATE_REQUIRE;
        }
        bool is_module = object_kind == LODE_NODE_IDENTIFIER && lode_scopes_meaning(self, object) == LODE_MEANS_MODULE;
        return is_module && lode_tree_text_is(tree, property, "require") ? LODE_MEANS_REQUIRE : LODE_MEANS_NOTHING;
    }
    if (kind == LODE_NODE_CALL) {
        uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
        uint32_t base = first_argument(tree, node);
        callee = callee ? lode_tree_unwrap(tree, callee) : callee;
        /* A callee that is a call itself never is createRequire; so this goes one level deep at most. */
        bool creates = callee && base && lode_tree_kind(tree, callee) != LODE_NODE_CALL &&
                       lode_scopes_expression(self, callee) == LODE_MEANS_CREATE_REQUIRE;
        return creates && is_own_base(self, base) ? LODE_MEANS_REQUIRE : LODE_MEANS_NOTHING;
    }
    return LODE_MEANS_NOTHING;
}

/* Gives bindings the meaning of the values they were given, in source order. */
static void apply_aliases(LodeScopes *self)
{
    for (size_t i = 0; i < self->aliases.count; i++) {
        const LodeAlias *alias = &self->aliases.items[i];
        LodeMeaning meaning = alias->follow ? lode_scopes_expression(self, alias->value) : alias->meaning;
        const LodeReference *reference = find_reference(self, alias->target);
        if (reference && reference->binding) { /* an assignment */
            self->bindings.items[reference->binding].meaning = meaning;
        }
        for (size_t b = 1; !reference && b < self->bindings.count; b++) {
            if (self->bindings.items[b].node == alias->target) {
                self->bindings.items[b].meaning = meaning;
            }
        }
    }
}

/* --- Public ----------------------------------------------------------------------------------- */

void lode_scopes_resolve(LodeScopes *self, const LodeTree *tree, LodeArena *arena)
{
    self->tree = tree;
    self->arena = arena;
    lode_vec_clear(&self->names);
    lode_vec_clear(&self->bindings);
    lode_vec_clear(&self->references);
    lode_vec_clear(&self->aliases);
    resize_slots(self, 64);
    for (size_t i = 0; i < sizeof free_names / sizeof *free_names; i++) {
        follow_name(self, lode_str(free_names[i].text), free_names[i].meaning);
    }
    (void)lode_vec_grow(&self->bindings);
    self->bindings.items[0] = (LodeBinding){0};
    collect_aliases(self);
    collect_identifiers(self);
    bind_references(self);
    apply_aliases(self);
}

void lode_scopes_release(LodeScopes *self)
{
    lode_vec_release(&self->names);
    lode_vec_release(&self->bindings);
    lode_vec_release(&self->references);
    lode_vec_release(&self->aliases);
    lode_vec_release(&self->slots);
    lode_vec_release(&self->targets);
}

/*
 * What a file calls require, createRequire and node:module by other names.
 *
 * Reading order: node:module, imports and patterns, values, parameters, and then what
 * an expression means once scopes are known. Aliases are collected by their shape before
 * scopes are resolved, so that their names are followed; each is believed only
 * afterwards, when its value turns out to mean what its shape promised.
 */
#include "syntax/meaning.h"

#include "syntax/where.h"

#include <stdlib.h>

static void add_alias(LodeScopes *self, uint32_t target, uint32_t value, LodeMeaning meaning)
{
    LodeAlias alias = {target, value, meaning};
    lode_vec_push(&self->aliases, alias);
    LodeName *name = lode__scopes_follow(self, lode_scopes_name(self->tree, target, self->arena), LODE_MEANS_NOTHING);
    name->creates |= meaning == LODE_MEANS_CREATE_REQUIRE;
}

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
        uint32_t operand = lode_tree_child_of(tree, node, LODE_NODE_CALL);
        node = operand ? operand : node;
    }
    if (lode_tree_kind(tree, node) != LODE_NODE_CALL || !names_module_package(tree, first_argument(tree, node))) {
        return false;
    }
    uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
    return callee && (lode_tree_kind(tree, callee) == LODE_NODE_IMPORT || lode_tree_text_is(tree, callee, "require") ||
                      lode_tree_text_is(tree, callee, "process.getBuiltinModule"));
}

/* import Module, {createRequire as create} from 'node:module' */
static void alias_import(LodeScopes *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    if (!names_module_package(tree, lode_tree_child_in(tree, statement, LODE_FIELD_SOURCE))) {
        return;
    }
    for (uint32_t node = statement; node < lode_tree_node(tree, statement)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        LodeNodeKind parent = lode_tree_kind(tree, lode_tree_parent(tree, node));
        if (kind == LODE_NODE_IDENTIFIER &&
            (parent == LODE_NODE_IMPORT_CLAUSE || parent == LODE_NODE_NAMESPACE_IMPORT)) {
            add_alias(self, node, LODE_NONE, LODE_MEANS_MODULE_PACKAGE);
        } else if (kind == LODE_NODE_IMPORT_SPECIFIER) {
            uint32_t name = lode_tree_child_in(tree, node, LODE_FIELD_NAME);
            uint32_t local = lode_tree_child_in(tree, node, LODE_FIELD_ALIAS);
            if (name && lode_tree_text_is(tree, name, "createRequire")) {
                add_alias(self, local ? local : name, LODE_NONE, LODE_MEANS_CREATE_REQUIRE);
            } else if (name && local && lode_tree_text_is(tree, name, "default")) {
                add_alias(self, local, LODE_NONE, LODE_MEANS_MODULE_PACKAGE);
            }
        }
    }
}

/* const {createRequire} = require('module'), const {createRequire: create} = … */
static void alias_pattern(LodeScopes *self, uint32_t pattern)
{
    const LodeTree *tree = self->tree;
    for (uint32_t child = lode_tree_first(tree, pattern); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        uint32_t key = kind == LODE_NODE_PAIR_PATTERN ? lode_tree_child_in(tree, child, LODE_FIELD_KEY) : child;
        uint32_t target = kind == LODE_NODE_PAIR_PATTERN ? lode_tree_child_in(tree, child, LODE_FIELD_VALUE) : child;
        bool plain = target && (lode_tree_kind(tree, target) == LODE_NODE_IDENTIFIER ||
                                lode_tree_kind(tree, target) == LODE_NODE_SHORTHAND_PATTERN);
        if (plain && key && lode_tree_text_is(tree, key, "createRequire")) {
            add_alias(self, target, LODE_NONE, LODE_MEANS_CREATE_REQUIRE);
        }
    }
}

/* Whether an expression has the shape of x.createRequire, createRequire(…) or create(…). */
static bool may_create_require(LodeScopes *self, uint32_t expression)
{
    const LodeTree *tree = self->tree;
    bool call = lode_tree_kind(tree, expression) == LODE_NODE_CALL;
    uint32_t callee = call ? lode_tree_child_in(tree, expression, LODE_FIELD_FUNCTION) : expression;
    bool member = callee && lode_tree_kind(tree, callee) == LODE_NODE_MEMBER;
    if (!callee || (!call && !member)) {
        return false;
    }
    uint32_t name = member ? lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY) : callee;
    if (!name || (!member && lode_tree_kind(tree, callee) != LODE_NODE_IDENTIFIER)) {
        return false;
    }
    LodeStr text = lode_scopes_name(tree, name, self->arena);
    const LodeName *followed = member ? NULL : lode__scopes_find(self, text);
    return lode_str_equal(text, LODE_STR("createRequire")) || (followed && followed->creates);
}

/* Whether the nearest bracket around is a parenthesis: see is_given_away in skim_words.c. */
static bool is_in_parenthesis(const LodeTree *tree, uint32_t node)
{
    enum { FARTHEST = 1000 }; /* a chain of else may be as long as the file */
    for (int steps = 0; steps < FARTHEST; steps++) {
        node = lode_tree_parent(tree, node);
        switch (lode_tree_kind(tree, node)) {
        case LODE_NODE_PARENTHESIZED:
        case LODE_NODE_ARGUMENTS:
        case LODE_NODE_FORMAL_PARAMETERS:
        case LODE_NODE_FOR:
        case LODE_NODE_FOR_IN:
        case LODE_NODE_CATCH:
            return true;
        case LODE_NODE_PROGRAM:
        case LODE_NODE_BLOCK:
        case LODE_NODE_ARRAY:
        case LODE_NODE_OBJECT:
        case LODE_NODE_SUBSCRIPT:
        case LODE_NODE_COMPUTED_NAME:
        case LODE_NODE_TEMPLATE_SUBSTITUTION:
        case LODE_NODE_CLASS_BODY:
        case LODE_NODE_SWITCH_BODY:
            return false;
        default:
            break;
        }
    }
    return true;
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
    if (lode_tree_kind(tree, value) == LODE_NODE_IDENTIFIER) {
        if (lode_tree_text_is(tree, value, "require") && !is_in_parenthesis(tree, value)) {
            add_alias(self, target, value, LODE_MEANS_NOTHING);
        }
    } else if (loads_module_package(tree, inner)) {
        add_alias(self, target, LODE_NONE, LODE_MEANS_MODULE_PACKAGE);
    } else if (may_create_require(self, inner)) {
        add_alias(self, target, inner, LODE_MEANS_NOTHING);
    }
}

/*
 * (function (require) {…})(require): each parameter that has a followed name and gets an
 * identifier. Parameters of other names are not seen: their uses hold no word of interest,
 * so that a short parse may lack them.
 */
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
    if (!factory_call && callee && lode_tree_kind(tree, callee) == LODE_NODE_MEMBER) {
        /* f.call(self, …) has one argument more; f.apply(…) has none that can be told. */
        uint32_t property = lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY);
        argument = property && lode_tree_text_is(tree, property, "call") ? lode_tree_next(tree, argument) : LODE_NONE;
    }
    uint32_t parameter = lode_tree_first(tree, parameters);
    while (parameter && argument && lode_tree_kind(tree, argument) != LODE_NODE_SPREAD) {
        bool plain = lode_tree_kind(tree, parameter) == LODE_NODE_IDENTIFIER &&
                     lode_tree_kind(tree, argument) == LODE_NODE_IDENTIFIER;
        if (plain && lode__scopes_find(self, lode_tree_text(tree, parameter))) {
            add_alias(self, parameter, argument, LODE_MEANS_NOTHING);
        }
        parameter = lode_tree_next(tree, parameter);
        argument = lode_tree_next(tree, argument);
    }
}

static int by_target(const void *left, const void *right)
{
    const LodeAlias *a = left;
    const LodeAlias *b = right;
    return a->target < b->target ? -1 : a->target > b->target;
}

void lode__meaning_collect(LodeScopes *self)
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
    if (self->aliases.count) {
        qsort(self->aliases.items, self->aliases.count, sizeof *self->aliases.items, by_target);
    }
}

bool lode__meaning_is_alias(const LodeScopes *self, uint32_t node)
{
    LodeAlias key = {.target = node};
    return self->aliases.count && bsearch(&key, self->aliases.items, self->aliases.count, sizeof key, by_target);
}

void lode__meaning_apply(LodeScopes *self)
{
    for (size_t i = 0; i < self->aliases.count; i++) {
        const LodeAlias *alias = &self->aliases.items[i];
        LodeBinding *binding = lode__scopes_binding_of(self, alias->target);
        if (binding) {
            binding->meaning = alias->value ? lode_scopes_expression(self, alias->value) : alias->meaning;
        }
    }
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

static LodeMeaning meaning_of_member(const LodeScopes *self, uint32_t member)
{
    const LodeTree *tree = self->tree;
    uint32_t object = lode_tree_child_in(tree, member, LODE_FIELD_OBJECT);
    uint32_t property = lode_tree_child_in(tree, member, LODE_FIELD_PROPERTY);
    if (!object || !property) {
        return LODE_MEANS_NOTHING;
    }
    bool named = lode_tree_kind(tree, object) == LODE_NODE_IDENTIFIER;
    LodeMeaning meaning = named ? lode_scopes_meaning(self, object) : LODE_MEANS_NOTHING;
    if (meaning == LODE_MEANS_MODULE && lode_tree_text_is(tree, property, "require")) {
        return LODE_MEANS_REQUIRE;
    }
    bool creates = lode_tree_text_is(tree, property, "createRequire") &&
                   (meaning == LODE_MEANS_MODULE_PACKAGE || (!named && loads_module_package(tree, object)));
    return creates ? LODE_MEANS_CREATE_REQUIRE : LODE_MEANS_NOTHING;
}

LodeMeaning lode_scopes_expression(const LodeScopes *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    node = lode_tree_unwrap(tree, node);
    switch (lode_tree_kind(tree, node)) {
    case LODE_NODE_IDENTIFIER:
        return lode_scopes_meaning(self, node);
    case LODE_NODE_MEMBER:
        return meaning_of_member(self, node);
    case LODE_NODE_CALL: {
        uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
        uint32_t base = first_argument(tree, node);
        callee = callee ? lode_tree_unwrap(tree, callee) : callee;
        /* A callee that is a call itself never is createRequire; so this goes one level deep at most. */
        bool creates = callee && base && lode_tree_kind(tree, callee) != LODE_NODE_CALL &&
                       lode_scopes_expression(self, callee) == LODE_MEANS_CREATE_REQUIRE;
        return creates && is_own_base(self, base) ? LODE_MEANS_REQUIRE : LODE_MEANS_NOTHING;
    }
    default:
        return LODE_MEANS_NOTHING;
    }
}

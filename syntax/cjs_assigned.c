/* Reading order: what the exports object is called, its members, literals and classes, calls, the pass. */
#include "syntax/cjs_assigned.h"

#include "syntax/constant.h"
#include "syntax/cursor.h"
#include "syntax/parser.h"

#include <stdlib.h>

typedef struct Assigned {
    const LodeTree *tree;
    const LodeScopes *scopes;
    LodeArena *arena;
    LodeBuf text; /* scratch */
    LODE_VEC(LodeStr) aliases;
    LODE_VEC(LodeAssignedName) names;
} Assigned;

static bool is_at_top(const Assigned *self, uint32_t node)
{
    return !(lode_tree_node(self->tree, node)->where & LODE_REQUEST_IN_FUNCTION);
}

/* `exports`, `module.exports`, and `this` outside functions. */
static bool is_exports(const Assigned *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    node = lode_tree_unwrap(tree, node);
    if (lode_tree_kind(tree, node) == LODE_NODE_MEMBER) {
        uint32_t object = lode_tree_child_in(tree, node, LODE_FIELD_OBJECT);
        uint32_t property = lode_tree_child_in(tree, node, LODE_FIELD_PROPERTY);
        return object && property && lode_scopes_meaning(self->scopes, object) == LODE_MEANS_MODULE &&
               lode_tree_text_is(tree, property, "exports");
    }
    if (lode_tree_kind(tree, node) == LODE_NODE_IDENTIFIER) {
        return lode_scopes_meaning(self->scopes, node) == LODE_MEANS_EXPORTS;
    }
    return is_at_top(self, node) && lode_tree_text_is(tree, node, "this");
}

static bool is_alias(const Assigned *self, uint32_t node)
{
    if (lode_tree_kind(self->tree, node) != LODE_NODE_IDENTIFIER || !is_at_top(self, node)) {
        return false;
    }
    LodeStr name = lode_tree_text(self->tree, node);
    for (size_t i = 0; i < self->aliases.count; i++) {
        if (lode_str_equal(self->aliases.items[i], name)) {
            return true;
        }
    }
    return false;
}

static void add_alias(Assigned *self, uint32_t node)
{
    enum { MOST_ALIASES = 16 };
    if (lode_tree_kind(self->tree, node) == LODE_NODE_IDENTIFIER && is_at_top(self, node) &&
        self->aliases.count < MOST_ALIASES && !is_alias(self, node) && !is_exports(self, node)) {
        LodeStr name = lode_tree_text(self->tree, node);
        lode_vec_push(&self->aliases, name);
    }
}

static void add_name(Assigned *self, uint32_t node, LodeAssignedWay way)
{
    LodeAssignedName name = {lode_constant_literal(self->tree, node, &self->text, self->arena),
                             way,
                             lode_tree_span(self->tree, node),
                             {0, 0}};
    lode_vec_push(&self->names, name);
}

static bool is_plain_name(LodeNodeKind kind)
{
    return kind == LODE_NODE_PROPERTY_IDENTIFIER || kind == LODE_NODE_STRING || kind == LODE_NODE_SHORTHAND;
}

/* The value of an assignment: of `a = b = c`, c. */
static uint32_t final_value(const LodeTree *tree, uint32_t value)
{
    value = value ? lode_tree_unwrap(tree, value) : LODE_NONE;
    while (value && lode_tree_kind(tree, value) == LODE_NODE_ASSIGNMENT) {
        uint32_t right = lode_tree_child_in(tree, value, LODE_FIELD_RIGHT);
        value = right ? lode_tree_unwrap(tree, right) : LODE_NONE;
    }
    return value;
}

/* {a: 1, b, c() {}, get d() {}}: every name that is not computed. */
static void add_literal(Assigned *self, uint32_t object, LodeAssignedWay way)
{
    const LodeTree *tree = self->tree;
    for (uint32_t child = lode_tree_first(tree, object); child; child = lode_tree_next(tree, child)) {
        uint32_t name = child;
        if (lode_tree_kind(tree, child) == LODE_NODE_PAIR) {
            name = lode_tree_child_in(tree, child, LODE_FIELD_KEY);
        } else if (lode_tree_kind(tree, child) == LODE_NODE_METHOD) {
            name = lode_tree_child_in(tree, child, LODE_FIELD_NAME);
        }
        if (name && is_plain_name(lode_tree_kind(tree, name))) {
            add_name(self, name, way);
        }
    }
}

static void add_statics(Assigned *self, uint32_t class_node)
{
    const LodeTree *tree = self->tree;
    uint32_t body = lode_tree_child_of(tree, class_node, LODE_NODE_CLASS_BODY);
    for (uint32_t child = body ? lode_tree_first(tree, body) : LODE_NONE; child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        uint32_t name =
            lode_tree_child_in(tree, child, kind == LODE_NODE_FIELD ? LODE_FIELD_PROPERTY : LODE_FIELD_NAME);
        if ((kind == LODE_NODE_METHOD || kind == LODE_NODE_FIELD) && name &&
            is_plain_name(lode_tree_kind(tree, name)) && lode_tree_child_of(tree, child, LODE_NODE_WORD_STATIC)) {
            add_name(self, name, LODE_ASSIGNED_STATIC);
        }
    }
}

/* What becomes the exports object, or is it under another name. */
static void add_value(Assigned *self, uint32_t value)
{
    switch (lode_tree_kind(self->tree, value)) {
    case LODE_NODE_OBJECT:
        add_literal(self, value, LODE_ASSIGNED_LITERAL);
        break;
    case LODE_NODE_CLASS_EXPRESSION:
    case LODE_NODE_CLASS_DECLARATION:
        add_statics(self, value);
        break;
    default:
        break;
    }
}

/* First pass: every variable that is the exports object. */
static void find_aliases(Assigned *self)
{
    const LodeTree *tree = self->tree;
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        bool declares = kind == LODE_NODE_DECLARATOR;
        if (!declares && kind != LODE_NODE_ASSIGNMENT) {
            continue;
        }
        uint32_t left = lode_tree_child_in(tree, node, declares ? LODE_FIELD_NAME : LODE_FIELD_LEFT);
        uint32_t right = lode_tree_child_in(tree, node, declares ? LODE_FIELD_VALUE : LODE_FIELD_RIGHT);
        if (!left || !right) {
            continue;
        }
        if (is_exports(self, left)) {
            uint32_t value = final_value(tree, right);
            if (value) {
                add_alias(self, value);
            }
        }
        /* var api = exports, var api = module.exports = {} */
        uint32_t value = lode_tree_unwrap(tree, right);
        if (lode_tree_kind(tree, value) == LODE_NODE_ASSIGNMENT) {
            uint32_t inner = lode_tree_child_in(tree, value, LODE_FIELD_LEFT);
            value = inner ? inner : value;
        }
        if (is_exports(self, value)) {
            add_alias(self, left);
        }
    }
}

static void add_assignment(Assigned *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    uint32_t left = lode_tree_child_in(tree, node, LODE_FIELD_LEFT);
    uint32_t value = final_value(tree, lode_tree_child_in(tree, node, LODE_FIELD_RIGHT));
    if (!left) {
        return;
    }
    if (value && (is_exports(self, left) || is_alias(self, left))) {
        add_value(self, value);
        return;
    }
    LodeNodeKind kind = lode_tree_kind(tree, left);
    if (kind != LODE_NODE_MEMBER && kind != LODE_NODE_SUBSCRIPT) {
        return;
    }
    uint32_t object = lode_tree_child_in(tree, left, LODE_FIELD_OBJECT);
    uint32_t name = lode_tree_child_in(tree, left, kind == LODE_NODE_MEMBER ? LODE_FIELD_PROPERTY : LODE_FIELD_INDEX);
    if (object && name && is_plain_name(lode_tree_kind(tree, name))) {
        if (is_exports(self, object)) {
            add_name(self, name, LODE_ASSIGNED_MEMBER);
        } else if (is_alias(self, object)) {
            add_name(self, name, LODE_ASSIGNED_ALIAS);
        }
    }
}

static void add_declaration(Assigned *self, uint32_t node)
{
    uint32_t name = lode_tree_child_in(self->tree, node, LODE_FIELD_NAME);
    if (!name || !is_alias(self, name)) {
        return;
    }
    if (lode_tree_kind(self->tree, node) == LODE_NODE_CLASS_DECLARATION) {
        add_statics(self, node);
    } else {
        uint32_t value = final_value(self->tree, lode_tree_child_in(self->tree, node, LODE_FIELD_VALUE));
        if (value) {
            add_value(self, value);
        }
    }
}

/* Object.assign(exports, {…}), Object.defineProperty(exports, 'x', …), Object.defineProperties(exports, {…}) */
static void add_call(Assigned *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
    uint32_t arguments = lode_tree_child_in(tree, node, LODE_FIELD_ARGUMENTS);
    if (!callee || !arguments || lode_tree_kind(tree, callee) != LODE_NODE_MEMBER) {
        return;
    }
    uint32_t object = lode_tree_child_in(tree, callee, LODE_FIELD_OBJECT);
    uint32_t method = lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY);
    uint32_t target = lode_tree_first(tree, arguments);
    if (!object || !method || !target || !lode_tree_text_is(tree, object, "Object") ||
        !(is_exports(self, target) || is_alias(self, target))) {
        return;
    }
    uint32_t argument = lode_tree_next(tree, target);
    if (argument && lode_tree_text_is(tree, method, "defineProperty")) {
        if (is_plain_name(lode_tree_kind(tree, argument))) {
            add_name(self, argument, LODE_ASSIGNED_DEFINED);
        }
        return;
    }
    bool merges = lode_tree_text_is(tree, method, "assign");
    if (!merges && !lode_tree_text_is(tree, method, "defineProperties")) {
        return;
    }
    for (; argument; argument = lode_tree_next(tree, argument)) {
        if (lode_tree_kind(tree, argument) == LODE_NODE_OBJECT) {
            add_literal(self, argument, merges ? LODE_ASSIGNED_MERGED : LODE_ASSIGNED_DEFINED);
        }
    }
}

static void collect(Assigned *self)
{
    find_aliases(self);
    for (uint32_t node = 0; node < self->tree->nodes.count; node++) {
        switch (lode_tree_kind(self->tree, node)) {
        case LODE_NODE_ASSIGNMENT:
            add_assignment(self, node);
            break;
        case LODE_NODE_DECLARATOR:
        case LODE_NODE_CLASS_DECLARATION:
            add_declaration(self, node);
            break;
        case LODE_NODE_CALL:
            add_call(self, node);
            break;
        default:
            break;
        }
    }
}

static int by_name(const void *left, const void *right)
{
    const LodeAssignedName *a = left;
    const LodeAssignedName *b = right;
    int order = lode_str_compare(a->name, b->name);
    return order ? order : a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

static int by_place(const void *left, const void *right)
{
    const LodeAssignedName *a = left;
    const LodeAssignedName *b = right;
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

/* Each name once, where it is set first, in source order. */
static uint32_t take_names(Assigned *self, LodeStr source, LodeAssignedName **names)
{
    LodeAssignedName *items = self->names.items;
    uint32_t count = 0;
    if (self->names.count > 0) {
        qsort(items, self->names.count, sizeof *items, by_name);
    }
    for (size_t i = 0; i < self->names.count; i++) {
        if (count == 0 || !lode_str_equal(items[count - 1].name, items[i].name)) {
            items[count++] = items[i];
        }
    }
    *names = LODE_ARENA_NEW(self->arena, LodeAssignedName, count);
    if (count > 0) {
        qsort(items, count, sizeof *items, by_place);
        memcpy(*names, items, count * sizeof *items);
    }
    LodeCursor cursor = lode_cursor(source);
    for (uint32_t i = 0; i < count; i++) {
        (*names)[i].position = lode_cursor_position(&cursor, (*names)[i].span.start);
    }
    return count;
}

uint32_t lode_assigned_names(LodeParser *parser, LodeStr source, LodeArena *arena, LodeAssignedName **names)
{
    *names = NULL;
    if (source.size > UINT32_MAX) {
        return 0;
    }
    lode_text_clear(&parser->text, source, 0);
    (void)lode_skim(&parser->skim, &parser->text, lode__program_start(source), LODE_SKIM_WHOLE);
    if (!lode__parser_read(parser, NULL, arena)) {
        return 0;
    }
    Assigned assigned = {.tree = &parser->tree, .scopes = &parser->scopes, .arena = arena};
    collect(&assigned);
    uint32_t count = take_names(&assigned, source, names);
    lode_vec_release(&assigned.aliases);
    lode_vec_release(&assigned.names);
    lode_buf_release(&assigned.text);
    return count;
}

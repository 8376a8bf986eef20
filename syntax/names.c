/*
 * The names that a program takes from the value of a require() or an import().
 *
 * Known are the shapes in which the value cannot be used in any other way: a
 * destructuring pattern without a rest element or computed key, a member of it, or
 * no use at all. Everything else leaves names_known false.
 */
#include "syntax/constant.h"
#include "syntax/requests.h"

void lode__requests_add_name(LodeRequests *self, LodeStr imported, LodeStr local, LodeSpan span)
{
    LodeImportedName name = {imported, local, span};
    lode_vec_push(&self->names, name);
}

void lode__requests_take_names(LodeRequests *self, LodeRequest *request)
{
    size_t count = self->names.count;
    request->names_known = true;
    request->name_count = (uint32_t)count;
    request->names = NULL;
    if (count) {
        request->names = LODE_ARENA_NEW(self->arena, LodeImportedName, count);
        memcpy(request->names, self->names.items, count * sizeof *self->names.items);
    }
    lode_vec_clear(&self->names);
}

static LodeStr name_of(LodeRequests *self, uint32_t node)
{
    return lode_constant_literal(self->tree, node, &self->text, self->arena);
}

/* A key of a pattern that is written as a name or a string. */
static bool is_plain_key(LodeNodeKind kind)
{
    return kind == LODE_NODE_PROPERTY_IDENTIFIER || kind == LODE_NODE_STRING;
}

/* The local binding of one target of a pattern; absent where the target is a pattern or a member. */
static LodeStr local_of(LodeRequests *self, uint32_t target)
{
    const LodeTree *tree = self->tree;
    LodeNodeKind kind = lode_tree_kind(tree, target);
    if (kind == LODE_NODE_ASSIGNMENT_PATTERN || kind == LODE_NODE_OBJECT_ASSIGNMENT_PATTERN) {
        target = lode_tree_child_in(tree, target, LODE_FIELD_LEFT);
        kind = target ? lode_tree_kind(tree, target) : LODE_NODE_OTHER;
    }
    bool named = kind == LODE_NODE_IDENTIFIER || kind == LODE_NODE_SHORTHAND_PATTERN;
    return named ? name_of(self, target) : LODE_STR_NONE;
}

/* {a, b: c, d = 1}. False, with no name gathered, if the pattern may take any name. */
static bool gather_pattern(LodeRequests *self, uint32_t pattern)
{
    const LodeTree *tree = self->tree;
    for (uint32_t child = lode_tree_first(tree, pattern); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        uint32_t key = child;
        uint32_t target = child;
        if (kind == LODE_NODE_PAIR_PATTERN) {
            key = lode_tree_child_in(tree, child, LODE_FIELD_KEY);
            target = lode_tree_child_in(tree, child, LODE_FIELD_VALUE);
        } else if (kind == LODE_NODE_OBJECT_ASSIGNMENT_PATTERN) {
            key = lode_tree_child_in(tree, child, LODE_FIELD_LEFT);
        }
        LodeNodeKind key_kind = key ? lode_tree_kind(tree, key) : LODE_NODE_OTHER;
        if (!target || (!is_plain_key(key_kind) && key_kind != LODE_NODE_SHORTHAND_PATTERN)) {
            lode_vec_clear(&self->names);
            return false;
        }
        lode__requests_add_name(self, name_of(self, key), local_of(self, target), lode_tree_span(tree, key));
    }
    return true;
}

/* The name in `value.name` or `value['name']`, or LODE_NONE. */
static uint32_t member_name(const LodeTree *tree, uint32_t member)
{
    if (lode_tree_kind(tree, member) == LODE_NODE_MEMBER) {
        uint32_t property = lode_tree_child_in(tree, member, LODE_FIELD_PROPERTY);
        bool plain = property && lode_tree_kind(tree, property) == LODE_NODE_PROPERTY_IDENTIFIER;
        return plain ? property : LODE_NONE;
    }
    uint32_t index = lode_tree_child_in(tree, member, LODE_FIELD_INDEX);
    return index && lode_tree_kind(tree, index) == LODE_NODE_STRING ? index : LODE_NONE;
}

/* The identifier that an expression is the initial value of, or absent. */
static LodeStr bound_to(LodeRequests *self, uint32_t value)
{
    const LodeTree *tree = self->tree;
    uint32_t parent = lode_tree_parent(tree, value);
    if (lode_tree_kind(tree, parent) != LODE_NODE_DECLARATOR || lode_tree_field(tree, value) != LODE_FIELD_VALUE) {
        return LODE_STR_NONE;
    }
    uint32_t name = lode_tree_child_in(tree, parent, LODE_FIELD_NAME);
    return name && lode_tree_kind(tree, name) == LODE_NODE_IDENTIFIER ? name_of(self, name) : LODE_STR_NONE;
}

static uint32_t skip_parentheses(const LodeTree *tree, uint32_t node)
{
    while (lode_tree_kind(tree, lode_tree_parent(tree, node)) == LODE_NODE_PARENTHESIZED) {
        node = lode_tree_parent(tree, node);
    }
    return node;
}

void lode__requests_find_names(LodeRequests *self, LodeRequest *request, uint32_t call)
{
    const LodeTree *tree = self->tree;
    uint32_t value = skip_parentheses(tree, call);
    uint32_t parent = lode_tree_parent(tree, value);
    bool settled = request->kind != LODE_REQUEST_DYNAMIC_IMPORT;
    if (!settled && lode_tree_kind(tree, parent) == LODE_NODE_AWAIT_EXPRESSION) {
        settled = true;
        value = skip_parentheses(tree, parent);
        parent = lode_tree_parent(tree, value);
    }
    LodeField field = lode_tree_field(tree, value);
    LodeNodeKind kind = lode_tree_kind(tree, parent);
    if (kind == LODE_NODE_EXPRESSION_STATEMENT) {
        lode__requests_take_names(self, request);
        return;
    }
    if (!settled) {
        return;
    }
    if ((kind == LODE_NODE_MEMBER || kind == LODE_NODE_SUBSCRIPT) && field == LODE_FIELD_OBJECT) {
        uint32_t name = member_name(tree, parent);
        if (name) {
            LodeStr local = bound_to(self, skip_parentheses(tree, parent));
            lode__requests_add_name(self, name_of(self, name), local, lode_tree_span(tree, name));
            lode__requests_take_names(self, request);
        }
        return;
    }
    bool declared = kind == LODE_NODE_DECLARATOR && field == LODE_FIELD_VALUE;
    /* The value of an assignment is its right side: it must not be used further. */
    bool assigned =
        kind == LODE_NODE_ASSIGNMENT && field == LODE_FIELD_RIGHT &&
        lode_tree_kind(tree, lode_tree_parent(tree, skip_parentheses(tree, parent))) == LODE_NODE_EXPRESSION_STATEMENT;
    if (declared || assigned) {
        uint32_t pattern = lode_tree_child_in(tree, parent, declared ? LODE_FIELD_NAME : LODE_FIELD_LEFT);
        bool is_object = pattern && lode_tree_kind(tree, pattern) == LODE_NODE_OBJECT_PATTERN;
        if (is_object && gather_pattern(self, pattern)) {
            lode__requests_take_names(self, request);
        }
    }
}

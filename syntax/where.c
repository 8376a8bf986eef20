/* Reading order: functions, operators, then what each parent adds. */
#include "syntax/where.h"

static bool is_call_or_apply(const LodeTree *tree, uint32_t member)
{
    uint32_t property = lode_tree_child_in(tree, member, LODE_FIELD_PROPERTY);
    return property && (lode_tree_text_is(tree, property, "call") || lode_tree_text_is(tree, property, "apply"));
}

static bool is_bind(const LodeTree *tree, uint32_t member)
{
    uint32_t property = lode_tree_child_in(tree, member, LODE_FIELD_PROPERTY);
    return property && lode_tree_text_is(tree, property, "bind");
}

/*
 * Climbs through parentheses; `(f)()`, `f.call()`, `f.apply()`, `f.bind(x)()` and
 * `new f()` call it. Each chain of parents belongs to one function, so that all
 * climbs together are linear in the tree.
 */
uint32_t lode_where_immediate_call(const LodeTree *tree, uint32_t function)
{
    uint32_t child = function;
    for (;;) {
        uint32_t parent = lode_tree_parent(tree, child);
        LodeField field = lode_tree_field(tree, child);
        switch (lode_tree_kind(tree, parent)) {
        case LODE_NODE_PARENTHESIZED:
            child = parent;
            continue;
        case LODE_NODE_CALL:
            return field == LODE_FIELD_FUNCTION ? parent : LODE_NONE;
        case LODE_NODE_NEW:
            return field == LODE_FIELD_CONSTRUCTOR ? parent : LODE_NONE;
        case LODE_NODE_MEMBER: {
            uint32_t call = lode_tree_parent(tree, parent);
            if (field != LODE_FIELD_OBJECT || lode_tree_kind(tree, call) != LODE_NODE_CALL ||
                lode_tree_field(tree, parent) != LODE_FIELD_FUNCTION) {
                return LODE_NONE;
            }
            if (is_call_or_apply(tree, parent)) {
                return call;
            }
            if (!is_bind(tree, parent)) {
                return LODE_NONE;
            }
            child = call;
            continue;
        }
        default:
            return LODE_NONE;
        }
    }
}

enum {
    LARGEST_WRAPPER = 4096, /* bytes of source: what is searched for a call of a factory */
    MOST_PARAMETERS = 8     /* that are looked at for the factory */
};

/* The call `name(… require …)` in a function, or LODE_NONE. */
static uint32_t find_factory_call(const LodeTree *tree, uint32_t function, LodeStr name)
{
    for (uint32_t node = function; node < lode_tree_node(tree, function)->last; node++) {
        if (lode_tree_kind(tree, node) != LODE_NODE_CALL) {
            continue;
        }
        uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
        uint32_t arguments = lode_tree_child_in(tree, node, LODE_FIELD_ARGUMENTS);
        if (!callee || !arguments || !lode_str_equal(lode_tree_text(tree, callee), name)) {
            continue;
        }
        for (uint32_t child = lode_tree_first(tree, arguments); child; child = lode_tree_next(tree, child)) {
            if (lode_tree_kind(tree, child) == LODE_NODE_IDENTIFIER && lode_tree_text_is(tree, child, "require")) {
                return node;
            }
        }
    }
    return LODE_NONE;
}

uint32_t lode_where_factory_call(const LodeTree *tree, uint32_t function)
{
    uint32_t arguments = lode_tree_parent(tree, function);
    uint32_t call = lode_tree_parent(tree, arguments);
    if (lode_tree_kind(tree, arguments) != LODE_NODE_ARGUMENTS || lode_tree_kind(tree, call) != LODE_NODE_CALL) {
        return LODE_NONE;
    }
    uint32_t callee = lode_tree_child_in(tree, call, LODE_FIELD_FUNCTION);
    uint32_t wrapper = callee ? lode_tree_unwrap(tree, callee) : LODE_NONE;
    if (!wrapper || !lode_node_kind_is_function(lode_tree_kind(tree, wrapper))) {
        return LODE_NONE;
    }
    LodeSpan span = lode_tree_span(tree, wrapper);
    uint32_t parameters = lode_tree_child_in(tree, wrapper, LODE_FIELD_PARAMETERS);
    if (!parameters || span.end - span.start > LARGEST_WRAPPER) {
        return LODE_NONE;
    }
    uint32_t parameter = lode_tree_first(tree, parameters);
    uint32_t argument = lode_tree_first(tree, arguments);
    for (int i = 0; i < MOST_PARAMETERS && argument && argument != function && parameter; i++) {
        parameter = lode_tree_next(tree, parameter);
        argument = lode_tree_next(tree, argument);
    }
    if (!parameter || argument != function || lode_tree_kind(tree, parameter) != LODE_NODE_IDENTIFIER) {
        return LODE_NONE;
    }
    return find_factory_call(tree, wrapper, lode_tree_text(tree, parameter));
}

static bool is_generator(const LodeTree *tree, uint32_t function)
{
    LodeNodeKind kind = lode_tree_kind(tree, function);
    return kind == LODE_NODE_GENERATOR_DECLARATION || kind == LODE_NODE_GENERATOR_EXPRESSION ||
           lode_tree_child_of(tree, function, LODE_NODE_STAR);
}

static uint8_t inside_function(const LodeTree *tree, uint32_t function, uint8_t where)
{
    where |= LODE_WHERE_OWN_AWAIT;
    uint32_t factory_call = lode_where_factory_call(tree, function);
    if (factory_call) {
        return lode_tree_node(tree, factory_call)->where | LODE_WHERE_OWN_AWAIT;
    }
    if (!is_generator(tree, function) && lode_where_immediate_call(tree, function)) {
        bool async = lode_tree_child_of(tree, function, LODE_NODE_WORD_ASYNC);
        return async ? where & (uint8_t)~LODE_REQUEST_OPTIONAL : where;
    }
    return (where & (uint8_t)~LODE_REQUEST_OPTIONAL) | LODE_REQUEST_IN_FUNCTION;
}

/* Whether the operator of a binary expression or assignment may leave out its right side. */
static bool short_circuits(const LodeTree *tree, uint32_t expression)
{
    for (uint32_t child = lode_tree_first(tree, expression); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        if (kind >= LODE_NODE_AND_AND && kind <= LODE_NODE_COALESCE_ASSIGN) {
            return true;
        }
    }
    return false;
}

/* The flags of the child `index`, given those of its parent. */
static uint8_t where_of(const LodeTree *tree, uint32_t index)
{
    uint32_t parent = lode_tree_parent(tree, index);
    uint8_t where = lode_tree_node(tree, parent)->where;
    LodeField field = lode_tree_field(tree, index);
    LodeNodeKind kind = lode_tree_kind(tree, parent);
    bool conditional = false;
    switch (kind) {
    case LODE_NODE_IF:
    case LODE_NODE_TERNARY:
        conditional = field == LODE_FIELD_CONSEQUENCE || field == LODE_FIELD_ALTERNATIVE;
        break;
    case LODE_NODE_BINARY:
    case LODE_NODE_AUGMENTED_ASSIGNMENT:
        conditional = field == LODE_FIELD_RIGHT && short_circuits(tree, parent);
        break;
    case LODE_NODE_ASSIGNMENT_PATTERN:
    case LODE_NODE_OBJECT_ASSIGNMENT_PATTERN:
        conditional = field == LODE_FIELD_RIGHT; /* a default value is for a missing one */
        break;
    case LODE_NODE_SWITCH_BODY:
    case LODE_NODE_CATCH:
        conditional = true;
        break;
    case LODE_NODE_FOR:
    case LODE_NODE_FOR_IN:
    case LODE_NODE_WHILE:
    case LODE_NODE_DO:
        conditional = field == LODE_FIELD_BODY || field == LODE_FIELD_INCREMENT;
        break;
    case LODE_NODE_TRY:
        if (field == LODE_FIELD_BODY && lode_tree_child_in(tree, parent, LODE_FIELD_HANDLER)) {
            where |= LODE_REQUEST_OPTIONAL;
        }
        break;
    case LODE_NODE_FIELD:
        if (field == LODE_FIELD_VALUE) { /* in full: an initializer runs as a method of its own */
            where |= LODE_WHERE_OWN_AWAIT;
            if (!lode_tree_child_of(tree, parent, LODE_NODE_WORD_STATIC)) {
                where = (where & (uint8_t)~LODE_REQUEST_OPTIONAL) | LODE_REQUEST_IN_FUNCTION;
            }
        }
        break;
    case LODE_NODE_STATIC_BLOCK:
        where |= LODE_WHERE_OWN_AWAIT;
        break;
    default:
        if (lode_node_kind_is_function(kind) &&
            (field == LODE_FIELD_BODY || field == LODE_FIELD_PARAMETERS || field == LODE_FIELD_PARAMETER)) {
            where = inside_function(tree, parent, where);
        }
        break;
    }
    return conditional ? where | LODE_REQUEST_CONDITIONAL : where;
}

void lode_where_mark(LodeTree *tree)
{
    for (uint32_t index = 1; index < tree->nodes.count; index++) {
        tree->nodes.items[index].where = where_of(tree, index);
    }
}

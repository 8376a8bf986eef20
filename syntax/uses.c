/* Reading order: mentions, members, flags, patterns, guards around, the loop. */
#include "syntax/uses.h"

#include "syntax/constant.h"
#include "syntax/trivia.h"

#include <stdlib.h>

/* --- Mentions --------------------------------------------------------------------------------- */

/* The import entry of a binding, by its node: index + 1, or 0. */
static uint32_t find_import(const LodeExports *exports, uint32_t node)
{
    size_t low = 0;
    size_t high = exports->imports.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (exports->imports.items[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < exports->imports.count && exports->imports.items[low].node == node;
    return found ? (uint32_t)low + 1 : 0;
}

/* JSX takes a name that begins like a tag of HTML for one, and reads none in a closing tag. */
static bool is_jsx_text(const LodeTree *tree, uint32_t node)
{
    uint32_t parent = lode_tree_parent(tree, node);
    LodeNodeKind kind = lode_tree_kind(tree, parent);
    if (kind == LODE_NODE_JSX_NAMESPACE_NAME) {
        return true;
    }
    if (kind == LODE_NODE_JSX_OPENING || kind == LODE_NODE_JSX_CLOSING || kind == LODE_NODE_JSX_SELF_CLOSING) {
        char first = lode_tree_text(tree, node).data[0];
        return kind == LODE_NODE_JSX_CLOSING || (first >= 'a' && first <= 'z');
    }
    uint32_t outer = node;
    while (lode_tree_kind(tree, lode_tree_parent(tree, outer)) == LODE_NODE_MEMBER &&
           lode_tree_field(tree, outer) == LODE_FIELD_OBJECT) {
        outer = lode_tree_parent(tree, outer);
    }
    return outer != node && lode_tree_kind(tree, lode_tree_parent(tree, outer)) == LODE_NODE_JSX_CLOSING;
}

/* Whether an identifier reads or writes the binding that it refers to. */
static bool is_reference(const LodeTree *tree, uint32_t node)
{
    switch (lode_tree_kind(tree, lode_tree_parent(tree, node))) {
    case LODE_NODE_IMPORT_CLAUSE:
    case LODE_NODE_NAMESPACE_IMPORT:
    case LODE_NODE_IMPORT_SPECIFIER:
    case LODE_NODE_EXPORT_SPECIFIER:
    case LODE_NODE_NAMESPACE_EXPORT:
        return false;
    default:
        return !is_jsx_text(tree, node);
    }
}

/* --- Members ---------------------------------------------------------------------------------- */

static uint32_t skip_parentheses(const LodeTree *tree, uint32_t node)
{
    while (lode_tree_kind(tree, lode_tree_parent(tree, node)) == LODE_NODE_PARENTHESIZED) {
        node = lode_tree_parent(tree, node);
    }
    return node;
}

/* The name in `value.name` or `value['name']`, or LODE_NONE. */
static uint32_t member_name(const LodeTree *tree, uint32_t member)
{
    LodeNodeKind kind = lode_tree_kind(tree, member);
    if (kind == LODE_NODE_MEMBER) {
        uint32_t property = lode_tree_child_in(tree, member, LODE_FIELD_PROPERTY);
        bool plain = property && lode_tree_kind(tree, property) == LODE_NODE_PROPERTY_IDENTIFIER;
        return plain && !lode_tree_node(tree, property)->missing ? property : LODE_NONE;
    }
    if (kind != LODE_NODE_SUBSCRIPT) {
        return LODE_NONE;
    }
    uint32_t index = lode_tree_child_in(tree, member, LODE_FIELD_INDEX);
    return index && lode_tree_kind(tree, index) == LODE_NODE_STRING ? index : LODE_NONE;
}

/* The member expression that reads a property of `value`, parentheses around it or not, or LODE_NONE. */
static uint32_t member_of(const LodeTree *tree, uint32_t value)
{
    value = skip_parentheses(tree, value);
    uint32_t parent = lode_tree_parent(tree, value);
    bool reads = lode_tree_field(tree, value) == LODE_FIELD_OBJECT && member_name(tree, parent) != LODE_NONE;
    return reads ? parent : LODE_NONE;
}

static LodeStr name_of(LodeUses *self, uint32_t node)
{
    return lode_constant_literal(self->tree, node, &self->text, self->arena);
}

/* --- Flags ------------------------------------------------------------------------------------ */

static bool is_optional(const LodeTree *tree, uint32_t node)
{
    return lode_tree_child_in(tree, node, LODE_FIELD_OPTIONAL_CHAIN) != LODE_NONE;
}

static bool is_word_at(const LodeTree *tree, uint32_t offset, const char *word)
{
    LodeStr text = lode_buf_str(&tree->text->bytes);
    size_t size = strlen(word);
    LodeStr there = lode_str_slice(text, offset, offset + size);
    return lode_str_equal(there, lode_str(word)) &&
           (offset + size >= text.size || !lode_word_bytes[(unsigned char)text.data[offset + size]]);
}

/* What a value is compared with to see whether it is there. */
static bool is_absence(const LodeTree *tree, uint32_t operand)
{
    return lode_tree_text_is(tree, operand, "undefined") || lode_tree_text_is(tree, operand, "null");
}

static uint32_t flags_in_binary(const LodeTree *tree, uint32_t binary, uint32_t value)
{
    bool is_left = lode_tree_field(tree, value) == LODE_FIELD_LEFT;
    for (uint32_t child = lode_tree_first(tree, binary); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        if (kind == LODE_NODE_AND_AND || kind == LODE_NODE_OR_OR || kind == LODE_NODE_COALESCE) {
            return is_left ? LODE_USE_GUARDED : 0;
        }
    }
    uint32_t other = lode_tree_child_in(tree, binary, is_left ? LODE_FIELD_RIGHT : LODE_FIELD_LEFT);
    return other && is_absence(tree, other) ? LODE_USE_GUARDED : 0;
}

/* What is done with a value, in parentheses or not. */
static uint32_t flags_of(const LodeUses *self, uint32_t value)
{
    const LodeTree *tree = self->tree;
    value = skip_parentheses(tree, value);
    uint32_t parent = lode_tree_parent(tree, value);
    LodeField field = lode_tree_field(tree, value);
    if (self->scopes->targets.items[value] != value) {
        return LODE_USE_WRITTEN; /* a target inside a pattern: one that declares binds other names */
    }
    switch (lode_tree_kind(tree, parent)) {
    case LODE_NODE_CALL:
        if (field != LODE_FIELD_FUNCTION) {
            return 0;
        }
        return LODE_USE_CALLED | (is_optional(tree, parent) ? LODE_USE_GUARDED : 0);
    case LODE_NODE_MEMBER:
    case LODE_NODE_SUBSCRIPT:
        return field == LODE_FIELD_OBJECT && is_optional(tree, parent) ? LODE_USE_GUARDED : 0;
    case LODE_NODE_NEW:
        return field == LODE_FIELD_CONSTRUCTOR ? LODE_USE_CONSTRUCTED : 0;
    case LODE_NODE_ASSIGNMENT:
    case LODE_NODE_AUGMENTED_ASSIGNMENT:
    case LODE_NODE_FOR_IN:
        return field == LODE_FIELD_LEFT ? LODE_USE_WRITTEN : 0;
    case LODE_NODE_UPDATE:
        return LODE_USE_WRITTEN;
    case LODE_NODE_UNARY: {
        uint32_t start = lode_tree_node(tree, parent)->start;
        if (is_word_at(tree, start, "delete")) {
            return LODE_USE_WRITTEN;
        }
        bool asks = is_word_at(tree, start, "typeof") || lode_tree_text(tree, parent).data[0] == '!';
        return asks ? LODE_USE_GUARDED : 0;
    }
    case LODE_NODE_BINARY:
        return flags_in_binary(tree, parent, value);
    case LODE_NODE_IF:
    case LODE_NODE_TERNARY:
    case LODE_NODE_WHILE:
        return field == LODE_FIELD_CONDITION ? LODE_USE_GUARDED : 0;
    default:
        return 0;
    }
}

/* The string in `'name' in value`, or LODE_NONE. */
static uint32_t asked_name(const LodeTree *tree, uint32_t value)
{
    value = skip_parentheses(tree, value);
    uint32_t binary = lode_tree_parent(tree, value);
    if (lode_tree_kind(tree, binary) != LODE_NODE_BINARY || lode_tree_field(tree, value) != LODE_FIELD_RIGHT) {
        return LODE_NONE;
    }
    uint32_t left = lode_tree_child_in(tree, binary, LODE_FIELD_LEFT);
    if (!left || lode_tree_kind(tree, left) != LODE_NODE_STRING) {
        return LODE_NONE;
    }
    bool newline;
    size_t at = lode_trivia_skip(lode_buf_str(&tree->text->bytes), lode_tree_node(tree, left)->end, &newline);
    return is_word_at(tree, (uint32_t)at, "in") ? left : LODE_NONE;
}

/* --- Patterns --------------------------------------------------------------------------------- */

/* The object pattern that takes a value apart and is all that is done with it, or LODE_NONE. */
static uint32_t pattern_of(const LodeTree *tree, uint32_t value)
{
    value = skip_parentheses(tree, value);
    uint32_t parent = lode_tree_parent(tree, value);
    LodeNodeKind kind = lode_tree_kind(tree, parent);
    LodeField field = lode_tree_field(tree, value);
    uint32_t pattern = LODE_NONE;
    if (kind == LODE_NODE_DECLARATOR && field == LODE_FIELD_VALUE) {
        pattern = lode_tree_child_in(tree, parent, LODE_FIELD_NAME);
    } else if (kind == LODE_NODE_ASSIGNMENT && field == LODE_FIELD_RIGHT) {
        uint32_t whole = skip_parentheses(tree, parent); /* its own value is the right side once more */
        bool used = lode_tree_kind(tree, lode_tree_parent(tree, whole)) != LODE_NODE_EXPRESSION_STATEMENT;
        pattern = used ? LODE_NONE : lode_tree_child_in(tree, parent, LODE_FIELD_LEFT);
    }
    bool object = pattern && lode_tree_kind(tree, pattern) == LODE_NODE_OBJECT_PATTERN;
    return object && lode_tree_first(tree, pattern) ? pattern : LODE_NONE;
}

typedef struct Property {
    uint32_t key;    /* LODE_NONE where any property may be taken */
    uint32_t target; /* what it is bound to */
    bool has_default;
} Property;

static Property property_of(const LodeTree *tree, uint32_t child)
{
    Property property = {.key = child, .target = child};
    LodeNodeKind kind = lode_tree_kind(tree, child);
    if (kind == LODE_NODE_OBJECT_ASSIGNMENT_PATTERN) {
        property.key = lode_tree_child_in(tree, child, LODE_FIELD_LEFT);
        property.target = property.key;
        property.has_default = true;
    } else if (kind == LODE_NODE_PAIR_PATTERN) {
        property.key = lode_tree_child_in(tree, child, LODE_FIELD_KEY);
        property.target = lode_tree_child_in(tree, child, LODE_FIELD_VALUE);
        if (property.target && lode_tree_kind(tree, property.target) == LODE_NODE_ASSIGNMENT_PATTERN) {
            property.target = lode_tree_child_in(tree, property.target, LODE_FIELD_LEFT);
            property.has_default = true;
        }
    }
    LodeNodeKind key = property.key ? lode_tree_kind(tree, property.key) : LODE_NODE_OTHER;
    if (key != LODE_NODE_PROPERTY_IDENTIFIER && key != LODE_NODE_STRING && key != LODE_NODE_SHORTHAND_PATTERN) {
        property.key = LODE_NONE;
    }
    return property;
}

/* Whether the pattern has no rest element and no computed key. */
static bool is_plain(const LodeTree *tree, uint32_t pattern)
{
    for (uint32_t child = lode_tree_first(tree, pattern); child; child = lode_tree_next(tree, child)) {
        if (!property_of(tree, child).key) {
            return false;
        }
    }
    return true;
}

static void push(LodeUses *self, LodeBindingUse use, uint32_t node)
{
    lode_vec_push(&self->list, use);
    lode_vec_push(&self->nodes, node);
}

/* One use for each property that is taken: of the binding, or of its member if that is taken apart. */
static void add_pattern(LodeUses *self, LodeBindingUse use, uint32_t pattern, uint32_t node)
{
    const LodeTree *tree = self->tree;
    bool has_member = !lode_str_is_none(use.member);
    for (uint32_t child = lode_tree_first(tree, pattern); child; child = lode_tree_next(tree, child)) {
        Property property = property_of(tree, child);
        LodeBindingUse taken = use;
        LodeStr name = name_of(self, property.key);
        taken.span = lode_tree_span(tree, property.key);
        if (has_member) {
            taken.second = name;
            push(self, taken, node);
            continue;
        }
        taken.member = name;
        taken.flags |= property.has_default ? LODE_USE_GUARDED : 0;
        uint32_t inner = property.target && lode_tree_kind(tree, property.target) == LODE_NODE_OBJECT_PATTERN
                             ? property.target
                             : LODE_NONE;
        if (!inner || !lode_tree_first(tree, inner) || !is_plain(tree, inner)) {
            push(self, taken, node);
            continue;
        }
        for (uint32_t part = lode_tree_first(tree, inner); part; part = lode_tree_next(tree, part)) {
            LodeBindingUse both = taken;
            uint32_t key = property_of(tree, part).key;
            both.second = name_of(self, key);
            both.span.end = lode_tree_span(tree, key).end;
            push(self, both, node);
        }
    }
}

/* --- One use ---------------------------------------------------------------------------------- */

static void add_use(LodeUses *self, uint32_t node, const LodeImportEntry *import)
{
    const LodeTree *tree = self->tree;
    LodeBindingUse use = {
        .request = import->request,
        .name = import->name,
        .flags = lode_tree_node(tree, node)->where & LODE_REQUEST_IN_FUNCTION ? LODE_USE_IN_FUNCTION : 0,
        .span = lode_tree_span(tree, node),
    };
    if (lode_tree_kind(tree, node) != LODE_NODE_IDENTIFIER) { /* {x}: shorthand, or a target of an assignment */
        use.flags |= lode_tree_kind(tree, node) == LODE_NODE_SHORTHAND_PATTERN ? LODE_USE_WRITTEN : 0;
        push(self, use, node);
        return;
    }
    uint32_t value = node;
    uint32_t member = member_of(tree, value);
    uint32_t asked = member ? LODE_NONE : asked_name(tree, value);
    if (asked) {
        use.member = name_of(self, asked);
        use.flags |= LODE_USE_GUARDED;
        push(self, use, node);
        return;
    }
    uint32_t second = LODE_NONE;
    if (member) {
        use.member = name_of(self, member_name(tree, member));
        use.span = lode_tree_span(tree, member);
        use.flags |= is_optional(tree, member) ? LODE_USE_GUARDED : 0;
        value = member;
        second = member_of(tree, value);
    }
    use.flags |= flags_of(self, value);
    uint32_t pattern = second ? LODE_NONE : pattern_of(tree, value);
    if (pattern && is_plain(tree, pattern)) {
        add_pattern(self, use, pattern, node);
        return;
    }
    if (second) {
        use.second = name_of(self, member_name(tree, second));
        use.span = lode_tree_span(tree, second);
    }
    push(self, use, node);
}

/* --- Guards around ---------------------------------------------------------------------------- */

enum { MOST_STEPS = 32, MOST_TESTS = 8 };

/* Whether the condition asks for the same member: 'a' in x, x.a, typeof x.a. */
static bool is_asked_in(const LodeUses *self, const LodeBindingUse *use, uint32_t condition)
{
    size_t low = 0;
    size_t high = self->nodes.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->nodes.items[middle] < condition) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t last = lode_tree_node(self->tree, condition)->last;
    for (int i = 0; i < MOST_TESTS && low < self->nodes.count && self->nodes.items[low] < last; i++, low++) {
        const LodeBindingUse *test = &self->list.items[low];
        if (test->flags & LODE_USE_GUARDED && test->request == use->request && test->name == use->name &&
            lode_str_equal(test->member, use->member)) {
            return true;
        }
    }
    return false;
}

/* The condition under which `node`, a child of `parent`, runs, or LODE_NONE. */
static uint32_t condition_of(const LodeTree *tree, uint32_t parent, uint32_t node)
{
    LodeField field = lode_tree_field(tree, node);
    switch (lode_tree_kind(tree, parent)) {
    case LODE_NODE_IF:
    case LODE_NODE_TERNARY:
        return field == LODE_FIELD_CONSEQUENCE ? lode_tree_child_in(tree, parent, LODE_FIELD_CONDITION) : LODE_NONE;
    case LODE_NODE_BINARY:
        return field == LODE_FIELD_RIGHT && lode_tree_child_of(tree, parent, LODE_NODE_AND_AND)
                   ? lode_tree_child_in(tree, parent, LODE_FIELD_LEFT)
                   : LODE_NONE;
    default:
        return LODE_NONE;
    }
}

static bool is_guarded_around(const LodeUses *self, const LodeBindingUse *use, uint32_t node)
{
    for (int step = 0; step < MOST_STEPS && node; step++) {
        uint32_t parent = lode_tree_parent(self->tree, node);
        uint32_t condition = condition_of(self->tree, parent, node);
        if (condition && is_asked_in(self, use, condition)) {
            return true;
        }
        node = parent;
    }
    return false;
}

/* --- Public ----------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
    const LodeBindingUse *a = left;
    const LodeBindingUse *b = right;
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

static void mark_imports(LodeUses *self)
{
    lode_vec_clear(&self->import_of);
    for (size_t i = 0; i < self->scopes->bindings.count; i++) {
        const LodeBinding *binding = &self->scopes->bindings.items[i];
        bool top = i && binding->scope == 0;
        lode_vec_push(&self->import_of, top ? find_import(self->exports, binding->node) : 0);
    }
}

void lode_uses_collect(LodeUses *self, const LodeTree *tree, const LodeScopes *scopes, const LodeExports *exports,
                       LodeArena *arena)
{
    self->tree = tree;
    self->scopes = scopes;
    self->exports = exports;
    self->arena = arena;
    lode_vec_clear(&self->list);
    lode_vec_clear(&self->nodes);
    if (!exports->imports.count) {
        return;
    }
    mark_imports(self);
    for (size_t i = 0; i < scopes->mentions.count; i++) {
        const LodeMention *mention = &scopes->mentions.items[i];
        uint32_t import = self->import_of.items[mention->binding];
        if (import && is_reference(tree, mention->node)) {
            add_use(self, mention->node, &exports->imports.items[import - 1]);
        }
    }
    for (size_t i = 0; i < self->list.count; i++) {
        LodeBindingUse *use = &self->list.items[i];
        if (!lode_str_is_none(use->member) && !(use->flags & LODE_USE_GUARDED) &&
            is_guarded_around(self, use, self->nodes.items[i])) {
            use->flags |= LODE_USE_GUARDED;
        }
    }
    if (self->list.count) {
        qsort(self->list.items, self->list.count, sizeof *self->list.items, by_place);
    }
}

void lode_uses_release(LodeUses *self)
{
    lode_vec_release(&self->list);
    lode_vec_release(&self->nodes);
    lode_vec_release(&self->import_of);
    lode_buf_release(&self->text);
}

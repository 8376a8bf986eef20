/* Reading order: callees, specifiers, re-exports, then the loop over the tree. */
#include "syntax/requests.h"

#include "syntax/constant.h"

#include <stdlib.h>

const char *const lode_request_kind_names[LODE_REQUEST_KIND_COUNT] = {
    [LODE_REQUEST_IMPORT] = "import",
    [LODE_REQUEST_EXPORT_FROM] = "export-from",
    [LODE_REQUEST_DYNAMIC_IMPORT] = "dynamic-import",
    [LODE_REQUEST_REQUIRE] = "require",
    [LODE_REQUEST_REQUIRE_RESOLVE] = "require-resolve",
    [LODE_REQUEST_IMPORT_META_RESOLVE] = "import-meta-resolve",
    [LODE_REQUEST_URL] = "url",
    [LODE_REQUEST_TYPE_REFERENCE] = "type-reference",
};

const char *const lode_request_kind_texts[LODE_REQUEST_KIND_COUNT] = {
    [LODE_REQUEST_IMPORT] = "import",
    [LODE_REQUEST_EXPORT_FROM] = "export from",
    [LODE_REQUEST_DYNAMIC_IMPORT] = "import()",
    [LODE_REQUEST_REQUIRE] = "require",
    [LODE_REQUEST_REQUIRE_RESOLVE] = "require.resolve",
    [LODE_REQUEST_IMPORT_META_RESOLVE] = "import.meta.resolve",
    [LODE_REQUEST_URL] = "new URL",
    [LODE_REQUEST_TYPE_REFERENCE] = "type",
};

static bool is_import_meta(const LodeTree *tree, uint32_t node)
{
    return lode_tree_kind(tree, node) == LODE_NODE_META_PROPERTY &&
           lode_str_starts_with(lode_tree_text(tree, node), LODE_STR("import"));
}

/* `object.property` where the object is import.meta. */
static bool is_import_meta_member(const LodeTree *tree, uint32_t node, const char *property)
{
    if (lode_tree_kind(tree, node) != LODE_NODE_MEMBER) {
        return false;
    }
    uint32_t object = lode_tree_child_in(tree, node, LODE_FIELD_OBJECT);
    uint32_t name = lode_tree_child_in(tree, node, LODE_FIELD_PROPERTY);
    return object && name && is_import_meta(tree, object) && lode_tree_text_is(tree, name, property);
}

/* What a call with this callee asks for. False if nothing. */
static bool request_kind(const LodeRequests *self, uint32_t callee, LodeRequestKind *kind)
{
    const LodeTree *tree = self->tree;
    callee = lode_tree_unwrap(tree, callee);
    LodeNodeKind callee_kind = lode_tree_kind(tree, callee);
    if (callee_kind == LODE_NODE_IMPORT) {
        *kind = LODE_REQUEST_DYNAMIC_IMPORT;
        return true;
    }
    if (lode_scopes_expression(self->scopes, callee) == LODE_MEANS_REQUIRE) {
        *kind = LODE_REQUEST_REQUIRE;
        return true;
    }
    if (callee_kind != LODE_NODE_MEMBER) {
        return false;
    }
    uint32_t object = lode_tree_child_in(tree, callee, LODE_FIELD_OBJECT);
    uint32_t property = lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY);
    if (!object || !property) {
        return false;
    }
    if (!lode_tree_text_is(tree, property, "resolve")) {
        return false;
    }
    if (is_import_meta(tree, object)) {
        *kind = LODE_REQUEST_IMPORT_META_RESOLVE;
        return true;
    }
    *kind = LODE_REQUEST_REQUIRE_RESOLVE;
    return lode_scopes_expression(self->scopes, object) == LODE_MEANS_REQUIRE;
}

/* The {…} in import('x', {with: {…}}), or LODE_NONE. */
static uint32_t attributes_of_call(const LodeTree *tree, uint32_t options)
{
    if (!options || lode_tree_kind(tree, options) != LODE_NODE_OBJECT) {
        return LODE_NONE;
    }
    for (uint32_t pair = lode_tree_first(tree, options); pair; pair = lode_tree_next(tree, pair)) {
        uint32_t key = lode_tree_child_in(tree, pair, LODE_FIELD_KEY);
        uint32_t value = lode_tree_child_in(tree, pair, LODE_FIELD_VALUE);
        if (lode_tree_kind(tree, pair) == LODE_NODE_PAIR && key && value &&
            lode_tree_kind(tree, value) == LODE_NODE_OBJECT &&
            (lode_tree_text_is(tree, key, "with") || lode_tree_text_is(tree, key, "assert"))) {
            return value;
        }
    }
    return LODE_NONE;
}

/*
 * Whether the value of a require becomes module.exports: as the right side of an
 * assignment to it, also in a chain such as exports = module.exports = require('x').
 */
static bool is_reexport(const LodeRequests *self, uint32_t call)
{
    const LodeTree *tree = self->tree;
    for (uint32_t value = call;; value = lode_tree_parent(tree, value)) {
        uint32_t parent = lode_tree_parent(tree, value);
        LodeNodeKind kind = lode_tree_kind(tree, parent);
        if (kind == LODE_NODE_PARENTHESIZED) {
            continue;
        }
        if (kind != LODE_NODE_ASSIGNMENT || lode_tree_field(tree, value) != LODE_FIELD_RIGHT) {
            return false;
        }
        uint32_t left = lode_tree_child_in(tree, parent, LODE_FIELD_LEFT);
        if (left && lode_tree_kind(tree, left) == LODE_NODE_MEMBER) {
            uint32_t object = lode_tree_child_in(tree, left, LODE_FIELD_OBJECT);
            uint32_t property = lode_tree_child_in(tree, left, LODE_FIELD_PROPERTY);
            if (object && property && lode_scopes_meaning(self->scopes, object) == LODE_MEANS_MODULE &&
                lode_tree_text_is(tree, property, "exports")) {
                return true;
            }
        }
    }
}

static void add_request(LodeRequests *self, LodeRequest request, uint32_t specifier)
{
    LodeConstant constant = lode_constant_evaluate(self->tree, self->scopes, specifier, &self->text, self->arena);
    request.specifier = constant.value;
    request.flags |= constant.dynamic ? LODE_REQUEST_DYNAMIC : 0;
    request.span = lode_tree_span(self->tree, specifier);
    lode_vec_push(&self->list, request);
}

/* require(a ? 'x' : 'y') asks for either: one request for each branch. */
static void add_branches(LodeRequests *self, LodeRequest request, uint32_t specifier)
{
    const LodeTree *tree = self->tree;
    lode_vec_clear(&self->branches);
    lode_vec_push(&self->branches, specifier);
    while (self->branches.count) {
        uint32_t branch = lode_tree_unwrap(tree, lode_vec_pop(&self->branches));
        uint32_t first = LODE_NONE;
        uint32_t second = LODE_NONE;
        if (lode_tree_kind(tree, branch) == LODE_NODE_TERNARY) {
            first = lode_tree_child_in(tree, branch, LODE_FIELD_CONSEQUENCE);
            second = lode_tree_child_in(tree, branch, LODE_FIELD_ALTERNATIVE);
        }
        if (first && second) {
            request.flags |= LODE_REQUEST_CONDITIONAL;
            lode_vec_push(&self->branches, second);
            lode_vec_push(&self->branches, first);
        } else {
            add_request(self, request, branch);
        }
    }
}

static void add_call(LodeRequests *self, uint32_t call, uint32_t callee)
{
    const LodeTree *tree = self->tree;
    uint32_t arguments = lode_tree_child_in(tree, call, LODE_FIELD_ARGUMENTS);
    LodeRequestKind kind;
    if (!arguments || lode_tree_kind(tree, arguments) != LODE_NODE_ARGUMENTS || !request_kind(self, callee, &kind)) {
        return;
    }
    uint32_t specifier = lode_tree_first(tree, arguments);
    if (!specifier) {
        return;
    }
    LodeRequest request = {
        .kind = kind,
        .flags = lode_tree_node(tree, call)->where &
                 (LODE_REQUEST_OPTIONAL | LODE_REQUEST_CONDITIONAL | LODE_REQUEST_IN_FUNCTION),
    };
    if (kind == LODE_REQUEST_REQUIRE && is_reexport(self, call)) {
        request.flags |= LODE_REQUEST_REEXPORT;
    }
    if (kind == LODE_REQUEST_REQUIRE || kind == LODE_REQUEST_DYNAMIC_IMPORT) {
        lode__requests_find_names(self, &request, call);
    }
    if (kind == LODE_REQUEST_DYNAMIC_IMPORT) {
        uint32_t object = attributes_of_call(tree, lode_tree_next(tree, specifier));
        if (object) {
            lode__requests_take_attributes(self, &request, object);
        }
    }
    add_branches(self, request, specifier);
}

/* new URL('x', import.meta.url), and `new require('x')`, which calls it like any function. */
static void add_construction(LodeRequests *self, uint32_t construction)
{
    const LodeTree *tree = self->tree;
    uint32_t callee = lode_tree_child_in(tree, construction, LODE_FIELD_CONSTRUCTOR);
    uint32_t arguments = lode_tree_child_in(tree, construction, LODE_FIELD_ARGUMENTS);
    if (!callee || !arguments) {
        return;
    }
    LodeMeaning meaning = lode_scopes_expression(self->scopes, callee);
    if (meaning == LODE_MEANS_REQUIRE) {
        add_call(self, construction, callee);
        return;
    }
    uint32_t specifier = lode_tree_first(tree, arguments);
    uint32_t base = specifier ? lode_tree_next(tree, specifier) : LODE_NONE;
    if (meaning == LODE_MEANS_URL && base && is_import_meta_member(tree, base, "url")) {
        LodeRequest request = {
            .kind = LODE_REQUEST_URL,
            .flags = lode_tree_node(tree, construction)->where &
                     (LODE_REQUEST_OPTIONAL | LODE_REQUEST_CONDITIONAL | LODE_REQUEST_IN_FUNCTION),
        };
        add_branches(self, request, specifier);
    }
}

static int by_place(const void *left, const void *right)
{
    const LodeRequest *a = left;
    const LodeRequest *b = right;
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    /* Only an expression and its own first part start together: the larger comes first. */
    return a->span.end > b->span.end ? -1 : a->span.end < b->span.end;
}

void lode_requests_sort(LodeRequests *self)
{
    if (self->list.count) {
        qsort(self->list.items, self->list.count, sizeof *self->list.items, by_place);
    }
}

void lode_requests_collect(LodeRequests *self, const LodeTree *tree, const LodeScopes *scopes, LodeArena *arena)
{
    self->tree = tree;
    self->scopes = scopes;
    self->arena = arena;
    lode_vec_clear(&self->list);
    lode_vec_clear(&self->names);
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        switch (lode_tree_kind(tree, node)) {
        case LODE_NODE_IMPORT_STATEMENT:
        case LODE_NODE_EXPORT_STATEMENT:
            lode__requests_add_statement(self, node);
            break;
        case LODE_NODE_CALL: {
            uint32_t callee = lode_tree_child_in(tree, node, LODE_FIELD_FUNCTION);
            if (callee) {
                add_call(self, node, callee);
            }
            break;
        }
        case LODE_NODE_NEW:
            add_construction(self, node);
            break;
        default:
            break;
        }
    }
    lode_requests_sort(self);
}

void lode_requests_release(LodeRequests *self)
{
    lode_vec_release(&self->list);
    lode_vec_release(&self->names);
    lode_vec_release(&self->branches);
    lode_buf_release(&self->text);
}

/* Import and export statements. Reading order: attributes, clauses, the statement. */
#include "syntax/constant.h"
#include "syntax/requests.h"

static LodeStr name_of(LodeRequests *self, uint32_t node)
{
    return lode_constant_literal(self->tree, node, &self->text, self->arena);
}

void lode__requests_take_attributes(LodeRequests *self, LodeRequest *request, uint32_t object)
{
    const LodeTree *tree = self->tree;
    uint32_t count = 0;
    for (uint32_t child = lode_tree_first(tree, object); child; child = lode_tree_next(tree, child)) {
        count += lode_tree_kind(tree, child) == LODE_NODE_PAIR;
    }
    request->attributes = count ? LODE_ARENA_NEW(self->arena, LodeAttribute, count) : NULL;
    for (uint32_t child = lode_tree_first(tree, object); child; child = lode_tree_next(tree, child)) {
        uint32_t key = lode_tree_child_in(tree, child, LODE_FIELD_KEY);
        uint32_t value = lode_tree_child_in(tree, child, LODE_FIELD_VALUE);
        if (lode_tree_kind(tree, child) != LODE_NODE_PAIR || !key || !value ||
            lode_tree_kind(tree, key) == LODE_NODE_COMPUTED_NAME || lode_tree_kind(tree, value) != LODE_NODE_STRING) {
            continue;
        }
        LodeAttribute *attribute = &request->attributes[request->attribute_count++];
        attribute->key = name_of(self, key);
        attribute->value = name_of(self, value);
    }
}

/* import a, {b as c} from, import * as ns from */
static void gather_import_clause(LodeRequests *self, uint32_t clause)
{
    const LodeTree *tree = self->tree;
    for (uint32_t node = clause + 1; node < lode_tree_node(tree, clause)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        if (kind == LODE_NODE_IDENTIFIER && lode_tree_parent(tree, node) == clause) {
            lode__requests_add_name(self, LODE_STR("default"), name_of(self, node), lode_tree_span(tree, node));
        } else if (kind == LODE_NODE_NAMESPACE_IMPORT) {
            uint32_t local = lode_tree_child_of(tree, node, LODE_NODE_IDENTIFIER);
            LodeStr name = local ? name_of(self, local) : LODE_STR_NONE;
            lode__requests_add_name(self, LODE_STR("*"), name, lode_tree_span(tree, node));
        } else if (kind == LODE_NODE_IMPORT_SPECIFIER) {
            uint32_t name = lode_tree_child_in(tree, node, LODE_FIELD_NAME);
            uint32_t alias = lode_tree_child_in(tree, node, LODE_FIELD_ALIAS);
            if (name) {
                LodeStr local = name_of(self, alias ? alias : name);
                lode__requests_add_name(self, name_of(self, name), local, lode_tree_span(tree, name));
            }
        }
    }
}

/* export {a as b} from, export * as ns from, export * from */
static void gather_export_clause(LodeRequests *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    for (uint32_t child = lode_tree_first(tree, statement); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        if (kind == LODE_NODE_STAR) {
            lode__requests_add_name(self, LODE_STR("*"), LODE_STR_NONE, lode_tree_span(tree, child));
        } else if (kind == LODE_NODE_NAMESPACE_EXPORT) {
            uint32_t star = lode_tree_child_of(tree, child, LODE_NODE_STAR);
            uint32_t name = LODE_NONE;
            for (uint32_t part = lode_tree_first(tree, child); part; part = lode_tree_next(tree, part)) {
                name = part != star ? part : name;
            }
            LodeStr exported = name ? name_of(self, name) : LODE_STR_NONE;
            lode__requests_add_name(self, LODE_STR("*"), exported, lode_tree_span(tree, child));
        } else if (kind == LODE_NODE_EXPORT_CLAUSE) {
            for (uint32_t item = lode_tree_first(tree, child); item; item = lode_tree_next(tree, item)) {
                uint32_t name = lode_tree_child_in(tree, item, LODE_FIELD_NAME);
                uint32_t alias = lode_tree_child_in(tree, item, LODE_FIELD_ALIAS);
                if (name) {
                    LodeStr exported = name_of(self, alias ? alias : name);
                    lode__requests_add_name(self, name_of(self, name), exported, lode_tree_span(tree, name));
                }
            }
        }
    }
}

/*
 * The object of attributes on an export: the grammar has none there, so the skim has made
 * a statement `;a= {…}` of them, where the source says `with` or `assert`.
 */
static uint32_t attributes_of_export(const LodeTree *tree, uint32_t statement)
{
    uint32_t next = lode_tree_next(tree, statement);
    uint32_t assignment = next ? lode_tree_child_of(tree, next, LODE_NODE_ASSIGNMENT) : LODE_NONE;
    uint32_t left = assignment ? lode_tree_child_in(tree, assignment, LODE_FIELD_LEFT) : LODE_NONE;
    uint32_t right = assignment ? lode_tree_child_in(tree, assignment, LODE_FIELD_RIGHT) : LODE_NONE;
    bool made = left && !lode_str_equal(lode_tree_text(tree, left), lode_tree_source(tree, left));
    return made && right && lode_tree_kind(tree, right) == LODE_NODE_OBJECT ? right : LODE_NONE;
}

void lode__requests_add_statement(LodeRequests *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    uint32_t source = lode_tree_child_in(tree, statement, LODE_FIELD_SOURCE);
    if (!source || lode_tree_kind(tree, source) != LODE_NODE_STRING || lode_tree_node(tree, source)->missing) {
        return; /* export of something local, or broken */
    }
    bool imports = lode_tree_kind(tree, statement) == LODE_NODE_IMPORT_STATEMENT;
    LodeRequest request = {
        .kind = imports ? LODE_REQUEST_IMPORT : LODE_REQUEST_EXPORT_FROM,
        .specifier = name_of(self, source),
        .span = lode_tree_span(tree, source),
    };
    if (imports) {
        uint32_t clause = lode_tree_child_of(tree, statement, LODE_NODE_IMPORT_CLAUSE);
        if (clause) {
            gather_import_clause(self, clause);
        }
    } else {
        gather_export_clause(self, statement);
    }
    lode__requests_take_names(self, &request);
    uint32_t attribute = lode_tree_child_of(tree, statement, LODE_NODE_IMPORT_ATTRIBUTE);
    uint32_t object = attribute ? lode_tree_child_of(tree, attribute, LODE_NODE_OBJECT) : LODE_NONE;
    if (!imports) {
        object = attributes_of_export(tree, statement);
    }
    if (object) {
        lode__requests_take_attributes(self, &request, object);
    }
    lode_vec_push(&self->list, request);
}

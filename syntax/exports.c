/* Reading order: one entry, clauses, defaults, the statement, the loop. */
#include "syntax/exports.h"

#include <stdlib.h>

const char *const lode_binding_kind_names[LODE_BINDING_KIND_COUNT] = {
    [LODE_BINDING_LET] = "let",
    [LODE_BINDING_CONST] = "const",
    [LODE_BINDING_VAR] = "var",
    [LODE_BINDING_CLASS] = "class",
    [LODE_BINDING_FUNCTION] = "function",
    [LODE_BINDING_DEFAULT] = "default",
    [LODE_BINDING_NAMESPACE] = "namespace",
    [LODE_BINDING_CJS] = "cjs",
    [LODE_BINDING_BUILTIN] = "builtin",
};

/* --- Entries ---------------------------------------------------------------------------------- */

/* An anonymous default is a binding of its own, which V8 calls so. */
enum { EXPORTED_NAMED, EXPORTED_ANONYMOUS };

/* Reports a name that is exported already. `place` is where V8 points. */
static void check_name(LodeExports *self, LodeStr name, bool anonymous, uint32_t place)
{
    bool known;
    const LodeNameValue *item =
        lode_nameset_add(&self->exported, name, anonymous ? EXPORTED_ANONYMOUS : EXPORTED_NAMED, &known);
    if (known && anonymous && item->value == EXPORTED_ANONYMOUS) {
        lode__exports_error(self, place, "Identifier ", LODE_STR(".default"), " has already been declared");
    } else if (known) {
        lode__exports_error(self, place, "Duplicate export of ", name, "");
    }
}

static void add_entry(LodeExports *self, LodeExport entry, uint32_t place)
{
    check_name(self, entry.name, lode_str_equal(entry.local, LODE_STR("*default*")), place);
    lode_vec_push(&self->list, entry);
}

/* The arena's copies of both names, one for both if they are equal. */
static void own_names(LodeExports *self, LodeExport *entry)
{
    bool same = lode_str_equal(entry->name, entry->local);
    entry->name = lode_arena_copy(self->arena, entry->name);
    entry->local = same && !lode_str_is_none(entry->local) ? entry->name : lode_arena_copy(self->arena, entry->local);
}

/* --- Clauses ---------------------------------------------------------------------------------- */

/* export {local as name}: of this module, or of the one that `local` is imported from (ParseModule, step 10.a). */
static void take_local(LodeExports *self, LodeExport *entry, uint32_t node)
{
    const LodeNameValue *item = lode_nameset_find(&self->declared, entry->local);
    entry->form = LODE_EXPORT_LOCAL;
    entry->request = LODE_NO_REQUEST;
    if (!item || self->declarations.items[item->value].doubtful) {
        lode__exports_error(self, node, "Export ", entry->local, " is not defined in module");
        return;
    }
    const LodeDeclaration *declaration = &self->declarations.items[item->value];
    entry->kind = declaration->kind;
    if (declaration->import == LODE_NO_IMPORT) {
        return;
    }
    const LodeImportEntry *import = &self->imports.items[declaration->import];
    LodeStr imported = self->requests->list.items[import->request].names[import->name].imported;
    bool is_namespace =
        lode_tree_kind(self->tree, lode_tree_parent(self->tree, import->node)) == LODE_NODE_NAMESPACE_IMPORT;
    entry->request = import->request;
    if (is_namespace) {
        entry->kind = LODE_BINDING_NAMESPACE;
    } else {
        entry->form = LODE_EXPORT_INDIRECT;
        entry->local = imported;
    }
}

/* Whether the local side of a clause without `from` is no reference at all, which is reported. */
static bool refuse_local(LodeExports *self, uint32_t node)
{
    static const char *const strict[] = {"implements", "interface", "let",    "package", "private",
                                         "protected",  "public",    "static", "yield",   "await"};
    if (lode_tree_kind(self->tree, node) == LODE_NODE_STRING) {
        lode__exports_error(self, node, "String literal module export names must be followed by a 'from' clause",
                            LODE_STR_NONE, "");
        return true;
    }
    LodeStr name = lode__exports_name(self, node);
    bool reserved = name.size && lode_word_is_reserved(name.data, name.size);
    for (size_t i = 0; !reserved && i < sizeof strict / sizeof *strict; i++) {
        reserved = lode_str_equal(name, lode_str(strict[i]));
    }
    if (reserved) {
        lode__exports_error(self, node, "Unexpected reserved word", LODE_STR_NONE, "");
    }
    return reserved;
}

static void add_specifier(LodeExports *self, uint32_t item, bool has_source, uint32_t request)
{
    const LodeTree *tree = self->tree;
    uint32_t name = lode_tree_child_in(tree, item, LODE_FIELD_NAME);
    uint32_t alias = lode_tree_child_in(tree, item, LODE_FIELD_ALIAS);
    if (!name || lode_tree_node(tree, name)->missing || (has_source && request == LODE_NO_REQUEST)) {
        return;
    }
    bool refused = alias && lode__exports_refuse_string(self, alias);
    LodeExport entry = {
        .name = lode__exports_name(self, alias ? alias : name),
        .local = lode__exports_name(self, name),
        .request = request,
        .form = LODE_EXPORT_INDIRECT,
        .span = lode_tree_span(tree, alias ? alias : name),
    };
    if (has_source) {
        refused |= lode__exports_refuse_string(self, name);
    } else if (refuse_local(self, name)) {
        refused = true;
        entry.form = LODE_EXPORT_LOCAL;
    }
    own_names(self, &entry);
    if (!refused) {
        check_name(self, entry.name, false, item);
    }
    if (!has_source && entry.form != LODE_EXPORT_LOCAL) {
        take_local(self, &entry, item); /* after that: of two errors in one place V8 reports the name */
    }
    lode_vec_push(&self->list, entry);
}

static void add_namespace(LodeExports *self, uint32_t node, uint32_t request)
{
    const LodeTree *tree = self->tree;
    uint32_t star = lode_tree_child_of(tree, node, LODE_NODE_STAR);
    uint32_t name = LODE_NONE;
    for (uint32_t part = lode_tree_first(tree, node); part; part = lode_tree_next(tree, part)) {
        name = part != star ? part : name;
    }
    if (!name || request == LODE_NO_REQUEST) {
        return;
    }
    LodeExport entry = {
        .name = lode_arena_copy(self->arena, lode__exports_name(self, name)),
        .request = request,
        .form = LODE_EXPORT_NAMESPACE,
        .kind = LODE_BINDING_NAMESPACE,
        .span = lode_tree_span(tree, name),
    };
    if (lode__exports_refuse_string(self, name)) {
        lode_vec_push(&self->list, entry);
    } else {
        add_entry(self, entry, name);
    }
}

/* --- Declarations ----------------------------------------------------------------------------- */

static void add_declared(LodeExports *self, uint32_t node, LodeBindingKind kind)
{
    if (lode_tree_node(self->tree, node)->missing) {
        return;
    }
    LodeExport entry = {
        .name = lode__exports_name(self, node),
        .local = lode__exports_name(self, node),
        .request = LODE_NO_REQUEST,
        .form = LODE_EXPORT_LOCAL,
        .kind = kind,
        .span = lode_tree_span(self->tree, node),
    };
    own_names(self, &entry);
    add_entry(self, entry, node);
}

static void add_variables(LodeExports *self, uint32_t declaration)
{
    const LodeTree *tree = self->tree;
    LodeBindingKind kind = lode_tree_kind(tree, declaration) == LODE_NODE_VARIABLE_DECLARATION ? LODE_BINDING_VAR
                           : lode_tree_child_of(tree, declaration, LODE_NODE_WORD_LET)         ? LODE_BINDING_LET
                                                                                               : LODE_BINDING_CONST;
    for (uint32_t child = lode_tree_first(tree, declaration); child; child = lode_tree_next(tree, child)) {
        uint32_t pattern = lode_tree_child_in(tree, child, LODE_FIELD_NAME);
        bool noted = self->skim && pattern && lode_tree_kind(tree, pattern) == LODE_NODE_IDENTIFIER;
        if (lode_tree_kind(tree, child) != LODE_NODE_DECLARATOR || !pattern || noted) {
            continue;
        }
        for (uint32_t node = pattern; node < lode_tree_node(tree, pattern)->last; node++) {
            LodeNodeKind node_kind = lode_tree_kind(tree, node);
            bool named = node_kind == LODE_NODE_IDENTIFIER || node_kind == LODE_NODE_SHORTHAND_PATTERN;
            if (named && self->scopes->targets.items[node] == pattern) {
                add_declared(self, node, kind);
            }
        }
    }
}

static LodeBindingKind kind_of_literal(LodeNodeKind kind)
{
    switch (kind) {
    case LODE_NODE_FUNCTION_DECLARATION:
    case LODE_NODE_GENERATOR_DECLARATION:
    case LODE_NODE_FUNCTION_EXPRESSION:
    case LODE_NODE_GENERATOR_EXPRESSION:
        return LODE_BINDING_FUNCTION;
    case LODE_NODE_CLASS_DECLARATION:
    case LODE_NODE_CLASS_EXPRESSION:
        return LODE_BINDING_CLASS;
    default:
        return LODE_BINDING_UNKNOWN;
    }
}

/*
 * What follows `export default` is a declaration if it begins with function, async function or
 * class; to the grammar, without a name it is an expression, which may even go on: its first
 * part then.
 */
static uint32_t default_literal(const LodeTree *tree, uint32_t value)
{
    uint32_t start = lode_tree_node(tree, value)->start;
    uint32_t node = value;
    while (kind_of_literal(lode_tree_kind(tree, node)) == LODE_BINDING_UNKNOWN) {
        node = lode_tree_first(tree, node);
        if (!node || lode_tree_node(tree, node)->start != start) {
            return LODE_NONE;
        }
    }
    return node;
}

static void add_default(LodeExports *self, uint32_t statement, uint32_t word)
{
    const LodeTree *tree = self->tree;
    uint32_t value = lode_tree_child_in(tree, statement, LODE_FIELD_DECLARATION);
    value = value ? value : lode_tree_child_in(tree, statement, LODE_FIELD_VALUE);
    uint32_t literal = value ? default_literal(tree, value) : LODE_NONE;
    uint32_t name = literal ? lode_tree_child_in(tree, literal, LODE_FIELD_NAME) : LODE_NONE;
    LodeExport entry = {
        .name = LODE_STR("default"),
        .local = name ? lode__exports_name(self, name) : LODE_STR("*default*"),
        .request = LODE_NO_REQUEST,
        .form = LODE_EXPORT_LOCAL,
        .kind = literal ? kind_of_literal(lode_tree_kind(tree, literal)) : LODE_BINDING_DEFAULT,
        .span = lode_tree_span(tree, word),
    };
    own_names(self, &entry);
    add_entry(self, entry, word);
}

/* What the skim noted as exported. */
static void add_skimmed(LodeExports *self)
{
    for (size_t i = 0; i < self->skim->names.count; i++) {
        const LodeSkimName *name = &self->skim->names.items[i];
        bool anonymous = name->end == name->start;
        if (!name->exported) {
            continue;
        }
        LodeStr local = anonymous ? LODE_STR("*default*") : lode__exports_skimmed_name(self, name);
        uint32_t default_end = name->place + (uint32_t)sizeof "default" - 1;
        LodeExport entry = {
            .name = name->is_default ? LODE_STR("default") : local,
            .local = local,
            .request = LODE_NO_REQUEST,
            .form = LODE_EXPORT_LOCAL,
            .kind = lode__exports_skimmed_kind(name->kind),
            .span = name->is_default ? (LodeSpan){name->place, default_end} : (LodeSpan){name->start, name->end},
        };
        own_names(self, &entry);
        add_entry(self, entry, 0);
    }
}

/* --- Statements ------------------------------------------------------------------------------- */

static void add_statement(LodeExports *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    uint32_t word = lode_tree_child_of(tree, statement, LODE_NODE_WORD_DEFAULT);
    if (word) {
        if (!self->skim) {
            add_default(self, statement, word);
        }
        return;
    }
    bool has_source = lode_tree_child_in(tree, statement, LODE_FIELD_SOURCE) != LODE_NONE;
    uint32_t request = has_source ? lode__exports_request(self, statement) : LODE_NO_REQUEST;
    for (uint32_t child = lode_tree_first(tree, statement); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        switch (kind) {
        case LODE_NODE_EXPORT_CLAUSE:
            for (uint32_t item = lode_tree_first(tree, child); item; item = lode_tree_next(tree, item)) {
                add_specifier(self, item, has_source, request);
            }
            break;
        case LODE_NODE_NAMESPACE_EXPORT:
            add_namespace(self, child, request);
            break;
        case LODE_NODE_STAR:
            if (request != LODE_NO_REQUEST) {
                LodeExport star = {.request = request, .form = LODE_EXPORT_STAR, .span = lode_tree_span(tree, child)};
                lode_vec_push(&self->list, star);
            }
            break;
        case LODE_NODE_VARIABLE_DECLARATION:
        case LODE_NODE_LEXICAL_DECLARATION:
        case LODE_NODE_USING_DECLARATION:
            add_variables(self, child);
            break;
        default:
            if (!self->skim && lode_tree_field(tree, child) == LODE_FIELD_DECLARATION && kind_of_literal(kind)) {
                uint32_t name = lode_tree_child_in(tree, child, LODE_FIELD_NAME);
                if (name) {
                    add_declared(self, name, kind_of_literal(kind));
                }
            }
            break;
        }
    }
}

/* V8 looks for names that are not declared only after all others. */
static bool is_told_late(const LodeDiagnostic *error)
{
    return lode_str_starts_with(error->message, LODE_STR("Export "));
}

/* By place, then as V8 tells them, then in the order in which they were found: `position` still holds that. */
static int by_place(const void *left, const void *right)
{
    const LodeDiagnostic *a = left;
    const LodeDiagnostic *b = right;
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    if (is_told_late(a) != is_told_late(b)) {
        return is_told_late(a) ? 1 : -1;
    }
    return a->position.line < b->position.line ? -1 : a->position.line > b->position.line;
}

/* One error for each place: a name that is declared twice is exported twice as well. */
static void sort_errors(LodeExports *self)
{
    LodeDiagnostic *items = self->errors.items;
    size_t kept = 0;
    if (self->errors.count) {
        qsort(items, self->errors.count, sizeof *items, by_place);
    }
    for (size_t i = 0; i < self->errors.count; i++) {
        if (!kept || items[kept - 1].span.start != items[i].span.start) {
            items[kept++] = items[i];
        }
    }
    self->errors.count = kept;
}

void lode_exports_clear(LodeExports *self)
{
    lode_vec_clear(&self->imports);
    lode_vec_clear(&self->declarations);
    lode_vec_clear(&self->list);
    lode_vec_clear(&self->errors);
    lode_nameset_clear(&self->declared);
    lode_nameset_clear(&self->exported);
}

static int by_start(const void *left, const void *right)
{
    const LodeExport *a = left;
    const LodeExport *b = right;
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

static uint32_t first_statement(const LodeTree *tree)
{
    return tree->nodes.count ? lode_tree_first(tree, 0) : LODE_NONE; /* after a pass that left nothing */
}

static bool is_module(const LodeTree *tree)
{
    for (uint32_t child = first_statement(tree); child; child = lode_tree_next(tree, child)) {
        LodeNodeKind kind = lode_tree_kind(tree, child);
        if (kind == LODE_NODE_IMPORT_STATEMENT || kind == LODE_NODE_EXPORT_STATEMENT) {
            return true;
        }
    }
    return false;
}

void lode_exports_collect(LodeExports *self, const LodeTree *tree, const LodeScopes *scopes,
                          const LodeRequests *requests, const LodeSkim *skim, LodeArena *arena)
{
    self->tree = tree;
    self->scopes = scopes;
    self->requests = requests;
    self->skim = skim;
    self->arena = arena;
    if (skim ? !skim->is_module : !is_module(tree)) {
        return;
    }
    lode__exports_declare(self);
    if (skim) {
        add_skimmed(self);
    }
    size_t noted = self->list.count;
    for (uint32_t child = first_statement(tree); child; child = lode_tree_next(tree, child)) {
        if (lode_tree_kind(tree, child) == LODE_NODE_EXPORT_STATEMENT) {
            add_statement(self, child);
        }
    }
    if (noted && noted < self->list.count) {
        qsort(self->list.items, self->list.count, sizeof *self->list.items, by_start);
    }
    sort_errors(self);
}

void lode_exports_release(LodeExports *self)
{
    lode_vec_release(&self->imports);
    lode_vec_release(&self->declarations);
    lode_nameset_release(&self->declared);
    lode_nameset_release(&self->exported);
    lode_vec_release(&self->list);
    lode_vec_release(&self->errors);
    lode_buf_release(&self->text);
}

/*
 * What the top level of a module binds: imports, declarations, and each `var` below.
 *
 * Reading order: names, imports, patterns, statements, the walk. Module code is strict, so
 * that a function in a block is no variable of the module.
 */
#include "syntax/constant.h"
#include "syntax/exports.h"

/* --- Names ------------------------------------------------------------------------------------ */

static bool is_plain(LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] >= 0x80 || text.data[i] == '\\') {
            return false;
        }
    }
    return true;
}

LodeStr lode__exports_skimmed_name(LodeExports *self, const LodeSkimName *name)
{
    LodeStr source = lode_str_slice(self->tree->text->source, name->start, name->end);
    if (is_plain(source)) {
        return source;
    }
    lode_buf_clear(&self->text);
    lode_constant_decode(&self->text, source, false);
    return lode_arena_copy(self->arena, lode_buf_str(&self->text));
}

LodeBindingKind lode__exports_skimmed_kind(LodeSkimKind kind)
{
    static const LodeBindingKind kinds[] = {
        [LODE_SKIM_LET] = LODE_BINDING_LET,     [LODE_SKIM_CONST] = LODE_BINDING_CONST,
        [LODE_SKIM_VAR] = LODE_BINDING_VAR,     [LODE_SKIM_FUNCTION] = LODE_BINDING_FUNCTION,
        [LODE_SKIM_CLASS] = LODE_BINDING_CLASS, [LODE_SKIM_EXPRESSION] = LODE_BINDING_DEFAULT,
    };
    return kinds[kind];
}

LodeStr lode__exports_name(LodeExports *self, uint32_t node)
{
    LodeStr source = lode_tree_source(self->tree, node);
    bool quoted = source.size && (source.data[0] == '"' || source.data[0] == '\'');
    if (!quoted && is_plain(source)) {
        return source;
    }
    return lode_constant_literal(self->tree, node, &self->text, self->arena);
}

void lode__exports_error(LodeExports *self, uint32_t node, const char *before, LodeStr name, const char *after)
{
    if (!self->wants_errors) {
        return;
    }
    if (self->skim) { /* that there is one is enough, and there need not be a tree */
        (void)lode_vec_grow(&self->errors);
        lode_vec_last(&self->errors) = (LodeDiagnostic){0};
        return;
    }
    bool has_name = !lode_str_is_none(name);
    LodeDiagnostic error = {
        .message = has_name ? lode_arena_printf(self->arena, "%s'%.*s'%s", before, LODE_STR_ARG(name), after)
                            : lode_arena_copy(self->arena, lode_str(before)),
        .span = lode_tree_span(self->tree, node),
        .position = {.line = (uint32_t)self->errors.count}, /* for sorting; record.c fills it in */
    };
    lode_vec_push(&self->errors, error);
}

bool lode__exports_refuse_string(LodeExports *self, uint32_t node)
{
    bool refused = lode_tree_kind(self->tree, node) == LODE_NODE_STRING &&
                   lode_constant_has_lone_surrogate(lode_tree_source(self->tree, node));
    if (refused) {
        lode__exports_error(self, node, "Invalid module export name: contains unpaired surrogate", LODE_STR_NONE, "");
    }
    return refused;
}

/* False if the name is taken already. */
static bool declare_name(LodeExports *self, LodeStr name, LodeDeclaration declaration)
{
    bool known;
    uint32_t index = (uint32_t)self->declarations.count;
    const LodeNameValue *item = lode_nameset_add(&self->declared, name, index, &known);
    if (!known) {
        lode_vec_push(&self->declarations, declaration);
        return true;
    }
    return !declaration.lexical && !self->declarations.items[item->value].lexical;
}

static void declare(LodeExports *self, uint32_t node, LodeDeclaration declaration)
{
    if (!lode_tree_node(self->tree, node)->missing) {
        LodeStr name = lode__exports_name(self, node);
        if (!declare_name(self, name, declaration)) {
            lode__exports_error(self, node, "Identifier ", name, " has already been declared");
        }
    }
}

/* --- Imports ---------------------------------------------------------------------------------- */

uint32_t lode__exports_request(const LodeExports *self, uint32_t statement)
{
    uint32_t source = lode_tree_child_in(self->tree, statement, LODE_FIELD_SOURCE);
    if (!source || lode_tree_kind(self->tree, source) != LODE_NODE_STRING) {
        return LODE_NO_REQUEST;
    }
    bool imports = lode_tree_kind(self->tree, statement) == LODE_NODE_IMPORT_STATEMENT;
    LodeRequestKind kind = imports ? LODE_REQUEST_IMPORT : LODE_REQUEST_EXPORT_FROM;
    const LodeRequest *items = self->requests->list.items;
    LodeSpan span = lode_tree_span(self->tree, source);
    size_t low = 0;
    size_t high = self->requests->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].span.start < span.start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < self->requests->list.count && items[low].span.start == span.start && items[low].kind == kind;
    return found ? (uint32_t)low : LODE_NO_REQUEST;
}

static bool is_one_of(LodeStr name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lode_str_equal(name, lode_str(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Names that module code cannot bind (ECMAScript 13.1.1). */
static void refuse_name(LodeExports *self, uint32_t node, bool in_braces)
{
    static const char *const restricted[] = {"eval", "arguments"};
    static const char *const strict[] = {"implements", "interface", "let",    "package", "private",
                                         "protected",  "public",    "static", "yield"};
    LodeStr name = lode__exports_name(self, node);
    if (is_one_of(name, restricted, sizeof restricted / sizeof *restricted)) {
        lode__exports_error(self, node, "Unexpected eval or arguments in strict mode", LODE_STR_NONE, "");
    } else if (is_one_of(name, strict, sizeof strict / sizeof *strict)) {
        lode__exports_error(self, node, in_braces ? "Unexpected reserved word" : "Unexpected strict mode reserved word",
                            LODE_STR_NONE, "");
    } else if (name.size && (lode_word_is_reserved(name.data, name.size) || lode_str_equal(name, LODE_STR("await")))) {
        lode__exports_error(self, node, "Unexpected reserved word", LODE_STR_NONE, "");
    }
}

/* The binding of one part of an import clause; the parts are the request's names in order. */
static void declare_import(LodeExports *self, uint32_t node, uint32_t request, uint32_t *name)
{
    bool known = request != LODE_NO_REQUEST && *name < self->requests->list.items[request].name_count;
    LodeImportEntry entry = {node, request, (*name)++};
    LodeDeclaration declaration = {.lexical = true, .import = LODE_NO_IMPORT};
    if (known) {
        declaration.import = (uint32_t)self->imports.count;
        lode_vec_push(&self->imports, entry);
    }
    refuse_name(self, node,
                lode_tree_kind(self->tree, lode_tree_parent(self->tree, node)) == LODE_NODE_IMPORT_SPECIFIER);
    declare(self, node, declaration);
}

/* As statements.c gathers the names of the request. */
static void declare_imports(LodeExports *self, uint32_t statement)
{
    const LodeTree *tree = self->tree;
    uint32_t clause = lode_tree_child_of(tree, statement, LODE_NODE_IMPORT_CLAUSE);
    uint32_t request = lode__exports_request(self, statement);
    uint32_t count = 0;
    for (uint32_t node = clause + 1; clause && node < lode_tree_node(tree, clause)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        if (kind == LODE_NODE_IDENTIFIER && lode_tree_parent(tree, node) == clause) {
            declare_import(self, node, request, &count);
        } else if (kind == LODE_NODE_NAMESPACE_IMPORT) {
            uint32_t local = lode_tree_child_of(tree, node, LODE_NODE_IDENTIFIER);
            if (local) {
                declare_import(self, local, request, &count);
            } else {
                count++;
            }
        } else if (kind == LODE_NODE_IMPORT_SPECIFIER) {
            uint32_t name = lode_tree_child_in(tree, node, LODE_FIELD_NAME);
            uint32_t alias = lode_tree_child_in(tree, node, LODE_FIELD_ALIAS);
            if (name) {
                (void)lode__exports_refuse_string(self, name);
                declare_import(self, alias ? alias : name, request, &count);
            }
        }
    }
}

/* --- Declarations ----------------------------------------------------------------------------- */

/* Each name that a pattern, or a single identifier, binds. */
static void declare_pattern(LodeExports *self, uint32_t pattern, LodeDeclaration declaration)
{
    for (uint32_t node = pattern; node < lode_tree_node(self->tree, pattern)->last; node++) {
        LodeNodeKind kind = lode_tree_kind(self->tree, node);
        bool named = kind == LODE_NODE_IDENTIFIER || kind == LODE_NODE_SHORTHAND_PATTERN;
        if (named && self->scopes->targets.items[node] == pattern) {
            declare(self, node, declaration);
        }
    }
}

static bool is_top_level(const LodeTree *tree, uint32_t node)
{
    uint32_t parent = lode_tree_parent(tree, node);
    return parent == 0 ||
           (lode_tree_kind(tree, parent) == LODE_NODE_EXPORT_STATEMENT && lode_tree_parent(tree, parent) == 0);
}

static void declare_variables(LodeExports *self, uint32_t declaration)
{
    const LodeTree *tree = self->tree;
    bool is_var = lode_tree_kind(tree, declaration) == LODE_NODE_VARIABLE_DECLARATION;
    bool is_let = lode_tree_child_of(tree, declaration, LODE_NODE_WORD_LET);
    LodeDeclaration declared = {
        .kind = is_var   ? LODE_BINDING_VAR
                : is_let ? LODE_BINDING_LET
                         : LODE_BINDING_CONST,
        .lexical = !is_var,
        .import = LODE_NO_IMPORT,
    };
    if (!is_var && !is_top_level(tree, declaration)) {
        return;
    }
    for (uint32_t child = lode_tree_first(tree, declaration); child; child = lode_tree_next(tree, child)) {
        uint32_t name = lode_tree_child_in(tree, child, LODE_FIELD_NAME);
        bool noted = self->skim && name && lode_tree_kind(tree, name) == LODE_NODE_IDENTIFIER;
        if (lode_tree_kind(tree, child) == LODE_NODE_DECLARATOR && name && !noted) {
            declare_pattern(self, name, declared);
        }
    }
}

/* A function or class: the name of its declaration, if it has one. */
static void declare_name_of(LodeExports *self, uint32_t node, LodeBindingKind kind)
{
    uint32_t name = lode_tree_child_in(self->tree, node, LODE_FIELD_NAME);
    LodeDeclaration declared = {.kind = kind, .lexical = true, .import = LODE_NO_IMPORT};
    if (name && !self->skim && is_top_level(self->tree, node)) {
        declare(self, name, declared);
    }
}

/* One node: declares what it declares. Returns the next one that can declare something. */
static uint32_t visit(LodeExports *self, uint32_t node)
{
    const LodeTree *tree = self->tree;
    uint32_t last = lode_tree_node(tree, node)->last;
    switch (lode_tree_kind(tree, node)) {
    case LODE_NODE_IMPORT_STATEMENT:
        declare_imports(self, node);
        return last;
    case LODE_NODE_VARIABLE_DECLARATION:
    case LODE_NODE_LEXICAL_DECLARATION:
    case LODE_NODE_USING_DECLARATION:
        declare_variables(self, node);
        return last;
    case LODE_NODE_FOR_IN: {
        uint32_t word = lode_tree_child_in(tree, node, LODE_FIELD_KIND);
        uint32_t left = lode_tree_child_in(tree, node, LODE_FIELD_LEFT);
        if (!self->skim && word && left && lode_tree_kind(tree, word) == LODE_NODE_WORD_VAR) {
            LodeDeclaration declared = {.kind = LODE_BINDING_VAR, .import = LODE_NO_IMPORT};
            declare_pattern(self, left, declared);
        }
        return node + 1;
    }
    case LODE_NODE_FUNCTION_DECLARATION:
    case LODE_NODE_GENERATOR_DECLARATION:
        declare_name_of(self, node, LODE_BINDING_FUNCTION);
        return last;
    case LODE_NODE_CLASS_DECLARATION:
        declare_name_of(self, node, LODE_BINDING_CLASS);
        return last;
    case LODE_NODE_EXPRESSION_STATEMENT:
    case LODE_NODE_EXPORT_CLAUSE:
    case LODE_NODE_NAMESPACE_EXPORT:
    case LODE_NODE_FUNCTION_EXPRESSION:
    case LODE_NODE_GENERATOR_EXPRESSION:
    case LODE_NODE_ARROW:
    case LODE_NODE_METHOD:
    case LODE_NODE_CLASS_EXPRESSION:
    case LODE_NODE_CLASS_BODY:
    case LODE_NODE_STATIC_BLOCK:
        return last;
    default:
        return node + 1;
    }
}

static void declare_skimmed(LodeExports *self)
{
    for (size_t i = 0; i < self->skim->names.count; i++) {
        const LodeSkimName *name = &self->skim->names.items[i];
        LodeDeclaration declaration = {
            .kind = lode__exports_skimmed_kind(name->kind),
            .lexical = name->kind != LODE_SKIM_VAR,
            .doubtful = name->nested,
            .import = LODE_NO_IMPORT,
        };
        if (name->end > name->start && !declare_name(self, lode__exports_skimmed_name(self, name), declaration)) {
            lode__exports_error(self, 0, "", LODE_STR_NONE, "");
        }
    }
}

void lode__exports_declare(LodeExports *self)
{
    if (self->skim) {
        declare_skimmed(self);
    }
    for (uint32_t node = 1; node < self->tree->nodes.count;) {
        node = visit(self, node);
    }
}

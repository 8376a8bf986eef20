/* Reading order: await in a script, single nodes, then the first of all in the source. */
#include "syntax/detect.h"

#include "syntax/trivia.h"
#include "syntax/where.h"

/*
 * Whether what looks like a regular expression from the slash at `at` on can be two
 * divisions: `await /x/g` can, `await /x/.test(y)` cannot.
 */
static bool can_be_divisions(LodeStr source, size_t at)
{
    bool in_class = false;
    for (at++; at < source.size && (source.data[at] != '/' || in_class); at++) {
        char byte = source.data[at];
        in_class = byte == '[' || (in_class && byte != ']');
        at += byte == '\\';
    }
    bool newline;
    at = lode_trivia_skip(source, at + 1, &newline);
    return at < source.size && !memchr(".;,)]}?:*%=<>&|^/", source.data[at], 17);
}

/* Whether a script can go on after the name `await` that ends at `end`. */
static bool is_name_in_script(LodeStr source, size_t end)
{
    bool newline;
    size_t at = lode_trivia_skip(source, end, &newline);
    if (newline || at >= source.size) {
        return true;
    }
    LodeStr rest = lode_str_slice(source, at, source.size);
    switch (rest.data[0]) {
    case '(':
    case '`':
        return true;
    case '/':
        return can_be_divisions(source, at);
    case '+':
    case '-': /* await ++x is no sum */
        return rest.size < 2 || rest.data[1] != rest.data[0];
    case '[': /* await [] and await [...x] are no members */
        at = lode_trivia_skip(source, at + 1, &newline);
        return at < source.size && source.data[at] != ']' && source.data[at] != '.';
    default:
        return false;
    }
}

/* Whether the nearest bracket around an expression is ${ } in a template. */
static bool is_directly_in_template(const LodeTree *tree, uint32_t node)
{
    for (;;) {
        node = lode_tree_parent(tree, node);
        switch (lode_tree_kind(tree, node)) {
        case LODE_NODE_TEMPLATE_SUBSTITUTION:
            return true;
        case LODE_NODE_AWAIT_EXPRESSION:
        case LODE_NODE_BINARY:
        case LODE_NODE_UNARY:
        case LODE_NODE_ASSIGNMENT:
        case LODE_NODE_SEQUENCE:
            continue;
        default:
            return false;
        }
    }
}

typedef enum Verdict {
    SAYS_NOTHING,
    SAYS_MODULE_SYNTAX,
    SAYS_MODULE_ONLY, /* an error that Node follows up */
    SAYS_SCRIPT       /* an error that it does not: whatever comes later is not looked at */
} Verdict;

static Verdict verdict_of_await(const LodeTree *tree, uint32_t expression)
{
    uint32_t word = lode_tree_child_of(tree, expression, LODE_NODE_WORD_AWAIT);
    uint32_t end = word ? lode_tree_span(tree, word).end : lode_tree_span(tree, expression).start + 5;
    if (is_name_in_script(tree->text->source, end)) {
        return SAYS_NOTHING;
    }
    return is_directly_in_template(tree, expression) ? SAYS_SCRIPT : SAYS_MODULE_ONLY;
}

/* A keyword that the parser took for a name or left in an error. */
static bool is_stray(const LodeTree *tree, uint32_t node, const char *keyword)
{
    LodeNodeKind kind = lode_tree_kind(tree, node);
    bool name = kind == LODE_NODE_IDENTIFIER || kind == LODE_NODE_SHORTHAND || kind == LODE_NODE_SHORTHAND_PATTERN;
    return name && lode_tree_text_is(tree, node, keyword);
}

/* import without a parenthesis or dot after it. */
static bool is_import_statement(const LodeTree *tree, uint32_t node)
{
    bool newline;
    LodeStr source = tree->text->source;
    size_t at = lode_trivia_skip(source, lode_tree_span(tree, node).end, &newline);
    return at >= source.size || (source.data[at] != '(' && source.data[at] != '.');
}

/* What the node says. `settled`: an earlier one has spoken, so that only facts of the record count. */
static Verdict verdict_of(LodeRecord *record, const LodeTree *tree, uint32_t node, bool settled)
{
    bool own_await = lode_tree_node(tree, node)->where & LODE_WHERE_OWN_AWAIT;
    switch (lode_tree_kind(tree, node)) {
    case LODE_NODE_IMPORT_STATEMENT:
    case LODE_NODE_EXPORT_STATEMENT:
    case LODE_NODE_WORD_EXPORT:
        return SAYS_MODULE_SYNTAX;
    case LODE_NODE_IMPORT:
    case LODE_NODE_WORD_IMPORT:
        return is_import_statement(tree, node) ? SAYS_MODULE_SYNTAX : SAYS_NOTHING;
    case LODE_NODE_META_PROPERTY:
        return lode_str_starts_with(lode_tree_text(tree, node), LODE_STR("import")) ? SAYS_MODULE_SYNTAX : SAYS_NOTHING;
    case LODE_NODE_AWAIT_EXPRESSION:
        record->has_top_level_await |= !own_await;
        return own_await || settled ? SAYS_NOTHING : verdict_of_await(tree, node);
    case LODE_NODE_FOR_IN:
    case LODE_NODE_USING_DECLARATION:
        if (own_await || !lode_tree_child_of(tree, node, LODE_NODE_WORD_AWAIT)) {
            return SAYS_NOTHING;
        }
        record->has_top_level_await = true;
        return SAYS_MODULE_ONLY;
    case LODE_NODE_IDENTIFIER:
        /* In a module the name `await` is the operator; `await (x)` looks like a call. */
        record->has_top_level_await |= !own_await && lode_tree_text_is(tree, node, "await");
        return is_stray(tree, node, "export") ? SAYS_MODULE_SYNTAX : SAYS_NOTHING;
    case LODE_NODE_SHORTHAND:
    case LODE_NODE_SHORTHAND_PATTERN:
        return is_stray(tree, node, "export") ? SAYS_MODULE_SYNTAX : SAYS_NOTHING;
    default:
        return SAYS_NOTHING;
    }
}

/* The first top-level let, const or class of one of the wrapper's names, or UINT32_MAX. */
static uint32_t first_redeclaration(const LodeScopes *scopes)
{
    uint32_t first = UINT32_MAX;
    for (size_t i = 1; i < scopes->bindings.count; i++) {
        const LodeBinding *binding = &scopes->bindings.items[i];
        LodeMeaning meaning = scopes->names.items[binding->name].free_meaning;
        bool wrapper_name = meaning >= LODE_MEANS_REQUIRE && meaning <= LODE_MEANS_DIRNAME;
        if (binding->top_level_lexical && wrapper_name && binding->node < first) {
            first = binding->node;
        }
    }
    return first;
}

/* Whether the node alone keeps the source from being a module, which is strict and not a function. */
static bool fails_in_module(const LodeTree *tree, uint32_t node)
{
    bool in_function = lode_tree_node(tree, node)->where & LODE_WHERE_OWN_AWAIT;
    switch (lode_tree_kind(tree, node)) {
    case LODE_NODE_WITH:
        return true;
    case LODE_NODE_RETURN:
        return !in_function;
    case LODE_NODE_META_PROPERTY:
        return !in_function && lode_str_starts_with(lode_tree_text(tree, node), LODE_STR("new"));
    case LODE_NODE_UNARY: {
        uint32_t argument = lode_tree_child_in(tree, node, LODE_FIELD_ARGUMENT);
        return argument && lode_tree_kind(tree, argument) == LODE_NODE_IDENTIFIER &&
               lode_str_starts_with(lode_tree_text(tree, node), LODE_STR("delete"));
    }
    default:
        return false;
    }
}

static uint32_t first_error(const LodeTree *tree)
{
    uint32_t node = 0;
    while (node < tree->nodes.count && lode_tree_kind(tree, node) != LODE_NODE_ERROR &&
           !lode_tree_node(tree, node)->missing) {
        node++;
    }
    return node;
}

void lode_detect(LodeRecord *record, const LodeTree *tree, const LodeScopes *scopes, uint32_t error_start)
{
    uint32_t redeclaration = first_redeclaration(scopes);
    bool broken = tree->has_error || error_start != UINT32_MAX;
    uint32_t error = tree->has_error ? first_error(tree) : UINT32_MAX;
    Verdict first = SAYS_NOTHING; /* of all */
    Verdict doubt = SAYS_NOTHING; /* the first that is not syntax of modules */
    bool fails = false;
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        Verdict verdict = verdict_of(record, tree, node, doubt != SAYS_NOTHING);
        fails |= fails_in_module(tree, node);
        if (node == redeclaration) {
            verdict = SAYS_MODULE_ONLY;
        }
        if (verdict == SAYS_MODULE_SYNTAX) {
            record->has_module_syntax = true;
        } else if (doubt == SAYS_NOTHING) {
            doubt = verdict;
        }
        if (first == SAYS_NOTHING && verdict != SAYS_NOTHING) {
            bool after_error = node > error && lode_tree_node(tree, node)->start > lode_tree_node(tree, error)->start;
            bool certain = !broken || (!after_error && lode_tree_span(tree, node).start < error_start);
            first = certain ? verdict : SAYS_SCRIPT;
        }
    }
    if (broken) {
        /* Only what came before the error was seen, and nothing compiles as a module. */
        record->has_module_syntax = first == SAYS_MODULE_SYNTAX;
    } else {
        record->has_module_only_syntax = doubt == SAYS_MODULE_ONLY && (!fails || record->has_module_syntax);
    }
}

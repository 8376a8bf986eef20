/*
 * Grammar: tree-sitter-javascript's symbols and fields as small numbers of ours.
 *
 * The grammar names about three hundred symbols by number, and the numbers change
 * with every release. Here are only those that a record depends on, found by name
 * once for each parser, so that everything above works with an enum and a switch.
 * A symbol that is not listed is LODE_NODE_OTHER if it is named and dropped from
 * trees if it is punctuation. A grammar that lacks a listed name is refused:
 * silence here would be a wrong record later.
 */
#ifndef LODE_SYNTAX_GRAMMAR_H
#define LODE_SYNTAX_GRAMMAR_H

#include "base/str.h"

#include <tree_sitter/api.h>

/* X(kind, name in the grammar, named) */
#define LODE_NODE_KINDS(X)                                              \
    X(PROGRAM, "program", true)                                         \
    X(COMMENT, "comment", true)                                         \
    X(HTML_COMMENT, "html_comment", true)                               \
    X(IMPORT_STATEMENT, "import_statement", true)                       \
    X(IMPORT_CLAUSE, "import_clause", true)                             \
    X(NAMESPACE_IMPORT, "namespace_import", true)                       \
    X(NAMED_IMPORTS, "named_imports", true)                             \
    X(IMPORT_SPECIFIER, "import_specifier", true)                       \
    X(IMPORT_ATTRIBUTE, "import_attribute", true)                       \
    X(EXPORT_STATEMENT, "export_statement", true)                       \
    X(NAMESPACE_EXPORT, "namespace_export", true)                       \
    X(EXPORT_CLAUSE, "export_clause", true)                             \
    X(EXPORT_SPECIFIER, "export_specifier", true)                       \
    X(IMPORT, "import", true)                                           \
    X(META_PROPERTY, "meta_property", true)                             \
    X(CALL, "call_expression", true)                                    \
    X(NEW, "new_expression", true)                                      \
    X(ARGUMENTS, "arguments", true)                                     \
    X(SPREAD, "spread_element", true)                                   \
    X(MEMBER, "member_expression", true)                                \
    X(SUBSCRIPT, "subscript_expression", true)                          \
    X(OPTIONAL_CHAIN, "optional_chain", true)                           \
    X(IDENTIFIER, "identifier", true)                                   \
    X(PROPERTY_IDENTIFIER, "property_identifier", true)                 \
    X(SHORTHAND, "shorthand_property_identifier", true)                 \
    X(SHORTHAND_PATTERN, "shorthand_property_identifier_pattern", true) \
    X(STRING, "string", true)                                           \
    X(TEMPLATE, "template_string", true)                                \
    X(TEMPLATE_SUBSTITUTION, "template_substitution", true)             \
    X(STRING_FRAGMENT, "string_fragment", true)                         \
    X(ESCAPE_SEQUENCE, "escape_sequence", true)                         \
    X(PARENTHESIZED, "parenthesized_expression", true)                  \
    X(SEQUENCE, "sequence_expression", true)                            \
    X(ASSIGNMENT, "assignment_expression", true)                        \
    X(AUGMENTED_ASSIGNMENT, "augmented_assignment_expression", true)    \
    X(BINARY, "binary_expression", true)                                \
    X(UNARY, "unary_expression", true)                                  \
    X(UPDATE, "update_expression", true)                                \
    X(TERNARY, "ternary_expression", true)                              \
    X(AWAIT_EXPRESSION, "await_expression", true)                       \
    X(OBJECT, "object", true)                                           \
    X(PAIR, "pair", true)                                               \
    X(OBJECT_PATTERN, "object_pattern", true)                           \
    X(PAIR_PATTERN, "pair_pattern", true)                               \
    X(OBJECT_ASSIGNMENT_PATTERN, "object_assignment_pattern", true)     \
    X(ARRAY, "array", true)                                             \
    X(ARRAY_PATTERN, "array_pattern", true)                             \
    X(ASSIGNMENT_PATTERN, "assignment_pattern", true)                   \
    X(REST_PATTERN, "rest_pattern", true)                               \
    X(COMPUTED_NAME, "computed_property_name", true)                    \
    X(FUNCTION_DECLARATION, "function_declaration", true)               \
    X(GENERATOR_DECLARATION, "generator_function_declaration", true)    \
    X(FUNCTION_EXPRESSION, "function_expression", true)                 \
    X(GENERATOR_EXPRESSION, "generator_function", true)                 \
    X(ARROW, "arrow_function", true)                                    \
    X(METHOD, "method_definition", true)                                \
    X(FORMAL_PARAMETERS, "formal_parameters", true)                     \
    X(CLASS_DECLARATION, "class_declaration", true)                     \
    X(CLASS_EXPRESSION, "class", true)                                  \
    X(CLASS_HERITAGE, "class_heritage", true)                           \
    X(CLASS_BODY, "class_body", true)                                   \
    X(FIELD, "field_definition", true)                                  \
    X(STATIC_BLOCK, "class_static_block", true)                         \
    X(VARIABLE_DECLARATION, "variable_declaration", true)               \
    X(LEXICAL_DECLARATION, "lexical_declaration", true)                 \
    X(USING_DECLARATION, "using_declaration", true)                     \
    X(DECLARATOR, "variable_declarator", true)                          \
    X(EXPRESSION_STATEMENT, "expression_statement", true)               \
    X(BLOCK, "statement_block", true)                                   \
    X(IF, "if_statement", true)                                         \
    X(ELSE, "else_clause", true)                                        \
    X(SWITCH, "switch_statement", true)                                 \
    X(SWITCH_BODY, "switch_body", true)                                 \
    X(SWITCH_CASE, "switch_case", true)                                 \
    X(FOR, "for_statement", true)                                       \
    X(FOR_IN, "for_in_statement", true)                                 \
    X(WHILE, "while_statement", true)                                   \
    X(DO, "do_statement", true)                                         \
    X(TRY, "try_statement", true)                                       \
    X(CATCH, "catch_clause", true)                                      \
    X(FINALLY, "finally_clause", true)                                  \
    X(WITH, "with_statement", true)                                     \
    X(RETURN, "return_statement", true)                                 \
    X(THROW, "throw_statement", true)                                   \
    X(LABELED, "labeled_statement", true)                               \
    X(JSX_OPENING, "jsx_opening_element", true)                         \
    X(JSX_CLOSING, "jsx_closing_element", true)                         \
    X(JSX_SELF_CLOSING, "jsx_self_closing_element", true)               \
    X(JSX_NAMESPACE_NAME, "jsx_namespace_name", true)                   \
    X(WORD_IMPORT, "import", false)                                     \
    X(WORD_EXPORT, "export", false)                                     \
    X(WORD_AWAIT, "await", false)                                       \
    X(WORD_ASYNC, "async", false)                                       \
    X(WORD_USING, "using", false)                                       \
    X(WORD_STATIC, "static", false)                                     \
    X(WORD_DEFAULT, "default", false)                                   \
    X(WORD_VAR, "var", false)                                           \
    X(WORD_LET, "let", false)                                           \
    X(WORD_CONST, "const", false)                                       \
    X(STAR, "*", false)                                                 \
    X(PLUS, "+", false)                                                 \
    X(AND_AND, "&&", false)                                             \
    X(OR_OR, "||", false)                                               \
    X(COALESCE, "??", false)                                            \
    X(AND_ASSIGN, "&&=", false)                                         \
    X(OR_ASSIGN, "||=", false)                                          \
    X(COALESCE_ASSIGN, "\?\?=", false)

/* Every symbol called `name`, aliases included, has the same kind. */
typedef enum LodeNodeKind {
    LODE_NODE_DROPPED, /* punctuation and other anonymous symbols */
    LODE_NODE_OTHER,
    LODE_NODE_ERROR,
#define X(kind, name, named) LODE_NODE_##kind,
    LODE_NODE_KINDS(X)
#undef X
        LODE_NODE_KIND_COUNT
} LodeNodeKind;

#define LODE_FIELDS(X)                  \
    X(ALIAS, "alias")                   \
    X(ALTERNATIVE, "alternative")       \
    X(ARGUMENT, "argument")             \
    X(ARGUMENTS, "arguments")           \
    X(BODY, "body")                     \
    X(CONDITION, "condition")           \
    X(CONSEQUENCE, "consequence")       \
    X(CONSTRUCTOR, "constructor")       \
    X(DECLARATION, "declaration")       \
    X(DECORATOR, "decorator")           \
    X(FINALIZER, "finalizer")           \
    X(FUNCTION, "function")             \
    X(HANDLER, "handler")               \
    X(INCREMENT, "increment")           \
    X(INDEX, "index")                   \
    X(INITIALIZER, "initializer")       \
    X(KEY, "key")                       \
    X(KIND, "kind")                     \
    X(LEFT, "left")                     \
    X(NAME, "name")                     \
    X(OBJECT, "object")                 \
    X(OPERATOR, "operator")             \
    X(OPTIONAL_CHAIN, "optional_chain") \
    X(PARAMETER, "parameter")           \
    X(PARAMETERS, "parameters")         \
    X(PROPERTY, "property")             \
    X(RIGHT, "right")                   \
    X(SOURCE, "source")                 \
    X(VALUE, "value")

typedef enum LodeField {
    LODE_FIELD_NONE,
#define X(field, name) LODE_FIELD_##field,
    LODE_FIELDS(X)
#undef X
        LODE_FIELD_COUNT
} LodeField;

enum { LODE_GRAMMAR_SYMBOLS = 1024, LODE_GRAMMAR_FIELDS = 128 };

typedef struct LodeGrammar {
    const TSLanguage *language;
    uint8_t kinds[LODE_GRAMMAR_SYMBOLS]; /* LodeNodeKind by TSSymbol */
    uint8_t fields[LODE_GRAMMAR_FIELDS]; /* LodeField by TSFieldId */
} LodeGrammar;

/* False if the language lacks a symbol or field that is listed above, or has more than fit. */
bool lode_grammar_init(LodeGrammar *self, const TSLanguage *language);

static inline LodeNodeKind lode_grammar_kind(const LodeGrammar *self, TSSymbol symbol)
{
    /* ts_builtin_sym_error is (TSSymbol)-1 and lies outside the table. */
    return symbol < LODE_GRAMMAR_SYMBOLS ? (LodeNodeKind)self->kinds[symbol] : LODE_NODE_ERROR;
}

static inline LodeField lode_grammar_field(const LodeGrammar *self, TSFieldId field)
{
    return (LodeField)self->fields[field];
}

#endif

/*
 * Body tokens: a program as tokens, one after the other, for the rewriting of bodies.
 *
 * Whether a slash begins a regular expression, and a brace goes on with a template, only the
 * grammar knows: a slash is read as an operator and a brace as itself, and who knows better
 * reads the same token again (lode_body_tokens_regex, lode_body_tokens_template).
 *
 * The source is a program, by the engine's word. Where it is not, some token comes out of
 * any bytes, and the last is always LODE_TOKEN_END. Time is linear; nothing is allocated.
 */
#ifndef LODE_SYNTAX_BODY_TOKENS_H
#define LODE_SYNTAX_BODY_TOKENS_H

#include "base/str.h"

typedef enum LodeTokenKind {
    LODE_TOKEN_END,
    LODE_TOKEN_NAME, /* identifiers and keywords: see LodeKeyword */
    LODE_TOKEN_PRIVATE,
    LODE_TOKEN_STRING,
    LODE_TOKEN_LITERAL, /* numbers and regular expressions */
    LODE_TOKEN_TEMPLATE,
    LODE_TOKEN_TEMPLATE_OPEN, /* a piece of a template that ends with ${ */
    LODE_TOKEN_OPEN_PAREN,
    LODE_TOKEN_CLOSE_PAREN,
    LODE_TOKEN_OPEN_BRACKET,
    LODE_TOKEN_CLOSE_BRACKET,
    LODE_TOKEN_OPEN_BRACE,
    LODE_TOKEN_CLOSE_BRACE,
    LODE_TOKEN_SEMICOLON,
    LODE_TOKEN_COMMA,
    LODE_TOKEN_COLON,
    LODE_TOKEN_DOT,
    LODE_TOKEN_OPTIONAL, /* ?. */
    LODE_TOKEN_QUESTION,
    LODE_TOKEN_SPREAD,
    LODE_TOKEN_ARROW,
    LODE_TOKEN_ASSIGN, /* = alone */
    LODE_TOKEN_SIGN,   /* + and - */
    LODE_TOKEN_STEP,   /* ++ and -- */
    LODE_TOKEN_NOT,    /* ! and ~ */
    LODE_TOKEN_STAR,
    LODE_TOKEN_SLASH,   /* also /= */
    LODE_TOKEN_OPERATOR /* every other one with two sides */
} LodeTokenKind;

/* Names that the grammar gives a part to, if they are written without escapes; in alphabetical order. */
#define LODE_KEYWORDS(X)        \
    X(ACCESSOR, "accessor")     \
    X(ARGUMENTS, "arguments")   \
    X(ASSERT, "assert")         \
    X(ASYNC, "async")           \
    X(AWAIT, "await")           \
    X(BREAK, "break")           \
    X(CASE, "case")             \
    X(CATCH, "catch")           \
    X(CLASS, "class")           \
    X(CONST, "const")           \
    X(CONTINUE, "continue")     \
    X(DEBUGGER, "debugger")     \
    X(DEFAULT, "default")       \
    X(DELETE, "delete")         \
    X(DO, "do")                 \
    X(ELSE, "else")             \
    X(EXPORT, "export")         \
    X(EXTENDS, "extends")       \
    X(FINALLY, "finally")       \
    X(FOR, "for")               \
    X(FROM, "from")             \
    X(FUNCTION, "function")     \
    X(GET, "get")               \
    X(IF, "if")                 \
    X(IMPORT, "import")         \
    X(IN, "in")                 \
    X(INSTANCEOF, "instanceof") \
    X(LET, "let")               \
    X(META, "meta")             \
    X(NEW, "new")               \
    X(OF, "of")                 \
    X(RETURN, "return")         \
    X(SET, "set")               \
    X(STATIC, "static")         \
    X(SWITCH, "switch")         \
    X(THROW, "throw")           \
    X(TRY, "try")               \
    X(TYPEOF, "typeof")         \
    X(USING, "using")           \
    X(VAR, "var")               \
    X(VOID, "void")             \
    X(WHILE, "while")           \
    X(WITH, "with")             \
    X(YIELD, "yield")

typedef enum LodeKeyword {
    LODE_KEYWORD_NONE,
#define X(keyword, text) LODE_KEYWORD_##keyword,
    LODE_KEYWORDS(X)
#undef X
} LodeKeyword;

typedef struct LodeToken {
    uint32_t start; /* offsets in the source */
    uint32_t end;
    uint8_t kind;    /* LodeTokenKind */
    uint8_t keyword; /* LodeKeyword, of names */
    bool newline;    /* a line ended before it */
    bool escaped;    /* a name with an escape in it */
} LodeToken;

typedef struct LodeBodyTokens {
    LodeStr source; /* borrowed */
    uint32_t at;
    bool html_comments; /* scripts have them, modules have not */
    bool is_odd;        /* a name with an escape has been read, or in a module what begins a comment in a script */
    uint32_t operators; /* how many times the words `await` and `yield` have been read */
} LodeBodyTokens;

/* The next token. At the end LODE_TOKEN_END, again and again. */
LodeToken lode_body_tokens_next(LodeBodyTokens *self);
/* Reads the slash or brace `token`, the last one that was read, again as what it begins here. */
LodeToken lode_body_tokens_regex(LodeBodyTokens *self, LodeToken token);
LodeToken lode_body_tokens_template(LodeBodyTokens *self, LodeToken token);

/* The first byte from `at` on that is in no white space and no comment. `newline` is set where a line ended. */
uint32_t lode_body_tokens_skip(const LodeBodyTokens *self, uint32_t at, bool *newline);
/* The first byte from `at` on, below `end`, that is outside ASCII or ends a line. */
uint32_t lode_body_plain_end(LodeStr source, uint32_t at, uint32_t end);
/* The size of the line terminator at `at` (\r\n is one), or 0. */
uint32_t lode_body_line_end(LodeStr source, uint32_t at);

#endif

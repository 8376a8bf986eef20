/*
 * Skimmer: the state of the skim, shared by the five files that it is made of.
 *
 *   skim.c          brackets, operators, the loop: which token it is and what it follows
 *   skim_tokens.c   strings, templates, patterns, comments: where a token ends
 *   skim_words.c    words of interest, and spelling what the grammar misreads
 *   skim_cuts.c     what is left out: insides of brackets, statements, comments
 *   skim_names.c    what the top level declares and exports, where that is asked for
 *
 * A token function starts at the first byte of its token, leaves `at` after the last,
 * and calls lode__skim_end_token. Those that may find that the bytes cannot be read
 * return false then.
 */
#ifndef LODE_SYNTAX_SKIMMER_H
#define LODE_SYNTAX_SKIMMER_H

#include "syntax/skim.h"

/* What the token before means for a slash, a bracket or an identifier that follows. */
typedef enum LodeBefore {
    BEFORE_OPERATOR, /* punctuation, or the start: an expression follows */
    BEFORE_ARROW,    /* => */
    BEFORE_DOT,      /* . or ?. : a name of a property follows */
    BEFORE_WORD,     /* an identifier or keyword */
    BEFORE_PROPERTY, /* a name after a dot */
    BEFORE_OPERAND,  /* a number, string, template or regular expression */
    BEFORE_CLOSED,   /* ) ] or } */
    BEFORE_STEP      /* ++ or -- */
} LodeBefore;

/* Flags of brackets. Those of the last closed one stay known for the token after it. */
enum {
    INTERESTING = 1 << 0, /* a word of interest is inside, or it counts as if one were */
    KEEP = 1 << 1,        /* nothing inside is cut; inherited */
    FUNCTION = 1 << 2,    /* inside the body of a function; inherited */
    CUTTABLE = 1 << 3,    /* the inside may be cut */
    CONTROL = 1 << 4,     /* a parenthesis after if, for, while, … */
    CLAUSE = 1 << 5,      /* the braces of an import or export */
    BLOCK = 1 << 6,       /* certainly a list of statements, which may be cut one by one */
    BUSY = 1 << 7         /* a word of interest is in its current statement */
};

/* How the current statement of a block begins, and so how it ends. */
enum {
    HEAD_NONE,     /* not yet */
    HEAD_PLAIN,    /* with a semicolon: expressions, declarations of variables, return, … */
    HEAD_FUNCTION, /* with a closing brace: declarations of functions and classes */
    HEAD_OTHER     /* not certain: it stays */
};

typedef enum LodeModulePackage { MODULE_PACKAGE_NOT_ASKED, MODULE_PACKAGE_NO, MODULE_PACKAGE_MAYBE } LodeModulePackage;

typedef struct LodeSkimmer {
    LodeSkim *result;
    char *bytes; /* the text while it is still the whole source from `base` on, NULs after it */
    uint32_t base;
    uint32_t size;
    uint32_t at;
    LodeBefore before;
    uint32_t word; /* the last identifier, where `before` is WORD or PROPERTY */
    uint32_t word_size;
    uint32_t before_end;              /* one past the last token */
    uint32_t before_word;             /* one past the token before the last identifier */
    uint32_t import_end;              /* one past the string of the last import statement */
    uint32_t heritage;                /* how many brackets were open at the last `extends`, or 0 */
    uint8_t closed;                   /* flags of the bracket that closed last */
    bool at_statement;                /* the next token begins a statement of the innermost block */
    bool in_import;                   /* between `import` and its string */
    bool end_doubt;                   /* the current declaration may have ended */
    LodeModulePackage module_package; /* whether the source may load node:module */
    const uint16_t *words;            /* the table of words: fewer where names are not asked for */
    uint32_t declaring;               /* how many brackets are open around the current declaration, or 0 */
    uint32_t pattern;                 /* where the pattern of a declaration begins, which is to stay */
    LodeSkimName declared;            /* what the declarators of the current declaration are */
} LodeSkimmer;

/* Kinds of bytes. */
enum {
    K_OTHER, /* punctuation without a rule of its own */
    K_SPACE,
    K_WORD,
    K_DIGIT,
    K_HIGH, /* outside ASCII */
    K_QUOTE,
    K_TEMPLATE,
    K_SLASH,
    K_OPEN,
    K_CLOSE,
    K_DOT,
    K_EQUALS,
    K_STEP,
    K_LESS,
    K_SEMICOLON,
    K_COMMA,
    K_BACKSLASH,
    K_NUL
};
extern const unsigned char lode__skim_kinds[256];

static inline unsigned char lode__skim_kind(const LodeSkimmer *self, uint32_t at)
{
    return lode__skim_kinds[(unsigned char)self->bytes[at]];
}

static inline LodeBracket *lode__skim_innermost(const LodeSkimmer *self)
{
    return &lode_vec_last(&self->result->brackets);
}

static inline bool lode__skim_word_is(const LodeSkimmer *self, const char *text, size_t size)
{
    return self->word_size == size && memcmp(self->bytes + self->word, text, size) == 0;
}
#define WORD_IS(self, literal) lode__skim_word_is((self), (literal), sizeof(literal) - 1)

static inline uint32_t lode__skim_blanks(const LodeSkimmer *self, uint32_t at)
{
    while (lode__skim_kind(self, at) == K_SPACE) {
        at++;
    }
    return at;
}

/* --- skim_cuts.c */

/* Ends the pass. Returns false so that a token function can `return` it. */
bool lode__skim_unsure(LodeSkimmer *self, const char *reason);
/* Notes the first error. The pass goes on for the words that come after it; its cuts are void. */
void lode__skim_broken(LodeSkimmer *self, LodeSkimError error, uint32_t start, uint32_t end, uint32_t related);
/* Notes a token that does not fit the one before. The pass goes on, but its cuts are void. */
void lode__skim_suspect(LodeSkimmer *self, uint32_t at);
/* Something at this place is of interest: brackets and statements around it stay. */
void lode__skim_interest(LodeSkimmer *self);
/* False if there are too many. */
bool lode__skim_open(LodeSkimmer *self, char type, uint32_t start, uint8_t flags);
/* Takes the innermost bracket off the stack, and its inside out of the text if it may go. */
void lode__skim_close(LodeSkimmer *self, uint32_t end);
void lode__skim_cut_comment(LodeSkimmer *self, uint32_t start, uint32_t end, bool newline);
/* The braces that end at `end` are a pattern whose names may count: they stay. */
void lode__skim_keep_pattern(LodeSkimmer *self, uint32_t end);
/* After the first token of a statement. */
void lode__skim_begin_statement(LodeSkimmer *self);
/* The current statement of the innermost block ends before `end`. */
void lode__skim_end_statement(LodeSkimmer *self, uint32_t end);

static inline void lode__skim_end_token(LodeSkimmer *self, LodeBefore before)
{
    self->before = before;
    self->before_end = self->at;
    if (self->at_statement) {
        lode__skim_begin_statement(self);
    }
}

/* --- skim_tokens.c */

/* The size of the white space outside ASCII at `bytes`, or 0 (ECMAScript 12.2, 12.3). */
uint32_t lode__skim_high_space(const unsigned char *bytes);
/* Whether a line ends in [start, end); where it is hard to tell, true. */
bool lode__skim_newline(const LodeSkimmer *self, uint32_t start, uint32_t end);
/* Whether an expression ends with the token before, so that none can follow it on the same line. */
bool lode__skim_after_expression(const LodeSkimmer *self);
void lode__skim_string(LodeSkimmer *self);
void lode__skim_number(LodeSkimmer *self);
/* From `at`, inside, up to its end or the next substitution. `start` is that of the template. */
bool lode__skim_template(LodeSkimmer *self, uint32_t start);
bool lode__skim_regex(LodeSkimmer *self);
void lode__skim_line_comment(LodeSkimmer *self);
void lode__skim_block_comment(LodeSkimmer *self);

/*
 * An expression ends with the token before, and a token of `size` bytes comes that begins
 * another: they do not fit, or a statement begins. A size of 0: no word.
 */
void lode__skim_beside(LodeSkimmer *self, uint32_t start, uint32_t size);

/* --- skim_words.c */

bool lode__skim_word(LodeSkimmer *self);
/* The names in the braces of an import or export, up to the closing one. */
bool lode__skim_clause(LodeSkimmer *self);
/* The flags of the braces after `with` or `assert`, which are respelt for the grammar. */
uint8_t lode__skim_attributes(LodeSkimmer *self);
/* Before a [: ends a declaration like `let x` that is on the line before. */
void lode__skim_end_declaration(LodeSkimmer *self);

/* --- skim_names.c */

/* The word `export` ends at `at`. */
void lode__skim_export(LodeSkimmer *self);
/* A word that may declare names: let, const, var, class, function, async. It ends at `at`. */
void lode__skim_declaration(LodeSkimmer *self, LodeWord word, uint32_t start);
/* What ends at `at`, a contextual word, ++ or --, may end an expression, or else go on on the next line. */
void lode__skim_contextual(LodeSkimmer *self);
/* After a comma between declarators. */
void lode__skim_next_declarator(LodeSkimmer *self);
/* The token at `start`, a word of `size` bytes or 0, begins a statement if it cannot go on with the declaration. */
void lode__skim_new_statement(LodeSkimmer *self, uint32_t start, uint32_t size);
/* At an operator, at a brace, and after a bracket that closes, while names are being declared. */
void lode__skim_operator_of_declaration(LodeSkimmer *self);
void lode__skim_brace_of_declaration(LodeSkimmer *self);
void lode__skim_closed_in_declaration(LodeSkimmer *self);

#endif

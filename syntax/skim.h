/*
 * Skim: the one fast pass over a source that decides which bytes are parsed at all.
 *
 * A record depends on a few words (words.h) and on what stands around them. Most of a
 * program holds none of them: function bodies, object literals, arguments, statements,
 * comments. The pass reads the source as tokens, keeps a stack of open brackets, and when
 * a bracket closes or a statement ends in which no word of interest stood, it is cut:
 *
 *     var a = b(1);                                    var {x} = require('y'),
 *     var {x} = require('y'),                              z = {};
 *         z = {a: 1, b: 2};   // why                   if (a) {c(require('d'))}
 *     if (a) {b(); c(require('d'))}
 *     exports.f = function () {…}
 *
 * What is left is the same program to everything above, and it is a fifth or less of
 * the bytes. The pass also spells differently, byte for byte, what the grammar misreads
 * (`export {a as null}`, `using` as a name, `import defer`).
 *
 * Where the bytes cannot be read with certainty without a parse (a slash after a brace,
 * JSX, \u in a name, createRequire and other new names for require), it says so and
 * the text is the whole source. It never guesses: a wrong cut would be a lost edge.
 * A cut part is checked for what costs little: that brackets match, that strings,
 * templates and comments end, that no two expressions stand side by side, that no operator
 * lacks its right side. What does not fit makes the pass unsure. Other
 * errors of grammar in a cut part are not seen.
 *
 * Where names are asked for, it also notes what the top level declares and exports by name
 * (skim_names.c), so that `export const x = 1` can be cut and still be known.
 *
 * Time is linear, memory one copy of the source and a few bytes for each open bracket.
 */
#ifndef LODE_SYNTAX_SKIM_H
#define LODE_SYNTAX_SKIM_H

#include "syntax/text.h"
#include "syntax/words.h"

typedef enum LodeSkimResult {
    LODE_SKIM_NOTHING, /* nothing is left that could matter: there is nothing to parse */
    LODE_SKIM_SHORT,   /* the text is what matters, and `words` are offsets in it */
    LODE_SKIM_UNSURE,  /* the text is the whole source; `reason` says why */
    LODE_SKIM_BROKEN   /* the same, and `error` is certain: the source is no program */
} LodeSkimResult;

/* What is certainly wrong with a source. */
typedef enum LodeSkimError {
    LODE_SKIM_FINE,
    LODE_SKIM_OPEN_STRING,
    LODE_SKIM_OPEN_TEMPLATE,
    LODE_SKIM_OPEN_COMMENT,
    LODE_SKIM_OPEN_BRACKET,  /* never closed */
    LODE_SKIM_STRAY_BRACKET, /* closes nothing */
    LODE_SKIM_WRONG_BRACKET, /* closes what `related` did not open */
    LODE_SKIM_TOO_DEEP,
    LODE_SKIM_NUL
} LodeSkimError;

typedef struct LodeBracket {
    uint32_t start;          /* offset of the bracket; of the '$' for a substitution */
    uint32_t cuts;           /* how many there were when it opened */
    uint32_t statement;      /* where the current statement begins, in a block */
    uint32_t statement_cuts; /* how many cuts there were then */
    uint8_t type;            /* the byte: ( [ {, $ for a substitution in a template, 0 for the file */
    uint8_t flags;           /* see skimmer.h */
    uint8_t head;
} LodeBracket;

/* What declares a name. */
typedef enum LodeSkimKind {
    LODE_SKIM_LET,
    LODE_SKIM_CONST,
    LODE_SKIM_VAR,
    LODE_SKIM_FUNCTION,
    LODE_SKIM_CLASS,
    LODE_SKIM_EXPRESSION /* export default, and no name */
} LodeSkimKind;

/* A name that the top level declares without a pattern, or a default that it exports. */
typedef struct LodeSkimName {
    uint32_t start; /* of the name, in the source; start == end: it has none */
    uint32_t end;
    uint32_t place; /* of the word `default` where it is one */
    LodeSkimKind kind;
    bool exported;
    bool is_default;
    bool nested; /* a var inside a block: it takes the name, and may be more than there is */
} LodeSkimName;

/* When the text is to stay whole: never, always, in modules. */
typedef enum LodeSkimWhole { LODE_SKIM_CUT, LODE_SKIM_WHOLE, LODE_SKIM_WHOLE_MODULE } LodeSkimWhole;

typedef struct LodeSkim {
    bool wants_names;             /* set before the pass: `names` are asked for */
    LODE_VEC(LodeSkimName) names; /* in source order */
    bool is_module;               /* import or export statements were seen */
    bool doubt;                   /* names are not certain; then the text of a module stays whole */
    LODE_VEC(LodeBracket) brackets;
    LODE_VEC(LodeCut) cuts; /* ascending */
    LodeOffsets words;
    bool module_syntax; /* an export was cut: what is left need not show that this is a module */
    const char *reason; /* why it is unsure */
    LodeSkimError error;
    LodeSpan error_span; /* in the source */
    uint32_t related;
    uint32_t suspicions; /* tokens that do not fit the one before them */
    uint32_t suspect;    /* the offset of the first */
} LodeSkim;

/* A zeroed LodeSkim is ready; memory is reused by the next call. */
void lode_skim_release(LodeSkim *self);
/*
 * Fills `text` from its source, which starts at `start` (after a BOM). Where it stays whole
 * nothing is cut: the result is UNSURE or BROKEN, and the spelling is adapted all the same.
 */
LodeSkimResult lode_skim(LodeSkim *self, LodeText *text, uint32_t start, LodeSkimWhole whole);

#endif

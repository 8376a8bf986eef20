/*
 * Words: the identifiers that a record depends on, and the keywords that decide how
 * the bytes after them are to be read.
 *
 * A word of interest is tested by its first byte and size in one table look-up, which
 * nearly every identifier of a program fails; only then are its bytes compared. What a
 * keyword means for its neighbours is asked rarely, when a bracket or slash follows.
 */
#ifndef LODE_SYNTAX_WORDS_H
#define LODE_SYNTAX_WORDS_H

#include "base/vec.h"

typedef LODE_VEC(uint32_t) LodeOffsets; /* ascending */

typedef enum LodeWord {
    LODE_WORD_OTHER,
    LODE_WORD_IMPORT,
    LODE_WORD_EXPORT,
    LODE_WORD_REQUIRE,
    LODE_WORD_MODULE,
    LODE_WORD_EXPORTS,
    LODE_WORD_FILENAME, /* __filename */
    LODE_WORD_DIRNAME,  /* __dirname */
    LODE_WORD_URL,
    LODE_WORD_AWAIT,
    LODE_WORD_CREATE_REQUIRE,
    LODE_WORD_EXTENDS, /* these two only for the way the bytes after them are read */
    LODE_WORD_USING,
    LODE_WORD_LET, /* and these where names are asked for */
    LODE_WORD_CONST,
    LODE_WORD_VAR,
    LODE_WORD_CLASS,
    LODE_WORD_FUNCTION,
    LODE_WORD_ASYNC,
    LODE_WORD_CONTEXTUAL /* as, of, get, set, from, static, accessor: names that other words may follow */
} LodeWord;

typedef enum LodeRole {
    LODE_ROLE_NAME,
    LODE_ROLE_CONTROL,   /* a parenthesis follows, then a statement: if, for, while, with, switch, catch */
    LODE_ROLE_OPERATOR,  /* an expression follows: return, typeof, case, … */
    LODE_ROLE_CONTEXTUAL /* a name in some places, an operator in others: await, yield, of */
} LodeRole;

/* For each first byte the sizes, as bits, of the words of interest, without and with those that declare names. */
extern const uint16_t lode_word_sizes[256];
extern const uint16_t lode_word_sizes_of_names[256];
LodeWord lode_word_compare(const char *bytes, size_t size);

/* What an identifier of `size` bytes, at least 1, is among the words of a table. */
static inline LodeWord lode_word_in(const uint16_t *sizes, const char *bytes, size_t size)
{
    bool possible = size < 16 && (sizes[(unsigned char)bytes[0]] >> size & 1);
    return possible ? lode_word_compare(bytes, size) : LODE_WORD_OTHER;
}

static inline LodeWord lode_word_of(const char *bytes, size_t size)
{
    return lode_word_in(lode_word_sizes, bytes, size);
}

LodeRole lode_word_role(const char *bytes, size_t size);

/* Whether the grammar takes a name for a keyword wherever it stands (ECMAScript 12.7.2). */
bool lode_word_is_reserved(const char *bytes, size_t size);

/* Words that an expression or name may follow on the same line: return, const, async, from, … */
bool lode_word_precedes(const char *bytes, size_t size);
/* Words that may follow an expression on the same line: in, of, as, else, … */
bool lode_word_is_infix(const char *bytes, size_t size);

/* Bytes that continue an identifier: letters, digits, '_', '$' and everything outside ASCII. */
extern const unsigned char lode_word_bytes[256];

#endif

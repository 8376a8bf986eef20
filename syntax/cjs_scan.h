/*
 * CJS scan: the tokens of a CommonJS text as Node's two lexers cut them.
 *
 * Node 20.20 and 22.23 read a text as UTF-16 code units (cjs-module-lexer), Node 24.21 and 26.10
 * as UTF-8 bytes (merve; earlier releases of 24 had the other one). LodeCjsDialect tells the two
 * apart: to merve every byte outside ASCII continues an identifier, and no blank is outside
 * ASCII. Both skip strings, templates, comments and regular expressions, and guess from the
 * tokens before a slash what it is. A text that they cannot cut has no names at all: `error` is
 * set, and scanning is over.
 *
 * `at` is the offset of the next byte; every function that takes something moves it behind
 * that. Past the end there is LODE_CJS_END. Brackets are kept on a stack of at most
 * LODE_CJS_DEPTH_LIMIT levels, so memory is bounded; V8 refuses nesting far below that.
 */
#ifndef LODE_SYNTAX_CJS_SCAN_H
#define LODE_SYNTAX_CJS_SCAN_H

#include "base/vec.h"

typedef enum LodeCjsDialect {
    LODE_CJS_UNITS, /* cjs-module-lexer 2.2.0: Node 20 and 22 */
    LODE_CJS_BYTES  /* merve 1.2.2: Node 24 and 26 */
} LodeCjsDialect;

enum { LODE_CJS_END = -1, LODE_CJS_DEPTH_LIMIT = 65536, LODE_CJS_TEMPLATE_LIMIT = 2048 };

/* Offsets that are none: before the first byte, and of a level that no bracket has opened yet. */
#define LODE_CJS_BEFORE UINT32_MAX
#define LODE_CJS_UNSET (UINT32_MAX - 1)

typedef struct LodeCjsLevel {
    uint32_t before; /* the last byte of the token before its bracket */
    bool is_class;   /* its brace is that of a class */
} LodeCjsLevel;

typedef struct LodeCjsScan {
    LodeStr source; /* below 4 GiB */
    LodeCjsDialect dialect;
    uint32_t at;
    uint32_t last; /* the last byte of the token before */
    bool last_slash_divides;
    bool class_is_next;
    uint32_t depth;
    LODE_VEC(LodeCjsLevel) levels; /* entries stay when their bracket closes, as in the lexers */
    LODE_VEC(uint32_t) templates;  /* the depths of the substitutions around the innermost one */
    uint32_t template_depth;       /* of the innermost substitution; UINT32_MAX outside */
    const char *error;             /* static; NULL while the text can be cut */
    uint32_t error_offset;
} LodeCjsScan;

/* The source must outlive the scan. Release what it grew with lode__cjs_scan_release. */
void lode__cjs_scan_init(LodeCjsScan *self, LodeStr source, LodeCjsDialect dialect);
void lode__cjs_scan_release(LodeCjsScan *self);

/* Gives up. The first error counts. */
void lode__cjs_fail(LodeCjsScan *self, const char *error, uint32_t offset);

/* A byte of the source; LODE_CJS_END before its start and past its end. */
static inline int lode__cjs_byte(const LodeCjsScan *self, uint32_t at)
{
    return at < self->source.size ? (unsigned char)self->source.data[at] : LODE_CJS_END;
}

/* The next byte. */
static inline int lode__cjs_next(const LodeCjsScan *self)
{
    return lode__cjs_byte(self, self->at);
}

/* Whether the bytes at an offset are those of `text`. */
bool lode__cjs_holds(const LodeCjsScan *self, uint32_t at, const char *text);
/* Takes `text` where it is next. */
bool lode__cjs_take(LodeCjsScan *self, const char *text);
/* Takes blanks and comments; returns the byte after them. */
int lode__cjs_blanks(LodeCjsScan *self);
/* Takes an identifier; false and nothing taken where there is none. */
bool lode__cjs_identifier(LodeCjsScan *self);
/* Takes a string; its quote is next. */
void lode__cjs_string(LodeCjsScan *self);
/* Takes the rest of a template up to its end or its next substitution, which it enters. */
void lode__cjs_template(LodeCjsScan *self);
/* Takes a line or block comment; "//" or the other is next. */
void lode__cjs_comment(LodeCjsScan *self);
/* Takes a slash: a whole regular expression where it begins one. */
void lode__cjs_slash(LodeCjsScan *self);

/* Enters a bracket. `before` is the last byte of the token before it. */
void lode__cjs_open(LodeCjsScan *self, uint32_t before);
/* Takes the bracket that is next. */
void lode__cjs_open_brace(LodeCjsScan *self);
void lode__cjs_close_paren(LodeCjsScan *self);
void lode__cjs_close_brace(LodeCjsScan *self);
/* Fails where brackets or a template are still open. */
void lode__cjs_finish(LodeCjsScan *self);

/* Whether what is before an offset lets a keyword begin there: blanks, punctuators but '.', the start. */
bool lode__cjs_begins_word(const LodeCjsScan *self, uint32_t at);
/* ASCII punctuators of the grammar; quotes and '`' are none. */
bool lode__cjs_is_punctuator(int byte);

/* The name that ends before `end` on one line: its start, or `end` where there is none. */
uint32_t lode__cjs_identifier_before(const LodeCjsScan *self, uint32_t end);

#endif

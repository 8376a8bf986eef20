/*
 * The tokens of a package.json as Node 22 and later see them.
 *
 * Node reads the file with simdjson, which finds all tokens first and then judges
 * only those that it comes across while it looks for the few fields it wants; so
 * much that is no JSON is read without complaint, and what is not depends on where
 * tokens start. A token is one of { } [ ] : , (and two control characters that
 * simdjson's tables take for such), a string, or a run of other bytes, here called
 * a scalar: nobody looks at more than its first byte. A string that follows a scalar
 * without a gap belongs to it. A backslash hides a quote outside strings, too.
 *
 * A cursor that stands on a token and turns 64 bytes at a time into bit masks
 * ("Parsing Gigabytes of JSON per Second", Langdale and Lemire 2019, section 3.1):
 * no memory, one pass. Values that nobody wants cost no more than their brackets.
 */
#ifndef LODE_RESOLVER_PACKAGE_TOKENS_H
#define LODE_RESOLVER_PACKAGE_TOKENS_H

#include "base/str.h"

#define LODE_TOKEN_NONE (-1)

typedef struct LodeTokens {
    LodeStr text;
    int first;    /* first byte of the token; LODE_TOKEN_NONE past the last one */
    size_t start; /* of the token; the size of the text past the last one */
    /* The block of 64 bytes that holds the token: a bit for each byte, the first byte the lowest. */
    size_t block;
    uint64_t starts; /* of tokens that the cursor has not come to */
    uint64_t opens;  /* brackets outside strings */
    uint64_t closes;
    /* What the block before hands over. */
    uint64_t in_string;       /* all bits: it ends inside a string */
    uint64_t is_escaped;      /* 1: it ends with a backslash that escapes what comes */
    uint64_t is_after_scalar; /* 1: it ends with a byte of a scalar */
    /* What all blocks so far have. */
    uint64_t controls;    /* not 0: control characters in strings */
    uint64_t not_ascii;   /* not 0: bytes that are not ASCII */
    size_t backslash_end; /* just past the last backslash; 0: none */
} LodeTokens;

/* Stands on the first token afterwards. Borrows `text`. */
void lode__tokens_init(LodeTokens *self, LodeStr text);
/* lode__tokens_next in a block that has no more tokens. */
void lode__tokens_next_block(LodeTokens *self);
/* Goes on to the next token; stays past the last one. */
static inline void lode__tokens_next(LodeTokens *self)
{
    if (!self->starts) {
        lode__tokens_next_block(self);
        return;
    }
    self->start = self->block + (size_t)__builtin_ctzll(self->starts);
    self->first = (unsigned char)self->text.data[self->start];
    self->starts &= self->starts - 1;
}
/* Goes on from a string, and returns what is between its quotes, as it is written. */
LodeStr lode__tokens_take_string(LodeTokens *self);
/*
 * Goes on until `depth` (not 0) brackets more were closed than opened, of whatever kind, and stands
 * past the last of them. The token it stands on counts. False where the tokens end before.
 */
bool lode__tokens_skip(LodeTokens *self, size_t depth);
/*
 * Reads what is left. The first byte of the last token of all, which is `last` where the
 * cursor stands past it already. After this `controls`, `in_string` and `not_ascii` are
 * those of the whole text.
 */
int lode__tokens_finish(LodeTokens *self, int last);

/* What no text may have, whatever its tokens are: a control character in a string, or a string that does not end. */
static inline bool lode__tokens_are_flawed(const LodeTokens *self)
{
    return self->controls || self->in_string;
}

/* Words for the first such flaw of a text and its place, or NULL. Slow: for texts that were refused. */
const char *lode__tokens_find_flaw(LodeStr text, size_t *offset);

#endif

/*
 * CJS patterns: the shapes that Node's lexer knows, written down as they look.
 *
 * A pattern is a text of tokens with a space between any two. Blanks and comments may stand
 * before each token, never inside one. Tokens are literal text, but for
 *
 *   %1 %2     an identifier, kept in its slot
 *   $1 $2     the text of that slot, whatever follows it
 *   %i        any identifier
 *   %s %q     a string, kept in the slot for strings; any string
 *   %x        exports, or module.exports
 *   %f        `: function`, `: function NAME`, or nothing
 *   %t        true
 *   'word '   that word behind a quote, and the same quote, which blanks may precede
 *   ;? ,?     that token, or nothing
 *   in_       the word and one space
 */
#ifndef LODE_SYNTAX_CJS_PATTERN_H
#define LODE_SYNTAX_CJS_PATTERN_H

#include "base/span.h"
#include "syntax/cjs_scan.h"

typedef struct LodeCjsSlots {
    LodeSpan names[2]; /* of %1 and %2 */
    LodeSpan string;   /* of %s, quotes included */
} LodeCjsSlots;

/*
 * Takes what matches, blanks in front included, or takes nothing and is false. A string that does
 * not end fails the scan. Slots that were reached are filled in either case.
 */
bool lode__cjs_match(LodeCjsScan *self, const char *pattern, LodeCjsSlots *slots);

#endif

/*
 * Globs on ids and paths, in time linear in the text.
 *
 *   *        any run of bytes without '/'      ?        one code point but '/'
 *   **       as a whole segment: any number of segments, none included;
 *            elsewhere the same as *
 *   [a-z]    one code point of a set; [!…] or [^…] one outside it; never '/'
 *   {a,b}    either; may be nested, parts may be empty
 *   \x       the byte x itself
 *
 * A pattern matches the whole text. As in .gitignore, a pattern without '/' is
 * tried on the last segment too (`*.test.js`), a trailing '/' stands for
 * everything below a folder (`src/old/`; `old/` at any depth), and a leading `./` is dropped.
 * An unclosed '[' or '{' is an ordinary character. Names beginning with a dot
 * are not special.
 *
 * A glob is compiled to a list of states and matched by following all of them
 * at once, so there is no backtracking: O(text * pattern), with an eighth of a byte
 * of stack for each state. Matching is safe from several threads.
 */
#ifndef LODE_GRAPH_GLOB_H
#define LODE_GRAPH_GLOB_H

#include "base/error.h"

typedef struct LodeGlob LodeGlob;

/* In `arena`. NULL and LODE_USAGE in `error` where the pattern is longer than a glob may be (999 bytes). */
const LodeGlob *lode_glob_new(LodeArena *arena, LodeStr pattern, LodeError *error);
bool lode_glob_matches(const LodeGlob *self, LodeStr text);

typedef struct LodeGlobSet {
    const LodeGlob **items;
    size_t count;
} LodeGlobSet;

/* False where one of the patterns is refused; `out` then holds the others. */
bool lode_glob_set_init(LodeGlobSet *out, LodeArena *arena, const LodeStr *patterns, size_t count, LodeError *error);
/* Whether any of them matches. */
bool lode_glob_set_matches(const LodeGlobSet *self, LodeStr text);

/* Whether the text has a character that means something in a glob. */
bool lode_glob_is_pattern(LodeStr text);

#endif

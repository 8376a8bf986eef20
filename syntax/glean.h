/*
 * Glean: the requests of a source that the parser gave up on or did not read wholly.
 *
 * Without a tree only the plainest are certain: import and export statements and
 * import() with a string, and require() with a string where no other use of the
 * word hints that something else may be called so. Names taken and circumstances are
 * not known. One look at each word of interest that the skim found.
 */
#ifndef LODE_SYNTAX_GLEAN_H
#define LODE_SYNTAX_GLEAN_H

#include "syntax/requests.h"
#include "syntax/words.h"

/* Adds what `requests->list` does not have yet. `words` are offsets in the source. */
void lode_glean(LodeRequests *requests, LodeStr source, const LodeOffsets *words, LodeArena *arena);

#endif

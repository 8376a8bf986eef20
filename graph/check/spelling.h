/*
 * Spelling: the specifier that would name the file if its letters had the right case.
 *
 * Segment by segment from where the specifier starts: where a name is not there, the names of
 * the folder are looked through for one that differs in case only. What comes out
 * is tried: only a specifier that resolves is an answer. Folders are listed once.
 */
#ifndef LODE_GRAPH_CHECK_SPELLING_H
#define LODE_GRAPH_CHECK_SPELLING_H

#include "graph/check/checker.h"

typedef struct LodeSpelling LodeSpelling;
LodeSpelling *lode__spelling_new(LodeChecker *checker);
void lode__spelling_free(LodeSpelling *self);

/* The right specifier of a request that failed, in `arena`; absent where case is not what is wrong. */
LodeStr lode__spelling_of_failed(LodeSpelling *self, const LodeEdge *edge, LodeArena *arena);
/*
 * The right specifier of a relative request that resolved all the same, because the file system
 * ignores case; absent where it is spelt right. Asks nothing where the file system minds case.
 */
LodeStr lode__spelling_of_resolved(LodeSpelling *self, const LodeEdge *edge, LodeArena *arena);

#endif

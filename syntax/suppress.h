/*
 * Suppress: comments `lode-ignore-next-line RULE -- reason`, in either form of comment.
 *
 * Few sources have one, so a search of the bytes comes first; where it finds the word, the
 * whole file is parsed and its comments are looked at, so that the word in a string or
 * template is none.
 */
#ifndef LODE_SYNTAX_SUPPRESS_H
#define LODE_SYNTAX_SUPPRESS_H

#include "syntax/record.h"

typedef LODE_VEC(LodeSpan) LodeComments; /* in source order */
typedef LODE_VEC(LodeSuppression) LodeSuppressions;

/* Whether the source may hold such a comment. */
bool lode_suppress_may_occur(LodeStr source);
/* Appends what the comments say; strings live in the arena. Linear in the source. */
void lode_suppress_collect(LodeSuppressions *out, LodeStr source, const LodeComments *comments, LodeArena *arena);

#endif

/*
 * Trivia: the bytes between tokens.
 */
#ifndef LODE_SYNTAX_TRIVIA_H
#define LODE_SYNTAX_TRIVIA_H

#include "base/str.h"

/* The first byte from `at` on that is neither blank nor in a comment. `newline`: a line ended before it. */
size_t lode_trivia_skip(LodeStr source, size_t at, bool *newline);

#endif

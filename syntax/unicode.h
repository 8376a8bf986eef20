/*
 * What source text needs of UTF-8 beyond base/utf.h.
 *
 * Node decodes files with the WHATWG decoder, which puts U+FFFD for what is not UTF-8;
 * so do values here. Nothing allocates but the buffer that is written to.
 */
#ifndef LODE_SYNTAX_UNICODE_H
#define LODE_SYNTAX_UNICODE_H

#include "base/utf.h"

/* The size of the well-formed sequence at `at` (1 for ASCII), or 0. `at` is below the size. */
size_t lode_utf8_sequence(LodeStr text, size_t at);
/* Appends text; each maximal part that is not well-formed becomes one U+FFFD. */
void lode_utf8_append_lossy(LodeBuf *out, LodeStr text);

#endif

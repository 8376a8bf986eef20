/*
 * UTF-8, as little of it as reading source text needs.
 *
 * Node decodes files with the WHATWG decoder, which puts U+FFFD for what is not
 * UTF-8; so do values here. Nothing allocates.
 */
#ifndef LODE_SYNTAX_UNICODE_H
#define LODE_SYNTAX_UNICODE_H

#include "base/str.h"

/* The size of the well-formed sequence at `bytes` (1 for ASCII), or 0. `size` is at least 1. */
size_t lode_utf8_sequence(const unsigned char *bytes, size_t size);
/* Appends one code point; a surrogate or a value out of range becomes U+FFFD. */
void lode_utf8_append(LodeBuf *out, uint32_t code_point);
/* Appends bytes; each maximal part that is not well-formed becomes one U+FFFD. */
void lode_utf8_append_lossy(LodeBuf *out, LodeStr text);

#endif

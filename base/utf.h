/*
 * UTF-8: decoding with the replacement rule of the Encoding Standard, and the
 * few questions that output needs. Every function accepts any bytes.
 */
#ifndef LODE_BASE_UTF_H
#define LODE_BASE_UTF_H

#include "base/str.h"

/*
 * Decodes the code point at `at` (< text.size) and returns its size in bytes
 * (at least 1). Bytes that are no UTF-8 give U+FFFD for each maximal subpart.
 */
size_t lode_utf8_decode(LodeStr text, size_t at, uint32_t *code_point);
/* Writes a code point (surrogates as U+FFFD) to `out`, which has room for 4; returns the size. */
size_t lode_utf8_encode(uint32_t code_point, char *out);
void lode_buf_append_code_point(LodeBuf *out, uint32_t code_point);
bool lode_utf8_is_valid(LodeStr text);
/* Number of UTF-16 code units that the text has once decoded. */
size_t lode_utf16_size(LodeStr text);
/* < 0, 0 or > 0: the order of two UTF-8 texts by UTF-16 code units, as JavaScript sorts strings. */
int lode_utf16_compare(LodeStr left, LodeStr right);

#endif

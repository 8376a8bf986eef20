/*
 * Codec: bytes as text and text as bytes, in the encodings that Node's buffers know.
 *
 * Text is what crosses the engine's boundary: UTF-8 in which a lone surrogate keeps the three bytes of its
 * number. Reading is as lenient as Node's: bytes that are no UTF-8 give U+FFFD, hexadecimal digits end at the
 * first other character, base64 ends at "=" and skips what does not belong to it.
 */
#ifndef LODE_LOADER_CODEC_H
#define LODE_LOADER_CODEC_H

#include "base/str.h"

/* The numbers are those of loader/core/internal/buffer_encodings.js. */
typedef enum LodeEncoding {
    LODE_ENCODING_UTF8,
    LODE_ENCODING_UTF16,
    LODE_ENCODING_LATIN1,
    LODE_ENCODING_ASCII,
    LODE_ENCODING_BASE64,
    LODE_ENCODING_BASE64URL,
    LODE_ENCODING_HEX,
    LODE_ENCODING_COUNT
} LodeEncoding;

/* Appends the text of the bytes. */
void lode__codec_read(LodeEncoding encoding, LodeStr bytes, LodeBuf *out);
/* Writes the bytes of the text, at most `room` and no part of a character; how many these are. */
size_t lode__codec_write(LodeEncoding encoding, LodeStr text, unsigned char *out, size_t room);
/* The size of the text in UTF-8, where a lone surrogate is U+FFFD: three bytes either way. */
static inline size_t lode__codec_utf8_size(LodeStr text)
{
    return text.size;
}

#endif

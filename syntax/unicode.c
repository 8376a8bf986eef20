/* Reading order: one sequence, one code point, a text. */
#include "syntax/unicode.h"

/*
 * The size of the well-formed sequence at `bytes`, or 0 with `valid_prefix` set to
 * how many bytes could have begun one (Unicode 3.9, table 3-7).
 */
static size_t sequence(const unsigned char *bytes, size_t size, size_t *valid_prefix)
{
    unsigned char lead = bytes[0];
    *valid_prefix = 1;
    if (lead < 0x80) {
        return 1;
    }
    size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3
                                                   : lead >= 0xF0 && lead <= 0xF4   ? 4
                                                                                    : 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (size_t i = 1; i < length; i++) {
        if (i >= size || bytes[i] < low || bytes[i] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xBF;
        *valid_prefix = i + 1;
    }
    return length;
}

size_t lode_utf8_sequence(const unsigned char *bytes, size_t size)
{
    size_t valid_prefix;
    return sequence(bytes, size, &valid_prefix);
}

void lode_utf8_append(LodeBuf *out, uint32_t code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = 0xFFFD;
    }
    if (code_point < 0x80) {
        lode_buf_append_byte(out, (char)code_point);
    } else if (code_point < 0x800) {
        lode_buf_append_byte(out, (char)(0xC0 | code_point >> 6));
        lode_buf_append_byte(out, (char)(0x80 | (code_point & 0x3F)));
    } else if (code_point < 0x10000) {
        lode_buf_append_byte(out, (char)(0xE0 | code_point >> 12));
        lode_buf_append_byte(out, (char)(0x80 | (code_point >> 6 & 0x3F)));
        lode_buf_append_byte(out, (char)(0x80 | (code_point & 0x3F)));
    } else {
        lode_buf_append_byte(out, (char)(0xF0 | code_point >> 18));
        lode_buf_append_byte(out, (char)(0x80 | (code_point >> 12 & 0x3F)));
        lode_buf_append_byte(out, (char)(0x80 | (code_point >> 6 & 0x3F)));
        lode_buf_append_byte(out, (char)(0x80 | (code_point & 0x3F)));
    }
}

void lode_utf8_append_lossy(LodeBuf *out, LodeStr text)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t copied = 0;
    for (size_t at = 0; at < text.size;) {
        size_t valid_prefix;
        size_t length = sequence(bytes + at, text.size - at, &valid_prefix);
        if (length) {
            at += length;
            continue;
        }
        lode_buf_append(out, lode_str_slice(text, copied, at));
        lode_utf8_append(out, 0xFFFD);
        at += valid_prefix;
        copied = at;
    }
    lode_buf_append(out, lode_str_slice(text, copied, text.size));
}

/* UTF-8 and the size in UTF-16. Reading order: one code point, its writer, whole texts. */
#include "base/utf.h"

enum { REPLACEMENT = 0xFFFD };

static unsigned char byte_at(LodeStr text, size_t at)
{
    return (unsigned char)text.data[at];
}

/*
 * What the first byte of a sequence says: how many bytes follow and which values the
 * second may have (Encoding Standard, UTF-8 decoder, steps 3 and 5: the bounds keep
 * out overlong forms, surrogates and everything above U+10FFFF).
 */
typedef struct Lead {
    unsigned char more; /* 0: not the start of anything */
    unsigned char low;
    unsigned char high;
} Lead;

static Lead lead_of(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF) {
        return (Lead){1, 0x80, 0xBF};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        return (Lead){2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return (Lead){3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
    }
    return (Lead){0, 0, 0};
}

size_t lode_utf8_decode(LodeStr text, size_t at, uint32_t *code_point)
{
    unsigned char first = byte_at(text, at);
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    Lead lead = lead_of(first);
    *code_point = REPLACEMENT;
    if (!lead.more) {
        return 1;
    }
    uint32_t value = first & (0x3Fu >> lead.more);
    for (size_t i = 1; i <= lead.more; i++) {
        if (at + i >= text.size) {
            return i;
        }
        unsigned char next = byte_at(text, at + i);
        unsigned char low = i == 1 ? lead.low : 0x80;
        unsigned char high = i == 1 ? lead.high : 0xBF;
        if (next < low || next > high) {
            return i;
        }
        value = value << 6 | (next & 0x3F);
    }
    *code_point = value;
    return (size_t)lead.more + 1;
}

size_t lode_utf8_encode(uint32_t code_point, char *out)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = REPLACEMENT;
    }
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

void lode_buf_append_code_point(LodeBuf *out, uint32_t code_point)
{
    char bytes[4];
    size_t size = lode_utf8_encode(code_point, bytes);
    lode_buf_append(out, (LodeStr){bytes, size});
}

/* The first byte at or after `at` that is not ASCII, eight at a time: most sources are all ASCII. */
static size_t skip_ascii(LodeStr text, size_t at)
{
    while (text.size - at >= 8) {
        uint64_t word;
        memcpy(&word, text.data + at, 8);
        if (word & UINT64_C(0x8080808080808080)) {
            break;
        }
        at += 8;
    }
    while (at < text.size && byte_at(text, at) < 0x80) {
        at++;
    }
    return at;
}

bool lode_utf8_is_valid(LodeStr text)
{
    size_t at = skip_ascii(text, 0);
    while (at < text.size) {
        uint32_t code_point;
        size_t size = lode_utf8_decode(text, at, &code_point);
        if (code_point == REPLACEMENT && !(size == 3 && byte_at(text, at) == 0xEF)) {
            return false; /* a written U+FFFD is EF BF BD; any other way to get it is an error */
        }
        at = skip_ascii(text, at + size);
    }
    return true;
}

size_t lode_utf16_size(LodeStr text)
{
    size_t units = 0;
    size_t at = 0;
    while (at < text.size) {
        size_t plain = skip_ascii(text, at);
        units += plain - at;
        at = plain;
        if (at < text.size) {
            uint32_t code_point;
            at += lode_utf8_decode(text, at, &code_point);
            units += code_point >= 0x10000 ? 2 : 1;
        }
    }
    return units;
}

/*
 * The order of bytes is that of code points, and differs from that of code units in one
 * thing: U+10000 and above are written with surrogates, which stand before U+E000.
 */
static unsigned unit_rank(char byte)
{
    unsigned value = (unsigned char)byte;
    return value >= 0xF0 ? value - 0x10 + 0x0E : value >= 0xEE ? value + 0x10 : value;
}

int lode_utf16_compare(LodeStr left, LodeStr right)
{
    size_t shorter = left.size < right.size ? left.size : right.size;
    for (size_t i = 0; i < shorter; i++) {
        if (left.data[i] != right.data[i]) {
            return unit_rank(left.data[i]) < unit_rank(right.data[i]) ? -1 : 1;
        }
    }
    return left.size < right.size ? -1 : left.size > right.size;
}

/*
 * Strings over the boundary. JavaScriptCore holds strings in 8 or 16 bits a character and its C API
 * takes UTF-8 that ends with NUL, or UTF-16. Text in ASCII without NUL, nearly all there is, goes as the
 * former and stays in 8 bits there; anything else goes as UTF-16, so that NULs and lone surrogates live.
 */
#include "base/utf.h"
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

#include <stdlib.h>

enum {
    ON_STACK = 1024,
    BLOCK = 32,
    LONGEST = 1 << 30 /* bytes; the engine ends the process for strings of 2^31 units */
};

/* Whether all bytes are 1 to 127. */
static bool is_plain(const char *bytes, size_t size)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        /* Where no high bit is set, subtracting one sets one exactly if some byte is zero. */
        if ((word & high) || ((word - ones) & ~word & high)) {
            return false;
        }
    }
    for (; at < size; at++) {
        if ((signed char)bytes[at] <= 0) {
            return false;
        }
    }
    return true;
}

/* Where the library has no better way. */
static JSStringRef plain_string_by_utf8(LodeStr text)
{
    char small[ON_STACK];
    char *copy = text.size < sizeof small ? small : lode_alloc(text.size + 1);
    if (text.size) {
        memcpy(copy, text.data, text.size);
    }
    copy[text.size] = '\0';
    JSStringRef string = JSStringCreateWithUTF8CString(copy);
    if (copy != small) {
        free(copy);
    }
    return string;
}

static JSStringRef plain_string(LodeStr text)
{
    if (text.size == 0 || !lode__jsc_characters || !lode__jsc_string_of || !lode__jsc_is_tried()) {
        return plain_string_by_utf8(text);
    }
    void *characters = lode__jsc_characters((const unsigned char *)text.data, text.size).pointer;
    return lode__jsc_string_of(&characters).pointer;
}

/* A surrogate in the three bytes that its number would have; 0 if there is none at `at`. */
static uint32_t surrogate_at(LodeStr text, size_t at)
{
    if (text.size - at < 3) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    if (bytes[0] != 0xED || bytes[1] < 0xA0 || bytes[1] > 0xBF || bytes[2] < 0x80 || bytes[2] > 0xBF) {
        return 0;
    }
    return 0xD000U | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
}

/* Widens blocks of ASCII up to the first other one; how many bytes, which are as many units. */
static size_t widen(const char *restrict bytes, size_t size, JSChar *restrict units)
{
    size_t at = 0;
    for (; at + BLOCK <= size; at += BLOCK) {
        unsigned char all = 0;
        for (size_t i = 0; i < BLOCK; i++) {
            all |= (unsigned char)bytes[at + i];
            units[at + i] = (unsigned char)bytes[at + i];
        }
        if (all >= 0x80) {
            break;
        }
    }
    return at;
}

static size_t to_units(LodeStr text, JSChar *units)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size;) {
        size_t run = widen(text.data + at, text.size - at, units + count);
        at += run;
        count += run;
        /* Up to the character that ended the run, and with it. */
        for (uint32_t code_point = 0; at < text.size && code_point < 0x80;) {
            code_point = surrogate_at(text, at);
            at += code_point ? 3 : lode_utf8_decode(text, at, &code_point);
            if (code_point < 0x10000) {
                units[count++] = (JSChar)code_point;
            } else {
                units[count++] = (JSChar)(0xD7C0 + (code_point >> 10));
                units[count++] = (JSChar)(0xDC00 | (code_point & 0x3FF));
            }
        }
    }
    return count;
}

static JSStringRef wide_string(LodeStr text)
{
    /* No sequence of bytes gives more units than it has bytes. */
    JSChar small[ON_STACK];
    JSChar *units = text.size <= ON_STACK ? small : lode_alloc(text.size * sizeof *units);
    units[0] = 0;
    size_t count = to_units(text, units);
    JSStringRef string = JSStringCreateWithCharacters(units, count);
    if (units != small) {
        free(units);
    }
    return string;
}

static void append_units(const JSChar *units, size_t count, LodeBuf *out)
{
    lode_buf_reserve(out, count * 3);
    for (size_t i = 0; i < count; i++) {
        uint32_t code_point = units[i];
        bool is_first = (code_point & 0xFC00) == 0xD800;
        if (is_first && i + 1 < count && (units[i + 1] & 0xFC00) == 0xDC00) {
            code_point = 0x10000 + ((code_point & 0x3FF) << 10) + (units[++i] & 0x3FFU);
        }
        if ((code_point & 0xF800) == 0xD800 && code_point < 0x10000) {
            lode_buf_append_byte(out, (char)0xED);
            lode_buf_append_byte(out, (char)(0x80 | (code_point >> 6 & 0x3F)));
            lode_buf_append_byte(out, (char)(0x80 | (code_point & 0x3F)));
        } else {
            lode_buf_append_code_point(out, code_point);
        }
    }
}

/* Writes the units as bytes; false if one of them is not ASCII. In blocks, which compilers turn into vectors. */
static bool narrow(const JSChar *restrict units, size_t count, char *restrict bytes)
{
    JSChar all = 0;
    size_t at = 0;
    for (; at + BLOCK <= count; at += BLOCK) {
        for (size_t i = 0; i < BLOCK; i++) {
            all |= units[at + i];
            bytes[at + i] = (char)units[at + i];
        }
    }
    for (; at < count; at++) {
        all |= units[at];
        bytes[at] = (char)units[at];
    }
    return all < 0x80;
}

/* ---- for the other files ---- */

JSStringRef lode__jsc_string(LodeStr text)
{
    text = lode_str_slice(text, 0, LONGEST);
    return is_plain(text.data, text.size) ? plain_string(text) : wide_string(text);
}

/*
 * By UTF-16: the engine widens a string of 8 bits for it, and narrowing that here is four times as fast as what its
 * own UTF-8 function does, which besides knows no lone surrogates.
 */
void lode__jsc_append(JSStringRef string, LodeBuf *out)
{
    size_t length = JSStringGetLength(string);
    const JSChar *units = JSStringGetCharactersPtr(string);
    lode_buf_reserve(out, length);
    if (narrow(units, length, out->data + out->size)) {
        out->size += length;
    } else {
        append_units(units, length, out);
    }
    out->data[out->size] = '\0';
}

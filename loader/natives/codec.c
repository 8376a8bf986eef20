/* Reading order: bytes to text, one function an encoding; text to bytes, the same; the two tables. */
#include "loader/natives/codec.h"

#include "base/utf.h"

/* ---- bytes to text ---- */

static void append_utf8(LodeStr bytes, LodeBuf *out)
{
    if (lode_utf8_is_valid(bytes)) {
        lode_buf_append(out, bytes);
        return;
    }
    for (size_t at = 0; at < bytes.size;) {
        uint32_t code_point;
        at += lode_utf8_decode(bytes, at, &code_point);
        lode_buf_append_code_point(out, code_point);
    }
}

/* The three bytes of a surrogate's number. */
static void append_surrogate(LodeBuf *out, uint32_t unit)
{
    lode_buf_append_byte(out, (char)0xED);
    lode_buf_append_byte(out, (char)(0x80 | (unit >> 6 & 0x3F)));
    lode_buf_append_byte(out, (char)(0x80 | (unit & 0x3F)));
}

static uint32_t unit_at(LodeStr bytes, size_t at)
{
    return (uint32_t)(unsigned char)bytes.data[at] | (uint32_t)(unsigned char)bytes.data[at + 1] << 8;
}

static void append_utf16(LodeStr bytes, LodeBuf *out)
{
    for (size_t at = 0; at + 2 <= bytes.size; at += 2) {
        uint32_t unit = unit_at(bytes, at);
        uint32_t next = at + 4 <= bytes.size ? unit_at(bytes, at + 2) : 0;
        if ((unit & 0xFC00) == 0xD800 && (next & 0xFC00) == 0xDC00) {
            lode_buf_append_code_point(out, 0x10000 + ((unit & 0x3FF) << 10) + (next & 0x3FF));
            at += 2;
        } else if ((unit & 0xF800) == 0xD800) {
            append_surrogate(out, unit);
        } else {
            lode_buf_append_code_point(out, unit);
        }
    }
}

static void append_latin1(LodeStr bytes, LodeBuf *out)
{
    lode_buf_reserve(out, bytes.size * 2);
    for (size_t at = 0; at < bytes.size; at++) {
        unsigned char byte = (unsigned char)bytes.data[at];
        if (byte >= 0x80) {
            out->data[out->size++] = (char)(0xC0 | byte >> 6);
            byte = (unsigned char)(0x80 | (byte & 0x3F));
        }
        out->data[out->size++] = (char)byte;
    }
}

static void append_ascii(LodeStr bytes, LodeBuf *out)
{
    lode_buf_reserve(out, bytes.size);
    for (size_t at = 0; at < bytes.size; at++) {
        out->data[out->size++] = (char)(bytes.data[at] & 0x7F);
    }
}

static void append_digits(LodeStr bytes, const char *digits, bool is_padded, LodeBuf *out)
{
    lode_buf_reserve(out, (bytes.size + 2) / 3 * 4);
    for (size_t at = 0; at < bytes.size; at += 3) {
        size_t left = bytes.size - at < 3 ? bytes.size - at : 3;
        uint32_t group = 0;
        for (size_t i = 0; i < 3; i++) {
            group = group << 8 | (i < left ? (unsigned char)bytes.data[at + i] : 0);
        }
        for (size_t i = 0; i < 4; i++) {
            if (i <= left) {
                out->data[out->size++] = digits[group >> (18 - 6 * i) & 0x3F];
            } else if (is_padded) {
                out->data[out->size++] = '=';
            }
        }
    }
}

static void append_base64(LodeStr bytes, LodeBuf *out)
{
    append_digits(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true, out);
}

static void append_base64url(LodeStr bytes, LodeBuf *out)
{
    append_digits(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false, out);
}

static void append_hex(LodeStr bytes, LodeBuf *out)
{
    static const char digits[] = "0123456789abcdef";
    lode_buf_reserve(out, bytes.size * 2);
    for (size_t at = 0; at < bytes.size; at++) {
        out->data[out->size++] = digits[(unsigned char)bytes.data[at] >> 4];
        out->data[out->size++] = digits[bytes.data[at] & 0xF];
    }
}

/* ---- text to bytes ---- */

static bool is_surrogate_at(LodeStr text, size_t at)
{
    return text.size - at >= 3 && (unsigned char)text.data[at] == 0xED && (unsigned char)text.data[at + 1] >= 0xA0;
}

/* The number of a character or of a lone surrogate; how many bytes it has. */
static size_t read_character(LodeStr text, size_t at, uint32_t *code_point)
{
    if (is_surrogate_at(text, at)) {
        *code_point = 0xD000U | (text.data[at + 1] & 0x3FU) << 6 | (text.data[at + 2] & 0x3FU);
        return 3;
    }
    return lode_utf8_decode(text, at, code_point);
}

static size_t write_utf8(LodeStr text, unsigned char *out, size_t room)
{
    size_t size = text.size < room ? text.size : room;
    /* Not into the middle of a character. */
    while (size > 0 && size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80) {
        size--;
    }
    if (size) {
        memcpy(out, text.data, size);
    }
    const unsigned char *found = memchr(out, 0xED, size);
    for (size_t at = found ? (size_t)(found - out) : size; at < size; at++) {
        if (is_surrogate_at(lode_str_slice(text, 0, size), at)) {
            memcpy(out + at, "\xEF\xBF\xBD", 3);
            at += 2;
        }
    }
    return size;
}

static size_t write_utf16(LodeStr text, unsigned char *out, size_t room)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size && size + 2 <= room;) {
        uint32_t code_point;
        at += read_character(text, at, &code_point);
        if (code_point >= 0x10000) {
            uint32_t first = 0xD7C0 + (code_point >> 10);
            out[size++] = (unsigned char)first;
            out[size++] = (unsigned char)(first >> 8);
            code_point = 0xDC00 | (code_point & 0x3FF);
            if (size + 2 > room) {
                break;
            }
        }
        out[size++] = (unsigned char)code_point;
        out[size++] = (unsigned char)(code_point >> 8);
    }
    return size;
}

/* The low byte of each UTF-16 unit. */
static size_t write_latin1(LodeStr text, unsigned char *out, size_t room)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size && size < room;) {
        uint32_t code_point;
        at += read_character(text, at, &code_point);
        if (code_point >= 0x10000) {
            out[size++] = (unsigned char)(0xD7C0 + (code_point >> 10));
            if (size == room) {
                break;
            }
        }
        out[size++] = (unsigned char)code_point;
    }
    return size;
}

/* The value of a digit of either alphabet; -1 of anything else. */
static int digit_value(unsigned char digit)
{
    if (digit >= 'A' && digit <= 'Z') {
        return digit - 'A';
    }
    if (digit >= 'a' && digit <= 'z') {
        return digit - 'a' + 26;
    }
    if (digit >= '0' && digit <= '9') {
        return digit - '0' + 52;
    }
    return digit == '+' || digit == '-' ? 62 : digit == '/' || digit == '_' ? 63 : -1;
}

/* Digits read so far, as bits that wait for a whole byte. */
typedef struct Base64 {
    unsigned char *out;
    size_t size;
    size_t room;
    uint32_t bits;
    unsigned count;
} Base64;

/* Takes a UTF-16 unit, of which only the low byte counts; false at the end. */
static bool take_digit(Base64 *self, uint32_t unit)
{
    unsigned char digit = (unsigned char)unit;
    int value = digit_value(digit);
    if (value >= 0) {
        self->bits = self->bits << 6 | (uint32_t)value;
        self->count += 6;
    }
    if (self->count >= 8) {
        self->count -= 8;
        self->out[self->size++] = (unsigned char)(self->bits >> self->count);
    }
    return digit != '=' && self->size < self->room;
}

static size_t write_base64(LodeStr text, unsigned char *out, size_t room)
{
    Base64 state = {.out = out, .room = room};
    bool goes_on = true;
    for (size_t at = 0; at < text.size && goes_on;) {
        uint32_t code_point;
        at += read_character(text, at, &code_point);
        if (code_point >= 0x10000) {
            goes_on = take_digit(&state, 0xD7C0 + (code_point >> 10));
        }
        goes_on = goes_on && take_digit(&state, code_point);
    }
    return state.size;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

static size_t write_hex(LodeStr text, unsigned char *out, size_t room)
{
    size_t size = 0;
    for (size_t at = 0; at + 2 <= text.size && size < room; at += 2) {
        int high = hex_value(text.data[at]);
        int low = hex_value(text.data[at + 1]);
        if (high < 0 || low < 0) {
            break;
        }
        out[size++] = (unsigned char)(high << 4 | low);
    }
    return size;
}

/* ---- for the other files ---- */

void lode__codec_read(LodeEncoding encoding, LodeStr bytes, LodeBuf *out)
{
    static void (*const readers[])(LodeStr, LodeBuf *) = {
        [LODE_ENCODING_UTF8] = append_utf8,     [LODE_ENCODING_UTF16] = append_utf16,
        [LODE_ENCODING_LATIN1] = append_latin1, [LODE_ENCODING_ASCII] = append_ascii,
        [LODE_ENCODING_BASE64] = append_base64, [LODE_ENCODING_BASE64URL] = append_base64url,
        [LODE_ENCODING_HEX] = append_hex,
    };
    readers[encoding](bytes, out);
}

size_t lode__codec_write(LodeEncoding encoding, LodeStr text, unsigned char *out, size_t room)
{
    static size_t (*const writers[])(LodeStr, unsigned char *, size_t) = {
        [LODE_ENCODING_UTF8] = write_utf8,     [LODE_ENCODING_UTF16] = write_utf16,
        [LODE_ENCODING_LATIN1] = write_latin1, [LODE_ENCODING_ASCII] = write_latin1,
        [LODE_ENCODING_BASE64] = write_base64, [LODE_ENCODING_BASE64URL] = write_base64,
        [LODE_ENCODING_HEX] = write_hex,
    };
    return room ? writers[encoding](text, out, room) : 0;
}

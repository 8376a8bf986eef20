/* native('buffer'): text of bytes, bytes of text, and searching in bytes (loader/core/internal/buffer*.js, encoding.js). */
#include "base/utf.h"
#include "loader/host_state.h"
#include "loader/natives/codec.h"

/* ---- arguments ---- */

static LodeStr bytes_at(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    unsigned char *data = NULL;
    size_t size = 0;
    if (index >= count || !host->ops->to_bytes(host->engine, arguments[index], &data, &size) || !data) {
        return LODE_STR("");
    }
    return (LodeStr){(const char *)data, size};
}

static LodeEncoding encoding_at(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    double number = lode__argument_number(host, count, arguments, index, 0);
    return number >= 0 && number < LODE_ENCODING_COUNT ? (LodeEncoding)number : LODE_ENCODING_UTF8;
}

/* A number of bytes, at most `limit`. */
static size_t size_at(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, size_t otherwise,
                      size_t limit)
{
    double number = lode__argument_number(host, count, arguments, index, (double)otherwise);
    return number <= 0 ? 0 : number >= (double)limit ? limit : (size_t)number;
}

/* ---- text ---- */

/* read(view, encoding, start, end): the text of these bytes. */
static LodeValue read_bytes(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeStr bytes = bytes_at(host, count, arguments, 0);
    size_t start = size_at(host, count, arguments, 2, 0, bytes.size);
    size_t end = size_at(host, count, arguments, 3, bytes.size, bytes.size);
    LodeBuf text = {0};
    if (end > start) {
        lode__codec_read(encoding_at(host, count, arguments, 1), lode_str_slice(bytes, start, end), &text);
    }
    LodeValue string = lode__text(host, lode_buf_str(&text));
    lode_buf_release(&text);
    return string;
}

/* write(view, encoding, string, offset, length): how many bytes were written. */
static LodeValue write_bytes(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf text = {0};
    if (!lode__argument_text(host, count, arguments, 2, &text, thrown)) {
        lode_buf_release(&text);
        return NULL;
    }
    unsigned char *memory = NULL;
    size_t size = 0;
    size_t written = 0;
    if (host->ops->to_bytes(host->engine, lode__argument(host, count, arguments, 0), &memory, &size) && memory) {
        size_t offset = size_at(host, count, arguments, 3, 0, size);
        size_t room = size_at(host, count, arguments, 4, size - offset, size - offset);
        written = lode__codec_write(encoding_at(host, count, arguments, 1), lode_buf_str(&text), memory + offset, room);
    }
    lode_buf_release(&text);
    return lode__number(host, (double)written);
}

/* encode(string): its UTF-8 as a new Uint8Array. */
static LodeValue encode(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf text = {0};
    LodeValue bytes = NULL;
    if (lode__argument_text(host, count, arguments, 0, &text, thrown)) {
        bytes = host->ops->bytes(host->engine, text.data, text.size);
        unsigned char *memory = NULL;
        size_t size = 0;
        /* Once more into its place, where surrogates were replaced. */
        if (text.size && host->ops->to_bytes(host->engine, bytes, &memory, &size)) {
            lode__codec_write(LODE_ENCODING_UTF8, lode_buf_str(&text), memory, size);
        }
    }
    lode_buf_release(&text);
    return bytes;
}

/* size(string): how many bytes it has in UTF-8. */
static LodeValue utf8_size(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf text = {0};
    bool is_text = lode__argument_text(host, count, arguments, 0, &text, thrown);
    size_t size = lode__codec_utf8_size(lode_buf_str(&text));
    lode_buf_release(&text);
    return is_text ? lode__number(host, (double)size) : NULL;
}

/* isValid(view, isAscii): whether the bytes are UTF-8 (ASCII). */
static LodeValue is_valid(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeStr bytes = bytes_at(host, count, arguments, 0);
    if (!lode__argument_truth(host, count, arguments, 1)) {
        return lode__boolean(host, lode_utf8_is_valid(bytes));
    }
    unsigned char all = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        all |= (unsigned char)bytes.data[i];
    }
    return lode__boolean(host, all < 0x80);
}

/* ---- searching ---- */

/* compare(left, right): -1, 0 or 1. */
static LodeValue compare(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int order = lode_str_compare(bytes_at(host, count, arguments, 0), bytes_at(host, count, arguments, 1));
    return lode__number(host, (order > 0) - (order < 0));
}

static bool is_at(LodeStr bytes, LodeStr part, size_t at)
{
    return memcmp(bytes.data + at, part.data, part.size) == 0;
}

/* Steps are those of a whole character: 2 in UTF-16. */
static size_t find_forward(LodeStr bytes, LodeStr part, size_t from, size_t step)
{
    size_t last = bytes.size - part.size;
    for (size_t at = from; at <= last; at += step) {
        if (step == 1) {
            const char *found = memchr(bytes.data + at, part.data[0], last - at + 1);
            if (!found) {
                return LODE_NOT_FOUND;
            }
            at = (size_t)(found - bytes.data);
        }
        if (is_at(bytes, part, at)) {
            return at;
        }
    }
    return LODE_NOT_FOUND;
}

static size_t find_backward(LodeStr bytes, LodeStr part, size_t from, size_t step)
{
    for (size_t at = from + step; at >= step;) {
        at -= step;
        if (is_at(bytes, part, at)) {
            return at;
        }
    }
    return LODE_NOT_FOUND;
}

/* find(view, part, from, isBackward, step): where `part` begins, -1 where it does not occur; `from` is an index. */
static LodeValue find(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeStr bytes = bytes_at(host, count, arguments, 0);
    LodeStr part = bytes_at(host, count, arguments, 1);
    size_t from = size_at(host, count, arguments, 2, 0, bytes.size);
    size_t step = size_at(host, count, arguments, 4, 1, 2);
    size_t found = LODE_NOT_FOUND;
    if (part.size && part.size <= bytes.size && step) {
        size_t last = bytes.size - part.size;
        if (!lode__argument_truth(host, count, arguments, 3)) {
            found = from <= last ? find_forward(bytes, part, from, step) : LODE_NOT_FOUND;
        } else {
            found = find_backward(bytes, part, from < last ? from : last, step);
        }
    }
    return lode__number(host, found == LODE_NOT_FOUND ? -1 : (double)found);
}

static const LodeNativeEntry entries[] = {
    {"read", read_bytes}, {"write", write_bytes}, {"encode", encode},   {"size", utf8_size},
    {"find", find},       {"isValid", is_valid},  {"compare", compare},
};

const LodeNativeSet lode__natives_buffer = {
    .name = "buffer", .entries = entries, .count = sizeof entries / sizeof *entries};

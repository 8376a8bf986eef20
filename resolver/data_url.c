/*
 * data: URLs, as far as loading them can fail. Reading order: MIME types, base64,
 * the question that Node's loader asks before it looks at a format.
 */
#include "resolver/data_url.h"

#include "base/url_encode.h"
#include "base/utf.h"

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static LodeStr trim(LodeStr text)
{
    while (text.size && is_space(text.data[0])) {
        text = lode_str_slice(text, 1, text.size);
    }
    while (text.size && is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

static bool equal_ignoring_case(LodeStr text, const char *lower)
{
    size_t i = 0;
    for (; i < text.size && lower[i]; i++) {
        char byte = text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] | 0x20) : text.data[i];
        if (byte != lower[i]) {
            return false;
        }
    }
    return i == text.size && lower[i] == '\0';
}

LodeStr lode__mime_of_data_url(LodeStr path)
{
    /* A type, a slash and a subtype before the first ';' or ',': ^([^/]+[/][^;,]+)(?:;[^,]*)?, */
    size_t slash = lode_str_find(path, '/');
    if (slash == LODE_NOT_FOUND || slash == 0) {
        return LODE_STR_NONE;
    }
    size_t end = slash + 1;
    while (end < path.size && path.data[end] != ';' && path.data[end] != ',') {
        end++;
    }
    bool has_comma = lode_str_find(lode_str_slice(path, end, path.size), ',') != LODE_NOT_FOUND;
    return end > slash + 1 && has_comma ? lode_str_slice(path, 0, end) : LODE_STR_NONE;
}

LodeFormat lode__format_of_data_url(LodeStr path, int node_version)
{
    LodeStr mime = lode__mime_of_data_url(path);
    if (lode_str_is_none(mime)) {
        return LODE_FORMAT_NONE;
    }
    LodeStr trimmed = trim(mime);
    if (equal_ignoring_case(trimmed, "text/javascript") || equal_ignoring_case(trimmed, "application/javascript")) {
        return LODE_FORMAT_MODULE;
    }
    return lode_str_equal(mime, LODE_STR("application/json"))                        ? LODE_FORMAT_JSON
           : lode_str_equal(mime, LODE_STR("application/wasm")) && node_version > 20 ? LODE_FORMAT_WASM
                                                                                     : LODE_FORMAT_NONE;
}

static bool is_base64_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '+' || byte == '/';
}

/* Whether "forgiving-base64 decode" (Infra Standard) of the text succeeds. */
static bool is_base64(LodeStr text)
{
    size_t count = 0;
    size_t padding = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (is_space(text.data[i]) && text.data[i] != '\v') {
            continue;
        }
        if (text.data[i] == '=') {
            padding++;
        } else if (padding || !is_base64_byte(text.data[i])) {
            return false;
        } else {
            count++;
        }
    }
    /* Padding is taken off only where it makes whole groups of four. */
    bool is_padded = padding && padding <= 2 && (count + padding) % 4 == 0;
    return (padding == 0 || is_padded) && count % 4 != 1;
}

/* "…;base64" with spaces around the word: the data: URL processor, step 11 (Fetch Standard). */
static bool says_base64(LodeStr mime)
{
    static const size_t size = sizeof "base64" - 1;
    mime = trim(mime);
    if (mime.size < size || !equal_ignoring_case(lode_str_slice(mime, mime.size - size, mime.size), "base64")) {
        return false;
    }
    mime.size -= size;
    while (mime.size && mime.data[mime.size - 1] == ' ') {
        mime.size--;
    }
    return mime.size && mime.data[mime.size - 1] == ';';
}

/* Whether decodeURIComponent succeeds: every '%' starts an escape, and the escapes are UTF-8. */
static bool is_decodable(LodeArena *arena, LodeStr body)
{
    for (size_t i = 0; i < body.size; i++) {
        bool is_escape = i + 2 < body.size && lode__url_hex_value((unsigned char)body.data[i + 1]) >= 0 &&
                         lode__url_hex_value((unsigned char)body.data[i + 2]) >= 0;
        if (body.data[i] == '%' && !is_escape) {
            return false;
        }
    }
    return lode_utf8_is_valid(lode__url_percent_decode(arena, body));
}

LodeDataUrlStatus lode__data_url_check(LodeArena *arena, LodeStr path, LodeStr search, int node_version)
{
    size_t comma = lode_str_find(path, ',');
    if (node_version < 22) {
        if (lode_str_is_none(lode__mime_of_data_url(path))) {
            return LODE_DATA_URL_INVALID;
        }
        return is_decodable(arena, lode_str_slice(path, comma + 1, path.size)) ? LODE_DATA_URL_READABLE
                                                                               : LODE_DATA_URL_MALFORMED;
    }
    if (comma == LODE_NOT_FOUND) {
        /* The body may begin in the query: the processor reads the URL without its fragment. */
        return lode_str_find(search, ',') != LODE_NOT_FOUND ? LODE_DATA_URL_READABLE : LODE_DATA_URL_INVALID;
    }
    if (!says_base64(lode_str_slice(path, 0, comma))) {
        return LODE_DATA_URL_READABLE;
    }
    LodeStr pieces[] = {lode_str_slice(path, comma + 1, path.size), search};
    bool is_body = is_base64(lode__url_percent_decode(arena, lode_arena_join(arena, pieces, 2)));
    return is_body ? LODE_DATA_URL_READABLE : LODE_DATA_URL_INVALID;
}

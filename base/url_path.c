/* Paths to file: URLs and back. Reading order: from a path, to a path. */
#include "base/path.h"
#include "base/url.h"
#include "base/url_encode.h"
#include "base/utf.h"

/* As lode_path_is_normal, but a slash at the end is welcome: pathToFileURL puts it back. */
static bool is_normal_or_directory(LodeStr path)
{
    if (path.size > 2 && path.data[path.size - 1] == '/') {
        path.size--;
    }
    return lode_path_is_normal(path);
}

bool lode_url_path_is_plain(LodeStr path)
{
    return !lode__url_set_meets(&lode__url_file_path_set, path) && is_normal_or_directory(path);
}

/*
 * pathToFileURL escapes a few characters, NUL among them, and gives the rest to the URL
 * parser, which encodes control characters but takes them away from the end of its input.
 */
static bool ends_in_control(LodeStr path)
{
    char last = path.size > 0 ? path.data[path.size - 1] : '/';
    return (unsigned char)last < ' ' && last != '\0' && last != '\t' && last != '\n' && last != '\r';
}

static LodeStr without_last_controls(LodeArena *arena, LodeStr path)
{
    while (ends_in_control(path)) {
        path.size--;
    }
    /* What is left may end in "..", which the URL parser then takes for a segment to leave. */
    LodeStr text = lode_arena_join(
        arena, (LodeStr[]){LODE_STR("file://"), lode__url_encode(arena, path, &lode__url_file_path_set)}, 2);
    LodeUrl url;
    return lode_url_parse(arena, text, NULL, &url) ? lode_url_href(arena, &url) : text;
}

LodeStr lode_url_from_path(LodeArena *arena, LodeStr path)
{
    if (!is_normal_or_directory(path)) {
        bool is_directory = path.size > 0 && path.data[path.size - 1] == '/';
        path = lode_path_resolve(arena, LODE_STR("/"), path);
        if (is_directory && path.size > 1) {
            path = lode_arena_join(arena, (LodeStr[]){path, LODE_STR("/")}, 2);
        }
    }
    if (ends_in_control(path)) {
        return without_last_controls(arena, path);
    }
    static const char prefix[] = "file://";
    size_t prefix_size = sizeof prefix - 1;
    size_t size = prefix_size + lode__url_encoded_size(path, &lode__url_file_path_set);
    char *out = lode_arena_alloc(arena, size + 1);
    memcpy(out, prefix, prefix_size);
    if (size == prefix_size + path.size) {
        memcpy(out + prefix_size, path.data, path.size);
    } else {
        lode__url_encode_to(out + prefix_size, path, &lode__url_file_path_set);
    }
    out[size] = '\0';
    return (LodeStr){out, size};
}

/* A "%2F" in either case: a slash that would become a separator. */
static bool has_encoded_slash(LodeStr path)
{
    for (size_t i = 0; i + 2 < path.size; i++) {
        if (path.data[i] == '%' && path.data[i + 1] == '2' && (path.data[i + 2] | 0x20) == 'f') {
            return true;
        }
    }
    return false;
}

/* The byte that "%XX" at `at` stands for, or -1. */
static int escape_at(LodeStr text, size_t at)
{
    if (at + 2 >= text.size || text.data[at] != '%') {
        return -1;
    }
    int high = lode__url_hex_value((unsigned char)text.data[at + 1]);
    int low = lode__url_hex_value((unsigned char)text.data[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/*
 * decodeURIComponent: every '%' must start an escape, and the escapes of one code
 * point must stand together and be UTF-8 (ECMA-262, Decode, steps 4.c and 4.d).
 */
static bool decode_component(LodeArena *arena, LodeStr text, LodeStr *decoded)
{
    char *out = lode_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        if (text.data[i] != '%') {
            out[size++] = text.data[i++];
            continue;
        }
        char sequence[4];
        size_t count = 0;
        for (int byte; count < 4 && (byte = escape_at(text, i + 3 * count)) >= 0; count++) {
            sequence[count] = (char)byte;
        }
        if (count == 0) {
            return false;
        }
        uint32_t code_point;
        size_t used = lode_utf8_decode((LodeStr){sequence, count}, 0, &code_point);
        if (!lode_utf8_is_valid((LodeStr){sequence, used})) {
            return false;
        }
        memcpy(out + size, sequence, used);
        size += used;
        i += 3 * used;
    }
    out[size] = '\0';
    *decoded = (LodeStr){out, size};
    return true;
}

LodeUrlPathStatus lode_url_to_path(LodeArena *arena, const LodeUrl *url, LodeStr *path)
{
    if (!lode_str_equal(url->scheme, LODE_STR("file"))) {
        return LODE_URL_PATH_NOT_FILE;
    }
    if (url->host.size > 0) {
        return LODE_URL_PATH_HAS_HOST;
    }
    if (lode_str_find(url->path, '%') == LODE_NOT_FOUND) {
        *path = lode_arena_copy(arena, url->path);
        return LODE_URL_PATH_OK;
    }
    if (has_encoded_slash(url->path)) {
        return LODE_URL_PATH_ENCODED_SLASH;
    }
    return decode_component(arena, url->path, path) ? LODE_URL_PATH_OK : LODE_URL_PATH_BAD_ENCODING;
}

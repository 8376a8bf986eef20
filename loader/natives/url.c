/*
 * native('url'): base/url.h for loader/core/internal/url.js.
 *
 * A URL is its href and the places of its parts in it, which `parse` writes into a Uint32Array:
 *
 *     https://user:secret@example.org:8080/a/b?q#f
 *           | |   |      ||          |    |   | |
 *           0 1   2      34          5    6   7 8
 *
 * Hosts outside ASCII are for JavaScript to convert: the flag LODE_URL_NEEDS_IDNA.
 */
#include "base/url.h"
#include "loader/host_state.h"

enum {
    /* Places: the end of "https:", where user and password begin and end, the host, its port, path, search. */
    PROTOCOL_END,
    USERNAME_START,
    USERNAME_END,
    PASSWORD_END,
    HOST_START,
    HOST_END,
    PATH_START,
    PATH_END,
    SEARCH_END,
    FLAGS,
    PLACE_COUNT
};

enum { LODE_URL_HAS_HOST = 1, LODE_URL_IS_SPECIAL = 2, LODE_URL_IS_OPAQUE = 4, LODE_URL_NEEDS_IDNA = 8 };

static size_t size_of(LodeStr part)
{
    return lode_str_is_none(part) ? 0 : part.size;
}

static bool needs_idna(LodeStr host)
{
    for (size_t i = 0; i < host.size; i++) {
        if ((unsigned char)host.data[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

static uint32_t flags_of(const LodeUrl *url)
{
    return (lode_str_is_none(url->host) ? 0U : LODE_URL_HAS_HOST) | (url->is_special ? LODE_URL_IS_SPECIAL : 0U) |
           (url->has_opaque_path ? LODE_URL_IS_OPAQUE : 0U) |
           (url->is_special && needs_idna(url->host) ? LODE_URL_NEEDS_IDNA : 0U);
}

static void find_places(const LodeUrl *url, size_t href_size, uint32_t *places)
{
    size_t tail = (lode_str_is_none(url->query) ? 0 : url->query.size + 1) +
                  (lode_str_is_none(url->fragment) ? 0 : url->fragment.size + 1);
    size_t at = url->scheme.size + 1;
    places[PROTOCOL_END] = (uint32_t)at;
    at += lode_str_is_none(url->host) ? 0 : 2;
    places[USERNAME_START] = (uint32_t)at;
    at += size_of(url->username);
    places[USERNAME_END] = (uint32_t)at;
    at += size_of(url->password) ? size_of(url->password) + 1 : 0;
    places[PASSWORD_END] = (uint32_t)at;
    at += size_of(url->username) || size_of(url->password) ? 1 : 0;
    places[HOST_START] = (uint32_t)at;
    places[HOST_END] = (uint32_t)(at + size_of(url->host));
    places[PATH_END] = (uint32_t)(href_size - tail);
    places[PATH_START] = (uint32_t)(href_size - tail - url->path.size);
    places[SEARCH_END] = (uint32_t)(href_size - (lode_str_is_none(url->fragment) ? 0 : url->fragment.size + 1));
    places[FLAGS] = flags_of(url);
}

/* Parses the arguments (input, base); false where that is no URL, or with *thrown. */
static bool parse_arguments(LodeHost *host, size_t count, const LodeValue *arguments, LodeArena *arena, LodeUrl *url,
                            LodeValue *thrown)
{
    LodeBuf input = {0};
    LodeBuf base_text = {0};
    LodeUrl base;
    LodeValue base_value = lode__argument(host, count, arguments, 1);
    bool has_base = host->ops->type(host->engine, base_value) == LODE_TYPE_STRING;
    bool is_done = lode__argument_text(host, count, arguments, 0, &input, thrown);
    if (is_done && has_base) {
        is_done = lode__argument_text(host, count, arguments, 1, &base_text, thrown) &&
                  lode_url_parse(arena, lode_arena_copy(arena, lode_buf_str(&base_text)), NULL, &base);
    }
    is_done =
        is_done && lode_url_parse(arena, lode_arena_copy(arena, lode_buf_str(&input)), has_base ? &base : NULL, url);
    lode_buf_release(&input);
    lode_buf_release(&base_text);
    return is_done;
}

/* parse(input, base, places): the href; undefined where the URL is invalid. `base` undefined: none. */
static LodeValue parse(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeUrl url;
    LodeValue result = lode__undefined(host);
    if (parse_arguments(host, count, arguments, &arena, &url, thrown)) {
        LodeStr href = lode_url_href(&arena, &url);
        unsigned char *memory = NULL;
        size_t size = 0;
        uint32_t places[PLACE_COUNT] = {0};
        find_places(&url, href.size, places);
        if (host->ops->to_bytes(host->engine, lode__argument(host, count, arguments, 2), &memory, &size) &&
            size >= sizeof places) {
            memcpy(memory, places, sizeof places);
        }
        result = lode__text(host, href);
    }
    lode_arena_release(&arena);
    return result;
}

/* fromPath(path): the href of a file: URL for an absolute path; pathToFileURL(path).href. */
LodeValue lode__url_from_path_native(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeStr path;
    LodeValue result = NULL;
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &path, thrown)) {
        result = lode__text(host, lode_url_from_path(&arena, path));
    }
    lode_arena_release(&arena);
    return result;
}

static const LodeNativeEntry entries[] = {{"parse", parse}, {"fromPath", lode__url_from_path_native}};

const LodeNativeSet lode__natives_url = {.name = "url", .entries = entries, .count = sizeof entries / sizeof *entries};

/*
 * Any bytes as a URL: all of it alone, and what stands after a line feed against what stands before it.
 * The same bytes are taken as paths.
 *
 * Checked besides memory: the href of a URL parses to the same href, alone and against any base; the
 * shortcut for plain references gives what the state machine gives; can_parse agrees with parse; a path
 * comes back from its URL; resolved paths are normal, and the way from one to the other leads there.
 */
#include "base/path.h"
#include "base/url.h"
#include "base/url_states.h"
#include "base/utf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_ascii(LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void check_url(LodeArena *arena, const LodeUrl *url, const LodeUrl *base)
{
    LodeStr href = lode_url_href(arena, url);
    LodeUrl again;
    require(href.data[href.size] == '\0');
    require(is_ascii(href) || (url->is_special && !is_ascii(url->host))); /* only such hosts keep other letters */
    require(lode_url_can_parse(href));
    require(lode_url_parse(arena, href, NULL, &again));
    require(lode_str_equal(lode_url_href(arena, &again), href));
    require(again.has_opaque_path == url->has_opaque_path && again.is_special == url->is_special);
    require(lode_url_parse(arena, href, base, &again));
    require(lode_str_equal(lode_url_href(arena, &again), href));
    require(url->has_opaque_path || url->path.size == 0 || url->path.data[0] == '/');
    require(!url->is_special || url->path.size > 0);
    LodeStr path;
    if (lode_url_to_path(arena, url, &path) == LODE_URL_PATH_OK) {
        require(lode_path_is_absolute(path) && lode_utf8_is_valid(path));
    }
    lode_url_search(arena, url);
    lode_url_hash(arena, url);
}

static void check_input(LodeArena *arena, LodeStr input, const LodeUrl *base)
{
    LodeUrl url;
    LodeUrl slow;
    bool parses = lode_url_parse(arena, input, base, &url);
    require(base || parses == lode_url_can_parse(input));
    if (parses) {
        check_url(arena, &url, base);
    }
    bool is_clean =
        input.size > 0 && (unsigned char)input.data[0] > ' ' && (unsigned char)input.data[input.size - 1] > ' ';
    for (size_t i = 0; i < input.size; i++) {
        is_clean = is_clean && input.data[i] != '\t' && input.data[i] != '\n' && input.data[i] != '\r';
    }
    if (is_clean) {
        require(lode__url_run_states(arena, input, base, &slow) == parses);
        require(!parses || lode_str_equal(lode_url_href(arena, &slow), lode_url_href(arena, &url)));
    }
}

static void check_path(LodeArena *arena, LodeStr bytes)
{
    LodeStr path = lode_path_resolve(arena, LODE_STR("/base/of it"), bytes);
    LodeStr href = lode_url_from_path(arena, path);
    LodeUrl url;
    require(lode_path_is_normal(path));
    require(lode_url_parse(arena, href, NULL, &url));
    require(lode_str_equal(lode_url_href(arena, &url), href));
    LodeStr back;
    require(lode_url_to_path(arena, &url, &back) == LODE_URL_PATH_OK);
    bool is_kept = lode_utf8_is_valid(path) && (unsigned char)path.data[path.size - 1] >= ' ';
    require(!is_kept || lode_str_equal(back, path));
    require(lode_url_path_is_plain(path) == lode_str_equal(url.path, path));
    LodeStr relative = lode_path_relative(arena, LODE_STR("/base/other"), path);
    require(lode_str_equal(lode_path_resolve(arena, LODE_STR("/base/other"), relative), path));
    LodeStr directory = lode_path_directory(path);
    require(lode_path_is_inside(directory, path) && lode_path_is_normal(directory));
    lode_path_normalize(arena, bytes);
    lode_path_directory(bytes);
    require(lode_str_ends_with(lode_path_base_name(bytes), lode_path_extension(bytes)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LodeArena arena = {0};
    LodeStr text = {(const char *)data, size};
    check_input(&arena, text, NULL);
    size_t line = lode_str_find(text, '\n');
    if (line != LODE_NOT_FOUND) {
        LodeUrl base;
        if (lode_url_parse(&arena, lode_str_slice(text, 0, line), NULL, &base)) {
            check_input(&arena, lode_str_slice(text, line + 1, size), &base);
        }
    }
    check_path(&arena, text);
    lode_url_encode_component(&arena, text);
    lode_arena_release(&arena);
    return 0;
}

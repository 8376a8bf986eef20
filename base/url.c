/*
 * URLs. Reading order: the shortcut for plain relative references, cleaning, the
 * public functions. The parser proper is url_states.c.
 */
#include "base/url.h"

#include "base/url_encode.h"
#include "base/url_states.h"

/* Whether the path may start with a Windows drive letter, which the states treat as a root. */
static bool may_have_drive(LodeStr path)
{
    return path.size >= 3 && path.data[2] == ':';
}

/*
 * The common case of an import: a reference of plain characters against a file: URL,
 * "./a/b.js" or "/a". One pass to see that, one to write the path. False where the
 * reference has anything that some state does more with than copy it.
 */
static bool resolve_plain(LodeArena *arena, LodeStr input, const LodeUrl *base, LodeUrl *out)
{
    if (input.size == 0 || base->path.size == 0 || !lode_str_equal(base->scheme, LODE_STR("file")) ||
        may_have_drive(base->path) || lode__url_set_meets(&lode__url_not_plain_set, input)) {
        return false;
    }
    bool is_absolute = input.data[0] == '/';
    if (is_absolute && input.size > 1 && input.data[1] == '/') {
        return false;
    }
    size_t used = is_absolute ? 0 : lode_str_find_last(base->path, '/');
    char *path = lode_arena_alloc(arena, used + input.size + 2);
    if (used) {
        memcpy(path, base->path.data, used);
    }
    const char *at = input.data + is_absolute;
    const char *end = input.data + input.size;
    for (;;) {
        const char *stop = at;
        while (stop < end && *stop != '/') {
            stop++;
        }
        size_t size = (size_t)(stop - at);
        bool is_single = size == 1 && at[0] == '.';
        bool is_double = size == 2 && at[0] == '.' && at[1] == '.';
        if (is_double) {
            while (used > 0 && path[--used] != '/') {
            }
        }
        if ((!is_single && !is_double) || stop == end) {
            path[used++] = '/';
        }
        if (!is_single && !is_double && size) {
            memcpy(path + used, at, size);
            used += size;
        }
        if (stop == end) {
            break;
        }
        at = stop + 1;
    }
    path[used] = '\0';
    LodeStr host = base->host.size ? lode_arena_copy(arena, base->host) : LODE_STR("");
    *out = (LodeUrl){.scheme = LODE_STR("file"),
                     .username = LODE_STR(""),
                     .password = LODE_STR(""),
                     .host = host,
                     .path = {path, used},
                     .is_special = true};
    return true;
}

/* Steps 1 to 3 of the basic URL parser: no C0 controls or spaces around, no tabs or newlines within. */
static LodeStr clean(LodeArena *arena, LodeStr input)
{
    if (input.size == 0) {
        return LODE_STR("");
    }
    while (input.size > 0 && (unsigned char)input.data[0] <= ' ') {
        input = lode_str_slice(input, 1, input.size);
    }
    while (input.size > 0 && (unsigned char)input.data[input.size - 1] <= ' ') {
        input.size--;
    }
    size_t kept = 0;
    for (size_t i = 0; i < input.size; i++) {
        char c = input.data[i];
        kept += c != '\t' && c != '\n' && c != '\r';
    }
    if (kept == input.size) {
        return input;
    }
    char *bytes = lode_arena_alloc(arena, kept + 1);
    kept = 0;
    for (size_t i = 0; i < input.size; i++) {
        char c = input.data[i];
        if (c != '\t' && c != '\n' && c != '\r') {
            bytes[kept++] = c;
        }
    }
    bytes[kept] = '\0';
    return (LodeStr){bytes, kept};
}

bool lode_url_parse(LodeArena *arena, LodeStr input, const LodeUrl *base, LodeUrl *out)
{
    if (base && resolve_plain(arena, input, base, out)) {
        return true;
    }
    return lode__url_run_states(arena, clean(arena, input), base, out);
}

bool lode_url_can_parse(LodeStr input)
{
    LodeArena arena = {0};
    LodeStr text = clean(&arena, input);
    size_t size = lode__url_scheme_size(text);
    bool result = size > 0;
    /* What comes most needs no memory: "react" has no scheme, and what follows "node:" cannot fail. */
    bool may_have_host = size > 0 && (memchr("fhwFHW", text.data[0], 6) || /* file, ftp, http, https, ws, wss */
                                      lode_str_starts_with(lode_str_slice(text, size, text.size), LODE_STR(":/")));
    if (may_have_host) {
        LodeUrl url;
        result = lode__url_run_states(&arena, text, NULL, &url);
    }
    lode_arena_release(&arena);
    return result;
}

LodeStr lode_url_search(LodeArena *arena, const LodeUrl *url)
{
    if (url->query.size == 0) {
        return LODE_STR("");
    }
    return lode_arena_join(arena, (LodeStr[]){LODE_STR("?"), url->query}, 2);
}

LodeStr lode_url_hash(LodeArena *arena, const LodeUrl *url)
{
    if (url->fragment.size == 0) {
        return LODE_STR("");
    }
    return lode_arena_join(arena, (LodeStr[]){LODE_STR("#"), url->fragment}, 2);
}

/* "URL serializer" */
LodeStr lode_url_href(LodeArena *arena, const LodeUrl *url)
{
    LodeStr pieces[16];
    size_t count = 0;
    pieces[count++] = url->scheme;
    pieces[count++] = LODE_STR(":");
    if (!lode_str_is_none(url->host)) {
        pieces[count++] = LODE_STR("//");
        if (url->username.size || url->password.size) {
            pieces[count++] = url->username;
            if (url->password.size) {
                pieces[count++] = LODE_STR(":");
                pieces[count++] = url->password;
            }
            pieces[count++] = LODE_STR("@");
        }
        pieces[count++] = url->host;
        if (!lode_str_is_none(url->port)) {
            pieces[count++] = LODE_STR(":");
            pieces[count++] = url->port;
        }
    } else if (!url->has_opaque_path && lode_str_starts_with(url->path, LODE_STR("//"))) {
        pieces[count++] = LODE_STR("/."); /* or the path would be read as a host */
    }
    pieces[count++] = url->path;
    if (!lode_str_is_none(url->query)) {
        pieces[count++] = LODE_STR("?");
        pieces[count++] = url->query;
    }
    if (!lode_str_is_none(url->fragment)) {
        pieces[count++] = LODE_STR("#");
        pieces[count++] = url->fragment;
    }
    return lode_arena_join(arena, pieces, count);
}

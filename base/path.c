/* POSIX paths. Reading order: the segment writer that resolve and normalize share, then the questions. */
#include "base/path.h"

bool lode_path_is_normal(LodeStr path)
{
    if (!lode_path_is_absolute(path)) {
        return false;
    }
    if (path.size == 1) {
        return true;
    }
    for (size_t at = 1;;) {
        const char *start = path.data + at;
        const char *slash = memchr(start, '/', path.size - at);
        size_t size = slash ? (size_t)(slash - start) : path.size - at;
        if (size == 0 || (start[0] == '.' && (size == 1 || (size == 2 && start[1] == '.')))) {
            return false;
        }
        if (!slash) {
            return true;
        }
        at += size + 1;
    }
}

/*
 * Appends the segments of `path` to out[root..used), each after a '/' where something
 * stands before it, and gives back the new size. Empty and "." segments add nothing;
 * ".." takes the last segment away and, where there is none, is kept only with
 * `keep_up`. `out` has room for path.size + 1 more bytes. out[0..root) is never touched.
 */
static size_t append_segments(char *out, size_t root, size_t used, LodeStr path, bool keep_up)
{
    for (size_t at = 0; at < path.size;) {
        const char *start = path.data + at;
        const char *slash = memchr(start, '/', path.size - at);
        size_t size = slash ? (size_t)(slash - start) : path.size - at;
        at += size + 1;
        if (size == 0 || (size == 1 && start[0] == '.')) {
            continue;
        }
        if (size == 2 && start[0] == '.' && start[1] == '.') {
            size_t last = used;
            while (last > root && out[last - 1] != '/') {
                last--;
            }
            bool is_up = used - last == 2 && out[last] == '.' && out[last + 1] == '.';
            if (used > root && !(keep_up && is_up)) {
                used = last > root ? last - 1 : root;
                continue;
            }
            if (!keep_up) {
                continue;
            }
        }
        if (used > root) {
            out[used++] = '/';
        }
        memmove(out + used, start, size);
        used += size;
    }
    return used;
}

/* path.resolve into memory with room for base.size + path.size + 3 bytes; writes the NUL. */
static size_t resolve_to(char *out, LodeStr base, LodeStr path)
{
    out[0] = '/';
    size_t used = 1;
    if (!lode_path_is_absolute(path)) {
        if (lode_path_is_normal(base)) {
            memcpy(out, base.data, base.size);
            used = base.size;
        } else {
            used = append_segments(out, 1, 1, base, false);
        }
    }
    used = append_segments(out, 1, used, path, false);
    out[used] = '\0';
    return used;
}

LodeStr lode_path_resolve(LodeArena *arena, LodeStr base, LodeStr path)
{
    char *out = lode_arena_alloc(arena, base.size + path.size + 3);
    return (LodeStr){out, resolve_to(out, base, path)};
}

void lode_path_resolve_into(LodeBuf *out, LodeStr base, LodeStr path)
{
    lode_buf_clear(out);
    lode_buf_reserve(out, base.size + path.size + 3);
    out->size = resolve_to(out->data, base, path);
}

LodeStr lode_path_normalize(LodeArena *arena, LodeStr path)
{
    if (path.size == 0) {
        return LODE_STR(".");
    }
    bool is_absolute = lode_path_is_absolute(path);
    char *out = lode_arena_alloc(arena, path.size + 4);
    size_t root = is_absolute ? 1 : 0;
    out[0] = '/';
    size_t used = append_segments(out, root, root, path, !is_absolute);
    if (used == 0) {
        out[used++] = '.';
    }
    if (path.data[path.size - 1] == '/' && !(is_absolute && used == 1)) {
        out[used++] = '/';
    }
    out[used] = '\0';
    return (LodeStr){out, used};
}

/* `path` without the slashes at its end; "" for "/". */
static LodeStr without_trailing_slashes(LodeStr path)
{
    while (path.size > 0 && path.data[path.size - 1] == '/') {
        path.size--;
    }
    return path;
}

LodeStr lode_path_directory(LodeStr path)
{
    LodeStr trimmed = without_trailing_slashes(path);
    size_t slash = lode_str_find_last(trimmed, '/');
    if (slash == LODE_NOT_FOUND || slash == 0) {
        return lode_path_is_absolute(path) ? LODE_STR("/") : LODE_STR(".");
    }
    if (slash == 1 && lode_path_is_absolute(path)) {
        return LODE_STR("//"); /* Node answers "//" for "//a", where POSIX leaves it open */
    }
    return (LodeStr){path.data, slash};
}

LodeStr lode_path_base_name(LodeStr path)
{
    LodeStr trimmed = without_trailing_slashes(path);
    size_t slash = lode_str_find_last(trimmed, '/');
    if (slash == LODE_NOT_FOUND) {
        return trimmed;
    }
    return (LodeStr){trimmed.data + slash + 1, trimmed.size - slash - 1};
}

LodeStr lode_path_extension(LodeStr path)
{
    LodeStr name = lode_path_base_name(path);
    size_t dot = lode_str_find_last(name, '.');
    bool is_up = name.size == 2 && dot == 1 && name.data[0] == '.';
    if (dot == LODE_NOT_FOUND || dot == 0 || is_up) {
        return LODE_STR("");
    }
    return (LodeStr){name.data + dot, name.size - dot};
}

/* The size of the longest directory that holds both or is one of them, without its trailing slash. */
static size_t common_directory(LodeStr from, LodeStr to)
{
    size_t shorter = from.size < to.size ? from.size : to.size;
    size_t last_slash = 0;
    size_t i = 0;
    while (i < shorter && from.data[i] == to.data[i]) {
        if (from.data[i] == '/') {
            last_slash = i;
        }
        i++;
    }
    bool from_ends = i == from.size || from.data[i] == '/';
    bool to_ends = i == to.size || to.data[i] == '/';
    return from_ends && to_ends ? i : last_slash;
}

LodeStr lode_path_relative(LodeArena *arena, LodeStr from, LodeStr to)
{
    from = without_trailing_slashes(from);
    to = without_trailing_slashes(to);
    size_t common = common_directory(from, to);
    size_t ups = 0;
    for (size_t i = common; i < from.size; i++) {
        ups += from.data[i] == '/';
    }
    LodeStr rest = lode_str_slice(to, common, to.size);
    char *out = lode_arena_alloc(arena, ups * 3 + rest.size + 1);
    size_t used = 0;
    for (size_t i = 0; i < ups; i++) {
        memcpy(out + used, "/..", 3);
        used += 3;
    }
    if (rest.size) {
        memcpy(out + used, rest.data, rest.size);
        used += rest.size;
    }
    out[used] = '\0';
    /* Every piece starts with its slash; the first one is not wanted. */
    return used ? (LodeStr){out + 1, used - 1} : (LodeStr){out, 0};
}

bool lode_path_is_inside(LodeStr directory, LodeStr path)
{
    if (!lode_str_starts_with(path, directory)) {
        return false;
    }
    return path.size == directory.size || path.data[directory.size] == '/' ||
           (directory.size > 0 && directory.data[directory.size - 1] == '/');
}

/*
 * Files that a dynamic specifier can match. Reading order: one name against one
 * segment of the pattern, one folder, the walk.
 *
 * The walk goes through the pattern segment by segment with the list of folders
 * that are possible so far; each folder is listed once for a segment with a star.
 */
#include "base/path.h"
#include "graph/draft.h"

#include <stdlib.h>

/* Whether `pattern`, in which '*' is any run, matches all of `text`. Only the last star is ever tried again. */
static bool star_matches(LodeStr pattern, LodeStr text)
{
    size_t p = 0;
    size_t t = 0;
    size_t star = LODE_NOT_FOUND;
    size_t tried = 0;
    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            tried = t;
        } else if (p < pattern.size && pattern.data[p] == text.data[t]) {
            p++;
            t++;
        } else if (star != LODE_NOT_FOUND) {
            p = star + 1;
            t = ++tried;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') {
        p++;
    }
    return p == pattern.size;
}

static bool is_hidden(LodeStr segment, LodeStr name)
{
    bool wants_dot = segment.size > 0 && segment.data[0] == '.';
    return (name.size > 0 && name.data[0] == '.' && !wants_dot) || lode_str_equal(name, LODE_STR("node_modules"));
}

static bool ends_in_one_of(LodeStr name, const char *const *extensions, size_t *size)
{
    for (size_t i = 0; extensions[i]; i++) {
        LodeStr extension = lode_str(extensions[i]);
        if (name.size > extension.size && lode_str_ends_with(name, extension)) {
            *size = extension.size;
            return true;
        }
    }
    return false;
}

static const char *const searched_extensions[] = {".js", ".json", ".node", NULL}; /* LOAD_AS_FILE, in its order */
static const char *const module_extensions[] = {".js",  ".cjs", ".mjs", ".json", ".node", ".wasm",
                                                ".jsx", ".ts",  ".cts", ".mts",  ".tsx",  NULL};

static bool is_candidate(LodeStr segment, LodeStr name, LodeKind kind)
{
    size_t size;
    LodeStr ending = lode_str_slice(segment, lode_str_find_last(segment, '*') + 1, segment.size);
    bool names_extension = lode_str_find(ending, '.') != LODE_NOT_FOUND;
    if (star_matches(segment, name)) {
        return names_extension || ends_in_one_of(name, module_extensions, &size);
    }
    return kind == LODE_KIND_REQUIRE && ends_in_one_of(name, searched_extensions, &size) &&
           star_matches(segment, lode_str_slice(name, 0, name.size - size));
}

typedef LODE_VEC(LodePath *) PathList;

/* Appends what `segment` can be in `directory`: folders, and at the end of the pattern candidates. */
static void match_in(LodeMemo *memo, LodePath *directory, LodeStr segment, bool is_last, LodeKind kind,
                     LodeArena *arena, PathList *out)
{
    LodeDirectoryEntry *entries;
    size_t count;
    if (lode_memo_type(memo, directory) != LODE_FILE_DIRECTORY ||
        lode_memo_list(memo, lode_memo_real(memo, directory), arena, &entries, &count) != 0) {
        return;
    }
    for (size_t i = 0; i < count && out->count < LODE_PATTERN_LIMIT; i++) {
        LodeStr name = entries[i].name;
        if (is_hidden(segment, name)) {
            continue;
        }
        bool is_folder_match = star_matches(segment, name);
        if (!is_folder_match && !(is_last && is_candidate(segment, name, kind))) {
            continue;
        }
        LodePath *path = lode_memo_child(memo, directory, name);
        LodeFileType type = lode_memo_type(memo, path);
        bool wanted = type == LODE_FILE_DIRECTORY
                          ? is_folder_match && (!is_last || kind == LODE_KIND_REQUIRE)
                          : type != LODE_FILE_ABSENT && is_last && is_candidate(segment, name, kind);
        if (wanted) {
            lode_vec_push(out, path);
        }
    }
}

static int compare_paths(const void *left, const void *right)
{
    return lode_str_compare(lode_path_text(*(LodePath *const *)left), lode_path_text(*(LodePath *const *)right));
}

static void step(LodeMemo *memo, LodeStr segment, bool is_last, LodeKind kind, LodeArena *arena, PathList *paths)
{
    PathList next = {0};
    for (size_t i = 0; i < paths->count && next.count < LODE_PATTERN_LIMIT; i++) {
        if (lode_str_find(segment, '*') != LODE_NOT_FOUND || is_last) {
            match_in(memo, paths->items[i], segment, is_last, kind, arena, &next);
        } else {
            lode_vec_push(&next, lode_memo_child(memo, paths->items[i], segment));
        }
    }
    lode_vec_release(paths);
    *paths = next;
}

size_t lode__pattern_matches(LodeMemo *memo, LodeStr directory, LodeStr pattern, LodeKind kind, LodeArena *arena,
                             LodeStr **matches)
{
    size_t star = lode_str_find(pattern, '*');
    LodeStr folder = lode_str_slice(pattern, 0, star);
    size_t slash = lode_str_find_last(folder, '/');
    bool is_relative = lode_str_starts_with(pattern, LODE_STR("./")) || lode_str_starts_with(pattern, LODE_STR("../"));
    if (star == LODE_NOT_FOUND || slash == LODE_NOT_FOUND || !is_relative || memchr(pattern.data, '\0', pattern.size)) {
        return 0;
    }
    PathList paths = {0};
    lode_vec_push(&paths, lode_memo_path(memo, lode_path_resolve(arena, directory, lode_str_slice(folder, 0, slash))));
    for (size_t at = slash + 1; at <= pattern.size && paths.count;) {
        LodeStr rest = lode_str_slice(pattern, at, pattern.size);
        size_t size = lode_str_find(rest, '/');
        bool is_last = size == LODE_NOT_FOUND;
        LodeStr segment = lode_str_slice(rest, 0, size);
        if (segment.size == 0 || lode_str_equal(segment, LODE_STR(".")) || lode_str_equal(segment, LODE_STR(".."))) {
            lode_vec_clear(&paths); /* behind a star such a segment has no one meaning */
            break;
        }
        step(memo, segment, is_last, kind, arena, &paths);
        at += segment.size + 1;
    }
    size_t count = paths.count;
    *matches = lode_arena_alloc(arena, count * sizeof **matches);
    if (count) {
        qsort(paths.items, count, sizeof *paths.items, compare_paths);
    }
    for (size_t i = 0; i < count; i++) {
        (*matches)[i] = lode_path_text(paths.items[i]);
    }
    lode_vec_release(&paths);
    return count;
}

/*
 * Entries. Reading order: what a source file is, the walk through folders, the four
 * kinds of entry, what was probably meant, the call.
 */
#include "graph/entries.h"

#include "base/path.h"
#include "base/vec.h"
#include "graph/glob.h"

#include <stdlib.h>

typedef LODE_VEC(LodeStr) StrList;

typedef struct Finder {
    LodeResolver *resolver;
    LodeMemo *memo;
    LodeArena *arena;
    StrList found;
} Finder;

static bool is_one_of(LodeStr text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++) {
        if (lode_str_equal(text, lode_str(list[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_declaration(LodeStr name)
{
    return lode_str_ends_with(name, LODE_STR(".d.ts")) || lode_str_ends_with(name, LODE_STR(".d.mts")) ||
           lode_str_ends_with(name, LODE_STR(".d.cts"));
}

static bool is_source(LodeStr name)
{
    static const char *const extensions[] = {".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx", NULL};
    return is_one_of(lode_path_extension(name), extensions) && !is_declaration(name);
}

/* Which files a walk takes. */
typedef struct Selection {
    const LodeGlob *glob; /* on "/" and the path below the folder; NULL for all */
    bool enters_dot_folders;
    bool enters_node_modules;
} Selection;

static bool is_entered(const Selection *selection, LodeStr name)
{
    if (lode_str_equal(name, LODE_STR("node_modules"))) {
        return selection->enters_node_modules;
    }
    return name.data[0] != '.' || selection->enters_dot_folders;
}

/* Every selected source file below `folder`. Links to folders are not followed, so the walk ends. */
static void walk(Finder *self, LodePath *folder, const Selection *selection)
{
    LODE_VEC(LodePath *) pending = {0};
    LodeArena names = {0};
    size_t prefix = lode_path_text(folder).size == 1 ? 0 : lode_path_text(folder).size;
    lode_vec_push(&pending, folder);
    while (pending.count && self->found.count < LODE_ENTRY_LIMIT) {
        LodePath *at = lode_vec_pop(&pending);
        LodeArenaMark mark = lode_arena_mark(&names);
        LodeDirectoryEntry *entries;
        size_t count;
        if (lode_memo_list(self->memo, at, &names, &entries, &count) != 0) {
            count = 0; /* a folder that cannot be read hides its files from everyone */
        }
        for (size_t i = 0; i < count && self->found.count < LODE_ENTRY_LIMIT; i++) {
            LodeFileType type = entries[i].type;
            bool may_be_folder = type == LODE_FILE_DIRECTORY || type == LODE_FILE_OTHER;
            if (!is_source(entries[i].name) && !(may_be_folder && is_entered(selection, entries[i].name))) {
                continue;
            }
            LodePath *path = lode_memo_child(self->memo, at, entries[i].name);
            LodeFileType real =
                type == LODE_FILE_REGULAR || type == LODE_FILE_DIRECTORY ? type : lode_memo_type(self->memo, path);
            LodeStr text = lode_path_text(path);
            if (real == LODE_FILE_DIRECTORY) {
                if (type != LODE_FILE_LINK && is_entered(selection, entries[i].name)) {
                    lode_vec_push(&pending, path);
                }
            } else if (real == LODE_FILE_REGULAR && is_source(entries[i].name) &&
                       (!selection->glob ||
                        lode_glob_matches(selection->glob, lode_str_slice(text, prefix, text.size)))) {
                lode_vec_push(&self->found, text);
            }
        }
        lode_arena_rewind(&names, mark);
    }
    lode_arena_release(&names);
    lode_vec_release(&pending);
}

/* The entry points that the package.json in a folder names. False and an error where it is broken. */
static bool add_package(Finder *self, LodeStr folder, LodeError *error)
{
    LodeStr *entries = NULL;
    LodeError problem = {0};
    size_t count = lode_package_entries(self->resolver, folder, self->arena, &entries, &problem);
    for (size_t i = 0; i < count; i++) {
        if (is_source(entries[i]) || lode_path_extension(entries[i]).size == 0) {
            lode_vec_push(&self->found, entries[i]);
        }
    }
    if (count == 0 && problem.code != LODE_ERROR_NONE) {
        if (error) {
            *error = problem;
        }
        return false;
    }
    return true;
}

/* index.js and the like, where Node or a bundler would take it. */
static void add_index(Finder *self, LodePath *folder)
{
    static const char *const names[] = {"index.js",  "index.mjs", "index.cjs", "index.jsx", "index.ts",
                                        "index.mts", "index.cts", "index.tsx", NULL};
    for (size_t i = 0; names[i]; i++) {
        LodePath *path = lode_memo_child(self->memo, folder, lode_str(names[i]));
        if (lode_file_type_is_file(lode_memo_type(self->memo, path))) {
            lode_vec_push(&self->found, lode_path_text(path));
            return;
        }
    }
}

static bool add_folder(Finder *self, LodePath *folder, bool with_index, LodeError *error)
{
    size_t before = self->found.count;
    LodeStr text = lode_path_text(folder);
    if (!add_package(self, text, error)) {
        return false;
    }
    if (self->found.count == before && with_index) {
        add_index(self, folder);
    }
    if (self->found.count == before) {
        walk(self, folder, &(Selection){0});
    }
    return self->found.count > before || lode_error_set(error, self->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                                        "No source file in '%.*s'", LODE_STR_ARG(text));
}

/* Walks from the last folder that stands before the first special character. */
static bool add_glob(Finder *self, LodeStr directory, LodeStr pattern, LodeError *error)
{
    size_t fixed = 0; /* size of the leading segments without special characters, with their '/' */
    for (size_t i = 0; i < pattern.size && !lode_glob_is_pattern(lode_str_slice(pattern, 0, i + 1)); i++) {
        fixed = pattern.data[i] == '/' ? i + 1 : fixed;
    }
    LodeStr rest = lode_str_slice(pattern, fixed, pattern.size);
    LodeStr folder = lode_path_resolve(self->arena, directory, lode_str_slice(pattern, 0, fixed));
    Selection selection = {
        .glob = lode_glob_new(self->arena, lode_arena_join(self->arena, (LodeStr[]){LODE_STR("/"), rest}, 2), error),
        .enters_node_modules = lode_str_search(rest, LODE_STR("node_modules")) != LODE_NOT_FOUND,
        .enters_dot_folders = rest.data[0] == '.' || lode_str_search(rest, LODE_STR("/.")) != LODE_NOT_FOUND,
    };
    if (!selection.glob) {
        return false;
    }
    size_t before = self->found.count;
    LodePath *path = lode_memo_real(self->memo, lode_memo_path(self->memo, folder));
    if (path && lode_memo_type(self->memo, path) == LODE_FILE_DIRECTORY) {
        walk(self, path, &selection);
    }
    return self->found.count > before || lode_error_set(error, self->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                                        "No source file matches '%.*s'", LODE_STR_ARG(pattern));
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/*
 * How far a name is from what was typed: 0 for another case, 1 for another
 * extension, else the number of edits plus 2; `limit` or more for anything else.
 */
static size_t name_distance(LodeStr typed, LodeStr name, size_t limit)
{
    enum { SIZE_LIMIT = 64 };
    size_t row[SIZE_LIMIT + 1];
    size_t stem = typed.size - lode_path_extension(typed).size;
    if (typed.size > SIZE_LIMIT || name.size > SIZE_LIMIT) {
        return limit;
    }
    for (size_t j = 0; j <= name.size; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= typed.size; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= name.size; j++) {
            size_t change = diagonal + (lower(typed.data[i - 1]) != lower(name.data[j - 1]));
            diagonal = row[j];
            size_t shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < shift ? change : shift;
        }
    }
    if (row[name.size] == 0) {
        return 0;
    }
    if (name.size - lode_path_extension(name).size == stem &&
        lode_str_starts_with(name, lode_str_slice(typed, 0, stem))) {
        return 1;
    }
    return row[name.size] <= stem / 3 + 1 ? row[name.size] + 2 : limit;
}

/* "Cannot find …", and beside it the name in the same folder that comes nearest. */
static bool not_found(Finder *self, LodeStr typed, LodeStr path, LodeError *error)
{
    lode_error_set(error, self->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND, "No file, directory or pattern '%.*s'",
                   LODE_STR_ARG(typed));
    LodeArena names = {0};
    LodeDirectoryEntry *entries = NULL;
    size_t count = 0;
    LodePath *folder = lode_memo_real(self->memo, lode_memo_path(self->memo, lode_path_directory(path)));
    if (error && folder && lode_memo_list(self->memo, folder, &names, &entries, &count) == 0) {
        size_t best = 8;
        LodeStr nearest = LODE_STR_NONE;
        for (size_t i = 0; i < count; i++) {
            size_t distance = name_distance(lode_path_base_name(path), entries[i].name, best);
            if (distance < best) {
                best = distance;
                nearest = entries[i].name;
            }
        }
        if (!lode_str_is_none(nearest)) {
            LodeStr base = lode_path_base_name(typed);
            LodeStr shown = lode_arena_printf(self->arena, "did you mean '%.*s%.*s'?", (int)(base.data - typed.data),
                                              typed.data, LODE_STR_ARG(nearest));
            lode_error_add_note(error, self->arena, shown, LODE_STR_NONE, (LodePosition){0});
        }
    }
    lode_arena_release(&names);
    return false;
}

static bool add_argument(Finder *self, LodeStr directory, LodeStr argument, LodeError *error)
{
    LodeStr text = lode_path_resolve(self->arena, directory, argument);
    LodeResolution resolution;
    if (memchr(argument.data, '\0', argument.size) || argument.size == 0) {
        return lode_error_set(error, self->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND, "An entry is empty or holds NUL");
    }
    LodePath *path = lode_memo_path(self->memo, text);
    LodeFileType type = lode_memo_type(self->memo, path);
    if (type == LODE_FILE_DIRECTORY) {
        return add_folder(self, path, true, error);
    }
    /* A name without its extension is found as `node NAME` finds it; the build resolves it again. */
    if (type != LODE_FILE_ABSENT || lode_resolve_entry(self->resolver, text, self->arena, &resolution, NULL)) {
        lode_vec_push(&self->found, text);
        return true;
    }
    return lode_glob_is_pattern(argument) ? add_glob(self, directory, argument, error)
                                          : not_found(self, argument, text, error);
}

static int compare_strings(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

static size_t sort_distinct(LodeStr *items, size_t count)
{
    size_t kept = 0;
    if (count) {
        qsort(items, count, sizeof *items, compare_strings);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !lode_str_equal(items[kept - 1], items[i])) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

LodeStr lode_entries_root(LodeMemo *memo, LodeStr directory, LodeArena *arena)
{
    for (LodePath *at = lode_memo_path(memo, directory); at; at = lode_path_parent(at)) {
        LodePath *description = lode_memo_child(memo, at, LODE_STR("package.json"));
        if (lode_file_type_is_file(lode_memo_type(memo, description))) {
            return lode_arena_copy(arena, lode_path_text(at));
        }
    }
    return lode_arena_copy(arena, directory);
}

bool lode_entries_find(LodeResolver *resolver, LodeStr root, LodeStr working_directory, const LodeStr *arguments,
                       size_t argument_count, LodeArena *arena, LodeStr **entries, size_t *entry_count,
                       LodeError *error)
{
    Finder finder = {.resolver = resolver, .memo = lode_resolver_memo(resolver), .arena = arena};
    bool ok = true;
    if (argument_count == 0) {
        ok = add_folder(&finder, lode_memo_path(finder.memo, root), false, error);
    }
    for (size_t i = 0; i < argument_count; i++) {
        if (!add_argument(&finder, working_directory, arguments[i], ok ? error : NULL)) {
            ok = false;
        }
    }
    *entry_count = sort_distinct(finder.found.items, finder.found.count);
    *entries = lode_arena_alloc(arena, *entry_count * sizeof **entries);
    for (size_t i = 0; i < *entry_count; i++) {
        (*entries)[i] = lode_arena_copy(arena, finder.found.items[i]);
    }
    lode_vec_release(&finder.found);
    return ok;
}

/*
 * The entry points of a package. Reading order: the list, patterns and the files
 * below a package, the fields.
 */
#include "base/vec.h"
#include "resolver/package_json.h"

#include <stdlib.h>

enum { FILE_LIMIT = 200000 /* files below a package that a pattern is tried on */ };

typedef LODE_VEC(LodeStr) Strings;

typedef struct Collector {
    LodeResolver *resolver;
    LodeArena *arena;
    LodePackage *package;
    Strings found;
    Strings files; /* below the package, relative to it; listed for the first pattern */
    bool has_files;
} Collector;

/* The file that `node FILE` would run for a path of package.json, if it is there. */
static void add_path(Collector *self, LodeStr target)
{
    LodeStr path = lode_path_resolve(self->arena, lode_path_text(self->package->directory), target);
    LodeResolution resolution;
    if (lode_resolve_entry(self->resolver, path, self->arena, &resolution, NULL)) {
        lode_vec_push(&self->found, resolution.path);
    }
}

static bool skips_directory(LodeStr name)
{
    return lode_str_equal(name, LODE_STR("node_modules")) || (name.size && name.data[0] == '.');
}

static void list_files(Collector *self)
{
    Strings pending = {0};
    lode_vec_push(&pending, LODE_STR(""));
    while (pending.count && self->files.count < FILE_LIMIT) {
        LodeStr below = lode_vec_pop(&pending);
        LodeStr directory = lode_path_resolve(self->arena, lode_path_text(self->package->directory), below);
        LodeDirectoryEntry *entries;
        size_t count;
        lode_memo_list(self->resolver->memo, lode_memo_path(self->resolver->memo, directory), self->arena, &entries,
                       &count);
        for (size_t i = 0; i < count; i++) {
            LodeStr pieces[] = {below, below.size ? LODE_STR("/") : LODE_STR(""), entries[i].name};
            LodeStr name = lode_arena_join(self->arena, pieces, 3);
            if (entries[i].type != LODE_FILE_DIRECTORY) {
                lode_vec_push(&self->files, name);
            } else if (!skips_directory(entries[i].name)) {
                lode_vec_push(&pending, name);
            }
        }
    }
    lode_vec_release(&pending);
    self->has_files = true;
}

/* Files that a pattern such as ./dir/(star).js of a pattern's target can mean: the star is any text, the same in each place. */
static void add_pattern(Collector *self, LodeStr target)
{
    if (!self->has_files) {
        list_files(self);
    }
    size_t star = lode_str_find(target, '*');
    LodeStr before = lode_str_slice(target, 2, star);
    LodeStr after = lode_str_slice(target, star + 1, target.size);
    if (lode_str_find(after, '*') != LODE_NOT_FOUND) {
        return; /* two stars must agree: no package of the corpora has this for a main file */
    }
    for (size_t i = 0; i < self->files.count; i++) {
        LodeStr file = self->files.items[i];
        if (file.size > before.size + after.size && lode_str_starts_with(file, before) &&
            lode_str_ends_with(file, after)) {
            add_path(self, file);
        }
    }
}

/* Every string of a map, whatever its conditions: each is somebody's way in. */
static void add_targets(Collector *self, const LodeJson *value)
{
    LODE_VEC(const LodeJson *) pending = {0};
    lode_vec_push(&pending, value);
    while (pending.count) {
        const LodeJson *at = lode_vec_pop(&pending);
        if (at->type == LODE_JSON_STRING && lode_str_starts_with(at->text, LODE_STR("./"))) {
            if (lode_str_find(at->text, '*') != LODE_NOT_FOUND) {
                add_pattern(self, at->text);
            } else {
                add_path(self, at->text);
            }
        }
        for (const LodeJson *child = at->first; child; child = child->next) {
            lode_vec_push(&pending, child);
        }
    }
    lode_vec_release(&pending);
}

static void add_bin(Collector *self, const LodeJson *bin)
{
    if (!bin) {
        return;
    }
    if (bin->type == LODE_JSON_STRING) {
        add_path(self, bin->text);
    }
    for (const LodeJson *member = bin->first; member; member = member->next) {
        if (member->type == LODE_JSON_STRING) {
            add_path(self, member->text);
        }
    }
}

static int compare_strings(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

static size_t sort_and_copy(Collector *self, LodeStr **entries)
{
    size_t count = 0;
    *entries = LODE_ARENA_NEW(self->arena, LodeStr, self->found.count ? self->found.count : 1);
    if (self->found.count) {
        qsort(self->found.items, self->found.count, sizeof *self->found.items, compare_strings);
    }
    for (size_t i = 0; i < self->found.count; i++) {
        if (count == 0 || !lode_str_equal((*entries)[count - 1], self->found.items[i])) {
            (*entries)[count++] = self->found.items[i];
        }
    }
    return count;
}

size_t lode_package_entries(LodeResolver *self, LodeStr directory, LodeArena *arena, LodeStr **entries,
                            LodeError *error)
{
    LodePackage *package = lode__package_peek(self->cache, lode_memo_path(self->memo, directory));
    Collector collector = {.resolver = self, .arena = arena, .package = package};
    const LodeJson *root = lode__package_root(self->cache, package);
    if (package->fields.is_invalid) {
        lode_error_set(error, arena, LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG, "Invalid package config %.*s.",
                       LODE_STR_ARG(lode_path_text(package->file)));
        if (error) {
            error->file = lode_path_text(package->file);
            error->position = package->problem_position;
            lode_error_add_note(error, arena, package->fields.problem, error->file, error->position);
        }
    }
    if (package->fields.exports) {
        add_targets(&collector, package->fields.exports);
    }
    if (package->fields.main.size) {
        add_path(&collector, package->fields.main);
    }
    add_bin(&collector, lode_json_get(root, LODE_STR("bin")));
    if (root && collector.found.count == 0) {
        add_path(&collector, LODE_STR("."));
    }
    size_t count = sort_and_copy(&collector, entries);
    lode_vec_release(&collector.found);
    lode_vec_release(&collector.files);
    return count;
}

/* What a failed request deserves to be told. Reading order: names that are nearly the same, files, packages, Node's own hint. */
#include "resolver/hints.h"

#include "resolver/messages.h"

enum { NEAR_NAME = 2 /* edits: two covers a swap and a missing letter; three finds nonsense */, LONGEST_NAME = 64 };

/* Levenshtein distance, or NEAR_NAME + 1 where it is larger. */
static unsigned edit_distance(LodeStr left, LodeStr right)
{
    if (left.size > LONGEST_NAME || right.size > LONGEST_NAME || left.size > right.size + NEAR_NAME ||
        right.size > left.size + NEAR_NAME) {
        return NEAR_NAME + 1;
    }
    unsigned row[LONGEST_NAME + 1];
    for (size_t j = 0; j <= right.size; j++) {
        row[j] = (unsigned)j;
    }
    for (size_t i = 1; i <= left.size; i++) {
        unsigned diagonal = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= right.size; j++) {
            unsigned above = row[j];
            unsigned change = diagonal + (left.data[i - 1] != right.data[j - 1]);
            unsigned step = (row[j - 1] < above ? row[j - 1] : above) + 1;
            row[j] = change < step ? change : step;
            diagonal = above;
        }
    }
    return row[right.size];
}

static bool equal_but_for_case(LodeStr left, LodeStr right)
{
    if (left.size != right.size) {
        return false;
    }
    for (size_t i = 0; i < left.size; i++) {
        char a = left.data[i];
        char b = right.data[i];
        a = a >= 'A' && a <= 'Z' ? (char)(a | 0x20) : a;
        b = b >= 'A' && b <= 'Z' ? (char)(b | 0x20) : b;
        if (a != b) {
            return false;
        }
    }
    return true;
}

void lode__note_missing_file(LodeResolving *self, LodePath *path)
{
    LodePath *directory = lode_path_parent(path);
    if (!self->error || !directory) {
        return;
    }
    if (lode_memo_type(self->memo, directory) != LODE_FILE_DIRECTORY) {
        lode__note(self, "there is no directory %.*s", LODE_STR_ARG(lode_path_text(directory)));
        return;
    }
    LodeArenaMark mark = lode_arena_mark(self->arena);
    LodeDirectoryEntry *entries;
    size_t count;
    LodeStr name = lode_path_base_name(lode_path_text(path));
    if (lode_memo_list(self->memo, directory, self->arena, &entries, &count) != 0) {
        return;
    }
    LodeStr other_case = LODE_STR_NONE;
    LodeStr longer = LODE_STR_NONE;
    LodeStr nearest = LODE_STR_NONE;
    unsigned distance = NEAR_NAME + 1;
    for (size_t i = 0; i < count; i++) {
        LodeStr entry = entries[i].name;
        if (equal_but_for_case(entry, name) && !lode_str_equal(entry, name)) {
            other_case = entry;
        } else if (lode_str_is_none(longer) && entry.size > name.size + 1 && lode_str_starts_with(entry, name) &&
                   entry.data[name.size] == '.') {
            longer = entry;
        }
        unsigned candidate = name.size > 3 && !lode_str_equal(entry, name) ? edit_distance(entry, name) : NEAR_NAME + 1;
        if (candidate < distance) {
            distance = candidate;
            nearest = entry;
        }
    }
    char found[1024];
    LodeStr pick = !lode_str_is_none(other_case) ? other_case : !lode_str_is_none(longer) ? longer : nearest;
    bool has_pick = !lode_str_is_none(pick) && pick.size < sizeof found;
    bool is_case = has_pick && !lode_str_is_none(other_case);
    if (has_pick) {
        memcpy(found, pick.data, pick.size);
    }
    /* The listing of a large folder is not worth keeping with the error. */
    lode_arena_rewind(self->arena, mark);
    if (has_pick) {
        lode__note(self, is_case ? "the file is there with another case: %.*s" : "did you mean %.*s?", (int)pick.size,
                   found);
    }
}

void lode__note_package_name(LodeResolving *self, LodePath *from, LodeStr name)
{
    if (!self->error) {
        return;
    }
    int version = self->resolver->options.node_version;
    bool needs_prefix;
    if (lode_is_core_module(name, version, &needs_prefix) && needs_prefix) {
        lode__note(self, "this core module is known only as \"node:%.*s\"", LODE_STR_ARG(name));
        return;
    }
    LodePath *folder = NULL;
    size_t slash = lode_str_find(name, '/');
    bool is_scoped = name.size && name.data[0] == '@' && slash != LODE_NOT_FOUND;
    LodeStr first = slash == LODE_NOT_FOUND ? name : lode_str_slice(name, 0, slash);
    for (LodePath *at = from; at && !folder; at = lode_path_parent(at)) {
        LodePath *modules = lode__node_modules_of(self->memo, at);
        LodePath *candidate = is_scoped ? lode_memo_child(self->memo, modules, first) : modules;
        if (lode_memo_type(self->memo, candidate) == LODE_FILE_DIRECTORY) {
            folder = candidate;
        }
    }
    if (!folder) {
        return;
    }
    LodeStr wanted = is_scoped ? lode_str_slice(name, slash + 1, name.size) : first;
    if (is_scoped && lode_str_find(wanted, '/') != LODE_NOT_FOUND) {
        wanted = lode_str_slice(wanted, 0, lode_str_find(wanted, '/'));
    }
    if (wanted.size <= 3 ||
        lode_memo_type(self->memo, lode_memo_child(self->memo, folder, wanted)) == LODE_FILE_DIRECTORY) {
        return;
    }
    LodeArenaMark mark = lode_arena_mark(self->arena);
    LodeDirectoryEntry *entries;
    size_t count;
    char found[LONGEST_NAME + NEAR_NAME + 1];
    size_t size = 0;
    unsigned distance = NEAR_NAME + 1;
    if (lode_memo_list(self->memo, folder, self->arena, &entries, &count) == 0) {
        for (size_t i = 0; i < count; i++) {
            unsigned candidate = edit_distance(entries[i].name, wanted);
            if (candidate < distance && entries[i].name.size < sizeof found) {
                distance = candidate;
                size = entries[i].name.size;
                memcpy(found, entries[i].name.data, size);
            }
        }
    }
    lode_arena_rewind(self->arena, mark);
    if (size) {
        lode__note(self, "did you mean \"%.*s%s%.*s\"?", is_scoped ? (int)first.size : 0, first.data,
                   is_scoped ? "/" : "", (int)size, found);
    }
}

void lode__note_broken_package(LodeResolving *self, const LodePackage *package)
{
    if (!package->exists) {
        lode__note(self, "the folder %.*s is there, but holds no package.json and no index.js",
                   LODE_STR_ARG(lode_path_text(package->directory)));
    } else if (package->fields.main.size) {
        lode__note(self, "its \"main\" is \"%.*s\", and neither that nor an index file is there",
                   LODE_STR_ARG(package->fields.main));
    } else {
        lode__note(self, "its package.json has no \"exports\" and no \"main\", and there is no index.js");
    }
}

/* encodeURIComponent of each segment. */
static void append_encoded_segments(LodeResolving *self, LodeBuf *out, LodeStr path)
{
    size_t start = 0;
    for (size_t i = 0; i <= path.size; i++) {
        if (i == path.size || path.data[i] == '/') {
            lode_buf_append(out, lode_url_encode_component(self->arena, lode_str_slice(path, start, i)));
            if (i < path.size) {
                lode_buf_append_byte(out, '/');
            }
            start = i + 1;
        }
    }
}

/* The specifier that would have worked, as resolveAsCommonJS composes it. */
static LodeStr hint_specifier(LodeResolving *self, LodeStr specifier, LodePath *file)
{
    LodeStr path = lode_path_text(file);
    bool is_relative = lode_str_equal(specifier, LODE_STR(".")) || lode_str_equal(specifier, LODE_STR("..")) ||
                       lode_str_starts_with(specifier, LODE_STR("./")) ||
                       lode_str_starts_with(specifier, LODE_STR("../"));
    if (is_relative) {
        static const size_t scheme = sizeof "file://" - 1;
        LodeStr from = lode__base_url(self, &self->base);
        LodeStr to = lode__cached_url(self->resolver->cache, file);
        LodeStr relative = lode_path_relative(self->arena, lode_path_directory(lode_str_slice(from, scheme, from.size)),
                                              lode_str_slice(to, scheme, to.size));
        LodeStr pieces[] = {lode_str_starts_with(relative, LODE_STR("../")) ? LODE_STR("") : LODE_STR("./"), relative};
        return lode_arena_join(self->arena, pieces, 2);
    }
    if (specifier.size == 0 || specifier.data[0] == '/' || specifier.data[0] == '.') {
        return path;
    }
    size_t slash = lode_str_find(specifier, '/');
    LodeStr package = slash == LODE_NOT_FOUND ? specifier : lode_str_slice(specifier, 0, slash);
    LodeStr needle = lode_arena_printf(self->arena, "/node_modules/%.*s/", LODE_STR_ARG(package));
    size_t at = LODE_NOT_FOUND;
    for (size_t from = 0;;) {
        size_t next = lode_str_search(lode_str_slice(path, from, path.size), needle);
        if (next == LODE_NOT_FOUND) {
            break;
        }
        at = from + next;
        from = at + 1;
    }
    if (at == LODE_NOT_FOUND) {
        return lode__cached_url(self->resolver->cache, file);
    }
    LodeBuf text = {0};
    lode_buf_append(&text, package);
    lode_buf_append_byte(&text, '/');
    append_encoded_segments(self, &text, lode_str_slice(path, at + needle.size, path.size));
    LodeStr result = lode_arena_copy(self->arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return result;
}

bool lode__add_commonjs_hint(LodeResolving *self)
{
    if (!self->error || !self->base.is_file || self->resolver->options.target != LODE_TARGET_NODE) {
        return false;
    }
    LodeStr specifier = self->specifier;
    if (lode_str_starts_with(specifier, LODE_STR("file://"))) {
        LodeUrl url;
        LodeStr path;
        /* Node makes a path of it without a net: where that fails, its error replaces the first one. */
        if (!lode_url_parse(self->arena, specifier, NULL, &url)) {
            lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
            return true;
        }
        LodeUrlPathStatus status = lode_url_to_path(self->arena, &url, &path);
        if (status != LODE_URL_PATH_OK) {
            lode__fail_url_path(self, status);
            return true;
        }
        specifier = path;
    }
    /* A look-up of its own: no trace, no error, no self-reference (Node's has no file name), the conditions of `require` and the user's. */
    LodeTrace *trace = self->resolver->trace;
    self->resolver->trace = NULL;
    LodeRequestFrom request = {.specifier = specifier,
                               .from = self->base.path,
                               .kind = LODE_KIND_REQUIRE,
                               .conditions = self->added,
                               .condition_count = self->added_count};
    LodeResolving commonjs = lode__resolving_of(self->resolver, &request, self->arena, NULL);
    commonjs.base = self->base;
    if (specifier.size > 0 && specifier.data[0] != '.') {
        /* Node looks for packages from the importer's path as if that were a folder. */
        commonjs.base.path = lode_arena_printf(self->arena, "%.*s/-", LODE_STR_ARG(self->base.path));
    }
    LodeCjsResult found;
    bool is_found = lode__cjs_resolve(&commonjs, true, &found);
    self->resolver->trace = trace;
    if (!is_found || !found.file) {
        return false;
    }
    LodePath *file;
    if (!lode__real_file(&commonjs, found.file, &file)) {
        return false;
    }
    LodeStr better = hint_specifier(self, specifier, file);
    if (lode_str_equal(better, specifier)) {
        return false;
    }
    LodeBuf message = {0};
    lode_buf_append(&message, self->error->message);
    lode_buf_puts(&message, "\nDid you mean to import ");
    lode_json_write_string(&message, better);
    lode_buf_puts(&message, "?");
    self->error->message = lode_arena_copy(self->arena, lode_buf_str(&message));
    lode_buf_release(&message);
    return true;
}

/*
 * Reading package.json. Reading order: one file, the cache of directories, the
 * scope, the cache itself.
 */
#include "resolver/package_json.h"

#include "resolver/messages.h"

#include <errno.h>
#include <stdlib.h>
#include <uv.h>

enum { PACKAGE_JSON_LIMIT = 64 << 20 /* the largest known in the wild is under 5 MB */ };

struct LodeCache {
    LodeMemo *memo;
    int node_version;
    _Atomic(LodePackage *) packages;
    uv_mutex_t lock; /* of the two arenas */
    LodeArena urls;
    LodeArena documents;
};

bool lode__name_is_too_long(LodeStr path)
{
    if (path.size > 4095) {
        return true;
    }
    size_t segment = 0;
    for (size_t i = 0; i < path.size; i++) {
        segment = path.data[i] == '/' ? 0 : segment + 1;
        if (segment > 255) {
            return true;
        }
    }
    return false;
}

/* ENOENT and its kin mean that there is no package.json; the rest means that it cannot be known. */
static bool is_absence(int error)
{
    return error == ENOENT || error == ENOTDIR || error == EISDIR;
}

/* Reads the file of a package whose paths are set; its fields live in `arena`. */
static void fill_package(LodeCache *cache, LodePackage *self, LodeArena *arena)
{
    LodePath *directory = self->directory;
    /* A link that leads nowhere is opened all the same: the system says whether it is a loop. */
    bool is_dead_link =
        lode_memo_type(cache->memo, directory) == LODE_FILE_ABSENT && !lode_memo_is_absent(cache->memo, directory);
    /* Most folders have none, and the memo knows: only what is there is opened. */
    int error = lode__name_is_too_long(lode_path_text(directory))               ? ENAMETOOLONG
                : !is_dead_link && lode_memo_is_absent(cache->memo, self->file) ? ENOENT
                                                                                : 0;
    LodeBuf text = {0};
    if (!error) {
        error = lode_memo_read(cache->memo, self->file, PACKAGE_JSON_LIMIT, &text);
    }
    if (!error) {
        self->exists = true;
        lode__package_text_read(arena, lode_buf_str(&text), cache->node_version, &self->fields);
        self->problem_position =
            lode_position_of(lode_buf_str(&text),
                             self->fields.is_invalid ? self->fields.problem_offset : self->fields.map_problem_offset);
    } else if (!is_absence(error)) {
        self->read_error = error;
    }
    lode_buf_release(&text);
}

static LodePackage *read_package(LodeCache *cache, LodePath *directory)
{
    LodePackage *self = lode_alloc_zeroed(1, sizeof *self);
    self->directory = directory;
    self->folder = lode_path_text(directory);
    self->file = lode_memo_child(cache->memo, directory, LODE_STR("package.json"));
    fill_package(cache, self, &self->arena);
    return self;
}

LodePackage *lode__package_peek(LodeCache *cache, LodePath *directory)
{
    LodePackage *known = lode_path_slot(directory, LODE_PATH_SLOT_PACKAGE);
    if (known) {
        return known;
    }
    LodePackage *made = read_package(cache, directory);
    known = lode_path_slot_set(directory, LODE_PATH_SLOT_PACKAGE, made);
    if (known != made) {
        lode_arena_release(&made->arena);
        free(made);
        return known;
    }
    LodePackage *head = atomic_load(&cache->packages);
    do {
        made->next = head;
    } while (!atomic_compare_exchange_weak(&cache->packages, &head, made));
    return made;
}

/* An absent scope has to be told from one that was not looked for. */
static LodePackage no_scope;

LodePackage *lode__package_peek_scope(LodeCache *cache, LodePath *directory)
{
    LodePackage *scope = NULL;
    LodePath *at = directory;
    for (; at && !scope; at = lode_path_parent(at)) {
        scope = lode_path_slot(at, LODE_PATH_SLOT_SCOPE);
        if (scope) {
            break;
        }
        if (lode_str_equal(lode_path_base_name(lode_path_text(at)), LODE_STR("node_modules"))) {
            break;
        }
        LodePackage *package = lode__package_peek(cache, at);
        if (package->exists || (package->read_error && cache->node_version >= 24)) {
            scope = package;
        }
    }
    scope = scope ? scope : &no_scope;
    for (LodePath *below = directory; below && below != at; below = lode_path_parent(below)) {
        lode_path_slot_set(below, LODE_PATH_SLOT_SCOPE, scope);
    }
    return scope == &no_scope ? NULL : scope;
}

/*
 * Node 20's `import` stops below every folder whose name ends in node_modules
 * ("my_node_modules" too): it compares the end of the URL's text.
 */
static LodePackage *scope_by_suffix(LodeCache *cache, LodePath *directory)
{
    for (LodePath *at = directory; at; at = lode_path_parent(at)) {
        if (lode_str_ends_with(lode_path_text(at), LODE_STR("node_modules"))) {
            break;
        }
        LodePackage *package = lode__package_peek(cache, at);
        if (package->exists) {
            return package;
        }
    }
    return NULL;
}

/* The text that libuv gives for the reasons for which a package.json cannot be read. */
static const char *read_reason(int error)
{
    return uv_strerror(uv_translate_sys_error(error));
}

/* Node 20 shows the message of JSON.parse, and `require` lets its SyntaxError through. */
static bool fail_broken_20(LodeResolving *self, const LodePackage *package, LodeStr path,
                           const LodeImporting *importing, LodeStr asker)
{
    LodeStr problem = package->fields.problem;
    if (lode_str_equal(problem, LODE_STR("Cannot convert undefined or null to object"))) {
        return lode_error_set_text(self->error, LODE_ERROR_TYPE_ERROR, problem);
    }
    if (self->kind == LODE_KIND_REQUIRE && !importing) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_JSON_SYNTAX_ERROR, "Error parsing %.*s: %.*s",
                              LODE_STR_ARG(path), LODE_STR_ARG(problem));
    }
    LodeStr base = importing ? lode_arena_printf(self->arena, "\"%.*s\" from %.*s", LODE_STR_ARG(importing->specifier),
                                                 LODE_STR_ARG(importing->base->path))
                             : asker;
    return lode__fail_package_config(self, path, base, problem);
}

static bool fail_broken(LodeResolving *self, const LodePackage *package, const LodeImporting *importing, LodeStr asker)
{
    LodeStr path = lode_path_text(package->file);
    if (importing && !lode_str_is_none(importing->file)) {
        path = importing->file;
    } else if (importing && !lode_str_is_none(importing->folder)) {
        path = lode_arena_printf(self->arena, "%.*s/package.json", LODE_STR_ARG(importing->folder));
    }
    if (package->read_error) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG,
                              "Cannot read package config %.*s: %s.", LODE_STR_ARG(path),
                              read_reason(package->read_error));
    }
    if (self->resolver->options.node_version < 22) {
        fail_broken_20(self, package, path, importing, asker);
    } else if (importing) {
        /* Node composes this one from C strings. */
        LodeStr specifier = lode_str_slice(importing->specifier, 0, lode_str_find(importing->specifier, '\0'));
        lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG,
                       "Invalid package config %.*s while importing \"%.*s\" from %.*s.", LODE_STR_ARG(path),
                       LODE_STR_ARG(specifier), LODE_STR_ARG(importing->base->path));
    } else {
        lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG, "Invalid package config %.*s.",
                       LODE_STR_ARG(path));
    }
    if (self->error) {
        self->error->file = path;
        self->error->position = package->problem_position;
        lode_error_add_note(self->error, self->arena, package->fields.problem, path, package->problem_position);
    }
    return false;
}

/* A map that is no JSON: V8's SyntaxError, which has no code. */
static bool fail_map(LodeResolving *self, const LodePackage *package, LodeStr problem)
{
    lode_error_set_text(self->error, LODE_ERROR_JSON_SYNTAX_ERROR, problem);
    if (self->error) {
        self->error->file = lode_path_text(package->file);
        self->error->position = package->problem_position;
    }
    return false;
}

/* Whether this version of Node stops at a package.json that it cannot open. */
static bool is_read_error(const LodeResolving *self, const LodePackage *package)
{
    return package->read_error && self->resolver->options.node_version >= 24;
}

static bool is_broken(const LodeResolving *self, const LodePackage *package)
{
    return package->fields.is_invalid || is_read_error(self, package);
}

/*
 * Node goes on upwards past a broken package.json with the error in hand, so of
 * several the last one that it met is reported (`require` since version 24,
 * `import` since 22).
 */
static LodePackage *outermost_broken(const LodeResolving *self, LodePackage *package)
{
    int since = self->kind == LODE_KIND_IMPORT ? 22 : 24;
    while (self->resolver->options.node_version >= since) {
        LodePath *above = lode_path_parent(package->directory);
        LodePackage *next = above ? lode__package_peek_scope(self->resolver->cache, above) : NULL;
        if (!next || !is_broken(self, next)) {
            break;
        }
        package = next;
    }
    return package;
}

/* What every reader of a package asks of it: that it can be read, and that both maps are JSON. */
static bool accept_package(LodeResolving *self, LodePackage *package, const LodeImporting *importing)
{
    if (is_broken(self, package)) {
        return fail_broken(self, package, importing, LODE_STR_NONE);
    }
    if (!lode_str_is_none(package->fields.exports_problem)) {
        return fail_map(self, package, package->fields.exports_problem);
    }
    return lode_str_is_none(package->fields.imports_problem) ||
           fail_map(self, package, package->fields.imports_problem);
}

bool lode__package_read(LodeResolving *self, LodePath *directory, const LodeImporting *importing, LodePackage **out)
{
    *out = lode__package_peek(self->resolver->cache, directory);
    return accept_package(self, *out, importing);
}

bool lode__package_read_as(LodeResolving *self, LodePath *directory, const LodeImporting *importing, LodePackage **out)
{
    LodeMemo *memo = self->memo;
    LodePackage *package = *out = LODE_ARENA_NEW(self->arena, LodePackage, 1);
    package->directory = directory;
    package->folder = lode_path_text(directory);
    package->file = lode_memo_path(memo, lode_path_resolve(self->arena, LODE_STR("/"), importing->file));
    bool is_folder = lode_str_ends_with(importing->file, LODE_STR("/"));
    if (!is_folder || lode_memo_type(memo, package->file) != LODE_FILE_REGULAR) {
        fill_package(self->resolver->cache, package, self->arena);
    }
    bool is_fine = accept_package(self, package, importing);
    if (is_folder) {
        /* Relative references start below it, as they do from a package.json in it. */
        package->file = lode_memo_child(memo, directory, LODE_STR("package.json"));
    }
    return is_fine;
}

bool lode__package_scope(LodeResolving *self, LodePath *directory, LodeScopeReader reader, LodeStr asker,
                         LodePackage **out)
{
    bool is_by_suffix = self->resolver->options.node_version < 22 && self->kind == LODE_KIND_IMPORT;
    LodePackage *package = *out = is_by_suffix ? scope_by_suffix(self->resolver->cache, directory)
                                               : lode__package_peek_scope(self->resolver->cache, directory);
    if (!package) {
        return true;
    }
    if (is_broken(self, package)) {
        return fail_broken(self, outermost_broken(self, package), NULL, asker);
    }
    bool is_lazy = self->resolver->options.node_version >= 24;
    bool reads_exports = reader != LODE_READ_TYPE && (!is_lazy || reader != LODE_READ_CJS_IMPORTS);
    bool reads_imports = reader != LODE_READ_TYPE && (!is_lazy || reader != LODE_READ_CJS_SELF);
    if (reads_exports && !lode_str_is_none(package->fields.exports_problem)) {
        return fail_map(self, package, package->fields.exports_problem);
    }
    return !reads_imports || lode_str_is_none(package->fields.imports_problem) ||
           fail_map(self, package, package->fields.imports_problem);
}

/* Stands for a document that is no object, so that it is not read again. */
static const LodeJson no_document = {.type = LODE_JSON_NULL};

const LodeJson *lode__package_root(LodeCache *cache, LodePackage *package)
{
    const LodeJson *root = atomic_load(&package->root);
    if (!root && package->exists) {
        LodeBuf text = {0};
        uv_mutex_lock(&cache->lock);
        root = &no_document;
        if (lode_memo_read(cache->memo, package->file, PACKAGE_JSON_LIMIT, &text) == 0) {
            LodeStr bytes = lode_buf_str(&text);
            if (lode_str_starts_with(bytes, LODE_STR("\xEF\xBB\xBF"))) {
                bytes = lode_str_slice(bytes, 3, bytes.size);
            }
            const LodeJson *document = lode_json_parse(&cache->documents, bytes, NULL);
            root = document ? document : &no_document;
        }
        uv_mutex_unlock(&cache->lock);
        lode_buf_release(&text);
        const LodeJson *expected = NULL;
        if (!atomic_compare_exchange_strong(&package->root, &expected, root)) {
            root = expected;
        }
    }
    return root && root->type == LODE_JSON_OBJECT ? root : NULL;
}

LodeStr lode__package_file_text(LodeResolving *self, const LodePackage *package)
{
    if (package->folder.size == lode_path_text(package->directory).size) {
        return lode_path_text(package->file);
    }
    LodeStr pieces[] = {package->folder, LODE_STR("/package.json")};
    return lode_arena_join(self->arena, pieces, 2);
}

LodeUrl lode__package_url(LodeResolving *self, const LodePackage *package)
{
    LodeStr text = lode__package_file_text(self, package);
    LodeUrl url = lode__url_of_path(self->arena, text);
    if (text.size != lode_path_text(package->file).size) {
        LodeStr name = LODE_STR("//package.json");
        size_t single = sizeof "/package.json" - 1;
        LodeStr pieces[] = {lode_str_slice(url.path, 0, url.path.size - single), name};
        url.path = lode_arena_join(self->arena, pieces, 2);
    }
    return url;
}

LodePosition lode__package_position(LodeCache *cache, const LodePackage *package, LodeSpan span)
{
    LodeBuf text = {0};
    LodePosition position = {0, 0};
    if (lode_memo_read(cache->memo, package->file, PACKAGE_JSON_LIMIT, &text) == 0) {
        position = lode_position_of(lode_buf_str(&text), span.start);
    }
    lode_buf_release(&text);
    return position;
}

LodePath *lode__node_modules_of(LodeMemo *memo, LodePath *directory)
{
    LodePath *known = lode_path_slot(directory, LODE_PATH_SLOT_NODE_MODULES);
    return known ? known
                 : lode_path_slot_set(directory, LODE_PATH_SLOT_NODE_MODULES,
                                      lode_memo_child(memo, directory, LODE_STR("node_modules")));
}

LodeStr lode__cached_url(LodeCache *cache, LodePath *file)
{
    LodeStr *known = lode_path_slot(file, LODE_PATH_SLOT_URL);
    if (!known) {
        uv_mutex_lock(&cache->lock);
        LodeStr *made = LODE_ARENA_NEW(&cache->urls, LodeStr, 1);
        *made = lode_url_from_path(&cache->urls, lode_path_text(file));
        uv_mutex_unlock(&cache->lock);
        known = lode_path_slot_set(file, LODE_PATH_SLOT_URL, made);
    }
    return *known;
}

LodeCache *lode_cache_new(LodeMemo *memo, int node_version)
{
    LodeCache *self = lode_alloc_zeroed(1, sizeof *self);
    self->memo = memo;
    self->node_version = node_version;
    uv_mutex_init(&self->lock);
    return self;
}

void lode_cache_free(LodeCache *self)
{
    if (!self) {
        return;
    }
    LodePackage *package = atomic_load(&self->packages);
    while (package) {
        LodePackage *next = package->next;
        lode_arena_release(&package->arena);
        free(package);
        package = next;
    }
    lode_arena_release(&self->urls);
    lode_arena_release(&self->documents);
    uv_mutex_destroy(&self->lock);
    free(self);
}

LodeMemo *lode_cache_memo(const LodeCache *self)
{
    return self->memo;
}

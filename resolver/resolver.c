/*
 * The public calls of the resolver. Reading order: options, bases, conditions,
 * what both algorithms share at the end, lode_resolve, questions about packages.
 */
#include "base/url_encode.h"
#include "resolver/messages.h"
#include "resolver/profile.h"

#include <stdlib.h>

LodeResolverOptions lode_resolver_options_default(void)
{
    return (LodeResolverOptions){.node_version = 26, .target = LODE_TARGET_NODE};
}

static const LodeStr *copy_strings(LodeArena *arena, const LodeStr *strings, size_t count)
{
    LodeStr *copy = LODE_ARENA_NEW(arena, LodeStr, count ? count : 1);
    for (size_t i = 0; i < count; i++) {
        copy[i] = lode_arena_copy(arena, strings[i]);
    }
    return copy;
}

LodeResolver *lode_resolver_new(LodeCache *cache, const LodeResolverOptions *options)
{
    LodeResolver *self = lode_alloc_zeroed(1, sizeof *self);
    self->cache = cache;
    self->memo = lode_cache_memo(cache);
    self->options = *options;
    self->options.conditions = copy_strings(&self->arena, options->conditions, options->condition_count);
    self->options.global_paths = copy_strings(&self->arena, options->global_paths, options->global_path_count);
    if (options->extensions) {
        self->options.extensions = copy_strings(&self->arena, options->extensions, options->extension_count);
    }
    return self;
}

void lode_resolver_free(LodeResolver *self)
{
    if (self) {
        lode_arena_release(&self->arena);
        lode_buf_release(&self->scratch);
        lode_buf_release(&self->last_base);
        free(self);
    }
}

const LodeResolverOptions *lode_resolver_options(const LodeResolver *self)
{
    return &self->options;
}

LodeMemo *lode_resolver_memo(const LodeResolver *self)
{
    return self->memo;
}

void lode_resolver_set_trace(LodeResolver *self, LodeTrace *trace)
{
    self->trace = trace;
}

bool lode__is_plain_reference(LodeStr reference)
{
    return !lode__url_set_meets(&lode__url_not_plain_set, reference);
}

bool lode__base_is_plain(LodeResolving *self, LodeStr path)
{
    LodeResolver *resolver = self->resolver;
    if (!lode_str_equal(lode_buf_str(&resolver->last_base), path)) {
        lode_buf_clear(&resolver->last_base);
        lode_buf_append(&resolver->last_base, path);
        resolver->last_base_is_plain = lode_url_path_is_plain(path);
    }
    return resolver->last_base_is_plain;
}

LodeUrl lode__url_of_path(LodeArena *arena, LodeStr path)
{
    LodeUrl url = {0};
    lode_url_parse(arena, lode_url_from_path(arena, path), NULL, &url);
    return url;
}

LodeBase lode__base_of_file(LodeStr path)
{
    return (LodeBase){.path = path, .url = LODE_STR_NONE, .is_file = true};
}

LodeStr lode__base_url(LodeResolving *self, LodeBase *base)
{
    if (lode_str_is_none(base->url)) {
        base->url = lode_url_from_path(self->arena, base->path);
    }
    return base->url;
}

/* The referrer as given: a path, or a URL of any kind. */
static LodeBase base_of_referrer(LodeArena *arena, LodeStr from)
{
    if (lode_path_is_absolute(from)) {
        return lode__base_of_file(from);
    }
    LodeUrl url;
    LodeBase base = {.path = from, .url = from};
    LodeStr path;
    if (lode_url_parse(arena, from, NULL, &url) && lode_url_to_path(arena, &url, &path) == LODE_URL_PATH_OK) {
        base.path = path;
        base.is_file = true;
    }
    return base;
}

bool lode__has_condition(const LodeResolving *self, LodeStr name)
{
    for (size_t i = 0; i < self->condition_count; i++) {
        if (lode_str_equal(self->conditions[i], name)) {
            return true;
        }
    }
    return false;
}

static void add_conditions(LodeResolving *self, const LodeStr *conditions, size_t count)
{
    for (size_t i = 0; i < count && self->condition_count < LODE_CONDITION_LIMIT; i++) {
        if (!lode__has_condition(self, conditions[i])) {
            self->conditions[self->condition_count++] = conditions[i];
        }
    }
}

LodeResolving lode__resolving_of(LodeResolver *self, const LodeRequestFrom *request, LodeArena *arena, LodeError *error)
{
    LodeResolving resolving = {
        .resolver = self,
        .memo = self->memo,
        .arena = arena,
        .error = error,
        .specifier = request->specifier,
        .kind = request->kind,
        .attribute_type = request->attribute_type,
        .added = request->conditions,
        .added_count = request->condition_count,
    };
    resolving.condition_count = lode__profile_conditions(self->options.target, request->kind, resolving.conditions);
    add_conditions(&resolving, self->options.conditions, self->options.condition_count);
    add_conditions(&resolving, request->conditions, request->condition_count);
    return resolving;
}

/* util.inspect of a path with NUL bytes, as the message of ERR_INVALID_ARG_VALUE has it. */
static LodeStr inspect_path(LodeArena *arena, LodeStr path)
{
    LodeBuf text = {0};
    for (size_t i = 0; i < path.size; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        if (byte < 0x20 || byte == 0x7F) {
            lode_buf_printf(&text, "\\x%02X", byte);
        } else {
            lode_buf_append_byte(&text, path.data[i]);
        }
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

bool lode__real_file(LodeResolving *self, LodePath *path, LodePath **out)
{
    *out = path;
    /* `import` reads the file before it is done, so a NUL in its name is refused there in any case. */
    if (self->resolver->options.preserve_symlinks && self->kind == LODE_KIND_REQUIRE) {
        return true;
    }
    LodeStr text = lode_path_text(path);
    if (lode_str_find(text, '\0') != LODE_NOT_FOUND) {
        /* The system saw the text up to the NUL; realpath refuses the whole. */
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_ARG_VALUE,
                              "The argument 'path' must be a string, Uint8Array, or URL without null bytes. "
                              "Received '%.*s'",
                              LODE_STR_ARG(inspect_path(self->arena, text)));
    }
    *out = self->resolver->options.preserve_symlinks ? path : lode_memo_real(self->memo, path);
    return true;
}

bool lode__finish_file(LodeResolving *self, LodePath *file, LodeStr suffix, LodeResolution *out)
{
    LodeStr url = lode__cached_url(self->resolver->cache, file);
    static const size_t scheme = sizeof "file://" - 1;
    LodeFormat format;
    if (!lode__format_of_file(self, file, lode_str_slice(url, scheme, url.size), &format)) {
        return false;
    }
    if (suffix.size) {
        LodeStr pieces[] = {url, suffix};
        url = lode_arena_join(self->arena, pieces, 2);
    }
    *out = (LodeResolution){.format = format, .url = url, .file = file, .path = lode_path_text(file)};
    return true;
}

static bool finish_require(LodeResolving *self, const LodeCjsResult *found, LodeResolution *out)
{
    if (found->is_ignored) {
        *out = (LodeResolution){.is_ignored = true, .url = LODE_STR_NONE, .path = LODE_STR_NONE};
        return true;
    }
    if (!lode_str_is_none(found->core)) {
        bool has_prefix = lode_str_starts_with(found->core, LODE_STR("node:"));
        LodeStr pieces[] = {has_prefix ? LODE_STR("") : LODE_STR("node:"), found->core};
        *out = (LodeResolution){
            .format = LODE_FORMAT_BUILTIN, .url = lode_arena_join(self->arena, pieces, 2), .path = LODE_STR_NONE};
        return true;
    }
    bool is_ignored = false;
    LodePath *file;
    if (!lode__real_file(self, found->file, &file)) {
        return false;
    }
    file = lode__profile_browser_file(self, file, &is_ignored);
    if (is_ignored) {
        *out = (LodeResolution){.is_ignored = true, .url = LODE_STR_NONE, .path = LODE_STR_NONE};
        return true;
    }
    return lode__finish_file(self, file, LODE_STR(""), out);
}

static bool resolve_import(LodeResolving *self, LodeResolution *out)
{
    if (self->resolver->options.target == LODE_TARGET_BROWSER && self->base.is_file) {
        LodeStr replacement;
        LodePath *directory = lode_memo_path(
            self->memo, lode_path_resolve(self->arena, LODE_STR("/"), lode_path_directory(self->base.path)));
        if (lode__profile_browser_map(self, directory, self->specifier, &replacement)) {
            if (lode_str_is_none(replacement)) {
                *out = (LodeResolution){.is_ignored = true, .url = LODE_STR_NONE, .path = LODE_STR_NONE};
                return true;
            }
            self->specifier = replacement;
        }
    }
    if (!lode__esm_resolve(self, out)) {
        return false;
    }
    if (lode__profile_uses_fields(self) && out->file) {
        bool is_ignored = false;
        LodePath *file = lode__profile_browser_file(self, out->file, &is_ignored);
        if (is_ignored) {
            *out = (LodeResolution){.is_ignored = true, .url = LODE_STR_NONE, .path = LODE_STR_NONE};
        } else if (file != out->file) {
            return lode__finish_file(self, file, LODE_STR(""), out);
        }
    }
    return true;
}

bool lode_resolve(LodeResolver *self, const LodeRequestFrom *request, LodeArena *arena, LodeResolution *out,
                  LodeError *error)
{
    LodeResolving resolving = lode__resolving_of(self, request, arena, error);
    resolving.base = base_of_referrer(arena, request->from);
    if (request->kind == LODE_KIND_IMPORT) {
        return resolve_import(&resolving, out);
    }
    if (!resolving.base.is_file) {
        /* There is no `require` in such a module, and createRequire refuses its URL. */
        return lode_error_set(error, arena, LODE_ERROR_ERR_INVALID_ARG_VALUE,
                              "The argument 'filename' must be a file URL object, file URL string, or absolute path "
                              "string. Received '%.*s'",
                              LODE_STR_ARG(request->from));
    }
    LodeCjsResult found;
    return lode__cjs_resolve(&resolving, false, &found) && finish_require(&resolving, &found, out);
}

bool lode_resolve_entry(LodeResolver *self, LodeStr path, LodeArena *arena, LodeResolution *out, LodeError *error)
{
    LodeRequestFrom request = {.specifier = path, .from = path, .kind = LODE_KIND_REQUIRE};
    LodeResolving resolving = lode__resolving_of(self, &request, arena, error);
    resolving.base = lode__base_of_file(path);
    LodeCjsResult found;
    if (!lode__cjs_resolve(&resolving, true, &found)) {
        return false;
    }
    LodePath *file = self->options.preserve_symlinks_main ? found.file : lode_memo_real(self->memo, found.file);
    return lode__finish_file(&resolving, file, LODE_STR(""), out);
}

static int compare_strings(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

size_t lode_resolver_conditions(const LodeResolver *self, const LodeRequestFrom *request, LodeArena *arena,
                                LodeStr **conditions)
{
    LodeResolving resolving = lode__resolving_of((LodeResolver *)self, request, arena, NULL);
    *conditions = LODE_ARENA_NEW(arena, LodeStr, resolving.condition_count ? resolving.condition_count : 1);
    memcpy(*conditions, resolving.conditions, resolving.condition_count * sizeof **conditions);
    qsort(*conditions, resolving.condition_count, sizeof **conditions, compare_strings);
    return resolving.condition_count;
}

bool lode_package_of(LodeResolver *self, LodePath *file, LodePackageInfo *out)
{
    LodePath *directory = lode_path_parent(file);
    LodePackage *package = directory ? lode__package_peek_scope(self->cache, directory) : NULL;
    /*
     * Many packages hold folders with a package.json that only says "type": the
     * package is the nearest one that has a name.
     */
    while (package && lode_str_is_none(package->fields.name)) {
        LodePath *above = lode_path_parent(package->directory);
        LodePackage *next = above ? lode__package_peek_scope(self->cache, above) : NULL;
        if (!next) {
            break;
        }
        package = next;
    }
    if (!package) {
        return false;
    }
    *out = (LodePackageInfo){lode_path_text(package->directory), package->fields.name, package->fields.version};
    return true;
}

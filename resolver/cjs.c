/*
 * `require`: Module._resolveFilename, which is "All together" of Node's
 * documentation (modules). Reading order: LOAD_AS_FILE and LOAD_AS_DIRECTORY,
 * LOAD_PACKAGE_EXPORTS, _findPath over the look-up folders, `#` names,
 * LOAD_PACKAGE_SELF, the whole.
 */
#include "resolver/hints.h"
#include "resolver/messages.h"
#include "resolver/profile.h"
#include "resolver/target.h"

/* Object.keys(Module._extensions) */
static const LodeStr extensions[] = {LODE_STR_INIT(".js"), LODE_STR_INIT(".json"), LODE_STR_INIT(".node")};
enum { EXTENSION_COUNT = sizeof extensions / sizeof *extensions };

/* One look-up: what was asked for, split as the steps need it. */
typedef struct Lookup {
    LodeStr request;
    bool needs_directory;    /* it ends in "/", "/." or "/..", or is "." or ".." */
    LodeStr package_name;    /* by EXPORTS_PATTERN; absent where the request cannot be a package */
    LodeStr package_subpath; /* "." or "./…" */
} Lookup;

static bool is_file(LodeResolving *self, LodePath *path)
{
    bool found = lode_file_type_is_file(lode_memo_type(self->memo, path));
    LODE_TRACE(self, found ? LODE_TRACE_FOUND : LODE_TRACE_MISS, "LOAD_AS_FILE", "%s %.*s", found ? "file" : "no file",
               LODE_STR_ARG(lode_path_text(path)));
    return found;
}

/* tryExtensions: BASE.js, BASE.json, BASE.node, or what a program has in their place. */
static LodePath *try_extensions(LodeResolving *self, LodePath *base)
{
    LodePath *directory = lode_path_parent(base);
    if (!directory || lode_memo_type(self->memo, directory) != LODE_FILE_DIRECTORY) {
        return NULL;
    }
    LodeStr name = lode_path_base_name(lode_path_text(base));
    size_t count;
    const LodeStr *list = lode__profile_extensions(self, &count);
    const LodeResolverOptions *options = &self->resolver->options;
    if (!list) {
        list = options->extensions ? options->extensions : extensions;
        count = options->extensions ? options->extension_count : EXTENSION_COUNT;
    }
    for (size_t i = 0; i < count; i++) {
        LodeBuf *scratch = &self->resolver->scratch;
        lode_buf_clear(scratch);
        lode_buf_append(scratch, name);
        lode_buf_append(scratch, list[i]);
        LodePath *path = lode_memo_child(self->memo, directory, lode_buf_str(scratch));
        if (is_file(self, path)) {
            return path;
        }
    }
    return NULL;
}

static LodePath *try_index(LodeResolving *self, LodePath *directory)
{
    return try_extensions(self, lode_memo_child(self->memo, directory, LODE_STR("index")));
}

/* LOAD_AS_DIRECTORY: tryPackage. True with `*out` NULL where there is nothing; false after an error. */
static bool try_package(LodeResolving *self, LodePath *directory, LodePath **out)
{
    LodePackage *package;
    *out = NULL;
    if (!lode__package_read(self, directory, NULL, &package)) {
        return false;
    }
    if (lode__profile_uses_fields(self)) {
        *out = lode__profile_directory(self, directory);
        return true;
    }
    /* 1.b An empty or missing "main" goes to the index. */
    if (package->fields.main.size == 0) {
        *out = try_index(self, directory);
        return true;
    }
    LODE_TRACE(self, LODE_TRACE_INFO, "LOAD_AS_DIRECTORY", "`main` of %.*s is \"%.*s\"",
               LODE_STR_ARG(lode_path_text(package->file)), LODE_STR_ARG(package->fields.main));
    /* 1.c to 1.e */
    LodePath *main =
        lode_memo_path(self->memo, lode_path_resolve(self->arena, lode_path_text(directory), package->fields.main));
    *out = is_file(self, main) ? main : try_extensions(self, main);
    if (!*out) {
        *out = try_index(self, main);
    }
    /* 1.f The index beside a "main" that names nothing is deprecated (DEP0128), and still used. */
    if (!*out) {
        *out = try_index(self, directory);
    }
    return *out || lode__fail_main(self, package, lode_path_text(main));
}

/* finalizeEsmResolution: what a map gave must be a file; nothing is added to it. */
static bool finish_map(LodeResolving *self, const LodeLocation *location, const LodeBase *base, LodeStr not_found,
                       LodePath **out)
{
    LodeStr path = location->path;
    if (!location->is_path) {
        LodeStr href = lode_url_href(self->arena, &location->url);
        for (size_t i = 0; i + 2 < href.size; i++) {
            if (href.data[i] == '%' && ((href.data[i + 1] == '2' && (href.data[i + 2] | 0x20) == 'f') ||
                                        (href.data[i + 1] == '5' && (href.data[i + 2] | 0x20) == 'c'))) {
                return lode__fail_specifier(self, href, LODE_STR("must not include encoded \"/\" or \"\\\" characters"),
                                            base);
            }
        }
        LodeUrlPathStatus status = lode_url_to_path(self->arena, &location->url, &path);
        if (status != LODE_URL_PATH_OK) {
            return lode__fail_url_path(self, status);
        }
    }
    LodePath *file = lode_memo_path(
        self->memo, lode_path_is_normal(path) ? path : lode_path_resolve(self->arena, LODE_STR("/"), path));
    bool has_slash = lode_str_ends_with(path, LODE_STR("/"));
    if (!has_slash && is_file(self, file)) {
        *out = file;
        return true;
    }
    (void)not_found;
    lode__fail_require_target(self, path);
    lode__note_missing_file(self, file);
    return false;
}

/* ERR_MODULE_NOT_FOUND inside a map becomes MODULE_NOT_FOUND: createEsmNotFoundErr(request). */
static bool fail_map(LodeResolving *self, LodeStr request)
{
    if (self->error && self->error->code == LODE_ERROR_ERR_MODULE_NOT_FOUND) {
        LodeErrorNote *notes = self->error->notes;
        lode__fail_require_target(self, request);
        self->error->notes = notes;
    }
    return false;
}

/*
 * EXPORTS_PATTERN: ^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$ (without line ends
 * in the subpath, which '.' does not match).
 */
static void split_package(LodeArena *arena, Lookup *lookup)
{
    LodeStr text = lookup->request;
    size_t at = 0;
    lookup->package_name = LODE_STR_NONE;
    if (text.size && text.data[0] == '@') {
        size_t slash = lode_str_find(text, '/');
        if (slash != LODE_NOT_FOUND && slash > 1) {
            LodeStr scope = lode_str_slice(text, 1, slash);
            bool is_scope = lode_str_find(scope, '\\') == LODE_NOT_FOUND && lode_str_find(scope, '%') == LODE_NOT_FOUND;
            at = is_scope ? slash + 1 : 0;
        }
    }
    for (;;) {
        size_t end = at;
        bool is_name = end < text.size && text.data[end] != '.';
        while (end < text.size && text.data[end] != '/' && text.data[end] != '\\' && text.data[end] != '%') {
            end++;
        }
        if (is_name && end > at && (end == text.size || text.data[end] == '/')) {
            LodeStr rest = lode_str_slice(text, end, text.size);
            bool has_line_end = lode_str_find(rest, '\n') != LODE_NOT_FOUND ||
                                lode_str_find(rest, '\r') != LODE_NOT_FOUND ||
                                lode_str_search(rest, LODE_STR("\xE2\x80\xA8")) != LODE_NOT_FOUND ||
                                lode_str_search(rest, LODE_STR("\xE2\x80\xA9")) != LODE_NOT_FOUND;
            if (has_line_end) {
                return;
            }
            lookup->package_name = lode_str_slice(text, 0, end);
            LodeStr pieces[] = {LODE_STR("."), rest};
            lookup->package_subpath = rest.size ? lode_arena_join(arena, pieces, 2) : LODE_STR(".");
            return;
        }
        if (at == 0) {
            return;
        }
        at = 0; /* "@x/.y" matches without the optional scope: the name is "@x" */
    }
}

static Lookup lookup_of(LodeResolving *self, LodeStr request)
{
    Lookup lookup = {.request = request};
    LodeStr last = lode_str_slice(request, lode_str_find_last(request, '/') + 1, request.size);
    lookup.needs_directory =
        request.size && (last.size == 0 || lode_str_equal(last, LODE_STR(".")) || lode_str_equal(last, LODE_STR("..")));
    split_package(self->arena, &lookup);
    return lookup;
}

/* LOAD_PACKAGE_EXPORTS(X, DIR). True with `*out` NULL where the package is not there or has no `exports`. */
static bool try_exports(LodeResolving *self, const Lookup *lookup, LodePath *directory, LodePath **out)
{
    *out = NULL;
    if (lode_str_is_none(lookup->package_name)) {
        return true;
    }
    LodeStr name = lookup->package_name;
    size_t slash = lode_str_find(name, '/');
    LodePath *folder =
        lode_memo_child(self->memo, directory, slash == LODE_NOT_FOUND ? name : lode_str_slice(name, 0, slash));
    if (slash != LODE_NOT_FOUND) {
        folder = lode_memo_child(self->memo, folder, lode_str_slice(name, slash + 1, name.size));
    }
    if (lode_memo_is_absent(self->memo, folder) && !lode__name_is_too_long(lode_path_text(folder))) {
        LODE_TRACE(self, LODE_TRACE_MISS, "LOAD_PACKAGE_EXPORTS", "no folder %.*s",
                   LODE_STR_ARG(lode_path_text(folder)));
        return true;
    }
    LodePackage *package;
    if (!lode__package_read(self, folder, NULL, &package)) {
        return false;
    }
    if (!package->exists || !package->fields.exports) {
        return true;
    }
    LodeBase base = {.is_absent = true};
    LodeLocation location;
    if (!lode__package_exports_resolve(self, package, lookup->package_subpath, &base, &location)) {
        return fail_map(self, lookup->request);
    }
    return finish_map(self, &location, &base, lookup->request, out);
}

/* The body of _findPath for one folder. True with `*out` NULL: go on with the next. */
static bool try_folder(LodeResolving *self, const Lookup *lookup, LodePath *folder, bool is_absolute, LodePath **out)
{
    if (!is_absolute && (!try_exports(self, lookup, folder, out) || *out)) {
        return *out != NULL;
    }
    LodeBuf *scratch = &self->resolver->scratch;
    lode_path_resolve_into(scratch, lode_path_text(folder), lookup->request);
    LodePath *base = lode_memo_path(self->memo, lode_buf_str(scratch));
    LodeFileType type = lode_memo_type(self->memo, base);
    *out = NULL;
    if (!lookup->needs_directory) {
        LODE_TRACE(self, lode_file_type_is_file(type) ? LODE_TRACE_FOUND : LODE_TRACE_MISS, "LOAD_AS_FILE", "%s %.*s",
                   lode_file_type_is_file(type) ? "file" : "no file", LODE_STR_ARG(lode_path_text(base)));
        *out = lode_file_type_is_file(type) ? base : try_extensions(self, base);
    }
    return *out || type != LODE_FILE_DIRECTORY || try_package(self, base, out);
}

static bool starts_relative(LodeStr request)
{
    return lode_str_equal(request, LODE_STR(".")) || lode_str_equal(request, LODE_STR("..")) ||
           lode_str_starts_with(request, LODE_STR("./")) || lode_str_starts_with(request, LODE_STR("../"));
}

/* "Relative" as _resolveLookupPaths means it: "..." and "..x" as well. */
static bool looks_beside(LodeStr request)
{
    return request.size && request.data[0] == '.' &&
           (request.size == 1 || request.data[1] == '.' || request.data[1] == '/');
}

/* Whether a relative request climbs out of the folder it is looked up in. */
static bool climbs(LodeResolving *self, LodeStr request)
{
    return starts_relative(request) && lode_str_starts_with(lode_path_normalize(self->arena, request), LODE_STR(".."));
}

/* One folder of the look-up list, which is skipped where it is no directory. */
static bool find_in(LodeResolving *self, const Lookup *lookup, LodePath *folder, bool must_exist, LodePath **out)
{
    if (must_exist && lode_memo_type(self->memo, folder) != LODE_FILE_DIRECTORY) {
        return true;
    }
    return try_folder(self, lookup, folder, false, out);
}

/*
 * _findPath over _resolveLookupPaths: the folder of the referrer for relative
 * requests, else every node_modules above it and the global folders.
 */
static bool find_path(LodeResolving *self, const Lookup *lookup, LodePath *directory, LodePath **out)
{
    LodeStr request = lookup->request;
    *out = NULL;
    if (lode_path_is_absolute(request)) {
        return try_folder(self, lookup, lode_memo_path(self->memo, LODE_STR("/")), true, out);
    }
    if (looks_beside(request)) {
        return find_in(self, lookup, directory, !climbs(self, request), out);
    }
    for (LodePath *at = directory; at; at = lode_path_parent(at)) {
        /* node_modules/node_modules is never looked into. */
        if (lode_str_equal(lode_path_base_name(lode_path_text(at)), LODE_STR("node_modules"))) {
            continue;
        }
        LodePath *modules = lode__node_modules_of(self->memo, at);
        if (!find_in(self, lookup, modules, true, out)) {
            return false;
        }
        if (*out) {
            return true;
        }
    }
    const LodeResolverOptions *options = &self->resolver->options;
    for (size_t i = 0; i < options->global_path_count; i++) {
        LodePath *folder = lode_memo_path(self->memo, options->global_paths[i]);
        if (!find_in(self, lookup, folder, true, out)) {
            return false;
        }
        if (*out) {
            LODE_TRACE(self, LODE_TRACE_INFO, "LOAD_NODE_MODULES", "from the global folder %.*s",
                       LODE_STR_ARG(options->global_paths[i]));
            return true;
        }
    }
    return true;
}

/* LOAD_PACKAGE_IMPORTS(X, DIR). True with `*out` NULL where the scope has no `imports`. */
static bool try_imports(LodeResolving *self, LodePath *directory, LodePath **out)
{
    LodePackage *package;
    *out = NULL;
    if (!lode__package_scope(self, directory, LODE_READ_CJS_IMPORTS, self->base.path, &package)) {
        return false;
    }
    if (!package || !package->fields.imports) {
        return true;
    }
    /* PACKAGE_IMPORTS_RESOLVE reads the scope once more, and with it both maps. */
    if (!lode__check_imports_name(self, &self->base) ||
        !lode__package_scope(self, directory, LODE_READ_ESM_SCOPE, self->base.path, &package)) {
        return false;
    }
    LodeLocation location;
    if (!lode__package_imports_resolve(self, package, &self->base, &location)) {
        return fail_map(self, self->specifier);
    }
    return finish_map(self, &location, &self->base, self->specifier, out);
}

/* LOAD_PACKAGE_SELF(X, DIR): trySelf. It compares the whole text, so a name may hold any character. */
static bool try_self(LodeResolving *self, LodePath *directory, LodePath **out)
{
    LodePackage *package;
    *out = NULL;
    if (!lode__package_scope(self, directory, LODE_READ_CJS_SELF, self->base.path, &package)) {
        return false;
    }
    if (!package || !package->fields.exports || lode_str_is_none(package->fields.name)) {
        return true;
    }
    LodeStr rest = lode_str_starts_with(self->specifier, package->fields.name)
                       ? lode_str_slice(self->specifier, package->fields.name.size, self->specifier.size)
                       : LODE_STR("?");
    if (rest.size && rest.data[0] != '/') {
        return true;
    }
    LodeStr pieces[] = {LODE_STR("."), rest};
    LodeStr subpath = lode_arena_join(self->arena, pieces, 2);
    LODE_TRACE(self, LODE_TRACE_FOUND, "LOAD_PACKAGE_SELF", "%.*s names itself",
               LODE_STR_ARG(lode_path_text(package->file)));
    LodeLocation location;
    if (!lode__package_exports_resolve(self, package, subpath, &self->base, &location)) {
        return fail_map(self, subpath);
    }
    return finish_map(self, &location, &self->base, subpath, out);
}

/* normalizeRequirableId: a core module as `require` names it. */
static bool is_core(LodeResolving *self, LodeStr specifier)
{
    bool needs_prefix;
    bool has_prefix = lode_str_starts_with(specifier, LODE_STR("node:"));
    LodeStr name = has_prefix ? lode_str_slice(specifier, 5, specifier.size) : specifier;
    return lode_is_core_module(name, self->resolver->options.node_version, &needs_prefix) &&
           (has_prefix || !needs_prefix);
}

bool lode__cjs_resolve(LodeResolving *self, bool is_main, LodeCjsResult *out)
{
    *out = (LodeCjsResult){.core = LODE_STR_NONE};
    LodeStr specifier = self->specifier;
    LodePath *directory = lode_memo_path(self->memo, lode_path_directory(self->base.path));
    LODE_TRACE(self, LODE_TRACE_INFO, "require", "\"%.*s\" from %.*s", LODE_STR_ARG(specifier),
               LODE_STR_ARG(self->base.path));
    LodeStr replacement;
    if (lode__profile_browser_map(self, directory, specifier, &replacement)) {
        if (lode_str_is_none(replacement)) {
            out->is_ignored = true;
            return true;
        }
        specifier = self->specifier = replacement;
    }
    /* 1. A core module. */
    if (is_core(self, specifier)) {
        LODE_TRACE(self, LODE_TRACE_FOUND, "require", "\"%.*s\" is a core module", LODE_STR_ARG(specifier));
        out->core = specifier;
        return true;
    }
    /* 4. X begins with '#'. 5. Self-reference comes before everything else that is looked up. */
    if (!is_main) {
        if (lode_str_starts_with(specifier, LODE_STR("#")) &&
            (!try_imports(self, directory, &out->file) || out->file)) {
            return out->file != NULL;
        }
        if (!try_self(self, directory, &out->file)) {
            return false;
        }
        if (out->file) {
            return true;
        }
    }
    Lookup lookup = lookup_of(self, specifier);
    if (!find_path(self, &lookup, directory, &out->file)) {
        return false;
    }
    if (!out->file) {
        lode__fail_require(self, specifier);
        if (looks_beside(specifier) || lode_path_is_absolute(specifier)) {
            lode__note_missing_file(
                self, lode_memo_path(self->memo, lode_path_resolve(self->arena, lode_path_text(directory), specifier)));
        } else {
            lode__note_package_name(self, directory, specifier);
        }
        return false;
    }
    return true;
}

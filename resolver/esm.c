/*
 * `import`: ESM_RESOLVE of Node's documentation (esm, "Resolution Algorithm
 * Specification"), as the program runs it. Reading order: references against a
 * file, package names, the walk through node_modules, PACKAGE_RESOLVE, the end of
 * a file: URL, hints, ESM_RESOLVE.
 */
#include "base/url_encode.h"
#include "resolver/data_url.h"
#include "resolver/hints.h"
#include "resolver/messages.h"
#include "resolver/profile.h"
#include "resolver/target.h"

/* new URL(reference, the file `base`): a path where no byte is special to URLs. */
static bool join_reference(LodeResolving *self, LodeStr base, LodeStr reference, LodeLocation *out)
{
    LodeStr last = lode_str_slice(reference, lode_str_find_last(reference, '/') + 1, reference.size);
    bool is_plain = lode__is_plain_reference(reference) && reference.size && last.size &&
                    !lode_str_equal(last, LODE_STR(".")) && !lode_str_equal(last, LODE_STR("..")) &&
                    lode_str_search(reference, LODE_STR("//")) == LODE_NOT_FOUND && lode__base_is_plain(self, base) &&
                    base.data[base.size - 1] != '/';
    if (is_plain) {
        *out = (LodeLocation){.is_path = true,
                              .path = lode_path_resolve(self->arena, lode_path_directory(base), reference)};
        return true;
    }
    LodeUrl base_url = lode__url_of_path(self->arena, base);
    *out = (LodeLocation){0};
    return lode_url_parse(self->arena, reference, &base_url, &out->url);
}

typedef struct PackageName {
    LodeStr name;
    LodeStr subpath; /* "." or "./…" */
    bool is_scoped;
} PackageName;

/* PACKAGE_RESOLVE 4 to 9: parsePackageName. */
static bool parse_package_name(LodeResolving *self, LodeStr specifier, const LodeBase *base, PackageName *out)
{
    size_t slash = lode_str_find(specifier, '/');
    bool is_valid = true;
    out->is_scoped = specifier.size > 0 && specifier.data[0] == '@';
    if (out->is_scoped) {
        if (slash == LODE_NOT_FOUND) {
            is_valid = false;
        } else {
            size_t second = lode_str_find(lode_str_slice(specifier, slash + 1, specifier.size), '/');
            slash = second == LODE_NOT_FOUND ? LODE_NOT_FOUND : slash + 1 + second;
        }
    }
    out->name = slash == LODE_NOT_FOUND ? specifier : lode_str_slice(specifier, 0, slash);
    if ((out->name.size && out->name.data[0] == '.') || lode_str_find(out->name, '%') != LODE_NOT_FOUND ||
        lode_str_find(out->name, '\\') != LODE_NOT_FOUND) {
        is_valid = false;
    }
    if (!is_valid) {
        return lode__fail_specifier(self, specifier, LODE_STR("is not a valid package name"), base);
    }
    if (slash == LODE_NOT_FOUND) {
        out->subpath = LODE_STR(".");
    } else {
        LodeStr pieces[] = {LODE_STR("."), lode_str_slice(specifier, slash, specifier.size)};
        out->subpath = lode_arena_join(self->arena, pieces, 2);
    }
    return true;
}

/* Whether node_modules/NAME/package.json as a URL is the same text as a path. */
static bool is_plain_name(LodeStr name)
{
    size_t slash = lode_str_find(name, '/');
    LodeStr first = slash == LODE_NOT_FOUND ? name : lode_str_slice(name, 0, slash);
    LodeStr second = slash == LODE_NOT_FOUND ? LODE_STR("x") : lode_str_slice(name, slash + 1, name.size);
    return first.size && second.size && lode__is_plain_reference(name) && !lode_str_equal(second, LODE_STR(".")) &&
           !lode_str_equal(second, LODE_STR(".."));
}

/* The folder of the base: where its walk through node_modules starts. */
static LodePath *base_directory(LodeResolving *self, const LodeBase *base)
{
    LodeStr directory = base->path.data[base->path.size - 1] == '/' ? base->path : lode_path_directory(base->path);
    if (!lode_path_is_normal(directory)) {
        directory = lode_path_resolve(self->arena, LODE_STR("/"), directory);
    }
    return lode_memo_path(self->memo, directory);
}

/* PACKAGE_RESOLVE 11: the walk, for names that are the same as a path and as a URL. */
static LodePath *find_package_folder(LodeResolving *self, LodePath *from, LodeStr name)
{
    for (LodePath *at = from; at; at = lode_path_parent(at)) {
        LodePath *modules = lode__node_modules_of(self->memo, at);
        if (lode_memo_type(self->memo, modules) != LODE_FILE_DIRECTORY) {
            continue;
        }
        size_t slash = lode_str_find(name, '/');
        LodePath *folder =
            lode_memo_child(self->memo, modules, slash == LODE_NOT_FOUND ? name : lode_str_slice(name, 0, slash));
        if (slash != LODE_NOT_FOUND) {
            folder = lode_memo_child(self->memo, folder, lode_str_slice(name, slash + 1, name.size));
        }
        if (lode_memo_type(self->memo, folder) == LODE_FILE_DIRECTORY) {
            LODE_TRACE(self, LODE_TRACE_FOUND, "PACKAGE_RESOLVE", "package folder %.*s",
                       LODE_STR_ARG(lode_path_text(folder)));
            return folder;
        }
        LODE_TRACE(self, LODE_TRACE_MISS, "PACKAGE_RESOLVE", "no folder %.*s", LODE_STR_ARG(lode_path_text(folder)));
    }
    return NULL;
}

/* The folder of a URL: what "." means there. */
static LodePath *folder_of_url(LodeResolving *self, const LodeUrl *url)
{
    LodeUrl folder;
    LodeStr path = LODE_STR("/");
    if (lode_url_parse(self->arena, LODE_STR("."), url, &folder)) {
        lode_url_to_path(self->arena, &folder, &path);
    }
    return lode_memo_path(self->memo, lode_path_resolve(self->arena, LODE_STR("/"), path));
}

/* What packageJSONPath.slice(0, -13) leaves: JavaScript counts UTF-16 code units. Absent where that is half a character. */
static LodeStr without_file_name(LodeStr path)
{
    size_t left = sizeof "/package.json" - 1;
    while (path.size > 0 && left > 0) {
        unsigned char byte = (unsigned char)path.data[--path.size];
        if ((byte & 0xC0) == 0x80) {
            continue;
        }
        size_t units = byte >= 0xF0 ? 2 : 1;
        if (units > left) {
            return LODE_STR_NONE;
        }
        left -= units;
    }
    return path;
}

/*
 * The same walk as Node's text has it, with URLs, for names in which '?', '#' or
 * dots change what the URL means: `*file` is the path that Node reads as package.json,
 * which has another name where a '?' or '#' ended the URL early; absent where it is the
 * folder's own. True with `*folder` NULL: not found.
 */
static bool find_package_by_url(LodeResolving *self, LodeBase *base, const PackageName *name, LodePath **folder,
                                LodeStr *spelling, LodeStr *file)
{
    LodeUrl url;
    LodeUrl at = lode__url_of_path(self->arena, base->path);
    LodeStr pieces[] = {LODE_STR("./node_modules/"), name->name, LODE_STR("/package.json")};
    LodeStr reference = lode_arena_join(self->arena, pieces, 3);
    LodeStr up[] = {name->is_scoped ? LODE_STR("../") : LODE_STR(""), LODE_STR("../../../node_modules/"), name->name,
                    LODE_STR("/package.json")};
    LodeStr next = lode_arena_join(self->arena, up, 4);
    LodeStr last = LODE_STR_NONE;
    for (;; reference = next) {
        LodeStr path;
        if (!lode_url_parse(self->arena, reference, &at, &url)) {
            return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
        }
        LodeUrlPathStatus status = lode_url_to_path(self->arena, &url, &path);
        if (status != LODE_URL_PATH_OK) {
            return lode__fail_url_path(self, status);
        }
        if (!lode_str_is_none(last) && path.size == last.size) {
            return true;
        }
        LodeStr text = without_file_name(path);
        LodePath *candidate = lode_memo_path(self->memo, lode_path_resolve(self->arena, LODE_STR("/"), text));
        if (text.size && lode_memo_type(self->memo, candidate) == LODE_FILE_DIRECTORY) {
            if (lode_str_ends_with(path, LODE_STR("/package.json"))) {
                *folder = candidate;
                *spelling = text;
            } else {
                *folder = folder_of_url(self, &url);
                *file = path;
            }
            return true;
        }
        last = path;
        at = url;
    }
}

/* LEGACY_MAIN: what is tried after "main", then the index files alone. */
static const LodeStr after_main[] = {
    LODE_STR_INIT(""),          LODE_STR_INIT(".js"),         LODE_STR_INIT(".json"),      LODE_STR_INIT(".node"),
    LODE_STR_INIT("/index.js"), LODE_STR_INIT("/index.json"), LODE_STR_INIT("/index.node")};
static const LodeStr index_names[] = {LODE_STR_INIT("index.js"), LODE_STR_INIT("index.json"),
                                      LODE_STR_INIT("index.node")};
enum {
    AFTER_MAIN_COUNT = sizeof after_main / sizeof *after_main,
    INDEX_COUNT = sizeof index_names / sizeof *index_names
};

static bool is_legacy_file(LodeResolving *self, LodeStr path)
{
    if (!lode_path_is_normal(path)) {
        /* A slash at the end asks for a directory, which is no main file. */
        if (lode_str_ends_with(path, LODE_STR("/"))) {
            return false;
        }
        path = lode_path_resolve(self->arena, LODE_STR("/"), path);
    }
    bool is_file = lode_file_type_is_file(lode_memo_type(self->memo, lode_memo_path(self->memo, path)));
    LODE_TRACE(self, is_file ? LODE_TRACE_FOUND : LODE_TRACE_MISS, "LEGACY_MAIN", "%s %.*s",
               is_file ? "file" : "no file", LODE_STR_ARG(path));
    return is_file;
}

static bool fail_legacy(LodeResolving *self, LodePackage *package, LodeStr missing, const LodeBase *base)
{
    lode__fail_package_not_found(self, missing, base);
    lode__note_broken_package(self, package);
    return false;
}

/* new URL(reference, package.json): its location and path. */
static bool locate_in_package(LodeResolving *self, const LodePackage *package, LodeStr reference, LodeLocation *out,
                              LodeStr *path)
{
    LodeUrl package_url = lode__package_url(self, package);
    *out = (LodeLocation){0};
    if (!lode_url_parse(self->arena, reference, &package_url, &out->url)) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
    }
    LodeUrlPathStatus status = lode_url_to_path(self->arena, &out->url, path);
    if (status == LODE_URL_PATH_BAD_ENCODING) {
        /* This part of Node is not JavaScript: a '%' that encodes nothing stands for itself. */
        *path = lode__url_percent_decode(self->arena, out->url.path);
        return true;
    }
    return status == LODE_URL_PATH_OK || lode__fail_url_path(self, status);
}

/*
 * Node 20 reads "main" as a URL relative to package.json: "%20" is a space, "/x"
 * is inside the package. It looks for the path of that URL with each ending, and
 * then makes a URL of "main" and the ending, which may be another file.
 */
static bool legacy_main_by_url(LodeResolving *self, LodePackage *package, LodeBase *base, LodeLocation *out)
{
    LodeStr main = package->fields.main;
    LodeStr first = LODE_STR_NONE;
    if (!lode_str_is_none(main)) {
        LodeStr reference[] = {LODE_STR("./"), main, LODE_STR("")};
        if (!locate_in_package(self, package, lode_arena_join(self->arena, reference, 2), out, &first)) {
            return false;
        }
        for (size_t i = 0; i < AFTER_MAIN_COUNT; i++) {
            LodeStr looked_for[] = {first, after_main[i]};
            reference[2] = after_main[i];
            if (is_legacy_file(self, lode_arena_join(self->arena, looked_for, 2))) {
                LodeStr path;
                return locate_in_package(self, package, lode_arena_join(self->arena, reference, 3), out, &path);
            }
        }
    }
    for (size_t i = 0; i < INDEX_COUNT; i++) {
        LodeStr path;
        if (!locate_in_package(self, package, index_names[i], out, &path)) {
            return false;
        }
        if (lode_str_is_none(first)) {
            first = path;
        }
        if (is_legacy_file(self, path)) {
            return true;
        }
    }
    return fail_legacy(self, package, first, base);
}

/* LEGACY_MAIN: M, M.js, M.json, M.node, M/index.js, M/index.json, M/index.node, then the index files alone. */
static bool legacy_main(LodeResolving *self, LodePackage *package, LodeBase *base, LodeLocation *out)
{
    if (self->resolver->options.node_version < 22) {
        return legacy_main_by_url(self, package, base, out);
    }
    LodeStr folder = lode_path_text(package->directory);
    LodeStr main = package->fields.main;
    size_t count = main.size ? AFTER_MAIN_COUNT : 0;
    LodeStr resolved_main = lode_path_resolve(self->arena, folder, main);
    for (size_t i = 0; i < count + INDEX_COUNT; i++) {
        LodeStr pieces[] = {i < count ? main : LODE_STR(""), i < count ? after_main[i] : index_names[i - count]};
        LodeStr path = lode_path_resolve(self->arena, folder, lode_arena_join(self->arena, pieces, 2));
        /* Node looks for "lib.js" where "main" is "lib/", and then goes to "lib/.js". */
        LodeStr looked_for[] = {resolved_main, pieces[1]};
        if (is_legacy_file(self, i < count ? lode_arena_join(self->arena, looked_for, 2) : path)) {
            *out = (LodeLocation){.is_path = true, .is_file_path = true, .path = path};
            return true;
        }
    }
    LodeStr missing = lode_str_is_none(main) ? LODE_STR("index.js") : main;
    return fail_legacy(self, package, lode_path_resolve(self->arena, folder, missing), base);
}

/* The same package by a name that spells its folder with a slash more, as "@s/" does. */
static LodePackage *respelt_package(LodeResolving *self, const LodePackage *package, LodeStr spelling)
{
    LodePackage *copy = LODE_ARENA_NEW(self->arena, LodePackage, 1);
    copy->exists = package->exists;
    copy->file = package->file;
    copy->directory = package->directory;
    copy->fields = package->fields;
    copy->folder = spelling;
    return copy;
}

/* node:NAME as a location. */
static LodeLocation core_location(LodeStr name)
{
    return (LodeLocation){.url = {.scheme = LODE_STR("node"),
                                  .path = name,
                                  .has_opaque_path = true,
                                  .host = LODE_STR_NONE,
                                  .port = LODE_STR_NONE,
                                  .query = LODE_STR_NONE,
                                  .fragment = LODE_STR_NONE,
                                  .username = LODE_STR(""),
                                  .password = LODE_STR("")}};
}

bool lode__package_resolve(LodeResolving *self, LodeStr specifier, LodeBase *base, LodeLocation *out)
{
    bool needs_prefix;
    if (lode_is_core_module(specifier, self->resolver->options.node_version, &needs_prefix) && !needs_prefix) {
        LODE_TRACE(self, LODE_TRACE_FOUND, "PACKAGE_RESOLVE", "\"%.*s\" is a core module", LODE_STR_ARG(specifier));
        *out = core_location(specifier);
        return true;
    }
    LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_RESOLVE", "\"%.*s\" from %.*s", LODE_STR_ARG(specifier),
               LODE_STR_ARG(base->path));
    PackageName name = {.name = LODE_STR_NONE};
    if (!parse_package_name(self, specifier, base, &name)) {
        return false;
    }
    LodePath *from = base_directory(self, base);
    /* PACKAGE_SELF_RESOLVE */
    LodePackage *package = NULL;
    if (!lode__package_scope(self, from, LODE_READ_ESM_SCOPE, base->path, &package)) {
        return false;
    }
    if (package && package->fields.exports && lode_str_equal(package->fields.name, name.name) &&
        !lode_str_is_none(package->fields.name)) {
        LODE_TRACE(self, LODE_TRACE_FOUND, "PACKAGE_SELF_RESOLVE", "%.*s names itself",
                   LODE_STR_ARG(lode_path_text(package->file)));
        return lode__package_exports_resolve(self, package, name.subpath, base, out);
    }
    LodePath *folder = NULL;
    LodeStr file = LODE_STR_NONE;
    LodeStr spelling = LODE_STR_NONE;
    if (is_plain_name(name.name) && lode__base_is_plain(self, base->path)) {
        folder = find_package_folder(self, from, name.name);
    } else if (!find_package_by_url(self, base, &name, &folder, &spelling, &file)) {
        return false;
    }
    if (!folder) {
        lode__fail_package_not_found(self, name.name, base);
        lode__note_package_name(self, from, name.name);
        return false;
    }
    LodeImporting importing = {.specifier = specifier, .base = base, .folder = spelling, .file = file};
    if (lode_str_is_none(file) ? !lode__package_read(self, folder, &importing, &package)
                               : !lode__package_read_as(self, folder, &importing, &package)) {
        return false;
    }
    if (!lode_str_is_none(spelling) && spelling.size != package->folder.size) {
        package = respelt_package(self, package, spelling);
    }
    if (lode__profile_uses_fields(self)) {
        return lode__profile_package(self, package, name.subpath, base, out);
    }
    if (package->fields.exports) {
        return lode__package_exports_resolve(self, package, name.subpath, base, out);
    }
    if (lode_str_equal(name.subpath, LODE_STR("."))) {
        return legacy_main(self, package, base, out);
    }
    LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_RESOLVE", "no `exports`: \"%.*s\" is a path in the package",
               LODE_STR_ARG(name.subpath));
    if (package->folder.size != lode_path_text(package->directory).size) {
        LodeUrl base_url = lode__package_url(self, package);
        *out = (LodeLocation){0};
        return lode_url_parse(self->arena, name.subpath, &base_url, &out->url) ||
               lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
    }
    return join_reference(self, lode_path_text(package->file), name.subpath, out) ||
           lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
}

/* "%2F" or "%5C" in a pathname, in any case. */
static bool has_encoded_separator(LodeStr pathname)
{
    for (size_t i = 0; i + 2 < pathname.size; i++) {
        if (pathname.data[i] == '%' && ((pathname.data[i + 1] == '2' && (pathname.data[i + 2] | 0x20) == 'f') ||
                                        (pathname.data[i + 1] == '5' && (pathname.data[i + 2] | 0x20) == 'c'))) {
            return true;
        }
    }
    return false;
}

/* finalizeResolution: ESM_RESOLVE 7. */
static bool finalize(LodeResolving *self, const LodeLocation *location, LodeResolution *out)
{
    LodeStr text = location->path;
    LodeStr suffix = LODE_STR("");
    if (!location->is_path) {
        /* 7.1 No encoded separators. */
        if (has_encoded_separator(location->url.path)) {
            return lode__fail_specifier(self, location->url.path,
                                        LODE_STR("must not include encoded \"/\" or \"\\\" characters"), &self->base);
        }
        LodeUrlPathStatus status = lode_url_to_path(self->arena, &location->url, &text);
        if (status != LODE_URL_PATH_OK) {
            return lode__fail_url_path(self, status);
        }
        LodeStr pieces[] = {lode_url_search(self->arena, &location->url), lode_url_hash(self->arena, &location->url)};
        suffix = lode_arena_join(self->arena, pieces, 2);
    } else if (lode_str_find(text, '\\') != LODE_NOT_FOUND) {
        /* A backslash of a folder's name is encoded in its URL, and refused there. */
        static const size_t scheme = sizeof "file://" - 1;
        LodeStr href = lode_url_from_path(self->arena, text);
        return lode__fail_specifier(self, lode_str_slice(href, scheme, href.size),
                                    LODE_STR("must not include encoded \"/\" or \"\\\" characters"), &self->base);
    }
    /* 7.2 A directory. Node looks at "/" where the path ends with a slash, so that is always one. */
    if (lode_str_ends_with(text, LODE_STR("/")) && !lode__profile_searches_extensions(self)) {
        lode__fail_directory_import(self, text, &self->base);
        lode__add_commonjs_hint(self);
        return false;
    }
    LodePath *path = lode_memo_path(
        self->memo, lode_path_is_normal(text) ? text : lode_path_resolve(self->arena, LODE_STR("/"), text));
    LodeFileType type = lode_memo_type(self->memo, path);
    if (!lode_file_type_is_file(type) && lode__profile_searches_extensions(self)) {
        return lode__profile_finish(self, path, suffix, out);
    }
    if (type == LODE_FILE_DIRECTORY) {
        LODE_TRACE(self, LODE_TRACE_MISS, "ESM_RESOLVE", "%.*s is a directory", LODE_STR_ARG(text));
        lode__fail_directory_import(self, text, &self->base);
        lode__add_commonjs_hint(self);
        return false;
    }
    /* 7.3 No file. */
    if (!lode_file_type_is_file(type)) {
        LODE_TRACE(self, LODE_TRACE_MISS, "ESM_RESOLVE", "no file %.*s", LODE_STR_ARG(text));
        lode__fail_file_not_found(self, text, &self->base);
        if (!lode__add_commonjs_hint(self)) {
            lode__note_missing_file(self, path);
        }
        return false;
    }
    /* 7.4 The real path, with the query and fragment of the specifier. */
    LodePath *real;
    if (!lode__real_file(self, path, &real)) {
        return false;
    }
    LODE_TRACE(self, LODE_TRACE_FOUND, "ESM_RESOLVE", "file %.*s", LODE_STR_ARG(lode_path_text(real)));
    if (self->resolver->options.preserve_symlinks) {
        /* Without a real path the URL stays as it was written, escapes included. */
        LodeStr pieces[] = {LODE_STR("file://"), text};
        LodeStr href = location->is_file_path ? lode_url_from_path(self->arena, text)
                       : location->is_path    ? lode_arena_join(self->arena, pieces, 2)
                                              : lode_url_href(self->arena, &location->url);
        static const size_t scheme = sizeof "file://" - 1;
        *out = (LodeResolution){.url = href, .file = real, .path = text};
        LodeStr pathname = location->is_path ? lode_str_slice(href, scheme, href.size) : location->url.path;
        return lode__format_of_file(self, real, pathname, &out->format);
    }
    return lode__finish_file(self, real, suffix, out);
}

static bool is_relative(LodeStr specifier)
{
    return lode_str_equal(specifier, LODE_STR(".")) || lode_str_equal(specifier, LODE_STR("..")) ||
           lode_str_starts_with(specifier, LODE_STR("./")) || lode_str_starts_with(specifier, LODE_STR("../"));
}

/* The load step of a URL that is no file, which refuses what the default loader cannot read. */
static bool finish_url(LodeResolving *self, const LodeUrl *url, LodeResolution *out)
{
    bool is_old = self->resolver->options.node_version < 22;
    *out = (LodeResolution){.url = lode_url_href(self->arena, url), .path = LODE_STR_NONE};
    if (lode_str_equal(url->scheme, LODE_STR("node"))) {
        /* Node hands on a specifier with this scheme as it was written, and looks up what follows "node:". */
        LodeStr name = url->path;
        if (lode_url_can_parse(self->specifier)) {
            out->url = self->specifier;
            name = lode_str_starts_with(self->specifier, LODE_STR("node:"))
                       ? lode_str_slice(self->specifier, 5, self->specifier.size)
                       : LODE_STR("");
        }
        bool needs_prefix;
        if (!lode_is_core_module(name, self->resolver->options.node_version, &needs_prefix)) {
            return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNKNOWN_BUILTIN_MODULE,
                                  "No such built-in module: %.*s", LODE_STR_ARG(out->url));
        }
        out->format = LODE_FORMAT_BUILTIN;
        return true;
    }
    if (lode_str_equal(url->scheme, LODE_STR("data"))) {
        int version = self->resolver->options.node_version;
        switch (lode__data_url_check(self->arena, url->path, lode_url_search(self->arena, url), version)) {
        case LODE_DATA_URL_READABLE:
            break;
        case LODE_DATA_URL_INVALID:
            return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
        case LODE_DATA_URL_MALFORMED:
            return lode__fail_url_path(self, LODE_URL_PATH_BAD_ENCODING);
        }
        out->format = lode__format_of_data_url(url->path, version);
        if (out->format != LODE_FORMAT_NONE) {
            return true;
        }
        LodeStr mime = lode__mime_of_data_url(url->path);
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNKNOWN_MODULE_FORMAT,
                              "Unknown module format: %.*s for URL %.*s",
                              LODE_STR_ARG(lode_str_is_none(mime) ? LODE_STR("null") : mime), LODE_STR_ARG(out->url));
    }
    if (self->resolver->options.target != LODE_TARGET_NODE) {
        return true; /* bundlers leave other URLs for the browser */
    }
    bool is_http = lode_str_equal(url->scheme, LODE_STR("http")) || lode_str_equal(url->scheme, LODE_STR("https"));
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNSUPPORTED_ESM_URL_SCHEME,
                          "Only URLs with a scheme in: %s are supported by the default ESM loader. "
                          "Received protocol '%.*s:'",
                          is_http && !is_old ? "file and data" : "file, data, and node", LODE_STR_ARG(url->scheme));
}

/* A bare specifier whose referrer is no file: only core modules can be meant. */
static bool fail_bare_without_file(LodeResolving *self, LodeBase *base)
{
    if (lode_str_starts_with(base->url, LODE_STR("data:"))) {
        return lode__fail_resolve_request(self, base);
    }
    PackageName name;
    LodeError *error = self->error;
    self->error = NULL;
    bool is_internal =
        lode_str_starts_with(self->specifier, LODE_STR("#")) && lode_str_starts_with(base->url, LODE_STR("file:"));
    bool is_name =
        is_internal ? lode__check_imports_name(self, base) : parse_package_name(self, self->specifier, base, &name);
    self->error = error;
    if (is_name && self->resolver->options.node_version >= 22) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
    }
    /* Node makes a path of the referrer, for its message about the name or (20) to look for a scope: that fails. */
    LodeUrl url;
    LodeStr path;
    return lode_url_parse(self->arena, base->url, NULL, &url)
               ? lode__fail_url_path(self, lode_url_to_path(self->arena, &url, &path))
               : lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
}

/* ESM_RESOLVE 2 to 5: what the specifier names, before anything is looked for on disk. */
static bool locate(LodeResolving *self, LodeLocation *out)
{
    LodeStr specifier = self->specifier;
    LodeBase *base = &self->base;
    bool is_absolute = lode_str_starts_with(specifier, LODE_STR("/"));
    if (is_absolute || is_relative(specifier)) {
        LODE_TRACE(self, LODE_TRACE_INFO, "ESM_RESOLVE", "\"%.*s\" is a path against %.*s", LODE_STR_ARG(specifier),
                   LODE_STR_ARG(base->path));
        if (base->is_file) {
            return join_reference(self, base->path, specifier, out) || lode__fail_resolve_request(self, base);
        }
        LodeUrl base_url;
        *out = (LodeLocation){0};
        if (lode_url_parse(self->arena, base->url, NULL, &base_url) &&
            lode_url_parse(self->arena, specifier, &base_url, &out->url)) {
            return true;
        }
        if (self->resolver->options.node_version < 24 && lode_str_find(specifier, '#') != LODE_NOT_FOUND) {
            /* The URL parser of older versions takes the fragment for a valid reference, and fails later. */
            return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
        }
        return lode__fail_resolve_request(self, base);
    }
    if (base->is_file && lode_str_starts_with(specifier, LODE_STR("#"))) {
        LodePackage *package = NULL;
        if (!lode__check_imports_name(self, base) ||
            !lode__package_scope(self, base_directory(self, base), LODE_READ_ESM_SCOPE, base->path, &package)) {
            return false;
        }
        return lode__package_imports_resolve(self, package, base, out);
    }
    *out = (LodeLocation){0};
    if (lode_str_find(specifier, ':') != LODE_NOT_FOUND && lode_url_parse(self->arena, specifier, NULL, &out->url)) {
        LODE_TRACE(self, LODE_TRACE_INFO, "ESM_RESOLVE", "\"%.*s\" is a URL", LODE_STR_ARG(specifier));
        return true;
    }
    if (!base->is_file) {
        bool needs_prefix;
        if (!lode_is_core_module(specifier, self->resolver->options.node_version, &needs_prefix) || needs_prefix) {
            return fail_bare_without_file(self, base);
        }
    }
    if (!lode__package_resolve(self, specifier, base, out)) {
        if (self->error && self->error->code == LODE_ERROR_ERR_MODULE_NOT_FOUND) {
            lode__add_commonjs_hint(self);
        }
        return false;
    }
    return true;
}

bool lode__esm_resolve(LodeResolving *self, LodeResolution *out)
{
    LodeLocation location;
    if (!locate(self, &location)) {
        return false;
    }
    if (!location.is_path && !lode_str_equal(location.url.scheme, LODE_STR("file"))) {
        return finish_url(self, &location.url, out);
    }
    return finalize(self, &location, out);
}

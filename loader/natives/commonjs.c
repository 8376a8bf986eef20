/* native('commonjs'): see loader/commonjs.h. Reading order: resolution, packages, files, compiling, settings. */
#include "loader/commonjs.h"

#include "base/path.h"
#include "base/url.h"
#include "loader/packages.h"
#include "resolver/package_syntax.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { CONDITIONS = 32 };

/* ---- arguments ---- */

static bool is_given(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    return index < count && host->ops->type(host->engine, arguments[index]) != LODE_TYPE_UNDEFINED;
}

/* A text of the arena; false (with *thrown) where ToString throws. */
static bool text_argument(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, LodeArena *arena,
                          LodeStr *out, LodeValue *thrown)
{
    LodeBuf text = {0};
    bool is_text = lode__argument_text(host, count, arguments, index, &text, thrown);
    *out = is_text ? lode_arena_copy(arena, lode_buf_str(&text)) : LODE_STR("");
    lode_buf_release(&text);
    return is_text;
}

/* The texts of an array in the arena; their number. */
static size_t texts_of(LodeHost *host, LodeValue list, LodeArena *arena, LodeStr **out)
{
    LodeValue length = host->ops->get(host->engine, list, LODE_STR("length"), NULL);
    double count = length ? host->ops->to_number(host->engine, length, NULL) : 0;
    size_t size = count > 0 && count < 1e6 ? (size_t)count : 0;
    *out = LODE_ARENA_NEW(arena, LodeStr, size + 1);
    for (size_t i = 0; i < size; i++) {
        LodeBuf text = {0};
        LodeValue item = host->ops->get_index(host->engine, list, (unsigned)i, NULL);
        if (item) {
            host->ops->to_text(host->engine, item, &text, NULL);
        }
        (*out)[i] = lode_arena_copy(arena, lode_buf_str(&text));
        lode_buf_release(&text);
    }
    return size;
}

static LodeValue text_or_undefined(LodeHost *host, LodeStr text)
{
    return lode_str_is_none(text) ? lode__undefined(host) : lode__text(host, text);
}

static LodeValue texts(LodeHost *host, const LodeStr *list, size_t count)
{
    LodeValue array = host->ops->array(host->engine, 0, NULL);
    for (size_t i = 0; i < count; i++) {
        host->ops->set_index(host->engine, array, (unsigned)i, lode__text(host, list[i]), NULL);
    }
    return array;
}

/* ---- resolution ---- */

/* The error with its code, and `path`: the package.json that it is about. */
static LodeValue throw_resolution(LodeHost *host, const LodeError *error, LodeValue *thrown)
{
    LodeValue value = NULL;
    lode__throw_error(host, &value, error);
    if (!lode_str_is_none(error->file)) {
        lode__set(host, value, "file", lode__text(host, error->file));
    }
    *thrown = value;
    return NULL;
}

static LodeValue resolution_object(LodeHost *host, const LodeResolution *resolution)
{
    LodeValue object = host->ops->object(host->engine);
    lode__set(host, object, "url", text_or_undefined(host, resolution->url));
    lode__set(host, object, "path", text_or_undefined(host, resolution->path));
    const char *format = lode_format_name(resolution->format);
    lode__set(host, object, "format", format ? lode__text(host, lode_str(format)) : lode__undefined(host));
    return object;
}

/* resolve(specifier, from, isRequire, conditions, attributeType): {url, path, format}. */
static LodeValue resolve(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.attribute_type = LODE_STR_NONE};
    LodeResolution resolution;
    LodeError error = {0};
    LodeStr *conditions = NULL;
    LodeValue result = NULL;
    if (is_given(host, count, arguments, 3)) {
        request.condition_count = texts_of(host, arguments[3], &arena, &conditions);
        request.conditions = conditions;
    }
    if (text_argument(host, count, arguments, 0, &arena, &request.specifier, thrown) &&
        text_argument(host, count, arguments, 1, &arena, &request.from, thrown) &&
        (!is_given(host, count, arguments, 4) ||
         text_argument(host, count, arguments, 4, &arena, &request.attribute_type, thrown))) {
        request.kind = lode__argument_truth(host, count, arguments, 2) ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT;
        result = lode__host_resolve(host, &request, &arena, &resolution, &error)
                     ? resolution_object(host, &resolution)
                     : throw_resolution(host, &error, thrown);
    }
    lode_arena_release(&arena);
    return result;
}

/*
 * find(specifier, from): the path of the file that require would load. Where an index stands in for a `main` that
 * names nothing, [path, path of package.json, main].
 */
static LodeValue find(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.kind = LODE_KIND_REQUIRE, .attribute_type = LODE_STR_NONE};
    LodeResolution resolution;
    LodePackageFacts stale;
    LodeError error = {0};
    LodeValue result = NULL;
    if (text_argument(host, count, arguments, 0, &arena, &request.specifier, thrown) &&
        text_argument(host, count, arguments, 1, &arena, &request.from, thrown)) {
        if (!lode__host_resolve(host, &request, &arena, &resolution, &error)) {
            throw_resolution(host, &error, thrown);
        } else if (resolution.file && lode__package_main_is_stale(host->cache, resolution.path, &stale)) {
            LodeStr list[] = {resolution.path, stale.file, stale.main};
            result = texts(host, list, 3);
        } else {
            result = lode__text(host, lode_str_is_none(resolution.path) ? request.specifier : resolution.path);
        }
    }
    lode_arena_release(&arena);
    return result;
}

/* findEntry(path): {url, path, format} of what `node PATH` runs. */
static LodeValue find_entry(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeResolution resolution;
    LodeError error = {0};
    LodeStr path;
    LodeValue result = NULL;
    if (text_argument(host, count, arguments, 0, &arena, &path, thrown)) {
        result = lode__host_resolve_entry(host, path, &arena, &resolution, &error)
                     ? resolution_object(host, &resolution)
                     : throw_resolution(host, &error, thrown);
    }
    lode_arena_release(&arena);
    return result;
}

/* ---- packages ---- */

static LodeValue facts_object(LodeHost *host, const LodePackageFacts *facts)
{
    LodeValue object = host->ops->object(host->engine);
    lode__set(host, object, "path", lode__text(host, facts->file));
    lode__set(host, object, "directory", lode__text(host, facts->directory));
    lode__set(host, object, "name", text_or_undefined(host, facts->name));
    lode__set(host, object, "main", text_or_undefined(host, facts->main));
    lode__set(host, object, "type", lode__text(host, lode_str(facts->type)));
    lode__set(host, object, "hasExports", lode__boolean(host, facts->has_exports));
    lode__set(host, object, "hasImports", lode__boolean(host, facts->has_imports));
    return object;
}

static LodeValue package_by(LodeHost *host, size_t count, const LodeValue *arguments, LodeValue *thrown,
                            bool (*look)(LodeCache *, LodeStr, LodePackageFacts *))
{
    LodeBuf path = {0};
    LodePackageFacts facts;
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        bool is_found = look(host->cache, lode_buf_str(&path), &facts);
        result = is_found ? facts_object(host, &facts) : lode__undefined(host);
    }
    lode_buf_release(&path);
    return result;
}

/* packageIn(directory): {path, directory, name, main, type, hasExports, hasImports}, or undefined. */
static LodeValue package_in(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return package_by(host, count, arguments, thrown, lode__package_in);
}

/* packageAround(file): the same of the nearest package.json. */
static LodeValue package_around(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return package_by(host, count, arguments, thrown, lode__package_around);
}

/* packageExports(directory, subpath, conditions, from): the path or URL that `exports` gives. */
static LodeValue package_exports(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.kind = LODE_KIND_REQUIRE, .from = LODE_STR_NONE, .attribute_type = LODE_STR_NONE};
    LodeStr directory;
    LodeStr *conditions = NULL;
    LodeStr target;
    LodeError error = {0};
    LodeValue result = NULL;
    if (is_given(host, count, arguments, 2)) {
        request.condition_count = texts_of(host, arguments[2], &arena, &conditions);
        request.conditions = conditions;
    }
    if (text_argument(host, count, arguments, 0, &arena, &directory, thrown) &&
        text_argument(host, count, arguments, 1, &arena, &request.specifier, thrown) &&
        (!is_given(host, count, arguments, 3) ||
         text_argument(host, count, arguments, 3, &arena, &request.from, thrown))) {
        result = lode__package_exports(host->resolver, directory, &request, request.specifier, &arena, &target, &error)
                     ? lode__text(host, target)
                     : throw_resolution(host, &error, thrown);
    }
    lode_arena_release(&arena);
    return result;
}

/* ---- files ---- */

/* stat(path): 0 for a file, 1 for a folder, below 0 for nothing. Asks the system. */
static LodeValue stat_path(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        struct stat status;
        lode_buf_append(&path, LODE_STR(""));
        bool is_there = path.data && stat(path.data, &status) == 0;
        result = lode__number(host, !is_there ? -2 : S_ISDIR(status.st_mode) ? 1 : 0);
    }
    lode_buf_release(&path);
    return result;
}

/* real(path): fs.realpathSync. */
static LodeValue real(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        uv_fs_t request;
        lode_buf_append(&path, LODE_STR(""));
        int status = uv_fs_realpath(NULL, &request, path.data ? path.data : "", NULL);
        result = status ? lode__throw_uv(host, thrown, status, "lstat", lode_buf_str(&path))
                        : lode__text(host, lode_str(request.ptr));
        uv_fs_req_cleanup(&request);
    }
    lode_buf_release(&path);
    return result;
}

/* read(path): the text of a file. */
static LodeValue read_text(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeBuf bytes = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown) &&
        lode__commonjs_read(host, lode_buf_str(&path), &bytes, thrown)) {
        LODE_TRACE(host, .kind = LODE_LOAD_READ, .module = lode_buf_str(&path), .bytes = bytes.size);
        result = lode__text(host, lode_buf_str(&bytes));
    }
    lode_buf_release(&bytes);
    lode_buf_release(&path);
    return result;
}

/* toURL(path): pathToFileURL(path).href. */
static LodeValue to_url(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeStr path;
    LodeValue result = NULL;
    if (text_argument(host, count, arguments, 0, &arena, &path, thrown)) {
        result = lode__text(host, lode_url_from_path(&arena, path));
    }
    lode_arena_release(&arena);
    return result;
}

/* toPath(url): fileURLToPath(url); undefined where that throws. */
static LodeValue to_path(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeStr text;
    LodeUrl url;
    LodeStr path;
    LodeValue result = NULL;
    if (text_argument(host, count, arguments, 0, &arena, &text, thrown)) {
        bool is_path =
            lode_url_parse(&arena, text, NULL, &url) && lode_url_to_path(&arena, &url, &path) == LODE_URL_PATH_OK;
        result = is_path ? lode__text(host, path) : lode__undefined(host);
    }
    lode_arena_release(&arena);
    return result;
}

/* ---- compiling ---- */

typedef enum Format {
    FORMAT_OPEN, /* its syntax says */
    FORMAT_COMMONJS,
    FORMAT_MODULE,
    FORMAT_TYPESCRIPT
} Format;

static Format by_package(LodeHost *host, LodeStr path)
{
    LodePackageFacts facts;
    if (!lode__package_around(host->cache, path, &facts)) {
        return FORMAT_OPEN;
    }
    return facts.type[0] == 'm' ? FORMAT_MODULE : facts.type[0] == 'c' ? FORMAT_COMMONJS : FORMAT_OPEN;
}

/* What Module._extensions['.js'] takes a file for. */
static Format format_of(LodeHost *host, LodeStr path)
{
    LodeStr extension = lode_path_extension(path);
    if (lode_str_ends_with(path, LODE_STR(".js"))) {
        return by_package(host, path);
    }
    if (lode_str_equal(extension, LODE_STR(".cjs"))) {
        return FORMAT_COMMONJS;
    }
    if (lode_str_equal(extension, LODE_STR(".mjs"))) {
        return FORMAT_MODULE;
    }
    if (lode_str_equal(extension, LODE_STR(".ts")) || lode_str_equal(extension, LODE_STR(".mts")) ||
        lode_str_equal(extension, LODE_STR(".cts"))) {
        return FORMAT_TYPESCRIPT;
    }
    return extension.size == 0 ? by_package(host, path) : FORMAT_OPEN;
}

static const char *const format_names[] = {
    [FORMAT_COMMONJS] = "commonjs", [FORMAT_MODULE] = "module", [FORMAT_TYPESCRIPT] = "typescript"};

/* format(path): "commonjs", "module", "typescript", or undefined where the syntax of the file says. */
static LodeValue format(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        Format found = format_of(host, lode_buf_str(&path));
        result = found == FORMAT_OPEN ? lode__undefined(host) : lode__text(host, lode_str(format_names[found]));
    }
    lode_buf_release(&path);
    return result;
}

/* The function of a text, or "module" where only module code can be what it is. */
static LodeValue compile_text(LodeHost *host, LodeStr source, LodeStr url, bool is_open, LodeValue *thrown)
{
    LodeValue error = NULL;
    LodeValue function = lode__commonjs_compile(host, source, url, &error);
    if (!function && is_open && lode__commonjs_is_module(host, source)) {
        return lode__text(host, LODE_STR("module"));
    }
    if (!function && thrown) {
        *thrown = error;
    }
    return function;
}

/*
 * load(path): what Module._extensions['.js'] does up to running: the function of the file (see
 * lode__commonjs_compile), or "module" or "typescript" where it is no CommonJS.
 */
static LodeValue load(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeBuf bytes = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        LodeStr url = lode_buf_str(&path);
        Format found = format_of(host, url);
        if (found == FORMAT_MODULE || found == FORMAT_TYPESCRIPT) {
            result = lode__text(host, lode_str(format_names[found]));
        } else if (lode__commonjs_read(host, url, &bytes, thrown)) {
            LODE_TRACE(host, .kind = LODE_LOAD_READ, .module = url, .bytes = bytes.size,
                       .format = LODE_STR("commonjs"));
            result = compile_text(host, lode_buf_str(&bytes), url, found == FORMAT_OPEN, thrown);
        }
    }
    lode_buf_release(&bytes);
    lode_buf_release(&path);
    return result;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '$' || (unsigned char)byte >= 0x80;
}

/*
 * Whether a text may notice who loads it: it names something that leads to its module, to its process or to code
 * made of texts, or hides a name. Sure only where the answer is no.
 */
static bool may_look_around(LodeStr text)
{
    static const char *const words[] = {"require",   "module",      "exports",  "arguments", "this",
                                        "eval",      "import",      "export",   "await",     "process",
                                        "global",    "globalThis",  "Function", "__proto__", "__filename",
                                        "__dirname", "constructor", "Error",    "Reflect",   "Proxy"};
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        while (at < text.size && is_word_byte(text.data[at])) {
            at++;
        }
        for (size_t i = 0; at > start && i < sizeof words / sizeof *words; i++) {
            if (lode_str_equal(lode_str_slice(text, start, at), lode_str(words[i]))) {
                return true;
            }
        }
        if (at == start && text.data[at++] == '\\') {
            return true;
        }
    }
    return false;
}

/*
 * plainMain(path): [function, path] of a program that is a CommonJS file and cannot notice who loads it. Node's
 * loader, which is most of what an empty program would run, is then made only if something asks for it later.
 */
static LodeValue plain_main(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeBuf bytes = {0};
    LodeResolution entry;
    LodeStr path;
    LodeValue result = lode__undefined(host);
    if (!host->options.trace.event && !host->options.require_count && !host->options.import_count &&
        text_argument(host, count, arguments, 0, &arena, &path, NULL) &&
        lode__host_resolve_entry(host, path, &arena, &entry, NULL) && !lode_str_is_none(entry.path)) {
        Format found = format_of(host, entry.path);
        bool is_script = lode_str_ends_with(entry.path, LODE_STR(".js")) || found == FORMAT_COMMONJS;
        if (is_script && found != FORMAT_MODULE && lode__commonjs_read(host, entry.path, &bytes, NULL) &&
            !may_look_around(lode_buf_str(&bytes))) {
            LodeValue function = lode__commonjs_compile(host, lode_buf_str(&bytes), entry.path, NULL);
            LodeValue pair[] = {function, lode__text(host, entry.path)};
            result = function ? host->ops->array(engine, 2, pair) : result;
        }
    }
    lode_buf_release(&bytes);
    lode_arena_release(&arena);
    return result;
}

/* compile(source, url, detects): the function of a text; "module" where `detects` and it is one. */
static LodeValue compile(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf source = {0};
    LodeBuf url = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &source, thrown) &&
        lode__argument_text(host, count, arguments, 1, &url, thrown)) {
        bool detects = lode__argument_truth(host, count, arguments, 2);
        result = compile_text(host, lode_buf_str(&source), lode_buf_str(&url), detects, thrown);
    }
    lode_buf_release(&url);
    lode_buf_release(&source);
    return result;
}

/* run(source, url, importName): the completion value of a script. */
static LodeValue run(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf source = {0};
    LodeBuf url = {0};
    LodeBuf import_name = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &source, thrown) &&
        lode__argument_text(host, count, arguments, 1, &url, thrown) &&
        lode__argument_text(host, count, arguments, 2, &import_name, thrown)) {
        result = lode__commonjs_run_script(host, lode_buf_str(&source), lode_buf_str(&url), lode_buf_str(&import_name),
                                           thrown);
    }
    lode_buf_release(&import_name);
    lode_buf_release(&url);
    lode_buf_release(&source);
    return result;
}

/* isModule(source): Node's syntax detection. */
static LodeValue is_module(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf source = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &source, thrown)) {
        result = lode__boolean(host, lode__commonjs_is_module(host, lode_buf_str(&source)));
    }
    lode_buf_release(&source);
    return result;
}

/* jsonFault(text): what V8 says of a text that is no JSON; undefined where it is. */
static LodeValue json_fault(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf text = {0};
    LodeArena arena = {0};
    LodeStr message;
    uint32_t offset;
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &text, thrown)) {
        int version = lode_resolver_options(host->resolver)->node_version;
        bool is_json = text.size >= UINT32_MAX ||
                       lode__syntax_check(&arena, lode_buf_str(&text), version, NULL, NULL, &message, &offset);
        result = is_json ? lode__undefined(host) : lode__text(host, message);
    }
    lode_arena_release(&arena);
    lode_buf_release(&text);
    return result;
}

/* ---- settings ---- */

static const LodeStr core_names[] = {
#define LODE_CORE_MODULE(name, needs_prefix, versions) LODE_STR_INIT(name),
#include "resolver/core_modules.def"
#undef LODE_CORE_MODULE
};

/* coreNames(): the names of Node's core modules, sorted; "node:x" where x alone is no name of it. */
static LodeValue names_of_core(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int version = lode_resolver_options(host->resolver)->node_version;
    LodeArena arena = {0};
    LodeStr list[sizeof core_names / sizeof *core_names];
    size_t size = 0;
    for (unsigned prefixed = 0; prefixed < 2; prefixed++) {
        for (size_t i = 0; i < sizeof core_names / sizeof *core_names; i++) {
            bool needs_prefix;
            if (lode_is_core_module(core_names[i], version, &needs_prefix) && needs_prefix == (prefixed == 1)) {
                list[size++] =
                    lode_arena_printf(&arena, "%s%.*s", prefixed ? "node:" : "", LODE_STR_ARG(core_names[i]));
            }
        }
    }
    LodeValue array = texts(host, list, size);
    lode_arena_release(&arena);
    return array;
}

/* globalPaths(): the folders that require looks in last. */
static LodeValue global_paths(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeResolverOptions *options = lode_resolver_options(host->resolver);
    return texts(host, options->global_paths, options->global_path_count);
}

/* setGlobalPaths(list): from now on these. */
static LodeValue set_global_paths(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeStr *list;
    LodeResolverOptions *options = &host->options.resolver;
    options->global_path_count = texts_of(host, lode__argument(host, count, arguments, 0), &host->arena, &list);
    options->global_paths = list;
    LodeResolver *resolver = lode_resolver_new(host->cache, options);
    lode_resolver_free(host->resolver);
    host->resolver = resolver;
    return lode__undefined(host);
}

/* conditions(): those of require, sorted. */
static LodeValue conditions(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.kind = LODE_KIND_REQUIRE, .attribute_type = LODE_STR_NONE};
    LodeStr *list;
    size_t size = lode_resolver_conditions(host->resolver, &request, &arena, &list);
    LodeValue array = texts(host, list, size);
    lode_arena_release(&arena);
    return array;
}

static void fill(LodeHost *host, LodeValue object)
{
    const LodeHostOptions *options = &host->options;
    lode__set(host, object, "preserveSymlinks", lode__boolean(host, options->resolver.preserve_symlinks));
    lode__set(host, object, "preserveSymlinksMain", lode__boolean(host, options->resolver.preserve_symlinks_main));
    lode__set(host, object, "requires", texts(host, options->requires, options->require_count));
    lode__set(host, object, "imports", texts(host, options->imports, options->import_count));
}

static const LodeNativeEntry entries[] = {
    {"resolve", resolve},
    {"find", find},
    {"findEntry", find_entry},
    {"packageIn", package_in},
    {"packageAround", package_around},
    {"packageExports", package_exports},
    {"stat", stat_path},
    {"real", real},
    {"read", read_text},
    {"toURL", to_url},
    {"toPath", to_path},
    {"format", format},
    {"load", load},
    {"plainMain", plain_main},
    {"compile", compile},
    {"run", run},
    {"isModule", is_module},
    {"jsonFault", json_fault},
    {"coreNames", names_of_core},
    {"globalPaths", global_paths},
    {"setGlobalPaths", set_global_paths},
    {"conditions", conditions},
};

const LodeNativeSet lode__natives_commonjs = {
    .name = "commonjs", .entries = entries, .count = sizeof entries / sizeof *entries, .fill = fill};

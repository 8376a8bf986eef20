/*
 * What of native('commonjs') looks for files. Reading order: resolution, packages, settings.
 */
#include "loader/natives/commonjs.h"

#include "base/url.h"
#include "loader/packages.h"

/* ---- arguments and results ---- */

static bool is_given(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    return index < count && host->ops->type(host->engine, arguments[index]) != LODE_TYPE_UNDEFINED;
}

static LodeValue text_or_undefined(LodeHost *host, LodeStr text)
{
    return lode_str_is_none(text) ? lode__undefined(host) : lode__text(host, text);
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
LodeValue lode__commonjs_native_resolve(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.attribute_type = LODE_STR_NONE};
    LodeResolution resolution;
    LodeError error = {0};
    LodeStr *conditions = NULL;
    LodeValue result = NULL;
    if (is_given(host, count, arguments, 3)) {
        request.condition_count = lode__texts_of(host, arguments[3], &arena, &conditions);
        request.conditions = conditions;
    }
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &request.specifier, thrown) &&
        lode__argument_text_in(host, count, arguments, 1, &arena, &request.from, thrown) &&
        (!is_given(host, count, arguments, 4) ||
         lode__argument_text_in(host, count, arguments, 4, &arena, &request.attribute_type, thrown))) {
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
LodeValue lode__commonjs_native_find(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.kind = LODE_KIND_REQUIRE, .attribute_type = LODE_STR_NONE};
    LodeResolution resolution;
    LodePackageFacts stale;
    LodeError error = {0};
    LodeValue result = NULL;
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &request.specifier, thrown) &&
        lode__argument_text_in(host, count, arguments, 1, &arena, &request.from, thrown)) {
        if (!lode__host_resolve(host, &request, &arena, &resolution, &error)) {
            throw_resolution(host, &error, thrown);
        } else if (resolution.file && lode__package_main_is_stale(host->cache, resolution.path, &stale)) {
            LodeStr list[] = {resolution.path, stale.file, stale.main};
            result = lode__texts(host, list, 3);
        } else {
            result = lode__text(host, lode_str_is_none(resolution.path) ? request.specifier : resolution.path);
        }
    }
    lode_arena_release(&arena);
    return result;
}

/* findEntry(path): {url, path, format} of what `node PATH` runs. */
LodeValue lode__commonjs_native_find_entry(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeResolution resolution;
    LodeError error = {0};
    LodeStr path;
    LodeValue result = NULL;
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &path, thrown)) {
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
LodeValue lode__commonjs_native_package_in(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return package_by(host, count, arguments, thrown, lode__package_in);
}

/* packageAround(file): the same of the nearest package.json. */
LodeValue lode__commonjs_native_package_around(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return package_by(host, count, arguments, thrown, lode__package_around);
}

/* packageExports(directory, subpath, conditions, from): the path or URL that `exports` gives. */
LodeValue lode__commonjs_native_package_exports(LODE_NATIVE_PARAMETERS)
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
        request.condition_count = lode__texts_of(host, arguments[2], &arena, &conditions);
        request.conditions = conditions;
    }
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &directory, thrown) &&
        lode__argument_text_in(host, count, arguments, 1, &arena, &request.specifier, thrown) &&
        (!is_given(host, count, arguments, 3) ||
         lode__argument_text_in(host, count, arguments, 3, &arena, &request.from, thrown))) {
        result = lode__package_exports(host->resolver, directory, &request, request.specifier, &arena, &target, &error)
                     ? lode__text(host, target)
                     : throw_resolution(host, &error, thrown);
    }
    lode_arena_release(&arena);
    return result;
}

/* ---- settings ---- */

static const LodeStr core_names[] = {
#define LODE_CORE_MODULE(name, needs_prefix, versions) LODE_STR_INIT(name),
#include "resolver/core_modules.def"
#undef LODE_CORE_MODULE
};

/* coreNames(): the names of Node's core modules, sorted; "node:x" where x alone is no name of it. */
LodeValue lode__commonjs_native_core_names(LODE_NATIVE_PARAMETERS)
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
    LodeValue array = lode__texts(host, list, size);
    lode_arena_release(&arena);
    return array;
}

/* globalPaths(): the folders that require looks in last. */
LodeValue lode__commonjs_native_global_paths(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeResolverOptions *options = lode_resolver_options(host->resolver);
    return lode__texts(host, options->global_paths, options->global_path_count);
}

/* A list of the resolver's options becomes the one that JavaScript gives; a resolver that knows it takes over. */
static LodeValue set_list(LodeHost *host, LodeValue given, const LodeStr **list, size_t *size)
{
    LodeStr *texts;
    *size = lode__texts_of(host, given, &host->arena, &texts);
    *list = texts;
    LodeResolver *resolver = lode_resolver_new(host->cache, &host->options.resolver);
    lode_resolver_free(host->resolver);
    host->resolver = resolver;
    return lode__undefined(host);
}

/* setGlobalPaths(list): from now on these. */
LodeValue lode__commonjs_native_set_global_paths(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeResolverOptions *options = &host->options.resolver;
    return set_list(host, lode__argument(host, count, arguments, 0), &options->global_paths,
                    &options->global_path_count);
}

/* setExtensions(list): from now on require tries these, in this order. */
LodeValue lode__commonjs_native_set_extensions(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeResolverOptions *options = &host->options.resolver;
    return set_list(host, lode__argument(host, count, arguments, 0), &options->extensions, &options->extension_count);
}

/* conditions(): those of require, sorted. */
LodeValue lode__commonjs_native_conditions(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeRequestFrom request = {.kind = LODE_KIND_REQUIRE, .attribute_type = LODE_STR_NONE};
    LodeStr *list;
    size_t size = lode_resolver_conditions(host->resolver, &request, &arena, &list);
    LodeValue array = lode__texts(host, list, size);
    lode_arena_release(&arena);
    return array;
}

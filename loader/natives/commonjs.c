/*
 * native('commonjs'): see loader/commonjs.h. Here are files and the table; commonjs_resolve.c and commonjs_compile.c
 * have the rest.
 */
#include "loader/natives/commonjs.h"
#include "loader/commonjs.h"

#include "base/url.h"
#include "resolver/package_syntax.h"

#include <sys/stat.h>

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

/* toPath(url): fileURLToPath(url); undefined where that throws. */
static LodeValue to_path(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeStr text;
    LodeUrl url;
    LodeStr path;
    LodeValue result = NULL;
    if (lode__argument_text_in(host, count, arguments, 0, &arena, &text, thrown)) {
        bool is_path =
            lode_url_parse(&arena, text, NULL, &url) && lode_url_to_path(&arena, &url, &path) == LODE_URL_PATH_OK;
        result = is_path ? lode__text(host, path) : lode__undefined(host);
    }
    lode_arena_release(&arena);
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

/* ---- the table ---- */

static void fill(LodeHost *host, LodeValue object)
{
    const LodeHostOptions *options = &host->options;
    lode__set(host, object, "preserveSymlinks", lode__boolean(host, options->resolver.preserve_symlinks));
    lode__set(host, object, "preserveSymlinksMain", lode__boolean(host, options->resolver.preserve_symlinks_main));
    lode__set(host, object, "requires", lode__texts(host, options->requires, options->require_count));
    lode__set(host, object, "imports", lode__texts(host, options->imports, options->import_count));
}

static const LodeNativeEntry entries[] = {
    {"resolve", lode__commonjs_native_resolve},
    {"find", lode__commonjs_native_find},
    {"findEntry", lode__commonjs_native_find_entry},
    {"packageIn", lode__commonjs_native_package_in},
    {"packageAround", lode__commonjs_native_package_around},
    {"packageExports", lode__commonjs_native_package_exports},
    {"stat", stat_path},
    {"real", real},
    {"read", read_text},
    {"toURL", lode__url_from_path_native},
    {"toPath", to_path},
    {"format", lode__commonjs_native_format},
    {"load", lode__commonjs_native_load},
    {"compile", lode__commonjs_native_compile},
    {"run", lode__commonjs_native_run},
    {"isModule", lode__commonjs_native_is_module},
    {"jsonFault", json_fault},
    {"coreNames", lode__commonjs_native_core_names},
    {"globalPaths", lode__commonjs_native_global_paths},
    {"setGlobalPaths", lode__commonjs_native_set_global_paths},
    {"setExtensions", lode__commonjs_native_set_extensions},
    {"conditions", lode__commonjs_native_conditions},
};

const LodeNativeSet lode__natives_commonjs = {
    .name = "commonjs", .entries = entries, .count = sizeof entries / sizeof *entries, .fill = fill};

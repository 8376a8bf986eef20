/*
 * What of native('commonjs') makes functions of texts. Reading order: formats, compiling, plain programs, texts.
 */
#include "loader/commonjs.h"
#include "loader/natives/commonjs.h"

#include "base/path.h"
#include "loader/packages.h"
#include "syntax/words.h"

/* ---- formats ---- */

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
LodeValue lode__commonjs_native_format(LODE_NATIVE_PARAMETERS)
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

/* ---- compiling ---- */

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
LodeValue lode__commonjs_native_load(LODE_NATIVE_PARAMETERS)
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

/* ---- plain programs ---- */

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
        while (at < text.size && lode_word_bytes[(unsigned char)text.data[at]]) {
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
LodeValue lode__plain_main(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeArena arena = {0};
    LodeBuf bytes = {0};
    LodeResolution entry;
    LodeStr path;
    LodeValue result = lode__undefined(host);
    if (!host->options.trace.event && !host->options.require_count && !host->options.import_count &&
        lode__argument_text_in(host, count, arguments, 0, &arena, &path, NULL) &&
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

/* ---- texts ---- */

/* compile(source, url, detects): the function of a text; "module" where `detects` and it is one. */
LodeValue lode__commonjs_native_compile(LODE_NATIVE_PARAMETERS)
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
LodeValue lode__commonjs_native_run(LODE_NATIVE_PARAMETERS)
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
LodeValue lode__commonjs_native_is_module(LODE_NATIVE_PARAMETERS)
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

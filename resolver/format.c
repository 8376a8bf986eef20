/*
 * Formats: what Node loads a file as. Reading order: extensions, the type of the
 * scope, files without extension, `import`, `require`.
 */
#include "resolver/messages.h"
#include "resolver/package_json.h"

static const char *const format_names[LODE_FORMAT_COUNT] = {
    [LODE_FORMAT_COMMONJS] = "commonjs",
    [LODE_FORMAT_MODULE] = "module",
    [LODE_FORMAT_JSON] = "json",
    [LODE_FORMAT_BUILTIN] = "builtin",
    [LODE_FORMAT_WASM] = "wasm",
    [LODE_FORMAT_ADDON] = "addon",
    [LODE_FORMAT_COMMONJS_TYPESCRIPT] = "commonjs-typescript",
    [LODE_FORMAT_MODULE_TYPESCRIPT] = "module-typescript",
};

const char *lode_format_name(LodeFormat format)
{
    return format_names[format];
}

LodeFormat lode_format_find(LodeStr name)
{
    for (unsigned format = 0; format < LODE_FORMAT_COUNT; format++) {
        const char *own = lode_format_name((LodeFormat)format);
        if (own && lode_str_equal(name, lode_str(own))) {
            return (LodeFormat)format;
        }
    }
    return LODE_FORMAT_NONE;
}

/* extname() of get_format.js: of a URL's pathname, without the dot rule for hidden files. */
static LodeStr url_extension(LodeStr pathname)
{
    for (size_t i = pathname.size; i > 1; i--) {
        char byte = pathname.data[i - 1];
        if (byte == '/') {
            break;
        }
        if (byte == '.') {
            return pathname.data[i - 2] == '/' ? LODE_STR("") : lode_str_slice(pathname, i - 1, pathname.size);
        }
    }
    return LODE_STR("");
}

static bool is(LodeStr extension, const char *text)
{
    return lode_str_equal(extension, lode_str(text));
}

/* fileURLToPath of a file: URL's pathname, which may spell the path otherwise ("a//b"). */
static LodeStr path_of_url(LodeResolving *self, LodePath *file, LodeStr pathname)
{
    LodeUrl url = {.scheme = LODE_STR("file"), .host = LODE_STR(""), .path = pathname, .is_special = true};
    LodeStr path;
    return lode_url_to_path(self->arena, &url, &path) == LODE_URL_PATH_OK ? path : lode_path_text(file);
}

static bool scope_type(LodeResolving *self, LodePath *file, LodeStr pathname, LodeScopeReader reader,
                       LodePackageType *type)
{
    LodePackage *scope;
    bool shows_asker = self->resolver->options.node_version < 22;
    LodeStr asker = shows_asker ? path_of_url(self, file, pathname) : LODE_STR_NONE;
    if (!lode__package_scope(self, lode_path_parent(file), reader, asker, &scope)) {
        return false;
    }
    *type = scope ? scope->fields.type : LODE_PACKAGE_TYPE_NONE;
    return true;
}

/* The first four bytes of every WebAssembly file: "\0asm". */
static bool starts_as_wasm(LodeResolving *self, LodePath *file)
{
    LodeBuf bytes = {0};
    bool is_wasm = lode_memo_read_start(self->memo, file, 4, &bytes) == 0 && bytes.size == 4 &&
                   memcmp(bytes.data, "\0asm", 4) == 0;
    lode_buf_release(&bytes);
    return is_wasm;
}

static LodeFormat by_type(LodePackageType type, LodeFormat module, LodeFormat commonjs, LodeFormat detect)
{
    return type == LODE_PACKAGE_TYPE_MODULE ? module : type == LODE_PACKAGE_TYPE_COMMONJS ? commonjs : detect;
}

/* getFileProtocolModuleFormat. */
static bool import_format(LodeResolving *self, LodePath *file, LodeStr pathname, LodeFormat *format)
{
    LodeStr extension = url_extension(pathname);
    int version = self->resolver->options.node_version;
    LodePackageType type;
    if (is(extension, ".js")) {
        if (!scope_type(self, file, pathname, LODE_READ_ESM_SCOPE, &type)) {
            return false;
        }
        *format = by_type(type, LODE_FORMAT_MODULE, LODE_FORMAT_COMMONJS, LODE_FORMAT_DETECT);
        return true;
    }
    if (extension.size == 0) {
        if (!scope_type(self, file, pathname, LODE_READ_TYPE, &type)) {
            return false;
        }
        *format = type != LODE_PACKAGE_TYPE_COMMONJS && version > 20 && starts_as_wasm(self, file)
                      ? LODE_FORMAT_WASM
                      : by_type(type, LODE_FORMAT_MODULE, LODE_FORMAT_COMMONJS, LODE_FORMAT_DETECT);
        return true;
    }
    *format = is(extension, ".mjs")                    ? LODE_FORMAT_MODULE
              : is(extension, ".cjs")                  ? LODE_FORMAT_COMMONJS
              : is(extension, ".json")                 ? LODE_FORMAT_JSON
              : is(extension, ".wasm") && version > 20 ? LODE_FORMAT_WASM
              : is(extension, ".node") && version > 22 ? LODE_FORMAT_ADDON
              : is(extension, ".mts") && version > 20  ? LODE_FORMAT_MODULE_TYPESCRIPT
              : is(extension, ".cts") && version > 20  ? LODE_FORMAT_COMMONJS_TYPESCRIPT
                                                       : LODE_FORMAT_NONE;
    if (*format == LODE_FORMAT_NONE && is(extension, ".ts") && version > 20) {
        if (!scope_type(self, file, pathname, LODE_READ_ESM_SCOPE, &type)) {
            return false;
        }
        *format = by_type(type, LODE_FORMAT_MODULE_TYPESCRIPT, LODE_FORMAT_COMMONJS_TYPESCRIPT,
                          LODE_FORMAT_DETECT_TYPESCRIPT);
    }
    if (*format == LODE_FORMAT_DETECT_TYPESCRIPT && self->resolver->options.target == LODE_TARGET_NODE) {
        /* To settle the format Node would have to strip the types, which it refuses below node_modules. */
        LodeStr path = path_of_url(self, file, pathname);
        if (lode_str_search(path, LODE_STR("/node_modules/")) != LODE_NOT_FOUND) {
            return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING,
                                  "Stripping types is currently unsupported for files under node_modules, for \"%.*s\"",
                                  LODE_STR_ARG(path));
        }
    }
    if (*format == LODE_FORMAT_NONE && self->resolver->options.target == LODE_TARGET_NODE) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNKNOWN_FILE_EXTENSION,
                              "Unknown file extension \"%.*s\" for %.*s", LODE_STR_ARG(extension),
                              LODE_STR_ARG(path_of_url(self, file, pathname)));
    }
    return true;
}

/* findLongestRegisteredExtension: ".json" or ".node" anywhere a dot starts an extension, else ".js". */
static LodeStr registered_extension(LodeStr path)
{
    LodeStr name = lode_path_base_name(path);
    for (size_t i = 1; i < name.size; i++) {
        LodeStr extension = lode_str_slice(name, i, name.size);
        if (is(extension, ".js") || is(extension, ".json") || is(extension, ".node")) {
            return extension;
        }
    }
    return LODE_STR(".js");
}

/* Module._extensions: what `require` treats a file as. A scope that is broken counts as none here. */
static LodeFormat require_format(LodeResolving *self, LodePath *file)
{
    LodeStr path = lode_path_text(file);
    LodeStr registered = registered_extension(path);
    if (is(registered, ".json")) {
        return LODE_FORMAT_JSON;
    }
    if (is(registered, ".node")) {
        return LODE_FORMAT_ADDON;
    }
    int version = self->resolver->options.node_version;
    LodeStr extension = lode_path_extension(path);
    LodePackage *scope = lode__package_peek_scope(self->resolver->cache, lode_path_parent(file));
    LodePackageType type = scope ? scope->fields.type : LODE_PACKAGE_TYPE_NONE;
    if (is(extension, ".cjs")) {
        return LODE_FORMAT_COMMONJS;
    }
    if (is(extension, ".mjs")) {
        return LODE_FORMAT_MODULE;
    }
    if (lode_str_ends_with(path, LODE_STR(".js")) || (extension.size == 0 && version >= 26)) {
        return by_type(type, LODE_FORMAT_MODULE, LODE_FORMAT_COMMONJS, LODE_FORMAT_DETECT);
    }
    if (version > 20 && is(extension, ".mts")) {
        return LODE_FORMAT_MODULE_TYPESCRIPT;
    }
    if (version > 20 && is(extension, ".cts")) {
        return LODE_FORMAT_COMMONJS_TYPESCRIPT;
    }
    if (version > 20 && is(extension, ".ts")) {
        return by_type(type, LODE_FORMAT_MODULE_TYPESCRIPT, LODE_FORMAT_COMMONJS_TYPESCRIPT,
                       LODE_FORMAT_DETECT_TYPESCRIPT);
    }
    return LODE_FORMAT_DETECT;
}

bool lode__format_of_file(LodeResolving *self, LodePath *file, LodeStr pathname, LodeFormat *format)
{
    if (self->kind == LODE_KIND_REQUIRE) {
        *format = require_format(self, file);
        return true;
    }
    return import_format(self, file, pathname, format);
}

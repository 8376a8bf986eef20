/*
 * Formats: what Node loads a file as. Reading order: extensions, the type of the
 * scope, files without extension, `import`, `require`, data: URLs.
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

static bool scope_type(LodeResolving *self, LodePath *file, LodeScopeReader reader, LodePackageType *type)
{
    LodePackage *scope;
    if (!lode__package_scope(self, lode_path_parent(file), reader, &scope)) {
        return false;
    }
    *type = scope ? scope->type : LODE_PACKAGE_TYPE_NONE;
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
        if (!scope_type(self, file, LODE_READ_ESM_SCOPE, &type)) {
            return false;
        }
        *format = by_type(type, LODE_FORMAT_MODULE, LODE_FORMAT_COMMONJS, LODE_FORMAT_DETECT);
        return true;
    }
    if (extension.size == 0) {
        if (!scope_type(self, file, LODE_READ_TYPE, &type)) {
            return false;
        }
        *format = type != LODE_PACKAGE_TYPE_COMMONJS && starts_as_wasm(self, file)
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
        if (!scope_type(self, file, LODE_READ_ESM_SCOPE, &type)) {
            return false;
        }
        *format = by_type(type, LODE_FORMAT_MODULE_TYPESCRIPT, LODE_FORMAT_COMMONJS_TYPESCRIPT,
                          LODE_FORMAT_DETECT_TYPESCRIPT);
    }
    if (*format == LODE_FORMAT_NONE && self->resolver->options.target == LODE_TARGET_NODE) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNKNOWN_FILE_EXTENSION,
                              "Unknown file extension \"%.*s\" for %.*s", LODE_STR_ARG(extension),
                              LODE_STR_ARG(lode_path_text(file)));
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
    LodePackageType type = scope ? scope->type : LODE_PACKAGE_TYPE_NONE;
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

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static LodeStr trim(LodeStr text)
{
    while (text.size && is_space(text.data[0])) {
        text = lode_str_slice(text, 1, text.size);
    }
    while (text.size && is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

static bool equal_ignoring_case(LodeStr text, const char *lower)
{
    size_t i = 0;
    for (; i < text.size && lower[i]; i++) {
        char byte = text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] | 0x20) : text.data[i];
        if (byte != lower[i]) {
            return false;
        }
    }
    return i == text.size && lower[i] == '\0';
}

LodeFormat lode__format_of_data_url(LodeStr path)
{
    /* ^([^/]+\/[^;,]+)(?:;[^,]*)?, without the backslash: the MIME type before the first ';' or ','. */
    size_t comma = lode_str_find(path, ',');
    size_t slash = lode_str_find(path, '/');
    if (comma == LODE_NOT_FOUND || slash == LODE_NOT_FOUND || slash == 0) {
        return LODE_FORMAT_NONE;
    }
    size_t end = slash + 1;
    while (end < path.size && path.data[end] != ';' && path.data[end] != ',') {
        end++;
    }
    if (end == slash + 1 || end == path.size) {
        return LODE_FORMAT_NONE;
    }
    LodeStr mime = trim(lode_str_slice(path, 0, end));
    if (equal_ignoring_case(mime, "text/javascript") || equal_ignoring_case(mime, "application/javascript")) {
        return LODE_FORMAT_MODULE;
    }
    mime = lode_str_slice(path, 0, end);
    return lode_str_equal(mime, LODE_STR("application/json"))   ? LODE_FORMAT_JSON
           : lode_str_equal(mime, LODE_STR("application/wasm")) ? LODE_FORMAT_WASM
                                                                : LODE_FORMAT_NONE;
}

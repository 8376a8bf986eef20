/*
 * The texts of Node's resolution errors. Reading order: the pieces that messages
 * share, then one function for each code.
 */
#include "resolver/messages.h"

/* " imported from X", or nothing where there is no base. */
static LodeStr imported_from(LodeResolving *self, const LodeBase *base)
{
    return base->is_absent ? LODE_STR("")
                           : lode_arena_printf(self->arena, " imported from %.*s", LODE_STR_ARG(base->path));
}

/* fileURLToPath(new URL('.', packageJSONUrl)): the folder with a slash. */
static LodeStr package_folder(LodeResolving *self, const LodePackage *package)
{
    LodeStr directory = package->folder;
    return directory.size == 1 ? directory : lode_arena_printf(self->arena, "%.*s/", LODE_STR_ARG(directory));
}

bool lode__fail_file_not_found(LodeResolving *self, LodeStr path, const LodeBase *base)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_MODULE_NOT_FOUND,
                          "Cannot find module '%.*s' imported from %.*s", LODE_STR_ARG(path), LODE_STR_ARG(base->path));
}

bool lode__fail_package_not_found(LodeResolving *self, LodeStr name, const LodeBase *base)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_MODULE_NOT_FOUND,
                          "Cannot find package '%.*s' imported from %.*s", LODE_STR_ARG(name),
                          LODE_STR_ARG(base->path));
}

bool lode__fail_directory_import(LodeResolving *self, LodeStr path, const LodeBase *base)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNSUPPORTED_DIR_IMPORT,
                          "Directory import '%.*s' is not supported resolving ES modules imported from %.*s",
                          LODE_STR_ARG(path), LODE_STR_ARG(base->path));
}

bool lode__fail_specifier(LodeResolving *self, LodeStr request, LodeStr reason, const LodeBase *base)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_MODULE_SPECIFIER,
                          "Invalid module \"%.*s\" %.*s%.*s", LODE_STR_ARG(request), LODE_STR_ARG(reason),
                          LODE_STR_ARG(imported_from(self, base)));
}

bool lode__fail_not_exported(LodeResolving *self, const LodePackage *package, LodeStr subpath, const LodeBase *base)
{
    LodeStr folder = package_folder(self, package);
    LodeStr from = imported_from(self, base);
    if (lode_str_equal(subpath, LODE_STR("."))) {
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_PACKAGE_PATH_NOT_EXPORTED,
                              "No \"exports\" main defined in %.*spackage.json%.*s", LODE_STR_ARG(folder),
                              LODE_STR_ARG(from));
    }
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_PACKAGE_PATH_NOT_EXPORTED,
                          "Package subpath '%.*s' is not defined by \"exports\" in %.*spackage.json%.*s",
                          LODE_STR_ARG(subpath), LODE_STR_ARG(folder), LODE_STR_ARG(from));
}

bool lode__fail_import_not_defined(LodeResolving *self, const LodePackage *package, const LodeBase *base)
{
    LodeStr in = package ? lode_arena_printf(self->arena, " in package %.*spackage.json",
                                             LODE_STR_ARG(package_folder(self, package)))
                         : LODE_STR("");
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_PACKAGE_IMPORT_NOT_DEFINED,
                          "Package import specifier \"%.*s\" is not defined%.*s imported from %.*s",
                          LODE_STR_ARG(self->specifier), LODE_STR_ARG(in), LODE_STR_ARG(base->path));
}

bool lode__fail_target(LodeResolving *self, const LodePackage *package, LodeStr key, const LodeJson *target,
                       bool internal, const LodeBase *base)
{
    /*
     * Node turns the target into a string first (`${target}`, JSON for objects)
     * and the message quotes that string once more.
     */
    LodeBuf text = {0};
    LodeBuf quoted = {0};
    if (target->type == LODE_JSON_STRING || target->type == LODE_JSON_NUMBER) {
        lode_buf_append(&text, target->text);
    } else {
        lode_json_write(&text, target);
    }
    lode_json_write_string(&quoted, lode_buf_str(&text));
    bool is_relative_error = !internal && text.size > 0 && !lode_str_starts_with(lode_buf_str(&text), LODE_STR("./"));
    const char *advice = is_relative_error ? "; targets must start with \"./\"" : "";
    LodeStr folder = package_folder(self, package);
    LodeStr from = imported_from(self, base);
    if (lode_str_equal(key, LODE_STR("."))) {
        lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_TARGET,
                       "Invalid \"exports\" main target %s defined in the package config %.*spackage.json%.*s%s",
                       quoted.data, LODE_STR_ARG(folder), LODE_STR_ARG(from), advice);
    } else {
        lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_TARGET,
                       "Invalid \"%s\" target %s defined for '%.*s' in the package config %.*spackage.json%.*s%s",
                       internal ? "imports" : "exports", quoted.data, LODE_STR_ARG(key), LODE_STR_ARG(folder),
                       LODE_STR_ARG(from), advice);
    }
    lode_buf_release(&text);
    lode_buf_release(&quoted);
    lode__note_at(self, package, target->span, "the target is here");
    return false;
}

bool lode__fail_subpath(LodeResolving *self, const LodePackage *package, LodeStr request, LodeStr match, bool internal,
                        const LodeBase *base)
{
    LodeStr reason = lode_arena_printf(
        self->arena, "request is not a valid match in pattern \"%.*s\" for the \"%s\" resolution of %.*s",
        LODE_STR_ARG(match), internal ? "imports" : "exports", LODE_STR_ARG(lode__package_file_text(self, package)));
    return lode__fail_specifier(self, request, reason, base);
}

bool lode__fail_package_config(LodeResolving *self, LodeStr path, LodeStr base, LodeStr message)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG,
                          "Invalid package config %.*s%s%.*s%s%.*s", LODE_STR_ARG(path),
                          base.size ? " while importing " : "", LODE_STR_ARG(base), message.size ? ". " : "",
                          LODE_STR_ARG(message));
}

bool lode__fail_resolve_request(LodeResolving *self, LodeBase *base)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_UNSUPPORTED_RESOLVE_REQUEST,
                          "Failed to resolve module specifier \"%.*s\" from \"%.*s\": Invalid relative URL or base "
                          "scheme is not hierarchical.",
                          LODE_STR_ARG(self->specifier), LODE_STR_ARG(lode__base_url(self, base)));
}

bool lode__fail_require(LodeResolving *self, LodeStr request)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_MODULE_NOT_FOUND,
                          "Cannot find module '%.*s'\nRequire stack:\n- %.*s", LODE_STR_ARG(request),
                          LODE_STR_ARG(self->base.path));
}

bool lode__fail_require_target(LodeResolving *self, LodeStr request)
{
    return lode_error_set(self->error, self->arena, LODE_ERROR_MODULE_NOT_FOUND, "Cannot find module '%.*s'",
                          LODE_STR_ARG(request));
}

bool lode__fail_main(LodeResolving *self, LodePackage *package, LodeStr path)
{
    lode_error_set(self->error, self->arena, LODE_ERROR_MODULE_NOT_FOUND,
                   "Cannot find module '%.*s'. Please verify that the package.json has a valid \"main\" entry",
                   LODE_STR_ARG(path));
    const LodeJson *main = lode_json_get(lode__package_root(self->resolver->cache, package), LODE_STR("main"));
    if (main) {
        lode__note_at(self, package, main->span, "`main` names no file, and there is no index file beside it");
    }
    return false;
}

bool lode__fail_url_path(LodeResolving *self, LodeUrlPathStatus status)
{
    switch (status) {
    case LODE_URL_PATH_NOT_FILE:
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL_SCHEME,
                              "The URL must be of scheme file");
    case LODE_URL_PATH_HAS_HOST:
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_FILE_URL_HOST,
                              "File URL host must be \"localhost\" or empty on linux");
    case LODE_URL_PATH_ENCODED_SLASH:
        return lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_FILE_URL_PATH,
                              "File URL path must not include encoded / characters");
    case LODE_URL_PATH_BAD_ENCODING:
    case LODE_URL_PATH_OK:
        break;
    }
    return lode_error_set(self->error, self->arena, LODE_ERROR_URI_ERROR, "URI malformed");
}

void lode__note(LodeResolving *self, const char *format, ...)
{
    if (!self->error) {
        return;
    }
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(&text, format, arguments);
    va_end(arguments);
    lode_error_add_note(self->error, self->arena, lode_buf_str(&text), LODE_STR_NONE, (LodePosition){0, 0});
    lode_buf_release(&text);
}

void lode__note_at(LodeResolving *self, const LodePackage *package, LodeSpan span, const char *format, ...)
{
    if (!self->error) {
        return;
    }
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(&text, format, arguments);
    va_end(arguments);
    lode_error_add_note(self->error, self->arena, lode_buf_str(&text), lode_path_text(package->file),
                        lode__package_position(self->resolver->cache, package, span));
    lode_buf_release(&text);
}

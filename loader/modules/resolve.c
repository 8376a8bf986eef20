/*
 * Where an import leads, and whether its attributes agree with what is there.
 *
 * Reading order: resolving, attributes.
 */
#include "base/url.h"
#include "loader/modules/modules.h"

/* ---- resolving ---- */

/* What import.meta.resolve and error.url show of a file that is not there: the path of Node's message. */
static LodeStr url_in_message(LodeArena *arena, const LodeError *error)
{
    LodeStr quote = LODE_STR(" '");
    size_t start = lode_str_search(error->message, quote);
    if (start == LODE_NOT_FOUND || lode_str_starts_with(error->message, LODE_STR("Cannot find package"))) {
        return LODE_STR_NONE;
    }
    LodeStr rest = lode_str_slice(error->message, start + quote.size, error->message.size);
    LodeStr path = lode_str_slice(rest, 0, lode_str_search(rest, LODE_STR("' ")));
    return path.size > 0 && path.data[0] == '/' ? lode_url_from_path(arena, path) : LODE_STR_NONE;
}

static void throw_unresolved(LodeModules *self, const LodeError *error, LodeArena *arena, LodeValue *thrown)
{
    LodeValue value = NULL;
    lode__throw_error(self->host, &value, error);
    if (error->code == LODE_ERROR_ERR_MODULE_NOT_FOUND || error->code == LODE_ERROR_ERR_UNSUPPORTED_DIR_IMPORT) {
        LodeStr url = url_in_message(arena, error);
        if (!lode_str_is_none(url)) {
            lode__set(self->host, value, "url", lode__text(self->host, url));
        }
    }
    *thrown = value;
}

bool lode__modules_resolve(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type, LodeArena *arena,
                           LodeResolution *out, LodeValue *thrown)
{
    return (self->custom_resolve ? lode__modules_custom_resolve
                                 : lode__modules_resolve_default)(self, specifier, referrer, type, arena, out, thrown);
}

bool lode__modules_resolve_default(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type,
                                   LodeArena *arena, LodeResolution *out, LodeValue *thrown)
{
    LodeRequestFrom request = {
        .specifier = specifier, .from = referrer, .kind = LODE_KIND_IMPORT, .attribute_type = type};
    LodeError error = {0};
    if (lode__host_resolve(self->host, &request, arena, out, &error)) {
        return true;
    }
    LODE_TRACE(self->host, .kind = LODE_LOAD_RESOLVE, .referrer = referrer, .specifier = specifier,
               .request = LODE_STR("import"),
               .error =
                   lode_arena_printf(arena, "%s: %.*s", lode_error_code_text(error.code), LODE_STR_ARG(error.message)));
    throw_unresolved(self, &error, arena, thrown);
    return false;
}

/* ---- attributes ---- */

LodeStr lode__modules_type_of(const LodeRequest *request)
{
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        if (lode_str_equal(request->attributes[i].key, LODE_STR("type"))) {
            return request->attributes[i].value;
        }
    }
    return LODE_STR_NONE;
}

static bool refuse_attribute(LodeModules *self, const char *code, LodeStr message, LodeValue *thrown)
{
    lode__throw(self->host, thrown, "TypeError", code, message);
    return false;
}

/* Node's check of attributes, once the format is known. */
bool lode__modules_check_type(LodeModules *self, const LodeResolution *to, LodeStr type, LodeArena *arena,
                              LodeValue *thrown)
{
    bool is_json = to->format == LODE_FORMAT_JSON;
    if (to->format == LODE_FORMAT_NONE || to->format == LODE_FORMAT_ADDON ||
        (is_json ? lode_str_equal(type, LODE_STR("json")) : lode_str_is_none(type))) {
        return true;
    }
    if (lode_str_is_none(type)) {
        return refuse_attribute(self, "ERR_IMPORT_ATTRIBUTE_MISSING",
                                lode_arena_printf(arena, "Module \"%.*s\" needs an import attribute of \"type: json\"",
                                                  LODE_STR_ARG(to->url)),
                                thrown);
    }
    if (!lode_str_equal(type, LODE_STR("json"))) {
        return refuse_attribute(
            self, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED",
            lode_arena_printf(arena, "Import attribute \"type\" with value \"%.*s\" is not supported in %.*s",
                              LODE_STR_ARG(type), LODE_STR_ARG(to->url)),
            thrown);
    }
    return refuse_attribute(
        self, "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE",
        lode_arena_printf(arena, "Module \"%.*s\" is not of type \"%.*s\"", LODE_STR_ARG(to->url), LODE_STR_ARG(type)),
        thrown);
}

bool lode__modules_check_attributes(LodeModules *self, const LodeResolution *to, const LodeRequest *request,
                                    LodeArena *arena, LodeValue *thrown)
{
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        LodeAttribute attribute = request->attributes[i];
        if (!lode_str_equal(attribute.key, LODE_STR("type"))) {
            return refuse_attribute(
                self, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED",
                lode_arena_printf(arena, "Import attribute \"%.*s\" with value \"%.*s\" is not supported in %.*s",
                                  LODE_STR_ARG(attribute.key), LODE_STR_ARG(attribute.value), LODE_STR_ARG(to->url)),
                thrown);
        }
    }
    return lode__modules_check_type(self, to, lode__modules_type_of(request), arena, thrown);
}

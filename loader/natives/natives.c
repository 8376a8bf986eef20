/* Reading order: the objects of sets, arguments, results, errors. */
#include "loader/host_state.h"

#include <math.h>

LodeValue lode__native_object(LodeHost *host, LodeNativeSetId id)
{
    static const LodeNativeSet *const sets[] = {
#define LODE_NATIVE_SET(name) &lode__natives_##name,
#include "loader/natives/natives.def"
#undef LODE_NATIVE_SET
    };
    if (!host->native_objects[id]) {
        const LodeNativeSet *set = sets[id];
        LodeValue object = host->ops->object(host->engine);
        host->ops->keep(host->engine, object);
        host->native_objects[id] = object;
        for (size_t i = 0; i < set->count; i++) {
            const LodeNativeEntry *entry = &set->entries[i];
            lode__set(host, object, entry->name,
                      host->ops->function(host->engine, lode_str(entry->name), entry->call, host));
        }
        if (set->fill) {
            set->fill(host, object);
        }
    }
    return host->native_objects[id];
}

/* ---- arguments ---- */

LodeValue lode__argument(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    return index < count ? arguments[index] : host->ops->undefined(host->engine);
}

bool lode__argument_text(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, LodeBuf *out,
                         LodeValue *thrown)
{
    return host->ops->to_text(host->engine, lode__argument(host, count, arguments, index), out, thrown);
}

bool lode__argument_text_in(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, LodeArena *arena,
                            LodeStr *out, LodeValue *thrown)
{
    LodeBuf text = {0};
    bool is_text = lode__argument_text(host, count, arguments, index, &text, thrown);
    *out = is_text ? lode_arena_copy(arena, lode_buf_str(&text)) : LODE_STR("");
    lode_buf_release(&text);
    return is_text;
}

double lode__argument_number(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, double otherwise)
{
    if (index >= count || host->ops->type(host->engine, arguments[index]) != LODE_TYPE_NUMBER) {
        return otherwise;
    }
    double value = host->ops->to_number(host->engine, arguments[index], NULL);
    return isnan(value) ? otherwise : value;
}

bool lode__argument_truth(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    return index < count && host->ops->truth(host->engine, arguments[index]);
}

size_t lode__texts_of(LodeHost *host, LodeValue list, LodeArena *arena, LodeStr **out)
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

/* ---- results ---- */

LodeValue lode__text(LodeHost *host, LodeStr text)
{
    return host->ops->string(host->engine, text);
}

LodeValue lode__texts(LodeHost *host, const LodeStr *list, size_t count)
{
    LodeValue array = host->ops->array(host->engine, 0, NULL);
    for (size_t i = 0; i < count; i++) {
        host->ops->set_index(host->engine, array, (unsigned)i, lode__text(host, list[i]), NULL);
    }
    return array;
}

LodeValue lode__number(LodeHost *host, double value)
{
    return host->ops->number(host->engine, value);
}

LodeValue lode__boolean(LodeHost *host, bool value)
{
    return host->ops->boolean(host->engine, value);
}

LodeValue lode__undefined(LodeHost *host)
{
    return host->ops->undefined(host->engine);
}

void lode__set(LodeHost *host, LodeValue object, const char *name, LodeValue value)
{
    host->ops->set(host->engine, object, lode_str(name), value, NULL);
}

/* ---- errors ---- */

LodeValue lode__throw(LodeHost *host, LodeValue *thrown, const char *constructor, const char *code, LodeStr message)
{
    LodeValue error = host->ops->error(host->engine, constructor, message);
    if (code) {
        lode__set(host, error, "code", lode__text(host, lode_str(code)));
    }
    lode__finish_error(host, error, code);
    if (thrown) {
        *thrown = error;
    }
    return NULL;
}

LodeValue lode__uv_error(LodeHost *host, int status, const char *call, LodeStr path)
{
    LodeBuf message = {0};
    lode_buf_printf(&message, "%s: %s, %s", uv_err_name(status), uv_strerror(status), call);
    if (!lode_str_is_none(path)) {
        lode_buf_puts(&message, " '");
        lode_buf_append(&message, path);
        lode_buf_puts(&message, "'");
    }
    LodeValue error = host->ops->error(host->engine, "Error", lode_buf_str(&message));
    lode_buf_release(&message);
    lode__set(host, error, "errno", lode__number(host, status));
    lode__set(host, error, "code", lode__text(host, lode_str(uv_err_name(status))));
    lode__set(host, error, "syscall", lode__text(host, lode_str(call)));
    if (!lode_str_is_none(path)) {
        lode__set(host, error, "path", lode__text(host, path));
    }
    lode__finish_error(host, error, NULL);
    return error;
}

LodeValue lode__throw_uv(LodeHost *host, LodeValue *thrown, int status, const char *call, LodeStr path)
{
    LodeValue error = lode__uv_error(host, status, call, path);
    if (thrown) {
        *thrown = error;
    }
    return NULL;
}

/* Node's classes of the codes; the others are Errors. */
static const char *constructor_of(LodeErrorCode code)
{
    switch (code) {
    case LODE_ERROR_ERR_INVALID_MODULE_SPECIFIER:
    case LODE_ERROR_ERR_PACKAGE_IMPORT_NOT_DEFINED:
    case LODE_ERROR_ERR_UNKNOWN_FILE_EXTENSION:
    case LODE_ERROR_ERR_UNSUPPORTED_RESOLVE_REQUEST:
    case LODE_ERROR_ERR_INVALID_URL:
    case LODE_ERROR_ERR_INVALID_URL_SCHEME:
    case LODE_ERROR_ERR_INVALID_FILE_URL_HOST:
    case LODE_ERROR_ERR_INVALID_FILE_URL_PATH:
    case LODE_ERROR_ERR_INVALID_ARG_VALUE:
    case LODE_ERROR_TYPE_ERROR:
        return "TypeError";
    case LODE_ERROR_ERR_UNKNOWN_MODULE_FORMAT:
        return "RangeError";
    case LODE_ERROR_URI_ERROR:
        return "URIError";
    case LODE_ERROR_JSON_SYNTAX_ERROR:
        return "SyntaxError";
    default:
        return "Error";
    }
}

LodeValue lode__throw_error(LodeHost *host, LodeValue *thrown, const LodeError *error)
{
    const char *code = lode_error_code_text(error->code);
    /* Some rows of the table are classes of the language, which have no code. */
    bool has_code = strncmp(code, "ERR_", 4) == 0 || strncmp(code, "LODE_", 5) == 0 || strncmp(code, "MODULE_", 7) == 0;
    return lode__throw(host, thrown, constructor_of(error->code), has_code ? code : NULL, error->message);
}

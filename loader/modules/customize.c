/*
 * Hooks of the program on the way of import (module.registerHooks), as core/internal/esm_hooks.js gives them.
 *
 * Reading order: what they return, resolving, loading.
 */
#include "base/url.h"
#include "loader/modules/modules.h"

/* A text of the array that a hook returned; false where it is null or undefined. */
static bool text_at(LodeModules *self, LodeValue list, unsigned index, LodeBuf *out)
{
    LodeHost *host = self->host;
    LodeValue value = host->ops->get_index(host->engine, list, index, NULL);
    return value && host->ops->type(host->engine, value) == LODE_TYPE_STRING &&
           host->ops->to_text(host->engine, value, out, NULL);
}

static LodeValue type_value(LodeHost *host, LodeStr type)
{
    return lode_str_is_none(type) ? lode__undefined(host) : lode__text(host, type);
}

/* ---- resolving ---- */

/* What lode itself finds under a URL, for a format that the hook leaves open. */
static void take_default(LodeModules *self, LodeArena *arena, LodeResolution *out)
{
    LodeRequestFrom request = {.specifier = out->url, .from = out->url, .kind = LODE_KIND_IMPORT};
    LodeResolution found = {0};
    if (lode__host_resolve(self->host, &request, arena, &found, NULL)) {
        out->format = found.format;
    }
}

bool lode__modules_custom_resolve(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type,
                                  LodeArena *arena, LodeResolution *out, LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeValue arguments[] = {lode__text(host, specifier), lode__text(host, referrer), type_value(host, type)};
    LodeValue answer = host->ops->call(host->engine, self->custom_resolve, NULL, 3, arguments, thrown);
    if (!answer) {
        return false;
    }
    LodeBuf text = {0};
    text_at(self, answer, 0, &text);
    *out = (LodeResolution){.url = lode_arena_copy(arena, lode_buf_str(&text)), .path = LODE_STR_NONE};
    text.size = 0;
    bool has_format = text_at(self, answer, 1, &text);
    out->format = has_format ? lode_format_find(lode_buf_str(&text)) : LODE_FORMAT_NONE;
    lode_buf_release(&text);
    LodeUrl url;
    LodeStr path;
    bool is_file = lode_str_starts_with(out->url, LODE_STR("file:")) && lode_url_parse(arena, out->url, NULL, &url) &&
                   lode_url_to_path(arena, &url, &path) == LODE_URL_PATH_OK;
    out->path = is_file ? path : LODE_STR_NONE;
    if (!has_format) {
        take_default(self, arena, out);
    }
    return true;
}

/* ---- loading ---- */

bool lode__modules_custom_load(LodeModules *self, LodeModuleIndex index, LodeStr type, LodeBuf *source, bool *has_text,
                               LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeModule *module = &self->modules.items[index];
    const char *format = lode_format_name(module->format);
    LodeValue arguments[] = {lode__number(host, index), lode__text(host, module->url),
                             format ? lode__text(host, lode_str(format)) : lode__undefined(host),
                             type_value(host, type)};
    LodeValue answer = host->ops->call(host->engine, self->custom_load, NULL, 4, arguments, thrown);
    if (!answer) {
        return false;
    }
    LodeBuf name = {0};
    *has_text = text_at(self, answer, 0, source);
    if (text_at(self, answer, 1, &name)) {
        LodeFormat given = lode_format_find(lode_buf_str(&name));
        module = &self->modules.items[index]; /* the hook may have loaded more */
        module->format = self->states.items[index].format = given;
    } else if (*has_text && module->format == LODE_FORMAT_NONE) {
        module = &self->modules.items[index];
        module->format = self->states.items[index].format = LODE_FORMAT_DETECT;
    }
    lode_buf_release(&name);
    return true;
}

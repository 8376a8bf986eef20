/*
 * native('modules'): the module table for core/internal/esm.js. A module is its index.
 *
 * Reading order: hooks, finding and loading, linking, evaluating, questions.
 */
#include "loader/modules/modules.h"

static LodeModuleIndex module_of(LodeHost *host, size_t count, const LodeValue *arguments)
{
    double index = lode__argument_number(host, count, arguments, 0, -1);
    return index >= 0 && index < (double)host->modules->states.count ? (LodeModuleIndex)index : LODE_MODULE_NONE;
}

static LodeValue throw_unknown(LodeHost *host, LodeValue *thrown)
{
    return lode__throw(host, thrown, "RangeError", NULL, LODE_STR("no such module"));
}

/* ---- hooks ---- */

/* setHooks(list): the functions of LodeModuleHook, in that order. */
static LodeValue set_hooks(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    for (unsigned i = 0; i < LODE_HOOK_COUNT; i++) {
        LodeValue hook = host->ops->get_index(engine, lode__argument(host, count, arguments, 0), i, thrown);
        if (!hook) {
            return NULL;
        }
        host->ops->keep(engine, hook);
        host->modules->hooks[i] = hook;
    }
    return lode__undefined(host);
}

static void replace(LodeHost *host, LodeValue *place, LodeValue value)
{
    bool is_none = host->ops->type(host->engine, value) == LODE_TYPE_UNDEFINED;
    host->ops->drop(host->engine, *place);
    *place = is_none ? NULL : value;
    host->ops->keep(host->engine, *place);
}

/* customize(resolve, load): hooks of the program (modules/customize.c); undefined for none. */
static LodeValue customize(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    replace(host, &host->modules->custom_resolve, lode__argument(host, count, arguments, 0));
    replace(host, &host->modules->custom_load, lode__argument(host, count, arguments, 1));
    return lode__undefined(host);
}

/* ---- finding and loading ---- */

typedef struct Texts {
    LodeBuf items[3];
} Texts;

static bool take_texts(LodeHost *host, size_t count, const LodeValue *arguments, unsigned wanted, Texts *texts,
                       LodeValue *thrown)
{
    *texts = (Texts){0};
    for (unsigned i = 0; i < wanted; i++) {
        LodeValue value = lode__argument(host, count, arguments, i);
        if (host->ops->type(host->engine, value) != LODE_TYPE_UNDEFINED &&
            !host->ops->to_text(host->engine, value, &texts->items[i], thrown)) {
            return false;
        }
    }
    return true;
}

static void release_texts(Texts *texts)
{
    for (unsigned i = 0; i < 3; i++) {
        lode_buf_release(&texts->items[i]);
    }
}

/* An absent type has no text, an empty one has size 0. */
static LodeStr type_text(LodeHost *host, size_t count, const LodeValue *arguments, unsigned index, const LodeBuf *text)
{
    bool is_absent =
        host->ops->type(host->engine, lode__argument(host, count, arguments, index)) == LODE_TYPE_UNDEFINED;
    return is_absent ? LODE_STR_NONE : lode_buf_str(text);
}

/* resolve(specifier, referrer, type): {url, path, format, module}, its module made if need be. */
static LodeValue resolve(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeArena scratch = {0};
    LodeResolution resolution = {0};
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 3, &texts, thrown)) {
        LodeStr type = type_text(host, count, arguments, 2, &texts.items[2]);
        if (lode__modules_resolve(host->modules, lode_buf_str(&texts.items[0]), lode_buf_str(&texts.items[1]), type,
                                  &scratch, &resolution, thrown) &&
            lode__modules_check_type(host->modules, &resolution, type, &scratch, thrown)) {
            result = lode__number(host, lode__modules_entry(host->modules, &resolution, type));
            LODE_TRACE(host, .kind = LODE_LOAD_RESOLVE, .module = resolution.url,
                       .referrer = lode__trace_referrer(lode_buf_str(&texts.items[0]), lode_buf_str(&texts.items[1])),
                       .specifier = lode_buf_str(&texts.items[0]), .request = LODE_STR("dynamic-import"));
        }
    }
    lode_arena_release(&scratch);
    release_texts(&texts);
    return result;
}

/* resolveDefault(specifier, referrer, type): [url, format], without hooks of the program. */
static LodeValue resolve_default(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeArena scratch = {0};
    LodeResolution resolution = {0};
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 3, &texts, thrown) &&
        lode__modules_resolve_default(host->modules, lode_buf_str(&texts.items[0]), lode_buf_str(&texts.items[1]),
                                      type_text(host, count, arguments, 2, &texts.items[2]), &scratch, &resolution,
                                      thrown)) {
        const char *format = lode_format_name(resolution.format);
        LodeValue pair[] = {lode__text(host, resolution.url),
                            format ? lode__text(host, lode_str(format)) : lode__undefined(host)};
        result = host->ops->array(engine, 2, pair);
    }
    lode_arena_release(&scratch);
    release_texts(&texts);
    return result;
}

/* source(module): its text as it is. */
static LodeValue source(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex index = module_of(host, count, arguments);
    if (index == LODE_MODULE_NONE) {
        return throw_unknown(host, thrown);
    }
    LodeBuf text = {0};
    bool is_read = lode__modules_read(host->modules, &host->modules->modules.items[index], &text, thrown);
    LodeValue result = is_read ? lode__text(host, lode_buf_str(&text)) : NULL;
    lode_buf_release(&text);
    return result;
}

/* resolveUrl(specifier, referrer): the URL, for import.meta.resolve. */
static LodeValue resolve_url(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeArena scratch = {0};
    LodeResolution resolution = {0};
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 2, &texts, thrown) &&
        lode__modules_resolve(host->modules, lode_buf_str(&texts.items[0]), lode_buf_str(&texts.items[1]),
                              LODE_STR_NONE, &scratch, &resolution, thrown)) {
        result = lode__text(host, resolution.url);
    }
    lode_arena_release(&scratch);
    release_texts(&texts);
    return result;
}

/* find(url): the module of a file or core module, -1 where none was asked for yet. */
static LodeValue find(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 1, &texts, thrown)) {
        LodeModuleIndex index = lode__modules_find(host->modules, lode_buf_str(&texts.items[0]), LODE_STR_NONE);
        result = lode__number(host, index == LODE_MODULE_NONE ? -1 : (double)index);
    }
    release_texts(&texts);
    return result;
}

/* add(url, path): the ES module of a file that is known to be one. */
static LodeValue add(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 2, &texts, thrown)) {
        LodeResolution resolution = {
            .format = LODE_FORMAT_MODULE, .url = lode_buf_str(&texts.items[0]), .path = lode_buf_str(&texts.items[1])};
        result = lode__number(host, lode__modules_entry(host->modules, &resolution, LODE_STR_NONE));
    }
    release_texts(&texts);
    return result;
}

/* addText(source, url): a module that is no file. */
static LodeValue add_text(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Texts texts;
    LodeValue result = NULL;
    if (take_texts(host, count, arguments, 2, &texts, thrown)) {
        LodeModuleIndex index =
            lode__modules_add_text(host->modules, lode_buf_str(&texts.items[0]), lode_buf_str(&texts.items[1]), thrown);
        result = index == LODE_MODULE_NONE ? NULL : lode__number(host, index);
    }
    release_texts(&texts);
    return result;
}

/* load(module, isRequired): it and all that it reaches. */
static LodeValue load(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module == LODE_MODULE_NONE) {
        return throw_unknown(host, thrown);
    }
    bool is_required = lode__argument_truth(host, count, arguments, 1);
    return lode__modules_load(host->modules, module, is_required, thrown) ? lode__undefined(host) : NULL;
}

/* ---- linking ---- */

static LodeValue link_module(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module == LODE_MODULE_NONE) {
        return throw_unknown(host, thrown);
    }
    return lode__modules_link(host->modules, module, thrown) ? lode__undefined(host) : NULL;
}

static LodeValue namespace_of(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    return module == LODE_MODULE_NONE ? throw_unknown(host, thrown)
                                      : lode__modules_namespace(host->modules, module, thrown);
}

/* ---- evaluating ---- */

/* evaluate(module): the promise of Evaluate(). */
static LodeValue evaluate(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    return module == LODE_MODULE_NONE ? throw_unknown(host, thrown)
                                      : lode__modules_evaluate(host->modules, module, thrown);
}

static LodeValue fulfilled(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module != LODE_MODULE_NONE) {
        lode__modules_async_fulfilled(host->modules, module);
    }
    return lode__undefined(host);
}

static LodeValue rejected(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module != LODE_MODULE_NONE) {
        lode__modules_async_rejected(host->modules, module, lode__argument(host, count, arguments, 1));
    }
    return lode__undefined(host);
}

/* ---- questions ---- */

/* status(module): "new", "unlinked", … */
static LodeValue status(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    static const char *const names[] = {
        [LODE_MODULE_NEW] = "new",
        [LODE_MODULE_UNLINKED] = "unlinked",
        [LODE_MODULE_LINKED] = "linked",
        [LODE_MODULE_EVALUATING] = "evaluating",
        [LODE_MODULE_EVALUATING_ASYNC] = "evaluating-async",
        [LODE_MODULE_EVALUATED] = "evaluated",
    };
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module == LODE_MODULE_NONE) {
        return throw_unknown(host, thrown);
    }
    return lode__text(host, lode_str(names[host->modules->states.items[module].status]));
}

/* failure(module): [reason] where it failed, undefined where it did not. */
static LodeValue failure(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    if (module == LODE_MODULE_NONE || !host->modules->states.items[module].failure) {
        return lode__undefined(host);
    }
    return host->ops->array(engine, 1, &host->modules->states.items[module].failure);
}

/* awaits(module): whether it, or what it reaches, awaits at the top level. It is linked. */
static LodeValue awaits(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    return lode__boolean(host, module != LODE_MODULE_NONE && host->modules->states.items[module].has_await_below);
}

/* requests(module): the modules that it asks for, each once, in source order. */
static LodeValue requests(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    LodeValue list = host->ops->array(engine, 0, NULL);
    if (module != LODE_MODULE_NONE) {
        const LodeModuleState *state = &host->modules->states.items[module];
        for (uint32_t i = 0; i < state->request_count; i++) {
            host->ops->set_index(engine, list, i, lode__number(host, state->requests[i]), NULL);
        }
    }
    return list;
}

/* path(module): of its file; undefined where it is none. */
static LodeValue path(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    LodeStr text = module == LODE_MODULE_NONE ? LODE_STR_NONE : host->modules->modules.items[module].path;
    return lode_str_is_none(text) ? lode__undefined(host) : lode__text(host, text);
}

static LodeValue url(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    return module == LODE_MODULE_NONE ? throw_unknown(host, thrown)
                                      : lode__text(host, host->modules->modules.items[module].url);
}

/* placeOf(module, offset): [line, column] in its source; undefined where that cannot be read. */
static LodeValue place_of(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeModuleIndex module = module_of(host, count, arguments);
    double offset = lode__argument_number(host, count, arguments, 1, -1);
    LodeBuf source = {0};
    LodeValue result = lode__undefined(host);
    if (module != LODE_MODULE_NONE && offset >= 0 &&
        lode__modules_read(host->modules, &host->modules->modules.items[module], &source, NULL)) {
        LodePosition at = lode_position_of(lode_buf_str(&source), (uint32_t)offset);
        LodeValue pair[] = {lode__number(host, at.line), lode__number(host, at.column)};
        result = host->ops->array(engine, 2, pair);
    }
    lode_buf_release(&source);
    return result;
}

static const LodeNativeEntry entries[] = {
    {"customize", customize},
    {"resolveDefault", resolve_default},
    {"source", source},
    {"setHooks", set_hooks},
    {"resolve", resolve},
    {"resolveUrl", resolve_url},
    {"find", find},
    {"add", add},
    {"addText", add_text},
    {"load", load},
    {"link", link_module},
    {"namespace", namespace_of},
    {"evaluate", evaluate},
    {"fulfilled", fulfilled},
    {"rejected", rejected},
    {"status", status},
    {"failure", failure},
    {"awaits", awaits},
    {"requests", requests},
    {"path", path},
    {"url", url},
    {"placeOf", place_of},
};

const LodeNativeSet lode__natives_modules = {
    .name = "modules", .entries = entries, .count = sizeof entries / sizeof *entries};

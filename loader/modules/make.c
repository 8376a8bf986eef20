/*
 * One module from its source: text is rewritten and kept for the engine; CommonJS, JSON and core modules
 * get the names that they will have.
 *
 * Reading order: source text, synthetic modules, reading, reading ahead, hooks of the program, which of them.
 */
#include "graph/core_names.h"
#include "graph/module_format.h"
#include "graph/source.h"
#include "loader/commonjs.h"
#include "loader/modules/modules.h"
#include "loader/modules/prefetch.h"
#include "loader/sources.h"

/* ---- source text ---- */

static void keep_environment(LodeModules *self, LodeModuleIndex module, LodeValue environment)
{
    if (environment) {
        self->host->ops->keep(self->host->engine, environment);
        self->states.items[module].environment = environment;
    }
}

/* The early error of a text that the engine refused: V8's words where the record has them. */
static void throw_syntax(LodeModules *self, const LodeModule *module, const LodeRecord *record,
                         const LodeSyntaxFault *fault, LodeValue *thrown)
{
    const LodeDiagnostic *found = record->diagnostic_count    ? &record->diagnostics[0]
                                  : record->early_error_count ? &record->early_errors[0]
                                                              : NULL;
    bool has_words = record->early_error_count > 0 && record->diagnostic_count == 0;
    LodeHost *host = self->host;
    LodeValue arguments[] = {
        lode__text(host, has_words ? found->message : fault->message),
        lode__text(host, module->url),
        lode__number(host, found ? found->position.line : fault->line),
        lode__number(host, found ? found->position.column : fault->column),
    };
    LodeValue error = lode__modules_hook(self, LODE_HOOK_SYNTAX_ERROR, 4, arguments, thrown);
    if (error) {
        *thrown = error;
    }
}

/* Keeps the body of a module for the engine, and makes its environment. `text`: the source where no file has it. */
static bool take_body(LodeModules *self, LodeModuleIndex index, const LodeBody *body, LodeStr text, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeModuleState *state = &self->states.items[index];
    LodeBodyPlace *places = lode_arena_alloc(&self->graph.arena, body->place_count * sizeof *places);
    if (body->place_count) {
        memcpy(places, body->places, body->place_count * sizeof *places);
    }
    lode__sources_add(host, (LodeSource){.url = module->url,
                                         .path = module->path,
                                         .places = places,
                                         .place_count = body->place_count,
                                         .record = module->record,
                                         .text = lode_arena_copy(&self->graph.arena, text)});
    state->has_top_level_await = body->has_top_level_await;
    state->body = lode_alloc(body->text.size + 1);
    memcpy(state->body, body->text.data, body->text.size);
    state->body_size = body->text.size;
    state->body_star = body->star;
    state->body_first_yield = body->first_yield;
    LodeValue arguments[] = {lode__text(host, module->url), lode__number(host, index),
                             lode__boolean(host, state->is_detected)};
    LodeValue environment = lode__modules_hook(self, LODE_HOOK_ENVIRONMENT, 3, arguments, thrown);
    keep_environment(self, index, environment);
    return environment != NULL;
}

/* The source once more, after the engine refused the body. False where it cannot be had. */
static bool read_again(LodeModules *self, const LodeModule *module, LodeBuf *out)
{
    const LodeSource *source = lode__sources_find(self->host, module->url);
    if (source && !lode_str_is_none(source->text)) {
        lode_buf_append(out, source->text);
        return true;
    }
    return lode__modules_read(self, module, out, NULL);
}

/* Whether the engine takes a source for a module; the SyntaxError in `*thrown` where it does not. */
static bool check(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeSyntaxFault fault = {0};
    bool is_module = host->ops->check_syntax(host->engine, source, module->url, true, &self->graph.arena, &fault);
    if (!is_module) {
        throw_syntax(self, module, module->record, &fault, thrown);
    }
    self->states.items[index].is_checked = is_module;
    return is_module;
}

bool lode__modules_compile(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeModuleState *state = &self->states.items[index];
    bool is_function = !state->is_seen_early && !state->has_top_level_await;
    if (state->factory && state->is_function == is_function) {
        return true;
    }
    LodeBody body = {.star = state->body_star, .first_yield = state->body_first_yield};
    lode_body_set_form(&body, state->body, is_function);
    LodeStr text = {state->body, state->body_size};
    LodeValue factory = host->ops->evaluate(host->engine, text, self->modules.items[index].url, 1, thrown);
    if (!factory) {
        /* What it says is of the body. */
        LodeBuf source = {0};
        if (!state->is_checked && read_again(self, &self->modules.items[index], &source)) {
            check(self, index, lode_buf_str(&source), thrown);
        }
        lode_buf_release(&source);
        return false;
    }
    host->ops->drop(host->engine, state->factory);
    host->ops->keep(host->engine, factory);
    state->factory = factory;
    state->is_function = is_function;
    return true;
}

/*
 * The engine finds the early errors of a module when it compiles the body, unless the body may hide one. Where
 * the program has hooks, which it could see called too late, they are looked for at once.
 */
static bool make_body(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeArena scratch = {0};
    LodeBody body = {0};
    lode_body_of_module(host->parser, source, module->record, &scratch, &body);
    bool is_made =
        (!body.is_suspect && !self->custom_load && !self->custom_resolve) || check(self, index, source, thrown);
    is_made = is_made && take_body(self, index, &body, lode_str_is_none(module->path) ? source : LODE_STR_NONE, thrown);
    lode_arena_release(&scratch);
    return is_made;
}

static bool make_synthetic(LodeModules *self, LodeModuleIndex index, const LodeStr *names, size_t count,
                           LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeValue arguments[] = {lode__text(host, module->url), lode__number(host, index), lode__texts(host, names, count)};
    LodeValue environment = lode__modules_hook(self, LODE_HOOK_SYNTHETIC, 3, arguments, thrown);
    keep_environment(self, index, environment);
    return environment != NULL;
}

static bool make_commonjs(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    const LodeCjsExports *exports = lode_link_cjs(self->link, index);
    LodeArena scratch = {0};
    LodeStr *names = LODE_ARENA_NEW(&scratch, LodeStr, exports ? exports->count : 0);
    for (uint32_t i = 0; exports && i < exports->count; i++) {
        names[i] = exports->items[i].name;
    }
    bool is_made = make_synthetic(self, index, names, exports ? exports->count : 0, thrown);
    lode_arena_release(&scratch);
    return is_made;
}

static bool make_json(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeStr name = LODE_STR("default");
    if (!make_synthetic(self, index, &name, 1, thrown)) {
        return false;
    }
    const LodeModule *module = &self->modules.items[index];
    bool is_file = lode_str_starts_with(module->url, LODE_STR("file:"));
    LodeValue arguments[] = {self->states.items[index].environment, lode__text(host, module->url),
                             is_file ? lode__text(host, module->path) : lode__undefined(host),
                             lode__text(host, source)};
    return lode__modules_hook(self, LODE_HOOK_JSON, 4, arguments, thrown) != NULL;
}

static bool make_core(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeStr name = lode_str_slice(module->url, sizeof "node:" - 1, module->url.size);
    LodeArena scratch = {0};
    LodeStr *names;
    size_t count = lode_core_names(name, host->options.resolver.node_version, &scratch, &names);
    LodeValue arguments[] = {lode__text(host, name), lode__text(host, module->url), lode__number(host, index),
                             lode__texts(host, names, count)};
    LodeValue environment = lode__modules_hook(self, LODE_HOOK_CORE, 4, arguments, thrown);
    lode_arena_release(&scratch);
    keep_environment(self, index, environment);
    return environment != NULL;
}

static bool refuse_format(LodeModules *self, const LodeModule *module, LodeValue *thrown)
{
    LodeArena scratch = {0};
    const char *format = lode_format_name(module->format);
    LodeStr message = lode_arena_printf(&scratch, "lode run does not load modules of the format '%s': %.*s",
                                        format ? format : "unknown", LODE_STR_ARG(module->url));
    lode__throw(self->host, thrown, "Error", "ERR_UNKNOWN_MODULE_FORMAT", message);
    lode_arena_release(&scratch);
    return false;
}

bool lode__modules_read(LodeModules *self, const LodeModule *module, LodeBuf *out, LodeValue *thrown)
{
    LodeHost *host = self->host;
    if (lode_str_starts_with(module->url, LODE_STR("data:"))) {
        lode_source_read_data(module->url, out);
        return true;
    }
    LodeArena scratch = {0};
    LodeError error = {0};
    bool is_read = lode_source_read(host->memo, lode_memo_path(host->memo, module->path), out, &scratch, &error);
    if (!is_read && error.code == LODE_ERROR_LODE_UNREADABLE) {
        /* Asked as Node asks: its error has the code of the system. */
        is_read = lode__commonjs_read(host, module->path, out, thrown);
    } else if (!is_read) {
        lode__throw_error(host, thrown, &error);
    }
    lode_arena_release(&scratch);
    return is_read;
}

static void take_record(LodeModules *self, LodeModuleIndex index, const LodeRecord *record)
{
    LodeModule *module = &self->modules.items[index];
    LodeModuleState *state = &self->states.items[index];
    state->is_detected = module->format == LODE_FORMAT_DETECT;
    module->format = state->format = LODE_FORMAT_MODULE;
    module->record = record;
    state->requests = LODE_ARENA_NEW(&self->graph.arena, LodeModuleIndex, record->request_count);
}

/* A source text module from its text; CommonJS where the text says so. */
static bool make_text(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    LodeModule *module = &self->modules.items[index];
    LodeArena *arena = &self->graph.arena;
    const LodeRecord *record = lode_record_read(self->host->parser, LODE_LANGUAGE_JAVASCRIPT, source, arena);
    LodeFormat format = lode_format_settle(module->format, record);
    if (format != LODE_FORMAT_MODULE) {
        module->format = self->states.items[index].format = format;
        return format == LODE_FORMAT_COMMONJS ? make_commonjs(self, index, thrown)
                                              : refuse_format(self, module, thrown);
    }
    take_record(self, index, record);
    if (self->prefetch && !lode_str_is_none(module->path)) {
        lode__prefetch_want_requests(self->prefetch, module->path, record);
    }
    if (!make_body(self, index, source, thrown)) {
        return false;
    }
    LODE_TRACE(self->host, .kind = LODE_LOAD_PARSE, .module = module->url);
    return true;
}

/* ---- reading ahead ---- */

/* Graphs of this size have more modules to come, as a rule, and a thread costs 5 ms of another processor. */
enum { PREFETCH_FROM = 24 };

static void consider_prefetch(LodeModules *self)
{
    if (++self->made_count == PREFETCH_FROM || (self->made_count > PREFETCH_FROM && !self->prefetch)) {
        self->prefetch = lode__prefetch_new(self->host);
    }
}

/* Makes a module of what the other thread has of it; false where it has nothing. */
static bool make_prefetched(LodeModules *self, LodeModuleIndex index, bool *is_made, LodeValue *thrown)
{
    const LodeModule *module = &self->modules.items[index];
    LodePrefetched found;
    if (!self->prefetch || lode_str_is_none(module->path) || module->format == LODE_FORMAT_JSON ||
        !lode__prefetch_take(self->prefetch, module->url, &found)) {
        return false;
    }
    LODE_TRACE(self->host, .kind = LODE_LOAD_READ, .module = module->url, .bytes = found.bytes,
               .format = LODE_STR("module"));
    take_record(self, index, found.record);
    LODE_TRACE(self->host, .kind = LODE_LOAD_PARSE, .module = module->url);
    *is_made = take_body(self, index, &found.body, LODE_STR_NONE, thrown);
    lode_arena_release(&found.arena);
    return true;
}

static bool make_of_source(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    const LodeModule *module = &self->modules.items[index];
    LODE_TRACE(self->host, .kind = LODE_LOAD_READ, .module = module->url, .bytes = source.size,
               .format = lode_str(lode_format_name(module->format)));
    return module->format == LODE_FORMAT_JSON ? make_json(self, index, source, thrown)
                                              : make_text(self, index, source, thrown);
}

static bool make_as_always(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeModule *module = &self->modules.items[index];
    switch (module->format) {
    case LODE_FORMAT_BUILTIN:
        return make_core(self, index, thrown);
    case LODE_FORMAT_COMMONJS:
        return make_commonjs(self, index, thrown);
    case LODE_FORMAT_MODULE:
    case LODE_FORMAT_DETECT:
    case LODE_FORMAT_JSON:
        break;
    default:
        return refuse_format(self, module, thrown);
    }
    consider_prefetch(self);
    bool is_made;
    if (make_prefetched(self, index, &is_made, thrown)) {
        return is_made;
    }
    LodeBuf source = {0};
    is_made = lode__modules_read(self, module, &source, thrown);
    is_made = is_made && make_of_source(self, index, lode_buf_str(&source), thrown);
    lode_buf_release(&source);
    return is_made;
}

/* What hooks of the program make of it. */
static bool make_custom(LodeModules *self, LodeModuleIndex index, LodeStr type, LodeValue *thrown)
{
    LodeBuf source = {0};
    bool has_text = false;
    bool is_made = lode__modules_custom_load(self, index, type, &source, &has_text, thrown);
    const LodeModule *module = &self->modules.items[index];
    LodeFormat format = module->format;
    if (has_text && format == LODE_FORMAT_DETECT) {
        LodeArena scratch = {0};
        LodeStr text = lode_buf_str(&source);
        format =
            lode_format_settle(format, lode_record_read(self->host->parser, LODE_LANGUAGE_JAVASCRIPT, text, &scratch));
        self->modules.items[index].format = self->states.items[index].format = format;
        lode_arena_release(&scratch);
    }
    if (has_text && format == LODE_FORMAT_COMMONJS) {
        lode_link_tell_cjs(self->link, index, lode_buf_str(&source));
    }
    if (is_made && has_text && (format == LODE_FORMAT_MODULE || format == LODE_FORMAT_JSON)) {
        is_made = make_of_source(self, index, lode_buf_str(&source), thrown);
    } else if (is_made) {
        is_made = make_as_always(self, index, thrown);
        if (is_made && has_text) {
            LodeValue text = lode__text(self->host, lode_buf_str(&source));
            lode__set(self->host, self->states.items[index].environment, "source", text);
        }
    }
    lode_buf_release(&source);
    return is_made;
}

/* Reads and translates one module. False with `*thrown`; it is the caller's to remember. */
bool lode__modules_make(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeStr type = self->modules.items[index].format == LODE_FORMAT_JSON ? LODE_STR("json") : LODE_STR_NONE;
    return self->custom_load ? make_custom(self, index, type, thrown) : make_as_always(self, index, thrown);
}

LodeModuleIndex lode__modules_add_text(LodeModules *self, LodeStr source, LodeStr url, LodeValue *thrown)
{
    LodeResolution resolution = {.format = LODE_FORMAT_MODULE, .url = url};
    LodeModuleIndex index = lode__modules_entry(self, &resolution, LODE_STR_NONE);
    if (!self->states.items[index].environment && !make_text(self, index, source, thrown)) {
        lode__modules_reset(self, index);
        return LODE_MODULE_NONE;
    }
    return index;
}

/*
 * Loading a graph: Node's load step and ECMAScript's LoadRequestedModules, in one walk.
 *
 * Depth first, a request at a time, so that of several failures the one comes out that Node meets
 * first. A module that could not be loaded keeps its failure; what was resolved before it stays, and a
 * later walk goes on behind it.
 *
 * Reading order: resolving, attributes, one source (text, then synthetic modules), requests, the walk.
 */
#include "base/url.h"
#include "graph/core_names.h"
#include "graph/module_format.h"
#include "graph/source.h"
#include "loader/modules/modules.h"
#include "loader/modules/prefetch.h"
#include "loader/sources.h"

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

static LodeStr type_of(const LodeRequest *request)
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

static bool check_attributes(LodeModules *self, const LodeResolution *to, const LodeRequest *request, LodeArena *arena,
                             LodeValue *thrown)
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
    return lode__modules_check_type(self, to, type_of(request), arena, thrown);
}

/* ---- one source ---- */

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

/* Keeps the body of a module for the engine, and makes its environment. */
static bool take_body(LodeModules *self, LodeModuleIndex index, const LodeBody *body, LodeValue *thrown)
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
                                         .record = module->record});
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

static bool compile_text(LodeModules *self, LodeModuleIndex index, LodeStr source, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeSyntaxFault fault = {0};
    if (!host->ops->check_syntax(host->engine, source, module->url, true, &self->graph.arena, &fault)) {
        throw_syntax(self, module, module->record, &fault, thrown);
        return false;
    }
    LodeArena scratch = {0};
    LodeBody body = {0};
    lode_body_of_module(host->parser, source, module->record, &scratch, &body);
    bool is_taken = take_body(self, index, &body, thrown);
    lode_arena_release(&scratch);
    return is_taken;
}

static LodeValue texts(LodeHost *host, const LodeStr *names, size_t count)
{
    LodeValue list = host->ops->array(host->engine, 0, NULL);
    for (size_t i = 0; i < count; i++) {
        host->ops->set_index(host->engine, list, (unsigned)i, lode__text(host, names[i]), NULL);
    }
    return list;
}

static bool make_synthetic(LodeModules *self, LodeModuleIndex index, const LodeStr *names, size_t count,
                           LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeValue arguments[] = {lode__text(host, module->url), lode__number(host, index), texts(host, names, count)};
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
                             texts(host, names, count)};
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
    if (!is_read) {
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
    if (!compile_text(self, index, source, thrown)) {
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
    *is_made = take_body(self, index, &found.body, thrown);
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
static bool make_module(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeStr type = self->modules.items[index].format == LODE_FORMAT_JSON ? LODE_STR("json") : LODE_STR_NONE;
    return self->custom_load ? make_custom(self, index, type, thrown) : make_as_always(self, index, thrown);
}

/* ---- requests ---- */

static bool is_static(const LodeRequest *request)
{
    return request->kind == LODE_REQUEST_IMPORT || request->kind == LODE_REQUEST_EXPORT_FROM;
}

static LodeStr referrer_of(const LodeModule *module)
{
    return lode_str_is_none(module->path) ? module->url : module->path;
}

/* Resolves one request; `*target` is the module it leads to. */
static bool resolve_request(LodeModules *self, LodeModuleIndex index, const LodeRequest *request,
                            LodeModuleIndex *target, LodeValue *thrown)
{
    LodeArena scratch = {0};
    LodeResolution resolution = {0};
    LodeStr from = referrer_of(&self->modules.items[index]);
    LodeStr type = type_of(request);
    bool is_resolved = lode__modules_resolve(self, request->specifier, from, type, &scratch, &resolution, thrown) &&
                       check_attributes(self, &resolution, request, &scratch, thrown);
    if (is_resolved) {
        *target = lode__modules_entry(self, &resolution, type);
        LODE_TRACE(self->host, .kind = LODE_LOAD_RESOLVE, .module = resolution.url, .referrer = from,
                   .specifier = request->specifier, .request = lode_str(lode_request_kind_names[request->kind]));
    }
    lode_arena_release(&scratch);
    return is_resolved;
}

/* Whether a CommonJS module is being run at the moment, by whomever. */
static bool is_executing(LodeModules *self, LodeModuleIndex module)
{
    LodeHost *host = self->host;
    LodeValue path = lode__text(host, self->modules.items[module].path);
    LodeValue answer = lode__modules_hook(self, LODE_HOOK_IS_EXECUTING, 1, &path, NULL);
    return answer && host->ops->truth(host->engine, answer);
}

/* Node forbids require() of what comes back to a module that is being evaluated. */
static bool is_refused(LodeModules *self, LodeModuleIndex from, const LodeRequest *request, LodeModuleIndex target,
                       LodeValue *thrown)
{
    bool is_commonjs = self->states.items[target].format == LODE_FORMAT_COMMONJS;
    if (is_commonjs ? !is_executing(self, target) : self->states.items[target].status != LODE_MODULE_EVALUATING) {
        return false;
    }
    LodeArena scratch = {0};
    LodeStr message =
        lode_arena_printf(&scratch,
                          is_commonjs ? "Cannot import CommonJS Module %.*s in a cycle. (from %.*s)"
                                      : "Cannot import Module %.*s in a cycle. (from %.*s)",
                          LODE_STR_ARG(request->specifier), LODE_STR_ARG(referrer_of(&self->modules.items[from])));
    lode__throw(self->host, thrown, "Error", "ERR_REQUIRE_CYCLE_MODULE", message);
    lode_arena_release(&scratch);
    return true;
}

/* The edges of a module, once all its requests are resolved: what the static linker reads. */
static void finish(LodeModules *self, LodeModuleIndex index)
{
    LodeModule *module = &self->modules.items[index];
    LodeModuleState *state = &self->states.items[index];
    module->first_edge = (LodeEdgeIndex)self->edges.count;
    uint32_t request_count = module->record ? module->record->request_count : 0;
    for (uint32_t i = 0; i < request_count; i++) {
        if (!is_static(&module->record->requests[i])) {
            continue;
        }
        LodeModuleIndex to = state->requests[i];
        LodeEdge edge = {.from = index, .to = to, .request = &module->record->requests[i]};
        lode_vec_push(&self->edges, edge);
        bool is_known = false;
        for (uint32_t j = 0; j < state->request_count && !is_known; j++) {
            is_known = state->requests[j] == to;
        }
        /* The list is made in its own place: what is written was read before. */
        if (!is_known) {
            state->requests[state->request_count++] = to;
        }
    }
    module->edge_count = (uint32_t)self->edges.count - module->first_edge;
    self->graph.edges = self->edges.items;
    self->graph.edge_count = (uint32_t)self->edges.count;
    state->status = LODE_MODULE_UNLINKED;
}

/* ---- the walk ---- */

typedef struct Walk {
    LODE_VEC(LodeModuleIndex) stack;
    LODE_VEC(LodeModuleIndex) visited;
    bool is_required;
} Walk;

static bool enter(LodeModules *self, Walk *walk, LodeModuleIndex index, LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[index];
    if (state->is_visited) {
        return true;
    }
    state->is_visited = true;
    lode_vec_push(&walk->visited, index);
    if (state->status != LODE_MODULE_NEW && state->status != LODE_MODULE_UNLINKED) {
        return true; /* it and all below it were loaded before */
    }
    if (state->failure) {
        *thrown = state->failure;
        return false;
    }
    if (!state->environment && !make_module(self, index, thrown)) {
        lode__modules_fail(self, index, *thrown);
        return false;
    }
    lode_vec_push(&walk->stack, index);
    return true;
}

/* The next request of the module on top. */
static bool step(LodeModules *self, Walk *walk, LodeValue *thrown)
{
    LodeModuleIndex index = lode_vec_last(&walk->stack);
    LodeModuleState *state = &self->states.items[index];
    const LodeRecord *record = self->modules.items[index].record;
    if (state->status == LODE_MODULE_UNLINKED) {
        /* Loaded before, perhaps with failures below it: they are asked again. */
        (void)lode_vec_pop(&walk->stack);
        for (uint32_t i = 0; i < state->request_count; i++) {
            if (!enter(self, walk, self->states.items[index].requests[i], thrown)) {
                return false;
            }
        }
        return true;
    }
    while (record && state->resolved_count < record->request_count &&
           !is_static(&record->requests[state->resolved_count])) {
        state->resolved_count++;
    }
    if (!record || state->resolved_count == record->request_count) {
        finish(self, index);
        (void)lode_vec_pop(&walk->stack);
        return true;
    }
    const LodeRequest *request = &record->requests[state->resolved_count];
    LodeModuleIndex target;
    if (!resolve_request(self, index, request, &target, thrown)) {
        lode__modules_fail(self, index, *thrown);
        return false;
    }
    state = &self->states.items[index];
    state->requests[state->resolved_count++] = target;
    return !(walk->is_required && is_refused(self, index, request, target, thrown)) &&
           enter(self, walk, target, thrown);
}

bool lode__modules_load(LodeModules *self, LodeModuleIndex module, bool is_required, LodeValue *thrown)
{
    Walk walk = {.is_required = is_required};
    bool is_loaded = enter(self, &walk, module, thrown);
    while (is_loaded && walk.stack.count > 0) {
        is_loaded = step(self, &walk, thrown);
    }
    for (size_t i = 0; i < walk.visited.count; i++) {
        self->states.items[walk.visited.items[i]].is_visited = false;
    }
    lode_vec_release(&walk.stack);
    lode_vec_release(&walk.visited);
    return is_loaded;
}

LodeModuleIndex lode__modules_add_text(LodeModules *self, LodeStr source, LodeStr url, LodeValue *thrown)
{
    LodeResolution resolution = {.format = LODE_FORMAT_MODULE, .url = url};
    LodeModuleIndex index = lode__modules_entry(self, &resolution, LODE_STR_NONE);
    if (!self->states.items[index].environment && !make_text(self, index, source, thrown)) {
        lode__modules_fail(self, index, *thrown);
        return LODE_MODULE_NONE;
    }
    return index;
}

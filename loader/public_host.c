/*
 * include/lode.h, "running" and "values", over the host. Nothing is decided here: each call is a
 * translation; what needs JavaScript is in core/internal/embed.js.
 *
 * Reading order: entering JavaScript, functions of C, hooks, settings, the life of a runtime, running, the
 * loop, values, calls.
 */
#include "include/lode.h"

#include "base/path.h"
#include "base/url.h"
#include "loader/loop.h"

#include <stdlib.h>

struct LodeRuntime {
    LodeHost *host;
    LodeFs *fs;
    LodeMemo *memo;
    LodeCache *cache;
    LodeArena arena;
    LodeRuntimeSettings settings; /* only the hooks are used after the beginning */
    LodeValue embed;              /* exports of core/internal/embed.js; kept; NULL before they are needed */
    unsigned native_depth;        /* functions of C that JavaScript called and that have not returned */
    bool has_finished;
    LodeStr script; /* of lode_runtime_evaluate, while it is begun */
    LodeStr script_name;
};

/* A function of C, as the engine keeps it. */
typedef struct Bridge {
    LodeRuntime *runtime;
    LodeJsFunction function;
    void *data;
} Bridge;

static LodeValue inner(LodeJsValue value)
{
    return (LodeValue)value;
}

static LodeJsValue outer(LodeValue value)
{
    return (LodeJsValue)value;
}

/* ---- entering JavaScript ---- */

static LodeValue embed_member(LodeRuntime *self, const char *name)
{
    LodeHost *host = self->host;
    if (!self->embed) {
        LodeValue id = lode__text(host, LODE_STR("internal/embed"));
        self->embed = lode__host_call_boot(host, "requireCore", 1, &id, NULL);
        host->ops->keep(host->engine, self->embed);
    }
    return self->embed ? host->ops->get(host->engine, self->embed, lode_str(name), NULL) : NULL;
}

/* Calls a function of embed.js, from outside or inside of JavaScript; NULL where it throws. */
static LodeValue embed_call(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments,
                            LodeValue *thrown)
{
    LodeValue function = embed_member(self, name);
    return function ? self->host->ops->call(self->host->engine, function, NULL, count, arguments, thrown) : NULL;
}

enum { HOLDER_PENDING, HOLDER_VALUE, HOLDER_THROWN };

static int holder_state(LodeRuntime *self, LodeValue holder)
{
    LodeValue state = self->host->ops->get(self->host->engine, holder, LODE_STR("state"), NULL);
    return state ? (int)self->host->ops->to_number(self->host->engine, state, NULL) : HOLDER_PENDING;
}

/* What became of a holder: its value, or NULL with `*thrown`. */
static LodeJsValue take_result(LodeRuntime *self, LodeValue holder, LodeJsValue *thrown)
{
    /* Code that process.exit was called in may go on for a moment: what it does then means nothing. */
    int state = self->host->is_stopped ? HOLDER_PENDING : holder_state(self, holder);
    LodeValue value = self->host->ops->get(self->host->engine, holder, LODE_STR("value"), NULL);
    if (state == HOLDER_VALUE) {
        return outer(value);
    }
    if (thrown) {
        *thrown = state == HOLDER_THROWN ? outer(value) : NULL;
    }
    return NULL;
}

/* A macrotask of its own: the function of embed.js, ticks, microtasks. */
static void enter(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments)
{
    LodeValue function = embed_member(self, name);
    if (function) {
        lode__host_enter(self->host, function, count, arguments);
    }
}

/* ---- functions of C ---- */

static LodeValue call_bridge(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                             const LodeValue *arguments, LodeValue *thrown)
{
    (void)receiver;
    const Bridge *bridge = data;
    LodeRuntime *self = bridge->runtime;
    LodeJsValue error = NULL;
    self->native_depth++;
    LodeJsValue result = bridge->function(self, bridge->data, count, (const LodeJsValue *)arguments, &error);
    self->native_depth--;
    if (!result && error) {
        *thrown = inner(error);
        return NULL;
    }
    return result ? inner(result) : self->host->ops->undefined(engine);
}

LodeJsValue lode_js_function(LodeRuntime *self, const char *name, LodeJsFunction function, void *data)
{
    Bridge *bridge = LODE_ARENA_NEW(&self->arena, Bridge, 1);
    *bridge = (Bridge){self, function, data};
    return outer(self->host->ops->function(self->host->engine, lode_str(name), call_bridge, bridge));
}

void lode_runtime_add_module(LodeRuntime *self, const char *name, const LodeJsExport *exports)
{
    LodeHost *host = self->host;
    LodeValue functions = host->ops->object(host->engine);
    for (; exports && exports->name; exports++) {
        LodeJsValue function = lode_js_function(self, exports->name, exports->function, exports->data);
        host->ops->set(host->engine, functions, lode_str(exports->name), inner(function), NULL);
    }
    LodeValue arguments[] = {lode__text(host, lode_str(name)), functions};
    embed_call(self, "addModule", 2, arguments, NULL);
}

/* ---- hooks ---- */

static LodeJsValue ask_resolve(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments,
                               LodeJsValue *thrown)
{
    (void)data, (void)thrown;
    if (count < 3) {
        return NULL;
    }
    char *specifier = lode_js_copy_text(self, arguments[0], NULL);
    bool has_referrer = lode_js_type(self, arguments[1]) == LODE_JS_STRING;
    char *referrer = has_referrer ? lode_js_copy_text(self, arguments[1], NULL) : NULL;
    LodeUse use = lode_js_truth(self, arguments[2]) ? LODE_REQUIRE : LODE_IMPORT;
    char *url = self->settings.resolve(self->settings.context, specifier, referrer, use);
    LodeJsValue result = url ? lode_js_string(self, url, strlen(url)) : NULL;
    free(specifier);
    free(referrer);
    free(url);
    return result;
}

static LodeJsValue ask_read(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments,
                            LodeJsValue *thrown)
{
    (void)data, (void)thrown;
    char *url = count > 0 ? lode_js_copy_text(self, arguments[0], NULL) : NULL;
    LodeRuntimeText text = {0};
    LodeJsValue result = NULL;
    if (url && self->settings.read(self->settings.context, url, &text)) {
        LodeHost *host = self->host;
        LodeValue object = host->ops->object(host->engine);
        lode__set(host, object, "source", inner(lode_js_string(self, text.data ? text.data : "", text.size)));
        if (text.format) {
            lode__set(host, object, "format", lode__text(host, lode_str(text.format)));
        }
        result = outer(object);
    }
    free(text.data);
    free(url);
    return result;
}

static void install_hooks(LodeRuntime *self)
{
    LodeHost *host = self->host;
    LodeValue hooks = host->ops->object(host->engine);
    if (self->settings.resolve) {
        lode__set(host, hooks, "resolve", inner(lode_js_function(self, "resolve", ask_resolve, NULL)));
    }
    if (self->settings.read) {
        lode__set(host, hooks, "read", inner(lode_js_function(self, "read", ask_read, NULL)));
    }
    embed_call(self, "setHooks", 1, &hooks, NULL);
}

/* ---- settings ---- */

enum { PATH_ROOM = 4096 };

static size_t take_list(LodeRuntime *self, const char *const *list, const LodeStr **out)
{
    size_t count = 0;
    while (list && list[count]) {
        count++;
    }
    LodeStr *texts = LODE_ARENA_NEW(&self->arena, LodeStr, count + 1);
    for (size_t i = 0; i < count; i++) {
        texts[i] = lode_str(list[i]);
    }
    *out = texts;
    return count;
}

static LodeStr working_directory(LodeRuntime *self)
{
    if (self->settings.working_directory) {
        return lode_path_resolve(&self->arena, LODE_STR("/"), lode_str(self->settings.working_directory));
    }
    char path[PATH_ROOM];
    size_t size = sizeof path;
    return uv_cwd(path, &size) == 0 ? lode_arena_copy(&self->arena, (LodeStr){path, size}) : LODE_STR("/");
}

static LodeHostOptions host_options(LodeRuntime *self)
{
    const LodeRuntimeSettings *settings = &self->settings;
    LodeHostOptions options = {
        .engine = settings->engine ? lode_str(settings->engine) : LODE_STR_NONE,
        .executable = lode_str(settings->executable ? settings->executable : ""),
        .working_directory = working_directory(self),
        .resolver = lode_resolver_options_default(),
    };
    options.argument_count = take_list(self, settings->arguments, &options.arguments);
    options.environment_count = take_list(self, settings->environment, &options.environment);
    options.resolver.preserve_symlinks = settings->preserve_symlinks;
    options.resolver.condition_count = take_list(self, settings->conditions, &options.resolver.conditions);
    return options;
}

/* ---- the life of a runtime ---- */

/* The message and the notes of an error, as one text of malloc. */
static char *tell(const LodeError *error)
{
    LodeBuf text = {0};
    lode_buf_append(&text, error->message);
    for (const LodeErrorNote *note = error->notes; note; note = note->next) {
        lode_buf_puts(&text, "\n  ");
        lode_buf_append(&text, note->text);
        if (!lode_str_is_none(note->file)) {
            lode_buf_puts(&text, ": ");
            lode_buf_append(&text, note->file);
        }
    }
    lode_buf_append_byte(&text, '\0');
    return text.data;
}

LodeRuntime *lode_runtime_new(const LodeRuntimeSettings *settings, char **problem)
{
    LodeRuntime *self = lode_alloc_zeroed(1, sizeof *self);
    LodeError error = {0};
    self->settings = settings ? *settings : (LodeRuntimeSettings){0};
    LodeHostOptions options = host_options(self);
    self->fs = lode_fs_real_new();
    self->memo = lode_memo_new(self->fs);
    self->cache = lode_cache_new(self->memo, options.resolver.node_version);
    self->host = lode_host_new(self->cache, &options, &self->arena, &error);
    if (!self->host) {
        if (problem) {
            *problem = tell(&error);
        }
        lode_runtime_free(self);
        return NULL;
    }
    if (self->settings.resolve || self->settings.read) {
        install_hooks(self);
    }
    return self;
}

void lode_runtime_free(LodeRuntime *self)
{
    if (!self) {
        return;
    }
    if (self->host) {
        self->host->ops->drop(self->host->engine, self->embed);
    }
    lode_host_free(self->host);
    lode_cache_free(self->cache);
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
    lode_arena_release(&self->arena);
    free(self);
}

/* ---- running ---- */

int lode_runtime_run(LodeRuntime *self, const char *path)
{
    LodeArena arena = {0};
    LodeStr absolute = lode_path_resolve(&arena, self->host->options.working_directory, lode_str(path));
    int status = lode_host_run(self->host, absolute);
    lode_arena_release(&arena);
    self->has_finished = true;
    return status;
}

int lode_runtime_run_text(LodeRuntime *self, const char *text, size_t size, LodeTextType type)
{
    static const LodeInputType types[] = {
        [LODE_TEXT_DETECT] = LODE_INPUT_DETECT,
        [LODE_TEXT_COMMONJS] = LODE_INPUT_COMMONJS,
        [LODE_TEXT_MODULE] = LODE_INPUT_MODULE,
    };
    self->has_finished = true;
    return lode_host_run_text(self->host, (LodeStr){text, size}, types[type], LODE_FROM_EVAL);
}

static void fail_pending(LodeRuntime *self, LodeJsValue *thrown)
{
    bool runs = !self->host->is_stopped && thrown;
    LodeStr message = LODE_STR("Nothing is left to do, and the promise is pending");
    if (thrown) {
        *thrown = runs ? outer(self->host->ops->error(self->host->engine, "Error", message)) : NULL;
    }
}

/* Turns the loop until the holder is settled. */
static LodeJsValue await_holder(LodeRuntime *self, LodeValue holder, LodeJsValue *thrown)
{
    bool is_alive = true;
    while (holder_state(self, holder) == HOLDER_PENDING && is_alive && !self->host->is_stopped) {
        is_alive = lode_runtime_step(self, true);
    }
    if (holder_state(self, holder) == HOLDER_PENDING || self->host->is_stopped) {
        fail_pending(self, thrown);
        return NULL;
    }
    return take_result(self, holder, thrown);
}

LodeJsValue lode_runtime_import(LodeRuntime *self, const char *specifier, LodeJsValue *thrown)
{
    LodeHost *host = self->host;
    LodeArena arena = {0};
    LodeStr folder = lode_arena_printf(&arena, "%.*s/", LODE_STR_ARG(host->options.working_directory));
    LodeValue holder = embed_call(self, "holder", 0, NULL, NULL);
    LodeJsValue result = NULL;
    if (holder) {
        LodeValue arguments[] = {holder, lode__text(host, lode_str(specifier)),
                                 lode__text(host, lode_url_from_path(&arena, folder))};
        enter(self, "importModule", 3, arguments);
        result = await_holder(self, holder, thrown);
    } else if (thrown) {
        *thrown = NULL;
    }
    lode_arena_release(&arena);
    return result;
}

LodeJsValue lode_runtime_await(LodeRuntime *self, LodeJsValue value, LodeJsValue *thrown)
{
    LodeValue holder = embed_call(self, "holder", 0, NULL, NULL);
    if (!holder) {
        if (thrown) {
            *thrown = NULL;
        }
        return NULL;
    }
    LodeValue arguments[] = {holder, inner(value)};
    enter(self, "watch", 2, arguments);
    return await_holder(self, holder, thrown);
}

/* ---- the loop ---- */

bool lode_runtime_step(LodeRuntime *self, bool wait)
{
    LodeHost *host = self->host;
    if (host->is_stopped || self->has_finished) {
        return false;
    }
    uv_run(&host->loop, wait ? UV_RUN_ONCE : UV_RUN_NOWAIT);
    return !host->is_stopped && uv_loop_alive(&host->loop);
}

int lode_runtime_descriptor(const LodeRuntime *self)
{
    return uv_backend_fd(&self->host->loop);
}

int lode_runtime_timeout(const LodeRuntime *self)
{
    return uv_backend_timeout(&self->host->loop);
}

int lode_runtime_finish(LodeRuntime *self)
{
    if (!self->has_finished && !self->host->is_stopped) {
        self->has_finished = true;
        lode__host_loop(self->host);
    }
    return self->host->exit_code;
}

bool lode_runtime_has_ended(const LodeRuntime *self, int *status)
{
    bool has_ended = self->has_finished || self->host->is_stopped;
    if (has_ended && status) {
        *status = self->host->exit_code;
    }
    return has_ended;
}

/* ---- values ---- */

LodeJsValue lode_js_undefined(LodeRuntime *self)
{
    return outer(self->host->ops->undefined(self->host->engine));
}

LodeJsValue lode_js_null(LodeRuntime *self)
{
    return outer(self->host->ops->null(self->host->engine));
}

LodeJsValue lode_js_boolean(LodeRuntime *self, bool value)
{
    return outer(self->host->ops->boolean(self->host->engine, value));
}

LodeJsValue lode_js_number(LodeRuntime *self, double value)
{
    return outer(self->host->ops->number(self->host->engine, value));
}

LodeJsValue lode_js_string(LodeRuntime *self, const char *text, size_t size)
{
    return outer(self->host->ops->string(self->host->engine, (LodeStr){text, size}));
}

LodeJsValue lode_js_bytes(LodeRuntime *self, const void *data, size_t size)
{
    return outer(self->host->ops->bytes(self->host->engine, data, size));
}

LodeJsValue lode_js_json(LodeRuntime *self, const char *text, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue argument = lode__text(self->host, lode_str(text));
    LodeValue value = embed_call(self, "parse", 1, &argument, &error);
    if (!value && thrown) {
        *thrown = outer(error);
    }
    return value ? outer(value) : NULL;
}

LodeJsType lode_js_type(LodeRuntime *self, LodeJsValue value)
{
    static const LodeJsType types[] = {
        [LODE_TYPE_UNDEFINED] = LODE_JS_UNDEFINED, [LODE_TYPE_NULL] = LODE_JS_NULL,
        [LODE_TYPE_BOOLEAN] = LODE_JS_BOOLEAN,     [LODE_TYPE_NUMBER] = LODE_JS_NUMBER,
        [LODE_TYPE_BIGINT] = LODE_JS_BIGINT,       [LODE_TYPE_STRING] = LODE_JS_STRING,
        [LODE_TYPE_SYMBOL] = LODE_JS_SYMBOL,       [LODE_TYPE_OBJECT] = LODE_JS_OBJECT,
        [LODE_TYPE_FUNCTION] = LODE_JS_FUNCTION,
    };
    return types[self->host->ops->type(self->host->engine, inner(value))];
}

bool lode_js_truth(LodeRuntime *self, LodeJsValue value)
{
    return self->host->ops->truth(self->host->engine, inner(value));
}

double lode_js_to_number(LodeRuntime *self, LodeJsValue value)
{
    return self->host->ops->to_number(self->host->engine, inner(value), NULL);
}

/* What a function of embed.js makes of the value, as text of malloc; NULL where it throws or gives undefined. */
static char *copy_through(LodeRuntime *self, const char *function, LodeJsValue value, size_t *size)
{
    LodeHost *host = self->host;
    LodeValue argument = inner(value);
    LodeValue text = embed_call(self, function, 1, &argument, NULL);
    LodeBuf out = {0};
    if (!text || host->ops->type(host->engine, text) != LODE_TYPE_STRING ||
        !host->ops->to_text(host->engine, text, &out, NULL)) {
        lode_buf_release(&out);
        return NULL;
    }
    if (size) {
        *size = out.size;
    }
    lode_buf_append_byte(&out, '\0');
    return out.data;
}

char *lode_js_copy_text(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    return copy_through(self, "textOf", value, size);
}

char *lode_js_copy_json(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    return copy_through(self, "stringify", value, size);
}

unsigned char *lode_js_to_bytes(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    unsigned char *data = NULL;
    *size = 0;
    return self->host->ops->to_bytes(self->host->engine, inner(value), &data, size) ? data : NULL;
}

LodeJsValue lode_js_get(LodeRuntime *self, LodeJsValue object, const char *name, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue value = self->host->ops->get(self->host->engine, inner(object), lode_str(name), &error);
    if (!value && thrown) {
        *thrown = outer(error);
    }
    return value ? outer(value) : NULL;
}

bool lode_js_set(LodeRuntime *self, LodeJsValue object, const char *name, LodeJsValue value, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    bool is_set = self->host->ops->set(self->host->engine, inner(object), lode_str(name), inner(value), &error);
    if (!is_set && thrown) {
        *thrown = outer(error);
    }
    return is_set;
}

/* ---- calls ---- */

/* From within a function of C: an ordinary call. */
static LodeJsValue call_inside(LodeRuntime *self, LodeJsValue function, LodeJsValue receiver, size_t count,
                               const LodeJsValue *arguments, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue value = self->host->ops->call(self->host->engine, inner(function), inner(receiver), count,
                                            (const LodeValue *)arguments, &error);
    if (self->host->is_stopped) {
        value = error = NULL;
    }
    if (!value && thrown) {
        *thrown = outer(error);
    }
    return value ? outer(value) : NULL;
}

LodeJsValue lode_js_call(LodeRuntime *self, LodeJsValue function, LodeJsValue receiver, size_t count,
                         const LodeJsValue *arguments, LodeJsValue *thrown)
{
    LodeHost *host = self->host;
    if (self->native_depth > 0) {
        return call_inside(self, function, receiver, count, arguments, thrown);
    }
    LodeValue holder = embed_call(self, "holder", 0, NULL, NULL);
    if (!holder) {
        if (thrown) {
            *thrown = NULL;
        }
        return NULL;
    }
    LodeValue list = host->ops->array(host->engine, count, (const LodeValue *)arguments);
    LodeValue values[] = {holder, inner(function), receiver ? inner(receiver) : lode__undefined(host), list};
    enter(self, "call", 4, values);
    return take_result(self, holder, thrown);
}

/* Within a call, so that a promise that it leaves can be taken over before it counts as unhandled. */
static LodeValue evaluate_script(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                                 const LodeValue *arguments, LodeValue *thrown)
{
    (void)receiver, (void)count, (void)arguments;
    LodeRuntime *self = data;
    return self->host->ops->evaluate(engine, self->script, self->script_name, 1, thrown);
}

LodeJsValue lode_runtime_evaluate(LodeRuntime *self, const char *text, size_t size, const char *name,
                                  LodeJsValue *thrown)
{
    LodeValue function = self->host->ops->function(self->host->engine, LODE_STR("evaluate"), evaluate_script, self);
    self->script = (LodeStr){text, size};
    self->script_name = lode_str(name);
    return lode_js_call(self, outer(function), NULL, 0, NULL, thrown);
}

LodeJsValue lode_js_throw(LodeRuntime *self, LodeJsValue *thrown, const char *constructor, const char *code,
                          const char *message)
{
    LodeValue error = NULL;
    lode__throw(self->host, &error, constructor, code, lode_str(message));
    if (thrown) {
        *thrown = outer(error);
    }
    return NULL;
}

void lode_js_keep(LodeRuntime *self, LodeJsValue value)
{
    self->host->ops->keep(self->host->engine, inner(value));
}

void lode_js_drop(LodeRuntime *self, LodeJsValue value)
{
    self->host->ops->drop(self->host->engine, inner(value));
}

/*
 * include/lode.h, "running", over the host. Nothing is decided here: each call is a translation.
 *
 * Reading order: native modules, hooks, settings, the life of a runtime, running, the loop.
 */
#include "loader/public_host.h"

#include "base/path.h"
#include "base/url.h"
#include "loader/loop.h"

#include <stdlib.h>

/* ---- native modules ---- */

void lode_runtime_add_module(LodeRuntime *self, const char *name, const LodeJsExport *exports)
{
    LodeHost *host = self->host;
    LodeValue functions = host->ops->object(host->engine);
    for (; exports && exports->name; exports++) {
        LodeJsValue function = lode_js_function(self, exports->name, exports->function, exports->data);
        host->ops->set(host->engine, functions, lode_str(exports->name), lode__js_in(function), NULL);
    }
    LodeValue arguments[] = {lode__text(host, lode_str(name)), functions};
    lode__runtime_call(self, "addModule", 2, arguments, NULL);
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
        lode__set(host, object, "source", lode__js_in(lode_js_string(self, text.data ? text.data : "", text.size)));
        if (text.format) {
            lode__set(host, object, "format", lode__text(host, lode_str(text.format)));
        }
        result = lode__js_out(object);
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
        lode__set(host, hooks, "resolve", lode__js_in(lode_js_function(self, "resolve", ask_resolve, NULL)));
    }
    if (self->settings.read) {
        lode__set(host, hooks, "read", lode__js_in(lode_js_function(self, "read", ask_read, NULL)));
    }
    lode__runtime_call(self, "setHooks", 1, &hooks, NULL);
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
        *thrown = runs ? lode__js_out(self->host->ops->error(self->host->engine, "Error", message)) : NULL;
    }
}

/* Turns the loop until the holder is settled. */
static LodeJsValue await_holder(LodeRuntime *self, LodeValue holder, LodeJsValue *thrown)
{
    bool is_alive = true;
    while (lode__runtime_holder_state(self, holder) == LODE_HOLDER_PENDING && is_alive && !self->host->is_stopped) {
        is_alive = lode_runtime_step(self, true);
    }
    if (lode__runtime_holder_state(self, holder) == LODE_HOLDER_PENDING || self->host->is_stopped) {
        fail_pending(self, thrown);
        return NULL;
    }
    return lode__runtime_result(self, holder, thrown);
}

LodeJsValue lode_runtime_import(LodeRuntime *self, const char *specifier, LodeJsValue *thrown)
{
    LodeHost *host = self->host;
    LodeArena arena = {0};
    LodeStr folder = lode_arena_printf(&arena, "%.*s/", LODE_STR_ARG(host->options.working_directory));
    LodeValue holder = lode__runtime_call(self, "holder", 0, NULL, NULL);
    LodeJsValue result = NULL;
    if (holder) {
        LodeValue arguments[] = {holder, lode__text(host, lode_str(specifier)),
                                 lode__text(host, lode_url_from_path(&arena, folder))};
        lode__runtime_enter(self, "importModule", 3, arguments);
        result = await_holder(self, holder, thrown);
    } else if (thrown) {
        *thrown = NULL;
    }
    lode_arena_release(&arena);
    return result;
}

LodeJsValue lode_runtime_await(LodeRuntime *self, LodeJsValue value, LodeJsValue *thrown)
{
    LodeValue holder = lode__runtime_call(self, "holder", 0, NULL, NULL);
    if (!holder) {
        if (thrown) {
            *thrown = NULL;
        }
        return NULL;
    }
    LodeValue arguments[] = {holder, lode__js_in(value)};
    lode__runtime_enter(self, "watch", 2, arguments);
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

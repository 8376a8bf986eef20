/* The life of a host. Reading order: options, making one, freeing it, a run. */
#include "loader/host.h"

#include "loader/core.h"
#include "loader/host_state.h"
#include "loader/loop.h"
#include "loader/modules/modules.h"
#include "loader/sources.h"

#include <stdlib.h>

/* ---- options ---- */

static const LodeStr *copy_texts(LodeArena *arena, const LodeStr *texts, size_t count)
{
    LodeStr *copies = LODE_ARENA_NEW(arena, LodeStr, count);
    for (size_t i = 0; i < count; i++) {
        copies[i] = lode_arena_copy(arena, texts[i]);
    }
    return copies;
}

static LodeHostOptions copy_options(LodeArena *arena, const LodeHostOptions *options)
{
    LodeHostOptions copy = *options;
    copy.engine = lode_arena_copy(arena, options->engine);
    copy.executable = lode_arena_copy(arena, options->executable);
    copy.arguments = copy_texts(arena, options->arguments, options->argument_count);
    copy.environment = copy_texts(arena, options->environment, options->environment_count);
    copy.working_directory = lode_arena_copy(arena, options->working_directory);
    copy.requires = copy_texts(arena, options->requires, options->require_count);
    copy.imports = copy_texts(arena, options->imports, options->import_count);
    copy.resolver.conditions = copy_texts(arena, options->resolver.conditions, options->resolver.condition_count);
    copy.resolver.global_paths = copy_texts(arena, options->resolver.global_paths, options->resolver.global_path_count);
    return copy;
}

/* ---- making one ---- */

/* Runs loader/core/internal/boot.js. False where it throws: a defect of lode, told as such. */
static bool boot(LodeHost *self, LodeArena *arena, LodeError *error)
{
    const LodeEngineOps *ops = self->ops;
    LodeValue thrown = NULL;
    LodeValue natives = lode__native_object(self, LODE_NATIVE_SET_core);
    LodeValue exports = ops->object(self->engine);
    ops->keep(self->engine, exports);
    self->boot = exports;
    LodeValue index = lode__number(self, (double)lode__core_find(LODE_STR("internal/boot")));
    LodeValue compile = ops->get(self->engine, natives, LODE_STR("compile"), NULL);
    LodeValue function = ops->call(self->engine, compile, NULL, 1, &index, &thrown);
    if (function) {
        LodeValue native = ops->get(self->engine, natives, LODE_STR("native"), NULL);
        LodeValue setup = lode__undefined(self);
        LodeValue arguments[] = {exports, setup, setup, native};
        function = ops->call(self->engine, function, exports, 4, arguments, &thrown);
    }
    if (function) {
        lode__loop_listen(self);
        return true;
    }
    LodeBuf text = {0};
    LodeBuf stack = {0};
    ops->to_text(self->engine, thrown, &text, NULL);
    LodeValue trace = ops->get(self->engine, thrown, LODE_STR("stack"), NULL);
    if (trace) {
        ops->to_text(self->engine, trace, &stack, NULL);
    }
    lode_error_set(error, arena, LODE_ERROR_LODE_INTERNAL, "The host does not start: %.*s\n%.*s",
                   LODE_STR_ARG(lode_buf_str(&text)), LODE_STR_ARG(lode_buf_str(&stack)));
    lode_buf_release(&text);
    lode_buf_release(&stack);
    return false;
}

LodeHost *lode_host_new(LodeCache *cache, const LodeHostOptions *options, LodeArena *arena, LodeError *error)
{
    const LodeEngineOps *ops = lode_engine_open(options->engine, arena, error);
    if (!ops) {
        return NULL;
    }
    LodeHost *self = lode_alloc_zeroed(1, sizeof *self);
    self->ops = ops;
    self->load_clock.start = uv_hrtime();
    self->options = copy_options(&self->arena, options);
    self->cache = cache;
    self->memo = lode_cache_memo(cache);
    self->resolver = lode_resolver_new(cache, &self->options.resolver);
    self->parser = lode_parser_new();
    lode_parser_set_detail(self->parser, LODE_DETAIL_EXPORTS);
    uv_loop_init(&self->loop);
    /* Who is told to leave ends the process: then nothing has to be stopped. */
    self->engine = options->leave ? ops->create_unstoppable() : ops->create();
    self->modules = lode__modules_new(self);
    if (!boot(self, arena, error)) {
        lode_host_free(self);
        return NULL;
    }
    return self;
}

/* ---- freeing it ---- */

static void release_natives(LodeHost *self)
{
    static const LodeNativeSet *const sets[] = {
#define LODE_NATIVE_SET(name) &lode__natives_##name,
#include "loader/natives/natives.def"
#undef LODE_NATIVE_SET
    };
    for (size_t i = 0; i < LODE_NATIVE_SET_COUNT; i++) {
        if (sets[i]->release) {
            sets[i]->release(self);
        }
        self->ops->drop(self->engine, self->native_objects[i]);
    }
}

static void close_handle(uv_handle_t *handle, void *context)
{
    (void)context;
    if (!uv_is_closing(handle)) {
        uv_close(handle, NULL);
    }
}

void lode_host_free(LodeHost *self)
{
    if (!self) {
        return;
    }
    release_natives(self);
    lode__modules_free(self->modules);
    lode__sources_release(self);
    lode__trace_release(self);
    self->ops->drop(self->engine, self->boot);
    uv_walk(&self->loop, close_handle, NULL);
    /* A loop that was told to stop ends its first run at once; requests that are under way are waited for. */
    while (uv_run(&self->loop, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&self->loop);
    self->ops->destroy(self->engine);
    lode_parser_free(self->parser);
    lode_resolver_free(self->resolver);
    lode_arena_release(&self->arena);
    free(self);
}

/* ---- resolving ---- */

static bool resolve_with(LodeResolver *resolver, const LodeRequestFrom *request, LodeStr entry, LodeArena *arena,
                         LodeResolution *out, LodeError *error)
{
    return request ? lode_resolve(resolver, request, arena, out, error)
                   : lode_resolve_entry(resolver, entry, arena, out, error);
}

/* Whether the file that the memo knows is there. */
static bool is_still_there(LodeHost *self, const LodeResolution *found)
{
    LodeFs *fs = lode_memo_fs(self->memo);
    return !found->file || fs->ops->lstat(fs, lode_path_text(found->file).data).type != LODE_FILE_ABSENT;
}

/* A second look, at files as they are now. What it finds is told in texts and paths of the host. */
static bool resolve_afresh(LodeHost *self, const LodeRequestFrom *request, LodeStr entry, LodeArena *arena,
                           LodeResolution *out, LodeError *error)
{
    const LodeResolverOptions *options = lode_resolver_options(self->resolver);
    LodeMemo *memo = lode_memo_new(lode_memo_fs(self->memo));
    LodeCache *cache = lode_cache_new(memo, options->node_version);
    LodeResolver *resolver = lode_resolver_new(cache, options);
    LodeError refusal = {0};
    bool is_found = resolve_with(resolver, request, entry, arena, out, &refusal);
    if (is_found) {
        out->url = lode_arena_copy(arena, out->url);
        out->path = lode_arena_copy(arena, out->path);
        out->file = out->file ? lode_memo_path(self->memo, out->path) : NULL;
    } else if (error) {
        *error = lode_error_copy(arena, &refusal);
    }
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    lode_memo_free(memo);
    return is_found;
}

static bool resolve_now(LodeHost *self, const LodeRequestFrom *request, LodeStr entry, LodeArena *arena,
                        LodeResolution *out, LodeError *error)
{
    return (resolve_with(self->resolver, request, entry, arena, out, NULL) && is_still_there(self, out)) ||
           resolve_afresh(self, request, entry, arena, out, error);
}

bool lode__host_resolve(LodeHost *self, const LodeRequestFrom *request, LodeArena *arena, LodeResolution *out,
                        LodeError *error)
{
    return resolve_now(self, request, LODE_STR_NONE, arena, out, error);
}

bool lode__host_resolve_entry(LodeHost *self, LodeStr path, LodeArena *arena, LodeResolution *out, LodeError *error)
{
    return resolve_now(self, NULL, path, arena, out, error);
}

/* ---- a run ---- */

LodeValue lode__host_call_boot(LodeHost *self, const char *name, size_t count, const LodeValue *arguments,
                               LodeValue *thrown)
{
    LodeValue function = self->ops->get(self->engine, self->boot, lode_str(name), thrown);
    return function ? self->ops->call(self->engine, function, self->boot, count, arguments, thrown) : NULL;
}

int lode_host_run(LodeHost *self, LodeStr path)
{
    LodeValue run = self->ops->get(self->engine, self->boot, LODE_STR("runMain"), NULL);
    LodeValue argument = lode__text(self, path);
    lode__host_enter(self, run, 1, &argument);
    lode__host_loop(self);
    return self->exit_code;
}

int lode_host_run_text(LodeHost *self, LodeStr text, LodeInputType type, LodeInputFrom from)
{
    static const char *const types[] = {
        [LODE_INPUT_DETECT] = "detect", [LODE_INPUT_COMMONJS] = "commonjs", [LODE_INPUT_MODULE] = "module"};
    static const char *const origins[] = {
        [LODE_FROM_EVAL] = "eval", [LODE_FROM_PRINT] = "print", [LODE_FROM_STDIN] = "stdin"};
    LodeValue run = self->ops->get(self->engine, self->boot, LODE_STR("runText"), NULL);
    LodeValue arguments[] = {lode__text(self, text), lode__text(self, lode_str(types[type])),
                             lode__text(self, lode_str(origins[from]))};
    lode__host_enter(self, run, 3, arguments);
    lode__host_loop(self);
    return self->exit_code;
}

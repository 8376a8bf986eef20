/* The table. Reading order: hooks, entries, failures, its life. */
#include "loader/modules/modules.h"

#include "base/intern.h"
#include "loader/modules/prefetch.h"

#include <stdlib.h>

LodeValue lode__modules_hook(LodeModules *self, LodeModuleHook hook, size_t count, const LodeValue *arguments,
                             LodeValue *thrown)
{
    return self->host->ops->call(self->host->engine, self->hooks[hook], NULL, count, arguments, thrown);
}

/* ---- entries ---- */

static LodeAtom key_of(LodeModules *self, LodeStr url, LodeStr type, bool *is_new)
{
    LodeBuf key = {0};
    lode_buf_append(&key, url);
    if (type.size > 0) {
        lode_buf_append_byte(&key, '\0');
        lode_buf_append(&key, type);
    }
    LodeAtom atom = lode_intern(self->keys, lode_buf_str(&key), is_new);
    lode_buf_release(&key);
    return atom;
}

LodeModuleIndex lode__modules_find(LodeModules *self, LodeStr url, LodeStr type)
{
    LodeAtom atom = key_of(self, url, type, NULL);
    return atom < self->by_key.count && self->by_key.items[atom] ? self->by_key.items[atom] - 1 : LODE_MODULE_NONE;
}

static LodeModuleState new_state(LodeFormat format)
{
    return (LodeModuleState){.cycle_root = LODE_MODULE_NONE, .format = format, .asked_format = format};
}

LodeModuleIndex lode__modules_entry(LodeModules *self, const LodeResolution *resolution, LodeStr type)
{
    LodeAtom atom = key_of(self, resolution->url, type, NULL);
    while (self->by_key.count <= atom) {
        lode_vec_push(&self->by_key, 0);
    }
    if (self->by_key.items[atom]) {
        return self->by_key.items[atom] - 1;
    }
    LodeArena *arena = &self->graph.arena;
    LodeModule module = {
        .id = lode_arena_copy(arena, resolution->url),
        .path = lode_arena_copy(arena, resolution->path),
        .package = LODE_STR_NONE,
        .format = resolution->format,
    };
    module.url = module.id;
    lode_vec_push(&self->modules, module);
    lode_vec_push(&self->states, new_state(resolution->format));
    self->graph.modules = self->modules.items;
    self->graph.module_count = (uint32_t)self->modules.count;
    lode_link_extend(self->link);
    self->by_key.items[atom] = (LodeModuleIndex)self->modules.count;
    return self->by_key.items[atom] - 1;
}

/* ---- failures ---- */

static void drop_source(LodeModules *self, LodeModuleState *state)
{
    const LodeEngineOps *ops = self->host->ops;
    ops->drop(self->host->engine, state->environment);
    ops->drop(self->host->engine, state->factory);
    free(state->body);
}

void lode__modules_reset(LodeModules *self, LodeModuleIndex module)
{
    LodeModuleState *state = &self->states.items[module];
    LodeModuleState fresh = new_state(state->asked_format);
    fresh.is_visited = state->is_visited;
    drop_source(self, state);
    *state = fresh;
    self->modules.items[module].format = fresh.format;
    self->modules.items[module].record = NULL;
}

void lode__modules_fail(LodeModules *self, LodeModuleIndex module, LodeValue reason)
{
    LodeModuleState *state = &self->states.items[module];
    if (!state->failure) {
        self->host->ops->keep(self->host->engine, reason);
        state->failure = reason;
    }
}

/* ---- its life ---- */

LodeModules *lode__modules_new(LodeHost *host)
{
    LodeModules *self = lode_alloc_zeroed(1, sizeof *self);
    self->host = host;
    self->keys = lode_interner_new();
    self->link = lode_link_new(&self->graph, host->cache, &host->options.resolver);
    return self;
}

void lode__modules_free(LodeModules *self)
{
    const LodeEngineOps *ops = self->host->ops;
    for (size_t i = 0; i < self->states.count; i++) {
        LodeModuleState *state = &self->states.items[i];
        drop_source(self, state);
        ops->drop(self->host->engine, state->failure);
        lode_vec_release(&state->async_parents);
    }
    for (size_t i = 0; i < LODE_HOOK_COUNT; i++) {
        ops->drop(self->host->engine, self->hooks[i]);
    }
    ops->drop(self->host->engine, self->custom_resolve);
    ops->drop(self->host->engine, self->custom_load);
    lode__prefetch_free(self->prefetch);
    lode_link_free(self->link);
    lode_interner_free(self->keys);
    lode_vec_release(&self->modules);
    lode_vec_release(&self->edges);
    lode_vec_release(&self->states);
    lode_vec_release(&self->by_key);
    lode_arena_release(&self->graph.arena);
    free(self);
}

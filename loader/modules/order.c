/*
 * The order of linking: the depth-first walk of InnerModuleLinking, which knows the cycles when it ends.
 *
 * Two ask for it: loading, which has to compile each body in one of two forms (lode_body_set_form), and linking.
 *
 * Reading order: the walk, what can be seen early, the one call.
 */
#include "loader/modules/modules.h"

/* ---- the walk ---- */

typedef struct Frame {
    LodeModuleIndex module;
    uint32_t next;
} Frame;

typedef struct Walk {
    LODE_VEC(Frame) frames;
    LODE_VEC(LodeModuleIndex) stack; /* of the specification: components that are not closed */
    LodeModuleOrder *order;
    uint32_t index;
} Walk;

static void push(LodeModules *self, Walk *walk, LodeModuleIndex module)
{
    LodeModuleState *state = &self->states.items[module];
    state->is_visited = true;
    state->has_await_below = state->has_top_level_await;
    state->dfs_index = state->dfs_ancestor = walk->index++;
    lode_vec_push(&walk->stack, module);
    lode_vec_push(&walk->frames, ((Frame){module, 0}));
}

/* A component is complete: a module on a cycle can be read before it has run, and awaits if one of them does. */
static void close_component(LodeModules *self, Walk *walk, LodeModuleIndex root)
{
    size_t start = walk->stack.count;
    bool awaits = false;
    do {
        start--;
        awaits |= self->states.items[walk->stack.items[start]].has_await_below;
    } while (walk->stack.items[start] != root);
    bool is_cycle = walk->stack.count - start > 1;
    for (size_t i = start; i < walk->stack.count; i++) {
        LodeModuleState *state = &self->states.items[walk->stack.items[i]];
        state->is_seen_early |= is_cycle;
        state->has_await_below = awaits;
        state->dfs_index = UINT32_MAX; /* closed */
    }
    walk->stack.count = start;
}

static void step(LodeModules *self, Walk *walk)
{
    Frame *frame = &lode_vec_last(&walk->frames);
    LodeModuleIndex module = frame->module;
    LodeModuleState *state = &self->states.items[module];
    if (frame->next < state->request_count) {
        LodeModuleIndex to = state->requests[frame->next++];
        LodeModuleState *target = &self->states.items[to];
        if (target->status != LODE_MODULE_UNLINKED) {
            state->has_await_below |= target->has_await_below;
        } else if (!target->is_visited) {
            push(self, walk, to);
        } else if (target->dfs_index != UINT32_MAX) {
            state->is_seen_early |= to == module;
            if (target->dfs_index < state->dfs_ancestor) {
                state->dfs_ancestor = target->dfs_index;
            }
        } else {
            state->has_await_below |= target->has_await_below;
        }
        return;
    }
    lode_vec_push(walk->order, module);
    (void)lode_vec_pop(&walk->frames);
    uint32_t ancestor = state->dfs_ancestor;
    if (ancestor == state->dfs_index) {
        close_component(self, walk, module);
    }
    if (walk->frames.count > 0) {
        LodeModuleState *parent = &self->states.items[lode_vec_last(&walk->frames).module];
        parent->has_await_below |= state->has_await_below;
        if (state->dfs_index != UINT32_MAX && ancestor < parent->dfs_ancestor) {
            parent->dfs_ancestor = ancestor;
        }
    }
}

/* ---- what can be seen early ---- */

/* What a module on a cycle imports can be read through it as early as itself. Dependents come first here. */
static void spread_early(LodeModules *self, const LodeModuleOrder *order)
{
    for (size_t i = order->count; i > 0; i--) {
        const LodeModuleState *state = &self->states.items[order->items[i - 1]];
        for (uint32_t k = 0; state->is_seen_early && k < state->request_count; k++) {
            self->states.items[state->requests[k]].is_seen_early = true;
        }
    }
}

/* ---- the one call ---- */

void lode__modules_order(LodeModules *self, LodeModuleIndex root, LodeModuleOrder *out)
{
    if (self->states.items[root].status != LODE_MODULE_UNLINKED) {
        return;
    }
    Walk walk = {.order = out};
    push(self, &walk, root);
    while (walk.frames.count > 0) {
        step(self, &walk);
    }
    spread_early(self, out);
    for (size_t i = 0; i < out->count; i++) {
        self->states.items[out->items[i]].is_visited = false;
    }
    lode_vec_release(&walk.frames);
    lode_vec_release(&walk.stack);
}

/*
 * Components: which modules are on cycles, told while a depth-first walk goes on (Tarjan's algorithm, as in the
 * specification's [[DFSAncestorIndex]]), and which of the others run before anything that could look at them.
 *
 * Code of a module can be called before it has run only by way of a cycle. So what is not on one can be seen too early
 * only by modules on a cycle that import it, and of these only by such as run before it. Evaluation takes modules
 * in the order in which this walk ends them; while one of a component has ended that is not complete yet, it runs
 * before whatever ends next: that is `is_late`.
 */
#include "loader/modules/modules.h"

#define CLOSED UINT32_MAX

bool lode__components_is_closed(const LodeModuleState *state)
{
    return state->dfs_index == CLOSED;
}

void lode__components_enter(LodeModules *self, LodeComponents *components, LodeModuleIndex module)
{
    LodeModuleState *state = &self->states.items[module];
    state->has_await_below = state->has_top_level_await;
    state->dfs_index = state->dfs_ancestor = components->index++;
    lode_vec_push(&components->open, module);
}

void lode__components_meet(LodeModules *self, LodeModuleIndex from, LodeModuleIndex to)
{
    LodeModuleState *state = &self->states.items[from];
    const LodeModuleState *target = &self->states.items[to];
    state->has_await_below |= target->has_await_below;
    if (!lode__components_is_closed(target)) {
        state->is_seen_early |= to == from;
        if (target->dfs_index < state->dfs_ancestor) {
            state->dfs_ancestor = target->dfs_index;
        }
    }
}

/* A component is complete: a module on a cycle can be read before it has run, and awaits if one of them does. */
static void complete(LodeModules *self, LodeComponents *components, LodeModuleIndex root)
{
    size_t start = components->open.count;
    bool awaits = false;
    do {
        start--;
        awaits |= self->states.items[components->open.items[start]].has_await_below;
    } while (components->open.items[start] != root);
    size_t size = components->open.count - start;
    for (size_t i = start; i < components->open.count; i++) {
        LodeModuleState *state = &self->states.items[components->open.items[i]];
        state->is_seen_early |= size > 1;
        state->has_await_below = awaits;
        state->dfs_index = CLOSED;
    }
    components->open.count = start;
    components->ended -= size - 1;
}

void lode__components_end(LodeModules *self, LodeComponents *components, LodeModuleIndex module, LodeModuleIndex parent)
{
    LodeModuleState *state = &self->states.items[module];
    uint32_t ancestor = state->dfs_ancestor;
    state->is_late = components->ended > 0;
    if (ancestor == state->dfs_index) {
        complete(self, components, module);
    } else {
        components->ended++;
    }
    state->is_late |= state->has_await_below; /* it runs when that has ended */
    if (parent != LODE_MODULE_NONE) {
        LodeModuleState *above = &self->states.items[parent];
        above->has_await_below |= state->has_await_below;
        if (!lode__components_is_closed(state) && ancestor < above->dfs_ancestor) {
            above->dfs_ancestor = ancestor;
        }
    }
}

void lode__components_release(LodeModules *self, LodeComponents *components)
{
    /* What a walk left that did not come to its end. */
    for (size_t i = 0; i < components->open.count; i++) {
        self->states.items[components->open.items[i]].dfs_index = CLOSED;
    }
    lode_vec_release(&components->open);
}

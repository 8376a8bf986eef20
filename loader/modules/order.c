/*
 * The order of evaluation, as the depth-first walks of InnerModuleLinking and InnerModuleEvaluation have it, and what
 * can be seen of a module before it has run.
 *
 * Reading order: the walk, what can be seen early, the one call.
 */
#include "loader/modules/modules.h"

/* ---- the walk ---- */

typedef struct Frame {
    LodeModuleIndex module;
    uint32_t next; /* request that is looked at next */
} Frame;

typedef struct Walk {
    LODE_VEC(Frame) frames;
    LodeComponents components;
    LodeModuleStatus status; /* of the modules that belong to it */
    LodeModuleOrder *order;
} Walk;

static void push(LodeModules *self, Walk *walk, LodeModuleIndex module)
{
    self->states.items[module].is_visited = true;
    lode__components_enter(self, &walk->components, module);
    lode_vec_push(&walk->frames, ((Frame){module, 0}));
}

static void step(LodeModules *self, Walk *walk)
{
    Frame *frame = &lode_vec_last(&walk->frames);
    LodeModuleIndex module = frame->module;
    LodeModuleState *state = &self->states.items[module];
    if (frame->next < state->request_count) {
        LodeModuleIndex to = state->requests[frame->next++];
        const LodeModuleState *target = &self->states.items[to];
        if (target->status != walk->status) {
            state->has_await_below |= target->has_await_below;
            walk->order->leads_to_linked |= target->status == LODE_MODULE_LINKED;
        } else if (target->is_visited) {
            lode__components_meet(self, module, to);
        } else {
            push(self, walk, to);
        }
        return;
    }
    lode_vec_push(&walk->order->modules, module);
    (void)lode_vec_pop(&walk->frames);
    bool has_parent = walk->frames.count > 0;
    LodeModuleIndex parent = has_parent ? lode_vec_last(&walk->frames).module : LODE_MODULE_NONE;
    lode__components_end(self, &walk->components, module, parent);
}

/* ---- what can be seen early ---- */

/* What a module imports can be read through it as early as itself, unless it has run by then. Dependents come first. */
static void spread_early(LodeModules *self, const LodeModuleOrder *order)
{
    for (size_t i = order->modules.count; i > 0; i--) {
        const LodeModuleState *state = &self->states.items[order->modules.items[i - 1]];
        for (uint32_t k = 0; state->is_seen_early && k < state->request_count; k++) {
            LodeModuleState *target = &self->states.items[state->requests[k]];
            target->is_seen_early |= target->is_late;
        }
    }
}

/* ---- the one call ---- */

void lode__modules_order(LodeModules *self, LodeModuleIndex root, LodeModuleStatus status, LodeModuleOrder *out)
{
    if (self->states.items[root].status != status) {
        return;
    }
    Walk walk = {.status = status, .order = out};
    push(self, &walk, root);
    while (walk.frames.count > 0) {
        step(self, &walk);
    }
    spread_early(self, out);
    for (size_t i = 0; i < out->modules.count; i++) {
        self->states.items[out->modules.items[i]].is_visited = false;
    }
    lode_vec_release(&walk.frames);
    lode__components_release(self, &walk.components);
}

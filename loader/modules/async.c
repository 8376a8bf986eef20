/*
 * Modules that await, and those that wait for them: ExecuteAsyncModule, GatherAvailableAncestors,
 * AsyncModuleExecutionFulfilled and AsyncModuleExecutionRejected.
 *
 * The body itself is driven by core/internal/esm.js, which calls back into the last two.
 *
 * Reading order: starting a body, who can go on, fulfilled, rejected.
 */
#include "loader/modules/modules.h"

#include <stdlib.h>

void lode__modules_execute_async(LodeModules *self, LodeModuleIndex module)
{
    LODE_TRACE(self->host, .kind = LODE_LOAD_RUN, .module = self->modules.items[module].url);
    LodeValue thrown = NULL;
    LodeModuleState *state = &self->states.items[module];
    if (!state->is_bound) {
        lode__modules_bind(self, module, &thrown);
    }
    free(state->body);
    state->body = NULL;
    LodeValue arguments[] = {state->environment, lode__number(self->host, module)};
    lode__modules_hook(self, LODE_HOOK_EXECUTE_ASYNC, 2, arguments, &thrown);
}

/* ---- who can go on ---- */

typedef LODE_VEC(LodeModuleIndex) IndexVec;

typedef struct Frame {
    LodeModuleIndex module;
    size_t next;
} Frame;

/* GatherAvailableAncestors: modules of which this was the last dependency that they waited for. */
static void gather(LodeModules *self, LodeModuleIndex module, IndexVec *list)
{
    LODE_VEC(Frame) frames = {0};
    lode_vec_push(&frames, ((Frame){module, 0}));
    while (frames.count > 0) {
        Frame *frame = &lode_vec_last(&frames);
        const LodeModuleState *state = &self->states.items[frame->module];
        if (frame->next == state->async_parents.count) {
            (void)lode_vec_pop(&frames);
            continue;
        }
        LodeModuleIndex parent = state->async_parents.items[frame->next++];
        LodeModuleState *other = &self->states.items[parent];
        LodeModuleIndex root = other->cycle_root;
        /* One whose count is at 0 is in the list. */
        if (other->pending == 0 || (root != LODE_MODULE_NONE && self->states.items[root].failure)) {
            continue;
        }
        if (--other->pending == 0) {
            lode_vec_push(list, parent);
            if (!other->has_top_level_await) {
                lode_vec_push(&frames, ((Frame){parent, 0}));
            }
        }
    }
    lode_vec_release(&frames);
}

static int compare_orders(const void *left, const void *right, void *context)
{
    const LodeModules *self = context;
    uint32_t a = self->states.items[*(const LodeModuleIndex *)left].async_order;
    uint32_t b = self->states.items[*(const LodeModuleIndex *)right].async_order;
    return (a > b) - (a < b);
}

static void sort_by_order(LodeModules *self, IndexVec *list)
{
    if (list->count > 1) {
        qsort_r(list->items, list->count, sizeof *list->items, compare_orders, self);
    }
}

/* ---- fulfilled ---- */

static void end_well(LodeModules *self, LodeModuleIndex module)
{
    LodeModuleState *state = &self->states.items[module];
    state->status = LODE_MODULE_EVALUATED;
    state->async_order = LODE_ASYNC_DONE;
    lode__modules_settle(self, module, NULL);
}

static void go_on(LodeModules *self, LodeModuleIndex module)
{
    LodeModuleState *state = &self->states.items[module];
    if (state->status == LODE_MODULE_EVALUATED) {
        return;
    }
    if (state->has_top_level_await) {
        lode__modules_execute_async(self, module);
        return;
    }
    LodeValue thrown = NULL;
    if (lode__modules_execute(self, module, &thrown)) {
        end_well(self, module);
    } else {
        lode__modules_async_rejected(self, module, thrown);
    }
}

void lode__modules_async_fulfilled(LodeModules *self, LodeModuleIndex module)
{
    if (self->states.items[module].status == LODE_MODULE_EVALUATED) {
        return; /* it failed meanwhile, through another one of its cycle */
    }
    LODE_TRACE(self->host, .kind = LODE_LOAD_DONE, .module = self->modules.items[module].url);
    end_well(self, module);
    IndexVec list = {0};
    gather(self, module, &list);
    sort_by_order(self, &list);
    for (size_t i = 0; i < list.count; i++) {
        go_on(self, list.items[i]);
    }
    lode_vec_release(&list);
}

/* ---- rejected ---- */

void lode__modules_async_rejected(LodeModules *self, LodeModuleIndex module, LodeValue reason)
{
    IndexVec waiting = {0}; /* the specification's recursion: a module, then its parents in order */
    lode_vec_push(&waiting, module);
    while (waiting.count > 0) {
        LodeModuleIndex next = lode_vec_pop(&waiting);
        LodeModuleState *state = &self->states.items[next];
        if (state->status == LODE_MODULE_EVALUATED) {
            continue;
        }
        lode__modules_fail(self, next, reason);
        state->status = LODE_MODULE_EVALUATED;
        state->async_order = LODE_ASYNC_DONE;
        LODE_TRACE(self->host, .kind = LODE_LOAD_FAIL, .module = self->modules.items[next].url,
                   .error = lode__trace_thrown(self->host, reason));
        lode__modules_settle(self, next, reason);
        state = &self->states.items[next];
        for (size_t i = state->async_parents.count; i > 0; i--) {
            lode_vec_push(&waiting, state->async_parents.items[i - 1]);
        }
    }
    lode_vec_release(&waiting);
}

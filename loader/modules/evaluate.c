/*
 * Evaluate() and InnerModuleEvaluation, with the stack of the specification's recursion kept by hand.
 *
 * Reading order: running one body, one module on the stack, the walk, Evaluate.
 */
#include "loader/modules/modules.h"

#include <stdlib.h>

/* ---- running one body ---- */

static LodeValue run_synthetic(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeModule *module = &self->modules.items[index];
    LodeModuleState *state = &self->states.items[index];
    if (state->format != LODE_FORMAT_COMMONJS) {
        return lode__undefined(host); /* JSON and core modules have their values since they were loaded */
    }
    LodeStr name = lode_str_is_none(module->path) ? module->url : module->path; /* a hook may have made it of no file */
    LodeValue arguments[] = {state->environment, lode__text(host, name), lode__text(host, module->url)};
    return lode__modules_hook(self, LODE_HOOK_COMMONJS, 3, arguments, thrown);
}

bool lode__modules_execute(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[module];
    if (state->format != LODE_FORMAT_MODULE) {
        return run_synthetic(self, module, thrown) != NULL;
    }
    if (!state->is_bound && !lode__modules_bind(self, module, thrown)) {
        return false;
    }
    free(state->body);
    state->body = NULL;
    LODE_TRACE(self->host, .kind = LODE_LOAD_RUN, .module = self->modules.items[module].url);
    LodeValue result = lode__modules_hook(self, LODE_HOOK_EXECUTE, 1, &state->environment, thrown);
    LODE_TRACE(self->host, .kind = result ? LODE_LOAD_DONE : LODE_LOAD_FAIL, .module = self->modules.items[module].url,
               .error = result ? LODE_STR_NONE : lode__trace_thrown(self->host, *thrown));
    return result != NULL;
}

void lode__modules_settle(LodeModules *self, LodeModuleIndex module, LodeValue reason)
{
    LodeModuleState *state = &self->states.items[module];
    if (state->has_capability) {
        LodeHost *host = self->host;
        LodeValue arguments[] = {state->environment, lode__boolean(host, reason != NULL),
                                 reason ? reason : lode__undefined(host)};
        lode__modules_hook(self, LODE_HOOK_SETTLE, 3, arguments, NULL);
    }
}

/* ---- one module on the stack ---- */

typedef struct Frame {
    LodeModuleIndex module;
    uint32_t next; /* request that is looked at next */
} Frame;

typedef struct Walk {
    LODE_VEC(Frame) frames;
    LODE_VEC(LodeModuleIndex) stack; /* of the specification: those whose component is not closed */
    uint32_t index;
    uint32_t evaluation;
} Walk;

static bool has_ended(const LodeModuleState *state)
{
    return state->status == LODE_MODULE_EVALUATING_ASYNC || state->status == LODE_MODULE_EVALUATED;
}

/* Steps 1 to 10: false with `*thrown` where it failed before. */
static bool enter(LodeModules *self, Walk *walk, LodeModuleIndex module, LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[module];
    if (has_ended(state)) {
        if (state->failure) {
            *thrown = state->failure;
            return false;
        }
        return true;
    }
    if (state->status == LODE_MODULE_EVALUATING) {
        return true;
    }
    state->status = LODE_MODULE_EVALUATING;
    state->evaluation = walk->evaluation;
    state->dfs_index = state->dfs_ancestor = walk->index++;
    state->pending = 0;
    lode_vec_push(&walk->stack, module);
    lode_vec_push(&walk->frames, ((Frame){module, 0}));
    return true;
}

/* Step 11.c: what a required module means for the one that asked, once its own walk ended. */
static bool note_required(LodeModules *self, const Walk *walk, LodeModuleIndex module, LodeModuleIndex required,
                          LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[module];
    LodeModuleState *other = &self->states.items[required];
    if (other->status == LODE_MODULE_EVALUATING) {
        /* On the stack of another Evaluate() around this one, a require() of it was let through: it is not waited for. */
        if (other->evaluation == walk->evaluation && other->dfs_ancestor < state->dfs_ancestor) {
            state->dfs_ancestor = other->dfs_ancestor;
        }
        if (other->evaluation != walk->evaluation) {
            return true;
        }
    } else {
        required = other->cycle_root;
        other = &self->states.items[required];
        if (other->failure) {
            *thrown = other->failure;
            return false;
        }
    }
    if (other->async_order != LODE_ASYNC_UNSET && other->async_order != LODE_ASYNC_DONE) {
        state->pending++;
        lode_vec_push(&other->async_parents, module);
        LODE_TRACE(self->host, .kind = LODE_LOAD_WAIT, .module = self->modules.items[required].url,
                   .referrer = self->modules.items[module].url);
    }
    return true;
}

/* Step 16: the component of which `module` is the root. */
static void close_component(LodeModules *self, Walk *walk, LodeModuleIndex module)
{
    LodeModuleIndex required;
    do {
        required = lode_vec_pop(&walk->stack);
        LodeModuleState *state = &self->states.items[required];
        state->status = state->async_order == LODE_ASYNC_UNSET ? LODE_MODULE_EVALUATED : LODE_MODULE_EVALUATING_ASYNC;
        state->cycle_root = module;
    } while (required != module);
}

/* Steps 12 to 16, when all requests of the module on top were looked at. */
static bool leave(LodeModules *self, Walk *walk, LodeValue *thrown)
{
    LodeModuleIndex module = lode_vec_last(&walk->frames).module;
    LodeModuleState *state = &self->states.items[module];
    if (state->pending > 0 || state->has_top_level_await) {
        state->async_order = ++self->async_counter;
        if (state->pending == 0) {
            lode__modules_execute_async(self, module);
        }
    } else if (!lode__modules_execute(self, module, thrown)) {
        return false;
    }
    state = &self->states.items[module]; /* the body may have loaded more */
    if (state->dfs_ancestor == state->dfs_index) {
        close_component(self, walk, module);
    }
    (void)lode_vec_pop(&walk->frames);
    return true;
}

/* ---- the walk ---- */

static bool step(LodeModules *self, Walk *walk, LodeValue *thrown)
{
    Frame *frame = &lode_vec_last(&walk->frames);
    LodeModuleIndex module = frame->module;
    const LodeModuleState *state = &self->states.items[module];
    if (frame->next == 2 * state->request_count) {
        return leave(self, walk, thrown);
    }
    /* Each request is entered, and when the walk comes back to this frame, taken note of. */
    LodeModuleIndex required = state->requests[frame->next / 2];
    bool is_entered = frame->next % 2;
    frame->next++;
    return is_entered ? note_required(self, walk, module, required, thrown) : enter(self, walk, required, thrown);
}

static void fail_stack(LodeModules *self, const Walk *walk, LodeValue reason)
{
    for (size_t i = 0; i < walk->stack.count; i++) {
        LodeModuleIndex module = walk->stack.items[i];
        LodeModuleState *state = &self->states.items[module];
        state->status = LODE_MODULE_EVALUATED;
        state->cycle_root = module;
        lode__modules_fail(self, module, reason);
    }
}

/* ---- Evaluate ---- */

LodeValue lode__modules_evaluate(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[module];
    if (has_ended(state) && state->cycle_root != LODE_MODULE_NONE) {
        module = state->cycle_root;
        state = &self->states.items[module];
    }
    LodeValue promise = lode__modules_hook(self, LODE_HOOK_CAPABILITY, 1, &state->environment, thrown);
    if (!promise || state->has_capability || state->status == LODE_MODULE_EVALUATING) {
        return promise;
    }
    if (!lode__modules_prepare(self, module, thrown)) {
        return NULL;
    }
    state->has_capability = true;
    Walk walk = {.evaluation = ++self->evaluation_count};
    LodeValue failure = NULL;
    bool is_well = enter(self, &walk, module, &failure);
    while (is_well && walk.frames.count > 0) {
        is_well = step(self, &walk, &failure);
    }
    if (!is_well) {
        fail_stack(self, &walk, failure);
        lode__modules_settle(self, module, failure);
    } else if (self->states.items[module].status == LODE_MODULE_EVALUATED) {
        lode__modules_settle(self, module, NULL);
    }
    lode_vec_release(&walk.frames);
    lode_vec_release(&walk.stack);
    return promise;
}

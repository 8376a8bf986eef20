/*
 * Loading a graph: Node's load step and ECMAScript's LoadRequestedModules, in one walk.
 *
 * Depth first, a request at a time, so that of several failures the one comes out that Node meets
 * first. Failures are not kept: as in Node, who asks again has the file read and the request resolved again. What
 * was loaded before stays, and a later walk goes on behind it.
 *
 * Reading order: requests, the walk, compiling the rest.
 */
#include "loader/modules/modules.h"
#include "loader/modules/prefetch.h"

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
    LodeStr type = lode__modules_type_of(request);
    bool is_resolved = lode__modules_resolve(self, request->specifier, from, type, &scratch, &resolution, thrown) &&
                       lode__modules_check_attributes(self, &resolution, request, &scratch, thrown);
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
    LodeComponents components; /* of those that were NEW */
    uint32_t number;
    bool is_required;
    bool goes_again;  /* through modules that were loaded before: their cycles are not known here */
    bool reads_ahead; /* whoever reads ahead knows of the modules on the stack */
} Walk;

/* What the modules on the stack still ask for is read ahead from now on, the topmost one's first. */
static void read_ahead(LodeModules *self, Walk *walk)
{
    for (size_t i = 0; self->prefetch && !walk->reads_ahead && i < walk->stack.count; i++) {
        const LodeModule *module = &self->modules.items[walk->stack.items[i]];
        if (module->record && !lode_str_is_none(module->path)) {
            lode__prefetch_want_requests(self->prefetch, module->path, module->record);
        }
    }
    walk->reads_ahead |= self->prefetch != NULL;
}

/* A hook of the program requires what the load around it has begun with: Node's error. */
static void throw_race(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    LodeArena scratch = {0};
    LodeStr message = lode_arena_printf(
        &scratch,
        "Cannot require() ES Module %.*s because it is not yet fully loaded.\nThis may be caused by a race condition "
        "if the module is simultaneously dynamically import()-ed via Promise.all().\nTry await-ing the import() "
        "sequentially in a loop instead.\n",
        LODE_STR_ARG(referrer_of(&self->modules.items[index])));
    lode__throw(self->host, thrown, "Error", "ERR_REQUIRE_ESM_RACE_CONDITION", message);
    lode_arena_release(&scratch);
}

static bool enter(LodeModules *self, Walk *walk, LodeModuleIndex index, LodeValue *thrown)
{
    LodeModuleState *state = &self->states.items[index];
    if (state->is_visited) {
        bool is_race = walk->is_required && state->load != walk->number && state->status <= LODE_MODULE_UNLINKED;
        if (is_race) {
            throw_race(self, index, thrown);
        }
        return !is_race;
    }
    state->is_visited = true;
    state->load = walk->number;
    lode_vec_push(&walk->visited, index);
    if (state->status != LODE_MODULE_NEW && state->status != LODE_MODULE_UNLINKED) {
        return true; /* it and all below it were loaded before */
    }
    if (!state->environment && !lode__modules_make(self, index, thrown)) {
        lode__modules_reset(self, index);
        return false;
    }
    read_ahead(self, walk);
    if (self->states.items[index].status == LODE_MODULE_NEW) {
        lode__components_enter(self, &walk->components, index);
    } else {
        walk->goes_again = true;
    }
    lode_vec_push(&walk->stack, index);
    return true;
}

/* Loaded before, perhaps with failures below it: they are asked again. */
static bool go_again(LodeModules *self, Walk *walk, LodeModuleIndex index, LodeValue *thrown)
{
    for (uint32_t i = 0; i < self->states.items[index].request_count; i++) {
        if (!enter(self, walk, self->states.items[index].requests[i], thrown)) {
            return false;
        }
    }
    return true;
}

/* Nothing to do for what has no body. */
static bool compile(LodeModules *self, LodeModuleIndex index, LodeValue *thrown)
{
    const LodeModuleState *state = &self->states.items[index];
    bool is_waiting = state->body && (state->status == LODE_MODULE_NEW || state->status == LODE_MODULE_UNLINKED);
    if (is_waiting && !lode__modules_compile(self, index, thrown)) {
        lode__modules_reset(self, index);
        return false;
    }
    return true;
}

/* All that it asks for is loaded. What nothing can see before it has run is compiled while others are still read. */
static bool end(LodeModules *self, Walk *walk, LodeModuleIndex index, LodeValue *thrown)
{
    finish(self, index);
    bool has_parent = walk->stack.count > 0;
    lode__components_end(self, &walk->components, index, has_parent ? lode_vec_last(&walk->stack) : LODE_MODULE_NONE);
    const LodeModuleState *state = &self->states.items[index];
    bool is_complete = lode__components_is_closed(state);
    bool is_certain = is_complete && !walk->goes_again && !state->is_late;
    return !is_certain || compile(self, index, thrown);
}

/* The request leads to `to`: goes there, unless the walk has been there. */
static bool follow(LodeModules *self, Walk *walk, LodeModuleIndex from, LodeModuleIndex to, LodeValue *thrown)
{
    const LodeModuleState *target = &self->states.items[to];
    bool is_of_walk = target->status == LODE_MODULE_NEW || target->status == LODE_MODULE_UNLINKED;
    if (target->is_visited && is_of_walk) {
        lode__components_meet(self, from, to);
    }
    return enter(self, walk, to, thrown);
}

/* The next request of the module on top. */
static bool step(LodeModules *self, Walk *walk, LodeValue *thrown)
{
    LodeModuleIndex index = lode_vec_last(&walk->stack);
    LodeModuleState *state = &self->states.items[index];
    const LodeRecord *record = self->modules.items[index].record;
    if (state->status == LODE_MODULE_UNLINKED) {
        (void)lode_vec_pop(&walk->stack);
        return go_again(self, walk, index, thrown);
    }
    while (record && state->resolved_count < record->request_count &&
           !is_static(&record->requests[state->resolved_count])) {
        state->resolved_count++;
    }
    if (!record || state->resolved_count == record->request_count) {
        (void)lode_vec_pop(&walk->stack);
        return end(self, walk, index, thrown);
    }
    const LodeRequest *request = &record->requests[state->resolved_count];
    LodeModuleIndex target;
    if (!resolve_request(self, index, request, &target, thrown)) {
        return false;
    }
    state = &self->states.items[index];
    state->requests[state->resolved_count++] = target;
    return !(walk->is_required && is_refused(self, index, request, target, thrown)) &&
           follow(self, walk, index, target, thrown);
}

/* ---- compiling the rest ---- */

/*
 * At the end it is known what is on cycles. The engine finds only here what is no module; so of a failure and an error of
 * syntax that Node would have met before it, the latter counts.
 */
static bool compile_rest(LodeModules *self, const Walk *walk, LodeModuleIndex root, LodeValue *thrown)
{
    LodeModuleOrder order = {0};
    lode__modules_order(self, root, LODE_MODULE_UNLINKED, &order);
    lode_vec_release(&order.modules);
    for (size_t i = 0; i < walk->visited.count; i++) {
        if (!compile(self, walk->visited.items[i], thrown)) {
            return false;
        }
    }
    return true;
}

bool lode__modules_load(LodeModules *self, LodeModuleIndex module, bool is_required, LodeValue *thrown)
{
    Walk walk = {.is_required = is_required, .number = ++self->load_count};
    bool is_loaded = enter(self, &walk, module, thrown);
    while (is_loaded && walk.stack.count > 0) {
        is_loaded = step(self, &walk, thrown);
    }
    for (size_t i = 0; i < walk.visited.count; i++) {
        self->states.items[walk.visited.items[i]].is_visited = false;
    }
    lode__components_release(self, &walk.components);
    is_loaded = compile_rest(self, &walk, module, thrown) && is_loaded;
    lode_vec_release(&walk.stack);
    lode_vec_release(&walk.visited);
    return is_loaded;
}

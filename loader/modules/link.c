/*
 * Linking: Link(), InnerModuleLinking and InitializeEnvironment over the bindings that the static
 * linker finds, and namespaces.
 *
 * First every name of the graph is looked for, dependencies first, imports before
 * re-exports, as V8 does; a name that is not there ends it and nothing was changed. Then each body takes its
 * first step, so that all bindings exist, and then imported names are bound to the getters of the modules
 * that declare them.
 *
 * A module on a cycle may be called before it has run, and what it imports may be read through it. There each read is
 * checked for the dead zone. Nothing else can be seen of a module before it has run: it is bound just before that, a
 * read is a call of the exporter's getter, and one that does not await takes both steps at once, as an ordinary function,
 * which costs the engine less than a generator.
 *
 * Reading order: the walk, looking for names, binding them, namespaces, Link.
 */
#include "loader/modules/modules.h"

/* ---- the walk (InnerModuleLinking) ---- */

typedef struct Frame {
    LodeModuleIndex module;
    uint32_t next;
} Frame;

typedef struct Walk {
    LODE_VEC(Frame) frames;
    LODE_VEC(LodeModuleIndex) stack; /* of the specification: components that are not closed */
    LODE_VEC(LodeModuleIndex) order; /* dependencies first */
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
    lode_vec_push(&walk->order, module);
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

/* What a module on a cycle imports can be read through it as early as itself. Dependents come first here. */
static void spread_early(LodeModules *self, const Walk *walk)
{
    for (size_t i = walk->order.count; i > 0; i--) {
        const LodeModuleState *state = &self->states.items[walk->order.items[i - 1]];
        for (uint32_t k = 0; state->is_seen_early && k < state->request_count; k++) {
            self->states.items[state->requests[k]].is_seen_early = true;
        }
    }
}

/* ---- looking for names ---- */

static bool check_name(LodeModules *self, LodeModuleIndex root, LodeModuleIndex module, uint32_t request, LodeStr asked,
                       LodeSpan span, LodeValue *thrown)
{
    LodeModuleIndex target = lode_link_target(self->link, module, request);
    LodeLinkAnswer answer = lode_link_resolve(self->link, target, asked);
    if (answer.status == LODE_LINK_FOUND || answer.status == LODE_LINK_UNKNOWN) {
        return true;
    }
    LodeValue error = lode__modules_link_error(self, root, module, request, asked, span, answer.status);
    if (error) {
        *thrown = error;
    }
    return false;
}

static bool check_names(LodeModules *self, LodeModuleIndex root, LodeModuleIndex module, LodeValue *thrown)
{
    const LodeRecord *record = self->modules.items[module].record;
    for (uint32_t i = 0; record && i < record->request_count; i++) {
        const LodeRequest *request = &record->requests[i];
        for (uint32_t k = 0; request->kind == LODE_REQUEST_IMPORT && k < request->name_count; k++) {
            const LodeImportedName *name = &request->names[k];
            if (!check_name(self, root, module, i, name->imported, name->span, thrown)) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; record && i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        if (entry->form == LODE_EXPORT_INDIRECT &&
            !check_name(self, root, module, entry->request, entry->local, entry->span, thrown)) {
            return false;
        }
    }
    return true;
}

/* ---- binding them ---- */

static LodeValue null_of(LodeModules *self)
{
    return self->host->ops->null(self->host->engine);
}

/* name, environment, local: where the value of a name is; `local` is null for a namespace. */
enum { PLACE_SIZE = 3, CHUNK = 32 /* places that one call hands over */ };

/* A growing list of places. What is not in the list yet is here, on the stack, where the collector sees it. */
typedef struct Places {
    LodeHost *host;
    LodeValue list; /* NULL while everything fits here */
    unsigned size;  /* of `list` */
    unsigned count;
    LodeValue values[PLACE_SIZE * CHUNK];
} Places;

static LodeValue places_list(Places *self)
{
    LodeHost *host = self->host;
    if (!self->list) {
        self->list = host->ops->array(host->engine, self->count, self->values);
        self->size = self->count;
    } else {
        for (unsigned i = 0; i < self->count; i++) {
            host->ops->set_index(host->engine, self->list, self->size++, self->values[i], NULL);
        }
    }
    self->count = 0;
    return self->list;
}

static void push_place(LodeModules *self, Places *places, LodeStr name, const LodeLinkAnswer *answer,
                       LodeModuleIndex otherwise)
{
    LodeHost *host = self->host;
    if (places->count == PLACE_SIZE * CHUNK) {
        places_list(places);
    }
    bool is_found = answer->status == LODE_LINK_FOUND;
    LodeModuleIndex module = is_found ? answer->found.module : otherwise;
    LodeStr local = is_found ? answer->found.local : name;
    LodeValue *to = &places->values[places->count];
    to[0] = lode__text(host, name);
    to[1] = self->states.items[module].environment;
    to[2] = lode_str_is_none(local) ? null_of(self) : lode_str_equal(local, name) ? to[0] : lode__text(host, local);
    places->count += PLACE_SIZE;
}

static bool bind_request(LodeModules *self, LodeModuleIndex module, uint32_t index, LodeValue *thrown)
{
    LodeHost *host = self->host;
    const LodeRequest *request = &self->modules.items[module].record->requests[index];
    if (request->kind != LODE_REQUEST_IMPORT || request->name_count == 0) {
        return true;
    }
    LodeModuleIndex target = lode_link_target(self->link, module, index);
    Places places = {.host = host};
    for (uint32_t i = 0; i < request->name_count; i++) {
        LodeLinkAnswer answer = lode_link_resolve(self->link, target, request->names[i].imported);
        push_place(self, &places, request->names[i].imported, &answer, target);
    }
    const LodeModuleState *state = &self->states.items[module];
    LodeValue arguments[] = {state->environment, lode__number(host, index), places_list(&places),
                             lode__boolean(host, state->is_seen_early)};
    return lode__modules_hook(self, LODE_HOOK_BIND, 4, arguments, thrown) != NULL;
}

bool lode__modules_bind(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    const LodeRecord *record = self->modules.items[module].record;
    for (uint32_t i = 0; record && i < record->request_count; i++) {
        if (!bind_request(self, module, i, thrown)) {
            return false;
        }
    }
    self->states.items[module].is_bound = true;
    return true;
}

/* InitializeEnvironment: functions are hoisted, lexical declarations are in their dead zone. */
static bool instantiate(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeModuleState *state = &self->states.items[module];
    if (!state->body) {
        return true;
    }
    bool is_function = !state->is_seen_early && !state->has_top_level_await;
    if ((!state->factory || state->is_function != is_function) &&
        !lode__modules_compile(self, module, is_function, thrown)) {
        return false;
    }
    LodeValue factory = state->factory;
    LodeValue arguments[] = {state->environment, factory, lode__boolean(host, is_function)};
    free(state->body);
    state->body = NULL;
    state->factory = NULL;
    bool is_made = lode__modules_hook(self, LODE_HOOK_INSTANTIATE, 3, arguments, thrown) != NULL;
    host->ops->drop(host->engine, factory);
    return is_made;
}

/* ---- namespaces ---- */

LodeValue lode__modules_namespace(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    LodeHost *host = self->host;
    LodeArena scratch = {0};
    LodeNamespace names = lode_link_namespace(self->link, module, &scratch);
    Places places = {.host = host};
    for (uint32_t i = 0; i < names.name_count; i++) {
        push_place(self, &places, names.names[i].name, &names.names[i].answer, module);
    }
    lode_arena_release(&scratch);
    LodeValue arguments[] = {self->states.items[module].environment, places_list(&places)};
    return lode__modules_hook(self, LODE_HOOK_NAMESPACE, 2, arguments, thrown);
}

/* ---- Link ---- */

static bool link_all(LodeModules *self, const Walk *walk, LodeModuleIndex root, LodeValue *thrown)
{
    for (size_t i = 0; i < walk->order.count; i++) {
        if (!check_names(self, root, walk->order.items[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < walk->order.count; i++) {
        if (!instantiate(self, walk->order.items[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < walk->order.count; i++) {
        if (self->states.items[walk->order.items[i]].is_seen_early &&
            !lode__modules_bind(self, walk->order.items[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < walk->order.count; i++) {
        self->states.items[walk->order.items[i]].status = LODE_MODULE_LINKED;
        LODE_TRACE(self->host, .kind = LODE_LOAD_LINK, .module = self->modules.items[walk->order.items[i]].url);
    }
    return true;
}

bool lode__modules_link(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    if (self->states.items[module].status != LODE_MODULE_UNLINKED) {
        return true;
    }
    Walk walk = {0};
    push(self, &walk, module);
    while (walk.frames.count > 0) {
        step(self, &walk);
    }
    spread_early(self, &walk);
    bool is_linked = link_all(self, &walk, module, thrown);
    for (size_t i = 0; i < walk.order.count; i++) {
        self->states.items[walk.order.items[i]].is_visited = false;
    }
    lode_vec_release(&walk.frames);
    lode_vec_release(&walk.stack);
    lode_vec_release(&walk.order);
    return is_linked;
}

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
 * which costs the engine less than a generator. Which are which depends on where evaluation begins; Link() takes
 * its own root for that, and lode__modules_prepare mends it where the program does otherwise.
 *
 * Reading order: looking for names, binding them, namespaces, Link, evaluation from another root.
 */
#include "loader/modules/modules.h"

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
    if (!lode__modules_compile(self, module, thrown)) {
        return false;
    }
    LodeValue factory = state->factory;
    state->factory = NULL;
    LodeValue arguments[] = {state->environment, factory, lode__boolean(host, state->is_function)};
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

static bool link_all(LodeModules *self, const LodeModuleOrder *order, LodeModuleIndex root, LodeValue *thrown)
{
    const LodeModuleIndex *modules = order->modules.items;
    size_t count = order->modules.count;
    for (size_t i = 0; i < count; i++) {
        if (!check_names(self, root, modules[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!instantiate(self, modules[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (self->states.items[modules[i]].is_seen_early && !lode__modules_bind(self, modules[i], thrown)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        self->states.items[modules[i]].status = LODE_MODULE_LINKED;
        self->states.items[modules[i]].link_root = order->leads_to_linked ? LODE_MODULE_NONE : root;
        LODE_TRACE(self->host, .kind = LODE_LOAD_LINK, .module = self->modules.items[modules[i]].url);
    }
    return true;
}

bool lode__modules_link(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    LodeModuleOrder order = {0};
    lode__modules_order(self, module, LODE_MODULE_UNLINKED, &order);
    bool is_linked = link_all(self, &order, module, thrown);
    lode_vec_release(&order.modules);
    return is_linked;
}

/* ---- evaluation from another root ---- */

/* What would take both steps at once takes the first one now. */
static bool expose(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    const LodeModuleState *state = &self->states.items[module];
    return !state->is_seen_early || ((!state->body || !state->is_function || instantiate(self, module, thrown)) &&
                                     (state->is_bound || lode__modules_bind(self, module, thrown)));
}

bool lode__modules_prepare(LodeModules *self, LodeModuleIndex module, LodeValue *thrown)
{
    const LodeModuleState *state = &self->states.items[module];
    if (state->status != LODE_MODULE_LINKED || state->link_root == module) {
        return true;
    }
    LodeModuleOrder order = {0};
    lode__modules_order(self, module, LODE_MODULE_LINKED, &order);
    bool is_ready = true;
    for (size_t i = 0; i < order.modules.count && is_ready; i++) {
        is_ready = expose(self, order.modules.items[i], thrown);
    }
    lode_vec_release(&order.modules);
    return is_ready;
}

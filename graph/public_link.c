/* Links of include/lode.h. Reading order: one binding, names, faults. */
#include "graph/link.h"
#include "graph/public.h"

#include <stdlib.h>

struct LodeModuleLink {
    const LodeModuleGraph *graph;
    LodeLink *link;
    LodeArena arena;           /* of what is given away */
    const char *const **names; /* by module; NULL where they were not asked for yet */
    size_t *name_counts;
    LodeLinkError *faults;
    size_t fault_count;
    bool has_faults; /* they were looked for */
};

LodeModuleLink *lode_module_link_new(const LodeModuleGraph *graph)
{
    LodeModuleLink *self = lode_alloc_zeroed(1, sizeof *self);
    self->graph = graph;
    self->link = lode_link_new(graph->graph, graph->context->cache, &graph->context->options);
    self->names = LODE_ARENA_NEW(&self->arena, const char *const *, graph->graph->module_count);
    self->name_counts = LODE_ARENA_NEW(&self->arena, size_t, graph->graph->module_count);
    return self;
}

void lode_module_link_free(LodeModuleLink *self)
{
    if (self) {
        lode_link_free(self->link);
        lode_arena_release(&self->arena);
        free(self);
    }
}

static LodeLinkResult result_of(LodeLinkStatus status)
{
    switch (status) {
    case LODE_LINK_FOUND:
        return LODE_LINK_BOUND;
    case LODE_LINK_UNKNOWN:
        return LODE_LINK_MAYBE;
    case LODE_LINK_CIRCULAR:
        return LODE_LINK_CYCLE;
    case LODE_LINK_AMBIGUOUS:
        return LODE_LINK_CONFLICT;
    case LODE_LINK_NOT_FOUND:
        break;
    }
    return LODE_LINK_MISSING;
}

static void fill_binding(const LodeBindingPlace *place, LodeBindingInfo *out)
{
    if (out) {
        *out = (LodeBindingInfo){
            .module = place->module,
            .name = lode__text_or_null(place->local),
            .kind = lode_binding_kind_names[place->kind],
            .line = place->entry ? place->entry->position.line : 0,
            .column = place->entry ? place->entry->position.column : 0,
        };
    }
}

LodeLinkResult lode_module_link_resolve(LodeModuleLink *self, uint32_t module, const char *name,
                                        LodeBindingInfo *binding, LodeBindingInfo *other)
{
    if (module >= self->graph->graph->module_count) {
        return LODE_LINK_MISSING;
    }
    LodeLinkAnswer answer = lode_link_resolve(self->link, module, lode_str(name));
    if (answer.status == LODE_LINK_FOUND || answer.status == LODE_LINK_AMBIGUOUS) {
        fill_binding(&answer.found, binding);
    }
    if (answer.status == LODE_LINK_AMBIGUOUS) {
        fill_binding(&answer.other, other);
    }
    return result_of(answer.status);
}

const char *const *lode_module_link_names(LodeModuleLink *self, uint32_t module, size_t *count)
{
    if (module >= self->graph->graph->module_count) {
        return NULL;
    }
    if (!self->names[module]) {
        LodeNamespace space = lode_link_namespace(self->link, module, &self->arena);
        const char **names = LODE_ARENA_NEW(&self->arena, const char *, space.name_count + 1);
        for (uint32_t i = 0; i < space.name_count; i++) {
            names[i] = space.names[i].name.data;
        }
        self->names[module] = names;
        self->name_counts[module] = space.name_count;
    }
    if (count) {
        *count = self->name_counts[module];
    }
    return self->names[module];
}

uint32_t lode_module_link_fault_count(LodeModuleLink *self)
{
    if (!self->has_faults) {
        self->fault_count = lode_link_errors(self->link, &self->arena, &self->faults);
        self->has_faults = true;
    }
    return (uint32_t)self->fault_count;
}

bool lode_module_link_fault(LodeModuleLink *self, uint32_t number, LodeLinkFault *fault)
{
    if (number >= lode_module_link_fault_count(self)) {
        return false;
    }
    const LodeLinkError *error = &self->faults[number];
    const LodeRequest *request = &self->graph->graph->modules[error->module].record->requests[error->request];
    *fault = (LodeLinkFault){
        .module = error->module,
        .target = error->target,
        .specifier = request->specifier.data,
        .name = lode__text_or_null(lode_arena_copy(&self->arena, error->asked)),
        .result = result_of(error->answer.status),
        .line = request->position.line,
        .column = request->position.column,
    };
    return true;
}

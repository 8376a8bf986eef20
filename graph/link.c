/* What each module offers. Reading order: edges, one module by its format, the life of a link. */
#include "graph/core_names.h"
#include "graph/link_tables.h"

LodeEdgeIndex lode_link_edge(const LodeLink *self, LodeModuleIndex module, uint32_t request)
{
    const LodeModule *from = &self->graph->modules[module];
    if (!from->record || request >= from->record->request_count) {
        return LODE_EDGE_NONE;
    }
    /* Edges stand in the order of their requests, which are one array. */
    const LodeRequest *wanted = &from->record->requests[request];
    LodeEdgeIndex low = from->first_edge;
    LodeEdgeIndex high = from->first_edge + from->edge_count;
    while (low < high) {
        LodeEdgeIndex middle = low + (high - low) / 2;
        if (self->graph->edges[middle].request < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_there = low < from->first_edge + from->edge_count && self->graph->edges[low].request == wanted;
    return is_there ? low : LODE_EDGE_NONE;
}

LodeModuleIndex lode_link_target(const LodeLink *self, LodeModuleIndex module, uint32_t request)
{
    LodeEdgeIndex edge = lode_link_edge(self, module, request);
    return edge == LODE_EDGE_NONE ? LODE_MODULE_NONE : self->graph->edges[edge].to;
}

LodeAtom lode__link_atom(LodeLink *self, LodeStr name)
{
    return lode_intern(self->interner, name, NULL);
}

static void add_offer(LodeLink *self, LodeModuleIndex module, LodeStr name, LodeBindingKind kind,
                      const LodeExport *entry)
{
    LodeAtom atom = lode__link_atom(self, name);
    bool is_new;
    uint32_t *place = lode_pairs_put(&self->by_pair, module, atom, &is_new);
    if (!is_new) {
        return; /* exported twice: an early error, and the first one stands */
    }
    while (self->by_name.count <= atom) {
        lode_vec_push(&self->by_name, 0);
    }
    LodeOffer offer = {
        .module = module, .name = atom, .next = self->by_name.items[atom], .entry = entry, .kind = (uint8_t)kind};
    lode_vec_push(&self->offers, offer);
    *place = (uint32_t)self->offers.count;
    self->by_name.items[atom] = (uint32_t)self->offers.count;
}

static void add_star(LodeLink *self, LodeModuleIndex module, LodeModuleIndex target)
{
    LodeLinkModule *tables = &self->modules[module];
    if (target == LODE_MODULE_NONE) {
        tables->is_open = true;
    } else {
        tables->stars[tables->star_count++] = target;
    }
}

static void load_source_text(LodeLink *self, LodeModuleIndex module)
{
    const LodeRecord *record = self->graph->modules[module].record;
    LodeLinkModule *tables = &self->modules[module];
    uint32_t star_count = 0;
    for (uint32_t i = 0; i < record->export_count; i++) {
        star_count += record->exports[i].form == LODE_EXPORT_STAR;
    }
    tables->stars = LODE_ARENA_NEW(&self->arena, LodeModuleIndex, star_count);
    for (uint32_t i = 0; i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        if (entry->form == LODE_EXPORT_STAR) {
            add_star(self, module, lode_link_target(self, module, entry->request));
        } else {
            add_offer(self, module, entry->name, entry->kind, entry);
        }
    }
    /* What could not be read may have had more exports. */
    tables->is_open |= record->diagnostic_count > 0;
}

static void load_commonjs(LodeLink *self, LodeModuleIndex module)
{
    LodeLinkModule *tables = &self->modules[module];
    if (!tables->cjs) {
        tables->cjs = lode_cjs_exports(self->cjs, lode_memo_path(self->memo, self->graph->modules[module].path));
    }
    for (uint32_t i = 0; i < tables->cjs->count; i++) {
        add_offer(self, module, tables->cjs->items[i].name, LODE_BINDING_CJS, NULL);
    }
}

static void load_core(LodeLink *self, LodeModuleIndex module)
{
    LodeStr *names;
    LodeStr id = self->graph->modules[module].id;
    size_t prefix = sizeof "node:" - 1;
    size_t count = lode_core_names(lode_str_slice(id, prefix, id.size), self->node_version, &self->arena, &names);
    for (size_t i = 0; i < count; i++) {
        add_offer(self, module, names[i], LODE_BINDING_BUILTIN, NULL);
    }
    add_offer(self, module, LODE_STR("default"), LODE_BINDING_BUILTIN, NULL);
}

const LodeLinkModule *lode__link_load(LodeLink *self, LodeModuleIndex module)
{
    LodeLinkModule *tables = &self->modules[module];
    if (tables->is_loaded) {
        return tables;
    }
    const LodeModule *from = &self->graph->modules[module];
    tables->is_loaded = true;
    tables->first_offer = (uint32_t)self->offers.count;
    if (lode_link_is_module(self, module)) {
        load_source_text(self, module);
    } else if (from->format == LODE_FORMAT_BUILTIN) {
        load_core(self, module);
    } else if (from->error || from->is_ignored || from->is_external) {
        tables->is_open = true;
    } else if (from->format == LODE_FORMAT_JSON) {
        add_offer(self, module, LODE_STR("default"), LODE_BINDING_DEFAULT, NULL);
    } else if ((from->format == LODE_FORMAT_COMMONJS || from->format == LODE_FORMAT_COMMONJS_TYPESCRIPT) &&
               (tables->cjs || !lode_str_is_none(from->path))) {
        load_commonjs(self, module);
    } else {
        tables->is_open = true;
    }
    tables->offer_count = (uint32_t)self->offers.count - tables->first_offer;
    return tables;
}

const LodeOffer *lode__link_offer(LodeLink *self, LodeModuleIndex module, LodeAtom name)
{
    lode__link_load(self, module);
    const uint32_t *place = lode_pairs_get(&self->by_pair, module, name);
    return place ? &self->offers.items[*place - 1] : NULL;
}

bool lode_link_is_module(const LodeLink *self, LodeModuleIndex module)
{
    const LodeModule *from = &self->graph->modules[module];
    return from->record && !from->error &&
           (from->format == LODE_FORMAT_MODULE || from->format == LODE_FORMAT_MODULE_TYPESCRIPT);
}

const LodeCjsExports *lode_link_cjs(LodeLink *self, LodeModuleIndex module)
{
    return lode__link_load(self, module)->cjs;
}

void lode_link_tell_cjs(LodeLink *self, LodeModuleIndex module, LodeStr source)
{
    self->modules[module].cjs = lode_cjs_exports_of_text(self->cjs, source);
}

const LodeGraph *lode_link_graph(const LodeLink *self)
{
    return self->graph;
}

LodeLink *lode_link_new(const LodeGraph *graph, LodeCache *cache, const LodeResolverOptions *options)
{
    LodeLink *self = lode_alloc_zeroed(1, sizeof *self);
    self->graph = graph;
    self->memo = lode_cache_memo(cache);
    self->node_version = options->node_version;
    self->cjs = lode_cjs_reader_new(cache, options);
    self->interner = lode_interner_new();
    self->reach.from = LODE_MODULE_NONE;
    lode_link_extend(self);
    return self;
}

void lode_link_extend(LodeLink *self)
{
    uint32_t count = self->graph->module_count;
    if (count > self->module_capacity) {
        uint32_t wanted = self->module_capacity * 2;
        self->module_capacity = wanted > count ? wanted : count;
        self->modules = lode_realloc(self->modules, self->module_capacity * sizeof *self->modules);
        self->reach.stamps = lode_realloc(self->reach.stamps, self->module_capacity * sizeof *self->reach.stamps);
    }
    if (count > self->module_count) {
        memset(self->modules + self->module_count, 0, (count - self->module_count) * sizeof *self->modules);
        memset(self->reach.stamps + self->module_count, 0, (count - self->module_count) * sizeof *self->reach.stamps);
        self->module_count = count;
    }
}

void lode_link_free(LodeLink *self)
{
    if (!self) {
        return;
    }
    lode_cjs_reader_free(self->cjs);
    lode_interner_free(self->interner);
    free(self->modules);
    free(self->reach.stamps);
    lode_vec_release(&self->offers);
    lode_vec_release(&self->by_name);
    lode_pairs_release(&self->by_pair);
    lode_pairs_release(&self->answers_by_pair);
    lode_vec_release(&self->answers);
    lode_vec_release(&self->reach.modules);
    lode_vec_release(&self->steps);
    lode_vec_release(&self->way);
    lode_pairs_release(&self->seen);
    lode_arena_release(&self->arena);
    free(self);
}

/*
 * unused-export: names that nothing imports.
 *
 * A name is used where an import reaches it: by name through re-exports and stars, by a member of
 * a namespace, or with everything else where a namespace is handed on or a module is loaded by
 * require() or import() without naming what is taken. All names of entries are used. Marks spread
 * from there, each (module, name) once, so the cost is that of all re-export steps together.
 *
 * Reading order: the table of exports, spreading, where it starts, the rule.
 */
#include "base/intern.h"
#include "base/pairs.h"
#include "graph/check/checker.h"

#include <stdlib.h>

/* One explicit export of some ES module. */
typedef struct Offer {
    LodeModuleIndex module;
    const LodeExport *entry;
    bool is_used;
} Offer;

typedef struct Wish {
    LodeModuleIndex module;
    LodeStr name; /* absent: everything */
} Wish;

typedef struct Marks {
    LodeChecker *checker;
    LODE_VEC(Offer) offers; /* by module, then by name */
    uint32_t *first;        /* of each module: its first offer; one more at the end */
    LODE_VEC(Wish) pending;
    LodeInterner *interner;
    LodePairs seen;    /* (module, atom) that was wished for */
    bool *is_all_used; /* of each module */
} Marks;

static int compare_offers(const void *left, const void *right)
{
    const Offer *a = left;
    const Offer *b = right;
    if (a->module != b->module) {
        return a->module < b->module ? -1 : 1;
    }
    return lode_str_compare(a->entry->name, b->entry->name);
}

static void collect_offers(Marks *self)
{
    const LodeGraph *graph = self->checker->graph;
    self->first = LODE_ARENA_NEW(&self->checker->scratch, uint32_t, (size_t)graph->module_count + 1);
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        self->first[i] = (uint32_t)self->offers.count;
        for (uint32_t k = 0; lode_link_is_module(self->checker->link, i) && k < graph->modules[i].record->export_count;
             k++) {
            const LodeExport *entry = &graph->modules[i].record->exports[k];
            if (entry->form != LODE_EXPORT_STAR) {
                Offer offer = {.module = i, .entry = entry};
                lode_vec_push(&self->offers, offer);
            }
        }
    }
    self->first[graph->module_count] = (uint32_t)self->offers.count;
    if (self->offers.count) {
        qsort(self->offers.items, self->offers.count, sizeof *self->offers.items, compare_offers);
    }
}

static Offer *find_offer(const Marks *self, LodeModuleIndex module, LodeStr name)
{
    uint32_t low = self->first[module];
    uint32_t high = self->first[module + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lode_str_compare(self->offers.items[middle].entry->name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_there = low < self->first[module + 1] && lode_str_equal(self->offers.items[low].entry->name, name);
    return is_there ? &self->offers.items[low] : NULL;
}

/* ------------------------------------------------------------------ spreading */

static void wish(Marks *self, LodeModuleIndex module, LodeStr name)
{
    if (module == LODE_MODULE_NONE || !lode_link_is_module(self->checker->link, module) || self->is_all_used[module]) {
        return;
    }
    if (lode_str_is_none(name)) {
        self->is_all_used[module] = true;
    } else {
        bool is_new;
        lode_pairs_put(&self->seen, module, lode_intern(self->interner, name, NULL), &is_new);
        if (!is_new) {
            return;
        }
    }
    Wish made = {module, name};
    lode_vec_push(&self->pending, made);
}

static void use_offer(Marks *self, Offer *offer)
{
    if (offer->is_used) {
        return;
    }
    offer->is_used = true;
    if (offer->entry->request == LODE_NO_REQUEST) {
        return;
    }
    LodeModuleIndex target = lode_link_target(self->checker->link, offer->module, offer->entry->request);
    wish(self, target, offer->entry->form == LODE_EXPORT_INDIRECT ? offer->entry->local : LODE_STR_NONE);
}

/* Hands a wish on to the stars of a module: to those that have the name, or to all. */
static void use_stars(Marks *self, LodeModuleIndex module, LodeStr name)
{
    const LodeRecord *record = self->checker->graph->modules[module].record;
    for (uint32_t i = 0; i < record->export_count; i++) {
        LodeModuleIndex target = record->exports[i].form == LODE_EXPORT_STAR
                                     ? lode_link_target(self->checker->link, module, record->exports[i].request)
                                     : LODE_MODULE_NONE;
        if (target == LODE_MODULE_NONE) {
            continue;
        }
        if (lode_str_is_none(name)) {
            wish(self, target, name);
        } else if (lode_link_resolve(self->checker->link, target, name).status != LODE_LINK_NOT_FOUND) {
            wish(self, target, name);
        }
    }
}

static void spread(Marks *self)
{
    while (self->pending.count) {
        Wish next = lode_vec_pop(&self->pending);
        if (lode_str_is_none(next.name)) {
            for (uint32_t i = self->first[next.module]; i < self->first[next.module + 1]; i++) {
                use_offer(self, &self->offers.items[i]);
            }
            use_stars(self, next.module, next.name);
            continue;
        }
        Offer *offer = find_offer(self, next.module, next.name);
        if (offer) {
            use_offer(self, offer);
        } else {
            use_stars(self, next.module, next.name);
        }
    }
}

/* ------------------------------------------------------------------ where it starts */

/* Whether an import is only there to be exported again: then the re-export decides. */
static bool is_handed_on(const LodeRecord *record, uint32_t request, LodeStr imported)
{
    for (uint32_t i = 0; i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        bool is_same = entry->form == LODE_EXPORT_INDIRECT
                           ? lode_str_equal(entry->local, imported)
                           : entry->kind == LODE_BINDING_NAMESPACE && lode_str_equal(imported, LODE_STR("*"));
        if (entry->request == request && is_same) {
            return true;
        }
    }
    return false;
}

/* The members that a module takes of a namespace; false where it takes the whole, or that is not known. */
static bool use_members(Marks *self, LodeModuleIndex module, uint32_t request, uint32_t name, LodeModuleIndex target)
{
    const LodeRecord *record = lode__deep_record(self->checker->deep, module);
    if (!record || record->request_count != self->checker->graph->modules[module].record->request_count) {
        return false;
    }
    for (uint32_t i = 0; i < record->use_count; i++) {
        const LodeBindingUse *use = &record->uses[i];
        if (use->request == request && use->name == name && lode_str_is_none(use->member)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < record->use_count; i++) {
        if (record->uses[i].request == request && record->uses[i].name == name) {
            wish(self, target, record->uses[i].member);
        }
    }
    return true;
}

/* Whether the module itself mentions an imported name. */
static bool is_mentioned(Marks *self, LodeModuleIndex module, uint32_t request, uint32_t name)
{
    const LodeRecord *record = lode__deep_record(self->checker->deep, module);
    if (!record || record->request_count != self->checker->graph->modules[module].record->request_count) {
        return true;
    }
    for (uint32_t i = 0; i < record->use_count; i++) {
        if (record->uses[i].request == request && record->uses[i].name == name) {
            return true;
        }
    }
    return false;
}

static void start_import(Marks *self, LodeModuleIndex module, uint32_t index, LodeModuleIndex target)
{
    const LodeRecord *record = self->checker->graph->modules[module].record;
    const LodeRequest *request = &record->requests[index];
    for (uint32_t i = 0; i < request->name_count; i++) {
        LodeStr imported = request->names[i].imported;
        bool is_namespace = lode_str_equal(imported, LODE_STR("*"));
        if (is_handed_on(record, index, imported) && !is_mentioned(self, module, index, i)) {
            continue;
        }
        if (!is_namespace) {
            wish(self, target, imported);
        } else if (!use_members(self, module, index, i, target)) {
            wish(self, target, LODE_STR_NONE);
        }
    }
}

static void start_edge(Marks *self, const LodeEdge *edge)
{
    const LodeRequest *request = edge->request;
    const LodeModule *from = &self->checker->graph->modules[edge->from];
    if (edge->to == LODE_MODULE_NONE || !lode_link_is_module(self->checker->link, edge->to)) {
        return;
    }
    switch (request->kind) {
    case LODE_REQUEST_IMPORT:
        start_import(self, edge->from, (uint32_t)(request - from->record->requests), edge->to);
        break;
    case LODE_REQUEST_EXPORT_FROM:
        break; /* used where what it exports is used */
    case LODE_REQUEST_DYNAMIC_IMPORT:
    case LODE_REQUEST_REQUIRE:
        for (uint32_t i = 0; request->names_known && i < request->name_count; i++) {
            bool is_all = lode_str_equal(request->names[i].imported, LODE_STR("*"));
            wish(self, edge->to, is_all ? LODE_STR_NONE : request->names[i].imported);
        }
        if (!request->names_known) {
            wish(self, edge->to, LODE_STR_NONE);
        }
        break;
    default:
        wish(self, edge->to, LODE_STR_NONE); /* its address is taken, and who knows by whom it is loaded */
        break;
    }
}

/* ------------------------------------------------------------------ the rule */

static void report(LodeChecker *self, const Offer *offer)
{
    const LodeExport *entry = offer->entry;
    LodeFinder finder;
    bool is_default = lode_str_equal(entry->name, LODE_STR("default"));
    bool is_told =
        is_default
            ? lode__finding_begin(self, &finder, offer->module, entry->span, "no module imports the default export")
            : lode__finding_begin(self, &finder, offer->module, entry->span,
                                  "'%.*s' is exported, and no module imports it", LODE_STR_ARG(entry->name));
    if (!is_told) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(entry->name));
    if (entry->form == LODE_EXPORT_LOCAL && !is_default) {
        lode__finding_fix(&finder, "declare '%.*s' without export", LODE_STR_ARG(entry->local));
    } else {
        lode__finding_fix(&finder, "remove the export");
    }
    lode__finding_end(&finder);
}

void lode__rule_unused_export(LodeChecker *self)
{
    const LodeGraph *graph = self->graph;
    Marks marks = {.checker = self, .interner = lode_interner_new()};
    marks.is_all_used = LODE_ARENA_NEW(&self->scratch, bool, (size_t)graph->module_count + 1);
    collect_offers(&marks);
    for (uint32_t i = 0; i < graph->entry_count; i++) {
        wish(&marks, graph->entries[i], LODE_STR_NONE);
    }
    for (LodeEdgeIndex i = 0; i < graph->edge_count; i++) {
        start_edge(&marks, &graph->edges[i]);
    }
    spread(&marks);
    for (size_t i = 0; i < marks.offers.count; i++) {
        const Offer *offer = &marks.offers.items[i];
        const LodeModule *module = &graph->modules[offer->module];
        if (!offer->is_used && lode__is_own(module) && !module->is_entry) {
            report(self, offer);
        }
    }
    lode_vec_release(&marks.offers);
    lode_vec_release(&marks.pending);
    lode_pairs_release(&marks.seen);
    lode_interner_free(marks.interner);
}

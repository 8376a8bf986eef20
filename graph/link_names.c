/* Names of namespaces, and the names that are missing. Reading order: exported names, namespaces, errors. */
#include "base/utf.h"
#include "graph/link_tables.h"

/*
 * GetExportedNames as atoms, each once. `default` of a starred module is not among them. What is
 * explicit comes first, then what stars bring, in the order of the walk.
 */
static size_t exported_atoms(LodeLink *self, LodeModuleIndex module, LodeArena *arena, LodeAtom **atoms)
{
    const LodeStarReach *reach = lode__link_reach(self, module);
    size_t limit = 0;
    for (size_t i = 0; i < reach->modules.count; i++) {
        limit += self->modules[reach->modules.items[i]].offer_count;
    }
    LodeAtom star_default = lode__link_atom(self, LODE_STR("default"));
    size_t count = 0;
    *atoms = lode_arena_alloc(arena, (limit + 1) * sizeof **atoms);
    lode_pairs_clear(&self->seen);
    for (size_t i = 0; i < reach->modules.count; i++) {
        const LodeLinkModule *tables = &self->modules[reach->modules.items[i]];
        for (uint32_t k = 0; k < tables->offer_count; k++) {
            LodeAtom atom = self->offers.items[tables->first_offer + k].name;
            bool is_new;
            if (i > 0 && atom == star_default) {
                continue;
            }
            lode_pairs_put(&self->seen, 0, atom, &is_new);
            if (is_new) {
                (*atoms)[count++] = atom;
            }
        }
    }
    return count;
}

size_t lode_link_exported_names(LodeLink *self, LodeModuleIndex module, LodeArena *arena, LodeStr **names)
{
    LodeAtom *atoms;
    size_t count = exported_atoms(self, module, arena, &atoms);
    *names = lode_arena_alloc(arena, (count + 1) * sizeof **names);
    for (size_t i = 0; i < count; i++) {
        (*names)[i] = lode_intern_text(self->interner, atoms[i]);
    }
    return count;
}

static int by_name(const void *left, const void *right)
{
    return lode_utf16_compare(((const LodeNamespaceName *)left)->name, ((const LodeNamespaceName *)right)->name);
}

static void sort_names(LodeNamespaceName *names, uint32_t count)
{
    if (count > 1) {
        qsort(names, count, sizeof *names, by_name);
    }
}

LodeNamespace lode_link_namespace(LodeLink *self, LodeModuleIndex module, LodeArena *arena)
{
    LodeNamespace space = {0};
    LodeAtom *atoms;
    size_t count = exported_atoms(self, module, arena, &atoms);
    space.is_open = self->reach.is_open;
    space.names = lode_arena_alloc(arena, (count + 1) * sizeof *space.names);
    space.ambiguous = lode_arena_alloc(arena, (count + 1) * sizeof *space.ambiguous);
    space.missing = lode_arena_alloc(arena, (count + 1) * sizeof *space.missing);
    for (size_t i = 0; i < count; i++) {
        LodeNamespaceName name = {lode_intern_text(self->interner, atoms[i]),
                                  lode__link_resolve_atom(self, module, atoms[i])};
        switch (name.answer.status) {
        case LODE_LINK_FOUND:
        case LODE_LINK_UNKNOWN:
            space.names[space.name_count++] = name;
            break;
        case LODE_LINK_AMBIGUOUS:
            space.ambiguous[space.ambiguous_count++] = name;
            break;
        case LODE_LINK_NOT_FOUND:
        case LODE_LINK_CIRCULAR:
            space.missing[space.missing_count++] = name;
            break;
        }
    }
    sort_names(space.names, space.name_count);
    sort_names(space.ambiguous, space.ambiguous_count);
    sort_names(space.missing, space.missing_count);
    return space;
}

typedef LODE_VEC(LodeLinkError) ErrorList;

static bool is_error(LodeLinkStatus status)
{
    return status == LODE_LINK_NOT_FOUND || status == LODE_LINK_CIRCULAR || status == LODE_LINK_AMBIGUOUS;
}

/*
 * Whether an error is told where it arises: a module that re-exports the name explicitly
 * has the same error, and it is that one that engines report.
 */
static bool is_consequence(LodeLink *self, LodeModuleIndex target, LodeStr name)
{
    const LodeOffer *offer = lode__link_offer(self, target, lode__link_atom(self, name));
    return offer && offer->entry && offer->entry->form == LODE_EXPORT_INDIRECT;
}

/* InitializeEnvironment, step 7: every name that an import declaration binds. */
static void check_import(LodeLink *self, LodeModuleIndex module, uint32_t request_index, ErrorList *errors)
{
    const LodeRequest *request = &self->graph->modules[module].record->requests[request_index];
    LodeModuleIndex target = lode_link_target(self, module, request_index);
    if (target == LODE_MODULE_NONE) {
        return;
    }
    for (uint32_t i = 0; i < request->name_count; i++) {
        const LodeImportedName *name = &request->names[i];
        LodeLinkAnswer answer = lode_link_resolve(self, target, name->imported);
        if (is_error(answer.status) &&
            (answer.status == LODE_LINK_CIRCULAR || !is_consequence(self, target, name->imported))) {
            LodeLinkError error = {.module = module,
                                   .request = request_index,
                                   .name = name,
                                   .asked = name->imported,
                                   .target = target,
                                   .answer = answer,
                                   .span = name->span};
            lode_vec_push(errors, error);
        }
    }
}

/*
 * The same, step 1: every indirect export. One that hands on an import is checked as that
 * import.
 */
static void check_export(LodeLink *self, LodeModuleIndex module, const LodeExport *entry, ErrorList *errors)
{
    const LodeRecord *record = self->graph->modules[module].record;
    if (entry->form != LODE_EXPORT_INDIRECT || record->requests[entry->request].kind != LODE_REQUEST_EXPORT_FROM) {
        return;
    }
    LodeModuleIndex target = lode_link_target(self, module, entry->request);
    LodeLinkAnswer answer = lode_link_resolve(self, module, entry->name);
    if (target == LODE_MODULE_NONE || !is_error(answer.status)) {
        return;
    }
    if (answer.status == LODE_LINK_CIRCULAR || !is_consequence(self, target, entry->local)) {
        LodeLinkError error = {.module = module,
                               .request = entry->request,
                               .entry = entry,
                               .asked = entry->local,
                               .target = target,
                               .answer = answer,
                               .span = entry->span};
        lode_vec_push(errors, error);
    }
}

static int by_place(const void *left, const void *right)
{
    const LodeLinkError *a = left;
    const LodeLinkError *b = right;
    if (a->module != b->module) {
        return a->module < b->module ? -1 : 1;
    }
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

size_t lode_link_errors(LodeLink *self, LodeArena *arena, LodeLinkError **errors)
{
    ErrorList list = {0};
    for (LodeModuleIndex module = 0; module < self->graph->module_count; module++) {
        const LodeRecord *record = self->graph->modules[module].record;
        if (!lode_link_is_module(self, module)) {
            continue;
        }
        for (uint32_t i = 0; i < record->request_count; i++) {
            if (record->requests[i].kind == LODE_REQUEST_IMPORT &&
                !(record->requests[i].flags & LODE_REQUEST_TYPE_ONLY)) {
                check_import(self, module, i, &list);
            }
        }
        for (uint32_t i = 0; i < record->export_count; i++) {
            check_export(self, module, &record->exports[i], &list);
        }
    }
    if (list.count > 1) {
        qsort(list.items, list.count, sizeof *list.items, by_place);
    }
    *errors = lode_arena_alloc(arena, (list.count + 1) * sizeof **errors);
    if (list.count) {
        memcpy(*errors, list.items, list.count * sizeof **errors);
    }
    size_t count = list.count;
    lode_vec_release(&list);
    return count;
}

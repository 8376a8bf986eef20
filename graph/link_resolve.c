/*
 * ResolveExport. Reading order: what stars reach, one search, the answers.
 *
 * Named re-exports are followed one by one in lode__link_resolve_atom, and every pair on
 * the way is given the answer, so a chain of any length is walked once. Where the way
 * comes to a module that has the name only through stars, a search takes over. Most names
 * are exported by one module among all that the stars reach, and then nothing has to be
 * walked: it is the answer. The walk is for names that several of them have, for
 * one of those may hide another.
 */
#include "graph/link_tables.h"

#define IN_PROGRESS UINT32_MAX /* in answers_by_pair: on the way that is being followed */
enum { LONG_LIST = 64 /* so many offers of one name are not looked through for each question */ };

const LodeStarReach *lode__link_reach(LodeLink *self, LodeModuleIndex module)
{
    LodeStarReach *reach = &self->reach;
    if (reach->from == module) {
        return reach;
    }
    reach->from = module;
    reach->stamp++;
    reach->is_open = false;
    lode_vec_clear(&reach->modules);
    lode_vec_push(&reach->modules, module);
    reach->stamps[module] = reach->stamp;
    for (size_t i = 0; i < reach->modules.count; i++) {
        const LodeLinkModule *tables = lode__link_load(self, reach->modules.items[i]);
        reach->is_open |= tables->is_open;
        for (uint32_t k = 0; k < tables->star_count; k++) {
            if (reach->stamps[tables->stars[k]] != reach->stamp) {
                reach->stamps[tables->stars[k]] = reach->stamp;
                lode_vec_push(&reach->modules, tables->stars[k]);
            }
        }
    }
    return reach;
}

/* How the search for one name stands. */
typedef struct Search {
    LodeLinkAnswer answer; /* `found` and `other`, as many as `count` says */
    unsigned count;        /* distinct bindings so far, at most 2 */
    bool meets_unknown;
} Search;

bool lode_binding_is_same(const LodeBindingPlace *a, const LodeBindingPlace *b)
{
    return a->module == b->module && lode_str_is_none(a->local) == lode_str_is_none(b->local) &&
           lode_str_equal(a->local, b->local);
}

static void reach_binding(Search *search, LodeBindingPlace place)
{
    if (search->count == 0) {
        search->answer.found = place;
        search->count = 1;
    } else if (search->count == 1 && !lode_binding_is_same(&search->answer.found, &place)) {
        search->answer.other = place;
        search->count = 2;
    }
}

static LodeBindingPlace namespace_of(LodeModuleIndex module, LodeModuleIndex offered_by)
{
    return (LodeBindingPlace){
        .module = module, .local = LODE_STR_NONE, .kind = LODE_BINDING_NAMESPACE, .offered_by = offered_by};
}

/*
 * Follows an explicit export one step: true and `*next` where it leads to another pair, false
 * where it ends, in a binding or in what is not known.
 */
static bool follow(LodeLink *self, LodeOffer offer, Search *search, LodeLinkStep *next)
{
    const LodeExport *entry = offer.entry;
    /* Since ECMAScript 2026 `import * as n; export {n}` is `export * as n`; before it was a binding of its own. */
    bool is_namespace = entry && (entry->form == LODE_EXPORT_NAMESPACE || entry->kind == LODE_BINDING_NAMESPACE) &&
                        entry->request != LODE_NO_REQUEST;
    if (!entry || (entry->form == LODE_EXPORT_LOCAL && !is_namespace)) {
        reach_binding(search,
                      (LodeBindingPlace){.module = offer.module,
                                         .local = entry ? entry->local : lode_intern_text(self->interner, offer.name),
                                         .kind = (LodeBindingKind)offer.kind,
                                         .entry = entry,
                                         .offered_by = offer.module});
        return false;
    }
    LodeModuleIndex target = lode_link_target(self, offer.module, entry->request);
    if (target == LODE_MODULE_NONE) {
        search->meets_unknown = true;
        return false;
    }
    if (is_namespace) {
        reach_binding(search, namespace_of(target, offer.module));
        return false;
    }
    *next = (LodeLinkStep){.module = target, .name = lode__link_atom(self, entry->local)};
    return true;
}

static void push_step(LodeLink *self, LodeLinkStep step)
{
    bool is_new;
    lode_pairs_put(&self->seen, step.module, step.name, &is_new);
    if (is_new) {
        lode_vec_push(&self->steps, step);
    }
}

/* The only module in reach that exports the name itself. False where there are more, or too many to tell. */
static bool find_only_offer(const LodeLink *self, const LodeStarReach *reach, LodeAtom name, LodeModuleIndex *only)
{
    unsigned looked_at = 0;
    *only = LODE_MODULE_NONE;
    for (uint32_t i = name < self->by_name.count ? self->by_name.items[name] : 0; i > 0;
         i = self->offers.items[i - 1].next) {
        const LodeOffer *offer = &self->offers.items[i - 1];
        if (reach->stamps[offer->module] == reach->stamp) {
            if (*only != LODE_MODULE_NONE) {
                return false;
            }
            *only = offer->module;
        }
        if (++looked_at == LONG_LIST) {
            return false;
        }
    }
    return true;
}

/* A module without an export of that name of its own: its stars go on. */
static void follow_stars(LodeLink *self, LodeLinkStep step, Search *search)
{
    const LodeLinkModule *tables = &self->modules[step.module];
    search->meets_unknown |= tables->is_open;
    if (tables->star_count == 0 || lode_str_equal(lode_intern_text(self->interner, step.name), LODE_STR("default"))) {
        return;
    }
    if (!step.is_walked) {
        const LodeStarReach *reach = lode__link_reach(self, step.module);
        LodeModuleIndex only;
        if (!reach->is_open && find_only_offer(self, reach, step.name, &only)) {
            if (only != LODE_MODULE_NONE) {
                push_step(self, (LodeLinkStep){.module = only, .name = step.name});
            }
            return;
        }
    }
    /* Backwards, for the last one pushed is taken first. */
    for (uint32_t i = tables->star_count; i > 0; i--) {
        push_step(self, (LodeLinkStep){tables->stars[i - 1], step.name, true});
    }
}

static LodeLinkAnswer answer_of(const Search *search)
{
    LodeLinkAnswer answer = search->answer;
    answer.status = search->count == 1      ? LODE_LINK_FOUND
                    : search->count == 2    ? LODE_LINK_AMBIGUOUS
                    : search->meets_unknown ? LODE_LINK_UNKNOWN
                                            : LODE_LINK_NOT_FOUND;
    return answer;
}

/* All bindings that a pair leads to. */
static LodeLinkAnswer search_stars(LodeLink *self, LodeLinkStep from)
{
    Search search = {0};
    lode_pairs_clear(&self->seen);
    lode_vec_clear(&self->steps);
    push_step(self, from);
    while (self->steps.count > 0 && search.count < 2) {
        LodeLinkStep step = lode_vec_pop(&self->steps);
        const LodeOffer *offer = lode__link_offer(self, step.module, step.name);
        LodeLinkStep next;
        if (!offer) {
            follow_stars(self, step, &search);
        } else if (follow(self, *offer, &search, &next)) {
            push_step(self, next);
        }
    }
    return answer_of(&search);
}

static void remember(LodeLink *self, LodeLinkAnswer answer)
{
    lode_vec_push(&self->answers, answer);
    for (size_t i = 0; i < self->way.count; i++) {
        LodeLinkStep step = self->way.items[i];
        *lode_pairs_put(&self->answers_by_pair, step.module, step.name, NULL) = (uint32_t)self->answers.count;
    }
}

LodeLinkAnswer lode__link_resolve_atom(LodeLink *self, LodeModuleIndex module, LodeAtom name)
{
    LodeLinkStep step = {.module = module, .name = name};
    LodeLinkAnswer answer;
    lode_vec_clear(&self->way);
    for (;;) {
        bool is_new;
        uint32_t *known = lode_pairs_put(&self->answers_by_pair, step.module, step.name, &is_new);
        if (!is_new) {
            static const LodeLinkAnswer circular = {.status = LODE_LINK_CIRCULAR};
            answer = *known == IN_PROGRESS ? circular : self->answers.items[*known - 1];
            break;
        }
        *known = IN_PROGRESS;
        lode_vec_push(&self->way, step);
        const LodeOffer *offer = lode__link_offer(self, step.module, step.name);
        if (!offer) {
            answer = search_stars(self, step);
            break;
        }
        Search search = {0};
        if (!follow(self, *offer, &search, &step)) {
            answer = answer_of(&search);
            break;
        }
    }
    remember(self, answer);
    return answer;
}

LodeLinkAnswer lode_link_resolve(LodeLink *self, LodeModuleIndex module, LodeStr name)
{
    if (lode_str_equal(name, LODE_STR("*"))) {
        return (LodeLinkAnswer){.status = LODE_LINK_FOUND, .found = namespace_of(module, module)};
    }
    return lode__link_resolve_atom(self, module, lode__link_atom(self, name));
}

/* One finding for all uses of one name in one module. Reading order: sameness, the first, the others. */
#include "graph/check/checker.h"

/* Uses further apart than this are told apart: it keeps the cost linear, and who would count on more? */
enum { LOOKED_AT = 2000, PLACES = 9 };

static bool is_same(const LodeBindingUse *a, const LodeBindingUse *b)
{
    const uint32_t kinds = LODE_USE_CALLED | LODE_USE_CONSTRUCTED | LODE_USE_WRITTEN | LODE_USE_GUARDED;
    return a->request == b->request && a->name == b->name && (a->flags & kinds) == (b->flags & kinds) &&
           lode_str_equal(a->member, b->member) && lode_str_equal(a->second, b->second);
}

bool lode__use_is_first(const LodeRecord *record, uint32_t index)
{
    for (uint32_t i = index; i > 0 && index - i < LOOKED_AT; i--) {
        if (is_same(&record->uses[i - 1], &record->uses[index])) {
            return false;
        }
    }
    return true;
}

void lode__finding_other_uses(LodeFinder *self, LodeModuleIndex module, const LodeRecord *record, uint32_t index)
{
    uint32_t more = 0;
    for (uint32_t i = index + 1; i < record->use_count && i - index <= LOOKED_AT; i++) {
        if (is_same(&record->uses[i], &record->uses[index]) && more++ < PLACES) {
            lode__finding_related(self, module, record->uses[i].span, "and here");
        }
    }
    if (more > PLACES) {
        lode__finding_note(self, "and in %u more places of the file", more - PLACES);
    }
}

#include "base/pairs.h"

#include <uthash.h>

typedef struct LodePairsEntry {
    uint64_t key;
    uint32_t value;
    UT_hash_handle hh;
} LodePairsEntry;

static uint64_t key_of(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second;
}

void lode_pairs_release(LodePairs *self)
{
    HASH_CLEAR(hh, self->table);
    lode_arena_release(&self->arena);
}

void lode_pairs_clear(LodePairs *self)
{
    HASH_CLEAR(hh, self->table);
    lode_arena_rewind(&self->arena, (LodeArenaMark){0});
}

uint32_t *lode_pairs_get(const LodePairs *self, uint32_t first, uint32_t second)
{
    uint64_t key = key_of(first, second);
    LodePairsEntry *entry;
    HASH_FIND(hh, self->table, &key, sizeof key, entry);
    return entry ? &entry->value : NULL;
}

uint32_t *lode_pairs_put(LodePairs *self, uint32_t first, uint32_t second, bool *is_new)
{
    uint32_t *known = lode_pairs_get(self, first, second);
    if (is_new) {
        *is_new = !known;
    }
    if (known) {
        return known;
    }
    LodePairsEntry *entry = LODE_ARENA_NEW(&self->arena, LodePairsEntry, 1);
    entry->key = key_of(first, second);
    HASH_ADD(hh, self->table, key, sizeof entry->key, entry);
    return &entry->value;
}

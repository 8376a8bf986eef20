/*
 * Pairs: a map from two 32-bit numbers to one.
 *
 * For facts about (module, name) and the like, where both are dense numbers
 * already and a string key would have to be built. One lookup is one hash of eight
 * bytes; an entry costs about 70 bytes, all in blocks that are freed together.
 */
#ifndef LODE_BASE_PAIRS_H
#define LODE_BASE_PAIRS_H

#include "base/arena.h"

typedef struct LodePairs {
    struct LodePairsEntry *table;
    LodeArena arena;
} LodePairs;

/* A zeroed LodePairs is empty and ready. */
void lode_pairs_release(LodePairs *self);
/* Empty again; memory is kept for the next use. */
void lode_pairs_clear(LodePairs *self);
/*
 * The place of the value for this pair, made with the value 0 where there is none yet; `*is_new`
 * (may be NULL) tells. Valid until the pairs are cleared or released.
 */
uint32_t *lode_pairs_put(LodePairs *self, uint32_t first, uint32_t second, bool *is_new);
/* The same without making one: NULL where there is none. */
uint32_t *lode_pairs_get(const LodePairs *self, uint32_t first, uint32_t second);

#endif

/*
 * The sharded intern table. Reading order: where an atom lives, one shard, the calls.
 *
 *   atom = number within its shard * SHARD_COUNT + shard
 *
 * Texts of a shard stand in chunks that double in size and never move:
 *
 *   chunk 0: 64 texts | chunk 1: 128 | chunk 2: 256 | …
 */
#include "base/intern.h"

#include "base/arena.h"

#include <stdlib.h>
#include <uthash.h>
#include <uv.h>

enum { SHARD_COUNT = 16, FIRST_CHUNK = 64, CHUNK_COUNT = 24 };

typedef struct Entry {
    LodeStr text;
    LodeAtom atom;
    UT_hash_handle hh;
} Entry;

typedef struct Shard {
    uv_mutex_t lock;
    LodeArena arena;
    Entry *table;
    Entry **chunks[CHUNK_COUNT];
    uint32_t count;
} Shard;

struct LodeInterner {
    Shard shards[SHARD_COUNT];
};

static unsigned chunk_of(uint32_t number, uint32_t *offset)
{
    unsigned chunk = 0;
    uint32_t size = FIRST_CHUNK;
    while (number >= size) {
        number -= size;
        size *= 2;
        chunk++;
    }
    *offset = number;
    return chunk;
}

static Entry *find_entry(Shard *shard, LodeStr text, unsigned hash)
{
    Entry *found = NULL;
    HASH_FIND_BYHASHVALUE(hh, shard->table, text.size ? text.data : "", text.size, hash, found);
    return found;
}

static Entry *add_entry(Shard *shard, unsigned shard_index, LodeStr text, unsigned hash)
{
    Entry *entry = lode_arena_alloc_zeroed(&shard->arena, sizeof *entry);
    entry->text = lode_arena_join(&shard->arena, &text, 1);
    /* Number 0 of shard 0 is LODE_ATOM_NONE, so every shard counts from 1. */
    uint32_t number = ++shard->count;
    entry->atom = number * SHARD_COUNT + shard_index;
    uint32_t offset;
    unsigned chunk = chunk_of(number, &offset);
    if (!shard->chunks[chunk]) {
        shard->chunks[chunk] = lode_alloc_zeroed((size_t)FIRST_CHUNK << chunk, sizeof(Entry *));
    }
    shard->chunks[chunk][offset] = entry;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, shard->table, entry->text.data, entry->text.size, hash, entry);
    return entry;
}

LodeInterner *lode_interner_new(void)
{
    LodeInterner *self = lode_alloc_zeroed(1, sizeof *self);
    for (unsigned i = 0; i < SHARD_COUNT; i++) {
        uv_mutex_init(&self->shards[i].lock);
    }
    return self;
}

void lode_interner_free(LodeInterner *self)
{
    if (!self) {
        return;
    }
    for (unsigned i = 0; i < SHARD_COUNT; i++) {
        Shard *shard = &self->shards[i];
        HASH_CLEAR(hh, shard->table);
        for (unsigned chunk = 0; chunk < CHUNK_COUNT; chunk++) {
            free(shard->chunks[chunk]);
        }
        lode_arena_release(&shard->arena);
        uv_mutex_destroy(&shard->lock);
    }
    free(self);
}

LodeAtom lode_intern(LodeInterner *self, LodeStr text, bool *is_new)
{
    uint64_t hash = lode_str_hash(text);
    unsigned index = (unsigned)(hash >> 60);
    Shard *shard = &self->shards[index];
    uv_mutex_lock(&shard->lock);
    Entry *entry = find_entry(shard, text, (unsigned)hash);
    if (is_new) {
        *is_new = !entry;
    }
    if (!entry) {
        entry = add_entry(shard, index, text, (unsigned)hash);
    }
    LodeAtom atom = entry->atom;
    uv_mutex_unlock(&shard->lock);
    return atom;
}

LodeAtom lode_intern_find(LodeInterner *self, LodeStr text)
{
    uint64_t hash = lode_str_hash(text);
    Shard *shard = &self->shards[hash >> 60];
    uv_mutex_lock(&shard->lock);
    Entry *entry = find_entry(shard, text, (unsigned)hash);
    LodeAtom atom = entry ? entry->atom : LODE_ATOM_NONE;
    uv_mutex_unlock(&shard->lock);
    return atom;
}

LodeStr lode_intern_text(LodeInterner *self, LodeAtom atom)
{
    Shard *shard = &self->shards[atom % SHARD_COUNT];
    uint32_t offset;
    unsigned chunk = chunk_of(atom / SHARD_COUNT, &offset);
    uv_mutex_lock(&shard->lock);
    const Entry *entry = shard->chunks[chunk] ? shard->chunks[chunk][offset] : NULL;
    uv_mutex_unlock(&shard->lock);
    return entry ? entry->text : LODE_STR_NONE;
}

size_t lode_intern_limit(LodeInterner *self)
{
    uint32_t most = 0;
    for (unsigned i = 0; i < SHARD_COUNT; i++) {
        Shard *shard = &self->shards[i];
        uv_mutex_lock(&shard->lock);
        if (shard->count > most) {
            most = shard->count;
        }
        uv_mutex_unlock(&shard->lock);
    }
    return ((size_t)most + 1) * SHARD_COUNT;
}

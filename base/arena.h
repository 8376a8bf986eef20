/*
 * Arena: memory that is given back all at once.
 *
 * One owner releases everything that was made for one purpose: a context, a
 * record, a query. Blocks grow geometrically, so an arena of N bytes costs
 * O(log N) calls of malloc. Nothing is freed singly; a query that runs often
 * takes a mark first and rewinds to it (memory is kept for the next query).
 * Not thread-safe: each thread has its own, or the owner locks.
 *
 * Out of memory is one policy for the whole library: lode_memory_set_handler
 * installs a function that is told the size; after it returns, or without one,
 * the process aborts. No function of lode returns NULL for want of memory.
 */
#ifndef LODE_BASE_ARENA_H
#define LODE_BASE_ARENA_H

#include "base/str.h"

typedef void (*LodeMemoryHandler)(size_t size);
void lode_memory_set_handler(LodeMemoryHandler handler);

/* malloc, calloc, realloc that never return NULL for a size above 0. Free with free(). */
void *lode_alloc(size_t size);
void *lode_alloc_zeroed(size_t count, size_t size);
void *lode_realloc(void *memory, size_t size);

typedef struct LodeArenaBlock LodeArenaBlock;

typedef struct LodeArena {
    LodeArenaBlock *current; /* the block being filled; older ones hang on it */
    LodeArenaBlock *spare;   /* emptied by a rewind, used before malloc */
    size_t next_size;
} LodeArena;

typedef struct LodeArenaMark {
    LodeArenaBlock *block;
    size_t used;
} LodeArenaMark;

/* A zeroed LodeArena is empty and ready. */
void lode_arena_release(LodeArena *self);
LodeArenaMark lode_arena_mark(const LodeArena *self);
void lode_arena_rewind(LodeArena *self, LodeArenaMark mark);

/* Uninitialised memory aligned for any object; `size` may be 0. */
void *lode_arena_alloc(LodeArena *self, size_t size);
void *lode_arena_alloc_zeroed(LodeArena *self, size_t size);
/* `count` objects of a type, zeroed. */
#define LODE_ARENA_NEW(arena, type, count) ((type *)lode_arena_alloc_zeroed((arena), sizeof(type) * (count)))

/* A NUL-terminated copy. The absent string stays absent. */
LodeStr lode_arena_copy(LodeArena *self, LodeStr text);
/* A text composed as lode_buf_message does: %s, %.*s, %d, %u, %zu, %c, %% only. */
__attribute__((format(printf, 2, 3))) LodeStr lode_arena_printf(LodeArena *self, const char *format, ...);
/* All pieces one after the other. */
LodeStr lode_arena_join(LodeArena *self, const LodeStr *pieces, size_t count);
/* Bytes that the arena holds from malloc, spare blocks included. */
size_t lode_arena_footprint(const LodeArena *self);

#endif

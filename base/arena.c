/* Arena and the policy for want of memory. Reading order: the policy, blocks, marks, copies. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FIRST_BLOCK = 4096,
    LARGEST_BLOCK = 1 << 20 /* growth stops here: a larger step would waste half a block on average */
};

struct LodeArenaBlock {
    LodeArenaBlock *previous;
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

static LodeMemoryHandler memory_handler;

void lode_memory_set_handler(LodeMemoryHandler handler)
{
    memory_handler = handler;
}

static void *checked(void *memory, size_t size)
{
    if (!memory && size) {
        if (memory_handler) {
            memory_handler(size);
        }
        abort();
    }
    return memory;
}

void *lode_alloc(size_t size)
{
    return checked(malloc(size), size);
}

void *lode_alloc_zeroed(size_t count, size_t size)
{
    /* calloc knows when the product overflows; then the size that is told is the largest there is. */
    bool overflows = size && count > SIZE_MAX / size;
    return checked(calloc(count, size), overflows ? SIZE_MAX : count * size);
}

void *lode_realloc(void *memory, size_t size)
{
    return checked(realloc(memory, size), size);
}

static LodeArenaBlock *block_for(LodeArena *self, size_t size)
{
    for (LodeArenaBlock **link = &self->spare; *link; link = &(*link)->previous) {
        if ((*link)->size >= size) {
            LodeArenaBlock *block = *link;
            *link = block->previous;
            return block;
        }
    }
    if (self->next_size < FIRST_BLOCK) {
        self->next_size = FIRST_BLOCK;
    }
    size_t capacity = size > self->next_size ? size : self->next_size;
    if (self->next_size < LARGEST_BLOCK) {
        self->next_size *= 2;
    }
    LodeArenaBlock *block = lode_alloc(sizeof *block + capacity);
    block->size = capacity;
    return block;
}

void *lode_arena_alloc(LodeArena *self, size_t size)
{
    const size_t align = alignof(max_align_t);
    size = (size + align - 1) & ~(align - 1);
    LodeArenaBlock *block = self->current;
    if (!block || block->size - block->used < size) {
        block = block_for(self, size);
        block->used = 0;
        block->previous = self->current;
        self->current = block;
    }
    void *memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

void *lode_arena_alloc_zeroed(LodeArena *self, size_t size)
{
    void *memory = lode_arena_alloc(self, size);
    if (size) {
        memset(memory, 0, size);
    }
    return memory;
}

static void free_chain(LodeArenaBlock *block)
{
    while (block) {
        LodeArenaBlock *previous = block->previous;
        free(block);
        block = previous;
    }
}

void lode_arena_release(LodeArena *self)
{
    free_chain(self->current);
    free_chain(self->spare);
    *self = (LodeArena){0};
}

LodeArenaMark lode_arena_mark(const LodeArena *self)
{
    return (LodeArenaMark){self->current, self->current ? self->current->used : 0};
}

void lode_arena_rewind(LodeArena *self, LodeArenaMark mark)
{
    while (self->current != mark.block) {
        LodeArenaBlock *block = self->current;
        self->current = block->previous;
        block->previous = self->spare;
        self->spare = block;
    }
    if (self->current) {
        self->current->used = mark.used;
    }
}

LodeStr lode_arena_copy(LodeArena *self, LodeStr text)
{
    if (!text.data) {
        return text;
    }
    return lode_arena_join(self, &text, 1);
}

LodeStr lode_arena_join(LodeArena *self, const LodeStr *pieces, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += pieces[i].size;
    }
    char *bytes = lode_arena_alloc(self, size + 1);
    char *end = bytes;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].size) {
            memcpy(end, pieces[i].data, pieces[i].size);
            end += pieces[i].size;
        }
    }
    *end = '\0';
    return (LodeStr){bytes, size};
}

LodeStr lode_arena_printf(LodeArena *self, const char *format, ...)
{
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(&text, format, arguments);
    va_end(arguments);
    LodeStr copy = lode_arena_copy(self, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

size_t lode_arena_footprint(const LodeArena *self)
{
    size_t total = 0;
    for (const LodeArenaBlock *block = self->current; block; block = block->previous) {
        total += sizeof *block + block->size;
    }
    for (const LodeArenaBlock *block = self->spare; block; block = block->previous) {
        total += sizeof *block + block->size;
    }
    return total;
}

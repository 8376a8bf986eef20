/* Reading order: slots, finding, adding. */
#include "syntax/nameset.h"

enum { FIRST_SLOTS = 64 };

void lode_nameset_release(LodeNameSet *self)
{
    lode_vec_release(&self->items);
    lode_vec_release(&self->slots);
}

void lode_nameset_clear(LodeNameSet *self)
{
    lode_vec_clear(&self->items);
    lode_vec_clear(&self->slots);
}

/* The slot where the name is, or the empty one where it belongs. There are slots. */
static uint32_t *slot_of(const LodeNameSet *self, LodeStr name)
{
    size_t mask = self->slots.count - 1;
    size_t slot = (size_t)lode_str_hash(name) & mask;
    for (;; slot = (slot + 1) & mask) {
        uint32_t *place = &self->slots.items[slot];
        if (!*place || lode_str_equal(self->items.items[*place - 1].name, name)) {
            return place;
        }
    }
}

static void grow(LodeNameSet *self)
{
    size_t count = self->slots.count ? self->slots.count * 2 : FIRST_SLOTS;
    if (self->slots.capacity < count) {
        self->slots.capacity = count;
        self->slots.items = lode_realloc(self->slots.items, count * sizeof *self->slots.items);
    }
    self->slots.count = count;
    memset(self->slots.items, 0, count * sizeof *self->slots.items);
    for (uint32_t i = 0; i < self->items.count; i++) {
        *slot_of(self, self->items.items[i].name) = i + 1;
    }
}

LodeNameValue *lode_nameset_find(const LodeNameSet *self, LodeStr name)
{
    uint32_t index = self->slots.count ? *slot_of(self, name) : 0;
    return index ? &self->items.items[index - 1] : NULL;
}

LodeNameValue *lode_nameset_add(LodeNameSet *self, LodeStr name, uint32_t value, bool *known)
{
    if (self->items.count * 2 >= self->slots.count) {
        grow(self);
    }
    uint32_t *slot = slot_of(self, name);
    *known = *slot != 0;
    if (!*known) {
        LodeNameValue item = {name, value};
        lode_vec_push(&self->items, item);
        *slot = (uint32_t)self->items.count;
    }
    return &self->items.items[*slot - 1];
}

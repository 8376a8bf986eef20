/*
 * Name set: names and a number for each, found by hash.
 *
 * For lists that programs may make as long as they like: what a module declares, what it
 * exports. Open addressing, indices as slots; memory is kept for the next source. The
 * bytes of names are borrowed: they must live as long as the set is asked.
 */
#ifndef LODE_SYNTAX_NAMESET_H
#define LODE_SYNTAX_NAMESET_H

#include "base/vec.h"

typedef struct LodeNameValue {
    LodeStr name;
    uint32_t value;
} LodeNameValue;

typedef struct LodeNameSet {
    LODE_VEC(LodeNameValue) items; /* in the order in which they were added */
    LODE_VEC(uint32_t) slots;      /* index + 1, or 0 */
} LodeNameSet;

/* A zeroed LodeNameSet is empty and ready. */
void lode_nameset_release(LodeNameSet *self);
void lode_nameset_clear(LodeNameSet *self);
/* NULL if the name is not there. Valid until the next name is added. */
LodeNameValue *lode_nameset_find(const LodeNameSet *self, LodeStr name);
/* Adds the name, or finds it with the value that it has: then `*known` is true. */
LodeNameValue *lode_nameset_add(LodeNameSet *self, LodeStr name, uint32_t value, bool *known);

#endif

/*
 * A growable array of one type, as a macro that declares the struct and inline
 * functions that grow it. Elements are moved by realloc: pointers into a vector
 * are valid until the next push. A zeroed vector is empty and ready.
 */
#ifndef LODE_BASE_VEC_H
#define LODE_BASE_VEC_H

#include "base/arena.h"

#include <stdlib.h>

#define LODE_VEC(type)   \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* Room for one more element; evaluates to its index and counts it. */
#define lode_vec_grow(vec)                                                                            \
    (((vec)->count == (vec)->capacity                                                                 \
          ? (void)((vec)->capacity = (vec)->capacity ? (vec)->capacity * 2 : 8,                       \
                   (vec)->items = lode_realloc((vec)->items, (vec)->capacity * sizeof *(vec)->items)) \
          : (void)0),                                                                                 \
     (vec)->count++)

#define lode_vec_push(vec, value)                   \
    do {                                            \
        size_t lode_vec_index = lode_vec_grow(vec); \
        (vec)->items[lode_vec_index] = (value);     \
    } while (0)

#define lode_vec_pop(vec) ((vec)->items[--(vec)->count])
#define lode_vec_last(vec) ((vec)->items[(vec)->count - 1])
#define lode_vec_clear(vec) ((void)((vec)->count = 0))
#define lode_vec_release(vec) (free((vec)->items), (vec)->items = NULL, (vec)->count = 0, (vec)->capacity = 0)

#endif

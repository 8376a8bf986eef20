/*
 * Tarjan's algorithm with an explicit stack of calls.
 *
 *   order[n]   0 before n is visited, then the number of its visit, from 1
 *   low[n]     the smallest visit number that n is known to lead back to
 *   cursor[n]  the next edge of n that is to be followed
 *
 * `open` holds visited nodes whose component is not complete; a node is in it
 * exactly while component[n] is UNDECIDED.
 */
#include "graph/scc.h"

#include <stdlib.h>

#define UNDECIDED UINT32_MAX

typedef struct Search {
    const LodeRows *rows;
    uint32_t *order;
    uint32_t *low;
    uint32_t *cursor;
    uint32_t *calls;
    uint32_t call_count;
    uint32_t *open;
    uint32_t open_count;
    uint32_t visits;
    uint32_t *component;
    uint32_t components;
} Search;

static void enter(Search *self, uint32_t node)
{
    self->order[node] = self->low[node] = ++self->visits;
    self->cursor[node] = self->rows->first[node];
    self->calls[self->call_count++] = node;
    self->open[self->open_count++] = node;
}

static inline void lower(uint32_t *value, uint32_t bound)
{
    if (bound < *value) {
        *value = bound;
    }
}

/* All edges of `node` were followed: if it leads back to nothing older, it and what is open above it are complete. */
static void leave(Search *self, uint32_t node)
{
    self->call_count--;
    if (self->low[node] == self->order[node]) {
        uint32_t member;
        do {
            member = self->open[--self->open_count];
            self->component[member] = self->components;
        } while (member != node);
        self->components++;
    }
    if (self->call_count) {
        lower(&self->low[self->calls[self->call_count - 1]], self->low[node]);
    }
}

static void visit(Search *self, uint32_t start)
{
    enter(self, start);
    while (self->call_count) {
        uint32_t node = self->calls[self->call_count - 1];
        if (self->cursor[node] == self->rows->first[node + 1]) {
            leave(self, node);
            continue;
        }
        uint32_t target = self->rows->targets[self->cursor[node]++];
        if (!self->order[target]) {
            enter(self, target);
        } else if (self->component[target] == UNDECIDED) {
            lower(&self->low[node], self->order[target]);
        }
    }
}

uint32_t lode_scc_find(const LodeRows *rows, uint32_t *component)
{
    uint32_t count = rows->node_count;
    uint32_t *memory = lode_alloc_zeroed((size_t)count + 1, 5 * sizeof *memory);
    Search search = {
        .rows = rows,
        .order = memory,
        .low = memory + count,
        .cursor = memory + 2 * (size_t)count,
        .calls = memory + 3 * (size_t)count,
        .open = memory + 4 * (size_t)count,
        .component = component,
    };
    for (uint32_t node = 0; node < count; node++) {
        component[node] = UNDECIDED;
    }
    for (uint32_t node = 0; node < count; node++) {
        if (!search.order[node]) {
            visit(&search, node);
        }
    }
    free(memory);
    return search.components;
}

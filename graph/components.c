/*
 * Import cycles. Reading order: the search for a witness, one component, all of them.
 *
 * The witness search takes the modules of a component in ascending order. For each
 * one it asks for the shortest closed path through it, then removes it, and with it
 * everything that is on no cycle any more. So a closed path is found at its smallest
 * module, no search meets a module that was done, and a long ring is gone after its
 * first search.
 */
#include "graph/components.h"

#include "base/vec.h"
#include "graph/rows.h"

#include <stdlib.h>

typedef struct Witness {
    const LodeEdgeRows *forward;
    const LodeEdgeRows *backward;
    const uint32_t *component;
    bool *alive;
    uint32_t *in_degree; /* within the component, of what is alive, without self-imports */
    uint32_t *out_degree;
    uint32_t *parent; /* index in forward->edges of the edge that found the module */
    uint32_t *depth;
    uint32_t *seen; /* 1 + the start of the search that found the module */
    uint32_t *queue;
    uint32_t *doomed;
} Witness;

static bool is_inner(const Witness *self, uint32_t from, uint32_t to)
{
    return from != to && self->component[from] == self->component[to];
}

static uint32_t inner_degree(const Witness *self, const LodeRows *rows, uint32_t node)
{
    uint32_t degree = 0;
    for (uint32_t i = rows->first[node]; i < rows->first[node + 1]; i++) {
        degree += is_inner(self, node, rows->targets[i]);
    }
    return degree;
}

/*
 * The shortest closed path through `start` that has fewer than `bound` edges.
 * Returns its last module, or LODE_MODULE_NONE; `parent` leads back to the start.
 * Queue and rows are in ascending order, so the first one found is the first in
 * the order of ids. `*work` grows by the edges that were looked at.
 */
static uint32_t search_from(Witness *self, uint32_t start, uint32_t bound, uint64_t *work)
{
    const LodeRows *rows = &self->forward->rows;
    uint32_t head = 0;
    uint32_t tail = 0;
    self->queue[tail++] = start;
    self->seen[start] = start + 1;
    self->depth[start] = 0;
    while (head < tail) {
        uint32_t node = self->queue[head++];
        if (self->depth[node] + 1 >= bound) {
            return LODE_MODULE_NONE;
        }
        for (uint32_t i = rows->first[node]; i < rows->first[node + 1]; i++) {
            uint32_t to = rows->targets[i];
            ++*work;
            if (to == start && node != start) {
                return node;
            }
            if (is_inner(self, node, to) && self->alive[to] && self->seen[to] != start + 1) {
                self->seen[to] = start + 1;
                self->depth[to] = self->depth[node] + 1;
                self->parent[to] = i;
                self->queue[tail++] = to;
            }
        }
    }
    return LODE_MODULE_NONE;
}

/* One neighbour of a removed module has one edge less; with none left it is on no cycle. */
static void lose_edges(Witness *self, const LodeRows *rows, uint32_t *degree, uint32_t node, uint32_t *doomed)
{
    for (uint32_t i = rows->first[node]; i < rows->first[node + 1]; i++) {
        uint32_t other = rows->targets[i];
        if (is_inner(self, node, other) && self->alive[other] && --degree[other] == 0) {
            self->alive[other] = false;
            self->doomed[(*doomed)++] = other;
        }
    }
}

static void remove_module(Witness *self, uint32_t node)
{
    uint32_t doomed = 0;
    self->alive[node] = false;
    self->doomed[doomed++] = node;
    while (doomed) {
        uint32_t next = self->doomed[--doomed];
        lose_edges(self, &self->forward->rows, self->in_degree, next, &doomed);
        lose_edges(self, &self->backward->rows, self->out_degree, next, &doomed);
    }
}

static LodeModuleIndex source_of(const LodeGraph *graph, const Witness *self, uint32_t at)
{
    return graph->edges[self->forward->edges[at]].from;
}

/* Writes the closed path start … last, start into the component. */
static void keep_path(const LodeGraph *graph, const Witness *self, LodeComponent *out, uint32_t start, uint32_t last)
{
    const LodeRows *rows = &self->forward->rows;
    uint32_t count = self->depth[last] + 1;
    uint32_t closing = rows->first[last];
    while (rows->targets[closing] != start) {
        closing++;
    }
    out->witness_count = count;
    out->witness[count - 1] = self->forward->edges[closing];
    for (uint32_t node = last; node != start; node = source_of(graph, self, self->parent[node])) {
        out->witness[self->depth[node] - 1] = self->forward->edges[self->parent[node]];
    }
}

static void find_witness(const LodeGraph *graph, Witness *self, LodeComponent *out)
{
    uint64_t work = 0;
    for (uint32_t i = 0; i < out->module_count; i++) {
        uint32_t node = out->modules[i];
        self->alive[node] = true;
        self->out_degree[node] = inner_degree(self, &self->forward->rows, node);
        self->in_degree[node] = inner_degree(self, &self->backward->rows, node);
    }
    uint32_t bound = UINT32_MAX;
    out->is_shortest = true;
    for (uint32_t i = 0; i < out->module_count && bound > 2; i++) {
        uint32_t start = out->modules[i];
        if (!self->alive[start]) {
            continue;
        }
        if (work > LODE_WITNESS_BUDGET) {
            out->is_shortest = false;
            break;
        }
        uint32_t last = search_from(self, start, bound, &work);
        if (last != LODE_MODULE_NONE) {
            keep_path(graph, self, out, start, last);
            bound = out->witness_count;
        }
        remove_module(self, start);
    }
}

static void collect_inner_edges(const LodeGraph *graph, LodeEdgeFilter filter, const uint32_t *component,
                                LodeArena *arena, LodeComponent *out)
{
    LODE_VEC(LodeEdgeIndex) edges = {0};
    for (uint32_t i = 0; i < out->module_count; i++) {
        const LodeModule *module = &graph->modules[out->modules[i]];
        for (uint32_t k = 0; k < module->edge_count; k++) {
            const LodeEdge *edge = &graph->edges[module->first_edge + k];
            if (lode_edge_filter_follows(filter, edge) && edge->from != edge->to &&
                component[edge->from] == component[edge->to]) {
                lode_vec_push(&edges, module->first_edge + k);
            }
        }
    }
    out->edge_count = (uint32_t)edges.count;
    out->edges = lode_arena_alloc(arena, edges.count * sizeof *out->edges);
    if (edges.count) {
        memcpy(out->edges, edges.items, edges.count * sizeof *out->edges);
    }
    lode_vec_release(&edges);
}

/* The first followed edge from a module to itself, or LODE_MODULE_NONE. */
static LodeEdgeIndex self_edge(const LodeEdgeRows *rows, uint32_t node)
{
    for (uint32_t i = rows->rows.first[node]; i < rows->rows.first[node + 1]; i++) {
        if (rows->rows.targets[i] == node) {
            return rows->edges[i];
        }
    }
    return LODE_MODULE_NONE;
}

static LodeComponent self_import(LodeArena *arena, LodeModuleIndex module, LodeEdgeIndex edge)
{
    LodeComponent item = {
        .module_count = 1, .edge_count = 1, .witness_count = 1, .is_shortest = true, .is_self_import = true};
    item.modules = LODE_ARENA_NEW(arena, LodeModuleIndex, 1);
    item.edges = LODE_ARENA_NEW(arena, LodeEdgeIndex, 1);
    item.modules[0] = module;
    item.edges[0] = edge;
    item.witness = item.edges;
    return item;
}

/* The modules of all components one after the other, ascending within each; first[c] says where c begins. */
static LodeModuleIndex *group_modules(LodeArena *arena, const uint32_t *component, uint32_t count, uint32_t components,
                                      uint32_t **first)
{
    uint32_t *starts = LODE_ARENA_NEW(arena, uint32_t, (size_t)components + 2);
    LodeModuleIndex *modules = lode_arena_alloc(arena, (size_t)count * sizeof *modules);
    for (uint32_t n = 0; n < count; n++) {
        starts[component[n] + 2]++;
    }
    for (uint32_t c = 2; c <= components; c++) {
        starts[c] += starts[c - 1];
    }
    for (uint32_t n = 0; n < count; n++) {
        modules[starts[component[n] + 1]++] = n;
    }
    *first = starts;
    return modules;
}

static void init_witness(Witness *self, uint32_t count, LodeArena *scratch)
{
    self->alive = LODE_ARENA_NEW(scratch, bool, count);
    self->seen = LODE_ARENA_NEW(scratch, uint32_t, count);
    uint32_t **arrays[] = {&self->in_degree, &self->out_degree, &self->parent,
                           &self->depth,     &self->queue,      &self->doomed};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = lode_arena_alloc(scratch, (size_t)count * sizeof(uint32_t));
    }
}

LodeComponents lode_graph_components(const LodeGraph *graph, LodeEdgeFilter filter, LodeArena *arena)
{
    LodeArena scratch = {0};
    uint32_t count = graph->module_count;
    LodeEdgeRows forward = lode_rows_make(graph, filter, &scratch);
    LodeEdgeRows backward = lode_rows_reverse(&forward, &scratch);
    uint32_t *component = lode_arena_alloc(&scratch, (size_t)count * sizeof *component);
    uint32_t components = lode_scc_find(&forward.rows, component);
    uint32_t *first;
    LodeModuleIndex *members = group_modules(&scratch, component, count, components, &first);
    Witness witness = {.forward = &forward, .backward = &backward, .component = component};
    init_witness(&witness, count, &scratch);

    LodeComponents result = {0};
    LODE_VEC(LodeComponent) items = {0};
    for (LodeModuleIndex n = 0; n < count; n++) {
        const LodeModuleIndex *group = members + first[component[n]];
        uint32_t size = first[component[n] + 1] - first[component[n]];
        if (group[0] != n) {
            continue; /* the group was listed at its smallest module */
        }
        if (size > 1) {
            LodeComponent item = {.module_count = size};
            item.modules = lode_arena_alloc(arena, size * sizeof *item.modules);
            memcpy(item.modules, group, size * sizeof *item.modules);
            item.witness = lode_arena_alloc(arena, size * sizeof *item.witness);
            collect_inner_edges(graph, filter, component, arena, &item);
            find_witness(graph, &witness, &item);
            lode_vec_push(&items, item);
            result.cycle_count++;
            result.module_count += size;
        }
        for (uint32_t k = 0; k < size; k++) {
            LodeEdgeIndex edge = self_edge(&forward, group[k]);
            if (edge != LODE_MODULE_NONE) {
                lode_vec_push(&items, self_import(arena, group[k], edge));
                result.self_import_count++;
                result.module_count += size == 1;
            }
        }
    }
    result.count = (uint32_t)items.count;
    result.items = lode_arena_alloc(arena, items.count * sizeof *result.items);
    if (items.count) {
        memcpy(result.items, items.items, items.count * sizeof *result.items);
    }
    lode_vec_release(&items);
    lode_arena_release(&scratch);
    return result;
}

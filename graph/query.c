/*
 * Queries. Reading order: one breadth-first search that the first three questions
 * share, then the enumeration of all chains.
 */
#include "graph/query.h"

#include "base/vec.h"
#include "graph/rows.h"

#include <stdlib.h>

#define UNREACHED UINT32_MAX

/* Breadth-first search; in `queue` modules stand by depth, and by id within the starts and each row. */
typedef struct Search {
    const LodeEdgeRows *rows;
    uint32_t *depth;  /* UNREACHED until found */
    uint32_t *parent; /* the module that found this one; LODE_MODULE_NONE for a start */
    uint32_t *via;    /* the edge by which it was found */
    uint32_t *queue;
    uint32_t count; /* of `queue` */
} Search;

static int compare_words(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static Search search_new(const LodeEdgeRows *rows, LodeModuleSet starts, LodeArena *arena)
{
    size_t count = rows->rows.node_count;
    Search search = {.rows = rows};
    search.depth = lode_arena_alloc(arena, count * sizeof *search.depth);
    search.parent = lode_arena_alloc(arena, count * sizeof *search.parent);
    search.via = lode_arena_alloc(arena, count * sizeof *search.via);
    search.queue = lode_arena_alloc(arena, count * sizeof *search.queue);
    memset(search.depth, 0xFF, count * sizeof *search.depth);
    for (size_t i = 0; i < starts.count; i++) {
        LodeModuleIndex start = starts.items[i];
        if (search.depth[start] == UNREACHED) {
            search.depth[start] = 0;
            search.parent[start] = LODE_MODULE_NONE;
            search.via[start] = LODE_EDGE_NONE;
            search.queue[search.count++] = start;
        }
    }
    if (search.count) {
        qsort(search.queue, search.count, sizeof *search.queue, compare_words);
    }
    return search;
}

/* Searches until `goal` (may be NULL) is met, which is returned, or all within `max_depth` is found. */
static LodeModuleIndex search_run(Search *self, const bool *goal, uint32_t max_depth)
{
    const LodeRows *rows = &self->rows->rows;
    for (uint32_t head = 0; head < self->count; head++) {
        uint32_t node = self->queue[head];
        if (goal && goal[node]) {
            return node;
        }
        if (self->depth[node] >= max_depth) {
            continue;
        }
        for (uint32_t i = rows->first[node]; i < rows->first[node + 1]; i++) {
            uint32_t to = rows->targets[i];
            if (self->depth[to] == UNREACHED) {
                self->depth[to] = self->depth[node] + 1;
                self->parent[to] = node;
                self->via[to] = self->rows->edges[i];
                self->queue[self->count++] = to;
            }
        }
    }
    return LODE_MODULE_NONE;
}

static bool *mark_set(LodeModuleSet set, uint32_t count, LodeArena *arena)
{
    bool *marks = LODE_ARENA_NEW(arena, bool, count);
    for (size_t i = 0; i < set.count; i++) {
        marks[set.items[i]] = true;
    }
    return marks;
}

static LodeReach reach(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet starts, uint32_t max_depth,
                       bool backward, LodeArena *arena)
{
    LodeArena scratch = {0};
    LodeEdgeRows rows = lode_rows_make(graph, filter, &scratch);
    if (backward) {
        rows = lode_rows_reverse(&rows, &scratch);
    }
    Search search = search_new(&rows, starts, &scratch);
    search_run(&search, NULL, max_depth);
    LodeReach result = {.items = lode_arena_alloc(arena, search.count * sizeof *result.items), .count = search.count};
    /* The queue is ordered by depth; within one depth, order by id. */
    for (uint32_t from = 0, to; from < search.count; from = to) {
        for (to = from; to < search.count && search.depth[search.queue[to]] == search.depth[search.queue[from]]; to++) {
        }
        qsort(search.queue + from, to - from, sizeof *search.queue, compare_words);
    }
    for (uint32_t i = 0; i < search.count; i++) {
        LodeModuleIndex module = search.queue[i];
        result.items[i] = (LodeReached){module, search.depth[module], search.via[module]};
    }
    lode_arena_release(&scratch);
    return result;
}

/*
 * All simple chains, by iterative deepening: a round lists the chains of one
 * length. The distance to the nearest target bounds each step from below, so a
 * round walks only where a chain of that length may still end, and the shortest of the
 * chains that it did not follow gives the next length.
 */
typedef struct Enumeration {
    const LodeEdgeRows *rows;
    const uint32_t *distance; /* to the nearest target */
    const bool *goal;
    bool *on_path;
    uint32_t *path;   /* modules of the path */
    uint32_t *cursor; /* beside `path`: the next edge to try */
    uint32_t length;  /* edges that a chain of this round has */
    uint32_t next;    /* the smallest length that a chain which was not followed could have; UNREACHED for none */
    uint64_t steps;
    size_t limit;
    LodeArena *arena;
    LODE_VEC(LodeChain) found;
} Enumeration;

static bool is_exhausted(const Enumeration *self)
{
    return self->steps > LODE_CHAIN_STEP_LIMIT || self->found.count > self->limit;
}

/* The edges that the cursors have just passed lead from path[0] to `to`. */
static void keep_chain(Enumeration *self, uint32_t to, uint32_t edges)
{
    LodeChain chain = {.count = edges, .from = self->path[0], .to = to};
    chain.edges = lode_arena_alloc(self->arena, edges * sizeof *chain.edges);
    for (uint32_t i = 0; i < edges; i++) {
        chain.edges[i] = self->rows->edges[self->cursor[i] - 1];
    }
    lode_vec_push(&self->found, chain);
}

static void cut(Enumeration *self, uint32_t length)
{
    if (length < self->next) {
        self->next = length;
    }
}

static void enumerate_from(Enumeration *self, uint32_t start)
{
    const LodeRows *rows = &self->rows->rows;
    if (self->goal[start]) {
        if (self->length == 0) {
            self->path[0] = start;
            keep_chain(self, start, 0);
        }
        return;
    }
    if (self->distance[start] == UNREACHED) {
        return;
    }
    if (self->distance[start] > self->length) {
        cut(self, self->distance[start]);
        return;
    }
    uint32_t depth = 0;
    self->path[0] = start;
    self->cursor[0] = rows->first[start];
    self->on_path[start] = true;
    while (!is_exhausted(self)) {
        uint32_t node = self->path[depth];
        if (self->cursor[depth] == rows->first[node + 1]) {
            self->on_path[node] = false;
            if (depth-- == 0) {
                return;
            }
            continue;
        }
        uint32_t to = rows->targets[self->cursor[depth]++];
        self->steps++;
        if (self->distance[to] == UNREACHED || self->on_path[to]) {
            continue;
        }
        uint32_t used = depth + 1;
        if (self->goal[to]) {
            if (used == self->length) {
                keep_chain(self, to, used);
            }
        } else if (used + self->distance[to] > self->length) {
            cut(self, used + self->distance[to]);
        } else {
            self->path[++depth] = to;
            self->cursor[depth] = rows->first[to];
            self->on_path[to] = true;
        }
    }
    for (uint32_t i = 0; i <= depth; i++) {
        self->on_path[self->path[i]] = false;
    }
}

bool lode_query_why(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet from, LodeModuleSet to,
                    LodeArena *arena, LodeChain *out)
{
    LodeArena scratch = {0};
    LodeEdgeRows rows = lode_rows_make(graph, filter, &scratch);
    Search search = search_new(&rows, from, &scratch);
    LodeModuleIndex end = search_run(&search, mark_set(to, graph->module_count, &scratch), UINT32_MAX);
    if (end != LODE_MODULE_NONE) {
        uint32_t count = search.depth[end];
        *out = (LodeChain){.count = count, .from = end, .to = end};
        out->edges = lode_arena_alloc(arena, count * sizeof *out->edges);
        for (; search.depth[out->from] > 0; out->from = search.parent[out->from]) {
            out->edges[search.depth[out->from] - 1] = search.via[out->from];
        }
    }
    lode_arena_release(&scratch);
    return end != LODE_MODULE_NONE;
}

LodeChains lode_query_why_all(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet from, LodeModuleSet to,
                              size_t limit, LodeArena *arena)
{
    LodeArena scratch = {0};
    size_t count = graph->module_count;
    LodeEdgeRows rows = lode_rows_make(graph, filter, &scratch);
    LodeEdgeRows reverse = lode_rows_reverse(&rows, &scratch);
    Search distances = search_new(&reverse, to, &scratch);
    search_run(&distances, NULL, UINT32_MAX);
    Search starts = search_new(&rows, from, &scratch); /* for its queue: sorted and distinct */
    Enumeration all = {.rows = &rows,
                       .distance = distances.depth,
                       .goal = mark_set(to, graph->module_count, &scratch),
                       .on_path = LODE_ARENA_NEW(&scratch, bool, count),
                       .path = lode_arena_alloc(&scratch, (count + 1) * sizeof(uint32_t)),
                       .cursor = lode_arena_alloc(&scratch, (count + 1) * sizeof(uint32_t)),
                       .limit = limit,
                       .arena = arena};
    for (; all.length < count && !is_exhausted(&all); all.length = all.next) {
        all.next = UNREACHED;
        for (uint32_t i = 0; i < starts.count && !is_exhausted(&all); i++) {
            enumerate_from(&all, starts.queue[i]);
        }
    }
    LodeChains result = {.count = all.found.count < limit ? all.found.count : limit, .truncated = is_exhausted(&all)};
    result.items = lode_arena_alloc(arena, result.count * sizeof *result.items);
    if (result.count) {
        memcpy(result.items, all.found.items, result.count * sizeof *result.items);
    }
    lode_vec_release(&all.found);
    lode_arena_release(&scratch);
    return result;
}

LodeReach lode_query_reach(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet starts, uint32_t max_depth,
                           LodeArena *arena)
{
    return reach(graph, filter, starts, max_depth, false, arena);
}

LodeReach lode_query_dependents(const LodeGraph *graph, LodeEdgeFilter filter, LodeModuleSet starts, uint32_t max_depth,
                                LodeArena *arena)
{
    return reach(graph, filter, starts, max_depth, true, arena);
}

/*
 * Views. Reading order: edges, distances, what is kept, cycles, the finished arrays,
 * roots.
 *
 * A Maker holds all nodes and edges of the (collapsed) graph and a mark for each
 * node that is kept; every step only clears marks, and nothing is renumbered
 * before the last.
 */
#include "graph/view.h"

#include "base/vec.h"
#include "graph/scc.h"
#include "graph/view_nodes.h"

#include <stdlib.h>

#define FAR UINT32_MAX

typedef LODE_VEC(LodeViewEdge) ViewEdges;

typedef struct Maker {
    const LodeGraph *graph;
    const LodeViewOptions *options;
    LodeArena scratch;
    LodeViewNode *nodes;
    uint32_t node_count;
    uint32_t *node_of;
    ViewEdges edges;
    bool *kept;
    LodeRows forward; /* resolved edges, by source and by target */
    LodeRows backward;
} Maker;

static int compare_edges(const void *left, const void *right)
{
    const LodeViewEdge *a = left;
    const LodeViewEdge *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    if (a->to != b->to) {
        return a->to < b->to ? -1 : 1;
    }
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static void sort_edges(ViewEdges *edges)
{
    if (edges->count) {
        qsort(edges->items, edges->count, sizeof *edges->items, compare_edges);
    }
}

static bool is_wanted(LodeEdgeFilter filter, const LodeEdge *edge)
{
    return !((filter.without_kinds >> edge->request->kind) & 1u) && !(edge->request->flags & filter.without_flags);
}

static void collect_edges(Maker *self)
{
    bool collapse = self->options->collapse != LODE_COLLAPSE_NONE;
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[i];
        LodeViewEdge item = {.from = self->node_of[edge->from], .to = LODE_MODULE_NONE, .edge = i, .count = 1};
        if (edge->to != LODE_MODULE_NONE) {
            item.to = self->node_of[edge->to];
        }
        if (is_wanted(self->options->filter, edge) && !(collapse && item.from == item.to)) {
            lode_vec_push(&self->edges, item);
        }
    }
    if (!collapse) {
        return;
    }
    sort_edges(&self->edges);
    size_t used = 0;
    for (size_t i = 0; i < self->edges.count; i++) {
        const LodeViewEdge *item = &self->edges.items[i];
        LodeViewEdge *last = used ? &self->edges.items[used - 1] : NULL;
        if (last && last->from == item->from && last->to == item->to && item->to != LODE_MODULE_NONE) {
            last->count++;
        } else {
            self->edges.items[used++] = *item;
        }
    }
    self->edges.count = used;
}

/* Rows of the edges that resolved; turned around with `backward`. */
static LodeRows make_rows(Maker *self, bool backward)
{
    uint32_t *first = LODE_ARENA_NEW(&self->scratch, uint32_t, (size_t)self->node_count + 2);
    uint32_t *targets = lode_arena_alloc(&self->scratch, self->edges.count * sizeof *targets);
    for (size_t i = 0; i < self->edges.count; i++) {
        const LodeViewEdge *edge = &self->edges.items[i];
        if (edge->to != LODE_MODULE_NONE) {
            first[(backward ? edge->to : edge->from) + 2]++;
        }
    }
    for (uint32_t n = 2; n <= self->node_count; n++) {
        first[n] += first[n - 1];
    }
    for (size_t i = 0; i < self->edges.count; i++) {
        const LodeViewEdge *edge = &self->edges.items[i];
        if (edge->to != LODE_MODULE_NONE) {
            targets[first[(backward ? edge->to : edge->from) + 1]++] = backward ? edge->from : edge->to;
        }
    }
    return (LodeRows){self->node_count, first, targets};
}

/* Lowers distance[n] for every node within `limit` steps of a node whose distance is 0. */
static void spread(Maker *self, const LodeRows *rows, uint32_t limit, uint32_t *distance)
{
    uint32_t *queue = lode_alloc(((size_t)self->node_count + 1) * sizeof *queue);
    uint32_t tail = 0;
    for (uint32_t n = 0; n < self->node_count; n++) {
        if (distance[n] == 0) {
            queue[tail++] = n;
        }
    }
    for (uint32_t head = 0; head < tail; head++) {
        uint32_t node = queue[head];
        for (uint32_t i = rows->first[node]; distance[node] < limit && i < rows->first[node + 1]; i++) {
            uint32_t to = rows->targets[i];
            if (distance[to] == FAR) {
                distance[to] = distance[node] + 1;
                queue[tail++] = to;
            }
        }
    }
    free(queue);
}

static uint32_t *new_distances(Maker *self)
{
    uint32_t *distance = lode_arena_alloc(&self->scratch, (size_t)self->node_count * sizeof *distance);
    memset(distance, 0xFF, (size_t)self->node_count * sizeof *distance);
    return distance;
}

static bool mark_focus(Maker *self)
{
    bool any = false;
    for (uint32_t n = 0; self->options->focus.count && n < self->node_count; n++) {
        self->nodes[n].is_focus = lode_glob_set_matches(&self->options->focus, self->nodes[n].id);
        any |= self->nodes[n].is_focus;
    }
    return any;
}

/* Depth from the entries; reversed, from the focus, else from what loads nothing. */
static void measure_depth(Maker *self, bool has_focus)
{
    bool reverse = self->options->reverse;
    uint32_t *distance = new_distances(self);
    for (uint32_t n = 0; n < self->node_count; n++) {
        bool loads_nothing = self->forward.first[n] == self->forward.first[n + 1];
        bool is_start = !reverse ? self->nodes[n].is_entry : has_focus ? self->nodes[n].is_focus : loads_nothing;
        if (is_start) {
            distance[n] = 0;
        }
    }
    spread(self, reverse ? &self->backward : &self->forward, FAR, distance);
    for (uint32_t n = 0; n < self->node_count; n++) {
        self->nodes[n].depth = distance[n];
        if (self->options->has_depth && (distance[n] == FAR || distance[n] > self->options->depth)) {
            self->kept[n] = false;
        }
    }
}

static void keep_focus(Maker *self)
{
    uint32_t *above = new_distances(self);
    uint32_t *below = new_distances(self);
    for (uint32_t n = 0; n < self->node_count; n++) {
        if (self->nodes[n].is_focus) {
            above[n] = below[n] = 0;
        }
    }
    spread(self, &self->backward, self->options->focus_depth, above);
    if (!self->options->reverse) {
        spread(self, &self->forward, self->options->focus_depth, below);
    }
    for (uint32_t n = 0; n < self->node_count; n++) {
        self->kept[n] = self->kept[n] && (above[n] != FAR || below[n] != FAR);
    }
}

static void keep_edges(Maker *self, const uint32_t *component)
{
    size_t used = 0;
    for (size_t i = 0; i < self->edges.count; i++) {
        const LodeViewEdge *edge = &self->edges.items[i];
        bool failed = edge->to == LODE_MODULE_NONE;
        bool wanted = self->kept[edge->from] && (failed || self->kept[edge->to]);
        if (component) {
            wanted = wanted && !failed && component[edge->from] == component[edge->to];
        }
        if (wanted) {
            self->edges.items[used++] = *edge;
        }
    }
    self->edges.count = used;
}

/* Of what is kept: the nodes that are alone in their component and have no edge to themselves go. */
static void keep_cycles(Maker *self)
{
    keep_edges(self, NULL);
    LodeRows rows = make_rows(self, false);
    uint32_t *component = lode_arena_alloc(&self->scratch, (size_t)self->node_count * sizeof *component);
    uint32_t count = lode_scc_find(&rows, component);
    uint32_t *size = LODE_ARENA_NEW(&self->scratch, uint32_t, (size_t)count + 1);
    for (uint32_t n = 0; n < self->node_count; n++) {
        size[component[n]]++;
    }
    for (uint32_t n = 0; n < self->node_count; n++) {
        bool on_cycle = size[component[n]] > 1;
        for (uint32_t i = rows.first[n]; i < rows.first[n + 1]; i++) {
            on_cycle |= rows.targets[i] == n;
        }
        self->kept[n] = self->kept[n] && on_cycle;
    }
    keep_edges(self, component);
}

static void reverse_edges(Maker *self)
{
    size_t used = 0;
    for (size_t i = 0; i < self->edges.count; i++) {
        LodeViewEdge edge = self->edges.items[i];
        if (edge.to != LODE_MODULE_NONE) {
            self->edges.items[used++] =
                (LodeViewEdge){.from = edge.to, .to = edge.from, .edge = edge.edge, .count = edge.count};
        }
    }
    self->edges.count = used;
    sort_edges(&self->edges);
}

/* Copies what is kept, with new numbers. Edges are grouped by `from` already. */
static void fill(Maker *self, LodeView *view, LodeArena *arena)
{
    uint32_t *number = new_distances(self);
    view->nodes = lode_arena_alloc(arena, (size_t)self->node_count * sizeof *view->nodes);
    view->edges = lode_arena_alloc(arena, self->edges.count * sizeof *view->edges);
    for (uint32_t n = 0; n < self->node_count; n++) {
        if (self->kept[n]) {
            number[n] = view->node_count;
            view->nodes[view->node_count++] = self->nodes[n];
            view->bytes += self->nodes[n].bytes;
        }
    }
    for (size_t i = 0; i < self->edges.count; i++) {
        LodeViewEdge edge = self->edges.items[i];
        LodeViewNode *node = &view->nodes[number[edge.from]];
        edge.from = number[edge.from];
        edge.to = edge.to == LODE_MODULE_NONE ? LODE_MODULE_NONE : number[edge.to];
        node->first_edge = node->edge_count ? node->first_edge : view->edge_count;
        node->edge_count++;
        view->unresolved_count += self->graph->edges[edge.edge].error != NULL;
        view->edges[view->edge_count++] = edge;
    }
}

typedef struct Cover {
    LodeView *view;
    bool *reached;
    uint32_t *stack;
} Cover;

static void add_root(Cover *self, uint32_t root)
{
    uint32_t depth = 0;
    self->view->roots[self->view->root_count++] = root;
    self->reached[root] = true;
    self->stack[depth++] = root;
    while (depth) {
        const LodeViewNode *node = &self->view->nodes[self->stack[--depth]];
        for (uint32_t i = 0; i < node->edge_count; i++) {
            uint32_t to = self->view->edges[node->first_edge + i].to;
            if (to != LODE_MODULE_NONE && !self->reached[to]) {
                self->reached[to] = true;
                self->stack[depth++] = to;
            }
        }
    }
}

static void find_roots(LodeView *view, bool reverse, LodeArena *arena)
{
    uint32_t count = view->node_count;
    Cover cover = {.view = view,
                   .reached = lode_alloc_zeroed((size_t)count + 1, sizeof(bool)),
                   .stack = lode_alloc(((size_t)count + 1) * sizeof(uint32_t))};
    bool *has_source = lode_alloc_zeroed((size_t)count + 1, sizeof *has_source);
    view->roots = lode_arena_alloc(arena, (size_t)count * sizeof *view->roots);
    for (uint32_t i = 0; i < view->edge_count; i++) {
        if (view->edges[i].to != LODE_MODULE_NONE && view->edges[i].to != view->edges[i].from) {
            has_source[view->edges[i].to] = true;
        }
    }
    for (uint32_t n = 0; n < count && !reverse; n++) {
        if (view->nodes[n].is_entry) {
            add_root(&cover, n);
        }
    }
    for (uint32_t n = 0; n < count; n++) {
        if (!has_source[n] && !cover.reached[n]) {
            add_root(&cover, n);
        }
    }
    for (uint32_t n = 0; n < count; n++) {
        if (!cover.reached[n]) {
            add_root(&cover, n);
        }
    }
    free(cover.reached);
    free(cover.stack);
    free(has_source);
}

LodeView lode_view_make(const LodeGraph *graph, const LodeViewOptions *options, LodeArena *arena)
{
    LodeView view = {.graph = graph};
    Maker maker = {.graph = graph, .options = options};
    maker.nodes = lode__view_nodes(graph, options->collapse, arena, &maker.node_of, &maker.node_count);
    maker.kept = lode_arena_alloc(&maker.scratch, maker.node_count);
    memset(maker.kept, true, maker.node_count);
    collect_edges(&maker);
    maker.forward = make_rows(&maker, false);
    maker.backward = make_rows(&maker, true);

    bool has_focus = mark_focus(&maker);
    measure_depth(&maker, has_focus);
    if (options->focus.count) {
        keep_focus(&maker);
    }
    if (options->only_cycles) {
        keep_cycles(&maker);
    } else {
        keep_edges(&maker, NULL);
    }
    if (options->reverse) {
        reverse_edges(&maker);
    }
    fill(&maker, &view, arena);
    find_roots(&view, options->reverse, arena);
    lode_vec_release(&maker.edges);
    lode_arena_release(&maker.scratch);
    return view;
}

uint32_t lode_view_find(const LodeView *self, LodeStr id)
{
    size_t found = self->node_count ? lode_str_find_sorted(&self->nodes->id, self->node_count, sizeof *self->nodes, id)
                                    : LODE_NOT_FOUND;
    return found == LODE_NOT_FOUND ? LODE_MODULE_NONE : (uint32_t)found;
}

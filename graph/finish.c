/*
 * From drafts to the sorted graph. Reading order: drafts of one URL, formats,
 * ids, arrays, ownership.
 *
 * Nothing here depends on atoms or on the order of drafts: a format is settled from
 * all edges that lead to the module, drafts are sorted by id, and everything else
 * follows from that order.
 */
#include "graph/draft.h"
#include "graph/module_format.h"

#include <stdlib.h>

/* What the graph owns besides its arena. The graph is the first member, so one pointer is both. */
typedef struct OwnedGraph {
    LodeGraph graph;
    LodeArena *parts; /* of the workers */
    unsigned part_count;
    LodeInterner *interner; /* holds the URLs */
} OwnedGraph;

typedef struct Finish {
    LodeBuild *build;
    LodeDraft **by_atom;  /* NULL for keys without a draft */
    LodeDraftList drafts; /* that become modules, in the end sorted by id */
} Finish;

static void index_drafts(Finish *self, const LodeBuildWorker *workers, unsigned count)
{
    self->by_atom = lode_alloc_zeroed(lode_intern_limit(self->build->interner), sizeof *self->by_atom);
    for (unsigned i = 0; i < count; i++) {
        for (size_t k = 0; k < workers[i].made.count; k++) {
            LodeDraft *draft = workers[i].made.items[k];
            self->by_atom[draft->atom] = draft;
        }
    }
}

/* The draft that stands for all with the URL of this one. */
static LodeDraft *meant_by(const Finish *self, LodeDraft *draft, LodeBuf *key)
{
    for (LodeKeyKind kind = LODE_KEY_SOURCE; kind < draft->key_kind; kind++) {
        LodeStr text = lode__build_key(kind, draft->url, key);
        LodeDraft *other = self->by_atom[lode_intern_find(self->build->interner, text)];
        if (other) {
            return other;
        }
    }
    return draft;
}

static void settle_drafts(Finish *self, const LodeBuildWorker *workers, unsigned count)
{
    LodeBuf key = {0};
    LodeDraft **meant = lode_alloc_zeroed(lode_intern_limit(self->build->interner), sizeof *meant);
    for (unsigned i = 0; i < count; i++) {
        for (size_t k = 0; k < workers[i].made.count; k++) {
            LodeDraft *draft = workers[i].made.items[k];
            meant[draft->atom] = meant_by(self, draft, &key);
            if (meant[draft->atom] == draft && !draft->is_excluded) {
                lode_vec_push(&self->drafts, draft);
            }
        }
    }
    free(self->by_atom);
    self->by_atom = meant;
    lode_buf_release(&key);
}

/*
 * Nearly always all edges to a module agree on its format. Where not (a .wasm file
 * that `import` knows and `require` would read as JavaScript), the later of
 * LodeFormat counts, so the open formats give way to all others.
 */
static void settle_formats(Finish *self)
{
    for (size_t i = 0; i < self->drafts.count; i++) {
        const LodeDraft *draft = self->drafts.items[i];
        for (uint32_t k = 0; k < draft->edge_count; k++) {
            LodeDraft *to = self->by_atom[draft->edges[k].to];
            if (to && draft->edges[k].format > to->format) {
                to->format = (LodeFormat)draft->edges[k].format;
            }
        }
    }
    for (size_t i = 0; i < self->drafts.count; i++) {
        LodeDraft *draft = self->drafts.items[i];
        draft->format = lode_format_settle(draft->format, draft->record);
    }
}

static int compare_drafts(const void *left, const void *right)
{
    const LodeDraft *a = *(LodeDraft *const *)left;
    const LodeDraft *b = *(LodeDraft *const *)right;
    int order = lode_str_compare(a->id, b->id);
    return order ? order : lode_str_compare(a->url, b->url);
}

static bool has_query(LodeStr url)
{
    return lode_str_find(url, '?') != LODE_NOT_FOUND || lode_str_find(url, '#') != LODE_NOT_FOUND;
}

/* See identity.h: among modules with one id, those with a query take their URL. Such names are very rare. */
static bool tell_apart(Finish *self)
{
    bool changed = false;
    LodeDraft **drafts = self->drafts.items;
    for (size_t from = 0, to; from < self->drafts.count; from = to) {
        for (to = from + 1; to < self->drafts.count && lode_str_equal(drafts[from]->id, drafts[to]->id); to++) {
        }
        bool keeps_id = false;
        for (size_t i = from; to - from > 1 && i < to; i++) {
            if (!keeps_id && !has_query(drafts[i]->url)) {
                keeps_id = true;
            } else {
                drafts[i]->id = drafts[i]->url;
                changed = true;
            }
        }
    }
    return changed;
}

static void sort_drafts(Finish *self)
{
    if (self->drafts.count == 0) {
        return;
    }
    qsort(self->drafts.items, self->drafts.count, sizeof *self->drafts.items, compare_drafts);
    if (tell_apart(self)) {
        qsort(self->drafts.items, self->drafts.count, sizeof *self->drafts.items, compare_drafts);
    }
    for (size_t i = 0; i < self->drafts.count; i++) {
        self->drafts.items[i]->index = (LodeModuleIndex)i;
    }
}

static LodeModule module_of(const LodeDraft *draft)
{
    return (LodeModule){
        .id = draft->id,
        .url = draft->url,
        .path = draft->path,
        .package = draft->package,
        .format = draft->format,
        .bytes = draft->bytes,
        .is_external = draft->is_external,
        .is_ignored = draft->is_ignored,
        .record = draft->record,
        .error = draft->error,
        .diagnostics = draft->record ? draft->record->diagnostics : NULL,
        .diagnostic_count = draft->record ? draft->record->diagnostic_count : 0,
    };
}

/* Edges to excluded modules are not there. */
static bool is_kept(const Finish *self, const LodeDraftEdge *edge)
{
    return edge->to == LODE_ATOM_NONE || !self->by_atom[edge->to]->is_excluded;
}

static void fill_edges(const Finish *self, LodeGraph *graph)
{
    size_t limit = 0;
    for (size_t i = 0; i < self->drafts.count; i++) {
        limit += self->drafts.items[i]->edge_count;
    }
    graph->edges = lode_arena_alloc(&graph->arena, limit * sizeof *graph->edges);
    for (LodeModuleIndex i = 0; i < self->drafts.count; i++) {
        const LodeDraft *draft = self->drafts.items[i];
        graph->modules[i].first_edge = graph->edge_count;
        for (uint32_t k = 0; k < draft->edge_count; k++) {
            const LodeDraftEdge *edge = &draft->edges[k];
            if (is_kept(self, edge)) {
                graph->edges[graph->edge_count++] = (LodeEdge){
                    .from = i,
                    .to = edge->to ? self->by_atom[edge->to]->index : LODE_MODULE_NONE,
                    .request = edge->request,
                    .error = edge->error,
                    .is_pattern_match = edge->is_pattern_match,
                };
                graph->unresolved_count += edge->error != NULL;
            }
        }
        graph->modules[i].edge_count = graph->edge_count - graph->modules[i].first_edge;
    }
}

static void fill_entries(const Finish *self, LodeGraph *graph, const LodeAtom *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (entries[i] != LODE_ATOM_NONE && !self->by_atom[entries[i]]->is_excluded) {
            graph->modules[self->by_atom[entries[i]]->index].is_entry = true;
        }
    }
    graph->entries = lode_arena_alloc(&graph->arena, (count + 1) * sizeof *graph->entries);
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (graph->modules[i].is_entry) {
            graph->entries[graph->entry_count++] = i;
        }
    }
}

LodeGraph *lode__build_finish(LodeBuild *build, LodeBuildWorker *workers, unsigned worker_count,
                              const LodeAtom *entries, size_t entry_count)
{
    Finish finish = {.build = build};
    index_drafts(&finish, workers, worker_count);
    settle_drafts(&finish, workers, worker_count);
    settle_formats(&finish);
    sort_drafts(&finish);

    OwnedGraph *owned = lode_alloc_zeroed(1, sizeof *owned);
    LodeGraph *graph = &owned->graph;
    graph->root = lode_arena_copy(&graph->arena, build->options->root);
    graph->module_count = (uint32_t)finish.drafts.count;
    graph->modules = lode_arena_alloc(&graph->arena, finish.drafts.count * sizeof *graph->modules);
    for (size_t i = 0; i < finish.drafts.count; i++) {
        graph->modules[i] = module_of(finish.drafts.items[i]);
        graph->bytes += graph->modules[i].bytes;
    }
    fill_edges(&finish, graph);
    fill_entries(&finish, graph, entries, entry_count);
    graph->file_counts = lode_memo_counts(build->memo);

    owned->parts = lode_alloc_zeroed(worker_count, sizeof *owned->parts);
    owned->part_count = worker_count;
    owned->interner = build->interner;
    for (unsigned i = 0; i < worker_count; i++) {
        owned->parts[i] = workers[i].arena;
        workers[i].arena = (LodeArena){0};
    }
    free(finish.by_atom);
    lode_vec_release(&finish.drafts);
    return graph;
}

void lode_graph_free(LodeGraph *self)
{
    if (!self) {
        return;
    }
    OwnedGraph *owned = (OwnedGraph *)self;
    for (unsigned i = 0; i < owned->part_count; i++) {
        lode_arena_release(&owned->parts[i]);
    }
    free(owned->parts);
    lode_interner_free(owned->interner);
    lode_arena_release(&self->arena);
    free(owned);
}

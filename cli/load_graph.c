/* Reading order: notes, the static graph, modules, edges, writing. */
#include "cli/load_graph.h"

#include "base/intern.h"
#include "base/url.h"
#include "cli/formats/format.h"
#include "graph/identity.h"

#include <stdlib.h>

/* ---- notes ---- */

typedef struct Load {
    LodeAtom from; /* URLs; LODE_ATOM_NONE for the program itself and what --require and --import name */
    LodeAtom to;   /* LODE_ATOM_NONE where it failed */
    size_t order;
    LodeStr specifier;
    LodeRequestKind kind;
    LodeStr error; /* absent where it did not fail */
    bool is_found; /* the static graph has it */
} Load;

typedef struct Loaded {
    LodeAtom url;
    uint64_t bytes;
    LodeFormat format; /* NONE where it was not read */
    bool is_read;
    bool is_entry;
} Loaded;

struct LodeLoadNotes {
    LodeArena arena;
    LodeInterner *texts; /* URLs of modules, and keys of loads */
    LODE_VEC(Load) loads;
    LODE_VEC(Loaded) modules;
    LODE_VEC(uint32_t) module_of; /* by atom: index plus 1 */
};

LodeLoadNotes *lode_load_notes_new(void)
{
    LodeLoadNotes *self = lode_alloc_zeroed(1, sizeof *self);
    self->texts = lode_interner_new();
    return self;
}

void lode_load_notes_free(LodeLoadNotes *self)
{
    if (self) {
        lode_interner_free(self->texts);
        lode_vec_release(&self->loads);
        lode_vec_release(&self->modules);
        lode_vec_release(&self->module_of);
        lode_arena_release(&self->arena);
        free(self);
    }
}

static Loaded *module_of(LodeLoadNotes *self, LodeStr url)
{
    LodeAtom atom = lode_intern(self->texts, url, NULL);
    while (self->module_of.count <= atom) {
        lode_vec_push(&self->module_of, 0);
    }
    if (!self->module_of.items[atom]) {
        lode_vec_push(&self->modules, (Loaded){.url = atom});
        self->module_of.items[atom] = (uint32_t)self->modules.count;
    }
    return &self->modules.items[self->module_of.items[atom] - 1];
}

static LodeRequestKind kind_named(LodeStr name)
{
    for (unsigned kind = 0; kind < LODE_REQUEST_KIND_COUNT; kind++) {
        if (lode_str_equal(name, lode_str(lode_request_kind_names[kind]))) {
            return (LodeRequestKind)kind;
        }
    }
    return LODE_REQUEST_REQUIRE;
}

static void take_load(LodeLoadNotes *self, const LodeLoadEvent *event)
{
    bool is_new;
    LodeBuf key = {0};
    const LodeStr parts[] = {event->referrer, event->specifier, event->request, event->module};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        lode_buf_append(&key, parts[i]);
        lode_buf_append_byte(&key, '\0');
    }
    lode_intern(self->texts, lode_buf_str(&key), &is_new);
    lode_buf_release(&key);
    if (!is_new) {
        return;
    }
    Load load = {
        .order = self->loads.count,
        .specifier = lode_arena_copy(&self->arena, event->specifier),
        .kind = kind_named(event->request),
        .error = lode_str_is_none(event->error) ? LODE_STR_NONE : lode_arena_copy(&self->arena, event->error),
    };
    if (!lode_str_is_none(event->referrer)) {
        size_t known = self->modules.count;
        Loaded *module = module_of(self, event->referrer);
        module->is_entry |= self->modules.count > known; /* nothing led to it: a text of the command line */
        load.from = module->url;
    }
    if (!lode_str_is_none(event->module)) {
        Loaded *module = module_of(self, event->module);
        module->is_entry |= load.from == LODE_ATOM_NONE;
        load.to = module->url;
    }
    lode_vec_push(&self->loads, load);
}

void lode_load_notes_take(LodeLoadNotes *self, const LodeLoadEvent *event)
{
    bool is_load =
        event->kind == LODE_LOAD_RESOLVE || event->kind == LODE_LOAD_CACHED || event->kind == LODE_LOAD_PARTIAL;
    if (is_load && !lode_str_is_none(event->specifier)) {
        take_load(self, event);
    } else if (event->kind == LODE_LOAD_READ) {
        Loaded *module = module_of(self, event->module);
        module->is_read = true;
        module->bytes = event->bytes;
        module->format = lode_format_find(event->format);
    }
}

/* ---- the static graph ---- */

typedef struct Merge {
    LodeLoadNotes *notes;
    LodeSession *session;
    LodeArena *arena; /* of the session */
    LodeGraph *known; /* the static graph of all files that were read */
    LodeGraph graph;  /* what is written */
    LODE_VEC(LodeEdge) edges;
    LodeAtom *urls;            /* of the modules of `graph` */
    LodeModuleIndex *index_of; /* by atom of a URL */
    size_t *first_load;        /* the same: where its loads begin, sorted */
} Merge;

static void build_known(Merge *self)
{
    LODE_VEC(LodeStr) paths = {0};
    for (size_t i = 0; i < self->notes->modules.count; i++) {
        const Loaded *module = &self->notes->modules.items[i];
        LodeUrl url;
        LodeStr path;
        if (module->is_read &&
            lode_url_parse(self->arena, lode_intern_text(self->notes->texts, module->url), NULL, &url) &&
            lode_url_to_path(self->arena, &url, &path) == LODE_URL_PATH_OK) {
            lode_vec_push(&paths, path);
        }
    }
    LodeBuildOptions options = {.root = self->session->root, .resolver = self->session->resolver_options};
    LodeError error = {0};
    lode_graph_build(self->session->cache, &options, paths.items, paths.count, &self->known, &error);
    lode_vec_release(&paths);
}

/* ---- modules ---- */

static int compare_modules(const void *left, const void *right)
{
    const LodeModule *a = left;
    const LodeModule *b = right;
    return lode_str_compare(a->id, b->id);
}

static LodeModule make_module(Merge *self, const Loaded *loaded)
{
    LodeStr url = lode_intern_text(self->notes->texts, loaded->url);
    LodeModule module = {.url = url, .path = LODE_STR_NONE, .package = LODE_STR_NONE};
    module.id = lode_graph_id(self->arena, self->session->root, url);
    LodeModuleIndex known = lode_graph_find(self->known, module.id);
    if (known != LODE_MODULE_NONE) {
        module = self->known->modules[known];
    } else {
        module.format = lode_str_starts_with(url, LODE_STR("node:")) ? LODE_FORMAT_BUILTIN : loaded->format;
    }
    if (loaded->is_read) {
        module.bytes = loaded->bytes;
        module.format = loaded->format == LODE_FORMAT_NONE ? module.format : loaded->format;
    }
    module.is_entry = loaded->is_entry;
    module.is_external = !loaded->is_read && !loaded->is_entry;
    return module;
}

static void make_modules(Merge *self)
{
    LodeGraph *graph = &self->graph;
    graph->root = self->session->root;
    graph->module_count = (uint32_t)self->notes->modules.count;
    graph->modules = LODE_ARENA_NEW(self->arena, LodeModule, graph->module_count);
    graph->entries = LODE_ARENA_NEW(self->arena, LodeModuleIndex, graph->module_count);
    for (uint32_t i = 0; i < graph->module_count; i++) {
        graph->modules[i] = make_module(self, &self->notes->modules.items[i]);
    }
    qsort(graph->modules, graph->module_count, sizeof *graph->modules, compare_modules);
    self->urls = LODE_ARENA_NEW(self->arena, LodeAtom, graph->module_count);
    self->index_of = LODE_ARENA_NEW(self->arena, LodeModuleIndex, lode_intern_limit(self->notes->texts));
    for (uint32_t i = 0; i < graph->module_count; i++) {
        self->urls[i] = lode_intern(self->notes->texts, graph->modules[i].url, NULL);
        self->index_of[self->urls[i]] = i;
        graph->bytes += graph->modules[i].is_external ? 0 : graph->modules[i].bytes;
        if (graph->modules[i].is_entry) {
            graph->entries[graph->entry_count++] = i;
        }
    }
}

/* ---- edges ---- */

/* Whether the edge of the static graph is what was loaded: the same specifier, or a pattern that can mean it. */
static bool agrees(const Merge *self, const LodeEdge *edge, const Load *load)
{
    bool is_pattern = edge->request->flags & LODE_REQUEST_DYNAMIC;
    /* Of an import that failed it is not told of which kind it was. */
    bool may_be_import =
        !load->to && load->kind == LODE_REQUEST_IMPORT && edge->request->kind <= LODE_REQUEST_DYNAMIC_IMPORT;
    bool is_kind = edge->request->kind == load->kind || may_be_import;
    if (!is_kind || (!is_pattern && !lode_str_equal(edge->request->specifier, load->specifier))) {
        return false;
    }
    LodeStr to = edge->to == LODE_MODULE_NONE ? LODE_STR_NONE : self->known->modules[edge->to].url;
    LodeStr loaded = load->to ? lode_intern_text(self->notes->texts, load->to) : LODE_STR_NONE;
    bool both_failed = lode_str_is_none(to) && lode_str_is_none(loaded) && !is_pattern;
    return both_failed || (!lode_str_is_none(to) && !lode_str_is_none(loaded) && lode_str_equal(to, loaded));
}

static void push_edge(Merge *self, LodeModuleIndex from, const Load *load, const LodeRequest *request,
                      const LodeError *error)
{
    LodeModuleIndex to = load->to ? self->index_of[load->to] : LODE_MODULE_NONE;
    lode_vec_push(&self->edges, ((LodeEdge){.from = from, .to = to, .request = request, .error = error}));
    self->graph.unresolved_count += error != NULL;
}

/* What the static graph shows of a module, as far as it was loaded. */
static void add_known_edges(Merge *self, LodeModuleIndex from, LodeAtom url)
{
    LodeModuleIndex known = lode_graph_find(self->known, self->graph.modules[from].id);
    const LodeModule *module = known == LODE_MODULE_NONE ? NULL : &self->known->modules[known];
    for (uint32_t i = 0; module && i < module->edge_count; i++) {
        const LodeEdge *edge = &self->known->edges[module->first_edge + i];
        for (size_t j = self->first_load[url]; j < self->first_load[url + 1]; j++) {
            Load *load = &self->notes->loads.items[j];
            if (!agrees(self, edge, load)) {
                continue;
            }
            load->is_found = true;
            LodeRequest *request = LODE_ARENA_NEW(self->arena, LodeRequest, 1);
            *request = *edge->request;
            request->specifier = load->specifier;
            push_edge(self, from, load, request, edge->error);
        }
    }
}

static const LodeError *error_of(Merge *self, const Load *load)
{
    if (lode_str_is_none(load->error)) {
        return NULL;
    }
    size_t colon = lode_str_find(load->error, ':');
    LodeErrorCode code = LODE_ERROR_NONE;
    if (colon != LODE_NOT_FOUND) {
        code = lode_error_code_find(lode_str_slice(load->error, 0, colon));
    }
    LodeError *error = LODE_ARENA_NEW(self->arena, LodeError, 1);
    bool has_code = code != LODE_ERROR_NONE;
    LodeErrorCode usual =
        load->kind == LODE_REQUEST_REQUIRE ? LODE_ERROR_MODULE_NOT_FOUND : LODE_ERROR_ERR_MODULE_NOT_FOUND;
    LodeStr message = has_code ? lode_str_slice(load->error, colon + 2, load->error.size) : load->error;
    lode_error_set_text(error, has_code ? code : usual, message);
    error->file = LODE_STR_NONE;
    return error;
}

static void add_other_edges(Merge *self, LodeModuleIndex from, LodeAtom url)
{
    for (size_t j = self->first_load[url]; j < self->first_load[url + 1]; j++) {
        const Load *load = &self->notes->loads.items[j];
        if (!load->is_found) {
            LodeRequest *request = LODE_ARENA_NEW(self->arena, LodeRequest, 1);
            *request = (LodeRequest){.specifier = load->specifier, .kind = load->kind, .flags = LODE_REQUEST_RUNTIME};
            push_edge(self, from, load, request, error_of(self, load));
        }
    }
}

static int compare_loads(const void *left, const void *right)
{
    const Load *a = left;
    const Load *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorts the loads by the module that asked, each module's in their order. */
static void sort_loads(Merge *self)
{
    size_t limit = lode_intern_limit(self->notes->texts);
    size_t count = self->notes->loads.count;
    const Load *loads = self->notes->loads.items;
    if (count > 0) {
        qsort(self->notes->loads.items, count, sizeof *loads, compare_loads);
    }
    self->first_load = LODE_ARENA_NEW(self->arena, size_t, limit + 1);
    for (size_t atom = 0, at = 0; atom <= limit; atom++) {
        while (at < count && loads[at].from < atom) {
            at++;
        }
        self->first_load[atom] = at;
    }
}

static void make_edges(Merge *self)
{
    sort_loads(self);
    for (uint32_t i = 0; i < self->graph.module_count; i++) {
        LodeModule *module = &self->graph.modules[i];
        module->first_edge = (LodeEdgeIndex)self->edges.count;
        add_known_edges(self, i, self->urls[i]);
        add_other_edges(self, i, self->urls[i]);
        module->edge_count = (uint32_t)self->edges.count - module->first_edge;
    }
    self->graph.edges = self->edges.items;
    self->graph.edge_count = (uint32_t)self->edges.count;
}

/* ---- writing ---- */

void lode_load_graph_write(LodeLoadNotes *self, LodeSession *session, LodeStr file)
{
    Merge merge = {.notes = self, .session = session, .arena = &session->arena};
    build_known(&merge);
    make_modules(&merge);
    make_edges(&merge);
    LodeViewOptions options = {.filter = LODE_EDGE_FILTER_ALL};
    LodeView view = lode_view_make(&merge.graph, &options, &session->arena);
    LodeFormatInput input = {session, &view};
    LodeOutput out;
    lode_output_init(&out, file.data, session->options->color);
    lode_format_json(&out, &input);
    lode_session_close(session, &out);
    lode_vec_release(&merge.edges);
    lode_graph_free(merge.known);
}

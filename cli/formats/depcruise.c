/*
 * lode graph --format depcruise: the result that dependency-cruiser writes with
 * --output-type json (version 18), for its reporters and for tools that read it.
 *
 * As there, core modules go without "node:", a specifier that did not resolve is
 * a module of its own, and each dependency that lies on a cycle carries a
 * shortest one. Requests that load nothing (require.resolve, new URL) and those
 * whose specifier is not known are left out, because dependency-cruiser does not
 * list them. There are no rules here, so everything is valid.
 *
 * Reading order: kinds of packages, collecting, cycles, writing.
 */
#include "base/json.h"
#include "base/path.h"
#include "cli/formats/format.h"
#include "cli/write_json.h"
#include "graph/scc.h"

enum {
    MANIFEST_LIMIT = 1 << 24,
    /*
     * Every dependency on a cycle carries one, so a ring of n modules takes n * n
     * steps. Past these bounds dependencies are still said to be circular, without
     * the way. Real trees stay far below (38,000 dependencies: 22,000 steps).
     */
    CYCLE_STEP_LIMIT = 1000 * 1000,
    CYCLE_SEARCH_LIMIT = 200 * 1000 * 1000
};

/* One dependency. Modules are numbered: nodes of the view, then names that did not resolve. */
typedef struct Dependency {
    uint32_t from;
    uint32_t to;
    const LodeEdge *edge;
} Dependency;

typedef struct Cruise {
    LodeSession *session;
    const LodeView *view;
    LodeArena arena;
    LODE_VEC(Dependency) dependencies; /* by `from` */
    uint32_t *first;                   /* of each node; node_count + 1 */
    LODE_VEC(LodeStr) missing;         /* sorted, distinct */
    uint32_t module_count;
    uint32_t *component;
    uint32_t *size_of_component;
    /* Scratch of the search for cycles. */
    uint32_t *queue;
    size_t steps_left;
    size_t search_left;
    uint32_t *came_by; /* one more than the dependency by which a node was met in this search */
    /* The manifest that was asked last; dependencies of one package come one after the other. */
    LodeStr manifest_directory;
    LodeArena manifest_arena;
    const LodeJson *manifest;
} Cruise;

static LodeStr name_of(const Cruise *self, uint32_t module)
{
    if (module >= self->view->node_count) {
        return self->missing.items[module - self->view->node_count];
    }
    LodeStr id = self->view->nodes[module].id;
    return lode_str_starts_with(id, LODE_STR("node:")) ? lode_str_slice(id, 5, id.size) : id;
}

static bool is_core(const Cruise *self, uint32_t module)
{
    return module < self->view->node_count && self->view->nodes[module].format == LODE_FORMAT_BUILTIN;
}

/* The package.json of the package that a node belongs to; NULL where there is none that can be read. */
static const LodeJson *manifest_of(Cruise *self, uint32_t node)
{
    const LodeModule *module = lode_format_module(self->view, &self->view->nodes[node]);
    LodePackageInfo package;
    if (lode_str_is_none(module->path) ||
        !lode_package_of(self->session->resolver, lode_memo_path(self->session->memo, module->path), &package)) {
        return NULL;
    }
    if (self->manifest_directory.data && lode_str_equal(self->manifest_directory, package.directory)) {
        return self->manifest;
    }
    lode_arena_release(&self->manifest_arena);
    self->manifest_directory = package.directory;
    self->manifest = NULL;
    LodeStr path = lode_path_resolve(&self->manifest_arena, package.directory, LODE_STR("package.json"));
    LodeBuf text = {0};
    LodeMemo *memo = self->session->memo;
    if (lode_memo_read(memo, lode_memo_path(memo, path), MANIFEST_LIMIT, &text) == 0) {
        LodeStr source = lode_buf_str(&text);
        size_t bom = lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? 3 : 0;
        self->manifest = lode_json_parse(&self->manifest_arena, lode_str_slice(source, bom, source.size), NULL);
    }
    lode_buf_release(&text);
    return self->manifest;
}

/* "lodash" of "lodash/get", "@a/b" of "@a/b/c". */
static LodeStr package_name(LodeStr specifier)
{
    size_t end = lode_str_find(specifier, '/');
    if (end != LODE_NOT_FOUND && specifier.data[0] == '@') {
        size_t next = lode_str_find(lode_str_slice(specifier, end + 1, specifier.size), '/');
        end = next == LODE_NOT_FOUND ? LODE_NOT_FOUND : end + 1 + next;
    }
    return end == LODE_NOT_FOUND ? specifier : lode_str_slice(specifier, 0, end);
}

/* How the importing package declares the package of a bare specifier. */
static const char *npm_type(Cruise *self, const Dependency *dependency)
{
    static const struct {
        const char *field;
        const char *type;
    } fields[] = {
        {"dependencies", "npm"},
        {"devDependencies", "npm-dev"},
        {"optionalDependencies", "npm-optional"},
        {"peerDependencies", "npm-peer"},
    };
    const LodeJson *manifest = manifest_of(self, dependency->from);
    if (!manifest) {
        return "npm-unknown";
    }
    LodeStr name = package_name(dependency->edge->request->specifier);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (lode_json_get(lode_json_get(manifest, lode_str(fields[i].field)), name)) {
            return fields[i].type;
        }
    }
    return "npm-no-pkg";
}

static void write_types(LodeBuf *out, Cruise *self, const Dependency *dependency)
{
    const LodeRequest *request = dependency->edge->request;
    LodeStr specifier = request->specifier;
    lode_write_key(out, "dependencyTypes");
    lode_buf_append_byte(out, '[');
    if (dependency->to >= self->view->node_count) {
        lode_buf_puts(out, "\"unknown\"]");
        return;
    }
    char first = specifier.size > 0 ? specifier.data[0] : '.';
    LodeStr path = lode_format_module(self->view, &self->view->nodes[dependency->to])->path;
    bool is_installed = path.data && lode_str_search(path, LODE_STR("/node_modules/")) != LODE_NOT_FOUND;
    if (first == '#') {
        lode_buf_puts(out, "\"aliased\",\"aliased-subpath-import\",");
    }
    if (is_core(self, dependency->to)) {
        lode_buf_puts(out, "\"core\"");
    } else if (first == '.' || first == '/' || first == '#' || !is_installed) {
        lode_buf_puts(out, "\"local\"");
    } else {
        lode_buf_printf(out, "\"%s\"", npm_type(self, dependency));
    }
    lode_buf_printf(out, ",\"%s\"]",
                    request->kind == LODE_REQUEST_REQUIRE          ? "require"
                    : request->kind == LODE_REQUEST_DYNAMIC_IMPORT ? "dynamic-import"
                    : request->kind == LODE_REQUEST_EXPORT_FROM    ? "export"
                                                                   : "import");
}

static int compare_texts(const void *a, const void *b)
{
    return lode_str_compare(*(const LodeStr *)a, *(const LodeStr *)b);
}

static bool is_listed(const LodeEdge *edge)
{
    bool is_unknown = edge->to == LODE_MODULE_NONE && edge->request->flags & LODE_REQUEST_DYNAMIC;
    return lode_format_loads(edge) && !is_unknown;
}

static void collect_missing(Cruise *self)
{
    const LodeView *view = self->view;
    for (uint32_t i = 0; i < view->edge_count; i++) {
        const LodeEdge *edge = lode_format_edge(view, &view->edges[i]);
        if (view->edges[i].to == LODE_MODULE_NONE && is_listed(edge)) {
            lode_vec_push(&self->missing, edge->request->specifier);
        }
    }
    if (self->missing.count > 1) {
        qsort(self->missing.items, self->missing.count, sizeof *self->missing.items, compare_texts);
    }
    size_t kept = 0;
    for (size_t i = 0; i < self->missing.count; i++) {
        if (kept == 0 || !lode_str_equal(self->missing.items[kept - 1], self->missing.items[i])) {
            self->missing.items[kept++] = self->missing.items[i];
        }
    }
    self->missing.count = kept;
}

/* One dependency for each target, module system and way (static or dynamic), as dependency-cruiser counts. */
static void collect(Cruise *self)
{
    const LodeView *view = self->view;
    collect_missing(self);
    self->module_count = view->node_count + (uint32_t)self->missing.count;
    self->first = LODE_ARENA_NEW(&self->arena, uint32_t, view->node_count + 1);
    uint8_t *seen = LODE_ARENA_NEW(&self->arena, uint8_t, self->module_count + 1);
    for (uint32_t i = 0; i < view->node_count; i++) {
        self->first[i] = (uint32_t)self->dependencies.count;
        for (uint32_t j = 0; j < view->nodes[i].edge_count; j++) {
            const LodeViewEdge *view_edge = &view->edges[view->nodes[i].first_edge + j];
            const LodeEdge *edge = lode_format_edge(view, view_edge);
            if (!is_listed(edge)) {
                continue;
            }
            uint32_t to = view_edge->to;
            if (to == LODE_MODULE_NONE) {
                LodeStr *name = bsearch(&edge->request->specifier, self->missing.items, self->missing.count,
                                        sizeof *name, compare_texts);
                to = view->node_count + (uint32_t)(name - self->missing.items);
            }
            uint8_t bit = (uint8_t)(1u << (edge->request->kind == LODE_REQUEST_REQUIRE          ? 0
                                           : edge->request->kind == LODE_REQUEST_DYNAMIC_IMPORT ? 1
                                                                                                : 2));
            if (!(seen[to] & bit)) {
                seen[to] |= bit;
                lode_vec_push(&self->dependencies, ((Dependency){i, to, edge}));
            }
        }
        for (size_t j = self->first[i]; j < self->dependencies.count; j++) {
            seen[self->dependencies.items[j].to] = 0;
        }
    }
    self->first[view->node_count] = (uint32_t)self->dependencies.count;
}

static void find_components(Cruise *self)
{
    uint32_t count = self->view->node_count;
    uint32_t *first = LODE_ARENA_NEW(&self->arena, uint32_t, count + 1);
    uint32_t *targets = LODE_ARENA_NEW(&self->arena, uint32_t, self->dependencies.count + 1);
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        first[i] = used;
        for (uint32_t j = self->first[i]; j < self->first[i + 1]; j++) {
            if (self->dependencies.items[j].to < count) {
                targets[used++] = self->dependencies.items[j].to;
            }
        }
    }
    first[count] = used;
    self->component = LODE_ARENA_NEW(&self->arena, uint32_t, count + 1);
    self->size_of_component = LODE_ARENA_NEW(&self->arena, uint32_t, count + 1);
    self->queue = LODE_ARENA_NEW(&self->arena, uint32_t, count + 1);
    self->came_by = LODE_ARENA_NEW(&self->arena, uint32_t, count + 1);
    LodeRows rows = {count, first, targets};
    lode_scc_find(&rows, self->component);
    for (uint32_t i = 0; i < count; i++) {
        self->size_of_component[self->component[i]]++;
    }
}

/* Indices of dependencies. */
typedef LODE_VEC(uint32_t) Way;

static bool is_circular(const Cruise *self, const Dependency *dependency)
{
    if (dependency->to >= self->view->node_count) {
        return false;
    }
    uint32_t component = self->component[dependency->from];
    return dependency->to == dependency->from ||
           (component == self->component[dependency->to] && self->size_of_component[component] > 1);
}

static void write_step(LodeBuf *out, Cruise *self, const Dependency *dependency)
{
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "name", name_of(self, dependency->to));
    write_types(out, self, dependency);
    lode_buf_append_byte(out, '}');
}

/* Searches from the target of `start` to where it begins; false where the bounds ended it. Fills `way`, last step first. */
static bool find_way_back(Cruise *self, const Dependency *start, Way *way)
{
    uint32_t head = 0;
    uint32_t tail = 0;
    uint32_t goal = start->from;
    bool is_found = start->to == goal;
    self->queue[tail++] = start->to;
    while (!is_found && head < tail) {
        uint32_t node = self->queue[head++];
        uint32_t count = self->first[node + 1] - self->first[node];
        if (self->search_left < count) {
            break;
        }
        self->search_left -= count;
        for (uint32_t i = self->first[node]; i < self->first[node + 1] && !is_found; i++) {
            uint32_t to = self->dependencies.items[i].to;
            if (to < self->view->node_count && !self->came_by[to] && to != start->to &&
                self->component[to] == self->component[goal]) {
                self->came_by[to] = i + 1;
                self->queue[tail++] = to;
                is_found = to == goal;
            }
        }
    }
    for (uint32_t node = goal; is_found && node != start->to;) {
        lode_vec_push(way, self->came_by[node] - 1);
        node = self->dependencies.items[self->came_by[node] - 1].from;
    }
    for (uint32_t i = 0; i < tail; i++) {
        self->came_by[self->queue[i]] = 0;
    }
    return is_found;
}

/* "cycle": the dependency itself, then a shortest way back to where it begins. */
static void write_cycle(LodeBuf *out, Cruise *self, const Dependency *start)
{
    Way way = {0};
    if (find_way_back(self, start, &way) && way.count + 1 <= self->steps_left) {
        self->steps_left -= way.count + 1;
        lode_write_key(out, "cycle");
        lode_buf_append_byte(out, '[');
        write_step(out, self, start);
        for (size_t i = way.count; i-- > 0;) {
            write_step(out, self, &self->dependencies.items[way.items[i]]);
        }
        lode_buf_append_byte(out, ']');
    }
    lode_vec_release(&way);
}

static bool is_followable(const Cruise *self, uint32_t module)
{
    if (module >= self->view->node_count || self->view->nodes[module].is_external) {
        return false;
    }
    switch (self->view->nodes[module].format) {
    case LODE_FORMAT_JSON:
    case LODE_FORMAT_WASM:
    case LODE_FORMAT_ADDON:
    case LODE_FORMAT_BUILTIN:
        return false;
    default:
        return true;
    }
}

/* An external file: dependency-cruiser's "doNotFollow". */
static bool is_stopped_at(const Cruise *self, uint32_t module)
{
    return module < self->view->node_count && self->view->nodes[module].is_external && !is_core(self, module);
}

static void write_dependency(LodeBuf *out, Cruise *self, const Dependency *dependency)
{
    const LodeRequest *request = dependency->edge->request;
    LodeStr specifier = request->specifier;
    bool has_prefix = lode_str_starts_with(specifier, LODE_STR("node:")) && is_core(self, dependency->to);
    bool has_data = lode_str_starts_with(specifier, LODE_STR("data:"));
    bool has_file = lode_str_starts_with(specifier, LODE_STR("file:"));
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "module", has_prefix ? lode_str_slice(specifier, 5, specifier.size) : specifier);
    lode_write_text(out, "moduleSystem", request->kind == LODE_REQUEST_REQUIRE ? LODE_STR("cjs") : LODE_STR("es6"));
    lode_write_bool(out, "dynamic", request->kind == LODE_REQUEST_DYNAMIC_IMPORT);
    lode_write_bool(out, "exoticallyRequired", false);
    write_types(out, self, dependency);
    if (has_prefix || has_data || has_file) {
        lode_write_text(out, "protocol", lode_str_slice(specifier, 0, 5));
    }
    lode_write_text(out, "resolved", name_of(self, dependency->to));
    lode_write_bool(out, "coreModule", is_core(self, dependency->to));
    lode_write_bool(out, "followable", is_followable(self, dependency->to));
    lode_write_bool(out, "couldNotResolve", dependency->to >= self->view->node_count);
    lode_write_bool(out, "matchesDoNotFollow", is_stopped_at(self, dependency->to));
    bool circular = is_circular(self, dependency);
    lode_write_bool(out, "circular", circular);
    if (circular) {
        write_cycle(out, self, dependency);
    }
    lode_write_bool(out, "valid", true);
    lode_buf_append_byte(out, '}');
}

/* Who depends on each module: rows of dependencies, by source. */
typedef struct Dependents {
    uint32_t *first;
    uint32_t *items;
} Dependents;

static Dependents turn_around(Cruise *self)
{
    Dependents result = {LODE_ARENA_NEW(&self->arena, uint32_t, self->module_count + 2),
                         LODE_ARENA_NEW(&self->arena, uint32_t, self->dependencies.count + 1)};
    for (size_t i = 0; i < self->dependencies.count; i++) {
        result.first[self->dependencies.items[i].to + 2]++;
    }
    for (uint32_t i = 2; i < self->module_count + 2; i++) {
        result.first[i] += result.first[i - 1];
    }
    /* first[to + 1] is where the next one goes, and in the end where the next row begins. */
    for (size_t i = 0; i < self->dependencies.count; i++) {
        result.items[result.first[self->dependencies.items[i].to + 1]++] = (uint32_t)i;
    }
    return result;
}

static void write_module(LodeBuf *out, Cruise *self, const Dependents *dependents, uint32_t module)
{
    bool is_missing = module >= self->view->node_count;
    uint32_t start = dependents->first[module];
    uint32_t end = dependents->first[module + 1];
    uint32_t count = is_missing ? 0 : self->first[module + 1] - self->first[module];
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "source", name_of(self, module));
    if (!is_followable(self, module)) {
        lode_write_bool(out, "followable", false);
        lode_write_bool(out, "coreModule", is_core(self, module));
        lode_write_bool(out, "couldNotResolve", is_missing);
        lode_write_bool(out, "matchesDoNotFollow", is_stopped_at(self, module));
        if (start < end) {
            write_types(out, self, &self->dependencies.items[dependents->items[start]]);
        }
    }
    lode_write_key(out, "dependencies");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        write_dependency(out, self, &self->dependencies.items[self->first[module] + i]);
    }
    lode_buf_append_byte(out, ']');
    lode_write_key(out, "dependents");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = start; i < end; i++) {
        uint32_t from = self->dependencies.items[dependents->items[i]].from;
        if (i == start || from != self->dependencies.items[dependents->items[i - 1]].from) {
            lode_write_comma(out);
            lode_json_write_string(out, name_of(self, from));
        }
    }
    lode_buf_append_byte(out, ']');
    lode_write_bool(out, "orphan", count == 0 && start == end);
    lode_write_bool(out, "valid", true);
    lode_buf_append_byte(out, '}');
}

static void write_summary(LodeBuf *out, const Cruise *self)
{
    lode_write_key(out, "summary");
    lode_buf_puts(out, "{\"violations\":[],\"error\":0,\"warn\":0,\"info\":0,\"ignore\":0,\"advisedExitCode\":0");
    lode_write_number(out, "totalCruised", self->module_count);
    lode_write_number(out, "totalDependenciesCruised", self->dependencies.count);
    lode_write_key(out, "optionsUsed");
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "baseDir", self->session->root);
    lode_buf_puts(out, ",\"moduleSystems\":[\"cjs\",\"es6\"],\"outputType\":\"json\"}}");
}

void lode_format_depcruise(LodeOutput *out, const LodeFormatInput *input)
{
    Cruise self = {.session = input->session, .view = input->view, .manifest_directory = LODE_STR_NONE};
    self.steps_left = CYCLE_STEP_LIMIT;
    self.search_left = CYCLE_SEARCH_LIMIT;
    collect(&self);
    find_components(&self);
    Dependents dependents = turn_around(&self);
    lode_buf_puts(&out->buf, "{\"modules\":[");
    for (uint32_t i = 0; i < self.module_count; i++) {
        lode_buf_puts(&out->buf, i ? ",\n" : "\n");
        write_module(&out->buf, &self, &dependents, i);
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, self.module_count ? "\n]" : "]");
    write_summary(&out->buf, &self);
    lode_buf_puts(&out->buf, "}\n");
    lode_vec_release(&self.dependencies);
    lode_vec_release(&self.missing);
    lode_arena_release(&self.manifest_arena);
    lode_arena_release(&self.arena);
}

/* dual-package: one package as ES modules and as CommonJS. Reading order: whose a file is, one pair, the rule. */
#include "base/path.h"
#include "graph/check/manifest.h"

#include <stdlib.h>

/* One request from outside the package that asks for it by name. */
typedef struct Use {
    LodeStr package; /* its directory, absolute */
    LodeStr specifier;
    LodeEdgeIndex edge;
    bool is_import; /* of an ES module; else require of a CommonJS file */
    bool is_own;    /* made by a file of the project: these are shown first */
} Use;

typedef LODE_VEC(Use) UseList;

/* The folder of the package that a file is in: below node_modules by its path, else the nearest manifest's. */
static LodeStr package_of(LodeManifests *manifests, LodeStr path)
{
    static const char folder[] = "/node_modules/";
    LodeStr rest = path;
    size_t start = LODE_NOT_FOUND;
    for (size_t at; (at = lode_str_search(rest, lode_str(folder))) != LODE_NOT_FOUND;) {
        rest = lode_str_slice(rest, at + sizeof folder - 1, rest.size);
        start = (size_t)(rest.data - path.data);
    }
    if (start != LODE_NOT_FOUND) {
        return lode_str_slice(path, 0, start + lode__package_name(rest).size);
    }
    const LodeManifest *manifest = lode__manifest_of(manifests, path);
    return manifest ? manifest->directory : LODE_STR_NONE;
}

static int compare_uses(const void *left, const void *right)
{
    const Use *a = left;
    const Use *b = right;
    int order = lode_str_compare(a->package, b->package);
    order = order ? order : lode_str_compare(a->specifier, b->specifier);
    order = order ? order : b->is_own - a->is_own;
    return order ? order : a->edge < b->edge ? -1 : a->edge > b->edge;
}

static bool find_use(LodeChecker *self, LodeManifests *manifests, LodeEdgeIndex index, Use *use)
{
    const LodeEdge *edge = &self->graph->edges[index];
    if (edge->to == LODE_MODULE_NONE || edge->is_pattern_match || !lode__is_bare(self, edge->request)) {
        return false;
    }
    const LodeModule *from = &self->graph->modules[edge->from];
    const LodeModule *to = &self->graph->modules[edge->to];
    bool is_require = edge->request->kind == LODE_REQUEST_REQUIRE;
    bool is_import = edge->request->kind == LODE_REQUEST_IMPORT || edge->request->kind == LODE_REQUEST_EXPORT_FROM ||
                     edge->request->kind == LODE_REQUEST_DYNAMIC_IMPORT;
    LodeEdgeIndex arrival;
    if (lode_str_is_none(from->path) || lode_str_is_none(to->path) || edge->request->flags & LODE_REQUEST_TYPE_ONLY ||
        !lode__arrival(self, edge->from, &arrival) ||
        !((is_require && to->format == LODE_FORMAT_COMMONJS) || (is_import && to->format == LODE_FORMAT_MODULE))) {
        return false;
    }
    *use = (Use){
        .package = package_of(manifests, to->path),
        .specifier = edge->request->specifier,
        .edge = index,
        .is_import = is_import,
        .is_own = lode__is_own(from),
    };
    return !lode_str_is_none(use->package) && !lode_path_is_inside(use->package, from->path);
}

/*
 * Whether what a module loads is not all known: a request that fails, or a require from createRequire that
 * was made of something else than import.meta.url.
 */
static bool is_obscure(LodeChecker *self, LodeModuleIndex module)
{
    const LodeModule *at = &self->graph->modules[module];
    bool has_require = false;
    bool has_maker = false;
    for (uint32_t i = 0; i < at->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[at->first_edge + i];
        if (edge->error && lode__is_asked_for_certain(edge->request)) {
            return true;
        }
        has_require |= edge->request->kind == LODE_REQUEST_REQUIRE;
        has_maker |=
            edge->to != LODE_MODULE_NONE && lode_str_equal(self->graph->modules[edge->to].id, LODE_STR("node:module"));
    }
    return at->format == LODE_FORMAT_MODULE && has_maker && !has_require;
}

/* Marks in `marks` what `start` loads within the package; false where one of it bears another mark, or is obscure. */
static bool mark_reach(LodeChecker *self, LodeModuleIndex start, LodeStr package, uint8_t *marks, uint8_t mark)
{
    const LodeGraph *graph = self->graph;
    LODE_VEC(LodeModuleIndex) pending = {0};
    bool is_apart = marks[start] == 0 || marks[start] == mark;
    marks[start] = mark;
    lode_vec_push(&pending, start);
    while (pending.count && is_apart) {
        LodeModuleIndex module = lode_vec_pop(&pending);
        const LodeModule *at = &graph->modules[module];
        is_apart = !is_obscure(self, module);
        for (uint32_t i = 0; i < at->edge_count && is_apart; i++) {
            const LodeEdge *edge = &graph->edges[at->first_edge + i];
            if (!lode_edge_filter_follows(LODE_EDGE_FILTER_LOADING, edge)) {
                continue;
            }
            const LodeModule *to = &graph->modules[edge->to];
            bool is_code = to->format == LODE_FORMAT_MODULE || to->format == LODE_FORMAT_COMMONJS;
            if (!is_code || marks[edge->to] == mark || lode_str_is_none(to->path) ||
                !lode_path_is_inside(package, to->path)) {
                continue;
            }
            is_apart = marks[edge->to] == 0;
            marks[edge->to] = mark;
            lode_vec_push(&pending, edge->to);
        }
    }
    lode_vec_release(&pending);
    return is_apart;
}

/*
 * Whether the two entries of a package load no file in common. Where one wraps the other, or
 * both wrap a third, state is shared and there is one copy of what matters.
 */
static bool is_two_copies(LodeChecker *self, LodeStr package, LodeModuleIndex module, LodeModuleIndex commonjs)
{
    LodeArenaMark mark = lode_arena_mark(&self->scratch);
    uint8_t *marks = LODE_ARENA_NEW(&self->scratch, uint8_t, (size_t)self->graph->module_count + 1);
    /* A module without exports, such as one of types only, has nothing that there could be two of. */
    bool answer = module != commonjs && lode__namespace_of(self, module)->name_count > 0 &&
                  mark_reach(self, module, package, marks, 1) && mark_reach(self, commonjs, package, marks, 2);
    lode_arena_rewind(&self->scratch, mark);
    return answer;
}

static void report(LodeChecker *self, const Use *import, const Use *require)
{
    const LodeGraph *graph = self->graph;
    const LodeEdge *edges[] = {&graph->edges[import->edge], &graph->edges[require->edge]};
    bool is_at_require = require->is_own && !import->is_own;
    const LodeEdge *at = edges[is_at_require];
    const LodeEdge *other = edges[!is_at_require];
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, at->from, at->request->span,
                             "'%.*s' is loaded twice: import gives %.*s, require gives %.*s",
                             LODE_STR_ARG(import->specifier), LODE_STR_ARG(graph->modules[edges[0]->to].id),
                             LODE_STR_ARG(graph->modules[edges[1]->to].id))) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(lode__package_name(import->specifier)));
    lode__finding_related(&finder, other->from, other->request->span, "%s here",
                          is_at_require ? "imported" : "required");
    lode__finding_note(&finder, "both copies run: what one keeps the other does not see, and instanceof fails between "
                                "their classes");
    lode__finding_chain_to(&finder, edges[0]->from);
    lode__finding_chain_edge(&finder, import->edge);
    lode__finding_chain_break(&finder);
    lode__finding_chain_to(&finder, edges[1]->from);
    lode__finding_chain_edge(&finder, require->edge);
    lode__finding_end(&finder);
}

/* The first use of either kind among those of one specifier; NULL where there is none. */
static const Use *first_of(const Use *uses, size_t count, bool is_import)
{
    for (size_t i = 0; i < count; i++) {
        if (uses[i].is_import == is_import) {
            return &uses[i];
        }
    }
    return NULL;
}

/* One finding for each package: its first specifier that has both. */
static void check_package(LodeChecker *self, const Use *uses, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && lode_str_equal(uses[from].specifier, uses[to].specifier); to++) {
        }
        const Use *import = first_of(&uses[from], to - from, true);
        const Use *require = first_of(&uses[from], to - from, false);
        if (import && require &&
            is_two_copies(self, import->package, self->graph->edges[import->edge].to,
                          self->graph->edges[require->edge].to)) {
            report(self, import, require);
            return;
        }
    }
}

void lode__rule_dual_package(LodeChecker *self)
{
    LodeManifests *manifests = lode__manifests_new(self->memo, &self->scratch);
    UseList uses = {0};
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        Use use;
        if (find_use(self, manifests, i, &use)) {
            lode_vec_push(&uses, use);
        }
    }
    if (uses.count) {
        qsort(uses.items, uses.count, sizeof *uses.items, compare_uses);
    }
    for (size_t from = 0, to; from < uses.count; from = to) {
        for (to = from + 1; to < uses.count && lode_str_equal(uses.items[from].package, uses.items[to].package); to++) {
        }
        check_package(self, &uses.items[from], to - from);
    }
    lode_vec_release(&uses);
}

#include "cli/changes.h"

#include "base/path.h"
#include "graph/identity.h"

#include <stdlib.h>

typedef struct Search {
    LodeSession *session;
    bool *is_touched;
    LodeModuleIndex *by_path; /* modules that have a path, sorted by it */
    size_t by_path_count;
} Search;

static int compare_by_path(const void *a, const void *b, void *context)
{
    const LodeModule *modules = context;
    LodeModuleIndex one = *(const LodeModuleIndex *)a;
    LodeModuleIndex other = *(const LodeModuleIndex *)b;
    int order = lode_str_compare(modules[one].path, modules[other].path);
    return order ? order : one < other ? -1 : one > other;
}

static int compare_texts(const void *a, const void *b)
{
    return lode_str_compare(*(const LodeStr *)a, *(const LodeStr *)b);
}

/* The first module in `by_path` whose path is not less than `path`. */
static size_t lower_bound(const Search *self, LodeStr path)
{
    size_t low = 0;
    size_t high = self->by_path_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lode_str_compare(self->session->graph->modules[self->by_path[middle]].path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool touch_file(Search *self, LodeStr path)
{
    const LodeModule *modules = self->session->graph->modules;
    bool found = false;
    for (size_t i = lower_bound(self, path); i < self->by_path_count; i++) {
        if (!lode_str_equal(modules[self->by_path[i]].path, path)) {
            break;
        }
        self->is_touched[self->by_path[i]] = true;
        found = true;
    }
    return found;
}

static bool touch_package(Search *self, LodeStr manifest)
{
    LodeSession *session = self->session;
    LodeStr directory = lode_path_directory(manifest);
    LodeStr below = lode_str_slice(manifest, 0, manifest.size - strlen("package.json"));
    /* A manifest that is gone leaves its modules to the package above. */
    bool is_gone = lode_memo_type(session->memo, lode_memo_path(session->memo, manifest)) == LODE_FILE_ABSENT;
    bool found = false;
    for (size_t i = lower_bound(self, below); i < self->by_path_count; i++) {
        const LodeModule *module = &session->graph->modules[self->by_path[i]];
        if (!lode_str_starts_with(module->path, below)) {
            break;
        }
        LodePackageInfo package;
        bool has_own = lode_package_of(session->resolver, lode_memo_path(session->memo, module->path), &package);
        bool is_it = has_own && (lode_str_equal(package.directory, directory) ||
                                 (is_gone && lode_path_is_inside(package.directory, directory)));
        if (is_it || (is_gone && !has_own)) {
            self->is_touched[self->by_path[i]] = true;
            found = true;
        }
    }
    return found;
}

/* Whether a relative request for `base` can have meant the file `path`. */
static bool can_mean(LodeStr base, LodeStr path)
{
    if (!lode_str_starts_with(path, base)) {
        return false;
    }
    LodeStr rest = lode_str_slice(path, base.size, path.size);
    if (rest.size == 0) {
        return true;
    }
    static const LodeStr ends[] = {LODE_STR_INIT(".js"),          LODE_STR_INIT(".json"),
                                   LODE_STR_INIT(".node"),        LODE_STR_INIT("/index.js"),
                                   LODE_STR_INIT("/index.json"),  LODE_STR_INIT("/index.node"),
                                   LODE_STR_INIT("/package.json")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (lode_str_equal(rest, ends[i])) {
            return true;
        }
    }
    return false;
}

/* Modules whose failed relative requests can have meant one of the files that are gone (sorted). */
static void touch_importers(Search *self, const LodeStr *gone, size_t count, bool *is_explained)
{
    const LodeGraph *graph = self->session->graph;
    LodeBuf base = {0};
    for (LodeEdgeIndex i = 0; i < graph->edge_count; i++) {
        const LodeEdge *edge = &graph->edges[i];
        LodeStr specifier = edge->request->specifier;
        LodeStr from = graph->modules[edge->from].path;
        if (!edge->error || lode_str_is_none(from) || specifier.size == 0 || specifier.data[0] != '.') {
            continue;
        }
        lode_path_resolve_into(&base, lode_path_directory(from), specifier);
        for (size_t j = 0; j < count; j++) {
            if (can_mean(lode_buf_str(&base), gone[j])) {
                self->is_touched[edge->from] = true;
                is_explained[j] = true;
            }
        }
    }
    lode_buf_release(&base);
}

void lode_changes_find(LodeSession *session, const LodeStr *paths, size_t count, LodeChanges *out)
{
    const LodeGraph *graph = session->graph;
    Search self = {.session = session};
    self.is_touched = LODE_ARENA_NEW(&session->arena, bool, graph->module_count + 1);
    self.by_path = LODE_ARENA_NEW(&session->arena, LodeModuleIndex, graph->module_count + 1);
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (!lode_str_is_none(graph->modules[i].path)) {
            self.by_path[self.by_path_count++] = i;
        }
    }
    if (self.by_path_count > 1) {
        qsort_r(self.by_path, self.by_path_count, sizeof *self.by_path, compare_by_path, graph->modules);
    }
    LodeStr *gone = LODE_ARENA_NEW(&session->arena, LodeStr, count + 1);
    bool *is_explained = LODE_ARENA_NEW(&session->arena, bool, count + 1);
    size_t gone_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool touched = touch_file(&self, paths[i]);
        if (lode_str_equal(lode_path_base_name(paths[i]), LODE_STR("package.json"))) {
            touched = touch_package(&self, paths[i]) || touched;
        }
        bool is_gone = lode_memo_type(session->memo, lode_memo_path(session->memo, paths[i])) == LODE_FILE_ABSENT;
        if (is_gone) {
            is_explained[gone_count] = touched;
            gone[gone_count++] = paths[i];
        } else if (!touched) {
            lode_vec_push(&out->outside, lode_graph_id_of_path(&session->arena, session->root, paths[i]));
        }
    }
    touch_importers(&self, gone, gone_count, is_explained);
    for (size_t i = 0; i < gone_count; i++) {
        if (!is_explained[i]) {
            lode_vec_push(&out->outside, lode_graph_id_of_path(&session->arena, session->root, gone[i]));
        }
    }
    if (out->outside.count > 1) {
        qsort(out->outside.items, out->outside.count, sizeof *out->outside.items, compare_texts);
    }
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (self.is_touched[i]) {
            lode_vec_push(&out->modules, i);
        }
    }
}

void lode_changes_release(LodeChanges *self)
{
    lode_vec_release(&self->modules);
    lode_vec_release(&self->outside);
}

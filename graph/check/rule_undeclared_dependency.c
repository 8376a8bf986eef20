/* undeclared-dependency: packages that are used and not listed. Reading order: uses, who lists it, the rule. */
#include "graph/check/manifest.h"

#include <stdlib.h>

enum { PLACES = 10 };

typedef struct Use {
    const LodeManifest *manifest;
    LodeStr package;
    LodeEdgeIndex edge;
} Use;

typedef LODE_VEC(Use) UseList;

/* By package.json, then package, then place. */
static int compare_uses(const void *left, const void *right)
{
    const Use *a = left;
    const Use *b = right;
    int order = lode_str_compare(a->manifest->file, b->manifest->file);
    order = order ? order : lode_str_compare(a->package, b->package);
    return order ? order : a->edge < b->edge ? -1 : a->edge > b->edge;
}

static bool is_same(const Use *a, const Use *b)
{
    return a->manifest == b->manifest && lode_str_equal(a->package, b->package);
}

/* What the request uses without a listing; false where all is well. */
static bool find_use(LodeChecker *self, LodeManifests *manifests, const LodeEdge *edge, Use *use)
{
    const LodeModule *from = &self->graph->modules[edge->from];
    if (edge->error || edge->to == LODE_MODULE_NONE || edge->is_pattern_match ||
        edge->request->flags & LODE_REQUEST_TYPE_ONLY || edge->request->kind == LODE_REQUEST_TYPE_REFERENCE ||
        !lode__is_bare(self, edge->request)) {
        return false;
    }
    const LodeModule *to = &self->graph->modules[edge->to];
    use->package = lode__package_name(edge->request->specifier);
    use->manifest = lode__manifest_of(manifests, from->path);
    return use->manifest && !to->is_ignored && to->format != LODE_FORMAT_BUILTIN &&
           !lode_str_equal(use->manifest->name, use->package) &&
           !lode__manifest_field_of(use->manifest, use->package, NULL);
}

/* The listed package that brings it, and its own listing; NULL where none does. */
static const LodeManifest *bringer(LodeChecker *self, LodeManifests *manifests, const Use *use, LodeStr *name)
{
    static const char *const lists[] = {"dependencies", "optionalDependencies", "devDependencies", "peerDependencies"};
    LodePath *folder = lode_memo_path(self->memo, use->manifest->directory);
    folder = lode_memo_child(self->memo, folder, LODE_STR("node_modules"));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const LodeJson *list = lode_json_get(use->manifest->root, lode_str(lists[i]));
        for (const LodeJson *item = list && list->type == LODE_JSON_OBJECT ? list->first : NULL; item;
             item = item->next) {
            size_t slash = lode_str_find(item->key, '/');
            LodePath *at = folder;
            if (item->key.size == 0 || memchr(item->key.data, '\0', item->key.size)) {
                continue;
            }
            if (slash != LODE_NOT_FOUND) {
                at = lode_memo_child(self->memo, at, lode_str_slice(item->key, 0, slash));
            }
            LodeStr last = lode_str_slice(item->key, slash == LODE_NOT_FOUND ? 0 : slash + 1, item->key.size);
            if (last.size == 0 || last.data[0] == '.' || lode_str_find(last, '/') != LODE_NOT_FOUND) {
                continue; /* no name of a package, and maybe no name in this folder */
            }
            const LodeManifest *manifest = lode__manifest_in(manifests, lode_memo_child(self->memo, at, last));
            const char *field = manifest ? lode__manifest_field_of(manifest, use->package, NULL) : NULL;
            if (field && strcmp(field, "devDependencies") != 0) {
                *name = item->key;
                return manifest;
            }
        }
    }
    return NULL;
}

/* The manifest above this one that lists it: a workspace's root. */
static const LodeManifest *outer_listing(LodeChecker *self, LodeManifests *manifests, const Use *use)
{
    const LodeManifest *at = use->manifest;
    while (at && !lode__manifest_field_of(at, use->package, NULL)) {
        LodePath *directory = lode_memo_path(self->memo, at->directory);
        at = lode_path_parent(directory) ? lode__manifest_of(manifests, at->directory) : NULL;
    }
    return at;
}

static LodeStr version_of(LodeChecker *self, LodeManifests *manifests, const LodeModule *module)
{
    LodeStr path = lode_str_is_none(module->path) ? LODE_STR("/") : module->path;
    const LodeManifest *manifest = lode__manifest_of(manifests, path);
    (void)self;
    return manifest ? lode_json_string(lode_json_get(manifest->root, LODE_STR("version"))) : LODE_STR_NONE;
}

static void report(LodeChecker *self, LodeManifests *manifests, const Use *uses, size_t count)
{
    const LodeGraph *graph = self->graph;
    const LodeEdge *edge = &graph->edges[uses->edge];
    LodeStr package = uses->package;
    LodeStr listing = lode__id_of(self, uses->manifest->file);
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, edge->from, edge->request->span,
                             "package '%.*s' is used, but %.*s does not list it", LODE_STR_ARG(package),
                             LODE_STR_ARG(listing))) {
        return;
    }
    lode__finding_subject(&finder, "%.*s in %.*s", LODE_STR_ARG(package), LODE_STR_ARG(listing));
    LodeStr version = version_of(self, manifests, &graph->modules[edge->to]);
    LodeStr by = LODE_STR_NONE;
    const LodeManifest *outer = outer_listing(self, manifests, uses);
    if (outer) {
        lode__finding_note(&finder, "%.*s lists it, which does not count for %.*s",
                           LODE_STR_ARG(lode__id_of(self, outer->file)), LODE_STR_ARG(listing));
    } else if (bringer(self, manifests, uses, &by)) {
        lode__finding_note(&finder, "it is there because '%.*s' depends on it", LODE_STR_ARG(by));
    } else {
        lode__finding_note(&finder, "it is there because of what else is installed: %.*s",
                           LODE_STR_ARG(graph->modules[edge->to].id));
    }
    if (version.size) {
        lode__finding_fix(&finder, "add \"%.*s\": \"^%.*s\" to \"dependencies\" in %.*s", LODE_STR_ARG(package),
                          LODE_STR_ARG(version), LODE_STR_ARG(listing));
    } else {
        lode__finding_fix(&finder, "add \"%.*s\" to \"dependencies\" in %.*s", LODE_STR_ARG(package),
                          LODE_STR_ARG(listing));
    }
    for (size_t i = 1; i < count && i < PLACES; i++) {
        const LodeEdge *other = &graph->edges[uses[i].edge];
        lode__finding_related(&finder, other->from, other->request->span, "used here too");
    }
    if (count > PLACES) {
        lode__finding_note(&finder, "it is used in %zu more places", count - PLACES);
    }
    lode__finding_end(&finder);
}

void lode__rule_undeclared_dependency(LodeChecker *self)
{
    LodeManifests *manifests = lode__manifests_new(self->memo, &self->scratch);
    UseList uses = {0};
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[i];
        Use use = {.edge = i};
        if (lode__is_own(&self->graph->modules[edge->from]) && find_use(self, manifests, edge, &use)) {
            lode_vec_push(&uses, use);
        }
    }
    if (uses.count) {
        qsort(uses.items, uses.count, sizeof *uses.items, compare_uses);
    }
    for (size_t from = 0, to; from < uses.count; from = to) {
        for (to = from + 1; to < uses.count && is_same(&uses.items[from], &uses.items[to]); to++) {
        }
        report(self, manifests, &uses.items[from], to - from);
    }
    lode_vec_release(&uses);
}

/* Who loads what. Reading order: whose a module is, arrivals, certainty, specifiers. */
#include "base/path.h"
#include "graph/check/checker.h"
#include "graph/query.h"

bool lode__is_own(const LodeModule *module)
{
    LodeStr folder = LODE_STR("/node_modules/");
    if (lode_str_is_none(module->path)) {
        return false;
    }
    /* The root may itself be below node_modules: what is inside of it is judged by the way from there. */
    LodeStr way = lode_str_starts_with(module->id, LODE_STR("../")) ? module->path : module->id;
    return !lode_str_starts_with(way, LODE_STR("node_modules/")) && lode_str_search(way, folder) == LODE_NOT_FOUND;
}

bool lode__is_typescript(const LodeModule *module)
{
    static const char *const extensions[] = {".ts", ".tsx", ".mts", ".cts"};
    LodeStr extension = lode_path_extension(lode_str_is_none(module->path) ? LODE_STR("") : module->path);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        if (lode_str_equal(extension, lode_str(extensions[i]))) {
            return true;
        }
    }
    return false;
}

bool lode__arrival(LodeChecker *self, LodeModuleIndex module, LodeEdgeIndex *edge)
{
    if (!self->arrivals) {
        LodeModuleSet entries = {self->graph->entries, self->graph->entry_count};
        LodeArena scratch = {0};
        LodeReach reach = lode_query_reach(self->graph, LODE_EDGE_FILTER_LOADING, entries, UINT32_MAX, &scratch);
        self->arrivals = LODE_ARENA_NEW(&self->kept, LodeEdgeIndex, (size_t)self->graph->module_count + 1);
        self->reached = LODE_ARENA_NEW(&self->kept, bool, (size_t)self->graph->module_count + 1);
        for (size_t i = 0; i < reach.count; i++) {
            self->arrivals[reach.items[i].module] = reach.items[i].edge;
            self->reached[reach.items[i].module] = true;
        }
        lode_arena_release(&scratch);
    }
    *edge = self->arrivals[module];
    return self->reached[module];
}

bool lode__is_asked_for_certain(const LodeRequest *request)
{
    if (request->kind == LODE_REQUEST_IMPORT || request->kind == LODE_REQUEST_EXPORT_FROM) {
        return !(request->flags & LODE_REQUEST_TYPE_ONLY);
    }
    return request->kind == LODE_REQUEST_REQUIRE &&
           !(request->flags & (LODE_REQUEST_OPTIONAL | LODE_REQUEST_CONDITIONAL | LODE_REQUEST_IN_FUNCTION |
                               LODE_REQUEST_TYPE_ONLY | LODE_REQUEST_DYNAMIC));
}

bool lode__is_certain(LodeChecker *self, LodeModuleIndex module)
{
    const LodeGraph *graph = self->graph;
    if (!self->certain) {
        LODE_VEC(LodeModuleIndex) pending = {0};
        self->certain = LODE_ARENA_NEW(&self->kept, bool, (size_t)graph->module_count + 1);
        for (uint32_t i = 0; i < graph->entry_count; i++) {
            self->certain[graph->entries[i]] = true;
            lode_vec_push(&pending, graph->entries[i]);
        }
        while (pending.count) {
            const LodeModule *at = &graph->modules[lode_vec_pop(&pending)];
            for (uint32_t i = 0; i < at->edge_count; i++) {
                const LodeEdge *edge = &graph->edges[at->first_edge + i];
                if (edge->to != LODE_MODULE_NONE && !edge->is_pattern_match && !self->certain[edge->to] &&
                    lode__is_asked_for_certain(edge->request)) {
                    self->certain[edge->to] = true;
                    lode_vec_push(&pending, edge->to);
                }
            }
        }
        lode_vec_release(&pending);
    }
    return self->certain[module];
}

/* "x:…" with a scheme as URLs have it. */
static bool has_scheme(LodeStr specifier)
{
    size_t colon = lode_str_find(specifier, ':');
    if (colon == LODE_NOT_FOUND || colon == 0) {
        return false;
    }
    for (size_t i = 0; i < colon; i++) {
        char byte = specifier.data[i];
        bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        bool is_other = (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.';
        if (!is_letter && !(i && is_other)) {
            return false;
        }
    }
    return true;
}

bool lode__is_bare(LodeChecker *self, const LodeRequest *request)
{
    LodeStr specifier = request->specifier;
    bool needs_prefix;
    if (request->flags & LODE_REQUEST_DYNAMIC || request->kind == LODE_REQUEST_URL || specifier.size == 0 ||
        specifier.data[0] == '.' || specifier.data[0] == '/' || specifier.data[0] == '#' || has_scheme(specifier)) {
        return false;
    }
    return !lode_is_core_module(specifier, self->resolver->node_version, &needs_prefix) || needs_prefix;
}

LodeStr lode__package_name(LodeStr specifier)
{
    size_t end = lode_str_find(specifier, '/');
    if (specifier.size && specifier.data[0] == '@' && end != LODE_NOT_FOUND) {
        size_t second = lode_str_find(lode_str_slice(specifier, end + 1, specifier.size), '/');
        end = second == LODE_NOT_FOUND ? LODE_NOT_FOUND : end + 1 + second;
    }
    return lode_str_slice(specifier, 0, end);
}

/*
 * include/lode.h over the inner layers. Reading order: text, contexts,
 * resolution, graphs; public_link.c has the rest. Nothing is decided here: each call
 * is a translation.
 */
#include "graph/public.h"

#include "graph/module_format.h"

#include <stdlib.h>

const char *lode_version(void)
{
    return LODE_VERSION;
}

void lode_on_out_of_memory(void (*handler)(size_t size))
{
    lode_memory_set_handler(handler);
}

static bool knows_version(int version)
{
    return version == 20 || version == 22 || version == 24 || version == 26;
}

LodeContext *lode_context_new(const LodeSettings *settings)
{
    static const LodeSettings defaults = {0};
    settings = settings ? settings : &defaults;
    int version = settings->node_version ? settings->node_version : 26;
    if (!knows_version(version)) {
        return NULL;
    }
    LodeContext *self = lode_alloc_zeroed(1, sizeof *self);
    size_t count = 0;
    while (settings->conditions && settings->conditions[count]) {
        count++;
    }
    LodeStr *conditions = LODE_ARENA_NEW(&self->settings, LodeStr, count + 1);
    for (size_t i = 0; i < count; i++) {
        conditions[i] = lode_arena_copy(&self->settings, lode_str(settings->conditions[i]));
    }
    self->options = lode_resolver_options_default();
    self->options.node_version = version;
    self->options.target = settings->profile == LODE_PROFILE_BUNDLER   ? LODE_TARGET_BUNDLER
                           : settings->profile == LODE_PROFILE_BROWSER ? LODE_TARGET_BROWSER
                                                                       : LODE_TARGET_NODE;
    self->options.preserve_symlinks = settings->preserve_symlinks;
    self->options.conditions = conditions;
    self->options.condition_count = count;
    self->threads = settings->threads;
    self->fs = lode_fs_real_new();
    self->memo = lode_memo_new(self->fs);
    self->cache = lode_cache_new(self->memo, version);
    self->resolver = lode_resolver_new(self->cache, &self->options);
    self->parser = lode_parser_new();
    return self;
}

void lode_context_free(LodeContext *self)
{
    if (!self) {
        return;
    }
    lode_parser_free(self->parser);
    lode_resolver_free(self->resolver);
    lode_cache_free(self->cache);
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
    lode_arena_release(&self->settings);
    lode_arena_release(&self->answer);
    free(self);
}

static void fill_failure(LodeContext *self, const LodeError *error, LodeAnswer *answer)
{
    LodeError copy = lode_error_copy(&self->answer, error);
    *answer = (LodeAnswer){.code = lode_error_code_text(copy.code), .message = copy.message.data};
}

bool lode_context_resolve(LodeContext *self, const char *specifier, const char *from, LodeUse use, LodeAnswer *answer)
{
    lode_arena_release(&self->answer);
    LodeRequestFrom request = {
        .specifier = lode_str(specifier),
        .from = lode_str(from),
        .kind = use == LODE_REQUIRE ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT,
    };
    LodeResolution resolution;
    LodeError error = {0};
    if (!lode_resolve(self->resolver, &request, &self->answer, &resolution, &error)) {
        fill_failure(self, &error, answer);
        return false;
    }
    LodeFormat format = lode_format_settle_file(self->memo, self->parser, &resolution);
    *answer = (LodeAnswer){
        .url = lode__text_or_null(lode_arena_copy(&self->answer, resolution.url)),
        .path = lode__text_or_null(lode_arena_copy(&self->answer, resolution.path)),
        .format = lode_format_name(format),
    };
    return true;
}

LodeModuleGraph *lode_context_graph(LodeContext *self, const char *root, const char *const *entries, size_t entry_count,
                                    LodeAnswer *answer)
{
    lode_arena_release(&self->answer);
    LodeStr *paths = LODE_ARENA_NEW(&self->answer, LodeStr, entry_count + 1);
    for (size_t i = 0; i < entry_count; i++) {
        paths[i] = lode_str(entries[i]);
    }
    LodeBuildOptions options = {
        .root = lode_str(root), .threads = self->threads, .resolver = self->options, .detail = LODE_DETAIL_EXPORTS};
    LodeGraph *graph = NULL;
    LodeError error = {0};
    bool is_whole = lode_graph_build(self->cache, &options, paths, entry_count, &graph, &error);
    if (!is_whole && graph->entry_count == 0) {
        if (answer) {
            fill_failure(self, &error, answer);
        }
        lode_graph_free(graph);
        return NULL;
    }
    LodeModuleGraph *made = lode_alloc_zeroed(1, sizeof *made);
    made->context = self;
    made->graph = graph;
    return made;
}

void lode_module_graph_free(LodeModuleGraph *self)
{
    if (self) {
        lode_graph_free(self->graph);
        free(self);
    }
}

uint32_t lode_module_graph_module_count(const LodeModuleGraph *self)
{
    return self->graph->module_count;
}

uint32_t lode_module_graph_edge_count(const LodeModuleGraph *self)
{
    return self->graph->edge_count;
}

bool lode_module_graph_module(const LodeModuleGraph *self, uint32_t number, LodeModuleInfo *info)
{
    if (number >= self->graph->module_count) {
        return false;
    }
    const LodeModule *module = &self->graph->modules[number];
    *info = (LodeModuleInfo){
        .id = module->id.data,
        .url = lode__text_or_null(module->url),
        .path = lode__text_or_null(module->path),
        .format = lode_format_name(module->format),
        .package = lode__text_or_null(module->package),
        .bytes = module->bytes,
        .is_entry = module->is_entry,
        .is_external = module->is_external,
        .code = module->error ? lode_error_code_text(module->error->code) : NULL,
        .message = module->error ? module->error->message.data : NULL,
    };
    return true;
}

bool lode_module_graph_edge(const LodeModuleGraph *self, uint32_t number, LodeEdgeInfo *info)
{
    if (number >= self->graph->edge_count) {
        return false;
    }
    const LodeEdge *edge = &self->graph->edges[number];
    const LodeRequest *request = edge->request;
    *info = (LodeEdgeInfo){
        .from = edge->from,
        .to = edge->to == LODE_MODULE_NONE ? LODE_NO_MODULE : edge->to,
        .specifier = request->specifier.data,
        .kind = lode_request_kind_names[request->kind],
        .line = request->position.line,
        .column = request->position.column,
        .is_optional = (request->flags & LODE_REQUEST_OPTIONAL) != 0,
        .is_conditional = (request->flags & LODE_REQUEST_CONDITIONAL) != 0,
        .code = edge->error ? lode_error_code_text(edge->error->code) : NULL,
        .message = edge->error ? edge->error->message.data : NULL,
    };
    return true;
}

bool lode_module_graph_edges_of(const LodeModuleGraph *self, uint32_t module, uint32_t *first, uint32_t *count)
{
    if (module >= self->graph->module_count) {
        return false;
    }
    *first = self->graph->modules[module].first_edge;
    *count = self->graph->modules[module].edge_count;
    return true;
}

uint32_t lode_module_graph_find(const LodeModuleGraph *self, const char *id)
{
    LodeModuleIndex found = lode_graph_find(self->graph, lode_str(id));
    return found == LODE_MODULE_NONE ? LODE_NO_MODULE : found;
}

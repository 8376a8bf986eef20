/* require-async: require of ES modules that await. Reading order: the way to an await, the message, the rule. */
#include "graph/check/checker.h"

/* For each ES module the edge that leads on towards the nearest await; see find_ways. */
typedef struct Ways {
    bool *is_async;      /* the module, or something that it imports, awaits */
    LodeEdgeIndex *next; /* LODE_EDGE_NONE: it awaits itself */
} Ways;

static bool is_static(const LodeEdge *edge)
{
    return (edge->request->kind == LODE_REQUEST_IMPORT || edge->request->kind == LODE_REQUEST_EXPORT_FROM) &&
           !(edge->request->flags & LODE_REQUEST_TYPE_ONLY);
}

/* Breadth first from the modules that await, against the static imports: O(modules + edges). */
static Ways find_ways(LodeChecker *self)
{
    const LodeGraph *graph = self->graph;
    LodeReverse reverse = lode_graph_reverse(graph, &self->scratch);
    LodeModuleIndex *queue = lode_arena_alloc(&self->scratch, ((size_t)graph->module_count + 1) * sizeof *queue);
    uint32_t count = 0;
    Ways ways = {
        .is_async = LODE_ARENA_NEW(&self->scratch, bool, (size_t)graph->module_count + 1),
        .next = LODE_ARENA_NEW(&self->scratch, LodeEdgeIndex, (size_t)graph->module_count + 1),
    };
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (lode_link_is_module(self->link, i) && graph->modules[i].record->has_top_level_await) {
            ways.is_async[i] = true;
            ways.next[i] = LODE_EDGE_NONE;
            queue[count++] = i;
        }
    }
    for (uint32_t head = 0; head < count; head++) {
        for (uint32_t i = reverse.first[queue[head]]; i < reverse.first[queue[head] + 1]; i++) {
            const LodeEdge *edge = &graph->edges[reverse.edges[i]];
            if (is_static(edge) && lode_link_is_module(self->link, edge->from) && !ways.is_async[edge->from]) {
                ways.is_async[edge->from] = true;
                ways.next[edge->from] = reverse.edges[i];
                queue[count++] = edge->from;
            }
        }
    }
    return ways;
}

/* The stack of files that require each other, as Node lists it from version 24 on: the nearest first. */
static void append_require_stack(LodeChecker *self, LodeModuleIndex module, LodeBuf *out)
{
    LodeEdgeIndex arrival;
    lode_buf_puts(out, "\nRequire stack:");
    for (LodeModuleIndex at = module;; at = self->graph->edges[arrival].from) {
        lode_buf_puts(out, "\n- ");
        lode_buf_append(out, self->graph->modules[at].path);
        if (!lode__arrival(self, at, &arrival) || arrival == LODE_EDGE_NONE ||
            self->graph->edges[arrival].request->kind != LODE_REQUEST_REQUIRE) {
            return;
        }
    }
}

static LodeStr node_text(LodeChecker *self, const LodeEdge *edge)
{
    LodeBuf text = {0};
    LodeStr from = self->graph->modules[edge->from].path;
    LodeStr to = self->graph->modules[edge->to].path;
    lode_buf_puts(&text, "Error [ERR_REQUIRE_ASYNC_MODULE]: require() cannot be used on an ESM graph with top-level "
                         "await. Use import() instead. To see where the top-level await comes from, use "
                         "--experimental-print-required-tla.");
    if (self->resolver->node_version >= 24) {
        lode_buf_puts(&text, "\nRequired module: ");
        lode_buf_append(&text, to);
        append_require_stack(self, edge->from, &text);
    } else {
        lode_buf_puts(&text, "\n  From ");
        lode_buf_append(&text, from);
        lode_buf_puts(&text, " \n  Requiring ");
        lode_buf_append(&text, to);
        lode_buf_append_byte(&text, ' ');
    }
    LodeStr copy = lode_arena_copy(self->arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

static void report(LodeChecker *self, LodeEdgeIndex index, const Ways *ways)
{
    const LodeGraph *graph = self->graph;
    const LodeEdge *edge = &graph->edges[index];
    LodeStr specifier = edge->request->specifier;
    LodeModuleIndex last = edge->to;
    while (ways->next[last] != LODE_EDGE_NONE) {
        last = graph->edges[ways->next[last]].to;
    }
    LodeFinder finder;
    bool is_told =
        last == edge->to
            ? lode__finding_begin(self, &finder, edge->from, edge->request->span,
                                  "require of '%.*s', an ES module with a top-level await", LODE_STR_ARG(specifier))
            : lode__finding_begin(self, &finder, edge->from, edge->request->span,
                                  "require of '%.*s', an ES module that imports a top-level await in %.*s",
                                  LODE_STR_ARG(specifier), LODE_STR_ARG(graph->modules[last].id));
    if (!is_told) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(specifier));
    finder.finding.node = node_text(self, edge);
    lode__finding_fix(&finder, "await import('%.*s') in an async function", LODE_STR_ARG(specifier));
    lode__finding_chain_edge(&finder, index);
    for (LodeModuleIndex at = edge->to; ways->next[at] != LODE_EDGE_NONE; at = graph->edges[ways->next[at]].to) {
        lode__finding_chain_edge(&finder, ways->next[at]);
    }
    LodeSpan await = lode__deep_await(self->deep, last);
    lode__finding_chain_place(&finder, last, await, "the top-level await");
    lode__finding_related(&finder, last, await, "the top-level await");
    lode__finding_end(&finder);
}

void lode__rule_require_async(LodeChecker *self)
{
    Ways ways = find_ways(self);
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[i];
        if (edge->request->kind == LODE_REQUEST_REQUIRE && edge->to != LODE_MODULE_NONE && !edge->is_pattern_match &&
            ways.is_async[edge->to]) {
            report(self, i, &ways);
        }
    }
}

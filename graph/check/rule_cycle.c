/* cycle: modules that import each other, each component once. */
#include "graph/check/checker.h"
#include "graph/components.h"

static LodeStr names_of(LodeChecker *self, const LodeComponent *component)
{
    LodeBuf text = {0};
    for (uint32_t i = 0; i < component->witness_count; i++) {
        lode_buf_append(&text, self->graph->modules[self->graph->edges[component->witness[i]].from].id);
        lode_buf_puts(&text, " -> ");
    }
    lode_buf_append(&text, self->graph->modules[self->graph->edges[component->witness[0]].from].id);
    LodeStr names = lode_arena_copy(&self->scratch, lode_buf_str(&text));
    lode_buf_release(&text);
    return names;
}

static void report(LodeChecker *self, const LodeComponent *component)
{
    const LodeEdge *first = &self->graph->edges[component->witness[0]];
    LodeStr names = names_of(self, component);
    LodeFinder finder;
    bool is_told =
        component->is_self_import
            ? lode__finding_begin(self, &finder, first->from, first->request->span, "the module imports itself")
            : lode__finding_begin(self, &finder, first->from, first->request->span,
                                  "%u modules import each other: %.*s", component->module_count, LODE_STR_ARG(names));
    if (!is_told) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(names));
    for (uint32_t i = 0; i < component->witness_count; i++) {
        lode__finding_chain_edge(&finder, component->witness[i]);
    }
    if (!component->is_self_import && component->module_count > component->witness_count) {
        lode__finding_note(&finder, "%s cycle among them has %u", component->is_shortest ? "the shortest" : "a short",
                           component->witness_count);
    }
    lode__finding_end(&finder);
}

void lode__rule_cycle(LodeChecker *self)
{
    LodeComponents components = lode_graph_components(self->graph, LODE_EDGE_FILTER_LOADING, &self->scratch);
    for (uint32_t i = 0; i < components.count; i++) {
        if (components.items[i].witness_count) {
            report(self, &components.items[i]);
        }
    }
}

/* case-mismatch: './Button.js' where the file is button.js. */
#include "base/path.h"
#include "graph/check/spelling.h"

static void report(LodeChecker *self, const LodeEdge *edge, LodeStr right)
{
    const LodeRequest *request = edge->request;
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, edge->from, request->span,
                             "'%.*s' is spelt '%.*s' on disk: the case of the letters differs",
                             LODE_STR_ARG(request->specifier), LODE_STR_ARG(right))) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(request->specifier));
    if (edge->error) {
        lode__finding_node_error(&finder, edge->error);
        lode__finding_note(&finder, "it resolves where the file system ignores case, as on macOS and Windows");
    } else {
        lode__finding_note(&finder, "this file system ignores case; on Linux the request fails");
        lode__finding_related(&finder, edge->to, LODE_SPAN_FILE, "the file");
    }
    lode__finding_fix(&finder, "write '%.*s'", LODE_STR_ARG(right));
    lode__finding_end(&finder);
}

void lode__rule_case_mismatch(LodeChecker *self)
{
    LodeSpelling *spelling = lode__spelling_new(self);
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[i];
        if (!edge->error && !lode__is_own(&self->graph->modules[edge->from])) {
            continue;
        }
        LodeStr right = edge->error ? lode__spelling_of_failed(spelling, edge, &self->scratch)
                                    : lode__spelling_of_resolved(spelling, edge, &self->scratch);
        if (!lode_str_is_none(right)) {
            report(self, edge, right);
        }
    }
    lode__spelling_free(spelling);
}

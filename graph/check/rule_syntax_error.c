/* syntax-error: sources that are no programs, and the early errors of modules. */
#include "base/path.h"
#include "graph/check/checker.h"

/* `more`: how many errors follow in the same file, which may be no more than its echo. */
static void report(LodeChecker *self, LodeModuleIndex module, const LodeDiagnostic *diagnostic, bool is_early,
                   uint32_t more)
{
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, module, diagnostic->span, "%.*s",
                             LODE_STR_ARG(lode__first_line(diagnostic->message)))) {
        return;
    }
    lode__finding_subject(&finder, "%.*s", LODE_STR_ARG(lode__first_line(diagnostic->message)));
    if (is_early) { /* the text is V8's; that of the others is not */
        lode__finding_node(&finder, "SyntaxError: %.*s", LODE_STR_ARG(diagnostic->message));
    } else {
        lode__finding_note(&finder, "Node throws a SyntaxError when it loads the file");
    }
    if (more) {
        lode__finding_note(&finder, "what follows in the file cannot be read with certainty: %u more places", more);
    }
    if (!self->graph->modules[module].is_entry) {
        lode__finding_chain_to(&finder, module);
    }
    lode__finding_end(&finder);
}

/* TypeScript and JSX are read with a grammar that does not know all of them: nothing is said about these. */
static bool is_judged(const LodeModule *module)
{
    return module->record && !lode__is_typescript(module) &&
           !lode_str_equal(lode_path_extension(module->path), LODE_STR(".jsx")) &&
           (module->format == LODE_FORMAT_MODULE || module->format == LODE_FORMAT_COMMONJS);
}

void lode__rule_syntax_error(LodeChecker *self)
{
    for (LodeModuleIndex i = 0; i < self->graph->module_count; i++) {
        const LodeModule *module = &self->graph->modules[i];
        LodeEdgeIndex edge;
        if (!is_judged(module) || !lode__arrival(self, i, &edge)) {
            continue;
        }
        if (module->diagnostic_count) { /* an engine stops at the first */
            report(self, i, &module->diagnostics[0], false, module->diagnostic_count - 1);
            continue;
        }
        for (uint32_t k = 0; module->format == LODE_FORMAT_MODULE && k < module->record->early_error_count; k++) {
            report(self, i, &module->record->early_errors[k], true, 0);
        }
    }
}

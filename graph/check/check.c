/* The rules one after the other. Reading order: the table, the order of findings, the call. */
#include "graph/check/check.h"

#include "graph/check/checker.h"

#include <stdlib.h>

const LodeRuleInfo lode_rules[LODE_RULE_COUNT] = {
#define LODE_RULE(id, name, severity, summary, details) [LODE_RULE_##id] = {name, severity, summary, details},
#include "graph/check/rules.def"
#undef LODE_RULE
};

typedef void (*RunRule)(LodeChecker *self);

static const RunRule runs[LODE_RULE_COUNT] = {
    [LODE_RULE_UNRESOLVED] = lode__rule_unresolved,
    [LODE_RULE_SYNTAX_ERROR] = lode__rule_syntax_error,
    [LODE_RULE_MISSING_EXPORT] = lode__rule_missing_export,
    [LODE_RULE_AMBIGUOUS_EXPORT] = lode__rule_ambiguous_export,
    [LODE_RULE_UNDECLARED_DEPENDENCY] = lode__rule_undeclared_dependency,
    [LODE_RULE_REQUIRE_ASYNC] = lode__rule_require_async,
    [LODE_RULE_INTEROP_DEFAULT] = lode__rule_interop_default,
    [LODE_RULE_DUAL_PACKAGE] = lode__rule_dual_package,
    [LODE_RULE_CASE_MISMATCH] = lode__rule_case_mismatch,
    [LODE_RULE_CYCLE] = lode__rule_cycle,
    [LODE_RULE_UNUSED_EXPORT] = lode__rule_unused_export,
    [LODE_RULE_UNUSED_MODULE] = lode__rule_unused_module,
};

static int compare_numbers(uint32_t left, uint32_t right)
{
    return left < right ? -1 : left > right;
}

static int compare_findings(const void *left, const void *right)
{
    const LodeFinding *a = left;
    const LodeFinding *b = right;
    int order = lode_str_compare(a->place.id, b->place.id);
    order = order ? order : compare_numbers(a->place.start.line, b->place.start.line);
    order = order ? order : compare_numbers(a->place.start.column, b->place.start.column);
    order = order ? order : compare_numbers(a->rule, b->rule);
    order = order ? order : lode_str_compare(a->subject, b->subject);
    return order ? order : lode_str_compare(a->message, b->message);
}

/* ------------------------------------------------------------------ public */

LodeRule lode_rule_find(LodeStr name)
{
    LodeRule rule = (LodeRule)0;
    while (rule < LODE_RULE_COUNT && !lode_str_equal(name, lode_str(lode_rules[rule].name))) {
        rule++;
    }
    return rule;
}

void lode_check_options_init(LodeCheckOptions *self)
{
    *self = (LodeCheckOptions){0};
    for (LodeRule rule = (LodeRule)0; rule < LODE_RULE_COUNT; rule++) {
        self->severities[rule] = lode_rules[rule].severity;
    }
}

LodeFindings lode_check(LodeLink *link, LodeCache *cache, const LodeResolverOptions *resolver,
                        const LodeCheckOptions *options, LodeArena *arena)
{
    LodeChecker checker = {
        .link = link,
        .graph = lode_link_graph(link),
        .cache = cache,
        .memo = lode_cache_memo(cache),
        .resolver = resolver,
        .options = options,
        .arena = arena,
    };
    checker.deep = lode__deep_new(checker.graph, checker.memo);
    for (LodeRule rule = (LodeRule)0; rule < LODE_RULE_COUNT; rule++) {
        if (options->severities[rule] != LODE_SEVERITY_OFF) {
            checker.rule = rule;
            runs[rule](&checker);
            lode_arena_release(&checker.scratch);
            checker.scratch = (LodeArena){0};
        }
    }
    if (checker.found.count) {
        qsort(checker.found.items, checker.found.count, sizeof *checker.found.items, compare_findings);
    }
    LodeFindings findings = {.count = (uint32_t)checker.found.count};
    findings.items = lode_arena_alloc(arena, checker.found.count * sizeof *findings.items);
    if (checker.found.count) {
        memcpy(findings.items, checker.found.items, checker.found.count * sizeof *findings.items);
    }
    lode_vec_release(&checker.found);
    lode_arena_release(&checker.kept);
    lode__deep_free(checker.deep);
    return findings;
}

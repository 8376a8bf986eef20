/*
 * The rules of `lode check` by name: those of the library, and one of the command's own.
 *
 * `unused-suppression` is about comments that silence nothing. Only the command knows which
 * ones did, so it is no rule of the library; everywhere else it is like the others: it has
 * a level, can be silenced in files, and counts in baselines.
 */
#ifndef LODE_CLI_CHECK_RULES_H
#define LODE_CLI_CHECK_RULES_H

#include "base/error.h"
#include "cli/output.h"
#include "graph/check/check.h"

enum { LODE_CHECK_UNUSED_SUPPRESSION = LODE_RULE_COUNT, LODE_CHECK_RULE_COUNT };

/* Of a rule below LODE_CHECK_RULE_COUNT. */
const LodeRuleInfo *lode_check_rule(unsigned rule);
/* LODE_CHECK_RULE_COUNT where there is none of that name. */
unsigned lode_check_rule_find(LodeStr name);
/* "did you mean …" for a name that is no rule, or the list of all names. In `arena`. */
LodeStr lode_check_rule_hint(LodeStr name, LodeArena *arena);

/* "error", "warning", "off" */
const char *lode_check_level_name(LodeSeverity level);
bool lode_check_level_find(LodeStr name, LodeSeverity *level);
/* The same for a level. */
LodeStr lode_check_level_hint(LodeStr name, LodeArena *arena);

/* lode check --explain RULE: what it finds, and how to silence it. */
void lode_check_explain(LodeOutput *out, unsigned rule);

#endif

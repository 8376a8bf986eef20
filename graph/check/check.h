/*
 * Check: findings about a linked graph, each of one rule.
 *
 * A rule (rules.def) is one function in a file of its own, rule_*.c, that reads the
 * graph and the link and adds findings. A finding is data: what is wrong, where, what Node
 * would print, the smallest change that mends it, other places and chains of imports that
 * prove it. Formats, configuration, baselines and exit codes are the business of cli/.
 *
 * Findings are sorted by file, place, rule and subject, so the same graph gives the same
 * list. All strings live in the arena that was given, or in the graph.
 */
#ifndef LODE_GRAPH_CHECK_H
#define LODE_GRAPH_CHECK_H

#include "base/vec.h"
#include "graph/glob.h"
#include "graph/link.h"

typedef enum LodeSeverity { LODE_SEVERITY_OFF, LODE_SEVERITY_WARNING, LODE_SEVERITY_ERROR } LodeSeverity;

typedef enum LodeRule {
#define LODE_RULE(id, name, severity, summary, details) LODE_RULE_##id,
#include "graph/check/rules.def"
#undef LODE_RULE
    LODE_RULE_COUNT
} LodeRule;

typedef struct LodeRuleInfo {
    const char *name;      /* "missing-export" */
    LodeSeverity severity; /* where nothing is configured */
    const char *summary;   /* one line, no full stop */
    const char *details;   /* what it finds and why it matters: some sentences */
} LodeRuleInfo;
extern const LodeRuleInfo lode_rules[LODE_RULE_COUNT];
/* LODE_RULE_COUNT where there is none of that name. */
LodeRule lode_rule_find(LodeStr name);

/* A place in a file, for people: positions count from 1, columns in UTF-16 code units. */
typedef struct LodePlace {
    LodeStr id;         /* root-relative path, or the module's id where it has none */
    LodeStr path;       /* absolute, to read the line from; absent where there is no file */
    LodePosition start; /* line 0: the file as a whole */
    LodePosition end;   /* exclusive, on the same or a later line; line 0 where only the start is known */
    LodeStr
        text; /* what is there to see: "exported here", "b.js is imported here"; absent for the finding's own place */
} LodePlace;

typedef struct LodeFinding {
    LodeRule rule;
    LodeSeverity severity; /* never OFF */
    LodePlace place;
    LodeStr message; /* what is wrong: one line, names in single quotes, no full stop at its end */
    LodeStr node; /* what Node prints or does, in its own words; may have several lines; absent where it says nothing */
    LodeStr fix;  /* the smallest change: one or more lines; absent where there is no single one */
    LodeStr *notes; /* more to know, a line each: what bundlers give, what else was tried */
    uint32_t note_count;
    LodePlace *related; /* other places that matter, the declaring line first */
    uint32_t related_count;
    LodePlace *chain; /* imports from an entry to the cause, one each; a second chain follows where chain_break > 0 */
    uint32_t chain_count;
    uint32_t chain_break; /* where the second chain begins; 0: there is one chain */
    /*
     * What it is about besides rule and file, without positions: "x from ./b.js". With rule and
     * file it identifies the finding in a baseline; equal ones are counted.
     */
    LodeStr subject;
    LodeModuleIndex module; /* whose suppression comments count; LODE_MODULE_NONE for package.json */
} LodeFinding;

typedef LODE_VEC(LodeFinding) LodeFindingList;

typedef struct LodeCheckOptions {
    LodeSeverity severities[LODE_RULE_COUNT];
    LodeGlobSet ignored[LODE_RULE_COUNT]; /* ids of files in which a rule is silent */
    LodeGlobSet excluded;                 /* ids of files that the graph was told to leave out: they are not unused */
} LodeCheckOptions;

/* The default severities, nothing ignored. */
void lode_check_options_init(LodeCheckOptions *self);

typedef struct LodeFindings {
    LodeFinding *items;
    uint32_t count;
} LodeFindings;

/* Runs every rule that is not off. Everything lives in `arena`, the graph or the link, which must outlive it. */
LodeFindings lode_check(LodeLink *link, LodeCache *cache, const LodeResolverOptions *resolver,
                        const LodeCheckOptions *options, LodeArena *arena);

#endif

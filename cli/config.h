/*
 * Configuration: what a project says once instead of on every command line.
 *
 * It stands in lode.json or lode.jsonc, or under "lode" in package.json, in the root; two of
 * them are an error, for nobody could say which one counts. Comments and trailing commas are
 * allowed in the first two. Of a key that is there twice the last one counts, as in
 * JSON.parse. Paths and globs are relative to the root. A key, type or name that means nothing is an error with
 * its place: a setting that is silently without effect is worse than none. Schema:
 * docs/schema/config.json.
 *
 * Reading decides nothing about the command line: who uses a value asks there first.
 */
#ifndef LODE_CLI_CONFIG_H
#define LODE_CLI_CONFIG_H

#include "base/memo.h"
#include "cli/check_rules.h"
#include "cli/options.h"

/* The level that a configuration names for one rule, and where the rule is silent. */
typedef struct LodeConfigRule {
    bool has_level;
    LodeSeverity level;
    LodeStrVec ignore; /* globs */
} LodeConfigRule;

typedef struct LodeConfig {
    LodeStr file; /* absolute path; absent where there is no configuration */
    bool has_entries;
    LodeStrVec entries;
    LodeStrVec exclude;
    LodeStrVec include;
    LodeStrVec external;
    LodeStrVec conditions;
    int node_version; /* 0 where it says none */
    bool has_target;
    LodeTarget target;
    LodeConfigRule rules[LODE_CHECK_RULE_COUNT];
    LodeStr baseline; /* as written; absent where it says none */
} LodeConfig;

typedef LODE_VEC(LodeError) LodeErrorVec;

enum { LODE_CONFIG_ERROR_LIMIT = 10 };

/*
 * Reads the configuration of `root`, or of `file` (absolute; it must be there then). What is
 * wrong is appended to `errors`, each with its place, at most LODE_CONFIG_ERROR_LIMIT; the rest
 * is read all the same. Strings live in `arena`. Release in either case.
 */
void lode_config_read(LodeConfig *self, LodeMemo *memo, LodeStr root, LodeStr file, LodeArena *arena,
                      LodeErrorVec *errors);
void lode_config_release(LodeConfig *self);

#endif

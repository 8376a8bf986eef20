/*
 * Baselines: the findings that a project accepts, so that only new ones count.
 *
 * A file of JSON, one finding a line, sorted, so that it merges well and a diff is read
 * easily:
 *
 *     {"schemaVersion":1,"findings":[
 *     {"file":"src/a.js","rule":"missing-export","subject":"x from ./b.js","count":2}
 *     ]}
 *
 * An entry stands for up to `count` findings of that identity (check_result.h); the first
 * ones by place are accepted, for which of them are new cannot be known. Entries that fit
 * fewer findings than they say are stale. What this run cannot judge is neither stale nor
 * dropped by an update: entries of rules that are off, and of files that are there but not
 * reached from these entries. A file that is torn, foreign or of another version is
 * an error with its place, never an empty baseline.
 */
#ifndef LODE_CLI_BASELINE_H
#define LODE_CLI_BASELINE_H

#include "cli/check_result.h"

typedef struct LodeBaselineEntry {
    LodeStr rule;
    LodeStr file;
    LodeStr subject;
    uint32_t count;
    uint32_t matched; /* of `count` */
} LodeBaselineEntry;

typedef struct LodeBaseline {
    LodeBaselineEntry *items; /* sorted by file, rule, subject; distinct */
    uint32_t count;
} LodeBaseline;

/*
 * Reads a file (absolute path; `shown` is how people know it). False with `*error` filled where it is none; `*is_there` false and
 * an empty baseline where there is no file.
 */
bool lode_baseline_read(LodeBaseline *self, LodeMemo *memo, LodeStr path, LodeStr shown, LodeArena *arena,
                        bool *is_there, LodeError *error);

/* Marks the findings that it accepts and lists its stale entries in the result. */
void lode_baseline_apply(LodeBaseline *self, LodeCheckResult *result, LodeSession *session, const LodeSeverity *levels);

/* What an update did. */
typedef struct LodeBaselineChange {
    uint32_t findings; /* that it lists now */
    uint32_t added;
    uint32_t dropped;
} LodeBaselineChange;

/*
 * Writes every finding that is not silenced by a comment, besides entries that cannot be
 * judged; all of them are accepted then. The file is replaced at once or not at all. An errno, or 0. A file that
 * would stay the same is not written.
 */
int lode_baseline_update(LodeBaseline *self, LodeCheckResult *result, LodeSession *session, const LodeSeverity *levels,
                         LodeStr path, LodeBaselineChange *change);

#endif

/*
 * Suppressions: `// lode-ignore-next-line RULE[, RULE] -- reason`.
 *
 * A comment silences the named rules on the next line that has a token, in its own file. One
 * that silences nothing is a finding of the rule unused-suppression, and so is one that
 * names no rule that exists or gives no reason (it works all the same). Files in node_modules
 * are not ours to mend: their comments work, but nothing is said about them. A comment for a
 * rule that is off in this run, or in this file, cannot be judged and is left alone.
 */
#ifndef LODE_CLI_SUPPRESS_H
#define LODE_CLI_SUPPRESS_H

#include "cli/check_result.h"

/* One rule that a comment names. */
typedef struct LodeSilencer {
    const LodeSuppression *comment;
    LodeStr name; /* as written, without blanks around it; absent where the comment names none */
    unsigned rule;
    bool is_first; /* of its comment */
    bool is_used;
} LodeSilencer;

typedef struct LodeSilencers {
    LodeSilencer *items; /* by module, then in source order */
    uint32_t *first;     /* module_count + 1 offsets */
    uint32_t count;
} LodeSilencers;

/* Every rule of every comment in the graph. */
LodeSilencers lode_silencers_new(LodeSession *session);
/* The comment that silences the finding, or NULL; remembers that it did. */
const LodeSuppression *lode_silencers_use(const LodeSilencers *self, const LodeGraph *graph,
                                          const LodeFinding *finding);
/* Appends the findings about comments. Counts those that could be judged, and those that silenced something. */
void lode_silencers_judge(const LodeSilencers *self, LodeSession *session, const LodeSeverity *levels,
                          const LodeGlobSet *silent_in, LodeFindingList *findings, uint32_t *judged, uint32_t *used);

#endif

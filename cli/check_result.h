/*
 * What became of the findings of `lode check`: shown, silenced by a comment, or accepted.
 *
 * The library finds; here each finding gets a state, a fingerprint and a number among its
 * equals, and the comments that silenced nothing become findings of their own. Formats read
 * the result and decide nothing: all of them show the same findings, and the exit status
 * follows from the same counts.
 *
 * A finding's identity is its rule, file and subject, without positions, so it stays the same
 * when lines move. Equal identities are numbered in the order of their places. Bytes that
 * are no UTF-8 count as U+FFFD in an identity, because a baseline is JSON.
 */
#ifndef LODE_CLI_CHECK_RESULT_H
#define LODE_CLI_CHECK_RESULT_H

#include "cli/check_rules.h"
#include "cli/session.h"

typedef enum LodeFindingState {
    LODE_FINDING_SHOWN,
    LODE_FINDING_SUPPRESSED, /* by a comment */
    LODE_FINDING_BASELINED   /* by an entry of the baseline */
} LodeFindingState;

enum { LODE_FINGERPRINT_SIZE = 16 };

typedef struct LodeCheckItem {
    const LodeFinding *finding;
    LodeFindingState state;
    const LodeSuppression *suppression; /* the comment; NULL where there is none */
    LodeStr file;                       /* of the identity: UTF-8 */
    LodeStr subject;                    /* the same; empty where the finding has none */
    uint32_t occurrence;                /* 0 for the first of its identity */
    char fingerprint[LODE_FINGERPRINT_SIZE + 1];
} LodeCheckItem;

/* An entry of a baseline that fits nothing any more: `count` findings fewer. */
typedef struct LodeStaleEntry {
    LodeStr rule;
    LodeStr file;
    LodeStr subject;
    uint32_t count;
} LodeStaleEntry;

typedef struct LodeCheckResult {
    LodeCheckItem *items; /* sorted by file, place, rule, subject */
    uint32_t count;
    uint32_t suppression_count; /* rules named by comments that could silence something in this run */
    uint32_t used_suppression_count;
    LodeStr baseline; /* the file as people know it; absent where none is used */
    LodeStaleEntry *stale;
    uint32_t stale_count;
    /* Filled by lode_check_result_count. */
    uint32_t errors;
    uint32_t warnings;
    uint32_t suppressed;
    uint32_t baselined;
    uint32_t files;                                 /* that have a finding that is shown */
    uint32_t by_rule[LODE_CHECK_RULE_COUNT];        /* findings that are shown */
    uint32_t errors_by_rule[LODE_CHECK_RULE_COUNT]; /* those of them that are errors */
} LodeCheckResult;

/*
 * Makes items of the findings, all of them LODE_FINDING_SHOWN but those that a comment
 * silences. `levels` are those of all rules. The findings must outlive the result, whose
 * memory is the session's.
 */
LodeCheckResult lode_check_result_new(LodeSession *session, LodeFindings findings, const LodeSeverity *levels,
                                      const LodeGlobSet *silent_in);
/* Counts the states: once the baseline has been asked. */
void lode_check_result_count(LodeCheckResult *self);

/* The name of its rule. */
static inline const char *lode_check_item_rule(const LodeCheckItem *self)
{
    return lode_check_rule((unsigned)self->finding->rule)->name;
}

/* Order of identities, not of places: by file, rule and subject. */
int lode_check_item_compare_identity(const LodeCheckItem *self, const LodeCheckItem *other);

#endif

/*
 * Answers of `lode resolve`: one request in, a resolution or Node's error out.
 *
 * An answerer is one thread's: a resolver, a parser that is made when a file's
 * syntax has to say what its package does not, and the conditions of each kind.
 * The formats that were settled so are kept in a table that answerers of
 * several threads share, so each file is read once in a batch.
 */
#ifndef LODE_CLI_ANSWER_H
#define LODE_CLI_ANSWER_H

#include "cli/session.h"

/* Formats that were settled by syntax. Safe from several threads. */
typedef struct LodeFormatTable LodeFormatTable;
LodeFormatTable *lode_format_table_new(void);
void lode_format_table_free(LodeFormatTable *self);

typedef struct LodeAnswerer {
    LodeResolver *resolver;
    LodeMemo *memo;
    LodeParser *parser;       /* NULL until it is needed */
    LodeFormatTable *formats; /* NULL: nothing is kept */
    bool no_detect;           /* leave open formats open */
    LodeArena arena;          /* of the conditions */
    LodeStr *conditions[2];   /* by kind, for requests without their own */
    size_t condition_counts[2];
} LodeAnswerer;

typedef struct LodeAnswer {
    const LodeRequestFrom *request;
    bool is_resolved;
    LodeResolution resolution; /* where it is */
    LodeFormat format;         /* the same, settled */
    LodeError error;           /* where it is not */
    const LodeStr *conditions; /* in force, sorted */
    size_t condition_count;
} LodeAnswer;

/* Borrows everything. */
void lode_answerer_init(LodeAnswerer *self, LodeResolver *resolver, LodeMemo *memo, LodeFormatTable *formats);
void lode_answerer_release(LodeAnswerer *self);

/* Strings of the answer live in `arena` or longer; it borrows `request`. */
void lode_answer(LodeAnswerer *self, const LodeRequestFrom *request, LodeArena *arena, LodeAnswer *out);
/* The document of the contract, without a line feed. */
void lode_answer_json(LodeBuf *out, const LodeAnswer *answer);

/*
 * The module that asks: an absolute path or URL for what --from or a request
 * says. Absent: what `node -e` would be in the working directory (or --root).
 * A folder that exists: a module in it.
 */
LodeStr lode_answer_from(LodeSession *session, LodeStr from, LodeKind kind);
/* A path as an absolute one, a URL as it is. */
LodeStr lode_answer_absolute(LodeStr working_directory, LodeStr from, LodeArena *arena);

#endif

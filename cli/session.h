/*
 * Session: what one run of the command needs from the world.
 *
 * Working directory, environment, options and configuration become a root, a cache, a
 * resolver and, on demand, a graph. What goes wrong on the way is reported on standard
 * error as it happens and kept in `status`; a run goes on with what it has, so
 * that one bad entry does not hide the others.
 */
#ifndef LODE_CLI_SESSION_H
#define LODE_CLI_SESSION_H

#include "cli/config.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "graph/graph.h"

enum { LODE_STATUS_CLEAN = 0, LODE_STATUS_FINDINGS = 1, LODE_STATUS_FAILED = 2 };

typedef struct LodeSession {
    const LodeOptions *options;
    LodeArena arena; /* of the run */
    LodeReport report;
    LodeStr working_directory; /* absolute */
    LodeStr root;              /* absolute; ids are relative to it. lode run has one for --graph only */
    LodeConfig config;         /* empty where there is none; the options of the command line win */
    LodeFs *fs;
    LodeMemo *memo;
    LodeCache *cache;
    LodeResolver *resolver;
    LodeResolverOptions resolver_options;
    LodeDetail detail;                /* of the records of the graph: set before it is built */
    bool names_only;                  /* build only what gives names to the entries: set before */
    bool tells_syntax_errors;         /* the command itself does, so building need not warn; set it before */
    LodeGraph *graph;                 /* NULL until lode_session_build */
    LODE_VEC(LodeError) entry_errors; /* entries that name nothing or could not be read */
    double build_seconds;
    int status; /* the worst so far */
} LodeSession;

/*
 * False where there is no working directory, --root is none or the configuration is wrong
 * (reported, status 2). `options` must outlive the session. Release in either case.
 */
bool lode_session_init(LodeSession *self, const LodeOptions *options);
void lode_session_release(LodeSession *self);

/* What an ENTRY-like argument means as an absolute path. */
LodeStr lode_session_path(LodeSession *self, LodeStr argument);

/*
 * Builds the graph of the ENTRY arguments (none: those of the configuration, else the default entries), with
 * progress and warnings on standard error. There is a graph afterwards, empty
 * where no entry could be found.
 */
void lode_session_build(LodeSession *self, const LodeStr *arguments, size_t count);
/* The same of absolute paths. */
void lode_session_build_paths(LodeSession *self, const LodeStr *paths, size_t count);
/* The same from every source file below the root. */
void lode_session_build_all(LodeSession *self);

/* Globs of modules that the graph leaves out: those of --exclude, else the configured ones. */
const LodeStrVec *lode_session_excluded(const LodeSession *self);

/* Reports an error and makes the status at least 2. */
void lode_session_fail(LodeSession *self, const LodeError *error);
/* The member "errors" of a document: entries that name nothing or could not be read; nothing without any. */
void lode_session_write_errors(const LodeSession *self, LodeBuf *out);
/* Closes an output; a failed write is reported and makes the status 2. */
void lode_session_close(LodeSession *self, LodeOutput *out);

#endif

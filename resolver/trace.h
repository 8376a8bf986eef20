/*
 * Trace: the numbered steps by which an answer came about.
 *
 * A resolver with a trace appends one step for each decision: the specification's
 * step, what was asked, what came of it. Steps nest by depth, so that a reader
 * sees which package, target or folder a try belongs to. A trace costs nothing
 * where none is set: the text of a step is composed only for a trace.
 */
#ifndef LODE_RESOLVER_TRACE_H
#define LODE_RESOLVER_TRACE_H

#include "base/arena.h"
#include "base/vec.h"

typedef enum LodeTraceOutcome {
    LODE_TRACE_INFO,  /* a fact or the start of a part */
    LODE_TRACE_FOUND, /* this is it */
    LODE_TRACE_MISS   /* tried in vain */
} LodeTraceOutcome;

typedef struct LodeTraceStep {
    unsigned depth;
    LodeTraceOutcome outcome;
    LodeStr function; /* the specification's name: "PACKAGE_RESOLVE", "LOAD_AS_FILE", … */
    LodeStr text;     /* one line */
} LodeTraceStep;

struct LodeTrace {
    LodeArena arena;
    LODE_VEC(LodeTraceStep) steps;
    unsigned depth;
};
typedef struct LodeTrace LodeTrace;

/* A zeroed trace is empty and ready. */
void lode_trace_release(LodeTrace *self);
__attribute__((format(printf, 4, 5))) void lode_trace_add(LodeTrace *self, LodeTraceOutcome outcome,
                                                          const char *function, const char *format, ...);

#endif

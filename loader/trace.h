/*
 * Load events: what a host does to load and run modules, told as it happens.
 *
 * A sink (LodeHostOptions.trace) gets one event for each step, in order. Who loads
 * modules tells of them with LODE_TRACE, which costs one branch where nobody listens:
 *
 *     LODE_TRACE(host, .kind = LODE_LOAD_READ, .module = url, .bytes = text.size);
 *
 * A module is named by its URL, or by its absolute path, which the sink gets as a URL. The
 * JavaScript of lode does the same with native('trace') (natives/trace.c):
 *
 *     const trace = native('trace');
 *     if (trace.active) trace.emit('run', { module: filename });
 *
 * Events nest: between `run` (or `resume`) and `done`, `fail` or `suspend` of a module come those that its
 * body caused, one level deeper. A `done` or `fail` of a module that is suspended ends no level.
 */
#ifndef LODE_LOADER_TRACE_H
#define LODE_LOADER_TRACE_H

#include "base/vec.h"
#include "loader/engine.h"

/* LODE_LOAD_EVENT(NAME, "name") */
#define LODE_LOAD_EVENTS(LODE_LOAD_EVENT)                                                                           \
    LODE_LOAD_EVENT(RESOLVE, "resolve") /* `referrer` asked for `specifier` (`request`): `module`, or `error` */    \
    LODE_LOAD_EVENT(CACHED, "cached")   /* what `referrer` asked for was loaded before, and is not loaded again */  \
    LODE_LOAD_EVENT(READ, "read")       /* its source was read: `bytes`, `format` */                                \
    LODE_LOAD_EVENT(PARSE, "parse")     /* its syntax is right, its imports are known */                            \
    LODE_LOAD_EVENT(LINK, "link")       /* every name that it imports is bound */                                   \
    LODE_LOAD_EVENT(RUN, "run")         /* its body begins */                                                       \
    LODE_LOAD_EVENT(PARTIAL, "partial") /* `referrer` gets its exports while its body still runs: `names` so far */ \
    LODE_LOAD_EVENT(SUSPEND, "suspend") /* its body stands at a top-level await */                                  \
    LODE_LOAD_EVENT(RESUME, "resume")   /* its body goes on after that */                                           \
    LODE_LOAD_EVENT(WAIT, "wait")       /* `referrer` cannot run before `module` has ended */                       \
    LODE_LOAD_EVENT(DONE, "done")       /* its body ended */                                                        \
    LODE_LOAD_EVENT(FAIL, "fail")       /* its body threw: `error` */

typedef enum LodeLoadEventKind {
#define LODE_LOAD_EVENT(name, text) LODE_LOAD_##name,
    LODE_LOAD_EVENTS(LODE_LOAD_EVENT)
#undef LODE_LOAD_EVENT
        LODE_LOAD_EVENT_COUNT
} LodeLoadEventKind;

/* What is not said is absent, NULL or 0. Everything is borrowed: valid during the call. */
typedef struct LodeLoadEvent {
    LodeLoadEventKind kind;
    LodeStr module;       /* URL or absolute path; absent where a resolution failed */
    LodeStr referrer;     /* URL or absolute path */
    LodeStr specifier;    /* as the code said it */
    LodeStr request;      /* as in graphs: "import", "export-from", "dynamic-import", "require", … */
    LodeStr format;       /* "module", "commonjs", "json", … */
    LodeStr error;        /* "CODE: message", or what was thrown as text */
    const LodeStr *names; /* of exports */
    size_t name_count;
    uint64_t bytes;       /* of the source */
    uint64_t nanoseconds; /* since the host was made; filled by lode__trace */
    unsigned depth;       /* how many bodies are being run around it; filled by lode__trace */
} LodeLoadEvent;

typedef struct LodeLoadSink {
    void (*event)(void *context, const LodeLoadEvent *event); /* NULL: nobody listens. Must not call into the host. */
    void *context;
} LodeLoadSink;

/* "resolve", …; static. */
const char *lode_load_event_name(LodeLoadEventKind kind);

/* Of a host (host_state.h). */
typedef struct LodeLoadClock {
    uint64_t start;           /* nanoseconds of the clock */
    LODE_VEC(LodeBuf) bodies; /* names of the modules whose bodies are being run */
    LodeBuf thrown;           /* of lode__trace_thrown */
} LodeLoadClock;

struct LodeHost;
void lode__trace_release(struct LodeHost *host);
/* The program itself is looked for under its own name, and what --import names from a folder: nobody referred to it. */
static inline LodeStr lode__trace_referrer(LodeStr specifier, LodeStr referrer)
{
    bool is_nobody = lode_str_equal(specifier, referrer) || lode_str_ends_with(referrer, LODE_STR("/"));
    return is_nobody ? LODE_STR_NONE : referrer;
}
/* What was thrown as text, until the next call. */
LodeStr lode__trace_thrown(struct LodeHost *host, LodeValue thrown);
/* Use LODE_TRACE, which asks first whether anybody listens. */
void lode__trace(struct LodeHost *host, LodeLoadEvent event);
#define LODE_TRACE(host, ...)                                  \
    do {                                                       \
        if ((host)->options.trace.event) {                     \
            lode__trace((host), (LodeLoadEvent){__VA_ARGS__}); \
        }                                                      \
    } while (0)

#endif

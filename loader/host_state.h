/*
 * What the files of the host share: its state, and how C enters JavaScript.
 *
 * Reading order: host.c (a run from beginning to end), core.c (JavaScript that lode carries),
 * natives/ (the functions that this JavaScript asks of C), modules/ (ES modules),
 * loop.c (the event loop).
 *
 * Rules:
 * - C enters JavaScript through lode__host_enter when nothing of the program is on the stack
 *   (a timer, a finished read): ticks and microtasks run before it returns. A native, which the program called,
 *   uses `ops->call` directly.
 * - A LodeValue is safe on the C stack. In memory of ours it is protected by `ops->keep`.
 */
#ifndef LODE_LOADER_HOST_STATE_H
#define LODE_LOADER_HOST_STATE_H

#include "base/memo.h"
#include "base/vec.h"
#include "loader/host.h"
#include "loader/natives/natives.h"
#include "syntax/record.h"

#include <uv.h>

typedef struct LodeModules LodeModules; /* modules/modules.h */
typedef struct LodeSources LodeSources; /* sources.h */

struct LodeHost {
    const LodeEngineOps *ops;
    LodeEngine *engine;
    LodeArena arena;         /* lives as long as the host */
    LodeHostOptions options; /* copied into the arena */
    LodeCache *cache;
    LodeMemo *memo;
    LodeResolver *resolver;
    LodeParser *parser;
    uv_loop_t loop;
    LodeModules *modules;
    LodeSources *sources;
    LodeLoadClock load_clock;                        /* trace.h */
    LodeValue boot;                                  /* what loader/core/internal/boot.js returned: functions for C */
    void *states[LODE_NATIVE_SET_COUNT];             /* of each set of natives, its own */
    LodeValue native_objects[LODE_NATIVE_SET_COUNT]; /* made when first asked for */
    bool is_stopped;                                 /* process.exit was called: no JavaScript runs any more */
    int exit_code;
};

/*
 * lode_resolve for code that runs, over the files as they are now: what the memo does not find, or finds where nothing
 * is any more, is looked for once more with a fresh one. (host.c)
 */
bool lode__host_resolve(LodeHost *self, const LodeRequestFrom *request, LodeArena *arena, LodeResolution *out,
                        LodeError *error);
/* lode_resolve_entry likewise. */
bool lode__host_resolve_entry(LodeHost *self, LodeStr path, LodeArena *arena, LodeResolution *out, LodeError *error);

/* Calls a function of `boot` by name. NULL with `*thrown` where it threw. */
LodeValue lode__host_call_boot(LodeHost *self, const char *name, size_t count, const LodeValue *arguments,
                               LodeValue *thrown);

/*
 * Enters JavaScript from the loop: calls the function, then the tick queue and microtasks until both are
 * empty. What it throws goes to process.on('uncaughtException') or ends the program. (loop.c)
 */
void lode__host_enter(LodeHost *self, LodeValue function, size_t count, const LodeValue *arguments);

/* The loop until nothing keeps it alive or the program stopped. (loop.c) */
void lode__host_loop(LodeHost *self);

#endif

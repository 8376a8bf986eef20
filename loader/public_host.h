/*
 * What the files of the public runtime (include/lode.h, "running" and "values") share: the struct, and the ways
 * into JavaScript.
 *
 *   public_enter.c    core/internal/embed.js and the holders of results
 *   public_values.c   values, functions of C, calls
 *   public_host.c     settings, hooks, the life of a runtime, running, the loop
 */
#ifndef LODE_LOADER_PUBLIC_HOST_H
#define LODE_LOADER_PUBLIC_HOST_H

#include "include/lode.h"
#include "loader/host_state.h"

struct LodeRuntime {
    LodeHost *host;
    LodeFs *fs;
    LodeMemo *memo;
    LodeCache *cache;
    LodeArena arena;
    LodeRuntimeSettings settings; /* only the hooks are used after the beginning */
    LodeValue embed;              /* exports of core/internal/embed.js; kept; NULL before they are needed */
    unsigned native_depth;        /* functions of C that JavaScript called and that have not returned */
    bool has_finished;
    LodeStr script; /* of lode_runtime_evaluate, while it is begun */
    LodeStr script_name;
};

static inline LodeValue lode__js_in(LodeJsValue value)
{
    return (LodeValue)value;
}

static inline LodeJsValue lode__js_out(LodeValue value)
{
    return (LodeJsValue)value;
}

/* Calls a function of embed.js, from outside or inside of JavaScript; NULL where it throws. */
LodeValue lode__runtime_call(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments,
                             LodeValue *thrown);
/* A macrotask of its own: the function of embed.js, ticks, microtasks. */
void lode__runtime_enter(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments);

/* What becomes of something that embed.js was asked for is in a holder, which its function `holder` makes. */
enum { LODE_HOLDER_PENDING, LODE_HOLDER_VALUE, LODE_HOLDER_THROWN };

int lode__runtime_holder_state(LodeRuntime *self, LodeValue holder);
/* What became of a holder: its value, or NULL with `*thrown`. */
LodeJsValue lode__runtime_result(LodeRuntime *self, LodeValue holder, LodeJsValue *thrown);

#endif

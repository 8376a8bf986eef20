/*
 * Host: a program that runs: an engine, the modules it loaded, an event loop.
 *
 * The host owns everything of one run. CommonJS and ES modules are loaded by the rules of
 * Node's loaders over the resolver of lode; core modules come from the table in core.c. The
 * order of queues is Node's: process.nextTick, promises, timers, immediates.
 */
#ifndef LODE_LOADER_HOST_H
#define LODE_LOADER_HOST_H

#include "loader/engine.h"
#include "resolver/resolver.h"

#include <uv.h>

typedef struct LodeHost LodeHost;

typedef struct LodeHostOptions {
    LodeStr engine;           /* path of the engine's shared object; absent: the usual places */
    LodeStr executable;       /* process.execPath */
    const LodeStr *arguments; /* process.argv from [1] on: the main file and what follows */
    size_t argument_count;
    const LodeStr *environment; /* NAME=VALUE */
    size_t environment_count;
    LodeStr working_directory;
    LodeResolverOptions resolver;
    void (*write)(void *context, int stream, LodeStr bytes); /* stdout (1) and stderr (2) */
    void *write_context;
} LodeHostOptions;

/* NULL with `*error` where there is no engine. */
LodeHost *lode_host_new(LodeCache *cache, const LodeHostOptions *options, LodeArena *arena, LodeError *error);
void lode_host_free(LodeHost *self);

/* Runs a file as `node FILE` does, and the loop until nothing is left. The exit status of the program. */
int lode_host_run(LodeHost *self, LodeStr path);

#endif

/*
 * Host: a program that runs: an engine, the modules it loaded, an event loop.
 *
 * The host owns everything of one run. CommonJS and ES modules are loaded by the rules of
 * Node's loaders over the resolver of lode; core modules are JavaScript of loader/core/ over
 * the functions of loader/natives/. The order of queues is Node's: process.nextTick, promises,
 * timers, immediates.
 *
 * One thread. A host is used once: make it, run it, free it.
 */
#ifndef LODE_LOADER_HOST_H
#define LODE_LOADER_HOST_H

#include "loader/engine.h"
#include "loader/trace.h"
#include "resolver/resolver.h"

typedef struct LodeHost LodeHost;

/* What kind of code a text is that comes from no file. */
typedef enum LodeInputType {
    LODE_INPUT_DETECT, /* its syntax says, as Node does without --input-type */
    LODE_INPUT_COMMONJS,
    LODE_INPUT_MODULE
} LodeInputType;

/* Where such a text is from, which decides its name and what becomes of its value. */
typedef enum LodeInputFrom {
    LODE_FROM_EVAL,  /* node -e TEXT */
    LODE_FROM_PRINT, /* node -p TEXT: its value is printed */
    LODE_FROM_STDIN  /* node - < TEXT */
} LodeInputFrom;

typedef struct LodeHostOptions {
    LodeStr engine;           /* path of the engine's shared object; absent: the usual places */
    LodeStr executable;       /* process.execPath */
    const LodeStr *arguments; /* process.argv from [2] on */
    size_t argument_count;
    const LodeStr *environment; /* NAME=VALUE */
    size_t environment_count;
    LodeStr working_directory;
    LodeResolverOptions resolver;
    const LodeStr *requires; /* loaded with require() before the program, in this order */
    size_t require_count;
    const LodeStr *imports; /* loaded with import after those */
    size_t import_count;
    LodeLoadSink trace; /* is told of each step of loading; none by default */
    /*
     * Called where the program ends itself: process.exit, or an error that nobody caught. It ends the process.
     * Where it is NULL, code under way is ended by the engine, and lode_host_run returns.
     */
    void (*leave)(void *context, int status);
    void *leave_context;
} LodeHostOptions;

/* NULL with `*error` where there is no engine. The cache must outlive the host; everything else is copied. */
LodeHost *lode_host_new(LodeCache *cache, const LodeHostOptions *options, LodeArena *arena, LodeError *error);
void lode_host_free(LodeHost *self);

/* Runs a file as `node FILE` does, and the loop until nothing is left. The exit status of the program. */
int lode_host_run(LodeHost *self, LodeStr path);
/* The same of a text. */
int lode_host_run_text(LodeHost *self, LodeStr text, LodeInputType type, LodeInputFrom from);

#endif

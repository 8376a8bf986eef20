/*
 * Loop: the order in which things run.
 *
 * JavaScript is entered from the loop through lode__host_enter only (host_state.h), one macrotask at a time:
 *
 *     enter(f) ── f, then ticks ──> return: microtasks ──> flags[0]? ── drain() ──> microtasks ──> …
 *
 * The engine runs microtasks when a call returns, so "ticks, then microtasks, until both are empty" is: call
 * `boot.drain` again as long as it left something.
 *
 * Phases are libuv's, as in Node: timers (natives/timers.c), files and pipes, immediates (a check handle), closing.
 */
#ifndef LODE_LOADER_LOOP_H
#define LODE_LOADER_LOOP_H

#include "loader/host_state.h"

typedef struct LodeLoop LodeLoop;

/* The bytes that both sides see. */
typedef enum LodeLoopFlag {
    LODE_LOOP_WAITING,        /* ticks or rejections wait */
    LODE_LOOP_IMMEDIATES,     /* there are immediates */
    LODE_LOOP_TIMERS_HOLD,    /* timers keep the program alive */
    LODE_LOOP_IMMEDIATES_HOLD /* so do immediates */
} LodeLoopFlag;

/* The bytes that JavaScript and the loop share (natives/queues.c), as a Uint8Array. */
LodeValue lode__loop_flags(LodeHost *self);
bool lode__loop_flag(LodeHost *self, unsigned index);
/* Lets `boot.reject` hear of promises that are rejected and that nobody handles. */
void lode__loop_listen(LodeHost *self);

/* Looks at what timers and immediates say of keeping the program alive, after JavaScript ran. (natives/timers.c) */
void lode__timers_hold(LodeHost *host);

/* When the host began, on the clock of uv_hrtime. */
uint64_t lode__loop_began(LodeHost *self);

/* Calls `function` (of boot) with a number as a macrotask of its own; what it returned as a number, NaN if it threw. */
double lode__loop_turn(LodeHost *self, LodeValue function, double argument);

/* Whether what the engine does on other threads (WebAssembly) keeps the program alive. */
void lode__loop_hold_engine(LodeHost *self, bool is_held);

/* Drops what the loop keeps. */
void lode__loop_release(LodeHost *self);

/* Ends the program with this status: no JavaScript runs any more. */
void lode__host_stop(LodeHost *self, int status);

#endif

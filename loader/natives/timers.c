/*
 * native('timers'): the clock, one timer and the phase of immediates.
 *
 * JavaScript keeps the lists (internal/timers.js); C says when to look at them. Each timer and each immediate
 * is a call of its own, so that ticks and microtasks run between them: the functions given to `setup` run one and
 * answer Infinity when there may be more.
 */
#include "loader/loop.h"

#include <math.h>

typedef struct TimerState {
    uv_timer_t timer;
    uv_check_t check;
    uv_idle_t idle; /* keeps the loop from waiting while immediates are there */
    uint64_t base;
    LodeValue run_timers;
    LodeValue run_immediates;
} TimerState;

static TimerState *state_of(LodeHost *host)
{
    return host->states[LODE_NATIVE_SET_timers];
}

/* Milliseconds since the host began. */
static double clock_of(LodeHost *host)
{
    uv_update_time(&host->loop);
    return (double)(uv_now(&host->loop) - state_of(host)->base);
}

/* ---- phases ---- */

static void on_timer(uv_timer_t *timer);

static void arm(TimerState *state, double milliseconds)
{
    uv_timer_start(&state->timer, on_timer, milliseconds >= 1 ? (uint64_t)milliseconds : 1, 0);
}

/* `run_timers` answers with the time of the next timer; 0 where there is none. */
static void on_timer(uv_timer_t *timer)
{
    LodeHost *host = timer->data;
    TimerState *state = state_of(host);
    double now = clock_of(host);
    double next;
    do {
        next = lode__loop_turn(host, state->run_timers, now);
    } while (isinf(next));
    if (next > 0) {
        arm(state, next - clock_of(host));
    }
}

static void on_idle(uv_idle_t *idle)
{
    (void)idle;
}

static void on_check(uv_check_t *check)
{
    LodeHost *host = check->data;
    double more = lode__loop_flag(host, LODE_LOOP_IMMEDIATES) ? INFINITY : 0;
    double is_first = 1;
    while (isinf(more)) {
        more = lode__loop_turn(host, state_of(host)->run_immediates, is_first);
        is_first = 0;
    }
}

void lode__timers_hold(LodeHost *host)
{
    TimerState *state = state_of(host);
    if (!state) {
        return;
    }
    if (lode__loop_flag(host, LODE_LOOP_TIMERS_HOLD)) {
        uv_ref((uv_handle_t *)&state->timer);
    } else {
        uv_unref((uv_handle_t *)&state->timer);
    }
    if (lode__loop_flag(host, LODE_LOOP_IMMEDIATES_HOLD)) {
        uv_idle_start(&state->idle, on_idle);
    } else {
        uv_idle_stop(&state->idle);
    }
}

/* ---- natives ---- */

/* setup(runTimers, runImmediates). */
static LodeValue setup(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    TimerState *state = LODE_ARENA_NEW(&host->arena, TimerState, 1);
    *state = (TimerState){.base = uv_now(&host->loop)};
    host->states[LODE_NATIVE_SET_timers] = state;
    state->run_timers = lode__argument(host, count, arguments, 0);
    state->run_immediates = lode__argument(host, count, arguments, 1);
    host->ops->keep(host->engine, state->run_timers);
    host->ops->keep(host->engine, state->run_immediates);
    uv_timer_init(&host->loop, &state->timer);
    uv_check_init(&host->loop, &state->check);
    uv_idle_init(&host->loop, &state->idle);
    state->timer.data = state->check.data = host;
    uv_check_start(&state->check, on_check);
    uv_unref((uv_handle_t *)&state->check);
    return lode__undefined(host);
}

static LodeValue now(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host, clock_of(host));
}

/* schedule(milliseconds): when to look at the lists. */
static LodeValue schedule(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    arm(state_of(host), lode__argument_number(host, count, arguments, 0, 1));
    return lode__undefined(host);
}

static void release(LodeHost *host)
{
    TimerState *state = state_of(host);
    if (state) {
        host->ops->drop(host->engine, state->run_timers);
        host->ops->drop(host->engine, state->run_immediates);
    }
}

static const LodeNativeEntry entries[] = {
    {"setup", setup},
    {"now", now},
    {"schedule", schedule},
};

const LodeNativeSet lode__natives_timers = {
    .name = "timers", .entries = entries, .count = sizeof entries / sizeof *entries, .release = release};

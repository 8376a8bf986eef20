/* The event loop. Reading order: state, entering JavaScript, the engine's own tasks, the loop. */
#include "loader/loop.h"

#include <math.h>

enum { FLAG_COUNT = 8, STATUS_OF_BROKEN_HANDLER = 7 };

struct LodeLoop {
    LodeValue enter; /* functions of boot */
    LodeValue drain;
    LodeValue flags;
    unsigned char *bytes; /* of `flags` */
    uint64_t began;
    bool watches; /* the two handles are in use */
    uv_poll_t wake;
    uv_timer_t later;
};

static LodeValue take(LodeHost *self, const char *name)
{
    LodeValue function = self->ops->get(self->engine, self->boot, lode_str(name), NULL);
    self->ops->keep(self->engine, function);
    return function;
}

static LodeLoop *loop_of(LodeHost *self)
{
    LodeLoop *loop = self->states[LODE_NATIVE_SET_queues];
    if (!loop) {
        static const unsigned char zeros[FLAG_COUNT];
        size_t size = 0;
        loop = LODE_ARENA_NEW(&self->arena, LodeLoop, 1);
        *loop = (LodeLoop){.began = uv_hrtime(), .flags = self->ops->bytes(self->engine, zeros, FLAG_COUNT)};
        self->ops->keep(self->engine, loop->flags);
        self->ops->to_bytes(self->engine, loop->flags, &loop->bytes, &size);
        self->states[LODE_NATIVE_SET_queues] = loop;
    }
    return loop;
}

LodeValue lode__loop_flags(LodeHost *self)
{
    return loop_of(self)->flags;
}

/* A promise that microtasks left rejected and without a handler, and the reason. */
static LodeValue tell_rejection(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__host_call_boot(host, "reject", count, arguments, thrown);
}

void lode__loop_listen(LodeHost *self)
{
    self->ops->on_rejection(self->engine, tell_rejection, self);
}

bool lode__loop_flag(LodeHost *self, unsigned index)
{
    return loop_of(self)->bytes[index] != 0;
}

uint64_t lode__loop_began(LodeHost *self)
{
    return loop_of(self)->began;
}

void lode__loop_release(LodeHost *self)
{
    LodeLoop *loop = loop_of(self);
    self->ops->drop(self->engine, loop->enter);
    self->ops->drop(self->engine, loop->drain);
    self->ops->drop(self->engine, loop->flags);
}

/* ---- entering ---- */

/* Our own code threw, which it never should: like an uncaught error that cannot be handled. */
static void give_up(LodeHost *self)
{
    if (!self->is_stopped) {
        lode__host_stop(self, STATUS_OF_BROKEN_HANDLER);
    }
}

static void drain(LodeHost *self, LodeLoop *loop)
{
    if (!loop->drain) {
        loop->drain = take(self, "drain");
    }
    while (!self->is_stopped && loop->bytes[LODE_LOOP_WAITING]) {
        if (!self->ops->call(self->engine, loop->drain, NULL, 0, NULL, NULL)) {
            give_up(self);
        }
    }
    lode__timers_hold(self);
}

void lode__host_enter(LodeHost *self, LodeValue function, size_t count, const LodeValue *arguments)
{
    LodeLoop *loop = loop_of(self);
    if (self->is_stopped) {
        return;
    }
    if (!loop->enter) {
        loop->enter = take(self, "enter");
    }
    LodeValue pair[] = {function, self->ops->array(self->engine, count, arguments)};
    if (!self->ops->call(self->engine, loop->enter, NULL, 2, pair, NULL)) {
        give_up(self);
    }
    drain(self, loop);
}

double lode__loop_turn(LodeHost *self, LodeValue function, double argument)
{
    LodeLoop *loop = loop_of(self);
    double answer = NAN;
    if (self->is_stopped) {
        return answer;
    }
    LodeValue number = lode__number(self, argument);
    LodeValue result = self->ops->call(self->engine, function, NULL, 1, &number, NULL);
    if (result) {
        answer = self->ops->to_number(self->engine, result, NULL);
    } else {
        give_up(self);
    }
    drain(self, loop);
    return answer;
}

/* ---- the engine's own tasks ---- */

static void on_later(uv_timer_t *timer);

static void pump(LodeHost *self)
{
    LodeLoop *loop = loop_of(self);
    if (self->is_stopped) {
        return;
    }
    int next = self->ops->pump(self->engine);
    if (next >= 0) {
        uv_timer_start(&loop->later, on_later, (uint64_t)next, 0);
    }
    drain(self, loop);
}

static void on_later(uv_timer_t *timer)
{
    pump(timer->data);
}

static void on_wake(uv_poll_t *wake, int status, int events)
{
    (void)status;
    (void)events;
    pump(wake->data);
}

static void watch_engine(LodeHost *self, LodeLoop *loop)
{
    int descriptor = loop->watches ? -1 : self->ops->wake_descriptor(self->engine);
    if (descriptor < 0) {
        return;
    }
    loop->watches = true;
    uv_poll_init(&self->loop, &loop->wake, descriptor);
    uv_timer_init(&self->loop, &loop->later);
    loop->wake.data = loop->later.data = self;
    uv_poll_start(&loop->wake, UV_READABLE, on_wake);
    uv_unref((uv_handle_t *)&loop->wake);
    uv_unref((uv_handle_t *)&loop->later);
}

void lode__loop_hold_engine(LodeHost *self, bool is_held)
{
    LodeLoop *loop = loop_of(self);
    watch_engine(self, loop);
    if (loop->watches && is_held) {
        uv_ref((uv_handle_t *)&loop->wake);
    } else if (loop->watches) {
        uv_unref((uv_handle_t *)&loop->wake);
    }
}

/* ---- the loop ---- */

void lode__host_stop(LodeHost *self, int status)
{
    self->exit_code = status;
    self->is_stopped = true;
    uv_stop(&self->loop);
    if (self->options.leave) {
        self->options.leave(self->options.leave_context, status);
    }
    self->ops->stop(self->engine);
}

/* A function of boot that is there once the program may notice that it is called; NULL otherwise. */
static LodeValue of_boot(LodeHost *self, const char *name)
{
    LodeValue function = self->ops->get(self->engine, self->boot, lode_str(name), NULL);
    return function && self->ops->type(self->engine, function) == LODE_TYPE_FUNCTION ? function : NULL;
}

/* process.emit('beforeExit'), which may give the loop new work. */
static void tell_before_exit(LodeHost *self)
{
    LodeValue function = of_boot(self, "beforeExit");
    if (function) {
        lode__host_enter(self, function, 0, NULL);
    }
}

/* process.emit('exit'), and the status that is set then. */
static void tell_exit(LodeHost *self)
{
    LodeValue function = of_boot(self, "exit");
    LodeValue status = function ? self->ops->call(self->engine, function, self->boot, 0, NULL, NULL) : NULL;
    if (self->is_stopped || !function) {
        return;
    }
    if (status) {
        self->exit_code = (int)self->ops->to_number(self->engine, status, NULL);
    } else {
        give_up(self);
    }
}

void lode__host_loop(LodeHost *self)
{
    bool is_alive = true;
    while (is_alive && !self->is_stopped) {
        /* Where nothing else is to come, nobody waits for what the engine does on other threads. */
        if (uv_loop_alive(&self->loop)) {
            watch_engine(self, loop_of(self));
        }
        uv_run(&self->loop, UV_RUN_DEFAULT);
        if (!self->is_stopped && !uv_loop_alive(&self->loop)) {
            tell_before_exit(self);
        }
        is_alive = uv_loop_alive(&self->loop);
    }
    if (!self->is_stopped) {
        tell_exit(self);
    }
}

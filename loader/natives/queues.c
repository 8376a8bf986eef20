/*
 * native('queues'): what the queues of ticks and rejections share with the loop.
 *
 * JavaScript says with two bytes whether something waits, so that C need not enter it to ask (loop.c).
 */
#include "loader/loop.h"

/* flags(): bytes that both sides see (LodeLoopFlag). */
static LodeValue flags(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__loop_flags(host);
}

static LodeValue hand_on(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return host->ops->call(host->engine, lode__loop_rejection(host), NULL, count, arguments, thrown);
}

/* onRejection(f): f(promise, reason) for each promise that microtasks left rejected and without a handler. */
static LodeValue on_rejection(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    lode__loop_set_rejection(host, lode__argument(host, count, arguments, 0));
    host->ops->on_rejection(host->engine, hand_on, host);
    return lode__undefined(host);
}

/* holdEngine(whether what the engine does on other threads keeps the program alive). */
static LodeValue hold_engine(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    lode__loop_hold_engine(host, lode__argument_truth(host, count, arguments, 0));
    return lode__undefined(host);
}

static const LodeNativeEntry entries[] = {
    {"flags", flags},
    {"onRejection", on_rejection},
    {"holdEngine", hold_engine},
};

const LodeNativeSet lode__natives_queues = {
    .name = "queues", .entries = entries, .count = sizeof entries / sizeof *entries, .release = lode__loop_release};

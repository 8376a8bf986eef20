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

/* holdEngine(whether what the engine does on other threads keeps the program alive). */
static LodeValue hold_engine(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    lode__loop_hold_engine(host, lode__argument_truth(host, count, arguments, 0));
    return lode__undefined(host);
}

static const LodeNativeEntry entries[] = {
    {"flags", flags},
    {"holdEngine", hold_engine},
};

const LodeNativeSet lode__natives_queues = {
    .name = "queues", .entries = entries, .count = sizeof entries / sizeof *entries, .release = lode__loop_release};

/*
 * Ending the program from within, for process.exit: nothing of it may be seen after that, no `finally` either.
 *
 * The engine's watchdog can end code. It is meant for scripts that take too long: when the limit of processor
 * time is over, it raises an exception that code cannot see. So `stop` sets a small limit. Until it is over
 * code goes on for some milliseconds, and what it was called from goes on after it, and then the microtasks:
 * all of that is deaf and dumb, because call_native calls no function of ours any more, and sets the limit anew.
 */
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

/*
 * In seconds of processor time. Until `stop`, the watchdog asks once in an hour and is told to go on; its timer, about
 * a kilobyte, outlives the engine until then, so the time should not be longer.
 */
static const double NOT_YET = 3600;
/*
 * What stands behind process.exit() is soon over, as a rule, and then nothing need be raised: the engine aborts
 * once in some hundred times where the limit is over just while a call returns.
 */
static const double SOON = 5e-3;

static bool should_end(JSContextRef context, void *data)
{
    (void)context;
    const LodeEngine *self = data;
    return self->is_stopped;
}

static void set_limit(LodeEngine *self, double seconds)
{
    JSContextGroupSetExecutionTimeLimit(JSContextGetGroup(self->context), seconds, should_end, self);
}

/* ---- for the other files ---- */

void lode__jsc_stop_prepare(LodeEngine *self)
{
    set_limit(self, NOT_YET);
}

void lode__jsc_stop_again(LodeEngine *self)
{
    set_limit(self, SOON);
}

void lode__jsc_stop(LodeEngine *self)
{
    self->is_stopped = true;
    set_limit(self, SOON);
}

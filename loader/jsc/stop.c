/*
 * Ending the program from within, for process.exit: nothing of it may be seen after that, no `finally` either.
 *
 * The engine's watchdog can end code. It is meant for scripts that take too long: when the limit of processor
 * time is over, it raises an exception that code cannot see. So `stop` sets a tiny limit. Until it is over
 * code goes on for some microseconds, and what it was called from goes on after it, and then the microtasks:
 * all of that is deaf and dumb, because call_native calls no function of ours any more, and sets a limit again
 * where the last one has done its work.
 */
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

/*
 * In seconds of processor time. Until `stop`, the watchdog asks once in an hour and is told to go on; its timer, about
 * a kilobyte, outlives the engine until then, so the time should not be longer.
 */
static const double NOT_YET = 3600;
/*
 * Any more, and a loop that calls natives would set the limit anew each time before it is over. The timer of the watchdog
 * aborts the process where it goes off twice within some microseconds while code runs, and each way into the engine
 * sets it: so there is one limit at a time (`is_ending`), and the command, which can, ends its process itself
 * (LodeHostOptions.leave). In hosts inside of other programs it is left to happen once in ten thousand ends, and more often
 * where code goes on calling.
 */
static const double SOON = 20e-6;

static bool should_end(JSContextRef context, void *data)
{
    (void)context;
    LodeEngine *self = data;
    self->is_ending = false;
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

void lode__jsc_stop(LodeEngine *self)
{
    self->is_stopped = true;
    if (!self->is_ending) {
        self->is_ending = true;
        set_limit(self, SOON);
    }
}

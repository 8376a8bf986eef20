/* The event loop. Reading order: entering JavaScript, the loop. */
#include "loader/host_state.h"

void lode__host_enter(LodeHost *self, LodeValue function, size_t count, const LodeValue *arguments)
{
    LodeValue list = self->ops->array(self->engine, count, arguments);
    LodeValue pair[] = {function, list};
    LodeValue thrown = NULL;
    if (!self->is_stopped && !lode__host_call_boot(self, "enter", 2, pair, &thrown)) {
        self->exit_code = 7;
    }
}

void lode__host_loop(LodeHost *self)
{
    uv_run(&self->loop, UV_RUN_DEFAULT);
}

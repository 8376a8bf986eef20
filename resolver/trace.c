/* The trace of a resolution. */
#include "resolver/trace.h"

void lode_trace_release(LodeTrace *self)
{
    lode_vec_release(&self->steps);
    lode_arena_release(&self->arena);
    *self = (LodeTrace){0};
}

void lode_trace_add(LodeTrace *self, LodeTraceOutcome outcome, const char *function, const char *format, ...)
{
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(&text, format, arguments);
    va_end(arguments);
    LodeTraceStep step = {self->depth, outcome, lode_str(function), lode_arena_copy(&self->arena, lode_buf_str(&text))};
    lode_vec_push(&self->steps, step);
    lode_buf_release(&text);
}

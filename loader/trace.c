/* Reading order: names, how deep bodies are nested, telling an event. */
#include "loader/trace.h"

#include "base/url.h"
#include "loader/host_state.h"

const char *lode_load_event_name(LodeLoadEventKind kind)
{
    static const char *const names[] = {
#define LODE_LOAD_EVENT(name, text) [LODE_LOAD_##name] = text,
        LODE_LOAD_EVENTS(LODE_LOAD_EVENT)
#undef LODE_LOAD_EVENT
    };
    return names[kind];
}

/* ---- depth ---- */

static void begin_body(LodeLoadClock *self, LodeStr module)
{
    LodeBuf name = {0};
    lode_buf_append(&name, module);
    lode_vec_push(&self->bodies, name);
}

/* Ends the body of the module and what was begun inside and not ended; nothing where it is not being run. */
static void end_body(LodeLoadClock *self, LodeStr module)
{
    size_t at = self->bodies.count;
    while (at > 0 && !lode_str_equal(lode_buf_str(&self->bodies.items[at - 1]), module)) {
        at--;
    }
    while (at > 0 && self->bodies.count >= at) {
        LodeBuf name = lode_vec_pop(&self->bodies);
        lode_buf_release(&name);
    }
}

void lode__trace_release(LodeHost *host)
{
    LodeLoadClock *clock = &host->load_clock;
    while (clock->bodies.count > 0) {
        LodeBuf name = lode_vec_pop(&clock->bodies);
        lode_buf_release(&name);
    }
    lode_vec_release(&clock->bodies);
    lode_buf_release(&clock->thrown);
}

/* ---- telling ---- */

static LodeStr as_url(LodeArena *arena, LodeStr name)
{
    return name.size > 0 && name.data[0] == '/' ? lode_url_from_path(arena, name) : name;
}

LodeStr lode__trace_thrown(LodeHost *host, LodeValue thrown)
{
    LodeBuf *text = &host->load_clock.thrown;
    text->size = 0;
    if (thrown && !host->ops->to_text(host->engine, thrown, text, NULL)) {
        lode_buf_puts(text, "an object without text");
    }
    return lode_buf_str(text);
}

void lode__trace(LodeHost *host, LodeLoadEvent event)
{
    LodeLoadClock *clock = &host->load_clock;
    LodeArena arena = {0};
    event.nanoseconds = uv_hrtime() - clock->start;
    event.module = as_url(&arena, event.module);
    event.referrer = as_url(&arena, event.referrer);
    if (event.kind == LODE_LOAD_DONE || event.kind == LODE_LOAD_FAIL || event.kind == LODE_LOAD_SUSPEND) {
        end_body(clock, event.module);
    }
    event.depth = (unsigned)clock->bodies.count;
    if (event.kind == LODE_LOAD_RUN || event.kind == LODE_LOAD_RESUME) {
        begin_body(clock, event.module);
    }
    host->options.trace.event(host->options.trace.context, &event);
    lode_arena_release(&arena);
}

/* native('trace'): what JavaScript of lode does to load modules, told to the sink (loader/trace.h). */
#include "base/vec.h"
#include "loader/host_state.h"

/* A member of the object as text in the arena; absent where it is undefined. */
static LodeStr member(LodeHost *host, LodeValue object, const char *name, LodeArena *arena)
{
    LodeValue value = host->ops->get(host->engine, object, lode_str(name), NULL);
    if (!value || host->ops->type(host->engine, value) == LODE_TYPE_UNDEFINED) {
        return LODE_STR_NONE;
    }
    LodeBuf text = {0};
    bool is_text = host->ops->to_text(host->engine, value, &text, NULL);
    LodeStr copy = is_text ? lode_arena_copy(arena, lode_buf_str(&text)) : LODE_STR_NONE;
    lode_buf_release(&text);
    return copy;
}

static double number(LodeHost *host, LodeValue object, const char *name)
{
    LodeValue value = host->ops->get(host->engine, object, lode_str(name), NULL);
    bool is_number = value && host->ops->type(host->engine, value) == LODE_TYPE_NUMBER;
    return is_number ? host->ops->to_number(host->engine, value, NULL) : 0;
}

static void put_names(LodeHost *host, LodeValue object, LodeArena *arena, LodeLoadEvent *event)
{
    LodeValue list = host->ops->get(host->engine, object, LODE_STR("names"), NULL);
    if (!list || host->ops->type(host->engine, list) != LODE_TYPE_OBJECT) {
        return;
    }
    size_t count = (size_t)number(host, list, "length");
    LodeStr *names = LODE_ARENA_NEW(arena, LodeStr, count);
    for (size_t i = 0; i < count; i++) {
        LodeBuf text = {0};
        LodeValue name = host->ops->get_index(host->engine, list, (unsigned)i, NULL);
        if (name) {
            host->ops->to_text(host->engine, name, &text, NULL);
        }
        names[i] = lode_arena_copy(arena, lode_buf_str(&text));
        lode_buf_release(&text);
    }
    event->names = names;
    event->name_count = count;
}

static LodeLoadEventKind kind_of(LodeStr name)
{
    unsigned kind = 0;
    while (kind < LODE_LOAD_EVENT_COUNT &&
           !lode_str_equal(name, lode_str(lode_load_event_name((LodeLoadEventKind)kind)))) {
        kind++;
    }
    return (LodeLoadEventKind)kind;
}

/* emit(kind, {module, referrer, specifier, request, format, error, names, bytes}): what is undefined is not said. */
static LodeValue emit(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf kind = {0};
    LodeArena arena = {0};
    LodeValue object = lode__argument(host, count, arguments, 1);
    bool is_told = host->options.trace.event && lode__argument_text(host, count, arguments, 0, &kind, NULL);
    LodeLoadEvent event = {.kind = is_told ? kind_of(lode_buf_str(&kind)) : LODE_LOAD_EVENT_COUNT};
    if (event.kind < LODE_LOAD_EVENT_COUNT) {
        event.module = member(host, object, "module", &arena);
        event.referrer = member(host, object, "referrer", &arena);
        event.specifier = member(host, object, "specifier", &arena);
        event.request = member(host, object, "request", &arena);
        event.format = member(host, object, "format", &arena);
        event.error = member(host, object, "error", &arena);
        event.bytes = (uint64_t)number(host, object, "bytes");
        put_names(host, object, &arena, &event);
        lode__trace(host, event);
    }
    lode_arena_release(&arena);
    lode_buf_release(&kind);
    return lode__undefined(host);
}

/* `active`: whether anybody listens. */
static void fill(LodeHost *host, LodeValue object)
{
    lode__set(host, object, "active", lode__boolean(host, host->options.trace.event != NULL));
}

static const LodeNativeEntry entries[] = {{"emit", emit}};

const LodeNativeSet lode__natives_trace = {
    .name = "trace", .entries = entries, .count = sizeof entries / sizeof *entries, .fill = fill};

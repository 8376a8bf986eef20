/* The ways of the public runtime into JavaScript. What needs JavaScript is in core/internal/embed.js. */
#include "loader/public_host.h"

#include "loader/loop.h"

static LodeValue embed_member(LodeRuntime *self, const char *name)
{
    LodeHost *host = self->host;
    if (!self->embed) {
        LodeValue id = lode__text(host, LODE_STR("internal/embed"));
        self->embed = lode__host_call_boot(host, "requireCore", 1, &id, NULL);
        host->ops->keep(host->engine, self->embed);
    }
    return self->embed ? host->ops->get(host->engine, self->embed, lode_str(name), NULL) : NULL;
}

LodeValue lode__runtime_call(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments,
                             LodeValue *thrown)
{
    LodeValue function = embed_member(self, name);
    return function ? self->host->ops->call(self->host->engine, function, NULL, count, arguments, thrown) : NULL;
}

int lode__runtime_holder_state(LodeRuntime *self, LodeValue holder)
{
    LodeValue state = self->host->ops->get(self->host->engine, holder, LODE_STR("state"), NULL);
    return state ? (int)self->host->ops->to_number(self->host->engine, state, NULL) : LODE_HOLDER_PENDING;
}

LodeJsValue lode__runtime_result(LodeRuntime *self, LodeValue holder, LodeJsValue *thrown)
{
    /* Code that process.exit was called in may go on for a moment: what it does then means nothing. */
    int state = self->host->is_stopped ? LODE_HOLDER_PENDING : lode__runtime_holder_state(self, holder);
    LodeValue value = self->host->ops->get(self->host->engine, holder, LODE_STR("value"), NULL);
    if (state == LODE_HOLDER_VALUE) {
        return lode__js_out(value);
    }
    if (thrown) {
        *thrown = state == LODE_HOLDER_THROWN ? lode__js_out(value) : NULL;
    }
    return NULL;
}

void lode__runtime_enter(LodeRuntime *self, const char *name, size_t count, const LodeValue *arguments)
{
    LodeValue function = embed_member(self, name);
    if (function) {
        lode__host_enter(self->host, function, count, arguments);
    }
}

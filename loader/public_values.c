/*
 * include/lode.h, "values": each call is a translation.
 *
 * Reading order: values, functions of C, calls.
 */
#include "loader/public_host.h"

/* A function of C, as the engine keeps it. */
typedef struct Bridge {
    LodeRuntime *runtime;
    LodeJsFunction function;
    void *data;
} Bridge;

/* ---- values ---- */

LodeJsValue lode_js_undefined(LodeRuntime *self)
{
    return lode__js_out(self->host->ops->undefined(self->host->engine));
}

LodeJsValue lode_js_null(LodeRuntime *self)
{
    return lode__js_out(self->host->ops->null(self->host->engine));
}

LodeJsValue lode_js_boolean(LodeRuntime *self, bool value)
{
    return lode__js_out(self->host->ops->boolean(self->host->engine, value));
}

LodeJsValue lode_js_number(LodeRuntime *self, double value)
{
    return lode__js_out(self->host->ops->number(self->host->engine, value));
}

LodeJsValue lode_js_string(LodeRuntime *self, const char *text, size_t size)
{
    return lode__js_out(self->host->ops->string(self->host->engine, (LodeStr){text, size}));
}

LodeJsValue lode_js_bytes(LodeRuntime *self, const void *data, size_t size)
{
    return lode__js_out(self->host->ops->bytes(self->host->engine, data, size));
}

LodeJsValue lode_js_json(LodeRuntime *self, const char *text, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue argument = lode__text(self->host, lode_str(text));
    LodeValue value = lode__runtime_call(self, "parse", 1, &argument, &error);
    if (!value && thrown) {
        *thrown = lode__js_out(error);
    }
    return value ? lode__js_out(value) : NULL;
}

LodeJsType lode_js_type(LodeRuntime *self, LodeJsValue value)
{
    static const LodeJsType types[] = {
        [LODE_TYPE_UNDEFINED] = LODE_JS_UNDEFINED, [LODE_TYPE_NULL] = LODE_JS_NULL,
        [LODE_TYPE_BOOLEAN] = LODE_JS_BOOLEAN,     [LODE_TYPE_NUMBER] = LODE_JS_NUMBER,
        [LODE_TYPE_BIGINT] = LODE_JS_BIGINT,       [LODE_TYPE_STRING] = LODE_JS_STRING,
        [LODE_TYPE_SYMBOL] = LODE_JS_SYMBOL,       [LODE_TYPE_OBJECT] = LODE_JS_OBJECT,
        [LODE_TYPE_FUNCTION] = LODE_JS_FUNCTION,
    };
    return types[self->host->ops->type(self->host->engine, lode__js_in(value))];
}

bool lode_js_truth(LodeRuntime *self, LodeJsValue value)
{
    return self->host->ops->truth(self->host->engine, lode__js_in(value));
}

double lode_js_to_number(LodeRuntime *self, LodeJsValue value)
{
    return self->host->ops->to_number(self->host->engine, lode__js_in(value), NULL);
}

/* What a function of embed.js makes of the value, as text of malloc; NULL where it throws or gives undefined. */
static char *copy_through(LodeRuntime *self, const char *function, LodeJsValue value, size_t *size)
{
    LodeHost *host = self->host;
    LodeValue argument = lode__js_in(value);
    LodeValue text = lode__runtime_call(self, function, 1, &argument, NULL);
    LodeBuf out = {0};
    if (!text || host->ops->type(host->engine, text) != LODE_TYPE_STRING ||
        !host->ops->to_text(host->engine, text, &out, NULL)) {
        lode_buf_release(&out);
        return NULL;
    }
    if (size) {
        *size = out.size;
    }
    lode_buf_append_byte(&out, '\0');
    return out.data;
}

char *lode_js_copy_text(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    return copy_through(self, "textOf", value, size);
}

char *lode_js_copy_json(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    return copy_through(self, "stringify", value, size);
}

unsigned char *lode_js_to_bytes(LodeRuntime *self, LodeJsValue value, size_t *size)
{
    unsigned char *data = NULL;
    *size = 0;
    return self->host->ops->to_bytes(self->host->engine, lode__js_in(value), &data, size) ? data : NULL;
}

LodeJsValue lode_js_get(LodeRuntime *self, LodeJsValue object, const char *name, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue value = self->host->ops->get(self->host->engine, lode__js_in(object), lode_str(name), &error);
    if (!value && thrown) {
        *thrown = lode__js_out(error);
    }
    return value ? lode__js_out(value) : NULL;
}

bool lode_js_set(LodeRuntime *self, LodeJsValue object, const char *name, LodeJsValue value, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    bool is_set =
        self->host->ops->set(self->host->engine, lode__js_in(object), lode_str(name), lode__js_in(value), &error);
    if (!is_set && thrown) {
        *thrown = lode__js_out(error);
    }
    return is_set;
}

/* ---- functions of C ---- */

static LodeValue call_bridge(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                             const LodeValue *arguments, LodeValue *thrown)
{
    (void)receiver;
    const Bridge *bridge = data;
    LodeRuntime *self = bridge->runtime;
    LodeJsValue error = NULL;
    self->native_depth++;
    LodeJsValue result = bridge->function(self, bridge->data, count, (const LodeJsValue *)arguments, &error);
    self->native_depth--;
    if (!result && error) {
        *thrown = lode__js_in(error);
        return NULL;
    }
    return result ? lode__js_in(result) : self->host->ops->undefined(engine);
}

LodeJsValue lode_js_function(LodeRuntime *self, const char *name, LodeJsFunction function, void *data)
{
    Bridge *bridge = LODE_ARENA_NEW(&self->arena, Bridge, 1);
    *bridge = (Bridge){self, function, data};
    return lode__js_out(self->host->ops->function(self->host->engine, lode_str(name), call_bridge, bridge));
}

/* ---- calls ---- */

/* From within a function of C: an ordinary call. */
static LodeJsValue call_inside(LodeRuntime *self, LodeJsValue function, LodeJsValue receiver, size_t count,
                               const LodeJsValue *arguments, LodeJsValue *thrown)
{
    LodeValue error = NULL;
    LodeValue value = self->host->ops->call(self->host->engine, lode__js_in(function), lode__js_in(receiver), count,
                                            (const LodeValue *)arguments, &error);
    if (self->host->is_stopped) {
        value = error = NULL;
    }
    if (!value && thrown) {
        *thrown = lode__js_out(error);
    }
    return value ? lode__js_out(value) : NULL;
}

LodeJsValue lode_js_call(LodeRuntime *self, LodeJsValue function, LodeJsValue receiver, size_t count,
                         const LodeJsValue *arguments, LodeJsValue *thrown)
{
    LodeHost *host = self->host;
    if (self->native_depth > 0) {
        return call_inside(self, function, receiver, count, arguments, thrown);
    }
    LodeValue holder = lode__runtime_call(self, "holder", 0, NULL, NULL);
    if (!holder) {
        if (thrown) {
            *thrown = NULL;
        }
        return NULL;
    }
    LodeValue list = host->ops->array(host->engine, count, (const LodeValue *)arguments);
    LodeValue values[] = {holder, lode__js_in(function), receiver ? lode__js_in(receiver) : lode__undefined(host),
                          list};
    lode__runtime_enter(self, "call", 4, values);
    return lode__runtime_result(self, holder, thrown);
}

/* Within a call, so that a promise that it leaves can be taken over before it counts as unhandled. */
static LodeValue evaluate_script(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                                 const LodeValue *arguments, LodeValue *thrown)
{
    (void)receiver, (void)count, (void)arguments;
    LodeRuntime *self = data;
    return self->host->ops->evaluate(engine, self->script, self->script_name, 1, thrown);
}

LodeJsValue lode_runtime_evaluate(LodeRuntime *self, const char *text, size_t size, const char *name,
                                  LodeJsValue *thrown)
{
    LodeValue function = self->host->ops->function(self->host->engine, LODE_STR("evaluate"), evaluate_script, self);
    self->script = (LodeStr){text, size};
    self->script_name = lode_str(name);
    return lode_js_call(self, lode__js_out(function), NULL, 0, NULL, thrown);
}

LodeJsValue lode_js_throw(LodeRuntime *self, LodeJsValue *thrown, const char *constructor, const char *code,
                          const char *message)
{
    LodeValue error = NULL;
    lode__throw(self->host, &error, constructor, code, lode_str(message));
    if (thrown) {
        *thrown = lode__js_out(error);
    }
    return NULL;
}

void lode_js_keep(LodeRuntime *self, LodeJsValue value)
{
    self->host->ops->keep(self->host->engine, lode__js_in(value));
}

void lode_js_drop(LodeRuntime *self, LodeJsValue value)
{
    self->host->ops->drop(self->host->engine, lode__js_in(value));
}

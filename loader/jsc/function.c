/*
 * Functions of ours. The API's own way of making a function has no place for a pointer, so each one is an
 * object of a class that can be called, dressed as a function: `length` and `name` as a function has them
 * and Function.prototype behind it. It cannot be constructed, and has no `prototype`.
 *
 * The record with the pointers lives as long as the object: the collector's finalizer frees it.
 */
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct Record {
    LodeEngine *engine;
    LodeNative native;
    void *data;
} Record;

static JSValueRef call_native(JSContextRef context, JSObjectRef function, JSObjectRef receiver, size_t count,
                              const JSValueRef arguments[], JSValueRef *exception)
{
    const Record *record = JSObjectGetPrivate(function);
    LodeEngine *engine = record->engine;
    LodeValue thrown = NULL;
    LodeValue result = NULL;
    if (!engine->is_stopped) {
        result =
            record->native(engine, record->data, lode__jsc_out(receiver), count, (const LodeValue *)arguments, &thrown);
    }
    if (engine->is_stopped) {
        lode__jsc_stop(engine);
        return NULL;
    }
    if (result) {
        return lode__jsc_in(result);
    }
    *exception = thrown ? lode__jsc_in(thrown) : JSValueMakeUndefined(context);
    return NULL;
}

static void free_record(JSObjectRef function)
{
    free(JSObjectGetPrivate(function));
}

/* Classes belong to no context: one serves the process. */
static JSClassRef native_class;

static void make_class(void)
{
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.attributes = kJSClassAttributeNoAutomaticPrototype;
    definition.className = "Function";
    definition.callAsFunction = call_native;
    definition.finalize = free_record;
    native_class = JSClassCreate(&definition);
}

static void define(LodeEngine *self, JSObjectRef function, const char *name, JSValueRef value)
{
    JSStringRef key = lode__jsc_string(lode_str(name));
    JSObjectSetProperty(self->context, function, key, value,
                        kJSPropertyAttributeReadOnly | kJSPropertyAttributeDontEnum, NULL);
    JSStringRelease(key);
}

static LodeValue report_rejection(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                                  const LodeValue *arguments, LodeValue *thrown)
{
    (void)data;
    if (engine->on_rejection) {
        return engine->on_rejection(engine, engine->on_rejection_data, receiver, count, arguments, thrown);
    }
    return lode__jsc_undefined(engine);
}

/* ---- for the other files ---- */

LodeValue lode__jsc_function(LodeEngine *self, LodeStr name, LodeNative native, void *data)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_class);
    Record *record = lode_alloc(sizeof *record);
    *record = (Record){self, native, data};
    JSObjectRef function = JSObjectMake(self->context, native_class, record);
    /* Before the prototype: where one is inherited, the API assigns instead of defining. */
    define(self, function, "length", JSValueMakeNumber(self->context, 0));
    define(self, function, "name", lode__jsc_in(lode__jsc_text(self, name)));
    JSObjectSetPrototype(self->context, function, self->function_prototype);
    return lode__jsc_out(function);
}

void lode__jsc_on_rejection(LodeEngine *self, LodeNative native, void *data)
{
    self->on_rejection = native;
    self->on_rejection_data = data;
    /* The engine cannot be told to stop listening, so one function of ours listens for good. */
    if (native && !self->listens_to_rejections) {
        LodeValue listener = lode__jsc_function(self, LODE_STR("onRejection"), report_rejection, NULL);
        JSGlobalContextSetUnhandledRejectionCallback(self->context, (JSObjectRef)lode__jsc_in(listener), NULL);
        self->listens_to_rejections = true;
    }
}

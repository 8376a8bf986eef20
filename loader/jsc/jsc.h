/*
 * The engine boundary on JavaScriptCore: what the files of this folder share.
 *
 * All of it together is the shared object liblode-jsc.so, which exports `lode_engine`
 * and nothing else. Values are JSValueRef: on a C stack they are seen by the collector,
 * which scans stacks conservatively and never moves an object; in memory of ours they
 * are not. So nothing here keeps a value outside of the stack without protecting it.
 *
 * Every function of JavaScriptCore's C API that enters the engine takes its lock, and
 * the outermost one lets microtasks run before it returns. While a native runs, the lock
 * is given up in a way that makes calls from it inner ones: they never run microtasks.
 * That is the rule that engine.h promises; nothing here adds to it.
 *
 * Reading order: text.c, value.c, bytes.c, function.c, stop.c, check.c, loop.c, process.c, realm.c.
 */
#ifndef LODE_LOADER_JSC_JSC_H
#define LODE_LOADER_JSC_JSC_H

#include "loader/engine.h"

#include <JavaScriptCore/JavaScript.h>

/* Errors that can be made without looking at what the program did to the global ones. */
#define LODE_JSC_ERRORS(X) X(Error) X(TypeError) X(RangeError) X(SyntaxError) X(ReferenceError) X(EvalError) X(URIError)

enum {
#define LODE_JSC_COUNT(name) LODE_JSC_##name,
    LODE_JSC_ERRORS(LODE_JSC_COUNT)
#undef LODE_JSC_COUNT
        LODE_JSC_ERROR_COUNT
};

struct LodeEngine {
    JSGlobalContextRef context;
    struct _JSCContext *checker; /* judges modules; made when the first one is checked */
    /* Protected, taken before any code of the program ran. */
    JSObjectRef invoke; /* (function, receiver, ...arguments) => result */
    JSObjectRef errors[LODE_JSC_ERROR_COUNT];
    JSObjectRef function_prototype;
    LodeNative on_rejection;
    void *on_rejection_data;
    bool listens_to_rejections;
    bool is_stopped;
    bool is_ending; /* stopped, and the watchdog has yet to end the code that runs */
};

static inline JSValueRef lode__jsc_in(LodeValue value)
{
    return (JSValueRef)value;
}

static inline LodeValue lode__jsc_out(JSValueRef value)
{
    return (LodeValue)value;
}

/* text.c */

/* A string of the engine with these characters; the caller releases it. */
JSStringRef lode__jsc_string(LodeStr text);
/* The characters, appended. */
void lode__jsc_append(JSStringRef string, LodeBuf *out);

/* value.c */

LodeValue lode__jsc_evaluate(LodeEngine *self, LodeStr source, LodeStr url, int line, LodeValue *thrown);
LodeValue lode__jsc_global(LodeEngine *self);
LodeValue lode__jsc_undefined(LodeEngine *self);
LodeValue lode__jsc_null(LodeEngine *self);
LodeValue lode__jsc_boolean(LodeEngine *self, bool value);
LodeValue lode__jsc_number(LodeEngine *self, double value);
LodeValue lode__jsc_text(LodeEngine *self, LodeStr text);
LodeValue lode__jsc_object(LodeEngine *self);
LodeValue lode__jsc_array(LodeEngine *self, size_t count, const LodeValue *items);
LodeValue lode__jsc_error(LodeEngine *self, const char *constructor, LodeStr message);
LodeValueType lode__jsc_type(LodeEngine *self, LodeValue value);
bool lode__jsc_truth(LodeEngine *self, LodeValue value);
bool lode__jsc_same(LodeEngine *self, LodeValue left, LodeValue right);
double lode__jsc_to_number(LodeEngine *self, LodeValue value, LodeValue *thrown);
bool lode__jsc_to_text(LodeEngine *self, LodeValue value, LodeBuf *out, LodeValue *thrown);
LodeValue lode__jsc_get(LodeEngine *self, LodeValue object, LodeStr name, LodeValue *thrown);
LodeValue lode__jsc_get_index(LodeEngine *self, LodeValue object, unsigned index, LodeValue *thrown);
bool lode__jsc_set(LodeEngine *self, LodeValue object, LodeStr name, LodeValue value, LodeValue *thrown);
bool lode__jsc_set_index(LodeEngine *self, LodeValue object, unsigned index, LodeValue value, LodeValue *thrown);
LodeValue lode__jsc_call(LodeEngine *self, LodeValue function, LodeValue receiver, size_t count,
                         const LodeValue *arguments, LodeValue *thrown);
LodeValue lode__jsc_construct(LodeEngine *self, LodeValue function, size_t count, const LodeValue *arguments,
                              LodeValue *thrown);
/* True if nothing was thrown; otherwise writes it to `*thrown`. */
bool lode__jsc_is_well(JSValueRef exception, LodeValue *thrown);
/* The object, or NULL with a TypeError in `*exception` for undefined and null. */
JSObjectRef lode__jsc_as_object(LodeEngine *self, LodeValue value, JSValueRef *exception);

/* bytes.c */

LodeValue lode__jsc_bytes(LodeEngine *self, const void *data, size_t size);
bool lode__jsc_to_bytes(LodeEngine *self, LodeValue value, unsigned char **data, size_t *size);

/* function.c */

LodeValue lode__jsc_function(LodeEngine *self, LodeStr name, LodeNative native, void *data);
void lode__jsc_on_rejection(LodeEngine *self, LodeNative native, void *data);

/* stop.c */

/* Makes a context one that can be stopped. */
void lode__jsc_stop_prepare(LodeEngine *self);
/* Again in a stopped engine, before going back to code: makes that code end too. */
void lode__jsc_stop(LodeEngine *self);

/* check.c */

bool lode__jsc_check_syntax(LodeEngine *self, LodeStr source, LodeStr url, bool is_module, LodeArena *arena,
                            LodeSyntaxFault *fault);
void lode__jsc_check_release(LodeEngine *self);

/* loop.c */

/* Between these two a context that is created posts its tasks to the loop of this thread. */
void lode__jsc_loop_enter(void);
void lode__jsc_loop_leave(void);
int lode__jsc_pump(LodeEngine *self);
int lode__jsc_wake_descriptor(LodeEngine *self);

/* pages.c */

void lode__jsc_expect_much(LodeEngine *self);

/* process.c */

/* Whether the library is of a version with which that was tried of which only it, and no header, tells the form. */
bool lode__jsc_is_tried(void);
/* What has to be settled before the first context of the process; does so once. */
void lode__jsc_prepare_process(void);
const char *lode__jsc_obstacle(void);

#endif

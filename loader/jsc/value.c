/*
 * Values: making, asking, properties, calls. Each function is one or two calls of the C API and what the
 * API leaves open: it takes objects only, so primitives are converted first; calling what cannot be called
 * gives NULL without an exception there, and a missing receiver means the global object.
 */
#include "loader/jsc/jsc.h"

#include <math.h>
#include <stdlib.h>

enum { FEW_ARGUMENTS = 14 };

static LodeValue throw_type_error(LodeEngine *self, LodeStr message, LodeValue *thrown)
{
    if (thrown) {
        *thrown = lode__jsc_error(self, "TypeError", message);
    }
    return NULL;
}

/* In a stopped engine nothing runs any more. */
static LodeValue throw_stopped(LodeEngine *self, LodeValue *thrown)
{
    if (thrown) {
        *thrown = lode__jsc_undefined(self);
    }
    return NULL;
}

/* `result` unless something was thrown. */
static LodeValue outcome(JSValueRef result, JSValueRef exception, LodeValue *thrown)
{
    return lode__jsc_is_well(exception, thrown) ? lode__jsc_out(result) : NULL;
}

/*
 * A call with a receiver that is no object, through `invoke`. The values in `all` are on the caller's stack
 * as well, so the collector sees them wherever the array is.
 */
static JSValueRef call_with_primitive(LodeEngine *self, JSObjectRef function, JSValueRef receiver, size_t count,
                                      const LodeValue *arguments, JSValueRef *exception)
{
    JSValueRef few[FEW_ARGUMENTS + 2];
    JSValueRef *all = count <= FEW_ARGUMENTS ? few : lode_alloc((count + 2) * sizeof *all);
    all[0] = function;
    all[1] = receiver;
    if (count) {
        memcpy(all + 2, arguments, count * sizeof *all);
    }
    JSValueRef result = JSObjectCallAsFunction(self->context, self->invoke, NULL, count + 2, all, exception);
    if (all != few) {
        free(all);
    }
    return result;
}

/* ---- for the other files ---- */

bool lode__jsc_is_well(JSValueRef exception, LodeValue *thrown)
{
    if (exception && thrown) {
        *thrown = lode__jsc_out(exception);
    }
    return !exception;
}

JSObjectRef lode__jsc_as_object(LodeEngine *self, LodeValue value, JSValueRef *exception)
{
    /* Undefined and null give "undefined is not an object". */
    return JSValueToObject(self->context, lode__jsc_in(value), exception);
}

LodeValue lode__jsc_evaluate(LodeEngine *self, LodeStr source, LodeStr url, int line, LodeValue *thrown)
{
    if (self->is_stopped) {
        return throw_stopped(self, thrown);
    }
    JSStringRef script = lode__jsc_string(source);
    JSStringRef name = lode__jsc_string(url);
    JSValueRef exception = NULL;
    JSValueRef result = JSEvaluateScript(self->context, script, NULL, name, line, &exception);
    JSStringRelease(script);
    JSStringRelease(name);
    return outcome(result, exception, thrown);
}

LodeValue lode__jsc_global(LodeEngine *self)
{
    return lode__jsc_out(JSContextGetGlobalObject(self->context));
}

LodeValue lode__jsc_undefined(LodeEngine *self)
{
    return lode__jsc_out(JSValueMakeUndefined(self->context));
}

LodeValue lode__jsc_null(LodeEngine *self)
{
    return lode__jsc_out(JSValueMakeNull(self->context));
}

LodeValue lode__jsc_boolean(LodeEngine *self, bool value)
{
    return lode__jsc_out(JSValueMakeBoolean(self->context, value));
}

LodeValue lode__jsc_number(LodeEngine *self, double value)
{
    return lode__jsc_out(JSValueMakeNumber(self->context, value));
}

LodeValue lode__jsc_text(LodeEngine *self, LodeStr text)
{
    JSStringRef string = lode__jsc_string(text);
    JSValueRef value = JSValueMakeString(self->context, string);
    JSStringRelease(string);
    return lode__jsc_out(value);
}

LodeValue lode__jsc_object(LodeEngine *self)
{
    return lode__jsc_out(JSObjectMake(self->context, NULL, NULL));
}

LodeValue lode__jsc_array(LodeEngine *self, size_t count, const LodeValue *items)
{
    return lode__jsc_out(JSObjectMakeArray(self->context, count, (const JSValueRef *)items, NULL));
}

LodeValue lode__jsc_error(LodeEngine *self, const char *constructor, LodeStr message)
{
    static const char *const names[] = {
#define LODE_JSC_NAME(name) #name,
        LODE_JSC_ERRORS(LODE_JSC_NAME)
#undef LODE_JSC_NAME
    };
    JSObjectRef maker = NULL;
    for (size_t i = 0; i < LODE_JSC_ERROR_COUNT && !maker; i++) {
        maker = strcmp(constructor, names[i]) == 0 ? self->errors[i] : NULL;
    }
    if (!maker) {
        LodeValue found = lode__jsc_get(self, lode__jsc_global(self), lode_str(constructor), NULL);
        maker = found && lode__jsc_type(self, found) == LODE_TYPE_FUNCTION ? (JSObjectRef)lode__jsc_in(found)
                                                                           : self->errors[LODE_JSC_Error];
    }
    LodeValue text = lode__jsc_text(self, message);
    LodeValue thrown = NULL;
    LodeValue error = lode__jsc_construct(self, lode__jsc_out(maker), 1, &text, &thrown);
    /* A constructor of the program's own may throw: then that is the error. */
    return error ? error : thrown;
}

LodeValueType lode__jsc_type(LodeEngine *self, LodeValue value)
{
    switch (JSValueGetType(self->context, lode__jsc_in(value))) {
    case kJSTypeUndefined:
        return LODE_TYPE_UNDEFINED;
    case kJSTypeNull:
        return LODE_TYPE_NULL;
    case kJSTypeBoolean:
        return LODE_TYPE_BOOLEAN;
    case kJSTypeNumber:
        return LODE_TYPE_NUMBER;
    case kJSTypeString:
        return LODE_TYPE_STRING;
    case kJSTypeSymbol:
        return LODE_TYPE_SYMBOL;
    case kJSTypeBigInt:
        return LODE_TYPE_BIGINT;
    case kJSTypeObject:
        break;
    }
    bool is_function = JSObjectIsFunction(self->context, (JSObjectRef)lode__jsc_in(value));
    return is_function ? LODE_TYPE_FUNCTION : LODE_TYPE_OBJECT;
}

bool lode__jsc_truth(LodeEngine *self, LodeValue value)
{
    return JSValueToBoolean(self->context, lode__jsc_in(value));
}

bool lode__jsc_same(LodeEngine *self, LodeValue left, LodeValue right)
{
    return JSValueIsStrictEqual(self->context, lode__jsc_in(left), lode__jsc_in(right));
}

double lode__jsc_to_number(LodeEngine *self, LodeValue value, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    double number = JSValueToNumber(self->context, lode__jsc_in(value), &exception);
    return lode__jsc_is_well(exception, thrown) ? number : NAN;
}

bool lode__jsc_to_text(LodeEngine *self, LodeValue value, LodeBuf *out, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    JSStringRef string = JSValueToStringCopy(self->context, lode__jsc_in(value), &exception);
    if (!lode__jsc_is_well(exception, thrown)) {
        return false;
    }
    lode__jsc_append(string, out);
    JSStringRelease(string);
    return true;
}

LodeValue lode__jsc_get(LodeEngine *self, LodeValue object, LodeStr name, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    JSObjectRef holder = lode__jsc_as_object(self, object, &exception);
    JSValueRef result = NULL;
    if (!exception) {
        JSStringRef key = lode__jsc_string(name);
        result = JSObjectGetProperty(self->context, holder, key, &exception);
        JSStringRelease(key);
    }
    return outcome(result, exception, thrown);
}

LodeValue lode__jsc_get_index(LodeEngine *self, LodeValue object, unsigned index, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    JSObjectRef holder = lode__jsc_as_object(self, object, &exception);
    JSValueRef result = exception ? NULL : JSObjectGetPropertyAtIndex(self->context, holder, index, &exception);
    return outcome(result, exception, thrown);
}

bool lode__jsc_set(LodeEngine *self, LodeValue object, LodeStr name, LodeValue value, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    JSObjectRef holder = lode__jsc_as_object(self, object, &exception);
    if (!exception) {
        JSStringRef key = lode__jsc_string(name);
        JSObjectSetProperty(self->context, holder, key, lode__jsc_in(value), kJSPropertyAttributeNone, &exception);
        JSStringRelease(key);
    }
    return lode__jsc_is_well(exception, thrown);
}

bool lode__jsc_set_index(LodeEngine *self, LodeValue object, unsigned index, LodeValue value, LodeValue *thrown)
{
    JSValueRef exception = NULL;
    JSObjectRef holder = lode__jsc_as_object(self, object, &exception);
    if (!exception) {
        JSObjectSetPropertyAtIndex(self->context, holder, index, lode__jsc_in(value), &exception);
    }
    return lode__jsc_is_well(exception, thrown);
}

LodeValue lode__jsc_call(LodeEngine *self, LodeValue function, LodeValue receiver, size_t count,
                         const LodeValue *arguments, LodeValue *thrown)
{
    if (self->is_stopped) {
        return throw_stopped(self, thrown);
    }
    if (lode__jsc_type(self, function) != LODE_TYPE_FUNCTION) {
        return throw_type_error(self, LODE_STR("The value that should be called is not a function"), thrown);
    }
    JSObjectRef callee = (JSObjectRef)lode__jsc_in(function);
    JSValueRef self_value = receiver ? lode__jsc_in(receiver) : JSValueMakeUndefined(self->context);
    JSValueRef exception = NULL;
    JSValueRef result;
    if (JSValueIsObject(self->context, self_value)) {
        result = JSObjectCallAsFunction(self->context, callee, (JSObjectRef)self_value, count,
                                        (const JSValueRef *)arguments, &exception);
    } else {
        result = call_with_primitive(self, callee, self_value, count, arguments, &exception);
    }
    return outcome(result, exception, thrown);
}

LodeValue lode__jsc_construct(LodeEngine *self, LodeValue function, size_t count, const LodeValue *arguments,
                              LodeValue *thrown)
{
    JSObjectRef maker =
        JSValueIsObject(self->context, lode__jsc_in(function)) ? (JSObjectRef)lode__jsc_in(function) : NULL;
    if (!maker || !JSObjectIsConstructor(self->context, maker)) {
        return throw_type_error(self, LODE_STR("The value that should construct is not a constructor"), thrown);
    }
    JSValueRef exception = NULL;
    JSObjectRef result =
        JSObjectCallAsConstructor(self->context, maker, count, (const JSValueRef *)arguments, &exception);
    return outcome(result, exception, thrown);
}

/*
 * A realm: making it, taking from it what must not be the program's, giving it back; and the table that is
 * all of this folder that others see.
 */
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

#include <jsc/jsc.h>
#include <stdio.h>
#include <stdlib.h>

/* Taken before code of the program can change it, in the order of `take_intrinsics`. */
static const char intrinsics[] = "[Function.prototype.call.bind(Function.prototype.call), Function.prototype"
#define LODE_JSC_ITEM(name) ", " #name
    LODE_JSC_ERRORS(LODE_JSC_ITEM)
#undef LODE_JSC_ITEM
        "]";

static JSObjectRef take(LodeEngine *self, LodeValue list, unsigned index)
{
    JSValueRef value = lode__jsc_in(lode__jsc_get_index(self, list, index, NULL));
    JSValueProtect(self->context, value);
    return (JSObjectRef)value;
}

static void take_intrinsics(LodeEngine *self)
{
    LodeValue list = lode__jsc_evaluate(self, LODE_STR(intrinsics), LODE_STR("lode:intrinsics"), 1, NULL);
    self->invoke = take(self, list, 0);
    self->function_prototype = take(self, list, 1);
    for (unsigned i = 0; i < LODE_JSC_ERROR_COUNT; i++) {
        self->errors[i] = take(self, list, 2 + i);
    }
}

static void give_intrinsics(LodeEngine *self)
{
    JSValueUnprotect(self->context, self->invoke);
    JSValueUnprotect(self->context, self->function_prototype);
    for (unsigned i = 0; i < LODE_JSC_ERROR_COUNT; i++) {
        JSValueUnprotect(self->context, self->errors[i]);
    }
}

static LodeEngine *create_unstoppable(void)
{
    lode__jsc_prepare_process();
    LodeEngine *self = lode_alloc_zeroed(1, sizeof *self);
    lode__jsc_loop_enter();
    if (lode__jsc_initialize_main_thread) {
        lode__jsc_initialize_main_thread();
    }
    self->context = JSGlobalContextCreate(NULL);
    lode__jsc_loop_leave();
    JSGlobalContextSetIncludesNativeCallStackWhenReportingExceptions(self->context, false);
    take_intrinsics(self);
    return self;
}

static LodeEngine *create(void)
{
    LodeEngine *self = create_unstoppable();
    lode__jsc_stop_prepare(self);
    return self;
}

static void destroy(LodeEngine *self)
{
    if (!self) {
        return;
    }
    lode__jsc_check_release(self);
    give_intrinsics(self);
    JSGlobalContextRelease(self->context);
    free(self);
}

static void keep(LodeEngine *self, LodeValue value)
{
    if (value) {
        JSValueProtect(self->context, lode__jsc_in(value));
    }
}

static void drop(LodeEngine *self, LodeValue value)
{
    if (value) {
        JSValueUnprotect(self->context, lode__jsc_in(value));
    }
}

static double figure(LodeEngine *self, LodeValue figures, LodeStr name)
{
    LodeValue size = lode__jsc_get(self, figures, name, NULL);
    return size ? lode__jsc_to_number(self, size, NULL) : 0;
}

static size_t heap_size(LodeEngine *self)
{
    LodeValue figures = lode__jsc_out(JSGetMemoryUsageStatistics(self->context));
    double bytes = figure(self, figures, LODE_STR("heapSize"));
    if (bytes <= 0) {
        /* Nothing was collected yet: then only what it took from the system is known. */
        bytes = figure(self, figures, LODE_STR("heapCapacity"));
    }
    return bytes > 0 ? (size_t)bytes : 0;
}

static void collect(LodeEngine *self)
{
    JSSynchronousGarbageCollectForDebugging(self->context);
}

/* ---- public ---- */

__attribute__((visibility("default"))) LodeEngineOps lode_engine = {
    .abi = LODE_ENGINE_ABI,
    .name = "JavaScriptCore",
    .create = create,
    .create_unstoppable = create_unstoppable,
    .destroy = destroy,
    .check_syntax = lode__jsc_check_syntax,
    .evaluate = lode__jsc_evaluate,
    .global = lode__jsc_global,
    .undefined = lode__jsc_undefined,
    .null = lode__jsc_null,
    .boolean = lode__jsc_boolean,
    .number = lode__jsc_number,
    .string = lode__jsc_text,
    .object = lode__jsc_object,
    .array = lode__jsc_array,
    .function = lode__jsc_function,
    .error = lode__jsc_error,
    .bytes = lode__jsc_bytes,
    .type = lode__jsc_type,
    .truth = lode__jsc_truth,
    .same = lode__jsc_same,
    .to_number = lode__jsc_to_number,
    .to_text = lode__jsc_to_text,
    .to_bytes = lode__jsc_to_bytes,
    .get = lode__jsc_get,
    .get_index = lode__jsc_get_index,
    .set = lode__jsc_set,
    .set_index = lode__jsc_set_index,
    .call = lode__jsc_call,
    .construct = lode__jsc_construct,
    .keep = keep,
    .drop = drop,
    .on_rejection = lode__jsc_on_rejection,
    .heap_size = heap_size,
    .collect = collect,
    .stop = lode__jsc_stop,
    .pump = lode__jsc_pump,
    .wake_descriptor = lode__jsc_wake_descriptor,
    .expect_much = lode__jsc_expect_much,
    .obstacle = lode__jsc_obstacle,
    .set_memory_handler = lode_memory_set_handler,
};

/* The version is that of the library in use, which may be newer than its headers were here. */
__attribute__((constructor)) static void say_version(void)
{
    static char version[32];
    snprintf(version, sizeof version, "%u.%u.%u", jsc_get_major_version(), jsc_get_minor_version(),
             jsc_get_micro_version());
    lode_engine.version = version;
}

/*
 * Functions of JavaScriptCore that the library exports and whose headers are not installed.
 *
 * Their declarations stand in WebKit's sources beside the public ones (JSBasePrivate.h,
 * JSContextRefPrivate.h) and have kept their form for many years; test_engine.c notices
 * when one of them is gone or does something else.
 */
#ifndef LODE_LOADER_JSC_UNDECLARED_H
#define LODE_LOADER_JSC_UNDECLARED_H

#include <JavaScriptCore/JavaScript.h>

/*
 * `function` is called with (promise, reason) for each promise that has no handler when the queue of
 * microtasks is empty. It stays for the life of the context; what it throws is lost.
 */
void JSGlobalContextSetUnhandledRejectionCallback(JSGlobalContextRef context, JSObjectRef function,
                                                  JSValueRef *exception);

/*
 * Whether each exception that leaves the engine through the API is noted for a debugger with the C stack of the
 * moment. It is so by default, and costs a quarter of a millisecond each time.
 */
void JSGlobalContextSetIncludesNativeCallStackWhenReportingExceptions(JSGlobalContextRef context, bool includes);

/*
 * `should_end` is asked when code ran for that many seconds of processor time; true ends all code under way with an
 * exception that no `catch` or `finally` sees. Works only on a group that had a limit when it was entered.
 */
typedef bool (*JSShouldTerminateCallback)(JSContextRef context, void *data);
void JSContextGroupSetExecutionTimeLimit(JSContextGroupRef group, double limit, JSShouldTerminateCallback should_end,
                                         void *data);

/* A full collection, done when it returns (the public JSGarbageCollect only asks for one). */
void JSSynchronousGarbageCollectForDebugging(JSContextRef context);

/* An object with heapSize, heapCapacity, extraMemorySize, …, in bytes. */
JSObjectRef JSGetMemoryUsageStatistics(JSContextRef context);

/*
 * The signal by which the collector stops other threads (SIGUSR1 if nobody says otherwise). False where it is too
 * late: some part of the engine was in use already.
 */
bool JSConfigureSignalForGC(int signal);

/* JSC::Config::enableRestrictedOptions(): options of its test shell may be set. Absent in a library that hides it. */
extern void lode__jsc_enable_restricted_options(void) __asm__("_ZN3JSC6Config23enableRestrictedOptionsEv")
    __attribute__((weak));

/*
 * WTF::initializeMainThread(): makes the run loop that the engine takes for that of the process. A full collection by
 * timer asks it about want of memory, and would find none. Does nothing the second time. Absent in a library that hides it.
 */
extern void lode__jsc_initialize_main_thread(void) __asm__("_ZN3WTF20initializeMainThreadEv") __attribute__((weak));

/*
 * Strings of 8 bits. The public way to one, JSStringCreateWithUTF8CString, decodes each character into 16 bits
 * first: some thirty instructions a byte, where these two copy. Both give one pointer in memory of the caller, as C++
 * returns what has a destructor and C what is too large for registers; since no name tells that, only versions that were
 * tried are asked. Absent in a library that hides them.
 *
 * WTF::StringImpl::create(span): Latin-1 characters, at least one; referred to once.
 * OpaqueJSString::tryCreate(String &&): takes that reference over.
 */
typedef struct LodeJscReturned {
    void *pointer;
    void *unused[3];
} LodeJscReturned;

extern LodeJscReturned lode__jsc_characters(const unsigned char *bytes, size_t size) __asm__(
    "_ZN3WTF10StringImpl6createESt4spanIKhLm18446744073709551615EE") __attribute__((weak));
extern LodeJscReturned lode__jsc_string_of(void **characters) __asm__("_ZN14OpaqueJSString9tryCreateEON3WTF6StringE")
    __attribute__((weak));

#endif

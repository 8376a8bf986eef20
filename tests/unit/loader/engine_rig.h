/*
 * What the tests of the engine share: the opened engine, a fresh realm for each test, short forms of the calls
 * that every test makes, and natives that are used in many.
 *
 * They need build/liblode-jsc.so; where it was not built they are skipped. A test opens with NEEDS_ENGINE().
 */
#ifndef LODE_TESTS_UNIT_LOADER_ENGINE_RIG_H
#define LODE_TESTS_UNIT_LOADER_ENGINE_RIG_H

#include "loader/engine.h"
#include "tests/unit/base/rows.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
/* What tools/engine.lsan says, for this program however it is started. */
__attribute__((visibility("default"))) const char *__lsan_default_options(void);
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);

const char *__lsan_default_options(void)
{
    return "use_tls=0";
}

const char *__lsan_default_suppressions(void)
{
    return "leak:libjavascriptcoregtk\nleak:libglib-2.0\nleak:libgobject-2.0\n";
}
#define FREED_MEMORY_RETURNS false /* the sanitizer keeps it for a while */
#else
#define FREED_MEMORY_RETURNS true
#endif

static const LodeEngineOps *ops;
static LodeEngine *engine;
static LodeArena arena;

/* The path of a file of the build, from that of this program, OUT/tests/unit/loader/test_engine. */
static inline LodeStr built_file(const char *name)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    LodeStr folder = {path, size > 0 ? (size_t)size : 0};
    for (int i = 0; i < 4; i++) {
        size_t slash = lode_str_find_last(folder, '/');
        folder = lode_str_slice(folder, 0, slash == LODE_NOT_FOUND ? 0 : slash);
    }
    return lode_arena_printf(&arena, "%.*s/%s", LODE_STR_ARG(folder), name);
}

/*
 * The engine answers some faults of compiled code. cmocka puts its own handlers in the place of those that
 * were there, so each test takes the engine's again.
 */
static const int fault_signals[] = {SIGSEGV, SIGBUS};
static struct sigaction fault_actions[ROWS(fault_signals)];

static inline void remember_fault_actions(void)
{
    for (size_t i = 0; i < ROWS(fault_signals); i++) {
        sigaction(fault_signals[i], NULL, &fault_actions[i]);
    }
}

static inline void take_fault_actions(void)
{
    for (size_t i = 0; i < ROWS(fault_signals); i++) {
        sigaction(fault_signals[i], &fault_actions[i], NULL);
    }
}

static inline int open_engine(void **state)
{
    (void)state;
#if defined(__SANITIZE_THREAD__)
    print_message("skipped: the thread sanitizer does not see how the engine's threads agree\n");
    return 0;
#endif
    LodeStr path = built_file("liblode-jsc.so");
    if (access(path.data, F_OK) != 0) {
        print_message("skipped: %s was not built (JavaScriptCore is not installed here)\n", "liblode-jsc.so");
        return 0;
    }
    LodeError error = {0};
    ops = lode_engine_open(path, &arena, &error);
    if (!ops) {
        print_error("%.*s\n", LODE_STR_ARG(error.message));
        return -1;
    }
    ops->destroy(ops->create());
    remember_fault_actions();
    return 0;
}

static inline int close_engine(void **state)
{
    (void)state;
    lode_arena_release(&arena);
    return 0;
}

/* Each test has an engine of its own. */
static inline int new_engine(void **state)
{
    (void)state;
    engine = ops ? ops->create() : NULL;
    return 0;
}

static inline int free_engine(void **state)
{
    (void)state;
    if (engine) {
        ops->destroy(engine);
    }
    return 0;
}

#define NEEDS_ENGINE()        \
    do {                      \
        (void)state;          \
        if (!ops) {           \
            skip();           \
        }                     \
        take_fault_actions(); \
    } while (0)

static inline LodeStr text_of(LodeValue value)
{
    LodeBuf text = {0};
    if (!value || !ops->to_text(engine, value, &text, NULL)) {
        lode_buf_clear(&text);
        lode_buf_puts(&text, value ? "(no text)" : "(none)");
    }
    LodeStr copy = lode_arena_copy(&arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

static inline LodeValue evaluate(const char *source, LodeValue *thrown)
{
    return ops->evaluate(engine, lode_str(source), LODE_STR("test.js"), 1, thrown);
}

/* What a source gives, or "thrown: " and what it threw. */
static inline LodeStr outcome_of(const char *source)
{
    LodeValue thrown = NULL;
    LodeValue value = evaluate(source, &thrown);
    return value ? text_of(value) : lode_arena_printf(&arena, "thrown: %.*s", LODE_STR_ARG(text_of(thrown)));
}

static inline void set_global(const char *name, LodeValue value)
{
    assert_true(ops->set(engine, ops->global(engine), lode_str(name), value, NULL));
}

/* ---- natives ---- */

/* Calls its first argument with the others; what that throws goes on. */
static inline LodeValue call_argument(LodeEngine *self, void *data, LodeValue receiver, size_t count,
                                      const LodeValue *arguments, LodeValue *thrown)
{
    (void)data, (void)receiver;
    return ops->call(self, arguments[0], NULL, count - 1, arguments + 1, thrown);
}

/* Adds up its numbers, and counts its calls in `data`. */
static inline LodeValue add(LodeEngine *self, void *data, LodeValue receiver, size_t count, const LodeValue *arguments,
                            LodeValue *thrown)
{
    (void)receiver;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += ops->to_number(self, arguments[i], thrown);
    }
    ++*(int *)data;
    return ops->number(self, sum);
}

/* What `say` was told, with a blank before each. */
static LodeBuf said;

static inline LodeValue say(LodeEngine *self, void *data, LodeValue receiver, size_t count, const LodeValue *arguments,
                            LodeValue *thrown)
{
    (void)data, (void)receiver;
    for (size_t i = 0; i < count; i++) {
        lode_buf_append_byte(&said, ' ');
        ops->to_text(self, arguments[i], &said, thrown);
    }
    return ops->undefined(self);
}

#define WITH_ENGINE(test) cmocka_unit_test_setup_teardown(test, new_engine, free_engine)

#endif

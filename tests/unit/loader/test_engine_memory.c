/* Memory: bytes that both sides see, values that are kept, what engines leave behind. */
#include "tests/unit/loader/engine_rig.h"

static const struct {
    const char *source;
    int size;  /* -1: these are no bytes */
    int first; /* -1: no memory */
    const char *why;
} buffers[] = {
    {"new Uint8Array([1, 2, 3])", 3, 1, "bytes"},
    {"new Uint8Array([1, 2, 3, 4]).subarray(1, 3)", 2, 2, "a part"},
    {"new Uint16Array([1, 2, 3]).subarray(1)", 4, 2, "a part in larger units"},
    {"new Float64Array(2)", 16, 0, "numbers"},
    {"new Uint8Array([5, 6]).buffer", 2, 5, "a buffer"},
    {"new DataView(new Uint8Array([9, 8, 7, 6]).buffer, 1, 2)", 2, 8, "a view"},
    {"new Uint8Array(new SharedArrayBuffer(3))", 3, 0, "shared memory"},
    {"new SharedArrayBuffer(3)", 3, 0, "shared memory itself"},
    {"var r = new ArrayBuffer(4, {maxByteLength: 8}); r.resize(6); new Uint8Array(r)", 6, 0, "as long as it is now"},
    {"new Uint8Array(5e6)", 5000000, 0, "large"},
    {"new Uint8Array(0)", 0, -2, "none"},
    {"var d = new Uint8Array(4); d.buffer.transfer(); d", 0, -1, "detached"},
    {"d.buffer", 0, -1, "detached"},
    {"new DataView(new ArrayBuffer(0))", 0, -2, "an empty view"},
    {"({})", -1, 0, "an object"},
    {"[1, 2]", -1, 0, "an array"},
    {"'text'", -1, 0, "a string"},
    {"undefined", -1, 0, "undefined"},
    {"new Proxy(new Uint8Array(2), {})", -1, 0, "a proxy"},
};

static void test_bytes(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(buffers); i++) {
        unsigned char *data = NULL;
        size_t size = 0;
        bool is_bytes = ops->to_bytes(engine, evaluate(buffers[i].source, NULL), &data, &size);
        same_number(is_bytes, buffers[i].size >= 0, buffers[i].why);
        if (is_bytes) {
            same_number(size, (size_t)buffers[i].size, buffers[i].why);
            same_number(data == NULL, buffers[i].first == -1, buffers[i].why);
            if (buffers[i].first >= 0) {
                same_number(data[0], (size_t)buffers[i].first, buffers[i].why);
            }
        }
    }
}

static void test_made_bytes(void **state)
{
    NEEDS_ENGINE();
    LodeValue bytes = ops->bytes(engine, "\0\xFFok", 4);
    set_global("bytes", bytes);
    same_text(outcome_of("bytes instanceof Uint8Array && [...bytes].join()"), "0,255,111,107", "a copy");
    unsigned char *data;
    size_t size;
    assert_true(ops->to_bytes(engine, bytes, &data, &size));
    data[0] = 42;
    same_text(outcome_of("bytes[0]"), "42", "written from here");
    evaluate("bytes[3] = 7", NULL);
    assert_int_equal(data[3], 7);
    set_global("bytes", ops->bytes(engine, NULL, 0));
    same_text(outcome_of("bytes.length"), "0", "no bytes");
}

/* Values that only this heap block knows; their number is what a collection leaves. */
static double survivors(LodeValue *kept, size_t count, bool protect)
{
    evaluate("var refs = []; var make = i => { let o = {i}; refs.push(new WeakRef(o)); return o; }", NULL);
    LodeValue make = ops->get(engine, ops->global(engine), LODE_STR("make"), NULL);
    for (size_t i = 0; i < count; i++) {
        LodeValue index = ops->number(engine, (double)i);
        kept[i] = ops->call(engine, make, NULL, 1, &index, NULL);
        if (protect) {
            ops->keep(engine, kept[i]);
            ops->keep(engine, kept[i]);
            ops->drop(engine, kept[i]);
        }
    }
    ops->collect(engine);
    return ops->to_number(engine, evaluate("refs.filter(r => r.deref()).length", NULL), NULL);
}

static void test_keep(void **state)
{
    NEEDS_ENGINE();
    enum { COUNT = 500 };
    LodeValue *kept = lode_alloc(COUNT * sizeof *kept);
    assert_true(survivors(kept, COUNT, true) == COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(ops->to_number(engine, ops->get(engine, kept[i], LODE_STR("i"), NULL), NULL) == (double)i);
        ops->drop(engine, kept[i]);
    }
    /* A few may be on the stack still, or look as if they were. */
    assert_true(survivors(kept, COUNT, false) < COUNT / 2);
    ops->keep(engine, NULL);
    ops->drop(engine, NULL);
    free(kept);
}

static void test_heap_size(void **state)
{
    NEEDS_ENGINE();
    assert_true(ops->heap_size(engine) > 0); /* before any collection as well */
    ops->collect(engine);
    size_t before = ops->heap_size(engine);
    evaluate("var big = Array.from({length: 200000}, (_, i) => ({i}))", NULL);
    ops->collect(engine);
    size_t full = ops->heap_size(engine);
    assert_true(full > before + 2000000);
    evaluate("big = null", NULL);
    /* A stale word on the stack may keep the array for a while: the collector looks at all that are there. */
    size_t after = full;
    for (int i = 0; i < 20 && after >= before + 1000000; i++) {
        evaluate("(function f(n) { return n ? f(n - 1) + 1 : 0 })(100)", NULL);
        ops->collect(engine);
        after = ops->heap_size(engine);
    }
    assert_true(after < before + 1000000);
}

/* A million reactions one after the other need no more memory than a few. */
static void test_long_chain(void **state)
{
    NEEDS_ENGINE();
    evaluate("var n = 0; (async () => { while (n < 1e6) { n++; await null; } })()", NULL);
    same_text(outcome_of("n"), "1000000", "one call ran them all");
    ops->collect(engine);
    assert_true(ops->heap_size(engine) < 20000000);
}

static size_t resident_pages(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long all = 0;
    unsigned long resident = 0;
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%lu %lu", &all, &resident), 2);
    fclose(file);
    return resident;
}

static void use_and_free(void)
{
    int calls = 0;
    LodeEngine *own = ops->create();
    LodeValue function = ops->function(own, LODE_STR("f"), add, &calls);
    ops->set(own, ops->global(own), LODE_STR("f"), function, NULL);
    ops->keep(own, function);
    ops->evaluate(own, LODE_STR("f(1); Promise.resolve().then(() => f(2)); 'x'.repeat(100)"), LODE_STR("u"), 1, NULL);
    ops->check_syntax(own, LODE_STR("export let a"), LODE_STR("u"), true, &arena, NULL);
    ops->drop(own, function);
    ops->destroy(own);
    assert_int_equal(calls, 2);
}

static void test_many_engines(void **state)
{
    NEEDS_ENGINE();
    for (int i = 0; i < 30; i++) {
        use_and_free();
    }
    size_t before = resident_pages();
    for (int i = 0; i < 100; i++) {
        use_and_free();
    }
    /* 100 engines that stayed would be 200 MB. */
    assert_true(!FREED_MEMORY_RETURNS || resident_pages() < before + 40 * 256);
    ops->destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_bytes),     WITH_ENGINE(test_made_bytes), WITH_ENGINE(test_keep),
        WITH_ENGINE(test_heap_size), WITH_ENGINE(test_long_chain), WITH_ENGINE(test_many_engines),
    };
    return cmocka_run_group_tests_name("loader/engine_memory", tests, open_engine, close_engine);
}

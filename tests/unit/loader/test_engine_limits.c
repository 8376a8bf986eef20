/* Deep recursion, small stacks, threads, signals, time. */
#include "tests/unit/loader/engine_rig.h"

#include <pthread.h>
#include <time.h>

static const struct {
    const char *source;
    const char *outcome;
    const char *why;
} deep[] = {
    {"(function f() { return 1 + f() })()", "RangeError", "calls"},
    {"(function f(...a) { return f(...a, 1) + 1 })()", "RangeError", "calls with more and more arguments"},
    {"var o = {get a() { return this.a }}; o.a", "RangeError", "getters"},
    {"var o = {toString() { return '' + this }}; '' + o", "RangeError", "conversions"},
    {"[3, 2, 1].sort(function f() { return [3, 2, 1].sort(f) })", "RangeError", "calls through the engine"},
    {"new (class A { constructor() { new A } })", "RangeError", "constructors"},
    {"var p = new Proxy({}, {get(t, k, r) { return r[k] }}); p.x", "RangeError", "proxies"},
    {"'a'.replace(/a/, function f(x) { return x.replace(/a/, f) })", "RangeError", "replacing"},
    {"call(function f() { return call(f) })", "RangeError", "over the border"},
    {"JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)).length", "1|RangeError", "JSON"},
    {"var a = []; for (let i = 0; i < 2e4; i++) a = [a]; JSON.stringify(a).length", "40002|RangeError",
     "JSON, the other way"},
    {"var a = []; for (let i = 0; i < 1e5; i++) a = [a]; String(a)", "|RangeError", "arrays as text"},
    {"eval('('.repeat(1e5) + '1' + ')'.repeat(1e5))", "1|RangeError|SyntaxError", "parentheses"},
    {"eval('['.repeat(1e5) + ']'.repeat(1e5)).length", "1|RangeError|SyntaxError", "brackets"},
    {"eval('1' + '+1'.repeat(1e5))", "100001|RangeError|SyntaxError", "a long sum"},
    {"new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test('')", "true|RangeError|SyntaxError", "groups"},
    {"/^(a|b)*$/.test('ab'.repeat(1e6))", "true|false|RangeError", "going back"},
    {"var f = x => x; for (let i = 0; i < 1e5; i++) f = f.bind(null); f(1)", "1|undefined|RangeError",
     "bound over and over"},
};

/* Whether a name is one of those in `list`, which are divided by '|'. */
static bool is_one_of(LodeStr name, const char *list)
{
    for (const char *from = list;;) {
        const char *end = strchr(from, '|');
        if (lode_str_equal(name, (LodeStr){from, end ? (size_t)(end - from) : strlen(from)})) {
            return true;
        }
        if (!end) {
            return false;
        }
        from = end + 1;
    }
}

/* Runs all rows on an engine of this thread; the row that surprised, or NULL. Not fit for cmocka's own assertions. */
static void *run_deep(void *unused)
{
    (void)unused;
    LodeEngine *own = ops->create();
    void *surprise = NULL;
    LodeStr name = LODE_STR("call");
    ops->set(own, ops->global(own), name, ops->function(own, name, call_argument, NULL), NULL);
    for (size_t i = 0; i < ROWS(deep) && !surprise; i++) {
        LodeValue thrown = NULL;
        LodeValue value = ops->evaluate(own, lode_str(deep[i].source), LODE_STR("deep.js"), 1, &thrown);
        LodeBuf text = {0};
        LodeValue told = value ? value : ops->get(own, thrown, LODE_STR("name"), NULL);
        ops->to_text(own, told, &text, NULL);
        if (!is_one_of(lode_buf_str(&text), deep[i].outcome)) {
            surprise = (void *)(uintptr_t)deep[i].why;
            print_error("%s: %.*s\n", deep[i].why, (int)(text.size < 60 ? text.size : 60), text.data);
        }
        lode_buf_release(&text);
    }
    ops->destroy(own);
    return surprise;
}

static void test_deep(void **state)
{
    NEEDS_ENGINE();
    assert_null(run_deep(NULL));
}

static void test_deep_on_threads(void **state)
{
    NEEDS_ENGINE();
    static const size_t kilobytes[] = {512, 8192};
    for (size_t i = 0; i < ROWS(kilobytes); i++) {
        pthread_attr_t attributes;
        pthread_t thread;
        void *surprise = NULL;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, kilobytes[i] * 1024);
        assert_int_equal(pthread_create(&thread, &attributes, run_deep, NULL), 0);
        pthread_join(thread, &surprise);
        pthread_attr_destroy(&attributes);
        if (surprise) {
            fail_msg("with %zu kB: %s", kilobytes[i], (const char *)surprise);
        }
    }
}

static void *count_up(void *result)
{
    LodeEngine *own = ops->create();
    LodeValue value =
        ops->evaluate(own, LODE_STR("let n = 0; for (let i = 0; i < 3e6; i++) n += i % 7; n"), LODE_STR("u"), 1, NULL);
    *(double *)result = ops->to_number(own, value, NULL);
    ops->destroy(own);
    return NULL;
}

static void test_threads(void **state)
{
    NEEDS_ENGINE();
    pthread_t threads[4];
    double results[4] = {0};
    for (size_t i = 0; i < ROWS(threads); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, count_up, &results[i]), 0);
    }
    for (size_t i = 0; i < ROWS(threads); i++) {
        pthread_join(threads[i], NULL);
        assert_true(results[i] == 8999994);
    }
}

static void test_separate_realms(void **state)
{
    NEEDS_ENGINE();
    LodeEngine *other = ops->create();
    evaluate("var mine = 1; Array.prototype.mine = 1", NULL);
    LodeValue seen = ops->evaluate(other, LODE_STR("typeof mine + [].mine"), LODE_STR("u"), 1, NULL);
    LodeBuf text = {0};
    assert_true(ops->to_text(other, seen, &text, NULL));
    same_text(lode_buf_str(&text), "undefinedundefined", "nothing is shared");
    lode_buf_release(&text);
    ops->destroy(other);
}

/* The program's signals are its own. */
static void test_signals(void **state)
{
    NEEDS_ENGINE();
    static const int signals[] = {SIGUSR1, SIGUSR2, SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD};
    for (size_t i = 0; i < ROWS(signals); i++) {
        struct sigaction action;
        assert_int_equal(sigaction(signals[i], NULL, &action), 0);
        assert_true(action.sa_handler == SIG_DFL);
    }
}

/* Of this thread's processor time: the machine may have other work. */
static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* A million steps that each wait for the one before: a few milliseconds, by which a slow machine is known. */
static double measure_yardstick(void)
{
    double start = milliseconds();
    uint64_t bits = (uint64_t)time(NULL) | 1;
    for (int i = 0; i < 1000000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
    }
    assert_int_not_equal(bits, 0);
    return milliseconds() - start;
}

/* The quickest of several, for the first ones find cold caches. */
static void test_start_time(void **state)
{
    NEEDS_ENGINE();
    double quickest = 1e9;
    double yardstick = 1e9;
    for (int i = 0; i < 20; i++) {
        double unit = measure_yardstick();
        double start = milliseconds();
        LodeEngine *own = ops->create();
        ops->evaluate(own, LODE_STR("1"), LODE_STR("u"), 1, NULL);
        double took = milliseconds() - start;
        ops->destroy(own);
        quickest = took < quickest ? took : quickest;
        yardstick = unit < yardstick ? unit : yardstick;
    }
    if (quickest > 8 * yardstick) {
        fail_msg("the quickest of 20 engines took %.1f ms, the yardstick %.1f ms", quickest, yardstick);
    }
}

/* A fault of compiled code that the engine means to have: WebAssembly beyond its memory. */
static void test_faults(void **state)
{
    NEEDS_ENGINE();
    evaluate("var f = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, "
             "1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 102, 0, 0, "
             "10, 9, 1, 7, 0, 32, 0, 40, 2, 0, 11]))).exports.f; for (let i = 0; i < 1e5; i++) f(i % 1000)",
             NULL);
    same_text(outcome_of("f(65532)"), "0", "the last word");
    for (int i = 0; i < 3; i++) {
        same_text(outcome_of("try { f(65533) } catch (e) { e instanceof WebAssembly.RuntimeError }"), "true",
                  "one byte on");
        same_text(outcome_of("try { f(1 << 30) } catch (e) { e instanceof WebAssembly.RuntimeError }"), "true",
                  "far out");
    }
}

/* Compiled code: a loop that an interpreter would need seconds for. */
static void test_compiles(void **state)
{
    NEEDS_ENGINE();
    double start = milliseconds();
    same_text(outcome_of("(() => { let n = 0; for (let i = 0; i < 1e8; i++) n = (n + i) | 0; return n })()"),
              "887459712", "a sum");
    if (milliseconds() - start > 4000) {
        fail_msg("the loop took %.0f ms", milliseconds() - start);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_deep),    WITH_ENGINE(test_deep_on_threads),
        WITH_ENGINE(test_threads), WITH_ENGINE(test_separate_realms),
        WITH_ENGINE(test_signals), WITH_ENGINE(test_start_time),
        WITH_ENGINE(test_faults),  WITH_ENGINE(test_compiles),
    };
    return cmocka_run_group_tests_name("loader/engine_limits", tests, open_engine, close_engine);
}

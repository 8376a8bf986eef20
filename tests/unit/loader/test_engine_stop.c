/* Ending a program from within, and the engine's own tasks. */
#include "tests/unit/loader/engine_rig.h"

#include <poll.h>

static LodeValue stop(LodeEngine *self, void *data, LodeValue receiver, size_t count, const LodeValue *arguments,
                      LodeValue *thrown)
{
    (void)data, (void)receiver, (void)count, (void)arguments, (void)thrown;
    lode_buf_puts(&said, " stop");
    ops->stop(self);
    return ops->undefined(self);
}

static const struct {
    const char *source;
    const char *said;
    const char *why;
} stops[] = {
    {"say(1); stop(); say(2)", " 1 stop", "the next statement"},
    {"try { stop() } catch { say('c') } finally { say('f') } say(2)", " stop", "catch and finally"},
    {"Promise.resolve().then(() => say('m')); stop()", " stop", "microtasks"},
    {"Promise.resolve().then(() => say('m')).then(() => say('n')); Promise.resolve().then(stop)", " m stop",
     "from a microtask"},
    {"call(() => { try { call(() => { try { stop() } finally { say('i') } }) } catch { say('c') } }); say('o')",
     " stop", "through natives"},
    {"try { call(() => call(() => call(stop))) } catch { say('c') } finally { say('f') }", " stop",
     "natives one in another"},
    {"(async () => { try { await null; stop() } catch { say('c') } finally { say('f') } })()", " stop",
     "async functions"},
    {"Promise.reject(1); stop()", " stop", "the rejection callback"},
    {"[1, 2, 3].forEach(x => { say(x); if (x == 2) stop() })", " 1 2 stop", "through functions of the engine"},
    {"[2, 1].sort(() => { stop() }); say('after')", " stop", "through others of them"},
    {"new Promise(() => { stop() }).catch(() => say('c'))", " stop", "it is no rejection"},
    {"stop(); for (;;);", " stop", "a loop without end"},
    {"try { stop() } finally { for (;;); }", " stop", "one in finally"},
    {"try { call(() => { try { call(stop); for (;;); } finally { for (;;); } }); for (;;); } finally { for (;;); }",
     " stop", "one in each frame"},
    {"Promise.resolve().then(async function f() { await null; f() }); stop()", " stop", "microtasks without end"},
    {"Promise.resolve().then(() => { for (;;); }); stop()", " stop", "a loop without end in a microtask"},
    {"({get a() { try { stop() } finally { say('f') } }}).a; say('after')", " stop", "a getter"},
};

static void test_stop(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(stops); i++) {
        lode_buf_clear(&said);
        LodeEngine *own = ops->create();
        LodeValue global = ops->global(own);
        ops->set(own, global, LODE_STR("say"), ops->function(own, LODE_STR("say"), say, NULL), NULL);
        ops->set(own, global, LODE_STR("stop"), ops->function(own, LODE_STR("stop"), stop, NULL), NULL);
        ops->set(own, global, LODE_STR("call"), ops->function(own, LODE_STR("call"), call_argument, NULL), NULL);
        ops->on_rejection(own, say, NULL);
        ops->evaluate(own, lode_str(stops[i].source), LODE_STR("u"), 1, NULL);
        LodeValue thrown = NULL;
        assert_null(ops->evaluate(own, LODE_STR("say('next')"), LODE_STR("u"), 1, &thrown));
        assert_int_equal(ops->type(own, thrown), LODE_TYPE_UNDEFINED);
        LodeValue function = ops->get(own, global, LODE_STR("say"), NULL);
        assert_null(ops->call(own, function, NULL, 0, NULL, NULL));
        assert_null(ops->construct(own, function, 0, NULL, NULL));
        ops->pump(own);
        ops->destroy(own);
        same_text(lode_buf_str(&said), stops[i].said, stops[i].why);
    }
    lode_buf_release(&said);
}

/* ---- the engine's own tasks ---- */

/* Waits on the descriptor and pumps until `expression` is true, for at most ten seconds. */
static void pump_until(const char *expression)
{
    struct pollfd wake = {ops->wake_descriptor(engine), POLLIN, 0};
    assert_true(wake.fd >= 0);
    for (int i = 0; i < 100 && !ops->truth(engine, evaluate(expression, NULL)); i++) {
        poll(&wake, 1, 100);
        ops->pump(engine);
    }
    if (!ops->truth(engine, evaluate(expression, NULL))) {
        fail_msg("%s never came true", expression);
    }
}

static void test_pump(void **state)
{
    NEEDS_ENGINE();
    evaluate("var done = false; WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(m => {"
             "done = m instanceof WebAssembly.Module })",
             NULL);
    pump_until("done");
    evaluate("var gone = 0; var registry = new FinalizationRegistry(n => { gone += n });"
             "for (let i = 0; i < 100; i++) registry.register({i}, 1)",
             NULL);
    ops->collect(engine);
    pump_until("gone > 50");
    /* A second engine of the thread shares the loop, and does not end it. */
    LodeEngine *other = ops->create();
    ops->destroy(other);
    evaluate(
        "done = false; WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => { done = true })",
        NULL);
    pump_until("done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_stop),
        WITH_ENGINE(test_pump),
    };
    return cmocka_run_group_tests_name("loader/engine_stop", tests, open_engine, close_engine);
}

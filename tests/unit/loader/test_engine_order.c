/* The order of microtasks, rejections without a handler. */
#include "tests/unit/loader/engine_rig.h"

/* Uses every kind of call into the engine from a native: none of them may let microtasks run. */
static LodeValue use_everything(LodeEngine *self, void *data, LodeValue receiver, size_t count,
                                const LodeValue *arguments, LodeValue *thrown)
{
    (void)data, (void)receiver, (void)count;
    LodeValue object = ops->object(self);
    lode_buf_puts(&said, " [");
    ops->evaluate(self, LODE_STR("Promise.resolve().then(() => say('inner'))"), LODE_STR("u"), 1, thrown);
    ops->check_syntax(self, LODE_STR("1"), LODE_STR("u"), false, &arena, NULL);
    ops->check_syntax(self, LODE_STR("export {}"), LODE_STR("u"), true, &arena, NULL);
    ops->set(self, object, LODE_STR("a"), ops->string(self, LODE_STR("b")), NULL);
    ops->get(self, object, LODE_STR("a"), NULL);
    ops->set_index(self, object, 1, ops->array(self, 0, NULL), NULL);
    ops->get_index(self, object, 1, NULL);
    ops->error(self, "Error", LODE_STR("m"));
    ops->call(self, arguments[0], NULL, 0, NULL, thrown);
    ops->call(self, arguments[0], object, 0, NULL, thrown);
    ops->construct(self, ops->get(self, ops->global(self), LODE_STR("Date"), NULL), 0, NULL, thrown);
    ops->collect(self);
    ops->heap_size(self);
    LodeBuf text = {0};
    ops->to_text(self, object, &text, NULL);
    lode_buf_release(&text);
    lode_buf_puts(&said, " ]");
    return object;
}

static const struct {
    const char *first;
    const char *second; /* a second outermost call, or NULL */
    const char *said;
    const char *why;
} orders[] = {
    {"Promise.resolve().then(() => say('m')); say('s')", "say('next')", " s m | next |",
     "after the script, before the next call"},
    {"Promise.resolve().then(() => say(1)).then(() => say(2)).then(() => say(3))", "say(4)", " 1 2 3 | 4 |",
     "all that follow"},
    {"Promise.resolve().then(() => say('m')); use(() => say('called')); say('s')", NULL,
     " [ called called ] s m inner |", "inner calls let nothing run"},
    {"Promise.resolve().then(() => { use(() => say('c')); say('after') }); say('s')", NULL, " s [ c c ] after inner |",
     "nor do those from a microtask"},
    {"Promise.resolve().then(() => say('m')); throw 1", NULL, " m |", "a script that throws"},
    {"(async () => { say(1); await null; say(3); await null; say(5); })(); Promise.resolve().then(() => say(4)); "
     "say(2)",
     NULL, " 1 2 3 4 5 |", "awaits take turns"},
    {"(async () => { await (async () => {})(); say('b') })(); Promise.resolve().then(() => say('a')).then(() => "
     "say('c'))",
     NULL, " b a c |", "awaiting a promise of the engine takes one turn"},
    {"(async () => { await {then(r) { r() }}; say('c') })(); Promise.resolve().then(() => say('a')).then(() => "
     "say('d'))",
     NULL, " a c d |", "awaiting a thenable two"},
    {"(async () => Promise.resolve())().then(() => say('d')); Promise.resolve().then(() => say('a')).then(() => "
     "say('b')).then(() => say('c'))",
     NULL, " a b d c |", "returning a promise from an async function takes three"},
    {"1", "say(2)", " | 2 |", "nothing waits"},
};

static void test_order(void **state)
{
    NEEDS_ENGINE();
    set_global("say", ops->function(engine, LODE_STR("say"), say, NULL));
    set_global("use", ops->function(engine, LODE_STR("use"), use_everything, NULL));
    for (size_t i = 0; i < ROWS(orders); i++) {
        lode_buf_clear(&said);
        evaluate(orders[i].first, NULL);
        lode_buf_puts(&said, " |");
        if (orders[i].second) {
            evaluate(orders[i].second, NULL);
            lode_buf_puts(&said, " |");
        }
        same_text(lode_buf_str(&said), orders[i].said, orders[i].why);
    }
    lode_buf_release(&said);
}

/* Each function that runs code of the program lets microtasks run when it is the outermost. */
static void test_outermost(void **state)
{
    NEEDS_ENGINE();
    set_global("say", ops->function(engine, LODE_STR("say"), say, NULL));
    evaluate("var later = x => { Promise.resolve().then(() => say(x)) };"
             "var o = {get a() { later('get') }, set a(v) { later('set') }, get 1() { later('get 1') },"
             "set 1(v) { later('set 1') }, toString() { later('text'); return '' }, valueOf() { later('number'); "
             "return 1 }};",
             NULL);
    LodeValue object = evaluate("o", NULL);
    ops->get(engine, object, LODE_STR("a"), NULL);
    lode_buf_puts(&said, " |");
    ops->set(engine, object, LODE_STR("a"), object, NULL);
    lode_buf_puts(&said, " |");
    ops->get_index(engine, object, 1, NULL);
    ops->set_index(engine, object, 1, object, NULL);
    lode_buf_puts(&said, " |");
    LodeBuf text = {0};
    ops->to_text(engine, object, &text, NULL);
    lode_buf_release(&text);
    ops->to_number(engine, object, NULL);
    lode_buf_puts(&said, " |");
    ops->call(engine, evaluate("(function () { later('call') })", NULL), NULL, 0, NULL, NULL);
    ops->call(engine, evaluate("(function () { later('call on') })", NULL), object, 0, NULL, NULL);
    ops->construct(engine, evaluate("(function () { later('construct') })", NULL), 0, NULL, NULL);
    same_text(lode_buf_str(&said), " get | set | get 1 set 1 | text number | call call on construct",
              "each at its end");
    lode_buf_release(&said);
}

static LodeValue say_rejection(LodeEngine *self, void *data, LodeValue receiver, size_t count,
                               const LodeValue *arguments, LodeValue *thrown)
{
    (void)receiver;
    assert_int_equal(count, 2);
    lode_buf_printf(&said, " %s(", (const char *)data);
    ops->to_text(self, arguments[1], &said, thrown);
    lode_buf_puts(&said, ops->type(self, arguments[0]) == LODE_TYPE_OBJECT ? ")" : "!");
    return ops->undefined(self);
}

static const struct {
    const char *source;
    const char *said;
    const char *why;
} rejections[] = {
    {"Promise.reject(1); say('s')", " s rejected(1)", "one"},
    {"Promise.reject(1); Promise.resolve().then(() => say('m')).then(() => say('n'))", " m n rejected(1)",
     "after microtasks"},
    {"Promise.reject(1); Promise.reject(2)", " rejected(1) rejected(2)", "in their order"},
    {"Promise.reject(1).catch(() => say('c'))", " c", "handled at once"},
    {"var p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => say('c')))", " c",
     "handled in a microtask"},
    {"Promise.reject(1).then(() => {})", " rejected(1)", "handed on: the last of the chain"},
    {"(async () => { throw new Error('e') })()", " rejected(Error: e)", "an async function"},
    {"Promise.resolve().then(() => { throw 3 })", " rejected(3)", "a reaction"},
    {"new Promise((_, no) => { no(1); no(2) })", " rejected(1)", "once"},
    {"Promise.reject()", " rejected(undefined)", "without reason"},
    {"Promise.all([Promise.reject(1), Promise.reject(2)])", " rejected(1)", "all of them"},
};

static void test_rejections(void **state)
{
    NEEDS_ENGINE();
    set_global("say", ops->function(engine, LODE_STR("say"), say, NULL));
    static char rejected[] = "rejected";
    static char again[] = "again";
    ops->on_rejection(engine, say_rejection, rejected);
    for (size_t i = 0; i < ROWS(rejections); i++) {
        lode_buf_clear(&said);
        evaluate(rejections[i].source, NULL);
        same_text(lode_buf_str(&said), rejections[i].said, rejections[i].why);
    }
    lode_buf_clear(&said);
    ops->on_rejection(engine, NULL, NULL);
    evaluate("Promise.reject(1)", NULL);
    same_text(lode_buf_str(&said), "", "no longer wanted");
    ops->on_rejection(engine, say_rejection, again);
    evaluate("Promise.reject(1)", NULL);
    same_text(lode_buf_str(&said), " again(1)", "wanted again");
    lode_buf_release(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_order),
        WITH_ENGINE(test_outermost),
        WITH_ENGINE(test_rejections),
    };
    return cmocka_run_group_tests_name("loader/engine_order", tests, open_engine, close_engine);
}

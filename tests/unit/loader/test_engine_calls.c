/* Calls in both directions: functions of ours, receivers, arguments, constructors. */
#include "tests/unit/loader/engine_rig.h"

static LodeValue return_receiver(LodeEngine *self, void *data, LodeValue receiver, size_t count,
                                 const LodeValue *arguments, LodeValue *thrown)
{
    (void)self, (void)data, (void)count, (void)arguments, (void)thrown;
    return receiver;
}

static LodeValue throw_argument(LodeEngine *self, void *data, LodeValue receiver, size_t count,
                                const LodeValue *arguments, LodeValue *thrown)
{
    (void)self, (void)data, (void)receiver;
    if (count) {
        *thrown = arguments[0];
    }
    return NULL;
}

static const struct {
    const char *source;
    const char *outcome;
    const char *why;
} uses[] = {
    {"typeof add", "function", "typeof"},
    {"add instanceof Function && Object.getPrototypeOf(add) === Function.prototype", "true", "a function"},
    {"Object.prototype.toString.call(add)", "[object Function]", "the tag that packages look at"},
    {"/\\[native code\\]/.test(add) && /\\[native code\\]/.test(Function.prototype.toString.call(add))", "true",
     "its text"},
    {"Reflect.ownKeys(add).join()", "length,name", "what a method has, in this order"},
    {"JSON.stringify(Object.getOwnPropertyDescriptor(add, 'name'))",
     "{\"value\":\"add\",\"writable\":false,\"enumerable\":false,\"configurable\":true}", "as on every function"},
    {"JSON.stringify(Object.getOwnPropertyDescriptor(add, 'length'))",
     "{\"value\":0,\"writable\":false,\"enumerable\":false,\"configurable\":true}", "as on every function"},
    {"'prototype' in add", "false", "no constructor"},
    {"new add", "thrown: TypeError: function is not a constructor (evaluating 'new add')", "no constructor"},
    {"class A extends add {}", "thrown: TypeError: The superclass is not a constructor.", "no constructor"},
    {"add(1, 2, 3)", "6", "called"},
    {"add.call(null, 1, 2) + add.apply(null, [3]) + add.bind(null, 4)(5)", "15", "by its methods"},
    {"[1, 2].map(x => add(x, x)).join()", "2,4", "from within"},
    {"Reflect.apply(add, null, [1])", "1", "by Reflect"},
    {"new Proxy(add, {})(1)", "1", "through a proxy"},
    {"add.own = 1; add.own", "1", "properties can be added"},
    {"delete add.name && Object.hasOwn(add, 'name')", "false", "and taken away"},
    {"(() => { 'use strict'; return me(); })() === globalThis", "true", "no receiver: the global object"},
    {"typeof me.call(5)", "object", "a primitive receiver is an object"},
    {"var o = {me}; o.me() === o", "true", "a receiver"},
    {"fail('x')", "thrown: x", "what it throws"},
    {"try { fail(new RangeError('r')) } catch (e) { e instanceof RangeError }", "true", "can be caught"},
    {"fail()", "thrown: undefined", "no result and nothing thrown"},
    {"try { call(() => { throw 'deep' }) } catch (e) { 'caught ' + e }", "caught deep", "through two borders"},
    {"call(call, call, add, 1, 2)", "3", "nested"},
    {"call(function () { 'use strict'; return this })", "undefined", "a strict function without receiver"},
    {"(function f(n) { return n ? call(f, n - 1) : 'done' })(200)", "done", "a few hundred borders"},
    {"(function f() { return call(f) })()", "thrown: RangeError: Maximum call stack size exceeded.",
     "without end over the border"},
};

static void test_functions(void **state)
{
    NEEDS_ENGINE();
    int calls = 0;
    set_global("add", ops->function(engine, LODE_STR("add"), add, &calls));
    set_global("me", ops->function(engine, LODE_STR("me"), return_receiver, NULL));
    set_global("fail", ops->function(engine, LODE_STR("fail"), throw_argument, NULL));
    set_global("call", ops->function(engine, LODE_STR("call"), call_argument, NULL));
    for (size_t i = 0; i < ROWS(uses); i++) {
        same_text(outcome_of(uses[i].source), uses[i].outcome, uses[i].why);
    }
    assert_int_equal(calls, 9);
}

/* Two functions of one native differ by their data. */
static void test_function_data(void **state)
{
    NEEDS_ENGINE();
    int counts[2] = {0};
    LodeValue first = ops->function(engine, LODE_STR("a"), add, &counts[0]);
    LodeValue second = ops->function(engine, LODE_STR(""), add, &counts[1]);
    assert_non_null(ops->call(engine, first, NULL, 0, NULL, NULL));
    assert_non_null(ops->call(engine, second, NULL, 0, NULL, NULL));
    assert_non_null(ops->call(engine, second, NULL, 0, NULL, NULL));
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 2);
    set_global("second", second);
    same_text(outcome_of("JSON.stringify(second.name)"), "\"\"", "an empty name");
}

static const struct {
    const char *function;
    const char *receiver; /* NULL: none */
    const char *outcome;
    const char *why;
} receivers[] = {
    {"(function () { 'use strict'; return String(this); })", NULL, "undefined", "none is undefined"},
    {"(function () { 'use strict'; return String(this); })", "null", "null", "null stays"},
    {"(function () { 'use strict'; return typeof this + this; })", "5", "number5", "a primitive stays in strict code"},
    {"(function () { return typeof this; })", "5", "object", "and is boxed in sloppy code"},
    {"(function () { return this === globalThis; })", NULL, "true", "sloppy code gets the global object"},
    {"(function () { return this.a; })", "({a: 1})", "1", "an object"},
    {"(function () { return this(2); })", "(x => x * 2)", "4", "a function"},
    {"Object.assign(function () { return 'me'; }, {call() { return 'other'; }})", NULL, "me", "not by its own `call`"},
    {"(class {})", NULL, "thrown: TypeError: Cannot call a class constructor without |new|", "a class"},
    {"1", NULL, "thrown: TypeError: The value that should be called is not a function", "a number"},
    {"({})", NULL, "thrown: TypeError: The value that should be called is not a function", "an object"},
    {"undefined", NULL, "thrown: TypeError: The value that should be called is not a function", "undefined"},
    {"(() => { throw 'x'; })", NULL, "thrown: x", "a throw"},
    {"(() => { throw 'x'; })", "({})", "thrown: x", "a throw with a receiver"},
};

static void test_receivers(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(receivers); i++) {
        LodeValue function = evaluate(receivers[i].function, NULL);
        LodeValue receiver = receivers[i].receiver ? evaluate(receivers[i].receiver, NULL) : NULL;
        LodeValue thrown = NULL;
        LodeValue result = ops->call(engine, function, receiver, 0, NULL, &thrown);
        LodeStr text =
            result ? text_of(result) : lode_arena_printf(&arena, "thrown: %.*s", LODE_STR_ARG(text_of(thrown)));
        same_text(text, receivers[i].outcome, receivers[i].why);
    }
}

/* More arguments than a call keeps on its own stack, with and without a receiver. */
static void test_many_arguments(void **state)
{
    NEEDS_ENGINE();
    LodeValue function = evaluate("(...all) => all.length + ':' + all.reduce((a, b) => a + b, 0)", NULL);
    for (size_t count = 0; count < 40; count++) {
        LodeValue arguments[40];
        for (size_t i = 0; i < count; i++) {
            arguments[i] = ops->number(engine, (double)i);
        }
        char expected[32];
        snprintf(expected, sizeof expected, "%zu:%zu", count, count ? count * (count - 1) / 2 : 0);
        same_text(text_of(ops->call(engine, function, NULL, count, arguments, NULL)), expected, "without receiver");
        same_text(text_of(ops->call(engine, function, function, count, arguments, NULL)), expected, "with one");
    }
}

static const struct {
    const char *function;
    const char *outcome;
    const char *why;
} constructed[] = {
    {"Date", "2000", "one of the engine"},
    {"(class { constructor(x) { this.x = x; } getFullYear() { return 'class ' + this.x; } })", "class 946684800000",
     "a class"},
    {"(function (x) { this.getFullYear = () => 'function'; })", "function", "a function"},
    {"(function (x) { throw 'no'; })", "thrown: no", "one that throws"},
    {"(() => 1)", "thrown: TypeError: The value that should construct is not a constructor", "an arrow"},
    {"1", "thrown: TypeError: The value that should construct is not a constructor", "a number"},
};

static void test_construct(void **state)
{
    NEEDS_ENGINE();
    LodeValue argument = ops->number(engine, 946684800000);
    for (size_t i = 0; i < ROWS(constructed); i++) {
        LodeValue thrown = NULL;
        LodeValue made = ops->construct(engine, evaluate(constructed[i].function, NULL), 1, &argument, &thrown);
        LodeStr text;
        if (made) {
            LodeValue method = ops->get(engine, made, LODE_STR("getFullYear"), NULL);
            text = text_of(ops->call(engine, method, made, 0, NULL, NULL));
        } else {
            text = lode_arena_printf(&arena, "thrown: %.*s", LODE_STR_ARG(text_of(thrown)));
        }
        same_text(text, constructed[i].outcome, constructed[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_functions),      WITH_ENGINE(test_function_data), WITH_ENGINE(test_receivers),
        WITH_ENGINE(test_many_arguments), WITH_ENGINE(test_construct),
    };
    return cmocka_run_group_tests_name("loader/engine_calls", tests, open_engine, close_engine);
}

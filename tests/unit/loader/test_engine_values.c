/* Strings, values, programs and what they throw, as they cross the boundary. */
#include "tests/unit/loader/engine_rig.h"

/* ---- strings ---- */

static const struct {
    LodeStr text;
    const char *units; /* as hexadecimal numbers */
    LodeStr back;      /* where it is not what went in */
    const char *why;
} texts[] = {
    {BYTES(""), "", {0}, "empty"},
    {BYTES("a"), "61", {0}, "ASCII"},
    {BYTES("12345678"), "31 32 33 34 35 36 37 38", {0}, "a whole word"},
    {BYTES("\0"), "0", {0}, "NUL alone"},
    {BYTES("a\0b"), "61 0 62", {0}, "NUL inside"},
    {BYTES("1234567\0"), "31 32 33 34 35 36 37 0", {0}, "NUL at the end of a word"},
    {BYTES("12345678\0"), "31 32 33 34 35 36 37 38 0", {0}, "NUL after a word"},
    {BYTES("\x7F\x01"), "7f 1", {0}, "the ends of what is plain"},
    {BYTES("\xC3\xA9"), "e9", {0}, "Latin-1"},
    {BYTES("a\xC3\xBF"), "61 ff", {0}, "the last of Latin-1: as long in UTF-8 as the buffer of a first try"},
    {BYTES("\xE2\x82\xAC"), "20ac", {0}, "three bytes"},
    {BYTES("\xF0\x9F\x98\x80"), "d83d de00", {0}, "a pair"},
    {BYTES("\xF4\x8F\xBF\xBF"), "dbff dfff", {0}, "the last code point"},
    {BYTES("\xED\xA0\x80"), "d800", {0}, "a lone first half"},
    {BYTES("\xED\xBF\xBF"), "dfff", {0}, "a lone second half"},
    {BYTES("\xED\xB0\x80\xED\xA0\x80"), "dc00 d800", {0}, "two halves in the wrong order"},
    {BYTES("x\xED\xA0\xBDy"), "78 d83d 79", {0}, "a half between letters"},
    {BYTES("\xED\xA0\xBD\xED\xB8\x80"), "d83d de00", BYTES("\xF0\x9F\x98\x80"), "two halves that make a pair"},
    {BYTES("\xFF"), "fffd", BYTES("\xEF\xBF\xBD"), "a stray byte"},
    {BYTES("\xED\xA0"), "fffd fffd", BYTES("\xEF\xBF\xBD\xEF\xBF\xBD"), "half of a half"},
    {BYTES("\xEF\xBF\xBD"), "fffd", {0}, "a written U+FFFD"},
    {BYTES("\xEF\xBB\xBF"), "feff", {0}, "a byte order mark is a character"},
};

static void test_texts(void **state)
{
    NEEDS_ENGINE();
    LodeValue units =
        evaluate("s => [...Array(s.length).keys()].map(i => s.charCodeAt(i).toString(16)).join(' ')", NULL);
    for (size_t i = 0; i < ROWS(texts); i++) {
        LodeValue string = ops->string(engine, texts[i].text);
        assert_int_equal(ops->type(engine, string), LODE_TYPE_STRING);
        same_text(text_of(ops->call(engine, units, NULL, 1, &string, NULL)), texts[i].units, texts[i].why);
        LodeStr expected = texts[i].back.data ? texts[i].back : texts[i].text;
        if (!lode_str_equal(text_of(string), expected)) {
            fail_msg("%s: came back as \"%.*s\"", texts[i].why, LODE_STR_ARG(text_of(string)));
        }
    }
}

/* Each size around the limits of the buffers, plain, with a NUL and with a wide character at the end. */
static void test_long_texts(void **state)
{
    NEEDS_ENGINE();
    static const char *const ends[] = {"x", "\0", "\xC3\xA9"};
    for (size_t size = 1000; size < 1050; size++) {
        for (size_t k = 0; k < ROWS(ends); k++) {
            LodeBuf text = {0};
            for (size_t i = 0; i < size; i++) {
                lode_buf_append_byte(&text, (char)('a' + i % 26));
            }
            lode_buf_append(&text, (LodeStr){ends[k], k == 2 ? 2 : 1});
            LodeValue string = ops->string(engine, lode_buf_str(&text));
            assert_true(ops->to_number(engine, ops->get(engine, string, LODE_STR("length"), NULL), NULL) ==
                        (double)(size + 1));
            assert_true(lode_str_equal(text_of(string), lode_buf_str(&text)));
            lode_buf_release(&text);
        }
    }
}

/* Strings of any units, made by the engine: as text and back they are the same string. */
static void test_any_units(void **state)
{
    NEEDS_ENGINE();
    LodeValue make =
        evaluate("let seed = 1; const next = n => (seed = seed * 48271 % 2147483647) % n;"
                 "const ranges = [[0, 128], [0x80, 0x100], [0xD800, 0x400], [0xDC00, 0x400], [0, 0x10000]];"
                 "() => Array.from({length: next(20)}, () => { const [from, size] = ranges[next(5)];"
                 "return String.fromCharCode(from + next(size)) }).join('')",
                 NULL);
    LodeBuf text = {0};
    for (int i = 0; i < 20000; i++) {
        LodeValue string = ops->call(engine, make, NULL, 0, NULL, NULL);
        lode_buf_clear(&text);
        assert_true(ops->to_text(engine, string, &text, NULL));
        assert_true(ops->same(engine, string, ops->string(engine, lode_buf_str(&text))));
    }
    lode_buf_release(&text);
}

static void test_names(void **state)
{
    NEEDS_ENGINE();
    LodeValue object = ops->object(engine);
    for (size_t i = 0; i < ROWS(texts); i++) {
        LodeValue value = ops->number(engine, (double)i);
        assert_true(ops->set(engine, object, texts[i].text, value, NULL));
        assert_true(ops->same(engine, ops->get(engine, object, texts[i].text, NULL), value));
    }
    assert_int_equal(ops->type(engine, ops->get(engine, object, LODE_STR("absent"), NULL)), LODE_TYPE_UNDEFINED);
    LodeBuf all = {0};
    lode_buf_puts(&all, "before ");
    assert_true(ops->to_text(engine, ops->string(engine, LODE_STR("after")), &all, NULL));
    same_text(lode_buf_str(&all), "before after", "to_text appends");
    lode_buf_release(&all);
}

/* ---- values ---- */

static const struct {
    const char *source;
    LodeValueType type;
    bool truth;
    const char *why;
} types[] = {
    {"undefined", LODE_TYPE_UNDEFINED, false, "undefined"},
    {"null", LODE_TYPE_NULL, false, "null is not an object here"},
    {"true", LODE_TYPE_BOOLEAN, true, "boolean"},
    {"0", LODE_TYPE_NUMBER, false, "an integer"},
    {"0.5", LODE_TYPE_NUMBER, true, "a fraction"},
    {"NaN", LODE_TYPE_NUMBER, false, "not a number"},
    {"1n", LODE_TYPE_BIGINT, true, "a BigInt that fits a register"},
    {"1n << 80n", LODE_TYPE_BIGINT, true, "one that does not"},
    {"''", LODE_TYPE_STRING, false, "the empty string"},
    {"'a' + 'b'", LODE_TYPE_STRING, true, "a string that is put together later"},
    {"Symbol.iterator", LODE_TYPE_SYMBOL, true, "a symbol"},
    {"({})", LODE_TYPE_OBJECT, true, "an object"},
    {"[]", LODE_TYPE_OBJECT, true, "an array"},
    {"(function () {})", LODE_TYPE_FUNCTION, true, "a function"},
    {"() => 1", LODE_TYPE_FUNCTION, true, "an arrow"},
    {"(class {})", LODE_TYPE_FUNCTION, true, "a class"},
    {"(async () => {})", LODE_TYPE_FUNCTION, true, "an async function"},
    {"(function* () {})", LODE_TYPE_FUNCTION, true, "a generator"},
    {"Math.max", LODE_TYPE_FUNCTION, true, "one of the engine"},
    {"(function () {}).bind(1)", LODE_TYPE_FUNCTION, true, "a bound one"},
    {"new Proxy(function () {}, {})", LODE_TYPE_FUNCTION, true, "a proxy of one"},
    {"new Proxy({}, {})", LODE_TYPE_OBJECT, true, "a proxy of an object"},
    {"/x/", LODE_TYPE_OBJECT, true, "an expression"},
};

static void test_types(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(types); i++) {
        LodeValue value = evaluate(types[i].source, NULL);
        same_number(ops->type(engine, value), types[i].type, types[i].why);
        same_number(ops->truth(engine, value), types[i].truth, types[i].why);
    }
    assert_int_equal(ops->type(engine, ops->undefined(engine)), LODE_TYPE_UNDEFINED);
    assert_int_equal(ops->type(engine, ops->null(engine)), LODE_TYPE_NULL);
    assert_true(ops->truth(engine, ops->boolean(engine, true)));
    assert_true(ops->to_number(engine, ops->number(engine, -2.5), NULL) == -2.5);
    assert_false(ops->same(engine, ops->number(engine, 0), ops->string(engine, LODE_STR("0"))));
    assert_true(ops->same(engine, ops->string(engine, LODE_STR("ab")), evaluate("'a' + 'b'", NULL)));
}

static const struct {
    const char *source;
    const char *outcome;
    const char *why;
} programs[] = {
    {"1 + 1", "2", "the completion value"},
    {"var a = 1; let b = 2;", "undefined", "declarations have none"},
    {"a + b", "3", "and stay for the next script"},
    {"typeof globalThis.a + typeof globalThis.b", "numberundefined", "let makes no property"},
    {"this === globalThis", "true", "the receiver of a script"},
    {"'use strict'; (function () { return this; })()", "undefined", "strict code"},
    {"throw new TypeError('m')", "thrown: TypeError: m", "an error"},
    {"throw 1", "thrown: 1", "a number"},
    {"throw undefined", "thrown: undefined", "even undefined"},
    {"throw null", "thrown: null", "and null"},
    {"throw Object.create(null)", "thrown: (no text)", "an object without text"},
    {"nope", "thrown: ReferenceError: Can't find variable: nope", "an unknown name"},
    {"#!/usr/bin/env node\n7", "7", "a line for the shell"},
    {"\xEF\xBB\xBF"
     "7",
     "7", "a byte order mark"},
    {"'\xC3\xA9\xF0\x9F\x98\x80'.length", "3", "a source that is not ASCII"},
    {"'\xED\xA0\x80'.charCodeAt(0)", "55296", "a lone surrogate in it"},
    {"let b = 3", "thrown: SyntaxError: Can't create duplicate variable: 'b'", "a name that is taken"},
    {"var x = ;", "thrown: SyntaxError: Unexpected token ';'", "an early error"},
    {"typeof SharedArrayBuffer + typeof Iterator.concat", "functionfunction", "what is switched on"},
    {"(function f() { return 1 + f(); })()", "thrown: RangeError: Maximum call stack size exceeded.", "deep calls"},
};

static void test_programs(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(programs); i++) {
        same_text(outcome_of(programs[i].source), programs[i].outcome, programs[i].why);
    }
}

/* A thrown value goes nowhere if nobody asks, and `thrown` is not touched by success. */
static void test_thrown(void **state)
{
    NEEDS_ENGINE();
    assert_null(evaluate("throw 1", NULL));
    LodeValue thrown = ops->null(engine);
    assert_non_null(evaluate("1", &thrown));
    assert_int_equal(ops->type(engine, thrown), LODE_TYPE_NULL);
    assert_non_null(ops->get(engine, ops->object(engine), LODE_STR("a"), &thrown));
    assert_true(ops->set_index(engine, ops->object(engine), 1, thrown, &thrown));
    assert_int_equal(ops->type(engine, thrown), LODE_TYPE_NULL);
    LodeValue broken =
        evaluate("({get a() { throw 'get'; }, set a(v) { throw 'set'; }, get 1() { throw 'get 1'; }, "
                 "set 1(v) { throw 'set 1'; }, toString() { throw 'text'; }, valueOf() { throw 'number'; }})",
                 NULL);
    assert_null(ops->get(engine, broken, LODE_STR("a"), &thrown));
    same_text(text_of(thrown), "get", "a getter");
    assert_false(ops->set(engine, broken, LODE_STR("a"), thrown, &thrown));
    same_text(text_of(thrown), "set", "a setter");
    assert_null(ops->get_index(engine, broken, 1, &thrown));
    same_text(text_of(thrown), "get 1", "by index");
    assert_false(ops->set_index(engine, broken, 1, thrown, &thrown));
    same_text(text_of(thrown), "set 1", "by index");
    LodeBuf text = {0};
    assert_false(ops->to_text(engine, broken, &text, &thrown));
    same_text(text_of(thrown), "text", "toString");
    assert_int_equal(text.size, 0);
    double number = ops->to_number(engine, broken, &thrown);
    assert_true(number != number);
    same_text(text_of(thrown), "number", "valueOf");
    assert_null(ops->get(engine, ops->undefined(engine), LODE_STR("a"), &thrown));
    assert_true(lode_str_starts_with(text_of(thrown), LODE_STR("TypeError")));
    assert_false(ops->set(engine, ops->null(engine), LODE_STR("a"), thrown, &thrown));
    assert_null(ops->get_index(engine, ops->null(engine), 0, NULL));
    assert_false(ops->set_index(engine, ops->null(engine), 0, thrown, NULL));
    assert_true(ops->to_number(engine, ops->get(engine, ops->string(engine, LODE_STR("abc")), LODE_STR("length"), NULL),
                               NULL) == 3);
}

static void test_positions(void **state)
{
    NEEDS_ENGINE();
    static const char source[] = "function f() {\n  throw new Error('m');\n}\nf();";
    LodeValue thrown = NULL;
    assert_null(ops->evaluate(engine, LODE_STR(source), LODE_STR("file:///a b/\xC3\xA9.js"), 10, &thrown));
    LodeStr stack = text_of(ops->get(engine, thrown, LODE_STR("stack"), NULL));
    assert_true(lode_str_starts_with(stack, LODE_STR("f@file:///a%20b/%C3%A9.js:11:")));
    assert_true(lode_str_search(stack, LODE_STR("\nglobal code@file:///a%20b/%C3%A9.js:13:2")) != LODE_NOT_FOUND);
    assert_null(ops->evaluate(engine, LODE_STR("\n\nvar x = ;"), LODE_STR("u"), 5, &thrown));
    same_text(text_of(ops->get(engine, thrown, LODE_STR("line"), NULL)), "7", "an early error");
    same_text(text_of(ops->get(engine, thrown, LODE_STR("sourceURL"), NULL)), "u", "and its file");
}

static void test_arrays(void **state)
{
    NEEDS_ENGINE();
    LodeValue items[] = {ops->number(engine, 1), ops->string(engine, LODE_STR("b")), ops->null(engine)};
    LodeValue array = ops->array(engine, 3, items);
    set_global("array", array);
    same_text(outcome_of("Array.isArray(array) + JSON.stringify(array)"), "true[1,\"b\",null]", "a real one");
    assert_true(ops->set_index(engine, array, 4, items[1], NULL));
    same_text(outcome_of("array.length"), "5", "set beyond its end");
    same_text(text_of(ops->get_index(engine, array, 1, NULL)), "b", "an item");
    assert_int_equal(ops->type(engine, ops->get_index(engine, array, 3, NULL)), LODE_TYPE_UNDEFINED);
    set_global("array", ops->array(engine, 0, NULL));
    same_text(outcome_of("JSON.stringify(array)"), "[]", "an empty one");
}

static const struct {
    const char *constructor;
    const char *text;
    const char *why;
} errors[] = {
    {"Error", "Error: m", "the base"},
    {"TypeError", "TypeError: m", "one of the language"},
    {"SyntaxError", "SyntaxError: m", "one of the language"},
    {"AggregateError", "AggregateError", "looked up: it takes the errors first"},
    {"Own", "Own: m", "one of the program"},
    {"Throws", "made", "one that throws: that is the error"},
    {"absent", "Error: m", "none"},
    {"number", "Error: m", "no function"},
};

static void test_errors(void **state)
{
    NEEDS_ENGINE();
    evaluate("var Own = class Own extends Error { get name() { return 'Own'; } }, number = 1;"
             "function Throws() { throw 'made'; } TypeError = 1; globalThis.SyntaxError = Own;",
             NULL);
    for (size_t i = 0; i < ROWS(errors); i++) {
        LodeValue error = ops->error(engine, errors[i].constructor, LODE_STR("m"));
        if (!lode_str_starts_with(text_of(error), lode_str(errors[i].text))) {
            fail_msg("%s: %.*s", errors[i].why, LODE_STR_ARG(text_of(error)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_texts),  WITH_ENGINE(test_long_texts), WITH_ENGINE(test_any_units),
        WITH_ENGINE(test_names),  WITH_ENGINE(test_types),      WITH_ENGINE(test_programs),
        WITH_ENGINE(test_thrown), WITH_ENGINE(test_positions),  WITH_ENGINE(test_arrays),
        WITH_ENGINE(test_errors),
    };
    return cmocka_run_group_tests_name("loader/engine_values", tests, open_engine, close_engine);
}

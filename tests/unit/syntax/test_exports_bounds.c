/* Exports and uses in numbers and depth, and the places of names far down in a source. */
#include "describe.h"

enum { MANY = 50000, SOME = 5000, DEEP = 20000 };

typedef struct Reading {
    LodeParser *parser;
    LodeArena arena;
    LodeRecord *record;
} Reading;

static Reading read_text(const LodeBuf *text, LodeDetail detail)
{
    Reading reading = {.parser = lode_parser_new()};
    lode_parser_set_detail(reading.parser, detail);
    reading.record = lode_record_read(reading.parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(text), &reading.arena);
    return reading;
}

static void release(Reading *reading, LodeBuf *text)
{
    lode_arena_release(&reading->arena);
    lode_parser_free(reading->parser);
    lode_buf_release(text);
}

/* `count` times the piece, in which each # is the number. */
static void repeat(LodeBuf *out, const char *piece, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (const char *at = piece; *at; at++) {
            if (*at == '#') {
                lode_buf_printf(out, "%u", i);
            } else {
                lode_buf_append_byte(out, *at);
            }
        }
    }
}

static const struct {
    const char *before;
    const char *piece;
    const char *after;
    uint32_t count;
    uint32_t exports;
    uint32_t errors;
    const char *why;
} many[] = {
    {"", "export const a# = #;\n", "", MANY, MANY, 0, "declarations"},
    {"export const b = 1", ", a# = #", ";", SOME, SOME + 1, 0, "declarators"},
    {"export const b = 1", ", a# = #", "", SOME, SOME + 1, 0, "declarators without an end"},
    {"", "export function f#() { return #, 1 }\n", "", SOME, SOME, 0, "functions"},
    {"export const {b", ", a#", "} = c", SOME, SOME + 1, 0, "a pattern"},
    {"export {", "a#,", "} from 'x'", MANY, MANY, 0, "a barrel"},
    {"", "export {a#} from './a#.js'\n", "", SOME, SOME, 0, "a barrel of statements"},
    {"", "import {a#} from './a#.js'; export {a#}\n", "", SOME, SOME, 0, "imports and exports"},
    {"", "export * from './a#.js'\n", "", SOME, SOME, 0, "stars"},
    {"let a; export {", "a as b,", "}", 1000, 1000, LODE_DIAGNOSTIC_LIMIT, "one name a thousand times"},
    {"export {", "a#,", "}", 1000, 1000, LODE_DIAGNOSTIC_LIMIT, "names that are not there"},
    {"", "import a from 'x';", "export {a}", SOME, 1, LODE_DIAGNOSTIC_LIMIT, "one import again and again"},
    {"", "var a; ", "export {a}", SOME, 1, 0, "one variable again and again"},
    {"", "export default 1;\n", "", 1000, 1000, LODE_DIAGNOSTIC_LIMIT, "a thousand defaults"},
};

static void test_many(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(many); i++) {
        for (int detail = LODE_DETAIL_EXPORTS; detail <= LODE_DETAIL_USES; detail++) {
            LodeBuf text = {0};
            lode_buf_puts(&text, many[i].before);
            repeat(&text, many[i].piece, many[i].count);
            lode_buf_puts(&text, many[i].after);
            Reading reading = read_text(&text, (LodeDetail)detail);
            same_number(reading.record->export_count, many[i].exports, many[i].why);
            same_number(reading.record->early_error_count, many[i].errors, many[i].why);
            same_number(reading.record->diagnostic_count, 0, many[i].why);
            release(&reading, &text);
        }
    }
}

static const struct {
    const char *open;
    const char *middle;
    const char *close;
    uint32_t count;
    uint32_t uses;
    const char *why;
} deep[] = {
    {"(", "x.a", ")", DEEP, 1, "parentheses"},
    {"", "x", ".a", DEEP, 1, "members"},
    {"", "x", "()", DEEP, 1, "calls"},
    {"", "x", "['a']", DEEP, 1, "members by strings"},
    {"x.a && ", "x.a", "", DEEP, DEEP + 1, "guards"},
    {"x.a ? ", "x.a", " : x.b", 1000, 2001, "guards in each other"},
    {"if (x.a) { ", "x.a", " }", 1000, 1001, "in blocks"},
    {"x => x.a, ", "x.a", "", DEEP, 1, "parameters of that name"},
    {"{ let x; x.a; ", "", "}", 1000, 0, "blocks with names of their own"},
    {"({a: ", "x.a", "})", 1000, 1, "objects"},
    {"x.a = ", "x.a", "", DEEP, DEEP + 1, "assignments"},
    {"<x.A>", "{x.a}", "</x.A>", 1000, 1001, "JSX"},
    {"x.a;", "", "", MANY, MANY, "statements"},
};

static void test_deep(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(deep); i++) {
        LodeBuf text = {0};
        lode_buf_puts(&text, "import * as x from 'm';\n");
        repeat(&text, deep[i].open, deep[i].count);
        lode_buf_puts(&text, deep[i].middle);
        repeat(&text, deep[i].close, deep[i].count);
        Reading reading = read_text(&text, LODE_DETAIL_USES);
        same_number(reading.record->diagnostic_count, 0, deep[i].why);
        same_number(reading.record->use_count, deep[i].uses, deep[i].why);
        release(&reading, &text);
    }
}

/* Positions are those of base/span.h, whatever lies between. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *between;
        const char *why;
    } rows[] = {
        {"\n// a line of some length that says nothing at all", "LF"},
        {"\r\n// another line\r\n", "CRLF"},
        {"\r// a line\r", "CR alone"},
        {"\r\n\n\r\r\n", "all of them"},
        {"// \xE2\x80\xA8/*\xE2\x80\xA9*/ ", "U+2028 and U+2029"},
        {"/* \xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2 \xF0\x9F\x98\x80 */", "wide characters"},
        {"/* \x80\x80\x80\x80\x80\x80 \xE2\x80 \xFF */", "what is not UTF-8"},
        {"/* */", "one line"},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        LodeBuf text = {0};
        lode_buf_puts(&text, "\xEF\xBB\xBF");
        for (uint32_t n = 0; n < 60; n++) {
            repeat(&text, rows[i].between, n * 7);
            lode_buf_printf(&text, "\nimport 'x%u'; export let a%u;", n, n);
        }
        Reading reading = read_text(&text, LODE_DETAIL_EXPORTS);
        same_number(reading.record->export_count, 60, rows[i].why);
        check_places(reading.record, lode_buf_str(&text), rows[i].why);
        release(&reading, &text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

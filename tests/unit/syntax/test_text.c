/* Bytes that are not tidy: marks, line ends, NUL, broken UTF-8; positions among them. */
#include "describe.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

static const struct {
    const char *source;
    size_t size;
    const char *expected;
    const char *why;
} rows[] = {
    {TEXT(""), "", "nothing"},
    {TEXT("\xEF\xBB\xBF"), "", "a BOM alone"},
    {TEXT("\xEF\xBB\xBFrequire('x')"), "require x {}", "a BOM"},
    {TEXT("#!/usr/bin/env node\nrequire('x')"), "require x {}", "a hashbang"},
    {TEXT("\xEF\xBB\xBF#!/usr/bin/env node\nimport 'x'"), "import x {} | module", "both"},
    {TEXT("#!/usr/bin/env require('y')"), "", "a hashbang without an end"},
    {TEXT("a\r\nrequire('x')\r\nimport('y')"), "require x {}; dynamic-import y {}", "CRLF"},
    {TEXT("a\rrequire('x')\rimport('y')"), "require x {}; dynamic-import y {}", "CR alone ends lines too"},
    {TEXT("// a\rrequire('x')"), "require x {}", "and comments"},
    {TEXT("// a\xE2\x80\xA8require('x')"), "require x {}", "U+2028 as well"},
    {TEXT("// \xE2\x82\xAC require('x')"), "", "but not every character that begins like it"},
    {TEXT("a\xE2\x80\xA9require('x')"), "require x {}", "U+2029 between statements"},
    {TEXT("\xC2\xA0require\xE3\x80\x80('x')\xEF\xBB\xBF;"), "require x {}", "blanks outside ASCII"},
    {TEXT("var \xC3\xA9\xC3\xA9 = require('\xC3\xA9')"), "require \xC3\xA9", "a name outside ASCII"},
    {TEXT("\xC3\xA9require('x')"), "", "which is one name"},
    {TEXT("/* \0 */ require('x')"), "require x {}", "NUL in a comment"},
    {TEXT("require('x') // \xFF\xFE"), "require x {}", "no UTF-8 in a comment"},
    {TEXT("require('x')\0"), "require x {} ! 1:13 unexpected NUL byte", "NUL elsewhere is an error"},
    {TEXT("<!-- a\nrequire('x')\n--> b\n"), "require x {}", "comments as HTML has them"},
    {TEXT("while (n --> 0) require('x')"), "require[~] x {}", "which this is not"},
};

static void test_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        same_record((LodeStr){rows[i].source, rows[i].size}, rows[i].expected, rows[i].why);
    }
}

static void test_nul_in_a_value(void **state)
{
    (void)state;
    LodeParser *parser = lode_parser_new();
    LodeArena arena = {0};
    LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, LODE_STR("require('a\0b')"), &arena);
    assert_int_equal(record->request_count, 1);
    assert_int_equal(record->requests[0].specifier.size, 3);
    assert_memory_equal(record->requests[0].specifier.data, "a\0b", 4);
    lode_arena_release(&arena);
    lode_parser_free(parser);
}

static const struct {
    const char *source;
    uint32_t line;
    uint32_t column;
    const char *why;
} places[] = {
    {"require('x')", 1, 9, "the quote"},
    {"\xEF\xBB\xBFrequire('x')", 1, 9, "a BOM is no column"},
    {"\n\n  require('x')", 3, 11, "lines"},
    {"\r\n\r\r\nrequire('x')", 4, 9, "CRLF is one line end, CR CRLF two"},
    {"/*\xE2\x80\xA8*/require('x')", 2, 11, "U+2028"},
    {"'\xC3\xA9\xF0\x9F\x98\x80', require('x')", 1, 16, "columns are UTF-16 units"},
    {"function f() {\n  a(1);\n}\n// b\nrequire('x')", 5, 9, "behind parts that are not parsed"},
    {"const {\n  a, b\n} = require('x')", 3, 13, "behind parts that are"},
    {"a(1, 2, 3, 4, 5); b([1, 2, 3, 4, 5]); require('x')", 1, 47, "in a line with cuts"},
};

static void test_places(void **state)
{
    (void)state;
    LodeParser *parser = lode_parser_new();
    for (size_t i = 0; i < ROWS(places); i++) {
        LodeArena arena = {0};
        LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_str(places[i].source), &arena);
        same_number(record->request_count, 1, places[i].why);
        same_number(record->requests[0].position.line, places[i].line, places[i].why);
        same_number(record->requests[0].position.column, places[i].column, places[i].why);
        same_number(places[i].source[record->requests[0].span.start], '\'', places[i].why);
        same_number(places[i].source[record->requests[0].span.end - 1], '\'', places[i].why);
        lode_arena_release(&arena);
    }
    lode_parser_free(parser);
}

static void test_json(void **state)
{
    (void)state;
    LodeParser *parser = lode_parser_new();
    LodeArena arena = {0};
    LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JSON, LODE_STR("{\"a\": \"require('x')\" !!"), &arena);
    assert_int_equal(record->request_count, 0);
    assert_int_equal(record->diagnostic_count, 0);
    lode_arena_release(&arena);
    lode_parser_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_nul_in_a_value),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

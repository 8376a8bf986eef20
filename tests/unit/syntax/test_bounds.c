/* Nesting, size and hostile repetition: an answer in bounded time, and never an overflow of the stack. */
#include "describe.h"

enum {
    BRACKETS = 200000,
    DEEP = 20000 /* where the parser has to go, which is slow under valgrind */
};

static void repeat(LodeBuf *out, const char *text, int count)
{
    for (int i = 0; i < count; i++) {
        lode_buf_puts(out, text);
    }
}

static const struct {
    int count;
    const char *open;
    const char *middle;
    const char *close;
    const char *expected;
    const char *why;
} rows[] = {
    {BRACKETS, "{", "", "}", "require a {}; require z {}", "blocks"},
    {BRACKETS, "[", "", "]", "require a {}; require z {}", "arrays"},
    {BRACKETS, "(", "1", ")", "require a {}; require z {}", "parentheses"},
    {BRACKETS, "`${", "1", "}`", "require a {}; require z {}", "templates"},
    {DEEP, "{", "require('b')", "}", "require a {}; require b {}; require z {}", "a request at the bottom of blocks"},
    {DEEP, "(", "require('b')", ")", "require a {}; require b {}; require z {}", "of parentheses"},
    {DEEP, "[", "require('b')", "]", "require a {}; require b; require z {}", "of arrays"},
    {DEEP, "b=>", "require('b')", "", "require a {}; require[f] b; require z {}", "of arrows"},
    {DEEP, "!", "require('b')", "", "require a {}; require b; require z {}", "of operators"},
    {DEEP, "if(b);else ", "require('b')", "", "require a {}; require[~] b {}; require z {}", "of an else chain"},
    {DEEP, "", "require('b')", ".c", "require a {}; require b {c}; require z {}", "members of members"},
    {DEEP, "", "require('b')", "()", "require a {}; require b; require z {}", "calls of calls"},
    {DEEP, "b,", "require('b')", "", "require a {}; require b; require z {}", "a long sequence"},
    {DEEP, "", "require('b')", ";", "require a {}; require b {}; require z {}", "empty statements"},
    {DEEP, "", "require('b'", "+'b'", NULL, "an argument that never ends"},
    {BRACKETS, "{", "", "", "require a {}; require z {} ! 1:200013 '{' is never closed", "open braces"},
    {DEEP, "(", "", "", NULL, "open parentheses"},
    {DEEP, "`${", "", "", NULL, "open templates"},
    {DEEP, "/*", "", "", NULL, "a comment of comments"},
};

static void test_depth(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        LodeBuf text = {0};
        lode_buf_puts(&text, "require('a');");
        repeat(&text, rows[i].open, rows[i].count);
        lode_buf_puts(&text, rows[i].middle);
        repeat(&text, rows[i].close, rows[i].count);
        lode_buf_puts(&text, ";require('z')");
        LodeParser *parser = lode_parser_new();
        LodeArena arena = {0};
        LodeBuf described = {0};
        LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(&text), &arena);
        describe_record(&described, record);
        if (rows[i].expected) {
            same_text(lode_buf_str(&described), rows[i].expected, rows[i].why);
        } else if (!record->diagnostic_count) {
            fail_msg("%s: no diagnostic", rows[i].why);
        }
        check_places(record, lode_buf_str(&text), rows[i].why);
        lode_buf_release(&described);
        lode_buf_release(&text);
        lode_arena_release(&arena);
        lode_parser_free(parser);
    }
}

/* Each of the requests is on its own level, or in its own statement: nothing may be looked for upwards. */
static void test_many(void **state)
{
    (void)state;
    static const struct {
        const char *open;
        const char *close;
        const char *why;
    } many[] = {
        {"{require('x');", "}", "in blocks"},
        {"require(", ")", "in each other"},
        {"[require,", "]", "a name in patterns"},
        {"require=", "", "assigned to each other"},
        {"import {a} from 'x';", "", "statements in one line"},
        {"\n\nrequire('x');", "", "in lines"},
        {"(function(require){", "})(require);", "handed on"},
    };
    for (size_t i = 0; i < ROWS(many); i++) {
        LodeBuf text = {0};
        repeat(&text, many[i].open, DEEP);
        lode_buf_puts(&text, "require('x')");
        repeat(&text, many[i].close, DEEP);
        LodeParser *parser = lode_parser_new();
        LodeArena arena = {0};
        LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(&text), &arena);
        if (!record->request_count) {
            fail_msg("%s: no request", many[i].why);
        }
        lode_buf_release(&text);
        lode_arena_release(&arena);
        lode_parser_free(parser);
    }
}

/* More than is parsed: what is plain is found by the pass alone. */
static void test_size(void **state)
{
    (void)state;
    LodeBuf text = {0};
    lode_buf_puts(&text, "import a from 'x'; const b = require('y');\n");
    while (text.size < (33u << 20)) {
        lode_buf_puts(&text, "b.c = typeof module === 'd' && module.e + b.f - b.g * b.h / b.i;\n");
    }
    LodeParser *parser = lode_parser_new();
    LodeArena arena = {0};
    LodeBuf described = {0};
    describe_record(&described, lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(&text), &arena));
    same_text(lode_buf_str(&described), "import x; require y ! 1:1 gave up: too large or too broken to be parsed",
              "33 MB");
    lode_buf_release(&described);
    lode_buf_release(&text);
    lode_arena_release(&arena);
    lode_parser_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

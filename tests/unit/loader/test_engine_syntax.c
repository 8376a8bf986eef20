/* Early errors of scripts and modules. */
#include "tests/unit/loader/engine_rig.h"

enum { SCRIPT, MODULE };

static const struct {
    int kind;
    LodeStr source;
    const char *message; /* NULL: it is legal */
    unsigned line;
    const char *why;
} sources[] = {
    {SCRIPT, BYTES(""), NULL, 0, "nothing"},
    {MODULE, BYTES(""), NULL, 0, "nothing"},
    {SCRIPT, BYTES("var await = 1; with (a) {}"), NULL, 0, "sloppy"},
    {MODULE, BYTES("var await = 1"), "Cannot use 'await' as a variable name in a module.", 1, "a word of modules"},
    {MODULE, BYTES("\nwith (a) {}"), "'with' statements are not valid in strict mode.", 2, "modules are strict"},
    {MODULE, BYTES("import a, {b as c} from 'x'; export * from 'y'; export {a as 'b c'}; await c"), NULL, 0,
     "a module"},
    {SCRIPT, BYTES("import a from 'x'"), "Unexpected identifier 'a'. import call expects one or two arguments.", 1,
     "not a script"},
    {SCRIPT, BYTES("1;\nexport {}"), "Unexpected keyword 'export'", 2, "not a script"},
    {MODULE, BYTES("let a;\n\nlet a;"), "Cannot declare a let variable twice: 'a'.", 3, "twice"},
    {MODULE, BYTES("import {a} from 'x';\nlet a;"), "Cannot declare a let variable twice: 'a'.", 2,
     "imports are names"},
    {MODULE, BYTES("let a, b; export {a};\nexport {b as a}"), "Cannot export a duplicate name 'a'.", 2,
     "exported twice"},
    {MODULE, BYTES("export {a}"), "Exported binding 'a' needs to refer to a top-level declared variable.", 1,
     "no such name"},
    {MODULE, BYTES("import a from 'x' with {type: 'json', type: 'y'}"),
     "Unexpected identifier 'type'. A duplicate key for import attributes 'type'.", 1, "an attribute twice"},
    {MODULE, BYTES("x = import.meta.url; import('y')"), NULL, 0, "meta and calls"},
    {SCRIPT, BYTES("import.meta"), "import.meta is only valid inside modules.", 1, "not in scripts"},
    {SCRIPT, BYTES("return 1"), "Return statements are only valid inside functions.", 1, "return at the top"},
    {SCRIPT, BYTES("#!/usr/bin/env node\n1"), NULL, 0, "a line for the shell"},
    {MODULE, BYTES("#!/usr/bin/env node\n1"), NULL, 0, "in a module as well"},
    {MODULE,
     BYTES("\xEF\xBB\xBF"
           "let a"),
     NULL, 0, "a byte order mark"},
    {MODULE, BYTES("'\xC3\xA9'; let \xC3\xA9;\nlet \xC3\xA9"), "Cannot declare a let variable twice: '\xC3\xA9'.", 2,
     "not ASCII"},
    {MODULE, BYTES("'\xED\xA0\x80'; '\xFF'"), NULL, 0, "no UTF-8, where it may stand"},
    {MODULE, BYTES("'\xED\xA0\x80';\n\xFF"), "Invalid character '\\ufffd'", 2, "and where it may not"},
    {MODULE, BYTES("'a\0b'"), NULL, 0, "NUL, where it may stand"},
    {MODULE, BYTES("1;\n\0"), "Invalid character: '\\0'", 2, "and where it may not"},
    {SCRIPT, BYTES("1;\n\0"), "Invalid character: '\\0'", 2, "in a script as well"},
    {SCRIPT, BYTES("class A { m() { this.#b } }"), "Cannot reference undeclared private names: \"#b\"", 1,
     "private names"},
    {SCRIPT, BYTES("\n\n/(/"), "Invalid regular expression: missing )", 3, "an expression that never runs"},
    {SCRIPT, BYTES("throw 1"), NULL, 0, "nothing is run"},
    {MODULE, BYTES("throw 1"), NULL, 0, "nothing is run"},
};

static void test_syntax(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(sources); i++) {
        LodeSyntaxFault fault = {LODE_STR_NONE, 77, 77};
        bool is_legal =
            ops->check_syntax(engine, sources[i].source, LODE_STR("u"), sources[i].kind == MODULE, &arena, &fault);
        same_text(is_legal ? LODE_STR_NONE : fault.message, sources[i].message, sources[i].why);
        same_number(fault.line, is_legal ? 77 : sources[i].line, sources[i].why);
        same_number(fault.column, is_legal ? 77 : 0, sources[i].why);
        same_number(
            ops->check_syntax(engine, sources[i].source, LODE_STR("u"), sources[i].kind == MODULE, &arena, NULL),
            is_legal, sources[i].why);
    }
}

/* Nested deeper than any parser's stack: refused, in both ways. */
static void test_deep_syntax(void **state)
{
    NEEDS_ENGINE();
    static const char *const pairs[] = {"()", "[]", "{}"};
    for (size_t i = 0; i < ROWS(pairs); i++) {
        LodeBuf text = {0};
        for (int k = 0; k < 300000; k++) {
            lode_buf_append_byte(&text, pairs[i][0]);
        }
        lode_buf_append_byte(&text, '1');
        for (int k = 0; k < 300000; k++) {
            lode_buf_append_byte(&text, pairs[i][1]);
        }
        for (int kind = SCRIPT; kind <= MODULE; kind++) {
            LodeSyntaxFault fault = {0};
            assert_false(ops->check_syntax(engine, lode_buf_str(&text), LODE_STR("u"), kind == MODULE, &arena, &fault));
            assert_true(lode_str_search(fault.message, LODE_STR("stack size")) != LODE_NOT_FOUND);
        }
        lode_buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_syntax),
        WITH_ENGINE(test_deep_syntax),
    };
    return cmocka_run_group_tests_name("loader/engine_syntax", tests, open_engine, close_engine);
}

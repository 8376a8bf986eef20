/* Broken code: what is said about it and where, and the requests that are known all the same. */
#include "describe.h"

static const RecordRow tokens[] = {
    {"const a = ;\nimport 'x'", "import x {} ! 1:11 unexpected ';'", "a value is missing; V8 sees no import"},
    {"import x form 'y';\nimport z from 'z';", "import y {}; import z {default:z} | module ! 1:10 unexpected 'form'",
     "a typing error"},
    {"import {a b} from 'x'", "import x {a, b} | module ! 1:11 unexpected 'b'", "a comma is missing"},
    {"export default ;", "| module ! 1:16 unexpected ';'", "a value of an export"},
    {"a = b c d; require('x')", "require x {} ! 1:7 unexpected 'c'", "two names side by side"},
    {"f('a' 'b'); require('x')", "require x {} ! 1:7 unexpected string", "two strings"},
    {"require('x'); f(a `b` 1)", "require x {} ! 1:23 unexpected '1'", "a number"},
    {"import type {A} from 'x'", "import x {A} | module ! 1:13 unexpected '{'", "TypeScript"},
    {"require('x'); a = 5 +", "require x {} ! 1:22 unexpected end of file", "an end too early"},
    {"import", "| module ! 1:7 unexpected end of file", "also here"},
    {"import a from 'x'\nlet @ = 3", "import x {default:a} | module ! 2:5 unexpected '@'", "no token at all"},
    {"<<<<<<< ours\nimport 'a'\n=======\nimport 'b'\n>>>>>>> theirs\n",
     "import a; import b ! 1:2 unexpected '<' ! 3:4 unexpected '=' ! 5:4 unexpected '>'", "a conflict"},
    {"require('x'); a b a_name_that_is_longer_than_what_is_quoted_of_it", "require x {} ! 1:17 unexpected 'b'",
     "the first of several"},
    {"require('x'); a a_name_that_is_longer_than_what_is_quoted_of_it",
     "require x {} ! 1:17 unexpected 'a_name_that_is_longer_than_what_…'", "a long one is cut"},
    {"require('x'); a \xC3\xA9\xC3\xA9", "require x {} ! 1:17 unexpected '\xC3\xA9\xC3\xA9'", "outside ASCII"},
    {"require('x'); a \x01", "require x {} ! 1:17 unexpected control character U+0001", "a control character"},
};

static const RecordRow pairs[] = {
    {"function f( { return 1 }\nrequire('x')", "require x ! 1:11 '(' is never closed", "a parenthesis"},
    {"require('x'); if (a) {\n  b()\n", "require x {} ! 1:22 '{' is never closed", "a brace"},
    {"require('x')\n)\n", "require x {} ! 2:1 unexpected ')'", "one too many"},
    {"f({ a: [1, 2 }); require('x')", "require x {} ! 1:14 unexpected '}': '[' at 1:8 is still open", "the wrong one"},
    {"a = `b${c(}`; require('x')", "require x {} ! 1:11 unexpected '}': '(' at 1:10 is still open",
     "in a substitution"},
    {"require('x'); a = `b${c", "require x {} ! 1:21 '{' is never closed", "of a substitution"},
    {"require('x'); a = `b", "require x {} ! 1:19 this template never ends", "a template"},
    {"require('x'); a = 'b\nc", "require x {} ! 1:19 this string never ends", "a string"},
    {"require('x'); a = \"b\\", "require x {} ! 1:19 this string never ends", "a string that ends in a backslash"},
    {"require('x') /* a", "require x ! 1:14 this comment never ends", "a comment, which takes the statement with it"},
};

static const RecordRow fine[] = {
    {"export {a as null, b as undefined, c as void, d as class}", "| module", "keywords as names of exports"},
    {"function f() { let a\n[a] = b }\nimport 'x'", "import x {} | module", "a declaration ends before a bracket"},
    {"let using; using += 'a' ? using : using; import 'x'", "import x {} | module", "a variable called using"},
    {"for (const of of of); import 'x'", "import x {} | module", "of in all its roles"},
    {"if (a) b\nelse c; do d\nwhile (e)\nrequire('x')", "require x {}", "statements without semicolons"},
    {"class A { static async *a() {} get b() { return 1 } static c = 1; 'd'() {} 2() {} [e]() {} #f = 3 "
     "}\nrequire('x')",
     "require x {}", "members of every kind"},
    {"a = b\n++c; d = e / f / g; h = i++ / 2; if (j) /k/.test(l); m = n[0] / 2; require('x')", "require x {}",
     "slashes and steps"},
    {"a = {}\n/b/g; require('x')", "require x {}", "a brace and a division"},
    {"a ? b : c ? {d} : [e]; f = g => ({}); h = async i => {}; require('x')", "require x {}", "arrows and choices"},
    {"x = a < b; y = a << 2; z = a <= b; w = a++ < b; require('x')", "require x {}", "less than"},
    {"1 in a; 'b' in c; f instanceof G; class H { #d; e(f) { return #d in f } } require('x')", "require x {}", "in"},
    {"1..toString(); .5.toFixed(); 1_000n; 0x1F; 1e+3; require('x')", "require x {}", "numbers"},
    {"a?.b?.[c]?.(d); e ?? f; g ||= h; i **= j; require('x')", "require x {}", "newer operators"},
    {"/[/]/.test(a); /\\//.test(b); /(?<c>d)/v; require('x')", "require x {}", "regular expressions"},
    {"label: for (;;) { break label } async () => { for await (const a of b) c }; require('x')", "require x {}",
     "labels"},
};

static void test_tokens(void **state)
{
    (void)state;
    same_records(tokens, ROWS(tokens));
}

static void test_pairs(void **state)
{
    (void)state;
    same_records(pairs, ROWS(pairs));
}

static void test_fine(void **state)
{
    (void)state;
    same_records(fine, ROWS(fine));
}

/* Prose is not searched for errors, one by one. */
static void test_prose(void **state)
{
    (void)state;
    LodeBuf prose = {0};
    for (int i = 0; i < 200; i++) {
        lode_buf_puts(&prose, "This is a text, of some words. ");
    }
    lode_buf_puts(&prose, "\n;import 'x'\n");
    same_record(lode_buf_str(&prose),
                "import x ! 1:1 gave up: too large or too broken to be parsed ! 1:6 unexpected 'is'", "prose");
    lode_buf_release(&prose);
}

static void test_limit(void **state)
{
    (void)state;
    LodeParser *parser = lode_parser_new();
    LodeArena arena = {0};
    LodeBuf text = {0};
    for (int i = 0; i < 50; i++) {
        lode_buf_puts(&text, "import {a b} from 'x'\n");
    }
    LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(&text), &arena);
    assert_int_equal(record->request_count, 50);
    assert_int_equal(record->diagnostic_count, LODE_DIAGNOSTIC_LIMIT);
    assert_true(record->diagnostics_truncated);
    lode_buf_release(&text);
    lode_arena_release(&arena);
    lode_parser_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens), cmocka_unit_test(test_pairs), cmocka_unit_test(test_fine),
        cmocka_unit_test(test_prose),  cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

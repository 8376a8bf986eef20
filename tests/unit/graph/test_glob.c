/* Globs: what matches, what does not, and that matching takes linear time. */
#include "graph/glob.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *pattern;
    const char *text;
    bool matches;
    const char *why;
} Row;

static const Row rows[] = {
    {"a.js", "a.js", true, "letters stand for themselves"},
    {"a.js", "b.js", false, "and for nothing else"},
    {"a.js", "a.jsx", false, "the whole text is meant"},
    {"a.js", "src/a.js", true, "without '/' the last segment is tried as well"},
    {"a.js", "src/b/a.js", true, "at any depth"},
    {"src/a.js", "lib/src/a.js", false, "with '/' only the whole text is meant"},
    {"./src/a.js", "src/a.js", true, "a leading ./ means nothing"},
    {"*.js", "a.js", true, "a star is any run"},
    {"*.js", ".js", true, "also the empty one; dots are not special"},
    {"*.test.js", "src/a.test.js", true, "without '/' at any depth"},
    {"src/*.js", "src/a.js", true, "a star in a path"},
    {"src/*.js", "src/a/b.js", false, "a star does not cross '/'"},
    {"src/*/index.js", "src/a/index.js", true, "a star is one segment"},
    {"src/*/index.js", "src/index.js", false, "and not none"},
    {"src/*/index.js", "src/a/b/index.js", false, "and not two"},
    {"src/**/index.js", "src/index.js", true, "two stars are any number of segments, none included"},
    {"src/**/index.js", "src/a/b/index.js", true, "or two"},
    {"src/**/index.js", "src/aindex.js", false, "but whole ones"},
    {"src/**", "src/a/b.js", true, "two stars at the end are everything below"},
    {"src/**", "src", false, "not the folder itself"},
    {"**", "a/b/c", true, "everything"},
    {"**/b/**", "a/b/c/d", true, "several of them"},
    {"**/b/**", "b/c", true, "each may be empty in front"},
    {"**/*.js", "a.js", true, "at any depth, the top included"},
    {"a**b", "axxb", true, "two stars inside a segment are one star"},
    {"a**b", "ax/xb", false, "that does not cross '/'"},
    {"src/old/", "src/old/x/y.js", true, "a trailing '/' is everything below"},
    {"src/old/", "src/older/y.js", false, "of that folder"},
    {"old/", "src/old/y.js", true, "without another '/' at any depth"},
    {"?.js", "a.js", true, "one character"},
    {"?.js", "ab.js", false, "not two"},
    {"?.js", "é.js", true, "a character is a code point, not a byte"},
    {"a?b", "a/b", false, "never '/'"},
    {"[a-c].js", "b.js", true, "a range"},
    {"[a-c].js", "d.js", false, "outside of it"},
    {"[!a-c].js", "d.js", true, "negated"},
    {"[^a-c].js", "b.js", false, "negated in the other way of writing"},
    {"x[!a]y", "x/y", false, "a negated set is never '/'"},
    {"[à-ü].js", "é.js", true, "ranges are of code points"},
    {"[]].js", "].js", true, "']' at first is a member"},
    {"[a-].js", "-.js", true, "'-' at the end is a member"},
    {"[a.js", "[a.js", true, "an unclosed set is a bracket"},
    {"pages/[[]id].js", "pages/[id].js", true, "a bracket in a set is one"},
    {"{a,b}.js", "b.js", true, "either"},
    {"{a,b}.js", "c.js", false, "nothing else"},
    {"*.{js,mjs,cjs}", "x.cjs", true, "more than two"},
    {"a{,b}c", "ac", true, "an empty part"},
    {"a{b}c", "abc", true, "a single part"},
    {"{a,{b,c}d}e", "cde", true, "nested"},
    {"{a,{b,c}d}e", "bde", true, "each of the inner ones"},
    {"{a,{b,c}d}e", "be", false, "with what stands behind them"},
    {"{src,test/**}/*.js", "test/a/b/x.js", true, "two stars at the end of a part"},
    {"{src,lib}/**/*.js", "lib/x.js", true, "a part before two stars"},
    {"{a,b", "{a,b", true, "an unclosed brace is a brace"},
    {"a,b", "a,b", true, "a comma outside braces is a comma"},
    {"a}b", "a}b", true, "a closing brace alone too"},
    {"a\\*b", "a*b", true, "a backslash takes the meaning away"},
    {"a\\*b", "axb", false, "so it is no star"},
    {"{a\\,b,c}", "a,b", true, "in braces too"},
    {"\\{a,b}", "{a,b}", true, "and before them"},
    {"a\\", "a\\", true, "at the end it is itself"},
    {"", "", true, "the empty pattern is the empty text"},
    {"", "a", false, "only"},
    {"node:*", "node:fs", true, "ids of core modules are texts like others"},
    {"node_modules/**", "node_modules/a/index.js", true, "the usual exclusion"},
    {"**/node_modules/**", "node_modules/a/index.js", true, "in its other usual form"},
    {"\xFF*",
     "\xFF"
     "a",
     true, "bytes that are no UTF-8 stand for themselves"},
    {"\xFF", "\xFE", false, "and are not all the same"},
    {"?", "\n", true, "a newline is a character"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LodeArena arena = {0};
        const LodeGlob *glob = lode_glob_new(&arena, lode_str(rows[i].pattern), NULL);
        if (!glob || lode_glob_matches(glob, lode_str(rows[i].text)) != rows[i].matches) {
            print_error("%s on %s: %s\n", rows[i].pattern, rows[i].text, rows[i].why);
            fail();
        }
        lode_arena_release(&arena);
    }
}

/* A matcher that goes back over its stars would need 2^30 steps and more for these. */
static void test_no_backtracking(void **state)
{
    (void)state;
    LodeArena arena = {0};
    char text[2001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    LodeBuf stars = {0};
    for (int i = 0; i < 200; i++) {
        lode_buf_puts(&stars, "*a");
    }
    lode_buf_puts(&stars, "b");
    assert_false(lode_glob_matches(lode_glob_new(&arena, lode_buf_str(&stars), NULL), lode_str(text)));
    lode_buf_clear(&stars);
    for (int i = 0; i < 90; i++) {
        lode_buf_puts(&stars, "{a,aa,*}");
    }
    lode_buf_puts(&stars, "b");
    assert_false(lode_glob_matches(lode_glob_new(&arena, lode_buf_str(&stars), NULL), lode_str(text)));
    lode_buf_clear(&stars);
    for (int i = 0; i < 200; i++) {
        lode_buf_puts(&stars, "**/");
    }
    lode_buf_puts(&stars, "b");
    for (size_t i = 1; i < sizeof text - 1; i += 2) {
        text[i] = '/';
    }
    assert_false(lode_glob_matches(lode_glob_new(&arena, lode_buf_str(&stars), NULL), lode_str(text)));
    lode_buf_release(&stars);
    lode_arena_release(&arena);
}

static void test_nesting_and_size(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeBuf text = {0};
    LodeError error = {0};
    for (int i = 0; i < 450; i++) {
        lode_buf_puts(&text, "{");
    }
    lode_buf_puts(&text, "x");
    for (int i = 0; i < 450; i++) {
        lode_buf_puts(&text, "}");
    }
    const LodeGlob *nested = lode_glob_new(&arena, lode_buf_str(&text), &error);
    assert_non_null(nested);
    assert_true(lode_glob_matches(nested, LODE_STR("x")));
    lode_buf_clear(&text);
    for (int i = 0; i < 999; i++) {
        lode_buf_append_byte(&text, ',');
    }
    text.data[0] = '{';
    text.data[998] = '}';
    assert_non_null(lode_glob_new(&arena, lode_buf_str(&text), &error));
    assert_int_equal(error.code, LODE_ERROR_NONE);
    lode_buf_append_byte(&text, 'x');
    assert_null(lode_glob_new(&arena, lode_buf_str(&text), &error));
    assert_int_equal(error.code, LODE_ERROR_LODE_USAGE);

    LodeGlobSet set;
    LodeStr patterns[] = {LODE_STR("*.css"), lode_buf_str(&text), LODE_STR("*.mjs")};
    error = (LodeError){0};
    assert_false(lode_glob_set_init(&set, &arena, patterns, 3, &error));
    assert_int_equal(error.code, LODE_ERROR_LODE_USAGE);
    assert_int_equal(set.count, 2); /* the others count all the same */
    assert_true(lode_glob_set_matches(&set, LODE_STR("a/x.mjs")));
    assert_false(lode_glob_set_matches(&set, LODE_STR("a/x.js")));
    lode_buf_release(&text);
    lode_arena_release(&arena);
}

static void test_is_pattern(void **state)
{
    (void)state;
    assert_false(lode_glob_is_pattern(LODE_STR("src/a-b_c.js")));
    assert_true(lode_glob_is_pattern(LODE_STR("src/*.js")));
    assert_true(lode_glob_is_pattern(LODE_STR("{a,b}")));
    assert_true(lode_glob_is_pattern(LODE_STR("[id]")));
    assert_false(lode_glob_is_pattern(((LodeStr){"a\0b", 3})));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_no_backtracking),
        cmocka_unit_test(test_nesting_and_size),
        cmocka_unit_test(test_is_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

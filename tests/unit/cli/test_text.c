/* Text for people: escapes, widths, fitting into a line, numbers, wrapping. */
#include "cli/text.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

static LodeBuf buffer;

static const char *taken(void)
{
    lode_buf_append(&buffer, LODE_STR(""));
    return buffer.data ? buffer.data : "";
}

static const struct {
    LodeStr text;
    const char *shown;
    size_t width;
    const char *why;
} shown[] = {
    {LODE_STR_INIT("src/a.js"), "src/a.js", 8, "as it is"},
    {LODE_STR_INIT("a\nb\tc\rd"), "a\\nb\\tc\\rd", 10, "line feed, tab and return"},
    {LODE_STR_INIT("\x1b[31m"), "\\x1b[31m", 8, "no escape sequence reaches a terminal"},
    {LODE_STR_INIT("a\0b"), "a\\x00b", 6, "NUL is a byte like others"},
    {LODE_STR_INIT("\x7f"), "\\x7f", 4, "DEL"},
    {LODE_STR_INIT("\xc2\x85"), "\\u{85}", 6, "C1 controls"},
    {LODE_STR_INIT("\xe2\x80\xae"), "\\u{202e}", 8, "right-to-left override"},
    {LODE_STR_INIT("\xe2\x80\x8b"), "\\u{200b}", 8, "a space without width"},
    {LODE_STR_INIT("\xff\xfe"), "\\xff\\xfe", 8, "no UTF-8: byte by byte"},
    {LODE_STR_INIT("\xe6\x97"), "\\xe6\\x97", 8, "a character that is cut off"},
    {LODE_STR_INIT("\xef\xbf\xbd"), "\xef\xbf\xbd", 1, "U+FFFD itself"},
    {LODE_STR_INIT("日本"), "日本", 4, "wide characters"},
    {LODE_STR_INIT("e\xcc\x81"), "e\xcc\x81", 1, "a combining accent has no width"},
    {LODE_STR_INIT("\xf0\x9f\x98\x80"), "\xf0\x9f\x98\x80", 2, "emoji"},
    {LODE_STR_INIT("ż"), "ż", 1, "two bytes, one column"},
    {LODE_STR_INIT(""), "", 0, "nothing"},
};

static void test_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(shown); i++) {
        lode_buf_clear(&buffer);
        lode_text_append(&buffer, shown[i].text);
        assert_string_equal(taken(), shown[i].shown);
        assert_int_equal(lode_text_width(shown[i].text), shown[i].width);
    }
}

static const struct {
    const char *text;
    size_t width;
    const char *fitted;
    const char *path; /* by lode_text_append_path; NULL where it is the same */
    const char *why;
} fitted[] = {
    {"abcdef", 6, "abcdef", NULL, "exactly"},
    {"abcdef", 5, "a…def", NULL, "one too many: the end keeps more"},
    {"abcdefghij", 7, "ab…ghij", NULL, "a third in front"},
    {"abcdef", 1, "…", NULL, "room for the mark only"},
    {"日本語日本語", 7, "日…本語", NULL, "wide characters are not cut"},
    {"node_modules/abc/x.js", 10, "nod…c/x.js", "…/abc/x.js", "the folder that everybody knows goes first"},
    {"node_modules/a/node_modules/bc/x.js", 9, "no…c/x.js", "…/bc/x.js", "as often as it must"},
    {"node_modules/a/node_modules/bc/x.js", 30, "node_modu…node_modules/bc/x.js", "…/a/node_modules/bc/x.js",
     "but not more often"},
};

static void test_fitted(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(fitted); i++) {
        LodeStr text = lode_str(fitted[i].text);
        for (int as_path = 0; as_path < 2; as_path++) {
            lode_buf_clear(&buffer);
            size_t used = as_path ? lode_text_append_path(&buffer, text, fitted[i].width, "…")
                                  : lode_text_append_fit(&buffer, text, fitted[i].width, "…");
            assert_true(used <= fitted[i].width);
            assert_int_equal(used, lode_text_width(lode_buf_str(&buffer)));
            if (as_path && fitted[i].path) {
                assert_string_equal(taken(), fitted[i].path);
            } else {
                assert_string_equal(taken(), fitted[i].fitted);
            }
        }
    }
}

/* No text and no width makes a line longer than it may be. */
static void test_fitted_always(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "a", "日", "ab\ncd", "node_modules/", "node_modules/日本/\xff.js", "\x1b\x1b\x1b"};
    for (size_t i = 0; i < ROWS(texts); i++) {
        for (size_t width = 1; width < 40; width++) {
            lode_buf_clear(&buffer);
            assert_true(lode_text_append_path(&buffer, lode_str(texts[i]), width, "…") <= width);
            assert_true(lode_text_width(lode_buf_str(&buffer)) <= width);
        }
    }
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        uint64_t value;
        const char *count;
        const char *bytes;
    } numbers[] = {
        {0, "0", "0 B"},
        {7, "7", "7 B"},
        {999, "999", "999 B"},
        {1000, "1,000", "1.0 kB"},
        {12345, "12,345", "12.3 kB"},
        {999949, "999,949", "999.9 kB"},
        {999999, "999,999", "1.0 MB"},
        {1234567890, "1,234,567,890", "1.2 GB"},
        {UINT64_MAX, "18,446,744,073,709,551,615", "18446744.1 TB"},
    };
    for (size_t i = 0; i < ROWS(numbers); i++) {
        lode_buf_clear(&buffer);
        lode_text_append_count(&buffer, numbers[i].value);
        assert_string_equal(taken(), numbers[i].count);
        lode_buf_clear(&buffer);
        lode_text_append_bytes(&buffer, numbers[i].value);
        assert_string_equal(taken(), numbers[i].bytes);
    }
    lode_buf_clear(&buffer);
    lode_text_append_counted(&buffer, 1, "directory", "directories");
    lode_text_append_counted(&buffer, 2, "directory", "directories");
    lode_text_append_counted(&buffer, 0, "file", NULL);
    assert_string_equal(taken(), "1 directory2 directories0 files");
    lode_buf_clear(&buffer);
    lode_text_append_seconds(&buffer, 0.0123);
    lode_text_append_seconds(&buffer, 1.5);
    assert_string_equal(taken(), "12 ms1.50 s");
}

static const struct {
    const char *text;
    size_t indent;
    size_t width;
    bool continues;
    const char *wrapped;
    const char *why;
} wrapped[] = {
    {"a b", 2, 40, false, "  a b\n", "one line"},
    {"a b", 2, 40, true, "a b\n", "the first line has its indent already"},
    {"aaaa bbbb cccc dddd eeee ffff", 0, 24, false, "aaaa bbbb cccc dddd eeee\nffff\n", "at a space"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", 0, 24, false, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nb\n",
     "a word that is too long stands alone"},
    {"a\nb", 2, 40, false, "  a\n  b\n", "line feeds stay"},
    {"a\n\nb", 2, 40, false, "  a\n\n  b\n", "empty lines have no blanks"},
    {"", 2, 40, true, "\n", "nothing"},
};

static void test_wrapped(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(wrapped); i++) {
        lode_buf_clear(&buffer);
        lode_text_wrap(&buffer, lode_str(wrapped[i].text), wrapped[i].indent, wrapped[i].width, wrapped[i].continues);
        assert_string_equal(taken(), wrapped[i].wrapped);
    }
}

static int release(void **state)
{
    (void)state;
    lode_buf_release(&buffer);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shown),   cmocka_unit_test(test_fitted),  cmocka_unit_test(test_fitted_always),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_wrapped),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}

/* Positions: lines and columns from byte offsets. */
#include "base/span.h"
#include "rows.h"

static const struct {
    const char *source;
    uint32_t offset;
    uint32_t line;
    uint32_t column;
    const char *why;
} positions[] = {
    {"", 0, 1, 1, "an empty source has one line"},
    {"abc", 0, 1, 1, "both count from 1"},
    {"abc", 2, 1, 3, "a byte is a column"},
    {"abc", 3, 1, 4, "the end is a place"},
    {"abc", 99, 1, 4, "behind the end is the end"},
    {"a\nb", 1, 1, 2, "a line end belongs to its line"},
    {"a\nb", 2, 2, 1, "LF"},
    {"a\rb", 2, 2, 1, "CR alone"},
    {"a\r\nb", 3, 2, 1, "CRLF is one line end"},
    {"a\r\nb", 2, 1, 3, "between CR and LF the line has not ended"},
    {"a\n\rb", 3, 3, 1, "LF CR is two"},
    {"a\xE2\x80\xA8"
     "b",
     4, 2, 1, "U+2028"},
    {"a\xE2\x80\xA9"
     "b",
     4, 2, 1, "U+2029"},
    {"a\xE2\x80\xA7"
     "b",
     4, 1, 3, "U+2027 is no line end"},
    {"\xE2\x80", 2, 1, 2, "half of one is none"},
    {"a\x0B\x0C\xC2\x85"
     "b",
     5, 1, 5, "nor are VT, FF and NEL"},
    {"\xC3\xA9x", 2, 1, 2, "two bytes, one code unit"},
    {"\xE2\x82\xACx", 3, 1, 2, "three bytes, one code unit"},
    {"\xF0\x9F\x98\x80x", 4, 1, 3, "four bytes are a pair of surrogates"},
    {"\xEF\xBB\xBFx", 3, 1, 1, "a BOM at the start is no text"},
    {"\xEF\xBB\xBFx", 4, 1, 2, "and shifts nothing"},
    {"\xEF\xBB\xBF\nx", 4, 2, 1, "nor on later lines"},
    {"a\xEF\xBB\xBFx", 4, 1, 3, "elsewhere it is a code unit like others"},
    {"\n\n\n", 3, 4, 1, "the last line may be empty"},
};

static void test_positions(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(positions); i++) {
        LodeStr source = lode_str(positions[i].source);
        LodeLines lines;
        lode_lines_init(&lines, source);
        LodePosition by_table = lode_lines_position(&lines, positions[i].offset);
        LodePosition alone = lode_position_of(source, positions[i].offset);
        lode_lines_release(&lines);
        same_number(by_table.line, positions[i].line, positions[i].why);
        same_number(by_table.column, positions[i].column, positions[i].why);
        same_number(alone.line, positions[i].line, positions[i].why);
        same_number(alone.column, positions[i].column, positions[i].why);
    }
}

/* The two ways to a position agree at every offset of sources made of what matters. */
static void test_ways_agree(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a", "\n", "\r", "\r\n", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC3\xA9", "\xF0\x9F\x98\x80", "\xE2", "\x80", "ab"};
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        LodeBuf source = {0};
        for (int i = 0; i < 20; i++) {
            seed = seed * 1664525 + 1013904223;
            lode_buf_puts(&source, pieces[(seed >> 16) % ROWS(pieces)]);
        }
        LodeLines lines;
        lode_lines_init(&lines, lode_buf_str(&source));
        uint32_t last_line = 1;
        for (uint32_t offset = 0; offset <= source.size; offset++) {
            LodePosition by_table = lode_lines_position(&lines, offset);
            LodePosition alone = lode_position_of(lode_buf_str(&source), offset);
            assert_int_equal(by_table.line, alone.line);
            assert_int_equal(by_table.column, alone.column);
            assert_true(by_table.line >= last_line);
            last_line = by_table.line;
        }
        assert_int_equal(last_line, lines.starts.count);
        lode_lines_release(&lines);
        lode_buf_release(&source);
    }
}

static const struct {
    uint32_t line;
    const char *text;
    const char *why;
} texts[] = {
    {1, "one", "without its LF"},        {2, "", "an empty line"},
    {3, "three", "without its CRLF"},    {4, "four", "the last one, without a line end"},
    {0, "", "no line has the number 0"}, {5, "", "nor a number behind the last"},
};

static void test_texts(void **state)
{
    (void)state;
    LodeLines lines;
    lode_lines_init(&lines, LODE_STR("one\n\nthree\r\nfour"));
    for (size_t i = 0; i < ROWS(texts); i++) {
        same_text(lode_lines_text(&lines, texts[i].line), texts[i].text, texts[i].why);
    }
    lode_lines_release(&lines);
}

/* On long lines columns come from marks; they are the same as by counting. */
static void test_long_lines(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xFF"};
    LodeBuf text = {0};
    lode_buf_puts(&text, "\xEF\xBB\xBF");
    for (unsigned line = 0; line < 3; line++) {
        for (unsigned i = 0; i < 6000; i++) {
            lode_buf_puts(&text, pieces[(i * 7 + i / 5 + line) % 5]);
        }
        lode_buf_puts(&text, "\r\n");
    }
    LodeLines lines;
    lode_lines_init(&lines, lode_buf_str(&text));
    for (uint32_t offset = 0; offset < text.size + 3; offset += 97) {
        LodePosition by_table = lode_lines_position(&lines, offset);
        LodePosition alone = lode_position_of(lode_buf_str(&text), offset);
        same_number(by_table.line, alone.line, "the line");
        same_number(by_table.column, alone.column, "the column");
    }
    lode_lines_release(&lines);
    lode_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_ways_agree),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests_name("base/span", tests, NULL, NULL);
}

/* Code frames: the caret stands under the right character, whatever is in front of it. */
#include "cli/code_frame.c"
#include "cli/terminal.c"
#include "cli/text.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *source;
    LodePosition position;
    uint32_t length;
    unsigned width;
    const char *frame;
    const char *why;
} frames[] = {
    {"let a = ;\n", {1, 9}, 1, 0, "   1 | let a = ;\n     |         ^\n", "plain"},
    {"let a = ;\n", {1, 5}, 3, 0, "   1 | let a = ;\n     |     ^^^\n", "several"},
    {"a\nbc\nd", {2, 2}, 1, 0, "   2 | bc\n     |  ^\n", "a line in the middle"},
    {"\tx;", {1, 2}, 1, 0, "   1 |     x;\n     |     ^\n", "a tab is four columns"},
    {"a\tx;", {1, 3}, 1, 0, "   1 | a   x;\n     |     ^\n", "or what is left of them"},
    {"日本x", {1, 3}, 1, 0, "   1 | 日本x\n     |     ^\n", "wide characters are two"},
    {"日本x", {1, 1}, 2, 0, "   1 | 日本x\n     | ^^^^\n", "also under the mark"},
    {"\xf0\x9f\x98\x80x", {1, 3}, 1, 0, "   1 | \xf0\x9f\x98\x80x\n     |   ^\n", "columns are UTF-16 code units"},
    {"e\xcc\x81x", {1, 3}, 1, 0, "   1 | e\xcc\x81x\n     |  ^\n", "a combining mark has no column"},
    {"\x1bx", {1, 2}, 1, 0, "   1 | \\x1bx\n     |     ^\n", "control characters are escaped"},
    {"ab", {1, 3}, 1, 0, "   1 | ab\n     |   ^\n", "behind the last character"},
    {"ab", {1, 99}, 1, 0, "   1 | ab\n     |   ^\n", "far behind it"},
    {"ab", {1, 2}, 99, 0, "   1 | ab\n     |  ^\n", "a mark does not leave the line"},
    {"\xef\xbb\xbfx = ;", {1, 5}, 1, 0, "   1 | x = ;\n     |     ^\n", "a byte order mark has no column"},
    {"", {1, 1}, 1, 0, "   1 | \n     | ^\n", "an empty source"},
    {"a\n", {2, 1}, 1, 0, "   2 | \n     | ^\n", "an empty last line"},
    {"a\n", {3, 1}, 1, 0, "", "no such line"},
    {"a", {0, 0}, 1, 0, "", "no position"},
    {"0123456789012345678901234567890123456789X123456789",
     {1, 41},
     1,
     30,
     "   1 | 890123456789X123456789\n     |             ^\n",
     "a long line is shown around the mark"},
};

static void test_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(frames); i++) {
        LodeBuf out = {0};
        LodeTerminal terminal = {.width = frames[i].width};
        lode_code_frame(&out, &terminal, lode_str(frames[i].source), frames[i].position, frames[i].length);
        assert_string_equal(out.data ? out.data : "", frames[i].frame);
        lode_buf_release(&out);
    }
}

/* A minified file of a megabyte: two short lines, and the caret under the same character. */
static void test_long_line(void **state)
{
    (void)state;
    static const char *const fillers[] = {"a", "\t", "日", "\xff", "\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < ROWS(fillers); i++) {
        LodeBuf source = {0};
        LodeStr filler = lode_str(fillers[i]);
        uint32_t column = 1;
        while (source.size < 1000000) {
            if (source.size / filler.size == 100000) {
                lode_buf_append_byte(&source, '#');
                continue;
            }
            lode_buf_append(&source, filler);
        }
        size_t at = lode_str_find(lode_buf_str(&source), '#');
        column = lode_position_of(lode_buf_str(&source), (uint32_t)at).column;
        LodeBuf out = {0};
        LodeTerminal terminal = {.width = 80};
        lode_code_frame(&out, &terminal, lode_buf_str(&source), (LodePosition){1, column}, 1);
        LodeStr text = lode_buf_str(&out);
        size_t end = lode_str_find(text, '\n');
        LodeStr first = lode_str_slice(text, 0, end);
        LodeStr second = lode_str_slice(text, end + 1, text.size - 1);
        assert_true(lode_text_width(first) <= 80);
        size_t mark = lode_str_find(first, '#');
        size_t caret = lode_str_find(second, '^');
        if (mark == LODE_NOT_FOUND) {
            fail_msg("%zu: %s", i, out.data);
        }
        assert_int_not_equal(caret, LODE_NOT_FOUND);
        assert_int_equal(lode_text_width(lode_str_slice(first, 0, mark)), caret);
        lode_buf_release(&out);
        lode_buf_release(&source);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_frames), cmocka_unit_test(test_long_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

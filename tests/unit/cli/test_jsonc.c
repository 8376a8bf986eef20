/* JSON with comments: what is blanked, and what is left for the parser to judge. */
#include "cli/jsonc.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *text;
    const char *blanked;
    const char *why;
} rows[] = {
    {"", "", "nothing"},
    {"{\"a\": 1}", "{\"a\": 1}", "JSON stays"},
    {"{} // x", "{}     ", "a line comment"},
    {"// x\n{}", "    \n{}", "its line feed stays"},
    {"// x\r\n{}", "    \r\n{}", "and a carriage return"},
    {"[/* x */1]", "[       1]", "a block comment"},
    {"[/* a\nb */1]", "[    \n    1]", "over two lines"},
    {"[/**/1]", "[    1]", "an empty one"},
    {"[/*/1]", "[/*/1]", "one without an end"},
    {"[1, /* x", "[1, /* x", "the same at the end"},
    {"/", "/", "half of one"},
    {"[1 / 2]", "[1 / 2]", "no comment"},
    {"[\"// x\"]", "[\"// x\"]", "not in a string"},
    {"[\"\\\"// x\"]", "[\"\\\"// x\"]", "not behind an escaped quote"},
    {"[\"\\\\\"] // x", "[\"\\\\\"]     ", "but behind an escaped backslash"},
    {"[\"a // x", "[\"a // x", "a string without an end"},
    {"[\"a\\", "[\"a\\", "that ends in a backslash"},
    {"[1,]", "[1 ]", "a trailing comma"},
    {"[1 , ]", "[1   ]", "with blanks"},
    {"[1, // x\n]", "[1      \n]", "with a comment behind it"},
    {"{\"a\":1,}", "{\"a\":1 }", "in an object"},
    {"[[1,],]", "[[1 ] ]", "twice"},
    {"[\"a\",]", "[\"a\" ]", "behind a string"},
    {"[,]", "[,]", "not alone"},
    {"[1,,]", "[1,,]", "not behind another"},
    {"{\"a\":,}", "{\"a\":,}", "not behind a colon"},
    {"{,}", "{,}", "not alone in an object"},
    {",]", ",]", "not at the start"},
    {"[1,2]", "[1,2]", "an ordinary one stays"},
    {"[\",\"]", "[\",\"]", "and one in a string"},
    {"/* \xe6\x97\xa5 */{}", "         {}", "each byte of a character"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        LodeBuf text = {0};
        lode_buf_puts(&text, rows[i].text);
        lode_jsonc_blank(&text);
        if (strcmp(text.data ? text.data : "", rows[i].blanked) != 0) {
            fail_msg("%s: \"%s\" became \"%s\"", rows[i].why, rows[i].text, text.data);
        }
        lode_buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

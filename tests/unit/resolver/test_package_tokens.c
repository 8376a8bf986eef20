/*
 * Tokens of package.json: where they start, in every place of a block, by the vector code of this
 * machine and by the code for machines that have none.
 */
#include "resolver/package_tokens.h"

#include "tests/unit/base/rows.h"

/* The same file once more with other names, as it is compiled without vector code. */
#ifndef LODE_NO_SIMD
#define LODE_NO_SIMD
#endif
#define LodeTokens PortableTokens
#define lode__tokens_init portable_init
#define lode__tokens_next portable_next
#define lode__tokens_next_block portable_next_block
#define lode__tokens_take_string portable_take_string
#define lode__tokens_skip portable_skip
#define lode__tokens_finish portable_finish
#define lode__tokens_are_flawed portable_are_flawed
#define lode__tokens_find_flaw portable_find_flaw
#undef LODE_RESOLVER_PACKAGE_TOKENS_H
#include "resolver/package_tokens.c"
#undef LodeTokens
#undef lode__tokens_init
#undef lode__tokens_next
#undef lode__tokens_next_block
#undef lode__tokens_take_string
#undef lode__tokens_skip
#undef lode__tokens_finish
#undef lode__tokens_are_flawed
#undef lode__tokens_find_flaw

static const struct {
    LodeStr text;
    const char *starts; /* '^' below each token */
    bool is_flawed;
    const char *why;
} rows[] = {
    {BYTES(""), "", false, "nothing"},
    {BYTES(" \t\r\n"), "    ", false, "white space"},
    {BYTES("{[]},:"), "^^^^^^", false, "operators"},
    {BYTES("{ \"a\" : 12 }"), "^ ^   ^ ^  ^", false, "strings and scalars"},
    {BYTES("\"{[]},:\"x"), "^       ^", false, "operators in a string; a scalar right after it"},
    {BYTES("\"a\"\"b\""), "^  ^  ", false, "a string after a string"},
    {BYTES("x\"{\"y"), "^   ^", false, "a string after a scalar is part of it, and ends it"},
    {BYTES("x{\"a\"}"), "^^^  ^", false, "an operator ends a scalar"},
    {BYTES("\"a\\\"{\""), "^     ", false, "an escaped quote"},
    {BYTES("\"a\\\\\"{"), "^    ^", false, "an escaped backslash"},
    {BYTES("\"\\\\\\\"{\\\\\"{"), "^        ^", false, "three backslashes and two"},
    {BYTES("\\\"{"), "^ ^", false, "a quote escaped outside of strings"},
    {BYTES("\\\\\"{\""), "^    ", false, "a backslash escaped there: the string is part of the scalar"},
    {BYTES("\\ \"{\""), "^ ^  ", false, "a space that is escaped is a space"},
    {BYTES("\\{\"{\""), "^^^  ", false, "and a bracket a bracket"},
    {BYTES("\f\x1A\v\b"), "^^^ ", false, "two control characters are operators, the others are scalars"},
    {BYTES("a\0b \x7F\xC3\xA9"), "^   ^  ", false, "all other bytes are scalars"},
    {BYTES("\"\xC3\xA9\x7F\"1"), "^    ^", false, "and may stand in strings"},
    {BYTES("\"\t\"{"), "^  ^", true, "a control character in a string"},
    {BYTES("\"\\\n\"{"), "^   ^", true, "escaped"},
    {BYTES("\"\x1F\""), "^  ", true, "the last control character"},
    {BYTES("{\"a"), "^^ ", true, "a string that does not end"},
    {BYTES("{\"a\\\""), "^^   ", true, "or ends with an escape"},
};

/* What the cursor meets, in the form of the table. */
#define DEFINE_DRAW(name, Tokens, init, next, are_flawed)                           \
    static bool name(LodeStr text, char *out)                                       \
    {                                                                               \
        Tokens tokens;                                                              \
        memset(out, ' ', text.size);                                                \
        out[text.size] = '\0';                                                      \
        for (init(&tokens, text); tokens.first != LODE_TOKEN_NONE; next(&tokens)) { \
            assert_int_equal(tokens.first, (unsigned char)text.data[tokens.start]); \
            out[tokens.start] = '^';                                                \
        }                                                                           \
        assert_int_equal(tokens.start, text.size);                                  \
        return are_flawed(&tokens);                                                 \
    }
DEFINE_DRAW(draw, LodeTokens, lode__tokens_init, lode__tokens_next, lode__tokens_are_flawed)
DEFINE_DRAW(draw_portable, PortableTokens, portable_init, portable_next, portable_are_flawed)

static void test_starts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        for (size_t pad = 0; pad < 130; pad++) {
            char text[200];
            char expected[200];
            char drawn[200];
            size_t size = pad + rows[i].text.size;
            memset(text, ' ', pad);
            memcpy(text + pad, rows[i].text.data, rows[i].text.size);
            memset(expected, ' ', pad);
            strcpy(expected + pad, rows[i].starts);
            assert_int_equal(draw((LodeStr){text, size}, drawn), rows[i].is_flawed);
            same_text(lode_str(drawn), expected, rows[i].why);
            assert_int_equal(draw_portable((LodeStr){text, size}, drawn), rows[i].is_flawed);
            same_text(lode_str(drawn), expected, rows[i].why);
        }
    }
}

/* A long run of backslashes goes over the ends of blocks; an odd one escapes the quote. */
static void test_backslashes(void **state)
{
    (void)state;
    for (size_t count = 0; count < 200; count++) {
        LodeBuf text = {0};
        lode_buf_append_byte(&text, '"');
        for (size_t i = 0; i < count; i++) {
            lode_buf_append_byte(&text, '\\');
        }
        lode_buf_puts(&text, "\"{\"");
        char drawn[210];
        char portable[210];
        bool is_open = draw(lode_buf_str(&text), drawn);
        assert_int_equal(is_open, count % 2 == 0);
        assert_int_equal(drawn[count + 2], count % 2 ? ' ' : '^');
        assert_int_equal(draw_portable(lode_buf_str(&text), portable), is_open);
        assert_string_equal(drawn, portable);
        lode_buf_release(&text);
    }
}

static const struct {
    const char *text;
    size_t depth;
    char first; /* of the token afterwards; NUL: there is none */
    bool is_found;
    const char *why;
} skips[] = {
    {"{},", 1, '\0', false, "an opening bracket where the cursor stands counts"},
    {"},", 1, ',', true, "a closing one, too"},
    {"1},", 1, ',', true, "a scalar does not"},
    {"{]]x", 1, 'x', true, "any kind closes any kind"},
    {"[[]]]]:", 2, ':', true, "two levels"},
    {"\"]\"\"}\"]1", 1, '1', true, "strings are passed over"},
    {"]", 1, '\0', true, "nothing after it"},
    {"[", 1, '\0', false, "no end"},
    {"", 1, '\0', false, "no token"},
};

static void test_skip(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(skips); i++) {
        for (unsigned pad = 0; pad < 130; pad++) {
            LodeBuf text = {0};
            lode_buf_printf(&text, "%*s%s", (int)pad, "", skips[i].text);
            LodeTokens tokens;
            lode__tokens_init(&tokens, lode_buf_str(&text));
            if (lode__tokens_skip(&tokens, skips[i].depth) != skips[i].is_found) {
                fail_msg("%s: %s", skips[i].why, skips[i].is_found ? "no end" : "an end");
            }
            assert_int_equal(tokens.first, skips[i].first ? skips[i].first : LODE_TOKEN_NONE);
            lode_buf_release(&text);
        }
    }
}

static void test_strings(void **state)
{
    (void)state;
    LodeTokens tokens;
    lode__tokens_init(&tokens, LODE_STR("\"a\" \n :\"\"\"\\\"\" \"open"));
    same_text(lode__tokens_take_string(&tokens), "a", "white space after it");
    assert_int_equal(tokens.first, ':');
    lode__tokens_next(&tokens);
    same_text(lode__tokens_take_string(&tokens), "", "empty, and a string after it");
    same_text(lode__tokens_take_string(&tokens), "\\\"", "as it is written");
    assert_int_equal(tokens.first, '"');
    lode__tokens_take_string(&tokens);
    assert_int_equal(tokens.first, LODE_TOKEN_NONE);
    lode__tokens_next(&tokens);
    assert_int_equal(tokens.first, LODE_TOKEN_NONE);
    assert_true(lode__tokens_are_flawed(&tokens));
}

static const struct {
    const char *text;
    int last;
    const char *why;
} ends[] = {
    {"{ } ]", ']', "further on"}, {"{", '{', "where the cursor stands"}, {"", 'z', "nothing: what the caller says"},
    {"  ", 'z', "white space"},   {"{ \"}\"", '"', "a string"},
};

static void test_finish(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(ends); i++) {
        for (unsigned pad = 0; pad < 130; pad++) {
            LodeBuf text = {0};
            lode_buf_printf(&text, "%s%*s", ends[i].text, (int)pad, "");
            LodeTokens tokens;
            lode__tokens_init(&tokens, lode_buf_str(&text));
            same_number((size_t)lode__tokens_finish(&tokens, 'z'), (size_t)ends[i].last, ends[i].why);
            assert_int_equal(tokens.first, LODE_TOKEN_NONE);
            lode_buf_release(&text);
        }
    }
}

static const struct {
    const char *text;
    size_t offset;
    const char *words;
    const char *why;
} flaws[] = {
    {"{\"a\\\"\":\"\\\\\"} \\\"", 0, NULL, "none"},
    {"\"a\" \"b\n\"", 6, "a string may not hold a line break", "a line break"},
    {"\"\\\r\"", 2, "a string may not hold a line break", "escaped"},
    {"\n\"\t\"", 2, "a string may not hold a control character", "a tab"},
    {"\"a\" \"b", 4, "this string does not end", "no end"},
    {"\"a\\\"", 0, "this string does not end", "an escaped one"},
    {"\"a\\", 0, "this string does not end", "half an escape"},
    {"\"a\\\t", 3, "a string may not hold a control character", "an escaped tab"},
};

static void test_flaws(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(flaws); i++) {
        size_t offset = 0;
        const char *words = lode__tokens_find_flaw(lode_str(flaws[i].text), &offset);
        same_text(lode_str(words), flaws[i].words, flaws[i].why);
        same_number(offset, flaws[i].offset, flaws[i].why);
        LodeTokens tokens;
        lode__tokens_init(&tokens, lode_str(flaws[i].text));
        lode__tokens_finish(&tokens, 0);
        assert_int_equal(lode__tokens_are_flawed(&tokens), words != NULL);
    }
}

/* What the portable code does besides tokens, where it could differ. */
static void test_portable_rest(void **state)
{
    (void)state;
    PortableTokens tokens;
    size_t offset;
    portable_init(&tokens, LODE_STR("[\"a\\\\\", {}] \xC3\xA9 }"));
    assert_true(portable_skip(&tokens, 1));
    assert_int_equal(tokens.first, LODE_TOKEN_NONE);
    portable_init(&tokens, LODE_STR("\"a\" \xC3\xA9 }"));
    same_text(portable_take_string(&tokens), "a", "a string");
    assert_int_equal(portable_finish(&tokens, 0), '}');
    assert_true(tokens.not_ascii != 0);
    assert_null(portable_find_flaw(LODE_STR("{}"), &offset));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts),        cmocka_unit_test(test_backslashes), cmocka_unit_test(test_skip),
        cmocka_unit_test(test_strings),       cmocka_unit_test(test_finish),      cmocka_unit_test(test_flaws),
        cmocka_unit_test(test_portable_rest),
    };
    return cmocka_run_group_tests_name("resolver/package_tokens", tests, NULL, NULL);
}

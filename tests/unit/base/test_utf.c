/* UTF-8: what is decoded, what is refused, how long it is in UTF-16. */
#include "base/utf.h"
#include "rows.h"

enum { BAD = 0xFFFD };

/* The decoded code points of a text, and the sizes they had; a size of 0 ends the row. */
static const struct {
    LodeStr text;
    struct {
        uint32_t code_point;
        size_t size;
    } points[6];
    const char *why;
} decoded[] = {
    {BYTES("a"), {{'a', 1}}, "ASCII"},
    {BYTES("\0"), {{0, 1}}, "NUL is a code point"},
    {BYTES("\x7F"), {{0x7F, 1}}, "the last of one byte"},
    {BYTES("\xC2\x80"), {{0x80, 2}}, "the first of two"},
    {BYTES("\xDF\xBF"), {{0x7FF, 2}}, "the last of two"},
    {BYTES("\xE0\xA0\x80"), {{0x800, 3}}, "the first of three"},
    {BYTES("\xEF\xBF\xBF"), {{0xFFFF, 3}}, "the last of three"},
    {BYTES("\xED\x9F\xBF"), {{0xD7FF, 3}}, "the last before the surrogates"},
    {BYTES("\xEE\x80\x80"), {{0xE000, 3}}, "the first after them"},
    {BYTES("\xF0\x90\x80\x80"), {{0x10000, 4}}, "the first of four"},
    {BYTES("\xF4\x8F\xBF\xBF"), {{0x10FFFF, 4}}, "the last of all"},
    {BYTES("\xEF\xBF\xBD"), {{0xFFFD, 3}}, "a written U+FFFD"},
    {BYTES("\x80"
           "a"),
     {{BAD, 1}, {'a', 1}},
     "a trailing byte alone"},
    {BYTES("\xC0\x80"), {{BAD, 1}, {BAD, 1}}, "overlong: C0 starts nothing"},
    {BYTES("\xC1\xBF"), {{BAD, 1}, {BAD, 1}}, "nor does C1"},
    {BYTES("\xE0\x9F\xBF"), {{BAD, 1}, {BAD, 1}, {BAD, 1}}, "overlong in three bytes"},
    {BYTES("\xF0\x8F\xBF\xBF"), {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}, "overlong in four bytes"},
    {BYTES("\xED\xA0\x80"), {{BAD, 1}, {BAD, 1}, {BAD, 1}}, "a surrogate"},
    {BYTES("\xF4\x90\x80\x80"), {{BAD, 1}, {BAD, 1}, {BAD, 1}, {BAD, 1}}, "above U+10FFFF"},
    {BYTES("\xF5"), {{BAD, 1}}, "F5 starts nothing"},
    {BYTES("\xFF"), {{BAD, 1}}, "nor does FF"},
    {BYTES("\xE2\x82"), {{BAD, 2}}, "cut off: one replacement for what there is"},
    {BYTES("\xF0\x9F\x98"), {{BAD, 3}}, "cut off after three of four"},
    {BYTES("\xE2\x82"
           "a"),
     {{BAD, 2}, {'a', 1}},
     "the byte that does not fit is read again"},
    {BYTES("\xF0\x9F\xE2\x82\xAC"), {{BAD, 2}, {0x20AC, 3}}, "and may start what is right"},
};

static void test_decoded(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(decoded); i++) {
        LodeStr text = decoded[i].text;
        size_t at = 0;
        bool is_valid = true;
        for (size_t k = 0; k < 6 && decoded[i].points[k].size; k++) {
            uint32_t code_point;
            size_t size = lode_utf8_decode(text, at, &code_point);
            same_number(code_point, decoded[i].points[k].code_point, decoded[i].why);
            same_number(size, decoded[i].points[k].size, decoded[i].why);
            char again[4];
            is_valid = is_valid && lode_utf8_encode(code_point, again) == size && !memcmp(again, text.data + at, size);
            at += size;
        }
        same_number(at, text.size, decoded[i].why);
        same_number(lode_utf8_is_valid(text), is_valid, decoded[i].why);
    }
}

static void test_round_trip(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x110000; code_point++) {
        char bytes[4];
        uint32_t again;
        size_t size = lode_utf8_encode(code_point, bytes);
        LodeStr text = {bytes, size};
        bool is_scalar = code_point < 0x110000 && (code_point < 0xD800 || code_point > 0xDFFF);
        assert_int_equal(lode_utf8_decode(text, 0, &again), size);
        assert_int_equal(again, is_scalar ? code_point : BAD);
        assert_true(lode_utf8_is_valid(text));
        assert_int_equal(lode_utf16_size(text), code_point >= 0x10000 && is_scalar ? 2 : 1);
    }
}

static const struct {
    LodeStr text;
    size_t units;
    bool is_valid;
    const char *why;
} texts[] = {
    {BYTES(""), 0, true, "nothing"},
    {BYTES("12345678"), 8, true, "a whole word of ASCII"},
    {BYTES("123456789"), 9, true, "and a byte"},
    {BYTES("1234567\xC3\xA9"), 8, true, "the word ends in half a sequence"},
    {BYTES("12345678\xF0\x9F\x98\x80"
           "12345678"),
     18, true, "a pair between words"},
    {BYTES("12345678\xFF"), 9, false, "invalid after a word"},
    {BYTES("\xE2\x82\xE2\x82"), 2, false, "each maximal part is one unit"},
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(texts); i++) {
        same_number(lode_utf16_size(texts[i].text), texts[i].units, texts[i].why);
        same_number(lode_utf8_is_valid(texts[i].text), texts[i].is_valid, texts[i].why);
    }
}

static void test_append(void **state)
{
    (void)state;
    LodeBuf out = {0};
    static const uint32_t code_points[] = {'a', 0xE9, 0x20AC, 0x1F600, 0xD800, 0x110000};
    for (size_t i = 0; i < ROWS(code_points); i++) {
        lode_buf_append_code_point(&out, code_points[i]);
    }
    same_text(lode_buf_str(&out), "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD", "each size");
    lode_buf_release(&out);
}

/* Each row's first text stands before its second one. */
static const struct {
    const char *first;
    const char *second;
    const char *why;
} orders[] = {
    {"", "a", "nothing before something"},
    {"a", "ab", "a prefix"},
    {"a", "b", "ASCII"},
    {"z", "\xC3\xA9", "one byte before two"},
    {"\xED\x9F\xBF", "\xF0\x90\x80\x80", "U+D7FF before U+10000, whose first unit is D800"},
    {"\xF4\x8F\xBF\xBF", "\xEE\x80\x80", "U+10FFFF before U+E000: its first unit is DBFF"},
    {"\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "an emoji before U+FFFD"},
    {"\xEE\x80\x80", "\xEF\xBF\xBF", "above the surrogates as the bytes are"},
    {"\xF0\x90\x80\x80", "\xF1\x80\x80\x80", "among pairs as the bytes are"},
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(orders); i++) {
        LodeStr first = lode_str(orders[i].first);
        LodeStr second = lode_str(orders[i].second);
        same_number(lode_utf16_compare(first, second) < 0, 1, orders[i].why);
        same_number(lode_utf16_compare(second, first) > 0, 1, orders[i].why);
        same_number((size_t)lode_utf16_compare(first, first), 0, orders[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decoded), cmocka_unit_test(test_round_trip), cmocka_unit_test(test_texts),
        cmocka_unit_test(test_append),  cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests_name("base/utf", tests, NULL, NULL);
}

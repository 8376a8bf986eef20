/* Strings and the growable buffer. */
#include "rows.h"

static const struct {
    const char *text;
    const char *needle;
    size_t first;
    const char *why;
} searches[] = {
    {"abcabc", "ca", 2, "in the middle"},
    {"abcabc", "abc", 0, "the first of two"},
    {"abc", "abc", 0, "the whole"},
    {"abc", "abcd", LODE_NOT_FOUND, "longer than the text"},
    {"aaab", "aab", 1, "a false start before it"},
    {"abab", "abb", LODE_NOT_FOUND, "its first byte, not the rest"},
    {"abc", "c", 2, "one byte, the last"},
    {"", "", 0, "the empty needle is everywhere"},
    {"abc", "", 0, "at the start first of all"},
    {"", "a", LODE_NOT_FOUND, "nothing in nothing"},
};

static void test_searches(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(searches); i++) {
        same_number(lode_str_search(lode_str(searches[i].text), lode_str(searches[i].needle)), searches[i].first,
                    searches[i].why);
    }
}

static const struct {
    const char *text;
    char byte;
    size_t first;
    size_t last;
    const char *why;
} bytes[] = {
    {"a/b/c", '/', 1, 3, "first and last differ"},
    {"/a", '/', 0, 0, "at the start"},
    {"a/", '/', 1, 1, "at the end"},
    {"abc", '/', LODE_NOT_FOUND, LODE_NOT_FOUND, "nowhere"},
    {"", '/', LODE_NOT_FOUND, LODE_NOT_FOUND, "nothing to look at"},
    {"\xC3\xA9", '\xA9', 1, 1, "a byte above 127"},
};

static void test_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(bytes); i++) {
        same_number(lode_str_find(lode_str(bytes[i].text), bytes[i].byte), bytes[i].first, bytes[i].why);
        same_number(lode_str_find_last(lode_str(bytes[i].text), bytes[i].byte), bytes[i].last, bytes[i].why);
    }
}

static const struct {
    LodeStr left;
    LodeStr right;
    int order;
    const char *why;
} orders[] = {
    {BYTES("a"), BYTES("b"), -1, "by the first byte"},
    {BYTES("b"), BYTES("aa"), 1, "before the size"},
    {BYTES("a"), BYTES("aa"), -1, "the shorter first on a tie"},
    {BYTES(""), BYTES("a"), -1, "nothing before something"},
    {BYTES(""), BYTES(""), 0, "equal, empty"},
    {BYTES("abc"), BYTES("abc"), 0, "equal"},
    {BYTES("a"), BYTES("\xC3\xA9"), -1, "bytes are unsigned"},
    {BYTES("a\0b"), BYTES("a\0c"), -1, "NUL does not end the comparison"},
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(orders); i++) {
        int order = lode_str_compare(orders[i].left, orders[i].right);
        int back = lode_str_compare(orders[i].right, orders[i].left);
        assert_int_equal((order > 0) - (order < 0), orders[i].order);
        assert_int_equal((back > 0) - (back < 0), -orders[i].order);
        assert_int_equal(lode_str_equal(orders[i].left, orders[i].right), orders[i].order == 0);
    }
}

static const struct {
    const char *text;
    size_t from;
    size_t to;
    const char *slice;
    const char *why;
} slices[] = {
    {"abc", 1, 2, "b", "the end is exclusive"},
    {"abc", 0, 3, "abc", "all"},
    {"abc", 1, 99, "bc", "the end is clamped"},
    {"abc", 1, LODE_NOT_FOUND, "bc", "so that \"not found\" means the rest"},
    {"abc", 7, 9, "", "behind the text is nothing"},
    {"abc", 2, 1, "", "nor between crossed ends"},
};

static void test_slices(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(slices); i++) {
        same_text(lode_str_slice(lode_str(slices[i].text), slices[i].from, slices[i].to), slices[i].slice,
                  slices[i].why);
    }
}

static const struct {
    const char *text;
    const char *part;
    bool starts;
    bool ends;
    const char *why;
} affixes[] = {
    {"abcab", "ab", true, true, "both"},
    {"abc", "abc", true, true, "the whole"},
    {"abc", "", true, true, "the empty string always"},
    {"abc", "abcd", false, false, "longer than the text"},
    {"abc", "bc", false, true, "an end is no start"},
    {"", "a", false, false, "nothing starts with nothing but nothing"},
};

static void test_affixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(affixes); i++) {
        LodeStr text = lode_str(affixes[i].text);
        LodeStr part = lode_str(affixes[i].part);
        same_number(lode_str_starts_with(text, part), affixes[i].starts, affixes[i].why);
        same_number(lode_str_ends_with(text, part), affixes[i].ends, affixes[i].why);
    }
}

static void test_absent(void **state)
{
    (void)state;
    assert_true(lode_str_is_none(LODE_STR_NONE));
    assert_true(lode_str_is_none(lode_str(NULL)));
    assert_false(lode_str_is_none(LODE_STR("")));
    assert_true(lode_str_equal(LODE_STR_NONE, LODE_STR(""))); /* as bytes they are the same */
    assert_true(lode_str_hash(LODE_STR_NONE) == lode_str_hash(LODE_STR("")));
}

static void test_hash(void **state)
{
    (void)state;
    /* XXH3_64bits of "abc" as its specification gives it: cache files of other runs depend on it. */
    assert_true(lode_str_hash(LODE_STR("abc")) == UINT64_C(0x78AF5F94892F3950));
    assert_true(lode_str_hash(LODE_STR("abc")) != lode_str_hash(LODE_STR("abd")));
    assert_true(lode_str_hash(LODE_STR("a\0b")) != lode_str_hash(LODE_STR("a\0c")));
}

/* What every LodeBuf must be after every call. */
static void check_buffer(const LodeBuf *buffer)
{
    if (buffer->data) {
        assert_true(buffer->size < buffer->capacity);
        assert_int_equal(buffer->data[buffer->size], '\0');
    } else {
        assert_int_equal(buffer->size, 0);
    }
}

static void test_buffer(void **state)
{
    (void)state;
    LodeBuf buffer = {0};
    same_text(lode_buf_str(&buffer), "", "a zeroed buffer is empty, not absent");
    lode_buf_append(&buffer, LODE_STR(""));
    check_buffer(&buffer);
    for (int i = 0; i < 1000; i++) {
        lode_buf_append_byte(&buffer, (char)('a' + i % 26));
        check_buffer(&buffer);
    }
    assert_int_equal(buffer.size, 1000);
    assert_int_equal(buffer.data[999], 'a' + 999 % 26);
    lode_buf_clear(&buffer);
    lode_buf_puts(&buffer, "x=");
    lode_buf_printf(&buffer, "%d,%s", 42, "long enough to need more room than the buffer has after the reserve below");
    check_buffer(&buffer);
    same_text(lode_buf_str(&buffer), "x=42,long enough to need more room than the buffer has after the reserve below",
              "printf appends");
    lode_buf_printf(&buffer, "%s", "");
    check_buffer(&buffer);
    lode_buf_reserve(&buffer, 100000);
    assert_true(buffer.capacity >= buffer.size + 100001);
    lode_buf_append(&buffer, (LodeStr)BYTES("\0\0"));
    check_buffer(&buffer);
    assert_int_equal(buffer.data[buffer.size - 1], '\0');
    lode_buf_release(&buffer);
    assert_null(buffer.data);
    check_buffer(&buffer);
}

static void compose(LodeBuf *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(out, format, arguments);
    va_end(arguments);
}

static void test_message(void **state)
{
    (void)state;
    LodeBuf buffer = {0};
    LodeStr holes = BYTES("a\0b");
    compose(&buffer, "%s %d %u %zu %c%%", "text", -3, 4000000000u, (size_t)7, '!');
    same_text(lode_buf_str(&buffer), "text -3 4000000000 7 !%", "each letter");
    lode_buf_clear(&buffer);
    compose(&buffer, "<%.*s>", LODE_STR_ARG(holes));
    assert_int_equal(buffer.size, 5);
    assert_memory_equal(buffer.data, "<a\0b>", 6); /* what a user wrote is repeated whole */
    lode_buf_release(&buffer);
}

static void test_buffer_growth(void **state)
{
    (void)state;
    LodeBuf buffer = {0};
    size_t moves = 0;
    size_t capacity = 0;
    for (int i = 0; i < 100000; i++) {
        lode_buf_append_byte(&buffer, 'x');
        moves += buffer.capacity != capacity;
        capacity = buffer.capacity;
    }
    assert_true(moves <= 12); /* doubling from 64: a growth by steps would move thousands of times */
    lode_buf_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_searches), cmocka_unit_test(test_bytes),   cmocka_unit_test(test_order),
        cmocka_unit_test(test_slices),   cmocka_unit_test(test_affixes), cmocka_unit_test(test_absent),
        cmocka_unit_test(test_hash),     cmocka_unit_test(test_buffer),  cmocka_unit_test(test_buffer_growth),
        cmocka_unit_test(test_message),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}

/* JSON: what is accepted and how it is written again, what is refused and where, and how the tree stands in the text. */
#include "base/json.h"
#include "rows.h"

static const struct {
    LodeStr text;
    const char *written;
    const char *why;
} accepted[] = {
    {BYTES("null"), "null", "a word"},
    {BYTES("true"), "true", "another"},
    {BYTES("false"), "false", "the third"},
    {BYTES(" \t\r\n0 \t\r\n"), "0", "white space around"},
    {BYTES("7"), "7", "a number that only the end ends"},
    {BYTES("-0"), "-0", "numbers keep their text"},
    {BYTES("1.50e+007"), "1.50e+007", "whatever it is"},
    {BYTES("123456789012345678901234567890"), "123456789012345678901234567890", "of any size"},
    {BYTES("1e999"), "1e999", "or exponent"},
    {BYTES("\"\""), "\"\"", "the empty string"},
    {BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"", "every short escape"},
    {BYTES("\"\\u0041\\u00e9\\u20AC\""), "\"A\xC3\xA9\xE2\x82\xAC\"", "digits in both cases"},
    {BYTES("\"\\ud83d\\uDE00\""), "\"\xF0\x9F\x98\x80\"", "a pair of surrogates"},
    {BYTES("\"\\u0000\\u001f\\u007f\""), "\"\\u0000\\u001f\x7F\"",
     "control characters are written as JSON.stringify does"},
    {BYTES("\"\\ud800\""), "\"\xEF\xBF\xBD\"", "a lone high surrogate is U+FFFD"},
    {BYTES("\"\\udc00\\ud800\""), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", "so is a pair the wrong way round"},
    {BYTES("\"\\ud800\\u0041\""),
     "\"\xEF\xBF\xBD"
     "A\"",
     "and one before something else"},
    {BYTES("\"\\ud800\\ud83d\\ude00\""), "\"\xEF\xBF\xBD\xF0\x9F\x98\x80\"", "even a pair"},
    {BYTES("\"\\ud800x\""), "\"\xEF\xBF\xBDx\"", "or the end of the escapes"},
    {BYTES("\"\xFF\xE2\x82\""), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", "invalid UTF-8 is what Node reads from the file"},
    {BYTES("\"\xFF\\n\xC3\xA9\""), "\"\xEF\xBF\xBD\\n\xC3\xA9\"", "beside escapes too"},
    {BYTES("\"\xE2\x80\xA8\""), "\"\xE2\x80\xA8\"", "U+2028 is a character"},
    {BYTES("[]"), "[]", "nothing in an array"},
    {BYTES("{}"), "{}", "nothing in an object"},
    {BYTES("[[],{},[[]]]"), "[[],{},[[]]]", "nothing at every depth"},
    {BYTES(" [ 1 , [ 2 ] , 3 ] "), "[1,[2],3]", "an array in an array"},
    {BYTES("{ \"a\" : { \"b\" : [ ] } , \"c\" : 1 }"), "{\"a\":{\"b\":[]},\"c\":1}", "an object in an object"},
    {BYTES("{\"b\":1,\"a\":2}"), "{\"b\":1,\"a\":2}", "keys stay in order"},
    {BYTES("{\"a\":1,\"b\":2,\"a\":3}"), "{\"a\":3,\"b\":2}",
     "the first of two keys has the place, the last the value"},
    {BYTES("{\"a\":{\"x\":1},\"a\":[2]}"), "{\"a\":[2]}", "values are not merged"},
    {BYTES("{\"\\u0061\":1,\"a\":2}"), "{\"a\":2}", "keys are compared decoded"},
    {BYTES("{\"b\":0,\"10\":1,\"9\":2,\"a\":3,\"0\":4}"), "{\"0\":4,\"9\":2,\"10\":1,\"b\":0,\"a\":3}",
     "array indices first, by value"},
    {BYTES("{\"01\":1,\"-1\":2,\"1.0\":3,\"1\":4}"), "{\"1\":4,\"01\":1,\"-1\":2,\"1.0\":3}",
     "in their shortest form only"},
    {BYTES("{\"4294967295\":1,\"4294967294\":2}"), "{\"4294967294\":2,\"4294967295\":1}", "up to 2^32 - 2"},
    {BYTES("{\"99999999999\":1,\"5\":2}"), "{\"5\":2,\"99999999999\":1}", "a longer number is a name"},
    {BYTES("{\"\":1}"), "{\"\":1}", "the empty key"},
    {BYTES("{\"__proto__\":1}"), "{\"__proto__\":1}", "no key is special"},
    {BYTES("{\"a\\u0000b\":1,\"a\":2}"), "{\"a\\u0000b\":1,\"a\":2}", "NUL in a key"},
};

static void test_accepted(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(accepted); i++) {
        LodeJsonError error = {LODE_STR("untouched"), 77};
        LodeJson *value = lode_json_parse(&arena, accepted[i].text, &error);
        if (!value) {
            fail_msg("%s: %.*s at %u", accepted[i].why, LODE_STR_ARG(error.message), (unsigned)error.offset);
        }
        same_text(error.message, "untouched", accepted[i].why);
        LodeBuf out = {0};
        lode_json_write(&out, value);
        same_text(lode_buf_str(&out), accepted[i].written, accepted[i].why);
        LodeJson *again = lode_json_parse(&arena, lode_buf_str(&out), NULL);
        LodeBuf second = {0};
        assert_non_null(again);
        lode_json_write(&second, again);
        same_text(lode_buf_str(&second), accepted[i].written, accepted[i].why);
        lode_buf_release(&second);
        lode_buf_release(&out);
    }
    lode_arena_release(&arena);
}

static const struct {
    LodeStr text;
    uint32_t offset;
    const char *why;
} refused[] = {
    {BYTES(""), 0, "nothing"},
    {BYTES(" \n"), 2, "white space only: the end is where a value should be"},
    {BYTES("\xEF\xBB\xBF{}"), 0, "a BOM is the caller's business"},
    {BYTES("["), 1, "not closed"},
    {BYTES("{"), 1, "not closed"},
    {BYTES("[1,"), 3, "cut off after a comma"},
    {BYTES("{\"a\""), 4, "after a key"},
    {BYTES("{\"a\":"), 5, "after a colon"},
    {BYTES("{\"a\":1"), 6, "after a value"},
    {BYTES("\"a"), 2, "in a string"},
    {BYTES("\"\\"), 2, "in an escape"},
    {BYTES("\"\\u12"), 5, "in its digits"},
    {BYTES("tru"), 3, "in a word"},
    {BYTES("-"), 1, "in a number"},
    {BYTES("1."), 2, "before its fraction"},
    {BYTES("1e+"), 3, "before its exponent"},
    {BYTES("[1,]"), 3, "a comma before a bracket"},
    {BYTES("[,1]"), 1, "a comma first"},
    {BYTES("[1,,2]"), 3, "two commas"},
    {BYTES("{\"a\":1,}"), 7, "a comma before a brace"},
    {BYTES("{,}"), 1, "a comma in an empty object"},
    {BYTES("[1 2]"), 3, "no comma"},
    {BYTES("{\"a\" 1}"), 5, "no colon"},
    {BYTES("{\"a\":1 \"b\":2}"), 7, "no comma between members"},
    {BYTES("{\"a\"::1}"), 5, "two colons"},
    {BYTES("{\"a\":1:2}"), 6, "a colon for a comma"},
    {BYTES("{1:2}"), 1, "a number for a key"},
    {BYTES("{a:1}"), 1, "a name for a key"},
    {BYTES("{'a':1}"), 1, "the other quotes"},
    {BYTES("{null:1}"), 1, "a word for a key"},
    {BYTES("{tru\"x\":1}"), 1, "half a word for a key: the place is wrong before the word is"},
    {BYTES("[1}"), 2, "the wrong bracket"},
    {BYTES("{]"), 1, "the wrong one at once"},
    {BYTES("]"), 0, "a bracket that closes nothing"},
    {BYTES("[]]"), 2, "one too many"},
    {BYTES("[] -"), 3, "a second value, not whole"},
    {BYTES("{} \"a"), 3, "a string behind that does not end"},
    {BYTES("{} tru"), 3, "or a word"},
    {BYTES("1 2"), 2, "two numbers"},
    {BYTES("1,"), 1, "a comma behind"},
    {BYTES("1x"), 1, "a letter behind"},
    {BYTES("null\0"), 4, "NUL behind"},
    {BYTES("NaN"), 0, "no number of JSON"},
    {BYTES("Infinity"), 0, "nor this"},
    {BYTES("undefined"), 0, "nor this"},
    {BYTES("+1"), 0, "a plus"},
    {BYTES(".5"), 0, "a bare fraction"},
    {BYTES("01"), 1, "a leading zero"},
    {BYTES("-01"), 2, "also after a minus"},
    {BYTES("[-x]"), 2, "a minus alone"},
    {BYTES("[1.]"), 3, "a point alone"},
    {BYTES("[1e]"), 3, "an exponent without digits"},
    {BYTES("0x10"), 1, "hexadecimal"},
    {BYTES("[tru]"), 4, "a word cut short"},
    {BYTES("[nulL]"), 4, "a word in capitals"},
    {BYTES("truefalse"), 4, "two words"},
    {BYTES("//a\n1"), 0, "a comment"},
    {BYTES("[1/*a*/]"), 2, "another one"},
    {BYTES("\"\\x41\""), 2, "an unknown escape"},
    {BYTES("\"\\u12g4\""), 5, "a wrong digit"},
    {BYTES("\"a\tb\""), 2, "a tab in a string"},
    {BYTES("\"a\nb\""), 2, "a newline in a string"},
    {BYTES("\"a\0b\""), 2, "NUL in a string"},
    {BYTES("{\"a\x01\":1}"), 3, "a control character in a key"},
    {BYTES("\v1"), 0, "VT is no white space"},
    {BYTES("[1,\f2]"), 3, "nor is FF"},
    {BYTES("[\v]"), 1, "in an empty array neither"},
    {BYTES("1 \v"), 2, "nor behind"},
    {BYTES("[1,\v"), 3, "nor before the end"},
    {BYTES("[\xC2\xA0]"), 1, "nor is U+00A0"},
    {BYTES("[\xFF]"), 1, "invalid UTF-8 between values"},
    {BYTES("\0"), 0, "NUL alone"},
};

static void test_refused(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(refused); i++) {
        LodeJsonError error;
        if (lode_json_parse(&arena, refused[i].text, &error)) {
            fail_msg("%s: accepted", refused[i].why);
        }
        if (refused[i].offset != error.offset) {
            fail_msg("%s: expected %u, got %u", refused[i].why, (unsigned)refused[i].offset, (unsigned)error.offset);
        }
        assert_true(error.message.size > 0);
        assert_null(memchr(error.message.data, '\n', error.message.size));
        assert_null(lode_json_parse(&arena, refused[i].text, NULL));
    }
    lode_arena_release(&arena);
}

/* Every prefix of a document is refused at its end, and no bracket of it may be missing. */
static void test_cut_off(void **state)
{
    (void)state;
    static const char text[] =
        "{\"a\\u00e9\": [true, -1.5e3, \"\\ud83d\\ude00\", null], \"b\": {\"c\": false, \"\": [[]]}}";
    LodeArena arena = {0};
    for (size_t size = 0; size < sizeof text - 1; size++) {
        /* An exact copy on the heap: a sanitizer sees a read behind it. */
        char *copy = malloc(size + 1);
        assert_non_null(copy);
        memcpy(copy, text, size);
        LodeJsonError error;
        assert_null(lode_json_parse(&arena, (LodeStr){copy, size}, &error));
        assert_int_equal(error.offset, size);
        free(copy);
    }
    assert_non_null(lode_json_parse(&arena, LODE_STR(text), NULL));
    lode_arena_release(&arena);
}

static LodeStr covered(LodeStr text, LodeSpan span)
{
    return lode_str_slice(text, span.start, span.end);
}

static void test_spans(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeStr text = LODE_STR(" { \"k\\n\" : [ -1.5 , \"s\\\"\" ,null] ,\"o\":{ } } ");
    LodeJson *root = lode_json_parse(&arena, text, NULL);
    assert_non_null(root);
    same_text(covered(text, root->span), "{ \"k\\n\" : [ -1.5 , \"s\\\"\" ,null] ,\"o\":{ } }",
              "the root without what is around");
    LodeJson *list = root->first;
    same_text(covered(text, list->key_span), "\"k\\n\"", "a key with its quotes, as written");
    same_text(list->key, "k\n", "and decoded");
    same_text(covered(text, list->span), "[ -1.5 , \"s\\\"\" ,null]", "an array with its brackets");
    assert_int_equal(list->count, 3);
    same_text(covered(text, list->first->span), "-1.5", "a number");
    same_text(list->first->text, "-1.5", "and its text");
    assert_true(lode_str_is_none(list->first->key));
    same_text(covered(text, list->first->next->span), "\"s\\\"\"", "a string with its quotes");
    same_text(list->first->next->text, "s\"", "and decoded");
    same_text(covered(text, list->first->next->next->span), "null", "a word");
    LodeJson *object = list->next;
    same_text(covered(text, object->span), "{ }", "an empty object");
    assert_int_equal(object->count, 0);
    assert_null(object->first);
    assert_null(object->next);
    assert_true(lode_str_is_none(root->key));
    LodeJson *number = lode_json_parse(&arena, LODE_STR("  42"), NULL);
    assert_int_equal(number->span.start, 2);
    assert_int_equal(number->span.end, 4);
    lode_arena_release(&arena);
}

static void test_duplicate_span(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeStr text = LODE_STR("{\"a\":1,\"b\":2,\"\\u0061\":[3]}");
    LodeJson *root = lode_json_parse(&arena, text, NULL);
    assert_int_equal(root->count, 2);
    same_text(covered(text, root->first->span), "[3]", "the value that counts");
    same_text(covered(text, root->first->key_span), "\"\\u0061\"", "and the key that stands before it");
    lode_arena_release(&arena);
}

static void test_nothing_is_borrowed(void **state)
{
    (void)state;
    LodeArena arena = {0};
    char text[] = "{\"key\":[\"plain\",\"esc\\t\",12.5]}";
    LodeJson *root = lode_json_parse(&arena, lode_str(text), NULL);
    memset(text, '#', sizeof text - 1);
    LodeBuf out = {0};
    lode_json_write(&out, root);
    same_text(lode_buf_str(&out), "{\"key\":[\"plain\",\"esc\\t\",12.5]}", "the text may die");
    assert_int_equal(root->first->key.data[3], '\0');
    assert_int_equal(root->first->first->text.data[5], '\0'); /* strings can be handed to the system */
    lode_buf_release(&out);
    lode_arena_release(&arena);
}

static void test_questions(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeJson *root = lode_json_parse(&arena, LODE_STR("{\"s\":\"x\",\"e\":\"\",\"n\":1,\"s\\u0000\":2}"), NULL);
    same_text(lode_json_string(lode_json_get(root, LODE_STR("s"))), "x", "a string");
    same_text(lode_json_string(lode_json_get(root, LODE_STR("e"))), "", "the empty string is not absent");
    same_text(lode_json_string(lode_json_get(root, LODE_STR("n"))), NULL, "a number is no string");
    same_text(lode_json_string(lode_json_get(root, LODE_STR("z"))), NULL, "nor is what is not there");
    same_text(lode_json_string(NULL), NULL, "nor is nothing");
    assert_null(lode_json_get(NULL, LODE_STR("s")));
    assert_null(lode_json_get(root->first, LODE_STR("s")));
    assert_int_equal(lode_json_get(root, (LodeStr)BYTES("s\0"))->type, LODE_JSON_NUMBER);
    lode_arena_release(&arena);
}

static const struct {
    LodeStr text;
    const char *literal;
    const char *why;
} literals[] = {
    {BYTES(""), "\"\"", "nothing"},
    {BYTES("a/b"), "\"a/b\"", "a slash needs no escape"},
    {BYTES("\"\\"), "\"\\\"\\\\\"", "quote and backslash"},
    {BYTES("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"", "those with names"},
    {BYTES("\0\x01\x1F\x7F"), "\"\\u0000\\u0001\\u001f\x7F\"", "those without; DEL is none of them"},
    {BYTES("\xE2\x80\xA8\xF0\x9F\x98\x80"), "\"\xE2\x80\xA8\xF0\x9F\x98\x80\"", "UTF-8 as it is"},
    {BYTES("a\xFF"
           "b\xE2\x82\n"),
     "\"a\xEF\xBF\xBD"
     "b\xEF\xBF\xBD\\n\"",
     "what is none as U+FFFD"},
};

static void test_literals(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(literals); i++) {
        LodeBuf out = {0};
        lode_json_write_string(&out, literals[i].text);
        same_text(lode_buf_str(&out), literals[i].literal, literals[i].why);
        lode_buf_release(&out);
    }
}

static void test_write_part(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeJson *root = lode_json_parse(&arena, LODE_STR("{\"a\":1,\"b\":[2],\"c\":{\"d\":3}}"), NULL);
    static const char *const written[] = {"1", "[2]", "{\"d\":3}"};
    LodeJson *member = root->first;
    for (size_t i = 0; i < ROWS(written); i++, member = member->next) {
        LodeBuf out = {0};
        assert_non_null(member);
        lode_json_write(&out, member);
        same_text(lode_buf_str(&out), written[i], "a member alone: neither its key nor what follows");
        lode_buf_release(&out);
    }
    assert_null(member);
    lode_arena_release(&arena);
}

static void test_depth(void **state)
{
    (void)state;
    enum { DEPTH = 200000 };
    LodeArena arena = {0};
    LodeBuf text = {0};
    for (int i = 0; i < DEPTH; i++) {
        lode_buf_puts(&text, i % 2 ? "{\"a\":" : "[");
    }
    LodeJsonError error;
    assert_null(lode_json_parse(&arena, lode_buf_str(&text), &error));
    assert_int_equal(error.offset, text.size);
    lode_buf_puts(&text, "0");
    for (int i = DEPTH; i-- > 0;) {
        lode_buf_puts(&text, i % 2 ? "}" : "]");
    }
    LodeJson *root = lode_json_parse(&arena, lode_buf_str(&text), NULL);
    assert_non_null(root);
    LodeBuf out = {0};
    lode_json_write(&out, root);
    assert_true(lode_str_equal(lode_buf_str(&out), lode_buf_str(&text)));
    lode_buf_release(&out);
    lode_buf_release(&text);
    lode_arena_release(&arena);
}

/* Objects with many keys, all of them twice: what comparing each with each would not finish. */
static void test_many_keys(void **state)
{
    (void)state;
    enum { KEYS = 100000 };
    LodeArena arena = {0};
    LodeBuf text = {0};
    lode_buf_puts(&text, "{");
    for (int i = 0; i < 2 * KEYS; i++) {
        lode_buf_printf(&text, "%s\"k%d\":%d", i ? "," : "", i % KEYS, i);
    }
    for (int i = 0; i < 1000; i++) {
        lode_buf_printf(&text, ",\"%d\":0", 1000 - i);
    }
    lode_buf_puts(&text, "}");
    LodeJson *root = lode_json_parse(&arena, lode_buf_str(&text), NULL);
    assert_non_null(root);
    assert_int_equal(root->count, KEYS + 1000);
    same_text(root->first->key, "1", "indices first");
    same_text(lode_json_get(root, LODE_STR("k0"))->text, "100000", "the last value");
    size_t listed = 0;
    for (LodeJson *member = root->first; member; member = member->next) {
        listed++;
    }
    assert_int_equal(listed, root->count);
    lode_buf_release(&text);
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted),       cmocka_unit_test(test_refused),
        cmocka_unit_test(test_cut_off),        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_duplicate_span), cmocka_unit_test(test_nothing_is_borrowed),
        cmocka_unit_test(test_questions),      cmocka_unit_test(test_literals),
        cmocka_unit_test(test_write_part),     cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many_keys),
    };
    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}

/*
 * package.json as Node 20 reads it (JSON.parse) and as 22, 24 and 26 do (a skim): what is found, what is
 * invalid and why, where values stand. The expectations were compared with the four programs.
 */
#include "resolver/package_text.h"

#include "resolver/package_tokens.h"
#include "resolver/package_value.h"

#include "tests/unit/base/rows.h"

/* Reads a copy that is gone when the answer is looked at. */
static void read_copy(LodeArena *arena, LodeStr text, int node_version, LodePackageText *out)
{
    char *copy = lode_alloc(text.size ? text.size : 1);
    memcpy(copy, text.data, text.size);
    lode__package_text_read(arena, (LodeStr){copy, text.size}, node_version, out);
    memset(copy, '#', text.size);
    free(copy);
}

/* NUL is shown as "\\0". */
static void append_visible(LodeBuf *out, LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        lode_buf_append(out, text.data[i] ? lode_str_slice(text, i, i + 1) : LODE_STR("\\0"));
    }
}

static void describe_string(LodeBuf *out, const char *name, LodeStr value)
{
    if (!lode_str_is_none(value)) {
        lode_buf_printf(out, " %s=", name);
        append_visible(out, value);
    }
}

static void describe_map(LodeBuf *out, const char *name, const LodeJson *value, LodeStr problem)
{
    if (value) {
        lode_buf_printf(out, " %s=", name);
        lode_json_write(out, value);
    }
    if (!lode_str_is_none(problem)) {
        lode_buf_printf(out, " %s: ", name);
        append_visible(out, problem);
    }
}

/* All fields that are there, or why there is none, in one line. */
static void describe(LodeBuf *out, const LodePackageText *text)
{
    static const char *const types[] = {"", " type=commonjs", " type=module"};
    if (text->is_invalid) {
        lode_buf_printf(out, " %u! ", (unsigned)text->problem_offset);
        append_visible(out, text->problem);
    }
    describe_string(out, "name", text->name);
    describe_string(out, "version", text->version);
    describe_string(out, "main", text->main);
    lode_buf_puts(out, types[text->type]);
    describe_map(out, "exports", text->exports, text->exports_problem);
    describe_map(out, "imports", text->imports, text->imports_problem);
    if (!lode_str_is_none(text->exports_problem) || !lode_str_is_none(text->imports_problem)) {
        lode_buf_printf(out, " (%u)", (unsigned)text->map_problem_offset);
    }
    if (out->size == 0) {
        lode_buf_puts(out, " nothing");
    }
}

static void same_reading(LodeStr text, int node_version, const char *expected, const char *why)
{
    LodeArena arena = {0};
    LodePackageText read;
    read_copy(&arena, text, node_version, &read);
    LodeBuf line = {0};
    describe(&line, &read);
    if (!lode_str_equal(lode_str_slice(lode_buf_str(&line), 1, line.size), lode_str(expected))) {
        fail_msg("Node %d, %s: expected \"%s\", got \"%s\"", node_version, why, expected, line.data + 1);
    }
    lode_buf_release(&line);
    lode_arena_release(&arena);
}

#define SAME NULL /* Node 20 reads it in the same way */

static const struct {
    LodeStr text;
    const char *modern;  /* Node 22, 24, 26 */
    const char *classic; /* Node 20 */
    const char *why;
} rows[] = {
    /* clang-format off */
    {BYTES("{}"), "nothing", SAME, "an empty object"},
    {BYTES("{\"name\":\"n\",\"version\":\"1.2.3\",\"main\":\"./m\",\"type\":\"module\",\"exports\":\"./e\",\"imports\":{\"#a\":\"./b\"}}"), "name=n version=1.2.3 main=./m type=module exports=\"./e\" imports={\"#a\":\"./b\"}", SAME, "all fields"},
    {BYTES("{ \"type\" : \"commonjs\" , \"name\" : \"@a/b\" }"), "name=@a/b type=commonjs", SAME, "white space"},
    {BYTES("\xEF\xBB\xBF{\"main\":\"./m\"}"), "main=./m", SAME, "a byte order mark"},
    {BYTES("\n\xEF\xBB\xBF{\"main\":\"./m\"}"), "1! expected '{'", "1! Unexpected token '\xEF\xBB\xBF', \"\n\xEF\xBB\xBF{\"main\":\"./m\"}\" is not valid JSON", "not at the start"},
    {BYTES("\xEF\xBB\xBF\xEF\xBB\xBF{}"), "3! expected '{'", "3! Unexpected token '\xEF\xBB\xBF', \"\xEF\xBB\xBF{}\" is not valid JSON", "two of them"},
    {BYTES(""), "0! the file is empty", "0! Unexpected end of JSON input", "no bytes"},
    {BYTES(" \n "), "3! the file is empty", "3! Unexpected end of JSON input", "white space alone"},
    {BYTES("\xEF\xBB\xBF"), "3! the file is empty", "3! Unexpected end of JSON input", "a byte order mark alone"},
    {BYTES("{"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "a bracket alone"},
    {BYTES("{\"main\":\"./m\""), "13! expected ',' or '}' after the value", "13! Expected ',' or '}' after property value in JSON at position 13", "cut off behind a value"},
    {BYTES("{\"main\":"), "8! expected a value", "8! Unexpected end of JSON input", "behind a colon"},
    {BYTES("{\"main\""), "7! expected ':' after the key", "7! Expected ':' after property name in JSON at position 7", "behind a key"},
    {BYTES("{\"main\":\"./m\","), "14! expected a key in double quotes", "14! Expected double-quoted property name in JSON at position 14", "behind a comma"},
    {BYTES("{\"x\":[1,2"), "5! the value that starts here does not end", "9! Expected ',' or ']' after array element in JSON at position 9", "in a value"},
    {BYTES("{\"exports\":{\"a\":\"b\""), "11! the value that starts here does not end", "19! Expected ',' or '}' after property value in JSON at position 19", "in a map"},
    {BYTES("{\"exports\":{"), "11! the value that starts here does not end", "12! Expected property name or '}' in JSON at position 12", "at the start of a map"},
    {BYTES("{\"exports\":["), "11! the value that starts here does not end", "12! Unexpected end of JSON input", "or of a list"},
    {BYTES("{\"exports\":{\"a\":"), "11! the value that starts here does not end", "16! Unexpected end of JSON input", "between a key and its value"},
    {BYTES("{\"name\":\"n"), "8! this string does not end", "10! Unterminated string in JSON at position 10", "in a string"},
    {BYTES("{\"name\":\"n\\"), "8! this string does not end", "11! Unexpected end of JSON input", "in an escape"},
    {BYTES("{\"name\":\"\\u00"), "8! this string does not end", "13! Bad Unicode escape in JSON at position 13", "in a long one"},
    {BYTES("{\"main\":\"./m\"} x"), "15! expected nothing after the last '}'", "15! Unexpected non-whitespace character after JSON at position 15", "something behind it"},
    {BYTES("{\"main\":\"./m\"} //x"), "15! expected nothing after the last '}'", "15! Unexpected non-whitespace character after JSON at position 15", "a comment"},
    {BYTES("{\"main\":\"./m\"}\x00"), "14! expected nothing after the last '}'", "14! Unexpected non-whitespace character after JSON at position 14", "NUL"},
    {BYTES("{\"main\":\"./m\"} }"), "main=./m", "15! Unexpected non-whitespace character after JSON at position 15", "only the last token counts"},
    {BYTES("{\"main\":\"./m\"}}}}"), "main=./m", "14! Unexpected non-whitespace character after JSON at position 14", "however many there are"},
    {BYTES("{\"main\":\"./m\"} , \"main\" : 5 }"), "main=./m", "15! Unexpected non-whitespace character after JSON at position 15", "and nothing behind the first end is read"},
    {BYTES("{\"main\":\"./m\"} \"}"), "15! this string does not end", "15! Unexpected non-whitespace character after JSON at position 15", "a string is not opened behind the end"},
    {BYTES("{}}\n"), "nothing", "2! Unexpected non-whitespace character after JSON at position 2", "nothing, and a bracket"},
    {BYTES("//x\n{}"), "0! expected '{'", "0! Unexpected token '/', \"//x\n{}\" is not valid JSON", "a comment before it"},
    {BYTES("{/*x*/\"main\":\"./m\"}"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "a comment before a key"},
    {BYTES("{\"x\":1/*x*/,\"main\":\"./m\"}"), "main=./m", "6! Expected ',' or '}' after property value in JSON at position 6", "in a scalar"},
    {BYTES("{\"x\":1 /*x*/,\"main\":\"./m\"}"), "7! expected ',' or '}' after the value", "7! Expected ',' or '}' after property value in JSON at position 7", "behind a scalar"},
    {BYTES("[]"), "0! expected '{'", "nothing", "an array"},
    {BYTES("[{\"main\":\"./m\"}]"), "0! expected '{'", "nothing", "of objects"},
    {BYTES("\"x\""), "0! expected '{'", "nothing", "a string"},
    {BYTES("5"), "0! expected '{'", "nothing", "a number"},
    {BYTES("true"), "0! expected '{'", "nothing", "a literal"},
    {BYTES(" null"), "1! expected '{'", "1! Cannot convert undefined or null to object", "null, of which Node 20 asks for properties"},
    {BYTES("xyz"), "0! expected '{'", "0! Unexpected token 'x', \"xyz\" is not valid JSON", "a word"},
    {BYTES("NaN"), "0! expected '{'", "0! \"NaN\" is not valid JSON", "a word that V8 shows whole"},
    {BYTES("{'main':'./m'}"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "single quotes"},
    {BYTES("{main:\"./m\"}"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "no quotes"},
    {BYTES("{\"main\":\"./m\",\"main\":\"./n\"}"), "main=./n", SAME, "the last of two"},
    {BYTES("{\"main\":\"./m\",\"main\":5}"), "main=./m", "nothing", "what is ignored does not erase"},
    {BYTES("{\"exports\":\"./m\",\"exports\":null}"), "exports=\"./m\"", "nothing", "not even null"},
    {BYTES("{\"exports\":\"./m\",\"exports\":{\"a\":\"b\"}}"), "exports={\"a\":\"b\"}", SAME, "an object over a string"},
    {BYTES("{\"exports\":{\"a\":\"b\"},\"exports\":\"./m\"}"), "exports=\"./m\"", SAME, "and the other way round"},
    {BYTES("{\"type\":\"module\",\"type\":\"commonjs\"}"), "type=commonjs", SAME, "a type over a type"},
    {BYTES("{\"type\":\"module\",\"type\":\"x\"}"), "type=module", "nothing", "an unknown type"},
    {BYTES("{\"type\":\"module\",\"type\":5}"), "24! \"type\" is not a string", "nothing", "no type"},
    {BYTES("{\"version\":\"1\",\"version\":2}"), "version=1", "nothing", "a version"},
    {BYTES("{\"exports\":{\"b\":\"1\",\"a\":\"2\",\"b\":\"3\"}}"), "exports={\"b\":\"3\",\"a\":\"2\"}", SAME, "in a map: the first place, the last value"},
    {BYTES("{\"imports\":{\"#b\":\"1\",\"2\":\"3\",\"1\":\"4\"}}"), "imports={\"1\":\"4\",\"2\":\"3\",\"#b\":\"1\"}", SAME, "array indices first"},
    {BYTES("{\"name\":5}"), "8! \"name\" is not a string", "nothing", "name: a number"},
    {BYTES("{\"name\":null}"), "8! \"name\" is not a string", "nothing", "name: null"},
    {BYTES("{\"name\":{}}"), "8! \"name\" is not a string", "nothing", "name: an object"},
    {BYTES("{\"name\":tru}"), "8! \"name\" is not a string", "11! Unexpected token '}', \"{\"name\":tru}\" is not valid JSON", "name: no JSON"},
    {BYTES("{\"name\":\"\"}"), "name=", SAME, "name: empty"},
    {BYTES("{\"name\":\"\\ud800\"}"), "8! \"name\" holds an invalid escape", "name=\xEF\xBF\xBD", "name: half a pair"},
    {BYTES("{\"name\":\"a\\/\\u0062\\ud83d\\ude00\"}"), "name=a/b\xF0\x9F\x98\x80", SAME, "name: escapes"},
    {BYTES("{\"name\":\"\\q\"}"), "8! \"name\" holds an invalid escape", "10! Bad escaped character in JSON at position 10", "name: no escape"},
    {BYTES("{\"name\":\"\\ud800\\u0041\"}"), "8! \"name\" holds an invalid escape", "name=\xEF\xBF\xBD" "A", "name: half a pair before a letter"},
    {BYTES("{\"name\":\"\\udc00\"}"), "8! \"name\" holds an invalid escape", "name=\xEF\xBF\xBD", "name: the other half"},
    {BYTES("{\"name\":\"\\u12g4\"}"), "8! \"name\" holds an invalid escape", "13! Bad Unicode escape in JSON at position 13", "name: bad digits"},
    {BYTES("{\"name\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}"), "name=\"\\/\b\f\n\r\t", SAME, "name: every escape"},
    {BYTES("{\"name\":\"a\\u0000b\"}"), "name=a\\0b", SAME, "name: NUL"},
    {BYTES("{\"main\":5}"), "nothing", SAME, "main: a number"},
    {BYTES("{\"main\":[\"./m\"]}"), "nothing", SAME, "main: an array"},
    {BYTES("{\"main\":{\"main\":\"./m\"}}"), "nothing", SAME, "main: an object"},
    {BYTES("{\"main\":\"\"}"), "main=", SAME, "main: empty"},
    {BYTES("{\"main\":tru}"), "nothing", "11! Unexpected token '}', \"{\"main\":tru}\" is not valid JSON", "main: no JSON"},
    {BYTES("{\"main\":\"\\q\"}"), "nothing", "10! Bad escaped character in JSON at position 10", "main: no escape"},
    {BYTES("{\"main\":\"./m\\ud800\"}"), "nothing", "main=./m\xEF\xBF\xBD", "main: half a pair"},
    {BYTES("{\"main\":\"./m\",\"main\":\"\\q\"}"), "main=./m", "23! Bad escaped character in JSON at position 23", "main: no escape erases nothing"},
    {BYTES("{\"version\":1}"), "nothing", SAME, "version: a number"},
    {BYTES("{\"version\":\"\\q\"}"), "nothing", "13! Bad escaped character in JSON at position 13", "version: no escape"},
    {BYTES("{\"version\":\"1\":\"a\"}}"), "version=1", "14! Expected ',' or '}' after property value in JSON at position 14", "version: is skipped as any value is"},
    {BYTES("{\"type\":null}"), "8! \"type\" is not a string", "nothing", "type: null"},
    {BYTES("{\"type\":\"Module\"}"), "nothing", SAME, "type: case matters"},
    {BYTES("{\"type\":\" module\"}"), "nothing", SAME, "type: spaces, too"},
    {BYTES("{\"type\":\"mod\\u0075le\"}"), "type=module", SAME, "type: escapes do not"},
    {BYTES("{\"type\":[\"module\"]}"), "8! \"type\" is not a string", "nothing", "type: an array"},
    {BYTES("{\"type\":\"\\ud800\"}"), "8! \"type\" holds an invalid escape", "nothing", "type: half a pair"},
    {BYTES("{\"type\":tru}"), "8! \"type\" is not a string", "11! Unexpected token '}', \"{\"type\":tru}\" is not valid JSON", "type: no JSON"},
    {BYTES("{\"ma\\u0069n\":\"./m\"}"), "nothing", "main=./m", "a key is compared as it is written"},
    {BYTES("{\"\\u0065xports\":\"./e\"}"), "nothing", "exports=\"./e\"", "another one"},
    {BYTES("{\"\\ud800\":1,\"main\":\"./m\"}"), "main=./m", SAME, "a key that means nothing"},
    {BYTES("{\"\\q\":1,\"main\":\"./m\"}"), "main=./m", "3! Bad escaped character in JSON at position 3", "an escape that means nothing"},
    {BYTES("{\"\":1,\"main\":\"./m\"}"), "main=./m", SAME, "no key"},
    {BYTES("{\"Main\":\"./m\",\"main \":\"./m\"}"), "nothing", SAME, "other keys"},
    {BYTES("{\"__proto__\":{\"main\":\"./m\"}}"), "nothing", SAME, "a key like others"},
    {BYTES("{\"x\":{\"main\":\"./m\",\"exports\":\"./e\"}}"), "nothing", SAME, "only the outermost object counts"},
    {BYTES("{\"exports\":5,\"main\":\"./m\"}"), "main=./m", "main=./m exports=5", "exports: a number"},
    {BYTES("{\"exports\":false}"), "nothing", "exports=false", "exports: false"},
    {BYTES("{\"exports\":true}"), "nothing", "exports=true", "exports: true"},
    {BYTES("{\"exports\":null}"), "nothing", SAME, "exports: null"},
    {BYTES("{\"exports\":tru}"), "nothing", "14! Unexpected token '}', \"{\"exports\":tru}\" is not valid JSON", "exports: no JSON"},
    {BYTES("{\"exports\":\"\"}"), "exports=\"\"", SAME, "exports: the empty string"},
    {BYTES("{\"exports\":\"./\\u0061\"}"), "exports=\"./a\"", SAME, "exports: an escape"},
    {BYTES("{\"exports\":\"./\\ud800\"}"), "11! this string holds an invalid escape", "exports=\"./\xEF\xBF\xBD\"", "exports: half a pair"},
    {BYTES("{\"exports\":\"\\q\"}"), "11! this string holds an invalid escape", "13! Bad escaped character in JSON at position 13", "exports: no escape"},
    {BYTES("{\"exports\":[]}"), "exports=[]", SAME, "exports: nothing in it"},
    {BYTES("{\"exports\":{}}"), "exports={}", SAME, "exports: no keys"},
    {BYTES("{\"exports\":[ \"./a\" , {\"b\" : [null]} ]  ,\"main\":\"./m\"}"), "main=./m exports=[\"./a\",{\"b\":[null]}]", SAME, "exports: an array"},
    {BYTES("{\"exports\":{\"__proto__\":{\"a\":\"b\"},\"c\":1.50}}"), "exports={\"__proto__\":{\"a\":\"b\"},\"c\":1.50}", SAME, "exports: no key is special, numbers keep their text"},
    {BYTES("{\"imports\":5}"), "nothing", "imports=5", "imports: a number"},
    {BYTES("{\"imports\":[\"x\"]}"), "imports=[\"x\"]", SAME, "imports: an array"},
    {BYTES("{\"imports\":\"x\"}"), "imports=\"x\"", SAME, "imports: a string"},
    {BYTES("{\"imports\":null}"), "nothing", SAME, "imports: null"},
    {BYTES("{\"exports\":\"[\\\"./e\\\"]\"}"), "exports=[\"./e\"]", "exports=\"[\\\"./e\\\"]\"", "JSON in a string"},
    {BYTES("{\"exports\":\"{\\\"a\\\":{\\\"b\\\":null}}\"}"), "exports={\"a\":{\"b\":null}}", "exports=\"{\\\"a\\\":{\\\"b\\\":null}}\"", "an object in a string"},
    {BYTES("{\"exports\":\" [1]\"}"), "exports=\" [1]\"", SAME, "with a space it is a string"},
    {BYTES("{\"exports\":\"{x\"}"), "exports: Expected property name or '}' in JSON at position 1 (line 1 column 2) (11)", "exports=\"{x\"", "no JSON in a string"},
    {BYTES("{\"exports\":\"[object Object]\"}"), "exports: \"[object Object]\" is not valid JSON (11)", "exports=\"[object Object]\"", "a text that V8 shows whole"},
    {BYTES("{\"exports\":\"[\\\"\\\\\"}"), "exports: Unexpected end of JSON input (11)", "exports=\"[\\\"\\\\\"", "a string in it that ends in a backslash"},
    {BYTES("{\"exports\":\"[\\\"\\\\\\u00e9\\\"]\"}"), "exports: Bad escaped character in JSON at position 3 (line 1 column 4) (11)", "exports=\"[\\\"\\\\\xC3\xA9\\\"]\"", "an escape up to U+00FF"},
    {BYTES("{\"exports\":\"[\\\"\\\\\\u0100\\\"]\"}"), "exports: Unexpected token '\xC4\x80', \"[\"\\\xC4\x80\"]\" is not valid JSON (11)", "exports=\"[\\\"\\\\\xC4\x80\\\"]\"", "one above it"},
    {BYTES("{\"main\":\"./m\",\"exports\":{\"a\":tru}}"), "main=./m exports: Unexpected token '}', \"{\"a\":tru}\" is not valid JSON (32)", "32! Unexpected token '}', ...\"\":{\"a\":tru}}\" is not valid JSON", "a map that is no JSON"},
    {BYTES("{\"exports\":{\"a\":1,\"b\":truly,\"c\":\"d\"}}"), "exports: Unexpected token 'l', ...\":1,\"b\":truly,\"c\":\"d\"\"... is not valid JSON (25)", "25! Unexpected token 'l', ...\":1,\"b\":truly,\"c\":\"d\"\"... is not valid JSON", "with what stands around it"},
    {BYTES("{\"exports\":{\"a\":\"aaaaaaaaaaaaaaa\",\"b\":t}}"), "exports: Unexpected token '}', ...\"aaa\",\"b\":t}\" is not valid JSON (39)", "39! Unexpected token '}', ...\"aaa\",\"b\":t}}\" is not valid JSON", "or before it"},
    {BYTES("{\"exports\":{\"12345678\":x,\"b\":\"cccccccc\"}}"), "exports: Unexpected token 'x', ...\"12345678\":x,\"b\":\"ccc\"... is not valid JSON (23)", "23! Unexpected token 'x', ...\"12345678\":x,\"b\":\"ccc\"... is not valid JSON", "at its tenth character: cut off before, with nothing gone"},
    {BYTES("{\"exports\":{\"a\":\"./e\",}}"), "exports: Expected double-quoted property name in JSON at position 11 (line 1 column 12) (22)", "22! Expected double-quoted property name in JSON at position 22", "a comma too many"},
    {BYTES("{\"exports\":{x}}"), "exports: Expected property name or '}' in JSON at position 1 (line 1 column 2) (12)", "12! Expected property name or '}' in JSON at position 12", "no key"},
    {BYTES("{\"exports\":[1,]}"), "exports: Unexpected token ']', \"[1,]\" is not valid JSON (14)", "14! Unexpected token ']', \"{\"exports\":[1,]}\" is not valid JSON", "a comma too many in an array"},
    {BYTES("{\"exports\":[\"a\" \"b\"]}"), "exports: Expected ',' or ']' after array element in JSON at position 5 (line 1 column 6) (16)", "16! Expected ',' or ']' after array element in JSON at position 16", "no comma in an array"},
    {BYTES("{\"exports\":{\"a\":\"b\" \"c\"}}"), "exports: Expected ',' or '}' after property value in JSON at position 9 (line 1 column 10) (20)", "20! Expected ',' or '}' after property value in JSON at position 20", "no comma in an object"},
    {BYTES("{\"exports\":{\"a\" \"b\"}}"), "16! expected ':' after the key", "16! Expected ':' after property name in JSON at position 16", "no colon"},
    {BYTES("{\"exports\":{\"a\":\"b\",\"c\" \"d\"}}"), "exports: Expected ':' after property name in JSON at position 13 (line 1 column 14) (24)", "24! Unexpected string in JSON at position 24", "no colon behind a second key"},
    {BYTES("{\"exports\":{\"a\":\"\\q\"}}"), "exports: Bad escaped character in JSON at position 7 (line 1 column 8) (18)", "18! Bad escaped character in JSON at position 18", "no escape"},
    {BYTES("{\"exports\":{\"a\":\"\\u00g0\"}}"), "exports: Bad Unicode escape in JSON at position 10 (line 1 column 11) (21)", "21! Bad Unicode escape in JSON at position 21", "bad digits"},
    {BYTES("{\"exports\":[01]}"), "exports: Unexpected number in JSON at position 2 (line 1 column 3) (13)", "13! Unexpected number in JSON at position 13", "a leading zero"},
    {BYTES("{\"exports\":[-]}"), "exports: No number after minus sign in JSON at position 2 (line 1 column 3) (13)", "13! No number after minus sign in JSON at position 13", "a sign alone"},
    {BYTES("{\"exports\":[1.]}"), "exports: Unterminated fractional number in JSON at position 3 (line 1 column 4) (14)", "14! Unterminated fractional number in JSON at position 14", "no fraction"},
    {BYTES("{\"exports\":[1e+]}"), "exports: Exponent part is missing a number in JSON at position 4 (line 1 column 5) (15)", "15! Exponent part is missing a number in JSON at position 15", "no exponent"},
    {BYTES("{\"exports\":[tru\"x\"]}"), "exports: Unexpected string in JSON at position 4 (line 1 column 5) (15)", "15! Unexpected string in JSON at position 15", "a string in a literal"},
    {BYTES("{\"exports\":[tru5]}"), "exports: Unexpected number in JSON at position 4 (line 1 column 5) (15)", "15! Unexpected number in JSON at position 15", "a digit in one"},
    {BYTES("{\"exports\":{\"a\":}}"), "18! expected ',' or '}' after the value", "16! Unexpected token '}', \"{\"exports\":{\"a\":}}\" is not valid JSON", "no value"},
    {BYTES("{\"exports\":[1}}"), "exports: Expected ',' or ']' after array element in JSON at position 2 (line 1 column 3) (13)", "13! Expected ',' or ']' after array element in JSON at position 13", "the wrong bracket"},
    {BYTES("{\"exports\":{\n\r\n\r\"\xF0\x9F\x98\x80\": x}}"), "exports: Unexpected token 'x', \"{\n\r\n\r\"\xF0\x9F\x98\x80\": x}\" is not valid JSON (24)", "24! Unexpected token 'x', ...\"\n\r\n\r\"\xF0\x9F\x98\x80\": x}}\" is not valid JSON", "lines and columns"},
    {BYTES("{\"exports\":[\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80" "a\",x,\"\xF0\x9F\x98\x81" "bbb\xF0\x9F\x98\x81\xF0\x9F\x98\x81\xF0\x9F\x98\x81\xF0\x9F\x98\x81\"]}"), "exports: Unexpected token 'x', ...\"\xEF\xBF\xBD\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80" "a\",x,\"\xF0\x9F\x98\x81" "bbb\xF0\x9F\x98\x81\"... is not valid JSON (32)", "32! Unexpected token 'x', ...\"\xEF\xBF\xBD\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80" "a\",x,\"\xF0\x9F\x98\x81" "bbb\xF0\x9F\x98\x81\"... is not valid JSON", "UTF-16, cut through pairs"},
    {BYTES("{\"exports\":[\"a\"\xC3\xA9]}"), "exports: Expected ',' or ']' after array element in JSON at position 4 (line 1 column 5) (15)", "15! Expected ',' or ']' after array element in JSON at position 15", "a letter"},
    {BYTES("{\"imports\":{\"#a\":+1}}"), "imports: Unexpected token '+', \"{\"#a\":+1}\" is not valid JSON (17)", "17! Unexpected token '+', ...\"ts\":{\"#a\":+1}}\" is not valid JSON", "imports that are no JSON"},
    {BYTES("{\"imports\":{,},\"exports\":{:}}"), "exports: Expected property name or '}' in JSON at position 1 (line 1 column 2) imports: Expected property name or '}' in JSON at position 1 (line 1 column 2) (12)", "12! Expected property name or '}' in JSON at position 12", "both: the first in the file is pointed at"},
    {BYTES("{\"exports\":{,},\"imports\":{:}}"), "exports: Expected property name or '}' in JSON at position 1 (line 1 column 2) imports: Expected property name or '}' in JSON at position 1 (line 1 column 2) (12)", "12! Expected property name or '}' in JSON at position 12", "in either order"},
    {BYTES("{\"exports\":[1]}"), "exports=[1]", SAME, "an array of a number"},
    {BYTES("{\"exports\":{\"a\":\"b\"} \"main\":\"./m\"}"), "21! expected ',' or '}' after the value", "21! Expected ',' or '}' after property value in JSON at position 21", "no comma behind a map"},
    {BYTES("{\"exports\":{5,\"main\":\"./m\"}"), "main=./m exports: Expected property name or '}' in JSON at position 1 (line 1 column 2) (12)", "12! Expected property name or '}' in JSON at position 12", "a scalar for a key ends an object"},
    {BYTES("{\"exports\":{\"a\",1},\"main\":\"./m\"}"), "15! expected ':' after the key", "15! Expected ':' after property name in JSON at position 15", "a key without a colon"},
    {BYTES("{\"exports\":{\"a\":\"b\":\"c\"}},\"main\":\"./m\"}"), "main=./m exports: Expected ',' or '}' after property value in JSON at position 8 (line 1 column 9) (19)", "19! Expected ',' or '}' after property value in JSON at position 19", "a value that looks like a key"},
    {BYTES("{\"exports\":[{]]},\"main\":\"./m\"}"), "exports: Expected property name or '}' in JSON at position 2 (line 1 column 3) (13)", "13! Expected property name or '}' in JSON at position 13", "brackets of any kind"},
    {BYTES("{\"exports\":{]\"main\":\"./m\"}"), "13! expected ',' or '}' after the value", "12! Expected property name or '}' in JSON at position 12", "a bracket of the wrong kind at once"},
    {BYTES("{\"exports\":[:],\"main\":\"./m\"}"), "28! expected ',' or '}' after the value", "12! Unexpected token ':', ...\"exports\":[:],\"main\":\"... is not valid JSON", "a colon counts as a bracket"},
    {BYTES("{\"exports\":[:]],\"main\":\"./m\"}"), "main=./m exports: Unexpected token ':', \"[:]]\" is not valid JSON (12)", "12! Unexpected token ':', ...\"exports\":[:]],\"main\"\"... is not valid JSON", "to be closed"},
    {BYTES("{\"scripts\":{\"a\",1},\"main\":\"./m\"}"), "15! expected ':' after the key", "15! Expected ':' after property name in JSON at position 15", "scripts are read like a map"},
    {BYTES("{\"scripts\":{\"a\":tru},\"main\":\"./m\"}"), "main=./m", "19! Unexpected token '}', ...\"\":{\"a\":tru},\"main\":\"\"... is not valid JSON", "but never parsed"},
    {BYTES("{\"scripts\":5,\"main\":\"./m\"}"), "main=./m", SAME, "scripts: a number"},
    {BYTES("{\"scripts\":[,],\"main\":\"./m\"}"), "main=./m", "12! Unexpected token ',', ...\"scripts\":[,],\"main\":\"... is not valid JSON", "scripts: an array"},
    {BYTES("{\"x\":tru,\"main\":\"./m\"}"), "main=./m", "8! Unexpected token ',', \"{\"x\":tru,\"main\":\".\"... is not valid JSON", "an unknown value is not looked at: a literal"},
    {BYTES("{\"x\":01,\"y\":+1,\"z\":-,\"main\":\"./m\"}"), "main=./m", "6! Unexpected number in JSON at position 6", "numbers"},
    {BYTES("{\"x\":\"\\q\",\"main\":\"./m\"}"), "main=./m", "7! Bad escaped character in JSON at position 7", "escapes"},
    {BYTES("{\"x\":[1,],\"main\":\"./m\"}"), "main=./m", "8! Unexpected token ']', \"{\"x\":[1,],\"main\":\"\"... is not valid JSON", "commas"},
    {BYTES("{\"x\":{\"a\":1,},\"main\":\"./m\"}"), "main=./m", "12! Expected double-quoted property name in JSON at position 12", "in objects"},
    {BYTES("{\"x\":[1},\"main\":\"./m\"}"), "main=./m", "7! Expected ',' or ']' after array element in JSON at position 7", "brackets"},
    {BYTES("{\"x\":{\"a\":1],\"main\":\"./m\"}"), "main=./m", "11! Expected ',' or '}' after property value in JSON at position 11", "of the other kind"},
    {BYTES("{\"x\":},\"main\":\"./m\"}"), "main=./m", "5! Unexpected token '}', \"{\"x\":},\"main\":\"./m\"}\" is not valid JSON", "a bracket for a value"},
    {BYTES("{\"x\":]],\"main\":\"./m\"}"), "6! expected ',' or '}' after the value", "5! Unexpected token ']', \"{\"x\":]],\"main\":\"... is not valid JSON", "two of them"},
    {BYTES("{\"x\":,},\"main\":\"./m\"}"), "main=./m", "5! Unexpected token ',', \"{\"x\":,},\"main\":\"... is not valid JSON", "a comma that opens"},
    {BYTES("{\"x\"::1],\"main\":\"./m\"}"), "main=./m", "5! Unexpected token ':', \"{\"x\"::1],\"main\"\"... is not valid JSON", "a colon that opens"},
    {BYTES("{\"x\":\"a\":1},\"main\":\"./m\"}"), "main=./m", "8! Expected ',' or '}' after property value in JSON at position 8", "a key for a value"},
    {BYTES("{\"x\":\f,\"main\":\"./m\"}"), "main=./m", "5! Unexpected token '\f', \"{\"x\":\f,\"main\":\"./m\"}\" is not valid JSON", "a form feed for a value"},
    {BYTES("{\"x\":\\\"a\",\"main\":\"./m\"}"), "21! this string does not end", "5! Unexpected token '\\', \"{\"x\":\\\"a\",\"main\"... is not valid JSON", "a quote that is escaped outside of a string"},
    {BYTES("{\"x\":a\"}\",\"main\":\"./m\"}"), "main=./m", "5! Unexpected token 'a', \"{\"x\":a\"}\",\"main\"... is not valid JSON", "a string that belongs to a scalar"},
    {BYTES("{\"x\":\"a\"b,\"main\":\"./m\"}"), "8! expected ',' or '}' after the value", "8! Expected ',' or '}' after property value in JSON at position 8", "a scalar that follows a string"},
    {BYTES("{\"x\" 1,\"main\":\"./m\"}"), "5! expected ':' after the key", "5! Expected ':' after property name in JSON at position 5", "no colon"},
    {BYTES("{\"x\":1 \"main\":\"./m\"}"), "7! expected ',' or '}' after the value", "7! Expected ',' or '}' after property value in JSON at position 7", "no comma"},
    {BYTES("{,\"main\":\"./m\"}"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "a comma before the first key"},
    {BYTES("{\"x\":1,,\"main\":\"./m\"}"), "7! expected a key in double quotes", "7! Expected double-quoted property name in JSON at position 7", "two commas"},
    {BYTES("{\"main\":\"./m\",}"), "14! expected a key in double quotes", "14! Expected double-quoted property name in JSON at position 14", "a comma before the end"},
    {BYTES("{\"main\":\x00\"./m\"}"), "nothing", "8! Unexpected token '\\0', \"{\"main\":\\0\"./m\"}\" is not valid JSON", "NUL in between"},
    {BYTES("{\"main\":\"./m\"x}"), "13! expected ',' or '}' after the value", "13! Expected ',' or '}' after property value in JSON at position 13", "something behind a value"},
    {BYTES("{:1}"), "1! expected a key in double quotes", "1! Expected property name or '}' in JSON at position 1", "a colon for a key"},
    {BYTES("{\"x\":1]"), "6! expected ',' or '}' after the value", "6! Expected ',' or '}' after property value in JSON at position 6", "the wrong bracket at the end"},
    {BYTES("{\"x\":\"a\tb\",\"main\":\"./m\"}"), "7! a string may not hold a control character", "7! Bad control character in string literal in JSON at position 7", "a tab in a string"},
    {BYTES("{\"x\":\"a\nb\",\"main\":\"./m\"}"), "7! a string may not hold a line break", "7! Bad control character in string literal in JSON at position 7", "a line end in a string"},
    {BYTES("{\"x\":\"a\\\nb\",\"main\":\"./m\"}"), "8! a string may not hold a line break", "8! Bad escaped character in JSON at position 8", "escaped, too"},
    {BYTES("{\"x\":\"a\x00" "b\",\"main\":\"./m\"}"), "7! a string may not hold a control character", "7! Bad control character in string literal in JSON at position 7", "NUL in a string"},
    {BYTES("{\"x\":\"\x7F\xC2\xA0\xE2\x80\xA8\",\"main\":\"./m\"}"), "main=./m", SAME, "these are no control characters"},
    {BYTES("{\"x\":\x01,\"main\":\"./m\"}"), "main=./m", "5! Unexpected token '\x01', \"{\"x\":\x01,\"main\":\"./m\"}\" is not valid JSON", "a control character outside of strings"},
    {BYTES("\v{\"main\":\"./m\"}"), "0! expected '{'", "0! Unexpected token '\v', \"\v{\"main\":\"./m\"}\" is not valid JSON", "no white space"},
    {BYTES("\xC2\xA0{\"main\":\"./m\"}"), "0! expected '{'", "0! Unexpected token '\xC2\xA0', \"\xC2\xA0{\"main\":\"./m\"}\" is not valid JSON", "no white space either"},
    {BYTES("{\"name\":\"\xC3\xA9\xF0\x9F\x98\x80\"}"), "name=\xC3\xA9\xF0\x9F\x98\x80", SAME, "UTF-8"},
    {BYTES("{\"name\":\"\xC3\xA9\xFF\"}"), "11! this byte is not UTF-8", "name=\xC3\xA9\xEF\xBF\xBD", "a byte that is none"},
    {BYTES("{\"x\":\"\xC0\x80\",\"main\":\"./m\"}"), "6! this byte is not UTF-8", "main=./m", "an overlong form"},
    {BYTES("{\"main\":\"./m\xED\xA0\x80\"}"), "12! this byte is not UTF-8", "main=./m\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "a surrogate"},
    {BYTES("{\"main\":\"./m\"\xF0\x9F}"), "13! this byte is not UTF-8", "13! Expected ',' or '}' after property value in JSON at position 13", "half a code point"},
    {BYTES("{\"main\":\"./m\"}\xE2\x82"), "14! this byte is not UTF-8", "14! Unexpected non-whitespace character after JSON at position 14", "at the end"},
    {BYTES("{\"exports\":{\"a\":\"\xFF\"}}"), "17! this byte is not UTF-8", "exports={\"a\":\"\xEF\xBF\xBD\"}", "in a map"},
    {BYTES("{\"exports\":\"./e\" ,\n\"x\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{[\",\"main\":\"./m\"}"), "main=./m exports=\"./e\"", SAME, "a long string"},
    /* clang-format on */
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        same_reading(rows[i].text, 22, rows[i].modern, rows[i].why);
        same_reading(rows[i].text, 24, rows[i].modern, rows[i].why);
        same_reading(rows[i].text, 26, rows[i].modern, rows[i].why);
        same_reading(rows[i].text, 20, rows[i].classic ? rows[i].classic : rows[i].modern, rows[i].why);
    }
}

/* Each row stands in as many places as a block of the tokens has bytes: none is special. */
static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        LodePackageText expected;
        LodeArena arena = {0};
        read_copy(&arena, rows[i].text, 26, &expected);
        for (unsigned pad = 1; pad <= 70 && !lode_str_starts_with(rows[i].text, LODE_STR("\xEF\xBB\xBF")); pad++) {
            LodeBuf text = {0};
            lode_buf_printf(&text, "%*s", (int)pad, "");
            lode_buf_append(&text, rows[i].text);
            LodePackageText moved;
            read_copy(&arena, lode_buf_str(&text), 26, &moved);
            assert_int_equal(moved.is_invalid, expected.is_invalid);
            assert_int_equal(moved.type, expected.type);
            same_number(moved.problem_offset, moved.is_invalid ? expected.problem_offset + pad : 0, rows[i].why);
            if (!lode_str_equal(moved.main, expected.main) || !lode_str_equal(moved.problem, expected.problem) ||
                !lode_str_equal(moved.exports_problem, expected.exports_problem)) {
                fail_msg("%s: another reading behind %u spaces", rows[i].why, pad);
            }
            lode_buf_release(&text);
        }
        lode_arena_release(&arena);
    }
}

/* The start of an object is never an object: whatever is cut off, both readers notice. */
static void test_cut_off(void **state)
{
    (void)state;
    LodeStr text = LODE_STR("{ \"name\" : \"a\\u0041\" , \"exports\" : { \".\" : [ \"\xC3\xA9\" , null , -1.5e3 ] } ,\n"
                            "\t\"scripts\" : { \"}\" : \"\\\"\" } , \"type\" : \"module\" , \"x\" : [ ] }");
    LodeArena arena = {0};
    for (size_t size = 0; size <= text.size; size++) {
        for (int node_version = 20; node_version <= 26; node_version += 2) {
            LodePackageText read;
            read_copy(&arena, lode_str_slice(text, 0, size), node_version, &read);
            assert_int_equal(read.is_invalid, size < text.size);
            assert_int_equal(lode_str_is_none(read.problem), size == text.size);
            assert_true(read.problem_offset <= size);
        }
    }
    lode_arena_release(&arena);
}

static void same_span(LodeSpan span, LodeStr text, const char *expected, const char *why)
{
    same_text(lode_str_slice(text, span.start, span.end), expected, why);
}

static void test_spans(void **state)
{
    (void)state;
    /* The second value has an escape and is no plain one; both are read by Node 20 in yet another way. */
    LodeStr text = LODE_STR("\xEF\xBB\xBF{ \"exports\" : { \"./a\" : [ \"./b\" , { } ] , \"./c\":null }\n,\n"
                            "\"imports\": {\"#\\u0061\": {\"d\" : \"./e\"} } }");
    LodeArena arena = {0};
    for (int node_version = 20; node_version <= 26; node_version += 2) {
        LodePackageText read;
        read_copy(&arena, text, node_version, &read);
        assert_false(read.is_invalid);
        same_span(read.exports->span, text, "{ \"./a\" : [ \"./b\" , { } ] , \"./c\":null }", "an object");
        const LodeJson *first = read.exports->first;
        same_span(first->key_span, text, "\"./a\"", "a key, behind a byte order mark");
        same_span(first->span, text, "[ \"./b\" , { } ]", "an array");
        same_span(first->first->span, text, "\"./b\"", "an element");
        same_span(first->first->next->span, text, "{ }", "an empty object");
        same_span(first->next->span, text, "null", "a literal");
        same_span(read.imports->span, text, "{\"#\\u0061\": {\"d\" : \"./e\"} }", "what is not plain");
        same_span(read.imports->first->key_span, text, "\"#\\u0061\"", "a key as it is written");
        same_span(read.imports->first->first->span, text, "\"./e\"", "a value inside");
        same_span(read.imports->first->first->key_span, text, "\"d\"", "its key");
    }
    lode_arena_release(&arena);
}

static void test_span_of_string(void **state)
{
    (void)state;
    LodeStr text = LODE_STR("{\"exports\": \"./a\", \"imports\": \"{\\\"#a\\\":[\\\"./b\\\"]}\"}");
    LodeArena arena = {0};
    LodePackageText read;
    read_copy(&arena, text, 26, &read);
    same_span(read.exports->span, text, "\"./a\"", "a string");
    const char *whole = "\"{\\\"#a\\\":[\\\"./b\\\"]}\"";
    same_span(read.imports->span, text, whole, "a value that Node finds inside a string");
    same_span(read.imports->first->key_span, text, whole, "its key");
    same_span(read.imports->first->first->span, text, whole, "an element in it");
    lode_arena_release(&arena);
}

static LodeBuf nested(const char *before, const char *open, const char *close, const char *behind)
{
    enum { DEPTH = 200000 };
    LodeBuf text = {0};
    lode_buf_puts(&text, before);
    for (int i = 0; i < DEPTH; i++) {
        lode_buf_puts(&text, open);
    }
    for (int i = 0; i < DEPTH; i++) {
        lode_buf_puts(&text, close);
    }
    lode_buf_puts(&text, behind);
    return text;
}

static void test_depth(void **state)
{
    (void)state;
    for (int node_version = 20; node_version <= 26; node_version += 2) {
        LodeBuf skipped = nested("{\"x\":", "[", "]", ",\"main\":\"./m\"}");
        same_reading(lode_buf_str(&skipped), node_version, "main=./m", "200,000 arrays that nobody wants");
        lode_buf_release(&skipped);
        LodeBuf kept = nested("{\"exports\":", "{\"a\":[", "]}", "}");
        LodeArena arena = {0};
        LodePackageText read;
        read_copy(&arena, lode_buf_str(&kept), node_version, &read);
        assert_false(read.is_invalid);
        assert_non_null(read.exports);
        same_number(read.exports->span.end, kept.size - 1, "400,000 containers that are kept");
        lode_buf_release(&kept);
        kept = nested("{\"exports\":", "[", "]", "]}");
        read_copy(&arena, lode_buf_str(&kept), node_version, &read);
        assert_true(read.is_invalid);
        lode_buf_release(&kept);
        lode_arena_release(&arena);
    }
}

static const struct {
    LodeStr text;
    bool is_plain;
    const char *why;
} values[] = {
    {BYTES("{}"), true, "an empty object"},
    {BYTES("[ ]"), true, "an empty array"},
    {BYTES("\"a\" "), true, "a string"},
    {BYTES("{\"a\":\"b\",\"c\":[\"d\",{\"e\":null},[],{}],\"f\":{\"g\":{\"h\":true,\"\":false}}}"), true,
     "all there is"},
    {BYTES("[null,true , false\n]"), true, "literals and what may follow them"},
    {BYTES("{\"\xC3\xA9\":\"\xF0\x9F\x98\x80\"}"), true, "more than ASCII"},
    {BYTES("{\"a1\":0}"), false, "a number"},
    {BYTES("{\"a\":\"\\u0062\"}"), false, "an escape"},
    {BYTES("{\"1\":\"a\",\"0\":\"b\"}"), false, "keys that are moved"},
    {BYTES("{\"01\":\"a\"}"), false, "a key that looks as if"},
    {BYTES("{\"a\":\"b\",\"c\":\"d\",\"a\":\"e\"}"), false, "a key twice"},
    {BYTES(
         "{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\",\"g\":\"1\",\"h\":\"1\",\"i\":\"1\","
         "\"j\":\"1\",\"k\":\"1\",\"l\":\"1\",\"m\":\"1\",\"n\":\"1\",\"o\":\"1\",\"p\":\"1\",\"q\":\"1\"}"),
     true, "many keys"},
    {BYTES(
         "{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\",\"g\":\"1\",\"h\":\"1\",\"i\":\"1\","
         "\"j\":\"1\",\"k\":\"1\",\"l\":\"1\",\"m\":\"1\",\"n\":\"1\",\"o\":\"1\",\"p\":\"1\",\"c\":\"2\"}"),
     false, "one of many twice"},
    {BYTES("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"), true, "the deepest"},
    {BYTES("[[[[[[[[[[[[[[[[[\"a\"]]]]]]]]]]]]]]]]]"), false, "too deep"},
    {BYTES("[nulla]"), false, "no literal"},
    {BYTES("[nul]"), false, "the start of one"},
    {BYTES("[null\"a\"]"), false, "a literal with a string that is no token"},
    {BYTES("[null\0]"), false, "NUL behind a literal"},
    {BYTES("[null:null]"), false, "a colon behind one"},
    {BYTES("[\"a\":\"b\"]"), false, "a colon in an array"},
    {BYTES("[\"a\" \"b\"]"), false, "no comma"},
    {BYTES("[\"a\",]"), false, "a comma too many"},
    {BYTES("{\"a\":\"b\",}"), false, "in an object"},
    {BYTES("{\"a\",\"b\"}"), false, "a comma for a colon"},
    {BYTES("{\"a\" \"b\"}"), false, "no colon"},
    {BYTES("{null:\"b\"}"), false, "a key that is no string"},
    {BYTES("{\"a\":}"), false, "no value"},
    {BYTES("{\"a\":\"b\"]"), false, "the wrong bracket"},
    {BYTES("[\"a\"}"), false, "the other one"},
    {BYTES("[\"a\""), false, "no bracket"},
    {BYTES("[\"a\"\f]"), false, "a token that JSON does not have"},
    {BYTES(""), false, "nothing"},
};

static void same_document(const LodeJson *one, const LodeJson *other, const char *why)
{
    /* Values come in the same order in both: depth is not high here. */
    for (; one && other; one = one->next, other = other->next) {
        assert_int_equal(one->type, other->type);
        assert_int_equal(one->count, other->count);
        same_number(one->span.start, other->span.start, why);
        same_number(one->span.end, other->span.end, why);
        same_number(one->key_span.start, other->key_span.start, why);
        same_number(one->key_span.end, other->key_span.end, why);
        same_text(one->key, other->key.data, why);
        same_text(one->text, other->text.data, why);
        same_document(one->first, other->first, why);
    }
    assert_ptr_equal(one, other);
}

/* The shortcut gives what lode_json_parse gives, or says that it cannot and leaves all as it was. */
static void test_shortcut(void **state)
{
    (void)state;
    enum { SHIFT = 1000 };
    for (size_t i = 0; i < ROWS(values); i++) {
        LodeArena arena = {0};
        LodeTokens tokens;
        lode__tokens_init(&tokens, values[i].text);
        LodeTokens before = tokens;
        LodeJson *plain = lode__package_value_read(&arena, &tokens, SHIFT);
        if ((plain != NULL) != values[i].is_plain) {
            fail_msg("%s: %s", values[i].why, plain ? "taken for plain" : "not plain");
        }
        if (plain) {
            assert_int_equal(tokens.first, LODE_TOKEN_NONE);
            same_document(plain, lode__package_value_parse(&arena, values[i].text, SHIFT), values[i].why);
        } else {
            assert_int_equal(tokens.start, before.start);
            assert_int_equal(tokens.first, before.first);
            assert_int_equal(tokens.starts, before.starts);
        }
        lode_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),     cmocka_unit_test(test_places),         cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_spans),    cmocka_unit_test(test_span_of_string), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_shortcut),
    };
    return cmocka_run_group_tests_name("resolver/package_text", tests, NULL, NULL);
}

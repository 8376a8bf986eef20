/*
 * What Node's lexers see. Every answer here was given by a real one: Node 26's (bytes) and Node 20's
 * (units). An answer is the names, then ' <- ' and what is re-exported; '!' and the reason where the lexer gives up.
 */
#include "describe.h"

#include "syntax/cjs_names.h"

typedef struct Row {
    const char *source;
    const char *expected; /* of Node 26 */
    const char *older;    /* of Node 20, where it differs; else NULL */
    const char *why;
} Row;

static void describe_names(LodeBuf *out, const LodeCjsNames *names)
{
    if (names->error.size) {
        lode_buf_printf(out, "! %.*s", LODE_STR_ARG(names->error));
        return;
    }
    for (uint32_t i = 0; i < names->export_count; i++) {
        lode_buf_puts(out, i ? " " : "");
        lode_buf_append(out, names->exports[i].text);
    }
    for (uint32_t i = 0; i < names->reexport_count; i++) {
        lode_buf_puts(out, i ? " " : out->size ? " <- " : "<- ");
        lode_buf_append(out, names->reexports[i].text);
    }
}

static void same_names(const Row *row, int version, const char *expected)
{
    LodeArena arena = {0};
    LodeCjsNames names;
    LodeBuf told = {0};
    lode_buf_puts(&told, "");
    lode_cjs_names_read(lode_str(row->source), version, &arena, &names);
    describe_names(&told, &names);
    if (!lode_str_equal(lode_buf_str(&told), lode_str(expected))) {
        fail_msg("Node %d, %s\n%s\n  expected: %s\n  told:     %s", version, row->why, row->source, expected,
                 told.data);
    }
    for (uint32_t i = 0; i < names.export_count; i++) {
        LodeSpan span = names.exports[i].span;
        assert_true(span.start < span.end && span.end <= strlen(row->source));
    }
    assert_true(names.error_offset <= strlen(row->source));
    lode_buf_release(&told);
    lode_arena_release(&arena);
}

static void check_rows(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *older = rows[i].older ? rows[i].older : rows[i].expected;
        same_names(&rows[i], 20, older);
        same_names(&rows[i], 22, older);
        same_names(&rows[i], 24, rows[i].expected);
        same_names(&rows[i], 26, rows[i].expected);
    }
}

static const Row assignments[] = {
    {"", "", NULL, "nothing"},
    {"exports.a = 1; module.exports.b = 2", "a b", NULL, "both names of the object"},
    {"module . /* x */ exports // y\n.a = 1", "a", NULL, "blanks and comments between tokens"},
    {"exports['a-b'] = 1; module.exports[\"c\"] = 2", "a-b c", NULL, "strings"},
    {"exports['a' + b] = 1; exports[c] = 2; exports[`d`] = 3", "", NULL, "nothing but strings"},
    {"exports.a.b = 1; exports.c(); exports.d", "", NULL, "members, calls and reads name nothing"},
    {"exports.a == 1", "a", NULL, "the second '=' is not looked at"},
    {"exports.a += 1", "", NULL, "but this one has something before it"},
    {"exports.a = exports.b = exports.c = void 0", "a b c", NULL, "chains"},
    {"if (0) { function f() { exports.dead = 1 } }", "dead", NULL, "dead and nested code counts"},
    {"(function (e) { e.a = 1 })(exports)", "", NULL, "another name of the object does not"},
    {"// exports.a = 1\n/* exports.b = 1 */ 'exports.c = 1'", "", NULL, "comments and strings are skipped"},
    {"`exports.a = 1 ${exports.b = 1} exports.c = 1`", "b", NULL, "templates too, but not their code"},
    {"x.exports.a = 1; my.module.exports.b = 1; _exports.c = 1; $exports.d = 1", "", NULL, "no word begins there"},
    {"exportsX.a = 1", "", NULL, "a longer word"},
    {"exports\n.a\n=\n1", "a", NULL, "line ends are blanks"},
    {"exports.if = 1; exports.default = 1; exports.__esModule = true", "if default __esModule", NULL, "any name"},
    {"exports.\xC3\xA9 = 1", "\xC3\xA9", NULL, "letters outside ASCII"},
    {"exports.a\xC2\xA0= 1", "a\xC2\xA0", "a", "U+00A0 is a letter to the newer lexer, a blank to the older one"},
    {"\xC2\xA0"
     "exports.a = 1",
     "", "a", "so a word begins behind it, or does not"},
    {"exports.\xF0\x9D\x92\xB3 = 1; exports.\xE2\x82\xAC = 1", "\xF0\x9D\x92\xB3 \xE2\x82\xAC", "\xF0\x9D\x92\xB3",
     "the older one has a table of letters"},
    {"exports.\\u0061 = 1", "", NULL, "escapes in identifiers are not read"},
    {"\xEF\xBB\xBF"
     "exports.a = 1",
     "", NULL, "a byte order mark hides the word"},
    {"exports.a = 1; exports.a = 2; module.exports.a = 3", "a", NULL, "each once"},
};

static const Row strings[] = {
    {"exports['\\x41\\u0042\\u{43}'] = 1", "ABC", NULL, "escapes"},
    {"exports['\\n\\q\\''] = 1", "\nq'", NULL, "simple ones"},
    {"exports['\\ud83d\\ude00'] = 1", "\xF0\x9F\x98\x80", NULL, "a pair of surrogates"},
    {"exports['\\u{d83d}\\u{de00}'] = 1", "\xF0\x9F\x98\x80", NULL, "in braces too"},
    {"exports['\\ud83d\\u{de00}'] = 1", "", "\xF0\x9F\x98\x80", "mixed only by the older lexer"},
    {"exports['\\ud83d'] = 1; exports['\\ude00'] = 1; exports.a = 1", "a", NULL, "lone ones are no names"},
    {"exports['\\x4'] = 1; exports['\\u{110000}'] = 1; exports['\\u{}'] = 1", "", NULL, "broken escapes neither"},
    {"exports['\\xc3\\xa9'] = 1", "\xC3\xA9", "\xC3\x83\xC2\xA9", "\\x is a byte of UTF-8 to the newer lexer"},
    {"exports['\\xff'] = 1", "\xEF\xBF\xBD", "\xC3\xBF", "which may not be UTF-8"},
    {"exports['\\101'] = 1", "101", "A", "octal escapes only in the older one"},
    {"exports['a\\\nb'] = 1", "a\nb", "ab", "a continued line"},
    {"exports['\xEF\xBC\xA1'] = 1", "\xEF\xBC\xA1", "", "the older one drops U+E000 to U+FFFF"},
    {"exports[''] = 1; exports.a = 1", " a", NULL, "the empty name is one"},
    {"exports['constructor'] = exports.__proto__ = 1", "constructor __proto__", NULL, "names of objects"},
};

static const Row literals[] = {
    {"module.exports = {a, b: c, 'd': e, \"f\": g}", "a b d f", NULL, "simple properties"},
    {"module.exports = {a, b: 1, c}", "a", NULL, "it stops at the first value that is no identifier"},
    {"module.exports = {a: x.y, b}", "a", NULL, "a member: the name still counts"},
    {"module.exports = {a: f(), b}", "a", NULL, "a call the same"},
    {"module.exports = {a: b , c}", "a", NULL, "a blank behind a value ends it too"},
    {"module.exports = {a , b , 'c' : d}", "a b c", NULL, "blanks elsewhere do not"},
    {"module.exports = {a() {}, b}", "a", NULL, "a method"},
    {"module.exports = {get a() { return 1 }, b}", "", "get", "a getter; to the older lexer a property `get`"},
    {"module.exports = {get, b}; module.exports = {get() {}}", "get b", NULL, "which is a name like any other"},
    {"module.exports = {async a() {}, b}", "async", NULL, "and so is `async`"},
    {"module.exports = {[a]: b, c}", "", NULL, "a computed name"},
    {"module.exports = {'a', b}", "b", NULL, "a string alone is skipped"},
    {"module.exports = {...a, b, ...require('x'), c}", "b c <- x", NULL, "spreads"},
    {"module.exports = {... require('x'), b}", "", NULL, "without a blank only"},
    {"module.exports = {...a.b, c}", "", NULL, "of names only"},
    {"module.exports = {a: require('x'), b}", "a <- x", "a", "the newer lexer takes the names of x, too"},
    {"module.exports = {}; module.exports = {a,}", "a", NULL, "a comma at the end"},
    {"exports = module.exports = {a}", "a", NULL, "exports = … = {…}"},
    {"exports = {a}", "", NULL, "exports alone"},
    {"0 && (module.exports = {a, b, ...require('x')})", "a b <- x", NULL, "the hint of esbuild"},
    {"module.exports = {a: b, c: {d: exports.e = 1}}", "a e", NULL, "what is left is scanned"},
    {"module.exports = {a,", "! a bracket that is not closed", "a", "the end of the text inside"},
};

static const Row definitions[] = {
    {"Object.defineProperty(exports, 'a', {value: 1})", "a", NULL, "a value"},
    {"Object.defineProperty(exports, 'a', {enumerable: true, value: 1})", "a", NULL, "that is enumerable"},
    {"Object.defineProperty(module.exports, '__esModule', {value: true})", "__esModule", NULL, "the mark"},
    {"Object.defineProperty(exports, 'a', {enumerable: true, get: function () { return b; }})", "a", NULL,
     "TypeScript"},
    {"Object.defineProperty(exports, 'a', {enumerable: true, get: function get() { return b.c }})", "a", NULL, "Babel"},
    {"Object.defineProperty(exports, 'a', {get() { return b['c'] }, });", "a", NULL, "a method; a comma"},
    {"Object.defineProperty(exports, 'a', {get: () => b})", "", NULL, "an arrow is not trusted"},
    {"Object.defineProperty(exports, 'a', {get: function () { return f() }})", "", NULL, "a call neither"},
    {"Object.defineProperty(exports, 'a', {get: function () { return b.c.d }})", "", NULL, "nor two members"},
    {"Object.defineProperty(exports, 'a', {get: function () { return 1 }})", "", NULL, "nor a number"},
    {"Object.defineProperty(exports, 'a', {enumerable: false, value: 1})", "", NULL, "enumerable: true or nothing"},
    {"Object.defineProperty(exports, 'a', {configurable: true, value: 1})", "", NULL, "in this order"},
    {"Object.defineProperty(exports, 'a', b)", "", NULL, "another object"},
    {"Object.defineProperty(exports, a, {value: 1})", "", NULL, "another key"},
    {"Object.defineProperty(e, 'a', {value: 1})", "", NULL, "another target"},
    {"Object.defineProperties(exports, {a: {value: 1}})", "", NULL, "several at once"},
    {"exports.a = 1; Object.defineProperty(exports, 'a', {get() { return f() }})", "a", "",
     "to the older lexer such a getter spoils the name"},
    {"x.Object.defineProperty(exports, 'a', {value: 1})", "", NULL, "no word begins there"},
    {"function f() { Object.defineProperty(exports, 'a', {value: exports.b = 1}) }", "a b", NULL,
     "anywhere; its value is scanned"},
};

static const Row reexports[] = {
    {"module.exports = require('x')", "<- x", NULL, "all of x"},
    {"module.exports = require('x'); module.exports = require('y')", "<- y", NULL, "the last one counts"},
    {"module.exports = require('x'); module.exports = y", "", NULL, "anything else takes it back"},
    {"exports.a = 1; module.exports = require('x')", "a <- x", NULL, "names stay"},
    {"if (a) module.exports = require('x'); else module.exports = require('y')", "<- y", NULL,
     "branches are not known"},
    {"module.exports = require('x').y", "<- x", NULL, "what follows is not looked at"},
    {"module.exports = require(x); module.exports = require(`y`)", "", NULL, "strings only"},
    {"exports = require('x')", "", NULL, "of module.exports"},
    {"__export(require('x')); __exportStar(require('y'), exports)", "<- x y", NULL, "helpers of TypeScript"},
    {"tslib_1.__exportStar(require('x'), exports)", "<- x", NULL, "as a member"},
    {"function f() { __exportStar(require('x')) }", "", NULL, "outside brackets only"},
    {"__export (require('x')); x__export(require('y'))", "", NULL, "the parenthesis at once, the word alone"},
    {"__reExport(a, require('x'), module.exports)", "", NULL, "that of esbuild is not known"},
    {"__exportStar(require('x')); __exportStar(require('x'))", "<- x", NULL, "each once"},
    {"module.exports = require('\\x78'); __export(require('\\ud800'))", "<- x", NULL, "escapes"},
};

#define BABEL "if (k === \"default\" || k === \"__esModule\") return;"
#define COPY "exports[k] = _x[k];"
#define DEFINE "Object.defineProperty(exports, k, {enumerable: true, get: function () { return _x[k]; }});"
#define LOOP(body) "Object.keys(_x).forEach(function (k) {" body "});"
static const Row loops[] = {
    {"var _x = require('x'); " LOOP(BABEL COPY), "<- x", NULL, "Babel 6"},
    {"var _x = require('x'); " LOOP(BABEL DEFINE), "<- x", NULL, "Babel 7"},
    {"var _x = _interopRequireWildcard(require('x')); " LOOP(BABEL COPY), "<- x", NULL, "with a helper"},
    {"const _x = require('x'); " LOOP(BABEL "if (k in exports && exports[k] === _x[k]) return;" DEFINE), "<- x", NULL,
     "asked first"},
    {"let _x = require('x'); " LOOP(BABEL "if (Object.prototype.hasOwnProperty.call(_n, k)) return;" COPY), "<- x",
     NULL, "names that it has itself"},
    {"var _x = require('x'); " LOOP(BABEL "if (Object.hasOwnProperty.call(_n, k)) return;"
                                          "if (k in exports && exports[k] === _x[k]) return;" COPY),
     "<- x", NULL, "both"},
    {"var _x = require('x'); " LOOP("if (k !== 'default')" COPY), "<- x", NULL, "Rollup"},
    {"var _x = require('x'); " LOOP("if (k !== 'default' && !exports.hasOwnProperty(k))" COPY), "<- x", NULL,
     "Rollup, later"},
    {"var _x = require('x'); " LOOP("if (k !== 'default' && !Object.prototype.hasOwnProperty.call(exports, k))" COPY),
     "<- x", NULL, "Rollup, later still"},
    {"var _x = require('x'); " LOOP("if (k !== 'default' && !)" COPY), "<- x", "", "the newer lexer misses this"},
    {"var _x = require('x'); " LOOP(BABEL "other();" COPY), "", NULL, "nothing else may stand in it"},
    {"var _y = require('x'); " LOOP(BABEL COPY), "", NULL, "of another name"},
    {"_x = require('x'); " LOOP(BABEL COPY), "", NULL, "which is declared"},
    {"var _x\n= require('x'); " LOOP(BABEL COPY), "", NULL, "on one line"},
    {"var a = 1, _x = require('x'); " LOOP(BABEL COPY), "", NULL, "alone"},
    {"var _x = require('x'); var _x = require('y'); " LOOP(BABEL COPY), "<- x", "<- y",
     "the first one, or the last one"},
    {"if (a) { var _x = require('x'); " LOOP(BABEL COPY) "}", "", NULL, "outside brackets"},
    {"function f(_x) {} " LOOP(BABEL COPY), "", NULL, "of no require"},
    {"var _x = require('x'); " LOOP(
         BABEL "Object.defineProperty(exports, k, {enumerable: xrue, get: function () { return _x[k]; }});"),
     "", "<- x", "the older lexer looks at `true` badly"},
};

static const Row slashes[] = {
    {"a = b / c; exports.d = 1 / 2", "d", NULL, "divisions"},
    {"a = /'/; exports.b = 1", "b", NULL, "behind an operator"},
    {"f(/'/, /[/']/); exports.b = 1", "b", NULL, "in arguments; a class"},
    {"x\nreturn /'/; exports.b = 1", "b", NULL, "behind a keyword"},
    {"return /'/; exports.b = 1", "b", "! a string that does not end", "at the start the older lexer misses it"},
    {"if (a) /'/.test(b); exports.c = 1", "c", NULL, "behind a condition"},
    {"(a) / 2 / '/'; exports.c = 1", "c", NULL, "not behind another parenthesis"},
    {"a = {} / 2; exports.b = 1; '/'", "b", NULL, "nor behind an object"},
    {"{} /'/; exports.b = 1", "b", "! a string that does not end", "a block at the start of a text"},
    {";{} /'/; exports.b = 1", "b", NULL, "a block"},
    {"class A {} /'/; exports.b = 1", "b", NULL, "a class"},
    {"try {} finally {} /'/; exports.b = 1", "b", NULL, "other blocks"},
    {"x => {} /'/; exports.b = 1", "b", NULL, "and functions"},
    {"1. / 2; a++ / 2; '/'; exports.b = 1", "b", NULL, "numbers, increments"},
    {"a / /'/; exports.b = 1", "b", NULL, "behind a division"},
    {"#!/usr/bin/env node '\nexports.a = 1", "a", NULL, "a hashbang line"},
    {"#!x\n/'/; exports.b = 1", "! a string that does not end", "b", "behind which the newer lexer divides"},
    {"require('x') / 2; exports.b = 1", "b", NULL, "(crashes Node 24 and 26)"},
};

static const Row failures[] = {
    {"exports.a = 1; import x from 'y'", "! an import statement, which only modules have", NULL, "an import"},
    {"exports.a = 1; import 'y'", "! an import statement, which only modules have", NULL, "a bare one"},
    {"exports.a = 1; export {a}", "! an export statement, which only modules have", NULL, "an export"},
    {"exports.a = 1; export default 1", "! an export statement, which only modules have", NULL, "a default"},
    {"exports.a = 1; import.meta.url", "! import.meta, which only modules have", NULL, "import.meta"},
    {"exports.a = 1; import.metal", "a", "! import.meta, which only modules have", "nearly"},
    {"{ import x from 'y'; import.meta; export {a} } exports.a = 1", "a", NULL, "inside brackets they pass"},
    {"import('x'); exports.a = 1", "a", NULL, "import() is fine"},
    {"exports.a = 1; a.import = {export: 1}", "a", NULL, "and so are members"},
    {"exports.a = 1; 'b", "! a string that does not end", NULL, "a string"},
    {"exports.a = 1; 'b\n'", "! a string that does not end", NULL, "at the end of its line"},
    {"exports.a = 1; `b", "! a template that does not end", NULL, "a template"},
    {"exports.a = 1; `${b`", "! a template that does not end", NULL, "inside its code"},
    {"exports.a = 1; = /b", "! a regular expression that does not end", NULL, "a regular expression"},
    {"exports.a = 1; = /[/\n", "! a regular expression that does not end", NULL, "and its class"},
    {"exports.a = 1 /* b", "a", NULL, "a comment may stay open"},
    {"exports.a = 1; (", "! a bracket that is not closed", NULL, "a parenthesis"},
    {"exports.a = 1; )", "! a closing parenthesis without an opening one", NULL, "one too many"},
    {"exports.a = 1; }", "! a closing brace without an opening one", NULL, "a brace"},
    {"exports.a = 1; (}", "a", NULL, "which of them closes is not looked at"},
    {"exports.a = 1; [", "a", NULL, "square brackets are not counted"},
    {"exports.a = 1; <T>(x) => @ # \\", "a", NULL, "what is no JavaScript passes"},
};

static void test_tables(void **state)
{
    (void)state;
    check_rows(assignments, ROWS(assignments));
    check_rows(strings, ROWS(strings));
    check_rows(literals, ROWS(literals));
    check_rows(definitions, ROWS(definitions));
    check_rows(reexports, ROWS(reexports));
    check_rows(loops, ROWS(loops));
    check_rows(slashes, ROWS(slashes));
    check_rows(failures, ROWS(failures));
}

static void test_offsets(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeCjsNames names;
    lode_cjs_names_read(LODE_STR("x; exports['a'] = exports.b = exports.a"), 26, &arena, &names);
    assert_int_equal(names.export_count, 2);
    assert_int_equal(names.exports[0].span.start, 11);
    assert_int_equal(names.exports[0].span.end, 14);
    assert_int_equal(names.exports[1].span.start, 26);
    lode_cjs_names_read(LODE_STR("exports.a = 1;\n import x from 'y'"), 26, &arena, &names);
    assert_int_equal(names.error_offset, 16);
    lode_arena_release(&arena);
}

/* `count` times a piece, then the end; the names that are told. */
static uint32_t count_names(const char *piece, size_t count, const char *end, int version, LodeStr *error)
{
    LodeBuf text = {0};
    for (size_t i = 0; i < count; i++) {
        lode_buf_puts(&text, piece);
    }
    lode_buf_puts(&text, end);
    LodeArena arena = {0};
    LodeCjsNames names;
    lode_cjs_names_read(lode_buf_str(&text), version, &arena, &names);
    uint32_t found = names.export_count;
    *error = names.error.size ? LODE_STR("gave up") : LODE_STR("");
    lode_arena_release(&arena);
    lode_buf_release(&text);
    return found;
}

static void test_size(void **state)
{
    (void)state;
    LodeStr error;
    assert_int_equal(count_names("(", 30000, "exports.a = 1", 26, &error), 0);
    assert_true(error.size > 0);
    assert_int_equal(count_names("(", 10000000, "", 20, &error), 0);
    assert_true(error.size > 0);
    assert_int_equal(count_names("`${", 1000000, "", 20, &error), 0);
    assert_true(error.size > 0);
    assert_int_equal(count_names("module.exports = {a: ", 100000, "", 26, &error), 0);
    assert_int_equal(count_names("Object.keys(a).forEach(function (k) {});", 50000, "exports.a = 1", 26, &error), 1);
    assert_int_equal(count_names("var a = require('x');", 50000, "exports.a = 1", 26, &error), 1);
    assert_int_equal(count_names("=", 1000000, "exports.a = 1", 26, &error), 1);
    assert_int_equal(count_names("var                require('x');", 50000, "exports.a = 1", 26, &error), 1);
    assert_int_equal(count_names("()", 1000000, "exports.a = 1", 26, &error), 1);
    assert_int_equal(error.size, 0);
}

static void test_many_names(void **state)
{
    (void)state;
    LodeBuf text = {0};
    for (size_t i = 0; i < 50000; i++) {
        lode_buf_printf(&text, "exports.name%zu = exports.name%zu = 1;", i, i / 2);
    }
    LodeArena arena = {0};
    LodeCjsNames names;
    for (int version = 20; version <= 26; version += 2) {
        lode_cjs_names_read(lode_buf_str(&text), version, &arena, &names);
        assert_int_equal(names.export_count, 50000);
    }
    lode_arena_release(&arena);
    lode_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_many_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

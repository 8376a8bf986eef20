/* What the skim leaves to be parsed, and when it says that it cannot tell. */
#include "describe.h"

#include "syntax/skim.h"

typedef struct SkimRow {
    const char *source;
    const char *text; /* NULL: nothing is left to be parsed */
    const char *why;
} SkimRow;

static void skim_one(LodeSkim *skim, LodeText *text, const SkimRow *row, LodeSkimResult expected)
{
    lode_text_clear(text, lode_str(row->source), 0);
    LodeSkimResult result = lode_skim(skim, text, 0, false);
    if (result != expected) {
        fail_msg("%s: result %d for %s", row->why, result, row->source);
    }
    if (row->text && !lode_str_equal(lode_buf_str(&text->bytes), lode_str(row->text))) {
        fail_msg("%s:\n  expected %s\n  got      %.*s", row->why, row->text, LODE_STR_ARG(lode_buf_str(&text->bytes)));
    }
}

static void skim_rows(const SkimRow *rows, size_t count, LodeSkimResult expected)
{
    LodeSkim skim = {0};
    LodeText text = {0};
    for (size_t i = 0; i < count; i++) {
        LodeSkimResult result = rows[i].text ? expected : LODE_SKIM_NOTHING;
        skim_one(&skim, &text, &rows[i], result);
        for (uint32_t at = 0; result == LODE_SKIM_SHORT && at < text.bytes.size; at++) {
            uint32_t source = lode_text_source_offset(&text, at);
            char there = rows[i].source[source];
            char here = text.bytes.data[at];
            bool respelt = here == ' ' || here == '\n' || here == ';' || here == '=' || (here >= 'A' && here <= 'Z');
            if (there != here && !respelt && !strchr("witha", here)) {
                fail_msg("%s: byte %u, '%c', is said to come from '%c'", rows[i].why, at, here, there);
            }
        }
    }
    lode_skim_release(&skim);
    lode_text_release(&text);
}

static const SkimRow cuts[] = {
    {"function f() { return 1 }", NULL, "no word at all"},
    {"// import 'x'\nfoo('require')", NULL, "words in comments and strings are none"},
    {"a.require('x'); a.import; a.module.exports", NULL, "nor are properties"},
    {"x = function () { return 1 + 2 } + require('x')", "x = function () {} + require('x')", "a body"},
    {"function f() { return require('x') }", "function f() { return require('x') }", "a body with a word"},
    {"function f() { return { a: 1, b: 2, c: 3 } + require('x') }", "function f() { return {} + require('x') }",
     "a part of such a body"},
    {"f(a, b, c, d, e, f), require('x')", "f(), require('x')", "arguments"},
    {"require('a very long name of a module')", "require('a very long name of a module')", "but not a specifier"},
    {"require.resolve('a very long name'); module.require('another long name')",
     "require.resolve('a very long name'); module.require('another long name')", "nor these"},
    {"(0, require)('a very long name')", "(0, require)('a very long name')", "nor what a parenthesis calls"},
    {"import(a.b.c(d, e, f, g, h, i), {with: {a: 'b', c: 'd'}})",
     "import(a.b.c(d, e, f, g, h, i), {with: {a: 'b', c: 'd'}})", "nor what stands in one"},
    {"x = function (a, b, c, d, e) {} + require('x')", "x = function () {} + require('x')", "parameters"},
    {"(function (root, factory) { f(); g() })(this, require)", "(function (root, factory) {})(this, require)",
     "but not those of a wrapper"},
    {"if (a.very.long.condition) require('x')", "if (a.very.long.condition) require('x')", "a condition stays"},
    {"try { f(a, b) } catch (a_long_name) {} require('x')", "try {} catch (a_long_name) {} require('x')",
     "so does what is caught"},
    {"if (a) {}\n(0, a.long.name)(b, c, d, e, f)\nrequire('x')", "if (a) {}\n(0, a.long.name)()\nrequire('x')",
     "a parenthesis after a brace may begin a statement"},
    {"a = [1, 2, 3, 4, 5], require('x')", "a = [], require('x')", "an array"},
    {"a[b.c.d.e.f] = 1, require('x')", "a[b.c.d.e.f] = 1, require('x')", "not a member"},
    {"a = {*[Symbol.iterator]() {}, b: require('x')}", "a = {*[Symbol.iterator]() {}, b: require('x')}",
     "not a computed name"},
    {"f([[1, 2, 3], [4, 5, 6]], require('x'))", "f([], require('x'))", "a list of lists"},
    {"const {a, b: c, d = 1} = require('x')", "const {a, b: c, d = 1} = require('x')", "names that are taken"},
    {"const {a, b: c, d = 1} /* e */ = require('x')", "const {a, b: c, d = 1}   = require('x')",
     "behind a comment too"},
    {"import {a, b, c, d} from 'x'", "import {a, b, c, d} from 'x'", "the clause of an import"},
    {"export {a, b, c, d}", "export {a, b, c, d}", "of an export"},
    {"import a from 'x' with {type: 'json', b: 'c'}", "import a from 'x' with {type: 'json', b: 'c'}", "attributes"},
    {"export default {a: 1, b: 2, c: import('x')}, {a: 1, b: 2, c: 3}",
     "export default {a: 1, b: 2, c: import('x')}, {}", "a value that is exported"},
    {"`${a(b, c, d, e, f)}` + require('x')", "`${a()}` + require('x')", "in a template"},
    {"`${require('x')}` + `a long text with nothing`", "`${require('x')}` + `a long text with nothing`",
     "templates stay themselves"},
    {"x = async function () { await a; await b }, import('x')", "x = async function () {}, import('x')",
     "await in a function"},
    {"if (a) { await b; await c }\nimport 'x'", "if (a) { await b; await c }\nimport 'x'", "and outside"},
    {"f(a)\n{ await b; await c }\nimport 'x'", "f(a)\n{ await b; await c }\nimport 'x'", "which this may be"},
    {"x = class A extends f(a) { static async b() { await c } }, import('x')",
     "x = class A extends f(a) {}, import('x')", "no function: the body of a class"},
};

static const SkimRow statements[] = {
    {"var a = 1; let b; const c = {}; require('x')", " require('x')", "declarations"},
    {"'use strict'; a.b = c; d(e, f); new G; typeof h; ++i; require('x')", " require('x')", "expressions"},
    {"function f() { return 1 } async function g() {} class A extends B {} require('x')", " require('x')",
     "declarations of functions and classes"},
    {"require('x'); a = 1; b = 2 + 3 + 4", "require('x'); a = 1;", "the last one too"},
    {"function f() { a(1, 2); require('x'); b(3, 4); return c(5, 6) }", "function f() { require('x');}",
     "in functions"},
    {"if (a) { b(1, 2, 3, 4); require('x') } else { c(3, 4) }", "if (a) { require('x') } else {}", "in blocks"},
    {"a = () => { b(1, 2, 3, 4); require('x') }", "a = () => { require('x') }", "in arrows"},
    {"a = {b: 1, c: require('x'), d: 2}; class A { b = 1; c = require('y'); d = 2 }",
     "a = {b: 1, c: require('x'), d: 2}; class A { b = 1; c = require('y'); d = 2 }", "but not in objects and classes"},
    {"if (a) b(1, 2, 3, 4); require('x')", "if (a) b(); require('x')", "what belongs to an if stays"},
    {"if (a) b(1, 2, 3, 4); else require('x')", "if (a) b(); else require('x')", "for there may be an else"},
    {"a()\nif (b) c(); else require('x')", "a()\nif (b) c(); else require('x')", "even where none was seen to begin"},
    {"a()\ndo b(); while (c) require('x')", "a()\ndo b(); while (c) require('x')", "a do likewise"},
    {"for (a = 1; b < 2; c++) require('x')", "for (a = 1; b < 2; c++) require('x')", "the head of a loop is no block"},
    {"switch (a) { case 1: b(1, 2, 3, 4); return 5 + 6; case 2: require('x') }",
     "switch (a) { case 1: b(); case 2: require('x') }", "a case stays, what follows in it goes"},
    {"label: a(1, 2, 3, 4); require('x')", "label: a(); require('x')", "a label stays"},
    {"import 'x'\na(1, 2)\nb(3, 4)", "import 'x'", "an import ends with its string"},
    {"import 'x' /* a */ with {b: 'c'}", "import 'x'   with {b: 'c'}", "if nothing follows"},
    {"module.exports = a; exports.b = c; Object.defineProperty(exports, 'd', {}); require('x')", " require('x')",
     "exports alone ask for nothing"},
    {"if (typeof module === 'a') b(1, 2, 3, 4); require('x')", "if (typeof module === 'a') b(); require('x')",
     "nor does asking for a type"},
    {"export const a = 1; export function b() {} export default class {} export default c;", NULL,
     "exports of declarations are noted and go"},
    {"export const a = require('x'); export {b}; export * from 'y'",
     "export const a = require('x'); export {b}; export * from 'y'", "unless they ask for something or may"},
    {"a = 1\xE2\x80\xA8import 'x'", "a = 1\xE2\x80\xA8import 'x'", "a line end that is no ASCII, behind a number"},
    {"a = /b/g\xE2\x80\xA8import 'x'", "a = /b/g\xE2\x80\xA8import 'x'", "behind a pattern"},
    {"let exports = 1; f(exports, 2); f(__filename)", "let exports = 1;", "a name of the wrapper declared once more"},
    {"var a = b.createRequire; c('module'); require('x')", " require('x')", "createRequire of no module package"},
    {"var {resolve} = require; a(1, 2); require('x')", "var {resolve} = require; require('x')",
     "a part of require is no require"},
};

static const SkimRow comments[] = {
    {"a // b\nrequire('x')", "a \n\nrequire('x')", "a line comment leaves a newline"},
    {"a; /* b */ require('x')\n", "a;   require('x')\n", "a comment in a line leaves a blank"},
    {"a /* b\n */ require('x')", "a \n require('x')", "one over lines leaves a newline: a semicolon depends on it"},
    {"/* a */ // b\n /* c */ require('x')", "\n require('x')", "several are one"},
    {"require(/* a */ 'x' /* b */)", "require(  'x'  )", "in parentheses"},
    {"#!/usr/bin/env node\nrequire('x')", "\n\nrequire('x')", "a hashbang is a comment"},
};

static const SkimRow spelling[] = {
    {"export {a as null, b as if, c as default}", "export {a as Null, b as If, c as default}", "keywords as names"},
    {"export {'a b' as if, c as 'd', e as in} from 'x'", "export {'a b' as If, c as 'd', e as In} from 'x'",
     "beside names that are strings"},
    {"export {import as b} from 'x' with {c: 'd'}", "export {Import as b} from 'x' ;a=  {c: 'd'}",
     "no import begins with such a name"},
    {"export * as import from 'x' with {c: 'd'}", "export * as Import from 'x' ;a=  {c: 'd'}", "nor with this one"},
    {"export * as class from 'x'", "export * as Class from 'x'", "of a star"},
    {"a * as\nclass B { b = import('x') }", "a * as\nclass B { b = import('x') }", "which this is not"},
    {"import {default as a, class as b} from 'x'", "import {default as a, Class as b} from 'x'", "on the other side"},
    {"import defer * as a from 'x'", "import       * as a from 'x'", "a phase"},
    {"import source a from 'x'", "import        a from 'x'", "the other phase"},
    {"import.source('x')", "import       ('x')", "of a call"},
    {"using += using, require('x')", "Using += Using, require('x')", "a name that is a keyword elsewhere"},
    {"import a from 'x' assert {b: 'c'}", "import a from 'x' with   {b: 'c'}", "the older keyword"},
    {"export * from 'x' with {b: 'c'}", "export * from 'x' ;a=  {b: 'c'}", "an export has no attributes there"},
    {"let a\n[b] = require('x')", "let a;[b] = require('x')", "the end of a declaration"},
};

static const SkimRow doubts[] = {
    {"a = {}\n/b/g.test(c); require('x')", "a = {}\n/b/g.test(c); require('x')", "a slash behind a brace"},
    {"a = <b>it's</b>; require('x')", "a = <b>it's</b>; require('x')", "JSX"},
    {"<!-- require('x')", "<!-- require('x')", "an HTML-like comment"},
    {"a\n--> require('x')", "a\n--> require('x')", "the other one"},
    {"r\\u0065quire('x')", "r\\u0065quire('x')", "an escape"},
    {"const load = require; load('x')", "const load = require; load('x')", "another name"},
    {"const {createRequire} = require('module'); createRequire(__filename)('x')",
     "const {createRequire} = require('module'); createRequire(__filename)('x')", "createRequire"},
    {"import {createRequire as c} from /**/'node:module'; c(import.meta.url)('x')",
     "import {createRequire as c} from /**/'node:module'; c(import.meta.url)('x')", "which may be behind a comment"},
    {"await /a/g; require('x')", "await /a/g; require('x')", "a slash behind await"},
    {"a++ /b/g; require('x')", "a++ /b/g; require('x')", "a slash behind ++"},
    {"a b; require('x')", "a b; require('x')", "names that do not fit"},
    {"a = ; require('x')", "a = ; require('x')", "operators that do not fit"},
};

static void test_cuts(void **state)
{
    (void)state;
    skim_rows(cuts, ROWS(cuts), LODE_SKIM_SHORT);
    skim_rows(statements, ROWS(statements), LODE_SKIM_SHORT);
    skim_rows(comments, ROWS(comments), LODE_SKIM_SHORT);
}

static void test_spelling(void **state)
{
    (void)state;
    skim_rows(spelling, ROWS(spelling), LODE_SKIM_SHORT);
}

static void test_doubts(void **state)
{
    (void)state;
    skim_rows(doubts, ROWS(doubts), LODE_SKIM_UNSURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_spelling),
        cmocka_unit_test(test_doubts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Export entries: every shape of export, what is exported from elsewhere, and what no module may export. */
#include "describe.h"

static const RecordRow declarations[] = {
    {"export const a = 1", "const a", "a constant"},
    {"export let a", "let a", "without a value"},
    {"export var a, b = 1, c", "var a; var b; var c", "several, some with values"},
    {"export const a = (1, 2), b = [3, 4], c = {d: 5, e: 6}", "const a; const b; const c", "commas of other kinds"},
    {"export const a = f(b, c), d = `${e, g}`, h = (i, j) => k, l = 1", "const a; const d; const h; const l",
     "and more of them"},
    {"export const {a, b: c, d = 1, e: f = 2, ...g} = h", "const a; const c; const d; const f; const g",
     "an object pattern"},
    {"export let [a, , b = 1, ...[c, d]] = e", "let a; let b; let c; let d", "an array pattern"},
    {"export const {a: {b: [c]}, [d]: e = f.g} = h, i = 1", "const c; const e; const i", "patterns in patterns"},
    {"export var a\nexport var b\nc()\n", "var a; var b", "ended by line ends"},
    {"export const a = b\n/ c / d\nexport const e = 1", "const a; const e", "a division over lines"},
    {"export const a = b\n[c, d]\nexport let e", "const a; let e", "and a member"},
    {"export function f() {}", "function f", "a function"},
    {"export function f(a, b) { return c, d }", "function f", "with commas in it"},
    {"export function* f() {} export function *g() {} export function * h() {}", "function f; function g; function h",
     "generators"},
    {"export async function f() {} export async function* g() {}", "function f; function g", "async ones"},
    {"export class A {} export class B extends A {}", "class A; class B", "classes"},
    {"export class A extends f({a, b}) { c = 1; static d() {} }", "class A", "an expression as heritage"},
    {"export /* a */ const /* b */ c /* d */ = 1, /* e */ f = 2", "const c; const f", "comments"},
    {"export const // a\nb // c\n= 1,\nd = 2", "const b; const d", "line comments"},
    {"export const \\u0061b = 1; export {\\u0061b as c}", "const ab; const ab as c", "escapes in names"},
    {"export const \xC3\xA9t\xC3\xA9 = 1, $ = 2, _ = 3", "const \xC3\xA9t\xC3\xA9; const $; const _", "other letters"},
    {"export let async = 1, of = 2, get = 3, from = 4, as = 5", "let async; let of; let get; let from; let as",
     "names that are keywords elsewhere"},
    {"\xEF\xBB\xBF#!/usr/bin/env node\nexport const a = 1", "const a", "behind a byte order mark"},
    {"#!/usr/bin/env node\nexport const a = 1", "const a", "behind a hashbang"},
    {"export const a = <b c={d}>it's, e</b>, f = 1", "const a; const f", "JSX"},
    {"export const a = require('b'), c = require('d')", "const a; const c", "values that ask for modules"},
    {"export const a = await import('b'), c = 1", "const a; const c", "or await them"},
    {"export const a = /,b/, c = 1", "const a; const c", "a comma in a pattern"},
    {"export const a = b ? c : d, e = f in g, h = i => ({j, k})", "const a; const e; const h", "operators"},
    {"export const a = function () { var b, c }, d = class { e = 1; f = 2 }", "const a; const d",
     "functions as values"},
    {"export let a\n++b\nexport let c", "let a; let c", "a line that goes on as another statement"},
    {"export let a = b\nwhile (c) d, e", "let a", "a keyword"},
    {"export let a = async\nb(), c", "let a", "a name that may also go on"},
    {"export let a = b++\nc(), d", "let a", "a step"},
    {"export let a = {}\n!b, c", "let a", "a brace"},
    {"export let a = b\n`c`, d, e = 1", "let a; let d; let e", "a template goes on"},
    {"export let a = class extends class {} {}, b", "let a; let b", "a class as heritage"},
    {"export let a = class extends (b) {}, c = () => {}, d", "let a; let c; let d", "braces of all kinds"},
    {"export let a = function ()\n{ var b, c }, d", "let a; let d", "on a line of their own"},
    {"export let a\n[b] = c, d", "let a", "a pattern on the next line"},
    {"export let a = 1\xE2\x80\xA8"
     "export let b",
     "let a; let b", "a line end that is no ASCII"},
    {"export let a = b in c, d = e instanceof f\nin g, h", "let a; let d; let h", "operators that are words"},
    {"{ export const a = 1 }", "", "not at the top level"},
};

static const RecordRow defaults[] = {
    {"export default 1", "default *default* as default", "an expression"},
    {"export default a", "default *default* as default", "also where it is a name: its value is copied"},
    {"let a; export {a as default}", "let a as default", "but this is the binding itself"},
    {"export default function f() {}", "function f as default", "a function"},
    {"export default function () {}", "function *default* as default", "without a name"},
    {"export default async function () {}", "function *default* as default", "an async one"},
    {"export default async function* f() {}", "function f as default", "a generator"},
    {"export default function*() {}", "function *default* as default", "without a name"},
    {"export default class A {}", "class A as default", "a class"},
    {"export default class {}", "class *default* as default", "without a name"},
    {"export default class extends A {}", "class *default* as default", "with a heritage"},
    {"export default (function f() {})", "default *default* as default", "in parentheses it is an expression"},
    {"export default (class A {})", "default *default* as default", "and so is a class"},
    {"export default async () => {}", "default *default* as default", "an arrow"},
    {"export default async", "default *default* as default", "a name that is async"},
    {"export default function () {}\n(1)", "function *default* as default", "two statements"},
    {"export default {a: 1, b: 2}", "default *default* as default", "an object"},
    {"export default [1, 2]", "default *default* as default", "an array"},
    {"export default /* a */ function /* b */ f /* c */ () {}", "function f as default", "comments"},
    {"export default // a\n1", "default *default* as default", "a line comment"},
    {"export default from", "default *default* as default", "a name that is from"},
    {"export default <a/>", "default *default* as default", "JSX"},
    {"export default /a,b/", "default *default* as default", "a regular expression"},
    {"export default await import('a')", "default *default* as default", "awaited"},
    {"export default function f() {} export {f}", "function f as default; function f", "by both names"},
    {"export default function f() {} f.a = 1; export default_", "function f as default", "a broken line behind it"},
};

static const RecordRow clauses[] = {
    {"let a; const b = 1; export {a, b as c}", "let a; const b as c", "local names"},
    {"export {a, b}; var a; function b() {}", "var a; function b", "declared later"},
    {"export {a}; if (b) { for (var a of c); }", "var a", "declared deep inside"},
    {"export {a}; for (var a = 1, b; ;);", "var a", "in the head of a loop"},
    {"export {A, f, g}; class A {} async function f() {} function* g() {}", "class A; function f; function g",
     "of each kind"},
    {"const {a, b: [c]} = d; export {a, c}", "const a; const c", "from patterns"},
    {"let d; export {d as default}", "let d as default", "as default"},
    {"let a; export {a as 'b c', a as \"d\"}", "let a as b c; let a as d", "as strings"},
    {"let a; export {a as null, a as if}", "let a as null; let a as if", "as keywords"},
    {"export {}", "", "an empty list makes a module and no export"},
    {"let a; export {a,}", "let a", "a last comma"},
    {"let a;export{a}", "let a", "without blanks"},
    {"let a; export {a /* b */ as /* c */ d // e\n}", "let a as d", "comments"},
    {"let using = 1; export {using}", "let using", "a name that is respelt"},
    {"let a = 1, b = 2, c = 3; export {a, b, c}", "let a; let b; let c", "several in one declaration"},
    {"var a=f(b,c),d=[1,2],e={f:1,g:2},h;export{a,d,e,h}", "var a; var d; var e; var h", "minified"},
    {"export {x} from 'm'", "m:x", "from another module"},
    {"export {x as y, default as z} from 'm'", "m:x as y; m:default as z", "under other names"},
    {"export {default} from 'm'", "m:default", "its default"},
    {"export {x as default} from 'm'", "m:x as default", "as the default"},
    {"export {'a b' as c, 'd' as 'e f', 'g'} from 'm'", "m:a b as c; m:d as e f; m:g", "strings"},
    {"export {'\\u0061' as b} from 'm'", "m:a as b", "with escapes"},
    {"export * from 'm'", "m:*", "a star"},
    {"export * as ns from 'm'", "m:* as ns", "a namespace"},
    {"export * as default from 'm'", "m:* as default", "as default"},
    {"export * as 'a b' from 'm'", "m:* as a b", "as a string"},
    {"export {x} from './a.json' with {type: 'json'}; export let y", "./a.json:x; let y", "with attributes"},
};

static const RecordRow imports[] = {
    {"import {x} from 'm'; export {x}", "m:x", "imported and exported again"},
    {"export {x}; import {x} from 'm'", "m:x", "in either order"},
    {"import {x as y} from 'm'; export {y as z}", "m:x as z", "through two other names"},
    {"import d from 'm'; export {d}", "m:default as d", "a default"},
    {"import {default as d} from 'm'; export {d as default}", "m:default", "a default as default"},
    {"import * as ns from 'm'; export {ns}", "namespace ns of m", "a namespace is a binding of this module"},
    {"import * as ns from 'm'; export {ns as default}", "namespace ns of m as default", "under any name"},
    {"import {'*' as x} from 'm'; export {x}", "m:* as x", "a name that is a star in quotes"},
    {"import {'a b' as x} from 'm'; export {x}", "m:a b as x", "a string"},
    {"import a, {b} from 'm'; import c, * as d from 'n'; export {a, b, c, d}",
     "m:default as a; m:b; n:default as c; namespace d of n", "several statements"},
    {"import {x} from 'm'; import {y} from 'm'; export {y, x}", "m:y; m:x", "of one module"},
    {"import x from 'm'; export default x", "default *default* as default", "a value that is copied"},
    {"import {x} from 'm'; export const y = x", "const y", "likewise"},
    {"import {require} from 'm'; export {require}", "m:require", "a name of the wrapper"},
    {"import defer * as ns from 'm'; export {ns}", "namespace ns of m", "a deferred namespace"},
};

static const RecordRow errors[] = {
    {"export const a = 1; export {a}", "const a; const a ! 1:29 Duplicate export of 'a'", "a name twice"},
    {"let a, b; export {a as c, b as c}", "let a as c; let b as c ! 1:27 Duplicate export of 'c'", "for two bindings"},
    {"export {a} from 'x'; export {a} from 'y'", "x:a; y:a ! 1:30 Duplicate export of 'a'", "from two modules"},
    {"export * as a from 'x'; let b; export {b as a}", "x:* as a; let b as a ! 1:40 Duplicate export of 'a'",
     "a namespace too"},
    {"export {'a' as b} from 'x'; export let b", "x:a as b; let b ! 1:40 Duplicate export of 'b'", "a declaration too"},
    {"let a; export {a as 'b', a as b}", "let a as b; let a as b ! 1:26 Duplicate export of 'b'", "a string too"},
    {"export let ab; export {\\u0061b}", "let ab; let ab ! 1:24 Duplicate export of 'ab'", "by its value"},
    {"export default 1; export default 2",
     "default *default* as default; default *default* as default ! 1:26 Identifier '.default' has already been "
     "declared",
     "two defaults are two bindings of one name"},
    {"export default 1; export default function f() {}",
     "default *default* as default; function f as default ! 1:26 Duplicate export of 'default'", "or two exports"},
    {"let a; export default 1; export {a as default}",
     "default *default* as default; let a as default ! 1:34 Duplicate export of 'default'", "the default too"},
    {"export class A {} export {b as A}", "class A; ? b as A ! 1:27 Duplicate export of 'A'", "whatever it names"},
    {"export {a}", "? a ! 1:9 Export 'a' is not defined in module", "what is not declared"},
    {"export {a as b}; { let a }", "? a as b ! 1:9 Export 'a' is not defined in module", "in a block is elsewhere"},
    {"export {a}; { function a() {} }", "? a ! 1:9 Export 'a' is not defined in module",
     "a function too: it is strict"},
    {"export {a}; function f() { var a }", "? a ! 1:9 Export 'a' is not defined in module", "in a function"},
    {"export {a}; class A { static { var a } }", "? a ! 1:9 Export 'a' is not defined in module", "in a static block"},
    {"export {Array}", "? Array ! 1:9 Export 'Array' is not defined in module", "a global is no binding of it"},
    {"export {require, module}; var module", "? require; var module ! 1:9 Export 'require' is not defined in module",
     "nor is what Node's wrapper has"},
    {"export {f}; export default (function f() {})",
     "? f; default *default* as default ! 1:9 Export 'f' is not defined in module", "the name of an expression"},
    {"import a from 'x'; import a from 'y'", "! 1:27 Identifier 'a' has already been declared", "an import twice"},
    {"import {a, b as a} from 'x'", "! 1:17 Identifier 'a' has already been declared", "in one clause"},
    {"import a from 'x'; let a", "! 1:24 Identifier 'a' has already been declared", "and declared"},
    {"import a from 'x'; function a() {}", "! 1:29 Identifier 'a' has already been declared", "as a function"},
    {"import a from 'x'; class a {}", "! 1:26 Identifier 'a' has already been declared", "as a class"},
    {"import a from 'x'; if (b) { var a }", "! 1:33 Identifier 'a' has already been declared", "as a hoisted var"},
    {"import a from 'x'; for (var a of b);", "! 1:29 Identifier 'a' has already been declared", "in a loop"},
    {"import a from 'x'; const {b: [c = 1, a]} = d", "! 1:38 Identifier 'a' has already been declared", "in a pattern"},
    {"var a; import a from 'x'", "! 1:15 Identifier 'a' has already been declared", "in either order"},
    {"import a from 'x'; { let a } function f(a) {} (a) => 1; try {} catch (a) {}", "", "elsewhere it may be"},
    {"import a from 'x'; function f() { var a }", "", "in a function too"},
    {"let a; let a; export {}", "! 1:12 Identifier 'a' has already been declared", "any two that are lexical"},
    {"export function a() {} function a() {}", "function a ! 1:33 Identifier 'a' has already been declared",
     "functions too"},
    {"export let a; var a", "let a ! 1:19 Identifier 'a' has already been declared", "a let and a var"},
    {"var a; var a; export {a}", "var a", "two vars are one"},
    {"var a, b = 1, a = 2; export {b}", "var b", "in one declaration too"},
    {"let a; let a", "", "without import and export it may be a script, where other rules hold"},
    {"export const {a, b: a} = c", "const a; const a ! 1:21 Identifier 'a' has already been declared",
     "one error for one place"},
    {"export {'\\ud800'} from 'x'", "x:\xEF\xBF\xBD ! 1:9 Invalid module export name: contains unpaired surrogate",
     "half a pair"},
    {"let a; export {a as '\\udc00\\ud800'}",
     "let a as \xEF\xBF\xBD\xEF\xBF\xBD ! 1:21 Invalid module export name: contains unpaired surrogate",
     "two halves in the wrong order"},
    {"import {'\\u{d800}' as a} from 'x'", "! 1:9 Invalid module export name: contains unpaired surrogate", "imported"},
    {"export * as '\\ud800' from 'x'",
     "x:* as \xEF\xBF\xBD ! 1:13 Invalid module export name: contains unpaired surrogate", "of a namespace"},
    {"export {'\\ud83d\\ude00', '\\u{1F601}'} from 'x'", "x:\xF0\x9F\x98\x80; x:\xF0\x9F\x98\x81", "whole pairs"},
    {"export {'a'}", "? a ! 1:9 String literal module export names must be followed by a 'from' clause",
     "a string names nothing here"},
    {"export {'a' as b}", "? a as b ! 1:9 String literal module export names must be followed by a 'from' clause",
     "under another name"},
    {"export {if}", "? if ! 1:9 Unexpected reserved word", "nor does a keyword"},
    {"export {let, default as a}",
     "? let; ? default as a ! 1:9 Unexpected reserved word ! 1:14 Unexpected reserved word",
     "or what is one in strict code"},
    {"import {if} from 'x'", "! 1:9 Unexpected reserved word", "which nothing can be called"},
    {"import {eval} from 'x'", "! 1:9 Unexpected eval or arguments in strict mode", "nor this"},
    {"import * as arguments from 'x'", "! 1:13 Unexpected eval or arguments in strict mode", "as a namespace"},
    {"export {b}; import a from 'x'; let a",
     "? b ! 1:9 Export 'b' is not defined in module ! 1:36 Identifier 'a' has already been declared", "by place"},
    {"export let a; export let a; export let a = (", "let a; let a", "none where the text is broken"},
};

static void same_exports(const RecordRow *rows, size_t count)
{
    same_details(LODE_DETAIL_EXPORTS, describe_exports, rows, count);
    same_details(LODE_DETAIL_USES, describe_exports, rows, count);
}

static void test_shapes(void **state)
{
    (void)state;
    same_exports(declarations, ROWS(declarations));
    same_exports(defaults, ROWS(defaults));
    same_exports(clauses, ROWS(clauses));
}

static void test_imports(void **state)
{
    (void)state;
    same_exports(imports, ROWS(imports));
}

static void test_errors(void **state)
{
    (void)state;
    same_exports(errors, ROWS(errors));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

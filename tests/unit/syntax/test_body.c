/*
 * What the body of a module or script is, byte for byte, form by form. Whether bodies do what their modules
 * do is for tests/body, which runs them.
 */
#include "syntax/body.h"
#include "tests/unit/syntax/describe.h"

static LodeBody body_of(LodeStr source, bool is_module, LodeArena *arena)
{
    LodeParser *parser = lode_parser_new();
    lode_parser_set_detail(parser, LODE_DETAIL_EXPORTS);
    LodeBody body;
    if (is_module) {
        const LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, arena);
        lode_body_of_module(parser, source, record, arena, &body);
    } else {
        lode_body_of_script(parser, source, arena, &body);
    }
    lode_parser_free(parser);
    return body;
}

/* The body between its first step and its last line. */
static LodeStr inside_of(LodeStr text)
{
    size_t start = lode_str_search(text, LODE_STR("}; "));
    size_t end = lode_str_search(text, LODE_STR("\n})"));
    assert_true(start != LODE_NOT_FOUND && end != LODE_NOT_FOUND && start + 3 <= end);
    for (size_t next;
         (next = lode_str_search(lode_str_slice(text, end + 1, text.size), LODE_STR("\n})"))) != LODE_NOT_FOUND;) {
        end += 1 + next;
    }
    return lode_str_slice(text, start + 3, end);
}

typedef enum Part { INSIDE, WHOLE, SCRIPT } Part;

static void same_bodies(Part part, const RecordRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LodeArena arena = {0};
        LodeBody body = body_of(lode_str(rows[i].source), part != SCRIPT, &arena);
        LodeStr text = part == INSIDE ? inside_of(body.text) : body.text;
        if (!lode_str_equal(text, lode_str(rows[i].expected))) {
            fail_msg("%s\n  source:   %s\n  expected: %s\n  body:     %.*s", rows[i].why, rows[i].source,
                     rows[i].expected, LODE_STR_ARG(text));
        }
        lode_arena_release(&arena);
    }
}

#define X "import {x, y as z} from 'm';"
#define D "import d, * as n from 'm';"

static const RecordRow reads[] = {
    {X "x + z", ";$lode.i[0].x + $lode.i[0].y", "names"},
    {D "d + n.a", ";$lode.i[0].default + $lode.i[0][\"*\"].a", "default and namespace"},
    {"import {'a \"b' as x} from 'm'; x", "; $lode.i[0][\"a \\\"b\"]", "a string"},
    {"import 'a'; import {x} from 'b'; x", "; ; $lode.i[1].x", "the request's index"},
    {X "x(z)", ";$lode.call($lode.i[0].x)($lode.i[0].y)", "a call"},
    {X "x`a${z}`", ";$lode.call($lode.i[0].x)`a${$lode.i[0].y}`", "a template"},
    {X "x?.(1); x?.a; x?.[1]", ";$lode.call($lode.i[0].x)?.(1); $lode.i[0].x?.a; $lode.i[0].x?.[1]", "optional"},
    {X "(x)(1); ((x))`a`; (x).a()",
     ";($lode.call($lode.i[0].x))(1); (($lode.call($lode.i[0].x)))`a`; ($lode.i[0].x).a()", "in parentheses"},
    {X "new x(1); new x; new (x)(1); new x`a`",
     ";new $lode.i[0].x(1); new $lode.i[0].x; new ($lode.call($lode.i[0].x))(1); new ($lode.call($lode.i[0].x))`a`",
     "constructed"},
    {X "({x, z: 1, a: z})", ";({x: $lode.i[0].x, z: 1, a: $lode.i[0].y})", "properties"},
    {X "({x = 1} = {}); [x] = []; x = 1; x++",
     ";({x: $lode.i[0].x = 1} = {}); [$lode.i[0].x] = []; $lode.i[0].x = 1; $lode.i[0].x++", "written"},
    {X "a.x; a?.x; x: for (;;) break x; class A { x = 1; #x; x() {} }",
     ";a.x; a?.x; x: for (;;) break x; class A { x = 1; #x; x() {} }", "other things of that name"},
    {"import {ab} from 'm'; \\u0061b; a\\u{62}()", "; $lode.i[0].ab; $lode.call($lode.i[0].ab)()", "escapes"},
    {"import a from 'm'; a(1); a (x) => x; async (a) => a; a => a",
     "; $lode.call($lode.i[0].default)(1); $lode.call($lode.i[0].default) (x) => x; async (a) => a; a => a",
     "parameters"},
    {"import async from 'm'; async(1); async (x) => x; async x => x; async",
     "; $lode.call($lode.i[0].default)(1); async (x) => x; async x => x; $lode.i[0].default", "the name async"},
};

static const RecordRow scopes[] = {
    {X "(x, {z = x}) => [x, z]", ";(x, {z = x}) => [x, z]", "parameters of an arrow function"},
    {X "(x, {z: y = z})", ";($lode.i[0].x, {z: y = $lode.i[0].y})", "a parenthesis that is none"},
    {X "([a = (x) => z] = [x]) => x", ";([a = (x) => $lode.i[0].y] = [$lode.i[0].x]) => $lode.i[0].x", "in a default"},
    {X "function f(a = x) { var x; x }", ";function f(a = $lode.i[0].x) { var x; x }", "a var below parameters"},
    {X "for (const x of x) x; x", ";for (const x of x) x; $lode.i[0].x", "the head of a loop"},
    {X "try {} catch ({x}) { x } x", ";try {} catch ({x}) { x } $lode.i[0].x", "what is caught"},
    {X "(class x extends x { [x] = x }); x", ";(class x extends x { [x] = x }); $lode.i[0].x", "a class"},
    {X "{ x; function x() {} } x", ";{ x; function x() {} } $lode.i[0].x", "a function of a block"},
    {X "switch (x) { case x: let x }", ";switch ($lode.i[0].x) { case x: let x }", "a switch"},
};

static const RecordRow statements[] = {
    {"import 'a'\nimport b from 'b' with {type: 'json'}\n(1)", ";\n;\n(1)", "imports vanish"},
    {"import {\n  a, // b\n} from 'a'; a", ";\n\n $lode.i[0].a", "over lines"},
    {"export {a as b}; var a; export * from 'a'; export * as n from 'b'", "; var a; ; ;", "lists vanish"},
    {"export const a = 1; export function f() {} export class C {}", " const a = 1;  function f() {}  class C {}",
     "declarations stay"},
    {"export default 1\n(2)", "const $lode_default = ({default:   1\n(2)}).default;", "a default expression"},
    {"export default () => {}\n(2)", "const $lode_default = ({default:   () => {}}).default;\n(2)", "which ends"},
    {"export default class {}\n/x/g", "const $lode_default = ({default:   class {}}).default;\n/x/g", "a class"},
    {"export default class A {}", "  class A {}", "with a name"},
    {"export default function f() {}", "  function f() {}", "a function"},
    {"export default async function* () {}\n/x/", "  async function* $lode_default () {}\n/x/", "without a name"},
    {"export default async function () {}", "  async function $lode_default () {}", "async"},
    {"export default /`/.source", "const $lode_default = ({default:   /`/.source}).default;", "a regular expression"},
    {"import.meta.url; import . meta", "$lode.meta.url; $lode.meta", "import.meta"},
    {"import('a', {}); import /* ( */ ('b'); a.import(1)",
     "$lode.import('a', {}); $lode.import /* ( */ ('b'); a.import(1)", "import()"},
    {"this; arguments; ({arguments}); function f() { arguments } () => arguments",
     "this; arguments\xE2\x80\x8D; ({arguments: arguments\xE2\x80\x8D}); function f() { arguments } () => "
     "arguments\xE2\x80\x8D",
     "arguments"},
};

static const RecordRow awaits[] = {
    {"a\nawait b\nawait [c]", "a\n0,(yield $lode.at(2,( b)))\n0,(yield $lode.at(10,( [c])))",
     "where a statement begins"},
    {"x = await a.b(1)`c`?.[d] + 1", "x = (yield $lode.at(4,( a.b(1)`c`?.[d]))) + 1", "the operand"},
    {"(await await !a, await -b ? 1 : 2)",
     "((yield $lode.at(1,( (yield $lode.at(7,( !a)))))), (yield $lode.at(17,( -b))) ? 1 : 2)", "operators"},
    {"x = await new A(await b); y = `${await c}`",
     "x = (yield $lode.at(4,( new A((yield $lode.at(16,( b))))))); y = `${(yield $lode.at(33,( c)))}`", "inside"},
    {"class A extends (await a) { [await b] = async () => await c }",
     "class A extends ((yield $lode.at(17,( a)))) { [(yield $lode.at(29,( b)))] = async () => await c }", "classes"},
    {"async function f() { await 1; for await (const a of b); }",
     "async function f() { await 1; for await (const a of b); }", "in functions"},
    {"({await: 1, await() {}}).await", "({await: 1, await() {}}).await", "names of properties"},
    {"l: for await (const [a] of b) continue l",
     "{let $lode_l0;try{l: for  (const {[yield* $lode_h.step($lode_l0)]:[a]} of $lode_l0=$lode_h.each( b)) continue "
     "l}catch($lode_e){yield* $lode_h.fail($lode_l0,$lode_e)}finally{yield* $lode_h.close($lode_l0)}}",
     "for await"},
};

static const RecordRow wholes[] = {
    {"", "(function* ($lode) {\"use strict\"; yield $lode.getters={}; \n})", "nothing"},
    {"\xEF\xBB\xBF#!a\nb", "(function* ($lode) {\"use strict\"; yield $lode.getters={}; //a\nb\n})",
     "a mark, a hashbang"},
    {"let a; export {a, a as b}; export default 1",
     "(function* ($lode) {\"use strict\"; yield $lode.getters={\"a\": () => a, \"a\": () => a, \"*default*\": () => "
     "$lode_default}; "
     "let "
     "a; ; const $lode_default = ({default:   1}).default;\n})",
     "getters"},
    {"import * as n from 'a'; export {n}; export let __proto__",
     "(function* ($lode) {\"use strict\"; yield $lode.getters={\"n\": () => $lode.i[0][\"*\"], [\"__proto__\"]: () => "
     "__proto__}; ; "
     ";  let __proto__\n})",
     "a namespace, an odd name"},
    {"$lode; $lode2", "(function* ($lode1) {\"use strict\"; yield $lode1.getters={}; $lode; $lode2\n})",
     "the name is taken"},
    {"import.meta; '$lode1' + $lode_a",
     "(function* ($lode2) {\"use strict\"; yield $lode2.getters={}; $lode2.meta; '$lode1' + $lode_a\n})",
     "and the next"},
    {"export default function () {}",
     "(($lode_h) => function* ($lode) {\"use strict\"; $lode_h.name($lode_default); yield "
     "$lode.getters={\"*default*\": () => "
     "$lode_default};   function $lode_default () {}\n})({name(f){Object.defineProperty(f,\"name\",{value:\"default\","
     "configurable:true})},})",
     "a helper"},
};

#define WRAPPER "(function (exports, require, module, __filename, __dirname, $lodeImport) {"
static const RecordRow scripts[] = {
    {"'use strict'; return 1 // a", WRAPPER "'use strict'; return 1 // a\n})", "a script"},
    {"#!a\nimport('b')", WRAPPER "//a\n$lodeImport('b')\n})", "import()"},
    {"a.import(1); ({import() {}}); /import(1)/; 'import(2)'; import/**/\n(3)",
     WRAPPER "a.import(1); ({import() {}}); /import(1)/; 'import(2)'; $lodeImport/**/\n(3)\n})", "and what is none"},
    {"await\n/import(1)/g; async () => await /import(2)/; yield\n/import(3)/1",
     WRAPPER "await\n/$lodeImport(1)/g; async () => await /import(2)/; yield\n/$lodeImport(3)/1\n})",
     "names and operators"},
    {"a <!-- import(1)\n--> import(2)\nimport(3)", WRAPPER "a <!-- import(1)\n--> import(2)\n$lodeImport(3)\n})",
     "comments as in HTML"},
    {"$lodeImport; import(1)",
     "(function (exports, require, module, __filename, __dirname, $lodeImport1) {$lodeImport; $lodeImport1(1)\n})",
     "the name is taken"},
    {"let x = import.meta, async; for (async of [import(1)]);",
     WRAPPER "let x = import.meta, async; for (async of "
             "[$lodeImport(1)]);\n})",
     "odd names"},
};

static void test_modules(void **state)
{
    (void)state;
    same_bodies(INSIDE, reads, ROWS(reads));
    same_bodies(INSIDE, scopes, ROWS(scopes));
    same_bodies(INSIDE, statements, ROWS(statements));
    same_bodies(INSIDE, awaits, ROWS(awaits));
    same_bodies(WHOLE, wholes, ROWS(wholes));
}

static void test_scripts(void **state)
{
    (void)state;
    same_bodies(SCRIPT, scripts, ROWS(scripts));
}

static void test_facts(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        bool awaits;
        bool meta;
    } rows[] = {
        {"a", false, false},
        {"await a", true, false},
        {"for await (a of b);", true, false},
        {"await using a = b", true, false},
        {"async () => await a; 'await'; a.await", false, false},
        {"f(() => import.meta.url)", false, true},
        {"'import.meta'; import('a')", false, false},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        LodeArena arena = {0};
        LodeBody body = body_of(lode_str(rows[i].source), true, &arena);
        if (body.has_top_level_await != rows[i].awaits || body.uses_import_meta != rows[i].meta) {
            fail_msg("facts of: %s", rows[i].source);
        }
        lode_arena_release(&arena);
    }
}

/* Early errors that the body would hide, and valid forms that are too rare to be told from them. */
static const RecordRow suspects[] = {
    {"await 1", NULL, "a top-level await"},
    {"() => await 1", NULL, "await in no async function"},
    {"async (a = await 1) => a", NULL, "await before its function"},
    {"var await", NULL, "await as a name"},
    {"await: 1", NULL, "as a label"},
    {"class A { x = await 1 }", NULL, "in a field"},
    {"async function f() { class A { static { await 1 } } }", NULL, "in a static block"},
    {"for await (const a of []);", NULL, "a loop"},
    {"yield 1", NULL, "the generator of the body would take it"},
    {"() => { yield }", NULL, "and its arrow functions"},
    {"return", NULL, "the body is a function"},
    {"if (1) { return 1 }", NULL, "deep inside"},
    {"new.target", NULL, "as before"},
    {"() => new.target", NULL, "in an arrow function"},
    {"class A { [new.target] }", NULL, "in a key"},
    {"a <!-- b", NULL, "a comment in scripts"},
    {"a\n--> b", NULL, "another"},
    {"/*\n*/ --> b", NULL, "behind a comment with a line end"},
    {"\xEF\xBB\xBF#!a", NULL, "a hashbang that is not first for the engine"},
    {"}) ; (function () {", NULL, "a brace that closes the body"},
    {"} {", NULL, "any bracket that closes nothing"},
    {"function f() {} function f() {}", NULL, "functions of one name"},
    {"function f() {} { var f }", NULL, "a function and a variable"},
    {"for (var f of []); export default function f() {}", NULL, "in the head of a loop"},
    {"import {x} from 'a'; import x from 'b'", NULL, "imported twice"},
    {"import {x, x} from 'a'", NULL, "by one import"},
    {X "let x", NULL, "declared beside the import"},
    {X "{ var x }", NULL, "by a variable of a block"},
    {X "try {} catch { for (var [x] of []); }", NULL, "of a loop in it"},
    {X "function x() {}", NULL, "by a function"},
    {X "class x {}", NULL, "by a class"},
    {X "delete x", NULL, "a property can be deleted"},
    {X "delete ((x))", NULL, "in parentheses"},
    {X "({x = 1})", NULL, "a pattern only"},
    {X "({x\n[1]})", NULL, "a value goes on, a shorthand does not"},
    {X "({x.a})", NULL, "another"},
    {"import async from 'a'; for (async of []);", NULL, "a word that may not stand there"},
    {"import {eval} from 'a'; eval = 1", NULL, "a name that cannot be bound"},
    {"import {a as enum} from 'a'", NULL, "a reserved word"},
    {"import {a as let} from 'a'", NULL, "one of strict code"},
    {"import {if} from 'a'", NULL, "without another name"},
    {"import {\\u0061} from 'a'", NULL, "an escape"},
    {"import {a as \xC3\x97} from 'a'", NULL, "no letter"},
    {"import {'a' as b} from 'a'", NULL, "a string"},
    {"import '\\08'", NULL, "an escape that strict code has not"},
    {"import 'a' with {type: 'json'}", NULL, "attributes"},
    {"import 'a' b", NULL, "what stands beside it"},
    {"import {a b} from 'a'", NULL, "no comma"},
    {"import {,} from 'a'", NULL, "no name"},
    {"import a, from 'a'", NULL, "nothing behind a comma"},
    {"import a 'a'", NULL, "no from"},
    {"import from 'a'", NULL, "no name before it"},
    {"import * from 'a'", NULL, "no name behind the star"},
    {"import defer * as a from 'a'", NULL, "a word too many"},
    {"import 'a", NULL, "no end"},
    {"{ import 'a' }", NULL, "in a block"},
    {"a: import 'a'", NULL, "behind a label"},
    {"if (1) export {a}; var a", NULL, "in a statement"},
    {"export {a}", NULL, "not declared"},
    {"let a; export {a, a}", NULL, "exported twice"},
    {"let a; export {a b}", NULL, "no comma"},
    {"let a; export {a} a", NULL, "what stands beside it"},
    {"a export {b}; var a, b", NULL, "or before it"},
    {"let a, from; export {a}\nfrom + 1", NULL, "from wants a string"},
    {"export * as 'a' from 'a'", NULL, "a string"},
    {"export *", NULL, "no from"},
    {"export a", NULL, "no declaration"},
    {"export async () => 1", NULL, "an expression"},
    {"export export let a", NULL, "twice the word"},
    {"export default a b", NULL, "what stands beside it"},
    {"export default 1; export default 2", NULL, "two defaults"},
    {"export default function () {} export default function () {}", NULL, "which are functions"},
    {"arguments = 1", NULL, "the free name"},
    {"import.meta = 1", NULL, "assigned"},
    {"[import.meta] = []", NULL, "in a pattern"},
    {"import.defer(1)", NULL, "another word"},
    {"import()", NULL, "no argument"},
    {"import(...a)", NULL, "a spread"},
    {"import(a, b, c)", NULL, "too many"},
    {"new import('a')", NULL, "constructed"},
    {"debugger\n/a/g", NULL, "no name, but read as one"},
    {"aw\\u0061it", NULL, "any escape"},
};

/* Modules, and of the most usual kinds. */
static const RecordRow ordinary[] = {
    {"import a, {b as c, d, default as e} from 'a'; import * as n from 'b'; import 'c'\nimport {} from 'd'", NULL,
     "imports"},
    {"import {get, set, of, from, as, meta, assert} from 'a'\nassert; for (of of of); ({get, set})", NULL,
     "odd names that are none"},
    {"import a, * as b from 'a'; export {a, b}; export {c as d} from 'b'; export * from 'c'; export * as default from "
     "'d'",
     NULL, "lists"},
    {"export const a = 1, {b, c: [d]} = {}; export let e; export var f; export class G {} export function h() {} "
     "export async function* i() {}",
     NULL, "declarations"},
    {"export default class {}", NULL, "a default"},
    {"export default function () {}", NULL, "a function"},
    {"export default async () => {}\n(1)", NULL, "an expression, and the next statement"},
    {"#!a\nlet b", NULL, "a hashbang"},
    {"async function f() { for await (const a of await b) await c }", NULL, "await in its function"},
    {"f(async x => await x, async () => { await 1 })", NULL, "in arrow functions"},
    {"function* g() { yield; yield* yield 1 } ({*h() { yield 1 }})", NULL, "yield in its function"},
    {"function f() { return new.target } () => { return }; class A { x = new.target }", NULL, "of functions"},
    {"function f() { arguments }", NULL, "their arguments"},
    {X "x(z); new x; x.y = z; ({x, z}); [x] = z; delete x.y; delete x[1]; x`a`; x?.y", NULL, "reads"},
    {X "function f(x) { let z } { let x } (z, {x}) => x; try {} catch (x) {} class A { x = x; z() {} }", NULL,
     "shadowed"},
    {"function f() {} { function f() {} } (function f() {}); let g; { var h } var h", NULL, "names apart"},
    {"import.meta.url; new URL('a', import.meta.url); import('a').then(b); f(import(a + b))", NULL, "import()"},
    {"i-->0; a<!b; a < !--b", NULL, "no comments"},
    {"if (a) b\nelse c; do d; while (e)\nfor (;;) { break }", NULL, "statements"},
    {"() => {}\n/a/g; a\n++b", NULL, "ends by themselves"},
};

static void check_suspicion(const RecordRow *rows, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++) {
        LodeArena arena = {0};
        LodeBody body = body_of(lode_str(rows[i].source), true, &arena);
        if (body.is_suspect != expected) {
            fail_msg("%s: %s\n  source: %s", rows[i].why, expected ? "not suspect" : "suspect", rows[i].source);
        }
        lode_arena_release(&arena);
    }
}

static void test_suspicion(void **state)
{
    (void)state;
    check_suspicion(suspects, ROWS(suspects), true);
    check_suspicion(ordinary, ROWS(ordinary), false);
    LodeArena arena = {0};
    assert_true(body_of(LODE_STR("a"), false, &arena).is_suspect); /* a script */
    LodeBuf deep = {0};
    for (int i = 0; i < 5000; i++) {
        lode_buf_puts(&deep, "[");
    }
    for (int i = 0; i < 5000; i++) {
        lode_buf_puts(&deep, "]");
    }
    assert_true(body_of(lode_buf_str(&deep), true, &arena).is_suspect); /* an engine's stack could end */
    lode_buf_release(&deep);
    lode_arena_release(&arena);
}

/* The column of the source for a place of the body. */
static uint32_t source_column(const LodeBody *body, uint32_t line, uint32_t column)
{
    uint32_t result = column;
    for (uint32_t i = 0; i < body->place_count; i++) {
        const LodeBodyPlace *place = &body->places[i];
        if (place->line == line && place->column <= column) {
            result = column - place->column + place->source_column;
        }
    }
    return result;
}

/* The line and column of the first `mark` in a text of one line end to a line. */
static LodePosition find(LodeStr text, const char *mark)
{
    size_t at = lode_str_search(text, lode_str(mark));
    assert_true(at != LODE_NOT_FOUND);
    return lode_position_of(text, (uint32_t)at);
}

static void test_places(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "MARK",
        "a; MARK",
        X "MARK",
        X "\nx; MARK",
        X "\nx(z); MARK; x",
        X "\n'\xC3\xA9\xF0\x9F\x98\x80' + x + MARK",
        "import {\n x,\n y} from 'm'; MARK",
        "#! a\nawait x; MARK",
        "export default MARK",
        "export default () => 1; MARK",
        "for await (const x of MARK) 1;",
        "for await (const x of 1) MARK",
        "import.meta.url; import('MARK')",
        "\r\nawait 1;\rawait MARK",
    };
    for (size_t i = 0; i < ROWS(sources); i++) {
        LodeArena arena = {0};
        LodeStr source = lode_str(sources[i]);
        LodeBody body = body_of(source, true, &arena);
        LodePosition here = find(body.text, "MARK");
        LodePosition there = find(source, "MARK");
        if (here.line != there.line || source_column(&body, here.line, here.column) != there.column) {
            fail_msg("%s: %u:%u is %u:%u", sources[i], there.line, there.column, here.line,
                     source_column(&body, here.line, here.column));
        }
        lode_arena_release(&arena);
    }
}

/* The name inside of the text for a mention has the column of the mention. */
static void test_place_of_name(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeBody body = body_of(LODE_STR("import {x as y} from 'm';\n  y(1)"), true, &arena);
    LodePosition here = find(body.text, "x)(1)");
    assert_int_equal(here.line, 2);
    assert_int_equal(source_column(&body, 2, here.column), 3);
    assert_int_equal(source_column(&body, 2, here.column + 2), 4);
    lode_arena_release(&arena);
}

static const RecordRow messages[] = {
    {"$lode.call($lode.i[0].x) is not a function. (In '$lode.call($lode.i[0].x)(1)')",
     "x is not a function. (In 'x(1)')", "a call"},
    {"evaluating '$lode.i[0].y.a.b'", "evaluating 'z.a.b'", "a member, by its local name"},
    {"'$lode1.i[1][\"*\"].q' '$lode2.i[1][\"a \\\"b\"]'", "'n.q' 's'", "a namespace, a string, other numbers"},
    {"$lode.i[0].xx $lode.i[0] $lode.i[7].x $lode.i[ $lode.call($lode.i[0].x",
     "$lode.i[0].xx $lode.i[0] $lode.i[7].x "
     "$lode.i[ $lode.call(x",
     "what is not known, or cut off"},
    {"$lode.meta.x $lode.import('a') $lode_default $lode.metal $lode",
     "import.meta.x import('a') default $lode.metal $lode", "other parts"},
    {"Can't find variable: arguments\xE2\x80\x8D", "Can't find variable: arguments", "the free name"},
    {"", "", "nothing"},
};

static void test_messages(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeParser *parser = lode_parser_new();
    LodeStr source = LODE_STR(X "import * as n from 'a'; import {'a \"b' as s} from 'b'");
    LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    record->requests[1].names = (LodeImportedName[]){record->requests[1].names[0], record->requests[2].names[0]};
    record->requests[1].name_count = 2;
    for (size_t i = 0; i < ROWS(messages); i++) {
        LodeStr text = lode_body_message(lode_str(messages[i].source), record, &arena);
        same_text(text, messages[i].expected, messages[i].why);
    }
    lode_parser_free(parser);
    lode_arena_release(&arena);
}

/* Text that is no program, and nesting without end: some text comes, soon. */
static void test_broken(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "(",
        "[",
        "{",
        "`${",
        "x => ",
        "async x => ",
        "(x) => {",
        "function (",
        "class {[",
        "if (",
        "for (",
        "for await (",
        "a ? ",
        "await ",
        "new ",
        "!",
        "({a:",
        "import(",
        "x: ",
        "do ",
        "try {",
        "switch (a) {case ",
        "export default ",
        "import {",
        "export {",
        "=> ",
        ") ",
        "] ",
        "} ",
        "case ",
        "of ",
        "...",
        "\\",
        "#",
        "@",
        "/",
        "`",
        "'",
        "/*",
        "<!--",
        "static ",
        "get ",
        "({get ",
        "class A { static {",
        "class A extends ",
        "catch ",
        "else ",
        "\xE2\x80",
        "\x80",
        "a\n++",
        "let ",
        "var [",
        "const {x = ",
        "using x",
        "yield* ",
        "import.",
        "new.",
        "a?.",
        "0x",
        "1e",
        "\\u{",
        "x.#",
    };
    enum { TIMES = 20000 };
    for (size_t i = 0; i < ROWS(pieces); i++) {
        LodeArena arena = {0};
        LodeBuf source = {0};
        lode_buf_puts(&source, "import {x} from 'm';");
        for (int time = 0; time < TIMES; time++) {
            lode_buf_puts(&source, pieces[i]);
        }
        LodeRecord record = {0};
        LodeBody body;
        lode_body_of_module(NULL, lode_buf_str(&source), &record, &arena, &body);
        assert_true(lode_str_ends_with(body.text, LODE_STR(")")));
        lode_body_of_script(NULL, lode_buf_str(&source), &arena, &body);
        assert_true(lode_str_ends_with(body.text, LODE_STR("})")));
        lode_buf_release(&source);
        lode_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modules),  cmocka_unit_test(test_scripts),       cmocka_unit_test(test_facts),
        cmocka_unit_test(test_places),   cmocka_unit_test(test_place_of_name), cmocka_unit_test(test_broken),
        cmocka_unit_test(test_messages), cmocka_unit_test(test_suspicion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

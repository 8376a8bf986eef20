/* What is done with imported names, and comments that silence a rule. */
#include "describe.h"

static const RecordRow members[] = {
    {"import * as x from 'm'; x.a; x['b']; x.c.d; x.e.f.g; x", "x.a; x.b; x.c.d; x.e.f; x", "members, two deep"},
    {"import {x} from 'm'; x[a]; x[0]; x[`b`]; x.#c; x?.[a]", "x; x; x; x; x[G]", "what has no name that is written"},
    {"import x, {y as z, default as w} from 'm'; x.a; z.b; w.c; y", "x.a; z.b; w.c", "each kind of import"},
    {"import {x} from 'm'; (x).a; ((x.a)).b; x\n.a", "x.a; x.a.b; x.a", "parentheses and lines"},
    {"import {x} from 'm'; x['\\u0061'].b; x.\\u0062", "x.a.b; x.b", "escapes"},
    {"import {x} from 'm'; a.x; ({x: 1}); x: for (;;) break x; a?.x; class A { x = 1; x() {} }", "",
     "other things of that name"},
    {"import {x} from 'm'; ({x}); ({a: x, [x]: 1, ...x}); [x, ...x]; `${x}`; f(x, ...x)", "x; x; x; x; x; x; x; x; x",
     "given away"},
    {"import {x} from 'm'; export {x}; export default x; export const y = x; export * as z from 'm'", "x; x",
     "what is exported is no use, a value is"},
    {"export {x} from 'm'; import {x} from 'n'; export {x as y}", "", "nor is what another module exports"},
    {"import {x} from 'm'; x.a = x.b", "x.a[W]; x.b", "both sides"},
    {"import {ab} from 'm'; \\u0061b.c", "ab.c", "an escape in the name"},
};

static const RecordRow flags[] = {
    {"import {x} from 'm'; x(); x.a(); x.a.b(); x`t`; x.a`t`", "x[C]; x.a[C]; x.a.b; x[C]; x.a[C]", "called"},
    {"import {x} from 'm'; new x; new x(); new x.a(); new x.a.b; new (x.a)", "x[N]; x[N]; x.a[N]; x.a.b; x.a[N]",
     "constructed"},
    {"import {x} from 'm'; x = 1; x.a = 1; x.a += 1; x.a++; --x.a; delete x.a; x.a.b = 1",
     "x[W]; x.a[W]; x.a[W]; x.a[W]; x.a[W]; x.a[W]; x.a.b", "written"},
    {"import {x} from 'm'; [x] = y; ({x} = y); ({a: x.b} = y); for (x.c of y); [...x.d] = y; [x.e = 1] = y",
     "x[W]; x[W]; x.b[W]; x.c[W]; x.d[W]; x.e[W]", "in patterns and loops"},
    {"import {x} from 'm'; x?.a; x.a?.(); x.a?.b; typeof x.a; typeof x; x.a.b?.c",
     "x.a[G]; x.a[CG]; x.a.b[G]; x.a[G]; x[G]; x.a.b", "guarded"},
    {"import {x} from 'm'; 'a' in x; 'a' in x && x.a(); 'a' instanceof x", "x.a[G]; x.a[G]; x.a[CG]; x",
     "by asking for the name"},
    {"import {x} from 'm'; if (x.a) { x.a(); x.b() }", "x.a[G]; x.a[CG]; x.b[C]", "by a condition, for its name only"},
    {"import {x} from 'm'; x.a ? x.a.b : x.a", "x.a[G]; x.a.b[G]; x.a", "in the branch where it holds"},
    {"import {x} from 'm'; x.a && f(() => x.a()); x.a || y; x.a ?? y; !x.a; y || x.a",
     "x.a[G]; x.a[CGf]; x.a[G]; x.a[G]; x.a[G]; x.a", "by operators"},
    {"import {x} from 'm'; x.a === undefined; null != x.a; x.a === 1", "x.a[G]; x.a[G]; x.a", "by comparing"},
    {"import {x} from 'm'; function f() { x.a } () => x; class A { b = x.b; static c = x.c }",
     "x.a[f]; x[f]; x.b[f]; x.c", "in functions"},
    {"import {x} from 'm'; (function () { x.a })(); (() => x.b)()", "x.a; x.b", "that run at once"},
};

static const RecordRow patterns[] = {
    {"import * as x from 'm'; const {a, b: c} = x", "x.a; x.b", "one use for each key"},
    {"import * as x from 'm'; const {a, ...b} = x", "x", "a rest takes everything"},
    {"import * as x from 'm'; const {a, [b]: c} = x", "x", "and so may a computed key"},
    {"import * as x from 'm'; const {'a b': c, \"d\": e} = x", "x.a b; x.d", "keys that are strings"},
    {"import * as x from 'm'; const {a = 1, b: c = 2} = x", "x.a[G]; x.b[G]", "a default expects that it is missing"},
    {"import * as x from 'm'; const {a: {b, c: d}, e: [f]} = x", "x.a.b; x.a.c; x.e", "patterns in patterns"},
    {"import * as x from 'm'; const {a: {...b}} = x", "x.a", "with a rest inside"},
    {"import * as x from 'm'; const {b, c} = x.a; const {d} = x.a.b", "x.a.b; x.a.c; x.a.b", "of a member"},
    {"import * as x from 'm'; ({a: b.c} = x); (b = ({a} = x))", "x.a; x", "assigned, unless the value is used"},
    {"import * as x from 'm'; const {} = x, [a] = x, b = x", "x; x; x", "what takes no names apart"},
    {"import * as x from 'm'; for (const {a} of x);", "x", "in a loop it is another value"},
};

static const RecordRow scopes[] = {
    {"import {x} from 'm'; function f(x) { x.a } x.b", "x.b", "a parameter"},
    {"import {x} from 'm'; { let x; x.a } { const x = x.b } x.c", "x.c", "a block"},
    {"import {x} from 'm'; function f() { x.a; if (b) { var x } } x.c", "x.c", "a hoisted var"},
    {"import {x} from 'm'; function f() { { function x() {} x.a } x.b } x.c", "x.b[f]; x.c",
     "a function in a block stays there: a module is strict"},
    {"import {x} from 'm'; try {} catch (x) { x.a } x.b", "x.b", "what is caught"},
    {"import {x} from 'm'; try {} catch ({x, y: [z = x]}) { x.a }", "", "in a pattern"},
    {"import {x} from 'm'; for (const x of x.a) x.b; x.c", "x.c", "a loop"},
    {"import {x} from 'm'; (class x { static a = x.b }); (function x() { x.c })", "", "names of expressions"},
    {"import {x} from 'm'; const f = ({a: x}, y = x.b) => x.c; g = (z = x.d) => z", "x.d[f]", "parameters in patterns"},
    {"import {x} from 'm'; class A { static { var x; x.a } b() { x.c } }", "x.c[f]", "a static block"},
    {"import {x, y} from 'm'; ((x) => { y.a; ((y) => { x.b; y.c })() })()", "y.a", "one in another"},
    {"import {x} from 'm'; switch (a) { case 1: let x; x.b; } x.c", "x.c", "a switch"},
    {"import {x} from 'm'; label: x.a; x: x.b", "x.a; x.b", "labels"},
};

static const RecordRow jsx[] = {
    {"import * as ns from 'm'; <ns.A/>; <ns.B.C>text</ns.B.C>", "ns.A; ns.B.C", "members, in the opening tag only"},
    {"import {X, Y} from 'm'; <X/>; <Y a={X}>b {X.c} X</Y>", "X; Y; X; X.c", "names, attributes, children"},
    {"import div, {a} from 'm'; <div a='b'><a/></div>; <a.b/>", "a.b", "tags of HTML are no names"},
    {"import {x, X} from 'm'; <x:X X={1} x-X={2}/>", "", "nor are namespaces and attributes"},
    {"import * as X from 'm'; <X {...X.a}></X>", "X; X.a", "spread"},
};

static const RecordRow suppressions[] = {
    {"// lode-ignore-next-line missing-export -- why\nimport 'x'", "2 missing-export -- why", "a line comment"},
    {"/* lode-ignore-next-line cycle -- why not */\nimport 'x'", "2 cycle -- why not", "a block"},
    {"/**\n * lode-ignore-next-line cycle --  why \n */\n\n\nimport 'x'", "6 cycle -- why",
     "the next line with a token"},
    {"// lode-ignore-next-line cycle -- why\n// another\n/* and\n one */\nimport 'x'", "5 cycle -- why",
     "behind other comments"},
    {"a() // lode-ignore-next-line cycle -- why\nb()", "2 cycle -- why", "behind code"},
    {"/* lode-ignore-next-line cycle -- why */ a()\nb()", "2 cycle -- why", "before code: not that line"},
    {"// lode-ignore-next-line\na()", "2 ?", "no rule"},
    {"// lode-ignore-next-line cycle\na()", "2 cycle", "no reason"},
    {"// lode-ignore-next-line cycle --\na()", "2 cycle", "none either"},
    {"// lode-ignore-next-line -- why\na()", "2 ? -- why", "a reason only"},
    {"// lode-ignore-next-line a-b--c -- d -- e\na()", "2 a-b--c -- d -- e", "dashes elsewhere"},
    {"//lode-ignore-next-line cycle -- why\na()", "2 cycle -- why", "no blank"},
    {"// lode-ignore-next-line cycle -- why", "0 cycle -- why", "nothing follows"},
    {"// lode-ignore-next-line a -- b\n// lode-ignore-next-line c -- d\n\ne()", "4 a -- b; 4 c -- d", "two of them"},
    {"// lode-ignore-next-line a\nb()\n// lode-ignore-next-line c\nd()", "2 a; 4 c", "apart"},
    {"x = 'lode-ignore-next-line a'\ny = `\n// lode-ignore-next-line b\n`\nz = /lode-ignore-next-line c/", "",
     "in a string, a template, a pattern"},
    {"// see lode-ignore-next-line a -- b\nc()", "", "in a sentence"},
    {"// lode-ignore-next-lines a -- b\nc()", "", "another word"},
    {"x = <a>\n{/* lode-ignore-next-line b -- c */}\n<d/></a>", "3 b -- c", "in JSX"},
    {"x = <a>// lode-ignore-next-line b -- c\n</a>", "", "text of JSX"},
    {"import {x} from 'm'\r\n// lode-ignore-next-line b -- \xC3\xA9\r\nx()", "3 b -- \xC3\xA9", "CRLF"},
};

static void test_uses(void **state)
{
    (void)state;
    same_details(LODE_DETAIL_USES, describe_uses, members, ROWS(members));
    same_details(LODE_DETAIL_USES, describe_uses, flags, ROWS(flags));
    same_details(LODE_DETAIL_USES, describe_uses, patterns, ROWS(patterns));
    same_details(LODE_DETAIL_USES, describe_uses, scopes, ROWS(scopes));
    same_details(LODE_DETAIL_USES, describe_uses, jsx, ROWS(jsx));
}

static void test_suppressions(void **state)
{
    (void)state;
    same_details(LODE_DETAIL_EXPORTS, describe_suppressions, suppressions, ROWS(suppressions));
    same_details(LODE_DETAIL_USES, describe_suppressions, suppressions, ROWS(suppressions));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uses),
        cmocka_unit_test(test_suppressions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

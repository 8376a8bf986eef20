/* Whose `require` it is: bindings of every kind, and the other names that it goes by. */
#include "describe.h"

static const RecordRow shadows[] = {
    {"function f(require) { require('x') }", "", "a parameter"},
    {"(require) => require('x')", "", "of an arrow"},
    {"require => require('x')", "", "without parentheses"},
    {"function f({require}) { require('x') }", "", "in a pattern"},
    {"function f({a: [require = 1]}) { require('x') }", "", "deeper, with a default"},
    {"function f(...require) { require('x') }", "", "a rest parameter"},
    {"({ m(require) { require('x') }, set s(require) { require('y') } })", "", "of methods"},
    {"function f() { var require; require('x') }", "", "var"},
    {"function f() { require('x'); if (a) { var require } }", "", "var is hoisted out of blocks"},
    {"function f() { require('x'); for (var require in a); }", "", "and out of loops"},
    {"{ let require; require('x') } require('y')", "require y {}", "let belongs to its block"},
    {"{ require('x'); const require = 1 }", "", "even before it"},
    {"for (const require of a) require('x'); require('y')", "require y {}", "of a loop"},
    {"for (let require = 1;;) require('x')", "", "of the other loop"},
    {"try {} catch (require) { require('x') } require('y')", "require y {}", "catch"},
    {"try {} catch ({require}) { require('x') }", "", "catch with a pattern"},
    {"{ function require() {} require('x') }", "", "a function"},
    {"function f() { { function require() {} } require('x') }", "", "which is a var of the function too"},
    {"(function require() { require('x') })", "", "the name of a function expression, inside"},
    {"(class require { m() { require('x') } }); require('y')", "require y {}", "of a class expression"},
    {"{ class require {} require('x') }", "", "a class"},
    {"import require from 'a'; require('x')", "import a {default:require} | module", "an import"},
    {"import * as require from 'a'; require('x')", "import a {*:require} | module", "a namespace"},
    {"import {a as require} from 'a'; require('x')", "import a {a:require} | module", "a renamed import"},
    {"import {require as a} from 'a'; require('x')", "import a {require:a}; require x {} | module",
     "not the other way"},
    {"switch (a) { case 1: let require; case 2: require('x') }", "", "the cases are one block"},
    {"class A { static { var require; require('x') } } require('y')", "require y {}", "a static block has vars"},
    {"!function (e, require) { require('x') }(a, b)", "", "a bundle's own"},
    {"({1: [function (require, module, exports) { require('./x') }, {}]})", "", "browserify"},
    {"define(function (require) { require('x') })", "", "AMD"},
    {"define(['require', 'x'], function (require) { require('y') })", "", "AMD with dependencies"},
    {"function f(module) { module.require('x') }", "", "module can be another as well"},
    {"function f(a = require('x'), require) {}", "", "the parameters see each other"},
    {"var a = {require}; require('x')", "require x {}", "a shorthand is a use"},
    {"var a = {require: 1}, b = {require() {}}; require('x')", "require x {}", "a key is neither"},
    {"require: for (;;) require('x')", "require[~] x {}", "nor is a label"},
    {"export {a as require}; require('x')", "require x {} | module", "nor the name of an export"},
    {"function f(URL) { new URL('x', import.meta.url) }", "| module", "URL as well"},
    {"new URL('x', import.meta.url); class URL {}", "| module", "at top level"},
};

static const RecordRow wrapper[] = {
    {"var require; require('x')", "require x {}", "var of the wrapper's parameter keeps its value"},
    {"var require = require || function () {}; require('x')", "require x {}", "with what it was"},
    {"var require = a; require('x')", "", "but not with something else"},
    {"require('x'); require = a; require('y')", "require x {}", "assigned: from there on it is not known"},
    {"require = require('esm')(module); require('./main')", "require esm; require ./main {}", "wrapped it still loads"},
    {"require('x'); [require] = a; require('y')", "require x {}", "assigned by a pattern"},
    {"require('x'); for (require of a) require('y')", "require x {}", "assigned by a loop"},
    {"require('x'); require++; require('y')", "require x {}", "or by an operator"},
    {"function require() {} require('x')", "", "a function replaces it"},
    {"var module = {}; module.require('x')", "", "module is followed the same way"},
};

static const RecordRow created[] = {
    {"import {createRequire} from 'module'; const require = createRequire(import.meta.url); require('x')",
     "import module {createRequire}; require x {} | module module-only", "the common spelling"},
    {"import {createRequire as c} from 'node:module'; const r = c(import.meta.url); r('x'); r.resolve('y')",
     "import node:module {createRequire:c}; require x {}; require-resolve y | module", "other names"},
    {"import Module from 'module'; const r = Module.createRequire(import.meta.url); r('x')",
     "import module {default:Module}; require x {} | module", "of the default export"},
    {"import * as m from 'module'; const r = m.createRequire(import.meta.url); r('x')",
     "import module {*:m}; require x {} | module", "of the namespace"},
    {"const {createRequire} = require('module'); const r = createRequire(__filename); r('x')",
     "require module {createRequire}; require x {}", "in CommonJS"},
    {"const {createRequire: c} = require('node:module'); c(__filename)('x')",
     "require node:module {createRequire:c}; require x {}", "called at once"},
    {"require('module').createRequire(__filename)('x')", "require module {createRequire}; require x {}",
     "without a name"},
    {"const {createRequire} = process.getBuiltinModule('module'); createRequire(import.meta.url)('x')",
     "require x {} | module", "from process"},
    {"const {createRequire} = await import('module'); createRequire(import.meta.url)('x')",
     "dynamic-import module {createRequire}; require x {} | module module-only await", "from import()"},
    {"import {createRequire} from 'module'; let r; r = createRequire(import.meta.filename); r('x')",
     "import module {createRequire}; require x {} | module", "assigned later"},
    {"import {createRequire} from 'module'; const r = createRequire(fileURLToPath(import.meta.url)); r('x')",
     "import module {createRequire}; require x {} | module", "by path"},
    {"import {createRequire} from 'module'; const r = createRequire('/a/'); r('x')",
     "import module {createRequire} | module", "relative to something else"},
    {"import {createRequire} from 'other'; const r = createRequire(import.meta.url); r('x')",
     "import other {createRequire} | module", "of another module"},
    {"import {createRequire} from 'module'; function f(createRequire) { createRequire(import.meta.url)('x') }",
     "import module {createRequire} | module", "shadowed"},
    {"import {createRequire} from 'module'; const r = createRequire(import.meta.url); function f(r) { r('x') }",
     "import module {createRequire} | module", "its result, shadowed"},
};

static const RecordRow aliases[] = {
    {"const load = require; load('x')", "require x {}", "under another name"},
    {"let load; load = require; function f() { load('x') }", "require[f] x {}", "assigned"},
    {"let load; if (a) load = require; load('x')", "require x {}", "under a condition"},
    {"function f(load = require) { load('x') }", "", "as a default value it is one of several"},
    {"let load; (load = require); load('x')", "", "in a parenthesis it looks like one"},
    {"(function (require) { require('x') })(require)", "require x {}", "handed to the function that uses it"},
    {"(function (a, require) { require('x') })(require, 1)", "", "handed on as something else"},
    {"(function (require) { require('x') }).call(this, require)", "require x {}", "by call"},
    {"(function (factory) {\n    if (typeof module === 'object' && typeof module.exports === 'object') {\n"
     "        var v = factory(require, exports);\n        if (v !== undefined) module.exports = v;\n    }\n"
     "    else if (typeof define === 'function' && define.amd) {\n        define(['require', 'exports', './x'], "
     "factory);\n"
     "    }\n})(function (require, exports) {\n    const x = require('./x');\n});\n",
     "require[~] ./x", "TypeScript's UMD wrapper does run its factory with the real one"},
    {"(function (f) { f() })(function (require) { require('x') })", "", "this one does not"},
};

static void test_shadows(void **state)
{
    (void)state;
    same_records(shadows, ROWS(shadows));
}

static void test_wrapper(void **state)
{
    (void)state;
    same_records(wrapper, ROWS(wrapper));
}

static void test_other_names(void **state)
{
    (void)state;
    same_records(created, ROWS(created));
    same_records(aliases, ROWS(aliases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shadows),
        cmocka_unit_test(test_wrapper),
        cmocka_unit_test(test_other_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

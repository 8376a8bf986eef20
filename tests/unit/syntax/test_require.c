/* Calls that ask for modules: their shapes, circumstances, scopes and values. */
#include "describe.h"

static const RecordRow shapes[] = {
    {"require('x')", "require x {}", "a call whose value is not used"},
    {"var a = require('x')", "require x", "any name may be used"},
    {"require(\"x\", y)", "require x {}", "a second argument is ignored, as Node does"},
    {"require(`x`)", "require x {}", "a template without substitutions"},
    {"require?.('x')", "require x {}", "an optional call"},
    {"(0, require)('x')", "require x {}", "through a sequence"},
    {"((require))('x')", "require x {}", "through parentheses"},
    {"new require('x')", "require x {}", "`new` calls it too"},
    {"module.require('x')", "require x {}", "the method of module"},
    {"require.resolve('x')", "require-resolve x", "resolution alone"},
    {"require.resolve('x', {paths: [y]})", "require-resolve x", "with options"},
    {"require.resolve.paths('x')", "", "asks for folders, not for a module"},
    {"import('x')", "dynamic-import x {}", "import()"},
    {"import(`x`)", "dynamic-import x {}", "import() of a template"},
    {"import.meta.resolve('x')", "import-meta-resolve x | module", "import.meta.resolve"},
    {"new URL('./a.png', import.meta.url)", "url ./a.png | module", "an asset"},
    {"new URL('./a.png', base)", "", "relative to something else"},
    {"new URL('./a.png')", "", "relative to nothing"},
    {"require()", "", "no argument"},
    {"require", "", "only mentioned"},
    {"require`x`", "", "a tag is called with an array"},
    {"if (a) { b(1, 2, 3); c = typeof require('x').d === 'e' }", "require[~] x {d}", "the type of what it gives"},
    {"typeof require; require.cache; require.extensions; require.main === module", "", "other uses"},
    {"foo.require('x'); foo.bar.require('y')", "", "somebody else's method"},
    {"require.ensure('x')", "", "webpack's"},
    {"_require('x'); requirejs('y'); $require('z')", "", "only a part of the name"},
    {"r\\u0065quire('x')", "require x {}", "an escape in the name"},
    {"require(...x)", "require[D] * {}", "a spread is not known"},
    {"require('a')('b')", "require a", "its value is called: a function, not a module"},
    {"require('a').b('c')", "require a {b}", "a method of it"},
    {"require(require('a').b)", "require[D] * {}; require a {b}", "one inside the other"},
    {"JSX = <a b={require('x')}>{import('y')} don't {/* */}</a>", "require x; dynamic-import y", "in JSX"},
};

static const RecordRow optional[] = {
    {"try { require('x') } catch {}", "require[O] x {}", "a catch makes it optional"},
    {"try { require('x') } catch (e) { require('y') } finally { require('z') }",
     "require[O] x {}; require[~] y {}; require z {}", "only in the block itself"},
    {"try { require('x') } finally {}", "require x {}", "no catch, no option"},
    {"try { if (a) { b(require('x')) } } catch {}", "require[O~] x", "further inside"},
    {"try { try { require('x') } finally {} } catch {}", "require[O] x {}", "a try without catch between"},
    {"try { function f() { require('x') } } catch {}", "require[f] x {}", "a function runs some other time"},
    {"try { (() => { require('x') })() } catch {}", "require[O] x {}", "unless it is called there"},
    {"try { (async () => { require('x') })() } catch {}", "require x {}", "but an async one rejects instead"},
    {"function f() { try { require('x') } catch {} }", "require[Of] x {}", "a try in a function"},
    {"try { class A { static b = require('x'); c = require('y') } } catch {}", "require[O] x; require[f] y",
     "static fields are set there, others by constructors"},
};

static const RecordRow conditional[] = {
    {"if (require('a')) require('b'); else require('c')", "require a; require[~] b {}; require[~] c {}", "if"},
    {"require('a') ? require('b') : require('c')", "require a; require[~] b; require[~] c", "?:"},
    {"require('a') && require('b') || require('c') ?? require('d')",
     "require a; require[~] b; require[~] c; require[~] d", "&&, ||, ??"},
    {"a ||= require('x'); b = require('y')", "require[~] x; require y", "||= but not ="},
    {"switch (require('a')) { case 1: require('b') }", "require a; require[~] b {}", "switch"},
    {"while (require('a')) require('b')", "require a; require[~] b {}", "while"},
    {"do require('a'); while (require('b'))", "require[~] a {}; require b", "do"},
    {"for (require('a'); require('b'); require('c')) require('d')",
     "require a; require b; require[~] c; require[~] d {}", "for: its first and second part always run"},
    {"for (const a of require('b')) require('c')", "require b; require[~] c {}", "for of"},
    {"const {a = require('x')} = b; ", "require[~] x", "a default is for what is missing"},
    {"label: { require('x') }", "require x {}", "a block is no condition"},
    {"with (a) require('x')", "require x {}", "nor is with"},
};

static const RecordRow functions[] = {
    {"function f() { require('x') }", "require[f] x {}", "a declaration"},
    {"const f = () => require('x')", "require[f] x", "an arrow"},
    {"const f = (a = require('x')) => a", "require[~f] x", "a default of a parameter"},
    {"({ m() { require('x') }, get g() { return require('y') } })", "require[f] x {}; require[f] y", "methods"},
    {"class A { m() { require('x') } static { require('y') } [require('z')]() {} }",
     "require[f] x {}; require y {}; require z", "a static block and a computed name run at once"},
    {"(function () { require('x') })()", "require x {}", "IIFE"},
    {"(function () { require('x') }())", "require x {}", "IIFE, the other way"},
    {"!function () { require('x') }(); +function () { require('y') }()", "require x {}; require y {}",
     "IIFE by operator"},
    {"(() => { require('x') })()", "require x {}", "an arrow"},
    {"(async () => { await import('x') })()", "dynamic-import x {}", "an async arrow"},
    {"(function () { require('x') }).call(this)", "require x {}", "by call"},
    {"(function () { require('x') }.apply(this, arguments))", "require x {}", "by apply"},
    {"(function () { require('x') }.bind(this))()", "require x {}", "by bind and a call"},
    {"new (function () { require('x') })()", "require x {}", "by new"},
    {"(function* () { require('x') })()", "require[f] x {}", "a generator waits for next()"},
    {"(function () { function g() { require('x') } })()", "require[f] x {}", "a function in it does not run by that"},
    {"[1].map(function () { require('x') })", "require[f] x {}", "a callback may never be called"},
    {"setTimeout(() => require('x'))", "require[f] x", "or later"},
};

static const RecordRow reexports[] = {
    {"module.exports = require('x')", "require[R] x", "the plain one"},
    {"exports = module.exports = require('x')", "require[R] x", "a chain"},
    {"module.exports = exports = require('x')", "require[R] x", "the other chain"},
    {"module.exports = (require('x'))", "require[R] x", "parentheses"},
    {"exports = require('x')", "require x", "has no effect in Node"},
    {"module.exports.a = require('x')", "require x", "one name only"},
    {"module.exports = require('x').a", "require x {a}", "a part of it"},
    {"module.exports = {...require('x')}", "require x", "a copy"},
    {"(function (module) { module.exports = require('x') })(y)", "require x", "another module"},
};

static const RecordRow names[] = {
    {"const {a, b: c, d = 1, e: f = 2} = require('x')", "require x {a, b:c, d, e:f}", "a pattern"},
    {"const {a: {b}, 'c d': e} = require('x')", "require x {a, c d:e}", "a pattern in it, a string"},
    {"const {a, ...b} = require('x')", "require x", "the rest may be anything"},
    {"const {[a]: b} = require('x')", "require x", "a computed key too"},
    {"const {} = require('x')", "require x {}", "none"},
    {"let a; ({a} = require('x'))", "require x {a}", "by assignment"},
    {"b = {a} = require('x')", "require x", "whose value is used again"},
    {"const a = require('x').b", "require x {b:a}", "a member"},
    {"require('x')['b']()", "require x {b}", "a member by string"},
    {"require('x')[b]", "require x", "a member by value"},
    {"f(require('x'))", "require x", "handed on"},
    {"const {a} = await import('x')", "dynamic-import x {a} | module-only await", "awaited"},
    {"f((await import('x')).a)", "dynamic-import x {a} | module-only await", "a member of what was awaited"},
    {"await import('x')", "dynamic-import x {} | module-only await", "for its effects"},
    {"const {a} = import('x')", "dynamic-import x", "a promise has other names"},
    {"import('x').then(a)", "dynamic-import x", "handed on"},
};

static void test_calls(void **state)
{
    (void)state;
    same_records(shapes, ROWS(shapes));
}

static void test_circumstances(void **state)
{
    (void)state;
    same_records(optional, ROWS(optional));
    same_records(conditional, ROWS(conditional));
    same_records(functions, ROWS(functions));
}

static void test_values(void **state)
{
    (void)state;
    same_records(reexports, ROWS(reexports));
    same_records(names, ROWS(names));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls),
        cmocka_unit_test(test_circumstances),
        cmocka_unit_test(test_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What makes an ambiguous file a module. The column `module` is what Node 26's own
 * containsModuleSyntax answered for the source.
 */
#include "describe.h"

static const struct {
    const char *source;
    bool module;
    bool await; /* awaits at top level, read as a module */
    const char *why;
} rows[] = {
    {"export {}", true, false, "an export"},
    {"import 'x'", true, false, "an import"},
    {"import('x')", false, false, "import() is for scripts too"},
    {"import.meta.url", true, false, "import.meta"},
    {"function f() { return import.meta }", true, false, "anywhere"},
    {"with (a) {} export {}", true, false, "V8 stops at the export"},
    {"return; export {}", true, false, "and returns are fine until then"},
    {"let require", true, false, "a name of the wrapper declared again"},
    {"const {a: {module}} = x", true, false, "in a pattern"},
    {"class exports {}", true, false, "a class"},
    {"const [__filename, ...__dirname] = x", true, false, "the other names"},
    {"var require", false, false, "var may repeat a parameter"},
    {"function require() {}", false, false, "and so may a function"},
    {"{ let require }", false, false, "a block has its own names"},
    {"for (let require of x);", false, false, "a loop as well"},
    {"import {require} from 'x'", true, false, "an import is one anyway"},
    {"await 0", true, true, "a script would need a semicolon after the name `await`"},
    {"await x", true, true, "the same"},
    {"await {}", true, true, "an object"},
    {"await !x; await ~x; await typeof x; await new X", true, true, "operators that a sum has not"},
    {"await ++x", true, true, "++ is none of a sum"},
    {"await +x", false, true, "a sum"},
    {"await - 0", false, true, "a difference"},
    {"await (x)", false, true, "a call"},
    {"await [x]", false, true, "a member"},
    {"await [].x", true, true, "no member"},
    {"await [...x]", true, true, "nor this"},
    {"await `x`", false, true, "a tagged template"},
    {"await /x/g", false, true, "two divisions"},
    {"await /x/.test(y)", true, true, "a regular expression"},
    {"await\nx", false, true, "two statements"},
    {"await // x\nx", false, true, "with a comment between"},
    {"await /* x */ x", true, true, "a comment is no line"},
    {"x\nawait y", true, true, "the newline before it does not help"},
    {"f(await x)", true, true, "in arguments"},
    {"f(await x); export {}", true, true, "followed by an export"},
    {"[await x]", true, true, "in an array"},
    {"const {a} = await x", true, true, "in a declaration"},
    {"if (await x) {}", true, true, "in a condition"},
    {"{ await x }", true, true, "in a block"},
    {"try { await x } catch {}", true, true, "in a try"},
    {"`${await x}`", false, true, "V8 misses a brace there, which Node does not ask about"},
    {"`${a + await x}`", false, true, "as long as nothing is between"},
    {"`${(await x)}`", true, true, "but a parenthesis is"},
    {"`${f(await x)}`", true, true, "or a call"},
    {"`${await x}`; await y", false, true, "the first error is the one that counts"},
    {"await y; `${await x}`", true, true, "also the other way"},
    {"for await (const x of y);", true, true, "for await"},
    {"await using x = y", true, true, "await using, since Node 24"},
    {"using x = y", false, false, "using alone is for scripts too"},
    {"async function f() { await x; for await (x of y); }", false, false, "a function's own"},
    {"async () => await x", false, false, "an arrow's"},
    {"({async f() { await x }})", false, false, "a method's"},
    {"class A { async f() { await x } }", false, false, "of a class"},
    {"class A extends (await x) {}", true, true, "a heritage is outside"},
    {"class A { [await x]() {} }", true, true, "and so is a computed name"},
    {"(async () => { await x })()", false, false, "an IIFE is a function still"},
    {"await x; return", false, true, "a return fails in a module"},
    {"if (a) { return } await x", false, true, "wherever it is"},
    {"function f() { return } await x", true, true, "but in a function"},
    {"await x; with (a) {}", false, true, "with fails too"},
    {"await x; delete a", false, true, "and delete of a name"},
    {"await x; delete a.b", true, true, "not of a property"},
    {"await x; new.target", false, true, "and new.target"},
    {"x.await; ({await: 1}); await: for (;;); class A { await() {} }", false, false, "not the operator"},
    {"x.export; ({export: 1, import: 2}); class A { export() {} }", false, false, "names of properties"},
    {"/* export {} */ 'import \"x\"'", false, false, "not code"},
    {"x = export", true, false, "broken, and by an export"},
    {"function f() { export }", true, false, "broken the same way"},
    {"export {{{", true, false, "the export comes first"},
    {"}} export {}", false, false, "the other error comes first"},
    {"'a\nexport {}", false, false, "so it does here"},
    {"await x; {{{", false, true, "an await is followed up, and the module does not compile"},
};

static void test_detection(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        for (int whole = 0; whole <= 1; whole++) {
            LodeParser *parser = lode_parser_new();
            LodeArena arena = {0};
            lode_parser_set_whole(parser, whole);
            LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_str(rows[i].source), &arena);
            bool module = record->has_module_syntax || record->has_module_only_syntax;
            if (module != rows[i].module || record->has_top_level_await != rows[i].await) {
                fail_msg("%s (%s): %s", rows[i].source, whole ? "whole" : "short", rows[i].why);
            }
            lode_arena_release(&arena);
            lode_parser_free(parser);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_detection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a CommonJS module sets on its exports, whether Node's lexer sees it or not. */
#include "syntax/cjs_assigned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Names as "a b", each with the first letter of its way: m(ember) a(lias) l(iteral) M(erged) d(efined) s(tatic). */
static const struct {
    const char *source;
    const char *expected;
    const char *why;
} rows[] = {
    {"exports.a = 1; exports['b c'] = 2; module.exports.d = 3", "m:a m:b c m:d", "members"},
    {"this.a = 1; function f() { this.b = 1 }", "m:a", "`this` is exports at the top level only"},
    {"(function (exports) { exports.a = 1 })({})", "", "a parameter of that name is another object"},
    {"(function (exports) { exports.a = 1 })(exports)", "m:a", "unless it is given the same one"},
    {"function f() { exports.a = 1 }", "m:a", "it may run later, and sets it then"},
    {"module.exports = {a: 1, b, c() {}, get d() { return 1 }, 'e': f(), ...g, [h]: 1}", "l:a l:b l:c l:d l:e",
     "a literal, past the value at which the lexer stops"},
    {"exports = module.exports = {a: f(1)}", "l:a", "a chain of assignments"},
    {"const api = {a: f()}; api.b = 1; module.exports = api", "l:a a:b", "a variable that becomes module.exports"},
    {"const api = exports; api.a = 1", "a:a", "another name for exports"},
    {"var self = module.exports = {}; self.a = 1", "a:a", "both at once"},
    {"function lib() {} lib.a = 1; module.exports = lib", "a:a", "a function with members"},
    {"const api = {}; function f(api) { api.b = 1 } module.exports = api", "", "in a function it may be another one"},
    {"class A { static a() {} static b = 1; c() {} } module.exports = A", "s:a s:b", "static members of a class"},
    {"module.exports = class { static a() {} }", "s:a", "that has no name"},
    {"Object.assign(module.exports, {a: 1}, {b: 2})", "M:a M:b", "merged in"},
    {"Object.defineProperty(exports, 'a', {get() { return 1 }}); Object.defineProperties(exports, {b: {}})", "d:a d:b",
     "defined"},
    {"Object.assign({}, {a: 1}); other.exports = {b: 1}; module.other = {c: 1}", "", "other objects"},
    {"exports.a = exports.b = 1; exports.a = 2", "m:a m:b", "each name once, where it is set first"},
    {"exports.a = 1; }{ exports.b = 2", "m:a m:b", "a syntax error loses nothing that is certain"},
    {"exports.\\u0061 = 1", "m:a", "escapes in names"},
    {"", "", "nothing"},
};

static void test_rows(void **state)
{
    (void)state;
    static const char ways[] = "malMds";
    LodeParser *parser = lode_parser_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LodeArena arena = {0};
        LodeBuf text = {0};
        LodeAssignedName *names;
        uint32_t count = lode_assigned_names(parser, lode_str(rows[i].source), &arena, &names);
        for (uint32_t k = 0; k < count; k++) {
            lode_buf_printf(&text, "%s%c:%.*s", k ? " " : "", ways[names[k].way], LODE_STR_ARG(names[k].name));
        }
        if (!lode_str_equal(lode_buf_str(&text), lode_str(rows[i].expected))) {
            fail_msg("%s: %s\nis       %.*s\nexpected %s", rows[i].why, rows[i].source,
                     LODE_STR_ARG(lode_buf_str(&text)), rows[i].expected);
        }
        lode_buf_release(&text);
        lode_arena_release(&arena);
    }
    lode_parser_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests_name("assigned names", tests, NULL, NULL);
}

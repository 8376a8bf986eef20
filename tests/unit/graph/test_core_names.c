/* The names of core modules. That they are Node's own is what `node tools/core-names.mjs --check` shows. */
#include "tests/unit/base/rows.h"

#include "graph/core_names.h"
#include "resolver/resolver.h"

static const struct {
    const char *module;
    const char *name;
    int since; /* the first version that has it, 0 for none */
    int until; /* the last one */
    const char *why;
} rows[] = {
    {"fs", "readFileSync", 20, 26, "in every version"},
    {"fs", "readFileSync ", 0, 0, "names are whole"},
    {"fs", "default", 0, 0, "which every module has"},
    {"fs/promises", "readFile", 20, 26, "a subpath"},
    {"module", "registerHooks", 22, 26, "newer"},
    {"assert", "CallTracker", 20, 24, "gone"},
    {"sqlite", "DatabaseSync", 22, 26, "a newer module"},
    {"test", "describe", 20, 26, "one that needs its prefix"},
    {"_stream_duplex", "from", 20, 24, "a module that is gone"},
    {"no-such-module", "x", 0, 0, "no core module"},
    {"", "x", 0, 0, "nor this"},
};

static bool has(LodeStr module, const char *name, int version)
{
    LodeArena arena = {0};
    LodeStr *names;
    size_t count = lode_core_names(module, version, &arena, &names);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        assert_true(names[i].size > 0);
        assert_true(i == 0 || lode_str_compare(names[i - 1], names[i]) < 0);
        found = found || lode_str_equal(names[i], lode_str(name));
    }
    lode_arena_release(&arena);
    return found;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        for (int version = 20; version <= 26; version += 2) {
            bool expected = version >= rows[i].since && version <= rows[i].until;
            if (has(lode_str(rows[i].module), rows[i].name, version) != expected) {
                fail_msg("%s of %s in Node %d: %s", rows[i].name, rows[i].module, version, rows[i].why);
            }
        }
    }
}

/* A module of another version has no names: both tables were made from the same programs. */
static void test_modules(void **state)
{
    (void)state;
    static const char *const modules[] = {"fs", "_stream_duplex", "sqlite", "test", "process", "wasi", "quic"};
    for (size_t i = 0; i < ROWS(modules); i++) {
        for (int version = 20; version <= 26; version += 2) {
            LodeArena arena = {0};
            LodeStr *names;
            bool needs_prefix = false;
            bool exists = lode_is_core_module(lode_str(modules[i]), version, &needs_prefix);
            assert_int_equal(lode_core_names(lode_str(modules[i]), version, &arena, &names) > 0, exists);
            lode_arena_release(&arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_modules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

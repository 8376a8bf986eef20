/* Entries: what arguments mean. */
#include "graph/entries.h"
#include "tests/unit/graph/world.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *files;
    const char *arguments; /* with spaces between, relative to /p */
    const char *expected;  /* entries with spaces between */
    LodeErrorCode code;
    const char *why;
} Row;

#define PACKAGE                                                                                                 \
    "@ /p/package.json\n{\"main\":\"lib/m.js\",\"bin\":\"run\",\"exports\":{\".\":{\"types\":\"./lib/m.d.ts\"," \
    "\"default\":\"./lib/m.js\"},\"./package.json\":\"./package.json\",\"./*\":\"./lib/*.mjs\"}}\n"             \
    "@ /p/lib/m.js\n@ /p/lib/m.d.ts\n@ /p/lib/e.mjs\n@ /p/run\n@ /p/other.js\n"
#define TREE                                                                                            \
    "@ /p/a.js\n@ /p/b.ts\n@ /p/c.css\n@ /p/d.d.ts\n@ /p/src/e.mjs\n@ /p/src/f/g.jsx\n@ /p/.git/h.js\n" \
    "@ /p/.eslintrc.js\n@ /p/node_modules/x/i.js\n@ /p/src/node_modules/y/j.js\n"

static const Row rows[] = {
    {PACKAGE, "", "/p/lib/e.mjs /p/lib/m.js /p/run", 0, "nothing: the package's entry points, without types and JSON"},
    {PACKAGE, ".", "/p/lib/e.mjs /p/lib/m.js /p/run", 0, "a directory: the same"},
    {PACKAGE, "other.js", "/p/other.js", 0, "a file is itself"},
    {PACKAGE, "other", "/p/other", 0, "also without its extension, as for node"},
    {PACKAGE, "/p/other.js ./lib/../other.js", "/p/other.js", 0, "absolute or not, once"},
    {PACKAGE, "lib", "/p/lib/e.mjs /p/lib/m.js", 0, "a directory with neither a package nor an index: its sources"},
    {TREE, "", "/p/.eslintrc.js /p/a.js /p/b.ts /p/src/e.mjs /p/src/f/g.jsx", 0,
     "without a package every source file, but not in node_modules and dot folders"},
    {TREE, "src", "/p/src/e.mjs /p/src/f/g.jsx", 0, "below a directory"},
    {TREE "@ /p/src/index.mjs\n", "src", "/p/src/index.mjs", 0, "its index where there is one"},
    {TREE, "*.js", "/p/.eslintrc.js /p/a.js", 0, "a glob is anchored at the working directory"},
    {TREE, "**/*.js", "/p/.eslintrc.js /p/a.js", 0, "two stars go down, but not into node_modules"},
    {TREE, "node_modules/**/*.js", "/p/node_modules/x/i.js", 0, "unless they are named"},
    {TREE, "**/node_modules/**", "/p/node_modules/x/i.js /p/src/node_modules/y/j.js", 0, "anywhere in the pattern"},
    {TREE, ".git/*", "/p/.git/h.js", 0, "dot folders likewise"},
    {TREE, "src/{e,f/g}.*", "/p/src/e.mjs /p/src/f/g.jsx", 0, "braces"},
    {TREE, "/p/src/*.mjs", "/p/src/e.mjs", 0, "an absolute glob"},
    {TREE, "src/../*.ts", "/p/b.ts", 0, "a glob behind dots, without declarations"},
    {"@ /p/[id].js\n@ /p/i.js\n", "[id].js", "/p/[id].js", 0, "a file goes before a glob"},
    {TREE, "none.js", "", LODE_ERROR_LODE_ENTRY_NOT_FOUND, "nothing of this name"},
    {TREE, "none.js a.js", "/p/a.js", LODE_ERROR_LODE_ENTRY_NOT_FOUND, "the others are there all the same"},
    {TREE, "*.coffee", "", LODE_ERROR_LODE_ENTRY_NOT_FOUND, "a glob that matches nothing"},
    {TREE, "*.css", "", LODE_ERROR_LODE_ENTRY_NOT_FOUND, "or no source"},
    {"@ /p/\n", "", "", LODE_ERROR_LODE_ENTRY_NOT_FOUND, "an empty project"},
    {"@ /p/package.json\n{\n@ /p/a.js\n", "", "", LODE_ERROR_ERR_INVALID_PACKAGE_CONFIG, "a broken package.json"},
    {"@ /p/package.json\n{}\n@ /p/a.js\n@ /p/index.js\n", "", "/p/index.js", 0, "a package without main has its index"},
    {"@ /p/src/l -> ../t\n@ /p/src/loop -> ../src\n@ /p/t/a.js\n@ /p/src/k.js -> ../t/a.js\n", "src", "/p/src/k.js", 0,
     "links to folders are not followed, links to files are"},
};

static const char *joined(World *world, const LodeStr *entries, size_t count)
{
    LodeBuf text = {0};
    lode_buf_puts(&text, "");
    for (size_t i = 0; i < count; i++) {
        lode_buf_puts(&text, i ? " " : "");
        lode_buf_append(&text, entries[i]);
    }
    const char *copy = lode_arena_copy(&world->arena, lode_buf_str(&text)).data;
    lode_buf_release(&text);
    return copy;
}

static void find(World *world, const char *arguments, const char **entries, LodeError *error)
{
    LodeStr list[8];
    size_t count = 0;
    for (const char *at = arguments; *at;) {
        size_t size = strcspn(at, " ");
        assert_true(count < 8);
        list[count++] = (LodeStr){at, size};
        at += size + (at[size] == ' ');
    }
    LodeResolverOptions options = lode_resolver_options_default();
    LodeResolver *resolver = lode_resolver_new(world->cache, &options);
    LodeStr *found;
    size_t found_count;
    *error = (LodeError){0};
    bool ok = lode_entries_find(resolver, LODE_STR("/p"), LODE_STR("/p"), list, count, &world->arena, &found,
                                &found_count, error);
    assert_int_equal(ok, error->code == LODE_ERROR_NONE);
    *entries = joined(world, found, found_count);
    lode_resolver_free(resolver);
}

static void test_rows(void **state)
{
    (void)state;
    bool failed = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        World world;
        LodeError error;
        const char *text;
        world_init(&world, rows[i].files);
        find(&world, rows[i].arguments, &text, &error);
        if (strcmp(text, rows[i].expected) != 0 || error.code != rows[i].code) {
            print_error("'%s': %s %s, not %s (%s)\n", rows[i].arguments, text, lode_error_code_text(error.code),
                        rows[i].expected, rows[i].why);
            failed = true;
        }
        world_release(&world);
    }
    assert_false(failed);
}

typedef struct HintRow {
    const char *argument;
    const char *hint; /* NULL for none */
} HintRow;

static void test_hints(void **state)
{
    (void)state;
    static const HintRow hints[] = {
        {"src/Main.mjs", "did you mean 'src/main.mjs'?"}, /* another case */
        {"src/main.js", "did you mean 'src/main.mjs'?"},  /* another extension */
        {"src/mian.mjs", "did you mean 'src/main.mjs'?"}, /* letters changed places */
        {"scr", "did you mean 'src'?"},
        {"src/server.mjs", NULL}, /* nothing like it */
        {"none/main.mjs", NULL},  /* no such folder */
    };
    World world;
    world_init(&world, "@ /p/src/main.mjs\n@ /p/src/other.mjs\n@ /p/package.json\n{}\n");
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        LodeError error;
        const char *text;
        find(&world, hints[i].argument, &text, &error);
        assert_int_equal(error.code, LODE_ERROR_LODE_ENTRY_NOT_FOUND);
        if (hints[i].hint) {
            assert_non_null(error.notes);
            assert_string_equal(error.notes->text.data, hints[i].hint);
        } else {
            assert_null(error.notes);
        }
    }
    world_release(&world);
}

static void test_root(void **state)
{
    (void)state;
    World world;
    world_init(&world, "@ /p/package.json\n{}\n@ /p/a/b/\n@ /q/a/\n@ /r/package.json/\n");
    assert_string_equal(lode_entries_root(world.memo, LODE_STR("/p/a/b"), &world.arena).data, "/p");
    assert_string_equal(lode_entries_root(world.memo, LODE_STR("/p"), &world.arena).data, "/p");
    assert_string_equal(lode_entries_root(world.memo, LODE_STR("/q/a"), &world.arena).data, "/q/a");
    assert_string_equal(lode_entries_root(world.memo, LODE_STR("/r"), &world.arena).data, "/r");
    world_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

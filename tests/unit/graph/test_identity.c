/* Ids of URLs and paths. */
#include "graph/identity.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *root;
    const char *url;
    const char *id;
    const char *why;
} Row;

static const Row rows[] = {
    {"/p", "file:///p/src/a.js", "src/a.js", "relative to the root"},
    {"/p", "file:///p/node_modules/a/index.js", "node_modules/a/index.js", "packages too"},
    {"/p/q", "file:///p/a.js", "../a.js", "outside the root"},
    {"/p/q", "file:///x/y.js", "../../x/y.js", "far outside"},
    {"/p", "file:///pq/a.js", "../pq/a.js", "a name that begins like the root"},
    {"/", "file:///a/b.js", "a/b.js", "the root of the file system"},
    {"/p", "file:///p", ".", "the root itself"},
    {"/p", "file:///p/a%20b.js", "a b.js", "decoded: people read paths"},
    {"/p", "file:///p/%C3%A9.js", "\xC3\xA9.js", "in UTF-8"},
    {"/p", "file:///p/a%0Ab.js", "a\nb.js", "a newline is a character"},
    {"/p", "file:///p/100%25.js", "100%.js", "a percent sign"},
    {"/p q", "file:///p%20q/a.js", "a.js", "in the root as well"},
    {"/p", "file:///p/a.js?x=1", "a.js?x=1", "the query is part of the identity"},
    {"/p", "file:///p/a.js#x", "a.js#x", "the fragment too"},
    {"/p", "file:///p/a.js?x=%20/y", "a.js?x=%20/y", "as the URL has it"},
    {"/p", "file:///p/a%3Fb.js", "a?b.js", "a name with a question mark"},
    {"/p", "node:fs", "node:fs", "core modules"},
    {"/p", "node:fs/promises", "node:fs/promises", "with their slash"},
    {"/p", "data:text/javascript,1", "data:text/javascript,1", "other URLs stand for themselves"},
    {"/p", "https://a.b/c.js?d", "https://a.b/c.js?d", "of every scheme"},
    {"/p", "file://host/a.js", "file://host/a.js", "also where a host is named"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LodeArena arena = {0};
        LodeStr id = lode_graph_id(&arena, lode_str(rows[i].root), lode_str(rows[i].url));
        if (!lode_str_equal(id, lode_str(rows[i].id))) {
            print_error("%s in %s: %.*s, not %s (%s)\n", rows[i].url, rows[i].root, LODE_STR_ARG(id), rows[i].id,
                        rows[i].why);
            fail();
        }
        lode_arena_release(&arena);
    }
}

static void test_paths(void **state)
{
    (void)state;
    LodeArena arena = {0};
    assert_string_equal(lode_graph_id_of_path(&arena, LODE_STR("/p"), LODE_STR("/p/a%20b.js")).data, "a%20b.js");
    assert_string_equal(lode_graph_id_of_path(&arena, LODE_STR("/p/q"), LODE_STR("/p")).data, "..");
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

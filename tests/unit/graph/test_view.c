/* Views: what is shown under which options. */
#include "graph/view.h"
#include "tests/unit/graph/sketch.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *graph;
    LodeViewOptions options;
    const char *focus;
    const char *expected; /* nodes | edges | roots */
    const char *why;
} Row;

static const Row rows[] = {
    {"*a>b b>c", {.depth = 0}, NULL, "a b c | a-b b-c | a", "without options the graph itself"},
    {"*a>b a>b a!x", {.depth = 0}, NULL, "a b | a-b a-b a-! | a", "each request is an edge, failed ones too"},
    {"*a>b b>c c>d", {.has_depth = true, .depth = 1}, NULL, "a b | a-b | a", "depth counts from the entry"},
    {"*a>b b>c *c>d", {.has_depth = true, .depth = 1}, NULL, "a b c d | a-b b-c c-d | a c", "from the nearest entry"},
    {"*a>b b>c x>a", {.has_depth = true, .depth = 0}, NULL, "a | | a", "the entries alone"},
    {"*a>b b>c c>d d>e", {.focus_depth = 1}, "c", "b c d | b-c c-d | b", "focus shows both neighbours"},
    {"*a>b b>c c>d d>e", {.focus_depth = 0}, "c", "c | | c", "or none"},
    {"*a>b b>c c>d d>e", {.focus_depth = 2}, "c", "a b c d e | a-b b-c c-d d-e | a", "or those of neighbours"},
    {"*a>b b>c c>d a>x", {.focus_depth = 1}, "[bc]", "a b c d | a-b b-c c-d | a", "several in focus"},
    {"*a>b", {.focus_depth = 1}, "nothing", " | | ", "a focus that matches nothing shows nothing"},
    {"*a>b b>c c>d",
     {.focus_depth = 1, .has_depth = true, .depth = 1},
     "b",
     "a b | a-b | a",
     "depth counts in the whole graph"},
    {"*a>b b>c", {.reverse = true}, NULL, "a b c | b-a c-b | c", "reversed edges, from what loads nothing"},
    {"*a>b b>c a!x", {.reverse = true}, NULL, "a b c | b-a c-b | c", "a failed edge has no other direction"},
    {"*a>b b>c c>d x>c",
     {.reverse = true, .focus_depth = 9},
     "c",
     "a b c x | b-a c-b c-x | c",
     "reversed with a focus: who loads it"},
    {"*a>b b>c c>d",
     {.reverse = true, .focus_depth = 9, .has_depth = true, .depth = 1},
     "c",
     "b c | c-b | c",
     "depth from the focus then"},
    {"*a>b b>c c>b c>d", {.only_cycles = true}, NULL, "b c | b-c c-b | b", "only what is on a cycle"},
    {"*a>a a>b", {.only_cycles = true}, NULL, "a | a-a | a", "a self-import is one"},
    {"*a>b b>a b>c c>d d>c",
     {.only_cycles = true},
     NULL,
     "a b c d | a-b b-a c-d d-c | a c",
     "edges between cycles are on none"},
    {"*a>b b~a",
     {.only_cycles = true, .filter = {1u << LODE_REQUEST_DYNAMIC_IMPORT, 0}},
     NULL,
     " | | ",
     "of the edges that the filter follows"},
    {"*a~b a>c",
     {.filter = {1u << LODE_REQUEST_DYNAMIC_IMPORT, 0}},
     NULL,
     "a b c | a-c | a b",
     "a filter takes edges, not modules"},
    {"*src/a>src/b src/b>lib/c src/a>lib/c lib/c>src/b",
     {.collapse = LODE_COLLAPSE_FOLDERS},
     NULL,
     "lib src | lib-src src-lib*2 | src",
     "folders, with counted edges and without inner ones"},
    {"*a>b", {.collapse = LODE_COLLAPSE_FOLDERS}, NULL, ". | | .", "the folder of the root"},
    {"*a>node_modules/x/lib/y node_modules/x/lib/y>node_modules/x/z",
     {.collapse = LODE_COLLAPSE_FOLDERS},
     NULL,
     ". node_modules/x | .-node_modules/x | .",
     "a package in node_modules is one folder"},
    {"*a>node_modules/@s/x/y node_modules/@s/x/y>node_modules/@s/x/node_modules/z/w",
     {.collapse = LODE_COLLAPSE_PACKAGES},
     NULL,
     ". node_modules/@s/x node_modules/@s/x/node_modules/z | .-node_modules/@s/x "
     "node_modules/@s/x-node_modules/@s/x/node_modules/z | .",
     "packages by their path: scopes, and copies inside others"},
    {"*a!x a!y src/b!z",
     {.collapse = LODE_COLLAPSE_FOLDERS},
     NULL,
     ". src | .-! .-! src-! | . src",
     "failed edges are not counted together"},
    {"*p/a>q/b q/b>p/c",
     {.collapse = LODE_COLLAPSE_FOLDERS, .only_cycles = true},
     NULL,
     "p q | p-q q-p | p",
     "cycles of folders where modules have none"},
    {"a>b b>a c>d", {.depth = 0}, NULL, "a b c d | a-b b-a c-d | c a", "roots cover everything, cycles last"},
    {"", {.depth = 0}, NULL, " | | ", "nothing at all"},
};

static void append_node(LodeBuf *text, const LodeView *view, uint32_t node)
{
    lode_buf_append(text, view->nodes[node].id);
}

static const char *describe(LodeArena *arena, const LodeView *view)
{
    LodeBuf text = {0};
    for (uint32_t i = 0; i < view->node_count; i++) {
        lode_buf_puts(&text, i ? " " : "");
        append_node(&text, view, i);
        assert_int_equal(lode_view_find(view, view->nodes[i].id), i);
    }
    lode_buf_puts(&text, " |");
    uint32_t next = 0;
    for (uint32_t i = 0; i < view->node_count; i++) {
        for (uint32_t k = 0; k < view->nodes[i].edge_count; k++, next++) {
            const LodeViewEdge *edge = &view->edges[view->nodes[i].first_edge + k];
            assert_int_equal(view->nodes[i].first_edge + k, next);
            assert_int_equal(edge->from, i);
            lode_buf_puts(&text, " ");
            append_node(&text, view, i);
            lode_buf_puts(&text, "-");
            if (edge->to == LODE_MODULE_NONE) {
                lode_buf_puts(&text, "!");
            } else {
                append_node(&text, view, edge->to);
            }
            if (edge->count > 1) {
                lode_buf_printf(&text, "*%u", edge->count);
            }
        }
    }
    assert_int_equal(next, view->edge_count);
    lode_buf_puts(&text, " | ");
    for (uint32_t i = 0; i < view->root_count; i++) {
        lode_buf_puts(&text, i ? " " : "");
        append_node(&text, view, view->roots[i]);
    }
    const char *copy = lode_arena_copy(arena, lode_buf_str(&text)).data;
    lode_buf_release(&text);
    return copy;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LodeArena arena = {0};
        LodeViewOptions options = rows[i].options;
        if (rows[i].focus) {
            LodeStr pattern = lode_str(rows[i].focus);
            assert_true(lode_glob_set_init(&options.focus, &arena, &pattern, 1, NULL));
        }
        LodeView view = lode_view_make(sketch_graph(&arena, rows[i].graph), &options, &arena);
        const char *text = describe(&arena, &view);
        if (strcmp(text, rows[i].expected) != 0) {
            print_error("%s: %s, not %s (%s)\n", rows[i].graph, text, rows[i].expected, rows[i].why);
            fail();
        }
        lode_arena_release(&arena);
    }
}

static void test_sums(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeGraph *graph = sketch_graph(&arena, "*p/a>q/b p/c>q/b p/a!x q/b>n");
    LodeViewOptions options = {.collapse = LODE_COLLAPSE_FOLDERS};
    graph->modules[lode_graph_find(graph, LODE_STR("n"))].is_external = true;
    LodeView view = lode_view_make(graph, &options, &arena);
    const LodeViewNode *p = &view.nodes[lode_view_find(&view, LODE_STR("p"))];
    const LodeViewNode *q = &view.nodes[lode_view_find(&view, LODE_STR("q"))];
    const LodeViewNode *n = &view.nodes[lode_view_find(&view, LODE_STR("."))];
    assert_int_equal(p->module_count, 2);
    assert_int_equal(p->bytes, 20);
    assert_int_equal(p->format, LODE_FORMAT_NONE);
    assert_true(p->is_entry);
    assert_int_equal(p->depth, 0);
    assert_int_equal(q->depth, 1);
    assert_int_equal(q->format, LODE_FORMAT_MODULE);
    assert_false(q->is_external);
    assert_true(n->is_external);
    assert_int_equal(view.unresolved_count, 1);
    assert_int_equal(view.bytes, 40);
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_sums)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

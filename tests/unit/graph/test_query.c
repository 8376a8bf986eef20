/* Chains and reachability. */
#include "graph/query.h"
#include "tests/unit/graph/sketch.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SET_LIMIT = 8 };

/* The modules called by the letters of `names`. */
static LodeModuleSet set_of(LodeArena *arena, const LodeGraph *graph, const char *names)
{
    LodeModuleIndex *items = LODE_ARENA_NEW(arena, LodeModuleIndex, SET_LIMIT);
    size_t count = 0;
    for (; names[count]; count++) {
        items[count] = lode_graph_find(graph, (LodeStr){names + count, 1});
        assert_int_not_equal(items[count], LODE_MODULE_NONE);
    }
    return (LodeModuleSet){items, count};
}

typedef struct WhyRow {
    const char *graph;
    const char *from;
    const char *to;
    const char *expected; /* NULL for none; "" where a start is an end */
    const char *why;
} WhyRow;

static const WhyRow why_rows[] = {
    {"a>b b>c", "a", "c", "a b c", "a chain"},
    {"a>b b>c", "c", "a", NULL, "edges have a direction"},
    {"a>b b>c a>c", "a", "c", "a c", "the shortest"},
    {"a>c a>b b>d c>d", "a", "d", "a b d", "the smaller ids where two are as short"},
    {"a>b", "a", "a", "", "a module is there without a chain"},
    {"a>b c>b d", "d", "b", NULL, "a module without edges"},
    {"a>b b>c d>c", "ad", "c", "d c", "from the nearest of several"},
    {"a>b b>c a>d", "a", "cd", "a d", "to the nearest of several"},
    {"a!b b>c a>b", "a", "c", "a b c", "a failed request is no step"},
    {"a>b b>a b>c", "a", "c", "a b c", "cycles do no harm"},
    {"a?b a>c c>b", "a", "b", "a c b", "names of files are no steps of loading"},
};

static void test_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof why_rows / sizeof *why_rows; i++) {
        const WhyRow *row = &why_rows[i];
        LodeArena arena = {0};
        LodeGraph *graph = sketch_graph(&arena, row->graph);
        LodeChain chain = {0};
        bool found = lode_query_why(graph, LODE_EDGE_FILTER_LOADING, set_of(&arena, graph, row->from),
                                    set_of(&arena, graph, row->to), &arena, &chain);
        const char *text = found ? sketch_path(&arena, graph, chain.edges, chain.count) : NULL;
        if (!text != !row->expected || (text && strcmp(text, row->expected) != 0)) {
            print_error("%s, %s to %s: %s (%s)\n", row->graph, row->from, row->to, text ? text : "none", row->why);
            fail();
        }
        lode_arena_release(&arena);
    }
}

typedef struct AllRow {
    const char *graph;
    const char *from;
    const char *to;
    size_t limit;
    const char *expected;
    bool truncated;
    const char *why;
} AllRow;

static const AllRow all_rows[] = {
    {"a>b b>c a>c", "a", "c", 10, "a c; a b c; ", false, "all, the shortest first"},
    {"a>b b>c a>c", "a", "c", 1, "a c; ", true, "a limit keeps the shortest and says so"},
    {"a>b b>c a>c", "a", "c", 2, "a c; a b c; ", false, "a limit that is just enough truncates nothing"},
    {"a>b b>a a>c b>c", "a", "c", 10, "a c; a b c; ", false, "no module twice"},
    {"a>c a>b b>d c>d", "a", "d", 10, "a b d; a c d; ", false, "by ids where they are as short"},
    {"a>b a>b b>c", "a", "c", 10, "a b c; ", false, "two requests for one module are one step"},
    {"a>b b>c c>d", "a", "bd", 10, "a b; ", false, "a chain ends at the first target"},
    {"a>b c>b", "ac", "b", 10, "a b; c b; ", false, "from each start"},
    {"a>b", "a", "a", 10, "; ", false, "a start that is a target"},
    {"a>b", "b", "a", 10, "", false, "none"},
    {"a>b b>c c>d d>e a>e", "a", "e", 10, "a e; a b c d e; ", false, "lengths without a chain are passed over"},
};

static void test_why_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof all_rows / sizeof *all_rows; i++) {
        const AllRow *row = &all_rows[i];
        LodeArena arena = {0};
        LodeBuf text = {0};
        LodeGraph *graph = sketch_graph(&arena, row->graph);
        LodeChains chains = lode_query_why_all(graph, LODE_EDGE_FILTER_LOADING, set_of(&arena, graph, row->from),
                                               set_of(&arena, graph, row->to), row->limit, &arena);
        for (size_t k = 0; k < chains.count; k++) {
            lode_buf_printf(&text, "%s; ", sketch_path(&arena, graph, chains.items[k].edges, chains.items[k].count));
        }
        if (!lode_str_equal(lode_buf_str(&text), lode_str(row->expected)) || chains.truncated != row->truncated) {
            print_error("%s: %s%s (%s)\n", row->graph, text.data, chains.truncated ? "truncated" : "", row->why);
            fail();
        }
        lode_buf_release(&text);
        lode_arena_release(&arena);
    }
}

/* 2^30 chains from one end to the other: the limit ends it, with the shortest. */
static void test_many_chains(void **state)
{
    (void)state;
    enum { STAGES = 30, COUNT = STAGES * 3 + 1, EDGES = STAGES * 4 };
    LodeArena arena = {0};
    uint32_t edges[EDGES][2];
    for (uint32_t i = 0; i < STAGES; i++) {
        uint32_t steps[4][2] = {{3 * i, 3 * i + 1}, {3 * i, 3 * i + 2}, {3 * i + 1, 3 * i + 3}, {3 * i + 2, 3 * i + 3}};
        memcpy(edges + 4 * i, steps, sizeof steps);
    }
    LodeGraph *graph = sketch_large(&arena, COUNT, (const uint32_t(*)[2])edges, EDGES);
    LodeModuleIndex from = 0;
    LodeModuleIndex to = COUNT - 1;
    LodeChains chains = lode_query_why_all(graph, LODE_EDGE_FILTER_ALL, (LodeModuleSet){&from, 1},
                                           (LodeModuleSet){&to, 1}, 100, &arena);
    assert_int_equal(chains.count, 100);
    assert_true(chains.truncated);
    for (size_t i = 0; i < chains.count; i++) {
        assert_int_equal(chains.items[i].count, STAGES * 2);
    }
    lode_arena_release(&arena);
}

/* A complete graph whose one edge to the target is beyond reach of short chains: the number of steps ends it. */
static void test_step_limit(void **state)
{
    (void)state;
    enum { COUNT = 40 };
    LodeArena arena = {0};
    uint32_t edges[COUNT * COUNT][2];
    uint32_t count = 0;
    for (uint32_t i = 0; i < COUNT - 1; i++) {
        for (uint32_t k = 0; k < COUNT - 1; k++) {
            if (i != k) {
                edges[count][0] = i;
                edges[count++][1] = k;
            }
        }
    }
    edges[count][0] = COUNT - 2;
    edges[count++][1] = COUNT - 1;
    LodeGraph *graph = sketch_large(&arena, COUNT, (const uint32_t(*)[2])edges, count);
    LodeModuleIndex from = 0;
    LodeModuleIndex to = COUNT - 1;
    LodeChains chains = lode_query_why_all(graph, LODE_EDGE_FILTER_ALL, (LodeModuleSet){&from, 1},
                                           (LodeModuleSet){&to, 1}, SIZE_MAX / 2, &arena);
    assert_true(chains.truncated);
    assert_true(chains.count > 1000);
    assert_int_equal(chains.items[0].count, 2);
    lode_arena_release(&arena);
}

static const char *describe(LodeArena *arena, const LodeGraph *graph, LodeReach reach)
{
    LodeBuf text = {0};
    for (size_t i = 0; i < reach.count; i++) {
        const LodeReached *item = &reach.items[i];
        lode_buf_printf(&text, "%s%u", graph->modules[item->module].id.data, item->depth);
        if (item->edge != LODE_EDGE_NONE) {
            lode_buf_printf(&text, "(%s)", sketch_path(arena, graph, &item->edge, 1));
        }
        lode_buf_puts(&text, "; ");
    }
    const char *copy = lode_arena_copy(arena, lode_buf_str(&text)).data;
    lode_buf_release(&text);
    return copy;
}

static void test_reach(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeGraph *graph = sketch_graph(&arena, "a>c a>b b>d c>d d>a e>a x");
    LodeModuleSet a = set_of(&arena, graph, "a");
    LodeModuleSet d = set_of(&arena, graph, "d");
    LodeEdgeFilter filter = LODE_EDGE_FILTER_LOADING;
    assert_string_equal(describe(&arena, graph, lode_query_reach(graph, filter, a, UINT32_MAX, &arena)),
                        "a0; b1(a b); c1(a c); d2(b d); ");
    assert_string_equal(describe(&arena, graph, lode_query_reach(graph, filter, a, 1, &arena)),
                        "a0; b1(a b); c1(a c); ");
    assert_string_equal(describe(&arena, graph, lode_query_dependents(graph, filter, d, UINT32_MAX, &arena)),
                        "d0; b1(b d); c1(c d); a2(a b); e3(e a); ");
    assert_string_equal(
        describe(&arena, graph, lode_query_dependents(graph, filter, set_of(&arena, graph, "xed"), 1, &arena)),
        "d0; e0; x0; b1(b d); c1(c d); ");
    lode_arena_release(&arena);
}

/* No recursion: a chain of 100,000 modules, both ways. */
static void test_long_chain(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    LodeArena arena = {0};
    uint32_t(*edges)[2] = lode_alloc(COUNT * sizeof *edges);
    for (uint32_t i = 0; i + 1 < COUNT; i++) {
        edges[i][0] = i;
        edges[i][1] = i + 1;
    }
    LodeGraph *graph = sketch_large(&arena, COUNT, (const uint32_t(*)[2])edges, COUNT - 1);
    LodeModuleIndex first = 0;
    LodeModuleIndex last = COUNT - 1;
    LodeModuleSet from = {&first, 1};
    LodeModuleSet to = {&last, 1};
    LodeChain chain;
    assert_true(lode_query_why(graph, LODE_EDGE_FILTER_ALL, from, to, &arena, &chain));
    assert_int_equal(chain.count, COUNT - 1);
    LodeChains all = lode_query_why_all(graph, LODE_EDGE_FILTER_ALL, from, to, 10, &arena);
    assert_int_equal(all.count, 1);
    assert_false(all.truncated);
    LodeReach reach = lode_query_dependents(graph, LODE_EDGE_FILTER_ALL, to, UINT32_MAX, &arena);
    assert_int_equal(reach.count, COUNT);
    assert_int_equal(reach.items[COUNT - 1].depth, COUNT - 1);
    free(edges);
    lode_arena_release(&arena);
}

static void test_reverse(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeGraph *graph = sketch_graph(&arena, "a>b a>c b>c c>a a!x c>c");
    LodeReverse reverse = lode_graph_reverse(graph, &arena);
    static const char *const expected[] = {"c a", "a b", "a c b c c c"};
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        LodeBuf text = {0};
        for (uint32_t k = reverse.first[i]; k < reverse.first[i + 1]; k++) {
            lode_buf_printf(&text, "%s%s", k > reverse.first[i] ? " " : "",
                            sketch_path(&arena, graph, &reverse.edges[k], 1));
        }
        assert_string_equal(text.data, expected[i]);
        lode_buf_release(&text);
    }
    assert_int_equal(lode_graph_find(graph, LODE_STR("b")), 1);
    assert_int_equal(lode_graph_find(graph, LODE_STR("bb")), LODE_MODULE_NONE);
    assert_int_equal(lode_graph_find(sketch_graph(&arena, ""), LODE_STR("b")), LODE_MODULE_NONE);
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_why),        cmocka_unit_test(test_why_all), cmocka_unit_test(test_many_chains),
        cmocka_unit_test(test_step_limit), cmocka_unit_test(test_reach),   cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_reverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

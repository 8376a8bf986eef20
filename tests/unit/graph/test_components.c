/* Cycles: which modules are in which component, and that witnesses are the shortest. */
#include "graph/components.h"
#include "tests/unit/graph/sketch.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *graph;
    bool with_dynamic;
    const char *expected; /* modules: witness; … with "self" before self-imports */
    const char *why;
} Row;

static const Row rows[] = {
    {"", true, "", "an empty graph"},
    {"a>b b>c", true, "", "no cycle"},
    {"a>b b>a", true, "a b: a b a; ", "two modules"},
    {"x>a a>b b>a b>y", true, "a b: a b a; ", "what leads into a cycle, or out of it, is not on it"},
    {"b>a a>b", true, "a b: a b a; ", "the order of requests does not matter"},
    {"a>b b>c c>a", true, "a b c: a b c a; ", "three modules"},
    {"a>c c>b b>a", true, "a b c: a c b a; ", "the witness begins at the smallest module"},
    {"a>b b>c c>d d>a c>b", true, "a b c d: b c b; ", "the shortest closed path, not the first"},
    {"a>b b>a b>c c>b a>c c>a", true, "a b c: a b a; ", "the first in the order of ids among the shortest"},
    {"a>b b>c c>a a>d d>c", true, "a b c d: a b c a; ", "also where paths share modules"},
    {"a>b b>a c>d d>c b>c", true, "a b: a b a; c d: c d c; ", "two components that are connected one way"},
    {"a>a", true, "self a: a a; ", "a self-import is a kind of its own"},
    {"a>b b>a b>b", true, "a b: a b a; self b: b b; ", "also on a larger cycle"},
    {"a>b b>b", true, "self b: b b; ", "what imports it is not on a cycle"},
    {"a>b b~a", true, "a b: a b a; ", "import() is an edge"},
    {"a>b b~a", false, "", "unless it is left out"},
    {"a>b b~a b>c c>a", false, "a b c: a b c a; ", "then the way without it counts"},
    {"a>b b?a", true, "", "require.resolve loads nothing"},
    {"a>b b!a", true, "", "a failed request leads nowhere"},
    {"a>b a>b b>a", true, "a b: a b a; ", "two requests for one module are one step"},
    {"a>b b>c c>d d>e e>a c>f f>g g>c", true, "a b c d e f g: c f g c; ",
     "the short cycle is away from the smallest module"},
};

static const char *describe(LodeArena *arena, const LodeGraph *graph, const LodeComponents *components)
{
    LodeBuf text = {0};
    for (uint32_t i = 0; i < components->count; i++) {
        const LodeComponent *item = &components->items[i];
        lode_buf_printf(&text, "%s%s: %s; ", item->is_self_import ? "self " : "",
                        sketch_modules(arena, graph, item->modules, item->module_count),
                        sketch_path(arena, graph, item->witness, item->witness_count));
        assert_true(item->is_shortest);
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
        LodeGraph *graph = sketch_graph(&arena, rows[i].graph);
        LodeEdgeFilter filter = LODE_EDGE_FILTER_LOADING;
        if (!rows[i].with_dynamic) {
            filter = lode_edge_filter_without_dynamic(filter);
        }
        LodeComponents components = lode_graph_components(graph, filter, &arena);
        const char *text = describe(&arena, graph, &components);
        if (strcmp(text, rows[i].expected) != 0) {
            print_error("%s: %s, not %s (%s)\n", rows[i].graph, text, rows[i].expected, rows[i].why);
            fail();
        }
        assert_int_equal(components.cycle_count + components.self_import_count, components.count);
        lode_arena_release(&arena);
    }
}

static void test_inner_edges(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeGraph *graph = sketch_graph(&arena, "a>b a>b b>a b>b a>x y>a b?a b~a");
    LodeComponents components = lode_graph_components(graph, LODE_EDGE_FILTER_LOADING, &arena);
    assert_int_equal(components.count, 2);
    /* Both requests of a, the import and the import() of b; neither the self-import nor require.resolve. */
    assert_int_equal(components.items[0].edge_count, 4);
    assert_int_equal(components.items[1].edge_count, 1);
    assert_int_equal(components.module_count, 2);
    /* The witness takes the first of two equal requests. */
    assert_int_equal(graph->edges[components.items[0].witness[0]].request->position.line, 1);
    lode_arena_release(&arena);
}

/* 100,000 modules in one ring: no recursion, and one search is enough. */
static void test_long_ring(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    LodeArena arena = {0};
    uint32_t(*edges)[2] = lode_alloc(COUNT * sizeof *edges);
    for (uint32_t i = 0; i < COUNT; i++) {
        edges[i][0] = i;
        edges[i][1] = (i + 1) % COUNT;
    }
    LodeGraph *graph = sketch_large(&arena, COUNT, (const uint32_t(*)[2])edges, COUNT);
    LodeComponents components = lode_graph_components(graph, LODE_EDGE_FILTER_ALL, &arena);
    assert_int_equal(components.count, 1);
    assert_int_equal(components.items[0].module_count, COUNT);
    assert_int_equal(components.items[0].witness_count, COUNT);
    assert_true(components.items[0].is_shortest);
    free(edges);
    lode_arena_release(&arena);
}

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

/* distance[i][j] by Floyd and Warshall: the plain definition, for comparison. */
static void check_against_definition(uint64_t seed)
{
    enum { MOST = 14, FAR = 1000 };
    LodeArena arena = {0};
    uint32_t edges[MOST * 3][2];
    unsigned distance[MOST][MOST];
    uint32_t count = 2 + next_random(&seed) % (MOST - 1);
    uint32_t edge_count = next_random(&seed) % (count * 2 + 1);
    for (uint32_t i = 0; i < count * count; i++) {
        distance[i / count][i % count] = FAR;
    }
    for (uint32_t i = 0; i < edge_count; i++) {
        edges[i][0] = next_random(&seed) % count;
        edges[i][1] = next_random(&seed) % count;
        if (edges[i][0] != edges[i][1]) {
            distance[edges[i][0]][edges[i][1]] = 1;
        }
    }
    for (uint32_t k = 0; k < count; k++) {
        for (uint32_t i = 0; i < count * count; i++) {
            unsigned through = distance[i / count][k] + distance[k][i % count];
            if (through < distance[i / count][i % count]) {
                distance[i / count][i % count] = through;
            }
        }
    }
    LodeGraph *graph = sketch_large(&arena, count, (const uint32_t(*)[2])edges, edge_count);
    LodeComponents components = lode_graph_components(graph, LODE_EDGE_FILTER_ALL, &arena);
    bool on_cycle[MOST] = {false};
    for (uint32_t i = 0; i < components.count; i++) {
        const LodeComponent *item = &components.items[i];
        unsigned shortest = FAR;
        for (uint32_t k = 0; k < item->module_count && !item->is_self_import; k++) {
            LodeModuleIndex module = item->modules[k];
            assert_false(on_cycle[module]);
            on_cycle[module] = true;
            assert_true(distance[item->modules[0]][module] < FAR && distance[module][item->modules[0]] < FAR);
            shortest = distance[module][module] < shortest ? distance[module][module] : shortest;
        }
        if (!item->is_self_import) {
            assert_int_equal(item->witness_count, shortest);
            LodeModuleIndex start = graph->edges[item->witness[0]].from;
            assert_int_equal(graph->edges[item->witness[item->witness_count - 1]].to, start);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(on_cycle[i], distance[i][i] < FAR);
    }
    lode_arena_release(&arena);
}

static void test_random_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        check_against_definition(seed * UINT64_C(0x9E3779B97F4A7C15));
    }
}

/* A component of 20,000 modules without short cycles: bounded work, and still a closed path. */
static void test_large_component(void **state)
{
    (void)state;
    enum { LAYERS = 40, WIDTH = 500, COUNT = LAYERS * WIDTH, EDGES = COUNT * 3 };
    LodeArena arena = {0};
    uint32_t(*edges)[2] = lode_alloc(EDGES * sizeof *edges);
    uint64_t seed = 7;
    for (uint32_t i = 0; i < EDGES; i++) {
        uint32_t from = i / 3;
        edges[i][0] = from;
        edges[i][1] = (from / WIDTH + 1) % LAYERS * WIDTH + next_random(&seed) % WIDTH;
    }
    LodeGraph *graph = sketch_large(&arena, COUNT, (const uint32_t(*)[2])edges, EDGES);
    LodeComponents components = lode_graph_components(graph, LODE_EDGE_FILTER_ALL, &arena);
    assert_int_equal(components.count, 1);
    assert_int_equal(components.items[0].witness_count, LAYERS);
    /* Every search meets most of the graph, so the budget ends it; what was found by then is said to be no proof. */
    assert_false(components.items[0].is_shortest);
    free(edges);
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),          cmocka_unit_test(test_inner_edges),     cmocka_unit_test(test_long_ring),
        cmocka_unit_test(test_random_graphs), cmocka_unit_test(test_large_component),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

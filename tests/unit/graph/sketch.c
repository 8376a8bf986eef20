/* Graphs from text. Reading order: words, edges, the graph, what tests print, the promises. */
#include "tests/unit/graph/sketch.h"

#include "base/vec.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Draft {
    LodeStr from;
    LodeStr to;
    char mark; /* '>', '~', '?', '!', or '\0' for a module alone */
} Draft;

static int compare_strings(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

static LodeModuleIndex index_of(const LodeGraph *graph, LodeStr id)
{
    LodeModuleIndex index = lode_graph_find(graph, id);
    assert_int_not_equal(index, LODE_MODULE_NONE);
    return index;
}

static const LodeRequest *request_of(LodeArena *arena, char mark, LodeStr specifier, uint32_t line)
{
    LodeRequest *request = LODE_ARENA_NEW(arena, LodeRequest, 1);
    request->specifier = specifier;
    request->kind = mark == '~'   ? LODE_REQUEST_DYNAMIC_IMPORT
                    : mark == '?' ? LODE_REQUEST_REQUIRE_RESOLVE
                                  : LODE_REQUEST_IMPORT;
    request->position = (LodePosition){line, 1};
    return request;
}

LodeGraph *sketch_graph(LodeArena *arena, const char *text)
{
    LODE_VEC(Draft) drafts = {0};
    LODE_VEC(LodeStr) names = {0};
    LODE_VEC(LodeStr) entries = {0};
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, " ");
        LodeStr word = {at, size};
        at += size + (at[size] == ' ');
        if (size == 0) {
            continue;
        }
        bool is_entry = word.data[0] == '*';
        word = lode_str_slice(word, is_entry, word.size);
        size_t end = 0;
        while (end < word.size && !strchr(">~?!", word.data[end])) {
            end++;
        }
        Draft draft = {.from = lode_arena_copy(arena, lode_str_slice(word, 0, end)),
                       .to = lode_arena_copy(arena, lode_str_slice(word, end + 1, word.size)),
                       .mark = end < word.size ? word.data[end] : '\0'};
        lode_vec_push(&drafts, draft);
        lode_vec_push(&names, draft.from);
        if (draft.mark && draft.mark != '!') {
            lode_vec_push(&names, draft.to);
        }
        if (is_entry) {
            lode_vec_push(&entries, draft.from);
        }
    }
    LodeGraph *graph = LODE_ARENA_NEW(arena, LodeGraph, 1);
    graph->root = LODE_STR("/root");
    if (names.count) {
        qsort(names.items, names.count, sizeof *names.items, compare_strings);
    }
    graph->modules = LODE_ARENA_NEW(arena, LodeModule, names.count + 1);
    for (size_t i = 0; i < names.count; i++) {
        if (i == 0 || !lode_str_equal(names.items[i], names.items[i - 1])) {
            LodeModule *module = &graph->modules[graph->module_count++];
            module->id = names.items[i];
            module->path = lode_arena_join(arena, (LodeStr[]){LODE_STR("/root/"), module->id}, 2);
            module->format = LODE_FORMAT_MODULE;
            module->bytes = 10;
        }
    }
    graph->edges = LODE_ARENA_NEW(arena, LodeEdge, drafts.count + 1);
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        LodeModule *module = &graph->modules[i];
        module->first_edge = graph->edge_count;
        for (size_t k = 0; k < drafts.count; k++) {
            const Draft *draft = &drafts.items[k];
            if (!draft->mark || !lode_str_equal(draft->from, module->id)) {
                continue;
            }
            LodeEdge *edge = &graph->edges[graph->edge_count++];
            *edge = (LodeEdge){.from = i, .to = LODE_MODULE_NONE};
            edge->request = request_of(arena, draft->mark, draft->to, ++module->edge_count);
            if (draft->mark == '!') {
                edge->error = LODE_ARENA_NEW(arena, LodeError, 1);
                graph->unresolved_count++;
            } else {
                edge->to = index_of(graph, draft->to);
            }
        }
    }
    graph->entries = LODE_ARENA_NEW(arena, LodeModuleIndex, entries.count + 1);
    for (size_t i = 0; i < entries.count; i++) {
        graph->modules[index_of(graph, entries.items[i])].is_entry = true;
    }
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (graph->modules[i].is_entry) {
            graph->entries[graph->entry_count++] = i;
        }
    }
    graph->bytes = 10 * (uint64_t)graph->module_count;
    lode_vec_release(&drafts);
    lode_vec_release(&names);
    lode_vec_release(&entries);
    assert_sane_graph(graph);
    return graph;
}

LodeGraph *sketch_large(LodeArena *arena, uint32_t count, const uint32_t (*edges)[2], uint32_t edge_count)
{
    LodeGraph *graph = LODE_ARENA_NEW(arena, LodeGraph, 1);
    const LodeRequest *request = request_of(arena, '>', LODE_STR("x"), 1);
    uint32_t *used = LODE_ARENA_NEW(arena, uint32_t, count);
    graph->root = LODE_STR("/root");
    graph->module_count = count;
    graph->modules = LODE_ARENA_NEW(arena, LodeModule, count);
    graph->edges = LODE_ARENA_NEW(arena, LodeEdge, edge_count);
    graph->edge_count = edge_count;
    for (uint32_t i = 0; i < edge_count; i++) {
        graph->modules[edges[i][0]].edge_count++;
    }
    for (uint32_t i = 0, first = 0; i < count; i++) {
        char id[16];
        snprintf(id, sizeof id, "m%06u", i);
        graph->modules[i].id = lode_arena_copy(arena, lode_str(id));
        graph->modules[i].first_edge = first;
        first += graph->modules[i].edge_count;
    }
    for (uint32_t i = 0; i < edge_count; i++) {
        uint32_t from = edges[i][0];
        graph->edges[graph->modules[from].first_edge + used[from]++] =
            (LodeEdge){.from = from, .to = edges[i][1], .request = request};
    }
    assert_sane_graph(graph);
    return graph;
}

const char *sketch_modules(LodeArena *arena, const LodeGraph *graph, const LodeModuleIndex *modules, size_t count)
{
    LodeBuf text = {0};
    for (size_t i = 0; i < count; i++) {
        lode_buf_puts(&text, i ? " " : "");
        lode_buf_append(&text, graph->modules[modules[i]].id);
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy.data;
}

const char *sketch_path(LodeArena *arena, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count)
{
    LodeModuleIndex *modules = LODE_ARENA_NEW(arena, LodeModuleIndex, count + 1);
    for (size_t i = 0; i < count; i++) {
        modules[i] = graph->edges[edges[i]].from;
        modules[i + 1] = graph->edges[edges[i]].to;
        if (i) {
            assert_int_equal(graph->edges[edges[i - 1]].to, modules[i]);
        }
    }
    return sketch_modules(arena, graph, modules, count ? count + 1 : 0);
}

void assert_sane_graph(const LodeGraph *graph)
{
    LodeEdgeIndex next = 0;
    uint32_t unresolved = 0;
    uint32_t entries = 0;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        const LodeModule *module = &graph->modules[i];
        assert_true(i == 0 || lode_str_compare(graph->modules[i - 1].id, module->id) < 0);
        assert_int_equal(module->first_edge, next);
        for (uint32_t k = 0; k < module->edge_count; k++, next++) {
            const LodeEdge *edge = &graph->edges[next];
            assert_int_equal(edge->from, i);
            assert_true(edge->to == LODE_MODULE_NONE || edge->to < graph->module_count);
            assert_non_null(edge->request);
            assert_true(!edge->error || edge->to == LODE_MODULE_NONE);
            unresolved += edge->error != NULL;
        }
        entries += module->is_entry;
    }
    assert_int_equal(next, graph->edge_count);
    assert_int_equal(unresolved, graph->unresolved_count);
    assert_int_equal(entries, graph->entry_count);
    for (uint32_t i = 0; i < graph->entry_count; i++) {
        assert_true(graph->modules[graph->entries[i]].is_entry);
        assert_true(i == 0 || graph->entries[i - 1] < graph->entries[i]);
    }
}

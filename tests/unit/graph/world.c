/* Worlds. Reading order: the text, the life of a world, what a graph looks like. */
#include "tests/unit/graph/world.h"

#include "tests/unit/graph/sketch.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

/* One "@ …" line with the content behind it. */
static void add_file(World *self, LodeStr head, LodeStr content)
{
    size_t arrow = lode_str_search(head, LODE_STR(" -> "));
    if (arrow != LODE_NOT_FOUND) {
        lode_fs_memory_add_link(self->fs, lode_str_slice(head, 0, arrow), lode_str_slice(head, arrow + 4, head.size));
    } else if (lode_str_ends_with(head, LODE_STR(" !"))) {
        lode_fs_memory_add_refusing(self->fs, lode_str_slice(head, 0, head.size - 2), LODE_FILE_OTHER, ENXIO);
    } else if (lode_str_ends_with(head, LODE_STR(" ?"))) {
        lode_fs_memory_add_refusing(self->fs, lode_str_slice(head, 0, head.size - 2), LODE_FILE_REGULAR, EACCES);
    } else if (lode_str_ends_with(head, LODE_STR("/"))) {
        lode_fs_memory_add_directory(self->fs, lode_str_slice(head, 0, head.size - 1));
    } else {
        lode_fs_memory_add(self->fs, head, content);
    }
}

void world_init(World *self, const char *text)
{
    *self = (World){.fs = lode_fs_memory_new()};
    LodeStr rest = lode_str(text);
    while (rest.size) {
        assert_true(lode_str_starts_with(rest, LODE_STR("@ ")));
        size_t line = lode_str_find(rest, '\n');
        LodeStr head = lode_str_slice(rest, 2, line);
        rest = line == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(rest, line + 1, rest.size);
        size_t next = 0;
        while (next < rest.size &&
               !(rest.data[next] == '@' && rest.data[next + 1] == ' ' && (next == 0 || rest.data[next - 1] == '\n'))) {
            next++;
        }
        add_file(self, head, lode_str_slice(rest, 0, next));
        rest = lode_str_slice(rest, next, rest.size);
    }
    self->memo = lode_memo_new(self->fs);
    self->cache = lode_cache_new(self->memo, 26);
}

void world_release(World *self)
{
    lode_cache_free(self->cache);
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
    lode_arena_release(&self->arena);
}

LodeBuildOptions world_options(void)
{
    return (LodeBuildOptions){.root = LODE_STR("/p"), .threads = 1, .resolver = lode_resolver_options_default()};
}

LodeGraph *world_build(World *self, const LodeBuildOptions *options, const char *entries, LodeError *error)
{
    LodeStr list[16];
    size_t count = 0;
    for (const char *at = entries; *at;) {
        size_t size = strcspn(at, " ");
        assert_true(count < 16);
        list[count++] = lode_arena_copy(&self->arena, (LodeStr){at, size});
        at += size + (at[size] == ' ');
    }
    LodeGraph *graph = NULL;
    LodeError problem = {0};
    bool ok = lode_graph_build(self->cache, options, list, count, &graph, &problem);
    assert_non_null(graph);
    assert_int_equal(ok, problem.code == LODE_ERROR_NONE);
    if (error) {
        *error = problem;
    }
    assert_sane_graph(graph);
    return graph;
}

static void describe_edge(LodeBuf *text, const LodeGraph *graph, const LodeEdge *edge)
{
    lode_buf_printf(text, " %s %.*s ->%s ", lode_request_kind_names[edge->request->kind],
                    LODE_STR_ARG(edge->request->specifier), edge->is_pattern_match ? "*" : "");
    if (edge->error) {
        lode_buf_puts(text, lode_error_code_text(edge->error->code));
    } else if (edge->to == LODE_MODULE_NONE) {
        lode_buf_puts(text, "nothing");
    } else {
        lode_buf_append(text, graph->modules[edge->to].id);
    }
    lode_buf_append_byte(text, ';');
}

const char *world_describe(World *self, const LodeGraph *graph)
{
    LodeBuf text = {0};
    lode_buf_puts(&text, "");
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        const LodeModule *module = &graph->modules[i];
        const char *format = lode_format_name(module->format);
        lode_buf_append(&text, module->id);
        lode_buf_printf(&text, " %s%s%s%s%s", format ? format : "null", module->is_entry ? " entry" : "",
                        module->is_external ? " external" : "", module->is_ignored ? " ignored" : "",
                        module->diagnostic_count ? " broken" : "");
        if (module->error) {
            lode_buf_printf(&text, " %s", lode_error_code_text(module->error->code));
        }
        lode_buf_puts(&text, ":");
        for (uint32_t k = 0; k < module->edge_count; k++) {
            describe_edge(&text, graph, &graph->edges[module->first_edge + k]);
        }
        lode_buf_puts(&text, "\n");
    }
    const char *copy = lode_arena_copy(&self->arena, lode_buf_str(&text)).data;
    lode_buf_release(&text);
    return copy ? copy : "";
}

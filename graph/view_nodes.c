/* What modules collapse to. Reading order: the name of a module's group, then the groups. */
#include "graph/view_nodes.h"

#include "base/path.h"
#include "graph/identity.h"

#include <stdlib.h>

/* The end of "node_modules/NAME" or "node_modules/@SCOPE/NAME" with the last node_modules of a path, or 0. */
static size_t package_end(LodeStr path)
{
    static const LodeStr folder = LODE_STR_INIT("node_modules/");
    for (size_t at = path.size; at-- > 0;) {
        if ((at > 0 && path.data[at - 1] != '/') ||
            !lode_str_starts_with(lode_str_slice(path, at, path.size), folder)) {
            continue;
        }
        size_t end = at + folder.size;
        int names = end < path.size && path.data[end] == '@' ? 2 : 1;
        while (end < path.size && !(path.data[end] == '/' && --names == 0)) {
            end++;
        }
        return end;
    }
    return 0;
}

static LodeStr group_of(const LodeGraph *graph, const LodeModule *module, LodeCollapse collapse, LodeArena *arena)
{
    if (collapse == LODE_COLLAPSE_NONE || lode_str_is_none(module->path)) {
        return module->id;
    }
    LodeStr path = lode_graph_id_of_path(arena, graph->root, module->path);
    size_t end = package_end(path);
    if (end) {
        return lode_str_slice(path, 0, end);
    }
    if (collapse == LODE_COLLAPSE_FOLDERS) {
        return lode_path_directory(path);
    }
    return module->package.size ? module->package : LODE_STR(".");
}

typedef struct Member {
    LodeStr group;
    LodeModuleIndex module;
} Member;

static int compare_members(const void *left, const void *right)
{
    const Member *a = left;
    const Member *b = right;
    int order = lode_str_compare(a->group, b->group);
    return order ? order : a->module < b->module ? -1 : a->module > b->module;
}

static void add_module(LodeViewNode *node, const LodeModule *module)
{
    node->module_count++;
    node->bytes += module->bytes;
    node->is_entry |= module->is_entry;
    node->is_external &= module->is_external;
    if (node->module_count > 1) {
        node->format = LODE_FORMAT_NONE;
    }
}

LodeViewNode *lode__view_nodes(const LodeGraph *graph, LodeCollapse collapse, LodeArena *arena, uint32_t **node_of,
                               uint32_t *node_count)
{
    uint32_t count = graph->module_count;
    Member *members = lode_alloc(((size_t)count + 1) * sizeof *members);
    LodeViewNode *nodes = LODE_ARENA_NEW(arena, LodeViewNode, count);
    *node_of = lode_arena_alloc(arena, (size_t)count * sizeof **node_of);
    for (LodeModuleIndex i = 0; i < count; i++) {
        members[i] = (Member){group_of(graph, &graph->modules[i], collapse, arena), i};
    }
    if (collapse != LODE_COLLAPSE_NONE && count) {
        qsort(members, count, sizeof *members, compare_members);
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        const LodeModule *module = &graph->modules[members[i].module];
        if (i == 0 || !lode_str_equal(members[i].group, members[i - 1].group)) {
            nodes[used++] = (LodeViewNode){.id = members[i].group,
                                           .package = module->package,
                                           .format = module->format,
                                           .module = members[i].module,
                                           .depth = UINT32_MAX,
                                           .is_external = true};
        }
        add_module(&nodes[used - 1], module);
        (*node_of)[members[i].module] = used - 1;
    }
    free(members);
    *node_count = used;
    return nodes;
}

/* Ids. Reading order: paths, then URLs. */
#include "graph/identity.h"

#include "base/path.h"
#include "base/url_encode.h"

LodeStr lode_graph_id_of_path(LodeArena *arena, LodeStr root, LodeStr path)
{
    if (root.size > 1 && path.size > root.size + 1 && path.data[root.size] == '/' && lode_str_starts_with(path, root)) {
        return lode_arena_copy(arena, lode_str_slice(path, root.size + 1, path.size));
    }
    LodeStr relative = lode_path_relative(arena, root, path);
    return relative.size ? relative : LODE_STR(".");
}

LodeStr lode_graph_id(LodeArena *arena, LodeStr root, LodeStr url)
{
    if (!lode_str_starts_with(url, LODE_STR("file:///"))) {
        return lode_arena_copy(arena, url);
    }
    LodeStr path = lode_str_slice(url, sizeof "file://" - 1, url.size);
    size_t end = 0;
    while (end < path.size && path.data[end] != '?' && path.data[end] != '#') {
        end++;
    }
    LodeStr rest = lode_str_slice(path, end, path.size);
    LodeStr id = lode_graph_id_of_path(arena, root, lode__url_percent_decode(arena, lode_str_slice(path, 0, end)));
    return rest.size ? lode_arena_join(arena, (LodeStr[]){id, rest}, 2) : id;
}

/*
 * Identity: the name that output gives to a module.
 *
 * A module is its URL, query and fragment included. People read paths, so the id
 * of a file: URL is its path relative to the root with '/' (`../x` outside the
 * root), decoded as Node decodes it, followed by the URL's own `?query` and
 * `#fragment`. A core module is `node:NAME`; any other URL is its own id. The id
 * of the root itself is ".". An id reads like a path, so a file whose name holds a
 * '?' or '#' could look like another one with a query; where both are in a graph,
 * the graph gives the one with the query its URL as id.
 */
#ifndef LODE_GRAPH_IDENTITY_H
#define LODE_GRAPH_IDENTITY_H

#include "base/arena.h"

/* The id of a URL for an absolute, normal root. Lives in `arena`. */
LodeStr lode_graph_id(LodeArena *arena, LodeStr root, LodeStr url);

/* The id that a file at an absolute, normal path has. Lives in `arena`. */
LodeStr lode_graph_id_of_path(LodeArena *arena, LodeStr root, LodeStr path);

#endif

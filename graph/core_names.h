/*
 * Core names: what each core module of Node exports by name.
 *
 * The table (core_names.def) is made from the programs: Object.keys of the
 * namespace of every module, for each version. docs/testing.md says how it is
 * made anew. `default` is not in it: every core module has it.
 */
#ifndef LODE_GRAPH_CORE_NAMES_H
#define LODE_GRAPH_CORE_NAMES_H

#include "base/arena.h"

/* The names of a core module ("fs", without "node:"), sorted bytewise, in `arena`; 0 for a module of other versions. */
size_t lode_core_names(LodeStr module, int node_version, LodeArena *arena, LodeStr **names);

#endif

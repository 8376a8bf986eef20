/*
 * Worlds: a file system in memory and the graph of its files, for tests of building.
 *
 * The text of a world names each file on a line of its own; what follows is its
 * content, up to the next such line.
 *
 *   @ /p/a.js          a file          @ /p/l -> a.js      a link
 *   @ /p/d/            a directory     @ /p/f !            a pipe
 *                                      @ /p/s ?            a file that may not be read
 */
#ifndef LODE_TESTS_WORLD_H
#define LODE_TESTS_WORLD_H

#include "graph/graph.h"

typedef struct World {
    LodeFs *fs;
    LodeMemo *memo;
    LodeCache *cache;
    LodeArena arena;
} World;

void world_init(World *self, const char *text);
void world_release(World *self);

/* Options with root /p, one thread and Node's newest semantics. */
LodeBuildOptions world_options(void);

/* The graph from entries with spaces between; fails the test if the graph is not sane. */
LodeGraph *world_build(World *self, const LodeBuildOptions *options, const char *entries, LodeError *error);

/*
 * One line for each module: id, format, marks, ':' and its edges as
 * `kind specifier -> id`, separated by ';'. In the arena.
 */
const char *world_describe(World *self, const LodeGraph *graph);

#endif

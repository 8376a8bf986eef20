/*
 * Entries: what the ENTRY arguments of a command line mean.
 *
 *   a file        itself
 *   a directory   the entry points of its package.json (exports, main, bin),
 *                 else its index file, else every source file below it
 *   a glob        the source files that match, without those in node_modules and
 *                 dot folders unless the pattern names them
 *   nothing       the entry points of the package of the root; without a package,
 *                 or where it names none, every source file below the root
 *
 * Source files are .js .cjs .mjs .jsx .ts .cts .mts .tsx without declarations
 * (.d.ts); entry points of packages may have no extension besides. Folders are walked with
 * an explicit list, each directory once (links to directories are not followed),
 * at most LODE_ENTRY_LIMIT files.
 */
#ifndef LODE_GRAPH_ENTRIES_H
#define LODE_GRAPH_ENTRIES_H

#include "resolver/resolver.h"

enum { LODE_ENTRY_LIMIT = 1000 * 1000 };

/* The default root: the nearest directory at or above `directory` with a package.json, else `directory`. */
LodeStr lode_entries_root(LodeMemo *memo, LodeStr directory, LodeArena *arena);

/*
 * Absolute paths of the entries, sorted and distinct, in `arena`. Arguments are
 * relative to `working_directory` (absolute). False with LODE_ENTRY_NOT_FOUND
 * (or LODE_NOT_A_FILE, ERR_INVALID_PACKAGE_CONFIG, …) for the first argument that
 * names nothing; the entries of the others are there all the same. No argument and
 * nothing to be found is LODE_ENTRY_NOT_FOUND too.
 */
bool lode_entries_find(LodeResolver *resolver, LodeStr root, LodeStr working_directory, const LodeStr *arguments,
                       size_t argument_count, LodeArena *arena, LodeStr **entries, size_t *entry_count,
                       LodeError *error);

#endif

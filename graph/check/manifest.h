/*
 * Manifest: what a package.json says about dependencies.
 *
 * Resolution reads package.json for other fields, and Node knows nothing of these, so they are
 * read here. A package.json without a name and without dependencies, such as one that only sets
 * the type of a folder, is no manifest: the one above it counts.
 */
#ifndef LODE_GRAPH_CHECK_MANIFEST_H
#define LODE_GRAPH_CHECK_MANIFEST_H

#include "base/json.h"
#include "graph/check/checker.h"

typedef struct LodeManifest {
    LodeStr file;      /* absolute path of the package.json */
    LodeStr directory; /* that it stands in */
    LodeStr name;      /* absent where it has none */
    const LodeJson *root;
} LodeManifest;

typedef struct LodeManifests LodeManifests;
/* Everything lives in `arena`. */
LodeManifests *lode__manifests_new(LodeMemo *memo, LodeArena *arena);
/* The nearest manifest at or above the directory of a file; NULL where there is none. Remembered. */
const LodeManifest *lode__manifest_of(LodeManifests *self, LodeStr path);
/* The manifest in a directory; NULL where there is none. */
const LodeManifest *lode__manifest_in(LodeManifests *self, LodePath *directory);
/* The field that lists a package ("devDependencies"), and its member; NULL where none does. */
const char *lode__manifest_field_of(const LodeManifest *self, LodeStr package, const LodeJson **member);

#endif

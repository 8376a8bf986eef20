/*
 * Packages: what the JavaScript of the loader asks about package.json.
 *
 * Programs that change how CommonJS looks for files (their own extensions, folders or look-up functions) make
 * the loader walk the steps one by one in JavaScript; this is the part of the steps that reads package.json. Everything
 * else asks lode_resolve, which takes them all at once. Nothing is read twice: the resolver's cache answers.
 */
#ifndef LODE_LOADER_PACKAGES_H
#define LODE_LOADER_PACKAGES_H

#include "resolver/resolver.h"

typedef struct LodePackageFacts {
    LodeStr file; /* path of package.json; all texts live as long as the cache, absent where the field is */
    LodeStr directory;
    LodeStr name;
    LodeStr main;
    const char *type; /* "module", "commonjs", "none" */
    bool has_exports;
    bool has_imports;
} LodePackageFacts;

/* The package.json in a folder (an absolute path); false where there is none. */
bool lode__package_in(LodeCache *cache, LodeStr directory, LodePackageFacts *out);
/* The nearest one of a file; false where there is none. */
bool lode__package_around(LodeCache *cache, LodeStr file, LodePackageFacts *out);

/*
 * Where `exports` of the package in `directory` leads `subpath` ("." or "./…") to: a path, or the href of a URL. False
 * and `*error` where it leads nowhere. Whether a file is there is not looked at. `conditions` are all that are in force.
 */
bool lode__package_exports(LodeResolver *resolver, LodeStr directory, const LodeRequestFrom *request, LodeStr subpath,
                           LodeArena *arena, LodeStr *out, LodeError *error);

/*
 * Whether `file` is the index of a folder whose package.json names a `main` that leads elsewhere, to nothing: what Node
 * deprecates (DEP0128). Then `*out` is that package.
 */
bool lode__package_main_is_stale(LodeCache *cache, LodeStr file, LodePackageFacts *out);

#endif

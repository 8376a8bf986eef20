/*
 * Hints: what a person would ask next about a request that failed.
 *
 * Node's own hint ("Did you mean to import …?") is part of its message; the
 * others are notes beside it. Hints are looked for only after a failure, so they
 * cost nothing on the way to success.
 */
#ifndef LODE_RESOLVER_HINTS_H
#define LODE_RESOLVER_HINTS_H

#include "resolver/package_json.h"

/*
 * decorateErrorWithCommonJSHints: appends what `require` would have found.
 * Differs from Node: for a relative specifier Node looks in the working
 * directory, lode beside the module that asks, which is what the hint is about.
 * True where something was found, and no other hint is needed.
 */
bool lode__add_commonjs_hint(LodeResolving *self);
/* "The file is there with another case", a file beside it with another extension. */
void lode__note_missing_file(LodeResolving *self, LodePath *path);
/* A package folder of nearly the same name, or the core module that needs "node:". */
void lode__note_package_name(LodeResolving *self, LodePath *from, LodeStr name);
/* A package folder that is there but holds nothing that can be loaded. */
void lode__note_broken_package(LodeResolving *self, const LodePackage *package);

#endif

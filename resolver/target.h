/*
 * `exports` and `imports`: the maps of a package.json, for both algorithms.
 *
 * PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and PACKAGE_TARGET_RESOLVE of
 * Node's documentation (esm, "Resolution Algorithm Specification"). Nested
 * conditions and arrays are walked with a stack of their own, so the depth of a
 * map costs no C stack.
 */
#ifndef LODE_RESOLVER_TARGET_H
#define LODE_RESOLVER_TARGET_H

#include "resolver/package_json.h"

/* Where `subpath` ("." or "./…") of the package leads; the package has `exports`. */
bool lode__package_exports_resolve(LodeResolving *self, LodePackage *package, LodeStr subpath, LodeBase *base,
                                   LodeLocation *out);
/* PACKAGE_IMPORTS_RESOLVE 2: neither "#" nor a name ending in "/", nor "#/…" before Node 24. */
bool lode__check_imports_name(LodeResolving *self, const LodeBase *base);
/* Where the resolution's "#…" specifier leads; `package` is the scope, NULL where there is none. */
bool lode__package_imports_resolve(LodeResolving *self, LodePackage *package, LodeBase *base, LodeLocation *out);

#endif

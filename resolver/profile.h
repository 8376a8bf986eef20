/*
 * Profiles: how bundlers resolve, as switches of the same algorithms.
 *
 * With LODE_TARGET_BUNDLER and LODE_TARGET_BROWSER an `import` also tries
 * extensions and directories, packages without `exports` are read by their
 * `browser`, `module` and `main` fields, the `browser` map of the importing and
 * of the found package is applied (false: an empty module), and the conditions
 * are those that webpack and Vite set. Node's profile uses none of this.
 */
#ifndef LODE_RESOLVER_PROFILE_H
#define LODE_RESOLVER_PROFILE_H

#include "resolver/package_json.h"

/* The conditions of a kind under a target, besides the user's. Static strings; returns their number. */
size_t lode__profile_conditions(LodeTarget target, LodeKind kind, LodeStr out[LODE_CONDITION_LIMIT]);

static inline bool lode__profile_searches_extensions(const LodeResolving *self)
{
    return self->resolver->options.target != LODE_TARGET_NODE;
}

static inline bool lode__profile_uses_fields(const LodeResolving *self)
{
    return self->resolver->options.target != LODE_TARGET_NODE;
}

/* Extensions that a directory or file is tried with; NULL for the profile of Node, which has its own. */
const LodeStr *lode__profile_extensions(const LodeResolving *self, size_t *count);
/* A path that is no file as it is: with an extension, or as a directory. Errors are those of `import`. */
bool lode__profile_finish(LodeResolving *self, LodePath *path, LodeStr suffix, LodeResolution *out);
/* A package that was found: `exports`, else the fields, else the subpath. */
bool lode__profile_package(LodeResolving *self, LodePackage *package, LodeStr subpath, LodeBase *base,
                           LodeLocation *out);
/* The main file of a directory by its fields; NULL where none is there. */
LodePath *lode__profile_directory(LodeResolving *self, LodePath *directory);
/*
 * The `browser` map of the scope that `directory` is in, asked for a specifier:
 * true where it maps it; `*replacement` is the new specifier, absent for false.
 */
bool lode__profile_browser_map(LodeResolving *self, LodePath *directory, LodeStr specifier, LodeStr *replacement);
/* The same for a file that was found: the file to use instead, or `*is_ignored`. */
LodePath *lode__profile_browser_file(LodeResolving *self, LodePath *file, bool *is_ignored);

#endif

/*
 * One constructor for each error of resolution: Node's text, word for word.
 *
 * Each fills the error of the resolution, and returns false, so that a step can
 * `return lode__fail_…(…)`. "From" means the path of the module that asks, or
 * nothing where Node passes no base. The names are those of Node's error codes.
 */
#ifndef LODE_RESOLVER_MESSAGES_H
#define LODE_RESOLVER_MESSAGES_H

#include "resolver/package_json.h"

/* ERR_MODULE_NOT_FOUND: "Cannot find module …" for a file, "Cannot find package …" for a name. */
bool lode__fail_file_not_found(LodeResolving *self, LodeStr path, const LodeBase *base);
bool lode__fail_package_not_found(LodeResolving *self, LodeStr name, const LodeBase *base);
bool lode__fail_directory_import(LodeResolving *self, LodeStr path, const LodeBase *base);
bool lode__fail_specifier(LodeResolving *self, LodeStr request, LodeStr reason, const LodeBase *base);
bool lode__fail_not_exported(LodeResolving *self, const LodePackage *package, LodeStr subpath, const LodeBase *base);
bool lode__fail_import_not_defined(LodeResolving *self, const LodePackage *package, const LodeBase *base);
bool lode__fail_target(LodeResolving *self, const LodePackage *package, LodeStr key, const LodeJson *target,
                       bool internal, const LodeBase *base);
bool lode__fail_subpath(LodeResolving *self, const LodePackage *package, LodeStr request, LodeStr match, bool internal,
                        const LodeBase *base);
bool lode__fail_package_config(LodeResolving *self, LodeStr path, LodeStr base, LodeStr message);
bool lode__fail_resolve_request(LodeResolving *self, LodeBase *base);
/* MODULE_NOT_FOUND with the require stack, which is the module that asks. */
bool lode__fail_require(LodeResolving *self, LodeStr request);
/* MODULE_NOT_FOUND without one, as createEsmNotFoundErr makes it. */
bool lode__fail_require_target(LodeResolving *self, LodeStr request);
bool lode__fail_main(LodeResolving *self, LodePackage *package, LodeStr path);
/* fileURLToPath refused the URL. */
bool lode__fail_url_path(LodeResolving *self, LodeUrlPathStatus status);

/* A note on the error that was just made; the text is copied. */
__attribute__((format(printf, 2, 3))) void lode__note(LodeResolving *self, const char *format, ...);
/* A note that points into a package.json. */
__attribute__((format(printf, 4, 5))) void lode__note_at(LodeResolving *self, const LodePackage *package, LodeSpan span,
                                                         const char *format, ...);

#endif

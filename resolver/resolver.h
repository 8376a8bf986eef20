/*
 * Resolution: request and referrer to URL and format, or Node's own error.
 *
 * The two algorithms of Node are transcripts of its documented steps: `require`
 * (docs: modules, "All together") in cjs.c, `import` (docs: esm, "Resolution
 * Algorithm Specification") in esm.c. One function serves `exports` and
 * `imports` for both (target.c), and one reader serves package.json
 * (package_json.c). docs/resolution.md lists each step with its function.
 *
 * A LodeCache holds what was learnt about the file system and the packages; it
 * is shared by threads. A LodeResolver is one thread's view of it: options,
 * scratch memory and, if wanted, a trace. A resolution of a file that is known
 * costs a handful of table look-ups and no call of the system.
 *
 * Profiles other than Node's (LODE_TARGET_BUNDLER, LODE_TARGET_BROWSER) are the
 * same functions with other switches: see profile.c. Other resolvers, such as a
 * Plug'n'Play map, belong in front of lode_resolve, not inside it.
 */
#ifndef LODE_RESOLVER_RESOLVER_H
#define LODE_RESOLVER_RESOLVER_H

#include "base/error.h"
#include "base/memo.h"

typedef enum LodeKind {
    LODE_KIND_IMPORT, /* import, export from, import(), import.meta.resolve */
    LODE_KIND_REQUIRE /* require, require.resolve */
} LodeKind;

typedef enum LodeTarget { LODE_TARGET_NODE, LODE_TARGET_BUNDLER, LODE_TARGET_BROWSER } LodeTarget;

/*
 * What Node would load the file as. LODE_FORMAT_DETECT is left to the caller: a
 * .js (or extensionless, or .ts) file whose package gives no type, whose syntax
 * decides (graph/module_format.h). NONE is Node's null: no loader reads it.
 */
typedef enum LodeFormat {
    LODE_FORMAT_NONE,
    LODE_FORMAT_DETECT,
    LODE_FORMAT_DETECT_TYPESCRIPT,
    LODE_FORMAT_COMMONJS,
    LODE_FORMAT_MODULE,
    LODE_FORMAT_JSON,
    LODE_FORMAT_BUILTIN,
    LODE_FORMAT_WASM,
    LODE_FORMAT_ADDON,
    LODE_FORMAT_COMMONJS_TYPESCRIPT,
    LODE_FORMAT_MODULE_TYPESCRIPT,
    LODE_FORMAT_COUNT
} LodeFormat;

/* "commonjs", … as CLI.md names them; NULL for NONE and the DETECT pair. Static. */
const char *lode_format_name(LodeFormat format);
/* The format with that name; NONE where there is none. */
LodeFormat lode_format_find(LodeStr name);

typedef struct LodeResolverOptions {
    int node_version; /* 20, 22, 24 or 26 */
    LodeTarget target;
    bool preserve_symlinks;      /* of everything that is resolved from a module */
    bool preserve_symlinks_main; /* of entries: used by lode_resolve_entry */
    const LodeStr *conditions;   /* the user's, besides the kind's own */
    size_t condition_count;
    /* Module.globalPaths: NODE_PATH's folders and the home and prefix folders, in order; absolute. */
    const LodeStr *global_paths;
    size_t global_path_count;
    /* Object.keys(Module._extensions) where a program changed them; absent: ".js", ".json", ".node". */
    const LodeStr *extensions;
    size_t extension_count;
} LodeResolverOptions;

/* Node 26, target node, nothing else. */
LodeResolverOptions lode_resolver_options_default(void);

typedef struct LodeCache LodeCache;
/*
 * Borrows the memo, which must outlive it and serve no other cache. Package data
 * lives in the cache, as the given version of Node (20, 22, 24, 26) reads it, so
 * every resolver over the cache is of that version.
 */
LodeCache *lode_cache_new(LodeMemo *memo, int node_version);
void lode_cache_free(LodeCache *self);
LodeMemo *lode_cache_memo(const LodeCache *self);

typedef struct LodeTrace LodeTrace; /* trace.h */

typedef struct LodeResolver LodeResolver;
/* Copies the options. The cache must outlive the resolver. */
LodeResolver *lode_resolver_new(LodeCache *cache, const LodeResolverOptions *options);
void lode_resolver_free(LodeResolver *self);
const LodeResolverOptions *lode_resolver_options(const LodeResolver *self);
/* The memo it looks through; borrowed. */
LodeMemo *lode_resolver_memo(const LodeResolver *self);
/* From now on each step is written to `trace` (borrowed); NULL stops it. */
void lode_resolver_set_trace(LodeResolver *self, LodeTrace *trace);

typedef struct LodeRequestFrom {
    LodeStr specifier;
    /*
     * The module that asks: an absolute path, or a URL (file:, data:, node:).
     * It need not exist, but Node looks for packages from where it stands.
     */
    LodeStr from;
    LodeKind kind;
    const LodeStr *conditions; /* added to the options' for this one request */
    size_t condition_count;
    LodeStr attribute_type; /* with { type: … }: absent where there is none */
} LodeRequestFrom;

typedef struct LodeResolution {
    LodeFormat format;
    LodeStr url;     /* href, as Node writes it; absent for a module that was mapped to nothing */
    LodePath *file;  /* the file; NULL for core modules, data: URLs and ignored modules */
    LodeStr path;    /* text of `file`, or of the path a URL names; absent where there is none */
    bool is_ignored; /* `browser` maps it to false: an empty module */
} LodeResolution;

/*
 * Resolves one request. True and `*out` filled, or false and `*error` filled
 * (code and message are Node's; notes say what was tried and what would help).
 * Strings live in `arena`, or longer. Nothing is printed; no code is run.
 */
bool lode_resolve(LodeResolver *self, const LodeRequestFrom *request, LodeArena *arena, LodeResolution *out,
                  LodeError *error);

/* An entry file: an absolute path as `node FILE` takes it (with extension search and real path). */
bool lode_resolve_entry(LodeResolver *self, LodeStr path, LodeArena *arena, LodeResolution *out, LodeError *error);

/* The conditions in force for a kind, sorted, in `arena`: what "conditions" in output shows. */
size_t lode_resolver_conditions(const LodeResolver *self, const LodeRequestFrom *request, LodeArena *arena,
                                LodeStr **conditions);

/* Whether `name` (without "node:") is a core module in this version, and needs the prefix. */
bool lode_is_core_module(LodeStr name, int node_version, bool *needs_prefix);

/*
 * The package a file belongs to: the nearest package.json at or above it. False
 * where there is none. `directory` and `name` are absent-safe and live as long
 * as the cache.
 */
typedef struct LodePackageInfo {
    LodeStr directory; /* absolute path of the folder */
    LodeStr name;      /* absent where the field is missing or no string */
    LodeStr version;
} LodePackageInfo;
bool lode_package_of(LodeResolver *self, LodePath *file, LodePackageInfo *out);

/*
 * The entry points of the package in `directory`: files that `exports`, `main`
 * and `bin` name (patterns expanded to existing files), sorted and distinct, as
 * absolute paths in `arena`. 0 where there is no package.json or it names none.
 */
size_t lode_package_entries(LodeResolver *self, LodeStr directory, LodeArena *arena, LodeStr **entries,
                            LodeError *error);

#endif

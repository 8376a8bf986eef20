/*
 * What the files of the resolver share: one resolution in progress.
 *
 * A Resolving lives on the stack for one call of lode_resolve. It carries the
 * request, where results and errors go, and the referrer in the two forms that
 * the specification uses: as a URL and as a path. Functions return false after
 * filling the error, as everywhere. Names in capitals in comments are those of
 * Node's documentation.
 */
#ifndef LODE_RESOLVER_INTERNAL_H
#define LODE_RESOLVER_INTERNAL_H

#include "base/json.h"
#include "base/path.h"
#include "base/url.h"
#include "resolver/resolver.h"
#include "resolver/trace.h"

#define LODE_CONDITION_LIMIT 32 /* enough for the kind's own and any sane list of the user's */

struct LodeResolver {
    LodeCache *cache;
    LodeMemo *memo;
    LodeResolverOptions options;
    LodeArena arena; /* copies of the options' strings */
    LodeTrace *trace;
    /* The requests of one module come together: what was found of its path is kept for the next. */
    LodeBuf last_base;
    bool last_base_is_plain;
    LodeBuf scratch; /* a path under construction; see lode__try_path */
};

/* The referrer of one look-up: the module that asks, or a package.json on its behalf. */
typedef struct LodeBase {
    LodeStr path;   /* fileURLToPath(base); the URL itself where that is not possible */
    LodeStr url;    /* href; composed on first use, see lode__base_url */
    bool is_file;   /* file: URL or path */
    bool is_absent; /* Node passes no base here: messages leave it out */
} LodeBase;

typedef struct LodeResolving {
    LodeResolver *resolver;
    LodeMemo *memo;
    LodeArena *arena;
    LodeError *error;
    LodeStr specifier;
    LodeKind kind;
    LodeBase base;
    LodeStr conditions[LODE_CONDITION_LIMIT];
    size_t condition_count;
    const LodeStr *added; /* those of them that the request brought itself */
    size_t added_count;
    LodeStr attribute_type;
} LodeResolving;

/*
 * Where a specifier led before anything was looked for on disk: a file by its
 * path where the URL has the same text (nearly always), else a URL.
 */
typedef struct LodeLocation {
    bool is_path;
    bool is_file_path; /* a path that is no URL's text: pathToFileURL makes one of it */
    LodeStr path;      /* absolute, normal but for a trailing slash */
    LodeUrl url;       /* where not is_path */
} LodeLocation;

#define LODE_TRACE(resolving, outcome, function, ...)                                         \
    do {                                                                                      \
        if ((resolving)->resolver->trace) {                                                   \
            lode_trace_add((resolving)->resolver->trace, (outcome), (function), __VA_ARGS__); \
        }                                                                                     \
    } while (0)
#define LODE_TRACE_ENTER(resolving) \
    ((resolving)->resolver->trace ? (void)(resolving)->resolver->trace->depth++ : (void)0)
#define LODE_TRACE_LEAVE(resolving) \
    ((resolving)->resolver->trace ? (void)(resolving)->resolver->trace->depth-- : (void)0)

bool lode__has_condition(const LodeResolving *self, LodeStr name);
/* The href of a base, made on first use. */
LodeStr lode__base_url(LodeResolving *self, LodeBase *base);
/* Base for messages and look-ups on behalf of a package.json. */
LodeBase lode__base_of_file(LodeStr path);

/* new URL(path of a file, as pathToFileURL writes it); true where the text of the path is the URL's pathname. */
LodeUrl lode__url_of_path(LodeArena *arena, LodeStr path);
/* lode_url_path_is_plain of a referrer, remembered for the last one. */
bool lode__base_is_plain(LodeResolving *self, LodeStr path);
/* Bytes that stay as they are in the path of a file: URL, '/' and '.' included. */
bool lode__is_plain_reference(LodeStr reference);

/* A resolution of `request` by `resolver`: conditions set, the base left to the caller. */
LodeResolving lode__resolving_of(LodeResolver *resolver, const LodeRequestFrom *request, LodeArena *arena,
                                 LodeError *error);

/* cjs.c: Module._resolveFilename. Fills `*file` and, where it is a core module, `*core`. */
typedef struct LodeCjsResult {
    LodePath *file;
    LodeStr core; /* the specifier of a core module; absent for files */
    bool is_ignored;
} LodeCjsResult;
bool lode__cjs_resolve(LodeResolving *self, bool is_main, LodeCjsResult *out);

/* esm.c: ESM_RESOLVE up to the final URL and file. */
bool lode__esm_resolve(LodeResolving *self, LodeResolution *out);
/* PACKAGE_RESOLVE, also reached from `imports`. */
bool lode__package_resolve(LodeResolving *self, LodeStr specifier, LodeBase *base, LodeLocation *out);

/* resolver.c: what both algorithms share at the end. */
/* The real path of a file that was found, or the file itself under --preserve-symlinks. */
bool lode__real_file(LodeResolving *self, LodePath *path, LodePath **out);
bool lode__finish_file(LodeResolving *self, LodePath *file, LodeStr search_and_hash, LodeResolution *out);

/* format.c */
bool lode__format_of_file(LodeResolving *self, LodePath *file, LodeStr pathname, LodeFormat *format);

#endif

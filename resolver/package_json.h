/*
 * package.json, read once for each directory and remembered with its absence.
 *
 * Only what resolution asks for is kept: name, main, type, exports, imports, and
 * for the bundler profiles module and browser. A file that is not JSON is an
 * error that is remembered too and reported to each request that needs it. What
 * Node's reader lets pass is let pass here (docs/resolution.md, "package.json").
 */
#ifndef LODE_RESOLVER_PACKAGE_JSON_H
#define LODE_RESOLVER_PACKAGE_JSON_H

#include "resolver/internal.h"
#include "resolver/package_text.h"

typedef struct LodePackage LodePackage;
struct LodePackage {
    LodePackage *next; /* every package of the cache, for freeing */
    LodeArena arena;
    bool exists;
    LodePath *file;
    LodePath *directory;
    /* Its folder as the specifier spelt it: "@s//" has a slash more than the directory. Shown in URLs and messages. */
    LodeStr folder;
    int read_error;         /* errno where it could not be read; 0 otherwise */
    LodePackageText fields; /* what Node reads of it; zeroed where it does not exist */
    LodePosition problem_position;
    _Atomic(const LodeJson *) root; /* the whole document, once it was asked for: lode__package_root */
};

/* What an `import` that reads a package says in the error of a broken one. NULL: nothing. */
typedef struct LodeImporting {
    LodeStr specifier;
    const LodeBase *base;
    LodeStr folder; /* the package's folder as the specifier spells it; absent where that is its path */
    LodeStr file;   /* what is read in place of its package.json, as the specifier spells it; absent where it is that */
} LodeImporting;

/* Who reads the scope of a module: decides which broken parts of it are an error (docs/resolution.md). */
typedef enum LodeScopeReader {
    LODE_READ_ESM_SCOPE,   /* `import` of a package or of #name, and the format of .js: both maps are parsed */
    LODE_READ_CJS_SELF,    /* `require`, for self-reference: `exports` only, from Node 24 */
    LODE_READ_CJS_IMPORTS, /* `require` of #name: `imports` only, from Node 24 */
    LODE_READ_TYPE         /* only `type` is asked for */
} LodeScopeReader;

/* The package.json of one directory; never NULL: look at `exists`. False: it is broken, the error is filled. */
bool lode__package_read(LodeResolving *self, LodePath *directory, const LodeImporting *importing, LodePackage **out);
/*
 * The same of importing->file, whose targets are relative to `directory`; not remembered. For the specifiers in
 * which a '?' or '#' ends the URL of package.json before its name. A path with a slash at its end is never a file.
 */
bool lode__package_read_as(LodeResolving *self, LodePath *directory, const LodeImporting *importing, LodePackage **out);
/*
 * The nearest package.json at or above a directory. `*out` is NULL where there
 * is none; the look-up stops below a node_modules. False: it is broken. `asker`
 * is the path of the module whose scope it is: Node 20 names it in the error.
 */
bool lode__package_scope(LodeResolving *self, LodePath *directory, LodeScopeReader reader, LodeStr asker,
                         LodePackage **out);
/* The same without errors: an invalid package.json counts as found. For what only informs. */
LodePackage *lode__package_peek(LodeCache *cache, LodePath *directory);
LodePackage *lode__package_peek_scope(LodeCache *cache, LodePath *directory);
/*
 * The whole document, parsed when it is first asked for: for what Node never
 * reads (`module`, `browser`, `bin`). NULL where it is no JSON object.
 */
const LodeJson *lode__package_root(LodeCache *cache, LodePackage *package);
/* Its path as Node spells it in messages and URLs. */
LodeStr lode__package_file_text(LodeResolving *self, const LodePackage *package);
/* pathToFileURL of that: targets and subpaths are resolved against it. */
LodeUrl lode__package_url(LodeResolving *self, const LodePackage *package);
/* A place in package.json, for notes. */
LodePosition lode__package_position(LodeCache *cache, const LodePackage *package, LodeSpan span);

/* Whether the system refuses a name or path of this size (Linux: 255 and 4095 bytes). */
bool lode__name_is_too_long(LodeStr path);
/* The path of the node_modules folder in a directory, whether it is there or not. */
LodePath *lode__node_modules_of(LodeMemo *memo, LodePath *directory);

/* The URL text of a file, made once for each path. */
LodeStr lode__cached_url(LodeCache *cache, LodePath *file);

#endif

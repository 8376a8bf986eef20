/*
 * CJS exports: the names by which ES modules see a CommonJS module.
 *
 * What Node finds before anything runs: the names in the text (syntax/cjs_names.h), and
 * those of every module that it re-exports, transitively, resolved as `require`
 * does. A re-export that does not resolve, cannot be read or is no CommonJS adds
 * nothing. `default` is always there, `module.exports` from Node 23 on.
 *
 * Answers are remembered for each file, re-export cycles included; the walk has a
 * stack of its own. One thread.
 */
#ifndef LODE_GRAPH_CJS_EXPORTS_H
#define LODE_GRAPH_CJS_EXPORTS_H

#include "resolver/resolver.h"
#include "syntax/cjs_names.h"

typedef struct LodeCjsExport {
    LodeStr name;
    LodePath *file; /* the file whose text has it; NULL for `default` and `module.exports` */
    LodeSpan span;  /* there */
} LodeCjsExport;

typedef struct LodeCjsExports {
    LodeCjsExport *items; /* sorted by name bytewise, `default` and `module.exports` included */
    uint32_t count;
    bool has_es_module; /* `__esModule` is among them: transpiled from an ES module */
    LodeStr error;      /* the lexer gave up on this file: only `default` (and `module.exports`) is left; else empty */
    uint32_t error_offset;
} LodeCjsExports;

typedef struct LodeCjsReader LodeCjsReader;
/* The cache must outlive the reader; the options are copied. */
LodeCjsReader *lode_cjs_reader_new(LodeCache *cache, const LodeResolverOptions *options);
void lode_cjs_reader_free(LodeCjsReader *self);
/* The names of a CommonJS file; borrowed, they live as long as the reader. Never NULL. */
const LodeCjsExports *lode_cjs_exports(LodeCjsReader *self, LodePath *file);
/* Those of a text that is no file; what it re-exports is not looked for. */
const LodeCjsExports *lode_cjs_exports_of_text(LodeCjsReader *self, LodeStr source);
/* Looks `name` up among them; NULL where it is not there. O(log names). */
const LodeCjsExport *lode_cjs_exports_find(const LodeCjsExports *self, LodeStr name);

#endif

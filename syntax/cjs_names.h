/*
 * CommonJS names: what Node's lexer sees a CommonJS module export.
 *
 * `import {x} from './a.cjs'` is checked before a.cjs runs, so Node reads the names
 * from the text alone, by the grammar that the lexer's documentation gives: a scan of tokens
 * that takes `exports.x =`, `module.exports = {…}`, `Object.defineProperty(exports, …)` and the
 * shapes that Babel, TypeScript and esbuild write, wherever they stand, dead code included, and
 * nothing else. This is that grammar, not the truth: what Node does not see is not here.
 *
 * One pass without a parse tree, linear in the source; memory is linear in what is
 * found and in the depth of brackets. Nothing recurses.
 */
#ifndef LODE_SYNTAX_CJS_NAMES_H
#define LODE_SYNTAX_CJS_NAMES_H

#include "base/arena.h"
#include "base/span.h"

typedef struct LodeCjsName {
    LodeStr text;  /* an exported name, or the specifier of a re-export; UTF-8, escapes resolved */
    LodeSpan span; /* where it was seen first */
} LodeCjsName;

typedef struct LodeCjsNames {
    LodeCjsName *exports; /* distinct, in the order in which they were first seen; "__esModule" among them */
    uint32_t export_count;
    LodeCjsName *reexports; /* distinct specifiers whose names are added */
    uint32_t reexport_count;
    /* The lexer gave up: then Node sees no names at all. Empty where it did not. */
    LodeStr error;
    uint32_t error_offset;
} LodeCjsNames;

/*
 * Reads `source` (any bytes) as the lexer of the given version of Node (20, 22, 24, 26). Never
 * fails: look at `error`. Everything lives in `arena` and borrows nothing from `source`.
 */
void lode_cjs_names_read(LodeStr source, int node_version, LodeArena *arena, LodeCjsNames *out);

#endif

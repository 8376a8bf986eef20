/*
 * CJS shapes: the places in a CommonJS text that name an export or a re-export.
 *
 * Each function is called with the first word of its shape next. It takes what Node's lexer takes
 * when the shape is there, and the first words alone where it is not, so that what follows is
 * scanned as ordinary tokens. Which of the two decides how later slashes and brackets
 * are read, so "takes" is part of the grammar here.
 */
#ifndef LODE_SYNTAX_CJS_SHAPES_H
#define LODE_SYNTAX_CJS_SHAPES_H

#include "syntax/cjs_finds.h"
#include "syntax/cjs_pattern.h"

/* cjs_shapes.c: `exports.a =`, `exports['a'] =` */
void lode__cjs_exports_shape(LodeCjsScan *scan, LodeCjsFinds *finds);
/* The same with `module.` in front, and `module.exports = {…}`, `module.exports = require(…)`. */
void lode__cjs_module_shape(LodeCjsScan *scan, LodeCjsFinds *finds);
/* `Object.defineProperty(exports, 'a', {…})`; outside brackets Babel's `Object.keys(…).forEach(…)` too. */
void lode__cjs_object_shape(LodeCjsScan *scan, LodeCjsFinds *finds);

/* cjs_stars.c, all of them only outside brackets: `Object.keys(x).forEach(…)`, `Object.keys` taken. */
void lode__cjs_keys_shape(LodeCjsScan *scan, LodeCjsFinds *finds);
/* `var x = require(…)` */
void lode__cjs_require_shape(LodeCjsScan *scan, LodeCjsFinds *finds);
/* `__export(require(…))`, `__exportStar(require(…)`, `x = _interopRequireWildcard(require(…)` */
void lode__cjs_helper_shape(LodeCjsScan *scan, LodeCjsFinds *finds);

/*
 * Takes `require ( STRING )` and puts the string into `span`. False and nothing taken where it is
 * not next. Like the lexer, does not look at the first letter.
 */
bool lode__cjs_take_require(LodeCjsScan *scan, LodeSpan *span);

#endif

/*
 * Where: under which circumstances the code at a node runs.
 *
 * Each node gets the flags OPTIONAL, CONDITIONAL and IN_FUNCTION of record.h, worked
 * out from its parent's in one loop over the tree. A function that is called where it
 * stands, an IIFE in any of its spellings, does run at load; so it adds nothing,
 * except that an async one takes its failures out of the surrounding try. So does the
 * factory of a UMD wrapper, under the conditions of the call that is made in there.
 */
#ifndef LODE_SYNTAX_WHERE_H
#define LODE_SYNTAX_WHERE_H

#include "syntax/record.h"
#include "syntax/tree.h"

/*
 * Beside the flags of requests: inside any function, IIFEs included, or in a class
 * field or static block, where `await` is not that of the module.
 */
enum { LODE_WHERE_OWN_AWAIT = 1 << 7 };

/* Fills `where` of every node. */
void lode_where_mark(LodeTree *tree);
/* The call that calls the function literal `function` where it stands, or LODE_NONE. */
uint32_t lode_where_immediate_call(const LodeTree *tree, uint32_t function);

/*
 * The call factory(require, …) by which the function literal `function` gets a require,
 * in the wrapper that TypeScript writes for UMD, or LODE_NONE:
 * (function (factory) {… factory(require, exports) …})(function (require, exports) {…})
 */
uint32_t lode_where_factory_call(const LodeTree *tree, uint32_t function);

#endif

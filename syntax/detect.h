/*
 * Detect: the facts that settle whether a file is a module or CommonJS.
 *
 * Node compiles an ambiguous file as CommonJS and looks at V8's first error ("Syntax
 * detection" in its documentation). Import and export statements and import.meta make it
 * a module at once, wherever they stand. Certain other errors make Node compile it as a
 * module, and if that works it is one: an `await` where a script has to fail, for await,
 * await using, and a let, const or class of one of the wrapper's five names at top level.
 *
 * So what counts is the first of these in the source. `await (x)`, `await [x]`, `await +x`
 * and an await with its operand on the next line are no error in a script: a call, a
 * member, a sum, two statements. V8's error for `${await x}` is not one that Node looks for.
 * What makes module code fail (a top-level return, `with`) is looked at where nothing but
 * these errors speaks for a module. Other early errors are not: such a file never runs.
 */
#ifndef LODE_SYNTAX_DETECT_H
#define LODE_SYNTAX_DETECT_H

#include "syntax/record.h"
#include "syntax/scope.h"

/* `error_start`: the source offset of a certain error before the parse, or UINT32_MAX. */
void lode_detect(LodeRecord *record, const LodeTree *tree, const LodeScopes *scopes, uint32_t error_start);

#endif

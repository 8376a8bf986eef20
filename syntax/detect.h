/*
 * Detect: the facts that settle whether a file is a module or CommonJS.
 *
 * Node compiles an ambiguous file as CommonJS and looks at V8's first error; certain
 * errors mean "try it as a module" ("Syntax detection" in Node's documentation). The
 * facts here are what makes V8 give those errors, found in the tree:
 *   module syntax       import and export statements, import.meta, wherever they stand
 *   module-only syntax  an await outside functions where a script must fail with it, a
 *                       let, const or class of one of the wrapper's five names at top level
 */
#ifndef LODE_SYNTAX_DETECT_H
#define LODE_SYNTAX_DETECT_H

#include "syntax/record.h"
#include "syntax/scope.h"

void lode_detect(LodeRecord *record, const LodeTree *tree, const LodeScopes *scopes);

#endif

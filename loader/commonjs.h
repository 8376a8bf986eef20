/*
 * CommonJS: what the JavaScript of the loader (core/internal/cjs/) leaves to C.
 *
 * The loader itself, Module and require, is JavaScript: programs replace parts of it, so it has to
 * be there to be replaced. Looking for files, reading them and making functions of their text is here.
 *
 * Resolution is lode__host_resolve (host_state.h), as it is for ES modules.
 *
 * A text becomes a function by being evaluated in a wrapper. A text that closes the wrapper early is a SyntaxError, as it
 * is in Node. Only where the text has an `import(…)` is it rewritten (syntax/body.h); then its function
 * comes out of another one that takes the function behind import().
 */
#ifndef LODE_LOADER_COMMONJS_H
#define LODE_LOADER_COMMONJS_H

#include "loader/host_state.h"

/*
 * Replaces the content of `out` with the bytes of a file, a pipe or device included. False, with the error of
 * fs.readFileSync in `*thrown`, where it cannot be read.
 */
bool lode__commonjs_read(LodeHost *host, LodeStr path, LodeBuf *out, LodeValue *thrown);

/*
 * The function (exports, require, module, __filename, __dirname) of a text; or, where the text has an import(…),
 * a function that takes the one behind import() and gives that function: its `length` is 1. NULL with
 * `*thrown` where it is no function body. `url` is what stacks say, usually the path.
 */
LodeValue lode__commonjs_compile(LodeHost *host, LodeStr source, LodeStr url, LodeValue *thrown);

/* Whether Node's syntax detection makes a module of a text. */
bool lode__commonjs_is_module(LodeHost *host, LodeStr source);

/*
 * Runs a text as a script of its own (`node -e`), in the scope of all scripts. Calls of import(…) go to the
 * global function `import_name`.
 */
LodeValue lode__commonjs_run_script(LodeHost *host, LodeStr source, LodeStr url, LodeStr import_name,
                                    LodeValue *thrown);

#endif

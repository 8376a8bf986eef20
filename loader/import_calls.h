/*
 * Import calls: whether a CommonJS text may have an import(…), so that it has to be rewritten.
 *
 * Rewriting reads the text token by token (syntax/body.h). The word is in many texts and the call in few, so first the
 * bytes around each place of the word are looked at. Never wrong about a text that has one.
 */
#ifndef LODE_LOADER_IMPORT_CALLS_H
#define LODE_LOADER_IMPORT_CALLS_H

#include "base/str.h"

bool lode__may_import(LodeStr source);

#endif

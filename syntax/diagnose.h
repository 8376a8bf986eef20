/*
 * Diagnose: what the parser could not read, in words.
 *
 * tree-sitter repairs what it cannot read: it wraps tokens in ERROR nodes or makes up
 * a MISSING one. Each outermost ERROR and each MISSING node becomes a diagnostic.
 */
#ifndef LODE_SYNTAX_DIAGNOSE_H
#define LODE_SYNTAX_DIAGNOSE_H

#include "syntax/record.h"
#include "syntax/tree.h"

typedef LODE_VEC(LodeDiagnostic) LodeDiagnostics;

/* Appends to `out`, in source order; positions are filled in by record.c. */
void lode_diagnose(LodeDiagnostics *out, const LodeGrammar *grammar, const LodeTree *tree, LodeArena *arena);

#endif

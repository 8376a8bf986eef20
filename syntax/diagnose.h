/*
 * Diagnose: what could not be read, in words.
 *
 * One error has many consequences, and a list of those helps nobody. So first comes the
 * place where an engine would stop too: what the skim found about brackets, strings and
 * comments, or else the first token that no program could have there. Of tree-sitter's other
 * repairs (ERROR nodes around what it skipped, MISSING ones that it made up) only
 * those further on are told, and none where the brackets do not match.
 */
#ifndef LODE_SYNTAX_DIAGNOSE_H
#define LODE_SYNTAX_DIAGNOSE_H

#include "syntax/record.h"
#include "syntax/skim.h"
#include "syntax/tree.h"

typedef LODE_VEC(LodeDiagnostic) LodeDiagnostics;

/* Each appends to `out`, in source order; positions are filled in by record.c. */
/* The token at a source offset is not expected. */
void lode_diagnose_token(LodeDiagnostics *out, LodeStr source, uint32_t offset, LodeArena *arena);
void lode_diagnose_skim(LodeDiagnostics *out, const LodeSkim *skim, LodeStr source, LodeArena *arena);
/* `first`: the offset in the text after which the first bad token comes, or UINT32_MAX. */
void lode_diagnose_tree(LodeDiagnostics *out, const LodeTree *tree, uint32_t first, LodeArena *arena);
void lode_diagnose_giving_up(LodeDiagnostics *out);

#endif

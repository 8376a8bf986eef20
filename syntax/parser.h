/*
 * Parser: one tree-sitter parser with its grammar, its bounds and its scratch memory.
 *
 * tree-sitter keeps going on any input, but for hostile ones takes time that grows
 * faster than the input. So a parse has a budget of operations and of bytes read,
 * both counted and not clocked: the same source gives the same record on any machine.
 */
#ifndef LODE_SYNTAX_PARSER_H
#define LODE_SYNTAX_PARSER_H

#include "syntax/diagnose.h"
#include "syntax/requests.h"
#include "syntax/scope.h"
#include "syntax/skim.h"
#include "syntax/tree.h"

struct LodeParser {
    TSParser *parser;
    LodeGrammar grammar;
    bool whole;
    LodeText text;
    LodeSkim skim;
    LodeTree tree;
    LodeScopes scopes;
    LodeRequests requests;
    LodeDiagnostics diagnostics;
};

/* Parses text->bytes. NULL if the budget ran out. The caller deletes the result. */
TSTree *lode__parser_run(LodeParser *self, const LodeText *text);

#endif

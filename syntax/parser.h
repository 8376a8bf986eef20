/*
 * Parser: one tree-sitter parser with its grammar, its bounds and its scratch memory.
 *
 * tree-sitter goes on whatever the input, but in text full of errors it is hundreds of
 * times slower than in code, and its tree takes many times the memory of the text. So
 * a parse has a budget of bytes, of operations, of bytes read again, and of operations
 * after the first error. All are counted and none is clocked: the same source gives the
 * same record on any machine.
 */
#ifndef LODE_SYNTAX_PARSER_H
#define LODE_SYNTAX_PARSER_H

#include "syntax/diagnose.h"
#include "syntax/exports.h"
#include "syntax/requests.h"
#include "syntax/scope.h"
#include "syntax/skim.h"
#include "syntax/tree.h"
#include "syntax/uses.h"

struct LodeParser {
    TSParser *parser;
    LodeGrammar grammar;
    bool whole;
    LodeDetail detail;
    LodeText text;
    LodeSkim skim;
    LodeTree tree;
    LodeScopes scopes;
    LodeRequests requests;
    LodeExports exports;
    LodeUses uses;
    LodeSuppressions suppressions;
    LodeDiagnostics diagnostics;
};

/*
 * Parses text->bytes. NULL if the budget ran out, or with `stop_at_error` at the first
 * error (or a little later: then the tree has an error). The caller deletes the result.
 */
TSTree *lode__parser_run(LodeParser *self, const LodeText *text, bool stop_at_error);

/*
 * Parses self->text into self->tree, with its places and scopes. False if the budget ran out. With `words`, of the
 * short parse, an error ends it: look at tree.has_error, then there are no scopes.
 */
bool lode__parser_read(LodeParser *self, const LodeOffsets *words, LodeArena *arena);

/* Where the program begins in its source: behind a byte order mark. */
static inline uint32_t lode__program_start(LodeStr source)
{
    return lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/*
 * Where the first token begins that no program could have there, as an offset in the
 * text; UINT32_MAX if it cannot be told. Costs another, slower parse up to that point.
 */
uint32_t lode__parser_find_error(LodeParser *self, const LodeText *text);

#endif

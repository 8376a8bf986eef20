/*
 * Constant: the string value of an expression, as far as the text says it.
 *
 * Strings, templates, `+` and parentheses are computed. What is not known becomes
 * one '*' for each run, so './x/' + name + '.js' is "./x/" "*" ".js". The folder of the file
 * itself is known to be ".": __dirname + '/x', `${__dirname}/x`, import.meta.dirname,
 * path.join(__dirname, 'x') and path.resolve(__dirname, 'x') (also as bare join and resolve)
 * are "./x", for what they name is what that relative specifier names. That `path` is
 * Node's is taken on trust. Nothing else is evaluated: no bindings, no calls.
 *
 * One loop over the subtree, linear in it, no recursion.
 */
#ifndef LODE_SYNTAX_CONSTANT_H
#define LODE_SYNTAX_CONSTANT_H

#include "syntax/scope.h"

typedef struct LodeConstant {
    LodeStr value; /* in the arena */
    bool dynamic;  /* `value` is a pattern */
} LodeConstant;

LodeConstant lode_constant_evaluate(const LodeTree *tree, const LodeScopes *scopes, uint32_t node, LodeBuf *scratch,
                                    LodeArena *arena);
/* The value of a string literal or of an identifier-like name; in the arena. */
LodeStr lode_constant_literal(const LodeTree *tree, uint32_t node, LodeBuf *scratch, LodeArena *arena);
/* Appends the value of the inside of a literal: escapes resolved, broken UTF-8 as U+FFFD. */
void lode_constant_decode(LodeBuf *out, LodeStr raw, bool is_template);
/* Whether the value of the literal holds half of a surrogate pair, so that it is no Unicode text. */
bool lode_constant_has_lone_surrogate(LodeStr literal);

#endif

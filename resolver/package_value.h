/*
 * The value of `exports` or `imports` as a document, fast.
 *
 * The result is that of lode_json_parse, with spans that are offsets in the file.
 * Values as people write them (objects, arrays, strings without escapes, true, false
 * and null, few levels deep) are put together from the tokens of package_tokens.h in
 * the pass that reads the file, several times as fast as by a general parser. At the
 * first thing that is not so plain, or not JSON, lode_json_parse is asked. So there
 * is one set of rules, and a shortcut that is fuzzed against it.
 */
#ifndef LODE_RESOLVER_PACKAGE_VALUE_H
#define LODE_RESOLVER_PACKAGE_VALUE_H

#include "base/json.h"
#include "resolver/package_tokens.h"

/*
 * The shortcut. The value that the cursor stands on, and the cursor goes on past it; NULL where it
 * is not plain, and the cursor stays. `shift` is added to all offsets in the text of the cursor.
 * The document lives in `arena` and borrows nothing. The caller finds out whether the text is
 * flawed (package_tokens.h) or no UTF-8, and does not use the document then.
 */
LodeJson *lode__package_value_read(LodeArena *arena, LodeTokens *tokens, uint32_t shift);
/* lode_json_parse for a text that stands at `shift` in its file; NULL where it is no JSON. */
LodeJson *lode__package_value_parse(LodeArena *arena, LodeStr text, uint32_t shift);
/* Gives every value and key of a document the same span. */
void lode__package_value_cover(LodeJson *root, LodeSpan span);

#endif

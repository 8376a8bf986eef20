/*
 * Settling the format of a file whose package says nothing.
 *
 * Resolution leaves LODE_FORMAT_DETECT where Node looks at the source ("Syntax
 * detection" in the documentation of packages): module syntax, or syntax that
 * only module code allows, makes a module; everything else is CommonJS. A
 * record holds both facts, so this costs two comparisons. `lode resolve` and the
 * graph use the same function.
 *
 * For TypeScript the same facts are asked of a record that the JavaScript
 * grammar gave. Import and export statements are recognised beside types, so
 * the answer differs from Node's only for a file whose one module statement is
 * itself TypeScript syntax (`import x = require()`, which Node refuses too).
 */
#ifndef LODE_GRAPH_MODULE_FORMAT_H
#define LODE_GRAPH_MODULE_FORMAT_H

#include "resolver/resolver.h"
#include "syntax/record.h"

/* Whether the format waits for the source. */
static inline bool lode_format_is_open(LodeFormat format)
{
    return format == LODE_FORMAT_DETECT || format == LODE_FORMAT_DETECT_TYPESCRIPT;
}

/* Whether a file of this format is read for requests (open ones are). */
bool lode_format_has_source(LodeFormat format);

/* The format once the record is known; closed formats stay. `record` NULL counts as an empty source. */
LodeFormat lode_format_settle(LodeFormat format, const LodeRecord *record);

/*
 * The same for one resolved file: reads and parses `resolution->file` where its
 * format is open. A file that cannot be read gives the format of an empty source.
 */
LodeFormat lode_format_settle_file(LodeMemo *memo, LodeParser *parser, const LodeResolution *resolution);

#endif

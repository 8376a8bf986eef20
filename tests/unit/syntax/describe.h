/*
 * A record as one line, so that tests of syntax/ are tables of source and text.
 *
 *   import ./a {default:a, b:c}; require[O~] x; dynamic-import y {} with type=json
 *
 * Flags: O optional, ~ conditional, f in a function, R re-export, D dynamic. Names are those
 * taken, `imported:local` where they differ; none shown means that any may be used.
 * Behind a bar stand the facts: module, module-only, await. Diagnostics: ! 1:5 text.
 */
#ifndef LODE_TESTS_UNIT_SYNTAX_DESCRIBE_H
#define LODE_TESTS_UNIT_SYNTAX_DESCRIBE_H

#include "syntax/record.h"
#include "tests/unit/base/rows.h"

/*
 * The details are lines of their own:
 *
 *   exports       const a; function f as default; x:b as c; x:* as ns; x:* ! 1:9 Duplicate export of 'a'
 *   uses          ns.a.b[C]; x[fW]
 *   suppressions  2 missing-export -- why
 *
 * An export says its kind and local name (? is an unknown kind), or module:name of an indirect one. Early
 * errors follow. Flags of uses: C called, N constructed, W written, G guarded, f in a function.
 */
typedef struct RecordRow {
    const char *source;
    const char *expected;
    const char *why;
} RecordRow;

void describe_record(LodeBuf *out, const LodeRecord *record);
void describe_exports(LodeBuf *out, const LodeRecord *record);
void describe_uses(LodeBuf *out, const LodeRecord *record);
void describe_suppressions(LodeBuf *out, const LodeRecord *record);
/* Reads with a detail, by the short parse and whole where both give it, and compares what `describe` tells. */
typedef void (*Describe)(LodeBuf *out, const LodeRecord *record);
void same_details(LodeDetail detail, Describe describe, const RecordRow *rows, size_t count);
/* Reads the source both ways, by the short parse and whole, and compares each with the text. */
void same_record(LodeStr source, const char *expected, const char *why);
void same_records(const RecordRow *rows, size_t count);
/* Fails unless all places in the record lie in the source and positions are true. */
void check_places(const LodeRecord *record, LodeStr source, const char *why);

#endif

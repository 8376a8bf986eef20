/*
 * The text of one package.json, read as the Node of a given version reads it.
 *
 * Node 22 and later skim the file: only the fields they know are looked at, and
 * much that is no JSON passes (a comment in a value, `01`, a bracket of the wrong
 * kind), while some JSON does not ("type": null). The text of `exports` and
 * `imports` is kept and given to JSON.parse when it is first asked for. Node 20
 * gives the whole text to JSON.parse. Both readings are here, checked against the
 * programs by random broken files; docs/resolution.md, "package.json", has the rules
 * in words. What is not here: which request an invalid file stops.
 *
 * One pass over the bytes (about 1 GB/s) and a second one over the two maps. Depth
 * costs no stack. A file may have up to 4 GiB less one byte.
 */
#ifndef LODE_RESOLVER_PACKAGE_TEXT_H
#define LODE_RESOLVER_PACKAGE_TEXT_H

#include "base/json.h"

typedef enum LodePackageType {
    LODE_PACKAGE_TYPE_NONE,
    LODE_PACKAGE_TYPE_COMMONJS,
    LODE_PACKAGE_TYPE_MODULE
} LodePackageType;

typedef struct LodePackageText {
    /*
     * What is wrong with an invalid file. Node 22 and later say nothing, so these are words
     * for people. On Node 20 it is the message of the error that JSON.parse throws; for a file
     * that holds `null` that of the TypeError that comes of it.
     */
    LodeStr problem;
    LodeStr name;    /* the three are absent where Node has none */
    LodeStr version; /* Node does not read it: absent where it is no plain string */
    LodeStr main;
    /*
     * As Node has them, which may be a string, an array or, on Node 20, a number or a boolean. NULL
     * where absent, null, ignored or broken. Spans are offsets in the text; where Node parses the
     * value of a string, all are that of the string.
     */
    const LodeJson *exports;
    const LodeJson *imports;
    /* The message of V8's SyntaxError where Node parses a map and it is no JSON; absent otherwise. */
    LodeStr exports_problem;
    LodeStr imports_problem;
    uint32_t problem_offset;     /* of the offending byte of an invalid file */
    uint32_t map_problem_offset; /* of the offending byte of the first broken map in the text */
    LodePackageType type;
    bool is_invalid; /* ERR_INVALID_PACKAGE_CONFIG for everyone who reads it (Node 20: see `problem`) */
} LodePackageText;

/*
 * Reads `text`, the bytes of the file. Never fails: look at `is_invalid`, then nothing but the
 * problem is set. Everything lives in `arena` and borrows nothing from `text`.
 */
void lode__package_text_read(LodeArena *arena, LodeStr text, int node_version, LodePackageText *out);

#endif

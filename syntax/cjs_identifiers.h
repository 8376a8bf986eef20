/*
 * CJS identifiers: which characters outside ASCII Node 20 and 22 take for letters.
 *
 * Their lexer carries a table of its own, of an older Unicode; later ones take every byte
 * outside ASCII. O(log ranges).
 */
#ifndef LODE_SYNTAX_CJS_IDENTIFIERS_H
#define LODE_SYNTAX_CJS_IDENTIFIERS_H

#include <stdint.h>

typedef enum LodeCjsIdentifierPart {
    LODE_CJS_IDENTIFIER_NONE,
    LODE_CJS_IDENTIFIER_PART, /* not at the start of an identifier */
    LODE_CJS_IDENTIFIER_START /* anywhere */
} LodeCjsIdentifierPart;

/* `code_point` is above 0x7F. */
LodeCjsIdentifierPart lode__cjs_identifier_part(uint32_t code_point);

#endif

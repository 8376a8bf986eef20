/*
 * CJS finds: what a scan has found so far, in the order in which it was seen.
 *
 * Names and specifiers are decoded as the dialect decodes them: both resolve escapes, and
 * each has its own view of the odd ones. A string that is no text (a lone surrogate, an
 * escape that is none) is not a find. Tables keep it linear in what is found.
 */
#ifndef LODE_SYNTAX_CJS_FINDS_H
#define LODE_SYNTAX_CJS_FINDS_H

#include "syntax/cjs_names.h"
#include "syntax/cjs_scan.h"

/* Texts, each once, with a value. A zeroed one is empty. */
typedef struct LodeCjsItem {
    LodeCjsName name;
    LodeStr value;
} LodeCjsItem;

typedef struct LodeCjsItems {
    LODE_VEC(LodeCjsItem) list;
    uint32_t *slots; /* indices into the list plus 1, 0 where empty; a power of two of them */
    size_t slot_count;
} LodeCjsItems;

typedef struct LodeCjsFinds {
    LodeArena *arena; /* for the texts */
    LodeBuf scratch;
    LodeCjsItems exports;
    LodeCjsItems reexports;
    LodeCjsItems unsafe;     /* names of getters that are not trusted: no exports, whatever else says so */
    LodeCjsItems required;   /* var NAME = require(VALUE), for `export *` */
    uint32_t required_count; /* of such declarations, repeated names included */
    LodeStr last_required;   /* what the last require of that kind asked for; absent where it is no text */
} LodeCjsFinds;

/* The item of that text, or NULL. Valid until the next one is added. */
LodeCjsItem *lode__cjs_items_find(const LodeCjsItems *self, LodeStr text);
/* The same; made if need be, with an absent value. The text must outlive the items. */
LodeCjsItem *lode__cjs_items_add(LodeCjsItems *self, LodeStr text, LodeSpan span);
void lode__cjs_items_clear(LodeCjsItems *self);
void lode__cjs_finds_release(LodeCjsFinds *self);

/* The text of an identifier or string of the source, in the arena; absent where it is none. */
LodeStr lode__cjs_text(LodeCjsFinds *self, const LodeCjsScan *scan, LodeSpan span);
/* The same for text that is a string if it begins with a quote. */
LodeStr lode__cjs_decode(LodeCjsFinds *self, LodeCjsDialect dialect, LodeStr text);

/* Adds what the span spells, if it is a text. */
void lode__cjs_add(LodeCjsFinds *self, const LodeCjsScan *scan, LodeCjsItems *items, LodeSpan span);

#endif

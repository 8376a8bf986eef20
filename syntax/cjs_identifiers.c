#include "syntax/cjs_identifiers.h"

#include <stddef.h>

static const struct {
    uint32_t first;
    uint32_t last;
    LodeCjsIdentifierPart part;
} ranges[] = {
#define R(first, last, part)                    \
    {                                           \
        first, last, LODE_CJS_IDENTIFIER_##part \
    }
#include "syntax/cjs_identifiers.def"
#undef R
};

LodeCjsIdentifierPart lode__cjs_identifier_part(uint32_t code_point)
{
    size_t low = 0;
    size_t high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point < ranges[middle].first) {
            high = middle;
        } else if (code_point > ranges[middle].last) {
            low = middle + 1;
        } else {
            return ranges[middle].part;
        }
    }
    return LODE_CJS_IDENTIFIER_NONE;
}

/* Looking up what tools/embed.mjs wrote. */
#include "loader/core.h"

size_t lode__core_find(LodeStr id)
{
    size_t low = 0;
    size_t high = lode__core_file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = lode_str_compare(lode__core_files[middle].id, id);
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return LODE_NOT_FOUND;
}

bool lode__core_is_public(LodeStr name)
{
    return !lode_str_starts_with(name, LODE_STR("internal/")) && !lode_str_starts_with(name, LODE_STR("npm/")) &&
           lode__core_find(name) != LODE_NOT_FOUND;
}

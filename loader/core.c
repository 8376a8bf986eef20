/* Looking up what tools/embed.mjs wrote. */
#include "loader/core.h"

size_t lode__core_find(LodeStr id)
{
    return lode_str_find_sorted(&lode__core_files->id, lode__core_file_count, sizeof *lode__core_files, id);
}

bool lode__core_is_public(LodeStr name)
{
    return !lode_str_starts_with(name, LODE_STR("internal/")) && !lode_str_starts_with(name, LODE_STR("npm/")) &&
           lode__core_find(name) != LODE_NOT_FOUND;
}

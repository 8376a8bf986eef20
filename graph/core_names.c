/* The names of core modules. Reading order: the table, one row, the answer. */
#include "graph/core_names.h"

#include "base/vec.h"

/* A bit for each version with a column. */
enum { V20 = 1 << 0, V22 = 1 << 1, V24 = 1 << 2, V26 = 1 << 3 };

static const struct {
    LodeStr module;
    unsigned versions;
    LodeStr names; /* with a space between */
} rows[] = {
#define LODE_CORE_NAMES(module, versions, names) {LODE_STR_INIT(module), (versions), LODE_STR_INIT(names)},
#include "graph/core_names.def"
#undef LODE_CORE_NAMES
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

static unsigned version_bit(int node_version)
{
    return node_version >= 26 ? V26 : node_version >= 24 ? V24 : node_version >= 22 ? V22 : V20;
}

/* The first row of a module; ROW_COUNT where there is none. */
static size_t first_row(LodeStr module)
{
    size_t low = 0;
    size_t high = ROW_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lode_str_compare(rows[middle].module, module) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int compare(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

size_t lode_core_names(LodeStr module, int node_version, LodeArena *arena, LodeStr **names)
{
    LODE_VEC(LodeStr) found = {0};
    for (size_t i = first_row(module); i < ROW_COUNT && lode_str_equal(rows[i].module, module); i++) {
        LodeStr rest = rows[i].names;
        while (rows[i].versions & version_bit(node_version) && rest.size > 0) {
            size_t space = lode_str_find(rest, ' ');
            size_t end = space == LODE_NOT_FOUND ? rest.size : space;
            lode_vec_push(&found, lode_str_slice(rest, 0, end));
            rest = lode_str_slice(rest, end + 1, rest.size);
        }
    }
    size_t count = found.count;
    *names = LODE_ARENA_NEW(arena, LodeStr, count);
    for (size_t i = 0; i < count; i++) {
        (*names)[i] = found.items[i];
    }
    if (count > 1) {
        qsort(*names, count, sizeof **names, compare);
    }
    lode_vec_release(&found);
    return count;
}

/* Which names are core modules in which version. The table is core_modules.def. */
#include "resolver/resolver.h"

enum { V20 = 1, V22 = 2, V24 = 4, V26 = 8 };

typedef struct CoreModule {
    LodeStr name;
    bool needs_prefix;
    unsigned versions;
} CoreModule;

static const CoreModule core_modules[] = {
#define LODE_CORE_MODULE(name, needs_prefix, versions) {LODE_STR_INIT(name), needs_prefix, versions},
#include "resolver/core_modules.def"
#undef LODE_CORE_MODULE
};

static unsigned version_bit(int node_version)
{
    return node_version >= 26 ? V26 : node_version >= 24 ? V24 : node_version >= 22 ? V22 : V20;
}

bool lode_is_core_module(LodeStr name, int node_version, bool *needs_prefix)
{
    size_t low = 0;
    size_t high = sizeof core_modules / sizeof *core_modules;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = lode_str_compare(name, core_modules[middle].name);
        if (order == 0) {
            *needs_prefix = core_modules[middle].needs_prefix;
            return (core_modules[middle].versions & version_bit(node_version)) != 0;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

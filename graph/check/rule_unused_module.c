/* unused-module: source files below the root that are not in the graph. */
#include "base/path.h"
#include "graph/check/checker.h"
#include "graph/entries.h"

#include <stdlib.h>

static int compare_strings(const void *left, const void *right)
{
    return lode_str_compare(*(const LodeStr *)left, *(const LodeStr *)right);
}

/* The paths of the graph's modules, sorted. */
static LodeStr *known_paths(LodeChecker *self, size_t *count)
{
    LodeStr *paths = lode_arena_alloc(&self->scratch, self->graph->module_count * sizeof *paths);
    *count = 0;
    for (LodeModuleIndex i = 0; i < self->graph->module_count; i++) {
        if (!lode_str_is_none(self->graph->modules[i].path)) {
            paths[(*count)++] = self->graph->modules[i].path;
        }
    }
    if (*count) {
        qsort(paths, *count, sizeof *paths, compare_strings);
    }
    return paths;
}

static bool is_among(LodeStr path, const LodeStr *paths, size_t count)
{
    return count && bsearch(&path, paths, count, sizeof *paths, compare_strings);
}

void lode__rule_unused_module(LodeChecker *self)
{
    static const LodeStr all = LODE_STR_INIT("**");
    LodeResolver *resolver = lode_resolver_new(self->cache, self->resolver);
    LodeStr *files = NULL;
    size_t file_count = 0;
    size_t known_count;
    LodeStr *known = known_paths(self, &known_count);
    /* A root without any source file is an error there and nothing to report here. */
    lode_entries_find(resolver, self->graph->root, self->graph->root, &all, 1, &self->scratch, &files, &file_count,
                      NULL);
    for (size_t i = 0; i < file_count; i++) {
        LodePath *real = lode_memo_real(self->memo, lode_memo_path(self->memo, files[i]));
        LodeFinder finder;
        if (is_among(files[i], known, known_count) || !real || is_among(lode_path_text(real), known, known_count) ||
            lode_glob_set_matches(&self->options->excluded, lode__id_of(self, files[i]))) {
            continue;
        }
        if (lode__finding_begin_at(self, &finder, lode__place_in(self, files[i], LODE_SPAN_FILE),
                                   "no entry reaches this file")) {
            lode__finding_subject(&finder, "%s", "");
            lode__finding_note(&finder, "it is dead, or an entry that was not named");
            lode__finding_end(&finder);
        }
    }
    lode_resolver_free(resolver);
}

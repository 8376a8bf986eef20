/*
 * "Did you mean": the candidate nearest to a word that was typed.
 *
 * Nearness is the edit distance with transpositions (optimal string alignment);
 * a candidate counts where at most a third of its letters differ, or where one
 * of the two words begins with the other.
 */
#ifndef LODE_CLI_SUGGEST_H
#define LODE_CLI_SUGGEST_H

#include "base/str.h"

typedef struct LodeSuggestion {
    LodeStr word; /* what was typed */
    LodeStr best; /* absent until a candidate is near enough */
    size_t distance;
} LodeSuggestion;

/* Compares one more candidate; of two that are equally near the first stays. */
void lode_suggest(LodeSuggestion *self, LodeStr candidate);

#endif

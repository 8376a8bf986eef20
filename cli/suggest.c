#include "cli/suggest.h"

enum { LONGEST = 40 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t edit_distance(LodeStr a, LodeStr b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= b.size; j++) {
        last[j] = j;
    }
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t cost = a.data[i - 1] == b.data[j - 1] ? 0 : 1;
            row[j] = smaller(smaller(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.size];
}

void lode_suggest(LodeSuggestion *self, LodeStr candidate)
{
    if (self->word.size == 0 || self->word.size > LONGEST || candidate.size > LONGEST) {
        return;
    }
    size_t distance = edit_distance(self->word, candidate);
    bool is_near = distance <= (candidate.size + 2) / 3 && distance < candidate.size;
    if (self->word.size >= 3 &&
        (lode_str_starts_with(candidate, self->word) || lode_str_starts_with(self->word, candidate))) {
        is_near = true;
        distance = smaller(distance, 1);
    }
    if (is_near && (lode_str_is_none(self->best) || distance < self->distance)) {
        self->best = candidate;
        self->distance = distance;
    }
}

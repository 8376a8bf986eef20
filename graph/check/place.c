/* Places and the words for them. Reading order: places, requests, names that are nearly the same. */
#include "graph/check/checker.h"
#include "graph/identity.h"

enum { NEAR_NAME = 2 /* edits: a swap and a missing letter */, LONGEST_NAME = 64 };

static bool is_file(LodeSpan span)
{
    return span.start == UINT32_MAX;
}

static void set_positions(LodePlace *place, const LodeLines *lines, LodeSpan span)
{
    if (lines && !is_file(span)) {
        place->start = lode_lines_position(lines, span.start);
        place->end = lode_lines_position(lines, span.end);
    }
}

LodePlace lode__place_of(LodeChecker *self, LodeModuleIndex module, LodeSpan span)
{
    const LodeModule *it = &self->graph->modules[module];
    LodePlace place = {.id = it->id, .path = it->path};
    set_positions(&place, lode__deep_lines(self->deep, module), span);
    return place;
}

LodePlace lode__place_in(LodeChecker *self, LodeStr path, LodeSpan span)
{
    LodePlace place = {.id = lode__id_of(self, path), .path = lode_arena_copy(self->arena, path)};
    set_positions(&place, lode__deep_lines_of(self->deep, path), span);
    return place;
}

LodeStr lode__id_of(LodeChecker *self, LodeStr path)
{
    return lode_graph_id_of_path(self->arena, self->graph->root, path);
}

LodeStr lode__first_line(LodeStr text)
{
    size_t end = lode_str_find(text, '\n');
    return lode_str_slice(text, 0, end);
}

LodeStr lode__request_text(LodeArena *arena, const LodeRequest *request)
{
    return lode_arena_printf(arena, "%s '%.*s'", lode_request_kind_texts[request->kind],
                             LODE_STR_ARG(request->specifier));
}

/* ASCII names, and any byte beyond ASCII: names are shown, not judged. */
bool lode__is_identifier(LodeStr name)
{
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        if (!is_letter && byte != '_' && byte != '$' && byte < 0x80 && !(i && byte >= '0' && byte <= '9')) {
            return false;
        }
    }
    return name.size > 0;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/*
 * How many letters were changed, left out, put in or swapped with the next one, without regard to case; NEAR_NAME + 1
 * where it is more than that.
 */
static unsigned edit_distance(LodeStr left, LodeStr right)
{
    if (left.size > LONGEST_NAME || right.size > LONGEST_NAME || left.size > right.size + NEAR_NAME ||
        right.size > left.size + NEAR_NAME) {
        return NEAR_NAME + 1;
    }
    unsigned rows[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= right.size; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= left.size; i++) {
        const unsigned *before = rows[(i + 1) % 3];
        const unsigned *above = rows[(i + 2) % 3];
        unsigned *row = rows[i % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= right.size; j++) {
            char a = lower(left.data[i - 1]);
            char b = lower(right.data[j - 1]);
            row[j] = least(above[j - 1] + (a != b), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a == lower(right.data[j - 2]) && b == lower(left.data[i - 2])) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
    }
    return least(rows[left.size % 3][right.size], NEAR_NAME + 1);
}

LodeStr lode__similar_name(LodeStr wrong, const LodeStr *names, size_t count)
{
    /* A third of a short name is another name: `a` is not meant by `b`, nor `on` by `off`. */
    unsigned limit = wrong.size < 3 ? 0 : wrong.size < 6 ? 1 : NEAR_NAME;
    LodeStr best = LODE_STR_NONE;
    unsigned distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        unsigned candidate = edit_distance(wrong, names[i]);
        bool is_better = candidate < distance ||
                         (candidate == distance && !lode_str_is_none(best) && lode_str_compare(names[i], best) < 0);
        if (is_better && !lode_str_equal(names[i], wrong)) {
            best = names[i];
            distance = candidate;
        }
    }
    return best;
}

/* A table by URL. Reading order: rows, places, lines. */
#include "loader/sources.h"

#include "graph/source.h"

#include "base/intern.h"
#include "base/vec.h"

struct LodeSources {
    LodeInterner *urls;
    LODE_VEC(LodeSource) by_url; /* by atom */
};

/*
 * So many texts make a large program, for the engine: with some of its time still before it, it gains more than the
 * ten milliseconds that being told costs another thread.
 */
enum { LARGE_PROGRAM = 100 };

void lode__sources_add(LodeHost *host, LodeSource source)
{
    LodeSources *self = host->sources;
    if (!self) {
        self = host->sources = lode_alloc_zeroed(1, sizeof *self);
        self->urls = lode_interner_new();
    }
    LodeAtom atom = lode_intern(self->urls, source.url, NULL);
    while (self->by_url.count <= atom) {
        lode_vec_push(&self->by_url, (LodeSource){.url = LODE_STR_NONE});
        if (self->by_url.count == LARGE_PROGRAM) {
            host->ops->expect_much(host->engine);
        }
    }
    self->by_url.items[atom] = source;
}

const LodeSource *lode__sources_find(LodeHost *host, LodeStr url)
{
    LodeSources *self = host->sources;
    if (!self) {
        return NULL;
    }
    /* Asking for what is unknown makes an atom of it: URLs of stacks are few. */
    LodeAtom atom = lode_intern(self->urls, url, NULL);
    return atom < self->by_url.count && self->by_url.items[atom].url.data ? &self->by_url.items[atom] : NULL;
}

void lode__sources_release(LodeHost *host)
{
    if (host->sources) {
        lode_interner_free(host->sources->urls);
        lode_vec_release(&host->sources->by_url);
        free(host->sources);
        host->sources = NULL;
    }
}

/* ---- places ---- */

/* The last place at or before line and column; NULL where there is none on that line. */
static const LodeBodyPlace *place_before(const LodeSource *self, uint32_t line, uint32_t column)
{
    uint32_t low = 0;
    uint32_t high = self->place_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const LodeBodyPlace *place = &self->places[middle];
        if (place->line < line || (place->line == line && place->column <= column)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && self->places[low - 1].line == line ? &self->places[low - 1] : NULL;
}

uint32_t lode__source_column(const LodeSource *self, uint32_t line, uint32_t column)
{
    uint32_t shift = line == 1 ? self->first_line_shift : 0;
    uint32_t in_body = column > shift ? column - shift : 1;
    const LodeBodyPlace *place = place_before(self, line, in_body);
    if (!place) {
        return in_body;
    }
    uint32_t found = place->source_column + (in_body - place->column);
    const LodeBodyPlace *next = place + 1;
    bool has_next = next < self->places + self->place_count && next->line == line;
    /* What is written in the place of a name is longer than it: running in step would lead past the name's end. */
    return has_next && found >= next->source_column && next->source_column > 1 ? next->source_column - 1 : found;
}

/* ---- lines ---- */

static bool line_of_text(LodeStr text, uint32_t line, LodeBuf *out)
{
    size_t from = 0;
    for (uint32_t at = 1; at < line; at++) {
        size_t end = lode_str_find(lode_str_slice(text, from, text.size), '\n');
        if (end == LODE_NOT_FOUND) {
            return false;
        }
        from += end + 1;
    }
    LodeStr rest = lode_str_slice(text, from, text.size);
    size_t end = lode_str_find(rest, '\n');
    lode_buf_append(out, lode_str_slice(rest, 0, end == LODE_NOT_FOUND ? rest.size : end));
    return true;
}

static bool line_of_file(LodeHost *host, LodeStr path, uint32_t line, LodeBuf *out)
{
    LodeBuf text = {0};
    LodeArena scratch = {0};
    bool is_there = lode_source_read(host->memo, lode_memo_path(host->memo, path), &text, &scratch, NULL) &&
                    line_of_text(lode_buf_str(&text), line, out);
    lode_buf_release(&text);
    lode_arena_release(&scratch);
    return is_there;
}

bool lode__source_line(LodeHost *host, const LodeSource *self, uint32_t line, LodeBuf *out)
{
    if (line == 0) {
        return false;
    }
    return lode_str_is_none(self->text) ? !lode_str_is_none(self->path) && line_of_file(host, self->path, line, out)
                                        : line_of_text(self->text, line, out);
}

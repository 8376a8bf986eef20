/* Reading again what the graph did not keep. Reading order: a table by path, sources, records, awaits. */
#include "graph/check/deep.h"

#include "graph/check/checker.h"
#include "graph/source.h"

#include <stdlib.h>

typedef struct Source {
    LodeStr key; /* the path, or the URL of a module without one */
    LodeBuf bytes;
    LodeLines lines;
    bool is_there;
} Source;

struct LodeDeep {
    const LodeGraph *graph;
    LodeMemo *memo;
    LodeParser *parser; /* made when the first record is asked for */
    LodeArena arena;
    Source **slots; /* open addressing by the hash of the key; a power of two */
    size_t slot_count;
    size_t used;
    const LodeRecord **records; /* by module; NULL: not read yet */
    LodeBuf glanced;            /* lode__deep_text: of `glanced_module` */
    LodeModuleIndex glanced_module;
};

LodeDeep *lode__deep_new(const LodeGraph *graph, LodeMemo *memo)
{
    LodeDeep *self = lode_alloc_zeroed(1, sizeof *self);
    self->graph = graph;
    self->memo = memo;
    self->slot_count = 64;
    self->slots = lode_alloc_zeroed(self->slot_count, sizeof *self->slots);
    self->records = lode_alloc_zeroed((size_t)graph->module_count + 1, sizeof *self->records);
    self->glanced_module = LODE_MODULE_NONE;
    return self;
}

void lode__deep_free(LodeDeep *self)
{
    if (!self) {
        return;
    }
    for (size_t i = 0; i < self->slot_count; i++) {
        if (self->slots[i]) {
            lode_lines_release(&self->slots[i]->lines);
            lode_buf_release(&self->slots[i]->bytes);
        }
    }
    if (self->parser) {
        lode_parser_free(self->parser);
    }
    lode_buf_release(&self->glanced);
    free((void *)self->records);
    free(self->slots);
    lode_arena_release(&self->arena);
    free(self);
}

/* The slot of a key: its own, or the empty one where it belongs. */
static Source **slot_of(const LodeDeep *self, LodeStr key)
{
    size_t at = (size_t)lode_str_hash(key) & (self->slot_count - 1);
    while (self->slots[at] && !lode_str_equal(self->slots[at]->key, key)) {
        at = (at + 1) & (self->slot_count - 1);
    }
    return &self->slots[at];
}

static void make_room(LodeDeep *self)
{
    if (self->used * 2 < self->slot_count) {
        return;
    }
    Source **old = self->slots;
    size_t count = self->slot_count;
    self->slot_count *= 2;
    self->slots = lode_alloc_zeroed(self->slot_count, sizeof *self->slots);
    for (size_t i = 0; i < count; i++) {
        if (old[i]) {
            *slot_of(self, old[i]->key) = old[i];
        }
    }
    free(old);
}

/* `path` absent: the key is a data: URL. */
static const LodeLines *lines_of(LodeDeep *self, LodeStr key, LodeStr path)
{
    make_room(self);
    Source **slot = slot_of(self, key);
    if (!*slot) {
        Source *source = LODE_ARENA_NEW(&self->arena, Source, 1);
        LodeArena scratch = {0};
        source->key = lode_arena_copy(&self->arena, key);
        source->is_there = lode_str_is_none(path) ? lode_source_read_data(key, &source->bytes)
                                                  : lode_source_read(self->memo, lode_memo_path(self->memo, path),
                                                                     &source->bytes, &scratch, NULL);
        if (source->is_there && source->bytes.size <= UINT32_MAX) {
            lode_lines_init(&source->lines, lode_buf_str(&source->bytes));
        } else {
            source->is_there = false;
        }
        lode_arena_release(&scratch);
        *slot = source;
        self->used++;
    }
    return (*slot)->is_there ? &(*slot)->lines : NULL;
}

const LodeLines *lode__deep_lines(LodeDeep *self, LodeModuleIndex module)
{
    const LodeModule *it = &self->graph->modules[module];
    if (it->format == LODE_FORMAT_BUILTIN || it->error) {
        return NULL;
    }
    return lines_of(self, lode_str_is_none(it->path) ? it->url : it->path, it->path);
}

const LodeLines *lode__deep_lines_of(LodeDeep *self, LodeStr path)
{
    return lines_of(self, path, path);
}

LodeStr lode__deep_text(LodeDeep *self, LodeModuleIndex module)
{
    const LodeModule *it = &self->graph->modules[module];
    if (self->glanced_module != module) {
        LodeArena scratch = {0};
        self->glanced_module = module;
        bool is_there = lode_str_is_none(it->path) ? lode_source_read_data(it->url, &self->glanced)
                                                   : lode_source_read(self->memo, lode_memo_path(self->memo, it->path),
                                                                      &self->glanced, &scratch, NULL);
        if (!is_there) {
            lode_buf_clear(&self->glanced);
        }
        lode_arena_release(&scratch);
    }
    return self->glanced.size > 0 ? lode_buf_str(&self->glanced) : LODE_STR("");
}

const LodeRecord *lode__deep_record(LodeDeep *self, LodeModuleIndex module)
{
    if (!self->graph->modules[module].record) {
        return NULL;
    }
    if (!self->records[module]) {
        const LodeLines *lines = lode__deep_lines(self, module);
        if (!lines) {
            return NULL;
        }
        if (!self->parser) {
            self->parser = lode_parser_new();
            lode_parser_set_detail(self->parser, LODE_DETAIL_USES);
        }
        self->records[module] = lode_record_read(self->parser, LODE_LANGUAGE_JAVASCRIPT, lines->source, &self->arena);
    }
    return self->records[module];
}

/* The offsets of the word in a text, wherever it stands: in code, comments, strings. */
static size_t find_words(LodeStr text, LodeStr word, LodeArena *arena, uint32_t **offsets)
{
    LODE_VEC(uint32_t) found = {0};
    for (size_t from = 0; from < text.size;) {
        size_t at = lode_str_search(lode_str_slice(text, from, text.size), word);
        if (at == LODE_NOT_FOUND) {
            break;
        }
        at += from;
        from = at + word.size;
        if ((at == 0 || !lode__is_name_byte(text.data[at - 1])) &&
            (from == text.size || !lode__is_name_byte(text.data[from]))) {
            lode_vec_push(&found, (uint32_t)at);
        }
    }
    *offsets = lode_arena_alloc(arena, found.count * sizeof **offsets);
    if (found.count) {
        memcpy(*offsets, found.items, found.count * sizeof **offsets);
    }
    size_t count = found.count;
    lode_vec_release(&found);
    return count;
}

/* Whether a module whose awaits are there only up to `kept` of `offsets` has one at top level. */
static bool awaits_with(LodeDeep *self, LodeStr text, const uint32_t *offsets, size_t count, size_t kept,
                        LodeArena *arena)
{
    char *bytes = lode_arena_alloc(arena, text.size + 1);
    memcpy(bytes, text.data, text.size);
    for (size_t i = kept; i < count; i++) {
        size_t before = offsets[i];
        while (before > 0 && (bytes[before - 1] == ' ' || bytes[before - 1] == '\n')) {
            before--;
        }
        bool is_for = before >= 3 && memcmp(bytes + before - 3, "for", 3) == 0;
        /* `void` takes an operand as `await` does, and `for (` is what is left of `for await (`. */
        memcpy(bytes + offsets[i], is_for ? "     " : "void ", 5);
    }
    return lode_record_read(self->parser, LODE_LANGUAGE_JAVASCRIPT, (LodeStr){bytes, text.size}, arena)
        ->has_top_level_await;
}

/*
 * A record says that there is an await at top level, not where. The more of the words are left in the text, the
 * sooner there is one: so the first is found by halving, in a handful of readings of one file.
 */
LodeSpan lode__deep_await(LodeDeep *self, LodeModuleIndex module)
{
    LodeSpan span = {UINT32_MAX, UINT32_MAX};
    const LodeLines *lines = lode__deep_lines(self, module);
    const LodeRecord *record = lode__deep_record(self, module);
    if (!lines || !record || !record->has_top_level_await) {
        return span;
    }
    LodeArena arena = {0};
    uint32_t *offsets;
    size_t count = find_words(lines->source, LODE_STR("await"), &arena, &offsets);
    size_t low = 0; /* with so many words there is none */
    size_t high = count;
    while (high - low > 1) {
        LodeArenaMark mark = lode_arena_mark(&arena);
        size_t middle = low + (high - low) / 2;
        if (awaits_with(self, lines->source, offsets, count, middle, &arena)) {
            high = middle;
        } else {
            low = middle;
        }
        lode_arena_rewind(&arena, mark);
    }
    if (count) {
        span = (LodeSpan){offsets[high - 1], offsets[high - 1] + 5};
    }
    lode_arena_release(&arena);
    return span;
}

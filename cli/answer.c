/* Reading order: the table of formats, who asks, answering, JSON. */
#include "cli/answer.h"

#include "base/json.h"
#include "base/path.h"
#include "cli/write_json.h"
#include "graph/module_format.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct Slot {
    const LodePath *file; /* NULL where the slot is free */
    LodeFormat format;
} Slot;

struct LodeFormatTable {
    pthread_mutex_t lock;
    Slot *slots; /* open addressing; a power of two */
    size_t capacity;
    size_t count;
};

LodeFormatTable *lode_format_table_new(void)
{
    LodeFormatTable *self = lode_alloc_zeroed(1, sizeof *self);
    pthread_mutex_init(&self->lock, NULL);
    self->capacity = 1024;
    self->slots = lode_alloc_zeroed(self->capacity, sizeof *self->slots);
    return self;
}

void lode_format_table_free(LodeFormatTable *self)
{
    if (self) {
        pthread_mutex_destroy(&self->lock);
        free(self->slots);
        free(self);
    }
}

/* The slot of a file, or the free one where it belongs. The caller holds the lock. */
static Slot *find_slot(Slot *slots, size_t capacity, const LodePath *file)
{
    uint64_t hash = (uint64_t)(uintptr_t)file * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 32) & (capacity - 1);
    while (slots[at].file && slots[at].file != file) {
        at = (at + 1) & (capacity - 1);
    }
    return &slots[at];
}

static bool table_get(LodeFormatTable *self, const LodePath *file, LodeFormat *format)
{
    pthread_mutex_lock(&self->lock);
    const Slot *slot = find_slot(self->slots, self->capacity, file);
    bool is_known = slot->file != NULL;
    *format = slot->format;
    pthread_mutex_unlock(&self->lock);
    return is_known;
}

static void table_set(LodeFormatTable *self, const LodePath *file, LodeFormat format)
{
    pthread_mutex_lock(&self->lock);
    if (self->count * 2 >= self->capacity) {
        Slot *larger = lode_alloc_zeroed(self->capacity * 2, sizeof *larger);
        for (size_t i = 0; i < self->capacity; i++) {
            if (self->slots[i].file) {
                *find_slot(larger, self->capacity * 2, self->slots[i].file) = self->slots[i];
            }
        }
        free(self->slots);
        self->slots = larger;
        self->capacity *= 2;
    }
    Slot *slot = find_slot(self->slots, self->capacity, file);
    self->count += !slot->file;
    *slot = (Slot){file, format};
    pthread_mutex_unlock(&self->lock);
}

/* Whether the text begins with a scheme and ':', so that it is a URL and no path. */
static bool has_scheme(LodeStr text)
{
    size_t at = 0;
    while (at < text.size) {
        char c = text.data[at];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_more = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (c == ':') {
            return at > 1;
        }
        if (!is_letter && !(is_more && at > 0)) {
            return false;
        }
        at++;
    }
    return false;
}

LodeStr lode_answer_absolute(LodeStr working_directory, LodeStr from, LodeArena *arena)
{
    if (lode_path_is_absolute(from) && from.data[from.size - 1] != '/') {
        return from; /* as it was given: Node does not tidy it up either */
    }
    return has_scheme(from) ? from : lode_path_resolve(arena, working_directory, from);
}

LodeStr lode_answer_from(LodeSession *session, LodeStr from, LodeKind kind)
{
    LodeStr base = session->options->given[LODE_OPTION_ROOT] ? session->root : session->working_directory;
    if (lode_str_is_none(from) || from.size == 0) {
        /* The names that `node -e` has for itself. */
        LodeStr name = kind == LODE_KIND_IMPORT ? LODE_STR("[eval1]") : LODE_STR("[eval]");
        return lode_path_resolve(&session->arena, base, name);
    }
    LodeStr path = lode_answer_absolute(session->working_directory, from, &session->arena);
    if (path.data[0] == '/' &&
        lode_memo_type(session->memo, lode_memo_path(session->memo, path)) == LODE_FILE_DIRECTORY) {
        return lode_path_resolve(&session->arena, path, LODE_STR("noop.js"));
    }
    return path;
}

void lode_answerer_init(LodeAnswerer *self, LodeResolver *resolver, LodeMemo *memo, LodeFormatTable *formats)
{
    *self = (LodeAnswerer){.resolver = resolver, .memo = memo, .formats = formats};
    for (int kind = 0; kind < 2; kind++) {
        LodeRequestFrom request = {.kind = (LodeKind)kind};
        self->condition_counts[kind] =
            lode_resolver_conditions(resolver, &request, &self->arena, &self->conditions[kind]);
    }
}

void lode_answerer_release(LodeAnswerer *self)
{
    if (self->parser) {
        lode_parser_free(self->parser);
    }
    lode_arena_release(&self->arena);
}

static LodeFormat settle(LodeAnswerer *self, const LodeResolution *resolution)
{
    LodeFormat format = resolution->format;
    if (!lode_format_is_open(format) || self->no_detect ||
        (self->formats && table_get(self->formats, resolution->file, &format))) {
        return format;
    }
    if (!self->parser) {
        self->parser = lode_parser_new();
    }
    format = lode_format_settle_file(self->memo, self->parser, resolution);
    if (self->formats) {
        table_set(self->formats, resolution->file, format);
    }
    return format;
}

void lode_answer(LodeAnswerer *self, const LodeRequestFrom *request, LodeArena *arena, LodeAnswer *out)
{
    *out = (LodeAnswer){.request = request};
    out->is_resolved = lode_resolve(self->resolver, request, arena, &out->resolution, &out->error);
    if (out->is_resolved) {
        out->format = settle(self, &out->resolution);
    }
    if (request->condition_count == 0) {
        out->conditions = self->conditions[request->kind];
        out->condition_count = self->condition_counts[request->kind];
    } else {
        LodeStr *conditions;
        out->condition_count = lode_resolver_conditions(self->resolver, request, arena, &conditions);
        out->conditions = conditions;
    }
}

void lode_answer_json(LodeBuf *out, const LodeAnswer *answer)
{
    const LodeRequestFrom *request = answer->request;
    lode_write_document(out);
    lode_write_text(out, "specifier", request->specifier);
    lode_write_text(out, "from", request->from);
    lode_write_text(out, "kind", request->kind == LODE_KIND_IMPORT ? LODE_STR("import") : LODE_STR("require"));
    if (answer->is_resolved) {
        const LodeResolution *resolution = &answer->resolution;
        lode_write_text(out, "url", resolution->is_ignored ? LODE_STR_NONE : resolution->url);
        lode_write_text(out, "path", resolution->is_ignored ? LODE_STR_NONE : resolution->path);
        lode_write_text(out, "format", lode_str(lode_format_name(answer->format)));
        if (resolution->is_ignored) {
            lode_write_bool(out, "ignored", true);
        }
    } else {
        lode_write_error(out, "error", &answer->error);
    }
    lode_write_key(out, "conditions");
    lode_buf_append_byte(out, '[');
    for (size_t i = 0; i < answer->condition_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, answer->conditions[i]);
    }
    lode_buf_append(out, LODE_STR("]}"));
}

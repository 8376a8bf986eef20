/* Documents of maps. Reading order: spans, keys that may repeat, values, containers, both ways. */
#include "resolver/package_value.h"

#include "base/vec.h"

#include <stdlib.h>

/* Moves all spans by `shift`; where `whole` is given, they become that. */
static void place_spans(LodeJson *root, uint32_t shift, const LodeSpan *whole)
{
    LODE_VEC(LodeJson *) rest = {0};
    for (LodeJson *value = root; value;) {
        value->span = whole ? *whole : (LodeSpan){value->span.start + shift, value->span.end + shift};
        if (!lode_str_is_none(value->key)) {
            value->key_span = whole ? *whole : (LodeSpan){value->key_span.start + shift, value->key_span.end + shift};
        }
        LodeJson *next = value->next;
        if (value->first) {
            if (next) {
                lode_vec_push(&rest, next);
            }
            next = value->first;
        }
        value = next ? next : rest.count ? lode_vec_pop(&rest) : NULL;
    }
    lode_vec_release(&rest);
}

void lode__package_value_cover(LodeJson *root, LodeSpan span)
{
    place_spans(root, 0, &span);
}

enum {
    DEEPEST = 16,    /* maps in the wild have up to 6 levels */
    FEW_MEMBERS = 12 /* up to here comparing each key with each costs less than hashing */
};

/* Whether an object may have a key twice: equal hashes count as equal keys. */
static bool may_repeat_hash(const LodeJson *object)
{
    size_t capacity = 32; /* a power of two, at most half full */
    while (capacity < (size_t)object->count * 2) {
        capacity *= 2;
    }
    uint64_t *slots = lode_alloc_zeroed(capacity, sizeof *slots); /* 0: empty */
    bool is_found = false;
    for (const LodeJson *member = object->first; member && !is_found; member = member->next) {
        uint64_t hash = lode_str_hash(member->key) | 1;
        size_t i = (hash >> 1) & (capacity - 1);
        while (slots[i] && slots[i] != hash) {
            i = (i + 1) & (capacity - 1);
        }
        is_found = slots[i] == hash;
        slots[i] = hash;
    }
    free(slots);
    return is_found;
}

static bool may_repeat_key(const LodeJson *object)
{
    if (object->count > FEW_MEMBERS) {
        return may_repeat_hash(object);
    }
    for (const LodeJson *member = object->first; member; member = member->next) {
        for (const LodeJson *earlier = object->first; earlier != member; earlier = earlier->next) {
            if (lode_str_equal(earlier->key, member->key)) {
                return true;
            }
        }
    }
    return false;
}

typedef struct Plain {
    LodeArena *arena;
    LodeTokens *tokens;
    uint32_t shift;
    size_t depth;
    struct {
        LodeJson *container;
        LodeJson **link; /* where the next child goes */
    } open[DEEPEST];
} Plain;

/* The span of `size` bytes of the text. */
static LodeSpan span_at(const Plain *self, size_t start, size_t size)
{
    return (LodeSpan){self->shift + (uint32_t)start, self->shift + (uint32_t)(start + size)};
}

/* The string that the cursor stands on, still in the text, and its span; goes on. */
static LodeStr take_string(Plain *self, LodeSpan *span)
{
    size_t start = self->tokens->start;
    LodeStr raw = lode__tokens_take_string(self->tokens);
    *span = span_at(self, start, raw.size + 2);
    return raw;
}

/* A copy of `text` at `*memory`, which moves past it. */
static LodeStr put_string(char **memory, LodeStr text)
{
    char *copy = *memory;
    if (text.size) {
        memcpy(copy, text.data, text.size);
    }
    copy[text.size] = '\0';
    *memory += text.size + 1;
    return (LodeStr){copy, text.size};
}

/* A value with copies of its key and its text, which may be absent, all in one piece of memory. */
static LodeJson *new_value(LodeArena *arena, LodeJsonType type, LodeStr key, LodeStr text)
{
    LodeJson *value = lode_arena_alloc(arena, sizeof *value + key.size + text.size + 2);
    char *memory = (char *)(value + 1);
    *value = (LodeJson){.type = type};
    if (key.data) {
        value->key = put_string(&memory, key);
    }
    if (text.data) {
        value->text = put_string(&memory, text);
    }
    return value;
}

/* The size of the literal that the cursor stands on, and its type; 0 where it is none. */
static size_t read_literal(const Plain *self, LodeJsonType *type)
{
    static const struct {
        LodeStr text;
        LodeJsonType type;
    } literals[] = {
        {LODE_STR_INIT("null"), LODE_JSON_NULL},
        {LODE_STR_INIT("true"), LODE_JSON_TRUE},
        {LODE_STR_INIT("false"), LODE_JSON_FALSE},
    };
    LodeStr rest = lode_str_slice(self->tokens->text, self->tokens->start, self->tokens->text.size);
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        size_t size = literals[i].text.size;
        if (lode_str_starts_with(rest, literals[i].text) &&
            (rest.size == size || memchr(" \t\r\n]},", rest.data[size], 7))) {
            *type = literals[i].type;
            return size;
        }
    }
    return 0;
}

/*
 * Reads a value, or the start of a container, with the key before it: NULL where that is not
 * plain. `*is_open`: a container was opened that has children.
 */
static LodeJson *read_value(Plain *self, bool *is_open)
{
    LodeTokens *tokens = self->tokens;
    LodeStr key = LODE_STR_NONE;
    LodeSpan key_span = {0, 0};
    *is_open = false;
    if (self->depth > 0 && self->open[self->depth - 1].container->type == LODE_JSON_OBJECT) {
        if (tokens->first != '"') {
            return NULL;
        }
        key = take_string(self, &key_span);
        bool is_index_like = key.size > 0 && key.data[0] >= '0' && key.data[0] <= '9';
        if (is_index_like || tokens->first != ':') {
            return NULL;
        }
        lode__tokens_next(tokens);
    }
    LodeStr text = LODE_STR_NONE;
    LodeSpan span = span_at(self, tokens->start, 1);
    LodeJsonType type;
    size_t size;
    switch (tokens->first) {
    case '"':
        type = LODE_JSON_STRING;
        text = take_string(self, &span);
        break;
    case '{':
    case '[':
        type = tokens->first == '{' ? LODE_JSON_OBJECT : LODE_JSON_ARRAY;
        lode__tokens_next(tokens);
        *is_open = tokens->first != (type == LODE_JSON_OBJECT ? '}' : ']');
        if (!*is_open) {
            span.end = self->shift + (uint32_t)tokens->start + 1;
            lode__tokens_next(tokens);
        }
        break;
    default:
        size = read_literal(self, &type);
        if (size == 0) {
            return NULL;
        }
        span = span_at(self, tokens->start, size);
        lode__tokens_next(tokens);
    }
    LodeJson *value = new_value(self->arena, type, key, text);
    value->span = span;
    value->key_span = key_span;
    return value;
}

static void add_child(Plain *self, LodeJson *value)
{
    if (self->depth > 0) {
        *self->open[self->depth - 1].link = value;
        self->open[self->depth - 1].link = &value->next;
        self->open[self->depth - 1].container->count++;
    }
}

/* Behind a value: closes containers up to the next ','. False where that is not plain. */
static bool close_containers(Plain *self)
{
    LodeTokens *tokens = self->tokens;
    while (self->depth > 0) {
        LodeJson *container = self->open[self->depth - 1].container;
        if (tokens->first == ',') {
            lode__tokens_next(tokens);
            return true;
        }
        if (tokens->first != (container->type == LODE_JSON_OBJECT ? '}' : ']') ||
            (container->type == LODE_JSON_OBJECT && may_repeat_key(container))) {
            return false;
        }
        container->span.end = self->shift + (uint32_t)tokens->start + 1;
        self->depth--;
        lode__tokens_next(tokens);
    }
    return true;
}

static LodeJson *read_plain(Plain *self)
{
    LodeJson *root = NULL;
    do {
        bool is_open;
        LodeJson *value = read_value(self, &is_open);
        if (!value || (is_open && self->depth == DEEPEST)) {
            return NULL;
        }
        root = root ? root : value;
        add_child(self, value);
        if (is_open) {
            self->open[self->depth].container = value;
            self->open[self->depth].link = &value->first;
            self->depth++;
        } else if (!close_containers(self)) {
            return NULL;
        }
    } while (self->depth > 0);
    return root;
}

LodeJson *lode__package_value_read(LodeArena *arena, LodeTokens *tokens, uint32_t shift)
{
    LodeArenaMark mark = lode_arena_mark(arena);
    LodeTokens start = *tokens;
    Plain self = {.arena = arena, .tokens = tokens, .shift = shift};
    LodeJson *root = read_plain(&self);
    if (root && tokens->backslash_end <= start.start) {
        return root;
    }
    lode_arena_rewind(arena, mark);
    *tokens = start;
    return NULL;
}

LodeJson *lode__package_value_parse(LodeArena *arena, LodeStr text, uint32_t shift)
{
    LodeJson *root = lode_json_parse(arena, text, NULL);
    if (root) {
        place_spans(root, shift, NULL);
    }
    return root;
}

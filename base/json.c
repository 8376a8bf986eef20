/*
 * JSON documents. Reading order: strings, the tree that events build, duplicates and
 * the order of keys, the events, the parser, questions.
 *
 * yajl finds the tokens and judges the grammar. It says where a token ends; where it
 * starts follows, because between two tokens that give an event there is nothing but
 * white space, ',' and ':'. Strings are decoded here from the text: yajl would turn a
 * lone surrogate into '?'.
 */
#include "base/json.h"

#include "base/json_error.h"
#include "base/utf.h"
#include "base/vec.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

typedef struct Frame {
    LodeJson *container;
    LodeJson *last; /* child */
} Frame;

typedef struct Builder {
    LodeArena *arena;
    LodeStr text;
    char *copy; /* of the text, in the arena: keys and strings are decoded in place there */
    yajl_handle parser;
    LODE_VEC(Frame) frames;
    LODE_VEC(LodeJson *) members; /* of the object that is closed: scratch */
    LodeJson *root;
    size_t end;         /* of the last token that gave an event */
    size_t false_space; /* where yajl skipped a byte that is no white space of JSON */
    bool at_end;        /* yajl has the whole text and knows it */
    LodeStr key;
    LodeSpan key_span;
} Builder;

/* The value of four hexadecimal digits, which yajl has checked. */
static uint32_t four_digits(const char *digits)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        uint32_t c = (unsigned char)digits[i];
        value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

/* Reads the escape at `at` (a backslash); returns its size. A pair of surrogates is one code point. */
static size_t read_escape(LodeStr text, size_t at, uint32_t *code_point)
{
    static const char names[] = "bfnrt";
    static const char values[] = "\b\f\n\r\t";
    char name = text.data[at + 1];
    if (name != 'u') {
        const char *found = memchr(names, name, sizeof names - 1);
        *code_point = (unsigned char)(found ? values[found - names] : name);
        return 2;
    }
    uint32_t high = four_digits(text.data + at + 2);
    *code_point = high;
    if (high >= 0xD800 && high < 0xDC00 && text.size - at >= 12 && text.data[at + 6] == '\\' &&
        text.data[at + 7] == 'u') {
        uint32_t low = four_digits(text.data + at + 8);
        if (low >= 0xDC00 && low < 0xE000) {
            *code_point = 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
            return 12;
        }
    }
    return 6;
}

/* Decodes `text`, which may hold escapes and invalid UTF-8, to `out`; returns the size. */
static size_t decode_string(LodeStr text, char *out)
{
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        if (text.data[at] == '\\') {
            at += read_escape(text, at, &code_point);
        } else if ((unsigned char)text.data[at] < 0x80) {
            out[size++] = text.data[at++];
            continue;
        } else {
            at += lode_utf8_decode(text, at, &code_point);
        }
        size += lode_utf8_encode(code_point, out + size);
    }
    out[size] = '\0';
    return size;
}

/*
 * The value of the string token with this span. An escape is never shorter than what it
 * means, so decoding fits where the text was, and the NUL where the quote was; only an
 * invalid byte, which becomes U+FFFD, needs more room.
 */
static LodeStr string_value(Builder *self, LodeSpan span)
{
    LodeStr raw = lode_str_slice(self->text, span.start + 1, span.end - 1);
    char *out = self->copy + span.start + 1;
    if (!lode_utf8_is_valid(raw)) {
        out = lode_arena_alloc(self->arena, raw.size * 3 + 1);
    } else if (lode_str_find(raw, '\\') == LODE_NOT_FOUND) {
        out[raw.size] = '\0';
        return (LodeStr){out, raw.size};
    }
    return (LodeStr){out, decode_string(raw, out)};
}

/* The span of the token that yajl has just read. */
static LodeSpan take_span(Builder *self)
{
    size_t start = self->end;
    while (lode__json_is_gap(self->text.data[start]) || lode__json_is_false_space(self->text.data[start])) {
        if (lode__json_is_false_space(self->text.data[start]) && self->false_space == LODE_NOT_FOUND) {
            self->false_space = start;
        }
        start++;
    }
    /* A number at the very end is known to be whole only when yajl is told that the text is over. */
    self->end = self->at_end ? self->text.size : yajl_get_bytes_consumed(self->parser);
    return (LodeSpan){(uint32_t)start, (uint32_t)self->end};
}

static LodeJson *add_value(Builder *self, LodeJsonType type)
{
    LodeJson *value = LODE_ARENA_NEW(self->arena, LodeJson, 1);
    value->type = type;
    value->span = take_span(self);
    if (self->frames.count == 0) {
        self->root = value;
        return value;
    }
    Frame *frame = &lode_vec_last(&self->frames);
    if (frame->container->type == LODE_JSON_OBJECT) {
        value->key = self->key;
        value->key_span = self->key_span;
    }
    if (frame->last) {
        frame->last->next = value;
    } else {
        frame->container->first = value;
    }
    frame->last = value;
    frame->container->count++;
    return value;
}

/* `later` has the key of `first`: it gives the value, and first keeps the place. */
static void replace_value(LodeJson *first, const LodeJson *later)
{
    LodeJson *next = first->next;
    *first = *later;
    first->next = next;
}

enum { FEW_MEMBERS = 20 /* up to here comparing each key with each costs less than sorting */ };

static LodeJson *find_before(LodeJson *object, LodeStr key, const LodeJson *stop)
{
    for (LodeJson *member = object->first; member != stop; member = member->next) {
        if (lode_str_equal(member->key, key)) {
            return member;
        }
    }
    return NULL;
}

static int compare_keys(const void *left, const void *right)
{
    const LodeJson *a = *(LodeJson *const *)left;
    const LodeJson *b = *(LodeJson *const *)right;
    int order = lode_str_compare(a->key, b->key);
    return order ? order : (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* Moves the last value of each key to its first member; members left over lose their key. */
static void merge_sorted(Builder *self, LodeJson *object)
{
    lode_vec_clear(&self->members);
    for (LodeJson *member = object->first; member; member = member->next) {
        lode_vec_push(&self->members, member);
    }
    qsort(self->members.items, self->members.count, sizeof *self->members.items, compare_keys);
    LodeJson **items = self->members.items;
    size_t next;
    for (size_t i = 0; i < self->members.count; i = next) {
        next = i + 1;
        while (next < self->members.count && lode_str_equal(items[next]->key, items[i]->key)) {
            next++;
        }
        if (next > i + 1) {
            replace_value(items[i], items[next - 1]);
        }
        for (size_t k = i + 1; k < next; k++) {
            items[k]->key = LODE_STR_NONE;
        }
    }
}

static void merge_duplicates(Builder *self, LodeJson *object)
{
    bool is_sorted = object->count > FEW_MEMBERS;
    if (is_sorted) {
        merge_sorted(self, object);
    }
    LodeJson **link = &object->first;
    while (*link) {
        LodeJson *member = *link;
        LodeJson *earlier = is_sorted ? NULL : find_before(object, member->key, member);
        if (earlier) {
            replace_value(earlier, member);
        }
        if (earlier || lode_str_is_none(member->key)) {
            *link = member->next;
            object->count--;
        } else {
            link = &member->next;
        }
    }
}

/* Whether a key is an array index of ECMAScript: "0" to "4294967294" in its shortest form. */
static bool is_array_index(LodeStr key, uint64_t *index)
{
    if (key.size == 0 || key.size > 10 || (key.data[0] == '0' && key.size > 1)) {
        return false;
    }
    *index = 0;
    for (size_t i = 0; i < key.size; i++) {
        if (key.data[i] < '0' || key.data[i] > '9') {
            return false;
        }
        *index = *index * 10 + (uint64_t)(key.data[i] - '0');
    }
    return *index < UINT32_MAX;
}

static int compare_indices(const void *left, const void *right)
{
    uint64_t a = 0;
    uint64_t b = 0;
    is_array_index((*(LodeJson *const *)left)->key, &a);
    is_array_index((*(LodeJson *const *)right)->key, &b);
    return a < b ? -1 : a > b;
}

/* OrdinaryOwnPropertyKeys: array indices first, ascending; then the other keys as they came. */
static void put_indices_first(Builder *self, LodeJson *object)
{
    lode_vec_clear(&self->members);
    LodeJson **link = &object->first;
    while (*link) {
        uint64_t index;
        if (is_array_index((*link)->key, &index)) {
            lode_vec_push(&self->members, *link);
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    if (self->members.count == 0) {
        return;
    }
    qsort(self->members.items, self->members.count, sizeof *self->members.items, compare_indices);
    for (size_t i = self->members.count; i > 0; i--) {
        LodeJson *member = self->members.items[i - 1];
        member->next = object->first;
        object->first = member;
    }
}

static int on_null(void *context)
{
    add_value(context, LODE_JSON_NULL);
    return 1;
}

static int on_boolean(void *context, int is_true)
{
    add_value(context, is_true ? LODE_JSON_TRUE : LODE_JSON_FALSE);
    return 1;
}

static int on_number(void *context, const char *text, size_t size)
{
    Builder *self = context;
    (void)text; /* may be a buffer of yajl that dies: the copy has the same bytes */
    LodeJson *value = add_value(self, LODE_JSON_NUMBER);
    value->text = (LodeStr){self->copy + value->span.start, size};
    return 1;
}

static int on_string(void *context, const unsigned char *text, size_t size)
{
    (void)text;
    (void)size;
    LodeJson *value = add_value(context, LODE_JSON_STRING);
    value->text = string_value(context, value->span);
    return 1;
}

static int on_key(void *context, const unsigned char *text, size_t size)
{
    Builder *self = context;
    (void)text;
    (void)size;
    self->key_span = take_span(self);
    self->key = string_value(self, self->key_span);
    return 1;
}

static void open_container(Builder *self, LodeJsonType type)
{
    Frame frame = {.container = add_value(self, type)};
    lode_vec_push(&self->frames, frame);
}

static LodeJson *close_container(Builder *self)
{
    LodeJson *container = lode_vec_pop(&self->frames).container;
    container->span.end = take_span(self).end;
    return container;
}

static int on_object_start(void *context)
{
    open_container(context, LODE_JSON_OBJECT);
    return 1;
}

static int on_object_end(void *context)
{
    LodeJson *object = close_container(context);
    if (object->count > 1) {
        merge_duplicates(context, object);
        put_indices_first(context, object);
    }
    return 1;
}

static int on_array_start(void *context)
{
    open_container(context, LODE_JSON_ARRAY);
    return 1;
}

static int on_array_end(void *context)
{
    close_container(context);
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_map_key = on_key,
    .yajl_start_map = on_object_start,
    .yajl_end_map = on_object_end,
    .yajl_start_array = on_array_start,
    .yajl_end_array = on_array_end,
};

static LodeJsonError error_at(size_t offset, LodeStr message)
{
    return (LodeJsonError){message, (uint32_t)offset};
}

/* True, or false with `*error`. */
static bool run_parser(Builder *self, LodeJsonError *error)
{
    const unsigned char *bytes = (const unsigned char *)self->text.data;
    yajl_status status = yajl_parse(self->parser, bytes, self->text.size);
    if (status == yajl_status_ok) {
        self->at_end = true;
        status = yajl_complete_parse(self->parser);
    }
    if (self->false_space != LODE_NOT_FOUND) {
        *error = error_at(self->false_space, LODE_STR("invalid char in json text"));
        return false;
    }
    if (status != yajl_status_ok) {
        *error = lode__json_error(self->arena, self->parser, self->text, self->end, self->at_end);
        return false;
    }
    /* yajl would let an unfinished token after the value pass, so what follows is looked at here. */
    size_t rest = self->end;
    while (rest < self->text.size && lode__json_is_gap(self->text.data[rest]) && self->text.data[rest] != ',' &&
           self->text.data[rest] != ':') {
        rest++;
    }
    if (rest < self->text.size) {
        *error = error_at(rest, LODE_STR("trailing garbage"));
        return false;
    }
    return true;
}

LodeJson *lode_json_parse(LodeArena *arena, LodeStr text, LodeJsonError *error)
{
    LodeJsonError ignored = {.offset = 0};
    error = error ? error : &ignored;
    if (text.size >= UINT32_MAX) {
        *error = error_at(0, LODE_STR("4 GiB or more"));
        return NULL;
    }
    Builder builder = {.arena = arena, .text = text.data ? text : LODE_STR(""), .false_space = LODE_NOT_FOUND};
    builder.copy = lode_arena_alloc(arena, text.size + 1);
    memcpy(builder.copy, builder.text.data, text.size);
    builder.parser = yajl_alloc(&callbacks, &lode__json_memory, &builder);
    yajl_config(builder.parser, yajl_dont_validate_strings, 1);
    yajl_config(builder.parser, yajl_allow_trailing_garbage, 1);
    bool is_ok = run_parser(&builder, error);
    yajl_free(builder.parser);
    lode_vec_release(&builder.frames);
    lode_vec_release(&builder.members);
    return is_ok ? builder.root : NULL;
}

LodeJson *lode_json_get(const LodeJson *object, LodeStr key)
{
    if (!object || object->type != LODE_JSON_OBJECT) {
        return NULL;
    }
    for (LodeJson *member = object->first; member; member = member->next) {
        if (lode_str_equal(member->key, key)) {
            return member;
        }
    }
    return NULL;
}

LodeStr lode_json_string(const LodeJson *value)
{
    return value && value->type == LODE_JSON_STRING ? value->text : LODE_STR_NONE;
}

/*
 * Globs. Reading order: the states, the compiler, the matcher, sets.
 *
 * A pattern becomes a list of states that are left in one direction only: a state
 * leads to itself, to the next one, or further on. The set of states that are
 * possible after each code point of the text is a row of bits, and one pass over
 * it in ascending order both follows the empty moves and reads the code point.
 */
#include "graph/glob.h"

#include "base/utf.h"
#include "base/vec.h"

enum { STATE_LIMIT = 2000, WORDS = (STATE_LIMIT + 63) / 64 };

typedef enum Op {
    OP_LITERAL,  /* the code point `value` */
    OP_ONE,      /* any code point but '/' */
    OP_SET,      /* in one of the ranges from `value` on, `size` of them */
    OP_NOT_SET,  /* in none of them, and not '/' */
    OP_RUN,      /* any number of code points but '/' */
    OP_DEEP_RUN, /* any number of code points */
    OP_SEGMENTS, /* any number of segments with their '/' */
    OP_INSIDE,   /* after OP_SEGMENTS: within such a segment */
    OP_SPLIT,    /* the next state or state `value` (0: only the next) */
    OP_JUMP,     /* state `value` */
    OP_MATCH
} Op;

typedef struct State {
    Op op;
    uint32_t value;
    uint32_t size;
} State;

typedef struct Range {
    uint32_t low;
    uint32_t high;
} Range;

struct LodeGlob {
    State *states;
    Range *ranges;
    uint32_t state_count;
    bool any_depth; /* may begin at the last segment too */
};

static bool is_one_of(char byte, const char *bytes)
{
    return byte && strchr(bytes, byte);
}

/* Bytes that are no UTF-8 stand for themselves, beyond the last code point. */
static uint32_t next_code_point(LodeStr text, size_t *at)
{
    uint32_t value;
    size_t size = lode_utf8_decode(text, *at, &value);
    if (value == 0xFFFD && !(size == 3 && (unsigned char)text.data[*at] == 0xEF)) {
        value = 0x110000u + (unsigned char)text.data[*at];
        size = 1;
    }
    *at += size;
    return value;
}

typedef struct Compiler {
    LodeStr pattern;
    size_t at;
    LODE_VEC(State) states;
    LODE_VEC(Range) ranges;
    size_t *closing;           /* for each '{': the index of its '}', or 0 */
    LODE_VEC(uint32_t) splits; /* for each open brace: its last OP_SPLIT */
    LODE_VEC(uint32_t) jumps;  /* for each open brace: the head of a list of OP_JUMP, linked by `value` */
} Compiler;

static void emit(Compiler *self, Op op, uint32_t value, uint32_t size)
{
    lode_vec_push(&self->states, ((State){op, value, size}));
}

/* The index of the ']' that closes the set at `at`, or 0. A ']' right after the opening is a member. */
static size_t set_end(LodeStr pattern, size_t at)
{
    size_t i = at + 1;
    if (i < pattern.size && (pattern.data[i] == '!' || pattern.data[i] == '^')) {
        i++;
    }
    if (i < pattern.size && pattern.data[i] == ']') {
        i++;
    }
    for (; i < pattern.size && pattern.data[i] != '/'; i++) {
        if (pattern.data[i] == '\\') {
            i++;
        } else if (pattern.data[i] == ']') {
            return i;
        }
    }
    return 0;
}

/* Fills `closing` for each '{' that has its '}'. */
static void match_braces(Compiler *self)
{
    LODE_VEC(size_t) open = {0};
    for (size_t i = 0; i < self->pattern.size; i++) {
        switch (self->pattern.data[i]) {
        case '\\':
            i++;
            break;
        case '[': {
            size_t end = set_end(self->pattern, i);
            i = end ? end : i;
            break;
        }
        case '{':
            lode_vec_push(&open, i);
            break;
        case '}':
            if (open.count) {
                self->closing[lode_vec_pop(&open)] = i;
            }
            break;
        default:
            break;
        }
    }
    lode_vec_release(&open);
}

static uint32_t set_member(Compiler *self)
{
    if (self->pattern.data[self->at] == '\\' && self->at + 1 < self->pattern.size) {
        self->at++;
    }
    return next_code_point(self->pattern, &self->at);
}

static void compile_set(Compiler *self, size_t end)
{
    uint32_t first = (uint32_t)self->ranges.count;
    Op op = OP_SET;
    self->at++;
    if (self->pattern.data[self->at] == '!' || self->pattern.data[self->at] == '^') {
        op = OP_NOT_SET;
        self->at++;
    }
    while (self->at < end) {
        uint32_t low = set_member(self);
        uint32_t high = low;
        if (self->at + 1 < end && self->pattern.data[self->at] == '-') {
            self->at++;
            high = set_member(self);
        }
        lode_vec_push(&self->ranges, ((Range){low, high}));
    }
    self->at = end + 1;
    emit(self, op, first, (uint32_t)self->ranges.count - first);
}

/* Whether a segment (or a part in braces) begins, or ends, at this place. */
static bool is_segment_start(const Compiler *self, size_t at)
{
    return at == 0 || is_one_of(self->pattern.data[at - 1], "/{,");
}

static bool is_segment_end(const Compiler *self, size_t at)
{
    return at >= self->pattern.size || is_one_of(self->pattern.data[at], "/},");
}

static void compile_stars(Compiler *self)
{
    size_t start = self->at;
    while (self->at < self->pattern.size && self->pattern.data[self->at] == '*') {
        self->at++;
    }
    bool is_deep = self->at - start > 1 && is_segment_start(self, start) && is_segment_end(self, self->at);
    if (!is_deep) {
        emit(self, OP_RUN, 0, 0);
    } else if (self->at < self->pattern.size && self->pattern.data[self->at] == '/') {
        self->at++;
        emit(self, OP_SEGMENTS, 0, 0);
        emit(self, OP_INSIDE, 0, 0);
    } else {
        emit(self, OP_DEEP_RUN, 0, 0);
    }
}

static void open_brace(Compiler *self)
{
    lode_vec_push(&self->splits, (uint32_t)self->states.count);
    lode_vec_push(&self->jumps, 0);
    emit(self, OP_SPLIT, 0, 0);
    self->at++;
}

/* Ends one alternative: it goes on behind the braces, and the split before it leads here. */
static void next_alternative(Compiler *self)
{
    uint32_t jump = (uint32_t)self->states.count;
    emit(self, OP_JUMP, lode_vec_last(&self->jumps), 0);
    lode_vec_last(&self->jumps) = jump;
    self->states.items[lode_vec_last(&self->splits)].value = (uint32_t)self->states.count;
    lode_vec_last(&self->splits) = (uint32_t)self->states.count;
    emit(self, OP_SPLIT, 0, 0);
    self->at++;
}

static void close_brace(Compiler *self)
{
    uint32_t jump = lode_vec_pop(&self->jumps);
    (void)lode_vec_pop(&self->splits);
    while (jump) {
        uint32_t next = self->states.items[jump].value;
        self->states.items[jump].value = (uint32_t)self->states.count;
        jump = next;
    }
    self->at++;
}

static void compile(Compiler *self)
{
    LODE_VEC(size_t) ends = {0}; /* of the open braces */
    match_braces(self);
    while (self->at < self->pattern.size) {
        char byte = self->pattern.data[self->at];
        size_t end;
        if (byte == '*') {
            compile_stars(self);
        } else if (byte == '?') {
            emit(self, OP_ONE, 0, 0);
            self->at++;
        } else if (byte == '[' && (end = set_end(self->pattern, self->at)) != 0) {
            compile_set(self, end);
        } else if (byte == '{' && self->closing[self->at]) {
            lode_vec_push(&ends, self->closing[self->at]);
            open_brace(self);
        } else if (ends.count && byte == ',') {
            next_alternative(self);
        } else if (ends.count && self->at == lode_vec_last(&ends)) {
            (void)lode_vec_pop(&ends);
            close_brace(self);
        } else {
            if (byte == '\\' && self->at + 1 < self->pattern.size) {
                self->at++;
            }
            emit(self, OP_LITERAL, next_code_point(self->pattern, &self->at), 0);
        }
    }
    emit(self, OP_MATCH, 0, 0);
    lode_vec_release(&ends);
}

/* The pattern with its shorthands written out; `*any_depth` where it has no '/' but at its end. */
static LodeStr spelled_out(LodeArena *arena, LodeStr pattern, bool *any_depth)
{
    if (lode_str_starts_with(pattern, LODE_STR("./"))) {
        pattern = lode_str_slice(pattern, 2, pattern.size);
    }
    size_t slash = lode_str_find(pattern, '/');
    bool is_folder = pattern.size > 1 && pattern.data[pattern.size - 1] == '/';
    *any_depth = slash == LODE_NOT_FOUND;
    if (!is_folder) {
        return pattern;
    }
    LodeStr pieces[] = {slash == pattern.size - 1 ? LODE_STR("**/") : LODE_STR(""), pattern, LODE_STR("**")};
    return lode_arena_join(arena, pieces, 3);
}

static bool in_ranges(const Range *ranges, uint32_t count, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++) {
        if (value >= ranges[i].low && value <= ranges[i].high) {
            return true;
        }
    }
    return false;
}

static inline void add_state(uint64_t *states, uint32_t index)
{
    states[index / 64] |= UINT64_C(1) << (index % 64);
}

/* The states that are possible without reading anything besides `index` itself. */
static inline void follow_empty(const LodeGlob *self, uint64_t *now, uint32_t index)
{
    const State *state = &self->states[index];
    switch (state->op) {
    case OP_RUN:
    case OP_DEEP_RUN:
        add_state(now, index + 1);
        break;
    case OP_SEGMENTS:
        add_state(now, index + 1);
        add_state(now, index + 2);
        break;
    case OP_SPLIT:
        add_state(now, index + 1);
        if (state->value) {
            add_state(now, state->value);
        }
        break;
    case OP_JUMP:
        add_state(now, state->value);
        break;
    default:
        break;
    }
}

/* The states that are possible once `value` was read in state `index`. */
static inline void read_one(const LodeGlob *self, uint64_t *then, uint32_t index, uint32_t value)
{
    const State *state = &self->states[index];
    bool go_on = false;
    switch (state->op) {
    case OP_LITERAL:
        go_on = value == state->value;
        break;
    case OP_ONE:
        go_on = value != '/';
        break;
    case OP_SET:
        go_on = value != '/' && in_ranges(&self->ranges[state->value], state->size, value);
        break;
    case OP_NOT_SET:
        go_on = value != '/' && !in_ranges(&self->ranges[state->value], state->size, value);
        break;
    case OP_RUN:
        if (value != '/') {
            add_state(then, index);
        }
        break;
    case OP_DEEP_RUN:
        add_state(then, index);
        break;
    case OP_INSIDE:
        add_state(then, index);
        go_on = value == '/';
        break;
    default:
        break;
    }
    if (go_on) {
        add_state(then, index + 1);
    }
}

static bool matches_whole(const LodeGlob *self, LodeStr text)
{
    uint64_t rows[2][WORDS];
    uint32_t words = (self->state_count + 63) / 64;
    memset(rows, 0, sizeof rows);
    uint64_t *now = rows[0];
    uint64_t *then = rows[1];
    add_state(now, 0);
    for (size_t at = 0; at <= text.size;) {
        bool at_end = at == text.size;
        uint32_t value = at_end ? (at++, 0) : next_code_point(text, &at);
        bool any = false;
        for (uint32_t word = 0; word < words; word++) {
            /* Empty moves lead forward only, so they may add bits to this word that are still ahead. */
            for (uint64_t done = 0; now[word] & ~done;) {
                unsigned bit = (unsigned)__builtin_ctzll(now[word] & ~done);
                done |= UINT64_C(1) << bit;
                follow_empty(self, now, word * 64 + bit);
                if (!at_end) {
                    read_one(self, then, word * 64 + bit, value);
                }
                any = true;
            }
        }
        if (at_end || !any) {
            uint32_t last = self->state_count - 1;
            return at_end && ((now[last / 64] >> (last % 64)) & 1);
        }
        memset(now, 0, words * sizeof *now);
        uint64_t *swap = now;
        now = then;
        then = swap;
    }
    return false;
}

const LodeGlob *lode_glob_new(LodeArena *arena, LodeStr pattern, LodeError *error)
{
    LodeGlob *glob = LODE_ARENA_NEW(arena, LodeGlob, 1);
    Compiler compiler = {.pattern = spelled_out(arena, pattern, &glob->any_depth)};
    /* One byte makes at most two states, and the last one is OP_MATCH. */
    if (compiler.pattern.size >= STATE_LIMIT / 2) {
        lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "A glob may have at most %d bytes, this one has %u",
                       STATE_LIMIT / 2 - 1, (unsigned)compiler.pattern.size);
        return NULL;
    }
    compiler.closing = lode_alloc_zeroed(compiler.pattern.size + 1, sizeof *compiler.closing);
    compile(&compiler);
    glob->state_count = (uint32_t)compiler.states.count;
    glob->states = lode_arena_alloc(arena, compiler.states.count * sizeof *glob->states);
    memcpy(glob->states, compiler.states.items, compiler.states.count * sizeof *glob->states);
    glob->ranges = lode_arena_alloc(arena, compiler.ranges.count * sizeof *glob->ranges);
    if (compiler.ranges.count) {
        memcpy(glob->ranges, compiler.ranges.items, compiler.ranges.count * sizeof *glob->ranges);
    }
    free(compiler.closing);
    lode_vec_release(&compiler.states);
    lode_vec_release(&compiler.ranges);
    lode_vec_release(&compiler.splits);
    lode_vec_release(&compiler.jumps);
    return glob;
}

bool lode_glob_matches(const LodeGlob *self, LodeStr text)
{
    if (matches_whole(self, text)) {
        return true;
    }
    size_t slash = lode_str_find_last(text, '/');
    return self->any_depth && slash != LODE_NOT_FOUND &&
           matches_whole(self, lode_str_slice(text, slash + 1, text.size));
}

bool lode_glob_set_init(LodeGlobSet *out, LodeArena *arena, const LodeStr *patterns, size_t count, LodeError *error)
{
    bool ok = true;
    *out = (LodeGlobSet){.items = lode_arena_alloc(arena, count * sizeof *out->items)};
    for (size_t i = 0; i < count; i++) {
        const LodeGlob *glob = lode_glob_new(arena, patterns[i], ok ? error : NULL);
        if (glob) {
            out->items[out->count++] = glob;
        } else {
            ok = false;
        }
    }
    return ok;
}

bool lode_glob_set_matches(const LodeGlobSet *self, LodeStr text)
{
    for (size_t i = 0; i < self->count; i++) {
        if (lode_glob_matches(self->items[i], text)) {
            return true;
        }
    }
    return false;
}

bool lode_glob_is_pattern(LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (is_one_of(text.data[i], "*?[{\\")) {
            return true;
        }
    }
    return false;
}

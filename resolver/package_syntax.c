/*
 * JSON.parse of V8 as a judge. Reading order: texts in UTF-16, messages, tokens, the
 * grammar. Each failure stops where V8's cursor stands when it fails.
 */
#include "resolver/package_syntax.h"

#include "base/utf.h"

enum { CONTEXT = 10 /* UTF-16 units that V8 shows on either side of an unexpected token */ };

typedef struct Checker {
    LodeArena *arena;
    LodeStr text;
    size_t at;
    int node_version;
    LODE_VEC(char) open; /* the bracket of each array and object that is open */
    LodeSyntaxMember member;
    void *context;
    LodeSpan key;    /* of the member of the outermost object that is being read */
    size_t value_at; /* its value */
    LodeStr message;
} Checker;

/* The UTF-16 units [from, to) of `text`; half a surrogate pair comes out as U+FFFD. */
static LodeStr slice_units(LodeArena *arena, LodeStr text, size_t from, size_t to)
{
    LodeBuf out = {0};
    size_t unit = 0;
    for (size_t at = 0; at < text.size && unit < to;) {
        uint32_t code_point;
        at += lode_utf8_decode(text, at, &code_point);
        size_t next = unit + (code_point >= 0x10000 ? 2 : 1);
        if (unit >= from && next <= to) {
            lode_buf_append_code_point(&out, code_point);
        } else if (next > from) {
            lode_buf_append_code_point(&out, 0xFFFD);
        }
        unit = next;
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&out));
    lode_buf_release(&out);
    return copy;
}

/* " (line 1 column 2)" where this version says it. */
static LodeStr describe_line(Checker *self)
{
    if (self->node_version < 22) {
        return LODE_STR("");
    }
    const char *bytes = self->text.data;
    unsigned line = 1;
    size_t start = 0;
    for (size_t i = 0; i < self->at; i++) {
        if (bytes[i] == '\r' && i + 1 < self->at && bytes[i + 1] == '\n') {
            i++;
        }
        if (bytes[i] == '\r' || bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    size_t column = lode_utf16_size(lode_str_slice(self->text, start, self->at)) + 1;
    return lode_arena_printf(self->arena, " (line %u column %u)", line, (unsigned)column);
}

/* False, with "WORDS at position N". */
static bool fail(Checker *self, const char *words)
{
    size_t position = lode_utf16_size(lode_str_slice(self->text, 0, self->at));
    LodeStr line = describe_line(self);
    self->message =
        lode_arena_printf(self->arena, "%s at position %u%.*s", words, (unsigned)position, LODE_STR_ARG(line));
    return false;
}

/* What conversions of values that were not meant to be texts give: V8 shows these whole. */
static bool is_special(LodeStr text)
{
    return lode_str_equal(text, LODE_STR("[object Object]")) || lode_str_equal(text, LODE_STR("undefined")) ||
           lode_str_equal(text, LODE_STR("NaN")) || lode_str_equal(text, LODE_STR("Infinity"));
}

/* False, with the message about a token, or the end, that may not stand here. */
static bool fail_token(Checker *self)
{
    LodeArena *arena = self->arena;
    LodeStr text = self->text;
    if (self->at >= text.size) {
        self->message = LODE_STR("Unexpected end of JSON input");
        return false;
    }
    char first = text.data[self->at];
    if (first == '-' || (first >= '0' && first <= '9')) {
        return fail(self, "Unexpected number in JSON");
    }
    if (first == '"') {
        return fail(self, "Unexpected string in JSON");
    }
    LodeStr quote = LODE_STR("\"");
    if (is_special(text)) {
        LodeStr pieces[] = {quote, text, LODE_STR("\" is not valid JSON")};
        self->message = lode_arena_join(arena, pieces, 3);
        return false;
    }
    size_t size = lode_utf16_size(text);
    size_t position = lode_utf16_size(lode_str_slice(text, 0, self->at));
    bool is_short = size <= 2 * CONTEXT; /* short enough to be shown whole */
    bool is_cut_before = !is_short && position >= CONTEXT;
    bool is_cut_after = !is_short && (position < CONTEXT || position + CONTEXT < size);
    size_t from = is_cut_before ? position - CONTEXT : 0;
    size_t to = is_cut_after ? position + CONTEXT : size;
    LodeStr pieces[] = {
        LODE_STR("Unexpected token '"),
        slice_units(arena, text, position, position + 1),
        LODE_STR("', "),
        is_cut_before ? LODE_STR("...") : LODE_STR(""),
        quote,
        slice_units(arena, text, from, to),
        quote,
        is_cut_after ? LODE_STR("...") : LODE_STR(""),
        LODE_STR(" is not valid JSON"),
    };
    self->message = lode_arena_join(arena, pieces, sizeof pieces / sizeof *pieces);
    return false;
}

/* The byte at the cursor, which may be any but never -1; -1 at the end. */
static int peek(const Checker *self)
{
    return self->at < self->text.size ? (unsigned char)self->text.data[self->at] : -1;
}

static void skip_space(Checker *self)
{
    for (;; self->at++) {
        int c = peek(self);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
            return;
        }
    }
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex_digit(int c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static void skip_digits(Checker *self)
{
    while (is_digit(peek(self))) {
        self->at++;
    }
}

/* At the byte after a backslash. V8 has words for the escapes up to U+00FF only. */
static bool read_escape(Checker *self)
{
    int c = peek(self);
    if (c < 0) {
        return fail_token(self);
    }
    if (!c || !strchr("\"\\/bfnrtu", c)) {
        uint32_t code_point;
        lode_utf8_decode(self->text, self->at, &code_point);
        return code_point > 0xFF ? fail_token(self) : fail(self, "Bad escaped character in JSON");
    }
    self->at++;
    if (c != 'u') {
        return true;
    }
    for (int i = 0; i < 4; i++, self->at++) {
        if (!is_hex_digit(peek(self))) {
            return fail(self, "Bad Unicode escape in JSON");
        }
    }
    return true;
}

/* The first byte at or after `at` that is '"', '\\' or a control character. */
static size_t skip_plain(LodeStr text, size_t at)
{
    while (at < text.size && text.data[at] != '"' && text.data[at] != '\\' && (unsigned char)text.data[at] >= 0x20) {
        at++;
    }
    return at;
}

/* At the opening quote. */
static bool read_string(Checker *self)
{
    self->at++;
    for (;;) {
        self->at = skip_plain(self->text, self->at);
        int c = peek(self);
        if (c < 0) {
            return fail(self, "Unterminated string in JSON");
        }
        if (c < 0x20) {
            return fail(self, "Bad control character in string literal in JSON");
        }
        self->at++;
        if (c == '"') {
            return true;
        }
        if (!read_escape(self)) {
            return false;
        }
    }
}

static bool read_number(Checker *self)
{
    if (peek(self) == '-') {
        self->at++;
        if (!is_digit(peek(self))) {
            return fail(self, "No number after minus sign in JSON");
        }
    }
    if (peek(self) == '0') {
        self->at++;
        if (is_digit(peek(self))) {
            return fail(self, "Unexpected number in JSON");
        }
    }
    skip_digits(self);
    if (peek(self) == '.') {
        self->at++;
        if (!is_digit(peek(self))) {
            return fail(self, "Unterminated fractional number in JSON");
        }
        skip_digits(self);
    }
    if (peek(self) == 'e' || peek(self) == 'E') {
        self->at++;
        if (peek(self) == '-' || peek(self) == '+') {
            self->at++;
        }
        if (!is_digit(peek(self))) {
            return fail(self, "Exponent part is missing a number in JSON");
        }
        skip_digits(self);
    }
    return true;
}

static bool read_literal(Checker *self, const char *literal)
{
    for (; *literal; literal++, self->at++) {
        if (peek(self) != *literal) {
            return fail_token(self);
        }
    }
    return true;
}

/* Whether what is read now belongs to a member of the outermost object, and nothing is open in that. */
static bool is_in_member(const Checker *self)
{
    return self->open.count == 1 && self->open.items[0] == '{';
}

/* A key and its ':'. */
static bool read_key(Checker *self, bool is_first)
{
    skip_space(self);
    if (peek(self) != '"') {
        return fail(self, is_first ? "Expected property name or '}' in JSON"
                                   : "Expected double-quoted property name in JSON");
    }
    size_t start = self->at;
    if (!read_string(self)) {
        return false;
    }
    if (is_in_member(self)) {
        self->key = (LodeSpan){(uint32_t)start, (uint32_t)self->at};
    }
    skip_space(self);
    if (peek(self) != ':') {
        bool is_named = is_first || self->node_version >= 22; /* older V8 has words for the first key only */
        return is_named ? fail(self, "Expected ':' after property name in JSON") : fail_token(self);
    }
    self->at++;
    return true;
}

/* Opens an array or object. `*is_whole`: it is empty, and a value has been read. */
static bool open_container(Checker *self, bool *is_whole)
{
    char open = self->text.data[self->at++];
    skip_space(self);
    *is_whole = peek(self) == (open == '{' ? '}' : ']');
    if (*is_whole) {
        self->at++;
        return true;
    }
    lode_vec_push(&self->open, open);
    return open == '[' || read_key(self, true);
}

/* A value, or the start of one. `*is_whole`: it has been read. */
static bool read_value(Checker *self, bool *is_whole)
{
    skip_space(self);
    if (is_in_member(self)) {
        self->value_at = self->at;
    }
    *is_whole = true;
    int c = peek(self);
    switch (c) {
    case '"':
        return read_string(self);
    case '{':
    case '[':
        return open_container(self, is_whole);
    case 't':
        return read_literal(self, "true");
    case 'f':
        return read_literal(self, "false");
    case 'n':
        return read_literal(self, "null");
    default:
        return c == '-' || is_digit(c) ? read_number(self) : fail_token(self);
    }
}

/* Behind a value: up to where the next one starts. `*is_done`: there is none. */
static bool read_rest(Checker *self, bool *is_done)
{
    for (;;) {
        if (is_in_member(self) && self->member) {
            self->member(self->context, self->key, (LodeSpan){(uint32_t)self->value_at, (uint32_t)self->at});
        }
        skip_space(self);
        if (self->open.count == 0) {
            *is_done = true;
            return self->at == self->text.size || fail(self, "Unexpected non-whitespace character after JSON");
        }
        bool is_object = lode_vec_last(&self->open) == '{';
        if (peek(self) == ',') {
            self->at++;
            return !is_object || read_key(self, false);
        }
        if (peek(self) != (is_object ? '}' : ']')) {
            return fail(self, is_object ? "Expected ',' or '}' after property value in JSON"
                                        : "Expected ',' or ']' after array element in JSON");
        }
        self->at++;
        (void)lode_vec_pop(&self->open);
    }
}

bool lode__syntax_check(LodeArena *arena, LodeStr text, int node_version, LodeSyntaxMember member, void *context,
                        LodeStr *message, uint32_t *offset)
{
    Checker self = {.arena = arena, .text = text, .node_version = node_version, .member = member, .context = context};
    bool is_done = false;
    bool is_ok = true;
    while (is_ok && !is_done) {
        bool is_whole;
        is_ok = read_value(&self, &is_whole) && (!is_whole || read_rest(&self, &is_done));
    }
    lode_vec_release(&self.open);
    if (!is_ok) {
        *message = self.message;
        *offset = (uint32_t)self.at;
    }
    return is_ok;
}

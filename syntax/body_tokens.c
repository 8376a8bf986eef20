/* Reading order: white space, names, numbers, strings and templates, punctuation, the next token. */
#include "syntax/body_tokens.h"

#include "syntax/words.h"

/* The byte at an offset, NUL behind the end. */
static unsigned char byte_at(const LodeBodyTokens *self, uint32_t at)
{
    return at < self->source.size ? (unsigned char)self->source.data[at] : 0;
}

static uint32_t size_of(const LodeBodyTokens *self)
{
    return (uint32_t)self->source.size;
}

/* --- White space and comments ----------------------------------------------------------------- */

uint32_t lode_body_line_end(LodeStr source, uint32_t at)
{
    const unsigned char *bytes = (const unsigned char *)source.data + at;
    size_t rest = source.size - at;
    if (bytes[0] == '\n') {
        return 1;
    }
    if (bytes[0] == '\r') {
        return rest > 1 && bytes[1] == '\n' ? 2 : 1;
    }
    bool separator = rest > 2 && bytes[0] == 0xE2 && bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9);
    return separator ? 3 : 0;
}

static const uint64_t ones = UINT64_C(0x0101010101010101);
static const uint64_t highs = UINT64_C(0x8080808080808080);

/* Nonzero if a byte of the word is `byte`. */
static uint64_t has_byte(uint64_t word, unsigned char byte)
{
    uint64_t difference = word ^ ones * byte;
    return (difference - ones) & ~difference & highs;
}

uint32_t lode_body_plain_end(LodeStr source, uint32_t at, uint32_t end)
{
    const unsigned char *bytes = (const unsigned char *)source.data;
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        if ((word & highs) | has_byte(word, '\n') | has_byte(word, '\r')) {
            break;
        }
    }
    while (at < end && bytes[at] < 0x80 && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    return at;
}

/* The size of white space outside ASCII, line terminators left out (ECMAScript 12.2), or 0. */
static uint32_t high_space(const LodeBodyTokens *self, uint32_t at)
{
    unsigned char second = byte_at(self, at + 1);
    unsigned char third = byte_at(self, at + 2);
    switch (byte_at(self, at)) {
    case 0xC2:
        return second == 0xA0 ? 2 : 0;
    case 0xE1:
        return second == 0x9A && third == 0x80 ? 3 : 0;
    case 0xE2:
        return (second == 0x80 && ((third >= 0x80 && third <= 0x8A) || third == 0xAF)) ||
                       (second == 0x81 && third == 0x9F)
                   ? 3
                   : 0;
    case 0xE3:
        return second == 0x80 && third == 0x80 ? 3 : 0;
    case 0xEF:
        return second == 0xBB && third == 0xBF ? 3 : 0;
    default:
        return 0;
    }
}

/* The end of the line, or `end`. */
static uint32_t skip_line(const LodeBodyTokens *self, uint32_t at, uint32_t end)
{
    for (;; at++) {
        at = lode_body_plain_end(self->source, at, end);
        if (at == end || lode_body_line_end(self->source, at)) {
            return at;
        }
    }
}

static uint32_t skip_block_comment(const LodeBodyTokens *self, uint32_t at, bool *newline)
{
    uint32_t from = at + 2 < size_of(self) ? at + 2 : size_of(self);
    size_t length = lode_str_search(lode_str_slice(self->source, from, size_of(self)), LODE_STR("*/"));
    uint32_t to = length == LODE_NOT_FOUND ? size_of(self) : from + (uint32_t)length;
    *newline |= skip_line(self, from, to) < to;
    return length == LODE_NOT_FOUND ? to : to + 2;
}

static bool is_html_comment(const LodeBodyTokens *self, uint32_t at, bool first_on_line)
{
    LodeStr rest = lode_str_slice(self->source, at, self->source.size);
    return lode_str_starts_with(rest, LODE_STR("<!--")) ||
           (first_on_line && lode_str_starts_with(rest, LODE_STR("-->")));
}

uint32_t lode_body_tokens_skip(const LodeBodyTokens *self, uint32_t at, bool *newline)
{
    bool first_on_line = at == 0;
    while (at < size_of(self)) {
        unsigned char byte = byte_at(self, at);
        bool ended = false;
        uint32_t size;
        if (byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f') {
            at++;
        } else if (byte == '/' && byte_at(self, at + 1) == '/') {
            at = skip_line(self, at, size_of(self));
        } else if (byte == '/' && byte_at(self, at + 1) == '*') {
            at = skip_block_comment(self, at, &ended);
        } else if (byte == '#' && at == 0 && byte_at(self, 1) == '!') {
            at = skip_line(self, at, size_of(self));
        } else if (self->html_comments && (byte == '<' || byte == '-') &&
                   is_html_comment(self, at, first_on_line || *newline)) {
            at = skip_line(self, at, size_of(self));
        } else if ((byte <= '\r' || byte == 0xE2) && (size = lode_body_line_end(self->source, at)) != 0) {
            at += size;
            ended = true;
        } else if (byte >= 0x80 && (size = high_space(self, at)) != 0) {
            at += size;
        } else {
            break;
        }
        *newline |= ended;
    }
    return at;
}

/* --- Names ------------------------------------------------------------------------------------ */

static LodeKeyword keyword_of(LodeStr text)
{
    static const struct {
        const char *text;
        uint8_t size;
    } keywords[] = {{"", 0},
#define X(keyword, text) {text, sizeof(text) - 1},
                    LODE_KEYWORDS(X)
#undef X
    };
/* For a first letter: the first keyword, as they are in alphabetical order, and the sizes of all of them. */
#define SIZE(n) (1 << (n))
    static const struct {
        uint8_t keyword;
        uint16_t sizes;
    } firsts[26] = {
        ['a' - 'a'] = {LODE_KEYWORD_ACCESSOR, SIZE(5) | SIZE(6) | SIZE(8) | SIZE(9)},
        ['b' - 'a'] = {LODE_KEYWORD_BREAK, SIZE(5)},
        ['c' - 'a'] = {LODE_KEYWORD_CASE, SIZE(4) | SIZE(5) | SIZE(8)},
        ['d' - 'a'] = {LODE_KEYWORD_DEBUGGER, SIZE(2) | SIZE(6) | SIZE(7) | SIZE(8)},
        ['e' - 'a'] = {LODE_KEYWORD_ELSE, SIZE(4) | SIZE(6) | SIZE(7)},
        ['f' - 'a'] = {LODE_KEYWORD_FINALLY, SIZE(3) | SIZE(4) | SIZE(7) | SIZE(8)},
        ['g' - 'a'] = {LODE_KEYWORD_GET, SIZE(3)},
        ['i' - 'a'] = {LODE_KEYWORD_IF, SIZE(2) | SIZE(6) | SIZE(10)},
        ['l' - 'a'] = {LODE_KEYWORD_LET, SIZE(3)},
        ['m' - 'a'] = {LODE_KEYWORD_META, SIZE(4)},
        ['n' - 'a'] = {LODE_KEYWORD_NEW, SIZE(3)},
        ['o' - 'a'] = {LODE_KEYWORD_OF, SIZE(2)},
        ['r' - 'a'] = {LODE_KEYWORD_RETURN, SIZE(6)},
        ['s' - 'a'] = {LODE_KEYWORD_SET, SIZE(3) | SIZE(6)},
        ['t' - 'a'] = {LODE_KEYWORD_THROW, SIZE(3) | SIZE(5) | SIZE(6)},
        ['u' - 'a'] = {LODE_KEYWORD_USING, SIZE(5)},
        ['v' - 'a'] = {LODE_KEYWORD_VAR, SIZE(3) | SIZE(4)},
        ['w' - 'a'] = {LODE_KEYWORD_WHILE, SIZE(4) | SIZE(5)},
        ['y' - 'a'] = {LODE_KEYWORD_YIELD, SIZE(5)},
    };
#undef SIZE
    char first = text.data[0];
    bool possible = first >= 'a' && first <= 'z' && text.size < 16 && firsts[first - 'a'].sizes >> text.size & 1;
    if (!possible) {
        return LODE_KEYWORD_NONE;
    }
    size_t keyword = firsts[first - 'a'].keyword;
    for (; keyword < sizeof keywords / sizeof *keywords && keywords[keyword].text[0] == first; keyword++) {
        if (keywords[keyword].size == text.size && memcmp(keywords[keyword].text, text.data, text.size) == 0) {
            return (LodeKeyword)keyword;
        }
    }
    return LODE_KEYWORD_NONE;
}

/* One past the name that goes on at `at`. An escape counts whatever it stands for. */
static uint32_t skip_name(const LodeBodyTokens *self, uint32_t at, bool *escaped)
{
    for (;;) {
        unsigned char byte = byte_at(self, at);
        if (byte == '\\') {
            *escaped = true;
            at++;
            if (byte_at(self, at) == 'u' && byte_at(self, at + 1) == '{') {
                while (at < size_of(self) && byte_at(self, at) != '}') {
                    at++;
                }
                at += at < size_of(self);
            }
        } else if (at < size_of(self) && lode_word_bytes[byte] &&
                   (byte < 0x80 || (!high_space(self, at) && !lode_body_line_end(self->source, at)))) {
            at++;
        } else {
            return at;
        }
    }
}

static LodeToken take_name(LodeBodyTokens *self, LodeToken token)
{
    token.kind = LODE_TOKEN_NAME;
    uint32_t at = token.start;
    while (byte_at(self, at) < 0x80 && lode_word_bytes[byte_at(self, at)]) {
        at++;
    }
    if (byte_at(self, at) >= 0x80 || byte_at(self, at) == '\\') {
        bool escaped = false;
        at = skip_name(self, at, &escaped);
        token.escaped = escaped;
    }
    self->at = at;
    if (token.escaped) {
        self->is_odd = true;
        return token;
    }
    token.keyword = (uint8_t)keyword_of(lode_str_slice(self->source, token.start, at));
    self->operators += token.keyword == LODE_KEYWORD_AWAIT || token.keyword == LODE_KEYWORD_YIELD;
    return token;
}

/* --- Numbers, strings, templates, regular expressions ------------------------------------------ */

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static uint32_t skip_digits(const LodeBodyTokens *self, uint32_t at)
{
    while (is_digit(byte_at(self, at)) || byte_at(self, at) == '_') {
        at++;
    }
    return at;
}

/* 1.5e-3, .5, 0x1e, 1n, 017 (after which a dot reads a property). */
static LodeToken take_number(LodeBodyTokens *self, LodeToken token)
{
    token.kind = LODE_TOKEN_LITERAL;
    uint32_t at = token.start;
    bool zero = byte_at(self, at) == '0';
    unsigned char second = byte_at(self, at + 1) | 0x20;
    if (!zero || (second != 'x' && second != 'o' && second != 'b')) {
        uint32_t whole = skip_digits(self, at);
        bool octal = zero && whole > at + 1;
        for (uint32_t i = at; octal && i < whole; i++) {
            octal = byte_at(self, i) < '8';
        }
        at = whole;
        if (byte_at(self, at) == '.' && !octal) {
            at = skip_digits(self, at + 1);
        }
        if ((byte_at(self, at) | 0x20) == 'e') {
            unsigned char sign = byte_at(self, at + 1);
            uint32_t digits = at + (sign == '+' || sign == '-' ? 2 : 1);
            at = is_digit(byte_at(self, digits)) ? skip_digits(self, digits) : at;
        }
    }
    bool escaped = false;
    self->at = skip_name(self, at, &escaped);
    return token;
}

static LodeToken take_string(LodeBodyTokens *self, LodeToken token)
{
    token.kind = LODE_TOKEN_STRING;
    unsigned char quote = byte_at(self, token.start);
    uint32_t at = token.start + 1;
    for (; at < size_of(self); at++) {
        unsigned char byte = byte_at(self, at);
        if (byte == quote) {
            at++;
            break;
        }
        if (byte == '\\') {
            at++;
            at += byte_at(self, at) == '\r' && byte_at(self, at + 1) == '\n';
        } else if (byte == '\n' || byte == '\r') {
            break;
        }
    }
    self->at = at < size_of(self) ? at : size_of(self);
    return token;
}

/* From inside the template on. */
static LodeToken take_template(LodeBodyTokens *self, LodeToken token)
{
    token.kind = LODE_TOKEN_TEMPLATE;
    uint32_t at = self->at;
    for (; at < size_of(self); at++) {
        unsigned char byte = byte_at(self, at);
        if (byte == '`') {
            at++;
            break;
        }
        if (byte == '$' && byte_at(self, at + 1) == '{') {
            token.kind = LODE_TOKEN_TEMPLATE_OPEN;
            at += 2;
            break;
        }
        at += byte == '\\';
    }
    self->at = at < size_of(self) ? at : size_of(self);
    token.end = self->at;
    return token;
}

LodeToken lode_body_tokens_template(LodeBodyTokens *self, LodeToken token)
{
    self->at = token.start + 1;
    return take_template(self, token);
}

LodeToken lode_body_tokens_regex(LodeBodyTokens *self, LodeToken token)
{
    token.kind = LODE_TOKEN_LITERAL;
    bool in_class = false;
    uint32_t at = token.start + 1;
    for (; at < size_of(self) && !lode_body_line_end(self->source, at); at++) {
        unsigned char byte = byte_at(self, at);
        if (byte == '/' && !in_class) {
            at++;
            break;
        }
        in_class = byte == '[' || (in_class && byte != ']');
        at += byte == '\\' && at + 1 < size_of(self) && !lode_body_line_end(self->source, at + 1);
    }
    bool escaped = false;
    self->at = skip_name(self, at < size_of(self) ? at : size_of(self), &escaped);
    token.end = self->at;
    return token;
}

/* --- Punctuation ------------------------------------------------------------------------------ */

static uint32_t run_of(const LodeBodyTokens *self, uint32_t at, uint32_t most)
{
    uint32_t count = 1;
    while (count < most && byte_at(self, at + count) == byte_at(self, at)) {
        count++;
    }
    return count;
}

/* Operators of a repeated byte, with = behind or not: ** <<= >>>= && ||= */
static LodeToken take_run(LodeBodyTokens *self, LodeToken token, LodeTokenKind single, uint32_t most)
{
    uint32_t count = run_of(self, token.start, most);
    self->at = token.start + count;
    bool assigns = byte_at(self, self->at) == '=';
    token.kind = (uint8_t)(count == 1 && !assigns ? single : LODE_TOKEN_OPERATOR);
    self->at += assigns;
    return token;
}

static LodeToken take_dot(LodeBodyTokens *self, LodeToken token)
{
    if (is_digit(byte_at(self, token.start + 1))) {
        return take_number(self, token);
    }
    bool spread = run_of(self, token.start, 3) == 3;
    self->at = token.start + (spread ? 3 : 1);
    token.kind = spread ? LODE_TOKEN_SPREAD : LODE_TOKEN_DOT;
    return token;
}

static LodeToken take_question(LodeBodyTokens *self, LodeToken token)
{
    unsigned char second = byte_at(self, token.start + 1);
    if (second == '?') {
        return take_run(self, token, LODE_TOKEN_OPERATOR, 2);
    }
    bool optional = second == '.' && !is_digit(byte_at(self, token.start + 2));
    self->at = token.start + (optional ? 2 : 1);
    token.kind = optional ? LODE_TOKEN_OPTIONAL : LODE_TOKEN_QUESTION;
    return token;
}

static LodeToken take_equals(LodeBodyTokens *self, LodeToken token)
{
    if (byte_at(self, token.start + 1) == '>') {
        self->at = token.start + 2;
        token.kind = LODE_TOKEN_ARROW;
        return token;
    }
    uint32_t count = run_of(self, token.start, 3);
    self->at = token.start + count;
    token.kind = count == 1 ? LODE_TOKEN_ASSIGN : LODE_TOKEN_OPERATOR;
    return token;
}

static LodeToken take_sign(LodeBodyTokens *self, LodeToken token)
{
    unsigned char second = byte_at(self, token.start + 1);
    bool step = second == byte_at(self, token.start);
    self->at = token.start + (step || second == '=' ? 2 : 1);
    self->is_odd |= token.newline && step && second == '-' && byte_at(self, self->at) == '>';
    token.kind = step ? LODE_TOKEN_STEP : second == '=' ? LODE_TOKEN_OPERATOR : LODE_TOKEN_SIGN;
    return token;
}

static LodeToken take_not(LodeBodyTokens *self, LodeToken token)
{
    uint32_t at = token.start + 1;
    token.kind = LODE_TOKEN_NOT;
    if (byte_at(self, token.start) == '!' && byte_at(self, at) == '=') {
        token.kind = LODE_TOKEN_OPERATOR;
        at += byte_at(self, at + 1) == '=' ? 2 : 1;
    }
    self->at = at;
    return token;
}

static LodeToken take_private(LodeBodyTokens *self, LodeToken token)
{
    bool escaped = false;
    self->at = skip_name(self, token.start + 1, &escaped);
    token.kind = LODE_TOKEN_PRIVATE;
    return token;
}

/* Of bytes that are a token whatever follows. */
static const uint8_t single_kinds[256] = {
    ['('] = LODE_TOKEN_OPEN_PAREN,    [')'] = LODE_TOKEN_CLOSE_PAREN, ['['] = LODE_TOKEN_OPEN_BRACKET,
    [']'] = LODE_TOKEN_CLOSE_BRACKET, ['{'] = LODE_TOKEN_OPEN_BRACE,  ['}'] = LODE_TOKEN_CLOSE_BRACE,
    [';'] = LODE_TOKEN_SEMICOLON,     [','] = LODE_TOKEN_COMMA,       [':'] = LODE_TOKEN_COLON,
};

static LodeToken take(LodeBodyTokens *self, LodeToken token)
{
    unsigned char byte = byte_at(self, token.start);
    if (single_kinds[byte]) {
        token.kind = single_kinds[byte];
        self->at = token.start + 1;
        return token;
    }
    if (lode_word_bytes[byte]) {
        return is_digit(byte) ? take_number(self, token) : take_name(self, token);
    }
    switch (byte) {
    case '\\':
        return take_name(self, token);
    case '"':
    case '\'':
        return take_string(self, token);
    case '`':
        self->at = token.start + 1;
        return take_template(self, token);
    case '.':
        return take_dot(self, token);
    case '?':
        return take_question(self, token);
    case '=':
        return take_equals(self, token);
    case '+':
    case '-':
        return take_sign(self, token);
    case '!':
    case '~':
        return take_not(self, token);
    case '#':
        return take_private(self, token);
    case '*':
        return take_run(self, token, LODE_TOKEN_STAR, 2);
    case '&':
    case '|':
        return take_run(self, token, LODE_TOKEN_OPERATOR, 2);
    case '<':
        self->is_odd |=
            lode_str_starts_with(lode_str_slice(self->source, token.start, size_of(self)), LODE_STR("<!--"));
        return take_run(self, token, LODE_TOKEN_OPERATOR, 3);
    case '>':
    case '%':
    case '^':
        return take_run(self, token, LODE_TOKEN_OPERATOR, 3);
    case '/':
        self->at = token.start + (byte_at(self, token.start + 1) == '=' ? 2 : 1);
        token.kind = LODE_TOKEN_SLASH;
        return token;
    default:
        token.kind = LODE_TOKEN_OPERATOR;
        self->at = token.start + 1;
        return token;
    }
}

/* Whether the byte begins a token wherever it stands. */
static bool begins_token(unsigned char byte)
{
    return byte > ' ' && byte < 0x80 && byte != '/' && byte != '#' && byte != '<' && byte != '-';
}

LodeToken lode_body_tokens_next(LodeBodyTokens *self)
{
    LodeToken token = {.start = self->at};
    token.start += byte_at(self, token.start) == ' '; /* most have this before them, or nothing */
    if (!begins_token(byte_at(self, token.start))) {
        token.start = lode_body_tokens_skip(self, self->at, &token.newline);
    }
    self->at = token.start;
    if (token.start < size_of(self)) {
        token = take(self, token);
    }
    token.end = self->at;
    return token;
}

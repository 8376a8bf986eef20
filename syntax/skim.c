/*
 * Reading order: brackets and cuts, then one function for each kind of token, then the
 * loop. Each token function starts at its first byte and leaves `at` after its last.
 */
#include "syntax/skim.h"

#include <string.h>

/* What the token before means for a slash, a bracket or an identifier that follows. */
typedef enum Before {
    BEFORE_OPERATOR, /* punctuation, or the start: an expression follows */
    BEFORE_ARROW,    /* => */
    BEFORE_DOT,      /* . or ?. : a name of a property follows */
    BEFORE_WORD,     /* an identifier or keyword */
    BEFORE_PROPERTY, /* a name after a dot */
    BEFORE_OPERAND,  /* a number, string, template or regular expression */
    BEFORE_CLOSED,   /* ) ] or } */
    BEFORE_STEP      /* ++ or -- */
} Before;

/* Flags of brackets. Those of the last closed one stay known for the token after it. */
enum {
    INTERESTING = 1 << 0, /* a word of interest is inside, or it counts as if one were */
    KEEP = 1 << 1,        /* nothing inside is cut; inherited */
    FUNCTION = 1 << 2,    /* inside the body of a function; inherited */
    CUTTABLE = 1 << 3,    /* the inside may be cut */
    CONTROL = 1 << 4,     /* a parenthesis after if, for, while, … */
    CLAUSE = 1 << 5       /* the braces of an import or export */
};

enum {
    SHORTEST_CUT = 8,      /* bytes; a cut costs an entry in the map and a move */
    DEEPEST = 1000 * 1000, /* brackets; an engine gives up at some thousands */
    INHERITED = KEEP | FUNCTION
};

typedef struct Skimmer {
    LodeSkim *result;
    char *bytes; /* the text while it is still the whole source from `base` on, NUL after it */
    uint32_t base;
    uint32_t size;
    uint32_t at;
    Before before;
    uint32_t word; /* the last identifier, where `before` is WORD or PROPERTY */
    uint32_t word_size;
    uint32_t before_end;  /* one past the last token */
    uint32_t before_word; /* one past the token before the last identifier */
    uint32_t import_end;  /* one past the string of the last import statement */
    uint8_t closed;       /* flags of the bracket that closed last */
    bool in_import;       /* between `import` and its string */
    bool found;           /* any word of interest */
    uint32_t heritage;    /* how many brackets were open at the last `extends`, or 0 */
} Skimmer;

enum {
    K_OTHER, /* punctuation without a rule of its own */
    K_SPACE,
    K_CR,
    K_WORD,
    K_DIGIT,
    K_HIGH,
    K_QUOTE,
    K_TEMPLATE,
    K_SLASH,
    K_OPEN,
    K_CLOSE,
    K_BRACE_CLOSE,
    K_DOT,
    K_EQUALS,
    K_STEP,
    K_LESS,
    K_SEMICOLON,
    K_BACKSLASH,
    K_NUL
};

#define RUN5(c, k) [c] = k, [(c) + 1] = k, [(c) + 2] = k, [(c) + 3] = k, [(c) + 4] = k
#define RUN25(c, k) RUN5(c, k), RUN5((c) + 5, k), RUN5((c) + 10, k), RUN5((c) + 15, k), RUN5((c) + 20, k)
#define RUN16(c, k) RUN5(c, k), RUN5((c) + 5, k), RUN5((c) + 10, k), [(c) + 15] = k
static const unsigned char kinds[256] = {
    [0] = K_NUL,         ['\t'] = K_SPACE,     ['\n'] = K_SPACE,    ['\v'] = K_SPACE,    ['\f'] = K_SPACE,
    ['\r'] = K_CR,       [' '] = K_SPACE,      RUN25('A', K_WORD),  ['Z'] = K_WORD,      RUN25('a', K_WORD),
    ['z'] = K_WORD,      ['_'] = K_WORD,       ['$'] = K_WORD,      RUN5('0', K_DIGIT),  RUN5('5', K_DIGIT),
    ['"'] = K_QUOTE,     ['\''] = K_QUOTE,     ['`'] = K_TEMPLATE,  ['/'] = K_SLASH,     ['('] = K_OPEN,
    ['['] = K_OPEN,      ['{'] = K_OPEN,       [')'] = K_CLOSE,     [']'] = K_CLOSE,     ['}'] = K_BRACE_CLOSE,
    ['.'] = K_DOT,       ['='] = K_EQUALS,     ['+'] = K_STEP,      ['-'] = K_STEP,      ['<'] = K_LESS,
    [';'] = K_SEMICOLON, ['\\'] = K_BACKSLASH, RUN16(0x80, K_HIGH), RUN16(0x90, K_HIGH), RUN16(0xA0, K_HIGH),
    RUN16(0xB0, K_HIGH), RUN16(0xC0, K_HIGH),  RUN16(0xD0, K_HIGH), RUN16(0xE0, K_HIGH), RUN16(0xF0, K_HIGH),
};
#undef RUN5
#undef RUN25
#undef RUN16

/* --- Brackets and cuts ------------------------------------------------------------------------ */

/* Ends the pass. Returns false so that a token function can `return` it. */
static bool unsure(Skimmer *self, const char *reason)
{
    self->result->reason = reason;
    return false;
}

/* Notes the first error. The pass goes on for the words that come after it; its cuts are void. */
static void broken(Skimmer *self, LodeSkimError error, uint32_t start, uint32_t end, uint32_t related)
{
    LodeSkim *result = self->result;
    if (!result->error) {
        result->error = error;
        result->error_span = (LodeSpan){start + self->base, end + self->base};
        result->related = related + self->base;
    }
}

/* Notes a token that does not fit the one before. The pass goes on, but its cuts are void. */
static void suspect(Skimmer *self, uint32_t at)
{
    if (!self->result->suspicions++) {
        self->result->suspect = at + self->base;
    }
}

static LodeBracket *innermost(Skimmer *self)
{
    return &lode_vec_last(&self->result->brackets);
}

static void add_cut(Skimmer *self, uint32_t start, uint32_t end, char fill)
{
    LodeCut cut = {start + self->base, end + self->base, fill};
    lode_vec_push(&self->result->cuts, cut);
}

static void interest(Skimmer *self)
{
    innermost(self)->flags |= INTERESTING;
    self->found = true;
}

static bool open_bracket(Skimmer *self, char type, uint32_t start, uint8_t flags)
{
    LodeSkim *result = self->result;
    if (result->brackets.count > DEEPEST) {
        broken(self, LODE_SKIM_TOO_DEEP, start, start + 1, 0);
        return false;
    }
    LodeBracket bracket = {
        .start = start,
        .cuts = (uint32_t)result->cuts.count,
        .type = (uint8_t)type,
        .flags = (uint8_t)(flags | (innermost(self)->flags & INHERITED)),
    };
    lode_vec_push(&result->brackets, bracket);
    return true;
}

/* Takes the innermost bracket off the stack, and its inside out of the text if it may go. */
static void close_bracket(Skimmer *self, uint32_t end)
{
    LodeSkim *result = self->result;
    LodeBracket bracket = lode_vec_pop(&result->brackets);
    self->closed = bracket.flags;
    if (bracket.flags & INTERESTING) {
        innermost(self)->flags |= INTERESTING;
    } else if ((bracket.flags & (CUTTABLE | KEEP)) == CUTTABLE && end - bracket.start > SHORTEST_CUT) {
        result->cuts.count = bracket.cuts;
        add_cut(self, bracket.start + 1, end, 0);
    }
}

/* --- Questions about neighbours --------------------------------------------------------------- */

static bool word_is(const Skimmer *self, const char *text)
{
    size_t size = strlen(text);
    return self->word_size == size && memcmp(self->bytes + self->word, text, size) == 0;
}

static LodeRole role_before(const Skimmer *self)
{
    return self->before == BEFORE_WORD ? lode_word_role(self->bytes + self->word, self->word_size) : LODE_ROLE_NAME;
}

static bool newline_between(const Skimmer *self, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        unsigned char byte = (unsigned char)self->bytes[at];
        if (byte == '\n' || byte == '\r' || byte == 0xE2) { /* 0xE2 begins U+2028: to be safe */
            return true;
        }
    }
    return false;
}

static uint32_t skip_blanks(const Skimmer *self, uint32_t at)
{
    while (kinds[(unsigned char)self->bytes[at]] == K_SPACE || self->bytes[at] == '\r') {
        at++;
    }
    return at;
}

/* Whether an expression ends with the token before, so that none can follow it on the same line. */
static bool is_after_expression(const Skimmer *self)
{
    switch (self->before) {
    case BEFORE_WORD:
        return !lode_word_precedes(self->bytes + self->word, self->word_size);
    case BEFORE_PROPERTY:
    case BEFORE_OPERAND:
        return true;
    case BEFORE_CLOSED:
        return self->bytes[self->before_end - 1] != '}' && !(self->closed & CONTROL);
    default:
        return false;
    }
}

/* Whether the token before needs an operand on its right. */
static bool is_after_operator(const Skimmer *self)
{
    switch (self->before) {
    case BEFORE_ARROW:
    case BEFORE_DOT:
        return true;
    case BEFORE_OPERATOR:
        return self->before_end && strchr("=+-*/%&|^!~?<>", self->bytes[self->before_end - 1]);
    default:
        return false;
    }
}

/* --- Tokens ----------------------------------------------------------------------------------- */

static void end_token(Skimmer *self, Before before)
{
    self->before = before;
    self->before_end = self->at;
}

/* Whether the bytes at `at` are white space outside ASCII; its size, or 0. ECMAScript 12.2, 12.3. */
static uint32_t high_space(const unsigned char *bytes)
{
    if (bytes[0] == 0xC2) {
        return bytes[1] == 0xA0 ? 2 : 0;
    }
    if (bytes[0] == 0xE2 && bytes[1] == 0x80) {
        bool space = (bytes[2] >= 0x80 && bytes[2] <= 0x8A) || bytes[2] == 0xA8 || bytes[2] == 0xA9 || bytes[2] == 0xAF;
        return space ? 3 : 0;
    }
    bool other = (bytes[0] == 0xE1 && bytes[1] == 0x9A && bytes[2] == 0x80) ||
                 (bytes[0] == 0xE2 && bytes[1] == 0x81 && bytes[2] == 0x9F) ||
                 (bytes[0] == 0xE3 && bytes[1] == 0x80 && bytes[2] == 0x80) ||
                 (bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF);
    return other ? 3 : 0;
}

/* Whether the byte can follow the keyword of an import statement. */
static bool begins_import(char byte)
{
    unsigned char kind = kinds[(unsigned char)byte];
    return kind == K_WORD || kind == K_HIGH || kind == K_QUOTE || byte == '{' || byte == '*';
}

/* import.source('x') and import.defer('x'): `.source` becomes blank. `dot` is its offset. */
static void blank_call_phase(Skimmer *self, uint32_t dot)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t start = skip_blanks(self, dot + 1);
    uint32_t end = start;
    while (lode_word_bytes[bytes[end]]) {
        end++;
    }
    LodeStr word = {self->bytes + start, end - start};
    bool phase = lode_str_equal(word, LODE_STR("source")) || lode_str_equal(word, LODE_STR("defer"));
    if (phase && bytes[skip_blanks(self, end)] == '(') {
        memset(self->bytes + dot, ' ', end - dot);
    }
}

/* Whether this is `x = require`, with nothing further that the value goes through before. */
static bool is_given_away(const Skimmer *self, uint32_t next)
{
    const char *bytes = self->bytes;
    if (self->before != BEFORE_OPERATOR || !self->before_end || bytes[self->before_end - 1] != '=') {
        return false;
    }
    return !bytes[next] || !strchr("(.[=&|?+!", bytes[next]);
}

/* A word of the table. Notes it if it can matter where it stands. */
static bool found_word(Skimmer *self, LodeWord word, uint32_t start)
{
    const char *bytes = self->bytes;
    bool property = self->before == BEFORE_DOT;
    uint32_t next = skip_blanks(self, self->at);
    switch (word) {
    case LODE_WORD_CREATE_REQUIRE:
        return unsure(self, "createRequire");
    case LODE_WORD_EXTENDS:
        self->heritage = (uint32_t)self->result->brackets.count;
        return true;
    case LODE_WORD_USING:
        if (kinds[(unsigned char)bytes[next]] != K_WORD || newline_between(self, self->at, next)) {
            self->bytes[start] = 'U'; /* a name like any other, which the grammar does not see */
        }
        return true;
    case LODE_WORD_AWAIT:
        if (property || innermost(self)->flags & FUNCTION) {
            return true;
        }
        break;
    case LODE_WORD_IMPORT:
        if (property) {
            return true;
        }
        self->in_import = begins_import(bytes[next]);
        if (bytes[next] == '.') {
            blank_call_phase(self, next);
        }
        break;
    case LODE_WORD_REQUIRE:
        if (property) {
            return true;
        }
        if (is_given_away(self, next)) {
            return unsure(self, "require under another name");
        }
        break;
    case LODE_WORD_MODULE:
        if (property || (bytes[self->at] == '.' && memcmp(bytes + self->at, ".exports", 8) == 0)) {
            return true;
        }
        break;
    case LODE_WORD_WRAPPER:
        /* As a binding it is followed by none of these. */
        if (property || bytes[next] == '.' || bytes[next] == '[' || bytes[next] == '(') {
            return true;
        }
        break;
    case LODE_WORD_URL:
        if (property) {
            return true;
        }
        if (self->before == BEFORE_WORD && word_is(self, "new")) {
            /* Of interest only if import.meta is near, whose `import` keeps both. */
            lode_vec_push(&self->result->words, start + self->base);
            return true;
        }
        break;
    default:
        if (property) {
            return true;
        }
        break;
    }
    lode_vec_push(&self->result->words, start + self->base);
    interest(self);
    return true;
}

/* `import defer * as ns` and `import source x`: the grammar knows neither, so the word becomes blank. */
static void blank_phase(Skimmer *self, uint32_t start)
{
    if (!word_is(self, "defer") && !word_is(self, "source")) {
        return;
    }
    const char *bytes = self->bytes;
    uint32_t next = skip_blanks(self, self->at);
    unsigned char byte = (unsigned char)bytes[next];
    if (byte != '*' && kinds[byte] != K_WORD) {
        return;
    }
    if (memcmp(bytes + next, "from", 4) == 0 && !lode_word_bytes[(unsigned char)bytes[next + 4]]) {
        uint32_t after = skip_blanks(self, next + 4);
        if (memcmp(bytes + after, "from", 4) != 0) {
            return; /* import source from 'x' */
        }
    }
    memset(self->bytes + start, ' ', self->word_size);
    end_token(self, BEFORE_OPERATOR);
}

static bool take_word(Skimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t start = self->at;
    uint32_t at = start;
    do {
        at++;
    } while (lode_word_bytes[bytes[at]] && !(bytes[at] >= 0x80 && high_space(bytes + at)));
    self->at = at;
    uint32_t size = at - start;
    if (is_after_expression(self) && !lode_word_is_infix(self->bytes + start, size) &&
        !newline_between(self, self->before_end, start)) {
        suspect(self, start);
    }
    LodeWord word = lode_word_of(self->bytes + start, size);
    if (word && !found_word(self, word, start)) {
        return false;
    }
    bool after_import = self->in_import && self->before == BEFORE_WORD && word_is(self, "import");
    bool property = self->before == BEFORE_DOT;
    self->word = start;
    self->word_size = size;
    self->before_word = self->before_end;
    end_token(self, property ? BEFORE_PROPERTY : BEFORE_WORD);
    if (after_import) {
        blank_phase(self, start);
    }
    return true;
}

static void take_string(Skimmer *self)
{
    const char *bytes = self->bytes;
    char quote = bytes[self->at];
    uint32_t start = self->at;
    uint32_t at = start + 1;
    if (is_after_expression(self) && !newline_between(self, self->before_end, start)) {
        suspect(self, start);
    }
    for (;; at++) {
        char byte = bytes[at];
        if (byte == quote) {
            at++;
            break;
        }
        if (byte == '\\') {
            at++;
            at += bytes[at] == '\r' && bytes[at + 1] == '\n';
        }
        bool line_ends = byte == '\n' || byte == '\r';
        if (line_ends || at >= self->size) {
            at = at < self->size ? at : self->size;
            broken(self, LODE_SKIM_OPEN_STRING, start, at, 0);
            break;
        }
    }
    self->at = at;
    if (self->in_import) {
        self->in_import = false;
        self->import_end = self->at;
    }
    end_token(self, BEFORE_OPERAND);
}

/* The characters of a template from `at` on, up to its end or the next substitution. */
static bool take_template(Skimmer *self, uint32_t start)
{
    const char *bytes = self->bytes;
    for (uint32_t at = self->at;; at++) {
        char byte = bytes[at];
        if (byte == '`') {
            self->at = at + 1;
            end_token(self, BEFORE_OPERAND);
            return true;
        }
        if (byte == '\\') {
            at++;
        } else if (byte == '$' && bytes[at + 1] == '{') {
            self->at = at + 2;
            end_token(self, BEFORE_OPERATOR);
            return open_bracket(self, '$', at, 0);
        }
        if (at >= self->size) {
            broken(self, LODE_SKIM_OPEN_TEMPLATE, start, self->size, 0);
            self->at = self->size;
            return true;
        }
    }
}

static bool take_regex(Skimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t at = self->at + 1;
    bool in_class = false;
    for (; bytes[at] != '/' || in_class; at++) {
        switch (bytes[at]) {
        case '\\':
            at++;
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                return unsure(self, "a slash");
            }
            break;
        case '[':
            in_class = true;
            break;
        case ']':
            in_class = false;
            break;
        case '\n':
        case '\r':
            return unsure(self, "a slash");
        default:
            break;
        }
        if (at >= self->size) {
            return unsure(self, "a slash");
        }
    }
    do {
        at++;
    } while (lode_word_bytes[bytes[at]]);
    self->at = at;
    end_token(self, BEFORE_OPERAND);
    return true;
}

/* Cuts a comment. A blank stands for it, or a newline if it held one, for semicolons depend on it. */
static void cut_comment(Skimmer *self, uint32_t start, uint32_t end, bool newline)
{
    LodeSkim *result = self->result;
    size_t count = result->cuts.count;
    if (count > innermost(self)->cuts) {
        LodeCut *last = &result->cuts.items[count - 1];
        uint32_t last_end = last->end - self->base;
        if (last->fill && last_end > self->before_end && skip_blanks(self, last_end) == start) {
            /* Comments with only blanks between them are one. */
            last->fill = newline || newline_between(self, last_end, start) ? '\n' : last->fill;
            last->end = end + self->base;
            return;
        }
    }
    add_cut(self, start, end, newline ? '\n' : ' ');
}

/* The first LF or CR in [at, end), or `end`. U+2028 and U+2029 end a line too: 0xE2 stops as well. */
static uint32_t find_line_end(const Skimmer *self, uint32_t at, uint32_t end)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    static const uint64_t highs = UINT64_C(0x8080808080808080);
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, self->bytes + at, 8);
        uint64_t lf = word ^ ones * 0x0A;
        uint64_t cr = word ^ ones * 0x0D;
        uint64_t e2 = word ^ ones * 0xE2;
        if ((((lf - ones) & ~lf) | ((cr - ones) & ~cr) | ((e2 - ones) & ~e2)) & highs) {
            break;
        }
    }
    while (at < end && self->bytes[at] != '\n' && self->bytes[at] != '\r' && self->bytes[at] != '\xE2') {
        at++;
    }
    return at;
}

static void take_line_comment(Skimmer *self)
{
    uint32_t start = self->at;
    uint32_t at = start;
    for (;;) {
        at = find_line_end(self, at, self->size);
        const unsigned char *bytes = (const unsigned char *)self->bytes + at;
        if (at >= self->size || bytes[0] != 0xE2 || (bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9))) {
            break;
        }
        at++;
    }
    self->at = at;
    cut_comment(self, start, at, true);
}

static void take_block_comment(Skimmer *self)
{
    uint32_t start = self->at;
    uint32_t at = start + 2;
    for (;;) {
        const char *slash = memchr(self->bytes + at, '/', self->size - at);
        if (!slash) {
            broken(self, LODE_SKIM_OPEN_COMMENT, start, self->size, 0);
            self->at = self->size;
            return;
        }
        at = (uint32_t)(slash - self->bytes) + 1;
        if (slash[-1] == '*' && at > start + 3) {
            break;
        }
    }
    self->at = at;
    cut_comment(self, start, at, find_line_end(self, start, at) < at);
}

static bool take_slash(Skimmer *self)
{
    char next = self->bytes[self->at + 1];
    if (next == '/') {
        take_line_comment(self);
        return true;
    }
    if (next == '*') {
        take_block_comment(self);
        return true;
    }
    switch (self->before) {
    case BEFORE_OPERATOR:
    case BEFORE_ARROW:
        return take_regex(self);
    case BEFORE_WORD: {
        LodeRole role = role_before(self);
        if (role == LODE_ROLE_CONTEXTUAL) {
            return unsure(self, "a slash after a contextual keyword");
        }
        if (role == LODE_ROLE_OPERATOR) {
            return take_regex(self);
        }
        break;
    }
    case BEFORE_CLOSED:
        if (self->bytes[self->before_end - 1] == '}') {
            return unsure(self, "a slash after a brace");
        }
        if (self->closed & CONTROL) {
            return take_regex(self);
        }
        break;
    case BEFORE_STEP:
        return unsure(self, "a slash after ++ or --");
    default:
        break;
    }
    self->at++;
    end_token(self, BEFORE_OPERATOR);
    return true;
}

/* Whether the last word, `function`, follows a parenthesis or operator: the names of its parameters may matter. */
static bool begins_wrapper(const Skimmer *self)
{
    uint32_t at = self->word;
    while (at && kinds[(unsigned char)self->bytes[at - 1]] == K_SPACE) {
        at--;
    }
    return at && strchr("(!+-~", self->bytes[at - 1]);
}

/* Whether the parenthesis at `at` opens arguments or parameters, which can be left out. */
static uint8_t parenthesis_flags(const Skimmer *self)
{
    switch (self->before) {
    case BEFORE_WORD: {
        LodeRole role = role_before(self);
        if (role == LODE_ROLE_CONTROL || word_is(self, "await")) { /* for await ( */
            return CONTROL;
        }
        LodeWord word = lode_word_of(self->bytes + self->word, self->word_size);
        if (word == LODE_WORD_REQUIRE || word == LODE_WORD_IMPORT) {
            return KEEP;
        }
        if (word_is(self, "function") && begins_wrapper(self)) {
            return 0;
        }
        return role == LODE_ROLE_NAME ? CUTTABLE : 0;
    }
    case BEFORE_PROPERTY:
        return word_is(self, "require") || word_is(self, "resolve") || word_is(self, "source") || word_is(self, "defer")
                   ? KEEP
                   : CUTTABLE;
    case BEFORE_CLOSED:
        /* After a brace it may begin a statement. */
        return self->bytes[self->before_end - 1] == '}' || self->closed & (INTERESTING | CONTROL) ? 0 : CUTTABLE;
    default:
        return 0;
    }
}

/* Whether the [ at `at` begins an array for certain, and not a member or a computed name. */
static bool begins_array(const Skimmer *self)
{
    if (self->before != BEFORE_OPERATOR || !self->before_end) {
        return false;
    }
    switch (self->bytes[self->before_end - 1]) {
    case '=':
    case '(':
    case '[':
    case ':':
    case '?':
    case '&':
    case '|':
        return true;
    case ',': {
        uint8_t type = lode_vec_last(&self->result->brackets).type;
        return type == '(' || type == '[';
    }
    default:
        return false;
    }
}

/*
 * The braces after `with` or `assert`. An import's attributes are spelled `with`. The
 * grammar knows none on an export: they become a statement of their own, `;a= {…}`,
 * that statements.c recognizes because the source has other bytes there.
 */
static uint8_t attribute_flags(Skimmer *self)
{
    char before = self->bytes[self->before_word - 1];
    if (before != '"' && before != '\'') {
        return CUTTABLE;
    }
    bool imports = self->before_word == self->import_end;
    memset(self->bytes + self->word, ' ', self->word_size);
    memcpy(self->bytes + self->word, imports ? "with" : ";a= ", 4);
    if (!imports) {
        lode_vec_push(&self->result->words, self->word + 1 + self->base);
    }
    return INTERESTING | KEEP;
}

static uint8_t brace_flags(Skimmer *self)
{
    if (self->in_import) {
        return INTERESTING | KEEP | CLAUSE;
    }
    if (self->heritage == self->result->brackets.count) { /* class A extends f(x) { */
        self->heritage = 0;
        return CUTTABLE;
    }
    switch (self->before) {
    case BEFORE_ARROW:
        return CUTTABLE | FUNCTION;
    case BEFORE_WORD:
        if (word_is(self, "export")) {
            return INTERESTING | KEEP | CLAUSE;
        }
        if ((word_is(self, "with") || word_is(self, "assert")) && self->before_word) {
            return attribute_flags(self);
        }
        return CUTTABLE;
    case BEFORE_CLOSED: {
        bool after_parenthesis = self->bytes[self->before_end - 1] == ')' && !(self->closed & CONTROL);
        /* On a new line it may be a block after a call, where an await is not a function's. */
        bool function = after_parenthesis && !newline_between(self, self->before_end, self->at);
        return function ? CUTTABLE | FUNCTION : CUTTABLE;
    }
    default:
        return CUTTABLE;
    }
}

/*
 * The names in the braces of an import or export may be keywords, as in {a as null},
 * which the grammar does not know: their first byte is made a capital.
 */
static bool take_clause(Skimmer *self)
{
    for (;;) {
        unsigned char byte = (unsigned char)self->bytes[self->at];
        bool goes_on;
        switch (kinds[byte]) {
        case K_SPACE:
        case K_CR:
            self->at++;
            continue;
        case K_WORD:
        case K_HIGH:
            goes_on = take_word(self);
            if (goes_on && lode_word_is_reserved(self->bytes + self->word, self->word_size) &&
                !word_is(self, "default")) {
                self->bytes[self->word] = (char)(self->bytes[self->word] - 'a' + 'A');
            }
            break;
        default:
            if (byte != ',') {
                return true;
            }
            self->at++;
            end_token(self, BEFORE_OPERATOR);
            continue;
        }
        if (!goes_on) {
            return false;
        }
    }
}

/*
 * `let x` and a [ on the next line are two statements, but one to the grammar: the
 * newline becomes a semicolon.
 */
static void end_declaration(Skimmer *self)
{
    if (self->before != BEFORE_WORD || !newline_between(self, self->before_end, self->at)) {
        return;
    }
    uint32_t at = self->word;
    while (at && kinds[(unsigned char)self->bytes[at - 1]] == K_SPACE) {
        at--;
    }
    bool declared =
        at >= 3 && (memcmp(self->bytes + at - 3, "let", 3) == 0 || memcmp(self->bytes + at - 3, "var", 3) == 0);
    if (declared && (at == 3 || !lode_word_bytes[(unsigned char)self->bytes[at - 4]])) {
        self->bytes[self->before_end] = ';';
    }
}

static bool take_open(Skimmer *self)
{
    char type = self->bytes[self->at];
    uint8_t flags;
    if (type == '(') {
        flags = parenthesis_flags(self);
    } else if (type == '[') {
        flags = begins_array(self) ? CUTTABLE : 0;
        end_declaration(self);
    } else {
        flags = brace_flags(self);
    }
    uint32_t start = self->at++;
    end_token(self, BEFORE_OPERATOR);
    return open_bracket(self, type, start, flags) && (!(flags & CLAUSE) || take_clause(self));
}

static bool closes(const LodeBracket *bracket, char byte)
{
    switch (bracket->type) {
    case '(':
        return byte == ')';
    case '[':
        return byte == ']';
    case '{':
    case '$':
        return byte == '}';
    default: /* the file */
        return false;
    }
}

/* A closing bracket that does not match: the missing ones are taken as closed if the right one is near. */
static bool recover(Skimmer *self, char byte)
{
    enum { FARTHEST = 8 };
    LodeSkim *result = self->result;
    size_t count = result->brackets.count;
    LodeSkimError error = count == 1 ? LODE_SKIM_STRAY_BRACKET : LODE_SKIM_WRONG_BRACKET;
    broken(self, error, self->at, self->at + 1, innermost(self)->start);
    for (size_t missing = 1; missing < count && missing <= FARTHEST; missing++) {
        if (closes(&result->brackets.items[count - 1 - missing], byte)) {
            while (missing-- > 0) {
                close_bracket(self, self->at);
            }
            return true;
        }
    }
    return false;
}

static bool take_close(Skimmer *self)
{
    char byte = self->bytes[self->at];
    if (is_after_operator(self)) {
        suspect(self, self->at);
    }
    if (!closes(innermost(self), byte) && !recover(self, byte)) {
        self->at++;
        end_token(self, BEFORE_CLOSED);
        return true;
    }
    LodeBracket open = *innermost(self);
    close_bracket(self, self->at);
    self->at++;
    if (open.type == '$') {
        return take_template(self, open.start);
    }
    end_token(self, BEFORE_CLOSED);
    return true;
}

static void take_equals(Skimmer *self)
{
    const char *bytes = self->bytes;
    if (bytes[self->at + 1] == '>') {
        self->at += 2;
        end_token(self, BEFORE_ARROW);
        return;
    }
    if (self->before == BEFORE_OPERATOR && (!self->at || strchr("(,;{[: \t\n\r", bytes[self->at - 1]))) {
        suspect(self, self->at);
    }
    LodeSkim *result = self->result;
    bool pattern = self->before == BEFORE_CLOSED && bytes[self->before_end - 1] == '}' && bytes[self->at + 1] != '=';
    if (pattern && result->cuts.count) {
        /* const {a, b} = …: the names count if a request follows. */
        uint32_t brace = self->before_end - 1 + self->base;
        for (size_t i = result->cuts.count; i-- > 0 && result->cuts.items[i].end >= brace;) {
            if (result->cuts.items[i].end == brace) {
                result->cuts.items[i].start = brace; /* an empty cut */
            }
        }
    }
    uint32_t start = self->at;
    do {
        self->at++;
    } while (bytes[self->at] == '=');
    end_token(self, BEFORE_OPERATOR);
    if (self->at - start > 3) { /* a conflict marker */
        suspect(self, start);
    }
}

/* Whether only blanks and comments are before the token on its line, where --> begins a comment. */
static bool is_first_on_line(const Skimmer *self)
{
    return !self->before_end || newline_between(self, self->before_end, self->at);
}

static bool take_step(Skimmer *self)
{
    const char *bytes = self->bytes + self->at;
    if (bytes[0] != bytes[1]) {
        self->at++;
        end_token(self, BEFORE_OPERATOR);
        return true;
    }
    if (bytes[0] == '-' && bytes[2] == '>' && is_first_on_line(self)) {
        return unsure(self, "an HTML-like comment");
    }
    self->at += 2;
    end_token(self, BEFORE_STEP);
    return true;
}

static bool take_less(Skimmer *self)
{
    const char *bytes = self->bytes + self->at;
    if (bytes[1] == '!' && bytes[2] == '-' && bytes[3] == '-') {
        return unsure(self, "an HTML-like comment");
    }
    bool operand =
        self->before == BEFORE_OPERAND || self->before == BEFORE_PROPERTY || self->before == BEFORE_STEP ||
        (self->before == BEFORE_WORD && role_before(self) == LODE_ROLE_NAME) ||
        (self->before == BEFORE_CLOSED && self->bytes[self->before_end - 1] != '}' && !(self->closed & CONTROL));
    if (!operand && bytes[1] == '<') {
        suspect(self, self->at); /* a conflict marker */
    } else if (!operand) {
        return unsure(self, "a < where an expression begins");
    }
    do {
        self->at++;
    } while (self->bytes[self->at] == '<');
    end_token(self, BEFORE_OPERATOR);
    return true;
}

static void take_dot(Skimmer *self)
{
    const char *bytes = self->bytes + self->at;
    if (bytes[1] == '.' && bytes[2] == '.') {
        self->at += 3;
        end_token(self, BEFORE_OPERATOR);
        return;
    }
    self->at++;
    end_token(self, BEFORE_DOT);
}

static void take_number(Skimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    if (is_after_expression(self) && !newline_between(self, self->before_end, self->at)) {
        suspect(self, self->at);
    }
    do {
        self->at++;
    } while (lode_word_bytes[bytes[self->at]] || bytes[self->at] == '.');
    end_token(self, BEFORE_OPERAND);
}

/* --- The loop --------------------------------------------------------------------------------- */

static bool skim(Skimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    for (;;) {
        bool goes_on = true;
        switch (kinds[bytes[self->at]]) {
        case K_SPACE:
            self->at++;
            continue;
        case K_CR:
            self->at++;
            continue;
        case K_WORD:
            goes_on = take_word(self);
            break;
        case K_HIGH: {
            uint32_t space = high_space(bytes + self->at);
            if (space) {
                self->at += space;
                continue;
            }
            goes_on = take_word(self);
            break;
        }
        case K_DIGIT:
            take_number(self);
            break;
        case K_QUOTE:
            take_string(self);
            break;
        case K_TEMPLATE:
            self->at++;
            goes_on = take_template(self, self->at - 1);
            break;
        case K_SLASH:
            goes_on = take_slash(self);
            break;
        case K_OPEN:
            goes_on = take_open(self);
            break;
        case K_CLOSE:
        case K_BRACE_CLOSE:
            goes_on = take_close(self);
            break;
        case K_DOT:
            take_dot(self);
            break;
        case K_EQUALS:
            take_equals(self);
            break;
        case K_STEP:
            goes_on = take_step(self);
            break;
        case K_LESS:
            goes_on = take_less(self);
            break;
        case K_SEMICOLON:
            if (is_after_operator(self)) {
                suspect(self, self->at);
            }
            self->in_import = false;
            self->at++;
            end_token(self, BEFORE_OPERATOR);
            break;
        case K_BACKSLASH:
            return unsure(self, "an escape in a name");
        case K_NUL:
            if (self->at >= self->size) {
                if (is_after_operator(self)) {
                    suspect(self, self->at);
                }
                return true;
            }
            broken(self, LODE_SKIM_NUL, self->at, self->at + 1, 0);
            self->at++;
            continue;
        default:
            self->at++;
            end_token(self, BEFORE_OPERATOR);
            break;
        }
        if (!goes_on) {
            return false;
        }
    }
}

void lode_skim_release(LodeSkim *self)
{
    lode_vec_release(&self->brackets);
    lode_vec_release(&self->cuts);
    lode_vec_release(&self->words);
}

LodeSkimResult lode_skim(LodeSkim *self, LodeText *text, uint32_t start, bool whole)
{
    lode_vec_clear(&self->brackets);
    lode_vec_clear(&self->cuts);
    lode_vec_clear(&self->words);
    self->reason = NULL;
    self->error = LODE_SKIM_FINE;
    self->suspicions = 0;
    lode_text_fill(text, start);
    Skimmer skimmer = {
        .result = self,
        .bytes = text->bytes.data,
        .base = start,
        .size = (uint32_t)text->bytes.size,
    };
    LodeBracket file = {0};
    lode_vec_push(&self->brackets, file);
    if (text->bytes.size > 1 && memcmp(text->bytes.data, "#!", 2) == 0) {
        take_line_comment(&skimmer);
    }
    bool read = skim(&skimmer);
    if (read && self->brackets.count > 1) {
        uint32_t open = lode_vec_last(&self->brackets).start;
        broken(&skimmer, LODE_SKIM_OPEN_BRACKET, open, open + 1, 0);
    }
    if (self->error) {
        return LODE_SKIM_BROKEN;
    }
    if (!read || whole || self->suspicions) {
        return LODE_SKIM_UNSURE;
    }
    if (!skimmer.found) {
        return LODE_SKIM_NOTHING;
    }
    self->words.count = lode_text_cut(text, self->cuts.items, self->cuts.count, self->words.items, self->words.count);
    return LODE_SKIM_SHORT;
}

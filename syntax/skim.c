/* Reading order: the kinds of bytes, the flags of brackets, operators, the loop. */
#include "syntax/skim.h"

#include "syntax/skimmer.h"

#define RUN5(c, k) [c] = k, [(c) + 1] = k, [(c) + 2] = k, [(c) + 3] = k, [(c) + 4] = k
#define RUN25(c, k) RUN5(c, k), RUN5((c) + 5, k), RUN5((c) + 10, k), RUN5((c) + 15, k), RUN5((c) + 20, k)
#define RUN16(c, k) RUN5(c, k), RUN5((c) + 5, k), RUN5((c) + 10, k), [(c) + 15] = k
const unsigned char lode__skim_kinds[256] = {
    [0] = K_NUL,         ['\t'] = K_SPACE,    ['\n'] = K_SPACE,     ['\v'] = K_SPACE,    ['\f'] = K_SPACE,
    ['\r'] = K_SPACE,    [' '] = K_SPACE,     RUN25('A', K_WORD),   ['Z'] = K_WORD,      RUN25('a', K_WORD),
    ['z'] = K_WORD,      ['_'] = K_WORD,      ['$'] = K_WORD,       RUN5('0', K_DIGIT),  RUN5('5', K_DIGIT),
    ['"'] = K_QUOTE,     ['\''] = K_QUOTE,    ['`'] = K_TEMPLATE,   ['/'] = K_SLASH,     ['('] = K_OPEN,
    ['['] = K_OPEN,      ['{'] = K_OPEN,      [')'] = K_CLOSE,      [']'] = K_CLOSE,     ['}'] = K_CLOSE,
    ['.'] = K_DOT,       ['='] = K_EQUALS,    ['+'] = K_STEP,       ['-'] = K_STEP,      ['<'] = K_LESS,
    [';'] = K_SEMICOLON, [','] = K_COMMA,     ['\\'] = K_BACKSLASH, RUN16(0x80, K_HIGH), RUN16(0x90, K_HIGH),
    RUN16(0xA0, K_HIGH), RUN16(0xB0, K_HIGH), RUN16(0xC0, K_HIGH),  RUN16(0xD0, K_HIGH), RUN16(0xE0, K_HIGH),
    RUN16(0xF0, K_HIGH),
};
#undef RUN5
#undef RUN25
#undef RUN16

static LodeRole role_before(const LodeSkimmer *self)
{
    return self->before == BEFORE_WORD ? lode_word_role(self->bytes + self->word, self->word_size) : LODE_ROLE_NAME;
}

/* Whether the token before needs an operand on its right. */
static bool is_after_operator(const LodeSkimmer *self)
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

static bool is_after_brace(const LodeSkimmer *self)
{
    return self->before == BEFORE_CLOSED && self->bytes[self->before_end - 1] == '}';
}

/* --- Brackets --------------------------------------------------------------------------------- */

/* Whether the last word, `function`, follows a parenthesis or operator: its parameters' names may matter. */
static bool begins_wrapper(const LodeSkimmer *self)
{
    uint32_t at = self->word;
    while (at && lode__skim_kind(self, at - 1) == K_SPACE) {
        at--;
    }
    return at && strchr("(!+-~", self->bytes[at - 1]);
}

/* Whether the parenthesis at `at` opens arguments or parameters, which can be left out. */
static uint8_t parenthesis_flags(const LodeSkimmer *self)
{
    switch (self->before) {
    case BEFORE_WORD: {
        LodeRole role = role_before(self);
        if (role == LODE_ROLE_CONTROL || WORD_IS(self, "await")) { /* for await ( */
            return CONTROL;
        }
        LodeWord word = lode_word_of(self->bytes + self->word, self->word_size);
        if (word == LODE_WORD_REQUIRE || word == LODE_WORD_IMPORT) {
            return KEEP;
        }
        if (WORD_IS(self, "function") && begins_wrapper(self)) {
            return 0;
        }
        return role == LODE_ROLE_NAME ? CUTTABLE : 0;
    }
    case BEFORE_PROPERTY:
        return WORD_IS(self, "require") || WORD_IS(self, "resolve") ? KEEP : CUTTABLE;
    case BEFORE_CLOSED:
        /* After a brace it may begin a statement. */
        return is_after_brace(self) || self->closed & (INTERESTING | CONTROL) ? 0 : CUTTABLE;
    default:
        return 0;
    }
}

/* Whether the [ at `at` begins an array for certain, and not a member or a computed name. */
static bool begins_array(const LodeSkimmer *self)
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
        uint8_t type = lode__skim_innermost(self)->type;
        return type == '(' || type == '[';
    }
    default:
        return false;
    }
}

static uint8_t brace_flags(LodeSkimmer *self)
{
    if (self->in_import) {
        return INTERESTING | KEEP | CLAUSE;
    }
    if (self->heritage == self->result->brackets.count) { /* class A extends f(x) { */
        self->heritage = 0;
        return CUTTABLE;
    }
    if (self->at_statement) {
        return CUTTABLE | BLOCK;
    }
    switch (self->before) {
    case BEFORE_ARROW:
        return CUTTABLE | FUNCTION | BLOCK;
    case BEFORE_WORD:
        if (WORD_IS(self, "export")) {
            return INTERESTING | KEEP | CLAUSE;
        }
        if ((WORD_IS(self, "with") || WORD_IS(self, "assert")) && self->before_word) {
            return lode__skim_attributes(self);
        }
        if (WORD_IS(self, "else") || WORD_IS(self, "do") || WORD_IS(self, "try") || WORD_IS(self, "finally")) {
            return CUTTABLE | BLOCK;
        }
        return CUTTABLE;
    case BEFORE_CLOSED:
        if (self->bytes[self->before_end - 1] != ')') {
            return CUTTABLE;
        }
        if (self->closed & CONTROL) {
            return CUTTABLE | BLOCK;
        }
        /* On a new line it may be a block after a call, where an await is not a function's. */
        return lode__skim_newline(self, self->before_end, self->at) ? CUTTABLE : CUTTABLE | FUNCTION | BLOCK;
    default:
        return CUTTABLE;
    }
}

static bool take_open(LodeSkimmer *self)
{
    char type = self->bytes[self->at];
    uint8_t flags;
    if (type == '(') {
        flags = parenthesis_flags(self);
    } else if (type == '[') {
        flags = begins_array(self) ? CUTTABLE : 0;
        lode__skim_end_declaration(self);
    } else {
        if (self->declaring) {
            lode__skim_brace_of_declaration(self);
        }
        flags = brace_flags(self);
    }
    if (self->at == self->pattern) {
        lode_vec_push(&self->result->words, self->at + self->base);
        flags = INTERESTING | KEEP;
    }
    uint32_t start = self->at++;
    lode__skim_end_token(self, BEFORE_OPERATOR);
    return lode__skim_open(self, type, start, flags) && (!(flags & CLAUSE) || lode__skim_clause(self));
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
static bool recover(LodeSkimmer *self, char byte)
{
    enum { FARTHEST = 8 };
    LodeSkim *result = self->result;
    size_t count = result->brackets.count;
    LodeSkimError error = count == 1 ? LODE_SKIM_STRAY_BRACKET : LODE_SKIM_WRONG_BRACKET;
    lode__skim_broken(self, error, self->at, self->at + 1, lode__skim_innermost(self)->start);
    for (size_t missing = 1; missing < count && missing <= FARTHEST; missing++) {
        if (closes(&result->brackets.items[count - 1 - missing], byte)) {
            while (missing-- > 0) {
                lode__skim_close(self, self->at);
            }
            return true;
        }
    }
    return false;
}

static bool take_close(LodeSkimmer *self)
{
    char byte = self->bytes[self->at];
    self->at_statement = false;
    if (is_after_operator(self)) {
        lode__skim_suspect(self, self->at);
    }
    if (!closes(lode__skim_innermost(self), byte) && !recover(self, byte)) {
        self->at++;
        lode__skim_end_token(self, BEFORE_CLOSED);
        return true;
    }
    LodeBracket open = *lode__skim_innermost(self);
    lode__skim_close(self, self->at);
    self->at++;
    if (open.type == '$') {
        return lode__skim_template(self, open.start);
    }
    if (self->declaring) {
        lode__skim_closed_in_declaration(self);
    }
    lode__skim_end_token(self, BEFORE_CLOSED);
    const LodeBracket *around = lode__skim_innermost(self);
    if (byte == '}' && around->head == HEAD_FUNCTION && around->flags & BLOCK) {
        /* The body of a declaration: what follows is a statement of its own. */
        lode__skim_end_statement(self, self->at);
        self->before = BEFORE_OPERATOR;
    }
    return true;
}

/* --- Operators -------------------------------------------------------------------------------- */

static bool take_slash(LodeSkimmer *self)
{
    char next = self->bytes[self->at + 1];
    if (next == '/') {
        lode__skim_line_comment(self);
        return true;
    }
    if (next == '*') {
        lode__skim_block_comment(self);
        return true;
    }
    switch (self->before) {
    case BEFORE_OPERATOR:
    case BEFORE_ARROW:
        return lode__skim_regex(self);
    case BEFORE_WORD: {
        LodeRole role = role_before(self);
        if (role == LODE_ROLE_CONTEXTUAL) {
            return lode__skim_unsure(self, "a slash after a contextual keyword");
        }
        if (role == LODE_ROLE_OPERATOR) {
            return lode__skim_regex(self);
        }
        break;
    }
    case BEFORE_CLOSED:
        if (is_after_brace(self)) {
            return lode__skim_unsure(self, "a slash after a brace");
        }
        if (self->closed & CONTROL) {
            return lode__skim_regex(self);
        }
        break;
    case BEFORE_STEP:
        return lode__skim_unsure(self, "a slash after ++ or --");
    default:
        break;
    }
    self->at++;
    lode__skim_end_token(self, BEFORE_OPERATOR);
    return true;
}

static void take_equals(LodeSkimmer *self)
{
    const char *bytes = self->bytes;
    if (bytes[self->at + 1] == '>') {
        self->at += 2;
        lode__skim_end_token(self, BEFORE_ARROW);
        return;
    }
    if (self->before == BEFORE_OPERATOR && (!self->at || strchr("(,;{[: \t\n\r", bytes[self->at - 1]))) {
        lode__skim_suspect(self, self->at);
    }
    if (is_after_brace(self) && bytes[self->at + 1] != '=') {
        lode__skim_keep_pattern(self, self->before_end - 1); /* const {a, b} = … */
    }
    uint32_t start = self->at;
    do {
        self->at++;
    } while (bytes[self->at] == '=');
    lode__skim_end_token(self, BEFORE_OPERATOR);
    if (self->at - start > 3) { /* a conflict marker */
        lode__skim_suspect(self, start);
    }
}

static bool take_step(LodeSkimmer *self)
{
    const char *bytes = self->bytes + self->at;
    if (bytes[0] != bytes[1]) {
        self->at++;
        lode__skim_end_token(self, BEFORE_OPERATOR);
        return true;
    }
    if (self->declaring) {
        lode__skim_operator_of_declaration(self);
    }
    bool first_on_line = !self->before_end || lode__skim_newline(self, self->before_end, self->at);
    if (bytes[0] == '-' && bytes[2] == '>' && first_on_line) {
        return lode__skim_unsure(self, "an HTML-like comment");
    }
    self->at += 2;
    if (self->declaring) {
        lode__skim_contextual(self);
    }
    lode__skim_end_token(self, BEFORE_STEP);
    return true;
}

static bool take_less(LodeSkimmer *self)
{
    const char *bytes = self->bytes + self->at;
    if (bytes[1] == '!' && bytes[2] == '-' && bytes[3] == '-') {
        return lode__skim_unsure(self, "an HTML-like comment");
    }
    bool operand = self->before == BEFORE_OPERAND || self->before == BEFORE_PROPERTY || self->before == BEFORE_STEP ||
                   (self->before == BEFORE_WORD && role_before(self) == LODE_ROLE_NAME) ||
                   (self->before == BEFORE_CLOSED && !is_after_brace(self) && !(self->closed & CONTROL));
    if (!operand && bytes[1] == '<') {
        lode__skim_suspect(self, self->at); /* a conflict marker */
    } else if (!operand) {
        return lode__skim_unsure(self, "a < where an expression begins");
    }
    do {
        self->at++;
    } while (self->bytes[self->at] == '<');
    lode__skim_end_token(self, BEFORE_OPERATOR);
    return true;
}

static void take_dot(LodeSkimmer *self)
{
    bool spread = self->bytes[self->at + 1] == '.' && self->bytes[self->at + 2] == '.';
    self->at += spread ? 3 : 1;
    lode__skim_end_token(self, spread ? BEFORE_OPERATOR : BEFORE_DOT);
}

static void take_comma(LodeSkimmer *self)
{
    self->at++;
    lode__skim_end_token(self, BEFORE_OPERATOR);
    if (self->declaring == self->result->brackets.count) {
        lode__skim_next_declarator(self);
    }
}

static void take_semicolon(LodeSkimmer *self)
{
    if (is_after_operator(self)) {
        lode__skim_suspect(self, self->at);
    }
    self->in_import = false;
    if (self->declaring == self->result->brackets.count) {
        self->declaring = 0;
    }
    self->at++;
    lode__skim_end_token(self, BEFORE_OPERATOR);
    if (lode__skim_innermost(self)->flags & BLOCK) {
        lode__skim_end_statement(self, self->at);
    }
}

/* --- The loop --------------------------------------------------------------------------------- */

/* One token that is not a blank. False if the bytes cannot be read. */
static bool take_token(LodeSkimmer *self)
{
    switch (lode__skim_kind(self, self->at)) {
    case K_WORD:
        return lode__skim_word(self);
    case K_HIGH: {
        uint32_t space = lode__skim_high_space((const unsigned char *)self->bytes + self->at);
        self->at += space;
        return space || lode__skim_word(self);
    }
    case K_DIGIT:
        lode__skim_number(self);
        return true;
    case K_QUOTE:
        lode__skim_string(self);
        return true;
    case K_TEMPLATE:
        self->at++;
        return lode__skim_template(self, self->at - 1);
    case K_SLASH:
        return take_slash(self);
    case K_OPEN:
        return take_open(self);
    case K_CLOSE:
        return take_close(self);
    case K_DOT:
        take_dot(self);
        return true;
    case K_EQUALS:
        take_equals(self);
        return true;
    case K_STEP:
        return take_step(self);
    case K_LESS:
        return take_less(self);
    case K_SEMICOLON:
        take_semicolon(self);
        return true;
    case K_COMMA:
        take_comma(self);
        return true;
    case K_BACKSLASH:
        return lode__skim_unsure(self, "an escape in a name");
    case K_NUL:
        lode__skim_broken(self, LODE_SKIM_NUL, self->at, self->at + 1, 0);
        self->at++;
        return true;
    default:
        if (self->declaring) {
            lode__skim_operator_of_declaration(self);
        }
        self->at++;
        lode__skim_end_token(self, BEFORE_OPERATOR);
        return true;
    }
}

/* All tokens. False if they cannot be read. */
static bool skim(LodeSkimmer *self)
{
    for (;;) {
        while (lode__skim_kind(self, self->at) == K_SPACE) {
            self->at++;
        }
        if (self->at >= self->size) {
            break;
        }
        if (!take_token(self)) {
            return false;
        }
    }
    if (is_after_operator(self)) {
        lode__skim_suspect(self, self->size);
    }
    if (self->result->brackets.count > 1) {
        uint32_t open = lode__skim_innermost(self)->start;
        lode__skim_broken(self, LODE_SKIM_OPEN_BRACKET, open, open + 1, 0);
    } else {
        lode__skim_end_statement(self, self->size);
    }
    return true;
}

void lode_skim_release(LodeSkim *self)
{
    lode_vec_release(&self->brackets);
    lode_vec_release(&self->cuts);
    lode_vec_release(&self->words);
    lode_vec_release(&self->names);
}

LodeSkimResult lode_skim(LodeSkim *self, LodeText *text, uint32_t start, LodeSkimWhole whole)
{
    lode_vec_clear(&self->brackets);
    lode_vec_clear(&self->cuts);
    lode_vec_clear(&self->words);
    lode_vec_clear(&self->names);
    self->is_module = false;
    self->doubt = false;
    self->module_syntax = false;
    self->reason = NULL;
    self->error = LODE_SKIM_FINE;
    self->suspicions = 0;
    lode_text_fill(text, start);
    LodeSkimmer skimmer = {
        .result = self,
        .bytes = text->bytes.data,
        .base = start,
        .size = (uint32_t)text->bytes.size,
        .at_statement = true,
        .words = self->wants_names ? lode_word_sizes_of_names : lode_word_sizes,
        .pattern = UINT32_MAX,
    };
    LodeBracket file = {.flags = BLOCK};
    lode_vec_push(&self->brackets, file);
    if (text->bytes.size > 1 && memcmp(text->bytes.data, "#!", 2) == 0) {
        lode__skim_line_comment(&skimmer);
    }
    bool read = skim(&skimmer);
    if (self->error) {
        return LODE_SKIM_BROKEN;
    }
    bool stays = whole == LODE_SKIM_WHOLE ||
                 (self->is_module && (whole == LODE_SKIM_WHOLE_MODULE || (self->wants_names && self->doubt)));
    if (!read || stays || self->suspicions) {
        return LODE_SKIM_UNSURE;
    }
    if (self->words.count) {
        self->words.count =
            lode_text_cut(text, self->cuts.items, self->cuts.count, self->words.items, self->words.count);
    }
    return self->words.count ? LODE_SKIM_SHORT : LODE_SKIM_NOTHING;
}

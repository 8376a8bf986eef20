/*
 * Names of the top level: what it declares, and which of them it exports.
 *
 * Reading order: looking ahead, notes, where statements begin, declarators, functions and
 * classes, exports, where a declaration ends.
 *
 * Everything is read ahead from the keyword that announces it, so that a source whose names
 * are not asked for pays nothing, and any other little. What is not certain is a doubt, and a
 * module with a doubt is parsed whole. Patterns are left to the tree: they stay in the text.
 */
#include "syntax/skimmer.h"

/* --- Looking ahead ---------------------------------------------------------------------------- */

/* The first byte from `at` on that is no blank and in no comment. */
static uint32_t next_token(const LodeSkimmer *self, uint32_t at, bool *newline)
{
    const char *bytes = self->bytes;
    *newline = false;
    for (;;) {
        uint32_t start = at;
        uint32_t space;
        if (lode__skim_kind(self, at) == K_SPACE) {
            at = lode__skim_blanks(self, at);
        } else if (bytes[at] == '/' && bytes[at + 1] == '/') {
            while (at < self->size && !lode__skim_newline(self, at, at + 1)) {
                at++;
            }
            at += bytes[at] == '\xE2';
        } else if (bytes[at] == '/' && bytes[at + 1] == '*') {
            const char *end = memmem(bytes + at + 2, self->size - at - 2, "*/", 2);
            at = end ? (uint32_t)(end - bytes) + 2 : self->size;
        } else if (lode__skim_kind(self, at) == K_HIGH &&
                   (space = lode__skim_high_space((const unsigned char *)bytes + at)) != 0) {
            at += space;
        } else {
            return at;
        }
        *newline = *newline || lode__skim_newline(self, start, at);
    }
}

/* One past the word at `at`, which is `at` if there is none. */
static uint32_t word_end(const LodeSkimmer *self, uint32_t at)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    unsigned char kind = lode__skim_kind(self, at);
    if (kind != K_WORD && kind != K_HIGH) {
        return at;
    }
    while (lode_word_bytes[bytes[at]] && !(bytes[at] >= 0x80 && lode__skim_high_space(bytes + at))) {
        at++;
    }
    return at;
}

static bool is_word(const LodeSkimmer *self, uint32_t start, uint32_t end, const char *word)
{
    size_t size = strlen(word);
    return end - start == size && memcmp(self->bytes + start, word, size) == 0;
}

/* --- Notes ------------------------------------------------------------------------------------ */

static void doubt(LodeSkimmer *self)
{
    self->result->doubt = true;
}

static void note(LodeSkimmer *self, uint32_t start, uint32_t end, LodeSkimName name)
{
    name.start = start + self->base;
    name.end = end + self->base;
    if (end > start && lode_word_is_reserved(self->bytes + start, end - start)) {
        doubt(self);
    }
    lode_vec_push(&self->result->names, name);
}

/* --- Where statements begin ------------------------------------------------------------------- */

typedef enum Start { START_NO, START_YES, START_DOUBT } Start;

/* Whether the word that comes now, a reserved one, begins a statement of the file. */
static Start begins_statement(const LodeSkimmer *self)
{
    if (self->at_statement) {
        return START_YES;
    }
    switch (self->before) {
    case BEFORE_WORD:
        if (!lode_word_precedes(self->bytes + self->word, self->word_size)) {
            return START_YES;
        }
        return lode_word_is_reserved(self->bytes + self->word, self->word_size) ? START_NO : START_DOUBT;
    case BEFORE_CLOSED:
        return self->bytes[self->before_end - 1] == ')' && self->closed & CONTROL ? START_DOUBT : START_YES;
    case BEFORE_PROPERTY:
    case BEFORE_OPERAND:
    case BEFORE_STEP:
        return START_YES;
    default:
        return START_NO;
    }
}

/* --- Declarators ------------------------------------------------------------------------------ */

/* A declarator follows at `at`: its name, or a pattern. */
static void take_declarator(LodeSkimmer *self, uint32_t at)
{
    bool newline;
    uint32_t start = next_token(self, at, &newline);
    uint32_t end = word_end(self, start);
    if (end > start) {
        note(self, start, end, self->declared);
        uint32_t next = next_token(self, end, &newline);
        bool more = self->bytes[next] == ',' || self->bytes[next] == '=';
        self->declaring = more ? self->declaring : 0;
        return;
    }
    bool pattern = self->bytes[start] == '{' || self->bytes[start] == '[';
    if (!pattern || self->declared.nested) {
        doubt(self);
    } else if (self->result->is_module) {
        self->pattern = start;
    } else {
        doubt(self); /* and forgotten again if the file turns out to be no module */
    }
}

void lode__skim_next_declarator(LodeSkimmer *self)
{
    if (self->end_doubt) {
        doubt(self);
    }
    take_declarator(self, self->at);
}

/* let, const or var at `start`. */
static void begin_declaration(LodeSkimmer *self, uint32_t at, LodeSkimName declared)
{
    self->declaring = (uint32_t)self->result->brackets.count;
    self->declared = declared;
    self->end_doubt = false;
    take_declarator(self, at);
}

/* --- Functions and classes -------------------------------------------------------------------- */

/* The name of a function or class behind its keyword, which ends at `at`; empty if it has none. */
static void take_name(LodeSkimmer *self, uint32_t at, LodeSkimName name)
{
    bool newline;
    uint32_t start = next_token(self, at, &newline);
    if (name.kind == LODE_SKIM_FUNCTION && self->bytes[start] == '*') {
        start = next_token(self, start + 1, &newline);
    }
    uint32_t end = word_end(self, start);
    if (name.kind == LODE_SKIM_CLASS && is_word(self, start, end, "extends")) {
        end = start;
    }
    if (end == start && !name.is_default) {
        doubt(self);
    }
    note(self, start, end, name);
}

/*
 * Whether [start, end) is `async` and `function` follows on its line, up to `*after`. On the
 * next line it is another statement, but not to the grammar.
 */
static bool is_async_function(LodeSkimmer *self, uint32_t start, uint32_t end, uint32_t *after)
{
    if (!is_word(self, start, end, "async")) {
        return false;
    }
    bool newline;
    uint32_t next = next_token(self, end, &newline);
    *after = word_end(self, next);
    bool function = is_word(self, next, *after, "function");
    if (function && newline) {
        doubt(self);
    }
    return function && !newline;
}

/* --- Exports ---------------------------------------------------------------------------------- */

/* What begins with the word [start, end) and is exported as `name` says. */
static void take_exported(LodeSkimmer *self, uint32_t start, uint32_t end, LodeSkimName name)
{
    uint32_t after = end;
    if (is_word(self, start, end, "function") || is_async_function(self, start, end, &after)) {
        name.kind = LODE_SKIM_FUNCTION;
        take_name(self, after, name);
    } else if (is_word(self, start, end, "class")) {
        name.kind = LODE_SKIM_CLASS;
        take_name(self, end, name);
    } else if (name.is_default) {
        name.kind = LODE_SKIM_EXPRESSION;
        note(self, start, start, name);
        if (self->bytes[start] == '@') {
            doubt(self);
        }
    } else if (is_word(self, start, end, "const") || is_word(self, start, end, "let") ||
               is_word(self, start, end, "var")) {
        char first = self->bytes[start];
        name.kind = first == 'c' ? LODE_SKIM_CONST : first == 'l' ? LODE_SKIM_LET : LODE_SKIM_VAR;
        begin_declaration(self, end, name);
    } else {
        doubt(self);
    }
}

void lode__skim_export(LodeSkimmer *self)
{
    if (self->result->brackets.count != 1) {
        return; /* a name of a property, or no program */
    }
    self->result->is_module = true;
    if (begins_statement(self) != START_YES) {
        doubt(self);
        return;
    }
    bool newline;
    uint32_t start = next_token(self, self->at, &newline);
    uint32_t end = word_end(self, start);
    if (self->bytes[start] == '{' || self->bytes[start] == '*') {
        return; /* it stays in the text */
    }
    LodeSkimName name = {.exported = true};
    if (is_word(self, start, end, "default")) {
        name.is_default = true;
        name.place = start + self->base;
        start = next_token(self, end, &newline);
        end = word_end(self, start);
    }
    take_exported(self, start, end, name);
}

/* --- Declarations ----------------------------------------------------------------------------- */

/* var in a block of the file, which is hoisted to its top. */
static void take_nested_var(LodeSkimmer *self)
{
    if (lode__skim_innermost(self)->flags & FUNCTION) {
        return;
    }
    if (self->declaring) {
        doubt(self);
        return;
    }
    LodeSkimName name = {.kind = LODE_SKIM_VAR, .nested = true};
    begin_declaration(self, self->at, name);
}

/* Whether the token at `at` cannot go on with an expression that ended before it, on a line before if `newline`. */
static bool begins_anew(const LodeSkimmer *self, uint32_t at, bool newline)
{
    const char *bytes = self->bytes + at;
    unsigned char kind = lode__skim_kind(self, at);
    bool step = bytes[0] == bytes[1] && (bytes[0] == '+' || bytes[0] == '-');
    return word_end(self, at) > at || kind == K_QUOTE || kind == K_DIGIT || (bytes[0] == '!' && bytes[1] != '=') ||
           bytes[0] == '~' || bytes[0] == '@' || (step && newline);
}

void lode__skim_contextual(LodeSkimmer *self)
{
    if (self->declaring != self->result->brackets.count) {
        return;
    }
    bool newline;
    uint32_t next = next_token(self, self->at, &newline);
    if (newline && (self->bytes[next] == '{' || begins_anew(self, next, newline))) {
        self->end_doubt = true;
    }
}

void lode__skim_declaration(LodeSkimmer *self, LodeWord word, uint32_t start)
{
    if (word == LODE_WORD_CONTEXTUAL || word == LODE_WORD_ASYNC) {
        lode__skim_contextual(self);
    }
    bool top = self->result->brackets.count == 1;
    if (word == LODE_WORD_VAR && !top) {
        take_nested_var(self);
        return;
    }
    if (!top || (self->before == BEFORE_WORD && (WORD_IS(self, "export") || WORD_IS(self, "default")))) {
        return;
    }
    LodeSkimName name = {0};
    uint32_t end = self->at;
    switch (word) {
    case LODE_WORD_CONST:
        name.kind = LODE_SKIM_CONST;
        begin_declaration(self, end, name);
        return;
    case LODE_WORD_LET:
        name.kind = LODE_SKIM_LET;
        begin_declaration(self, end, name);
        return;
    case LODE_WORD_VAR:
        name.kind = LODE_SKIM_VAR;
        begin_declaration(self, end, name);
        return;
    default:
        break;
    }
    if (word == LODE_WORD_CONTEXTUAL) {
        return;
    }
    bool async = word == LODE_WORD_ASYNC;
    if (async && !is_async_function(self, start, end, &end)) {
        return;
    }
    if (word == LODE_WORD_FUNCTION && self->before == BEFORE_WORD && WORD_IS(self, "async")) {
        return; /* taken with `async`, or on the next line */
    }
    Start begins = begins_statement(self);
    if (begins == START_YES) {
        name.kind = word == LODE_WORD_CLASS ? LODE_SKIM_CLASS : LODE_SKIM_FUNCTION;
        take_name(self, end, name);
    } else if (begins == START_DOUBT) {
        doubt(self);
    }
}

/* --- Where a declaration ends ----------------------------------------------------------------- */

void lode__skim_new_statement(LodeSkimmer *self, uint32_t start, uint32_t size)
{
    const char *word = self->bytes + start;
    bool goes_on =
        size && ((size == 2 && memcmp(word, "in", 2) == 0) || (size == 10 && memcmp(word, "instanceof", 10) == 0) ||
                 (size == 7 && memcmp(word, "extends", 7) == 0));
    if (self->declaring == self->result->brackets.count && !goes_on) {
        self->declaring = 0;
    }
}

void lode__skim_operator_of_declaration(LodeSkimmer *self)
{
    bool after = lode__skim_after_expression(self) || self->before == BEFORE_CLOSED || self->before == BEFORE_STEP;
    if (after && lode__skim_newline(self, self->before_end, self->at) && begins_anew(self, self->at, true)) {
        lode__skim_new_statement(self, self->at, 0);
    }
}

void lode__skim_brace_of_declaration(LodeSkimmer *self)
{
    if (self->declaring == self->result->brackets.count && lode__skim_after_expression(self) &&
        lode__skim_newline(self, self->before_end, self->at)) {
        self->end_doubt = true;
    }
}

void lode__skim_closed_in_declaration(LodeSkimmer *self)
{
    size_t open = self->result->brackets.count;
    if (self->declaring > open) {
        self->declaring = 0;
    }
    if (self->declaring != open || self->bytes[self->at - 1] != '}') {
        return;
    }
    bool newline;
    uint32_t next = next_token(self, self->at, &newline);
    if (self->bytes[next] == '{') {
        self->end_doubt = true; /* a block, or the body of a class behind its heritage */
    } else if (begins_anew(self, next, newline)) {
        lode__skim_new_statement(self, next, word_end(self, next) - next);
    }
}

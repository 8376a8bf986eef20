/* Cutting. Reading order: characters, words, tokens, brackets, the slash. */
#include "syntax/cjs_scan.h"

#include "syntax/cjs_identifiers.h"

#include "base/utf.h"

#define NO_TEMPLATE UINT32_MAX

void lode__cjs_scan_init(LodeCjsScan *self, LodeStr source, LodeCjsDialect dialect)
{
    *self = (LodeCjsScan){.source = source, .dialect = dialect, .last = LODE_CJS_BEFORE, .template_depth = NO_TEMPLATE};
}

void lode__cjs_scan_release(LodeCjsScan *self)
{
    lode_vec_release(&self->levels);
    lode_vec_release(&self->templates);
}

void lode__cjs_fail(LodeCjsScan *self, const char *error, uint32_t offset)
{
    if (!self->error) {
        self->error = error;
        self->error_offset = offset < self->source.size ? offset : (uint32_t)self->source.size;
    }
}

/* --- Characters ------------------------------------------------------------------------------- */

bool lode__cjs_is_punctuator(int byte)
{
    return byte > 0 && strchr("!%&()*+,-./:;<=>?[]^{|}~", byte);
}

/* Punctuators after which an expression begins, so that a slash is a regular expression. */
static bool precedes_expression(int byte)
{
    return byte > 0 && strchr("!%&(*+,-.:;<=>?[^{|~", byte);
}

static bool is_ascii_blank(int byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The size of the blank at an offset, 0 where there is none. U+00A0 is one to the dialect of units. */
static uint32_t blank_size(const LodeCjsScan *self, uint32_t at)
{
    int byte = lode__cjs_byte(self, at);
    if (is_ascii_blank(byte)) {
        return 1;
    }
    return self->dialect == LODE_CJS_UNITS && byte == 0xC2 && lode__cjs_byte(self, at + 1) == 0xA0 ? 2 : 0;
}

/* The size of the character at an offset if it can begin, or else continue, an identifier; or 0. */
static uint32_t identifier_size(const LodeCjsScan *self, uint32_t at, bool begins)
{
    int byte = lode__cjs_byte(self, at);
    if (byte < 0x80) {
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '$';
        return letter || (!begins && byte >= '0' && byte <= '9') ? 1 : 0;
    }
    if (self->dialect == LODE_CJS_BYTES) {
        return 1;
    }
    uint32_t code_point;
    size_t size = lode_utf8_decode(self->source, at, &code_point);
    LodeCjsIdentifierPart part = lode__cjs_identifier_part(code_point);
    return part == LODE_CJS_IDENTIFIER_START || (!begins && part == LODE_CJS_IDENTIFIER_PART) ? (uint32_t)size : 0;
}

/* --- Words ------------------------------------------------------------------------------------ */

bool lode__cjs_holds(const LodeCjsScan *self, uint32_t at, const char *text)
{
    size_t size = strlen(text);
    return at <= self->source.size && size <= self->source.size - at && memcmp(self->source.data + at, text, size) == 0;
}

bool lode__cjs_take(LodeCjsScan *self, const char *text)
{
    if (!lode__cjs_holds(self, self->at, text)) {
        return false;
    }
    self->at += (uint32_t)strlen(text);
    return true;
}

bool lode__cjs_begins_word(const LodeCjsScan *self, uint32_t at)
{
    if (at == 0) {
        return true;
    }
    int byte = lode__cjs_byte(self, at - 1);
    if (byte == 0xA0 && self->dialect == LODE_CJS_UNITS) {
        return lode__cjs_byte(self, at - 2) == 0xC2;
    }
    return is_ascii_blank(byte) || (lode__cjs_is_punctuator(byte) && byte != '.');
}

/* Whether the bytes up to and with `last` end in a word, wherever that begins. */
static bool ends_in(const LodeCjsScan *self, uint32_t last, const char *word)
{
    size_t size = strlen(word);
    return last < self->source.size && size <= (size_t)last + 1 &&
           memcmp(self->source.data + last + 1 - size, word, size) == 0;
}

/* The same for a whole word. */
static bool is_word_before(const LodeCjsScan *self, uint32_t last, const char *word)
{
    return ends_in(self, last, word) && lode__cjs_begins_word(self, last + 1 - (uint32_t)strlen(word));
}

uint32_t lode__cjs_identifier_before(const LodeCjsScan *self, uint32_t end)
{
    uint32_t start = end;
    bool begins = false;
    while (start > 0) {
        uint32_t at = start - 1;
        /* To the dialect of units a character is a code point: back to the start of its bytes. */
        for (int i = 0; i < 3 && at > 0 && self->dialect == LODE_CJS_UNITS && (self->source.data[at] & 0xC0) == 0x80;
             i++) {
            at--;
        }
        if (at + identifier_size(self, at, false) != start) {
            break;
        }
        begins = identifier_size(self, at, true) != 0;
        start = at;
    }
    /* A backslash before it makes it a part of some other identifier. */
    if (self->dialect == LODE_CJS_UNITS && start > 0 && self->source.data[start - 1] == '\\') {
        return end;
    }
    return begins ? start : end;
}

/* --- Tokens ----------------------------------------------------------------------------------- */

int lode__cjs_blanks(LodeCjsScan *self)
{
    for (;;) {
        int byte = lode__cjs_next(self);
        if (byte == '/') {
            int second = lode__cjs_byte(self, self->at + 1);
            if (second != '/' && second != '*') {
                return byte;
            }
            lode__cjs_comment(self);
            continue;
        }
        uint32_t size = blank_size(self, self->at);
        if (size == 0) {
            return byte;
        }
        self->at += size;
    }
}

void lode__cjs_comment(LodeCjsScan *self)
{
    bool is_block = lode__cjs_byte(self, self->at + 1) == '*';
    self->at += 2;
    for (int byte; (byte = lode__cjs_next(self)) != LODE_CJS_END; self->at++) {
        if (is_block ? byte == '*' && lode__cjs_byte(self, self->at + 1) == '/' : byte == '\n' || byte == '\r') {
            self->at += is_block ? 2 : 1;
            return;
        }
    }
}

bool lode__cjs_identifier(LodeCjsScan *self)
{
    uint32_t size = identifier_size(self, self->at, true);
    if (size == 0) {
        return false;
    }
    do {
        self->at += size;
        size = identifier_size(self, self->at, false);
    } while (size > 0);
    return true;
}

void lode__cjs_string(LodeCjsScan *self)
{
    uint32_t start = self->at;
    int quote = lode__cjs_next(self);
    self->at++;
    for (int byte; (byte = lode__cjs_next(self)) != LODE_CJS_END; self->at++) {
        if (byte == quote) {
            self->at++;
            return;
        }
        if (byte == '\\') {
            self->at++;
            self->at += lode__cjs_holds(self, self->at, "\r\n");
        } else if (byte == '\r' || byte == '\n') {
            break;
        }
    }
    lode__cjs_fail(self, "a string that does not end", start);
}

void lode__cjs_template(LodeCjsScan *self)
{
    uint32_t start = self->at;
    for (int byte; (byte = lode__cjs_next(self)) != LODE_CJS_END; self->at++) {
        if (byte == '`') {
            self->at++;
            return;
        }
        if (byte == '\\') {
            self->at++;
        } else if (byte == '$' && lode__cjs_byte(self, self->at + 1) == '{') {
            self->at += 2;
            bool limited = self->dialect == LODE_CJS_BYTES && self->templates.count >= LODE_CJS_TEMPLATE_LIMIT;
            if (limited || self->depth >= LODE_CJS_DEPTH_LIMIT) {
                lode__cjs_fail(self, "templates nested too deeply", self->at - 2);
                return;
            }
            lode_vec_push(&self->templates, self->template_depth);
            self->template_depth = ++self->depth;
            return;
        }
    }
    lode__cjs_fail(self, "a template that does not end", start);
}

/* The part of a regular expression after its slash. Flags are left: they look like an identifier. */
static void take_regular_expression(LodeCjsScan *self, uint32_t start)
{
    bool in_class = false;
    for (int byte; (byte = lode__cjs_next(self)) != LODE_CJS_END; self->at++) {
        if (byte == '\\') {
            self->at++;
        } else if (byte == '\n' || byte == '\r') {
            break;
        } else if (in_class) {
            in_class = byte != ']';
        } else if (byte == '/') {
            self->at++;
            return;
        } else {
            in_class = byte == '[';
        }
    }
    lode__cjs_fail(self, "a regular expression that does not end", start);
}

/* --- Brackets --------------------------------------------------------------------------------- */

/* The level at the present depth, made if need be. NULL and an error where it is too deep. */
static LodeCjsLevel *level_here(LodeCjsScan *self)
{
    if (self->depth >= LODE_CJS_DEPTH_LIMIT) {
        lode__cjs_fail(self, "brackets nested too deeply", self->at);
        return NULL;
    }
    while (self->levels.count <= self->depth) {
        lode_vec_push(&self->levels, ((LodeCjsLevel){LODE_CJS_UNSET, false}));
    }
    return &self->levels.items[self->depth];
}

void lode__cjs_open(LodeCjsScan *self, uint32_t before)
{
    LodeCjsLevel *level = level_here(self);
    if (level) {
        level->before = before;
        self->depth++;
    }
}

void lode__cjs_open_brace(LodeCjsScan *self)
{
    LodeCjsLevel *level = level_here(self);
    if (level) {
        *level = (LodeCjsLevel){self->last, self->class_is_next};
        self->class_is_next = false;
        self->depth++;
        self->at++;
    }
}

void lode__cjs_close_paren(LodeCjsScan *self)
{
    if (self->depth == 0) {
        lode__cjs_fail(self, "a closing parenthesis without an opening one", self->at);
        return;
    }
    self->depth--;
    self->at++;
}

void lode__cjs_close_brace(LodeCjsScan *self)
{
    if (self->depth == 0) {
        lode__cjs_fail(self, "a closing brace without an opening one", self->at);
        return;
    }
    bool ends_substitution = self->depth == self->template_depth;
    self->depth--;
    if (ends_substitution) {
        self->at++;
        self->template_depth = lode_vec_pop(&self->templates);
        lode__cjs_template(self);
    } else if (self->template_depth != NO_TEMPLATE && self->depth < self->template_depth) {
        lode__cjs_fail(self, "a closing brace without an opening one", self->at);
    } else {
        self->at++;
    }
}

void lode__cjs_finish(LodeCjsScan *self)
{
    if (self->template_depth != NO_TEMPLATE) {
        lode__cjs_fail(self, "a template that does not end", (uint32_t)self->source.size);
    } else if (self->depth > 0) {
        lode__cjs_fail(self, "a bracket that is not closed", (uint32_t)self->source.size);
    }
}

/* --- The slash -------------------------------------------------------------------------------- */

/* Whether the token that ends at `last` is a keyword that an expression follows. */
static bool is_expression_keyword(const LodeCjsScan *self, uint32_t last)
{
    static const struct {
        const char *word;
        bool found_at_start; /* by the dialect of units too, which overlooks the others at the start of a text */
    } keywords[] = {{"return", false}, {"case", true},        {"typeof", false}, {"in", true},       {"else", true},
                    {"void", false},   {"instanceof", false}, {"delete", false}, {"throw", false},   {"new", true},
                    {"do", true},      {"await", false},      {"yield", false},  {"debugger", false}};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (is_word_before(self, last, keywords[i].word)) {
            bool at_start = (size_t)last + 1 == strlen(keywords[i].word);
            return !at_start || keywords[i].found_at_start || self->dialect == LODE_CJS_BYTES;
        }
    }
    return false;
}

/* Whether a word ends at `last`. The dialect of units does not look at what is before the word. */
static bool closes_with(const LodeCjsScan *self, uint32_t last, const char *word)
{
    return self->dialect == LODE_CJS_UNITS ? ends_in(self, last, word) : is_word_before(self, last, word);
}

/* Whether the parenthesis that was closed last belongs to while, for or if. */
static bool closed_condition(const LodeCjsScan *self)
{
    uint32_t before = self->depth < self->levels.count ? self->levels.items[self->depth].before : LODE_CJS_UNSET;
    /*
     * UNSET: the parenthesis was never opened, as that of `require('x') / 2`. Node 24 and 26 read
     * memory that is not theirs there, and crash; there is no answer to repeat.
     */
    return closes_with(self, before, "while") || closes_with(self, before, "for") || closes_with(self, before, "if");
}

/* Whether the brace that was closed last belongs to a block of statements, or a class. */
static bool closed_block(const LodeCjsScan *self)
{
    LodeCjsLevel level = {LODE_CJS_UNSET, false};
    if (self->depth < self->levels.count) {
        level = self->levels.items[self->depth];
    }
    if (level.is_class) {
        return true;
    }
    uint32_t before = level.before;
    if (before == LODE_CJS_UNSET || before == LODE_CJS_BEFORE) {
        if (self->dialect == LODE_CJS_BYTES) {
            return true;
        }
        /* The dialect of units takes what was never set for the start of the text. */
        return before == LODE_CJS_UNSET && (lode__cjs_holds(self, 0, ";") || lode__cjs_holds(self, 0, "els"));
    }
    int byte = lode__cjs_byte(self, before);
    return byte == ';' || byte == ')' || ends_in(self, before, "=>") || closes_with(self, before, "catch") ||
           closes_with(self, before, "finally") || closes_with(self, before, "else");
}

/* Whether a slash after the last token begins a regular expression. */
static bool begins_regular_expression(const LodeCjsScan *self)
{
    int last = lode__cjs_byte(self, self->last);
    if (last == LODE_CJS_END) {
        /* The dialect of bytes keeps the end of a hashbang line, which can be that of the text. */
        return true;
    }
    int before = self->last > 0 ? lode__cjs_byte(self, self->last - 1) : LODE_CJS_END;
    switch (last) {
    case ')':
        return closed_condition(self);
    case '}':
        return closed_block(self);
    case '/':
        return self->last_slash_divides;
    case '.':
        return !(before >= '0' && before <= '9');
    case '+':
    case '-':
        return before != last;
    case 0:
        return true;
    default:
        return precedes_expression(last) || is_expression_keyword(self, self->last);
    }
}

void lode__cjs_slash(LodeCjsScan *self)
{
    uint32_t start = self->at;
    bool is_expression = begins_regular_expression(self);
    self->at++;
    if (is_expression) {
        take_regular_expression(self, start);
    }
    self->last_slash_divides = !is_expression;
}

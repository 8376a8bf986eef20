/*
 * Reading order: spelling of imports, words of interest one by one, then tokens.
 *
 * Respelling keeps every byte where it was: values are read from the source, and the
 * text only has to have the right shape.
 */
#include "syntax/skimmer.h"

/* --- Imports ---------------------------------------------------------------------------------- */

/* Whether the byte can follow the keyword of an import statement. */
static bool begins_import(char byte)
{
    unsigned char kind = lode__skim_kinds[(unsigned char)byte];
    return kind == K_WORD || kind == K_HIGH || kind == K_QUOTE || byte == '{' || byte == '*';
}

/* import.source('x') and import.defer('x'): `.source` becomes blank. `dot` is its offset. */
static void blank_call_phase(LodeSkimmer *self, uint32_t dot)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t start = lode__skim_blanks(self, dot + 1);
    uint32_t end = start;
    while (lode_word_bytes[bytes[end]]) {
        end++;
    }
    LodeStr word = {self->bytes + start, end - start};
    bool phase = lode_str_equal(word, LODE_STR("source")) || lode_str_equal(word, LODE_STR("defer"));
    if (phase && bytes[lode__skim_blanks(self, end)] == '(') {
        memset(self->bytes + dot, ' ', end - dot);
    }
}

/* `import defer * as ns` and `import source x`: the grammar knows neither, so the word becomes blank. */
static void blank_phase(LodeSkimmer *self, uint32_t start)
{
    if (!WORD_IS(self, "defer") && !WORD_IS(self, "source")) {
        return;
    }
    const char *bytes = self->bytes;
    uint32_t next = lode__skim_blanks(self, self->at);
    if (bytes[next] != '*' && lode__skim_kind(self, next) != K_WORD) {
        return;
    }
    if (memcmp(bytes + next, "from", 4) == 0 && !lode_word_bytes[(unsigned char)bytes[next + 4]]) {
        uint32_t after = lode__skim_blanks(self, next + 4);
        if (memcmp(bytes + after, "from", 4) != 0) {
            return; /* import source from 'x' */
        }
    }
    memset(self->bytes + start, ' ', self->word_size);
    lode__skim_end_token(self, BEFORE_OPERATOR);
}

uint8_t lode__skim_attributes(LodeSkimmer *self)
{
    char before = self->bytes[self->before_word - 1];
    if (before != '"' && before != '\'') {
        return CUTTABLE;
    }
    /*
     * The grammar knows no attributes on an export: they become a statement of their own,
     * `;a= {…}`, that statements.c recognizes because the source has other bytes there.
     */
    bool imports = self->before_word == self->import_end;
    memset(self->bytes + self->word, ' ', self->word_size);
    memcpy(self->bytes + self->word, imports ? "with" : ";a= ", 4);
    if (!imports) {
        lode_vec_push(&self->result->words, self->word + 1 + self->base);
    }
    return INTERESTING | KEEP;
}

/* --- Words of interest ------------------------------------------------------------------------ */

/* The last byte that is no blank before `at`, or 0. */
static char byte_before(const LodeSkimmer *self, uint32_t at)
{
    while (at > 0 && lode__skim_kind(self, at - 1) == K_SPACE) {
        at--;
    }
    return at > 0 ? self->bytes[at - 1] : '\0';
}

/*
 * Whether this is `x = require`, with nothing further that the value goes through before; `{x} = require`
 * takes only a part of it. In a parenthesis it is mostly a default value; meaning.c leaves it out there as
 * well.
 */
static bool is_given_away(const LodeSkimmer *self, uint32_t next)
{
    const char *bytes = self->bytes;
    if (self->before != BEFORE_OPERATOR || !self->before_end || bytes[self->before_end - 1] != '=' ||
        lode__skim_innermost(self)->type == '(') {
        return false;
    }
    char target = byte_before(self, self->before_end - 1);
    return target != '}' && target != ']' && (!bytes[next] || !strchr("(.[=&|?+!", bytes[next]));
}

/* Whether what stands before `at` can make a string there name a module: `from`, `import`, a call of something. */
static bool asks_for_module(const LodeSkimmer *self, uint32_t at)
{
    bool is_call = false;
    while (at > 0 && (lode__skim_kind(self, at - 1) == K_SPACE || self->bytes[at - 1] == '(')) {
        at--;
        is_call |= self->bytes[at] == '(';
    }
    if (at > 0 && self->bytes[at - 1] == '/') {
        return true; /* the end of a comment: who knows */
    }
    static const LodeStr words[] = {LODE_STR_INIT("from"), LODE_STR_INIT("import"), LODE_STR_INIT("require"),
                                    LODE_STR_INIT("getBuiltinModule")};
    LodeStr before = {self->bytes, at};
    for (size_t i = is_call ? 1 : 0; i < (is_call ? 4 : 2); i++) {
        if (lode_str_ends_with(before, words[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the source may load node:module, without which createRequire is a name like any other. Looked up once. */
static bool may_load_module_package(LodeSkimmer *self)
{
    if (self->module_package != MODULE_PACKAGE_NOT_ASKED) {
        return self->module_package == MODULE_PACKAGE_MAYBE;
    }
    self->module_package = MODULE_PACKAGE_NO;
    LodeStr text = {self->bytes, self->size};
    static const LodeStr name = LODE_STR_INIT("module");
    static const LodeStr scheme = LODE_STR_INIT("node:");
    for (size_t at = 0;;) {
        size_t found = lode_str_search(lode_str_slice(text, at, text.size), name);
        if (found == LODE_NOT_FOUND) {
            return false;
        }
        size_t start = at + found;
        at = start + name.size;
        char quote = at < text.size ? text.data[at] : '\0';
        if (lode_str_ends_with(lode_str_slice(text, 0, start), scheme)) {
            start -= scheme.size;
        }
        bool is_string = (quote == '"' || quote == '\'') && start > 0 && text.data[start - 1] == quote;
        if (is_string && asks_for_module(self, (uint32_t)start - 1)) {
            self->module_package = MODULE_PACKAGE_MAYBE;
            return true;
        }
    }
}

static bool is_after_word(const LodeSkimmer *self, const char *word)
{
    return self->before == BEFORE_WORD && lode__skim_word_is(self, word, strlen(word));
}

/* Whether a name may be bound here: declared, or in a list or pattern. */
static bool may_be_bound(const LodeSkimmer *self, uint32_t next)
{
    char after = self->bytes[next];
    if (after == '.' || after == '[' || after == '(') {
        return false;
    }
    switch (self->before) {
    case BEFORE_WORD:
        return lode_word_role(self->bytes + self->word, self->word_size) != LODE_ROLE_OPERATOR;
    case BEFORE_OPERATOR: {
        bool listed = self->before_end && strchr(",{[:.(", self->bytes[self->before_end - 1]);
        return listed || self->at_statement;
    }
    default:
        return true;
    }
}

/* Remembers the place: if what is around it stays, the tree is entered here. */
static void note_place(LodeSkimmer *self, uint32_t start)
{
    lode_vec_push(&self->result->words, start + self->base);
}

/* Whether the word at hand is the name in `export * as name`. */
static bool names_star(const LodeSkimmer *self)
{
    uint32_t at = self->before_word;
    if (self->before != BEFORE_WORD || !WORD_IS(self, "as") || at == 0 || self->bytes[at - 1] != '*') {
        return false;
    }
    at--;
    while (at > 0 && lode__skim_kind(self, at - 1) == K_SPACE) {
        at--;
    }
    static const size_t size = sizeof "export" - 1;
    return at >= size && memcmp(self->bytes + at - size, "export", size) == 0 &&
           (at == size || !lode_word_bytes[(unsigned char)self->bytes[at - size - 1]]);
}

/* Whether the word at hand is a name whatever it says: in the clause of an import or export, or that of a star. */
static bool is_only_a_name(const LodeSkimmer *self)
{
    return lode__skim_innermost(self)->flags & CLAUSE || names_star(self);
}

/* A word of the table, whose place is not that of a property. Notes it if it can matter. */
static bool found_word(LodeSkimmer *self, LodeWord word, uint32_t start)
{
    const char *bytes = self->bytes;
    uint32_t next = lode__skim_blanks(self, self->at);
    switch (word) {
    case LODE_WORD_EXTENDS: {
        self->heritage = (uint32_t)self->result->brackets.count;
        LodeBracket *block = lode__skim_innermost(self);
        bool named = lode__skim_kind(self, next) == K_WORD && memcmp(bytes + next, "class", 5) != 0 &&
                     memcmp(bytes + next, "function", 8) != 0;
        if (block->head == HEAD_FUNCTION && !named) {
            block->head = HEAD_OTHER; /* the first braces may be those of the heritage */
        }
        return true;
    }
    case LODE_WORD_USING:
        if (lode__skim_kind(self, next) != K_WORD || lode__skim_newline(self, self->at, next)) {
            self->bytes[start] = 'U'; /* a name like any other, which the grammar does not see */
        } else if (self->result->brackets.count == 1) {
            self->result->doubt = true; /* a declaration */
        }
        lode__skim_contextual(self);
        return true;
    case LODE_WORD_LET:
    case LODE_WORD_CONST:
    case LODE_WORD_VAR:
    case LODE_WORD_CLASS:
    case LODE_WORD_FUNCTION:
    case LODE_WORD_ASYNC:
    case LODE_WORD_CONTEXTUAL:
        lode__skim_declaration(self, word, start);
        return true;
    case LODE_WORD_EXPORT:
        if (is_only_a_name(self)) {
            return true;
        }
        if (self->result->wants_names) {
            lode__skim_export(self);
        }
        break;
    case LODE_WORD_AWAIT:
        if (lode__skim_innermost(self)->flags & FUNCTION) {
            return true; /* not the module's own */
        }
        break;
    case LODE_WORD_IMPORT:
        if (is_only_a_name(self)) {
            return true;
        }
        self->in_import = begins_import(bytes[next]);
        self->result->is_module |= self->in_import || bytes[next] == '/';
        if (bytes[next] == '.') {
            blank_call_phase(self, next);
        }
        break;
    case LODE_WORD_REQUIRE:
        if (is_given_away(self, next)) {
            return lode__skim_unsure(self, "require under another name");
        }
        if (is_after_word(self, "typeof") && bytes[next] != '(' && bytes[next] != '.' && bytes[next] != '?') {
            note_place(self, start);
            return true;
        }
        break;
    case LODE_WORD_MODULE:
        /* module.exports asks for nothing; `require` beside it keeps both. */
        if ((bytes[self->at] == '.' && memcmp(bytes + self->at, ".exports", 8) == 0) ||
            (is_after_word(self, "typeof") && bytes[next] != '.')) {
            note_place(self, start);
            return true;
        }
        break;
    case LODE_WORD_EXPORTS:
    case LODE_WORD_FILENAME:
        /* Of interest only where the program declares it once more, which is in no parenthesis. */
        if (!may_be_bound(self, next) || lode__skim_innermost(self)->type == '(') {
            return true;
        }
        break;
    case LODE_WORD_DIRNAME:
        if (!may_be_bound(self, next)) {
            return true;
        }
        break;
    case LODE_WORD_URL:
        if (is_after_word(self, "new")) {
            note_place(self, start); /* the `import` of import.meta.url keeps both */
            return true;
        }
        break;
    default:
        break;
    }
    note_place(self, start);
    lode__skim_interest(self);
    return true;
}

/* --- Tokens ----------------------------------------------------------------------------------- */

/* A name that is a keyword, as in {a as null}, is unknown to the grammar: its first byte is made a capital. */
static void respell_keyword(LodeSkimmer *self)
{
    if (lode_word_is_reserved(self->bytes + self->word, self->word_size) && !WORD_IS(self, "default")) {
        self->bytes[self->word] = (char)(self->bytes[self->word] - 'a' + 'A');
    }
}

bool lode__skim_word(LodeSkimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t start = self->at;
    uint32_t at = start;
    do {
        at++;
    } while (lode_word_bytes[bytes[at]] && !(bytes[at] >= 0x80 && lode__skim_high_space(bytes + at)));
    self->at = at;
    uint32_t size = at - start;
    bool property = self->before == BEFORE_DOT;
    if (lode__skim_after_expression(self)) {
        lode__skim_beside(self, start, size);
    }
    LodeWord word = lode_word_in(self->words, self->bytes + start, size);
    if (word == LODE_WORD_CREATE_REQUIRE) {
        if (may_load_module_package(self)) {
            return lode__skim_unsure(self, "createRequire");
        }
        word = LODE_WORD_OTHER;
    }
    if (word && !property && !found_word(self, word, start)) {
        return false;
    }
    bool after_import = self->in_import && is_after_word(self, "import");
    bool is_star_name = names_star(self);
    self->word = start;
    self->word_size = size;
    self->before_word = self->before_end;
    lode__skim_end_token(self, property ? BEFORE_PROPERTY : BEFORE_WORD);
    if (after_import) {
        blank_phase(self, start);
    } else if (is_star_name) {
        respell_keyword(self);
    }
    return true;
}

bool lode__skim_clause(LodeSkimmer *self)
{
    for (;;) {
        switch (lode__skim_kind(self, self->at)) {
        case K_SPACE:
            self->at++;
            break;
        case K_WORD:
        case K_HIGH:
            if (!lode__skim_word(self)) {
                return false;
            }
            respell_keyword(self);
            break;
        case K_QUOTE: {
            /* A name, not the specifier at which an import ends. */
            bool in_import = self->in_import;
            self->in_import = false;
            lode__skim_string(self);
            self->in_import = in_import;
            break;
        }
        default:
            if (self->bytes[self->at] != ',') {
                return true;
            }
            self->at++;
            lode__skim_end_token(self, BEFORE_OPERATOR);
            break;
        }
    }
}

/*
 * `let x` and a [ on the next line are two statements, but one to the grammar: the
 * newline becomes a semicolon.
 */
void lode__skim_end_declaration(LodeSkimmer *self)
{
    if (self->before != BEFORE_WORD || !lode__skim_newline(self, self->before_end, self->at)) {
        return;
    }
    uint32_t at = self->word;
    while (at && lode__skim_kind(self, at - 1) == K_SPACE) {
        at--;
    }
    const char *bytes = self->bytes;
    bool declared = at >= 3 && (memcmp(bytes + at - 3, "let", 3) == 0 || memcmp(bytes + at - 3, "var", 3) == 0);
    if (declared && (at == 3 || !lode_word_bytes[(unsigned char)bytes[at - 4]])) {
        self->bytes[self->before_end] = ';';
    }
}

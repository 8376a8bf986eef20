/*
 * Import and export declarations. Reading order: their parts, import, export, export default.
 *
 * Most of them vanish, and nobody else reads what does: what is not read here token for token is suspect. Rare forms are
 * suspect as well: strings and other than ASCII letters as names, attributes.
 */
#include "syntax/body_walk.h"

/* Takes a name, which may be a reserved word. */
static void expect_name(LodeBodyWalk *self)
{
    LodeStr source = self->tokens.source;
    bool is_plain = lode__walk_is(self, LODE_TOKEN_NAME);
    for (uint32_t i = self->token.start; i < self->token.end; i++) {
        is_plain &= (unsigned char)source.data[i] < 0x80;
    }
    lode__walk_suspect_if(self, !is_plain);
    (void)lode__walk_accept(self, LODE_TOKEN_NAME);
}

/* Whether a module can bind the name that is the current token. Some that it can are left out: async, using, … */
static bool can_be_bound(const LodeBodyWalk *self)
{
    static const char *const refused[] = {"enum",  "eval",    "false",   "implements", "interface",
                                          "null",  "package", "private", "protected",  "public",
                                          "super", "this",    "true"};
    LodeStr text = lode_str_slice(self->tokens.source, self->token.start, self->token.end);
    switch (self->token.keyword) {
    case LODE_KEYWORD_NONE:
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
            if (lode_str_equal(text, lode_str(refused[i]))) {
                return false;
            }
        }
        return true;
    case LODE_KEYWORD_ASSERT:
    case LODE_KEYWORD_FROM:
    case LODE_KEYWORD_GET:
    case LODE_KEYWORD_META:
    case LODE_KEYWORD_OF:
    case LODE_KEYWORD_SET:
        return true;
    default:
        return false;
    }
}

/* Takes a name that is bound. */
static void expect_binding(LodeBodyWalk *self)
{
    self->bound++;
    lode__walk_suspect_if(self, !can_be_bound(self));
    expect_name(self);
}

static void expect_as(LodeBodyWalk *self)
{
    LodeStr text = lode_str_slice(self->tokens.source, self->token.start, self->token.end);
    bool is_as = lode_str_equal(text, LODE_STR("as"));
    lode__walk_suspect_if(self, !is_as);
    if (is_as) {
        lode__walk_next(self);
    }
}

/* Takes {a, b as c}, as far as it is one. The last of two names is bound, in an import. */
static void expect_names(LodeBodyWalk *self, bool binds)
{
    lode__walk_expect(self, LODE_TOKEN_OPEN_BRACE);
    while (!self->is_suspect && !lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE)) {
        const LodeToken *after = lode__walk_peek(self);
        bool is_single = after->kind == LODE_TOKEN_COMMA || after->kind == LODE_TOKEN_CLOSE_BRACE;
        if (!is_single) {
            expect_name(self);
            expect_as(self);
        }
        if (binds) {
            expect_binding(self);
        } else {
            expect_name(self);
        }
        if (!lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE)) {
            lode__walk_expect(self, LODE_TOKEN_COMMA);
        }
    }
}

/* From an opening brace to behind the closing one, which may be missing. */
static void skip_braces(LodeBodyWalk *self)
{
    while (!lode__walk_is(self, LODE_TOKEN_END) && !lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_next(self);
    }
    (void)lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE);
}

/* Takes what stands between `import` and the string behind it, as far as it is what should stand there. */
static void expect_clause(LodeBodyWalk *self)
{
    if (lode__walk_is(self, LODE_TOKEN_STRING)) {
        return;
    }
    bool more = true;
    if (lode__walk_is(self, LODE_TOKEN_NAME)) {
        expect_binding(self);
        more = lode__walk_accept(self, LODE_TOKEN_COMMA);
    }
    if (more && lode__walk_accept(self, LODE_TOKEN_STAR)) {
        expect_as(self);
        expect_binding(self);
    } else if (more && lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
        expect_names(self, true);
        skip_braces(self);
    } else {
        lode__walk_suspect_if(self, more);
    }
    bool is_from = lode__walk_is_word(self, LODE_KEYWORD_FROM) && lode__walk_peek(self)->kind == LODE_TOKEN_STRING;
    lode__walk_suspect_if(self, !is_from);
}

/* At the string behind `from` or `import`, which takes part in nothing that is left. */
static void expect_specifier(LodeBodyWalk *self)
{
    LodeStr text = lode_str_slice(self->tokens.source, self->token.start, self->token.end);
    bool is_plain = lode__walk_is(self, LODE_TOKEN_STRING) && text.size >= 2 && !memchr(text.data, '\\', text.size) &&
                    text.data[text.size - 1] == text.data[0];
    lode__walk_suspect_if(self, !is_plain);
}

/* with {type: 'json'} behind a specifier. */
static void skip_attributes(LodeBodyWalk *self)
{
    bool word = lode__walk_is_word(self, LODE_KEYWORD_WITH) ||
                (lode__walk_is_word(self, LODE_KEYWORD_ASSERT) && !self->token.newline);
    lode__walk_suspect_if(self, word);
    if (word && lode__walk_peek(self)->kind == LODE_TOKEN_OPEN_BRACE) {
        lode__walk_next(self);
        skip_braces(self);
    }
}

/* The declaration ends here, and is gone. */
static void vanish(LodeBodyWalk *self, uint32_t start)
{
    lode__walk_expect_end(self);
    lode__walk_edit(self, LODE_EDIT_VANISH, start, self->previous_end, 0);
    lode__walk_pop(self);
}

/* At `import` or `export`: declarations stand nowhere but at the top level, without a label. */
static void expect_top(LodeBodyWalk *self)
{
    lode__walk_suspect_if(self, self->frames.count != 2 || lode__walk_top(self)->state != 0);
}

void lode__walk_import(LodeBodyWalk *self)
{
    uint32_t start = self->token.start;
    expect_top(self);
    lode__walk_next(self);
    expect_clause(self);
    while (!lode__walk_is(self, LODE_TOKEN_END) && !lode__walk_is(self, LODE_TOKEN_STRING) &&
           !lode__walk_is(self, LODE_TOKEN_SEMICOLON)) {
        if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
            skip_braces(self);
        } else {
            lode__walk_next(self);
        }
    }
    expect_specifier(self);
    if (lode__walk_accept(self, LODE_TOKEN_STRING)) {
        skip_attributes(self);
    }
    vanish(self, start);
}

/* At { or *. */
static void export_list(LodeBodyWalk *self, uint32_t start)
{
    bool is_star = lode__walk_accept(self, LODE_TOKEN_STAR);
    if (!is_star) {
        expect_names(self, false);
        skip_braces(self);
    } else if (lode__walk_is(self, LODE_TOKEN_NAME) && !lode__walk_is_word(self, LODE_KEYWORD_FROM)) {
        expect_as(self);
        expect_name(self);
        if (lode__walk_is(self, LODE_TOKEN_STRING)) {
            lode__walk_next(self);
        }
    }
    bool has_from = lode__walk_is_word(self, LODE_KEYWORD_FROM);
    if (has_from && lode__walk_peek(self)->kind == LODE_TOKEN_STRING) {
        lode__walk_next(self);
        expect_specifier(self);
        lode__walk_next(self);
        skip_attributes(self);
    } else {
        lode__walk_suspect_if(self, is_star || has_from);
    }
    vanish(self, start);
}

static void drop(LodeBodyWalk *self, LodeToken token)
{
    lode__walk_edit(self, LODE_EDIT_DROP, token.start, token.end, 0);
}

/* Whether the declaration that begins with the current token, `class`, has a name. */
static bool has_class_name(LodeBodyWalk *self)
{
    const LodeToken *after = lode__walk_peek(self);
    return after->kind == LODE_TOKEN_NAME && after->keyword != LODE_KEYWORD_EXTENDS;
}

/* Looks ahead only behind `async`: what follows a slash is no token before it is known to be a regular expression. */
static bool is_async_function(LodeBodyWalk *self)
{
    if (!lode__walk_is_word(self, LODE_KEYWORD_ASYNC)) {
        return false;
    }
    const LodeToken *after = lode__walk_peek(self);
    return after->keyword == LODE_KEYWORD_FUNCTION && !after->newline;
}

/* Behind `export`, at `default`. */
static void export_default(LodeBodyWalk *self, LodeToken export)
{
    LodeToken word = self->token;
    lode__walk_next(self);
    bool is_class = lode__walk_is_word(self, LODE_KEYWORD_CLASS);
    bool is_function = lode__walk_is_word(self, LODE_KEYWORD_FUNCTION) || is_async_function(self);
    if (is_function || (is_class && has_class_name(self))) {
        drop(self, export);
        drop(self, word);
        if (is_class) {
            lode__walk_become(self, LODE_FRAME_CLASS, LODE_WALK_DECLARATION);
            lode__walk_begin_class(self);
        } else {
            lode__walk_become(self, LODE_FRAME_FUNCTION, LODE_WALK_DECLARATION | LODE_WALK_DEFAULT);
            lode__walk_begin_function(self);
        }
        return;
    }
    lode__walk_edit(self, LODE_EDIT_DEFAULT, export.start, export.end, 0);
    drop(self, word);
    lode__walk_become(self, LODE_FRAME_DEFAULT, 0);
    if (is_class) {
        lode__walk_push(self, LODE_FRAME_CLASS, 0);
        lode__walk_begin_class(self);
    } else {
        lode__walk_push_expression(self, LODE_WALK_ONE);
    }
}

/* Behind the expression or the class. */
void lode__walk_default(LodeBodyWalk *self)
{
    lode__walk_insert(self, LODE_EDIT_DEFAULT_END, 0);
    lode__walk_become(self, LODE_FRAME_END_STATEMENT, 0);
}

static bool begins_declaration(LodeBodyWalk *self)
{
    switch (self->token.keyword) {
    case LODE_KEYWORD_CLASS:
    case LODE_KEYWORD_CONST:
    case LODE_KEYWORD_FUNCTION:
    case LODE_KEYWORD_LET:
    case LODE_KEYWORD_VAR:
        return true;
    default:
        return is_async_function(self);
    }
}

void lode__walk_export(LodeBodyWalk *self)
{
    LodeToken export = self->token;
    expect_top(self);
    lode__walk_next(self);
    if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE) || lode__walk_is(self, LODE_TOKEN_STAR)) {
        export_list(self, export.start);
    } else if (lode__walk_is_word(self, LODE_KEYWORD_DEFAULT)) {
        export_default(self, export);
    } else {
        lode__walk_suspect_if(self, !begins_declaration(self));
        drop(self, export);
    }
}

/* Import and export declarations. Reading order: their parts, import, export, export default. */
#include "syntax/body_walk.h"

/* From an opening brace to behind the closing one, which may be missing. */
static void skip_braces(LodeBodyWalk *self)
{
    while (!lode__walk_is(self, LODE_TOKEN_END) && !lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_next(self);
    }
    (void)lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE);
}

/* with {type: 'json'} behind a specifier. */
static void skip_attributes(LodeBodyWalk *self)
{
    bool word = lode__walk_is_word(self, LODE_KEYWORD_WITH) ||
                (lode__walk_is_word(self, LODE_KEYWORD_ASSERT) && !self->token.newline);
    if (word && lode__walk_peek(self)->kind == LODE_TOKEN_OPEN_BRACE) {
        lode__walk_next(self);
        skip_braces(self);
    }
}

/* The declaration ends here, and is gone. */
static void vanish(LodeBodyWalk *self, uint32_t start)
{
    (void)lode__walk_accept(self, LODE_TOKEN_SEMICOLON);
    lode__walk_edit(self, LODE_EDIT_VANISH, start, self->previous_end, 0);
    lode__walk_pop(self);
}

void lode__walk_import(LodeBodyWalk *self)
{
    uint32_t start = self->token.start;
    lode__walk_next(self);
    while (!lode__walk_is(self, LODE_TOKEN_END) && !lode__walk_is(self, LODE_TOKEN_STRING) &&
           !lode__walk_is(self, LODE_TOKEN_SEMICOLON)) {
        if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
            skip_braces(self);
        } else {
            lode__walk_next(self);
        }
    }
    if (lode__walk_accept(self, LODE_TOKEN_STRING)) {
        skip_attributes(self);
    }
    vanish(self, start);
}

/* At { or *. */
static void export_list(LodeBodyWalk *self, uint32_t start)
{
    if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
        skip_braces(self);
    } else {
        lode__walk_next(self);
        if (lode__walk_is(self, LODE_TOKEN_NAME) && !lode__walk_is_word(self, LODE_KEYWORD_FROM)) {
            lode__walk_next(self); /* as */
            if (lode__walk_is(self, LODE_TOKEN_NAME) || lode__walk_is(self, LODE_TOKEN_STRING)) {
                lode__walk_next(self);
            }
        }
    }
    if (lode__walk_is_word(self, LODE_KEYWORD_FROM) && lode__walk_peek(self)->kind == LODE_TOKEN_STRING) {
        lode__walk_next(self);
        lode__walk_next(self);
        skip_attributes(self);
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

void lode__walk_export(LodeBodyWalk *self)
{
    LodeToken export = self->token;
    lode__walk_next(self);
    if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE) || lode__walk_is(self, LODE_TOKEN_STAR)) {
        export_list(self, export.start);
    } else if (lode__walk_is_word(self, LODE_KEYWORD_DEFAULT)) {
        export_default(self, export);
    } else {
        drop(self, export); /* a declaration follows */
    }
}

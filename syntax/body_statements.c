/* Reading order: blocks, simple statements, conditions and loops, for, switch, try, the choice between them. */
#include "syntax/body_walk.h"

#define NO_LABEL UINT32_MAX

/* --- Blocks and ends -------------------------------------------------------------------------- */

/* States: before the brace, inside. */
void lode__walk_block(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    if (frame->state == 0) {
        uint32_t scope = lode__walk_open_scope(self, self->token.start);
        if (frame->flags & LODE_WALK_BODY) {
            lode__walk_function(self)->var_scope = scope;
        }
        lode__walk_expect(self, LODE_TOKEN_OPEN_BRACE);
        frame->state = 1;
    } else if (lode__walk_is(self, LODE_TOKEN_END) || lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_close_scope(self);
        lode__walk_pop(self);
    } else {
        lode__walk_begin_element(self);
        lode__walk_push(self, LODE_FRAME_STATEMENT, 0);
    }
}

/* Where the next statement stands beside this one, what is written in the place of either could divide them. */
void lode__walk_expect_end(LodeBodyWalk *self)
{
    bool ends = lode__walk_accept(self, LODE_TOKEN_SEMICOLON) || self->token.newline ||
                lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE) || lode__walk_is(self, LODE_TOKEN_END);
    lode__walk_suspect_if(self, !ends);
}

void lode__walk_end_statement(LodeBodyWalk *self)
{
    lode__walk_expect_end(self);
    lode__walk_pop(self);
}

static void push_statement(LodeBodyWalk *self)
{
    lode__walk_push(self, LODE_FRAME_STATEMENT, 0);
}

static void push_condition(LodeBodyWalk *self)
{
    lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_PAREN, 0);
}

/* --- Conditions and loops --------------------------------------------------------------------- */

/* At the keyword; the condition; the statement; what may follow it. */
void lode__walk_if(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state++) {
    case 0:
        lode__walk_next(self);
        push_condition(self);
        return;
    case 1:
        push_statement(self);
        return;
    default:
        if (lode__walk_is_word(self, LODE_KEYWORD_ELSE)) {
            lode__walk_next(self);
            lode__walk_become(self, LODE_FRAME_STATEMENT, 0);
        } else {
            lode__walk_pop(self);
        }
        return;
    }
}

/* Also with. */
void lode__walk_while(LodeBodyWalk *self)
{
    if (lode__walk_top(self)->state++ == 0) {
        lode__walk_next(self);
        push_condition(self);
    } else {
        lode__walk_become(self, LODE_FRAME_STATEMENT, 0);
    }
}

void lode__walk_do(LodeBodyWalk *self)
{
    if (lode__walk_top(self)->state++ == 0) {
        lode__walk_next(self);
        push_statement(self);
        return;
    }
    if (lode__walk_is_word(self, LODE_KEYWORD_WHILE)) {
        lode__walk_next(self);
    } else {
        self->is_suspect = true;
    }
    lode__walk_become(self, LODE_FRAME_END_STATEMENT, 0);
    push_condition(self);
}

/* --- Declarations of variables ---------------------------------------------------------------- */

static bool is_infix(const LodeToken *token)
{
    return token->keyword == LODE_KEYWORD_IN || token->keyword == LODE_KEYWORD_INSTANCEOF;
}

static bool begins_binding(const LodeToken *token)
{
    return token->kind == LODE_TOKEN_OPEN_BRACKET || token->kind == LODE_TOKEN_OPEN_BRACE ||
           (token->kind == LODE_TOKEN_NAME && !is_infix(token));
}

/* Whether a name follows on the same line that `using` can declare. */
static bool begins_using(const LodeToken *token, bool in_for)
{
    return token->kind == LODE_TOKEN_NAME && !token->newline && !is_infix(token) &&
           !(in_for && token->keyword == LODE_KEYWORD_OF);
}

/* await using x */
static bool is_await_using(LodeBodyWalk *self)
{
    const LodeToken *word = lode__walk_peek(self);
    if (!lode__walk_is_word(self, LODE_KEYWORD_AWAIT) || word->keyword != LODE_KEYWORD_USING || word->newline) {
        return false;
    }
    LodeBodyTokens tokens = self->tokens; /* which are behind the token ahead */
    LodeToken name = lode_body_tokens_next(&tokens);
    return begins_using(&name, false);
}

/* If the token begins a declaration of variables, takes its keywords and returns the flags of its patterns; or 0. */
static uint16_t take_declaration(LodeBodyWalk *self, bool in_for)
{
    switch (self->token.keyword) {
    case LODE_KEYWORD_VAR:
        lode__walk_next(self);
        return LODE_WALK_BIND | LODE_WALK_VAR;
    case LODE_KEYWORD_CONST:
        lode__walk_next(self);
        return LODE_WALK_BIND;
    case LODE_KEYWORD_LET:
        if (!begins_binding(lode__walk_peek(self))) {
            return 0;
        }
        lode__walk_next(self);
        return LODE_WALK_BIND;
    case LODE_KEYWORD_USING:
        if (!begins_using(lode__walk_peek(self), in_for)) {
            return 0;
        }
        lode__walk_next(self);
        return LODE_WALK_BIND;
    case LODE_KEYWORD_AWAIT:
        if (!is_await_using(self)) {
            return 0;
        }
        self->has_top_level_await |= lode__walk_function(self)->is_top;
        lode__walk_next(self);
        lode__walk_next(self);
        return LODE_WALK_BIND;
    default:
        return 0;
    }
}

/* --- for -------------------------------------------------------------------------------------- */

enum { FOR_HEAD, FOR_BEHIND_HEAD, FOR_BEHIND_TEST, FOR_BEHIND_VALUES, FOR_BODY, FOR_END };

static void begin_for(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    uint32_t start = frame->value == NO_LABEL ? self->token.start : frame->value;
    frame->state = FOR_BEHIND_HEAD;
    (void)lode__walk_open_scope(self, self->token.start);
    lode__walk_next(self);
    bool awaits = lode__walk_is_word(self, LODE_KEYWORD_AWAIT);
    if (awaits && self->is_module && lode__walk_function(self)->is_top) {
        self->has_top_level_await = true;
        frame->flags |= LODE_WALK_AWAITS;
        frame->value = self->loops++;
        lode__walk_edit(self, LODE_EDIT_LOOP, start, start, frame->value);
        lode__walk_edit(self, LODE_EDIT_DROP, self->token.start, self->token.end, 0);
    }
    if (awaits) {
        self->operators += lode__walk_function(self)->async;
        lode__walk_next(self);
    }
    bool loop_awaits = frame->flags & LODE_WALK_AWAITS;
    uint32_t loop = frame->value;
    lode__walk_expect(self, LODE_TOKEN_OPEN_PAREN);
    if (lode__walk_is(self, LODE_TOKEN_SEMICOLON)) {
        return;
    }
    uint16_t flags = take_declaration(self, true);
    if (loop_awaits) {
        lode__walk_edit(self, LODE_EDIT_LOOP_TARGET, self->token.start, self->token.start, loop);
    }
    lode__walk_push_expression(self, flags | LODE_WALK_NO_IN);
}

/* At `of`, `in` or the first semicolon. */
static void go_behind_head(LodeBodyWalk *self, LodeFrame *frame)
{
    bool loop_awaits = frame->flags & LODE_WALK_AWAITS;
    if (loop_awaits) {
        lode__walk_insert(self, LODE_EDIT_LOOP_TARGET_END, frame->value);
    }
    bool of = lode__walk_is_word(self, LODE_KEYWORD_OF);
    if (of || lode__walk_is_word(self, LODE_KEYWORD_IN)) {
        frame->state = FOR_BEHIND_VALUES;
        lode__walk_next(self);
        if (loop_awaits) {
            lode__walk_insert(self, LODE_EDIT_LOOP_VALUES, frame->value);
        }
        lode__walk_push_expression(self, of ? LODE_WALK_ONE : 0);
        return;
    }
    frame->state = FOR_BEHIND_TEST;
    lode__walk_expect(self, LODE_TOKEN_SEMICOLON);
    if (!lode__walk_is(self, LODE_TOKEN_SEMICOLON)) {
        lode__walk_push_expression(self, 0);
    }
}

void lode__walk_for(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state) {
    case FOR_HEAD:
        begin_for(self);
        return;
    case FOR_BEHIND_HEAD:
        go_behind_head(self, frame);
        return;
    case FOR_BEHIND_TEST:
        frame->state = FOR_BODY;
        lode__walk_expect(self, LODE_TOKEN_SEMICOLON);
        if (!lode__walk_is(self, LODE_TOKEN_CLOSE_PAREN)) {
            lode__walk_push_expression(self, 0);
        }
        return;
    case FOR_BEHIND_VALUES:
        if (frame->flags & LODE_WALK_AWAITS) {
            lode__walk_insert(self, LODE_EDIT_LOOP_VALUES_END, frame->value);
        }
        frame->state = FOR_BODY;
        return;
    case FOR_BODY:
        frame->state = FOR_END;
        lode__walk_expect(self, LODE_TOKEN_CLOSE_PAREN);
        push_statement(self);
        return;
    default:
        if (frame->flags & LODE_WALK_AWAITS) {
            lode__walk_insert(self, LODE_EDIT_LOOP_END, frame->value);
        }
        lode__walk_close_scope(self);
        lode__walk_pop(self);
        return;
    }
}

/* --- switch and try --------------------------------------------------------------------------- */

static void walk_cases(LodeBodyWalk *self, LodeFrame *frame)
{
    if (frame->state == 3) {
        frame->state = 2;
        lode__walk_expect(self, LODE_TOKEN_COLON);
    } else if (lode__walk_is(self, LODE_TOKEN_END) || lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_close_scope(self);
        lode__walk_pop(self);
    } else if (lode__walk_is_word(self, LODE_KEYWORD_CASE)) {
        frame->state = 3;
        lode__walk_next(self);
        lode__walk_push_expression(self, 0);
    } else if (lode__walk_is_word(self, LODE_KEYWORD_DEFAULT)) {
        frame->state = 3;
        lode__walk_next(self);
    } else {
        lode__walk_begin_element(self);
        push_statement(self);
    }
}

void lode__walk_switch(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state) {
    case 0:
        frame->state = 1;
        lode__walk_next(self);
        push_condition(self);
        return;
    case 1:
        frame->state = 2;
        (void)lode__walk_open_scope(self, self->token.start);
        lode__walk_expect(self, LODE_TOKEN_OPEN_BRACE);
        return;
    default:
        walk_cases(self, frame);
        return;
    }
}

enum { TRY_START, TRY_CATCH, TRY_PARAMETER_END, TRY_HANDLER, TRY_HANDLER_END, TRY_FINALLY, TRY_END };

static void begin_catch(LodeBodyWalk *self, LodeFrame *frame)
{
    if (!lode__walk_is_word(self, LODE_KEYWORD_CATCH)) {
        frame->state = TRY_FINALLY;
        return;
    }
    (void)lode__walk_open_scope(self, self->token.start);
    lode__walk_next(self);
    if (!lode__walk_accept(self, LODE_TOKEN_OPEN_PAREN)) {
        frame->state = TRY_HANDLER;
        return;
    }
    frame->state = TRY_PARAMETER_END;
    lode__walk_push_expression(self, LODE_WALK_ONE | LODE_WALK_BIND);
}

void lode__walk_try(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state) {
    case TRY_START:
        frame->state = TRY_CATCH;
        lode__walk_next(self);
        lode__walk_push(self, LODE_FRAME_BLOCK, 0);
        return;
    case TRY_CATCH:
        begin_catch(self, frame);
        return;
    case TRY_PARAMETER_END:
        lode__walk_expect(self, LODE_TOKEN_CLOSE_PAREN);
        frame->state = TRY_HANDLER;
        return;
    case TRY_HANDLER:
        frame->state = TRY_HANDLER_END;
        lode__walk_push(self, LODE_FRAME_BLOCK, 0);
        return;
    case TRY_HANDLER_END:
        lode__walk_close_scope(self);
        frame->state = TRY_FINALLY;
        return;
    case TRY_FINALLY:
        if (!lode__walk_is_word(self, LODE_KEYWORD_FINALLY)) {
            lode__walk_pop(self);
            return;
        }
        frame->state = TRY_END;
        lode__walk_next(self);
        lode__walk_push(self, LODE_FRAME_BLOCK, 0);
        return;
    default:
        lode__walk_pop(self);
        return;
    }
}

/* --- The choice ------------------------------------------------------------------------------- */

static void become_expression(LodeBodyWalk *self, uint16_t flags)
{
    lode__walk_become(self, LODE_FRAME_END_STATEMENT, 0);
    lode__walk_push_expression(self, flags);
}

/* return and throw. */
static void become_return(LodeBodyWalk *self)
{
    lode__walk_suspect_if(self, lode__walk_is_word(self, LODE_KEYWORD_RETURN) && lode__walk_function(self)->is_top);
    lode__walk_next(self);
    bool ends = self->token.newline || lode__walk_is(self, LODE_TOKEN_SEMICOLON) ||
                lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE) || lode__walk_is(self, LODE_TOKEN_END);
    if (ends) {
        lode__walk_become(self, LODE_FRAME_END_STATEMENT, 0);
    } else {
        become_expression(self, 0);
    }
}

/* break and continue. */
static void become_jump(LodeBodyWalk *self)
{
    lode__walk_next(self);
    if (lode__walk_is(self, LODE_TOKEN_NAME) && !self->token.newline) {
        lode__walk_next(self);
    }
    lode__walk_become(self, LODE_FRAME_END_STATEMENT, 0);
}

static void become_function(LodeBodyWalk *self)
{
    lode__walk_become(self, LODE_FRAME_FUNCTION, LODE_WALK_DECLARATION);
    lode__walk_begin_function(self);
}

/* A name that begins no statement of its own: a label, a declaration, an expression. */
static void walk_other_name(LodeBodyWalk *self)
{
    const LodeToken *after = lode__walk_peek(self);
    if (after->kind == LODE_TOKEN_COLON) {
        LodeFrame *frame = lode__walk_top(self);
        frame->value = frame->state ? frame->value : self->token.start;
        frame->state = 1; /* there is a label */
        lode__walk_next(self);
        lode__walk_next(self);
        return;
    }
    if (self->token.keyword == LODE_KEYWORD_ASYNC && after->keyword == LODE_KEYWORD_FUNCTION && !after->newline) {
        become_function(self);
        return;
    }
    uint16_t flags = take_declaration(self, false);
    become_expression(self, flags ? flags : LODE_WALK_STATEMENT);
}

static void walk_named(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    uint32_t label = frame->state ? frame->value : NO_LABEL;
    switch (self->token.keyword) {
    case LODE_KEYWORD_FUNCTION:
        become_function(self);
        return;
    case LODE_KEYWORD_CLASS:
        lode__walk_become(self, LODE_FRAME_CLASS, LODE_WALK_DECLARATION);
        lode__walk_begin_class(self);
        return;
    case LODE_KEYWORD_IF:
        lode__walk_become(self, LODE_FRAME_IF, 0);
        return;
    case LODE_KEYWORD_WHILE:
    case LODE_KEYWORD_WITH:
        lode__walk_become(self, LODE_FRAME_WHILE, 0);
        return;
    case LODE_KEYWORD_DO:
        lode__walk_become(self, LODE_FRAME_DO, 0);
        return;
    case LODE_KEYWORD_FOR:
        lode__walk_become(self, LODE_FRAME_FOR, 0);
        lode__walk_top(self)->value = label;
        return;
    case LODE_KEYWORD_SWITCH:
        lode__walk_become(self, LODE_FRAME_SWITCH, 0);
        return;
    case LODE_KEYWORD_TRY:
        lode__walk_become(self, LODE_FRAME_TRY, 0);
        return;
    case LODE_KEYWORD_RETURN:
    case LODE_KEYWORD_THROW:
        become_return(self);
        return;
    case LODE_KEYWORD_BREAK:
    case LODE_KEYWORD_CONTINUE:
        become_jump(self);
        return;
    case LODE_KEYWORD_IMPORT: {
        LodeTokenKind after = (LodeTokenKind)lode__walk_peek(self)->kind;
        if (self->is_module && after != LODE_TOKEN_OPEN_PAREN && after != LODE_TOKEN_DOT) {
            lode__walk_import(self);
        } else {
            become_expression(self, LODE_WALK_STATEMENT);
        }
        return;
    }
    case LODE_KEYWORD_DEBUGGER:
        self->is_suspect = true; /* no name, as which it is taken: a slash behind it is misread */
        break;
    case LODE_KEYWORD_EXPORT:
        if (self->is_module) {
            lode__walk_export(self);
            return;
        }
        break;
    default:
        break;
    }
    walk_other_name(self);
}

void lode__walk_statement(LodeBodyWalk *self)
{
    switch (self->token.kind) {
    case LODE_TOKEN_OPEN_BRACE:
        lode__walk_become(self, LODE_FRAME_BLOCK, 0);
        return;
    case LODE_TOKEN_SEMICOLON:
        lode__walk_next(self);
        lode__walk_pop(self);
        return;
    case LODE_TOKEN_NAME:
        walk_named(self);
        return;
    default:
        become_expression(self, LODE_WALK_STATEMENT);
        return;
    }
}

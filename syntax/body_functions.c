/* Reading order: functions, classes, object literals and patterns. */
#include "syntax/body_walk.h"

/* --- Functions -------------------------------------------------------------------------------- */

void lode__walk_begin_function(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    bool declares = frame->flags & LODE_WALK_DECLARATION;
    bool is_default = frame->flags & LODE_WALK_DEFAULT;
    uint32_t start = self->token.start;
    if (!(frame->flags & LODE_WALK_METHOD)) {
        if (lode__walk_is_word(self, LODE_KEYWORD_ASYNC)) {
            frame->flags |= LODE_WALK_ASYNC;
            lode__walk_next(self);
        }
        lode__walk_next(self);
        frame->flags |= lode__walk_accept(self, LODE_TOKEN_STAR) ? LODE_WALK_GENERATOR : 0;
    }
    bool named = lode__walk_is(self, LODE_TOKEN_NAME);
    if (named && declares) {
        lode__walk_declare_function(self);
        lode__walk_next(self);
    }
    if (is_default && !named) {
        self->names_default_function = true;
        lode__walk_insert(self, LODE_EDIT_DEFAULT_NAME, 0);
    }
    (void)lode__walk_open_scope(self, declares ? self->token.start : start);
    if (named && !declares) {
        lode__walk_declare(self, false);
        lode__walk_next(self);
    }
    lode__walk_enter_function(self, frame->flags & LODE_WALK_ASYNC, frame->flags & LODE_WALK_GENERATOR, false);
}

/* States: before the parameters, before the body, behind it. */
void lode__walk_function_frame(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state++) {
    case 0:
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_PAREN, LODE_WALK_BIND);
        return;
    case 1:
        if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
            lode__walk_push(self, LODE_FRAME_BLOCK, LODE_WALK_BODY);
        } else {
            self->is_suspect = true;
        }
        return;
    default:
        lode__walk_leave_function(self);
        lode__walk_close_scope(self);
        lode__walk_pop(self);
        return;
    }
}

enum { MODIFIERS = LODE_WALK_ASYNC | LODE_WALK_GENERATOR };

/* At the parenthesis of a method of the class or object that is the topmost frame, whose modifiers it takes. */
static void push_method(LodeBodyWalk *self, LodeFrame *frame)
{
    uint16_t modifiers = frame->flags & MODIFIERS;
    frame->flags &= (uint16_t)~MODIFIERS;
    lode__walk_push(self, LODE_FRAME_FUNCTION, LODE_WALK_METHOD | modifiers);
    lode__walk_begin_function(self);
}

static bool is_plain_key(const LodeToken *token)
{
    return token->kind == LODE_TOKEN_NAME || token->kind == LODE_TOKEN_STRING || token->kind == LODE_TOKEN_LITERAL ||
           token->kind == LODE_TOKEN_PRIVATE;
}

static bool begins_key(const LodeToken *token)
{
    return is_plain_key(token) || token->kind == LODE_TOKEN_OPEN_BRACKET;
}

/* get, set, async, * and static before a key: takes one and notes it. */
static bool take_modifier(LodeBodyWalk *self, LodeFrame *frame, bool in_class)
{
    if (lode__walk_accept(self, LODE_TOKEN_STAR)) {
        frame->flags |= LODE_WALK_GENERATOR;
        return true;
    }
    const LodeToken *after;
    bool beside; /* a key or star on the same line */
    switch (self->token.keyword) {
    case LODE_KEYWORD_GET:
    case LODE_KEYWORD_SET:
        after = lode__walk_peek(self);
        if (begins_key(after)) {
            lode__walk_next(self);
            return true;
        }
        return false;
    case LODE_KEYWORD_STATIC:
        after = lode__walk_peek(self);
        if (in_class && (begins_key(after) || after->kind == LODE_TOKEN_STAR)) {
            lode__walk_next(self);
            return true;
        }
        return false;
    case LODE_KEYWORD_ASYNC:
        after = lode__walk_peek(self);
        beside = !after->newline && (begins_key(after) || after->kind == LODE_TOKEN_STAR);
        if (beside) {
            frame->flags |= LODE_WALK_ASYNC;
            lode__walk_next(self);
        }
        return beside;
    case LODE_KEYWORD_ACCESSOR:
        after = lode__walk_peek(self);
        beside = in_class && !after->newline && begins_key(after);
        if (beside) {
            lode__walk_next(self);
        }
        return beside;
    default:
        return false;
    }
}

/* --- Classes ---------------------------------------------------------------------------------- */

enum { CLASS_BODY, CLASS_MEMBER, CLASS_BEHIND_KEY, CLASS_BEHIND_VALUE };

void lode__walk_begin_class(LodeBodyWalk *self)
{
    bool declares = lode__walk_top(self)->flags & LODE_WALK_DECLARATION;
    uint32_t start = self->token.start;
    lode__walk_next(self);
    bool named = lode__walk_is(self, LODE_TOKEN_NAME) && !lode__walk_is_word(self, LODE_KEYWORD_EXTENDS);
    if (named && declares) {
        lode__walk_declare(self, false);
    }
    (void)lode__walk_open_scope(self, start);
    if (named) {
        lode__walk_declare(self, false);
        lode__walk_next(self);
    }
    if (lode__walk_is_word(self, LODE_KEYWORD_EXTENDS)) {
        lode__walk_next(self);
        lode__walk_push_expression(self, LODE_WALK_ONE);
    }
}

/* A static block is a function that is called once. */
static void push_static_block(LodeBodyWalk *self)
{
    lode__walk_next(self);
    lode__walk_push(self, LODE_FRAME_FUNCTION, LODE_WALK_METHOD);
    lode__walk_begin_function(self);
    lode__walk_top(self)->state = 1;
}

static void walk_member(LodeBodyWalk *self, LodeFrame *frame)
{
    if (lode__walk_is(self, LODE_TOKEN_END) || lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_close_scope(self);
        lode__walk_pop(self);
        return;
    }
    if (lode__walk_accept(self, LODE_TOKEN_SEMICOLON)) {
        return;
    }
    if (lode__walk_is_word(self, LODE_KEYWORD_STATIC) && lode__walk_peek(self)->kind == LODE_TOKEN_OPEN_BRACE) {
        push_static_block(self);
    } else if (take_modifier(self, frame, true)) {
        return;
    } else if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACKET)) {
        frame->state = CLASS_BEHIND_KEY;
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_BRACKET, 0);
    } else {
        frame->state = is_plain_key(&self->token) ? CLASS_BEHIND_KEY : CLASS_MEMBER;
        lode__walk_suspect_if(self, frame->state == CLASS_MEMBER);
        lode__walk_next(self);
    }
}

static void walk_behind_key(LodeBodyWalk *self, LodeFrame *frame)
{
    frame->state = CLASS_MEMBER;
    if (lode__walk_is(self, LODE_TOKEN_OPEN_PAREN)) {
        push_method(self, frame);
        return;
    }
    frame->flags &= (uint16_t)~MODIFIERS;
    if (lode__walk_accept(self, LODE_TOKEN_ASSIGN)) {
        frame->state = CLASS_BEHIND_VALUE;
        lode__walk_enter_function(self, false, false, false); /* a field is set by a method of its own */
        lode__walk_push_expression(self, LODE_WALK_ONE);
    }
}

void lode__walk_class(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state) {
    case CLASS_BODY:
        frame->state = CLASS_MEMBER;
        lode__walk_expect(self, LODE_TOKEN_OPEN_BRACE);
        return;
    case CLASS_MEMBER:
        walk_member(self, frame);
        return;
    case CLASS_BEHIND_KEY:
        walk_behind_key(self, frame);
        return;
    default:
        frame->state = CLASS_MEMBER;
        lode__walk_leave_function(self);
        return;
    }
}

/* --- Objects ---------------------------------------------------------------------------------- */

enum { IN_PATTERNS = LODE_WALK_COVER | LODE_WALK_BIND | LODE_WALK_VAR };

/* {x}, {x = 1}: a read, a write or a binding. */
static void take_shorthand(LodeBodyWalk *self, LodeFrame *frame)
{
    size_t edits = self->edits.count;
    if (frame->flags & LODE_WALK_BIND) {
        lode__walk_declare(self, frame->flags & LODE_WALK_VAR);
    } else {
        lode__walk_mention(self, (uint16_t)(frame->flags | LODE_WALK_FIRST), true);
    }
    lode__walk_next(self);
    /* {x = 1} is a pattern only, {x: $lode.i[0].x = 1} an object too; and more than = could follow that one. */
    bool ends = lode__walk_is(self, LODE_TOKEN_COMMA) || lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE);
    lode__walk_suspect_if(self, self->edits.count > edits && !ends);
    if (lode__walk_accept(self, LODE_TOKEN_ASSIGN)) {
        lode__walk_push_expression(self, LODE_WALK_ONE);
    }
}

static void walk_behind_property(LodeBodyWalk *self, LodeFrame *frame)
{
    frame->state = 0;
    if (lode__walk_is(self, LODE_TOKEN_OPEN_PAREN)) {
        push_method(self, frame);
        return;
    }
    frame->flags &= (uint16_t)~MODIFIERS;
    if (lode__walk_accept(self, LODE_TOKEN_COLON)) {
        lode__walk_push_expression(self, LODE_WALK_ONE | (frame->flags & IN_PATTERNS));
    }
}

static void walk_property(LodeBodyWalk *self, LodeFrame *frame)
{
    if (lode__walk_is(self, LODE_TOKEN_END) || lode__walk_accept(self, LODE_TOKEN_CLOSE_BRACE)) {
        lode__walk_pop(self);
        return;
    }
    if (lode__walk_accept(self, LODE_TOKEN_COMMA) || take_modifier(self, frame, false)) {
        return;
    }
    if (lode__walk_accept(self, LODE_TOKEN_SPREAD)) {
        lode__walk_push_expression(self, LODE_WALK_ONE | (frame->flags & IN_PATTERNS));
        return;
    }
    if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACKET)) {
        frame->state = 1;
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_BRACKET, 0);
        return;
    }
    if (lode__walk_is(self, LODE_TOKEN_NAME)) {
        LodeTokenKind after = (LodeTokenKind)lode__walk_peek(self)->kind;
        if (after != LODE_TOKEN_COLON && after != LODE_TOKEN_OPEN_PAREN) {
            take_shorthand(self, frame);
            return;
        }
    }
    frame->state = is_plain_key(&self->token);
    lode__walk_suspect_if(self, !frame->state);
    lode__walk_next(self);
}

/* States: before a property, behind its key. */
void lode__walk_object(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    if (frame->state == 0) {
        walk_property(self, frame);
    } else {
        walk_behind_property(self, frame);
    }
}

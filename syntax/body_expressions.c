/*
 * Expressions need no precedence: operands and operators take turns. Only `await` wants to know where its
 * operand ends, which is before any operator with two sides.
 *
 * Reading order: brackets, names, arrow functions, operands, what follows an operand, the step.
 */
#include "syntax/body_walk.h"

/* States of an expression. */
enum {
    WANTS,  /* an operand or prefix comes */
    HAS,    /* an operand has been read */
    BOUND,  /* a pattern that declares: only a default value may follow */
    WHOLE,  /* nothing but a comma may follow: after an arrow function */
    CHOOSES /* between ? and : */
};

enum { INHERITED_BY_PATTERNS = LODE_WALK_COVER | LODE_WALK_BIND | LODE_WALK_VAR };

static void end_operand(LodeBodyWalk *self, LodeFrame *frame)
{
    for (; frame->awaits; frame->awaits--) {
        lode__walk_insert(self, LODE_EDIT_AWAIT_END, 0);
    }
}

static void end_expression(LodeBodyWalk *self, LodeFrame *frame)
{
    end_operand(self, frame);
    lode__walk_pop(self);
}

static void want(LodeFrame *frame)
{
    frame->state = WANTS;
    frame->flags &= (uint16_t) ~(LODE_WALK_FIRST | LODE_WALK_AFTER_NEW | LODE_WALK_ASYNC_NAME | LODE_WALK_STATEMENT);
}

static void have(LodeFrame *frame)
{
    want(frame);
    frame->state = HAS;
}

/* --- Brackets --------------------------------------------------------------------------------- */

void lode__walk_push_bracket(LodeBodyWalk *self, LodeTokenKind close, uint16_t flags)
{
    lode__walk_push(self, LODE_FRAME_BRACKET, 0);
    lode__walk_top(self)->value = close;
    if (lode__walk_is(self, LODE_TOKEN_OPEN_PAREN) || lode__walk_is(self, LODE_TOKEN_OPEN_BRACKET)) {
        lode__walk_next(self);
    } else {
        self->is_suspect = true;
    }
    lode__walk_push_expression(self, flags);
}

void lode__walk_bracket(LodeBodyWalk *self)
{
    lode__walk_expect(self, (LodeTokenKind)lode__walk_top(self)->value);
    lode__walk_pop(self);
}

/* A piece of a template that ends with ${ has been taken. */
static void push_template(LodeBodyWalk *self)
{
    lode__walk_next(self);
    lode__walk_push(self, LODE_FRAME_TEMPLATE, 0);
    lode__walk_push_expression(self, 0);
}

/* At the brace behind a substitution. */
void lode__walk_template(LodeBodyWalk *self)
{
    if (!lode__walk_is(self, LODE_TOKEN_CLOSE_BRACE)) {
        self->is_suspect = true;
        lode__walk_pop(self);
        return;
    }
    self->token = lode_body_tokens_template(&self->tokens, self->token);
    bool goes_on = lode__walk_is(self, LODE_TOKEN_TEMPLATE_OPEN);
    if (!goes_on) {
        lode__walk_pop(self);
    }
    lode__walk_next(self);
    if (goes_on) {
        lode__walk_push_expression(self, 0);
    }
}

/* --- Arrow functions -------------------------------------------------------------------------- */

/*
 * At the arrow; the scope of the parameters is open. The body goes on in a frame of its own; the
 * expression around, which is the frame `below`, is whole after it.
 */
static void push_arrow(LodeBodyWalk *self, size_t below, bool async)
{
    LodeFrame *around = &self->frames.items[below];
    around->state = WHOLE;
    uint16_t no_in = around->flags & LODE_WALK_NO_IN;
    lode__walk_next(self);
    lode__walk_enter_function(self, async, false, true);
    lode__walk_push(self, LODE_FRAME_ARROW, no_in);
}

void lode__walk_arrow(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    if (frame->state == 0) {
        frame->state = 1;
        if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACE)) {
            lode__walk_push(self, LODE_FRAME_BLOCK, LODE_WALK_BODY);
        } else {
            lode__walk_push_expression(self, (uint16_t)(frame->flags | LODE_WALK_ONE));
        }
        return;
    }
    lode__walk_leave_function(self);
    lode__walk_close_scope(self);
    lode__walk_pop(self);
}

/* x => …, async x => …: at the parameter. */
static void take_single_parameter(LodeBodyWalk *self, bool async)
{
    (void)lode__walk_open_scope(self, self->token.start);
    lode__walk_declare(self, false);
    lode__walk_next(self);
    push_arrow(self, self->frames.count - 1, async);
}

/* A parenthesis with an expression, or the arguments of what may be the name `async`. */
static void push_group(LodeBodyWalk *self, bool async)
{
    lode__walk_push(self, LODE_FRAME_GROUP, async ? LODE_WALK_ASYNC : 0);
    lode__walk_top(self)->value = (uint32_t)self->candidates.count;
    lode__walk_top(self)->mark = (uint32_t)self->edits.count;
    (void)lode__walk_open_scope(self, self->token.start);
    lode__walk_next(self);
    lode__walk_push_expression(self, LODE_WALK_COVER);
}

/* The mention of `async` right before the parenthesis at `start`, if it is the edit before `next`, is the keyword. */
static void forget_async(LodeBodyWalk *self, size_t next, uint32_t start)
{
    bool newline = false;
    LodeEdit *edit = next ? &self->edits.items[next - 1] : NULL;
    if (edit && (edit->kind == LODE_EDIT_READ_CALLED || edit->kind == LODE_EDIT_READ) &&
        lode_body_tokens_skip(&self->tokens, edit->end, &newline) == start) {
        edit->kind = LODE_EDIT_NONE;
    }
}

/* At the closing parenthesis. */
void lode__walk_group(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    uint32_t first = frame->value;
    uint32_t next_edit = frame->mark;
    bool async = frame->flags & LODE_WALK_ASYNC;
    uint32_t scope = lode_vec_last(&self->scopes);
    lode__walk_pop(self);
    lode__walk_expect(self, LODE_TOKEN_CLOSE_PAREN);
    if (!lode__walk_is(self, LODE_TOKEN_ARROW) || self->token.newline) {
        lode__walk_close_scope(self);
        self->candidates.count = first;
        return;
    }
    for (size_t i = first; i < self->candidates.count; i++) {
        LodeCandidate candidate = self->candidates.items[i];
        self->edits.items[candidate.edit].kind = LODE_EDIT_NONE;
        lode_body_names_declare(&self->names, scope, candidate.name);
    }
    self->candidates.count = first;
    if (async) {
        forget_async(self, next_edit, self->names.scopes.items[scope].start);
    }
    push_arrow(self, self->frames.count - 1, async);
}

/* --- Operands --------------------------------------------------------------------------------- */

static bool ends_expression(const LodeToken *token)
{
    switch (token->kind) {
    case LODE_TOKEN_END:
    case LODE_TOKEN_CLOSE_PAREN:
    case LODE_TOKEN_CLOSE_BRACKET:
    case LODE_TOKEN_CLOSE_BRACE:
    case LODE_TOKEN_SEMICOLON:
    case LODE_TOKEN_COMMA:
    case LODE_TOKEN_COLON:
        return true;
    default:
        return token->keyword == LODE_KEYWORD_IN;
    }
}

static void take_prefix(LodeBodyWalk *self, LodeFrame *frame)
{
    want(frame);
    lode__walk_next(self);
}

static void take_operand(LodeBodyWalk *self, LodeFrame *frame)
{
    have(frame);
    lode__walk_next(self);
}

/* A name that reads, is bound, or is the parameter of an arrow function. */
static void take_name(LodeBodyWalk *self, LodeFrame *frame)
{
    const LodeToken *after = lode__walk_peek(self);
    if (after->kind == LODE_TOKEN_ARROW && !after->newline) {
        take_single_parameter(self, false);
        return;
    }
    if (frame->flags & LODE_WALK_BIND && frame->flags & LODE_WALK_FIRST) {
        lode__walk_declare(self, frame->flags & LODE_WALK_VAR);
        frame->state = BOUND;
        lode__walk_next(self);
        return;
    }
    bool async = lode__walk_is_word(self, LODE_KEYWORD_ASYNC) && !(frame->flags & LODE_WALK_AFTER_NEW);
    lode__walk_mention(self, frame->flags, false);
    take_operand(self, frame);
    frame->flags |= async && !self->token.newline ? LODE_WALK_ASYNC_NAME : 0;
}

static void take_await(LodeBodyWalk *self, LodeFrame *frame)
{
    const LodeFunctionContext *function = lode__walk_function(self);
    if (self->is_module && function->is_top) {
        bool first = frame->flags & LODE_WALK_STATEMENT;
        self->has_top_level_await = true;
        lode__walk_edit(self, first ? LODE_EDIT_AWAIT_FIRST : LODE_EDIT_AWAIT, self->token.start, self->token.end,
                        self->token.start);
        frame->awaits++;
        take_prefix(self, frame);
    } else if (self->is_module || function->async) {
        self->operators += function->async;
        take_prefix(self, frame);
    } else {
        take_name(self, frame);
    }
}

static void take_yield(LodeBodyWalk *self, LodeFrame *frame)
{
    if (!lode__walk_function(self)->generator) {
        take_name(self, frame);
        return;
    }
    self->operators++;
    take_prefix(self, frame);
    if (self->token.newline || ends_expression(&self->token)) {
        frame->state = WHOLE;
    } else {
        (void)lode__walk_accept(self, LODE_TOKEN_STAR);
    }
}

static void take_new(LodeBodyWalk *self, LodeFrame *frame)
{
    take_prefix(self, frame);
    if (!lode__walk_accept(self, LODE_TOKEN_DOT)) {
        frame->flags |= LODE_WALK_AFTER_NEW;
        return;
    }
    /* new.target: there is one in a body, but none in a module. */
    lode__walk_suspect_if(self, !lode__walk_function(self)->own_arguments);
    if (lode__walk_is(self, LODE_TOKEN_NAME)) {
        take_operand(self, frame);
    }
}

/* delete x, delete (x): an import cannot be deleted, the property in its place can. */
static void take_delete(LodeBodyWalk *self, LodeFrame *frame)
{
    take_prefix(self, frame);
    bool is_name = lode__walk_is(self, LODE_TOKEN_NAME);
    LodeTokenKind after = is_name ? (LodeTokenKind)lode__walk_peek(self)->kind : LODE_TOKEN_END;
    bool has_member = after == LODE_TOKEN_DOT || after == LODE_TOKEN_OPTIONAL || after == LODE_TOKEN_OPEN_BRACKET;
    lode__walk_suspect_if(self, lode__walk_is(self, LODE_TOKEN_OPEN_PAREN) || (is_name && !has_member));
}

/* Behind import.meta or the like: only a member of import.meta can be assigned to. */
static bool has_member_behind(const LodeBodyWalk *self)
{
    return lode__walk_is(self, LODE_TOKEN_DOT) || lode__walk_is(self, LODE_TOKEN_OPTIONAL) ||
           lode__walk_is(self, LODE_TOKEN_OPEN_BRACKET);
}

/* import(…), import.meta, import.defer(…) */
static void take_import(LodeBodyWalk *self, LodeFrame *frame)
{
    LodeToken word = self->token;
    lode__walk_suspect_if(self, frame->flags & LODE_WALK_AFTER_NEW);
    take_operand(self, frame);
    if (lode__walk_is(self, LODE_TOKEN_OPEN_PAREN)) {
        lode__walk_edit(self, self->is_module ? LODE_EDIT_IMPORT : LODE_EDIT_IMPORT_SCRIPT, word.start, word.end, 0);
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_PAREN, LODE_WALK_IMPORTED);
    } else if (lode__walk_accept(self, LODE_TOKEN_DOT)) {
        if (lode__walk_is_word(self, LODE_KEYWORD_META) && self->is_module) {
            self->uses_import_meta = true;
            lode__walk_edit(self, LODE_EDIT_META, word.start, self->token.end, 0);
        }
        lode__walk_suspect_if(self, !lode__walk_is_word(self, LODE_KEYWORD_META));
        if (lode__walk_is(self, LODE_TOKEN_NAME)) {
            lode__walk_next(self);
        }
        lode__walk_suspect_if(self, !has_member_behind(self));
    }
}

static void take_function(LodeBodyWalk *self, LodeFrame *frame)
{
    have(frame);
    lode__walk_push(self, LODE_FRAME_FUNCTION, 0);
    lode__walk_begin_function(self);
}

/* Whether `=>` follows the token ahead. */
static bool is_arrow_behind_ahead(LodeBodyWalk *self)
{
    LodeBodyTokens tokens = self->tokens;
    LodeToken token = lode_body_tokens_next(&tokens);
    return token.kind == LODE_TOKEN_ARROW;
}

static void take_async(LodeBodyWalk *self, LodeFrame *frame)
{
    const LodeToken *after = lode__walk_peek(self);
    bool beside = after->kind == LODE_TOKEN_NAME && !after->newline;
    if (beside && after->keyword == LODE_KEYWORD_FUNCTION) {
        take_function(self, frame);
    } else if (beside && is_arrow_behind_ahead(self)) {
        lode__walk_next(self);
        take_single_parameter(self, true);
    } else {
        take_name(self, frame);
    }
}

static void take_word(LodeBodyWalk *self, LodeFrame *frame)
{
    switch (self->token.keyword) {
    case LODE_KEYWORD_TYPEOF:
    case LODE_KEYWORD_VOID:
        take_prefix(self, frame);
        return;
    case LODE_KEYWORD_DELETE:
        take_delete(self, frame);
        return;
    case LODE_KEYWORD_AWAIT:
        take_await(self, frame);
        return;
    case LODE_KEYWORD_YIELD:
        take_yield(self, frame);
        return;
    case LODE_KEYWORD_NEW:
        take_new(self, frame);
        return;
    case LODE_KEYWORD_IMPORT:
        take_import(self, frame);
        return;
    case LODE_KEYWORD_FUNCTION:
        take_function(self, frame);
        return;
    case LODE_KEYWORD_ASYNC:
        take_async(self, frame);
        return;
    case LODE_KEYWORD_CLASS:
        have(frame);
        lode__walk_push(self, LODE_FRAME_CLASS, 0);
        lode__walk_begin_class(self);
        return;
    default:
        take_name(self, frame);
        return;
    }
}

/* [ or { where an operand begins: a literal, or a pattern. */
static void take_pattern(LodeBodyWalk *self, LodeFrame *frame)
{
    bool first = frame->flags & LODE_WALK_FIRST;
    uint16_t inherited = first ? frame->flags & INHERITED_BY_PATTERNS : 0;
    bool binds = inherited & LODE_WALK_BIND;
    have(frame);
    frame->state = binds ? BOUND : HAS;
    if (lode__walk_is(self, LODE_TOKEN_OPEN_BRACKET)) {
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_BRACKET, inherited);
    } else {
        lode__walk_next(self);
        lode__walk_push(self, LODE_FRAME_OBJECT, inherited);
    }
}

static void walk_operand(LodeBodyWalk *self, LodeFrame *frame)
{
    switch (self->token.kind) {
    case LODE_TOKEN_NAME:
        take_word(self, frame);
        return;
    case LODE_TOKEN_PRIVATE:
    case LODE_TOKEN_STRING:
    case LODE_TOKEN_LITERAL:
    case LODE_TOKEN_TEMPLATE:
        take_operand(self, frame);
        return;
    case LODE_TOKEN_TEMPLATE_OPEN:
        have(frame);
        push_template(self);
        return;
    case LODE_TOKEN_OPEN_PAREN:
        have(frame);
        push_group(self, false);
        return;
    case LODE_TOKEN_OPEN_BRACKET:
    case LODE_TOKEN_OPEN_BRACE:
        take_pattern(self, frame);
        return;
    case LODE_TOKEN_SLASH:
        self->token = lode_body_tokens_regex(&self->tokens, self->token);
        take_operand(self, frame);
        return;
    case LODE_TOKEN_SPREAD:
        lode__walk_suspect_if(self, frame->flags & LODE_WALK_IMPORTED);
        lode__walk_next(self);
        return;
    case LODE_TOKEN_COMMA:
        if (frame->flags & LODE_WALK_ONE) {
            end_expression(self, frame);
        } else {
            frame->flags |= LODE_WALK_FIRST; /* a hole in an array */
            lode__walk_next(self);
        }
        return;
    default:
        if (ends_expression(&self->token)) {
            lode__walk_suspect_if(self, frame->flags & LODE_WALK_IMPORTED);
            end_expression(self, frame);
        } else {
            take_prefix(self, frame); /* + - ++ -- ! ~ */
        }
        return;
    }
}

/* --- What follows an operand ------------------------------------------------------------------ */

static void take_binary(LodeBodyWalk *self, LodeFrame *frame)
{
    end_operand(self, frame);
    want(frame);
    lode__walk_next(self);
}

static void take_comma(LodeBodyWalk *self, LodeFrame *frame)
{
    end_operand(self, frame);
    if (frame->flags & LODE_WALK_ONE) {
        lode__walk_pop(self);
        return;
    }
    lode__walk_suspect_if(self, frame->flags & LODE_WALK_IMPORTED); /* not each number of arguments is allowed */
    want(frame);
    frame->flags |= LODE_WALK_FIRST;
    lode__walk_next(self);
}

static void walk_behind_operand(LodeBodyWalk *self, LodeFrame *frame)
{
    bool async = frame->flags & LODE_WALK_ASYNC_NAME;
    frame->flags &= (uint16_t)~LODE_WALK_ASYNC_NAME;
    switch (self->token.kind) {
    case LODE_TOKEN_DOT:
    case LODE_TOKEN_OPTIONAL:
        lode__walk_next(self);
        if (lode__walk_is(self, LODE_TOKEN_NAME) || lode__walk_is(self, LODE_TOKEN_PRIVATE)) {
            lode__walk_next(self);
        }
        return;
    case LODE_TOKEN_OPEN_PAREN:
        if (async) {
            push_group(self, true);
        } else {
            lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_PAREN, 0);
        }
        return;
    case LODE_TOKEN_OPEN_BRACKET:
        lode__walk_push_bracket(self, LODE_TOKEN_CLOSE_BRACKET, 0);
        return;
    case LODE_TOKEN_TEMPLATE:
        lode__walk_next(self);
        return;
    case LODE_TOKEN_TEMPLATE_OPEN:
        push_template(self);
        return;
    case LODE_TOKEN_STEP:
        if (self->token.newline) {
            end_expression(self, frame);
        } else {
            lode__walk_next(self);
        }
        return;
    case LODE_TOKEN_ASSIGN:
    case LODE_TOKEN_OPERATOR:
    case LODE_TOKEN_SIGN:
    case LODE_TOKEN_STAR:
    case LODE_TOKEN_SLASH:
        take_binary(self, frame);
        return;
    case LODE_TOKEN_QUESTION:
        end_operand(self, frame);
        frame->state = CHOOSES;
        lode__walk_next(self);
        lode__walk_push_expression(self, LODE_WALK_ONE);
        return;
    case LODE_TOKEN_COMMA:
        take_comma(self, frame);
        return;
    case LODE_TOKEN_NAME:
        if (self->token.keyword == LODE_KEYWORD_INSTANCEOF ||
            (self->token.keyword == LODE_KEYWORD_IN && !(frame->flags & LODE_WALK_NO_IN))) {
            take_binary(self, frame);
        } else {
            end_expression(self, frame);
        }
        return;
    default:
        end_expression(self, frame);
        return;
    }
}

void lode__walk_expression(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    switch (frame->state) {
    case WANTS:
        walk_operand(self, frame);
        return;
    case HAS:
        walk_behind_operand(self, frame);
        return;
    case BOUND:
        if (lode__walk_is(self, LODE_TOKEN_ASSIGN)) {
            take_binary(self, frame);
            return;
        }
        break;
    case CHOOSES:
        want(frame);
        lode__walk_expect(self, LODE_TOKEN_COLON);
        return;
    default:
        break;
    }
    if (lode__walk_is(self, LODE_TOKEN_COMMA)) {
        take_comma(self, frame);
    } else {
        end_expression(self, frame);
    }
}

/* Reading order: tokens, frames, edits, scopes, mentions, the loop. */
#include "syntax/body_walk.h"

#include "syntax/constant.h"

/* --- Tokens ----------------------------------------------------------------------------------- */

void lode__walk_next(LodeBodyWalk *self)
{
    self->previous_end = self->token.end;
    if (self->has_ahead) {
        self->token = self->ahead;
        self->has_ahead = false;
    } else {
        self->token = lode_body_tokens_next(&self->tokens);
    }
}

bool lode__walk_accept(LodeBodyWalk *self, LodeTokenKind kind)
{
    bool is = lode__walk_is(self, kind);
    if (is) {
        lode__walk_next(self);
    }
    return is;
}

void lode__walk_expect(LodeBodyWalk *self, LodeTokenKind kind)
{
    lode__walk_suspect_if(self, !lode__walk_accept(self, kind));
}

const LodeToken *lode__walk_peek(LodeBodyWalk *self)
{
    if (!self->has_ahead) {
        self->ahead = lode_body_tokens_next(&self->tokens);
        self->has_ahead = true;
    }
    return &self->ahead;
}

/* --- Frames ----------------------------------------------------------------------------------- */

void lode__walk_push(LodeBodyWalk *self, LodeFrameKind kind, uint16_t flags)
{
    LodeFrame frame = {.kind = (uint8_t)kind, .flags = flags, .mark = UINT32_MAX};
    lode_vec_push(&self->frames, frame);
}

void lode__walk_become(LodeBodyWalk *self, LodeFrameKind kind, uint16_t flags)
{
    LodeFrame frame = {.kind = (uint8_t)kind, .flags = flags, .mark = UINT32_MAX};
    *lode__walk_top(self) = frame;
}

void lode__walk_pop(LodeBodyWalk *self)
{
    self->frames.count--;
}

void lode__walk_push_expression(LodeBodyWalk *self, uint16_t flags)
{
    lode__walk_push(self, LODE_FRAME_EXPRESSION, flags | LODE_WALK_FIRST);
}

void lode__walk_begin_element(LodeBodyWalk *self)
{
    LodeFrame *frame = lode__walk_top(self);
    if (frame->mark == self->token.start) {
        self->is_suspect = true; /* a bracket that closes nothing could close the body */
        lode__walk_next(self);
    }
    frame->mark = self->token.start;
}

/* --- Edits ------------------------------------------------------------------------------------ */

void lode__walk_edit(LodeBodyWalk *self, LodeEditKind kind, uint32_t start, uint32_t end, uint32_t value)
{
    LodeEdit edit = {start, end, value, (uint8_t)kind};
    lode_vec_push(&self->edits, edit);
}

void lode__walk_insert(LodeBodyWalk *self, LodeEditKind kind, uint32_t value)
{
    lode__walk_edit(self, kind, self->previous_end, self->previous_end, value);
}

/* --- Scopes ----------------------------------------------------------------------------------- */

uint32_t lode__walk_open_scope(LodeBodyWalk *self, uint32_t start)
{
    uint32_t scope = lode_body_names_open(&self->names, start);
    lode_vec_push(&self->scopes, scope);
    return scope;
}

void lode__walk_close_scope(LodeBodyWalk *self)
{
    uint32_t scope = lode_vec_pop(&self->scopes);
    self->names.scopes.items[scope].end = self->previous_end;
}

void lode__walk_enter_function(LodeBodyWalk *self, bool async, bool generator, bool arrow)
{
    LodeFunctionContext context = {
        .var_scope = lode_vec_last(&self->scopes),
        .async = async,
        .generator = generator,
        .own_arguments = !arrow || lode__walk_function(self)->own_arguments,
    };
    lode_vec_push(&self->functions, context);
}

void lode__walk_leave_function(LodeBodyWalk *self)
{
    self->functions.count--;
}

/* --- Mentions --------------------------------------------------------------------------------- */

static LodeStr name_of(LodeBodyWalk *self, const LodeToken *token)
{
    LodeStr text = lode_str_slice(self->tokens.source, token->start, token->end);
    if (!token->escaped) {
        return text;
    }
    LodeBuf decoded = {0};
    lode_constant_decode(&decoded, text, false);
    LodeStr copy = lode_arena_copy(self->arena, lode_buf_str(&decoded));
    lode_buf_release(&decoded);
    lode_vec_push(&self->escaped, copy);
    return copy;
}

/* A function of the top level has its name for itself. In a function, as the body is one, it could share it. */
static void declare_top(LodeBodyWalk *self, LodeStr text, bool is_function)
{
    bool known;
    const LodeNameValue *item = lode_nameset_add(&self->tops, text, is_function, &known);
    lode__walk_suspect_if(self, known && (is_function || item->value));
}

static LodeStr declare(LodeBodyWalk *self, uint32_t scope)
{
    LodeStr text = name_of(self, &self->token);
    uint32_t name = lode_body_names_find(&self->names, text);
    if (name != LODE_NO_BODY_NAME) {
        lode__walk_suspect_if(self, scope == 0); /* beside the import, which is not bound in the body */
        lode_body_names_declare(&self->names, scope, name);
    }
    return text;
}

void lode__walk_declare(LodeBodyWalk *self, bool is_var)
{
    uint32_t scope = is_var ? lode__walk_function(self)->var_scope : lode_vec_last(&self->scopes);
    LodeStr text = declare(self, scope);
    if (is_var && scope == 0 && self->is_module) {
        declare_top(self, text, false);
    }
}

void lode__walk_declare_function(LodeBodyWalk *self)
{
    uint32_t scope = lode_vec_last(&self->scopes);
    LodeStr text = declare(self, scope);
    if (scope == 0 && self->is_module) {
        declare_top(self, text, true);
    }
}

/*
 * Whether the value of the name, in parentheses or not, is called: what follows from `at` on, a closing
 * parenthesis or ?. , ends in a parenthesis or template. Each run of parentheses is read for the one
 * name before it. More than what is called may be meant, if (x) (y), and no harm is done.
 */
static bool is_called_behind(const LodeBodyWalk *self, uint32_t at)
{
    bool newline = false;
    LodeStr source = self->tokens.source;
    while (at < source.size && source.data[at] == ')') {
        at = lode_body_tokens_skip(&self->tokens, at + 1, &newline);
    }
    if (lode_str_starts_with(lode_str_slice(source, at, source.size), LODE_STR("?."))) {
        at = lode_body_tokens_skip(&self->tokens, at + 2, &newline);
    }
    return at < source.size && (source.data[at] == '(' || source.data[at] == '`');
}

static LodeEditKind kind_of_read(LodeBodyWalk *self, uint16_t flags)
{
    const LodeToken *after = lode__walk_peek(self);
    bool constructed = flags & LODE_WALK_AFTER_NEW;
    switch (after->kind) {
    case LODE_TOKEN_OPEN_PAREN:
        return constructed ? LODE_EDIT_READ : LODE_EDIT_READ_CALLED;
    case LODE_TOKEN_TEMPLATE:
    case LODE_TOKEN_TEMPLATE_OPEN:
        return constructed ? LODE_EDIT_READ_TAG : LODE_EDIT_READ_CALLED;
    case LODE_TOKEN_CLOSE_PAREN:
    case LODE_TOKEN_OPTIONAL:
        return !constructed && is_called_behind(self, after->start) ? LODE_EDIT_READ_CALLED : LODE_EDIT_READ;
    default:
        return LODE_EDIT_READ;
    }
}

/* Whether the name is an element of its own, as a parameter is: behind it comes the next, the end or a default. */
static bool can_be_bound(LodeBodyWalk *self)
{
    switch (lode__walk_peek(self)->kind) {
    case LODE_TOKEN_COMMA:
    case LODE_TOKEN_ASSIGN:
    case LODE_TOKEN_CLOSE_PAREN:
    case LODE_TOKEN_CLOSE_BRACKET:
    case LODE_TOKEN_CLOSE_BRACE:
        return true;
    default:
        return false;
    }
}

void lode__walk_mention(LodeBodyWalk *self, uint16_t flags, bool is_property)
{
    LodeToken token = self->token;
    LodeStr text = name_of(self, &token);
    if (self->is_module && !lode__walk_function(self)->own_arguments && lode_str_equal(text, LODE_STR("arguments"))) {
        self->is_suspect = true; /* no name that could be assigned to, or deleted */
        lode__walk_edit(self, is_property ? LODE_EDIT_ARGUMENTS_PROPERTY : LODE_EDIT_ARGUMENTS, token.start, token.end,
                        0);
        return;
    }
    uint32_t name = lode_body_names_find(&self->names, text);
    if (name == LODE_NO_BODY_NAME) {
        return;
    }
    if (flags & LODE_WALK_COVER && flags & LODE_WALK_FIRST && can_be_bound(self)) {
        LodeCandidate candidate = {(uint32_t)self->edits.count, name};
        lode_vec_push(&self->candidates, candidate);
    }
    LodeEditKind kind = is_property ? LODE_EDIT_READ_PROPERTY : kind_of_read(self, flags);
    lode__walk_edit(self, kind, token.start, token.end, name);
}

/* --- The loop --------------------------------------------------------------------------------- */

static void walk_program(LodeBodyWalk *self)
{
    if (lode__walk_is(self, LODE_TOKEN_END)) {
        lode__walk_pop(self);
        return;
    }
    lode__walk_begin_element(self);
    lode__walk_push(self, LODE_FRAME_STATEMENT, 0);
}

static void (*const steps[LODE_FRAME_KIND_COUNT])(LodeBodyWalk *) = {
    [LODE_FRAME_PROGRAM] = walk_program,
    [LODE_FRAME_BLOCK] = lode__walk_block,
    [LODE_FRAME_STATEMENT] = lode__walk_statement,
    [LODE_FRAME_END_STATEMENT] = lode__walk_end_statement,
    [LODE_FRAME_IF] = lode__walk_if,
    [LODE_FRAME_WHILE] = lode__walk_while,
    [LODE_FRAME_DO] = lode__walk_do,
    [LODE_FRAME_FOR] = lode__walk_for,
    [LODE_FRAME_SWITCH] = lode__walk_switch,
    [LODE_FRAME_TRY] = lode__walk_try,
    [LODE_FRAME_DEFAULT] = lode__walk_default,
    [LODE_FRAME_EXPRESSION] = lode__walk_expression,
    [LODE_FRAME_BRACKET] = lode__walk_bracket,
    [LODE_FRAME_GROUP] = lode__walk_group,
    [LODE_FRAME_TEMPLATE] = lode__walk_template,
    [LODE_FRAME_ARROW] = lode__walk_arrow,
    [LODE_FRAME_FUNCTION] = lode__walk_function_frame,
    [LODE_FRAME_CLASS] = lode__walk_class,
    [LODE_FRAME_OBJECT] = lode__walk_object,
};

/* So many frames come near to what the stack of an engine holds: then it counts how deep the source is. */
enum { DEEP = 2048 };

void lode_body_walk(LodeBodyWalk *self, LodeStr source, uint32_t start, bool is_module, LodeArena *arena)
{
    self->tokens = (LodeBodyTokens){.source = source, .at = start, .html_comments = !is_module};
    self->is_module = is_module;
    self->arena = arena;
    self->token.end = start;
    lode__walk_next(self);
    (void)lode__walk_open_scope(self, 0);
    LodeFunctionContext top = {.var_scope = 0, .is_top = true, .own_arguments = !is_module};
    lode_vec_push(&self->functions, top);
    lode__walk_push(self, LODE_FRAME_PROGRAM, 0);
    while (self->frames.count) {
        steps[lode__walk_top(self)->kind](self);
    }
    bool foreign = self->tokens.operators != self->operators || self->bound != self->names.imports.count;
    lode__walk_suspect_if(self, foreign || self->tokens.is_odd || self->frames.capacity > DEEP);
}

void lode_body_walk_release(LodeBodyWalk *self)
{
    lode_vec_release(&self->frames);
    lode_vec_release(&self->functions);
    lode_vec_release(&self->scopes);
    lode_vec_release(&self->candidates);
    lode_vec_release(&self->edits);
    lode_vec_release(&self->escaped);
    lode_nameset_release(&self->tops);
    lode_body_names_release(&self->names);
}

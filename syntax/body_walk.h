/*
 * Body walk: one pass over the tokens of a program that finds what its body writes differently.
 *
 * A parser that believes its input: it has to know where it is (statement, expression, pattern, class, …) but not what
 * is wrong. It keeps an explicit stack of frames, one for each construct that is open, and each step looks at the
 * topmost frame and the current token: it takes tokens, pushes a frame, or pops its own.
 *
 *   body_walk.c         frames, scopes, functions, mentions, the loop
 *   body_statements.c   statements, loops, try, switch
 *   body_module.c       import and export declarations
 *   body_expressions.c  expressions, parentheses, arrow functions
 *   body_functions.c    functions, classes, object literals
 *
 * What could be the parameters of an arrow function, (a, {b = c}) => …, is read as an
 * expression; names that would be bound there are remembered as candidates until the
 * arrow comes or does not.
 *
 * The result is a list of edits in the order of the source, which body_write.c carries out.
 * Text that is no program gives some edits.
 *
 * Suspicion. What is wrong with a source is wrong with its body too, and found there by the engine, but for
 *  - what edits hide: `delete x` becomes `delete $lode.i[0].x`, `import 'a' b` becomes `; b`, …
 *  - what a function may contain and a module may not: return, yield, await as a name, comments as in HTML, two
 *    functions of one name, a bracket that closes the body.
 * Each place that makes such an edit, or reads such a thing, calls the source suspect where it is in doubt. As long as
 * nothing is suspect the walk is where the engine will be when it reads the body, so that a token which the walk does
 * not expect is an error there as well; most of these are suspect all the same.
 *
 * Time and memory are linear; no C stack is used for nesting.
 */
#ifndef LODE_SYNTAX_BODY_WALK_H
#define LODE_SYNTAX_BODY_WALK_H

#include "syntax/body_names.h"
#include "syntax/body_tokens.h"

/* What stands in the place of a span of the source. */
typedef enum LodeEditKind {
    LODE_EDIT_NONE,          /* nothing happens: a mention that turned out to bind a parameter */
    LODE_EDIT_READ,          /* an imported name: $lode.i[0].x */
    LODE_EDIT_READ_CALLED,   /* $lode.call($lode.i[0].x) */
    LODE_EDIT_READ_TAG,      /* the same in parentheses, for new x`` */
    LODE_EDIT_READ_PROPERTY, /* x: $lode.i[0].x */
    LODE_EDIT_ARGUMENTS,     /* the free name, which is nobody's */
    LODE_EDIT_ARGUMENTS_PROPERTY,
    LODE_EDIT_META,          /* $lode.meta */
    LODE_EDIT_IMPORT,        /* the word import of a call: $lode.import */
    LODE_EDIT_IMPORT_SCRIPT, /* the same in a script: $lodeImport */
    LODE_EDIT_AWAIT,         /* (yield $lode.at(N,( */
    LODE_EDIT_AWAIT_FIRST,   /* the same where a statement begins */
    LODE_EDIT_AWAIT_END,     /* ))) */
    LODE_EDIT_DROP,          /* nothing */
    LODE_EDIT_VANISH,        /* a semicolon */
    LODE_EDIT_DEFAULT,       /* const …default = ({default: */
    LODE_EDIT_DEFAULT_END,   /* }).default; */
    LODE_EDIT_DEFAULT_NAME,  /* of a function */
    LODE_EDIT_LOOP,          /* for await: before all of it */
    LODE_EDIT_LOOP_TARGET,   /* before what is assigned */
    LODE_EDIT_LOOP_TARGET_END,
    LODE_EDIT_LOOP_VALUES, /* before what is iterated */
    LODE_EDIT_LOOP_VALUES_END,
    LODE_EDIT_LOOP_END
} LodeEditKind;

typedef struct LodeEdit {
    uint32_t start;
    uint32_t end;
    uint32_t value; /* index of a followed name or number of a loop */
    uint8_t kind;
} LodeEdit;

typedef enum LodeFrameKind {
    LODE_FRAME_PROGRAM,
    LODE_FRAME_BLOCK,
    LODE_FRAME_STATEMENT,
    LODE_FRAME_END_STATEMENT,
    LODE_FRAME_IF,
    LODE_FRAME_WHILE,
    LODE_FRAME_DO,
    LODE_FRAME_FOR,
    LODE_FRAME_SWITCH,
    LODE_FRAME_TRY,
    LODE_FRAME_DEFAULT, /* export default EXPRESSION */
    LODE_FRAME_EXPRESSION,
    LODE_FRAME_BRACKET, /* EXPRESSION and the closing bracket */
    LODE_FRAME_GROUP,   /* a parenthesis that can be the head of an arrow function */
    LODE_FRAME_TEMPLATE,
    LODE_FRAME_ARROW,
    LODE_FRAME_FUNCTION,
    LODE_FRAME_CLASS,
    LODE_FRAME_OBJECT,
    LODE_FRAME_KIND_COUNT
} LodeFrameKind;

/* Flags of frames. */
enum {
    /* expressions */
    LODE_WALK_ONE = 1 << 0,   /* a comma ends it */
    LODE_WALK_NO_IN = 1 << 1, /* so does `in` */
    LODE_WALK_FIRST = 1 << 2, /* nothing of the current element has been read */
    LODE_WALK_COVER = 1 << 3, /* names may turn out to be parameters */
    LODE_WALK_BIND = 1 << 4,  /* names are declared */
    LODE_WALK_VAR = 1 << 5,   /* … with var */
    LODE_WALK_AFTER_NEW = 1 << 6,
    LODE_WALK_ASYNC_NAME = 1 << 7, /* the operand is the name async, unparenthesised */
    LODE_WALK_STATEMENT = 1 << 8,  /* the expression begins a statement */
    LODE_WALK_IMPORTED = 1 << 9,   /* the argument of import(…) */
    /* functions, members */
    LODE_WALK_ASYNC = 1 << 9, /* no expression has this flag, or one of those below */
    LODE_WALK_GENERATOR = 1 << 10,
    LODE_WALK_METHOD = 1 << 11,
    LODE_WALK_DEFAULT = 1 << 12, /* export default */
    LODE_WALK_DECLARATION = 1 << 13,
    /* blocks and loops */
    LODE_WALK_BODY = 1 << 14,  /* of a function: the scope of var */
    LODE_WALK_AWAITS = 1 << 15 /* a for await of the module's top level */
};

typedef struct LodeFrame {
    uint8_t kind;
    uint8_t state;
    uint16_t flags;
    uint32_t mark;   /* lists: where the last element began; groups: how many edits there were */
    uint32_t value;  /* statements, loops: a label or number; groups: candidates; brackets: the closing token */
    uint32_t awaits; /* expressions: operators `await` of the module whose operand is being read */
} LodeFrame;

typedef struct LodeFunctionContext {
    uint32_t var_scope;
    bool async;
    bool generator;
    bool own_arguments;
    bool is_top;
} LodeFunctionContext;

/* A mention inside a parenthesis that can be the head of an arrow function. */
typedef struct LodeCandidate {
    uint32_t edit; /* index */
    uint32_t name;
} LodeCandidate;

typedef struct LodeBodyWalk {
    LodeBodyTokens tokens;
    LodeToken token; /* the current one */
    LodeToken ahead;
    bool has_ahead;
    uint32_t previous_end; /* one past the token before */
    bool is_module;
    bool has_top_level_await;
    bool uses_import_meta;
    bool names_default_function;
    bool is_suspect;
    uint32_t loops;     /* of for await */
    uint32_t operators; /* how many words `await` and `yield` belong to a function, which need not be a module's */
    uint32_t bound;     /* how many names are bound by import declarations, one counted as often as it is */
    LodeNameSet tops;   /* functions (1) and variables (0) of the top level */
    LODE_VEC(LodeFrame) frames;
    LODE_VEC(LodeFunctionContext) functions;
    LODE_VEC(uint32_t) scopes; /* open ones, indices of names.scopes */
    LODE_VEC(LodeCandidate) candidates;
    LODE_VEC(LodeEdit) edits;
    LODE_VEC(LodeStr) escaped; /* names that were written with escapes, in the arena */
    LodeBodyNames names;
    LodeArena *arena;
} LodeBodyWalk;

/* A zeroed LodeBodyWalk in which names are followed is ready. */
void lode_body_walk_release(LodeBodyWalk *self);
/* Fills `edits`, the scopes and declarations of `names`, and what is told of the module. */
void lode_body_walk(LodeBodyWalk *self, LodeStr source, uint32_t start, bool is_module, LodeArena *arena);

/* --- Between the five files. A frame is valid until the next one is pushed. */

static inline LodeFrame *lode__walk_top(LodeBodyWalk *self)
{
    return &lode_vec_last(&self->frames);
}

static inline bool lode__walk_is(const LodeBodyWalk *self, LodeTokenKind kind)
{
    return self->token.kind == kind;
}

static inline bool lode__walk_is_word(const LodeBodyWalk *self, LodeKeyword keyword)
{
    return self->token.keyword == keyword;
}

static inline LodeFunctionContext *lode__walk_function(LodeBodyWalk *self)
{
    return &lode_vec_last(&self->functions);
}

/* Goes on to the next token. */
void lode__walk_next(LodeBodyWalk *self);
/* Takes the token if it is of the kind. */
bool lode__walk_accept(LodeBodyWalk *self, LodeTokenKind kind);
/* The same where nothing else can stand. */
void lode__walk_expect(LodeBodyWalk *self, LodeTokenKind kind);
/* Something that is an early error of modules and may be none in the body (body.h). */
static inline void lode__walk_suspect_if(LodeBodyWalk *self, bool condition)
{
    self->is_suspect |= condition;
}
/* The token after the current one. */
const LodeToken *lode__walk_peek(LodeBodyWalk *self);
void lode__walk_push(LodeBodyWalk *self, LodeFrameKind kind, uint16_t flags);
/* The topmost frame becomes another, in its first state. */
void lode__walk_become(LodeBodyWalk *self, LodeFrameKind kind, uint16_t flags);
void lode__walk_pop(LodeBodyWalk *self);
void lode__walk_push_expression(LodeBodyWalk *self, uint16_t flags);
/* Before another element of the topmost frame, a list: skips a token if the last element took none. */
void lode__walk_begin_element(LodeBodyWalk *self);

void lode__walk_edit(LodeBodyWalk *self, LodeEditKind kind, uint32_t start, uint32_t end, uint32_t value);
/* An edit that only adds something after the token before the current one. */
void lode__walk_insert(LodeBodyWalk *self, LodeEditKind kind, uint32_t value);

uint32_t lode__walk_open_scope(LodeBodyWalk *self, uint32_t start);
void lode__walk_close_scope(LodeBodyWalk *self);
void lode__walk_enter_function(LodeBodyWalk *self, bool async, bool generator, bool arrow);
void lode__walk_leave_function(LodeBodyWalk *self);
/* Declares the name that is the current token, in the innermost scope or that of var. */
void lode__walk_declare(LodeBodyWalk *self, bool is_var);
void lode__walk_declare_function(LodeBodyWalk *self);
/* Notes what the name that is the current token reads or writes, if that is of interest. */
void lode__walk_mention(LodeBodyWalk *self, uint16_t flags, bool is_property);

void lode__walk_statement(LodeBodyWalk *self);
void lode__walk_block(LodeBodyWalk *self);
void lode__walk_if(LodeBodyWalk *self);
void lode__walk_while(LodeBodyWalk *self);
void lode__walk_do(LodeBodyWalk *self);
void lode__walk_for(LodeBodyWalk *self);
void lode__walk_switch(LodeBodyWalk *self);
void lode__walk_try(LodeBodyWalk *self);
void lode__walk_end_statement(LodeBodyWalk *self);
/* Takes a semicolon, which may be missing where one is added by itself (ECMAScript 12.10). */
void lode__walk_expect_end(LodeBodyWalk *self);

/* The topmost frame is a statement, the current token `import` or `export`. */
void lode__walk_import(LodeBodyWalk *self);
void lode__walk_export(LodeBodyWalk *self);
void lode__walk_default(LodeBodyWalk *self);

void lode__walk_expression(LodeBodyWalk *self);
void lode__walk_bracket(LodeBodyWalk *self);
void lode__walk_group(LodeBodyWalk *self);
void lode__walk_template(LodeBodyWalk *self);
void lode__walk_arrow(LodeBodyWalk *self);
/* Pushes the frame of a parenthesis or bracket with an expression in it, and takes the opening one. */
void lode__walk_push_bracket(LodeBodyWalk *self, LodeTokenKind close, uint16_t flags);

void lode__walk_function_frame(LodeBodyWalk *self);
void lode__walk_class(LodeBodyWalk *self);
void lode__walk_object(LodeBodyWalk *self);
/*
 * At `async` or `function`, or a method's parenthesis: fills the topmost frame, of kind FUNCTION, up to the
 * parameters.
 */
void lode__walk_begin_function(LodeBodyWalk *self);
/* At `class`: the same for a frame of kind CLASS, up to the heritage. */
void lode__walk_begin_class(LodeBodyWalk *self);

#endif

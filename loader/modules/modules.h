/*
 * Modules: every ES module that a host has loaded, and ECMAScript's algorithms on them.
 *
 * CommonJS, JSON and core modules are in the table where an ES module asks for them, as
 * Node's synthetic modules: their names are known when they are linked, their
 * values when they are evaluated. Modules are numbers of one growing LodeGraph, so the
 * static linker (graph/link.h) answers which binding a name reaches, here as in `lode check`.
 *
 *                    load.c                 link.c                    evaluate.c
 *      NEW ─────────────────────▶ UNLINKED ─────────▶ LINKED ─────────▶ EVALUATING
 *       │  source read and compiled,   ▲         │                      │       │
 *       │  every request resolved      └─────────┘           body ended │       │ it awaits, or waits for
 *       │                              a link error                     │       │ a module that does
 *       ▼                              of the graph                     ▼       ▼
 *    NEW again: it could not be                                 EVALUATED ◀── EVALUATING_ASYNC
 *    read, resolved or compiled                           with `failure` where        async.c
 *                                                         the body, or one below, threw
 *
 * In a state one may rely on:
 *   UNLINKED          record, edges and a factory (the compiled body) are there, and so they are in
 *                     every module that it reaches
 *   LINKED            its bindings exist (functions are hoisted, `let` is in its dead zone), and those of all
 *                     that it reaches; imported names are bound
 *   EVALUATING        on the stack of InnerModuleEvaluation
 *   EVALUATING_ASYNC  `cycle_root` is set; `pending` dependencies have not ended, or its body awaits
 *   EVALUATED         `cycle_root` is set; nothing changes any more
 *
 * Specification: ECMAScript, "Cyclic Module Records" and "Source Text Module Records". No function
 * here recurses over the graph. Values of the engine live in one object for each module
 * (`environment`, core/internal/esm.js), which is kept as long as the table.
 */
#ifndef LODE_LOADER_MODULES_H
#define LODE_LOADER_MODULES_H

#include "base/intern.h"
#include "graph/link.h"
#include "loader/host_state.h"

typedef enum LodeModuleStatus {
    LODE_MODULE_NEW,
    LODE_MODULE_UNLINKED,
    LODE_MODULE_LINKED,
    LODE_MODULE_EVALUATING,
    LODE_MODULE_EVALUATING_ASYNC,
    LODE_MODULE_EVALUATED
} LodeModuleStatus;

/* Values of `async_order` that are no place in the order. */
#define LODE_ASYNC_UNSET 0u
#define LODE_ASYNC_DONE UINT32_MAX

typedef struct LodeModuleState {
    LodeModuleStatus status;
    LodeFormat format;       /* MODULE: source text; the others are synthetic */
    LodeFormat asked_format; /* as it was resolved */
    bool has_top_level_await;
    bool has_await_below; /* it or a module that it reaches awaits at the top level; see order.c */
    bool is_detected;     /* only its syntax says that it is a module */
    bool is_seen_early;   /* something may look at it before it has run; see order.c */
    bool is_late;         /* modules of an unfinished cycle run before it; see components.c */
    bool has_instance;    /* the first step of its body ran: bindings exist */
    bool is_bound;        /* its imported names are bound */
    bool is_visited;      /* by a walk that goes on; who marks it clears it */
    uint32_t load;        /* while loading: the walk that visited it. Hooks of the program may load within a load */
    uint32_t request_count;
    LodeModuleIndex link_root; /* from where its evaluation is to begin, for is_seen_early to be right; or none */
    LodeModuleIndex *requests; /* where its requests lead, each module once, in source order */
    uint32_t resolved_count;   /* how many of the record's requests were resolved while NEW */
    LodeValue environment;     /* kept */
    char *body;                /* the rewritten text, until it runs */
    size_t body_size;
    uint32_t body_star; /* see lode_body_set_form */
    uint32_t body_first_yield;
    LodeValue factory; /* kept: the body as the engine has it, until it is linked; NULL before it is compiled */
    bool is_function;  /* the form of `factory`: both steps at once */
    bool is_checked;   /* the engine took its source for a module */
    LodeValue failure; /* kept; NULL for none */
    /* Evaluation */
    uint32_t evaluation; /* which call of Evaluate has it on its stack */
    uint32_t dfs_index;
    uint32_t dfs_ancestor;
    LodeModuleIndex cycle_root; /* LODE_MODULE_NONE before it is known */
    uint32_t async_order;
    uint32_t pending; /* [[PendingAsyncDependencies]] */
    LODE_VEC(LodeModuleIndex) async_parents;
    bool has_capability; /* environment.capability: somebody waits for its Evaluate() */
} LodeModuleState;

/* Functions of core/internal/esm.js that C calls, as `hooks` gives them. */
typedef enum LodeModuleHook {
    LODE_HOOK_ENVIRONMENT,   /* (url, index, is_detected) => environment of source text */
    LODE_HOOK_SYNTHETIC,     /* (url, index, names, filename) => environment with cells, all undefined */
    LODE_HOOK_INSTANTIATE,   /* (environment, factory): first step of the body */
    LODE_HOOK_BIND,          /* (environment, request, [name, environment, local, …], checked) */
    LODE_HOOK_NAMESPACE,     /* (environment, [name, environment, local, …]) => namespace */
    LODE_HOOK_EXECUTE,       /* (environment): the body of a module that does not await */
    LODE_HOOK_EXECUTE_ASYNC, /* (environment): one that does; tells native.fulfilled or rejected later */
    LODE_HOOK_JSON,          /* (environment, path, text): parses, sets `default` */
    LODE_HOOK_CORE,          /* (name, url, index, names) => environment, with the module's values */
    LODE_HOOK_COMMONJS,      /* (environment, path, url): runs it, sets the cells */
    LODE_HOOK_CAPABILITY,    /* (environment) => promise */
    LODE_HOOK_SETTLE,        /* (environment, failed, reason) */
    LODE_HOOK_SYNTAX_ERROR,  /* (message, url, line, column) => SyntaxError */
    LODE_HOOK_IS_EXECUTING,  /* (path) => whether this CommonJS module is being run */
    LODE_HOOK_COUNT
} LodeModuleHook;

struct LodeModules {
    LodeHost *host;
    struct LodePrefetch *prefetch; /* NULL while graphs are small */
    uint32_t made_count;           /* texts that were compiled */
    LodeGraph graph;               /* `modules` and `edges` are those of the two vectors */
    LODE_VEC(LodeModule) modules;
    LODE_VEC(LodeEdge) edges;
    LODE_VEC(LodeModuleState) states;
    LodeLink *link;
    LodeInterner *keys;               /* URL, NUL, type attribute */
    LODE_VEC(LodeModuleIndex) by_key; /* by atom: index plus 1 */
    LodeValue hooks[LODE_HOOK_COUNT]; /* kept */
    LodeValue custom_resolve;         /* hooks of the program (customize.c), kept; NULL for none */
    LodeValue custom_load;
    uint32_t evaluation_count;
    uint32_t load_count;
    uint32_t async_counter;
};

LodeModules *lode__modules_new(LodeHost *host);
void lode__modules_free(LodeModules *self);

/* modules.c */

LodeValue lode__modules_hook(LodeModules *self, LodeModuleHook hook, size_t count, const LodeValue *arguments,
                             LodeValue *thrown);
/* Forgets what was read of a module that is not linked: it is NEW. */
void lode__modules_reset(LodeModules *self, LodeModuleIndex module);
/* Remembers what made the evaluation of a module fail, for good. `reason` is kept. */
void lode__modules_fail(LodeModules *self, LodeModuleIndex module, LodeValue reason);
/* The module with this URL and attribute; made NEW if need be. */
LodeModuleIndex lode__modules_entry(LodeModules *self, const LodeResolution *resolution, LodeStr type);
/* The same without making one: LODE_MODULE_NONE where there is none. */
LodeModuleIndex lode__modules_find(LodeModules *self, LodeStr url, LodeStr type);

/* resolve.c */

/* Resolves an import, through the program's hooks where it has any; false with `*thrown` where it fails. */
bool lode__modules_resolve(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type, LodeArena *arena,
                           LodeResolution *out, LodeValue *thrown);
/* The same without hooks. */
bool lode__modules_resolve_default(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type,
                                   LodeArena *arena, LodeResolution *out, LodeValue *thrown);
/* The attribute `type` of a request; absent where it has none. */
LodeStr lode__modules_type_of(const LodeRequest *request);
/* Node's check of the attribute `type` (absent: none) against the format; false with a TypeError. */
bool lode__modules_check_type(LodeModules *self, const LodeResolution *to, LodeStr type, LodeArena *arena,
                              LodeValue *thrown);
/* The same of all attributes of a request. */
bool lode__modules_check_attributes(LodeModules *self, const LodeResolution *to, const LodeRequest *request,
                                    LodeArena *arena, LodeValue *thrown);

/* customize.c: what hooks of the program say. False with `*thrown` where they throw. */

bool lode__modules_custom_resolve(LodeModules *self, LodeStr specifier, LodeStr referrer, LodeStr type,
                                  LodeArena *arena, LodeResolution *out, LodeValue *thrown);
/* Sets the format; without `*has_text` the module is loaded as always. */
bool lode__modules_custom_load(LodeModules *self, LodeModuleIndex index, LodeStr type, LodeBuf *source, bool *has_text,
                               LodeValue *thrown);

/* make.c */

/* Reads and translates one module. False with `*thrown`; it is the caller's to remember. */
bool lode__modules_make(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* The bytes of a module as they are; false with `*thrown` where they cannot be read. */
bool lode__modules_read(LodeModules *self, const LodeModule *module, LodeBuf *out, LodeValue *thrown);
/*
 * Hands the body of a module to the engine, in the form that is right by what is known of cycles, unless it has it in
 * that form. False with `*thrown` for an error of syntax.
 */
bool lode__modules_compile(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* A module from a text, under a URL of its own. */
LodeModuleIndex lode__modules_add_text(LodeModules *self, LodeStr source, LodeStr url, LodeValue *thrown);

/* load.c */

/*
 * Loads a module and all that it reaches: UNLINKED or further afterwards. False with `*thrown` for the first failure
 * in the order of the requests. With `is_required` (by require) a module that is being evaluated is refused.
 */
bool lode__modules_load(LodeModules *self, LodeModuleIndex module, bool is_required, LodeValue *thrown);

/* components.c: for a depth-first walk that enters each module once and ends it after all below it. */

typedef struct LodeComponents {
    LODE_VEC(LodeModuleIndex) open; /* entered, in components that are not complete */
    uint32_t index;
    size_t ended; /* how many of these have ended */
} LodeComponents;

void lode__components_enter(LodeModules *self, LodeComponents *components, LodeModuleIndex module);
/* `from` imports `to`, which the walk has entered before. */
void lode__components_meet(LodeModules *self, LodeModuleIndex from, LodeModuleIndex to);
/* All requests of `module` were followed; `parent`, or none, is the module that led to it. Sets `is_late`. */
void lode__components_end(LodeModules *self, LodeComponents *components, LodeModuleIndex module,
                          LodeModuleIndex parent);
/* Whether the component of a module that has ended is complete. */
bool lode__components_is_closed(const LodeModuleState *state);
void lode__components_release(LodeModules *self, LodeComponents *components);

/* order.c */

typedef struct LodeModuleOrder {
    LODE_VEC(LodeModuleIndex) modules; /* dependencies first */
    bool leads_to_linked;              /* and to modules that were linked before, and did not run yet */
} LodeModuleOrder;

/*
 * The modules in this status (UNLINKED or LINKED) that `root` reaches by way of such, into an empty `out`, whose list the caller
 * releases; none where `root` is not one itself. Sets is_seen_early and has_await_below of each, for an evaluation
 * that begins with `root`.
 */
void lode__modules_order(LodeModules *self, LodeModuleIndex root, LodeModuleStatus status, LodeModuleOrder *out);

/* link.c */

/*
 * Makes sure of what Link() assumed: that evaluation begins with the module with which linking began. Where it does not,
 * more of them may be seen early. False with `*thrown` for want of stack only.
 */
bool lode__modules_prepare(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* Link(): LINKED or further afterwards, with all that it reaches. False with `*thrown` for a link error. */
bool lode__modules_link(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* Binds imported names: by Link() where the module may be seen early, else just before its body runs. */
bool lode__modules_bind(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* The namespace object of a linked module. NULL with `*thrown` only for want of stack. */
LodeValue lode__modules_namespace(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);

/* link_errors.c: the SyntaxError of a name that a request does not get, in V8's and Node's words. */
LodeValue lode__modules_link_error(LodeModules *self, LodeModuleIndex root, LodeModuleIndex module, uint32_t request,
                                   LodeStr asked, LodeSpan span, LodeLinkStatus status);

/* evaluate.c */

/* Evaluate(): the promise. */
LodeValue lode__modules_evaluate(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);

/* async.c */

void lode__modules_execute_async(LodeModules *self, LodeModuleIndex module);
void lode__modules_async_fulfilled(LodeModules *self, LodeModuleIndex module);
void lode__modules_async_rejected(LodeModules *self, LodeModuleIndex module, LodeValue reason);
/* evaluate.c: ExecuteModule of one that does not await. False with `*thrown`. */
bool lode__modules_execute(LodeModules *self, LodeModuleIndex module, LodeValue *thrown);
/* Settles what waits for its Evaluate(), if anybody does. `reason` NULL: fulfilled. */
void lode__modules_settle(LodeModules *self, LodeModuleIndex module, LodeValue reason);

#endif

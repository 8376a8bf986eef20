/*
 * lode: JavaScript modules, resolved and linked as Node does it, for C programs.
 *
 * A LodeContext is the answer to "whose rules, which files": a version of Node, a
 * resolution profile, conditions. It remembers what it learnt about the file
 * system, so a change on disk is seen by a new context only. From a context come
 * single resolutions and module graphs, from a graph its link: which binding each
 * imported name reaches.
 *
 *     LodeContext *context = lode_context_new(NULL);
 *     LodeAnswer answer;
 *     if (lode_context_resolve(context, "react", "/app/src/index.js", LODE_IMPORT, &answer)) {
 *         puts(answer.url);
 *     } else {
 *         fprintf(stderr, "%s: %s\n", answer.code, answer.message);
 *     }
 *     lode_context_free(context);
 *
 * Text is UTF-8 as the file system has it, ends in NUL, and belongs to lode: the
 * text of an answer lives until the next resolution of its context, that of a
 * graph as long as the graph. A context is for one thread at a time; different
 * contexts are independent, and building a graph uses threads of its own. Contexts
 * never print, never exit, never run the code that they read, and write no
 * file. A LodeRuntime does run code: see "running" below. When memory runs out the
 * process aborts, after the handler that lode_on_out_of_memory installed has been told.
 */
#ifndef LODE_H
#define LODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define LODE_API __attribute__((visibility("default")))
#else
#define LODE_API
#endif

/* The version of this header; lode_version() says that of the library that runs. */
#define LODE_VERSION "0.1.0"

/* "1.2.3", static. */
LODE_API const char *lode_version(void);

/* The handler is told how many bytes could not be had; the process aborts when it returns. NULL removes it. */
LODE_API void lode_on_out_of_memory(void (*handler)(size_t size));

/* ------------------------------------------------------------------ contexts */

typedef enum LodeProfile {
    LODE_PROFILE_NODE,    /* Node's rules and nothing else */
    LODE_PROFILE_BUNDLER, /* extensions and directories for import, `module` and `main` fields */
    LODE_PROFILE_BROWSER  /* the same with the `browser` field, map and condition */
} LodeProfile;

typedef struct LodeSettings {
    int node_version; /* 20, 22, 24 or 26; 0 means 26 */
    LodeProfile profile;
    const char *const *conditions; /* NULL-terminated names besides the profile's own; NULL for none */
    bool preserve_symlinks;
    unsigned threads; /* for building graphs; 0: one for each processor */
} LodeSettings;

typedef struct LodeContext LodeContext;

/* `settings` is copied; NULL means all defaults. NULL is returned for a version that lode does not know. */
LODE_API LodeContext *lode_context_new(const LodeSettings *settings);
/* Frees the context; its graphs must be freed before. NULL is allowed. */
LODE_API void lode_context_free(LodeContext *context);

/* ------------------------------------------------------------------ resolution */

typedef enum LodeUse {
    LODE_IMPORT, /* import, export from, import() */
    LODE_REQUIRE /* require, require.resolve */
} LodeUse;

typedef struct LodeAnswer {
    const char *url;     /* "file:///…", "node:fs"; NULL after a failure */
    const char *path;    /* absolute path; NULL for what is no file */
    const char *format;  /* "module", "commonjs", "json", "builtin", …; NULL where no loader reads it */
    const char *code;    /* Node's error code after a failure, NULL otherwise */
    const char *message; /* Node's message after a failure, NULL otherwise */
} LodeAnswer;

/*
 * What `specifier` means in the module `from` (an absolute path or a file:,
 * data: or node: URL; it need not exist). True and url, path, format filled, or
 * false and code, message filled; `answer` is always written. Never runs code;
 * reads a source only where Node needs its syntax to know its format.
 */
LODE_API bool lode_context_resolve(LodeContext *context, const char *specifier, const char *from, LodeUse use,
                                   LodeAnswer *answer);

/* ------------------------------------------------------------------ graphs */

typedef struct LodeModuleGraph LodeModuleGraph;

/* A module of a graph. Numbers of modules run from 0 and follow the order of ids. */
typedef struct LodeModuleInfo {
    const char *id; /* path relative to the root, "node:NAME", or a URL */
    const char *url;
    const char *path;    /* NULL for what is no file */
    const char *format;  /* as in LodeAnswer */
    const char *package; /* name of its package; NULL where there is none */
    uint64_t bytes;      /* size of the source */
    bool is_entry;
    bool is_external; /* known but not entered: a core module */
    const char *code; /* why its source could not be read; NULL where it could */
    const char *message;
} LodeModuleInfo;

#define LODE_NO_MODULE UINT32_MAX

/* An edge of a graph. Numbers of edges run from 0, grouped by `from`, in source order. */
typedef struct LodeEdgeInfo {
    uint32_t from;
    uint32_t to;           /* LODE_NO_MODULE where it failed, or depends on a value */
    const char *specifier; /* as the source means it; "*" stands for text that is not known */
    const char *kind;      /* "import", "export-from", "dynamic-import", "require", … */
    uint32_t line;         /* of the specifier, from 1 */
    uint32_t column;       /* from 1, in UTF-16 code units */
    bool is_optional;      /* inside a try that has a catch */
    bool is_conditional;
    const char *code; /* why it did not resolve; NULL where it did */
    const char *message;
} LodeEdgeInfo;

/*
 * Everything that the modules at `entries` (absolute paths) reach. `root` is the
 * absolute directory that ids are relative to. NULL with `answer` filled as for a
 * failed resolution where no entry could be resolved (`answer` may be NULL). A
 * file that cannot be read and a specifier that does not resolve are part of the
 * graph, not failures. The graph belongs to the caller.
 */
LODE_API LodeModuleGraph *lode_context_graph(LodeContext *context, const char *root, const char *const *entries,
                                             size_t entry_count, LodeAnswer *answer);
LODE_API void lode_module_graph_free(LodeModuleGraph *graph);

LODE_API uint32_t lode_module_graph_module_count(const LodeModuleGraph *graph);
LODE_API uint32_t lode_module_graph_edge_count(const LodeModuleGraph *graph);
/* False where there is no module or edge of this number; then `info` is untouched. */
LODE_API bool lode_module_graph_module(const LodeModuleGraph *graph, uint32_t number, LodeModuleInfo *info);
LODE_API bool lode_module_graph_edge(const LodeModuleGraph *graph, uint32_t number, LodeEdgeInfo *info);
/* The number of the first edge of a module and how many it has; false where there is no such module. */
LODE_API bool lode_module_graph_edges_of(const LodeModuleGraph *graph, uint32_t module, uint32_t *first,
                                         uint32_t *count);
/* The number of the module with this id, or LODE_NO_MODULE. */
LODE_API uint32_t lode_module_graph_find(const LodeModuleGraph *graph, const char *id);

/* ------------------------------------------------------------------ links */

/*
 * Which binding each name of a graph reaches, by ECMAScript's ResolveExport with
 * Node's names for CommonJS, JSON and core modules. Its graph must outlive it; it
 * is for one thread at a time. Text that it gives lives as long as the link.
 */
typedef struct LodeModuleLink LodeModuleLink;

LODE_API LodeModuleLink *lode_module_link_new(const LodeModuleGraph *graph);
/* NULL is allowed. */
LODE_API void lode_module_link_free(LodeModuleLink *link);

typedef enum LodeLinkResult {
    LODE_LINK_BOUND,   /* it reaches one binding */
    LODE_LINK_MAYBE,   /* only a module that was not read could have it */
    LODE_LINK_MISSING, /* no module has it */
    LODE_LINK_CYCLE,   /* its re-exports lead back to themselves */
    LODE_LINK_CONFLICT /* `export *` brings two bindings of that name */
} LodeLinkResult;

/* A binding, or the namespace object of a module. */
typedef struct LodeBindingInfo {
    uint32_t module;  /* that declares it; whose namespace it is */
    const char *name; /* its name there; NULL for a namespace object, "*default*" for `export default EXPRESSION` */
    const char
        *kind;       /* "let", "const", "var", "class", "function", "default", "namespace", "cjs", "builtin"; NULL where
                         the short reading of the source did not tell */
    uint32_t line;   /* of the export in that module, from 1; 0 where there is no record of it */
    uint32_t column; /* from 1, in UTF-16 code units */
} LodeBindingInfo;

/*
 * What `import {name}` of a module reaches. `binding` (may be NULL) is filled for LODE_LINK_BOUND, and
 * for LODE_LINK_CONFLICT together with `other` (may be NULL). LODE_LINK_MISSING for a number that is no module.
 */
LODE_API LodeLinkResult lode_module_link_resolve(LodeModuleLink *link, uint32_t module, const char *name,
                                                 LodeBindingInfo *binding, LodeBindingInfo *other);

/*
 * The names of `import * as ns` of a module, as JavaScript sorts them, ended by NULL; `count` (may be NULL) is how
 * many. They live as long as the link. NULL for a number that is no module.
 */
LODE_API const char *const *lode_module_link_names(LodeModuleLink *link, uint32_t module, size_t *count);

/* A name that an import or a re-export asks for in vain: Node refuses the whole graph. */
typedef struct LodeLinkFault {
    uint32_t module; /* that asks */
    uint32_t target; /* that is asked */
    const char *specifier;
    const char *name;
    LodeLinkResult result; /* LODE_LINK_MISSING, LODE_LINK_CYCLE or LODE_LINK_CONFLICT */
    uint32_t line;         /* of the specifier, from 1 */
    uint32_t column;       /* from 1, in UTF-16 code units */
} LodeLinkFault;

/* How many there are in the whole graph; they are numbered from 0, by module and place. */
LODE_API uint32_t lode_module_link_fault_count(LodeModuleLink *link);
/* False where there is none of this number; then `fault` is untouched. */
LODE_API bool lode_module_link_fault(LodeModuleLink *link, uint32_t number, LodeLinkFault *fault);

/* ------------------------------------------------------------------ running */

/*
 * A program that runs: an engine, the modules that it loaded, an event loop. Modules, core modules and the order of
 * events are those of `lode run`. Nothing happens between calls: JavaScript runs while one of the functions
 * below is on the stack. A runtime is for one thread, the one that made it; several may exist.
 *
 *     LodeRuntime *runtime = lode_runtime_new(NULL, NULL);
 *     LodeJsValue thrown = NULL;
 *     LodeJsValue module = lode_runtime_import(runtime, "./sum.mjs", &thrown);
 *     LodeJsValue sum = lode_js_get(runtime, module, "sum", &thrown);
 *     LodeJsValue numbers = lode_js_json(runtime, "[1, 2, 3]", &thrown);
 *     LodeJsValue result = lode_js_call(runtime, sum, NULL, 1, &numbers, &thrown);
 *     printf("%g\n", lode_js_to_number(runtime, result));
 *     int status = lode_runtime_finish(runtime);
 *     lode_runtime_free(runtime);
 *
 * The engine is a shared object of its own, liblode-jsc.so, which is opened when the first runtime is made.
 */
typedef struct LodeRuntime LodeRuntime;

/*
 * A JavaScript value. It lives as long as it stands in a local variable or an argument; what is kept
 * anywhere else (memory of malloc, a static variable) is protected with lode_js_keep. It belongs to one runtime.
 */
typedef const struct LodeJsCell *LodeJsValue;

/*
 * A function of C that JavaScript calls. It returns the result (NULL: undefined), or NULL with `*thrown` written:
 * lode_js_throw. `arguments` are valid during the call. It may call any lode_js_ function, but none of
 * lode_runtime_run, _run_text, _import, _await, _step, _finish and _free.
 */
typedef LodeJsValue (*LodeJsFunction)(LodeRuntime *runtime, void *data, size_t count, const LodeJsValue *arguments,
                                      LodeJsValue *thrown);

/* Bytes that lode takes over: `data` is of malloc, and lode frees it. */
typedef struct LodeRuntimeText {
    char *data;
    size_t size;
    const char *format; /* "module", "commonjs" or "json", static; NULL: as the URL and the syntax say */
} LodeRuntimeText;

typedef struct LodeRuntimeSettings {
    const char *engine;             /* absolute path of the engine; NULL: beside the library and in its lode/ folder */
    const char *executable;         /* process.execPath; NULL: "" */
    const char *working_directory;  /* absolute, what relative names are relative to; NULL: the process's */
    const char *const *arguments;   /* process.argv from [2] on, ended by NULL; NULL for none */
    const char *const *environment; /* process.env as "NAME=VALUE", ended by NULL; NULL for none */
    const char *const *conditions;  /* besides Node's own, ended by NULL; NULL for none */
    bool preserve_symlinks;
    /*
     * Asked before lode resolves: the URL of the module that `specifier` means in `referrer` (a URL; NULL for the
     * first module), as text of malloc that lode frees; NULL: lode resolves as always.
     */
    char *(*resolve)(void *context, const char *specifier, const char *referrer, LodeUse use);
    /* Asked before lode reads a module: true with `text` filled (it is zeroed before); false: lode reads as always. */
    bool (*read)(void *context, const char *url, LodeRuntimeText *text);
    void *context; /* for both */
} LodeRuntimeSettings;

/*
 * `settings` is copied, what `context` points to is not; NULL means all defaults. NULL where there is no engine;
 * `problem` (may be NULL) is then a text that the caller frees with free().
 */
LODE_API LodeRuntime *lode_runtime_new(const LodeRuntimeSettings *settings, char **problem);
/* Ends the program without telling it, and frees all values. NULL is allowed. */
LODE_API void lode_runtime_free(LodeRuntime *runtime);

typedef struct LodeJsExport {
    const char *name; /* NULL ends a list */
    LodeJsFunction function;
    void *data; /* for the function; must live as long as the runtime */
} LodeJsExport;

/*
 * Adds a module of functions of C, which `import` and `require` find under exactly this name ("app:store"), before
 * files and packages. Its exports are also members of its default export. A second module of a name replaces the
 * first for those who have not loaded it yet.
 */
LODE_API void lode_runtime_add_module(LodeRuntime *runtime, const char *name, const LodeJsExport *exports);

/* How code is meant that comes from no file. */
typedef enum LodeTextType {
    LODE_TEXT_DETECT, /* its syntax says */
    LODE_TEXT_COMMONJS,
    LODE_TEXT_MODULE
} LodeTextType;

/*
 * Runs a file or a text as `lode run` does, to its end: loads it, turns the loop until nothing is left, emits 'exit'.
 * The exit status of the program; errors that nobody caught are printed on standard error. Once for a runtime.
 */
LODE_API int lode_runtime_run(LodeRuntime *runtime, const char *path);
LODE_API int lode_runtime_run_text(LodeRuntime *runtime, const char *text, size_t size, LodeTextType type);

/*
 * import(specifier) from the working directory, awaited: turns the loop until the module and all that it
 * imports have been evaluated. The namespace object; NULL with `*thrown` where it fails.
 *
 * Here and below `thrown` may be NULL, and is not touched on success. After process.exit() nothing runs any more:
 * functions that would run code return NULL with `*thrown` NULL.
 */
LODE_API LodeJsValue lode_runtime_import(LodeRuntime *runtime, const char *specifier, LodeJsValue *thrown);
/* Runs a script, as globalThis.eval does; its completion value. `name` is for stacks. */
LODE_API LodeJsValue lode_runtime_evaluate(LodeRuntime *runtime, const char *text, size_t size, const char *name,
                                           LodeJsValue *thrown);
/* Turns the loop until a promise is settled: its value, or NULL with `*thrown`. Another value is its own result. */
LODE_API LodeJsValue lode_runtime_await(LodeRuntime *runtime, LodeJsValue value, LodeJsValue *thrown);

/*
 * One turn of the loop: what is due, and with `wait` at least one event if any is awaited. True while something is
 * left to do. For a program with a loop of its own: call it when the descriptor can be read, and after the
 * timeout in milliseconds (-1: none).
 */
LODE_API bool lode_runtime_step(LodeRuntime *runtime, bool wait);
LODE_API int lode_runtime_descriptor(const LodeRuntime *runtime);
LODE_API int lode_runtime_timeout(const LodeRuntime *runtime);
/* Turns the loop until nothing is left, emits 'beforeExit' and 'exit'; the exit status. Nothing runs afterwards. */
LODE_API int lode_runtime_finish(LodeRuntime *runtime);
/* Whether the program has ended, by process.exit, an error that nobody caught, or _finish; `status` may be NULL. */
LODE_API bool lode_runtime_has_ended(const LodeRuntime *runtime, int *status);

/* ------------------------------------------------------------------ values */

typedef enum LodeJsType {
    LODE_JS_UNDEFINED,
    LODE_JS_NULL,
    LODE_JS_BOOLEAN,
    LODE_JS_NUMBER,
    LODE_JS_BIGINT,
    LODE_JS_STRING,
    LODE_JS_SYMBOL,
    LODE_JS_OBJECT,
    LODE_JS_FUNCTION
} LodeJsType;

LODE_API LodeJsValue lode_js_undefined(LodeRuntime *runtime);
LODE_API LodeJsValue lode_js_null(LodeRuntime *runtime);
LODE_API LodeJsValue lode_js_boolean(LodeRuntime *runtime, bool value);
LODE_API LodeJsValue lode_js_number(LodeRuntime *runtime, double value);
/* A string of UTF-8; invalid bytes become U+FFFD. */
LODE_API LodeJsValue lode_js_string(LodeRuntime *runtime, const char *text, size_t size);
/* JSON.parse(text). NULL with `*thrown`, a SyntaxError. */
LODE_API LodeJsValue lode_js_json(LodeRuntime *runtime, const char *text, LodeJsValue *thrown);
/* A Uint8Array with a copy of the bytes. */
LODE_API LodeJsValue lode_js_bytes(LodeRuntime *runtime, const void *data, size_t size);
LODE_API LodeJsValue lode_js_function(LodeRuntime *runtime, const char *name, LodeJsFunction function, void *data);

LODE_API LodeJsType lode_js_type(LodeRuntime *runtime, LodeJsValue value);
LODE_API bool lode_js_truth(LodeRuntime *runtime, LodeJsValue value);
/* Number(value); NaN where that throws. */
LODE_API double lode_js_to_number(LodeRuntime *runtime, LodeJsValue value);
/*
 * String(value) as UTF-8 that ends in NUL, which the caller frees with free(); its size in `*size` (may be NULL). An
 * error gives its stack, as Node prints it. NULL where it throws.
 */
LODE_API char *lode_js_copy_text(LodeRuntime *runtime, LodeJsValue value, size_t *size);
/* JSON.stringify(value), likewise; NULL where that throws or gives undefined. */
LODE_API char *lode_js_copy_json(LodeRuntime *runtime, LodeJsValue value, size_t *size);
/* The memory of an ArrayBuffer, typed array or DataView while the value lives; NULL for other values. */
LODE_API unsigned char *lode_js_to_bytes(LodeRuntime *runtime, LodeJsValue value, size_t *size);

LODE_API LodeJsValue lode_js_get(LodeRuntime *runtime, LodeJsValue object, const char *name, LodeJsValue *thrown);
LODE_API bool lode_js_set(LodeRuntime *runtime, LodeJsValue object, const char *name, LodeJsValue value,
                          LodeJsValue *thrown);
/*
 * Calls a function; `receiver` NULL is undefined. From outside of JavaScript, ticks and microtasks have run when it
 * returns; a promise that comes back is the caller's to look at, and never an unhandled rejection.
 */
LODE_API LodeJsValue lode_js_call(LodeRuntime *runtime, LodeJsValue function, LodeJsValue receiver, size_t count,
                                  const LodeJsValue *arguments, LodeJsValue *thrown);
/*
 * For a LodeJsFunction: makes an error of a global constructor ("TypeError"), with a `code` unless that is NULL, writes
 * it to `*thrown` and returns NULL.
 */
LODE_API LodeJsValue lode_js_throw(LodeRuntime *runtime, LodeJsValue *thrown, const char *constructor, const char *code,
                                   const char *message);

/* Protects a value that is kept outside of local variables; counted, each needs a drop. NULL is allowed. */
LODE_API void lode_js_keep(LodeRuntime *runtime, LodeJsValue value);
LODE_API void lode_js_drop(LodeRuntime *runtime, LodeJsValue value);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Record: what one source declares, as a pure function of its bytes.
 *
 * A record says nothing about files: it holds requests (specifier, kind,
 * attributes, where), the facts that settle the format, and diagnostics for text
 * that could not be read. It borrows nothing from the syntax tree, which dies
 * before lode_record_read returns; all of it lives in the arena that was given,
 * and so does every LodeStr in it. Reading costs one pass of the tokenizer and
 * one parse of the text that can matter (see skim.h); memory is linear in the
 * number of requests, not in the size of the source.
 *
 * Words follow ECMAScript (ImportEntry, ModuleRequest) and Node's documentation.
 */
#ifndef LODE_SYNTAX_RECORD_H
#define LODE_SYNTAX_RECORD_H

#include "base/arena.h"
#include "base/span.h"

typedef enum LodeLanguage {
    LODE_LANGUAGE_JAVASCRIPT, /* JSX included */
    LODE_LANGUAGE_JSON        /* no requests; only the bytes count */
} LodeLanguage;

typedef enum LodeRequestKind {
    LODE_REQUEST_IMPORT,              /* import … from 'x', import 'x' */
    LODE_REQUEST_EXPORT_FROM,         /* export … from 'x' */
    LODE_REQUEST_DYNAMIC_IMPORT,      /* import('x') */
    LODE_REQUEST_REQUIRE,             /* require('x'), also through createRequire */
    LODE_REQUEST_REQUIRE_RESOLVE,     /* require.resolve('x') */
    LODE_REQUEST_IMPORT_META_RESOLVE, /* import.meta.resolve('x') */
    LODE_REQUEST_URL,                 /* new URL('x', import.meta.url) */
    LODE_REQUEST_TYPE_REFERENCE,      /* for TypeScript's type-only references */
    LODE_REQUEST_KIND_COUNT
} LodeRequestKind;

/* The names of the kinds in output: "import", "export-from", … */
extern const char *const lode_request_kind_names[LODE_REQUEST_KIND_COUNT];
/* The same for people, as the source has them: "import", "export from", "import()", … */
extern const char *const lode_request_kind_texts[LODE_REQUEST_KIND_COUNT];

enum {
    LODE_REQUEST_OPTIONAL = 1 << 0,    /* inside the block of a try that has a catch */
    LODE_REQUEST_CONDITIONAL = 1 << 1, /* under if, ?:, &&, ||, ??, switch, a loop, or in catch */
    LODE_REQUEST_IN_FUNCTION = 1 << 2, /* inside a function or method: not run by loading alone */
    LODE_REQUEST_TYPE_ONLY = 1 << 3,
    LODE_REQUEST_REEXPORT = 1 << 4, /* module.exports = require('x'), exports = module.exports = … */
    LODE_REQUEST_DYNAMIC = 1 << 5,  /* specifier is not known: see `specifier` */
    LODE_REQUEST_RUNTIME = 1 << 6   /* no source shows it: a program that ran asked (cli/load_graph.h) */
};

typedef struct LodeImportedName {
    LodeStr imported; /* "*" for a namespace or star, "default" */
    LodeStr local;    /* local binding, or the exported name for export-from; absent for a bare star */
    LodeSpan span;
} LodeImportedName;

typedef struct LodeAttribute {
    LodeStr key;
    LodeStr value;
} LodeAttribute;

typedef struct LodeRequest {
    /*
     * The string value of the specifier (escapes resolved, UTF-8, lone
     * surrogates as U+FFFD). With LODE_REQUEST_DYNAMIC a pattern: known pieces
     * with one '*' for each run that is not known; "*" where nothing is.
     */
    LodeStr specifier;
    LodeRequestKind kind;
    uint32_t flags;
    LodeSpan span;         /* of the specifier expression, quotes included */
    LodePosition position; /* of span.start */
    /*
     * The names taken from the module, in source order. NULL with count 0 and
     * `names_known` false: any name may be used (import(), require() whose
     * result escapes). NULL with `names_known` true: none (import 'x').
     * const {a, b: c} = require('x') and require('x').a are known.
     */
    LodeImportedName *names;
    uint32_t name_count;
    bool names_known;
    uint32_t attribute_count;
    LodeAttribute *attributes; /* with {type: 'json'}, in source order */
} LodeRequest;

/* How a name is bound in its module. "using" counts as const. */
typedef enum LodeBindingKind {
    LODE_BINDING_UNKNOWN, /* not looked for: see LODE_DETAIL_EXPORTS */
    LODE_BINDING_LET,
    LODE_BINDING_CONST,
    LODE_BINDING_VAR,
    LODE_BINDING_CLASS,
    LODE_BINDING_FUNCTION,
    LODE_BINDING_DEFAULT,   /* the value of `export default EXPRESSION` */
    LODE_BINDING_NAMESPACE, /* import * as x, export * as x */
    LODE_BINDING_CJS,       /* a name that Node's lexer sees in a CommonJS module */
    LODE_BINDING_BUILTIN,   /* of a core module */
    LODE_BINDING_KIND_COUNT
} LodeBindingKind;

/* "let", "function", "cjs", …; NULL for UNKNOWN. */
extern const char *const lode_binding_kind_names[LODE_BINDING_KIND_COUNT];

/* ECMAScript's three lists of export entries, with `export * as x` apart (ParseModule, step 10). */
typedef enum LodeExportForm {
    LODE_EXPORT_LOCAL,     /* a binding of this module, namespaces that it imports included */
    LODE_EXPORT_INDIRECT,  /* a name of another module: export {x} from 'y', import {x} with export {x} */
    LODE_EXPORT_NAMESPACE, /* export * as x from 'y' */
    LODE_EXPORT_STAR       /* export * from 'y' */
} LodeExportForm;

typedef struct LodeExport {
    LodeStr name; /* as others import it; absent for a star */
    /*
     * LOCAL: the binding, "*default*" for an anonymous default. INDIRECT: the name that is asked of
     * the other module. Absent for the other two.
     */
    LodeStr local;
    uint32_t request; /* index into the record's requests; LODE_NO_REQUEST for LOCAL but of kind NAMESPACE */
    LodeExportForm form;
    LodeBindingKind kind;
    LodeSpan span; /* of the exported name; of the star; of `default` in export default */
    LodePosition position;
} LodeExport;
#define LODE_NO_REQUEST UINT32_MAX

enum {
    LODE_USE_CALLED = 1 << 0,      /* x.a(), x() and tagged templates */
    LODE_USE_CONSTRUCTED = 1 << 1, /* new x.a(), new x() */
    LODE_USE_WRITTEN = 1 << 2,     /* assigned, updated or deleted */
    LODE_USE_GUARDED = 1 << 3,     /* x?.a, 'a' in x && …, typeof x.a: a missing name is expected */
    LODE_USE_IN_FUNCTION = 1 << 4  /* not run by loading alone */
};

/* One mention of an imported binding, other than in import and export statements. */
typedef struct LodeBindingUse {
    uint32_t request; /* the import that binds it */
    uint32_t name;    /* index into that request's names */
    LodeStr member;   /* the property that is read: x.a, x['a'], const {a} = x; absent where x itself is used */
    LodeStr second;   /* and that of the result: x.a.b; absent where there is none */
    uint32_t flags;   /* of the member, or of x itself */
    LodeSpan span;    /* of the whole x, x.a or x.a.b */
    LodePosition position;
} LodeBindingUse;

/* A comment `lode-ignore-next-line RULE -- reason`. */
typedef struct LodeSuppression {
    LodeStr rule;   /* as written; absent where none is */
    LodeStr reason; /* absent where none is given */
    LodeSpan span;  /* of the comment */
    LodePosition position;
    uint32_t line; /* the line that it is about: the next one with a token on it; 0 where there is none */
} LodeSuppression;

typedef struct LodeDiagnostic {
    LodeStr message;
    LodeSpan span;
    LodePosition position;
} LodeDiagnostic;

typedef struct LodeRecord {
    LodeRequest *requests; /* in source order */
    uint32_t request_count;
    LodeExport *exports; /* in source order; from LODE_DETAIL_EXPORTS on */
    uint32_t export_count;
    LodeSuppression *suppressions; /* in source order; from LODE_DETAIL_EXPORTS on */
    uint32_t suppression_count;
    LodeBindingUse *uses; /* in source order; with LODE_DETAIL_USES */
    uint32_t use_count;
    /*
     * Early errors of module code that the grammar does not show: a name exported twice, an export
     * of what is not declared, a name declared twice. Messages are V8's. They count only where the
     * file is a module. At most LODE_DIAGNOSTIC_LIMIT, none beside diagnostics. From LODE_DETAIL_EXPORTS on.
     */
    LodeDiagnostic *early_errors;
    uint32_t early_error_count;
    LodeDiagnostic *diagnostics; /* syntax errors, at most LODE_DIAGNOSTIC_LIMIT, in source order */
    uint32_t diagnostic_count;
    bool diagnostics_truncated;
    /*
     * What decides the format of a file whose package says nothing: import or
     * export statements or import.meta anywhere; a top-level await or a
     * top-level lexical declaration of one of the wrapper's five names, which
     * only module code allows (Node: "Syntax detection").
     */
    bool has_module_syntax; /* static import, export, or import.meta */
    bool
        has_module_only_syntax; /* top-level await, or const/let/class require, module, exports, __filename, __dirname */
    bool has_top_level_await;
    bool whole_file_parsed; /* false where the short parse answered */
} LodeRecord;

enum { LODE_DIAGNOSTIC_LIMIT = 20 };

/*
 * How much is read. The more, the slower: requests take a short parse, and so do nearly
 * all exports; uses and kinds take a parse of the whole file.
 */
typedef enum LodeDetail {
    LODE_DETAIL_REQUESTS,
    LODE_DETAIL_EXPORTS, /* exports (kinds where they cost nothing), suppressions, early errors */
    LODE_DETAIL_USES     /* every kind of binding, and the uses of imported ones; parses whole */
} LodeDetail;

/* One parser for each thread; it owns the tree-sitter parser and its scratch. */
typedef struct LodeParser LodeParser;
LodeParser *lode_parser_new(void);
void lode_parser_free(LodeParser *self);
/*
 * Parse every file whole, never only the parts that can matter. For the test
 * that proves both give the same record, and for finding a difference.
 */
void lode_parser_set_whole(LodeParser *self, bool whole);

/* LODE_DETAIL_REQUESTS at first. */
void lode_parser_set_detail(LodeParser *self, LodeDetail detail);

/*
 * Reads a source into a record. Never fails: text that cannot be read gives
 * diagnostics beside every request that is certain. `source` may hold any bytes
 * (a BOM and a hashbang are skipped, invalid UTF-8 and NUL are passed over) and
 * need not outlive the call. Sources over UINT32_MAX bytes give a diagnostic.
 * Time is bounded linearly in the size of the source; nesting costs no C stack.
 */
LodeRecord *lode_record_read(LodeParser *self, LodeLanguage language, LodeStr source, LodeArena *arena);

#endif

/*
 * Checker: what the rules share while lode_check runs. Not for others.
 *
 * Each rule_*.c holds one function, declared at the end. It looks at the graph and the link
 * and tells what it finds in these steps:
 *
 *     LodeFinder finder;
 *     if (lode__finding_begin(checker, &finder, module, span, "'%.*s' is not there", …)) {
 *         lode__finding_note(&finder, "…");
 *         lode__finding_end(&finder);
 *     }
 *
 * `begin` is false, and nothing more need be done, where the rule is silent in that file.
 * `checker->scratch` is given back after each rule.
 */
#ifndef LODE_GRAPH_CHECK_CHECKER_H
#define LODE_GRAPH_CHECK_CHECKER_H

#include "graph/check/check.h"
#include "graph/check/deep.h"
#include "graph/query.h"

typedef struct LodeChecker {
    LodeLink *link;
    const LodeGraph *graph;
    LodeCache *cache;
    LodeMemo *memo;
    const LodeResolverOptions *resolver;
    const LodeCheckOptions *options;
    LodeDeep *deep;
    LodeArena *arena;  /* of the findings */
    LodeArena scratch; /* of one rule */
    LodeRule rule;     /* that runs */
    LodeFindingList found;
    size_t compared;            /* names that lode__similar_export has looked at, all in all */
    LodeEdgeIndex *arrivals;    /* lode__chain_to: the edge of a shortest chain at each module; made on demand */
    bool *reached;              /* beside it: some entry loads the module */
    bool *certain;              /* lode__is_certain: made on demand */
    LodeNamespace **spaces;     /* lode__namespace_of: by module, NULL until asked */
    LodeLinkError *link_errors; /* lode__link_errors: NULL until asked */
    size_t link_error_count;
    LodeArena kept; /* holds these, and lives as long as the checker */
} LodeChecker;

/* ------------------------------------------------------------------ findings (finding.c) */

typedef LODE_VEC(LodeStr) LodeStrVec;
typedef LODE_VEC(LodePlace) LodePlaceVec;

/* One finding while it is put together. */
typedef struct LodeFinder {
    LodeChecker *checker;
    LodeFinding finding;
    LodeStrVec notes;
    LodePlaceVec related;
    LodePlaceVec chain;
} LodeFinder;

/* A span of no size at 0 with `LODE_SPAN_FILE` means the file as a whole. */
#define LODE_SPAN_FILE ((LodeSpan){UINT32_MAX, UINT32_MAX})

/* False where the rule is off or silent in that file; else lode__finding_end must follow. */
__attribute__((format(printf, 5, 6))) bool lode__finding_begin(LodeChecker *checker, LodeFinder *self,
                                                               LodeModuleIndex module, LodeSpan span,
                                                               const char *message, ...);
/* The same at any place, such as one in a package.json. */
__attribute__((format(printf, 4, 5))) bool lode__finding_begin_at(LodeChecker *checker, LodeFinder *self,
                                                                  LodePlace place, const char *message, ...);
/* What it is about, for baselines: no positions. */
__attribute__((format(printf, 2, 3))) void lode__finding_subject(LodeFinder *self, const char *format, ...);
__attribute__((format(printf, 2, 3))) void lode__finding_node(LodeFinder *self, const char *format, ...);
/* A failed resolution as Node prints it: class, code, message. Nothing for errors that are lode's own. */
void lode__finding_node_error(LodeFinder *self, const LodeError *error);
__attribute__((format(printf, 2, 3))) void lode__finding_fix(LodeFinder *self, const char *format, ...);
__attribute__((format(printf, 2, 3))) void lode__finding_note(LodeFinder *self, const char *format, ...);
__attribute__((format(printf, 4, 5))) void lode__finding_related(LodeFinder *self, LodeModuleIndex module,
                                                                 LodeSpan span, const char *format, ...);
void lode__finding_related_at(LodeFinder *self, LodePlace place);
/* A shortest chain of imports from an entry to `module`, appended; nothing for an entry itself. */
void lode__finding_chain_to(LodeFinder *self, LodeModuleIndex module);
/* One more step of the chain: the place of a request, "import './b.js'". */
void lode__finding_chain_edge(LodeFinder *self, LodeEdgeIndex edge);
__attribute__((format(printf, 4, 5))) void lode__finding_chain_place(LodeFinder *self, LodeModuleIndex module,
                                                                     LodeSpan span, const char *format, ...);
/* What follows is the second chain. */
void lode__finding_chain_break(LodeFinder *self);
void lode__finding_end(LodeFinder *self);

/* ------------------------------------------------------------------ uses of imported names (uses.c) */

/* Whether no earlier use in the module is the same: one finding tells of all of them. */
bool lode__use_is_first(const LodeRecord *record, uint32_t index);
/* The later uses that are the same, as related places; the first of them. */
void lode__finding_other_uses(LodeFinder *self, LodeModuleIndex module, const LodeRecord *record, uint32_t index);

/* ------------------------------------------------------------------ places and text (place.c) */

LodePlace lode__place_of(LodeChecker *self, LodeModuleIndex module, LodeSpan span);
/* In any file, by its absolute path. */
LodePlace lode__place_in(LodeChecker *self, LodeStr path, LodeSpan span);
/* The id of any file, as the graph would give it. */
LodeStr lode__id_of(LodeChecker *self, LodeStr path);
/* Whether a byte can stand in a name; every byte that is not ASCII counts. */
static inline bool lode__is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '$' || (unsigned char)byte >= 0x80;
}
static inline bool lode__is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}
/* The first byte at or after `at` that is no blank. */
static inline size_t lode__skip_space(LodeStr text, size_t at)
{
    while (at < text.size && lode__is_space(text.data[at])) {
        at++;
    }
    return at;
}
/* The first line of a text. */
LodeStr lode__first_line(LodeStr text);
/* "import './b.js'" */
LodeStr lode__request_text(LodeArena *arena, const LodeRequest *request);
/* Whether the name can stand in an import list without quotes. */
bool lode__is_identifier(LodeStr name);
/*
 * The one of `names` that a person most probably meant by `wrong`: another case, or one or two
 * letters away; the absent string where none is near.
 */
LodeStr lode__similar_name(LodeStr wrong, const LodeStr *names, size_t count);

/* ------------------------------------------------------------------ names of modules (offer.c) */

/* The namespace of a module as the link gives it; remembered. */
const LodeNamespace *lode__namespace_of(LodeChecker *self, LodeModuleIndex module);
/* O(log names). */
bool lode__namespace_has(const LodeNamespace *space, LodeStr name);
/* lode_link_errors, which two rules share; borrowed. */
const LodeLinkError *lode__link_errors(LodeChecker *self, size_t *count);
/*
 * glance.c: whether a module may use a default or namespace that it imports from `target` in a way that a rule reports.
 * False is certain; true means that the module has to be read whole to know.
 */
bool lode__may_misuse(LodeChecker *self, LodeModuleIndex module, const LodeImportedName *name, LodeModuleIndex target);
/* The name of the namespace that was most probably meant; absent where none is near. */
LodeStr lode__similar_export(LodeChecker *self, LodeModuleIndex module, LodeStr wrong);
/* "a, b, c and 12 more"; "nothing" for a module without exports. In the arena of the findings. */
LodeStr lode__list_exports(LodeChecker *self, LodeModuleIndex module);
/* The place that declares what a link reaches; the file as a whole where the link knows no better. */
LodePlace lode__place_of_binding(LodeChecker *self, const LodeBindingPlace *binding, LodeStr name);
/*
 * What Node says of a name that a request of `module` asks for in vain: the SyntaxError, with the specifier
 * of the step that V8 names. Absent where the walk to that step is longer than a person would follow.
 */
LodeStr lode__node_link_error(LodeChecker *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                              LodeLinkStatus status, LodeSpan span);
/* Of a name that is ambiguous: the module whose stars bring it twice, and the first star that does, as a request. */
bool lode__find_conflict(LodeChecker *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                         LodeModuleIndex *where, const LodeRequest **star, LodeStr *name);

/* ------------------------------------------------------------------ who loads what (reach.c) */

/* Whether the module's own text is of this project: not below a node_modules folder. */
bool lode__is_own(const LodeModule *module);
/*
 * Whether the module is TypeScript by its extension. The grammar that reads it is that of JavaScript, so what it imports
 * and exports is known for resolution, but not which names are only types.
 */
bool lode__is_typescript(const LodeModule *module);
/* Whether some entry loads the module, and the last edge of a shortest chain to it (LODE_EDGE_NONE at an entry). */
bool lode__arrival(LodeChecker *self, LodeModuleIndex module, LodeEdgeIndex *edge);
/*
 * Whether loading some entry is certain to load the module: no edge on the way is in a try,
 * a condition or a function, or is an import() or a pattern.
 */
bool lode__is_certain(LodeChecker *self, LodeModuleIndex module);
/* Whether evaluating the module that asks is certain to ask (flags of the request; an import always is). */
bool lode__is_asked_for_certain(const LodeRequest *request);
/* Whether the request asks for a package: neither a path, a #name, a URL, a core module nor a pattern. */
bool lode__is_bare(LodeChecker *self, const LodeRequest *request);
/* The name of the package in a bare specifier: "@a/b" of "@a/b/c"; borrows. */
LodeStr lode__package_name(LodeStr specifier);

/* ------------------------------------------------------------------ the rules */

void lode__rule_unresolved(LodeChecker *self);
void lode__rule_syntax_error(LodeChecker *self);
void lode__rule_missing_export(LodeChecker *self);
void lode__rule_ambiguous_export(LodeChecker *self);
void lode__rule_undeclared_dependency(LodeChecker *self);
void lode__rule_require_async(LodeChecker *self);
void lode__rule_interop_default(LodeChecker *self);
void lode__rule_dual_package(LodeChecker *self);
void lode__rule_case_mismatch(LodeChecker *self);
void lode__rule_cycle(LodeChecker *self);
void lode__rule_unused_export(LodeChecker *self);
void lode__rule_unused_module(LodeChecker *self);

#endif

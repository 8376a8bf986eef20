/*
 * Exports: the import and export entries of a module, and the errors among them.
 *
 * ECMAScript's ParseModule over the tree of one source: what it imports, what its top
 * level declares, and from both the export entries in source order. A name that is
 * imported and exported again is an indirect export. Errors are those that ECMAScript
 * calls early and the grammar does not show: an export twice or of nothing, an import whose
 * name is taken, names that no module can have. In a source that has syntax errors
 * there is no telling what is declared: it gets entries and no early errors.
 *
 * Names are found by hash: linear in the top level of the source, where it is a
 * module; nothing for others.
 */
#ifndef LODE_SYNTAX_EXPORTS_H
#define LODE_SYNTAX_EXPORTS_H

#include "syntax/diagnose.h"
#include "syntax/nameset.h"
#include "syntax/requests.h"
#include "syntax/skim.h"

/* A name that an import statement binds. */
typedef struct LodeImportEntry {
    uint32_t node;    /* the identifier of the binding */
    uint32_t request; /* index into the record's requests */
    uint32_t name;    /* index into that request's names */
} LodeImportEntry;

typedef struct LodeDeclaration {
    LodeBindingKind kind; /* UNKNOWN for an import */
    bool lexical;         /* it allows no other of its name: let, const, class, function and imports */
    bool doubtful;        /* there may be none: see LodeSkimName.nested */
    uint32_t import;      /* index of the import entry, or LODE_NO_IMPORT */
} LodeDeclaration;
#define LODE_NO_IMPORT UINT32_MAX

typedef struct LodeExports {
    LODE_VEC(LodeImportEntry) imports;      /* by node */
    LODE_VEC(LodeDeclaration) declarations; /* of the top level; a name's first */
    LodeNameSet declared;                   /* name: index into declarations */
    LodeNameSet exported;                   /* name: whether it is an anonymous default */
    LODE_VEC(LodeExport) list;              /* in source order; strings in the arena */
    LodeDiagnostics errors;                 /* in source order */
    bool wants_errors;
    const LodeSkim *skim; /* of a short parse: what it noted is not taken from the tree; or NULL */
    LodeBuf text;         /* scratch */
    LodeArena *arena;
    const LodeTree *tree;
    const LodeScopes *scopes;
    const LodeRequests *requests;
} LodeExports;

/* A zeroed LodeExports is ready; lists are reused by the next call. */
void lode_exports_release(LodeExports *self);
void lode_exports_clear(LodeExports *self);
/*
 * Fills the lists. The requests are those of the record: complete and sorted. After a short
 * parse with its skim: then an error says only that the source is to be read whole.
 */
void lode_exports_collect(LodeExports *self, const LodeTree *tree, const LodeScopes *scopes,
                          const LodeRequests *requests, const LodeSkim *skim, LodeArena *arena);

/* --- Between declared.c and exports.c */

/* The value of a name or string; borrowed from the source or in the arena. */
LodeStr lode__exports_name(LodeExports *self, uint32_t node);
/* The same of a name that the skim noted. */
LodeStr lode__exports_skimmed_name(LodeExports *self, const LodeSkimName *name);
LodeBindingKind lode__exports_skimmed_kind(LodeSkimKind kind);
/* The request of an import or export statement, or LODE_NO_REQUEST. */
uint32_t lode__exports_request(const LodeExports *self, uint32_t statement);
/* Fills `imports`, `declarations` and `declared`. */
void lode__exports_declare(LodeExports *self);
/* Reports the place in the tree, for a message with one name in it if `name` is present. */
void lode__exports_error(LodeExports *self, uint32_t node, const char *before, LodeStr name, const char *after);
/* Whether a string name has half a surrogate pair, which is reported. */
bool lode__exports_refuse_string(LodeExports *self, uint32_t node);

#endif

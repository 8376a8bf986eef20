/*
 * Names: what lode exports knows about a module, for the two ways of writing it.
 *
 * Reading order: names.c (rows and hidden names), names_json.c, names_text.c;
 * cmd_exports.c finds the modules and builds what is linked. Everything lives in the
 * arena of one answer.
 */
#ifndef LODE_CLI_NAMES_H
#define LODE_CLI_NAMES_H

#include "cli/session.h"
#include "graph/link.h"
#include "syntax/cjs_assigned.h"

/* A module whose names are asked for. */
typedef struct LodeNamesSubject {
    LodeStr asked; /* as it was written */
    LodeStr path;  /* of the file; absent for a core module */
    LodeStr core;  /* "fs"; absent for a file */
    bool is_found;
    LodeError error;        /* where it is not */
    LodeModuleIndex module; /* in the graph; LODE_MODULE_NONE for a core module */
    LodeNamespace space;    /* of that module, once there is a link; in the arena of the answer */
} LodeNamesSubject;

typedef struct LodeNames {
    LodeSession *session;
    LodeLink *link;
    LodeArena *arena; /* of one answer */
    /* The CommonJS text that was asked for positions last. */
    const LodePath *lines_file;
    LodeBuf lines_text;
    LodeLines lines;
} LodeNames;

/* One line of an answer: a name, and where it comes from. */
typedef struct LodeNamesRow {
    LodeStr name;
    LodeStr from; /* an id */
    LodeStr path; /* absolute; absent where there is no file */
    LodeStr local;
    LodeBindingKind kind;
    LodePosition position; /* line 0 where there is none */
} LodeNamesRow;

/* LodeNames that a CommonJS text sets and Node's lexer does not see. */
typedef struct LodeHiddenNames {
    LodeAssignedName *names;
    uint32_t count;
} LodeHiddenNames;

/* Gives back what a LodeNames holds besides the arena and the link. */
void lode_names_release(LodeNames *self);
LodeStr lode_names_id(const LodeNames *self, LodeModuleIndex module);
LodeNamesRow lode_names_row_of(LodeNames *self, LodeStr name, const LodeBindingPlace *place);
/* The same for a name of a namespace, whose origin may not be known. */
LodeNamesRow lode_names_row(LodeNames *self, const LodeNamespaceName *name);
LodeHiddenNames lode_names_hidden(const LodeNames *self, const LodeNamesSubject *subject);
/* Why Node does not see a name that is set in this way; static. */
const char *lode_names_hidden_reason(LodeAssignedWay way);
/* The names of a core module, `default` among them, sorted. */
size_t lode_names_of_core(const LodeNames *self, const LodeNamesSubject *subject, LodeStr **names);
LodeNamesRow lode_names_core_row(const LodeNames *self, const LodeNamesSubject *subject, LodeStr name);

/* One document: docs/schema/exports.json. */
void lode_names_json(LodeBuf *out, LodeNames *self, const LodeNamesSubject *subject);
/* The answer of one line of a batch: names alone. */
void lode_names_line(LodeBuf *out, const LodeNames *self, const LodeNamesSubject *subject);
void lode_names_text(LodeOutput *out, LodeNames *self, const LodeNamesSubject *subject);

#endif

/*
 * Changes: which modules of a graph a list of changed files touches.
 *
 * A module whose file is in the list; every module of a package whose
 * package.json is (its type, exports and imports decide about all of them); and
 * modules with a request that did not resolve because it means a file that is
 * in the list and gone.
 */
#ifndef LODE_CLI_CHANGES_H
#define LODE_CLI_CHANGES_H

#include "cli/select.h"

typedef struct LodeChanges {
    LodeModuleVec modules;     /* ascending, distinct */
    LODE_VEC(LodeStr) outside; /* paths that touch no module, relative to the root, sorted */
} LodeChanges;

/* `paths` are absolute. */
void lode_changes_find(LodeSession *session, const LodeStr *paths, size_t count, LodeChanges *out);
void lode_changes_release(LodeChanges *self);

#endif

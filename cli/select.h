/*
 * Select: which modules of a graph a word on the command line means.
 *
 * The first of these that names something: an id as output shows it; a file, by
 * its path; a folder, for every module below it; a core module, with or without
 * "node:"; a glob on ids; the name of a package, for every module of it.
 */
#ifndef LODE_CLI_SELECT_H
#define LODE_CLI_SELECT_H

#include "cli/session.h"

typedef LODE_VEC(LodeModuleIndex) LodeModuleVec;

typedef enum LodeSelected {
    LODE_SELECTED,      /* at least one module */
    LODE_SELECTED_NONE, /* the word means something that is not in the graph */
    LODE_SELECTED_ERROR /* it means nothing at all; `error` says so */
} LodeSelected;

/* Appends the modules, ascending, to `out`. */
LodeSelected lode_select(LodeSession *session, LodeStr word, LodeModuleVec *out, LodeError *error);

#endif

/*
 * Modules: the table of ES modules that a host has loaded, and the algorithms of ECMAScript on them.
 */
#ifndef LODE_LOADER_MODULES_H
#define LODE_LOADER_MODULES_H

#include "loader/host_state.h"

LodeModules *lode__modules_new(LodeHost *host);
void lode__modules_free(LodeModules *self);

#endif

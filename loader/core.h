/*
 * Core: the JavaScript that lode carries with it.
 *
 * Core modules ("fs", "timers/promises"), files that only they require ("internal/boot") and the
 * npm packages that they are made of ("npm/buffer/index.js"), as tools/embed.mjs collected them.
 * What each file requires was settled then. Static data; sorted by id.
 */
#ifndef LODE_LOADER_CORE_H
#define LODE_LOADER_CORE_H

#include "base/str.h"

typedef struct LodeCoreRequest {
    LodeStr specifier;
    uint32_t file; /* index into lode__core_files */
} LodeCoreRequest;

typedef struct LodeCoreFile {
    LodeStr id;
    LodeStr text;
    const LodeCoreRequest *requests;
    uint32_t request_count;
} LodeCoreFile;

extern const LodeCoreFile lode__core_files[];
extern const size_t lode__core_file_count;

/* The index of the file with this id; LODE_NOT_FOUND where there is none. */
size_t lode__core_find(LodeStr id);
/* Whether a program may load it: no "internal/" and no "npm/". `name` is without "node:". */
bool lode__core_is_public(LodeStr name);

#endif

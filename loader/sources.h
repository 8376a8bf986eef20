/*
 * Sources: what was compiled, by URL, so that places of the engine can be told as places of the source.
 *
 * The engine runs bodies (syntax/body.h), whose columns may differ from the source's, and CommonJS
 * in a wrapper that shifts the first line. Whoever compiles a text adds a row; stacks and messages are
 * translated with it.
 */
#ifndef LODE_LOADER_SOURCES_H
#define LODE_LOADER_SOURCES_H

#include "loader/host_state.h"
#include "syntax/body.h"

typedef struct LodeSource {
    LodeStr url;                 /* as given to the engine; the key */
    LodeStr path;                /* absolute path of the file; absent where there is none */
    LodeStr text;                /* the source where there is no file to read it from, otherwise absent */
    const LodeBodyPlace *places; /* by line and column */
    uint32_t place_count;
    uint32_t first_line_shift; /* columns that the wrapper puts before the first line */
    const LodeRecord *record;  /* of an ES module, for lode_body_message; NULL for scripts */
} LodeSource;

/* What the row points to must live as long as the host (host->arena). A second row for one URL replaces the first. */
void lode__sources_add(LodeHost *host, LodeSource source);
/* The column of the source, from 1, for a place of the engine. */
uint32_t lode__source_column(const LodeSource *self, uint32_t line, uint32_t column);
/* A line of the source, from 1, without its end, appended; false where it cannot be had. */
bool lode__source_line(LodeHost *host, const LodeSource *self, uint32_t line, LodeBuf *out);
/* NULL where nothing was compiled under this URL. */
const LodeSource *lode__sources_find(LodeHost *host, LodeStr url);
void lode__sources_release(LodeHost *host);

#endif

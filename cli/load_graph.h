/*
 * lode run --graph: the graph as it was loaded.
 *
 * While the program runs, every request that was resolved is noted (loader/trace.h). Afterwards the
 * static graph of what was loaded is built, and each request is looked up there: its position, names and
 * flags are those of the source. A request that no source shows (a computed specifier, a createRequire, a
 * loader hook that leads elsewhere) is an edge of its own with LODE_REQUEST_RUNTIME. Modules and edges
 * that the static graph has and the program never loaded are left out.
 */
#ifndef LODE_CLI_LOAD_GRAPH_H
#define LODE_CLI_LOAD_GRAPH_H

#include "cli/session.h"
#include "loader/trace.h"

typedef struct LodeLoadNotes LodeLoadNotes;

LodeLoadNotes *lode_load_notes_new(void);
void lode_load_notes_free(LodeLoadNotes *self);
void lode_load_notes_take(LodeLoadNotes *self, const LodeLoadEvent *event);
/* Writes the graph as `lode graph --format json` does; what fails is reported by the session. */
void lode_load_graph_write(LodeLoadNotes *self, LodeSession *session, LodeStr file);

#endif

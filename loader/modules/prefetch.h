/*
 * Prefetch: a second thread that reads, parses and rewrites modules before they are asked for.
 *
 * While one thread compiles a module in the engine, the other follows its imports. All that it does
 * is a function of files that the load in progress is certain to need, in the order in which it
 * will, so nothing can be seen of it but the time. Small programs never start it.
 *
 *     want ──▶ WAITING ──▶ BUSY ──▶ DONE ──▶ taken
 *                 └──────── stolen: who loads came first, and does it without help
 *
 * The thread has a resolver and a parser of its own; the cache of the file system is shared. Failures, and what the
 * engine has to check as a module (lode_body: is_suspect), are not passed on: who loads does it again and reports.
 */
#ifndef LODE_LOADER_PREFETCH_H
#define LODE_LOADER_PREFETCH_H

#include "loader/host_state.h"
#include "syntax/body.h"

typedef struct LodePrefetch LodePrefetch;

/* Everything about one file that is a module. */
typedef struct LodePrefetched {
    const LodeRecord *record; /* lives as long as the prefetch */
    uint64_t bytes;           /* of the source */
    LodeBody body;            /* in `arena` */
    LodeArena arena;          /* the taker's to release */
} LodePrefetched;

LodePrefetch *lode__prefetch_new(LodeHost *host);
/* Ends the thread and frees everything: records that were taken die. */
void lode__prefetch_free(LodePrefetch *self);

/* The file of a module will be loaded. */
void lode__prefetch_want(LodePrefetch *self, LodeStr url, LodePath *file, LodeFormat format);
/* What a loaded module asks for will be loaded: its record must outlive the prefetch. */
void lode__prefetch_want_requests(LodePrefetch *self, LodeStr path, const LodeRecord *record);
/*
 * What is there of a module. Where the thread is just at it, does other jobs in the meantime, and waits where there are
 * none. False: do it yourself.
 */
bool lode__prefetch_take(LodePrefetch *self, LodeStr url, LodePrefetched *out);
#endif

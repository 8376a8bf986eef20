/*
 * Source: the bytes of one module, or the reason why there are none.
 *
 * Only regular files are read, and none over LODE_SOURCE_LIMIT. The file system
 * may change while lode runs: a file that was there when its request was resolved
 * and is gone now is LODE_CHANGED. A data: URL carries its own bytes.
 */
#ifndef LODE_GRAPH_SOURCE_H
#define LODE_GRAPH_SOURCE_H

#include "base/error.h"
#include "base/memo.h"

/* V8 refuses longer strings (2^29 - 24), so Node cannot load a longer source either. */
enum { LODE_SOURCE_LIMIT = 512 * 1024 * 1024 };

/* Replaces the content of `out` with the bytes of a file; false and `*error` filled (in `arena`) where it cannot. */
bool lode_source_read(LodeMemo *memo, LodePath *file, LodeBuf *out, LodeArena *arena, LodeError *error);

/* Replaces the content of `out` with the body of a data: URL. False where it has none. */
bool lode_source_read_data(LodeStr url, LodeBuf *out);

#endif

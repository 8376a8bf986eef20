/*
 * POSIX paths as text: no question to the file system is asked here.
 *
 * The functions answer what Node's `path` module answers on POSIX for the same
 * input. Paths are bytes; only '/' has a meaning. Results go to an arena or
 * borrow from the argument, as each function says.
 */
#ifndef LODE_BASE_PATH_H
#define LODE_BASE_PATH_H

#include "base/arena.h"

static inline bool lode_path_is_absolute(LodeStr path)
{
    return path.size > 0 && path.data[0] == '/';
}

/* True for an absolute path without "//", "." or ".." segments and trailing slash ("/" itself is). */
bool lode_path_is_normal(LodeStr path);
/* path.resolve(base, path) for an absolute base: absolute, normal. New in the arena. */
LodeStr lode_path_resolve(LodeArena *arena, LodeStr base, LodeStr path);
/* The same, appended to nothing: replaces the content of `out`. For hot paths. */
void lode_path_resolve_into(LodeBuf *out, LodeStr base, LodeStr path);
/* path.normalize(path): keeps a trailing slash and leading ".."; "." for the empty path. */
LodeStr lode_path_normalize(LodeArena *arena, LodeStr path);
/* path.dirname: borrows from `path` (or a static "." or "/"). */
LodeStr lode_path_directory(LodeStr path);
/* path.basename without trailing slashes. Borrows. */
LodeStr lode_path_base_name(LodeStr path);
/* path.extname: with the dot, empty where there is none. Borrows. */
LodeStr lode_path_extension(LodeStr path);
/* path.relative(from, to) of two absolute normal paths; "" where they are the same. */
LodeStr lode_path_relative(LodeArena *arena, LodeStr from, LodeStr to);
/* Whether normal `path` is `directory` or below it. */
bool lode_path_is_inside(LodeStr directory, LodeStr path);

#endif

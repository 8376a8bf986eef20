/*
 * Git: which files differ between a revision and the working tree.
 *
 * Asks the git program, started directly (no shell) and told not to write
 * anything or to start a file-system monitor. Counted are files that differ
 * from the revision (a renamed one under both names, deleted ones too) and files
 * that git does not know and does not ignore.
 */
#ifndef LODE_CLI_GIT_H
#define LODE_CLI_GIT_H

#include "base/error.h"
#include "base/vec.h"

typedef LODE_VEC(LodeStr) LodeGitPaths;

/*
 * Appends the absolute paths of all changed files of the repository that
 * `directory` belongs to; texts live in `arena`. False and LODE_GIT where git is
 * missing, `directory` is in no repository, or `revision` is none.
 */
bool lode_git_changed(LodeStr directory, LodeStr revision, LodeArena *arena, LodeGitPaths *out, LodeError *error);

#endif

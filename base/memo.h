/*
 * Memo: one object for each path that was ever asked about.
 *
 * A LodePath remembers what stands there, where its links lead, that nothing is
 * there, and (in a slot for the layer above) the package.json of a directory. So
 * a question is asked of the system once, and never below a directory that is
 * absent. The system may change while lode runs; a memo answers as it first saw
 * it, which is also what makes results independent of the schedule.
 *
 * Threads may ask at the same time. A LodePath is never freed before its memo
 * and never moves. Two threads that ask a new question together may both ask the
 * system; the first answer is kept. Cost: about 200 bytes and the text for each
 * path; one hash and one lock for each look-up by text.
 */
#ifndef LODE_BASE_MEMO_H
#define LODE_BASE_MEMO_H

#include "base/fs.h"

#include <stdatomic.h>

typedef struct LodeMemo LodeMemo;
typedef struct LodePath LodePath;

/* Counts of questions to the file system below, for tests of cost and `--format stats`. */
typedef struct LodeMemoCounts {
    uint64_t lstats;
    uint64_t read_links;
    uint64_t read_files;
    uint64_t read_directories;
    uint64_t paths;
} LodeMemoCounts;

/* The memo borrows `fs`, which must outlive it. */
LodeMemo *lode_memo_new(LodeFs *fs);
void lode_memo_free(LodeMemo *self);
LodeMemoCounts lode_memo_counts(const LodeMemo *self);
LodeFs *lode_memo_fs(const LodeMemo *self);

/* The object of an absolute, normal path. */
LodePath *lode_memo_path(LodeMemo *self, LodeStr path);
/* The object of `name` (one segment) in a directory. */
LodePath *lode_memo_child(LodeMemo *self, LodePath *directory, LodeStr name);

/* Its text: absolute, normal, NUL-terminated, as long as the memo. */
LodeStr lode_path_text(const LodePath *self);
/* The directory above it ("/" for paths that are too long for the system); NULL for "/". */
LodePath *lode_path_parent(const LodePath *self);

/*
 * What stands there once links are followed (Node's internalModuleStat): never
 * LODE_FILE_LINK; absent for a dangling link, a loop (over 40 links, as Linux
 * counts) and below a file.
 */
LodeFileType lode_memo_type(LodeMemo *self, LodePath *path);
static inline bool lode_file_type_is_file(LodeFileType type)
{
    return type == LODE_FILE_REGULAR || type == LODE_FILE_OTHER;
}
/*
 * Whether nothing at all stands at the path, by what is known of its folders or
 * one lstat. False for links, whatever they lead to.
 */
bool lode_memo_is_absent(LodeMemo *self, LodePath *path);
/* fs.realpathSync: NULL where it does not exist. */
LodePath *lode_memo_real(LodeMemo *self, LodePath *path);
/* Reads a file as LodeFsOps.read_file; counted, not remembered. */
int lode_memo_read(LodeMemo *self, LodePath *path, size_t limit, LodeBuf *out);
/* The first bytes of a file, at most `size`; counted, not remembered. */
int lode_memo_read_start(LodeMemo *self, LodePath *path, size_t size, LodeBuf *out);
/* Names in a directory, sorted by bytes, in `arena`; an errno or 0. Not remembered. */
typedef struct LodeDirectoryEntry {
    LodeStr name;
    LodeFileType type;
} LodeDirectoryEntry;
int lode_memo_list(LodeMemo *self, LodePath *directory, LodeArena *arena, LodeDirectoryEntry **entries, size_t *count);

/*
 * Slots of each path for the layer above, empty at first. `set` keeps the first
 * value that any thread stored and returns the one that is kept. One memo serves
 * one cache: the values belong to it.
 */
typedef enum LodePathSlot {
    LODE_PATH_SLOT_PACKAGE,      /* of a directory: its package.json, present or not */
    LODE_PATH_SLOT_SCOPE,        /* of a directory: the nearest package.json */
    LODE_PATH_SLOT_NODE_MODULES, /* of a directory: the path of its node_modules */
    LODE_PATH_SLOT_URL,          /* of a file: the text of its URL */
    LODE_PATH_SLOT_COUNT
} LodePathSlot;
void *lode_path_slot(const LodePath *self, LodePathSlot slot);
void *lode_path_slot_set(LodePath *self, LodePathSlot slot, void *value);

#endif

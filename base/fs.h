/*
 * The file system as a table of functions.
 *
 * Everything above base/ asks these four questions and no others, so a test can
 * answer them from memory and a fuzzer from random bytes. The real table asks
 * the system; the one in memory holds files, directories and links that a test
 * added. A third layer, memo.h, remembers answers and counts them.
 *
 * Paths are absolute, normal and NUL-terminated. Answers are errno values (0 for
 * success), because that is what the system says and what a message must repeat.
 * Tables may be used by several threads at once.
 */
#ifndef LODE_BASE_FS_H
#define LODE_BASE_FS_H

#include "base/arena.h"

typedef enum LodeFileType {
    LODE_FILE_ABSENT, /* also where the answer was an error: see LodeStat.error */
    LODE_FILE_REGULAR,
    LODE_FILE_DIRECTORY,
    LODE_FILE_LINK,
    LODE_FILE_OTHER /* pipe, socket, device: Node calls it a file, lode never opens it */
} LodeFileType;

typedef struct LodeStat {
    LodeFileType type;
    int error; /* errno where type is LODE_FILE_ABSENT */
    uint64_t size;
} LodeStat;

typedef void (*LodeDirectoryVisitor)(void *context, LodeStr name, LodeFileType type);

typedef struct LodeFs LodeFs;

typedef struct LodeFsOps {
    /* What stands at the path itself: links are not followed. */
    LodeStat (*lstat)(LodeFs *self, const char *path);
    /* Replaces the content of `target` with the text of the link. */
    int (*read_link)(LodeFs *self, const char *path, LodeBuf *target);
    /*
     * Replaces the content of `out` with the bytes of a regular file (links are
     * followed). EFBIG over `limit` bytes; EISDIR for a directory; ENXIO for
     * other things that are no regular file, which are not opened for reading.
     */
    int (*read_file)(LodeFs *self, const char *path, size_t limit, LodeBuf *out);
    /* The same for the first `size` bytes at most. */
    int (*read_start)(LodeFs *self, const char *path, size_t size, LodeBuf *out);
    /* Calls `visit` for each name but "." and "..", in no order; LODE_FILE_OTHER where the kind is unknown. */
    int (*read_directory)(LodeFs *self, const char *path, LodeDirectoryVisitor visit, void *context);
    void (*free)(LodeFs *self);
} LodeFsOps;

struct LodeFs {
    const LodeFsOps *ops;
};

/* The system's files. Free with lode_fs_free. */
LodeFs *lode_fs_real_new(void);

/* An empty tree in memory that holds "/" only. Not for concurrent changes. */
LodeFs *lode_fs_memory_new(void);
/* Adds or replaces a file or link; missing directories are made. `path` absolute and normal. */
void lode_fs_memory_add(LodeFs *self, LodeStr path, LodeStr bytes);
void lode_fs_memory_add_directory(LodeFs *self, LodeStr path);
void lode_fs_memory_add_link(LodeFs *self, LodeStr path, LodeStr target);
/* An entry that answers lstat as given and refuses reading with `error`. */
void lode_fs_memory_add_refusing(LodeFs *self, LodeStr path, LodeFileType type, int error);

static inline void lode_fs_free(LodeFs *self)
{
    if (self) {
        self->ops->free(self);
    }
}

#endif

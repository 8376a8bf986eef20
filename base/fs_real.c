/* The system's file system. Reading order: lstat, links, files, directories, the table. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static LodeFileType type_of_mode(mode_t mode)
{
    return S_ISREG(mode)   ? LODE_FILE_REGULAR
           : S_ISDIR(mode) ? LODE_FILE_DIRECTORY
           : S_ISLNK(mode) ? LODE_FILE_LINK
                           : LODE_FILE_OTHER;
}

static LodeStat real_lstat(LodeFs *self, const char *path)
{
    (void)self;
    struct stat status;
    if (lstat(path, &status) != 0) {
        return (LodeStat){.type = LODE_FILE_ABSENT, .error = errno};
    }
    return (LodeStat){.type = type_of_mode(status.st_mode), .size = (uint64_t)status.st_size};
}

static int real_read_link(LodeFs *self, const char *path, LodeBuf *target)
{
    (void)self;
    lode_buf_clear(target);
    size_t room = 256;
    for (;;) {
        lode_buf_reserve(target, room);
        ssize_t size = readlink(path, target->data, room);
        if (size < 0) {
            return errno;
        }
        if ((size_t)size < room) {
            target->size = (size_t)size;
            target->data[size] = '\0';
            return 0;
        }
        room *= 2; /* the text may have been cut */
    }
}

/*
 * Reads to the end, or `most` bytes: the size that fstat gave is only a guess,
 * for a file may grow while it is read.
 */
static int read_bytes(int fd, size_t guess, size_t most, LodeBuf *out)
{
    lode_buf_reserve(out, guess + 1);
    while (out->size < most) {
        if (out->capacity - out->size < 2) {
            lode_buf_reserve(out, out->size);
        }
        size_t room = out->capacity - out->size - 1;
        ssize_t got = read(fd, out->data + out->size, room < most - out->size ? room : most - out->size);
        if (got < 0 && errno != EINTR) {
            return errno;
        }
        if (got == 0) {
            break;
        }
        out->size += got > 0 ? (size_t)got : 0;
    }
    out->data[out->size] = '\0';
    return 0;
}

/* Opens a regular file; the errno of the header otherwise. */
static int open_regular(const char *path, int *fd, size_t *size)
{
    /* Non-blocking, so that a pipe without a writer cannot hold the open; it is refused below. */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0) {
        return errno;
    }
    struct stat status;
    int error = fstat(*fd, &status) != 0   ? errno
                : S_ISDIR(status.st_mode)  ? EISDIR
                : !S_ISREG(status.st_mode) ? ENXIO
                                           : 0;
    if (error) {
        close(*fd);
        return error;
    }
    *size = (size_t)status.st_size;
    return 0;
}

static int real_read_file(LodeFs *self, const char *path, size_t limit, LodeBuf *out)
{
    (void)self;
    lode_buf_clear(out);
    int fd;
    size_t size = 0;
    int error = open_regular(path, &fd, &size);
    if (error) {
        return error;
    }
    /* One byte over the limit tells a file that grew past it. */
    error = size > limit ? EFBIG : read_bytes(fd, size, limit + 1, out);
    close(fd);
    return error ? error : out->size > limit ? EFBIG : 0;
}

static int real_read_start(LodeFs *self, const char *path, size_t size, LodeBuf *out)
{
    (void)self;
    lode_buf_clear(out);
    int fd;
    size_t whole = 0;
    int error = open_regular(path, &fd, &whole);
    if (error) {
        return error;
    }
    error = read_bytes(fd, size, size, out);
    close(fd);
    return error;
}

static int real_read_directory(LodeFs *self, const char *path, LodeDirectoryVisitor visit, void *context)
{
    (void)self;
    DIR *directory = opendir(path);
    if (!directory) {
        return errno;
    }
    int error = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (!entry) {
            error = errno;
            break;
        }
        LodeStr name = lode_str(entry->d_name);
        if (lode_str_equal(name, LODE_STR(".")) || lode_str_equal(name, LODE_STR(".."))) {
            continue;
        }
        LodeFileType type = entry->d_type == DT_REG   ? LODE_FILE_REGULAR
                            : entry->d_type == DT_DIR ? LODE_FILE_DIRECTORY
                            : entry->d_type == DT_LNK ? LODE_FILE_LINK
                                                      : LODE_FILE_OTHER;
        visit(context, name, type);
    }
    closedir(directory);
    return error;
}

static void real_free(LodeFs *self)
{
    free(self);
}

static const LodeFsOps real_ops = {real_lstat,      real_read_link,      real_read_file,
                                   real_read_start, real_read_directory, real_free};

LodeFs *lode_fs_real_new(void)
{
    LodeFs *self = lode_alloc(sizeof *self);
    self->ops = &real_ops;
    return self;
}

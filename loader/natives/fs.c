/*
 * native('fs'): the operations of libuv, one native each (fs_request.h says how they are called).
 * Reading order: operations on paths, on descriptors, reading and writing, the table.
 */
#include "loader/natives/fs_request.h"

#include <limits.h>
#include <math.h>
#include <unistd.h>

#define LOOP(self) (&(self)->host->loop)
#define PATH(self) ((self)->path.data)
#define DONE(self) lode__fs_callback(self)

/* A number as an int; what no int can hold is -1, which no call takes for a descriptor. */
static int integer(const FsRequest *self, size_t index)
{
    double value = lode__fs_number(self, index);
    return value >= INT_MIN && value <= INT_MAX ? (int)value : -1;
}

/* An owner: all bits set (-1) leaves it as it is. */
static uv_uid_t owner(const FsRequest *self, size_t index)
{
    double value = lode__fs_number(self, index);
    return value >= 0 && value <= UINT32_MAX ? (uv_uid_t)value : (uv_uid_t)-1;
}

/* A place in a file; -1 for where the descriptor stands. */
static int64_t place(const FsRequest *self, size_t index)
{
    double value = lode__fs_number(self, index);
    return value >= -9.2e18 && value <= 9.2e18 ? (int64_t)value : INT64_MAX;
}

/* ---- paths ---- */

static int start_access(FsRequest *self)
{
    return uv_fs_access(LOOP(self), &self->uv, PATH(self), integer(self, 0), DONE(self));
}

static int start_open(FsRequest *self)
{
    return uv_fs_open(LOOP(self), &self->uv, PATH(self), integer(self, 0), integer(self, 1), DONE(self));
}

static int start_mkdir(FsRequest *self)
{
    return uv_fs_mkdir(LOOP(self), &self->uv, PATH(self), integer(self, 0), DONE(self));
}

static int start_mkdtemp(FsRequest *self)
{
    self->as_bytes = lode__fs_truth(self, 0);
    return uv_fs_mkdtemp(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_rmdir(FsRequest *self)
{
    return uv_fs_rmdir(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_unlink(FsRequest *self)
{
    return uv_fs_unlink(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_chmod(FsRequest *self)
{
    return uv_fs_chmod(LOOP(self), &self->uv, PATH(self), integer(self, 0), DONE(self));
}

static int start_chown(FsRequest *self)
{
    return uv_fs_chown(LOOP(self), &self->uv, PATH(self), owner(self, 0), owner(self, 1), DONE(self));
}

static int start_lchown(FsRequest *self)
{
    return uv_fs_lchown(LOOP(self), &self->uv, PATH(self), owner(self, 0), owner(self, 1), DONE(self));
}

static int start_utime(FsRequest *self)
{
    return uv_fs_utime(LOOP(self), &self->uv, PATH(self), lode__fs_number(self, 0), lode__fs_number(self, 1),
                       DONE(self));
}

static int start_lutime(FsRequest *self)
{
    return uv_fs_lutime(LOOP(self), &self->uv, PATH(self), lode__fs_number(self, 0), lode__fs_number(self, 1),
                        DONE(self));
}

/* stat(done, path, as_integers, may_be_missing) */
static void take_stat_options(FsRequest *self)
{
    self->as_integers = lode__fs_truth(self, 0);
    self->may_be_missing = lode__fs_truth(self, 1);
}

static int start_stat(FsRequest *self)
{
    take_stat_options(self);
    return uv_fs_stat(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_lstat(FsRequest *self)
{
    take_stat_options(self);
    return uv_fs_lstat(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_statfs(FsRequest *self)
{
    self->as_integers = lode__fs_truth(self, 0);
    return uv_fs_statfs(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_readlink(FsRequest *self)
{
    self->as_bytes = lode__fs_truth(self, 0);
    return uv_fs_readlink(LOOP(self), &self->uv, PATH(self), DONE(self));
}

static int start_realpath(FsRequest *self)
{
    self->as_bytes = lode__fs_truth(self, 0);
    return uv_fs_realpath(LOOP(self), &self->uv, PATH(self), DONE(self));
}

/* scandir(done, path, as_bytes, with_kinds) */
static int start_scandir(FsRequest *self)
{
    self->as_bytes = lode__fs_truth(self, 0);
    self->answer = lode__fs_truth(self, 1) ? FS_ANSWER_NAMES_KINDS : FS_ANSWER_NAMES;
    return uv_fs_scandir(LOOP(self), &self->uv, PATH(self), 0, DONE(self));
}

static int start_rename(FsRequest *self)
{
    return uv_fs_rename(LOOP(self), &self->uv, PATH(self), self->dest.data, DONE(self));
}

static int start_link(FsRequest *self)
{
    return uv_fs_link(LOOP(self), &self->uv, PATH(self), self->dest.data, DONE(self));
}

static int start_symlink(FsRequest *self)
{
    return uv_fs_symlink(LOOP(self), &self->uv, PATH(self), self->dest.data, 0, DONE(self));
}

static int start_copyfile(FsRequest *self)
{
    return uv_fs_copyfile(LOOP(self), &self->uv, PATH(self), self->dest.data, integer(self, 0), DONE(self));
}

/* ---- descriptors ---- */

static int start_close(FsRequest *self)
{
    return uv_fs_close(LOOP(self), &self->uv, integer(self, 0), DONE(self));
}

/* fstat(done, fd, as_integers) */
static int start_fstat(FsRequest *self)
{
    self->as_integers = lode__fs_truth(self, 1);
    return uv_fs_fstat(LOOP(self), &self->uv, integer(self, 0), DONE(self));
}

static int start_fsync(FsRequest *self)
{
    return uv_fs_fsync(LOOP(self), &self->uv, integer(self, 0), DONE(self));
}

static int start_fdatasync(FsRequest *self)
{
    return uv_fs_fdatasync(LOOP(self), &self->uv, integer(self, 0), DONE(self));
}

static int start_ftruncate(FsRequest *self)
{
    return uv_fs_ftruncate(LOOP(self), &self->uv, integer(self, 0), place(self, 1), DONE(self));
}

static int start_fchmod(FsRequest *self)
{
    return uv_fs_fchmod(LOOP(self), &self->uv, integer(self, 0), integer(self, 1), DONE(self));
}

static int start_fchown(FsRequest *self)
{
    return uv_fs_fchown(LOOP(self), &self->uv, integer(self, 0), owner(self, 1), owner(self, 2), DONE(self));
}

static int start_futime(FsRequest *self)
{
    return uv_fs_futime(LOOP(self), &self->uv, integer(self, 0), lode__fs_number(self, 1), lode__fs_number(self, 2),
                        DONE(self));
}

/* ---- reading and writing ---- */

/* The bytes [offset, offset + length) of a view, as far as it reaches. */
static uv_buf_t part(const FsRequest *self, LodeValue view, double offset, double length)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    if (!self->host->ops->to_bytes(self->host->engine, view, &bytes, &size) || !bytes || offset < 0 ||
        offset > (double)size || length < 0) {
        return uv_buf_init(NULL, 0);
    }
    size_t room = size - (size_t)offset;
    size_t wanted = length < (double)room ? (size_t)length : room;
    return uv_buf_init((char *)bytes + (size_t)offset, wanted < INT_MAX ? (unsigned)wanted : INT_MAX);
}

/* read(done, fd, view, offset, length, place) */
static int start_read(FsRequest *self)
{
    LodeValue view = lode__fs_value(self, 1);
    uv_buf_t buffer = part(self, view, lode__fs_number(self, 2), lode__fs_number(self, 3));
    lode__fs_hold(self, view);
    return uv_fs_read(LOOP(self), &self->uv, integer(self, 0), &buffer, 1, place(self, 4), DONE(self));
}

static int start_write(FsRequest *self)
{
    LodeValue view = lode__fs_value(self, 1);
    uv_buf_t buffer = part(self, view, lode__fs_number(self, 2), lode__fs_number(self, 3));
    lode__fs_hold(self, view);
    return uv_fs_write(LOOP(self), &self->uv, integer(self, 0), &buffer, 1, place(self, 4), DONE(self));
}

/* The views of an array that belongs to us: it does not change while the request holds it. */
static unsigned take_vector(FsRequest *self, LodeValue views)
{
    const LodeHost *host = self->host;
    double length = lode__fs_number(self, 3);
    unsigned size = length > 0 && length <= INT_MAX ? (unsigned)length : 0;
    self->buffers = lode_alloc((size ? size : 1) * sizeof *self->buffers);
    for (unsigned i = 0; i < size; i++) {
        LodeValue view = host->ops->get_index(host->engine, views, i, NULL);
        self->buffers[i] = view ? part(self, view, 0, INFINITY) : uv_buf_init(NULL, 0);
    }
    lode__fs_hold(self, views);
    return size;
}

/* readv(done, fd, views, place, count of views) */
static int start_readv(FsRequest *self)
{
    unsigned size = take_vector(self, lode__fs_value(self, 1));
    return uv_fs_read(LOOP(self), &self->uv, integer(self, 0), self->buffers, size, place(self, 2), DONE(self));
}

static int start_writev(FsRequest *self)
{
    unsigned size = take_vector(self, lode__fs_value(self, 1));
    return uv_fs_write(LOOP(self), &self->uv, integer(self, 0), self->buffers, size, place(self, 2), DONE(self));
}

/* exists(path): whether there is something, at once and without an error. */
static LodeValue exists(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue result = NULL;
    if (lode__fs_path(host, lode__argument(host, count, arguments, 0), &path, thrown)) {
        result = lode__boolean(host, access(path.data, F_OK) == 0);
    }
    lode_buf_release(&path);
    return result;
}

/* ---- the table ---- */

/* name, `syscall` of its errors, paths, answer */
#define FS_OPERATIONS(X)                  \
    X(access, "access", 1, NOTHING)       \
    X(open, "open", 1, NUMBER)            \
    X(mkdir, "mkdir", 1, NOTHING)         \
    X(mkdtemp, "mkdtemp", 1, PATH)        \
    X(rmdir, "rmdir", 1, NOTHING)         \
    X(unlink, "unlink", 1, NOTHING)       \
    X(chmod, "chmod", 1, NOTHING)         \
    X(chown, "chown", 1, NOTHING)         \
    X(lchown, "lchown", 1, NOTHING)       \
    X(utime, "utime", 1, NOTHING)         \
    X(lutime, "lutime", 1, NOTHING)       \
    X(stat, "stat", 1, STAT)              \
    X(lstat, "lstat", 1, STAT)            \
    X(statfs, "statfs", 1, STATFS)        \
    X(readlink, "readlink", 1, TEXT)      \
    X(realpath, "realpath", 1, TEXT)      \
    X(scandir, "scandir", 1, NAMES)       \
    X(readfile, "open", 1, CONTENT)       \
    X(writefile, "open", 1, NOTHING)      \
    X(rename, "rename", 2, NOTHING)       \
    X(link, "link", 2, NOTHING)           \
    X(symlink, "symlink", 2, NOTHING)     \
    X(copyfile, "copyfile", 2, NOTHING)   \
    X(close, "close", 0, NOTHING)         \
    X(fstat, "fstat", 0, STAT)            \
    X(fsync, "fsync", 0, NOTHING)         \
    X(fdatasync, "fdatasync", 0, NOTHING) \
    X(ftruncate, "ftruncate", 0, NOTHING) \
    X(fchmod, "fchmod", 0, NOTHING)       \
    X(fchown, "fchown", 0, NOTHING)       \
    X(futime, "futime", 0, NOTHING)       \
    X(read, "read", 0, NUMBER)            \
    X(write, "write", 0, NUMBER)          \
    X(readv, "read", 0, NUMBER)           \
    X(writev, "write", 0, NUMBER)

/* Of fs_whole.c. */
#define start_readfile lode__fs_start_readfile
#define start_writefile lode__fs_start_writefile

#define X(name, call_, paths_, answer_)                                                            \
    static LodeValue native_##name(LODE_NATIVE_PARAMETERS)                                         \
    {                                                                                              \
        LODE_NATIVE_BEGIN;                                                                         \
        static const FsOperation operation = {                                                     \
            .call = call_, .paths = paths_, .answer = FS_ANSWER_##answer_, .start = start_##name}; \
        return lode__fs_run(&operation, host, count, arguments, thrown);                           \
    }
FS_OPERATIONS(X)
#undef X

#define X(name, call, paths, answer) {#name, native_##name},
static const LodeNativeEntry entries[] = {
    FS_OPERATIONS(X){"readWhole", lode__fs_read_whole},
    {"writeWhole", lode__fs_write_whole},
    {"text", lode__fs_text},
    {"exists", exists},
};
#undef X

const LodeNativeSet lode__natives_fs = {
    .name = "fs",
    .entries = entries,
    .count = sizeof entries / sizeof *entries,
    .fill = lode__fs_fill_constants,
    .release = lode__fs_release,
};

/*
 * Whole files in one call of the synchronous forms, and in one request of the others: one trip to another thread, as in
 * Node. Reading order: text, descriptors, reading, writing.
 */
#include "loader/natives/fs_request.h"

#include "base/utf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FIRST_ROOM = 8192,       /* for files that do not know their size: /proc, pipes */
    LONGEST_TEXT = 536870888 /* units of a string in Node */
};
static const size_t LARGEST_FILE = INT_MAX;

/* ---- text ---- */

/* A surrogate in three bytes is no UTF-8: each byte becomes U+FFFD. (The engine's strings would take it as a surrogate.) */
static LodeValue utf8_value(LodeHost *host, LodeStr bytes)
{
    LodeBuf replaced = {0};
    size_t done = 0;
    for (size_t at = 0; at + 2 < bytes.size; at++) {
        const unsigned char *byte = (const unsigned char *)memchr(bytes.data + at, 0xED, bytes.size - at - 2);
        if (!byte) {
            break;
        }
        at = (size_t)((const char *)byte - bytes.data);
        if (byte[1] >= 0xA0 && byte[1] <= 0xBF && byte[2] >= 0x80 && byte[2] <= 0xBF) {
            lode_buf_append(&replaced, lode_str_slice(bytes, done, at));
            lode_buf_puts(&replaced, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
            at += 2;
            done = at + 1;
        }
    }
    if (done > 0) {
        lode_buf_append(&replaced, lode_str_slice(bytes, done, bytes.size));
        bytes = lode_buf_str(&replaced);
    }
    LodeValue text = lode__text(host, bytes);
    lode_buf_release(&replaced);
    return text;
}

static LodeValue content(LodeHost *host, LodeStr bytes, bool as_text, LodeValue *thrown)
{
    if (!as_text) {
        return host->ops->bytes(host->engine, bytes.data, bytes.size);
    }
    if (bytes.size > LONGEST_TEXT) {
        return lode__throw(host, thrown, "Error", "ERR_STRING_TOO_LONG",
                           LODE_STR("Cannot create a string longer than 0x1fffffe8 characters"));
    }
    return utf8_value(host, bytes);
}

/* text(bytes, size): its first `size` bytes as UTF-8. */
LodeValue lode__fs_text(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    unsigned char *bytes = NULL;
    size_t size = 0;
    host->ops->to_bytes(engine, lode__argument(host, count, arguments, 0), &bytes, &size);
    double wanted = lode__argument_number(host, count, arguments, 1, (double)size);
    size = wanted >= 0 && wanted < (double)size ? (size_t)wanted : size;
    return content(host, (LodeStr){(const char *)bytes, size}, true, thrown);
}

/* ---- descriptors ---- */

/* A path or a descriptor; `fd` is -1 before a path was opened. */
typedef struct Place {
    LodeBuf path;
    int fd;
    bool is_own;
} Place;

static int open_file(const char *path, int flags, int mode)
{
    int fd;
    do {
        fd = open(path, flags | O_CLOEXEC, (mode_t)mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

static bool open_place(LodeHost *host, LodeValue value, double flags, double mode, Place *self, LodeValue *thrown)
{
    *self = (Place){.fd = -1};
    if (host->ops->type(host->engine, value) == LODE_TYPE_NUMBER) {
        double fd = host->ops->to_number(host->engine, value, NULL);
        self->fd = fd >= 0 && fd <= INT_MAX ? (int)fd : -1;
        return true;
    }
    if (!lode__fs_path(host, value, &self->path, thrown)) {
        return false;
    }
    self->fd = open_file(self->path.data, (int)flags, (int)mode);
    if (self->fd < 0) {
        lode__fs_throw(host, thrown, uv_translate_sys_error(errno), "open", lode_buf_str(&self->path));
        return false;
    }
    self->is_own = true;
    return true;
}

static void close_place(Place *self)
{
    if (self->is_own) {
        close(self->fd);
    }
    lode_buf_release(&self->path);
}

/* ---- reading ---- */

/* Appends all that can be read; 0 or a status of libuv. */
static int read_all(int fd, size_t expected, LodeBuf *out)
{
    /* A byte for the read that finds the end, and one for the buffer's NUL. */
    lode_buf_reserve(out, expected + 2);
    for (;;) {
        if (out->size == out->capacity || out->capacity - out->size < 2) {
            /* One byte more tells whether it is the end. */
            lode_buf_reserve(out, out->size < FIRST_ROOM ? FIRST_ROOM : out->size);
        }
        ssize_t size = read(fd, out->data + out->size, out->capacity - out->size - 1);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return size < 0 ? uv_translate_sys_error(errno) : 0;
        }
        out->size += (size_t)size;
        if (out->size > LARGEST_FILE) {
            return UV_EFBIG;
        }
    }
}

static LodeValue throw_too_large(LodeHost *host, double size, LodeValue *thrown)
{
    LodeBuf message = {0};
    lode_buf_printf(&message, "File size (%.0f) is greater than 2 GiB", size);
    lode__throw(host, thrown, "RangeError", "ERR_FS_FILE_TOO_LARGE", lode_buf_str(&message));
    lode_buf_release(&message);
    return NULL;
}

static LodeValue read_place(LodeHost *host, int fd, bool as_text, LodeValue *thrown)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0) {
        return lode__fs_throw(host, thrown, uv_translate_sys_error(errno), "fstat", LODE_STR_NONE);
    }
    size_t expected = S_ISREG(stat.st_mode) ? (size_t)stat.st_size : 0;
    if (expected > LARGEST_FILE) {
        return throw_too_large(host, (double)expected, thrown);
    }
    LodeBuf bytes = {0};
    int status = read_all(fd, expected, &bytes);
    LodeValue result = status == UV_EFBIG ? throw_too_large(host, (double)bytes.size, thrown)
                       : status < 0       ? lode__fs_throw(host, thrown, status, "read", LODE_STR_NONE)
                                          : content(host, lode_buf_str(&bytes), as_text, thrown);
    lode_buf_release(&bytes);
    return result;
}

/* readWhole(path or descriptor, flags, as_text) */
LodeValue lode__fs_read_whole(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Place place;
    LodeValue result = NULL;
    if (open_place(host, lode__argument(host, count, arguments, 0), lode__argument_number(host, count, arguments, 1, 0),
                   0666, &place, thrown)) {
        result = read_place(host, place.fd, lode__argument_truth(host, count, arguments, 2), thrown);
    }
    close_place(&place);
    return result;
}

/* Reads from an open file, or leaves it open; 0 or a status of libuv, with `call`. */
static int read_open(FsRequest *self, int fd)
{
    FsWhole *whole = &self->whole;
    struct stat stat;
    if (fstat(fd, &stat) != 0) {
        self->call = "fstat";
        return uv_translate_sys_error(errno);
    }
    double expected = S_ISREG(stat.st_mode) ? (double)stat.st_size : 0;
    bool may_wait = !S_ISREG(stat.st_mode) && !S_ISDIR(stat.st_mode);
    if (may_wait || expected > whole->limit) {
        whole->fd = fd;
        return 0;
    }
    self->call = "read";
    return read_all(fd, (size_t)expected, &whole->bytes);
}

static int read_file(FsRequest *self)
{
    int fd = open_file(self->path.data, self->whole.flags, 0666);
    if (fd < 0) {
        return uv_translate_sys_error(errno);
    }
    int status = read_open(self, fd);
    if (self->whole.fd < 0) {
        close(fd);
    }
    return status;
}

/* readfile(done, path, flags, limit): the bytes; of a larger file, and of one that may keep a reader waiting, a descriptor. */
int lode__fs_start_readfile(FsRequest *self)
{
    self->whole.flags = (int)lode__fs_number(self, 0);
    self->whole.limit = lode__fs_number(self, 1);
    return lode__fs_queue(self, read_file);
}

/* ---- writing ---- */

static int write_all(int fd, LodeStr bytes)
{
    while (bytes.size > 0) {
        ssize_t size = write(fd, bytes.data, bytes.size);
        if (size >= 0) {
            bytes = lode_str_slice(bytes, (size_t)size, bytes.size);
        } else if (errno != EINTR) {
            return uv_translate_sys_error(errno);
        }
    }
    return 0;
}

/* writeWhole(path or descriptor, flags, mode, bytes or text, flush) */
LodeValue lode__fs_write_whole(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Place place = {.fd = -1};
    LodeBuf text = {0};
    LodeStr bytes;
    unsigned char *start = NULL;
    LodeValue result = NULL;
    LodeValue given = lode__argument(host, count, arguments, 3);
    if (host->ops->to_bytes(engine, given, &start, &bytes.size)) {
        bytes.data = (const char *)start;
    } else if (host->ops->to_text(engine, given, &text, thrown)) {
        lode__fs_replace_surrogates(&text);
        bytes = lode_buf_str(&text);
    } else {
        return NULL;
    }
    if (open_place(host, lode__argument(host, count, arguments, 0), lode__argument_number(host, count, arguments, 1, 0),
                   lode__argument_number(host, count, arguments, 2, 0666), &place, thrown)) {
        int status = write_all(place.fd, bytes);
        const char *call = "write";
        if (status == 0 && lode__argument_truth(host, count, arguments, 4) && fsync(place.fd) != 0) {
            status = uv_translate_sys_error(errno);
            call = "fsync";
        }
        result = status < 0 ? lode__fs_throw(host, thrown, status, call, LODE_STR_NONE) : lode__undefined(host);
    }
    close_place(&place);
    lode_buf_release(&text);
    return result;
}

static int write_file(FsRequest *self)
{
    int fd = open_file(self->path.data, self->whole.flags, self->whole.mode);
    if (fd < 0) {
        return uv_translate_sys_error(errno);
    }
    int status = write_all(fd, self->whole.given);
    if (status < 0) {
        self->call = "write";
        lode_buf_release(&self->path); /* the error names no file */
    }
    close(fd);
    return status;
}

/* writefile(done, path, flags, mode, view) */
int lode__fs_start_writefile(FsRequest *self)
{
    LodeValue view = lode__fs_value(self, 2);
    unsigned char *bytes = NULL;
    self->whole.flags = (int)lode__fs_number(self, 0);
    self->whole.mode = (int)lode__fs_number(self, 1);
    self->host->ops->to_bytes(self->host->engine, view, &bytes, &self->whole.given.size);
    self->whole.given.data = (const char *)bytes;
    lode__fs_hold(self, view);
    return lode__fs_queue(self, write_file);
}

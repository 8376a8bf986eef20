/* Reading order: errors, paths, arguments, answers, the life of a request, ending all. */
#include "loader/natives/fs_request.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- errors ---- */

static void quote(LodeBuf *message, const char *before, LodeStr path)
{
    lode_buf_puts(message, before);
    lode_buf_append_byte(message, '\'');
    lode_buf_append(message, path);
    lode_buf_append_byte(message, '\'');
}

LodeValue lode__fs_error(LodeHost *host, int status, const char *call, LodeStr path, LodeStr dest)
{
    LodeBuf message = {0};
    const char *code = uv_err_name(status);
    lode_buf_printf(&message, "%s: %s, %s", code, uv_strerror(status), call);
    if (!lode_str_is_none(path)) {
        quote(&message, " ", path);
    }
    if (!lode_str_is_none(dest)) {
        quote(&message, " -> ", dest);
    }
    LodeValue error = host->ops->error(host->engine, "Error", lode_buf_str(&message));
    lode_buf_release(&message);
    lode__set(host, error, "errno", lode__number(host, status));
    lode__set(host, error, "code", lode__text(host, lode_str(code)));
    lode__set(host, error, "syscall", lode__text(host, lode_str(call)));
    if (!lode_str_is_none(path)) {
        lode__set(host, error, "path", lode__text(host, path));
    }
    if (!lode_str_is_none(dest)) {
        lode__set(host, error, "dest", lode__text(host, dest));
    }
    lode__finish_error(host, error, NULL);
    return error;
}

LodeValue lode__fs_throw(LodeHost *host, LodeValue *thrown, int status, const char *call, LodeStr path)
{
    LodeValue error = lode__fs_error(host, status, call, path, LODE_STR_NONE);
    if (thrown) {
        *thrown = error;
    }
    return NULL;
}

/* ---- paths ---- */

void lode__fs_replace_surrogates(LodeBuf *text)
{
    for (size_t at = 0; at + 2 < text->size; at++) {
        unsigned char *bytes = (unsigned char *)text->data + at;
        if (bytes[0] == 0xED && bytes[1] >= 0xA0) {
            memcpy(bytes, "\xEF\xBF\xBD", 3);
        }
    }
}

bool lode__fs_path(LodeHost *host, LodeValue value, LodeBuf *out, LodeValue *thrown)
{
    unsigned char *bytes;
    size_t size;
    if (host->ops->to_bytes(host->engine, value, &bytes, &size)) {
        lode_buf_append(out, (LodeStr){(const char *)bytes, size});
    } else if (host->ops->to_text(host->engine, value, out, thrown)) {
        lode__fs_replace_surrogates(out);
    } else {
        return false;
    }
    lode_buf_reserve(out, 1);
    out->data[out->size] = '\0';
    return true;
}

/* ---- arguments ---- */

LodeValue lode__fs_value(const FsRequest *self, size_t index)
{
    return lode__argument(self->host, self->count, self->arguments, 1 + self->operation->paths + index);
}

double lode__fs_number(const FsRequest *self, size_t index)
{
    return lode__argument_number(self->host, self->count, self->arguments, 1 + self->operation->paths + index, 0);
}

bool lode__fs_truth(const FsRequest *self, size_t index)
{
    return lode__argument_truth(self->host, self->count, self->arguments, 1 + self->operation->paths + index);
}

void lode__fs_hold(FsRequest *self, LodeValue value)
{
    if (self->done) {
        self->held = value;
        self->host->ops->keep(self->host->engine, value);
    }
}

/* ---- answers ---- */

static LodeValue name_value(const FsRequest *self, const char *name)
{
    const LodeHost *host = self->host;
    LodeStr text = lode_str(name);
    return self->as_bytes ? host->ops->bytes(host->engine, text.data, text.size)
                          : host->ops->string(host->engine, text);
}

static LodeValue numbers_value(const FsRequest *self, const uint64_t *numbers, size_t count)
{
    enum { MOST = 18 };
    double doubles[MOST];
    const LodeHost *host = self->host;
    if (self->as_integers) {
        return host->ops->bytes(host->engine, numbers, count * sizeof *numbers);
    }
    for (size_t i = 0; i < count && i < MOST; i++) {
        doubles[i] = (double)(int64_t)numbers[i];
    }
    return host->ops->bytes(host->engine, doubles, count * sizeof *doubles);
}

/* In the order of the constructor of Stats. */
static LodeValue stat_value(const FsRequest *self)
{
    const uv_stat_t *stat = &self->uv.statbuf;
    const uv_timespec_t *times[] = {&stat->st_atim, &stat->st_mtim, &stat->st_ctim, &stat->st_birthtim};
    uint64_t numbers[18] = {stat->st_dev,  stat->st_mode,    stat->st_nlink, stat->st_uid,  stat->st_gid,
                            stat->st_rdev, stat->st_blksize, stat->st_ino,   stat->st_size, stat->st_blocks};
    for (size_t i = 0; i < 4; i++) {
        numbers[10 + 2 * i] = (uint64_t)times[i]->tv_sec;
        numbers[11 + 2 * i] = (uint64_t)times[i]->tv_nsec;
    }
    return numbers_value(self, numbers, 18);
}

static LodeValue statfs_value(const FsRequest *self)
{
    const uv_statfs_t *stat = self->uv.ptr;
    const uint64_t numbers[] = {stat->f_type,   stat->f_bsize, stat->f_blocks, stat->f_bfree,
                                stat->f_bavail, stat->f_files, stat->f_ffree};
    return numbers_value(self, numbers, sizeof numbers / sizeof *numbers);
}

static LodeValue names_value(FsRequest *self, bool with_kinds)
{
    LodeHost *host = self->host;
    LodeValue list = host->ops->array(host->engine, 0, NULL);
    unsigned size = 0;
    uv_dirent_t entry;
    while (uv_fs_scandir_next(&self->uv, &entry) != UV_EOF) {
        host->ops->set_index(host->engine, list, size++, name_value(self, entry.name), NULL);
        if (with_kinds) {
            host->ops->set_index(host->engine, list, size++, lode__number(host, entry.type), NULL);
        }
    }
    return list;
}

static LodeValue content_value(FsRequest *self)
{
    const LodeHost *host = self->host;
    FsWhole *whole = &self->whole;
    if (whole->fd < 0) {
        return host->ops->bytes(host->engine, whole->bytes.data, whole->bytes.size);
    }
    LodeValue descriptor = lode__number(self->host, whole->fd);
    whole->fd = -1; /* the program's now */
    return descriptor;
}

static LodeValue answer(FsRequest *self)
{
    switch (self->answer) {
    case FS_ANSWER_NUMBER:
        return lode__number(self->host, (double)self->uv.result);
    case FS_ANSWER_STAT:
        return stat_value(self);
    case FS_ANSWER_STATFS:
        return statfs_value(self);
    case FS_ANSWER_TEXT:
        return name_value(self, self->uv.ptr);
    case FS_ANSWER_PATH:
        return name_value(self, self->uv.path);
    case FS_ANSWER_CONTENT:
        return content_value(self);
    case FS_ANSWER_NAMES:
        return names_value(self, false);
    case FS_ANSWER_NAMES_KINDS:
        return names_value(self, true);
    case FS_ANSWER_NOTHING:
        break;
    }
    return lode__undefined(self->host);
}

/* The result, or NULL with the error. */
static LodeValue outcome(FsRequest *self, LodeValue *error)
{
    int status = self->uv.result < 0 ? (int)self->uv.result : 0;
    if (status == 0) {
        return answer(self);
    }
    if (self->may_be_missing && (status == UV_ENOENT || status == UV_ENOTDIR)) {
        return lode__undefined(self->host);
    }
    /* A job lets go of the path where its error names none. */
    LodeStr path = self->operation->paths > 0 && self->path.data ? lode_buf_str(&self->path) : LODE_STR_NONE;
    LodeStr dest = self->operation->paths > 1 ? lode_buf_str(&self->dest) : LODE_STR_NONE;
    *error = lode__fs_error(self->host, status, self->call, path, dest);
    return NULL;
}

/* ---- the life of a request ---- */

static void release(FsRequest *self)
{
    const LodeHost *host = self->host;
    uv_fs_req_cleanup(&self->uv);
    host->ops->drop(host->engine, self->done);
    host->ops->drop(host->engine, self->held);
    lode_buf_release(&self->path);
    lode_buf_release(&self->dest);
    free(self->buffers);
    lode_buf_release(&self->whole.bytes);
    if (self->whole.fd >= 0) {
        close(self->whole.fd);
    }
}

/* The requests that are under way: a list whose first is the state of this set of natives. */
static FsRequest *first_request(const LodeHost *host)
{
    return host->states[LODE_NATIVE_SET_fs];
}

static void link_request(FsRequest *self)
{
    self->next = first_request(self->host);
    if (self->next) {
        self->next->previous = self;
    }
    self->host->states[LODE_NATIVE_SET_fs] = self;
}

static void unlink_request(FsRequest *self)
{
    if (self->next) {
        self->next->previous = self->previous;
    }
    if (self->previous) {
        self->previous->next = self->next;
    } else {
        self->host->states[LODE_NATIVE_SET_fs] = self->next;
    }
}

static void on_done(uv_fs_t *uv)
{
    FsRequest *self = uv->data;
    LodeHost *host = self->host;
    unlink_request(self);
    if (!host->is_stopped && self->done) {
        LodeValue error = NULL;
        LodeValue result = outcome(self, &error);
        LodeValue arguments[] = {error ? error : host->ops->null(host->engine), result};
        LodeValue done = self->done;
        lode__host_enter(host, done, result ? 2 : 1, arguments);
    }
    release(self);
    free(self);
}

uv_fs_cb lode__fs_callback(const FsRequest *self)
{
    return self->done ? on_done : NULL;
}

static void do_job(uv_work_t *work)
{
    FsRequest *self = work->data;
    self->uv.result = self->job(self);
}

static void on_job_done(uv_work_t *work, int status)
{
    FsRequest *self = work->data;
    self->uv.result = status < 0 ? status : self->uv.result;
    on_done(&self->uv);
}

int lode__fs_queue(FsRequest *self, FsJob job)
{
    self->job = job;
    if (!self->done) {
        return job(self);
    }
    self->work.data = self;
    return uv_queue_work(&self->host->loop, &self->work, do_job, on_job_done);
}

static bool take_paths(FsRequest *self, LodeValue *thrown)
{
    LodeBuf *const targets[] = {&self->path, &self->dest};
    for (unsigned i = 0; i < self->operation->paths; i++) {
        LodeValue value = lode__argument(self->host, self->count, self->arguments, 1 + i);
        if (!lode__fs_path(self->host, value, targets[i], thrown)) {
            return false;
        }
    }
    return true;
}

static LodeValue run_at_once(FsRequest *self, LodeValue *thrown)
{
    LodeValue error = NULL;
    LodeValue result = NULL;
    if (take_paths(self, thrown)) {
        int status = self->operation->start(self);
        /* A call that libuv refused has not written its result. */
        self->uv.result = status < 0 ? status : self->uv.result;
        result = outcome(self, &error);
    }
    if (error && thrown) {
        *thrown = error;
    }
    release(self);
    return result;
}

static LodeValue run_on_loop(FsRequest *self, LodeValue *thrown)
{
    LodeHost *host = self->host;
    host->ops->keep(host->engine, self->done);
    int status = UV_EINVAL;
    if (take_paths(self, thrown)) {
        self->uv.data = self;
        status = self->operation->start(self);
        if (status < 0) {
            self->uv.result = status;
            LodeValue error = NULL;
            outcome(self, &error);
            if (thrown && error) {
                *thrown = error;
            }
        }
    }
    if (status < 0) {
        release(self);
        free(self);
        return NULL;
    }
    link_request(self);
    return lode__undefined(host);
}

LodeValue lode__fs_run(const FsOperation *operation, LodeHost *host, size_t count, const LodeValue *arguments,
                       LodeValue *thrown)
{
    FsRequest request = {
        .host = host,
        .operation = operation,
        .call = operation->call,
        .answer = operation->answer,
        .whole = {.fd = -1},
        .count = count,
        .arguments = arguments,
    };
    if (count == 0 || host->ops->type(host->engine, arguments[0]) != LODE_TYPE_FUNCTION) {
        return run_at_once(&request, thrown);
    }
    FsRequest *copy = lode_alloc(sizeof *copy);
    *copy = request;
    copy->done = arguments[0];
    return run_on_loop(copy, thrown);
}

/* ---- ending all ---- */

void lode__fs_release(LodeHost *host)
{
    for (FsRequest *request = first_request(host); request; request = request->next) {
        host->ops->drop(host->engine, request->done);
        request->done = NULL;
        uv_cancel(request->job ? (uv_req_t *)&request->work : (uv_req_t *)&request->uv);
    }
}

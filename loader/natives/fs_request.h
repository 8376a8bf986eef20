/*
 * One request to the file system: an operation of libuv, done at once or on the loop.
 *
 * Every native of fs.c has the same first argument: `done`. Where it is a function, the operation runs in
 * libuv's threads and `done(error, result)` is called from the loop; otherwise it runs at once and the native
 * returns the result or throws. Errors are Node's: message, errno, code, syscall, path, dest.
 *
 * What a request that is under way uses of the program (its callback, the memory it reads into) is kept until it has
 * ended. When the host is freed, requests that wait are cancelled and those that run are waited for, as at the end of
 * Node; nothing of the program is called then.
 */
#ifndef LODE_LOADER_FS_REQUEST_H
#define LODE_LOADER_FS_REQUEST_H

#include "loader/host_state.h"

typedef struct FsRequest FsRequest;

/* What a request answers. */
typedef enum FsAnswer {
    FS_ANSWER_NOTHING,
    FS_ANSWER_NUMBER,     /* a descriptor, a count of bytes */
    FS_ANSWER_STAT,       /* 18 numbers, as the bytes of doubles or of 64-bit integers */
    FS_ANSWER_STATFS,     /* 7 numbers, in the same way */
    FS_ANSWER_TEXT,       /* what `ptr` says: the target of a link */
    FS_ANSWER_PATH,       /* the path that was made */
    FS_ANSWER_CONTENT,    /* bytes of a file, or its descriptor (fs_whole.c) */
    FS_ANSWER_NAMES,      /* names of a directory */
    FS_ANSWER_NAMES_KINDS /* name, kind, name, kind, … */
} FsAnswer;

typedef struct FsOperation {
    const char *call; /* `syscall` of errors */
    unsigned paths;   /* how many paths follow `done` */
    FsAnswer answer;
    int (*start)(FsRequest *self); /* what uv_fs_… returned */
} FsOperation;

/* Runs in another thread, and touches nothing of the engine: 0 or a status of libuv, with `call` written. */
typedef int (*FsJob)(FsRequest *self);

/* A file that is read or written whole, in one request. */
typedef struct FsWhole {
    int flags;
    int mode;
    double limit;  /* a larger file is left open instead of being read */
    int fd;        /* then; otherwise -1 */
    LodeBuf bytes; /* what was read */
    LodeStr given; /* what is to be written; the request holds its owner */
} FsWhole;

struct FsRequest {
    uv_fs_t uv;
    uv_work_t work;   /* for what libuv has no operation */
    FsJob job;        /* what `work` does; NULL: `uv` is used */
    const char *call; /* `syscall` of the error */
    FsWhole whole;
    LodeHost *host;
    const FsOperation *operation;
    LodeValue done; /* kept; NULL for a request that is done at once */
    LodeValue held; /* kept: whose memory is read or written */
    LodeBuf path;
    LodeBuf dest;
    uv_buf_t *buffers; /* of a vector; freed with the request */
    FsAnswer answer;
    bool as_bytes;       /* names as bytes */
    bool as_integers;    /* numbers as 64-bit integers */
    bool may_be_missing; /* undefined for ENOENT and ENOTDIR */
    size_t count;        /* the native's own arguments; valid in `start` only */
    const LodeValue *arguments;
    FsRequest *previous; /* the requests that are under way */
    FsRequest *next;
};

/* What `start` needs: the callback (NULL for at once), arguments by index behind `done` and the paths. */
uv_fs_cb lode__fs_callback(const FsRequest *self);
/* Has one of libuv's threads do the job, or does it at once. */
int lode__fs_queue(FsRequest *self, FsJob job);
double lode__fs_number(const FsRequest *self, size_t index);
bool lode__fs_truth(const FsRequest *self, size_t index);
LodeValue lode__fs_value(const FsRequest *self, size_t index);

/* Keeps a value as long as the request is under way: what it reads or writes belongs to it. */
void lode__fs_hold(FsRequest *self, LodeValue value);

/* The whole life of a native of fs.c. */
LodeValue lode__fs_run(const FsOperation *operation, LodeHost *host, size_t count, const LodeValue *arguments,
                       LodeValue *thrown);
/* Cancels what is under way; the loop has to run once more. */
void lode__fs_release(LodeHost *host);

/* A path, from a string or bytes; a lone surrogate becomes U+FFFD. False with *thrown. */
bool lode__fs_path(LodeHost *host, LodeValue value, LodeBuf *out, LodeValue *thrown);
/* Lone surrogates, three bytes each here, become U+FFFD, as they do in all UTF-8 that leaves Node. */
void lode__fs_replace_surrogates(LodeBuf *text);
/* The error of a failed call. `path` and `dest` may be absent. */
LodeValue lode__fs_error(LodeHost *host, int status, const char *call, LodeStr path, LodeStr dest);
LodeValue lode__fs_throw(LodeHost *host, LodeValue *thrown, int status, const char *call, LodeStr path);

/* fs_whole.c: whole files, as operations and as natives. */
int lode__fs_start_readfile(FsRequest *self);
int lode__fs_start_writefile(FsRequest *self);
LodeValue lode__fs_read_whole(LODE_NATIVE_PARAMETERS);
LodeValue lode__fs_write_whole(LODE_NATIVE_PARAMETERS);
LodeValue lode__fs_text(LODE_NATIVE_PARAMETERS);

/* fs_constants.c */
void lode__fs_fill_constants(LodeHost *host, LodeValue object);

#endif

/*
 * Natives: what the host's own JavaScript asks of C.
 *
 * `native('fs')` in a file of loader/core/ gives an object with the functions of natives/fs.c.
 * Each set is one file and one row of natives.def. A function gets the LodeHost as `data`. Arguments
 * come from our own JavaScript, which checked them: a native need not be kind to a wrong type, but it must not
 * crash (the lode__argument_ functions never do).
 *
 * A native throws by returning NULL with `*thrown` written; the lode__throw functions do both.
 */
#ifndef LODE_LOADER_NATIVES_H
#define LODE_LOADER_NATIVES_H

#include "loader/engine.h"

typedef struct LodeHost LodeHost;

typedef enum LodeNativeSetId {
#define LODE_NATIVE_SET(name) LODE_NATIVE_SET_##name,
#include "loader/natives/natives.def"
#undef LODE_NATIVE_SET
    LODE_NATIVE_SET_COUNT
} LodeNativeSetId;

typedef struct LodeNativeEntry {
    const char *name;
    LodeNative call;
} LodeNativeEntry;

typedef struct LodeNativeSet {
    const char *name;
    const LodeNativeEntry *entries;
    size_t count;
    /* Adds what is no function (constants) to the object; NULL for nothing. */
    void (*fill)(LodeHost *host, LodeValue object);
    /* When the host is freed, before the engine is; NULL for nothing. */
    void (*release)(LodeHost *host);
} LodeNativeSet;

#define LODE_NATIVE_SET(name) extern const LodeNativeSet lode__natives_##name;
#include "loader/natives/natives.def"
#undef LODE_NATIVE_SET

/* The parameters that every native has. */
#define LODE_NATIVE_PARAMETERS                                                                           \
    LodeEngine *engine, void *native_data, LodeValue receiver, size_t count, const LodeValue *arguments, \
        LodeValue *thrown
/* At the top of a native: `host`, and no warnings about what it does not use. */
#define LODE_NATIVE_BEGIN                     \
    LodeHost *host = (LodeHost *)native_data; \
    (void)engine, (void)receiver, (void)count, (void)arguments, (void)thrown, (void)host

/* The object of a set, made when it is first asked for. */
LodeValue lode__native_object(LodeHost *host, LodeNativeSetId id);

/* fromPath(path) of native('url'), which native('commonjs') has as toURL. (url.c) */
LodeValue lode__url_from_path_native(LODE_NATIVE_PARAMETERS);
/* plainMain(path) of native('core'), which every program calls. (commonjs_compile.c) */
LodeValue lode__plain_main(LODE_NATIVE_PARAMETERS);

/* Arguments by index. A text is appended to `out`, which the caller releases; false (with *thrown) where ToString throws. */
bool lode__argument_text(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, LodeBuf *out,
                         LodeValue *thrown);
/* The same as a text of the arena; "" where ToString throws. */
bool lode__argument_text_in(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, LodeArena *arena,
                            LodeStr *out, LodeValue *thrown);
/* NaN and wrong types are `otherwise`. */
double lode__argument_number(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, double otherwise);
bool lode__argument_truth(LodeHost *host, size_t count, const LodeValue *arguments, size_t index);
/* The value, or undefined. */
LodeValue lode__argument(LodeHost *host, size_t count, const LodeValue *arguments, size_t index);
/* The texts of an array, in the arena; their number. */
size_t lode__texts_of(LodeHost *host, LodeValue list, LodeArena *arena, LodeStr **out);

/* Results. */
LodeValue lode__text(LodeHost *host, LodeStr text);
LodeValue lode__texts(LodeHost *host, const LodeStr *list, size_t count);
LodeValue lode__number(LodeHost *host, double value);
LodeValue lode__boolean(LodeHost *host, bool value);
LodeValue lode__undefined(LodeHost *host);
void lode__set(LodeHost *host, LodeValue object, const char *name, LodeValue value);

/* To be called with every error that C makes, when it has its `code`: its `stack` becomes what it is in others. (stack.c) */
void lode__finish_error(LodeHost *host, LodeValue error, const char *code);
/* Throw: an Error of a global constructor ("TypeError"); with `code` (NULL for none) as its `code`. Returns NULL. */
LodeValue lode__throw(LodeHost *host, LodeValue *thrown, const char *constructor, const char *code, LodeStr message);
/* A failed call of libuv as Node tells it: "ENOENT: no such file or directory, open 'x'". `path` may be absent. */
LodeValue lode__throw_uv(LodeHost *host, LodeValue *thrown, int status, const char *call, LodeStr path);
/* The same as a value, for callbacks. */
LodeValue lode__uv_error(LodeHost *host, int status, const char *call, LodeStr path);
/* An error of lode's own (resolution, reading): its code is that of the table. Returns NULL. */
LodeValue lode__throw_error(LodeHost *host, LodeValue *thrown, const LodeError *error);

#endif

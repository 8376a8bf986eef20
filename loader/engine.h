/*
 * Engine: the one boundary between lode and a JavaScript engine.
 *
 * Everything above this header (module records, linking, CommonJS, the host) is
 * engine-neutral; everything below it is one shared object that is opened when code is
 * first run (engine.c), so that commands which only read never load an engine. The
 * implementation for JavaScriptCore is loader/jsc/.
 *
 * A LodeEngine is one realm with one heap, for one thread. A LodeValue is a reference
 * that is safe while it is on the C stack; what is kept in memory of ours is
 * protected with `keep` and given back with `drop`. Strings cross as UTF-8; a lone surrogate is
 * kept as the three bytes that it would have (WTF-8), so that every string comes back as it
 * went.
 *
 * Errors: a function with `LodeValue *thrown` returns NULL (or false) and writes what was
 * thrown; on success `*thrown` is untouched. `thrown` may be NULL where the caller does not
 * care. No function prints.
 *
 * Microtasks run when the outermost call from C into the engine returns, and never
 * before: code that has to come earlier (process.nextTick) runs inside one such call.
 */
#ifndef LODE_LOADER_ENGINE_H
#define LODE_LOADER_ENGINE_H

#include "base/error.h"

typedef struct LodeEngine LodeEngine;
typedef const struct LodeOpaqueValue *LodeValue;

/* A function of ours: returns its result, or NULL with `*thrown` written. `arguments` are valid during the call. */
typedef LodeValue (*LodeNative)(LodeEngine *engine, void *data, LodeValue receiver, size_t count,
                                const LodeValue *arguments, LodeValue *thrown);

typedef enum LodeValueType {
    LODE_TYPE_UNDEFINED,
    LODE_TYPE_NULL,
    LODE_TYPE_BOOLEAN,
    LODE_TYPE_NUMBER,
    LODE_TYPE_BIGINT,
    LODE_TYPE_STRING,
    LODE_TYPE_SYMBOL,
    LODE_TYPE_OBJECT,
    LODE_TYPE_FUNCTION
} LodeValueType;

/* An early error: what is wrong, where. */
typedef struct LodeSyntaxFault {
    LodeStr message; /* in the arena that was given */
    unsigned line;   /* from 1; 0 where the engine does not say */
    unsigned column; /* from 1; 0 where the engine does not say */
} LodeSyntaxFault;

/* What a shared object that implements this header exports as `lode_engine`. */
typedef struct LodeEngineOps {
    unsigned abi;        /* LODE_ENGINE_ABI */
    const char *name;    /* "JavaScriptCore" */
    const char *version; /* "2.50.6" */

    LodeEngine *(*create)(void);
    /* One whose `stop` is never called: no clock has to be watched for it, on a thread of its own. */
    LodeEngine *(*create_unstoppable)(void);
    void (*destroy)(LodeEngine *self);

    /* Whether `source` is a program, or a module; false and `*fault` where it is none. Runs nothing. */
    bool (*check_syntax)(LodeEngine *self, LodeStr source, LodeStr url, bool is_module, LodeArena *arena,
                         LodeSyntaxFault *fault);
    /* Runs a script; its completion value. `line` is the number of its first line, for stacks. */
    LodeValue (*evaluate)(LodeEngine *self, LodeStr source, LodeStr url, int line, LodeValue *thrown);

    LodeValue (*global)(LodeEngine *self);
    LodeValue (*undefined)(LodeEngine *self);
    LodeValue (*null)(LodeEngine *self);
    LodeValue (*boolean)(LodeEngine *self, bool value);
    LodeValue (*number)(LodeEngine *self, double value);
    /* What goes beyond 2^30 bytes is cut off. */
    LodeValue (*string)(LodeEngine *self, LodeStr text);
    LodeValue (*object)(LodeEngine *self);
    LodeValue (*array)(LodeEngine *self, size_t count, const LodeValue *items);
    /*
     * A function with this name; `data` is passed to `native`, and must outlive the function. Its `length` is 0, it is
     * no constructor, and its receiver is what a sloppy function gets: an object, the global one for undefined.
     */
    LodeValue (*function)(LodeEngine *self, LodeStr name, LodeNative native, void *data);
    /* An Error of a global constructor: "Error", "TypeError", "SyntaxError", … */
    LodeValue (*error)(LodeEngine *self, const char *constructor, LodeStr message);
    /* A Uint8Array with a copy of the bytes. */
    LodeValue (*bytes)(LodeEngine *self, const void *data, size_t size);

    LodeValueType (*type)(LodeEngine *self, LodeValue value);
    bool (*truth)(LodeEngine *self, LodeValue value);
    bool (*same)(LodeEngine *self, LodeValue left, LodeValue right);           /* === */
    double (*to_number)(LodeEngine *self, LodeValue value, LodeValue *thrown); /* NaN after a throw */
    /* ToString, appended. */
    bool (*to_text)(LodeEngine *self, LodeValue value, LodeBuf *out, LodeValue *thrown);
    /*
     * The memory of an ArrayBuffer, typed array or DataView, as it is now; false for other values. NULL and 0 where
     * it was detached. It stays in its place as long as the value lives, and can no longer be detached.
     */
    bool (*to_bytes)(LodeEngine *self, LodeValue value, unsigned char **data, size_t *size);

    /* `object` may be a primitive. `set` is an assignment of sloppy code: what is read-only stays, without an error. */
    LodeValue (*get)(LodeEngine *self, LodeValue object, LodeStr name, LodeValue *thrown);
    LodeValue (*get_index)(LodeEngine *self, LodeValue object, unsigned index, LodeValue *thrown);
    bool (*set)(LodeEngine *self, LodeValue object, LodeStr name, LodeValue value, LodeValue *thrown);
    bool (*set_index)(LodeEngine *self, LodeValue object, unsigned index, LodeValue value, LodeValue *thrown);

    /* `receiver` NULL: undefined. */
    LodeValue (*call)(LodeEngine *self, LodeValue function, LodeValue receiver, size_t count,
                      const LodeValue *arguments, LodeValue *thrown);
    LodeValue (*construct)(LodeEngine *self, LodeValue function, size_t count, const LodeValue *arguments,
                           LodeValue *thrown);

    /* Protect a value that is kept outside the stack; counted. NULL is allowed. */
    void (*keep)(LodeEngine *self, LodeValue value);
    void (*drop)(LodeEngine *self, LodeValue value);

    /*
     * Called with (promise, reason) when a promise is rejected without a handler and microtasks have run; what
     * it throws is lost. NULL: none.
     */
    void (*on_rejection)(LodeEngine *self, LodeNative native, void *data);
    /* Heap in use as of the last collection, in bytes. Walks the heap. */
    size_t (*heap_size)(LodeEngine *self);
    void (*collect)(LodeEngine *self);

    /*
     * Ends the program, for good. No native and no rejection callback is called any more, so nothing that code under
     * way still does can be seen. It ends within about a millisecond, whatever it is, and each call that it is in
     * returns; what these return or throw means nothing. evaluate, call and construct do nothing from now on. To be
     * called from a native, which should then return.
     */
    void (*stop)(LodeEngine *self);

    /*
     * Runs those of the engine's own tasks that are due: results of asynchronous WebAssembly, callbacks of
     * FinalizationRegistry, timed collection. Counts as an outermost call. The ms until the next one, -1 if none is
     * planned; these are no reason to keep a program alive.
     */
    int (*pump)(LodeEngine *self);
    /* A file descriptor that can be read when another thread posted such a task, until `pump`; -1 if there is none. */
    int (*wake_descriptor)(LodeEngine *self);
    /*
     * The program is a large one: from now on memory and the time of another thread may be spent on speed. May be
     * called again.
     */
    void (*expect_much)(LodeEngine *self);
    /* Why no engine can be made in this process, or NULL; lode_engine_open asks. */
    const char *(*obstacle)(void);
    /* The shared object has its own copy of base/; lode_engine_open ties its want of memory to the caller's. */
    void (*set_memory_handler)(LodeMemoryHandler handler);
} LodeEngineOps;

#define LODE_ENGINE_ABI 3

/*
 * Opens the engine's shared object: beside the library, in the place where `make install` puts it, or
 * where LODE_ENGINE names one (absolute path given by the caller). NULL with `*error`: LODE_NO_ENGINE, whose
 * notes say which package to install. It stays open until the process ends.
 */
const LodeEngineOps *lode_engine_open(LodeStr path, LodeArena *arena, LodeError *error);

#endif

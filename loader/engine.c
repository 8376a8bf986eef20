/*
 * Opening the engine. Reading order: what to say when it cannot be, where to look, opening.
 *
 * Nothing of an engine is linked with lode: the shared object liblode-jsc.so is looked for beside the file
 * that this code is in (a build), in lode/ below it (an installed liblode.so), and where the Makefile
 * installs it as seen from the command.
 */
#include "loader/engine.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#define SHARED_OBJECT "liblode-jsc.so"
#define BUILD_WITH                                                                                         \
    "`make` builds it where the development files of JavaScriptCore are: libjavascriptcoregtk-4.1-dev on " \
    "Debian and Ubuntu, javascriptcoregtk4.1-devel on Fedora"
#define INSTALL                                                                                    \
    "to install it: apt-get install libjavascriptcoregtk-4.1-0 on Debian and Ubuntu, dnf install " \
    "javascriptcoregtk4.1 on Fedora"

/* From the folder of the command to that of the shared object; the Makefile knows when it is another. */
#ifndef LODE_ENGINE_FROM_COMMAND
#define LODE_ENGINE_FROM_COMMAND "../lib/lode"
#endif

enum { PLACES = 4, PATH_ROOM = 4096 };

static void add_note(LodeError *error, LodeArena *arena, LodeStr text, LodeStr file)
{
    if (error) {
        lode_error_add_note(error, arena, text, file, (LodePosition){0});
    }
}

static const LodeEngineOps *fail_absent(LodeArena *arena, LodeError *error, const LodeStr *places, size_t count)
{
    lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE,
                   "There is no JavaScript engine to run code with: %s was not built or not installed", SHARED_OBJECT);
    for (size_t i = 0; i < count; i++) {
        add_note(error, arena, LODE_STR("it is not here"), places[i]);
    }
    add_note(error, arena, LODE_STR(BUILD_WITH), LODE_STR_NONE);
    return NULL;
}

/* The library that the dynamic linker did not find, as in "NAME: cannot open shared object file: …". */
static LodeStr missing_library(LodeStr reason)
{
    LodeStr marker = LODE_STR(": cannot open shared object file");
    size_t end = lode_str_search(reason, marker);
    return end == LODE_NOT_FOUND ? LODE_STR_NONE : lode_str_slice(reason, 0, end);
}

static void fail_to_open(LodeArena *arena, LodeError *error, LodeStr path, LodeStr reason)
{
    LodeStr library = missing_library(reason);
    if (lode_str_is_none(library) || lode_str_equal(library, path)) {
        lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE, "The JavaScript engine could not be opened: %.*s",
                       LODE_STR_ARG(reason));
        return;
    }
    lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE,
                   "The JavaScript engine could not be opened: %.*s is not installed", LODE_STR_ARG(library));
    if (lode_str_starts_with(library, LODE_STR("libjavascriptcoregtk-4.1"))) {
        add_note(error, arena, LODE_STR(INSTALL), LODE_STR_NONE);
    }
}

static void fail_foreign(LodeArena *arena, LodeError *error, LodeStr path, const LodeEngineOps *ops)
{
    if (!ops) {
        lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE, "%.*s is not an engine of lode", LODE_STR_ARG(path));
        return;
    }
    lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE,
                   "%.*s belongs to another version of lode: it has interface %u, this lode needs %u",
                   LODE_STR_ARG(path), ops->abi, (unsigned)LODE_ENGINE_ABI);
    add_note(error, arena, LODE_STR("install the command and the engine from the same build"), LODE_STR_NONE);
}

/* ---- where to look ---- */

/* The folder of a file, without the slash; absent where the path is not absolute. */
static LodeStr folder_of(LodeArena *arena, LodeStr file)
{
    size_t slash = lode_str_find_last(file, '/');
    if (slash == LODE_NOT_FOUND || file.data[0] != '/') {
        return LODE_STR_NONE;
    }
    return lode_arena_copy(arena, lode_str_slice(file, 0, slash));
}

/* The file that this code was loaded from, where the dynamic linker knows its whole path (a library). */
static LodeStr library_folder(LodeArena *arena)
{
    static const char here = 0;
    Dl_info info;
    /* A command that was called by a relative name has that name here: it would lead anywhere. */
    return dladdr(&here, &info) && info.dli_fname ? folder_of(arena, lode_str(info.dli_fname)) : LODE_STR_NONE;
}

static LodeStr program_folder(LodeArena *arena)
{
    char path[PATH_ROOM];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    return size > 0 && size < PATH_ROOM ? folder_of(arena, (LodeStr){path, (size_t)size}) : LODE_STR_NONE;
}

static size_t usual_places(LodeArena *arena, LodeStr places[PLACES])
{
    size_t count = 0;
    LodeStr library = library_folder(arena);
    LodeStr program = program_folder(arena);
    if (!lode_str_is_none(library) && !lode_str_equal(library, program)) {
        places[count++] = lode_arena_printf(arena, "%.*s/%s", LODE_STR_ARG(library), SHARED_OBJECT);
        places[count++] = lode_arena_printf(arena, "%.*s/lode/%s", LODE_STR_ARG(library), SHARED_OBJECT);
    }
    if (!lode_str_is_none(program)) {
        places[count++] = lode_arena_printf(arena, "%.*s/%s", LODE_STR_ARG(program), SHARED_OBJECT);
        places[count++] =
            lode_arena_printf(arena, "%.*s/%s/%s", LODE_STR_ARG(program), LODE_ENGINE_FROM_COMMAND, SHARED_OBJECT);
    }
    return count;
}

/* ---- opening ---- */

/* The engine's copy of base/ found no memory: the handler of this one is asked as if it had been here. */
static void report_no_memory(size_t size)
{
    free(lode_alloc(size));
}

/*
 * Thousands of the engine's symbols are looked up when it is opened, nearly all of which it finds in itself: asked
 * first, it saves a fifth of the time. Not under a sanitizer, which refuses it, and not where malloc is another
 * one than the C library's: the engine's side would have that, and memory crosses the boundary.
 */
static int own_symbols_first(void)
{
#if defined(RTLD_DEEPBIND) && !defined(LODE_SANITIZED)
    Dl_info of_malloc;
    Dl_info of_printf;
    void *allocate = dlsym(RTLD_DEFAULT, "malloc");
    void *print = dlsym(RTLD_DEFAULT, "printf");
    if (allocate && print && dladdr(allocate, &of_malloc) && dladdr(print, &of_printf) &&
        of_malloc.dli_fbase == of_printf.dli_fbase) {
        return RTLD_DEEPBIND;
    }
#endif
    return 0;
}

/*
 * The runtime of C++, which the engine needs too, asks for four thousand of its own symbols by name, so that others may
 * replace them. Opened before the engine it looks in itself first, and otherwise in ten libraries before.
 */
static void open_cpp_runtime(int order)
{
    if (order && !dlopen("libstdc++.so.6", RTLD_NOW | RTLD_LOCAL | order)) {
        (void)dlerror(); /* an engine of another runtime: its text is released */
    }
}

static const LodeEngineOps *open_file(LodeStr path, LodeArena *arena, LodeError *error)
{
    int order = own_symbols_first();
    open_cpp_runtime(order);
    void *object = dlopen(path.data, RTLD_NOW | RTLD_LOCAL | order);
    if (!object) {
        const char *reason = dlerror();
        fail_to_open(arena, error, path, lode_str(reason ? reason : "the system gives no reason"));
        (void)dlerror(); /* which releases the text of the call before */
        return NULL;
    }
    const LodeEngineOps *ops = dlsym(object, "lode_engine");
    if (!ops || ops->abi != LODE_ENGINE_ABI) {
        fail_foreign(arena, error, path, ops);
        dlclose(object);
        return NULL;
    }
    const char *obstacle = ops->obstacle();
    if (obstacle) {
        lode_error_set(error, arena, LODE_ERROR_LODE_NO_ENGINE, "The JavaScript engine cannot start: %s", obstacle);
        dlclose(object);
        return NULL;
    }
    ops->set_memory_handler(report_no_memory);
    return ops;
}

/* ---- public ---- */

const LodeEngineOps *lode_engine_open(LodeStr path, LodeArena *arena, LodeError *error)
{
    LodeStr places[PLACES];
    size_t count = 1;
    if (lode_str_is_none(path)) {
        count = usual_places(arena, places);
    } else {
        places[0] = lode_arena_copy(arena, path);
    }
    for (size_t i = 0; i < count; i++) {
        if (access(places[i].data, F_OK) == 0) {
            return open_file(places[i], arena, error);
        }
    }
    return fail_absent(arena, error, places, count);
}

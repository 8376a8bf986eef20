/*
 * What has to be settled before the first context of the process: two features of Node that are off by
 * default, and the signal by which the collector stops other threads, which would be SIGUSR1 and so
 * taken from the program.
 *
 * JavaScriptCore makes its settings read-only when its first context appears, and a late change of an option
 * ends the process. A program that embeds lode may have used the library before; then nothing is set.
 */
#include "loader/jsc/jsc.h"
#include "loader/jsc/undeclared.h"

#include <jsc/jsc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * Bytes that are allocated before the first collection. By default it is a megabyte, and the next ones follow at each
 * doubling: while a program loads, nearly all that they find is alive. Node's young generation alone is as large.
 */
static const guint HEAP_BEFORE_COLLECTING = 32 << 20;

/* What the engine reserves at its start, a little more than was measured; without it it ends the process. */
static const size_t ADDRESS_SPACE = (size_t)5376 << 20;

/* Whether a byte can be written without changing it: the kernel answers where a store would end the process. */
static bool is_writable(unsigned char *byte)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    bool can = write(ends[1], byte, 1) == 1 && read(ends[0], byte, 1) == 1;
    close(ends[0]);
    close(ends[1]);
    return can;
}

/* The library's block of settings. Absent in a library that calls it otherwise: then the defaults stay. */
extern unsigned char g_config[] __attribute__((weak));

static bool are_settings_open(void)
{
    return g_config && is_writable(g_config);
}

/*
 * JavaScript may ask the engine what only it knows about a value (the state of a promise, what is behind a proxy) by
 * functions in the language of the engine's own built-ins, which `$vm` compiles: an object of its test shell
 * that loader/core/internal/types_engine.js takes from the globals. A name that an engine does not know ends the
 * process there, so only the versions that were tried get it.
 */
static void allow_own_built_ins(void)
{
    if (lode__jsc_enable_restricted_options && lode__jsc_is_tried()) {
        lode__jsc_enable_restricted_options();
        jsc_options_set_boolean("useDollarVM", TRUE);
    }
}

static void prepare(void)
{
    if (!are_settings_open()) {
        return;
    }
    JSConfigureSignalForGC(SIGRTMAX - 1);
    jsc_options_set_boolean("useSharedArrayBuffer", TRUE);
    jsc_options_set_boolean("useIteratorSequencing", TRUE);
    jsc_options_set_uint("smallHeapSize", HEAP_BEFORE_COLLECTING);
    allow_own_built_ins();
}

static pthread_once_t prepare_once = PTHREAD_ONCE_INIT;
static atomic_bool is_prepared;

/* ---- for the other files ---- */

bool lode__jsc_is_tried(void)
{
    return jsc_get_major_version() == 2 && jsc_get_minor_version() == 50;
}

void lode__jsc_prepare_process(void)
{
    pthread_once(&prepare_once, prepare);
    atomic_store(&is_prepared, true);
}

const char *lode__jsc_obstacle(void)
{
    if (atomic_load(&is_prepared)) {
        return NULL;
    }
    void *space = mmap(NULL, ADDRESS_SPACE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED) {
        return "it reserves 5.5 GB of address space, which is more than this process may have (ulimit -v)";
    }
    munmap(space, ADDRESS_SPACE);
    return NULL;
}

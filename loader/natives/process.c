/*
 * native('process'): the process as the program sees it. Reading order: writing, folder and ids, clocks and figures, the end.
 *
 * What the program may change for itself (environment, title, exit code) is kept by JavaScript: a host is a guest
 * in a process that may not be its own. Signals and standard input are in natives/signals.c and natives/input.c.
 */
#include "include/lode.h"
#include "loader/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, GROUPS_ROOM = 65536 };

static int integer(LodeHost *host, size_t count, const LodeValue *arguments, size_t index, int otherwise)
{
    double value = lode__argument_number(host, count, arguments, index, otherwise);
    return value >= -2147483648.0 && value <= 2147483647.0 ? (int)value : otherwise;
}

/* ---- writing ---- */

/* 0, or the negative errno. A descriptor that does not block is waited for: output of a program is not lost. */
static int write_all(int descriptor, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(descriptor, data, size);
        if (written >= 0) {
            data += written;
            size -= (size_t)written;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wanted = {.fd = descriptor, .events = POLLOUT};
            poll(&wanted, 1, -1);
        } else if (errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}

/* Lone surrogates, which cross as three bytes of their own, are U+FFFD in UTF-8. The first is ED, the second from A0 on. */
static void replace_surrogates(LodeBuf *text)
{
    unsigned char *at = (unsigned char *)text->data;
    unsigned char *end = at + text->size;
    while (at && (at = memchr(at, 0xED, (size_t)(end - at)))) {
        if (end - at >= 3 && at[1] >= 0xA0) {
            memcpy(at, "\xEF\xBF\xBD", 3);
        }
        at++;
    }
}

/* write(descriptor, text or bytes): 0, or the negative errno. */
static LodeValue write_out(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int descriptor = integer(host, count, arguments, 0, -1);
    unsigned char *bytes = NULL;
    size_t size = 0;
    int status = 0;
    if (host->ops->to_bytes(host->engine, lode__argument(host, count, arguments, 1), &bytes, &size)) {
        status = write_all(descriptor, (const char *)bytes, size);
    } else {
        LodeBuf text = {0};
        if (!lode__argument_text(host, count, arguments, 1, &text, thrown)) {
            return NULL;
        }
        replace_surrogates(&text);
        status = write_all(descriptor, text.data, text.size);
        lode_buf_release(&text);
    }
    return lode__number(host, status);
}

/* kind(descriptor): what it is: "FILE", "PIPE", "TTY", "TCP", "UDP" or "UNKNOWN". */
static LodeValue kind(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const char *name = "UNKNOWN";
    switch (uv_guess_handle(integer(host, count, arguments, 0, -1))) {
    case UV_FILE:
        name = "FILE";
        break;
    case UV_NAMED_PIPE:
        name = "PIPE";
        break;
    case UV_TTY:
        name = "TTY";
        break;
    case UV_TCP:
        name = "TCP";
        break;
    case UV_UDP:
        name = "UDP";
        break;
    default:
        break;
    }
    return lode__text(host, lode_str(name));
}

/* error(status, call, path): the Error of a failed call. */
static LodeValue error(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf call = {0};
    LodeValue made = NULL;
    if (lode__argument_text(host, count, arguments, 1, &call, thrown)) {
        lode_buf_append_byte(&call, '\0');
        made = lode__uv_error(host, integer(host, count, arguments, 0, UV_UNKNOWN), call.data, LODE_STR_NONE);
    }
    lode_buf_release(&call);
    return made;
}

/* windowSize(descriptor): [columns, rows]; undefined where it is no terminal. */
static LodeValue window_size(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    struct winsize size = {0};
    if (ioctl(integer(host, count, arguments, 0, -1), TIOCGWINSZ, &size) != 0) {
        return lode__undefined(host);
    }
    LodeValue pair[] = {lode__number(host, size.ws_col), lode__number(host, size.ws_row)};
    return host->ops->array(host->engine, 2, pair);
}

/* ---- folder and ids ---- */

static LodeValue cwd(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    char path[PATH_ROOM];
    size_t size = sizeof path;
    int status = uv_cwd(path, &size);
    return status == 0 ? lode__text(host, (LodeStr){path, size})
                       : lode__throw_uv(host, thrown, status, "uv_cwd", LODE_STR_NONE);
}

/* chdir(path): 0, or the negative errno. */
static LodeValue change_folder(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue status = NULL;
    if (lode__argument_text(host, count, arguments, 0, &path, thrown)) {
        lode_buf_append_byte(&path, '\0');
        status = lode__number(host, uv_chdir(path.data));
    }
    lode_buf_release(&path);
    return status;
}

/* umask(mask): the old one; without an argument it stays. */
static LodeValue change_umask(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    mode_t old = umask(0);
    umask((mode_t)integer(host, count, arguments, 0, (int)old) & 0777);
    return lode__number(host, old);
}

/* ids(): [pid, ppid, uid, euid, gid, egid]. */
static LodeValue ids(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const double list[] = {getpid(), getppid(), getuid(), geteuid(), getgid(), getegid()};
    LodeValue values[sizeof list / sizeof *list];
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        values[i] = lode__number(host, list[i]);
    }
    return host->ops->array(host->engine, sizeof list / sizeof *list, values);
}

static LodeValue groups(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeValue list = host->ops->array(host->engine, 0, NULL);
    gid_t *found = lode_alloc(GROUPS_ROOM * sizeof *found);
    int size = getgroups(GROUPS_ROOM, found);
    for (int i = 0; i < size; i++) {
        host->ops->set_index(host->engine, list, (unsigned)i, lode__number(host, found[i]), NULL);
    }
    free(found);
    return list;
}

/* kill(pid, signal): 0, or the negative errno. */
static LodeValue send_signal(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int status = uv_kill(integer(host, count, arguments, 0, 0), integer(host, count, arguments, 1, 0));
    return lode__number(host, status);
}

/* ---- clocks and figures ---- */

/* hrtime(bytes): the clock: seconds as high and low word of 32 bits, nanoseconds, a gap, and all of it as 64 bits. */
static LodeValue hrtime(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    struct {
        uint32_t high;
        uint32_t low;
        uint32_t rest;
        uint32_t gap;
        uint64_t whole;
    } clock = {.whole = uv_hrtime()};
    unsigned char *bytes = NULL;
    size_t size = 0;
    host->ops->to_bytes(host->engine, lode__argument(host, count, arguments, 0), &bytes, &size);
    if (size >= sizeof clock) {
        uint64_t seconds = clock.whole / 1000000000;
        clock.high = (uint32_t)(seconds >> 32);
        clock.low = (uint32_t)seconds;
        clock.rest = (uint32_t)(clock.whole % 1000000000);
        memcpy(bytes, &clock, sizeof clock);
    }
    return lode__undefined(host);
}

/* uptime(): seconds since the host began. */
static LodeValue uptime(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host, (double)(uv_hrtime() - lode__loop_began(host)) / 1e9);
}

/* memory(): [resident, heap, available, constrained] in bytes. */
static LodeValue memory(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    size_t resident = 0;
    uv_resident_set_memory(&resident);
    double available = (double)uv_get_free_memory();
    double constrained = (double)uv_get_constrained_memory();
    if (constrained >= (double)UINT64_MAX) {
        constrained = 0;
    }
    LodeValue list[] = {
        lode__number(host, (double)resident),
        lode__number(host, (double)host->ops->heap_size(host->engine)),
        lode__number(host, available),
        lode__number(host, constrained),
    };
    return host->ops->array(host->engine, sizeof list / sizeof *list, list);
}

static double microseconds(uv_timeval_t time)
{
    return (double)time.tv_sec * 1e6 + (double)time.tv_usec;
}

/* usage(): the 16 figures of getrusage in its order, times in microseconds. */
static LodeValue usage(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    uv_rusage_t used = {0};
    uv_getrusage(&used);
    const double figures[] = {
        microseconds(used.ru_utime), microseconds(used.ru_stime), (double)used.ru_maxrss,  (double)used.ru_ixrss,
        (double)used.ru_idrss,       (double)used.ru_isrss,       (double)used.ru_minflt,  (double)used.ru_majflt,
        (double)used.ru_nswap,       (double)used.ru_inblock,     (double)used.ru_oublock, (double)used.ru_msgsnd,
        (double)used.ru_msgrcv,      (double)used.ru_nsignals,    (double)used.ru_nvcsw,   (double)used.ru_nivcsw,
    };
    enum { FIGURES = sizeof figures / sizeof *figures };
    LodeValue values[FIGURES];
    for (size_t i = 0; i < FIGURES; i++) {
        values[i] = lode__number(host, figures[i]);
    }
    return host->ops->array(host->engine, FIGURES, values);
}

/* ---- the end ---- */

/* exit(status): the program is over. */
static LodeValue leave(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    lode__host_stop(host, integer(host, count, arguments, 0, 0));
    return lode__undefined(host);
}

static LodeValue stop_dead(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    abort();
}

/* Node's names. */
static LodeStr platform_of(LodeStr system)
{
    return lode_str_equal(system, LODE_STR("Darwin")) ? LODE_STR("darwin") : LODE_STR("linux");
}

static LodeStr architecture_of(LodeStr machine)
{
    static const char *const names[][2] = {{"x86_64", "x64"},    {"aarch64", "arm64"}, {"arm64", "arm64"},
                                           {"i686", "ia32"},     {"armv7l", "arm"},    {"riscv64", "riscv64"},
                                           {"ppc64le", "ppc64"}, {"s390x", "s390x"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lode_str_equal(machine, lode_str(names[i][0]))) {
            return lode_str(names[i][1]);
        }
    }
    return lode_str(names[0][1]);
}

/* start(): { arguments, environment, executable, versions } as the host was given them. */
static LodeValue start(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeHostOptions *options = &host->options;
    LodeValue object = host->ops->object(host->engine);
    lode__set(host, object, "arguments", lode__texts(host, options->arguments, options->argument_count));
    lode__set(host, object, "environment", lode__texts(host, options->environment, options->environment_count));
    lode__set(host, object, "executable", lode__text(host, options->executable));
    lode__set(host, object, "engine", lode__text(host, lode_str(host->ops->version)));
    lode__set(host, object, "uv", lode__text(host, lode_str(uv_version_string())));
    uv_utsname_t system = {0};
    uv_os_uname(&system);
    lode__set(host, object, "platform", lode__text(host, platform_of(lode_str(system.sysname))));
    lode__set(host, object, "arch", lode__text(host, architecture_of(lode_str(system.machine))));
    lode__set(host, object, "lode", lode__text(host, lode_str(LODE_VERSION)));
    return object;
}

static const LodeNativeEntry entries[] = {
    {"write", write_out}, {"kind", kind},           {"error", error},        {"windowSize", window_size},
    {"cwd", cwd},         {"chdir", change_folder}, {"umask", change_umask}, {"ids", ids},
    {"groups", groups},   {"kill", send_signal},    {"hrtime", hrtime},      {"uptime", uptime},
    {"memory", memory},   {"usage", usage},         {"exit", leave},         {"abort", stop_dead},
    {"start", start},
};

const LodeNativeSet lode__natives_process = {
    .name = "process", .entries = entries, .count = sizeof entries / sizeof *entries};

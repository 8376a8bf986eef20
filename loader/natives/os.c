/*
 * native('os'): what libuv tells of the machine and the user. Functions that fail throw an error with errno, code
 * and syscall, from which JavaScript makes Node's. Reading order: plain answers, lists, the user, constants, the table.
 */
#include "loader/host_state.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>

/* ---- plain answers ---- */

static LodeValue fail(LodeHost *host, LodeValue *thrown, int status, const char *call)
{
    return lode__throw_uv(host, thrown, status, call, LODE_STR_NONE);
}

typedef int (*ReadName)(char *buffer, size_t *size);

static LodeValue name_of(LodeHost *host, ReadName read, const char *call, LodeValue *thrown)
{
    char buffer[4096];
    size_t size = sizeof buffer;
    int status = read(buffer, &size);
    return status < 0 ? fail(host, thrown, status, call) : lode__text(host, (LodeStr){buffer, size});
}

static LodeValue hostname(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return name_of(host, uv_os_gethostname, "uv_os_gethostname", thrown);
}

static LodeValue homedir(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return name_of(host, uv_os_homedir, "uv_os_homedir", thrown);
}

/* uname(): [sysname, version, release, machine] */
static LodeValue uname_native(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    uv_utsname_t name;
    int status = uv_os_uname(&name);
    if (status < 0) {
        return fail(host, thrown, status, "uv_os_uname");
    }
    LodeValue parts[] = {lode__text(host, lode_str(name.sysname)), lode__text(host, lode_str(name.version)),
                         lode__text(host, lode_str(name.release)), lode__text(host, lode_str(name.machine))};
    return host->ops->array(engine, 4, parts);
}

static LodeValue uptime(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    double seconds = 0;
    int status = uv_uptime(&seconds);
    return status < 0 ? fail(host, thrown, status, "uv_uptime") : lode__number(host, seconds);
}

static LodeValue loadavg(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    double average[3] = {0};
    uv_loadavg(average);
    LodeValue values[] = {lode__number(host, average[0]), lode__number(host, average[1]),
                          lode__number(host, average[2])};
    return host->ops->array(engine, 3, values);
}

static LodeValue freemem(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host, (double)uv_get_free_memory());
}

static LodeValue totalmem(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host, (double)uv_get_total_memory());
}

static LodeValue parallelism(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host, uv_available_parallelism());
}

static LodeValue get_priority(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int priority = 0;
    int status = uv_os_getpriority((uv_pid_t)lode__argument_number(host, count, arguments, 0, 0), &priority);
    return status < 0 ? fail(host, thrown, status, "uv_os_getpriority") : lode__number(host, priority);
}

static LodeValue set_priority(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int status = uv_os_setpriority((uv_pid_t)lode__argument_number(host, count, arguments, 0, 0),
                                   (int)lode__argument_number(host, count, arguments, 1, 0));
    return status < 0 ? fail(host, thrown, status, "uv_os_setpriority") : lode__undefined(host);
}

/* ---- lists ---- */

static LodeValue cpu_value(LodeHost *host, const uv_cpu_info_t *cpu)
{
    LodeValue value = host->ops->object(host->engine);
    LodeValue times = host->ops->object(host->engine);
    lode__set(host, value, "model", lode__text(host, lode_str(cpu->model)));
    lode__set(host, value, "speed", lode__number(host, cpu->speed));
    lode__set(host, times, "user", lode__number(host, (double)cpu->cpu_times.user));
    lode__set(host, times, "nice", lode__number(host, (double)cpu->cpu_times.nice));
    lode__set(host, times, "sys", lode__number(host, (double)cpu->cpu_times.sys));
    lode__set(host, times, "idle", lode__number(host, (double)cpu->cpu_times.idle));
    lode__set(host, times, "irq", lode__number(host, (double)cpu->cpu_times.irq));
    lode__set(host, value, "times", times);
    return value;
}

static LodeValue cpus(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    uv_cpu_info_t *list = NULL;
    int size = 0;
    int status = uv_cpu_info(&list, &size);
    if (status < 0) {
        return fail(host, thrown, status, "uv_cpu_info");
    }
    LodeValue result = host->ops->array(engine, 0, NULL);
    for (int i = 0; i < size; i++) {
        host->ops->set_index(engine, result, (unsigned)i, cpu_value(host, &list[i]), NULL);
    }
    uv_free_cpu_info(list, size);
    return result;
}

/* How many bits of a netmask are set, up to the first that is not; -1 where others follow. */
static int prefix_of(const unsigned char *mask, size_t size)
{
    int bits = 0;
    bool has_ended = false;
    for (size_t i = 0; i < size * 8; i++) {
        bool is_set = mask[i / 8] >> (7 - i % 8) & 1;
        if (is_set && has_ended) {
            return -1;
        }
        has_ended = has_ended || !is_set;
        bits += is_set;
    }
    return bits;
}

static LodeValue interface_value(LodeHost *host, const uv_interface_address_t *at)
{
    char address[64] = "";
    char netmask[64] = "";
    char mac[20];
    const unsigned char *raw = (const unsigned char *)at->phys_addr;
    bool is_six = at->address.address4.sin_family == AF_INET6;
    int prefix;
    if (is_six) {
        uv_ip6_name(&at->address.address6, address, sizeof address);
        uv_ip6_name(&at->netmask.netmask6, netmask, sizeof netmask);
        prefix = prefix_of((const unsigned char *)&at->netmask.netmask6.sin6_addr, 16);
    } else {
        uv_ip4_name(&at->address.address4, address, sizeof address);
        uv_ip4_name(&at->netmask.netmask4, netmask, sizeof netmask);
        prefix = prefix_of((const unsigned char *)&at->netmask.netmask4.sin_addr, 4);
    }
    snprintf(mac, sizeof mac, "%02x:%02x:%02x:%02x:%02x:%02x", raw[0], raw[1], raw[2], raw[3], raw[4], raw[5]);
    LodeBuf cidr = {0};
    lode_buf_printf(&cidr, "%s/%d", address, prefix);
    LodeValue value = host->ops->object(host->engine);
    lode__set(host, value, "address", lode__text(host, lode_str(address)));
    lode__set(host, value, "netmask", lode__text(host, lode_str(netmask)));
    lode__set(host, value, "family", lode__text(host, is_six ? LODE_STR("IPv6") : LODE_STR("IPv4")));
    lode__set(host, value, "mac", lode__text(host, lode_str(mac)));
    lode__set(host, value, "internal", lode__boolean(host, at->is_internal != 0));
    lode__set(host, value, "cidr", prefix < 0 ? host->ops->null(host->engine) : lode__text(host, lode_buf_str(&cidr)));
    if (is_six) {
        lode__set(host, value, "scopeid", lode__number(host, at->address.address6.sin6_scope_id));
    }
    lode_buf_release(&cidr);
    return value;
}

/* interfaces(): [name, address, name, address, …] */
static LodeValue interfaces(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    uv_interface_address_t *list = NULL;
    int size = 0;
    int status = uv_interface_addresses(&list, &size);
    if (status < 0) {
        return fail(host, thrown, status, "uv_interface_addresses");
    }
    LodeValue result = host->ops->array(engine, 0, NULL);
    for (int i = 0; i < size; i++) {
        unsigned at = 2 * (unsigned)i;
        host->ops->set_index(engine, result, at, lode__text(host, lode_str(list[i].name)), NULL);
        host->ops->set_index(engine, result, at + 1, interface_value(host, &list[i]), NULL);
    }
    uv_free_interface_addresses(list, size);
    return result;
}

/* ---- the user ---- */

/* user(): [uid, gid, username, homedir, shell], the texts as bytes */
static LodeValue user(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    uv_passwd_t entry;
    int status = uv_os_get_passwd(&entry);
    if (status < 0) {
        return fail(host, thrown, status, "uv_os_get_passwd");
    }
    LodeValue values[] = {lode__number(host, (double)entry.uid), lode__number(host, (double)entry.gid), NULL, NULL,
                          host->ops->null(engine)};
    values[2] = host->ops->bytes(engine, entry.username, strlen(entry.username));
    values[3] = host->ops->bytes(engine, entry.homedir, strlen(entry.homedir));
    if (entry.shell) {
        values[4] = host->ops->bytes(engine, entry.shell, strlen(entry.shell));
    }
    uv_os_free_passwd(&entry);
    return host->ops->array(engine, 5, values);
}

/* ---- constants ---- */

typedef struct Constant {
    const char *name;
    int value;
} Constant;

#define N(name)     \
    {               \
#name, name \
    }
static const Constant errors[] = {
    N(E2BIG),        N(EACCES),          N(EADDRINUSE),  N(EADDRNOTAVAIL), N(EAFNOSUPPORT), N(EAGAIN),
    N(EALREADY),     N(EBADF),           N(EBADMSG),     N(EBUSY),         N(ECANCELED),    N(ECHILD),
    N(ECONNABORTED), N(ECONNREFUSED),    N(ECONNRESET),  N(EDEADLK),       N(EDESTADDRREQ), N(EDOM),
    N(EDQUOT),       N(EEXIST),          N(EFAULT),      N(EFBIG),         N(EHOSTUNREACH), N(EIDRM),
    N(EILSEQ),       N(EINPROGRESS),     N(EINTR),       N(EINVAL),        N(EIO),          N(EISCONN),
    N(EISDIR),       N(ELOOP),           N(EMFILE),      N(EMLINK),        N(EMSGSIZE),     N(EMULTIHOP),
    N(ENAMETOOLONG), N(ENETDOWN),        N(ENETRESET),   N(ENETUNREACH),   N(ENFILE),       N(ENOBUFS),
    N(ENODATA),      N(ENODEV),          N(ENOENT),      N(ENOEXEC),       N(ENOLCK),       N(ENOLINK),
    N(ENOMEM),       N(ENOMSG),          N(ENOPROTOOPT), N(ENOSPC),        N(ENOSR),        N(ENOSTR),
    N(ENOSYS),       N(ENOTCONN),        N(ENOTDIR),     N(ENOTEMPTY),     N(ENOTSOCK),     N(ENOTSUP),
    N(ENOTTY),       N(ENXIO),           N(EOPNOTSUPP),  N(EOVERFLOW),     N(EPERM),        N(EPIPE),
    N(EPROTO),       N(EPROTONOSUPPORT), N(EPROTOTYPE),  N(ERANGE),        N(EROFS),        N(ESPIPE),
    N(ESRCH),        N(ESTALE),          N(ETIME),       N(ETIMEDOUT),     N(ETXTBSY),      N(EWOULDBLOCK),
    N(EXDEV),
};

static const Constant signals[] = {
    N(SIGHUP),  N(SIGINT),   N(SIGQUIT), N(SIGILL),  N(SIGTRAP), N(SIGABRT), N(SIGIOT),  N(SIGBUS),  N(SIGFPE),
    N(SIGKILL), N(SIGUSR1),  N(SIGSEGV), N(SIGUSR2), N(SIGPIPE), N(SIGALRM), N(SIGTERM), N(SIGCHLD), N(SIGSTKFLT),
    N(SIGCONT), N(SIGSTOP),  N(SIGTSTP), N(SIGTTIN), N(SIGTTOU), N(SIGURG),  N(SIGXCPU), N(SIGXFSZ), N(SIGVTALRM),
    N(SIGPROF), N(SIGWINCH), N(SIGIO),   N(SIGPOLL), N(SIGPWR),  N(SIGSYS),
};

static const Constant libraries[] = {
    N(RTLD_LAZY), N(RTLD_NOW), N(RTLD_GLOBAL), N(RTLD_LOCAL), N(RTLD_DEEPBIND),
};
#undef N

static void add_constants(LodeHost *host, LodeValue object, const char *name, const Constant *list, size_t count)
{
    LodeValue values = host->ops->object(host->engine);
    for (size_t i = 0; i < count; i++) {
        lode__set(host, values, list[i].name, lode__number(host, list[i].value));
    }
    lode__set(host, object, name, values);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void fill(LodeHost *host, LodeValue object)
{
    add_constants(host, object, "dlopen", libraries, COUNT(libraries));
    add_constants(host, object, "errno", errors, COUNT(errors));
    add_constants(host, object, "signals", signals, COUNT(signals));
}

/* ---- the table ---- */

static const LodeNativeEntry entries[] = {
    {"hostname", hostname},
    {"homedir", homedir},
    {"uname", uname_native},
    {"uptime", uptime},
    {"loadavg", loadavg},
    {"freemem", freemem},
    {"totalmem", totalmem},
    {"parallelism", parallelism},
    {"getPriority", get_priority},
    {"setPriority", set_priority},
    {"cpus", cpus},
    {"interfaces", interfaces},
    {"user", user},
};

const LodeNativeSet lode__natives_os = {.name = "os", .entries = entries, .count = COUNT(entries), .fill = fill};

/* native('signals'): what a program does when it is sent a signal. A listening handle keeps no program alive. */
#include "loader/host_state.h"

#include <signal.h>

typedef struct Listener {
    uv_signal_t handle;
    LodeHost *host;
    LodeValue callback;
    struct Listener *next;
} Listener;

static void on_signal(uv_signal_t *handle, int number)
{
    Listener *listener = handle->data;
    LodeValue argument = lode__number(listener->host, number);
    lode__host_enter(listener->host, listener->callback, 1, &argument);
}

/* The listener of a signal, which may be idle; NULL where there never was one. */
static Listener *find(LodeHost *host, int number)
{
    Listener *at = host->states[LODE_NATIVE_SET_signals];
    while (at && at->handle.signum != number) {
        at = at->next;
    }
    return at;
}

static Listener *make(LodeHost *host)
{
    Listener *listener = LODE_ARENA_NEW(&host->arena, Listener, 1);
    *listener = (Listener){.host = host, .next = host->states[LODE_NATIVE_SET_signals]};
    host->states[LODE_NATIVE_SET_signals] = listener;
    uv_signal_init(&host->loop, &listener->handle);
    uv_unref((uv_handle_t *)&listener->handle);
    listener->handle.data = listener;
    return listener;
}

/* start(number, callback): 0, or the negative errno. */
static LodeValue start(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int number = (int)lode__argument_number(host, count, arguments, 0, 0);
    Listener *listener = make(host);
    listener->callback = lode__argument(host, count, arguments, 1);
    host->ops->keep(host->engine, listener->callback);
    return lode__number(host, uv_signal_start(&listener->handle, on_signal, number));
}

/* stop(number): the signal does what it did before. */
static LodeValue stop(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int number = (int)lode__argument_number(host, count, arguments, 0, 0);
    Listener *listener = number > 0 ? find(host, number) : NULL;
    if (listener) {
        uv_signal_stop(&listener->handle);
        host->ops->drop(host->engine, listener->callback);
        listener->callback = NULL;
    }
    return lode__undefined(host);
}

static void release(LodeHost *host)
{
    for (Listener *at = host->states[LODE_NATIVE_SET_signals]; at; at = at->next) {
        host->ops->drop(host->engine, at->callback);
    }
}

typedef struct SignalName {
    const char *name;
    int number;
} SignalName;

#define ROW(signal)     \
    {                   \
#signal, signal \
    }
static const SignalName signal_names[] = {
    ROW(SIGHUP),   ROW(SIGINT),  ROW(SIGQUIT), ROW(SIGILL),    ROW(SIGTRAP), ROW(SIGABRT),   ROW(SIGIOT),
    ROW(SIGBUS),   ROW(SIGFPE),  ROW(SIGKILL), ROW(SIGUSR1),   ROW(SIGSEGV), ROW(SIGUSR2),   ROW(SIGPIPE),
    ROW(SIGALRM),  ROW(SIGTERM), ROW(SIGCHLD), ROW(SIGSTKFLT), ROW(SIGCONT), ROW(SIGSTOP),   ROW(SIGTSTP),
    ROW(SIGTTIN),  ROW(SIGTTOU), ROW(SIGURG),  ROW(SIGXCPU),   ROW(SIGXFSZ), ROW(SIGVTALRM), ROW(SIGPROF),
    ROW(SIGWINCH), ROW(SIGIO),   ROW(SIGPOLL), ROW(SIGPWR),    ROW(SIGSYS),
};
#undef ROW

/* names(): the numbers of signals by name. */
static LodeValue names(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeValue object = host->ops->object(host->engine);
    for (size_t i = 0; i < sizeof signal_names / sizeof *signal_names; i++) {
        lode__set(host, object, signal_names[i].name, lode__number(host, signal_names[i].number));
    }
    return object;
}

static const LodeNativeEntry entries[] = {{"start", start}, {"stop", stop}, {"names", names}};

const LodeNativeSet lode__natives_signals = {
    .name = "signals", .entries = entries, .count = sizeof entries / sizeof *entries, .release = release};

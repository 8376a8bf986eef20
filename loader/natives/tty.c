/* native('tty'): terminals. Reading order: is it one, its size, its mode, the table. */
#include "loader/host_state.h"

#include <errno.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* The modes of terminals that were changed, to be restored at the end. */
typedef struct Changed {
    int fd;
    struct termios mode;
    struct Changed *next;
} Changed;

static int descriptor(LodeHost *host, size_t count, const LodeValue *arguments)
{
    double fd = lode__argument_number(host, count, arguments, 0, -1);
    return fd >= 0 && fd <= INT_MAX ? (int)fd : -1;
}

/* isatty(fd) */
static LodeValue is_terminal(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int fd = descriptor(host, count, arguments);
    return lode__boolean(host, fd >= 0 && uv_guess_handle(fd) == UV_TTY);
}

/* size(fd): [columns, rows], or undefined where it has none */
static LodeValue size_native(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    struct winsize size;
    if (ioctl(descriptor(host, count, arguments), TIOCGWINSZ, &size) != 0) {
        return lode__undefined(host);
    }
    LodeValue values[] = {lode__number(host, size.ws_col), lode__number(host, size.ws_row)};
    return host->ops->array(engine, 2, values);
}

static Changed *changed_mode(LodeHost *host, int fd)
{
    for (Changed *at = host->states[LODE_NATIVE_SET_tty]; at; at = at->next) {
        if (at->fd == fd) {
            return at;
        }
    }
    return NULL;
}

static void remember(LodeHost *host, int fd, const struct termios *mode)
{
    if (!changed_mode(host, fd)) {
        Changed *changed = LODE_ARENA_NEW(&host->arena, Changed, 1);
        *changed = (Changed){.fd = fd, .mode = *mode, .next = host->states[LODE_NATIVE_SET_tty]};
        host->states[LODE_NATIVE_SET_tty] = changed;
    }
}

/* setRawMode(fd, on) */
static LodeValue set_raw_mode(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    int fd = descriptor(host, count, arguments);
    struct termios mode;
    if (tcgetattr(fd, &mode) != 0) {
        return lode__throw_uv(host, thrown, uv_translate_sys_error(errno), "setRawMode", LODE_STR_NONE);
    }
    remember(host, fd, &mode);
    mode = changed_mode(host, fd)->mode;
    if (lode__argument_truth(host, count, arguments, 1)) {
        mode.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
        mode.c_oflag |= ONLCR;
        mode.c_cflag |= CS8;
        mode.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
        mode.c_cc[VMIN] = 1;
        mode.c_cc[VTIME] = 0;
    }
    if (tcsetattr(fd, TCSADRAIN, &mode) != 0) {
        return lode__throw_uv(host, thrown, uv_translate_sys_error(errno), "setRawMode", LODE_STR_NONE);
    }
    return lode__undefined(host);
}

static void release(LodeHost *host)
{
    for (Changed *at = host->states[LODE_NATIVE_SET_tty]; at; at = at->next) {
        tcsetattr(at->fd, TCSANOW, &at->mode);
    }
}

static const LodeNativeEntry entries[] = {{"isatty", is_terminal}, {"size", size_native}, {"setRawMode", set_raw_mode}};

const LodeNativeSet lode__natives_tty = {
    .name = "tty", .entries = entries, .count = sizeof entries / sizeof *entries, .release = release};

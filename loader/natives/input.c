/*
 * native('input'): standard input that is a pipe, a socket or a terminal, read as it comes.
 *
 * Only while it is read does it keep the program alive. A file is read by fs.
 */
#include "loader/host_state.h"

#include <fcntl.h>
#include <stdlib.h>

typedef struct Input {
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_pipe_t pipe;
        uv_tty_t tty;
        uv_tcp_t tcp;
    } as;
    LodeHost *host;
    LodeValue callback;
    int descriptor;
    int flags; /* of the descriptor before: other processes may share it */
} Input;

static Input *input_of(LodeHost *host)
{
    return host->states[LODE_NATIVE_SET_input];
}

static void give_room(uv_handle_t *handle, size_t size, uv_buf_t *out)
{
    (void)handle;
    *out = uv_buf_init(lode_alloc(size), (unsigned)size);
}

/* The callback gets bytes, or a negative status: UV_EOF at the end. */
static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    Input *input = stream->data;
    LodeHost *host = input->host;
    if (size != 0 && !host->is_stopped) {
        LodeValue argument =
            size > 0 ? host->ops->bytes(host->engine, buffer->base, (size_t)size) : lode__number(host, (double)size);
        lode__host_enter(host, input->callback, 1, &argument);
    }
    free(buffer->base);
}

static int attach(LodeHost *host, Input *input)
{
    int status;
    switch (uv_guess_handle(input->descriptor)) {
    case UV_TTY:
        return uv_tty_init(&host->loop, &input->as.tty, input->descriptor, 1);
    case UV_TCP:
        status = uv_tcp_init(&host->loop, &input->as.tcp);
        return status ? status : uv_tcp_open(&input->as.tcp, input->descriptor);
    default:
        status = uv_pipe_init(&host->loop, &input->as.pipe, 0);
        return status ? status : uv_pipe_open(&input->as.pipe, input->descriptor);
    }
}

/* open(descriptor, callback): 0, or the negative errno. Once. */
static LodeValue open_input(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    if (input_of(host)) {
        return lode__number(host, UV_EBUSY);
    }
    Input *input = LODE_ARENA_NEW(&host->arena, Input, 1);
    *input = (Input){.host = host, .descriptor = (int)lode__argument_number(host, count, arguments, 0, 0)};
    input->flags = fcntl(input->descriptor, F_GETFL);
    int status = attach(host, input);
    if (status == 0) {
        input->as.handle.data = input;
        input->callback = lode__argument(host, count, arguments, 1);
        host->ops->keep(host->engine, input->callback);
        host->states[LODE_NATIVE_SET_input] = input;
    }
    return lode__number(host, status);
}

static LodeValue start(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    return lode__number(host,
                        input_of(host) ? uv_read_start(&input_of(host)->as.stream, give_room, on_read) : UV_EBADF);
}

static LodeValue stop(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    if (input_of(host)) {
        uv_read_stop(&input_of(host)->as.stream);
    }
    return lode__undefined(host);
}

/* hold(whether reading keeps the program alive). */
static LodeValue hold(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    if (input_of(host) && lode__argument_truth(host, count, arguments, 0)) {
        uv_ref(&input_of(host)->as.handle);
    } else if (input_of(host)) {
        uv_unref(&input_of(host)->as.handle);
    }
    return lode__undefined(host);
}

static void release(LodeHost *host)
{
    Input *input = input_of(host);
    if (input) {
        host->ops->drop(host->engine, input->callback);
        uv_tty_reset_mode();
        if (input->flags >= 0) {
            fcntl(input->descriptor, F_SETFL, input->flags);
        }
    }
}

static const LodeNativeEntry entries[] = {{"open", open_input}, {"start", start}, {"stop", stop}, {"hold", hold}};

const LodeNativeSet lode__natives_input = {
    .name = "input", .entries = entries, .count = sizeof entries / sizeof *entries, .release = release};

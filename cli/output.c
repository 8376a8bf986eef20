#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { STEP = 1 << 17 };

void lode_output_init(LodeOutput *self, const char *file, LodeColorWhen color)
{
    bool is_file = file && strcmp(file, "-") != 0;
    *self = (LodeOutput){.file = is_file ? file : NULL, .descriptor = is_file ? -1 : STDOUT_FILENO};
    if (is_file) {
        /* Colour codes do not belong into a file unless they were asked for. */
        self->terminal = lode_terminal_of(-1, color == LODE_COLOR_AUTO ? LODE_COLOR_NEVER : color);
    } else {
        self->terminal = lode_terminal_of(STDOUT_FILENO, color);
    }
}

static bool open_file(LodeOutput *self)
{
    if (self->descriptor < 0) {
        self->descriptor = open(self->file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (self->descriptor < 0) {
            self->error = errno;
        }
    }
    return self->descriptor >= 0;
}

void lode_output_flush(LodeOutput *self)
{
    size_t done = 0;
    while (done < self->buf.size && !self->error && !self->is_closed_early && open_file(self)) {
        ssize_t written = write(self->descriptor, self->buf.data + done, self->buf.size - done);
        if (written >= 0) {
            done += (size_t)written;
        } else if (errno == EPIPE) {
            self->is_closed_early = true;
        } else if (errno == EAGAIN) {
            /* Somebody made the other end non-blocking: wait until it takes more. */
            struct pollfd place = {.fd = self->descriptor, .events = POLLOUT};
            poll(&place, 1, -1);
        } else if (errno != EINTR) {
            self->error = errno;
        }
    }
    lode_buf_clear(&self->buf);
}

void lode_output_step(LodeOutput *self)
{
    if (self->buf.size >= STEP) {
        lode_output_flush(self);
    }
}

int lode_output_close(LodeOutput *self)
{
    lode_output_flush(self);
    if (self->file && !self->error && open_file(self)) {
        /* Some file systems report a full disk here only. */
        if (close(self->descriptor) != 0 && errno != EINTR) {
            self->error = errno;
        }
    }
    lode_buf_release(&self->buf);
    return self->error;
}

#include "cli/report.h"

#include "base/path.h"
#include "cli/code_frame.h"
#include "cli/text.h"

#include <errno.h>
#include <unistd.h>

/* Sources above this are not read again for the sake of a message. */
enum { FRAME_LIMIT = 1 << 24 };

static void print(LodeBuf *text)
{
    size_t done = 0;
    while (done < text->size) {
        ssize_t written = write(STDERR_FILENO, text->data + done, text->size - done);
        if (written < 0 && errno != EINTR) {
            break; /* nowhere left to complain */
        }
        done += written > 0 ? (size_t)written : 0;
    }
    lode_buf_release(text);
}

static LodeStr shown_path(const LodeReport *self, LodeStr path)
{
    LodeStr directory = self->working_directory;
    if (directory.size > 1 && lode_path_is_inside(directory, path) && path.size > directory.size) {
        return lode_str_slice(path, directory.size + 1, path.size);
    }
    return path;
}

static void place(LodeBuf *out, const LodeReport *self, LodeStr path, LodePosition position, size_t indent)
{
    lode_text_pad(out, indent);
    lode_tint_begin(out, &self->terminal, LODE_TINT_PLACE);
    lode_text_append(out, shown_path(self, path));
    if (position.line) {
        lode_buf_printf(out, ":%u:%u", position.line, position.column);
    }
    lode_tint_end(out, &self->terminal);
}

static void frame(LodeBuf *out, const LodeReport *self, LodeStr path, LodePosition position, uint32_t length)
{
    if (!self->memo || !position.line || !lode_path_is_normal(path)) {
        return;
    }
    LodeBuf source = {0};
    if (lode_memo_read(self->memo, lode_memo_path(self->memo, path), FRAME_LIMIT, &source) == 0) {
        lode_code_frame(out, &self->terminal, lode_buf_str(&source), position, length);
    }
    lode_buf_release(&source);
}

/* A message may have several lines: the later ones are indented. */
static void message_lines(LodeBuf *out, LodeStr message)
{
    size_t start = 0;
    while (start <= message.size) {
        size_t end = start;
        while (end < message.size && message.data[end] != '\n') {
            end++;
        }
        if (start > 0) {
            lode_buf_puts(out, "  ");
        }
        lode_text_append(out, lode_str_slice(message, start, end));
        lode_buf_append_byte(out, '\n');
        start = end + 1;
    }
}

void lode_report_error(const LodeReport *self, const LodeError *error)
{
    LodeBuf out = {0};
    lode_buf_puts(&out, "lode: ");
    if (error->code != LODE_ERROR_LODE_USAGE) {
        lode_tint(&out, &self->terminal, LODE_TINT_BAD, lode_str(lode_error_code_text(error->code)));
        lode_buf_puts(&out, ": ");
    }
    message_lines(&out, error->message);
    if (!lode_str_is_none(error->file) && error->position.line) {
        place(&out, self, error->file, error->position, 2);
        lode_buf_append_byte(&out, '\n');
        frame(&out, self, error->file, error->position, 1);
    }
    for (const LodeErrorNote *note = error->notes; note; note = note->next) {
        lode_buf_puts(&out, "  ");
        lode_text_append(&out, note->text);
        lode_buf_append_byte(&out, '\n');
        /* The first note often is about the very place that was shown above. */
        bool is_shown = error->position.line && error->position.line == note->position.line &&
                        error->position.column == note->position.column && lode_str_equal(error->file, note->file);
        if (!lode_str_is_none(note->file) && !is_shown) {
            place(&out, self, note->file, note->position, 4);
            lode_buf_append_byte(&out, '\n');
            frame(&out, self, note->file, note->position, 1);
        }
    }
    print(&out);
}

void lode_report_diagnostic(const LodeReport *self, LodeStr path, const LodeDiagnostic *diagnostic)
{
    LodeBuf out = {0};
    place(&out, self, path, diagnostic->position, 0);
    lode_buf_puts(&out, ": ");
    lode_tint(&out, &self->terminal, LODE_TINT_WARN, LODE_STR("LODE_SYNTAX"));
    lode_buf_puts(&out, ": ");
    lode_text_append(&out, diagnostic->message);
    lode_buf_append_byte(&out, '\n');
    uint32_t length = diagnostic->span.end > diagnostic->span.start ? diagnostic->span.end - diagnostic->span.start : 1;
    frame(&out, self, path, diagnostic->position, length);
    print(&out);
}

void lode_report_say(const char *format, ...)
{
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_vprintf(&text, format, arguments);
    va_end(arguments);
    LodeBuf out = {0};
    lode_buf_puts(&out, "lode: ");
    lode_text_append(&out, lode_buf_str(&text));
    lode_buf_append_byte(&out, '\n');
    lode_buf_release(&text);
    print(&out);
}

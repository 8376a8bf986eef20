#include "cli/write_json.h"

#include "base/json.h"

#include <inttypes.h>

void lode_write_comma(LodeBuf *out)
{
    if (out->size > 0 && !strchr("{[,\n", out->data[out->size - 1])) {
        lode_buf_append_byte(out, ',');
    }
}

void lode_write_key(LodeBuf *out, const char *name)
{
    lode_write_comma(out);
    lode_buf_append_byte(out, '"');
    lode_buf_puts(out, name);
    lode_buf_append(out, LODE_STR("\":"));
}

void lode_write_text(LodeBuf *out, const char *name, LodeStr value)
{
    lode_write_key(out, name);
    if (lode_str_is_none(value)) {
        lode_buf_append(out, LODE_STR("null"));
    } else {
        lode_json_write_string(out, value);
    }
}

void lode_write_number(LodeBuf *out, const char *name, uint64_t value)
{
    lode_write_key(out, name);
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    lode_buf_append(out, (LodeStr){digits + at, sizeof digits - at});
}

void lode_write_bool(LodeBuf *out, const char *name, bool value)
{
    lode_write_key(out, name);
    lode_buf_append(out, value ? LODE_STR("true") : LODE_STR("false"));
}

void lode_write_document(LodeBuf *out)
{
    lode_buf_append_byte(out, '{');
    lode_write_number(out, "schemaVersion", LODE_SCHEMA_VERSION);
}

/* "file", and "line" and "column" where they are known; nothing without a file. */
static void write_place(LodeBuf *out, LodeStr file, LodePosition position)
{
    if (lode_str_is_none(file)) {
        return;
    }
    lode_write_text(out, "file", file);
    if (position.line) {
        lode_write_number(out, "line", position.line);
        lode_write_number(out, "column", position.column);
    }
}

void lode_write_error_object(LodeBuf *out, const LodeError *error)
{
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "code", lode_str(lode_error_code_text(error->code)));
    lode_write_text(out, "message", error->message);
    write_place(out, error->file, error->position);
    if (error->notes) {
        lode_write_key(out, "notes");
        lode_buf_append_byte(out, '[');
        for (const LodeErrorNote *note = error->notes; note; note = note->next) {
            lode_write_comma(out);
            lode_buf_append_byte(out, '{');
            lode_write_text(out, "text", note->text);
            write_place(out, note->file, note->position);
            lode_buf_append_byte(out, '}');
        }
        lode_buf_append_byte(out, ']');
    }
    lode_buf_append_byte(out, '}');
}

void lode_write_error(LodeBuf *out, const char *name, const LodeError *error)
{
    lode_write_key(out, name);
    lode_write_error_object(out, error);
}

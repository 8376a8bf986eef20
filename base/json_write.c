/* JSON text from values. Reading order: string literals, scalars and brackets, whole values. */
#include "base/json.h"
#include "base/utf.h"
#include "base/vec.h"

/* Appends what `c` needs in a string literal; false where it stands for itself. */
static bool write_escape(LodeBuf *out, char c)
{
    static const char values[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *found = memchr(values, c, sizeof values - 1);
    if (found) {
        lode_buf_append_byte(out, '\\');
        lode_buf_append_byte(out, names[found - values]);
        return true;
    }
    if ((unsigned char)c < 0x20) {
        lode_buf_printf(out, "\\u%04x", (unsigned)c);
        return true;
    }
    return false;
}

void lode_json_write_string(LodeBuf *out, LodeStr text)
{
    lode_buf_append_byte(out, '"');
    bool is_valid = lode_utf8_is_valid(text);
    size_t written = 0; /* everything before is in `out`; runs are appended whole */
    for (size_t at = 0; at < text.size;) {
        unsigned char c = (unsigned char)text.data[at];
        if (c >= 0x80 && !is_valid) {
            uint32_t code_point;
            lode_buf_append(out, lode_str_slice(text, written, at));
            at += lode_utf8_decode(text, at, &code_point);
            lode_buf_append_code_point(out, code_point);
            written = at;
        } else if (c < 0x20 || c == '"' || c == '\\') {
            lode_buf_append(out, lode_str_slice(text, written, at));
            write_escape(out, (char)c);
            written = ++at;
        } else {
            at++;
        }
    }
    if (text.size) {
        lode_buf_append(out, lode_str_slice(text, written, text.size));
    }
    lode_buf_append_byte(out, '"');
}

static void write_head(LodeBuf *out, const LodeJson *value)
{
    switch (value->type) {
    case LODE_JSON_NULL:
        lode_buf_append(out, LODE_STR("null"));
        break;
    case LODE_JSON_FALSE:
        lode_buf_append(out, LODE_STR("false"));
        break;
    case LODE_JSON_TRUE:
        lode_buf_append(out, LODE_STR("true"));
        break;
    case LODE_JSON_NUMBER:
        lode_buf_append(out, value->text);
        break;
    case LODE_JSON_STRING:
        lode_json_write_string(out, value->text);
        break;
    case LODE_JSON_ARRAY:
        lode_buf_append_byte(out, '[');
        break;
    case LODE_JSON_OBJECT:
        lode_buf_append_byte(out, '{');
        break;
    }
}

void lode_json_write(LodeBuf *out, const LodeJson *value)
{
    LODE_VEC(const LodeJson *) open = {0}; /* containers whose bracket is written */
    const LodeJson *at = value;
    for (bool is_done = false; !is_done;) {
        if (open.count && !lode_str_is_none(at->key)) {
            lode_json_write_string(out, at->key);
            lode_buf_append_byte(out, ':');
        }
        write_head(out, at);
        const LodeJson *next = at->next;
        if (at->type == LODE_JSON_ARRAY || at->type == LODE_JSON_OBJECT) {
            lode_vec_push(&open, at);
            next = at->first;
            if (next) {
                at = next;
                continue;
            }
        } else if (!open.count) {
            next = NULL; /* a member that is written alone */
        }
        while (!next && open.count) {
            const LodeJson *container = lode_vec_pop(&open);
            lode_buf_append_byte(out, container->type == LODE_JSON_ARRAY ? ']' : '}');
            next = open.count ? container->next : NULL;
        }
        if (next) {
            lode_buf_append_byte(out, ',');
            at = next;
        } else {
            is_done = true;
        }
    }
    lode_vec_release(&open);
}

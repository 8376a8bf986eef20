/*
 * lode check --format github: workflow commands, which become annotations on a pull request.
 *
 *     ::error file=src/a.js,line=3,col=10,endColumn=15,title=missing-export::the message
 *
 * A command is one line: the message escapes "%", CR and LF, a property ":" and "," besides.
 */
#include "cli/formats/check.h"

/* A message may be shown in a log, where control characters would act: they become readable escapes. */
static void put_escaped(LodeBuf *out, LodeStr text, bool is_property)
{
    for (size_t at = 0; at < text.size; at++) {
        char c = text.data[at];
        bool is_special = c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
        if (is_special) {
            lode_buf_printf(out, "%%%02X", (unsigned)c);
        } else if (!is_property && ((unsigned char)c < 0x20 || c == 0x7F) && c != '\t') {
            lode_buf_printf(out, "\\x%02x", (unsigned)c);
        } else {
            lode_buf_append_byte(out, c);
        }
    }
}

static void put_property(LodeBuf *out, const char *name, LodeStr value, const char *separator)
{
    lode_buf_printf(out, "%s%s=", separator, name);
    put_escaped(out, value, true);
}

static void put_number(LodeBuf *out, const char *name, uint32_t value)
{
    lode_buf_printf(out, ",%s=%u", name, value);
}

static void put_place(LodeBuf *out, const LodeCheckInput *input, const LodePlace *place)
{
    LodeBuf path = {0};
    lode_check_path(&path, input, place);
    put_property(out, "file", lode_buf_str(&path), " ");
    lode_buf_release(&path);
    if (!place->start.line) {
        return;
    }
    put_number(out, "line", place->start.line);
    if (place->end.line > place->start.line) { /* columns are for places on one line */
        put_number(out, "endLine", place->end.line);
        return;
    }
    put_number(out, "col", place->start.column);
    if (place->end.line) {
        put_number(out, "endColumn", place->end.column);
    }
}

static void put_part(LodeBuf *out, const char *label, LodeStr text)
{
    if (text.size > 0) {
        lode_buf_printf(out, "%%0A%s", label);
        put_escaped(out, text, false);
    }
}

void lode_check_github(LodeOutput *out, const LodeCheckInput *input)
{
    LodeBuf *buf = &out->buf;
    for (uint32_t i = 0; i < input->result->count; i++) {
        const LodeCheckItem *item = &input->result->items[i];
        const LodeFinding *finding = item->finding;
        if (item->state != LODE_FINDING_SHOWN) {
            continue;
        }
        lode_buf_printf(buf, "::%s", finding->severity == LODE_SEVERITY_ERROR ? "error" : "warning");
        put_place(buf, input, &finding->place);
        put_property(buf, "title", lode_str(lode_check_item_rule(item)), ",");
        lode_buf_puts(buf, "::");
        put_escaped(buf, finding->message, false);
        put_part(buf, "Node: ", finding->node);
        put_part(buf, "Fix: ", finding->fix);
        lode_buf_append_byte(buf, '\n');
        lode_output_step(out);
    }
}

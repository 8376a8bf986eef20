/* Reading order: names of modules, the text of each event, JSON. */
#include "cli/load_trace.h"

#include "base/json.h"
#include "base/path.h"
#include "base/url.h"
#include "cli/text.h"
#include "cli/write_json.h"

#include <stdio.h>

enum { DEEPEST = 12, NAMES_SHOWN = 8 };

typedef struct Line {
    const LodeLoadPrinter *printer;
    LodeArena arena;
    LodeBuf out;
} Line;

/* A module as people know it: a path from the working directory where it is inside, else a path, else the URL. */
static LodeStr shown(Line *line, LodeStr name)
{
    LodeUrl url;
    LodeStr path = LODE_STR_NONE;
    bool is_file = lode_str_starts_with(name, LODE_STR("file:")) && lode_str_find(name, '?') == LODE_NOT_FOUND &&
                   lode_str_find(name, '#') == LODE_NOT_FOUND && lode_url_parse(&line->arena, name, NULL, &url) &&
                   lode_url_to_path(&line->arena, &url, &path) == LODE_URL_PATH_OK;
    if (!is_file) {
        return name;
    }
    LodeStr base = line->printer->working_directory;
    return lode_path_is_inside(base, path) ? lode_path_relative(&line->arena, base, path) : path;
}

static void put_module(Line *line, LodeStr name, LodeTint tint)
{
    lode_tint(&line->out, &line->printer->terminal, tint, shown(line, name));
}

static LodeStr first_line(LodeStr text)
{
    size_t end = lode_str_find(text, '\n');
    return lode_str_slice(text, 0, end == LODE_NOT_FOUND ? text.size : end);
}

static void put_request(Line *line, const LodeLoadEvent *event)
{
    if (lode_str_is_none(event->referrer) && lode_str_is_none(event->error)) {
        put_module(line, event->module, LODE_TINT_STRONG); /* what the command line names */
        return;
    }
    if (!lode_str_is_none(event->request)) {
        lode_text_append(&line->out, event->request);
        lode_buf_append_byte(&line->out, ' ');
    }
    lode_buf_append_byte(&line->out, '\'');
    lode_text_append(&line->out, event->specifier);
    lode_buf_append_byte(&line->out, '\'');
    if (!lode_str_is_none(event->referrer)) {
        lode_buf_puts(&line->out, " of ");
        put_module(line, event->referrer, LODE_TINT_DIM);
    }
    lode_buf_puts(&line->out, line->printer->terminal.has_unicode ? " → " : " -> ");
    if (lode_str_is_none(event->error)) {
        put_module(line, event->module, LODE_TINT_STRONG);
    } else {
        lode_tint(&line->out, &line->printer->terminal, LODE_TINT_BAD, first_line(event->error));
    }
}

static void put_read(Line *line, const LodeLoadEvent *event)
{
    put_module(line, event->module, LODE_TINT_STRONG);
    lode_buf_puts(&line->out, "  ");
    lode_text_append_bytes(&line->out, event->bytes);
    if (!lode_str_is_none(event->format)) {
        lode_buf_puts(&line->out, ", ");
        lode_text_append(&line->out, event->format);
    }
}

static void put_partial(Line *line, const LodeLoadEvent *event)
{
    put_module(line, event->referrer, LODE_TINT_STRONG);
    lode_buf_puts(&line->out, " gets ");
    put_module(line, event->module, LODE_TINT_STRONG);
    lode_buf_puts(&line->out, " unfinished, with ");
    if (event->name_count == 0) {
        lode_buf_puts(&line->out, "no exports so far");
    }
    for (size_t i = 0; i < event->name_count && i < NAMES_SHOWN; i++) {
        lode_buf_puts(&line->out, i > 0 ? ", " : "");
        lode_text_append(&line->out, event->names[i]);
    }
    if (event->name_count > NAMES_SHOWN) {
        lode_buf_printf(&line->out, " and %zu more", event->name_count - NAMES_SHOWN);
    }
}

static void put_two(Line *line, const LodeLoadEvent *event, const char *between)
{
    put_module(line, event->referrer, LODE_TINT_STRONG);
    lode_buf_puts(&line->out, between);
    put_module(line, event->module, LODE_TINT_STRONG);
}

static void put_text(Line *line, const LodeLoadEvent *event)
{
    const LodeTerminal *terminal = &line->printer->terminal;
    char text[64];
    snprintf(text, sizeof text, "%10.3f  ", (double)event->nanoseconds / 1e6);
    lode_tint(&line->out, terminal, LODE_TINT_DIM, lode_str(text));
    lode_text_pad(&line->out, 2 * (size_t)(event->depth > DEEPEST ? DEEPEST : event->depth));
    bool is_bad = event->kind == LODE_LOAD_FAIL || !lode_str_is_none(event->error);
    bool is_odd = event->kind == LODE_LOAD_PARTIAL;
    LodeTint tint = is_bad ? LODE_TINT_BAD : is_odd ? LODE_TINT_WARN : LODE_TINT_DIM;
    snprintf(text, sizeof text, "%-9s", lode_load_event_name(event->kind));
    lode_tint(&line->out, terminal, tint, lode_str(text));
    switch (event->kind) {
    case LODE_LOAD_RESOLVE:
        put_request(line, event);
        break;
    case LODE_LOAD_READ:
        put_read(line, event);
        break;
    case LODE_LOAD_PARTIAL:
        put_partial(line, event);
        break;
    case LODE_LOAD_WAIT:
        put_two(line, event, " for ");
        break;
    case LODE_LOAD_FAIL:
        put_module(line, event->module, LODE_TINT_STRONG);
        lode_buf_puts(&line->out, lode_str_is_none(event->error) ? "" : ": ");
        lode_tint(&line->out, terminal, LODE_TINT_BAD, first_line(event->error));
        break;
    default:
        put_module(line, event->module, LODE_TINT_STRONG);
        break;
    }
    lode_buf_append_byte(&line->out, '\n');
}

/* ---- JSON ---- */

static void write_given(LodeBuf *out, const char *name, LodeStr text)
{
    if (!lode_str_is_none(text)) {
        lode_write_text(out, name, text);
    }
}

static void put_json(Line *line, const LodeLoadEvent *event)
{
    LodeBuf *out = &line->out;
    lode_write_document(out);
    lode_write_text(out, "event", lode_str(lode_load_event_name(event->kind)));
    lode_write_number(out, "time", event->nanoseconds / 1000);
    lode_write_number(out, "depth", event->depth);
    write_given(out, "module", event->module);
    write_given(out, "referrer", event->referrer);
    write_given(out, "specifier", event->specifier);
    /* The program itself is asked for by no code. */
    write_given(out, "kind", lode_str_is_none(event->referrer) ? LODE_STR_NONE : event->request);
    write_given(out, "format", event->format);
    if (event->kind == LODE_LOAD_READ) {
        lode_write_number(out, "bytes", event->bytes);
    }
    if (event->kind == LODE_LOAD_PARTIAL) {
        lode_write_key(out, "names");
        lode_buf_append_byte(out, '[');
        for (size_t i = 0; i < event->name_count; i++) {
            lode_write_comma(out);
            lode_json_write_string(out, event->names[i]);
        }
        lode_buf_append_byte(out, ']');
    }
    write_given(out, "error", event->error);
    lode_buf_puts(out, "}\n");
}

void lode_load_print(const LodeLoadPrinter *self, const LodeLoadEvent *event)
{
    Line line = {.printer = self};
    if (self->form == LODE_TRACE_JSON) {
        put_json(&line, event);
    } else {
        put_text(&line, event);
    }
    /* One write for each line: the program's own output on the same stream comes between lines, not into them. */
    fwrite(line.out.data, 1, line.out.size, stderr);
    lode_buf_release(&line.out);
    lode_arena_release(&line.arena);
}

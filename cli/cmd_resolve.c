/*
 * lode resolve: one specifier, as Node resolves it. JSON: docs/schema/resolve.json.
 */
#include "base/path.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "resolver/trace.h"

#include <stdio.h>

/* The text of a step; on a terminal, where space is dear, paths are relative to the working directory. */
static void step_text(LodeBuf *out, LodeStr text, LodeStr working_directory, bool is_short)
{
    LodeBuf folder = {0};
    lode_buf_append(&folder, working_directory);
    lode_buf_append_byte(&folder, '/');
    LodeStr rest = text;
    size_t at;
    while (is_short && (at = lode_str_search(rest, lode_buf_str(&folder))) != LODE_NOT_FOUND) {
        /* Only where a path begins: "/a/" is found in "/b/a/" too. */
        bool is_start = at == 0 || rest.data[at - 1] == ' ' || rest.data[at - 1] == '"';
        lode_text_append(out, lode_str_slice(rest, 0, is_start ? at : at + 1));
        rest = lode_str_slice(rest, is_start ? at + folder.size : at + 1, rest.size);
    }
    lode_text_append(out, rest);
    lode_buf_release(&folder);
}

static void put_trace(LodeOutput *out, const LodeTrace *trace, LodeStr working_directory)
{
    bool unicode = out->terminal.has_unicode;
    size_t width = out->terminal.width > 40 ? out->terminal.width : 0;
    for (size_t i = 0; i < trace->steps.count; i++) {
        const LodeTraceStep *step = &trace->steps.items[i];
        char number[24];
        int length = snprintf(number, sizeof number, "%3zu ", i + 1);
        lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, (LodeStr){number, (size_t)length});
        unsigned depth = step->depth > 8 ? 8 : step->depth;
        lode_text_pad(&out->buf, 2 * (size_t)depth);
        const char *mark = step->outcome == LODE_TRACE_FOUND  ? (unicode ? "✓" : "+")
                           : step->outcome == LODE_TRACE_MISS ? (unicode ? "✗" : "-")
                                                              : (unicode ? "·" : ".");
        LodeTint tint = step->outcome == LODE_TRACE_FOUND  ? LODE_TINT_GOOD
                        : step->outcome == LODE_TRACE_MISS ? LODE_TINT_BAD
                                                           : LODE_TINT_DIM;
        lode_tint(&out->buf, &out->terminal, tint, lode_str(mark));
        lode_buf_append_byte(&out->buf, ' ');
        lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, step->function);
        size_t used = (size_t)length + 2 * (size_t)depth + 2 + step->function.size + 1;
        LodeBuf text = {0};
        step_text(&text, step->text, working_directory, width > 0);
        if (width > 0 && used + lode_text_width(lode_buf_str(&text)) > width) {
            size_t indent = (size_t)length + 2 * (size_t)depth + 4;
            lode_buf_append_byte(&out->buf, '\n');
            lode_text_wrap(&out->buf, lode_buf_str(&text), indent, width, false);
        } else {
            lode_buf_append_byte(&out->buf, ' ');
            lode_buf_append(&out->buf, lode_buf_str(&text));
            lode_buf_append_byte(&out->buf, '\n');
        }
        lode_buf_release(&text);
    }
}

static void write_trace(LodeBuf *out, const LodeTrace *trace)
{
    static const char *const outcomes[] = {"info", "found", "miss"};
    lode_write_key(out, "trace");
    lode_buf_append_byte(out, '[');
    for (size_t i = 0; i < trace->steps.count; i++) {
        const LodeTraceStep *step = &trace->steps.items[i];
        lode_buf_puts(out, i ? ",\n{" : "\n{");
        lode_write_number(out, "step", i + 1);
        lode_write_number(out, "depth", step->depth);
        lode_write_text(out, "function", step->function);
        lode_write_text(out, "outcome", lode_str(outcomes[step->outcome]));
        lode_write_text(out, "text", step->text);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

/* Where the trace is shown too, a word about the format belongs to the answer. */
static void put_answer(LodeOutput *out, const LodeAnswer *answer, bool with_format)
{
    const LodeResolution *resolution = &answer->resolution;
    if (resolution->is_ignored) {
        lode_buf_puts(&out->buf, "(an empty module: a `browser` field maps it to false)\n");
        return;
    }
    if (with_format) {
        lode_buf_puts(&out->buf, out->terminal.has_unicode ? "→ " : "=> ");
    }
    /* A path is the answer to be used by programs, so its bytes are written as they are. */
    bool is_file = resolution->path.data && lode_str_starts_with(resolution->url, LODE_STR("file:")) &&
                   lode_str_find(resolution->url, '?') == LODE_NOT_FOUND &&
                   lode_str_find(resolution->url, '#') == LODE_NOT_FOUND;
    LodeStr text = is_file ? resolution->path : resolution->url;
    if (out->terminal.is_terminal) {
        lode_text_append(&out->buf, text);
    } else {
        lode_buf_append(&out->buf, text);
    }
    if (with_format) {
        const char *format = lode_format_name(answer->format);
        lode_buf_printf(&out->buf, "  (%s)", format ? format : "no loader reads it");
    }
    lode_buf_append_byte(&out->buf, '\n');
}

static void write_json(LodeOutput *out, const LodeAnswer *answer, const LodeTrace *trace)
{
    lode_answer_json(&out->buf, answer);
    if (trace) {
        out->buf.size--; /* the closing brace */
        write_trace(&out->buf, trace);
        lode_buf_append_byte(&out->buf, '}');
    }
    lode_buf_append_byte(&out->buf, '\n');
}

int lode_cmd_resolve(const LodeOptions *options)
{
    if (options->given[LODE_OPTION_BATCH]) {
        return lode_cmd_batch(options);
    }
    LodeSession session;
    LodeTrace trace = {0};
    if (lode_session_init(&session, options)) {
        bool wants_trace = options->given[LODE_OPTION_TRACE];
        if (wants_trace) {
            lode_resolver_set_trace(session.resolver, &trace);
        }
        LodeAnswerer answerer;
        lode_answerer_init(&answerer, session.resolver, session.memo, NULL);
        answerer.no_detect = options->given[LODE_OPTION_NO_DETECT];
        LodeRequestFrom request = {
            .specifier = options->operands.items[0],
            .from = lode_answer_from(&session, options->from, options->kind),
            .kind = options->kind,
            .attribute_type = LODE_STR_NONE,
        };
        LodeAnswer answer;
        lode_answer(&answerer, &request, &session.arena, &answer);
        bool wants_text = false;
        for (size_t i = 0; i < options->wanted.count; i++) {
            LodeOutput out;
            lode_output_init(&out, options->wanted.items[i].file, options->color);
            if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
                write_json(&out, &answer, wants_trace ? &trace : NULL);
            } else {
                wants_text = true;
                if (wants_trace) {
                    put_trace(&out, &trace, session.working_directory);
                }
                if (answer.is_resolved) {
                    put_answer(&out, &answer, wants_trace);
                }
            }
            lode_session_close(&session, &out);
        }
        if (!answer.is_resolved) {
            if (session.status == LODE_STATUS_CLEAN) {
                session.status = LODE_STATUS_FINDINGS;
            }
            if (wants_text) {
                lode_report_error(&session.report, &answer.error);
            }
        }
        lode_answerer_release(&answerer);
    }
    lode_trace_release(&trace);
    int status = session.status;
    lode_session_release(&session);
    return status;
}

/* lode check --format json: docs/schema/check.json; and gitlab, which is JSON as well. */
#include "base/json.h"
#include "cli/formats/check.h"
#include "cli/write_json.h"

static void write_position(LodeBuf *out, const char *line_name, const char *column_name, LodePosition position)
{
    if (position.line) {
        lode_write_number(out, line_name, position.line);
        lode_write_number(out, column_name, position.column);
        return;
    }
    lode_write_text(out, line_name, LODE_STR_NONE);
    lode_write_text(out, column_name, LODE_STR_NONE);
}

static void write_place(LodeBuf *out, const LodePlace *place)
{
    lode_write_text(out, "file", place->id);
    write_position(out, "line", "column", place->start);
    write_position(out, "endLine", "endColumn", place->end);
}

static void write_places(LodeBuf *out, const char *name, const LodePlace *places, uint32_t count)
{
    lode_write_key(out, name);
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        write_place(out, &places[i]);
        lode_write_text(out, "text", places[i].text);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

static void write_finding(LodeBuf *out, const LodeCheckItem *item)
{
    const LodeFinding *finding = item->finding;
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "rule", lode_str(lode_check_item_rule(item)));
    lode_write_text(out, "severity", lode_str(lode_check_level_name(finding->severity)));
    lode_write_text(out, "message", finding->message);
    write_place(out, &finding->place);
    lode_write_text(out, "node", finding->node);
    lode_write_text(out, "fix", finding->fix);
    lode_write_key(out, "notes");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < finding->note_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, finding->notes[i]);
    }
    lode_buf_append_byte(out, ']');
    lode_write_text(out, "subject", item->subject);
    write_places(out, "related", finding->related, finding->related_count);
    write_places(out, "chain", finding->chain, finding->chain_count);
    if (finding->chain_break) {
        lode_write_number(out, "chainBreak", finding->chain_break);
    } else {
        lode_write_text(out, "chainBreak", LODE_STR_NONE);
    }
    lode_write_text(out, "fingerprint", lode_str(item->fingerprint));
    lode_buf_append_byte(out, '}');
}

static void write_suppressions(LodeBuf *out, const LodeCheckResult *result)
{
    lode_write_key(out, "suppressions");
    lode_buf_append_byte(out, '{');
    lode_write_number(out, "used", result->used_suppression_count);
    lode_write_number(out, "unused", result->suppression_count - result->used_suppression_count);
    lode_buf_append_byte(out, '}');
}

static void write_baseline(LodeBuf *out, const LodeCheckResult *result)
{
    if (lode_str_is_none(result->baseline)) {
        lode_write_text(out, "baseline", LODE_STR_NONE);
        return;
    }
    lode_write_key(out, "baseline");
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "file", result->baseline);
    lode_write_key(out, "stale");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < result->stale_count; i++) {
        const LodeStaleEntry *entry = &result->stale[i];
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_text(out, "file", entry->file);
        lode_write_text(out, "rule", entry->rule);
        lode_write_text(out, "subject", entry->subject);
        lode_write_number(out, "count", entry->count);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_puts(out, "]}");
}

static void write_stats(LodeBuf *out, const LodeCheckInput *input)
{
    const LodeCheckResult *result = input->result;
    lode_write_key(out, "stats");
    lode_buf_append_byte(out, '{');
    lode_write_number(out, "modules", input->session->graph->module_count);
    lode_write_number(out, "errors", result->errors);
    lode_write_number(out, "warnings", result->warnings);
    lode_write_number(out, "suppressed", result->suppressed);
    lode_write_number(out, "baselined", result->baselined);
    lode_write_key(out, "byRule");
    lode_buf_append_byte(out, '{');
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        if (result->by_rule[rule] > 0) {
            lode_write_number(out, lode_check_rule(rule)->name, result->by_rule[rule]);
        }
    }
    lode_buf_puts(out, "}}");
}

void lode_check_json(LodeOutput *out, const LodeCheckInput *input)
{
    LodeBuf *buf = &out->buf;
    const LodeCheckResult *result = input->result;
    lode_write_document(buf);
    lode_write_text(buf, "root", input->session->root);
    lode_write_key(buf, "findings");
    lode_buf_append_byte(buf, '[');
    bool is_first = true;
    for (uint32_t i = 0; i < result->count; i++) {
        if (result->items[i].state == LODE_FINDING_SHOWN) {
            lode_buf_puts(buf, is_first ? "\n" : ",\n");
            write_finding(buf, &result->items[i]);
            lode_output_step(out);
            is_first = false;
        }
    }
    lode_buf_puts(buf, is_first ? "]" : "\n]");
    write_suppressions(buf, result);
    write_baseline(buf, result);
    write_stats(buf, input);
    lode_session_write_errors(input->session, buf);
    lode_buf_puts(buf, "}\n");
}

/* An array of the code quality widget's issues. A file as a whole begins at its first line. */
void lode_check_gitlab(LodeOutput *out, const LodeCheckInput *input)
{
    LodeBuf *buf = &out->buf;
    LodeBuf path = {0};
    bool is_first = true;
    lode_buf_append_byte(buf, '[');
    for (uint32_t i = 0; i < input->result->count; i++) {
        const LodeCheckItem *item = &input->result->items[i];
        const LodeFinding *finding = item->finding;
        if (item->state != LODE_FINDING_SHOWN) {
            continue;
        }
        lode_buf_puts(buf, is_first ? "\n{" : ",\n{");
        is_first = false;
        lode_write_text(buf, "description", finding->message);
        lode_write_text(buf, "check_name", lode_str(lode_check_item_rule(item)));
        lode_write_text(buf, "fingerprint", lode_str(item->fingerprint));
        lode_write_text(buf, "severity",
                        finding->severity == LODE_SEVERITY_ERROR ? LODE_STR("major") : LODE_STR("minor"));
        lode_write_key(buf, "location");
        lode_buf_append_byte(buf, '{');
        lode_buf_clear(&path);
        lode_check_path(&path, input, &finding->place);
        lode_write_text(buf, "path", lode_buf_str(&path));
        lode_write_key(buf, "lines");
        lode_buf_append_byte(buf, '{');
        lode_write_number(buf, "begin", finding->place.start.line ? finding->place.start.line : 1);
        lode_buf_puts(buf, "}}}");
        lode_output_step(out);
    }
    lode_buf_puts(buf, is_first ? "]\n" : "\n]\n");
    lode_buf_release(&path);
}

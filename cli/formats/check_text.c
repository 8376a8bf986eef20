/*
 * lode check --format text. On a terminal findings stand under their file and are cut to a
 * screenful, errors first; elsewhere each finding's first line is complete in itself, as
 * compilers write it, and nothing is left out.
 *
 * Reading order: one finding, which ones are shown, the summary.
 */
#include "cli/formats/check.h"
#include "cli/text.h"

enum { WIDTH_OF_A_FILE = 100, ROWS_OF_SUMMARY = 6, FEWEST_ROWS = 10, STALE_SHOWN = 5 };

typedef struct Text {
    LodeOutput *out;
    LodeCheckDetails details;
    const LodeCheckResult *result;
    bool is_screen;
} Text;

static LodeTint tint_of(LodeSeverity severity)
{
    return severity == LODE_SEVERITY_ERROR ? LODE_TINT_BAD : LODE_TINT_WARN;
}

/* "  3:10  error  missing-export: './b.js' has no export 'x'" */
static void put_head_on_screen(LodeBuf *out, const LodeTerminal *terminal, const LodeFinding *finding)
{
    LodeBuf place = {0};
    if (finding->place.start.line) {
        lode_buf_printf(&place, "%u:%u", finding->place.start.line, finding->place.start.column);
    } else {
        lode_buf_puts(&place, "file");
    }
    const char *level = lode_check_level_name(finding->severity);
    lode_buf_puts(out, "  ");
    lode_tint(out, terminal, LODE_TINT_PLACE, lode_buf_str(&place));
    lode_buf_puts(out, "  ");
    lode_tint(out, terminal, tint_of(finding->severity), lode_str(level));
    lode_buf_puts(out, "  ");
    size_t column = 2 + place.size + 2 + strlen(level) + 2;
    const char *rule = lode_check_rule((unsigned)finding->rule)->name;
    LodeBuf text = {0};
    lode_buf_printf(&text, "%s: ", rule);
    lode_text_append(&text, finding->message);
    LodeBuf lines = {0};
    lode_text_wrap(&lines, lode_buf_str(&text), column, terminal->width, true);
    LodeStr shown = lode_buf_str(&lines);
    lode_tint(out, terminal, LODE_TINT_STRONG, lode_str(rule));
    lode_buf_append(out, lode_str_slice(shown, strlen(rule), shown.size));
    lode_buf_release(&lines);
    lode_buf_release(&text);
    lode_buf_release(&place);
}

/* "src/a.js:3:10: error: missing-export: './b.js' has no export 'x'" */
static void put_head(LodeBuf *out, const LodeTerminal *terminal, const LodeFinding *finding)
{
    lode_tint_begin(out, terminal, LODE_TINT_PLACE);
    lode_check_place(out, &finding->place);
    lode_tint_end(out, terminal);
    lode_buf_puts(out, ": ");
    lode_tint(out, terminal, tint_of(finding->severity), lode_str(lode_check_level_name(finding->severity)));
    lode_buf_puts(out, ": ");
    lode_tint(out, terminal, LODE_TINT_STRONG, lode_str(lode_check_rule((unsigned)finding->rule)->name));
    lode_buf_puts(out, ": ");
    lode_text_append(out, finding->message);
    lode_buf_append_byte(out, '\n');
}

/* A finding and an empty line. */
static void put_finding(LodeBuf *out, Text *self, const LodeFinding *finding)
{
    if (self->is_screen) {
        put_head_on_screen(out, &self->out->terminal, finding);
    } else {
        put_head(out, &self->out->terminal, finding);
    }
    lode_check_details(out, &self->details, finding);
    lode_buf_append_byte(out, '\n');
}

static size_t lines_in(LodeStr text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        count += text.data[i] == '\n';
    }
    return count;
}

/* Marks as many findings as fit on the screen, errors before warnings; at least one. Returns how many. */
static uint32_t choose(Text *self, bool *is_chosen)
{
    static const LodeSeverity order[] = {LODE_SEVERITY_ERROR, LODE_SEVERITY_WARNING};
    size_t height = self->out->terminal.height;
    size_t rows = height > ROWS_OF_SUMMARY + FEWEST_ROWS ? height - ROWS_OF_SUMMARY : FEWEST_ROWS;
    size_t used = 0;
    uint32_t count = 0;
    LodeBuf text = {0};
    for (size_t level = 0; level < sizeof order / sizeof *order; level++) {
        const LodeCheckItem *last = NULL;
        for (uint32_t i = 0; i < self->result->count; i++) {
            const LodeCheckItem *item = &self->result->items[i];
            if (item->state != LODE_FINDING_SHOWN || item->finding->severity != order[level]) {
                continue;
            }
            lode_buf_clear(&text);
            put_finding(&text, self, item->finding);
            bool is_new_file = !last || !lode_str_equal(last->finding->place.id, item->finding->place.id);
            used += lines_in(lode_buf_str(&text)) + is_new_file;
            if (used > rows && count > 0) {
                lode_buf_release(&text);
                return count;
            }
            is_chosen[i] = true;
            count++;
            last = item;
        }
    }
    lode_buf_release(&text);
    return count;
}

static void put_findings(Text *self)
{
    LodeBuf *out = &self->out->buf;
    const LodeCheckResult *result = self->result;
    bool *is_chosen = lode_alloc_zeroed(result->count + 1, sizeof *is_chosen);
    uint32_t total = result->errors + result->warnings;
    uint32_t chosen = total;
    bool is_cut = self->is_screen && !self->details.input->session->options->given[LODE_OPTION_ALL];
    self->details.is_cut = is_cut;
    if (is_cut) {
        chosen = choose(self, is_chosen);
    }
    const LodeCheckItem *last = NULL;
    for (uint32_t i = 0; i < result->count; i++) {
        const LodeCheckItem *item = &result->items[i];
        if (item->state != LODE_FINDING_SHOWN || (is_cut && !is_chosen[i])) {
            continue;
        }
        if (self->is_screen && (!last || !lode_str_equal(last->finding->place.id, item->finding->place.id))) {
            lode_tint(out, &self->out->terminal, LODE_TINT_STRONG, item->finding->place.id);
            lode_buf_append_byte(out, '\n');
        }
        put_finding(out, self, item->finding);
        lode_output_step(self->out);
        last = item;
    }
    if (chosen < total) {
        LodeBuf text = {0};
        lode_buf_puts(&text, self->out->terminal.has_unicode ? "… " : "... ");
        lode_text_append_count(&text, total - chosen);
        lode_buf_puts(&text, " more, --all shows them");
        lode_tint(out, &self->out->terminal, LODE_TINT_DIM, lode_buf_str(&text));
        lode_buf_puts(out, "\n\n");
        lode_buf_release(&text);
    }
    free(is_chosen);
}

/* "2 errors: missing-export 1, unresolved 1" */
static void put_counts(Text *self, bool is_error)
{
    const LodeCheckResult *result = self->result;
    uint32_t total = is_error ? result->errors : result->warnings;
    if (total == 0) {
        return;
    }
    LodeBuf text = {0};
    LodeBuf head = {0};
    lode_text_append_counted(&head, total, is_error ? "error" : "warning", NULL);
    lode_buf_append(&text, lode_buf_str(&head));
    const char *separator = ": ";
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        uint32_t errors = result->errors_by_rule[rule];
        uint32_t count = is_error ? errors : result->by_rule[rule] - errors;
        if (count > 0) {
            lode_buf_printf(&text, "%s%s ", separator, lode_check_rule(rule)->name);
            lode_text_append_count(&text, count);
            separator = ", ";
        }
    }
    LodeBuf lines = {0};
    size_t width = self->out->terminal.width ? self->out->terminal.width : WIDTH_OF_A_FILE;
    lode_text_wrap(&lines, lode_buf_str(&text), 2, width, true);
    lode_tint(&self->out->buf, &self->out->terminal, is_error ? LODE_TINT_BAD : LODE_TINT_WARN, lode_buf_str(&head));
    lode_buf_append(&self->out->buf, lode_str_slice(lode_buf_str(&lines), head.size, lines.size));
    lode_buf_release(&lines);
    lode_buf_release(&head);
    lode_buf_release(&text);
}

static void put_stale(Text *self)
{
    const LodeCheckResult *result = self->result;
    if (result->stale_count == 0) {
        return;
    }
    LodeBuf *out = &self->out->buf;
    lode_text_append(out, result->baseline);
    lode_buf_puts(out, " lists what is gone; --update-baseline drops it:\n");
    uint32_t shown = result->stale_count < STALE_SHOWN ? result->stale_count : STALE_SHOWN;
    for (uint32_t i = 0; i < shown; i++) {
        const LodeStaleEntry *entry = &result->stale[i];
        lode_buf_puts(out, "  ");
        lode_text_append(out, entry->file);
        lode_buf_puts(out, ": ");
        lode_text_append(out, entry->rule);
        lode_buf_puts(out, ": ");
        lode_text_append(out, entry->subject);
        if (entry->count > 1) {
            lode_buf_printf(out, " (%u times)", entry->count);
        }
        lode_buf_append_byte(out, '\n');
    }
    if (shown < result->stale_count) {
        lode_buf_printf(out, "  %s%u more\n", self->out->terminal.has_unicode ? "… " : "... ",
                        result->stale_count - shown);
    }
}

/* The rule with most findings of the worst level: the one to read about first. */
static const char *first_rule(const LodeCheckResult *result)
{
    unsigned best = 0;
    const uint32_t *counts = result->errors ? result->errors_by_rule : result->by_rule;
    for (unsigned rule = 1; rule < LODE_CHECK_RULE_COUNT; rule++) {
        best = counts[rule] > counts[best] ? rule : best;
    }
    return lode_check_rule(best)->name;
}

static void put_summary(Text *self)
{
    const LodeCheckResult *result = self->result;
    LodeBuf *out = &self->out->buf;
    uint32_t total = result->errors + result->warnings;
    put_counts(self, true);
    put_counts(self, false);
    if (total == 0) {
        lode_tint(out, &self->out->terminal, LODE_TINT_GOOD, LODE_STR("no findings"));
        lode_buf_puts(out, " in ");
        lode_text_append_counted(out, self->details.input->session->graph->module_count, "module", NULL);
        lode_buf_append_byte(out, '\n');
    }
    if (result->suppressed + result->baselined > 0) {
        lode_buf_puts(out, "not shown: ");
        if (result->suppressed > 0) {
            lode_text_append_count(out, result->suppressed);
            lode_buf_printf(out, " silenced by comments%s", result->baselined ? ", " : "");
        }
        if (result->baselined > 0) {
            lode_text_append_count(out, result->baselined);
            lode_buf_puts(out, " accepted in ");
            lode_text_append(out, result->baseline);
        }
        lode_buf_append_byte(out, '\n');
    }
    put_stale(self);
    if (total > 0) {
        lode_buf_printf(out, "next: lode check --explain %s; --update-baseline accepts %s\n", first_rule(result),
                        total == 1 ? "it" : "them");
    }
}

void lode_check_text(LodeOutput *out, const LodeCheckInput *input)
{
    Text text = {
        .out = out,
        .details = {.input = input, .terminal = out->terminal, .indent = 4},
        .result = input->result,
        .is_screen = out->terminal.width > 0,
    };
    put_findings(&text);
    put_summary(&text);
    lode_check_details_release(&text.details);
}

/*
 * lode check --format markdown: a comment for a pull request.
 *
 * A table with a row for each finding, and what is behind each of them in a section that can
 * be opened. Names are code spans, in which a site neither formats nor notifies anybody
 * ("@scope/name"). A comment has a limit of 65,536 characters on GitHub, so the rows and the
 * sections that would go beyond it are counted instead of written.
 */
#include "cli/formats/check.h"
#include "cli/text.h"

enum { TABLE_LIMIT = 30000, TOTAL_LIMIT = 60000 };

static size_t longest_run(LodeStr text, char of)
{
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.size; i++) {
        run = text.data[i] == of ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void put_times(LodeBuf *out, char c, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lode_buf_append_byte(out, c);
    }
}

/* A code span: its fence is longer than any run of backticks in it. In a table a "|" is escaped even there. */
static void put_code(LodeBuf *out, LodeStr text)
{
    LodeBuf shown = {0};
    lode_text_append(&shown, text);
    size_t fence = longest_run(lode_buf_str(&shown), '`') + 1;
    bool is_padded = shown.size == 0 || shown.data[0] == '`' || shown.data[shown.size - 1] == '`';
    put_times(out, '`', fence);
    lode_buf_puts(out, is_padded ? " " : "");
    for (size_t i = 0; i < shown.size; i++) {
        lode_buf_puts(out, shown.data[i] == '|' ? "\\" : "");
        lode_buf_append_byte(out, shown.data[i]);
    }
    lode_buf_puts(out, is_padded ? " " : "");
    put_times(out, '`', fence);
    lode_buf_release(&shown);
}

static void put_plain(LodeBuf *out, LodeStr text)
{
    LodeBuf shown = {0};
    lode_text_append(&shown, text);
    for (size_t i = 0; i < shown.size; i++) {
        char c = shown.data[i];
        if (c == '<' || c == '>' || c == '&') {
            lode_buf_puts(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
        } else {
            lode_buf_puts(out, strchr("\\`*_{}[]#|~!", c) ? "\\" : "");
            lode_buf_append_byte(out, c);
        }
    }
    lode_buf_release(&shown);
}

/* Inside of HTML tags, where Markdown has no say. */
static void put_html(LodeBuf *out, LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '<' || c == '>' || c == '&') {
            lode_buf_puts(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
        } else {
            lode_buf_append_byte(out, c);
        }
    }
}

/* A message: what stands in single quotes is code, if the quotes come in pairs. */
static void put_message(LodeBuf *out, LodeStr text)
{
    size_t quotes = 0;
    for (size_t i = 0; i < text.size; i++) {
        quotes += text.data[i] == '\'';
    }
    if (quotes % 2 != 0) {
        put_plain(out, text);
        return;
    }
    bool is_code = false;
    size_t start = 0;
    for (size_t at = 0; at <= text.size; at++) {
        if (at == text.size || text.data[at] == '\'') {
            LodeStr part = lode_str_slice(text, start, at);
            if (is_code) {
                put_code(out, part);
            } else {
                put_plain(out, part);
            }
            is_code = !is_code;
            start = at + 1;
        }
    }
}

static void put_row(LodeBuf *out, const LodeCheckItem *item, LodeBuf *scratch)
{
    lode_buf_clear(scratch);
    lode_check_place(scratch, &item->finding->place);
    lode_buf_printf(out, "| %s | ", lode_check_level_name(item->finding->severity));
    put_code(out, lode_buf_str(scratch));
    lode_buf_puts(out, " | ");
    put_message(out, item->finding->message);
    lode_buf_printf(out, " | %s |\n", lode_check_item_rule(item));
}

static void put_section(LodeBuf *out, LodeCheckDetails *details, const LodeCheckItem *item, LodeBuf *scratch)
{
    lode_buf_clear(scratch);
    lode_check_place(scratch, &item->finding->place);
    lode_buf_puts(out, "\n<details><summary><code>");
    put_html(out, lode_buf_str(scratch));
    lode_buf_printf(out, "</code> %s</summary>\n\n", lode_check_item_rule(item));
    lode_buf_clear(scratch);
    lode_check_details(scratch, details, item->finding);
    size_t fence = longest_run(lode_buf_str(scratch), '`') + 1;
    fence = fence < 3 ? 3 : fence;
    put_times(out, '`', fence);
    lode_buf_puts(out, "text\n");
    lode_buf_append(out, lode_buf_str(scratch));
    put_times(out, '`', fence);
    lode_buf_puts(out, "\n\n</details>\n");
}

static void put_more(LodeBuf *out, uint32_t count)
{
    if (count > 0) {
        lode_buf_puts(out, "\n… ");
        lode_text_append_count(out, count);
        lode_buf_puts(out, " more\n");
    }
}

static void put_title(LodeBuf *out, const LodeCheckInput *input)
{
    const LodeCheckResult *result = input->result;
    lode_buf_puts(out, "### lode check: ");
    if (result->errors + result->warnings == 0) {
        lode_buf_puts(out, "no findings in ");
        lode_text_append_counted(out, input->session->graph->module_count, "module", NULL);
    }
    if (result->errors > 0) {
        lode_text_append_counted(out, result->errors, "error", NULL);
        lode_buf_puts(out, result->warnings ? ", " : "");
    }
    if (result->warnings > 0) {
        lode_text_append_counted(out, result->warnings, "warning", NULL);
    }
    lode_buf_append_byte(out, '\n');
    if (result->suppressed + result->baselined > 0) {
        lode_buf_puts(out, "\nNot shown: ");
        lode_text_append_count(out, result->suppressed);
        lode_buf_puts(out, " silenced by comments, ");
        lode_text_append_count(out, result->baselined);
        lode_buf_puts(out, " accepted in the baseline.\n");
    }
}

void lode_check_markdown(LodeOutput *out, const LodeCheckInput *input)
{
    const LodeCheckResult *result = input->result;
    LodeBuf *buf = &out->buf;
    LodeCheckDetails details = {.input = input, .terminal = {.has_unicode = true}};
    LodeBuf scratch = {0};
    LodeBuf part = {0};
    put_title(buf, input);
    uint32_t left = result->errors + result->warnings;
    uint32_t left_sections = left;
    lode_buf_puts(buf, left ? "\n| | place | finding | rule |\n| --- | --- | --- | --- |\n" : "");
    for (uint32_t i = 0; i < result->count && left > 0 && buf->size < TABLE_LIMIT; i++) {
        if (result->items[i].state == LODE_FINDING_SHOWN) {
            put_row(buf, &result->items[i], &scratch);
            left--;
        }
    }
    put_more(buf, left);
    for (uint32_t i = 0; i < result->count && left_sections > 0; i++) {
        if (result->items[i].state == LODE_FINDING_SHOWN) {
            lode_buf_clear(&part);
            put_section(&part, &details, &result->items[i], &scratch);
            if (buf->size + part.size > TOTAL_LIMIT) {
                break;
            }
            lode_buf_append(buf, lode_buf_str(&part));
            left_sections--;
        }
    }
    put_more(buf, left ? 0 : left_sections);
    lode_buf_release(&part);
    lode_buf_release(&scratch);
    lode_check_details_release(&details);
}

/*
 * lode check --format junit: XML as build servers read it, a test suite for each file.
 *
 * An error is a failed test. A warning is a skipped one: servers show it, and do not fail for
 * it, as lode does not. Without findings there is one suite with one test that passed, for
 * some servers take an empty report for a broken one. XML 1.0 has no way to write most
 * control characters, so they are written as the escapes that text output has.
 */
#include "base/utf.h"
#include "cli/formats/check.h"

#include <inttypes.h>

static void put_xml(LodeBuf *out, LodeStr text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t c;
        size_t size = lode_utf8_decode(text, at, &c);
        if (c == '<' || c == '>' || c == '&' || c == '"') {
            lode_buf_puts(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;");
        } else if (c == '\n' || c == '\t' || c == '\r') {
            lode_buf_printf(out, "&#%" PRIu32 ";", c); /* a reader turns the plain ones in attributes into blanks */
        } else if (c < 0x20 || c == 0x7F) {
            lode_buf_printf(out, "\\x%02" PRIx32, c);
        } else {
            lode_buf_append_code_point(out, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
        }
        at += size;
    }
}

static void put_attribute(LodeBuf *out, const char *name, LodeStr value)
{
    lode_buf_printf(out, " %s=\"", name);
    put_xml(out, value);
    lode_buf_append_byte(out, '"');
}

/* Text between tags keeps its line feeds. */
static void put_content(LodeBuf *out, LodeStr text)
{
    size_t start = 0;
    for (size_t at = 0; at <= text.size; at++) {
        if (at == text.size || text.data[at] == '\n') {
            put_xml(out, lode_str_slice(text, start, at));
            if (at < text.size) {
                lode_buf_append_byte(out, '\n');
            }
            start = at + 1;
        }
    }
}

static void put_case(LodeBuf *out, LodeCheckDetails *details, const LodeCheckItem *item, LodeBuf *scratch)
{
    const LodeFinding *finding = item->finding;
    bool is_error = finding->severity == LODE_SEVERITY_ERROR;
    lode_buf_clear(scratch);
    lode_buf_puts(scratch, lode_check_item_rule(item));
    if (finding->place.start.line) {
        lode_buf_printf(scratch, " %u:%u", finding->place.start.line, finding->place.start.column);
    }
    lode_buf_puts(out, "    <testcase");
    put_attribute(out, "name", lode_buf_str(scratch));
    put_attribute(out, "classname", finding->place.id);
    put_attribute(out, "file", finding->place.id);
    if (finding->place.start.line) {
        lode_buf_printf(out, " line=\"%u\"", finding->place.start.line);
    }
    lode_buf_puts(out, ">\n      ");
    if (!is_error) {
        lode_buf_puts(out, "<skipped");
        put_attribute(out, "message", finding->message);
        lode_buf_puts(out, "/>\n");
    } else {
        lode_buf_puts(out, "<failure");
        put_attribute(out, "type", lode_str(lode_check_item_rule(item)));
        put_attribute(out, "message", finding->message);
        lode_buf_append_byte(out, '>');
        lode_buf_clear(scratch);
        lode_check_place(scratch, &finding->place);
        lode_buf_append_byte(scratch, '\n');
        lode_check_details(scratch, details, finding);
        put_content(out, lode_buf_str(scratch));
        lode_buf_puts(out, "</failure>\n");
    }
    lode_buf_puts(out, "    </testcase>\n");
}

static void put_suite_start(LodeBuf *out, LodeStr name, uint32_t tests, uint32_t failures, uint32_t skipped)
{
    lode_buf_puts(out, "  <testsuite");
    put_attribute(out, "name", name);
    lode_buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n", tests, failures, skipped);
}

/* The suite of the file whose findings begin at `first`. Returns where the next file's begin. */
static uint32_t put_suite(LodeBuf *out, LodeCheckDetails *details, const LodeCheckResult *result, uint32_t first,
                          LodeBuf *scratch)
{
    LodeStr file = result->items[first].finding->place.id;
    uint32_t counts[2] = {0, 0};
    uint32_t end = first;
    for (; end < result->count && lode_str_equal(result->items[end].finding->place.id, file); end++) {
        if (result->items[end].state == LODE_FINDING_SHOWN) {
            counts[result->items[end].finding->severity == LODE_SEVERITY_ERROR]++;
        }
    }
    if (counts[0] + counts[1] == 0) {
        return end;
    }
    put_suite_start(out, file, counts[0] + counts[1], counts[1], counts[0]);
    for (uint32_t i = first; i < end; i++) {
        if (result->items[i].state == LODE_FINDING_SHOWN) {
            put_case(out, details, &result->items[i], scratch);
        }
    }
    lode_buf_puts(out, "  </testsuite>\n");
    return end;
}

void lode_check_junit(LodeOutput *out, const LodeCheckInput *input)
{
    const LodeCheckResult *result = input->result;
    uint32_t total = result->errors + result->warnings;
    LodeCheckDetails details = {.input = input, .terminal = {.has_unicode = true}};
    LodeBuf scratch = {0};
    lode_buf_puts(&out->buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lode check\"");
    lode_buf_printf(&out->buf, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n", total ? total : 1,
                    result->errors, result->warnings);
    for (uint32_t i = 0; i < result->count;) {
        i = put_suite(&out->buf, &details, result, i, &scratch);
        lode_output_step(out);
    }
    if (total == 0) {
        put_suite_start(&out->buf, LODE_STR("lode check"), 1, 0, 0);
        lode_buf_puts(&out->buf, "    <testcase name=\"no findings\" classname=\"lode check\"/>\n  </testsuite>\n");
    }
    lode_buf_puts(&out->buf, "</testsuites>\n");
    lode_buf_release(&scratch);
    lode_check_details_release(&details);
}

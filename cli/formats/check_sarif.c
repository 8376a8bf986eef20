/*
 * lode check --format sarif: the Static Analysis Results Interchange Format 2.1.0 (OASIS).
 *
 * Paths are URIs relative to one base, the checkout; every byte that a URI cannot hold is
 * percent-encoded. Chains of imports are code flows. Findings that a comment silences or a
 * baseline accepts are there with a suppression, as the format asks, so that a service that
 * keeps a history does not close and open them again.
 *
 * Reading order: places, one result, rules, the run.
 */
#include "base/path.h"
#include "base/url.h"
#include "cli/formats/check.h"
#include "cli/help.h"
#include "cli/write_json.h"
#include "include/lode.h"

static const char base_id[] = "CHECKOUT";

static void write_message(LodeBuf *out, const char *name, LodeStr text)
{
    lode_write_key(out, name);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "text", text);
    lode_buf_append_byte(out, '}');
}

/* A relative reference (RFC 3986): slashes and unreserved characters stay. */
static void append_uri(LodeBuf *out, LodeStr path)
{
    for (size_t i = 0; i < path.size; i++) {
        unsigned char c = (unsigned char)path.data[i];
        bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c != 0 && strchr("/-._~@+", c));
        if (stays) {
            lode_buf_append_byte(out, (char)c);
        } else {
            lode_buf_printf(out, "%%%02X", c);
        }
    }
}

static void write_location(LodeBuf *out, const LodeCheckInput *input, const LodePlace *place)
{
    LodeBuf uri = {0};
    bool is_file = !lode_str_is_none(place->path);
    if (is_file) {
        append_uri(&uri, input->prefix);
        append_uri(&uri, place->id);
    } else {
        lode_buf_append(&uri, place->id);
    }
    lode_write_key(out, "physicalLocation");
    lode_buf_puts(out, "{\"artifactLocation\":{");
    lode_write_text(out, "uri", lode_buf_str(&uri));
    if (is_file) {
        lode_write_text(out, "uriBaseId", lode_str(base_id));
    }
    lode_buf_append_byte(out, '}');
    lode_buf_release(&uri);
    if (place->start.line) {
        lode_write_key(out, "region");
        lode_buf_append_byte(out, '{');
        lode_write_number(out, "startLine", place->start.line);
        lode_write_number(out, "startColumn", place->start.column);
        if (place->end.line) {
            lode_write_number(out, "endLine", place->end.line);
            lode_write_number(out, "endColumn", place->end.column);
        }
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, '}');
    if (place->text.size > 0) {
        write_message(out, "message", place->text);
    }
}

static void write_related(LodeBuf *out, const LodeCheckInput *input, const LodeFinding *finding)
{
    if (finding->related_count == 0) {
        return;
    }
    lode_write_key(out, "relatedLocations");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        lode_write_comma(out);
        lode_buf_append_byte(out, '{');
        lode_write_number(out, "id", i);
        write_location(out, input, &finding->related[i]);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

static void write_code_flow(LodeBuf *out, const LodeCheckInput *input, const LodePlace *places, uint32_t count)
{
    lode_write_comma(out);
    lode_buf_puts(out, "{\"threadFlows\":[{\"locations\":[");
    for (uint32_t i = 0; i < count; i++) {
        lode_write_comma(out);
        lode_buf_puts(out, "{\"location\":{");
        write_location(out, input, &places[i]);
        lode_buf_puts(out, "}}");
    }
    lode_buf_puts(out, "]}]}");
}

static void write_code_flows(LodeBuf *out, const LodeCheckInput *input, const LodeFinding *finding)
{
    if (finding->chain_count == 0) {
        return;
    }
    uint32_t first = finding->chain_break ? finding->chain_break : finding->chain_count;
    lode_write_key(out, "codeFlows");
    lode_buf_append_byte(out, '[');
    write_code_flow(out, input, finding->chain, first);
    if (first < finding->chain_count) {
        write_code_flow(out, input, finding->chain + first, finding->chain_count - first);
    }
    lode_buf_append_byte(out, ']');
}

static void write_suppressions(LodeBuf *out, const LodeCheckInput *input, const LodeCheckItem *item)
{
    lode_write_key(out, "suppressions");
    lode_buf_append_byte(out, '[');
    if (item->state == LODE_FINDING_SUPPRESSED) {
        lode_buf_puts(out, "{\"kind\":\"inSource\"");
        if (item->suppression->reason.size > 0) {
            lode_write_text(out, "justification", item->suppression->reason);
        }
        LodePlace place = {
            .id = item->finding->place.id, .path = item->finding->place.path, .start = item->suppression->position};
        lode_write_key(out, "location");
        lode_buf_append_byte(out, '{');
        write_location(out, input, &place);
        lode_buf_puts(out, "}}");
    } else if (item->state == LODE_FINDING_BASELINED) {
        lode_buf_puts(out, "{\"kind\":\"external\"");
        LodeBuf text = {0};
        lode_buf_puts(&text, "accepted in ");
        lode_buf_append(&text, input->result->baseline);
        lode_write_text(out, "justification", lode_buf_str(&text));
        lode_buf_release(&text);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_append_byte(out, ']');
}

static void write_result(LodeBuf *out, const LodeCheckInput *input, const LodeCheckItem *item)
{
    const LodeFinding *finding = item->finding;
    LodeBuf text = {0};
    lode_buf_append(&text, finding->message);
    if (finding->node.size > 0) {
        lode_buf_puts(&text, "\nNode: ");
        lode_buf_append(&text, finding->node);
    }
    if (finding->fix.size > 0) {
        lode_buf_puts(&text, "\nFix: ");
        lode_buf_append(&text, finding->fix);
    }
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "ruleId", lode_str(lode_check_item_rule(item)));
    lode_write_number(out, "ruleIndex", (uint64_t)finding->rule);
    lode_write_text(out, "level", lode_str(lode_check_level_name(finding->severity)));
    write_message(out, "message", lode_buf_str(&text));
    lode_buf_release(&text);
    lode_write_key(out, "locations");
    lode_buf_puts(out, "[{");
    write_location(out, input, &finding->place);
    lode_buf_puts(out, "}]");
    write_related(out, input, finding);
    write_code_flows(out, input, finding);
    lode_write_key(out, "partialFingerprints");
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "lodeIdentity/v1", lode_str(item->fingerprint));
    lode_buf_append_byte(out, '}');
    write_suppressions(out, input, item);
    lode_buf_append_byte(out, '}');
}

static void write_rule(LodeBuf *out, unsigned rule)
{
    const LodeRuleInfo *info = lode_check_rule(rule);
    bool is_on = info->severity != LODE_SEVERITY_OFF;
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "id", lode_str(info->name));
    write_message(out, "shortDescription", lode_str(info->summary));
    write_message(out, "fullDescription", lode_str(info->details));
    LodeBuf help = {0};
    lode_buf_printf(&help,
                    "%s To silence it on one line: // lode-ignore-next-line %s -- reason. More: lode check "
                    "--explain %s",
                    info->details, info->name, info->name);
    write_message(out, "help", lode_buf_str(&help));
    lode_buf_release(&help);
    lode_write_key(out, "defaultConfiguration");
    lode_buf_append_byte(out, '{');
    lode_write_bool(out, "enabled", is_on);
    lode_write_text(out, "level", lode_str(lode_check_level_name(is_on ? info->severity : LODE_SEVERITY_WARNING)));
    lode_buf_puts(out, "}}");
}

static void write_tool(LodeBuf *out)
{
    lode_write_key(out, "tool");
    lode_buf_puts(out, "{\"driver\":{");
    lode_write_text(out, "name", LODE_STR("lode"));
    lode_write_text(out, "semanticVersion", LODE_STR(LODE_VERSION));
    lode_write_key(out, "rules");
    lode_buf_append_byte(out, '[');
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        lode_buf_puts(out, rule ? ",\n" : "\n");
        write_rule(out, rule);
    }
    lode_buf_puts(out, "\n]}}");
}

/* Entries that could not be read: the run is not the whole truth then. */
static void write_invocation(LodeBuf *out, const LodeSession *session)
{
    lode_write_key(out, "invocations");
    lode_buf_puts(out, "[{");
    lode_write_bool(out, "executionSuccessful", session->status != LODE_STATUS_FAILED);
    if (session->entry_errors.count > 0) {
        lode_write_key(out, "toolExecutionNotifications");
        lode_buf_append_byte(out, '[');
        for (size_t i = 0; i < session->entry_errors.count; i++) {
            lode_write_comma(out);
            lode_buf_append_byte(out, '{');
            lode_write_text(out, "level", LODE_STR("error"));
            write_message(out, "message", session->entry_errors.items[i].message);
            lode_buf_append_byte(out, '}');
        }
        lode_buf_append_byte(out, ']');
    }
    lode_buf_puts(out, "}]");
}

void lode_check_sarif(LodeOutput *out, const LodeCheckInput *input)
{
    LodeBuf *buf = &out->buf;
    LodeArena *arena = &input->session->arena;
    lode_buf_append_byte(buf, '{');
    lode_write_text(buf, "$schema", LODE_STR("https://json.schemastore.org/sarif-2.1.0.json"));
    lode_write_text(buf, "version", LODE_STR("2.1.0"));
    lode_write_key(buf, "runs");
    lode_buf_puts(buf, "[{");
    write_tool(buf);
    write_invocation(buf, input->session);
    lode_write_text(buf, "columnKind", LODE_STR("utf16CodeUnits"));
    lode_write_key(buf, "originalUriBaseIds");
    LodeStr folder = lode_url_from_path(arena, lode_arena_printf(arena, "%.*s/", LODE_STR_ARG(input->checkout)));
    lode_buf_append_byte(buf, '{');
    lode_write_key(buf, base_id);
    lode_buf_append_byte(buf, '{');
    lode_write_text(buf, "uri", folder);
    lode_buf_puts(buf, "}}");
    lode_write_key(buf, "results");
    lode_buf_append_byte(buf, '[');
    for (uint32_t i = 0; i < input->result->count; i++) {
        lode_buf_puts(buf, i ? ",\n" : "\n");
        write_result(buf, input, &input->result->items[i]);
        lode_output_step(out);
    }
    lode_buf_puts(buf, input->result->count ? "\n]}]}\n" : "]}]}\n");
}

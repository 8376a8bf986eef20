#include "tests/unit/syntax/describe.h"

static void describe_name(LodeBuf *out, const LodeImportedName *name)
{
    lode_buf_append(out, name->imported);
    if (!lode_str_is_none(name->local) && !lode_str_equal(name->imported, name->local)) {
        lode_buf_puts(out, ":");
        lode_buf_append(out, name->local);
    }
}

static void describe_request(LodeBuf *out, const LodeRequest *request)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } flags[] = {{LODE_REQUEST_OPTIONAL, "O"},
                 {LODE_REQUEST_CONDITIONAL, "~"},
                 {LODE_REQUEST_IN_FUNCTION, "f"},
                 {LODE_REQUEST_REEXPORT, "R"},
                 {LODE_REQUEST_DYNAMIC, "D"}};
    lode_buf_puts(out, lode_request_kind_names[request->kind]);
    if (request->flags) {
        lode_buf_puts(out, "[");
        for (size_t i = 0; i < ROWS(flags); i++) {
            lode_buf_puts(out, request->flags & flags[i].flag ? flags[i].text : "");
        }
        lode_buf_puts(out, "]");
    }
    lode_buf_puts(out, " ");
    lode_buf_append(out, request->specifier);
    if (request->names_known) {
        lode_buf_puts(out, " {");
        for (uint32_t i = 0; i < request->name_count; i++) {
            lode_buf_puts(out, i ? ", " : "");
            describe_name(out, &request->names[i]);
        }
        lode_buf_puts(out, "}");
    }
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        lode_buf_puts(out, i ? ", " : " with ");
        lode_buf_append(out, request->attributes[i].key);
        lode_buf_puts(out, "=");
        lode_buf_append(out, request->attributes[i].value);
    }
}

void describe_record(LodeBuf *out, const LodeRecord *record)
{
    for (uint32_t i = 0; i < record->request_count; i++) {
        lode_buf_puts(out, i ? "; " : "");
        describe_request(out, &record->requests[i]);
    }
    if (record->has_module_syntax || record->has_module_only_syntax || record->has_top_level_await) {
        lode_buf_puts(out, out->size ? " |" : "|");
        lode_buf_puts(out, record->has_module_syntax ? " module" : "");
        lode_buf_puts(out, record->has_module_only_syntax ? " module-only" : "");
        lode_buf_puts(out, record->has_top_level_await ? " await" : "");
    }
    for (uint32_t i = 0; i < record->diagnostic_count; i++) {
        const LodeDiagnostic *diagnostic = &record->diagnostics[i];
        lode_buf_printf(out, "%s! %u:%u %.*s", out->size ? " " : "", diagnostic->position.line,
                        diagnostic->position.column, LODE_STR_ARG(diagnostic->message));
    }
}

static void check_place(LodeSpan span, LodePosition position, LodeStr source, const char *why)
{
    if (span.start > span.end || span.end > source.size) {
        fail_msg("%s: the span %u-%u is not in the source", why, span.start, span.end);
    }
    LodePosition truth = lode_position_of(source, span.start);
    same_number(position.line, truth.line, why);
    same_number(position.column, truth.column, why);
}

void check_places(const LodeRecord *record, LodeStr source, const char *why)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < record->request_count; i++) {
        const LodeRequest *request = &record->requests[i];
        check_place(request->span, request->position, source, why);
        if (request->span.start < before) {
            fail_msg("%s: requests are not in source order", why);
        }
        before = request->span.start;
        for (uint32_t n = 0; n < request->name_count; n++) {
            LodeSpan span = request->names[n].span;
            check_place(span, lode_position_of(source, span.start), source, why);
        }
    }
    before = 0;
    for (uint32_t i = 0; i < record->diagnostic_count; i++) {
        check_place(record->diagnostics[i].span, record->diagnostics[i].position, source, why);
        if (record->diagnostics[i].span.start < before) {
            fail_msg("%s: diagnostics are not in source order", why);
        }
        before = record->diagnostics[i].span.start;
    }
}

void same_record(LodeStr source, const char *expected, const char *why)
{
    for (int whole = 0; whole <= 1; whole++) {
        LodeParser *parser = lode_parser_new();
        LodeArena arena = {0};
        LodeBuf text = {0};
        lode_parser_set_whole(parser, whole);
        /* A copy of the exact size, gone before the record is looked at. */
        char *copy = lode_alloc(source.size ? source.size : 1);
        memcpy(copy, source.data, source.size);
        LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, (LodeStr){copy, source.size}, &arena);
        memset(copy, '#', source.size);
        free(copy);
        describe_record(&text, record);
        if (!lode_str_equal(lode_buf_str(&text), lode_str(expected))) {
            fail_msg("%s (%s):\n  source   %.*s\n  expected %s\n  got      %.*s", why, whole ? "whole" : "short",
                     LODE_STR_ARG(source), expected, LODE_STR_ARG(lode_buf_str(&text)));
        }
        check_places(record, source, why);
        lode_buf_release(&text);
        lode_arena_release(&arena);
        lode_parser_free(parser);
    }
}

void same_records(const RecordRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        same_record(lode_str(rows[i].source), rows[i].expected, rows[i].why);
    }
}

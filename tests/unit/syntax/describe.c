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

static void describe_export(LodeBuf *out, const LodeRecord *record, const LodeExport *export)
{
    bool has_request = export->request != LODE_NO_REQUEST;
    const char *kind = lode_binding_kind_names[export->kind];
    if (export->form == LODE_EXPORT_LOCAL) {
        lode_buf_printf(out, "%s %.*s", kind ? kind : "?", LODE_STR_ARG(export->local));
        if (has_request) {
            lode_buf_printf(out, " of %.*s", LODE_STR_ARG(record->requests[export->request].specifier));
        }
    } else {
        bool star = export->form != LODE_EXPORT_INDIRECT;
        lode_buf_printf(out, "%.*s:%.*s", LODE_STR_ARG(record->requests[export->request].specifier),
                        star ? 1 : (int)export->local.size, star ? "*" : export->local.data);
    }
    if (export->form != LODE_EXPORT_STAR && !lode_str_equal(export->name, export->local)) {
        lode_buf_printf(out, " as %.*s", LODE_STR_ARG(export->name));
    }
}

void describe_exports(LodeBuf *out, const LodeRecord *record)
{
    for (uint32_t i = 0; i < record->export_count; i++) {
        lode_buf_puts(out, i ? "; " : "");
        describe_export(out, record, &record->exports[i]);
    }
    for (uint32_t i = 0; i < record->early_error_count; i++) {
        const LodeDiagnostic *error = &record->early_errors[i];
        lode_buf_printf(out, "%s! %u:%u %.*s", out->size ? " " : "", error->position.line, error->position.column,
                        LODE_STR_ARG(error->message));
    }
}

void describe_uses(LodeBuf *out, const LodeRecord *record)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } flags[] = {{LODE_USE_CALLED, "C"},
                 {LODE_USE_CONSTRUCTED, "N"},
                 {LODE_USE_WRITTEN, "W"},
                 {LODE_USE_GUARDED, "G"},
                 {LODE_USE_IN_FUNCTION, "f"}};
    for (uint32_t i = 0; i < record->use_count; i++) {
        const LodeBindingUse *use = &record->uses[i];
        lode_buf_puts(out, i ? "; " : "");
        lode_buf_append(out, record->requests[use->request].names[use->name].local);
        if (!lode_str_is_none(use->member)) {
            lode_buf_printf(out, ".%.*s", LODE_STR_ARG(use->member));
        }
        if (!lode_str_is_none(use->second)) {
            lode_buf_printf(out, ".%.*s", LODE_STR_ARG(use->second));
        }
        lode_buf_puts(out, use->flags ? "[" : "");
        for (size_t f = 0; f < ROWS(flags); f++) {
            lode_buf_puts(out, use->flags & flags[f].flag ? flags[f].text : "");
        }
        lode_buf_puts(out, use->flags ? "]" : "");
    }
}

void describe_suppressions(LodeBuf *out, const LodeRecord *record)
{
    for (uint32_t i = 0; i < record->suppression_count; i++) {
        const LodeSuppression *suppression = &record->suppressions[i];
        LodeStr rule = lode_str_is_none(suppression->rule) ? LODE_STR("?") : suppression->rule;
        lode_buf_printf(out, "%s%u %.*s", i ? "; " : "", suppression->line, LODE_STR_ARG(rule));
        if (!lode_str_is_none(suppression->reason)) {
            lode_buf_printf(out, " -- %.*s", LODE_STR_ARG(suppression->reason));
        }
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

/* In order, and where the text says what the entry says unless it is spelt with escapes. */
static void check_exports(const LodeRecord *record, LodeStr source, const char *why)
{
    for (uint32_t i = 0; i < record->export_count; i++) {
        const LodeExport *export = &record->exports[i];
        LodeStr there = lode_str_slice(source, export->span.start, export->span.end);
        check_place(export->span, export->position, source, why);
        bool quoted = there.size && (there.data[0] == '"' || there.data[0] == '\'');
        there = quoted ? lode_str_slice(there, 1, there.size - 1) : there;
        LodeStr name = export->form == LODE_EXPORT_STAR ? LODE_STR("*") : export->name;
        if (!lode_str_equal(there, name) && lode_str_find(there, '\\') == LODE_NOT_FOUND) {
            fail_msg("%s: '%.*s' is said to be at '%.*s'", why, LODE_STR_ARG(name), LODE_STR_ARG(there));
        }
        if (i && record->exports[i - 1].span.start >= export->span.start) {
            fail_msg("%s: exports are not in source order", why);
        }
        if (export->request != LODE_NO_REQUEST && export->request >= record->request_count) {
            fail_msg("%s: no such request", why);
        }
    }
}

static void check_details(const LodeRecord *record, LodeStr source, const char *why)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < record->use_count; i++) {
        check_place(record->uses[i].span, record->uses[i].position, source, why);
        if (record->uses[i].span.start < before) {
            fail_msg("%s: uses are not in source order", why);
        }
        before = record->uses[i].span.start;
    }
    before = 0;
    for (uint32_t i = 0; i < record->early_error_count; i++) {
        check_place(record->early_errors[i].span, record->early_errors[i].position, source, why);
        if (record->early_errors[i].span.start < before) {
            fail_msg("%s: early errors are not in source order", why);
        }
        before = record->early_errors[i].span.start;
    }
    for (uint32_t i = 0; i < record->suppression_count; i++) {
        check_place(record->suppressions[i].span, record->suppressions[i].position, source, why);
    }
}

void check_places(const LodeRecord *record, LodeStr source, const char *why)
{
    check_exports(record, source, why);
    check_details(record, source, why);
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

static void same_reading(LodeStr source, LodeDetail detail, Describe describe, const char *expected, const char *why)
{
    for (int whole = 0; whole <= 1; whole++) {
        LodeParser *parser = lode_parser_new();
        LodeArena arena = {0};
        LodeBuf text = {0};
        lode_parser_set_whole(parser, whole);
        lode_parser_set_detail(parser, detail);
        /* A copy of the exact size, gone before the record is looked at. */
        char *copy = lode_alloc(source.size ? source.size : 1);
        memcpy(copy, source.data, source.size);
        LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, (LodeStr){copy, source.size}, &arena);
        memset(copy, '#', source.size);
        free(copy);
        describe(&text, record);
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

void same_record(LodeStr source, const char *expected, const char *why)
{
    same_reading(source, LODE_DETAIL_REQUESTS, describe_record, expected, why);
}

void same_details(LodeDetail detail, Describe describe, const RecordRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        same_reading(lode_str(rows[i].source), detail, describe, rows[i].expected, rows[i].why);
    }
}

void same_records(const RecordRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        same_record(lode_str(rows[i].source), rows[i].expected, rows[i].why);
    }
}

/*
 * Any bytes as a source.
 *
 * Checked besides memory: spans lie in the source and in order, positions are true, counts are those
 * of the lists, values are UTF-8; JSON gives nothing; a second reading by the same parser gives the
 * same record; and where a whole parse finds nothing wrong, the short one says the same in every field.
 * All of it for each detail, and a detail changes nothing in requests.
 */
#include "base/utf.h"
#include "syntax/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_text(LodeStr text)
{
    require(text.data != NULL && lode_utf8_is_valid(text) && text.data[text.size] == '\0');
}

static void check_span(LodeSpan span, LodeStr source)
{
    require(span.start <= span.end && span.end <= source.size);
}

static void check_position(LodePosition position, uint32_t offset, LodeStr source)
{
    LodePosition truth = lode_position_of(source, offset);
    require(position.line == truth.line && position.column == truth.column);
}

static void check_request(const LodeRequest *request, LodeStr source)
{
    check_text(request->specifier);
    check_span(request->span, source);
    check_position(request->position, request->span.start, source);
    require(request->kind < LODE_REQUEST_KIND_COUNT);
    require((request->names == NULL) == (request->name_count == 0));
    require(request->names_known || request->name_count == 0);
    for (uint32_t i = 0; i < request->name_count; i++) {
        check_text(request->names[i].imported);
        check_span(request->names[i].span, source);
    }
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        check_text(request->attributes[i].key);
        check_text(request->attributes[i].value);
    }
}

static void check_entries(const LodeRecord *record, LodeStr source)
{
    for (uint32_t i = 0; i < record->export_count; i++) {
        const LodeExport *export = &record->exports[i];
        check_span(export->span, source);
        check_position(export->position, export->span.start, source);
        require(export->kind < LODE_BINDING_KIND_COUNT);
        require(i == 0 || record->exports[i - 1].span.start < export->span.start);
        bool local = export->form == LODE_EXPORT_LOCAL;
        require(export->request == LODE_NO_REQUEST ? local : export->request < record->request_count);
        require(lode_str_is_none(export->name) == (export->form == LODE_EXPORT_STAR));
        require(lode_str_is_none(export->local) == (export->form > LODE_EXPORT_INDIRECT));
        if (export->form != LODE_EXPORT_STAR) {
            check_text(export->name);
        }
    }
    for (uint32_t i = 0; i < record->use_count; i++) {
        const LodeBindingUse *use = &record->uses[i];
        check_span(use->span, source);
        check_position(use->position, use->span.start, source);
        require(use->request < record->request_count && use->name < record->requests[use->request].name_count);
        require(record->requests[use->request].kind == LODE_REQUEST_IMPORT);
        require(!lode_str_is_none(use->member) || lode_str_is_none(use->second));
        require(i == 0 || record->uses[i - 1].span.start <= use->span.start);
    }
    for (uint32_t i = 0; i < record->suppression_count; i++) {
        check_span(record->suppressions[i].span, source);
        check_position(record->suppressions[i].position, record->suppressions[i].span.start, source);
    }
    require(record->early_error_count <= LODE_DIAGNOSTIC_LIMIT);
    require(record->early_error_count == 0 || record->diagnostic_count == 0);
    for (uint32_t i = 0; i < record->early_error_count; i++) {
        const LodeDiagnostic *error = &record->early_errors[i];
        check_span(error->span, source);
        check_position(error->position, error->span.start, source);
        check_text(error->message);
        require(i == 0 || record->early_errors[i - 1].span.start < error->span.start);
    }
}

static void check_record(const LodeRecord *record, LodeStr source)
{
    check_entries(record, source);
    for (uint32_t i = 0; i < record->request_count; i++) {
        check_request(&record->requests[i], source);
        require(i == 0 || record->requests[i - 1].span.start <= record->requests[i].span.start);
    }
    require(record->diagnostic_count <= LODE_DIAGNOSTIC_LIMIT);
    for (uint32_t i = 0; i < record->diagnostic_count; i++) {
        const LodeDiagnostic *diagnostic = &record->diagnostics[i];
        check_span(diagnostic->span, source);
        check_position(diagnostic->position, diagnostic->span.start, source);
        require(diagnostic->message.size > 0 && lode_utf8_is_valid(diagnostic->message));
        require(i == 0 || record->diagnostics[i - 1].span.start <= diagnostic->span.start);
    }
}

static void same_span(LodeSpan left, LodeSpan right)
{
    require(left.start == right.start && left.end == right.end);
}

static void same_request(const LodeRequest *left, const LodeRequest *right)
{
    require(lode_str_equal(left->specifier, right->specifier));
    require(left->kind == right->kind && left->flags == right->flags);
    same_span(left->span, right->span);
    require(left->names_known == right->names_known && left->name_count == right->name_count);
    for (uint32_t i = 0; i < left->name_count; i++) {
        require(lode_str_equal(left->names[i].imported, right->names[i].imported));
        require(lode_str_is_none(left->names[i].local) == lode_str_is_none(right->names[i].local));
        require(lode_str_equal(left->names[i].local, right->names[i].local));
        same_span(left->names[i].span, right->names[i].span);
    }
    require(left->attribute_count == right->attribute_count);
    for (uint32_t i = 0; i < left->attribute_count; i++) {
        require(lode_str_equal(left->attributes[i].key, right->attributes[i].key));
        require(lode_str_equal(left->attributes[i].value, right->attributes[i].value));
    }
}

static void same_requests(const LodeRecord *left, const LodeRecord *right)
{
    require(left->request_count == right->request_count);
    for (uint32_t i = 0; i < left->request_count; i++) {
        same_request(&left->requests[i], &right->requests[i]);
    }
    require(left->has_module_syntax == right->has_module_syntax);
    require(left->has_module_only_syntax == right->has_module_only_syntax);
    require(left->has_top_level_await == right->has_top_level_await);
}

static void same_text(LodeStr left, LodeStr right)
{
    require(lode_str_is_none(left) == lode_str_is_none(right) && lode_str_equal(left, right));
}

/* A short parse may leave a kind unknown. */
static void same_export(const LodeExport *quick, const LodeExport *whole)
{
    same_text(quick->name, whole->name);
    same_text(quick->local, whole->local);
    same_span(quick->span, whole->span);
    require(quick->request == whole->request && quick->form == whole->form);
    require(quick->kind == whole->kind || quick->kind == LODE_BINDING_UNKNOWN);
}

static void same_use(const LodeBindingUse *left, const LodeBindingUse *right)
{
    require(left->request == right->request && left->name == right->name && left->flags == right->flags);
    same_text(left->member, right->member);
    same_text(left->second, right->second);
    same_span(left->span, right->span);
}

static void same_record(const LodeRecord *quick, const LodeRecord *whole)
{
    same_requests(quick, whole);
    require(quick->export_count == whole->export_count && quick->use_count == whole->use_count);
    require(quick->early_error_count == whole->early_error_count);
    require(quick->suppression_count == whole->suppression_count);
    for (uint32_t i = 0; i < quick->export_count; i++) {
        same_export(&quick->exports[i], &whole->exports[i]);
    }
    for (uint32_t i = 0; i < quick->use_count; i++) {
        same_use(&quick->uses[i], &whole->uses[i]);
    }
    for (uint32_t i = 0; i < quick->early_error_count; i++) {
        same_text(quick->early_errors[i].message, whole->early_errors[i].message);
        same_span(quick->early_errors[i].span, whole->early_errors[i].span);
    }
    for (uint32_t i = 0; i < quick->suppression_count; i++) {
        same_text(quick->suppressions[i].rule, whole->suppressions[i].rule);
        same_text(quick->suppressions[i].reason, whole->suppressions[i].reason);
        same_span(quick->suppressions[i].span, whole->suppressions[i].span);
        require(quick->suppressions[i].line == whole->suppressions[i].line);
    }
}

/* The record from a whole parse, found equal to that of a short one where it can be. */
static const LodeRecord *read_both_ways(LodeParser *parser, LodeDetail detail, LodeStr source, LodeArena *arena)
{
    lode_parser_set_detail(parser, detail);
    lode_parser_set_whole(parser, false);
    const LodeRecord *quick = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, arena);
    lode_parser_set_whole(parser, true);
    const LodeRecord *whole = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, arena);
    check_record(quick, source);
    check_record(whole, source);
    if (whole->diagnostic_count == 0) {
        require(quick->diagnostic_count == 0);
        same_record(quick, whole);
    }
    return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static LodeParser *parser;
    if (!parser) {
        parser = lode_parser_new();
    }
    LodeArena arena = {0};
    LodeStr source = {(const char *)data, size};
    const LodeRecord *requests = read_both_ways(parser, LODE_DETAIL_REQUESTS, source, &arena);
    const LodeRecord *exports = read_both_ways(parser, LODE_DETAIL_EXPORTS, source, &arena);
    const LodeRecord *uses = read_both_ways(parser, LODE_DETAIL_USES, source, &arena);
    const LodeRecord *again = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    same_requests(requests, exports);
    same_requests(requests, uses);
    same_record(uses, again);
    require(uses->diagnostic_count == again->diagnostic_count);
    const LodeRecord *json = lode_record_read(parser, LODE_LANGUAGE_JSON, source, &arena);
    require(json->request_count == 0 && json->diagnostic_count == 0);
    lode_arena_release(&arena);
    return 0;
}

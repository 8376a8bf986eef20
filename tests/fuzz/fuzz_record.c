/*
 * Any bytes as a source.
 *
 * Checked besides memory: spans lie in the source and in order, positions are true, counts are those
 * of the lists, values are UTF-8; JSON gives nothing; a second reading by the same parser gives the
 * same record; and where a whole parse finds nothing wrong, the short one says the same in every field.
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

static void check_record(const LodeRecord *record, LodeStr source)
{
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

static void same_record(const LodeRecord *left, const LodeRecord *right)
{
    require(left->request_count == right->request_count);
    for (uint32_t i = 0; i < left->request_count; i++) {
        same_request(&left->requests[i], &right->requests[i]);
    }
    require(left->has_module_syntax == right->has_module_syntax);
    require(left->has_module_only_syntax == right->has_module_only_syntax);
    require(left->has_top_level_await == right->has_top_level_await);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static LodeParser *parser;
    if (!parser) {
        parser = lode_parser_new();
    }
    LodeArena arena = {0};
    LodeStr source = {(const char *)data, size};
    lode_parser_set_whole(parser, false);
    LodeRecord *quick = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    lode_parser_set_whole(parser, true);
    LodeRecord *whole = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    LodeRecord *again = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    check_record(quick, source);
    check_record(whole, source);
    same_record(whole, again);
    require(whole->diagnostic_count == again->diagnostic_count);
    if (whole->diagnostic_count == 0) {
        require(quick->diagnostic_count == 0);
        same_record(quick, whole);
    }
    const LodeRecord *json = lode_record_read(parser, LODE_LANGUAGE_JSON, source, &arena);
    require(json->request_count == 0 && json->diagnostic_count == 0);
    lode_arena_release(&arena);
    return 0;
}

/* Reading order: what comes before a program, one parse, the record. */
#include "syntax/record.h"

#include "syntax/cursor.h"
#include "syntax/detect.h"
#include "syntax/glean.h"
#include "syntax/parser.h"

#include <stdlib.h>

enum { KEPT_SCRATCH = 1 << 20 };

/* By their places; a few items, and nearly always in order already. */
static void sort_diagnostics(LodeDiagnostics *list)
{
    for (size_t i = 1; i < list->count; i++) {
        LodeDiagnostic moved = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1].span.start > moved.span.start; at--) {
            list->items[at] = list->items[at - 1];
        }
        list->items[at] = moved;
    }
}

/* Requests and exports, in one pass over the source for the positions of both. */
static void fill_entries(const LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    size_t requests = self->requests.list.count;
    size_t exports = self->exports.list.count;
    record->request_count = (uint32_t)requests;
    record->requests = LODE_ARENA_NEW(arena, LodeRequest, requests);
    record->export_count = (uint32_t)exports;
    record->exports = LODE_ARENA_NEW(arena, LodeExport, exports);
    LodeCursor cursor = lode_cursor(source);
    for (size_t r = 0, e = 0; r < requests || e < exports;) {
        const LodeRequest *request = r < requests ? &self->requests.list.items[r] : NULL;
        const LodeExport *export = e < exports ? &self->exports.list.items[e] : NULL;
        if (request && (!export || request->span.start <= export->span.start)) {
            record->requests[r] = *request;
            record->requests[r++].position = lode_cursor_position(&cursor, request->span.start);
        } else if (export) {
            record->exports[e] = *export;
            record->exports[e++].position = lode_cursor_position(&cursor, export->span.start);
        }
    }
}

static void fill_diagnostics(LodeDiagnostic *to, const LodeDiagnostics *from, size_t count, LodeStr source)
{
    LodeCursor cursor = lode_cursor(source);
    for (size_t i = 0; i < count; i++) {
        to[i] = from->items[i];
        to[i].position = lode_cursor_position(&cursor, to[i].span.start);
    }
}

/* What is there from LODE_DETAIL_EXPORTS on, besides exports. */
static void fill_details(const LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    size_t count = self->uses.list.count;
    record->use_count = (uint32_t)count;
    record->uses = LODE_ARENA_NEW(arena, LodeBindingUse, count);
    LodeCursor cursor = lode_cursor(source);
    for (size_t i = 0; i < count; i++) {
        record->uses[i] = self->uses.list.items[i];
        record->uses[i].position = lode_cursor_position(&cursor, record->uses[i].span.start);
    }
    count = self->suppressions.count;
    record->suppression_count = (uint32_t)count;
    record->suppressions = LODE_ARENA_NEW(arena, LodeSuppression, count);
    for (size_t i = 0; i < count; i++) {
        record->suppressions[i] = self->suppressions.items[i];
    }
    count = self->exports.errors.count;
    count = count < LODE_DIAGNOSTIC_LIMIT ? count : LODE_DIAGNOSTIC_LIMIT;
    record->early_error_count = (uint32_t)count;
    record->early_errors = LODE_ARENA_NEW(arena, LodeDiagnostic, count);
    fill_diagnostics(record->early_errors, &self->exports.errors, count, source);
}

static void fill_record(LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    fill_entries(self, record, source, arena);
    if (self->detail != LODE_DETAIL_REQUESTS) {
        fill_details(self, record, source, arena);
    }
    sort_diagnostics(&self->diagnostics);
    size_t count = self->diagnostics.count;
    record->diagnostics_truncated = count > LODE_DIAGNOSTIC_LIMIT;
    count = record->diagnostics_truncated ? LODE_DIAGNOSTIC_LIMIT : count;
    record->diagnostic_count = (uint32_t)count;
    record->diagnostics = LODE_ARENA_NEW(arena, LodeDiagnostic, count);
    fill_diagnostics(record->diagnostics, &self->diagnostics, count, source);
}

typedef enum Reading { READ_FULLY, READ_WITH_ERRORS, GAVE_UP } Reading;

/*
 * Parses the text and collects what it declares. With `words`, of the short parse, an
 * error ends it and nothing is collected.
 */
static Reading read_text(LodeParser *self, LodeRecord *record, const LodeOffsets *words, LodeArena *arena)
{
    if (!lode__parser_read(self, words, arena)) {
        return GAVE_UP;
    }
    if (words && self->tree.has_error) {
        return READ_WITH_ERRORS;
    }
    lode_requests_collect(&self->requests, &self->tree, &self->scopes, arena);
    lode_detect(record, &self->tree, &self->scopes, self->skim.error ? self->skim.error_span.start : UINT32_MAX);
    return self->tree.has_error ? READ_WITH_ERRORS : READ_FULLY;
}

/*
 * More than this many tokens that do not fit is no program with an error in it, but prose
 * or data. The parser would take a thousand times longer over it than over code.
 */
enum { MOST_SUSPICIONS = 100 };

/* The whole source is in the text. */
static void read_whole(LodeParser *self, LodeRecord *record, LodeArena *arena)
{
    record->whole_file_parsed = true;
    lode_tree_clear(&self->tree);
    bool nonsense = self->skim.suspicions > MOST_SUSPICIONS;
    Reading reading = nonsense ? GAVE_UP : read_text(self, record, NULL, arena);
    if (reading != READ_FULLY) {
        lode_glean(&self->requests, self->text.source, &self->skim.words, arena);
    }
    if (reading == GAVE_UP) {
        lode_diagnose_giving_up(&self->diagnostics);
    }
    if (nonsense) {
        lode_diagnose_token(&self->diagnostics, self->text.source, self->skim.suspect, arena);
    } else if (self->skim.error) {
        lode_diagnose_skim(&self->diagnostics, &self->skim, self->text.source, arena);
    } else if (reading == READ_WITH_ERRORS) {
        lode_diagnose_tree(&self->diagnostics, &self->tree, lode__parser_find_error(self, &self->text), arena);
    }
}

/*
 * What there is beyond requests, the list of which is complete. `skim`: of a short parse,
 * which is not enough if this returns false.
 */
static bool read_details(LodeParser *self, const LodeSkim *skim, LodeStr source, LodeArena *arena)
{
    if (self->detail == LODE_DETAIL_REQUESTS) {
        return true;
    }
    self->exports.wants_errors = !self->diagnostics.count;
    lode_exports_collect(&self->exports, &self->tree, &self->scopes, &self->requests, skim, arena);
    if (skim) {
        return !self->exports.errors.count;
    }
    if (self->detail == LODE_DETAIL_USES) {
        lode_uses_collect(&self->uses, &self->tree, &self->scopes, &self->exports, arena);
    }
    if (self->tree.keeps_comments) {
        lode_suppress_collect(&self->suppressions, source, &self->tree.comments, arena);
    }
    return true;
}

static void clear_lists(LodeParser *self)
{
    lode_vec_clear(&self->diagnostics);
    lode_vec_clear(&self->requests.list);
    lode_exports_clear(&self->exports);
    lode_vec_clear(&self->uses.list);
    lode_vec_clear(&self->suppressions);
    lode_tree_clear(&self->tree);
    self->tree.text = &self->text;
}

/*
 * What a short parse does not understand is read again, whole, for its diagnostics; so is
 * what is a module by a top-level await alone, for it is none if it returns somewhere.
 */
static bool is_enough(Reading reading, const LodeRecord *record)
{
    return reading == READ_FULLY && (record->has_module_syntax || !record->has_module_only_syntax);
}

/* The same record from the whole file, as if nothing had been read. */
static void read_again(LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    *record = (LodeRecord){0};
    clear_lists(self);
    lode_text_clear(&self->text, source, KEPT_SCRATCH);
    (void)lode_skim(&self->skim, &self->text, lode__program_start(source), LODE_SKIM_WHOLE);
    read_whole(self, record, arena);
    (void)read_details(self, NULL, source, arena);
}

/* Suppressions stand in comments, of which a short parse knows none; uses anywhere in a module. */
static LodeSkimWhole how_much(const LodeParser *self)
{
    if (self->whole || self->tree.keeps_comments) {
        return LODE_SKIM_WHOLE;
    }
    return self->detail == LODE_DETAIL_USES ? LODE_SKIM_WHOLE_MODULE : LODE_SKIM_CUT;
}

LodeRecord *lode_record_read(LodeParser *self, LodeLanguage language, LodeStr source, LodeArena *arena)
{
    LodeRecord *record = LODE_ARENA_NEW(arena, LodeRecord, 1);
    if (language == LODE_LANGUAGE_JSON) {
        return record;
    }
    if (source.size > UINT32_MAX) {
        record->diagnostics = LODE_ARENA_NEW(arena, LodeDiagnostic, 1);
        record->diagnostic_count = 1;
        record->diagnostics[0].message = LODE_STR("the file is larger than 4 GB");
        record->diagnostics[0].position = (LodePosition){1, 1};
        return record;
    }
    clear_lists(self);
    self->tree.keeps_comments = self->detail != LODE_DETAIL_REQUESTS && lode_suppress_may_occur(source);
    lode_text_clear(&self->text, source, KEPT_SCRATCH);
    Reading reading = READ_FULLY;
    LodeSkimResult result = lode_skim(&self->skim, &self->text, lode__program_start(source), how_much(self));
    switch (result) {
    case LODE_SKIM_NOTHING:
    case LODE_SKIM_SHORT:
        record->has_module_syntax = self->skim.module_syntax;
        if (result == LODE_SKIM_SHORT) {
            reading = read_text(self, record, &self->skim.words, arena);
        }
        if (!is_enough(reading, record) || !read_details(self, &self->skim, source, arena)) {
            read_again(self, record, source, arena);
        }
        break;
    case LODE_SKIM_UNSURE:
    case LODE_SKIM_BROKEN:
        read_whole(self, record, arena);
        (void)read_details(self, NULL, source, arena);
        break;
    }
    fill_record(self, record, source, arena);
    return record;
}

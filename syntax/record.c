/* Reading order: what comes before a program, one parse, the record. */
#include "syntax/record.h"

#include "syntax/cursor.h"
#include "syntax/detect.h"
#include "syntax/glean.h"
#include "syntax/parser.h"
#include "syntax/where.h"

#include <stdlib.h>

enum { KEPT_SCRATCH = 1 << 20 };

static uint32_t program_start(LodeStr source)
{
    return lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

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

static void fill_record(LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    record->request_count = (uint32_t)self->requests.list.count;
    record->requests = LODE_ARENA_NEW(arena, LodeRequest, self->requests.list.count);
    LodeCursor cursor = lode_cursor(source);
    for (size_t i = 0; i < self->requests.list.count; i++) {
        record->requests[i] = self->requests.list.items[i];
        record->requests[i].position = lode_cursor_position(&cursor, record->requests[i].span.start);
    }
    sort_diagnostics(&self->diagnostics);
    size_t count = self->diagnostics.count;
    record->diagnostics_truncated = count > LODE_DIAGNOSTIC_LIMIT;
    count = record->diagnostics_truncated ? LODE_DIAGNOSTIC_LIMIT : count;
    record->diagnostic_count = (uint32_t)count;
    record->diagnostics = LODE_ARENA_NEW(arena, LodeDiagnostic, count);
    cursor = lode_cursor(source);
    for (size_t i = 0; i < count; i++) {
        record->diagnostics[i] = self->diagnostics.items[i];
        record->diagnostics[i].position = lode_cursor_position(&cursor, record->diagnostics[i].span.start);
    }
}

typedef enum Reading { READ_FULLY, READ_WITH_ERRORS, GAVE_UP } Reading;

/*
 * Parses the text and collects what it declares. With `words`, of the short parse, an
 * error ends it and nothing is collected.
 */
static Reading read_text(LodeParser *self, LodeRecord *record, const LodeOffsets *words, LodeArena *arena)
{
    lode_text_sanitize(&self->text);
    TSTree *parse = lode__parser_run(self, &self->text, words != NULL);
    if (!parse) {
        return GAVE_UP;
    }
    lode_tree_build(&self->tree, &self->grammar, parse, &self->text, words);
    ts_tree_delete(parse);
    if (words && self->tree.has_error) {
        return READ_WITH_ERRORS;
    }
    lode_where_mark(&self->tree);
    lode_scopes_resolve(&self->scopes, &self->tree, arena);
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
 * What a short parse does not understand is read again, whole, for its diagnostics; so is
 * what is a module by a top-level await alone, for it is none if it returns somewhere.
 */
static bool is_enough(Reading reading, const LodeRecord *record)
{
    return reading == READ_FULLY && (record->has_module_syntax || !record->has_module_only_syntax);
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
    lode_vec_clear(&self->diagnostics);
    lode_vec_clear(&self->requests.list);
    uint32_t start = program_start(source);
    lode_text_clear(&self->text, source, KEPT_SCRATCH);
    Reading reading;
    switch (lode_skim(&self->skim, &self->text, start, self->whole)) {
    case LODE_SKIM_NOTHING:
        record->has_module_syntax = self->skim.module_syntax;
        break;
    case LODE_SKIM_SHORT:
        record->has_module_syntax = self->skim.module_syntax;
        reading = read_text(self, record, &self->skim.words, arena);
        if (!is_enough(reading, record)) {
            *record = (LodeRecord){0};
            lode_vec_clear(&self->requests.list);
            lode_text_clear(&self->text, source, KEPT_SCRATCH);
            (void)lode_skim(&self->skim, &self->text, start, true);
            read_whole(self, record, arena);
        }
        break;
    case LODE_SKIM_UNSURE:
    case LODE_SKIM_BROKEN:
        read_whole(self, record, arena);
        break;
    }
    fill_record(self, record, source, arena);
    return record;
}

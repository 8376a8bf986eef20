/* Reading order: positions, the bytes before a program, the record. */
#include "syntax/record.h"

#include "syntax/detect.h"
#include "syntax/parser.h"
#include "syntax/where.h"

#include <stdlib.h>

enum { KEPT_SCRATCH = 1 << 20 };

/* Positions of offsets that grow, in one pass over the source up to the last of them. */
typedef struct Cursor {
    LodeStr source;
    uint32_t at;
    uint32_t line;       /* of `at`, from 1 */
    uint32_t line_start; /* its first byte */
} Cursor;

/* The first byte from `at` on, below `end`, that may begin a line end: LF, CR or 0xE2. */
static uint32_t next_line_end(const char *bytes, uint32_t at, uint32_t end)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    static const uint64_t highs = UINT64_C(0x8080808080808080);
    for (; at + 8 <= end; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        uint64_t lf = word ^ ones * 0x0A;
        uint64_t cr = word ^ ones * 0x0D;
        uint64_t e2 = word ^ ones * 0xE2;
        if ((((lf - ones) & ~lf) | ((cr - ones) & ~cr) | ((e2 - ones) & ~e2)) & highs) {
            break;
        }
    }
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != '\xE2') {
        at++;
    }
    return at;
}

/* `offset` is not below that of the call before. */
static LodePosition position_at(Cursor *self, uint32_t offset)
{
    const char *bytes = self->source.data;
    for (;;) {
        uint32_t at = next_line_end(bytes, self->at, offset);
        if (at >= offset) {
            self->at = offset;
            break;
        }
        /* The end of a line is ECMAScript's: what base/span.c counts. */
        uint32_t size = bytes[at] == '\r' && at + 1 < self->source.size && bytes[at + 1] == '\n' ? 2 : 1;
        bool separator = bytes[at] == '\xE2';
        if (separator) {
            LodeStr three = lode_str_slice(self->source, at, (size_t)at + 3);
            separator = lode_str_equal(three, LODE_STR("\xE2\x80\xA8")) || lode_str_equal(three, LODE_STR("\xE2\x80\xA9"));
            size = separator ? 3 : 1;
        }
        if (at + size > offset) { /* the offset is inside a line end: it belongs to the line before */
            self->at = at;
            break;
        }
        self->at = at + size;
        if (bytes[at] != '\xE2' || separator) {
            self->line++;
            self->line_start = self->at;
        }
    }
    LodeStr line = lode_str_slice(self->source, self->line_start, offset);
    return (LodePosition){self->line, lode_position_of(line, (uint32_t)line.size).column};
}

static uint32_t program_start(LodeStr source)
{
    return lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

static void fill_record(LodeParser *self, LodeRecord *record, LodeStr source, LodeArena *arena)
{
    record->request_count = (uint32_t)self->requests.list.count;
    record->requests = LODE_ARENA_NEW(arena, LodeRequest, self->requests.list.count);
    Cursor cursor = {.source = source, .line = 1};
    for (size_t i = 0; i < self->requests.list.count; i++) {
        record->requests[i] = self->requests.list.items[i];
        record->requests[i].position = position_at(&cursor, record->requests[i].span.start);
    }
    size_t count = self->diagnostics.count;
    record->diagnostics_truncated = count > LODE_DIAGNOSTIC_LIMIT;
    count = record->diagnostics_truncated ? LODE_DIAGNOSTIC_LIMIT : count;
    record->diagnostic_count = (uint32_t)count;
    record->diagnostics = LODE_ARENA_NEW(arena, LodeDiagnostic, count);
    cursor = (Cursor){.source = source, .line = 1};
    for (size_t i = 0; i < count; i++) {
        record->diagnostics[i] = self->diagnostics.items[i];
        record->diagnostics[i].position = position_at(&cursor, record->diagnostics[i].span.start);
    }
}

/* Parses the text and collects what it declares. False if the parser gave up. */
static bool read_text(LodeParser *self, LodeRecord *record, const LodeOffsets *words, LodeArena *arena)
{
    lode_text_sanitize(&self->text);
    TSTree *parse = lode__parser_run(self, &self->text);
    if (!parse) {
        return false;
    }
    lode_tree_build(&self->tree, &self->grammar, parse, &self->text, words);
    ts_tree_delete(parse);
    if (words && self->tree.has_error) {
        return true;
    }
    lode_where_mark(&self->tree);
    lode_scopes_resolve(&self->scopes, &self->tree, arena);
    lode_requests_collect(&self->requests, &self->tree, &self->scopes, arena);
    lode_detect(record, &self->tree, &self->scopes);
    if (self->tree.has_error) {
        lode_diagnose(&self->diagnostics, &self->grammar, &self->tree, arena);
    }
    return true;
}

LodeRecord *lode_record_read(LodeParser *self, LodeLanguage language, LodeStr source, LodeArena *arena)
{
    LodeRecord *record = LODE_ARENA_NEW(arena, LodeRecord, 1);
    record->whole_file_parsed = true;
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
    switch (lode_skim(&self->skim, &self->text, start, self->whole)) {
    case LODE_SKIM_NOTHING:
        record->whole_file_parsed = false;
        break;
    case LODE_SKIM_SHORT:
        record->whole_file_parsed = false;
        if (read_text(self, record, &self->skim.words, arena) && !self->tree.has_error) {
            break;
        }
        /* What is not understood is read again, whole, for its diagnostics. */
        *record = (LodeRecord){.whole_file_parsed = true};
        lode_text_clear(&self->text, source, KEPT_SCRATCH);
        (void)lode_skim(&self->skim, &self->text, start, true);
        read_text(self, record, NULL, arena);
        break;
    case LODE_SKIM_UNSURE:
    case LODE_SKIM_BROKEN:
        read_text(self, record, NULL, arena);
        break;
    }
    fill_record(self, record, source, arena);
    return record;
}

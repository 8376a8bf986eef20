/* Reading order: the budget, the run, finding an error, making and freeing. */
#include "syntax/parser.h"

#include "syntax/where.h"

#include <stdio.h>

const TSLanguage *tree_sitter_javascript(void);

enum {
    CHUNK = 16 * 1024,         /* bytes handed to the lexer at once */
    CHECK = 100,               /* tree-sitter asks once in so many operations */
    LARGEST_TEXT = 32 << 20,   /* bytes: its tree can take thirty times as many */
    OPERATIONS_PER_BYTE = 16,  /* code needs 0.6, the densest hostile text 5 */
    READS_PER_BYTE = 16,       /* code needs 2.4 */
    FEWEST_READS = 1000,       /* a recovery that goes back reads once more, however small the text */
    ALLOWANCE = 4096,          /* bytes that any text may count beyond its own */
    CHECKS_AFTER_ERROR = 4000, /* 400,000 operations: about 700 KB of code */
    LARGEST_SEARCH = 1 << 20   /* bytes: where an error is not searched for any more */
};

typedef struct Budget {
    LodeStr bytes;
    uint64_t reads;  /* left */
    uint64_t checks; /* left */
    uint64_t checks_after_error;
    bool stop_at_error;
    bool saw_error;
    bool spent;
} Budget;

static const char *read_chunk(void *payload, uint32_t offset, TSPoint point, uint32_t *size)
{
    (void)point;
    Budget *self = payload;
    *size = 0;
    if (offset >= self->bytes.size) {
        return "";
    }
    if (!self->reads) {
        self->spent = true; /* the lexer takes this for the end of the text */
        return "";
    }
    self->reads--;
    size_t rest = self->bytes.size - offset;
    *size = (uint32_t)(rest < CHUNK ? rest : CHUNK);
    return self->bytes.data + offset;
}

static bool check_budget(TSParseState *state)
{
    Budget *self = state->payload;
    self->saw_error |= state->has_error; /* which says only how things stand now */
    uint64_t *left = self->saw_error ? &self->checks_after_error : &self->checks;
    if (!*left || (self->saw_error && self->stop_at_error)) {
        self->spent = true;
    } else {
        (*left)--;
    }
    return self->spent;
}

TSTree *lode__parser_run(LodeParser *self, const LodeText *text, bool stop_at_error)
{
    LodeStr bytes = lode_buf_str(&text->bytes);
    if (bytes.size > LARGEST_TEXT) {
        return NULL;
    }
    uint64_t counted = bytes.size + ALLOWANCE;
    Budget budget = {
        .bytes = bytes,
        .reads = counted * READS_PER_BYTE / CHUNK + FEWEST_READS,
        .checks = counted * OPERATIONS_PER_BYTE / CHECK,
        .checks_after_error = CHECKS_AFTER_ERROR,
        .stop_at_error = stop_at_error,
    };
    TSInput input = {.payload = &budget, .read = read_chunk, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.payload = &budget, .progress_callback = check_budget};
    TSTree *parse = ts_parser_parse_with_options(self->parser, NULL, input, options);
    ts_parser_reset(self->parser);
    if (parse && budget.spent) {
        ts_tree_delete(parse);
        parse = NULL;
    }
    return parse;
}

/* Made for the first tree: most texts need none, and a command that starts does not wait for it. */
static bool has_grammar(LodeParser *self)
{
    return self->grammar.language || lode_grammar_init(&self->grammar, ts_parser_language(self->parser));
}

bool lode__parser_read(LodeParser *self, const LodeOffsets *words, LodeArena *arena)
{
    if (!has_grammar(self)) {
        return false;
    }
    lode_text_sanitize(&self->text);
    TSTree *parse = lode__parser_run(self, &self->text, words != NULL);
    if (!parse) {
        return false;
    }
    lode_tree_build(&self->tree, &self->grammar, parse, &self->text, words);
    ts_tree_delete(parse);
    if (!words || !self->tree.has_error) {
        lode_where_mark(&self->tree);
        lode_scopes_resolve(&self->scopes, &self->tree, arena);
    }
    return true;
}

/* --- Finding an error ------------------------------------------------------------------------- */

/*
 * The parser tells of each step to its logger, in the words of this pinned version:
 *   process version:0, version_count:1, state:5, row:3, col:7    a stack is taken up
 *   detect_error lookahead:identifier                            it cannot go on
 *   resume version:0                                             and neither can any other
 * The place is where the stack ends; the token is the first after it.
 */
typedef struct Search {
    Budget budget;
    unsigned row;
    unsigned column;
    unsigned error_row;
    unsigned error_column;
    bool detected;
    bool found;
} Search;

static void listen(void *payload, TSLogType type, const char *message)
{
    Search *self = payload;
    unsigned version;
    unsigned count;
    unsigned state;
    if (type != TSLogTypeParse || self->found) {
        return;
    }
    if (message[0] == 'p') {
        (void)sscanf(message, "process version:%u, version_count:%u, state:%u, row:%u, col:%u", &version, &count,
                     &state, &self->row, &self->column);
    } else if (strncmp(message, "detect_error", 12) == 0) {
        bool further =
            self->row > self->error_row || (self->row == self->error_row && self->column > self->error_column);
        if (!self->detected || further) {
            self->error_row = self->row;
            self->error_column = self->column;
        }
        self->detected = true;
    } else if (strncmp(message, "resume version", 14) == 0) {
        self->found = self->detected;
    }
}

static bool check_search(TSParseState *state)
{
    Search *self = state->payload;
    return self->found || state->has_error;
}

static const char *read_for_search(void *payload, uint32_t offset, TSPoint point, uint32_t *size)
{
    Search *self = payload;
    return read_chunk(&self->budget, offset, point, size);
}

uint32_t lode__parser_find_error(LodeParser *self, const LodeText *text)
{
    LodeStr bytes = lode_buf_str(&text->bytes);
    if (bytes.size > LARGEST_SEARCH) {
        return UINT32_MAX;
    }
    Search search = {.budget = {.bytes = bytes, .reads = UINT64_MAX}};
    TSInput input = {.payload = &search, .read = read_for_search, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.payload = &search, .progress_callback = check_search};
    TSLogger logger = {.payload = &search, .log = listen};
    ts_parser_set_logger(self->parser, logger);
    TSTree *parse = ts_parser_parse_with_options(self->parser, NULL, input, options);
    ts_parser_set_logger(self->parser, (TSLogger){0});
    ts_parser_reset(self->parser);
    if (parse) {
        ts_tree_delete(parse);
    }
    if (!search.found) {
        return UINT32_MAX;
    }
    size_t at = 0;
    for (unsigned row = 0; row < search.error_row && at < bytes.size; row++) {
        const char *end = memchr(bytes.data + at, '\n', bytes.size - at);
        at = end ? (size_t)(end - bytes.data) + 1 : bytes.size;
    }
    at += search.error_column;
    return at <= bytes.size ? (uint32_t)at : UINT32_MAX;
}

/* --- Public ----------------------------------------------------------------------------------- */

LodeParser *lode_parser_new(void)
{
    LodeParser *self = lode_alloc_zeroed(1, sizeof *self);
    self->parser = ts_parser_new();
    const TSLanguage *language = tree_sitter_javascript();
    if (!ts_parser_set_language(self->parser, language)) {
        lode_parser_free(self);
        return NULL;
    }
    return self;
}

void lode_parser_free(LodeParser *self)
{
    if (!self) {
        return;
    }
    ts_parser_delete(self->parser);
    lode_text_release(&self->text);
    lode_skim_release(&self->skim);
    lode_tree_release(&self->tree);
    lode_scopes_release(&self->scopes);
    lode_requests_release(&self->requests);
    lode_exports_release(&self->exports);
    lode_uses_release(&self->uses);
    lode_vec_release(&self->suppressions);
    lode_vec_release(&self->diagnostics);
    free(self);
}

void lode_parser_set_whole(LodeParser *self, bool whole)
{
    self->whole = whole;
}

void lode_parser_set_detail(LodeParser *self, LodeDetail detail)
{
    self->detail = detail;
    self->scopes.follows_imports = detail == LODE_DETAIL_USES;
    self->skim.wants_names = detail != LODE_DETAIL_REQUESTS;
}

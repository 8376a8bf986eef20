/* Reading order: the budget, the run, making and freeing. */
#include <stdio.h>
#include "syntax/parser.h"

const TSLanguage *tree_sitter_javascript(void);

enum {
    CHUNK = 16 * 1024,         /* bytes handed to the lexer at once: what one read costs */
    OPERATIONS_PER_CHECK = 100 /* tree-sitter asks this often */
};

typedef struct Budget {
    LodeStr bytes;
    uint64_t reads;      /* left */
    uint64_t operations; /* left, in units of OPERATIONS_PER_CHECK */
    uint64_t used_reads;
    uint64_t used_operations;
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
        self->spent = true;
        return "";
    }
    self->reads--;
    self->used_reads++;
    size_t rest = self->bytes.size - offset;
    *size = (uint32_t)(rest < CHUNK ? rest : CHUNK);
    return self->bytes.data + offset;
}

static bool check_budget(TSParseState *state)
{
    Budget *self = state->payload;
    self->used_operations++;
    if (!self->operations) {
        self->spent = true;
    } else {
        self->operations--;
    }
    return self->spent;
}

TSTree *lode__parser_run(LodeParser *self, const LodeText *text)
{
    Budget budget = {.bytes = lode_buf_str(&text->bytes)};
    budget.reads = 1000000;
    budget.operations = 1000000;
    TSInput input = {.payload = &budget, .read = read_chunk, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.payload = &budget, .progress_callback = check_budget};
    TSTree *parse = ts_parser_parse_with_options(self->parser, NULL, input, options);
    ts_parser_reset(self->parser);
#ifdef MEASURE
    fprintf(stderr, "M %zu %llu %llu\n", text->bytes.size, (unsigned long long)budget.used_reads, (unsigned long long)budget.used_operations);
#endif
    if (parse && budget.spent) {
        ts_tree_delete(parse);
        parse = NULL;
    }
    return parse;
}

LodeParser *lode_parser_new(void)
{
    LodeParser *self = lode_alloc_zeroed(1, sizeof *self);
    self->parser = ts_parser_new();
    const TSLanguage *language = tree_sitter_javascript();
    if (!lode_grammar_init(&self->grammar, language) || !ts_parser_set_language(self->parser, language)) {
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
    lode_vec_release(&self->tree.nodes);
    lode_scopes_release(&self->scopes);
    lode_requests_release(&self->requests);
    lode_vec_release(&self->diagnostics);
    free(self);
}

void lode_parser_set_whole(LodeParser *self, bool whole)
{
    self->whole = whole;
}

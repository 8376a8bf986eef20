/* Reading order: doubts and errors, brackets, comments, statements. */
#include "syntax/skimmer.h"

enum {
    SHORTEST_CUT = 8,      /* bytes; a cut costs an entry in the map and a move */
    DEEPEST = 1000 * 1000, /* brackets; an engine gives up at some thousands */
    INHERITED = KEEP | FUNCTION
};

bool lode__skim_unsure(LodeSkimmer *self, const char *reason)
{
    self->result->reason = reason;
    return false;
}

void lode__skim_broken(LodeSkimmer *self, LodeSkimError error, uint32_t start, uint32_t end, uint32_t related)
{
    LodeSkim *result = self->result;
    if (!result->error) {
        result->error = error;
        result->error_span = (LodeSpan){start + self->base, end + self->base};
        result->related = related + self->base;
    }
}

void lode__skim_suspect(LodeSkimmer *self, uint32_t at)
{
    if (!self->result->suspicions++) {
        self->result->suspect = at + self->base;
    }
}

/* --- Brackets --------------------------------------------------------------------------------- */

static void add_cut(LodeSkimmer *self, uint32_t start, uint32_t end, char fill)
{
    LodeCut cut = {start + self->base, end + self->base, fill};
    lode_vec_push(&self->result->cuts, cut);
}

void lode__skim_interest(LodeSkimmer *self)
{
    lode__skim_innermost(self)->flags |= INTERESTING | BUSY;
}

bool lode__skim_open(LodeSkimmer *self, char type, uint32_t start, uint8_t flags)
{
    LodeSkim *result = self->result;
    if (result->brackets.count > DEEPEST) {
        lode__skim_broken(self, LODE_SKIM_TOO_DEEP, start, start + 1, 0);
        return false;
    }
    flags |= lode__skim_innermost(self)->flags & INHERITED;
    if (flags & KEEP) {
        flags &= (uint8_t)~BLOCK;
    }
    LodeBracket bracket = {
        .start = start,
        .cuts = (uint32_t)result->cuts.count,
        .statement = start + 1,
        .statement_cuts = (uint32_t)result->cuts.count,
        .type = (uint8_t)type,
        .flags = flags,
    };
    lode_vec_push(&result->brackets, bracket);
    self->at_statement = flags & BLOCK;
    return true;
}

/* Cuts the current statement of a block, if it may go, up to `end`. */
static void cut_statement(LodeSkimmer *self, const LodeBracket *block, uint32_t end)
{
    LodeSkim *result = self->result;
    bool known = block->head == HEAD_PLAIN || block->head == HEAD_FUNCTION;
    if (!known || block->flags & BUSY) {
        return;
    }
    uint32_t start = block->statement;
    LodeCut *last = block->statement_cuts ? &result->cuts.items[block->statement_cuts - 1] : NULL;
    if (last && last->end == start + self->base && !last->fill && last->start < last->end) {
        result->cuts.count = block->statement_cuts;
        last->end = end + self->base; /* together with the statement before it */
    } else if (end - start > SHORTEST_CUT) {
        result->cuts.count = block->statement_cuts;
        add_cut(self, start, end, 0);
    }
}

void lode__skim_close(LodeSkimmer *self, uint32_t end)
{
    LodeSkim *result = self->result;
    LodeBracket bracket = lode_vec_pop(&result->brackets);
    self->closed = bracket.flags;
    if (bracket.flags & INTERESTING) {
        if (bracket.flags & BLOCK && bracket.head == HEAD_PLAIN) {
            cut_statement(self, &bracket, end);
        }
        lode__skim_interest(self);
    } else if ((bracket.flags & (CUTTABLE | KEEP)) == CUTTABLE && end - bracket.start > SHORTEST_CUT) {
        result->cuts.count = bracket.cuts;
        add_cut(self, bracket.start + 1, end, 0);
    }
}

void lode__skim_keep_pattern(LodeSkimmer *self, uint32_t end)
{
    LodeSkim *result = self->result;
    for (size_t i = result->cuts.count; i-- > 0 && result->cuts.items[i].end >= end + self->base;) {
        if (result->cuts.items[i].end == end + self->base) {
            result->cuts.items[i].start = end + self->base; /* an empty cut */
        }
    }
}

/* A blank stands for a comment, or a newline if it held one, for semicolons depend on it. */
void lode__skim_cut_comment(LodeSkimmer *self, uint32_t start, uint32_t end, bool newline)
{
    LodeSkim *result = self->result;
    size_t count = result->cuts.count;
    if (count > lode__skim_innermost(self)->statement_cuts) {
        LodeCut *last = &result->cuts.items[count - 1];
        uint32_t last_end = last->end - self->base;
        if (last->fill && last_end > self->before_end && lode__skim_blanks(self, last_end) == start) {
            /* Comments with only blanks between them are one. */
            last->fill = newline || lode__skim_newline(self, last_end, start) ? '\n' : last->fill;
            last->end = end + self->base;
            return;
        }
    }
    add_cut(self, start, end, newline ? '\n' : ' ');
}

/* --- Statements ------------------------------------------------------------------------------- */

/* The next word after `at`, if only blanks are before it; its offset, and its size or 0. */
static uint32_t next_word(const LodeSkimmer *self, uint32_t at, uint32_t *size)
{
    uint32_t start = lode__skim_blanks(self, at);
    uint32_t end = start;
    while (lode_word_bytes[(unsigned char)self->bytes[end]]) {
        end++;
    }
    *size = end - start;
    return start;
}

static bool is_next(const LodeSkimmer *self, uint32_t start, uint32_t size, const char *word)
{
    return size == strlen(word) && memcmp(self->bytes + start, word, size) == 0;
}

/* How a declaration or expression statement ends that begins with the word at `start`. */
static uint8_t head_of(const LodeSkimmer *self, uint32_t start, uint32_t size)
{
    const char *word = self->bytes + start;
    switch (lode_word_role(word, size)) {
    case LODE_ROLE_CONTROL:
        return HEAD_OTHER;
    case LODE_ROLE_OPERATOR: {
        /* return, throw, new, delete, void and typeof: not case, default, do, else. */
        bool other = word[0] == 'c' || word[0] == 'e' || (word[0] == 'd' && word[2] != 'l');
        return other ? HEAD_OTHER : HEAD_PLAIN;
    }
    case LODE_ROLE_CONTEXTUAL:
        return HEAD_PLAIN;
    case LODE_ROLE_NAME:
        break;
    }
    uint32_t next_size;
    uint32_t next = next_word(self, start + size, &next_size);
    if (is_next(self, start, size, "async")) {
        return is_next(self, next, next_size, "function") ? HEAD_FUNCTION : HEAD_PLAIN;
    }
    if (is_next(self, start, size, "function") || is_next(self, start, size, "class")) {
        return HEAD_FUNCTION;
    }
    bool other = self->bytes[next] == ':' || is_next(self, start, size, "try") ||
                 is_next(self, start, size, "finally") || is_next(self, start, size, "import") ||
                 is_next(self, start, size, "export") ||
                 /* with a comment behind them these may be more than they look */
                 self->bytes[next] == '/';
    return other ? HEAD_OTHER : HEAD_PLAIN;
}

/*
 * export const, export function, export default: it makes the file a module, which is
 * noted here, and asks for nothing; so it may go like any declaration.
 */
static uint8_t head_of_export(LodeSkimmer *self)
{
    uint32_t size;
    uint32_t start = next_word(self, self->at, &size);
    if (is_next(self, start, size, "default")) {
        start = next_word(self, start + size, &size);
        if (!size) { /* an expression that begins with punctuation, perhaps a comment */
            return self->bytes[start] == '/' || self->bytes[start] == ';' ? HEAD_OTHER : HEAD_PLAIN;
        }
    } else if (!size) {
        return HEAD_OTHER; /* export {…} and export * may ask for a module */
    }
    return head_of(self, start, size);
}

/* An `else` or `while` belongs to what was taken for the end of a statement: it stays as well. */
static void keep_statement_before(LodeSkimmer *self, const LodeBracket *block)
{
    lode__skim_keep_pattern(self, block->statement);
}

void lode__skim_begin_statement(LodeSkimmer *self)
{
    LodeBracket *block = lode__skim_innermost(self);
    self->at_statement = false;
    switch (self->before) {
    case BEFORE_WORD:
        if (WORD_IS(self, "export") && self->result->brackets.count == 1) {
            block->head = head_of_export(self);
            if (block->head != HEAD_OTHER) {
                self->result->module_syntax = true;
                block->flags &= (uint8_t)~BUSY;
            }
            return;
        }
        if (WORD_IS(self, "else") || WORD_IS(self, "while") || WORD_IS(self, "catch") || WORD_IS(self, "finally")) {
            keep_statement_before(self, block);
        }
        block->head = head_of(self, self->word, self->word_size);
        return;
    case BEFORE_OPERATOR: {
        char byte = self->bytes[self->at - 1];
        block->head = byte == '{' || byte == '@' || byte == '#' ? HEAD_OTHER : HEAD_PLAIN;
        return;
    }
    case BEFORE_OPERAND:
    case BEFORE_STEP:
        block->head = HEAD_PLAIN;
        return;
    default:
        block->head = HEAD_OTHER;
        return;
    }
}

void lode__skim_end_statement(LodeSkimmer *self, uint32_t end)
{
    LodeBracket *block = lode__skim_innermost(self);
    cut_statement(self, block, end);
    block->statement = end;
    block->statement_cuts = (uint32_t)self->result->cuts.count;
    block->head = HEAD_NONE;
    block->flags &= (uint8_t)~BUSY;
    self->at_statement = true;
}

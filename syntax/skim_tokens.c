/* Reading order: blanks, what can stand beside an expression, literals, comments. */
#include "syntax/skimmer.h"

uint32_t lode__skim_high_space(const unsigned char *bytes)
{
    if (bytes[0] == 0xC2) {
        return bytes[1] == 0xA0 ? 2 : 0;
    }
    if (bytes[0] == 0xE2 && bytes[1] == 0x80) {
        bool space = (bytes[2] >= 0x80 && bytes[2] <= 0x8A) || bytes[2] == 0xA8 || bytes[2] == 0xA9 || bytes[2] == 0xAF;
        return space ? 3 : 0;
    }
    bool other = (bytes[0] == 0xE1 && bytes[1] == 0x9A && bytes[2] == 0x80) ||
                 (bytes[0] == 0xE2 && bytes[1] == 0x81 && bytes[2] == 0x9F) ||
                 (bytes[0] == 0xE3 && bytes[1] == 0x80 && bytes[2] == 0x80) ||
                 (bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF);
    return other ? 3 : 0;
}

bool lode__skim_newline(const LodeSkimmer *self, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        unsigned char byte = (unsigned char)self->bytes[at];
        if (byte == '\n' || byte == '\r' || byte == 0xE2) { /* 0xE2 begins U+2028: to be safe */
            return true;
        }
    }
    return false;
}

bool lode__skim_after_expression(const LodeSkimmer *self)
{
    switch (self->before) {
    case BEFORE_WORD:
        return !lode_word_precedes(self->bytes + self->word, self->word_size);
    case BEFORE_PROPERTY:
    case BEFORE_OPERAND:
        return true;
    case BEFORE_CLOSED:
        return self->bytes[self->before_end - 1] != '}' && !(self->closed & CONTROL);
    default:
        return false;
    }
}

void lode__skim_beside(LodeSkimmer *self, uint32_t start, uint32_t size)
{
    if (lode__skim_newline(self, self->before_end, start)) {
        if (self->declaring) {
            lode__skim_new_statement(self, start, size);
        }
    } else if (!size || !lode_word_is_infix(self->bytes + start, size)) {
        lode__skim_suspect(self, start);
    }
}

/* --- Literals --------------------------------------------------------------------------------- */

/* Whether an import statement that ends with its string ends there, by a line end and no attributes. */
static bool ends_import(const LodeSkimmer *self)
{
    uint32_t next = lode__skim_blanks(self, self->at);
    const char *bytes = self->bytes + next;
    return *bytes != ';' && *bytes != '/' && memcmp(bytes, "with", 4) != 0 && memcmp(bytes, "assert", 6) != 0;
}

void lode__skim_string(LodeSkimmer *self)
{
    const char *bytes = self->bytes;
    char quote = bytes[self->at];
    uint32_t start = self->at;
    uint32_t at = start + 1;
    if (lode__skim_after_expression(self)) {
        lode__skim_beside(self, start, 0);
    }
    for (;; at++) {
        char byte = bytes[at];
        if (byte == quote) {
            at++;
            break;
        }
        if (byte == '\\') {
            at++;
            at += bytes[at] == '\r' && bytes[at + 1] == '\n';
        }
        bool line_ends = byte == '\n' || byte == '\r';
        if (line_ends || at >= self->size) {
            at = at < self->size ? at : self->size;
            lode__skim_broken(self, LODE_SKIM_OPEN_STRING, start, at, 0);
            break;
        }
    }
    self->at = at;
    lode__skim_end_token(self, BEFORE_OPERAND);
    if (self->in_import) {
        self->in_import = false;
        self->import_end = self->at;
        if (lode__skim_innermost(self)->flags & BLOCK && ends_import(self)) {
            lode__skim_end_statement(self, self->at);
        }
    }
}

void lode__skim_number(LodeSkimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    if (lode__skim_after_expression(self)) {
        lode__skim_beside(self, self->at, 0);
    }
    do {
        self->at++;
    } while ((lode_word_bytes[bytes[self->at]] && bytes[self->at] < 0x80) || bytes[self->at] == '.');
    lode__skim_end_token(self, BEFORE_OPERAND);
}

bool lode__skim_template(LodeSkimmer *self, uint32_t start)
{
    const char *bytes = self->bytes;
    for (uint32_t at = self->at;; at++) {
        char byte = bytes[at];
        if (byte == '`') {
            self->at = at + 1;
            lode__skim_end_token(self, BEFORE_OPERAND);
            return true;
        }
        if (byte == '\\') {
            at++;
        } else if (byte == '$' && bytes[at + 1] == '{') {
            self->at = at + 2;
            lode__skim_end_token(self, BEFORE_OPERATOR);
            return lode__skim_open(self, '$', at, 0);
        }
        if (at >= self->size) {
            lode__skim_broken(self, LODE_SKIM_OPEN_TEMPLATE, start, self->size, 0);
            self->at = self->size;
            return true;
        }
    }
}

bool lode__skim_regex(LodeSkimmer *self)
{
    const unsigned char *bytes = (const unsigned char *)self->bytes;
    uint32_t at = self->at + 1;
    bool in_class = false;
    for (; bytes[at] != '/' || in_class; at++) {
        switch (bytes[at]) {
        case '\\':
            at++;
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                return lode__skim_unsure(self, "a slash");
            }
            break;
        case '[':
            in_class = true;
            break;
        case ']':
            in_class = false;
            break;
        case '\n':
        case '\r':
            return lode__skim_unsure(self, "a slash");
        default:
            break;
        }
        if (at >= self->size) {
            return lode__skim_unsure(self, "a slash");
        }
    }
    do {
        at++;
    } while (lode_word_bytes[bytes[at]] && bytes[at] < 0x80);
    self->at = at;
    lode__skim_end_token(self, BEFORE_OPERAND);
    return true;
}

/* --- Comments --------------------------------------------------------------------------------- */

/* The first LF or CR in [at, end), or `end`. U+2028 and U+2029 end a line too: 0xE2 stops as well. */
static uint32_t find_line_end(const LodeSkimmer *self, uint32_t at, uint32_t end)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    static const uint64_t highs = UINT64_C(0x8080808080808080);
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, self->bytes + at, 8);
        uint64_t lf = word ^ ones * 0x0A;
        uint64_t cr = word ^ ones * 0x0D;
        uint64_t e2 = word ^ ones * 0xE2;
        if ((((lf - ones) & ~lf) | ((cr - ones) & ~cr) | ((e2 - ones) & ~e2)) & highs) {
            break;
        }
    }
    while (at < end && self->bytes[at] != '\n' && self->bytes[at] != '\r' && self->bytes[at] != '\xE2') {
        at++;
    }
    return at;
}

void lode__skim_line_comment(LodeSkimmer *self)
{
    uint32_t start = self->at;
    uint32_t at = start;
    for (;;) {
        at = find_line_end(self, at, self->size);
        const unsigned char *bytes = (const unsigned char *)self->bytes + at;
        if (at >= self->size || bytes[0] != 0xE2 || (bytes[1] == 0x80 && (bytes[2] == 0xA8 || bytes[2] == 0xA9))) {
            break;
        }
        at++;
    }
    self->at = at;
    lode__skim_cut_comment(self, start, at, true);
}

void lode__skim_block_comment(LodeSkimmer *self)
{
    uint32_t start = self->at;
    uint32_t at = start + 2;
    for (;;) {
        const char *slash = memchr(self->bytes + at, '/', self->size - at);
        if (!slash) {
            lode__skim_broken(self, LODE_SKIM_OPEN_COMMENT, start, self->size, 0);
            self->at = self->size;
            return;
        }
        at = (uint32_t)(slash - self->bytes) + 1;
        if (slash[-1] == '*' && at > start + 3) {
            break;
        }
    }
    self->at = at;
    lode__skim_cut_comment(self, start, at, find_line_end(self, start, at) < at);
}

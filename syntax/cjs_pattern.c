/* Matching. Reading order: special tokens, then the loop over a pattern. */
#include "syntax/cjs_pattern.h"

/* `module . exports` or `exports`; nothing is looked at behind it. */
static bool take_exports(LodeCjsScan *self)
{
    if (lode__cjs_take(self, "module")) {
        if (lode__cjs_blanks(self) != '.') {
            return false;
        }
        self->at++;
        lode__cjs_blanks(self);
    }
    return lode__cjs_take(self, "exports");
}

static bool take_function_head(LodeCjsScan *self)
{
    if (!lode__cjs_take(self, ":")) {
        return true;
    }
    lode__cjs_blanks(self);
    if (!lode__cjs_take(self, "function")) {
        return false;
    }
    uint32_t end = self->at;
    return lode__cjs_blanks(self) == '(' || (self->at > end && lode__cjs_identifier(self));
}

/* Moves over UTF-16 code units. */
static void skip_units(LodeCjsScan *self, int units)
{
    while (units > 0 && self->at < self->source.size) {
        unsigned char byte = (unsigned char)self->source.data[self->at++];
        units -= byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80;
        while (self->at < self->source.size && (self->source.data[self->at] & 0xC0) == 0x80) {
            self->at++;
        }
    }
}

/* `true` in the Babel shape: cjs-module-lexer is content with a `t`, or with `rue` after anything. */
static bool take_true(LodeCjsScan *self)
{
    if (self->dialect == LODE_CJS_BYTES) {
        return lode__cjs_take(self, "true");
    }
    LodeCjsScan behind = *self;
    skip_units(&behind, 1);
    if (lode__cjs_next(self) != 't' && !lode__cjs_holds(self, behind.at, "rue")) {
        return false;
    }
    skip_units(self, 4);
    return true;
}

static bool take_string(LodeCjsScan *self, LodeSpan *span)
{
    int quote = lode__cjs_next(self);
    if (quote != '"' && quote != '\'') {
        return false;
    }
    uint32_t start = self->at;
    lode__cjs_string(self);
    *span = (LodeSpan){start, self->at};
    return !self->error;
}

static bool take_slot(LodeCjsScan *self, LodeSpan *slot)
{
    uint32_t start = self->at;
    if (!lode__cjs_identifier(self)) {
        return false;
    }
    *slot = (LodeSpan){start, self->at};
    return true;
}

/* The text that a slot holds; like the lexer, without a look at what follows. */
static bool take_again(LodeCjsScan *self, LodeSpan slot)
{
    size_t size = slot.end - slot.start;
    const char *data = self->source.data;
    if (self->at > self->source.size || size > self->source.size - self->at ||
        memcmp(data + self->at, data + slot.start, size) != 0) {
        return false;
    }
    self->at += (uint32_t)size;
    return true;
}

static bool take_special(LodeCjsScan *self, char kind, LodeCjsSlots *slots)
{
    LodeSpan ignored;
    switch (kind) {
    case '1':
    case '2':
        return take_slot(self, &slots->names[kind - '1']);
    case 'i':
        return lode__cjs_identifier(self);
    case 's':
        return take_string(self, &slots->string);
    case 'q':
        return take_string(self, &ignored);
    case 'x':
        return take_exports(self);
    case 'f':
        return take_function_head(self);
    default:
        return take_true(self);
    }
}

static bool take_literal(LodeCjsScan *self, const char *token, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char byte = token[i] == '_' && i + 1 == size && i > 0 ? ' ' : token[i];
        if (lode__cjs_next(self) != (unsigned char)byte) {
            return false;
        }
        self->at++;
    }
    return true;
}

bool lode__cjs_match(LodeCjsScan *self, const char *pattern, LodeCjsSlots *slots)
{
    uint32_t start = self->at;
    int quote = LODE_CJS_END;
    for (const char *token = pattern; *token;) {
        size_t size = strcspn(token, " ");
        int next = lode__cjs_blanks(self);
        bool taken = true;
        if (token[0] == '%') {
            taken = take_special(self, token[1], slots);
        } else if (token[0] == '$') {
            taken = take_again(self, slots->names[token[1] - '1']);
        } else if (token[0] == '\'' && size > 1) {
            quote = next;
            self->at++;
            taken = (next == '"' || next == '\'') && take_literal(self, token + 1, size - 1);
        } else if (token[0] == '\'') {
            self->at++;
            taken = next == quote;
        } else if (size == 2 && token[1] == '?') {
            self->at += next == token[0];
        } else {
            taken = take_literal(self, token, size);
        }
        if (!taken) {
            self->at = start;
            return false;
        }
        token += size + (token[size] == ' ');
    }
    return true;
}

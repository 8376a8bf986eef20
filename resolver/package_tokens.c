/* Tokens of package.json. Reading order: classes of bytes, blocks, the cursor, flaws. */
#include "resolver/package_tokens.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* A bit for each byte of a block. */
typedef struct Masks {
    uint64_t quotes;
    uint64_t backslashes;
    uint64_t opens;
    uint64_t closes;
    uint64_t marks; /* tokens of one byte that are no brackets */
    uint64_t spaces;
    uint64_t controls;
    uint64_t not_ascii;
} Masks;

#if defined(__SSE2__) && !defined(LODE_NO_SIMD)

static __m128i equal(__m128i bytes, char byte)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
}

static uint64_t bits(__m128i mask)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(mask);
}

static Masks classify(const char *block)
{
    Masks out = {0};
    for (unsigned i = 0; i < BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + i));
        /* '[' and '{' differ in one bit, and so do ']' and '}'. */
        __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        __m128i marks = _mm_or_si128(_mm_or_si128(equal(bytes, ':'), equal(bytes, ',')),
                                     _mm_or_si128(equal(bytes, '\f'), equal(bytes, 0x1A)));
        __m128i spaces = _mm_or_si128(_mm_or_si128(equal(bytes, ' '), equal(bytes, '\t')),
                                      _mm_or_si128(equal(bytes, '\n'), equal(bytes, '\r')));
        __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        out.quotes |= bits(equal(bytes, '"')) << i;
        out.backslashes |= bits(equal(bytes, '\\')) << i;
        out.opens |= bits(equal(folded, '{')) << i;
        out.closes |= bits(equal(folded, '}')) << i;
        out.marks |= bits(marks) << i;
        out.spaces |= bits(spaces) << i;
        out.controls |= bits(controls) << i;
        out.not_ascii |= bits(bytes) << i;
    }
    return out;
}

#else

enum { QUOTE = 1 << 0, BACKSLASH = 1 << 1, OPEN = 1 << 2, CLOSE = 1 << 3, MARK = 1 << 4, SPACE = 1 << 5 };

static const unsigned char classes[256] = {
    ['"'] = QUOTE, ['\\'] = BACKSLASH, ['{'] = OPEN,  ['['] = OPEN,  ['}'] = CLOSE,  [']'] = CLOSE,  [':'] = MARK,
    [','] = MARK,  ['\f'] = MARK,      [0x1A] = MARK, [' '] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\r'] = SPACE,
};

static Masks classify(const char *block)
{
    Masks out = {0};
    for (unsigned i = 0; i < BLOCK; i++) {
        uint64_t byte = (unsigned char)block[i];
        uint64_t bit = UINT64_C(1) << i;
        switch (classes[byte]) {
        case QUOTE:
            out.quotes |= bit;
            break;
        case BACKSLASH:
            out.backslashes |= bit;
            break;
        case OPEN:
            out.opens |= bit;
            break;
        case CLOSE:
            out.closes |= bit;
            break;
        case MARK:
            out.marks |= bit;
            break;
        case SPACE:
            out.spaces |= bit;
            break;
        default:
            break;
        }
        out.controls |= (uint64_t)(byte < 0x20) << i;
        out.not_ascii |= byte >> 7 << i;
    }
    return out;
}

#endif

/* The bytes that a backslash escapes. Few blocks have any. */
static uint64_t find_escaped(LodeTokens *self, uint64_t backslashes)
{
    uint64_t escaped = self->is_escaped;
    self->is_escaped = 0;
    if (backslashes) {
        self->backslash_end = self->block + BLOCK - (size_t)__builtin_clzll(backslashes);
    }
    uint64_t rest = backslashes & ~escaped;
    while (rest) {
        uint64_t backslash = rest & -rest;
        self->is_escaped = backslash >> (BLOCK - 1);
        escaped |= backslash << 1;
        rest &= ~(backslash | backslash << 1);
    }
    return escaped;
}

/* Bit i of the result is the parity of the bits 0 to i. */
static uint64_t parity_up_to(uint64_t mask)
{
    for (unsigned shift = 1; shift < BLOCK; shift *= 2) {
        mask ^= mask << shift;
    }
    return mask;
}

/* Finds the tokens of the block at `self->block`. */
static void read_block(LodeTokens *self)
{
    const char *bytes = self->text.data + self->block;
    char last[BLOCK];
    size_t size = self->text.size - self->block;
    if (size < BLOCK) {
        memset(last, ' ', sizeof last); /* white space changes nothing past the end, in strings or out */
        memcpy(last, bytes, size);
        bytes = last;
    }
    Masks masks = classify(bytes);
    uint64_t quotes = masks.quotes & ~find_escaped(self, masks.backslashes);
    uint64_t in_string = parity_up_to(quotes) ^ self->in_string; /* opening quotes count, closing ones do not */
    self->in_string = -(in_string >> (BLOCK - 1));
    uint64_t operators = masks.opens | masks.closes | masks.marks;
    uint64_t others = ~(operators | masks.spaces);
    uint64_t scalars = others & ~quotes;
    uint64_t after_scalar = scalars << 1 | self->is_after_scalar;
    self->is_after_scalar = scalars >> (BLOCK - 1);
    uint64_t inside = in_string ^ quotes; /* the closing quote counts, the opening one does not */
    self->starts = (operators | (others & ~after_scalar)) & ~inside;
    self->opens = masks.opens & ~inside;
    self->closes = masks.closes & ~inside;
    self->controls |= masks.controls & in_string;
    self->not_ascii |= masks.not_ascii;
}

/* Goes on to the next block; false where there is none. */
static bool next_block(LodeTokens *self)
{
    if (self->text.size - self->block <= BLOCK) {
        return false;
    }
    self->block += BLOCK;
    read_block(self);
    return true;
}

static void stand_past(LodeTokens *self)
{
    self->first = LODE_TOKEN_NONE;
    self->start = self->text.size;
}

void lode__tokens_next_block(LodeTokens *self)
{
    while (!self->starts) {
        if (!next_block(self)) {
            stand_past(self);
            return;
        }
    }
    lode__tokens_next(self);
}

void lode__tokens_init(LodeTokens *self, LodeStr text)
{
    *self = (LodeTokens){.text = text};
    if (text.size > 0) {
        read_block(self);
    }
    lode__tokens_next(self);
}

LodeStr lode__tokens_take_string(LodeTokens *self)
{
    size_t start = self->start + 1;
    lode__tokens_next(self);
    size_t end = self->start;
    /* Between the closing quote and the next token there is nothing but white space. */
    while (end > start && self->text.data[end - 1] != '"') {
        end--;
    }
    return lode_str_slice(self->text, start, end > start ? end - 1 : start);
}

bool lode__tokens_skip(LodeTokens *self, size_t depth)
{
    depth += self->first == '{' || self->first == '[';
    if ((self->first == '}' || self->first == ']') && --depth == 0) {
        lode__tokens_next(self);
        return true;
    }
    do {
        uint64_t rest = self->starts & (self->opens | self->closes);
        while (rest) {
            uint64_t bracket = rest & -rest;
            rest ^= bracket;
            if (self->opens & bracket) {
                depth++;
            } else if (--depth == 0) {
                self->starts &= ~(bracket | (bracket - 1));
                lode__tokens_next(self);
                return true;
            }
        }
    } while (next_block(self));
    self->starts = 0;
    stand_past(self);
    return false;
}

int lode__tokens_finish(LodeTokens *self, int last)
{
    if (self->text.size == 0) {
        return last;
    }
    last = self->first == LODE_TOKEN_NONE ? last : self->first;
    do {
        if (self->starts) {
            last = (unsigned char)self->text.data[self->block + BLOCK - 1 - (size_t)__builtin_clzll(self->starts)];
        }
    } while (next_block(self));
    self->starts = 0;
    stand_past(self);
    return last;
}

const char *lode__tokens_find_flaw(LodeStr text, size_t *offset)
{
    size_t quote = LODE_NOT_FOUND; /* of the string around `at` */
    for (size_t at = 0; at < text.size; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        if (quote != LODE_NOT_FOUND && byte < 0x20) {
            *offset = at;
            return byte == '\n' || byte == '\r' ? "a string may not hold a line break"
                                                : "a string may not hold a control character";
        }
        if (byte == '"') {
            quote = quote == LODE_NOT_FOUND ? at : LODE_NOT_FOUND;
        } else if (byte == '\\' && at + 1 < text.size && (unsigned char)text.data[at + 1] >= 0x20) {
            at++;
        }
    }
    if (quote != LODE_NOT_FOUND) {
        *offset = quote;
        return "this string does not end";
    }
    return NULL;
}

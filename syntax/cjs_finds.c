/* Finds. Reading order: items, then decoding: what both dialects share, units, bytes. */
#include "syntax/cjs_finds.h"

#include "syntax/unicode.h"

/* --- Items ------------------------------------------------------------------------------------ */

static uint32_t *slot_of(const LodeCjsItems *self, LodeStr text)
{
    size_t mask = self->slot_count - 1;
    for (size_t i = (size_t)lode_str_hash(text) & mask;; i = (i + 1) & mask) {
        uint32_t index = self->slots[i];
        if (index == 0 || lode_str_equal(self->list.items[index - 1].name.text, text)) {
            return &self->slots[i];
        }
    }
}

LodeCjsItem *lode__cjs_items_find(const LodeCjsItems *self, LodeStr text)
{
    uint32_t index = self->slot_count ? *slot_of(self, text) : 0;
    return index ? &self->list.items[index - 1] : NULL;
}

/* Tables are at most half full. */
static void grow(LodeCjsItems *self)
{
    self->slot_count = self->slot_count ? self->slot_count * 2 : 16;
    free(self->slots);
    self->slots = lode_alloc_zeroed(self->slot_count, sizeof *self->slots);
    for (size_t i = 0; i < self->list.count; i++) {
        *slot_of(self, self->list.items[i].name.text) = (uint32_t)i + 1;
    }
}

LodeCjsItem *lode__cjs_items_add(LodeCjsItems *self, LodeStr text, LodeSpan span)
{
    if (self->list.count * 2 >= self->slot_count) {
        grow(self);
    }
    uint32_t *slot = slot_of(self, text);
    if (*slot == 0) {
        lode_vec_push(&self->list, ((LodeCjsItem){{text, span}, LODE_STR_NONE}));
        *slot = (uint32_t)self->list.count;
    }
    return &self->list.items[*slot - 1];
}

void lode__cjs_items_clear(LodeCjsItems *self)
{
    if (self->list.count > 0) {
        lode_vec_clear(&self->list);
        free(self->slots);
        self->slots = NULL;
        self->slot_count = 0;
    }
}

static void release_items(LodeCjsItems *self)
{
    lode_vec_release(&self->list);
    free(self->slots);
}

void lode__cjs_finds_release(LodeCjsFinds *self)
{
    release_items(&self->exports);
    release_items(&self->reexports);
    release_items(&self->unsafe);
    release_items(&self->required);
    lode_buf_release(&self->scratch);
}

/* --- Decoding --------------------------------------------------------------------------------- */

/* A walk over the inside of a string. */
typedef struct Reader {
    LodeStr text;
    size_t at;
} Reader;

static int peek(const Reader *self, size_t ahead)
{
    return self->at + ahead < self->text.size ? (unsigned char)self->text.data[self->at + ahead] : -1;
}

static int hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    int letter = byte | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* `count` hexadecimal digits, taken; -1 where there are not as many. */
static int32_t take_hex(Reader *self, size_t count)
{
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        int digit = hex_digit(peek(self, i));
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    self->at += count;
    return value;
}

/* Behind `\u`, taken: four hexadecimal digits, or any number in braces. -1 where it is neither, or over `limit`. */
static int64_t take_unicode(Reader *self, uint32_t limit)
{
    if (peek(self, 0) != '{') {
        return take_hex(self, 4);
    }
    uint32_t value = 0;
    size_t digits = 1;
    for (int byte; (byte = peek(self, digits)) != '}'; digits++) {
        int digit = hex_digit(byte);
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + (uint32_t)digit; /* wraps without a limit, as in merve */
        if (limit && value > limit) {
            return -1;
        }
    }
    if (digits == 1) {
        return -1;
    }
    self->at += digits + 1;
    return value;
}

/* The control character that `\n` and its like stand for, or -1. */
static int simple_escape(int byte)
{
    static const char letters[] = "nrtbfv";
    static const char values[] = "\n\r\t\b\f\v";
    const char *found = byte > 0 ? strchr(letters, byte) : NULL;
    return found ? values[found - letters] : -1;
}

static bool is_high(int64_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(int64_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Up to three octal digits, at most 0377; the first one is next. */
static int take_octal(Reader *self)
{
    int value = peek(self, 0) - '0';
    int more = value <= 3 ? 2 : 1;
    self->at++;
    for (int byte; more > 0 && (byte = peek(self, 0)) >= '0' && byte <= '7'; more--) {
        value = value * 8 + byte - '0';
        self->at++;
    }
    return value;
}

/* A character of a string as a unit or code point; -1 for an escape that is none, -2 for nothing. */
static int64_t take_unit(Reader *self)
{
    uint32_t code_point = 0;
    if (peek(self, 0) != '\\') {
        self->at += lode_utf8_decode(self->text, self->at, &code_point);
        return code_point;
    }
    self->at++;
    int byte = peek(self, 0);
    if (byte >= '0' && byte <= '7') {
        return take_octal(self);
    }
    if (byte < 0) {
        return -1;
    }
    self->at += lode_utf8_decode(self->text, self->at, &code_point);
    switch (code_point) {
    case '\r':
        self->at += peek(self, 0) == '\n';
        return -2;
    case '\n':
    case 0x2028:
    case 0x2029:
        return -2;
    case 'x':
        return take_hex(self, 2);
    case 'u':
        return take_unicode(self, 0x10FFFF);
    default: {
        int simple = simple_escape(byte);
        return simple >= 0 ? simple : (int64_t)code_point;
    }
    }
}

/*
 * cjs-module-lexer: escapes as in JavaScript. It means to refuse lone surrogates, and refuses
 * every unit from U+E000 on with them.
 */
static bool decode_units(LodeStr text, LodeBuf *out)
{
    Reader reader = {text, 0};
    int64_t high = 0;
    while (reader.at < text.size) {
        int64_t unit = take_unit(&reader);
        if (unit == -2) {
            continue;
        }
        if (high) {
            if (!is_low(unit)) {
                return false;
            }
            unit = 0x10000 + (high - 0xD800) * 0x400 + (unit - 0xDC00);
            high = 0;
        } else if (is_high(unit)) {
            high = unit;
            continue;
        }
        if (unit < 0 || (unit >= 0xD800 && unit <= 0xFFFF)) {
            return false;
        }
        lode_buf_append_code_point(out, (uint32_t)unit);
    }
    return high == 0;
}

/* The low surrogate that must follow a high one in the same spelling; -1 where it does not. */
static int64_t take_low(Reader *self, bool braces)
{
    if (peek(self, 0) != '\\' || peek(self, 1) != 'u' || (peek(self, 2) == '{') != braces) {
        return -1;
    }
    self->at += 2;
    int64_t unit = take_unicode(self, 0);
    return is_low(unit) ? unit : -1;
}

/* merve: `\x80` is a byte, an escaped line end is that line end, and `\1` is a digit. */
static bool decode_bytes(LodeStr text, LodeBuf *out)
{
    Reader reader = {text, 0};
    while (reader.at < text.size) {
        int byte = peek(&reader, 0);
        reader.at++;
        if (byte != '\\') {
            lode_buf_append_byte(out, (char)byte);
            continue;
        }
        byte = peek(&reader, 0);
        reader.at++;
        if (byte < 0) {
            return false;
        }
        int64_t value = byte == '0' ? 0 : simple_escape(byte);
        if (byte == 'x') {
            value = take_hex(&reader, 2);
            if (value < 0) {
                return false;
            }
        }
        if (byte != 'u') {
            lode_buf_append_byte(out, (char)(value >= 0 ? value : byte));
            continue;
        }
        bool braces = peek(&reader, 0) == '{';
        value = take_unicode(&reader, 0x10FFFF);
        if (is_high(value)) {
            int64_t low = take_low(&reader, braces);
            value = low < 0 ? -1 : 0x10000 + (value - 0xD800) * 0x400 + (low - 0xDC00);
        }
        if (value < 0 || is_low(value)) {
            return false;
        }
        lode_buf_append_code_point(out, (uint32_t)value);
    }
    return true;
}

LodeStr lode__cjs_decode(LodeCjsFinds *self, LodeCjsDialect dialect, LodeStr text)
{
    bool is_string = text.size > 0 && (text.data[0] == '"' || text.data[0] == '\'');
    lode_buf_clear(&self->scratch);
    if (!is_string) {
        lode_utf8_append_lossy(&self->scratch, text);
        return lode_arena_copy(self->arena, lode_buf_str(&self->scratch));
    }
    LodeStr inside = lode_str_slice(text, 1, text.size - 1);
    LodeBuf raw = {0};
    bool good = dialect == LODE_CJS_UNITS ? decode_units(inside, &raw) : decode_bytes(inside, &raw);
    lode_utf8_append_lossy(&self->scratch, lode_buf_str(&raw));
    lode_buf_release(&raw);
    return good ? lode_arena_copy(self->arena, lode_buf_str(&self->scratch)) : LODE_STR_NONE;
}

LodeStr lode__cjs_text(LodeCjsFinds *self, const LodeCjsScan *scan, LodeSpan span)
{
    return lode__cjs_decode(self, scan->dialect, lode_str_slice(scan->source, span.start, span.end));
}

void lode__cjs_add(LodeCjsFinds *self, const LodeCjsScan *scan, LodeCjsItems *items, LodeSpan span)
{
    LodeStr text = lode__cjs_text(self, scan, span);
    if (!lode_str_is_none(text)) {
        lode__cjs_items_add(items, text, span);
    }
}

/* Reading order: widths, escapes, fitting, numbers, wrapping. */
#include "cli/text.h"

#include "base/utf.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct Range {
    uint32_t first;
    uint32_t last;
} Range;

/* Marks that stand on the character before them. */
static const Range combining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0},
    {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* Characters of two columns. */
static const Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Formats of direction and width zero, with which one name can look like another. */
static const Range hidden[] = {
    {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0001, 0xE007F},
};

#define IN_TABLE(code_point, table) in_ranges((code_point), (table), sizeof(table) / sizeof *(table))

static bool in_ranges(uint32_t code_point, const Range *ranges, size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_point > ranges[middle].last) {
            low = middle + 1;
        } else if (code_point < ranges[middle].first) {
            high = middle;
        } else {
            return true;
        }
    }
    return false;
}

unsigned lode_text_code_point_width(uint32_t code_point)
{
    if (code_point < 0x300) {
        return 1;
    }
    return IN_TABLE(code_point, combining) ? 0 : IN_TABLE(code_point, wide) ? 2 : 1;
}

/*
 * The next character of `text` at `at` as it is shown: its bytes (its own or an
 * escape in `scratch`), and its width. Returns how many bytes it takes in `text`.
 */
static size_t next_shown(LodeStr text, size_t at, char scratch[16], LodeStr *shown, size_t *width)
{
    unsigned char byte = (unsigned char)text.data[at];
    if (byte >= 0x20 && byte < 0x7F) {
        *shown = lode_str_slice(text, at, at + 1);
        *width = 1;
        return 1;
    }
    int length = 0;
    size_t size = 1;
    if (byte == '\n' || byte == '\t' || byte == '\r') {
        length = snprintf(scratch, 16, "\\%c", byte == '\n' ? 'n' : byte == '\t' ? 't' : 'r');
    } else if (byte < 0x80) {
        length = snprintf(scratch, 16, "\\x%02x", byte);
    } else {
        uint32_t code_point;
        size = lode_utf8_decode(text, at, &code_point);
        bool is_replacement = code_point == 0xFFFD && !(size == 3 && memcmp(text.data + at, "\xEF\xBF\xBD", 3) == 0);
        if (is_replacement) {
            /* One escape for each byte: the name can be told from others and be typed again. */
            size = 1;
            length = snprintf(scratch, 16, "\\x%02x", byte);
        } else if (code_point < 0xA0 || IN_TABLE(code_point, hidden)) {
            length = snprintf(scratch, 16, "\\u{%" PRIx32 "}", code_point);
        } else {
            *shown = lode_str_slice(text, at, at + size);
            *width = lode_text_code_point_width(code_point);
            return size;
        }
    }
    *shown = (LodeStr){scratch, (size_t)length};
    *width = (size_t)length;
    return size;
}

void lode_text_append(LodeBuf *out, LodeStr text)
{
    char scratch[16];
    LodeStr shown;
    size_t width;
    for (size_t at = 0; at < text.size;) {
        at += next_shown(text, at, scratch, &shown, &width);
        lode_buf_append(out, shown);
    }
}

size_t lode_text_width(LodeStr text)
{
    char scratch[16];
    LodeStr shown;
    size_t total = 0;
    for (size_t at = 0; at < text.size;) {
        size_t width;
        at += next_shown(text, at, scratch, &shown, &width);
        total += width;
    }
    return total;
}

size_t lode_text_append_fit(LodeBuf *out, LodeStr text, size_t width, const char *ellipsis)
{
    size_t whole = lode_text_width(text);
    if (whole <= width) {
        lode_text_append(out, text);
        return whole;
    }
    size_t mark = lode_text_width(lode_str(ellipsis));
    size_t room = width > mark ? width - mark : 0;
    size_t head = room / 3; /* the end of a path tells more than its start */
    size_t tail = room - head;
    char scratch[16];
    LodeStr shown;
    size_t columns = 0;
    size_t at = 0;
    size_t used = 0;
    while (at < text.size) {
        size_t one;
        size_t size = next_shown(text, at, scratch, &shown, &one);
        if (used + one > head) {
            break;
        }
        lode_buf_append(out, shown);
        used += one;
        at += size;
    }
    columns = used;
    while (at < text.size && whole - columns > tail) {
        size_t one;
        at += next_shown(text, at, scratch, &shown, &one);
        columns += one;
    }
    lode_buf_puts(out, ellipsis);
    used += mark;
    while (at < text.size) {
        size_t one;
        at += next_shown(text, at, scratch, &shown, &one);
        lode_buf_append(out, shown);
        used += one;
    }
    return used;
}

size_t lode_text_append_path(LodeBuf *out, LodeStr path, size_t width, const char *ellipsis)
{
    LodeStr folder = LODE_STR("node_modules/");
    LodeStr rest = path;
    while (lode_text_width(rest) > width) {
        size_t next = lode_str_search(rest, folder);
        if (next == LODE_NOT_FOUND) {
            break;
        }
        rest = lode_str_slice(rest, next + folder.size, rest.size);
    }
    size_t mark = lode_text_width(lode_str(ellipsis)) + 1;
    if (rest.size == path.size || width <= mark) {
        return lode_text_append_fit(out, path, width, ellipsis);
    }
    lode_buf_puts(out, ellipsis);
    lode_buf_append_byte(out, '/');
    return mark + lode_text_append_fit(out, rest, width - mark, ellipsis);
}

void lode_text_pad(LodeBuf *out, size_t count)
{
    while (count-- > 0) {
        lode_buf_append_byte(out, ' ');
    }
}

void lode_text_append_count(LodeBuf *out, uint64_t value)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, value);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            lode_buf_append_byte(out, ',');
        }
        lode_buf_append_byte(out, digits[i]);
    }
}

void lode_text_append_counted(LodeBuf *out, uint64_t value, const char *singular, const char *plural)
{
    lode_text_append_count(out, value);
    lode_buf_append_byte(out, ' ');
    if (value == 1) {
        lode_buf_puts(out, singular);
    } else if (plural) {
        lode_buf_puts(out, plural);
    } else {
        lode_buf_printf(out, "%ss", singular);
    }
}

void lode_text_append_bytes(LodeBuf *out, uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000) {
        lode_buf_printf(out, "%" PRIu64 " B", bytes);
        return;
    }
    double value = (double)bytes / 1000;
    size_t unit = 0;
    while (value >= 999.95 && unit + 1 < sizeof units / sizeof *units) {
        value /= 1000;
        unit++;
    }
    lode_buf_printf(out, "%.1f %s", value, units[unit]);
}

void lode_text_append_seconds(LodeBuf *out, double seconds)
{
    if (seconds < 0.9995) {
        lode_buf_printf(out, "%.0f ms", seconds * 1000);
    } else {
        lode_buf_printf(out, "%.2f s", seconds);
    }
}

void lode_text_wrap(LodeBuf *out, LodeStr text, size_t indent, size_t width, bool continues)
{
    size_t room = width > indent + 20 ? width - indent : 20;
    size_t column = 0;
    bool at_start = true;
    if (!continues) {
        lode_text_pad(out, indent);
    }
    size_t at = 0;
    while (at < text.size) {
        if (text.data[at] == '\n') {
            lode_buf_append_byte(out, '\n');
            at++;
            if (at < text.size && text.data[at] != '\n') {
                lode_text_pad(out, indent);
            }
            column = 0;
            at_start = true;
            continue;
        }
        size_t end = at;
        while (end < text.size && text.data[end] != ' ' && text.data[end] != '\n') {
            end++;
        }
        LodeStr word = lode_str_slice(text, at, end);
        size_t word_width = lode_text_width(word);
        if (!at_start && column + 1 + word_width > room) {
            lode_buf_append_byte(out, '\n');
            lode_text_pad(out, indent);
            column = 0;
            at_start = true;
        }
        if (!at_start) {
            lode_buf_append_byte(out, ' ');
            column++;
        }
        lode_buf_append(out, word);
        column += word_width;
        at_start = false;
        at = end < text.size && text.data[end] == ' ' ? end + 1 : end;
    }
    lode_buf_append_byte(out, '\n');
}

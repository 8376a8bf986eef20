/* Hosts. Reading order: IPv4, IPv6 (parser, serializer), domains, the host parser. */
#include "base/url_host.h"

#include "base/url_encode.h"
#include "base/utf.h"

#include <stdio.h>

/* No IPv4 number that matters reaches this: sums stop here instead of wrapping. */
#define TOO_LARGE (UINT64_C(1) << 40)

/* "IPv4 number parser": false for text that is no number. */
static bool parse_ipv4_number(LodeStr text, uint64_t *number)
{
    unsigned radix = 10;
    if (text.size == 0) {
        return false;
    }
    if (text.size >= 2 && text.data[0] == '0') {
        bool is_hex = (text.data[1] | 0x20) == 'x';
        radix = is_hex ? 16 : 8;
        text = lode_str_slice(text, is_hex ? 2 : 1, text.size);
    }
    *number = 0; /* "0x" alone is zero */
    for (size_t i = 0; i < text.size; i++) {
        int digit = lode__url_hex_value((unsigned char)text.data[i]);
        if (digit < 0 || (unsigned)digit >= radix) {
            return false;
        }
        *number = *number * radix + (unsigned)digit;
        if (*number > TOO_LARGE) {
            *number = TOO_LARGE;
        }
    }
    return true;
}

static LodeStr without_last_dot(LodeStr text)
{
    if (text.size > 1 && text.data[text.size - 1] == '.') {
        text.size--;
    }
    return text;
}

/* "Ends in a number checker". */
static bool ends_in_number(LodeStr text)
{
    text = without_last_dot(text);
    size_t dot = lode_str_find_last(text, '.');
    LodeStr last = dot == LODE_NOT_FOUND ? text : lode_str_slice(text, dot + 1, text.size);
    size_t digits = 0;
    while (digits < last.size && last.data[digits] >= '0' && last.data[digits] <= '9') {
        digits++;
    }
    uint64_t number;
    return (last.size > 0 && digits == last.size) || parse_ipv4_number(last, &number);
}

/* "IPv4 parser" and "IPv4 serializer". */
static bool parse_ipv4(LodeArena *arena, LodeStr text, LodeStr *host)
{
    uint64_t numbers[4];
    size_t count = 0;
    text = without_last_dot(text);
    for (size_t at = 0; at <= text.size;) {
        LodeStr rest = lode_str_slice(text, at, text.size);
        size_t dot = lode_str_find(rest, '.');
        LodeStr part = lode_str_slice(rest, 0, dot);
        if (count == 4 || !parse_ipv4_number(part, &numbers[count])) {
            return false;
        }
        count++;
        at += part.size + 1;
    }
    uint64_t address = numbers[count - 1];
    if (address >= UINT64_C(1) << (8 * (5 - count))) {
        return false;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        if (numbers[i] > 255) {
            return false;
        }
        address |= numbers[i] << (8 * (3 - i));
    }
    *host = lode_arena_printf(arena, "%u.%u.%u.%u", (unsigned)(address >> 24), (unsigned)(address >> 16 & 255),
                              (unsigned)(address >> 8 & 255), (unsigned)(address & 255));
    return true;
}

enum { PIECES = 8 };

/* The dotted tail of an IPv6 address at `at`, to the end: two pieces. */
static bool parse_ipv6_tail(LodeStr text, size_t at, uint16_t pieces[2])
{
    unsigned bytes[4];
    for (size_t i = 0; i < 4; i++) {
        if (i > 0) {
            if (at >= text.size || text.data[at] != '.') {
                return false;
            }
            at++;
        }
        size_t start = at;
        bytes[i] = 0;
        while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9') {
            if (at > start && bytes[i] == 0) {
                return false; /* a leading zero */
            }
            bytes[i] = bytes[i] * 10 + (unsigned)(text.data[at] - '0');
            if (bytes[i] > 255) {
                return false;
            }
            at++;
        }
        if (at == start) {
            return false;
        }
    }
    pieces[0] = (uint16_t)(bytes[0] << 8 | bytes[1]);
    pieces[1] = (uint16_t)(bytes[2] << 8 | bytes[3]);
    return at == text.size;
}

/* "IPv6 parser": the text between the brackets. */
static bool parse_ipv6(LodeStr text, uint16_t address[PIECES])
{
    size_t piece = 0;
    size_t compress = LODE_NOT_FOUND;
    size_t at = 0;
    memset(address, 0, PIECES * sizeof address[0]);
    if (text.size > 0 && text.data[0] == ':') {
        if (text.size < 2 || text.data[1] != ':') {
            return false;
        }
        at = 2;
        compress = piece = 1;
    }
    while (at < text.size) {
        if (piece == PIECES) {
            return false;
        }
        if (text.data[at] == ':') {
            if (compress != LODE_NOT_FOUND) {
                return false;
            }
            at++;
            compress = ++piece;
            continue;
        }
        unsigned value = 0;
        size_t length = 0;
        while (length < 4 && at < text.size && lode__url_hex_value((unsigned char)text.data[at]) >= 0) {
            value = value << 4 | (unsigned)lode__url_hex_value((unsigned char)text.data[at]);
            at++;
            length++;
        }
        if (at < text.size && text.data[at] == '.') {
            if (length == 0 || piece > PIECES - 2 || !parse_ipv6_tail(text, at - length, address + piece)) {
                return false;
            }
            piece += 2;
            break;
        }
        if (at < text.size) {
            if (text.data[at] != ':' || ++at == text.size) {
                return false; /* a byte that is no digit, a fifth digit, or a ':' at the end */
            }
        }
        address[piece++] = (uint16_t)value;
    }
    if (compress == LODE_NOT_FOUND) {
        return piece == PIECES;
    }
    /* The pieces after the "::" go to the end. */
    for (size_t moved = 0; moved < piece - compress && piece < PIECES; moved++) {
        size_t from = piece - 1 - moved;
        address[PIECES - 1 - moved] = address[from];
        address[from] = 0;
    }
    return true;
}

/* "IPv6 serializer", in brackets. */
static LodeStr serialize_ipv6(LodeArena *arena, const uint16_t address[PIECES])
{
    size_t zeros_start = PIECES;
    size_t zeros_count = 1; /* a run of one is not compressed */
    for (size_t i = 0; i < PIECES; i++) {
        size_t end = i;
        while (end < PIECES && address[end] == 0) {
            end++;
        }
        if (end - i > zeros_count) {
            zeros_start = i;
            zeros_count = end - i;
        }
        if (end > i) {
            i = end - 1;
        }
    }
    char text[48];
    size_t size = 0;
    text[size++] = '[';
    for (size_t i = 0; i < PIECES; i++) {
        if (i == zeros_start) {
            text[size++] = ':';
            if (i == 0) {
                text[size++] = ':';
            }
            i += zeros_count - 1;
            continue;
        }
        size += (size_t)snprintf(text + size, sizeof text - size, "%x", address[i]);
        if (i + 1 < PIECES) {
            text[size++] = ':';
        }
    }
    text[size++] = ']';
    return lode_arena_copy(arena, (LodeStr){text, size});
}

/* Whether a byte of the text is forbidden; bytes outside ASCII never are. */
static bool has_forbidden(LodeStr text, const LodeUrlSet *set)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < 0x80 && lode__url_set_has(set, text.data[i])) {
            return true;
        }
    }
    return false;
}

/* Whether IDNA would map a character outside ASCII to a space, which no domain may hold. */
static bool has_wide_space(LodeStr text)
{
    for (size_t i = 0; i < text.size;) {
        uint32_t point;
        i += lode_utf8_decode(text, i, &point);
        if (point == 0xA0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x205F ||
            point == 0x3000) {
            return true;
        }
    }
    return false;
}

/* Host parser, steps 4 to 9, for special schemes. */
static bool parse_domain(LodeArena *arena, LodeStr input, LodeStr *host)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    LodeStr domain = lode__url_percent_decode(arena, input);
    if (!lode_utf8_is_valid(domain) || lode_str_search(domain, lode_str(replacement)) != LODE_NOT_FOUND) {
        return false; /* U+FFFD is disallowed by IDNA */
    }
    if (domain.size == 0 || has_forbidden(domain, &lode__url_forbidden_domain_set) || has_wide_space(domain)) {
        return false;
    }
    char *bytes = lode_arena_alloc(arena, domain.size + 1);
    for (size_t i = 0; i < domain.size; i++) {
        char byte = domain.data[i];
        bytes[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
    }
    bytes[domain.size] = '\0';
    *host = (LodeStr){bytes, domain.size};
    return !ends_in_number(*host) || parse_ipv4(arena, *host, host);
}

bool lode__url_host_parse(LodeArena *arena, LodeStr input, bool is_opaque, LodeStr *host)
{
    if (input.size > 0 && input.data[0] == '[') {
        uint16_t address[PIECES];
        if (input.data[input.size - 1] != ']' || input.size < 2 ||
            !parse_ipv6(lode_str_slice(input, 1, input.size - 1), address)) {
            return false;
        }
        *host = serialize_ipv6(arena, address);
        return true;
    }
    if (!is_opaque) {
        return parse_domain(arena, input, host);
    }
    /* "Opaque-host parser" */
    if (has_forbidden(input, &lode__url_forbidden_host_set)) {
        return false;
    }
    *host = lode__url_encode(arena, input, &lode__url_c0_set);
    return true;
}

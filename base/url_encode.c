/* Percent-encoding. Reading order: the sets as the standard builds them, encoding, decoding. */
#include "base/url_encode.h"

#include "base/url.h"
#include "base/utf.h"

/* The bit of an ASCII byte in its half of a set. */
#define AT(byte) (UINT64_C(1) << ((byte)&0x3F))

#define C0_LOW UINT64_C(0xFFFFFFFF)
#define C0_HIGH AT(0x7F)
#define FRAGMENT_LOW (C0_LOW | AT(' ') | AT('"') | AT('<') | AT('>'))
#define FRAGMENT_HIGH (C0_HIGH | AT('`'))
#define QUERY_LOW (C0_LOW | AT(' ') | AT('"') | AT('#') | AT('<') | AT('>'))
#define QUERY_HIGH C0_HIGH
#define PATH_LOW (QUERY_LOW | AT('?'))
#define PATH_HIGH (QUERY_HIGH | AT('^') | AT('`') | AT('{') | AT('}'))
#define USERINFO_LOW (PATH_LOW | AT('/') | AT(':') | AT(';') | AT('='))
#define USERINFO_HIGH (PATH_HIGH | AT('@') | AT('[') | AT('\\') | AT(']') | AT('|'))
#define FORBIDDEN_HOST_LOW \
    (AT(0) | AT('\t') | AT('\n') | AT('\r') | AT(' ') | AT('#') | AT('/') | AT(':') | AT('<') | AT('>') | AT('?'))
#define FORBIDDEN_HOST_HIGH (AT('@') | AT('[') | AT('\\') | AT(']') | AT('^') | AT('|'))

/* Bytes outside ASCII are in every set. */
#define SET(low, high)                            \
    {                                             \
        {                                         \
            (low), (high), UINT64_MAX, UINT64_MAX \
        }                                         \
    }

const LodeUrlSet lode__url_c0_set = SET(C0_LOW, C0_HIGH);
const LodeUrlSet lode__url_fragment_set = SET(FRAGMENT_LOW, FRAGMENT_HIGH);
const LodeUrlSet lode__url_query_set = SET(QUERY_LOW, QUERY_HIGH);
const LodeUrlSet lode__url_special_query_set = SET(QUERY_LOW | AT('\''), QUERY_HIGH);
/* '^' came into the path set in 2024: Node 20 leaves it as it is, Node 26 encodes it. */
const LodeUrlSet lode__url_path_set = SET(PATH_LOW, PATH_HIGH);
const LodeUrlSet lode__url_userinfo_set = SET(USERINFO_LOW, USERINFO_HIGH);
const LodeUrlSet lode__url_not_plain_set = SET(PATH_LOW | AT('%') | AT(':'), PATH_HIGH | AT('\\') | AT('|'));
const LodeUrlSet lode__url_file_path_set =
    SET(PATH_LOW | AT('%'), PATH_HIGH | AT('[') | AT('\\') | AT(']') | AT('|') | AT('~'));
const LodeUrlSet lode__url_forbidden_host_set = SET(FORBIDDEN_HOST_LOW, FORBIDDEN_HOST_HIGH);
const LodeUrlSet lode__url_forbidden_domain_set =
    SET(FORBIDDEN_HOST_LOW | C0_LOW | AT('%'), FORBIDDEN_HOST_HIGH | C0_HIGH);

/* ECMA-262, encodeURIComponent: everything but letters, digits and "-_.!~*'()". */
#define DIGITS (UINT64_C(0x3FF) << '0')
#define LETTERS (UINT64_C(0x3FFFFFF) << 1 | UINT64_C(0x3FFFFFF) << 33)
static const LodeUrlSet component_set = SET(
    ~(DIGITS | AT('-') | AT('.') | AT('!') | AT('*') | AT('\'') | AT('(') | AT(')')), ~(LETTERS | AT('_') | AT('~')));

bool lode__url_set_meets(const LodeUrlSet *set, LodeStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (lode__url_set_has(set, text.data[i])) {
            return true;
        }
    }
    return false;
}

/* The sequence at `at` as it will be encoded: itself, or U+FFFD. Its size in the text is returned. */
static size_t sequence_at(LodeStr text, size_t at, char bytes[4], size_t *size)
{
    uint32_t code_point;
    size_t read = lode_utf8_decode(text, at, &code_point);
    *size = lode_utf8_encode(code_point, bytes);
    return read;
}

size_t lode__url_encoded_size(LodeStr text, const LodeUrlSet *set)
{
    size_t total = text.size;
    for (size_t i = 0; i < text.size;) {
        if ((unsigned char)text.data[i] < 0x80) {
            total += lode__url_set_has(set, text.data[i]) * (size_t)2;
            i++;
            continue;
        }
        char bytes[4];
        size_t size;
        size_t read = sequence_at(text, i, bytes, &size);
        total += 3 * size - read;
        i += read;
    }
    return total;
}

static char *write_escape(char *out, char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    *out++ = '%';
    *out++ = digits[(unsigned char)byte >> 4];
    *out++ = digits[(unsigned char)byte & 15];
    return out;
}

char *lode__url_encode_to(char *out, LodeStr text, const LodeUrlSet *set)
{
    for (size_t i = 0; i < text.size;) {
        size_t run = i;
        while (run < text.size && !lode__url_set_has(set, text.data[run])) {
            run++;
        }
        memcpy(out, text.data + i, run - i);
        out += run - i;
        if (run == text.size) {
            break;
        }
        char bytes[4];
        size_t size;
        i = run + sequence_at(text, run, bytes, &size);
        for (size_t k = 0; k < size; k++) {
            out = write_escape(out, bytes[k]);
        }
    }
    return out;
}

LodeStr lode__url_encode(LodeArena *arena, LodeStr text, const LodeUrlSet *set)
{
    if (text.size == 0) {
        return LODE_STR("");
    }
    size_t size = lode__url_encoded_size(text, set);
    char *out = lode_arena_alloc(arena, size + 1);
    if (size == text.size) {
        memcpy(out, text.data, size); /* encoding only ever adds bytes: the same size is the same text */
    } else {
        lode__url_encode_to(out, text, set);
    }
    out[size] = '\0';
    return (LodeStr){out, size};
}

int lode__url_hex_value(int byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    int lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

LodeStr lode__url_percent_decode(LodeArena *arena, LodeStr text)
{
    char *out = lode_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '%' && i + 2 < text.size) {
            int high = lode__url_hex_value((unsigned char)text.data[i + 1]);
            int low = lode__url_hex_value((unsigned char)text.data[i + 2]);
            if (high >= 0 && low >= 0) {
                out[size++] = (char)(high << 4 | low);
                i += 2;
                continue;
            }
        }
        out[size++] = text.data[i];
    }
    out[size] = '\0';
    return (LodeStr){out, size};
}

LodeStr lode_url_encode_component(LodeArena *arena, LodeStr text)
{
    return lode__url_encode(arena, text, &component_set);
}

/*
 * Percent-encoding: the sets of the URL Standard (section 1.3) and its two
 * directions. For the url_*.c files and for the few callers above that look into URLs.
 *
 * A set is 256 bits, one for each byte, made by the compiler from the standard's
 * own wording ("the query set and ..."). Bytes outside ASCII are in every set.
 * Text that is no UTF-8 is encoded as U+FFFD. Nothing is allocated but the
 * result.
 */
#ifndef LODE_BASE_URL_ENCODE_H
#define LODE_BASE_URL_ENCODE_H

#include "base/arena.h"

typedef struct LodeUrlSet {
    uint64_t bits[4]; /* one for each byte */
} LodeUrlSet;

extern const LodeUrlSet lode__url_c0_set;
extern const LodeUrlSet lode__url_fragment_set;
extern const LodeUrlSet lode__url_query_set;
extern const LodeUrlSet lode__url_special_query_set;
extern const LodeUrlSet lode__url_path_set;
extern const LodeUrlSet lode__url_userinfo_set;
/* What the path state does more with than copy: the path set, '%', and what ends or changes a path. */
extern const LodeUrlSet lode__url_not_plain_set;
/* What pathToFileURL encodes. */
extern const LodeUrlSet lode__url_file_path_set;
/* What a host must not hold (forbidden host code points) and a domain (forbidden domain code points). */
extern const LodeUrlSet lode__url_forbidden_host_set;
extern const LodeUrlSet lode__url_forbidden_domain_set;

static inline bool lode__url_set_has(const LodeUrlSet *set, char byte)
{
    unsigned char value = (unsigned char)byte;
    return set->bits[value >> 6] >> (value & 0x3F) & 1;
}

/* Whether a byte of `text` is in the set. */
bool lode__url_set_meets(const LodeUrlSet *set, LodeStr text);
size_t lode__url_encoded_size(LodeStr text, const LodeUrlSet *set);
/* Writes lode__url_encoded_size bytes, no NUL; returns the end. */
char *lode__url_encode_to(char *out, LodeStr text, const LodeUrlSet *set);
LodeStr lode__url_encode(LodeArena *arena, LodeStr text, const LodeUrlSet *set);
/* The value of a hexadecimal digit, or -1. */
int lode__url_hex_value(int byte);
/* "Percent-decode" of the standard: "%" without two digits stays. New in the arena. */
LodeStr lode__url_percent_decode(LodeArena *arena, LodeStr text);

#endif

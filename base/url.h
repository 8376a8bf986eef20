/*
 * URLs as the WHATWG URL Standard parses and writes them.
 *
 * What module resolution needs is exact: file:, data:, node: and other URLs
 * without an authority, relative references against them, percent-encoding, and
 * the two conversions between paths and file: URLs that Node has. Hosts of other
 * special URLs (https:) are checked and lower-cased in ASCII; names outside ASCII
 * are kept as written, for lode never opens them. Components are the standard's:
 * serialised, percent-encoded text. All results live in the arena.
 *
 * Specification: https://url.spec.whatwg.org/
 */
#ifndef LODE_BASE_URL_H
#define LODE_BASE_URL_H

#include "base/arena.h"

typedef struct LodeUrl {
    LodeStr scheme; /* lower case, without ':' */
    LodeStr username;
    LodeStr password;
    LodeStr host;     /* absent where null; empty for file:///… */
    LodeStr port;     /* digits; absent where null */
    LodeStr path;     /* "/a/b", or the opaque path ("fs" of node:fs) */
    LodeStr query;    /* without '?'; absent where null */
    LodeStr fragment; /* without '#'; absent where null */
    bool is_special;
    bool has_opaque_path;
} LodeUrl;

/*
 * new URL(input, base): false where that throws. `base` may be NULL. Input is
 * UTF-8; invalid bytes count as U+FFFD.
 */
bool lode_url_parse(LodeArena *arena, LodeStr input, const LodeUrl *base, LodeUrl *out);
/* The same question without an answer: URL.canParse(input). */
bool lode_url_can_parse(LodeStr input);
/* url.href */
LodeStr lode_url_href(LodeArena *arena, const LodeUrl *url);
/* url.pathname, search and hash as Node prints them ("?q", "" where empty). */
LodeStr lode_url_search(LodeArena *arena, const LodeUrl *url);
LodeStr lode_url_hash(LodeArena *arena, const LodeUrl *url);

/* pathToFileURL(path).href for an absolute path; a trailing slash is kept. */
LodeStr lode_url_from_path(LodeArena *arena, LodeStr path);
/* True where pathToFileURL(path).pathname is the path itself: no byte needs encoding. */
bool lode_url_path_is_plain(LodeStr path);

typedef enum LodeUrlPathStatus {
    LODE_URL_PATH_OK,
    LODE_URL_PATH_NOT_FILE,      /* ERR_INVALID_URL_SCHEME */
    LODE_URL_PATH_HAS_HOST,      /* ERR_INVALID_FILE_URL_HOST */
    LODE_URL_PATH_ENCODED_SLASH, /* ERR_INVALID_FILE_URL_PATH: %2F */
    LODE_URL_PATH_BAD_ENCODING   /* URIError: URI malformed, as decodeURIComponent finds it */
} LodeUrlPathStatus;

/* fileURLToPath(url) on POSIX. */
LodeUrlPathStatus lode_url_to_path(LodeArena *arena, const LodeUrl *url, LodeStr *path);

/* encodeURIComponent(text). */
LodeStr lode_url_encode_component(LodeArena *arena, LodeStr text);

#endif

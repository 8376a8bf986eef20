/*
 * data: URLs: what they are loaded as, and whether they can be read at all.
 *
 * `path` is the URL's pathname and `search` its query with the '?'. Nothing is
 * loaded here; the answers are those of Node's load step.
 */
#ifndef LODE_RESOLVER_DATA_URL_H
#define LODE_RESOLVER_DATA_URL_H

#include "resolver/resolver.h"

LodeFormat lode__format_of_data_url(LodeStr path, int node_version);
/* The MIME type as Node's pattern finds it; absent where the pattern does not match. */
LodeStr lode__mime_of_data_url(LodeStr path);
typedef enum LodeDataUrlStatus {
    LODE_DATA_URL_READABLE,
    LODE_DATA_URL_INVALID,  /* ERR_INVALID_URL: no comma, or a body that is no base64 though it says so */
    LODE_DATA_URL_MALFORMED /* URIError: Node 20 decodes the body as decodeURIComponent does */
} LodeDataUrlStatus;

LodeDataUrlStatus lode__data_url_check(LodeArena *arena, LodeStr path, LodeStr search, int node_version);

#endif

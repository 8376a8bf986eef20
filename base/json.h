/*
 * JSON documents that keep the order of keys and know where each value stands.
 *
 * The order of keys decides which condition of `exports` wins, and an error about
 * a package.json points at the byte, so both are part of the document. Parsing is
 * done by a library (docs/dependencies.md); this module turns its events into a
 * flat tree in an arena and owns nothing else. Duplicate keys follow JSON.parse:
 * the first keeps its place, the last gives the value. Integer-like keys are
 * listed first in ascending order, as objects of ECMAScript list them. Depth costs
 * no C stack. Numbers keep their text.
 */
#ifndef LODE_BASE_JSON_H
#define LODE_BASE_JSON_H

#include "base/arena.h"
#include "base/span.h"

typedef enum LodeJsonType {
    LODE_JSON_NULL,
    LODE_JSON_FALSE,
    LODE_JSON_TRUE,
    LODE_JSON_NUMBER,
    LODE_JSON_STRING,
    LODE_JSON_ARRAY,
    LODE_JSON_OBJECT
} LodeJsonType;

typedef struct LodeJson LodeJson;
struct LodeJson {
    LodeJsonType type;
    uint32_t count;    /* children of an array or object */
    LodeStr key;       /* of a member, unescaped; absent in arrays and at the root */
    LodeStr text;      /* string: its value in UTF-8; number: its text in the source */
    LodeSpan span;     /* of the value, quotes included */
    LodeSpan key_span; /* of the key, quotes included */
    LodeJson *first;   /* first child */
    LodeJson *next;    /* next sibling */
};

typedef struct LodeJsonError {
    LodeStr message; /* what was wrong, in the arena */
    uint32_t offset; /* of the offending byte */
} LodeJsonError;

/*
 * Parses the whole text (a leading BOM is the caller's business). NULL and
 * `*error` filled where it is not JSON; `error` may be NULL. The document and
 * everything in it live in `arena` and borrow nothing from `text`.
 */
LodeJson *lode_json_parse(LodeArena *arena, LodeStr text, LodeJsonError *error);

/* The member called `key`, or NULL; NULL where `object` is NULL or not an object. */
LodeJson *lode_json_get(const LodeJson *object, LodeStr key);
/* The string value, or the absent string where it is not a string. */
LodeStr lode_json_string(const LodeJson *value);

/* Appends a JSON string literal: control characters and '"' and '\\' escaped, invalid UTF-8 as U+FFFD. */
void lode_json_write_string(LodeBuf *out, LodeStr text);
/* JSON.stringify(value) without spaces. */
void lode_json_write(LodeBuf *out, const LodeJson *value);

#endif

/*
 * Where a JSON text goes wrong, and the words for it. Internal to the json_*.c
 * files.
 *
 * The offset is that of the first byte with which no JSON text could go on: what
 * stands before it is the start of one. yajl alone does not say that, for it reads
 * a token before it asks whether one may stand there. Costs a second pass over the
 * text before the error, only where there is one.
 */
#ifndef LODE_BASE_JSON_ERROR_H
#define LODE_BASE_JSON_ERROR_H

#include "base/json.h"

#include <yajl/yajl_parse.h>

/* yajl skips these too, but RFC 8259 has them nowhere. */
static inline bool lode__json_is_false_space(char c)
{
    return c == '\v' || c == '\f';
}

/* White space, and the two tokens that stand between others and give no event. */
static inline bool lode__json_is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
}

/* The allocator of the library, for yajl. */
extern yajl_alloc_funcs lode__json_memory;

/*
 * After yajl refused `text`: `end` is that of the last token that gave an event, `at_end`
 * whether yajl had taken the whole text and was told that it is over.
 */
LodeJsonError lode__json_error(LodeArena *arena, yajl_handle parser, LodeStr text, size_t end, bool at_end);

#endif

/* Errors of JSON texts. Reading order: yajl's words, whether a token fits, the offset. */
#include "base/json_error.h"

#include <stdlib.h>

static void *alloc_for_yajl(void *context, size_t size)
{
    (void)context;
    return lode_alloc(size);
}

static void *realloc_for_yajl(void *context, void *memory, size_t size)
{
    (void)context;
    return lode_realloc(memory, size);
}

static void free_for_yajl(void *context, void *memory)
{
    (void)context;
    free(memory);
}

yajl_alloc_funcs lode__json_memory = {alloc_for_yajl, realloc_for_yajl, free_for_yajl, NULL};

/* yajl's message in the arena, as it is: "parse error: premature EOF\n". */
static LodeStr words_of(LodeArena *arena, yajl_handle parser)
{
    unsigned char *words = yajl_get_error(parser, 0, NULL, 0);
    LodeStr message = lode_arena_copy(arena, lode_str((const char *)words));
    yajl_free_error(parser, words);
    return message;
}

/* The shortest whole token that starts as one with this byte does; NULL where none starts so. */
static const char *token_like(char first)
{
    switch (first) {
    case '"':
        return " \"\" ";
    case 't':
    case 'f':
    case 'n':
        return " null ";
    default:
        return first == '-' || (first >= '0' && first <= '9') ? " 0 " : NULL;
    }
}

/* Whether `token` may follow the text before it, which yajl has accepted; `*words` where not. */
static bool token_fits(LodeArena *arena, LodeStr before, const char *token, LodeStr *words)
{
    yajl_handle parser = yajl_alloc(NULL, &lode__json_memory, NULL);
    yajl_config(parser, yajl_dont_validate_strings, 1);
    yajl_status status = yajl_parse(parser, (const unsigned char *)before.data, before.size);
    if (status == yajl_status_ok) {
        status = yajl_parse(parser, (const unsigned char *)token, strlen(token));
    }
    if (status != yajl_status_ok) {
        *words = words_of(arena, parser);
    }
    yajl_free(parser);
    return status == yajl_status_ok;
}

/* The offset; `*words` is yajl's message and may be replaced. */
static size_t locate(LodeArena *arena, yajl_handle parser, LodeStr text, size_t end, bool at_end, LodeStr *words)
{
    size_t consumed = at_end ? text.size : yajl_get_bytes_consumed(parser);
    bool is_early_end = lode_str_search(*words, LODE_STR("premature EOF")) != LODE_NOT_FOUND;
    bool is_lexical = lode_str_starts_with(*words, LODE_STR("lexical error"));
    bool is_after_member = lode_str_search(*words, LODE_STR("after key and value")) != LODE_NOT_FOUND;
    size_t start = end; /* of the token at which yajl stopped */
    while (start < consumed && lode__json_is_gap(text.data[start])) {
        if (is_after_member && (text.data[start] == ',' || text.data[start] == ':')) {
            break;
        }
        start++;
    }
    if (is_after_member) {
        return start; /* here alone yajl goes back to the token, and in a string not far enough */
    }
    if (!is_early_end && !is_lexical) {
        return start < consumed ? start : consumed - 1; /* a whole token; a ',' or ':' is the last byte */
    }
    if (start == text.size) {
        return start;
    }
    const char *token = token_like(text.data[start]);
    if (!token || !token_fits(arena, lode_str_slice(text, 0, start), token, words)) {
        return start;
    }
    return consumed; /* the byte that breaks the token, or the end */
}

LodeJsonError lode__json_error(LodeArena *arena, yajl_handle parser, LodeStr text, size_t end, bool at_end)
{
    LodeStr words = words_of(arena, parser);
    size_t offset = locate(arena, parser, text, end, at_end, &words);
    if (offset < text.size && lode__json_is_false_space(text.data[offset])) {
        words = LODE_STR("invalid char in json text.");
    }
    while (words.size > 0 && (words.data[words.size - 1] == '\n' || words.data[words.size - 1] == '.')) {
        words.size--;
    }
    size_t colon = lode_str_search(words, LODE_STR("error: ")); /* "lexical error: " or "parse error: " */
    if (colon != LODE_NOT_FOUND) {
        words = lode_str_slice(words, colon + strlen("error: "), words.size);
    }
    return (LodeJsonError){lode_arena_copy(arena, words), (uint32_t)offset};
}

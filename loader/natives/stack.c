/* native('stack'): places and messages of the engine in those of the sources (sources.h), errors that C makes. */
#include "base/url.h"
#include "loader/sources.h"

/* The source under the URL of the first argument; NULL where it is unknown. */
static const LodeSource *source_of(LodeHost *host, size_t count, const LodeValue *arguments)
{
    LodeBuf url = {0};
    const LodeSource *source = NULL;
    if (lode__argument_text(host, count, arguments, 0, &url, NULL)) {
        source = lode__sources_find(host, lode_buf_str(&url));
    }
    lode_buf_release(&url);
    return source;
}

static uint32_t natural(LodeHost *host, size_t count, const LodeValue *arguments, size_t index)
{
    double value = lode__argument_number(host, count, arguments, index, 0);
    return value >= 0 && value <= (double)UINT32_MAX ? (uint32_t)value : 0;
}

/* column(url, line, column): the column of the source. */
static LodeValue column(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeSource *source = source_of(host, count, arguments);
    uint32_t at = natural(host, count, arguments, 2);
    return lode__number(host, source ? lode__source_column(source, natural(host, count, arguments, 1), at) : at);
}

/* The file of a URL or of an absolute path; absent where it is neither. */
static LodeStr path_of(LodeStr url, LodeArena *arena)
{
    LodeUrl parsed = {0};
    LodeStr path = LODE_STR_NONE;
    if (lode_str_starts_with(url, LODE_STR("/"))) {
        return lode_arena_copy(arena, url);
    }
    if (!lode_str_starts_with(url, LODE_STR("file:")) || !lode_url_parse(arena, url, NULL, &parsed) ||
        lode_url_to_path(arena, &parsed, &path) != LODE_URL_PATH_OK) {
        return LODE_STR_NONE;
    }
    return path;
}

/* line(url, number): the text of a line; undefined where it cannot be had. */
static LodeValue line(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeSource *source = source_of(host, count, arguments);
    LodeSource unknown = {.text = LODE_STR_NONE};
    LodeArena arena = {0};
    LodeBuf text = {0};
    if (!source) {
        /* What is no program was not added. */
        LodeBuf url = {0};
        lode__argument_text(host, count, arguments, 0, &url, NULL);
        unknown.path = path_of(lode_buf_str(&url), &arena);
        lode_buf_release(&url);
        source = &unknown;
    }
    bool is_there = lode__source_line(host, source, natural(host, count, arguments, 1), &text);
    LodeValue result = is_there ? lode__text(host, lode_buf_str(&text)) : lode__undefined(host);
    lode_buf_release(&text);
    lode_arena_release(&arena);
    return result;
}

/* message(url, text): a message of the engine in the words of the source. */
static LodeValue message(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeSource *source = source_of(host, count, arguments);
    LodeBuf text = {0};
    LodeArena arena = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 1, &text, thrown)) {
        LodeStr told = lode_buf_str(&text);
        result = lode__text(host, source && source->record ? lode_body_message(told, source->record, &arena) : told);
    }
    lode_arena_release(&arena);
    lode_buf_release(&text);
    return result;
}

void lode__finish_error(LodeHost *host, LodeValue error, const char *code)
{
    if (host->boot) {
        LodeValue pair[] = {error, code ? lode__text(host, lode_str(code)) : lode__undefined(host)};
        lode__host_call_boot(host, "adorn", 2, pair, NULL);
    }
}

static const LodeNativeEntry entries[] = {{"column", column}, {"line", line}, {"message", message}};

const LodeNativeSet lode__natives_stack = {
    .name = "stack", .entries = entries, .count = sizeof entries / sizeof *entries};

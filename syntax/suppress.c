/* Reading order: the words of one comment, the line after it, all comments. */
#include "syntax/suppress.h"

#include "syntax/cursor.h"
#include "syntax/trivia.h"
#include "syntax/unicode.h"

static const LodeStr directive = LODE_STR_INIT("lode-ignore-next-line");

bool lode_suppress_may_occur(LodeStr source)
{
    return source.size && memmem(source.data, source.size, directive.data, directive.size) != NULL;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\v' || byte == '\f';
}

static LodeStr trim(LodeStr text)
{
    while (text.size && is_blank(text.data[0])) {
        text = lode_str_slice(text, 1, text.size);
    }
    while (text.size && is_blank(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

/* The words in a comment, without its marks: the stars of a block too. */
static LodeStr inside(LodeStr comment)
{
    bool block = lode_str_starts_with(comment, LODE_STR("/*"));
    LodeStr text = lode_str_slice(comment, 2, comment.size);
    if (block && lode_str_ends_with(text, LODE_STR("*/"))) {
        text.size -= 2;
    }
    while (text.size && (is_blank(text.data[0]) || text.data[0] == '*')) {
        text = lode_str_slice(text, 1, text.size);
    }
    return trim(text);
}

/* Where ` -- ` begins that separates the reason, at a word's start; the size of the text if it is not there. */
static size_t find_dashes(LodeStr text)
{
    for (size_t at = 0; at + 2 <= text.size; at++) {
        bool dashes = text.data[at] == '-' && text.data[at + 1] == '-';
        if (dashes && (!at || is_blank(text.data[at - 1])) && (at + 2 == text.size || is_blank(text.data[at + 2]))) {
            return at;
        }
    }
    return text.size;
}

static LodeStr take(LodeStr text, LodeArena *arena)
{
    if (!text.size) {
        return LODE_STR_NONE;
    }
    LodeBuf clean = {0};
    lode_utf8_append_lossy(&clean, text);
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&clean));
    lode_buf_release(&clean);
    return copy;
}

/* False if the comment says something else. */
static bool read_comment(LodeStr comment, LodeSuppression *out, LodeArena *arena)
{
    LodeStr text = inside(comment);
    if (!lode_str_starts_with(text, directive) ||
        (text.size > directive.size && !is_blank(text.data[directive.size]))) {
        return false;
    }
    text = lode_str_slice(text, directive.size, text.size);
    size_t dashes = find_dashes(text);
    out->rule = take(trim(lode_str_slice(text, 0, dashes)), arena);
    out->reason = take(trim(lode_str_slice(text, dashes + 2, text.size)), arena);
    return true;
}

/* The start of the line after the one in which `at` is, or the size of the source. */
static size_t next_line(LodeStr source, size_t at)
{
    while (at < source.size && source.data[at] != '\n' && source.data[at] != '\r') {
        at++;
    }
    return at;
}

void lode_suppress_collect(LodeSuppressions *out, LodeStr source, const LodeComments *comments, LodeArena *arena)
{
    LodeCursor starts = lode_cursor(source);
    LodeCursor lines = lode_cursor(source);
    size_t token = 0; /* the first one after the line of the last comment; no other is between them */
    for (size_t i = 0; i < comments->count; i++) {
        LodeSuppression suppression = {.span = comments->items[i]};
        LodeSpan span = suppression.span;
        if (!read_comment(lode_str_slice(source, span.start, span.end), &suppression, arena)) {
            continue;
        }
        size_t line = next_line(source, span.end);
        if (line > token || !token) {
            bool newline;
            token = lode_trivia_skip(source, line, &newline);
        }
        suppression.position = lode_cursor_position(&starts, span.start);
        suppression.line = token < source.size ? lode_cursor_position(&lines, (uint32_t)token).line : 0;
        lode_vec_push(out, suppression);
    }
}

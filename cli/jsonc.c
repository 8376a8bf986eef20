#include "cli/jsonc.h"

/* The end of the string literal that begins at `at`; the end of the text where it has none. */
static size_t string_end(const LodeBuf *text, size_t at)
{
    for (at++; at < text->size && text->data[at] != '"'; at++) {
        at += text->data[at] == '\\' && at + 1 < text->size;
    }
    return at < text->size ? at + 1 : text->size;
}

/* The end of the comment at `at`; `at` itself where there is none, or one without an end. */
static size_t comment_end(const LodeBuf *text, size_t at)
{
    LodeStr rest = lode_str_slice(lode_buf_str(text), at, text->size);
    if (lode_str_starts_with(rest, LODE_STR("//"))) {
        size_t end = at;
        while (end < text->size && text->data[end] != '\n' && text->data[end] != '\r') {
            end++;
        }
        return end;
    }
    if (lode_str_starts_with(rest, LODE_STR("/*"))) {
        size_t length = lode_str_search(lode_str_slice(rest, 2, rest.size), LODE_STR("*/"));
        return length == LODE_NOT_FOUND ? at : at + 2 + length + 2;
    }
    return at;
}

static void blank(LodeBuf *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text->data[i] != '\n' && text->data[i] != '\r') {
            text->data[i] = ' ';
        }
    }
}

void lode_jsonc_blank(LodeBuf *text)
{
    size_t comma = LODE_NOT_FOUND; /* the last token, where it is a comma behind a value */
    char last = '{';               /* the last token's first byte */
    for (size_t at = 0; at < text->size;) {
        char c = text->data[at];
        size_t end = c == '/' ? comment_end(text, at) : at;
        if (end > at) {
            blank(text, at, end);
            at = end;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            at++;
        } else {
            if ((c == '}' || c == ']') && comma != LODE_NOT_FOUND) {
                text->data[comma] = ' ';
            }
            comma = c == ',' && !strchr("{[,:", last) ? at : LODE_NOT_FOUND;
            last = c;
            at = c == '"' ? string_end(text, at) : at + 1;
        }
    }
}

#include "syntax/trivia.h"

static size_t skip_line_comment(LodeStr source, size_t at)
{
    while (at < source.size && source.data[at] != '\n' && source.data[at] != '\r') {
        at++;
    }
    return at;
}

size_t lode_trivia_skip(LodeStr source, size_t at, bool *newline)
{
    *newline = false;
    while (at < source.size) {
        char byte = source.data[at];
        if (byte == '/' && at + 1 < source.size && source.data[at + 1] == '/') {
            at = skip_line_comment(source, at);
        } else if (byte == '/' && at + 1 < source.size && source.data[at + 1] == '*') {
            size_t end = lode_str_search(lode_str_slice(source, at + 2, source.size), LODE_STR("*/"));
            size_t after = end == LODE_NOT_FOUND ? source.size : at + 2 + end + 2;
            *newline |= lode_str_find(lode_str_slice(source, at, after), '\n') != LODE_NOT_FOUND;
            at = after;
        } else if (byte == '\n' || byte == '\r') {
            *newline = true;
            at++;
        } else if (byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f') {
            at++;
        } else {
            break;
        }
    }
    return at;
}

#include "loader/import_calls.h"

#include "syntax/words.h"

static const LodeStr word = LODE_STR_INIT("import");

/* Whether what follows the word can be the parenthesis of a call: it is one, or a comment, a phase or a rare blank. */
static bool can_call(LodeStr source, size_t at)
{
    while (at < source.size && (source.data[at] == ' ' || (source.data[at] >= '\t' && source.data[at] <= '\r'))) {
        at++;
    }
    return at < source.size && (strchr("(/.", source.data[at]) || (signed char)source.data[at] < 0);
}

bool lode__may_import(LodeStr source)
{
    for (size_t at = 0;;) {
        size_t found = lode_str_search(lode_str_slice(source, at, source.size), word);
        if (found == LODE_NOT_FOUND) {
            return false;
        }
        size_t start = at + found;
        at = start + word.size;
        if (!(start > 0 && lode_word_bytes[(unsigned char)source.data[start - 1]]) && can_call(source, at)) {
            return true;
        }
    }
}

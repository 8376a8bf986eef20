/* Reading order: the bytes around a word, the skim, both. */
#include "loader/import_calls.h"

#include "syntax/skim.h"

enum {
    SKIM_FROM = 16 * 1024, /* bytes; below, rewriting is cheap enough */
    SKIM_UP_TO = 1 << 30
};

static const LodeStr word = LODE_STR_INIT("import");

/* Whether what follows the word can be the parenthesis of a call: it is one, or a comment, a phase or a rare blank. */
static bool can_call(LodeStr source, size_t at)
{
    while (at < source.size && (source.data[at] == ' ' || (source.data[at] >= '\t' && source.data[at] <= '\r'))) {
        at++;
    }
    return at < source.size && (strchr("(/.", source.data[at]) || (signed char)source.data[at] < 0);
}

static bool has_candidate(LodeStr source)
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

/* Whether the skim is sure that no word of what counts is this one. */
static bool is_in_no_code(LodeStr source)
{
    LodeSkim skim = {0};
    LodeText text = {0};
    lode_text_clear(&text, source, 0);
    LodeSkimResult result = lode_skim(&skim, &text, 0, LODE_SKIM_CUT);
    bool is_sure = result == LODE_SKIM_NOTHING || result == LODE_SKIM_SHORT;
    for (size_t i = 0; is_sure && i < skim.words.count; i++) {
        is_sure = memcmp(text.bytes.data + skim.words.items[i], word.data, word.size) != 0;
    }
    lode_skim_release(&skim);
    lode_text_release(&text);
    return is_sure;
}

bool lode__may_import(LodeStr source)
{
    bool can_skim = source.size >= SKIM_FROM && source.size <= SKIM_UP_TO;
    return has_candidate(source) && !(can_skim && is_in_no_code(source));
}

/* Reading order: strings, clauses, one word, all words. */
#include "syntax/glean.h"

#include "syntax/constant.h"
#include "syntax/trivia.h"

enum { LONGEST_CLAUSE = 1 << 16 }; /* bytes between `import` and its string */

static size_t skip(LodeStr source, size_t at)
{
    bool newline;
    return lode_trivia_skip(source, at, &newline);
}

static char byte_at(LodeStr source, size_t at)
{
    return at < source.size ? source.data[at] : '\0';
}

/* The end of the string literal at `at`, or `at` if there is none. */
static size_t string_end(LodeStr source, size_t at)
{
    char quote = byte_at(source, at);
    if (quote != '"' && quote != '\'') {
        return at;
    }
    for (size_t end = at + 1; end < source.size && source.data[end] != '\n'; end++) {
        if (source.data[end] == quote) {
            return end + 1;
        }
        end += source.data[end] == '\\';
    }
    return at;
}

/* Whether the tree, whose `known` requests are first in the list and sorted, had this one. */
static bool is_known(const LodeRequests *self, size_t start)
{
    size_t count = self->known;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->list.items[middle].span.start < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && self->list.items[low].span.start == start;
}

static void add(LodeRequests *self, LodeStr source, LodeRequestKind kind, size_t start, size_t end)
{
    if (is_known(self, start)) {
        return;
    }
    LodeRequest request = {.kind = kind, .span = {(uint32_t)start, (uint32_t)end}};
    lode_buf_clear(&self->text);
    lode_constant_decode(&self->text, lode_str_slice(source, start + 1, end - 1), false);
    request.specifier = lode_arena_copy(self->arena, lode_buf_str(&self->text));
    lode_vec_push(&self->list, request);
}

/* `(` and a string and `)` or `,`. */
static void glean_call(LodeRequests *self, LodeStr source, LodeRequestKind kind, size_t parenthesis)
{
    size_t start = skip(source, parenthesis + 1);
    size_t end = string_end(source, start);
    char after = byte_at(source, skip(source, end));
    if (end > start && (after == ')' || after == ',')) {
        add(self, source, kind, start, end);
    }
}

/* What stands between `import` or `export` and `from`: names, strings, braces, commas, a star. */
static void glean_statement(LodeRequests *self, LodeStr source, LodeRequestKind kind, size_t at)
{
    size_t limit = at + LONGEST_CLAUSE;
    bool after_from = kind == LODE_REQUEST_IMPORT; /* import 'x' needs none */
    for (at = skip(source, at); at < source.size && at < limit; at = skip(source, at)) {
        size_t start = at;
        unsigned char byte = (unsigned char)source.data[at];
        if (byte == '"' || byte == '\'') {
            at = string_end(source, at);
            if (at == start) {
                return;
            }
            if (after_from) {
                add(self, source, kind, start, at);
                return;
            }
        } else if (lode_word_bytes[byte]) {
            while (at < source.size && lode_word_bytes[(unsigned char)source.data[at]]) {
                at++;
            }
            after_from = lode_str_equal(lode_str_slice(source, start, at), LODE_STR("from"));
        } else if (strchr("{},*", byte)) {
            at++;
            after_from = false;
        } else {
            return;
        }
    }
}

static bool is_word(LodeStr source, size_t at, LodeStr word)
{
    return lode_str_equal(lode_str_slice(source, at, at + word.size), word) &&
           !lode_word_bytes[(unsigned char)byte_at(source, at + word.size)];
}

/* Whether every `require` is called, has a member taken or is asked for its type. */
static bool require_looks_free(LodeStr source, const LodeOffsets *words)
{
    for (size_t i = 0; i < words->count; i++) {
        uint32_t at = words->items[i];
        if (is_word(source, at, LODE_STR("require"))) {
            char after = byte_at(source, skip(source, at + sizeof("require") - 1));
            bool asked = at >= 7 && memcmp(source.data + at - 7, "typeof ", 7) == 0;
            if (after != '(' && after != '.' && !asked) {
                return false;
            }
        }
    }
    return true;
}

void lode_glean(LodeRequests *requests, LodeStr source, const LodeOffsets *words, LodeArena *arena)
{
    requests->arena = arena;
    requests->known = requests->list.count;
    bool free_require = require_looks_free(source, words);
    for (size_t i = 0; i < words->count; i++) {
        size_t at = words->items[i];
        if (is_word(source, at, LODE_STR("import"))) {
            size_t next = skip(source, at + sizeof("import") - 1);
            if (byte_at(source, next) == '(') {
                glean_call(requests, source, LODE_REQUEST_DYNAMIC_IMPORT, next);
            } else {
                glean_statement(requests, source, LODE_REQUEST_IMPORT, next);
            }
        } else if (is_word(source, at, LODE_STR("export"))) {
            size_t next = skip(source, at + sizeof("export") - 1);
            if (byte_at(source, next) == '{' || byte_at(source, next) == '*') {
                glean_statement(requests, source, LODE_REQUEST_EXPORT_FROM, next);
            }
        } else if (free_require && is_word(source, at, LODE_STR("require"))) {
            size_t next = skip(source, at + sizeof("require") - 1);
            if (byte_at(source, next) == '(') {
                glean_call(requests, source, LODE_REQUEST_REQUIRE, next);
            }
        }
    }
    lode_requests_sort(requests);
}

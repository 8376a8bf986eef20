/*
 * Any bytes as a package.json, read as each Node reads them.
 *
 * Checked besides memory: tokens are those of a slow model; the shortcut for maps gives what
 * lode_json_parse gives; V8's grammar and lode_json_parse accept the same texts; fields and problems
 * exclude each other; all spans are inside the text, children inside their parents; Node 22, 24 and 26
 * agree; a text that both readers accept as JSON has the same `main` for both.
 */
#include "resolver/package_syntax.h"
#include "resolver/package_text.h"
#include "resolver/package_value.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Tokens byte by byte, without blocks. */
static void check_tokens(LodeStr text)
{
    LodeTokens tokens;
    lode__tokens_init(&tokens, text);
    bool in_string = false;
    bool is_escaped = false;
    bool is_after_scalar = false;
    bool has_control = false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_quote = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        bool is_operator = c && strchr("{}[]:,\f\x1A", c);
        bool is_other = !is_operator && (!c || !strchr(" \t\r\n", c));
        if (in_string) {
            has_control = has_control || c < 0x20;
            in_string = !is_quote;
            is_after_scalar = false;
            continue;
        }
        if (is_operator || (is_other && !is_after_scalar)) {
            require(tokens.first == c && tokens.start == i);
            lode__tokens_next(&tokens);
        }
        is_after_scalar = is_other && !is_quote;
        in_string = is_quote;
    }
    require(tokens.first == LODE_TOKEN_NONE && tokens.start == text.size);
    require(lode__tokens_are_flawed(&tokens) == (in_string || has_control));
    size_t offset = 0;
    require((lode__tokens_find_flaw(text, &offset) != NULL) == (in_string || has_control));
    require(offset <= text.size);
}

typedef LODE_VEC(const LodeJson *) Pending;

static void check_same(const LodeJson *one, const LodeJson *other)
{
    Pending rest = {0};
    lode_vec_push(&rest, one);
    lode_vec_push(&rest, other);
    while (rest.count) {
        other = lode_vec_pop(&rest);
        one = lode_vec_pop(&rest);
        require((one == NULL) == (other == NULL));
        if (!one) {
            continue;
        }
        require(one->type == other->type && one->count == other->count);
        require(lode_str_equal(one->key, other->key) && !one->key.data == !other->key.data);
        require(lode_str_equal(one->text, other->text) && !one->text.data == !other->text.data);
        require(memcmp(&one->span, &other->span, sizeof one->span) == 0);
        require(memcmp(&one->key_span, &other->key_span, sizeof one->key_span) == 0);
        lode_vec_push(&rest, one->first);
        lode_vec_push(&rest, other->first);
        lode_vec_push(&rest, one->next);
        lode_vec_push(&rest, other->next);
    }
    lode_vec_release(&rest);
}

/* The shortcut, on a text that is a value and nothing else. */
static void check_shortcut(LodeArena *arena, LodeStr text)
{
    LodeTokens tokens;
    lode__tokens_init(&tokens, text);
    LodeJson *plain = lode__package_value_read(arena, &tokens, 7);
    if (plain && tokens.first == LODE_TOKEN_NONE && !lode__tokens_are_flawed(&tokens) && !tokens.not_ascii) {
        const LodeJson *parsed = lode__package_value_parse(arena, text, 7);
        require(parsed != NULL);
        check_same(plain, parsed);
    }
}

static void check_spans(LodeStr text, const LodeJson *root)
{
    if (!root) {
        return;
    }
    require(root->span.start < root->span.end && root->span.end <= text.size);
    Pending rest = {0};
    lode_vec_push(&rest, root);
    while (rest.count) {
        const LodeJson *parent = lode_vec_pop(&rest);
        for (const LodeJson *child = parent->first; child; child = child->next) {
            require(child->span.start >= parent->span.start && child->span.end <= parent->span.end);
            require(child->key_span.end <= parent->span.end);
            lode_vec_push(&rest, child);
        }
    }
    lode_vec_release(&rest);
}

static void check_reading(LodeStr text, const LodePackageText *read)
{
    require(read->is_invalid == !lode_str_is_none(read->problem));
    require(read->problem_offset <= text.size && read->map_problem_offset <= text.size);
    if (read->is_invalid) {
        require(lode_str_is_none(read->name) && lode_str_is_none(read->main) && !read->exports && !read->imports);
    }
    require(lode_str_is_none(read->exports_problem) || !read->exports);
    require(lode_str_is_none(read->imports_problem) || !read->imports);
    check_spans(text, read->exports);
    check_spans(text, read->imports);
}

static void check_agreement(const LodePackageText *one, const LodePackageText *other)
{
    require(one->is_invalid == other->is_invalid && one->type == other->type);
    require(lode_str_equal(one->problem, other->problem) && lode_str_equal(one->name, other->name));
    require(lode_str_equal(one->main, other->main) && lode_str_equal(one->version, other->version));
    require(lode_str_equal(one->exports_problem, other->exports_problem));
    require(lode_str_equal(one->imports_problem, other->imports_problem));
    check_same(one->exports, other->exports);
    check_same(one->imports, other->imports);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LodeStr text = {(const char *)data, size};
    LodeArena arena = {0};
    check_tokens(text);
    check_shortcut(&arena, text);
    LodeStr message;
    uint32_t offset;
    bool is_json = lode__syntax_check(&arena, text, 26, NULL, NULL, &message, &offset);
    require(is_json == (lode_json_parse(&arena, text, NULL) != NULL));
    require(is_json || offset <= size);

    LodePackageText read[4];
    for (int i = 0; i < 4; i++) {
        lode__package_text_read(&arena, text, 20 + 2 * i, &read[i]);
        check_reading(text, &read[i]);
    }
    check_agreement(&read[1], &read[2]);
    check_agreement(&read[2], &read[3]);
    /* Keys without escapes are the same for both; an ignored `main` would leave an earlier one. */
    if (!read[0].is_invalid && !read[3].is_invalid && lode_str_find(text, '\\') == LODE_NOT_FOUND &&
        !lode_str_is_none(read[0].main)) {
        require(lode_str_equal(read[0].main, read[3].main));
    }
    lode_arena_release(&arena);
    return 0;
}

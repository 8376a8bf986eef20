/*
 * Any bytes as JSON.
 *
 * Checked besides memory: spans stand in order, inside the text and inside their parents, and cover what
 * they say; counts are those of the lists; no key comes twice, and array indices come first; an error
 * points into the text, and the text up to it is refused at its end or accepted; what is written reads
 * back to the same and is written the same.
 */
#include "base/json.h"
#include "base/utf.h"
#include "base/vec.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool starts_as(LodeJsonType type, char first)
{
    switch (type) {
    case LODE_JSON_NULL:
        return first == 'n';
    case LODE_JSON_FALSE:
        return first == 'f';
    case LODE_JSON_TRUE:
        return first == 't';
    case LODE_JSON_NUMBER:
        return first == '-' || (first >= '0' && first <= '9');
    case LODE_JSON_STRING:
        return first == '"';
    case LODE_JSON_ARRAY:
        return first == '[';
    case LODE_JSON_OBJECT:
        return first == '{';
    }
    return false;
}

static bool is_index(LodeStr key)
{
    bool is_digits = key.size > 0 && key.size < 10 && (key.size == 1 || key.data[0] != '0');
    for (size_t i = 0; i < key.size; i++) {
        is_digits = is_digits && key.data[i] >= '0' && key.data[i] <= '9';
    }
    return is_digits;
}

static void check_value(LodeStr text, const LodeJson *value)
{
    require(value->span.start < value->span.end && value->span.end <= text.size);
    require(starts_as(value->type, text.data[value->span.start]));
    if (value->type == LODE_JSON_NUMBER) {
        require(lode_str_equal(value->text, lode_str_slice(text, value->span.start, value->span.end)));
    }
    if (value->type == LODE_JSON_STRING) {
        require(lode_utf8_is_valid(value->text) && value->text.data[value->text.size] == '\0');
        require(text.data[value->span.end - 1] == '"');
    }
}

static void check_member(LodeStr text, const LodeJson *object, const LodeJson *member)
{
    require(lode_utf8_is_valid(member->key) && member->key.data[member->key.size] == '\0');
    require(member->key_span.start > object->span.start && member->key_span.end < member->span.start);
    require(text.data[member->key_span.start] == '"' && text.data[member->key_span.end - 1] == '"');
    require(lode_json_get(object, member->key) == member);
    if (member->next && is_index(member->next->key)) {
        require(is_index(member->key));
        require(member->key.size < member->next->key.size ||
                (member->key.size == member->next->key.size && lode_str_compare(member->key, member->next->key) < 0));
    }
}

static void check_tree(LodeStr text, const LodeJson *root)
{
    LODE_VEC(const LodeJson *) pending = {0};
    lode_vec_push(&pending, root);
    check_value(text, root);
    while (pending.count) {
        const LodeJson *parent = lode_vec_pop(&pending);
        uint32_t count = 0;
        for (const LodeJson *child = parent->first; child; child = child->next) {
            count++;
            check_value(text, child);
            require(child->span.start > parent->span.start && child->span.end < parent->span.end);
            require(lode_str_is_none(child->key) == (parent->type == LODE_JSON_ARRAY));
            if (parent->type == LODE_JSON_OBJECT && parent->count < 100) { /* each key is looked for from the first */
                check_member(text, parent, child);
            } else if (parent->type == LODE_JSON_ARRAY && child->next) {
                require(child->span.end < child->next->span.start);
            }
            lode_vec_push(&pending, child);
        }
        require(count == parent->count);
    }
    lode_vec_release(&pending);
}

static void check_written(LodeArena *arena, const LodeJson *root)
{
    LodeBuf first = {0};
    LodeBuf second = {0};
    lode_json_write(&first, root);
    require(lode_utf8_is_valid(lode_buf_str(&first)));
    LodeJson *again = lode_json_parse(arena, lode_buf_str(&first), NULL);
    require(again != NULL);
    check_tree(lode_buf_str(&first), again);
    lode_json_write(&second, again);
    require(lode_str_equal(lode_buf_str(&first), lode_buf_str(&second)));
    lode_buf_release(&first);
    lode_buf_release(&second);
}

static void check_error(LodeArena *arena, LodeStr text, LodeJsonError error)
{
    require(error.offset <= text.size && error.message.size > 0);
    require(error.message.data[error.message.size] == '\0');
    LodeJsonError at_end;
    if (!lode_json_parse(arena, lode_str_slice(text, 0, error.offset), &at_end)) {
        require(at_end.offset == error.offset);
    }
    if (error.offset < text.size) {
        LodeJsonError same;
        require(!lode_json_parse(arena, lode_str_slice(text, 0, error.offset + (size_t)1), &same));
        require(same.offset == error.offset);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LodeArena arena = {0};
    LodeStr text = {(const char *)data, size};
    LodeJsonError error;
    LodeJson *root = lode_json_parse(&arena, text, &error);
    if (root) {
        check_tree(text, root);
        check_written(&arena, root);
    } else {
        check_error(&arena, text, error);
    }
    LodeBuf literal = {0};
    lode_json_write_string(&literal, text);
    LodeJson *string = lode_json_parse(&arena, lode_buf_str(&literal), NULL);
    require(string && string->type == LODE_JSON_STRING);
    require(!lode_utf8_is_valid(text) || lode_str_equal(string->text, text));
    lode_buf_release(&literal);
    lode_arena_release(&arena);
    return 0;
}

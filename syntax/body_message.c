/* Messages of the engine, which quote the body, in the words of the source. */
#include "syntax/body.h"

#include "syntax/body_write.h"
#include "syntax/words.h"

/* What is left to read. */
typedef struct Reader {
    LodeStr rest;
    const LodeRecord *record;
    LodeBodyWriter scratch;
} Reader;

static bool take(LodeStr *rest, LodeStr text)
{
    bool is = lode_str_starts_with(*rest, text);
    if (is) {
        *rest = lode_str_slice(*rest, text.size, rest->size);
    }
    return is;
}

static bool is_digit(LodeStr rest)
{
    return rest.size && rest.data[0] >= '0' && rest.data[0] <= '9';
}

/* $lode, $lode1, … */
static bool take_parameter(LodeStr *rest)
{
    if (!take(rest, LODE_STR("$lode"))) {
        return false;
    }
    while (is_digit(*rest)) {
        *rest = lode_str_slice(*rest, 1, rest->size);
    }
    return true;
}

static bool goes_on(LodeStr rest)
{
    return rest.size && lode_word_bytes[(unsigned char)rest.data[0]];
}

/* .i[0].x, behind the parameter: the local name of the import, or none. */
static LodeStr take_read(Reader *self, LodeStr *rest)
{
    if (!take(rest, LODE_STR(".i[")) || !is_digit(*rest)) {
        return LODE_STR_NONE;
    }
    uint64_t request = 0;
    for (; is_digit(*rest) && request < UINT32_MAX; *rest = lode_str_slice(*rest, 1, rest->size)) {
        request = request * 10 + (uint64_t)(rest->data[0] - '0');
    }
    if (!take(rest, LODE_STR("]")) || request >= self->record->request_count) {
        return LODE_STR_NONE;
    }
    const LodeRequest *asked = &self->record->requests[request];
    for (uint32_t i = 0; i < asked->name_count; i++) {
        lode_buf_clear(&self->scratch.out);
        lode_body_write_member(&self->scratch, asked->names[i].imported);
        LodeStr member = lode_buf_str(&self->scratch.out);
        LodeStr behind = lode_str_slice(*rest, member.size, rest->size);
        bool whole = member.data[0] == '[' || !goes_on(behind);
        if (whole && !lode_str_is_none(asked->names[i].local) && take(rest, member)) {
            return asked->names[i].local;
        }
    }
    return LODE_STR_NONE;
}

/* What the text at the parameter's name stands for; `rest` is behind it then. None: for itself. */
static LodeStr take_quote(Reader *self)
{
    static const struct {
        LodeStr text;
        LodeStr meaning;
    } plain[] = {
        {LODE_STR_INIT(".meta"), LODE_STR_INIT("import.meta")},
        {LODE_STR_INIT(".import"), LODE_STR_INIT("import")},
        {LODE_STR_INIT("_default"), LODE_STR_INIT("default")},
    };
    LodeStr rest = self->rest;
    (void)take_parameter(&rest);
    LodeStr behind = rest;
    LodeStr meaning = LODE_STR_NONE;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (take(&behind, plain[i].text) && !goes_on(behind)) {
            self->rest = behind;
            return plain[i].meaning;
        }
        behind = rest;
    }
    bool called = take(&rest, LODE_STR(".call("));
    if (!called || take_parameter(&rest)) {
        meaning = take_read(self, &rest);
    }
    if (lode_str_is_none(meaning) || (called && !take(&rest, LODE_STR(")")))) {
        return LODE_STR_NONE;
    }
    self->rest = rest;
    return meaning;
}

/* Text without quotes, but for the name that stands for a free `arguments`. */
static void append_plain(LodeBuf *out, LodeStr text)
{
    static const LodeStr name = LODE_STR_INIT("arguments");
    LodeStr free_name = LODE_STR(LODE_BODY_FREE_ARGUMENTS);
    for (size_t at; (at = lode_str_search(text, free_name)) != LODE_NOT_FOUND;) {
        lode_buf_append(out, lode_str_slice(text, 0, at + name.size));
        text = lode_str_slice(text, at + free_name.size, text.size);
    }
    lode_buf_append(out, text);
}

LodeStr lode_body_message(LodeStr message, const LodeRecord *record, LodeArena *arena)
{
    LodeBuf out = {0};
    Reader reader = {.rest = message, .record = record};
    for (size_t at; (at = lode_str_search(reader.rest, LODE_STR("$lode"))) != LODE_NOT_FOUND;) {
        append_plain(&out, lode_str_slice(reader.rest, 0, at));
        reader.rest = lode_str_slice(reader.rest, at, reader.rest.size);
        LodeStr meaning = take_quote(&reader);
        if (lode_str_is_none(meaning)) {
            (void)take(&reader.rest, LODE_STR("$lode"));
            meaning = LODE_STR("$lode");
        }
        lode_buf_append(&out, meaning);
    }
    append_plain(&out, reader.rest);
    LodeStr result = lode_arena_copy(arena, lode_buf_str(&out));
    lode_buf_release(&out);
    lode_body_writer_release(&reader.scratch);
    return result;
}

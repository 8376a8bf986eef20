/* Error values. Reading order: the table, setting, notes, copies. */
#include "base/error.h"

#include <stdio.h>

static const struct {
    const char *code;
    const char *meaning;
} error_table[LODE_ERROR_COUNT] = {
    {"", ""},
#define LODE_ERROR(name, code, meaning) {code, meaning},
#include "base/errors.def"
#undef LODE_ERROR
};

const char *lode_error_code_text(LodeErrorCode code)
{
    return error_table[code].code;
}

const char *lode_error_code_meaning(LodeErrorCode code)
{
    return error_table[code].meaning;
}

LodeErrorCode lode_error_code_find(LodeStr text)
{
    for (int code = 1; code < LODE_ERROR_COUNT; code++) {
        if (lode_str_equal(text, lode_str(error_table[code].code))) {
            return (LodeErrorCode)code;
        }
    }
    return LODE_ERROR_NONE;
}

bool lode_error_set_text(LodeError *self, LodeErrorCode code, LodeStr message)
{
    if (self) {
        *self = (LodeError){.code = code, .message = message};
    }
    return false;
}

bool lode_error_set(LodeError *self, LodeArena *arena, LodeErrorCode code, const char *format, ...)
{
    if (!self) {
        return false;
    }
    LodeBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    lode_buf_message(&text, format, arguments);
    va_end(arguments);
    lode_error_set_text(self, code, lode_arena_copy(arena, lode_buf_str(&text)));
    lode_buf_release(&text);
    return false;
}

void lode_error_add_note(LodeError *self, LodeArena *arena, LodeStr text, LodeStr file, LodePosition position)
{
    if (!self) {
        return;
    }
    LodeErrorNote *note = LODE_ARENA_NEW(arena, LodeErrorNote, 1);
    note->text = lode_arena_copy(arena, text);
    note->file = lode_arena_copy(arena, file);
    note->position = position;
    LodeErrorNote **link = &self->notes;
    while (*link) {
        link = &(*link)->next;
    }
    *link = note;
}

LodeError lode_error_copy(LodeArena *arena, const LodeError *error)
{
    LodeError copy = {.code = error->code, .position = error->position};
    copy.message = lode_arena_copy(arena, error->message);
    copy.file = lode_arena_copy(arena, error->file);
    for (const LodeErrorNote *note = error->notes; note; note = note->next) {
        lode_error_add_note(&copy, arena, note->text, note->file, note->position);
    }
    return copy;
}

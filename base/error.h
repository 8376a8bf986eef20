/*
 * Errors are data.
 *
 * A function that can fail returns a status and fills a LodeError that stays
 * untouched on success. An error has a code of one table (errors.def), a message
 * of one or more lines (Node's text for Node's codes), a place where one is
 * known, and notes: what was tried, what would help. Nothing below cli/ prints.
 * Every string lives in the arena that the failing function was given.
 */
#ifndef LODE_BASE_ERROR_H
#define LODE_BASE_ERROR_H

#include "base/arena.h"
#include "base/span.h"

typedef enum LodeErrorCode {
    LODE_ERROR_NONE,
#define LODE_ERROR(name, code, meaning) LODE_ERROR_##name,
#include "base/errors.def"
#undef LODE_ERROR
    LODE_ERROR_COUNT
} LodeErrorCode;

typedef struct LodeErrorNote {
    LodeStr text;
    LodeStr file;          /* absent where the note is about no file */
    LodePosition position; /* line 0 where there is none */
    struct LodeErrorNote *next;
} LodeErrorNote;

typedef struct LodeError {
    LodeErrorCode code;
    LodeStr message;
    LodeStr file; /* the file the error is about (a package.json, a source); absent where none is */
    LodePosition position;
    LodeErrorNote *notes; /* in the order in which they were added */
} LodeError;

/* "ERR_MODULE_NOT_FOUND"; borrowed, static. */
const char *lode_error_code_text(LodeErrorCode code);
/* The meaning as in docs/errors.md; static. */
const char *lode_error_code_meaning(LodeErrorCode code);
/* The code with this text, or LODE_ERROR_NONE. */
LodeErrorCode lode_error_code_find(LodeStr text);

/* Fills `self` (NULL is allowed and does nothing); returns false so that callers can `return lode_error_set(…)`. */
__attribute__((format(printf, 4, 5))) bool lode_error_set(LodeError *self, LodeArena *arena, LodeErrorCode code,
                                                          const char *format, ...);
/* The same with a message that is ready; it is not copied. */
bool lode_error_set_text(LodeError *self, LodeErrorCode code, LodeStr message);
void lode_error_add_note(LodeError *self, LodeArena *arena, LodeStr text, LodeStr file, LodePosition position);
/* A copy whose strings live in `arena`. */
LodeError lode_error_copy(LodeArena *arena, const LodeError *error);

#endif

/*
 * Body write: a source with edits carried out, and where its columns went.
 *
 * The source is copied; in the place of each edit stands its new text, and then the line
 * feeds of what it replaced, so that lines stay. A place is noted wherever columns cease to run
 * in step with the source's. Inside the text for a name, places say the column of the name. Lines end
 * where ECMAScript says (12.3), columns are UTF-16 code units.
 *
 * One pass; linear in source, edits and new text.
 */
#ifndef LODE_SYNTAX_BODY_WRITE_H
#define LODE_SYNTAX_BODY_WRITE_H

#include "syntax/body.h"
#include "syntax/body_walk.h"

/*
 * A free `arguments` at the top level, which in a generator would be the generator's: a name that nothing has.
 * With a zero-width joiner behind, it looks the same in a message.
 */
#define LODE_BODY_FREE_ARGUMENTS "arguments\xE2\x80\x8D"

typedef struct LodeBodyWriter {
    LodeBuf out;
    LODE_VEC(LodeBodyPlace) places;
    LodeStr source;
    uint32_t at;            /* how much of the source is behind */
    uint32_t line;          /* from 0 */
    uint32_t column;        /* of `out`, from 0 */
    uint32_t source_column; /* of `at`, from 0 */
    LodeStr lode;           /* the name of the parameter */
    LodeBodyNames *names;
} LodeBodyWriter;

void lode_body_writer_release(LodeBodyWriter *self);
/* Text that stands for no place of the source. Without line ends. */
void lode_body_write(LodeBodyWriter *self, LodeStr text);
/* The same; `@` stands for the parameter's name. */
void lode_body_write_pattern(LodeBodyWriter *self, const char *pattern);
/* A string literal in double quotes. */
void lode_body_write_string(LodeBodyWriter *self, LodeStr value);
/* The property of a binding object: .x or ["a b"] */
void lode_body_write_member(LodeBodyWriter *self, LodeStr name);
/* The read of a followed name: $lode.i[0].x */
void lode_body_write_read(LodeBodyWriter *self, uint32_t name);
/* From here on columns run in step with the source's once more. */
void lode_body_write_place(LodeBodyWriter *self);
/* The source with its edits; the names are bound already. */
void lode_body_write_source(LodeBodyWriter *self, const LodeEdit *edits, size_t count);

#endif

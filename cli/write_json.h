/*
 * Writing JSON members one after the other.
 *
 * A comma is put in front of a member where the text so far does not end in an
 * opening bracket, a comma or a line feed, so writers need no bookkeeping. Whoever
 * empties the buffer in between writes its own separator first.
 */
#ifndef LODE_CLI_WRITE_JSON_H
#define LODE_CLI_WRITE_JSON_H

#include "base/error.h"

enum { LODE_SCHEMA_VERSION = 1 };

/* A comma where one is due. */
void lode_write_comma(LodeBuf *out);
/* "name": with the comma before it. */
void lode_write_key(LodeBuf *out, const char *name);
/* The absent string is null. */
void lode_write_text(LodeBuf *out, const char *name, LodeStr value);
void lode_write_number(LodeBuf *out, const char *name, uint64_t value);
void lode_write_bool(LodeBuf *out, const char *name, bool value);
/* {"schemaVersion":1 */
void lode_write_document(LodeBuf *out);
/* "name":{"code":…,"message":…} with "notes" and the place where there are any. */
void lode_write_error(LodeBuf *out, const char *name, const LodeError *error);
/* The same without a name, as an element of an array. */
void lode_write_error_object(LodeBuf *out, const LodeError *error);

#endif

/*
 * JSON with comments: what people write into configuration files.
 *
 * Line comments, block comments and a comma before a closing bracket become blanks of the
 * same size, so the text is JSON afterwards and each byte stands where it stood: positions in
 * errors are those of the file. Everything else is left for the parser to judge; a block
 * comment without an end stays, and is an error there. One pass, in place.
 */
#ifndef LODE_CLI_JSONC_H
#define LODE_CLI_JSONC_H

#include "base/str.h"

void lode_jsonc_blank(LodeBuf *text);

#endif

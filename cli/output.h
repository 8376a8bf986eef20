/*
 * Output: one document on its way to standard output or a file.
 *
 * Writers append to `buf` and call lode_output_step now and then, which writes
 * when enough has come together; nothing else buffers. The first failure is
 * kept and ends the writing. A reader that goes away early (EPIPE) is no
 * failure: what it did not want is dropped. A file is opened for the first
 * byte, so a run that fails before leaves an older file alone.
 */
#ifndef LODE_CLI_OUTPUT_H
#define LODE_CLI_OUTPUT_H

#include "cli/terminal.h"

typedef struct LodeOutput {
    LodeBuf buf;
    LodeTerminal terminal; /* of the place it goes to */
    const char *file;      /* NULL for standard output; borrowed */
    int descriptor;        /* -1 until the file is open */
    int error;             /* errno of the first failure, 0 */
    bool is_closed_early;  /* the reader went away */
} LodeOutput;

/* `file` NULL or "-" is standard output. Opens nothing yet. */
void lode_output_init(LodeOutput *self, const char *file, LodeColorWhen color);
/* Writes what has come together if that is much. */
void lode_output_step(LodeOutput *self);
/* Writes everything that has come together. */
void lode_output_flush(LodeOutput *self);
/* Writes the rest and releases everything. Returns the errno of the first failure, 0 where all is written. */
int lode_output_close(LodeOutput *self);

#endif

/*
 * Report: errors and warnings for people, on standard error.
 *
 * An error is shown as "lode: CODE: message", the place with its line of source
 * where one is known, and the notes below. Paths are made relative to the working
 * directory where they are inside of it.
 */
#ifndef LODE_CLI_REPORT_H
#define LODE_CLI_REPORT_H

#include "base/error.h"
#include "base/memo.h"
#include "cli/terminal.h"
#include "syntax/record.h"

typedef struct LodeReport {
    LodeTerminal terminal;     /* of standard error */
    LodeStr working_directory; /* absent: paths are shown as they are */
    LodeMemo *memo;            /* to read the lines that are shown; NULL: none are */
} LodeReport;

void lode_report_error(const LodeReport *self, const LodeError *error);
/* A syntax error in a source at an absolute path. */
void lode_report_diagnostic(const LodeReport *self, LodeStr path, const LodeDiagnostic *diagnostic);
/* "lode: ", the text on one line, and a line feed. */
__attribute__((format(printf, 1, 2))) void lode_report_say(const char *format, ...);

#endif

/*
 * lode run --trace: load events (loader/trace.h) on standard error, each as it happens.
 *
 * Text: milliseconds since the start, the event, what it is about; two columns deeper for
 * each body that is being run around it. Paths are relative to the working directory. JSON: one
 * object a line, times in microseconds, docs/schema/load-event.json.
 */
#ifndef LODE_CLI_LOAD_TRACE_H
#define LODE_CLI_LOAD_TRACE_H

#include "cli/table.h"
#include "cli/terminal.h"
#include "loader/trace.h"

typedef struct LodeLoadPrinter {
    LodeTraceForm form;
    LodeTerminal terminal; /* of standard error */
    LodeStr working_directory;
} LodeLoadPrinter;

void lode_load_print(const LodeLoadPrinter *self, const LodeLoadEvent *event);

#endif

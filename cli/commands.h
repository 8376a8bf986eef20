/*
 * Commands: one function and one file for each. A command returns the exit
 * status; everything it has to say has been written by then.
 */
#ifndef LODE_CLI_COMMANDS_H
#define LODE_CLI_COMMANDS_H

#include "cli/options.h"

int lode_cmd_graph(const LodeOptions *options);
int lode_cmd_check(const LodeOptions *options);
int lode_cmd_cycles(const LodeOptions *options);
int lode_cmd_why(const LodeOptions *options);
int lode_cmd_dependents(const LodeOptions *options);
int lode_cmd_resolve(const LodeOptions *options);
/* lode resolve --batch: cmd_batch.c */
int lode_cmd_batch(const LodeOptions *options);
int lode_cmd_exports(const LodeOptions *options);
int lode_cmd_run(const LodeOptions *options);
int lode_cmd_help(const LodeOptions *options);

#endif

/*
 * Help: the table of commands and options as text, manual page and Markdown.
 *
 * Three writers over the same data (table.h). The text is for a terminal of any
 * width; the manual page is roff (man macros); the Markdown is docs/commands.md.
 */
#ifndef LODE_CLI_HELP_H
#define LODE_CLI_HELP_H

#include "cli/output.h"
#include "cli/table.h"

/* lode --help */
void lode_help_overview(LodeOutput *out);
/* lode COMMAND --help */
void lode_help_command(LodeOutput *out, const LodeCommandInfo *command);
/* lode help --man */
void lode_help_man(LodeOutput *out);
/* lode help --markdown */
void lode_help_markdown(LodeOutput *out);

/* "lode 0.1.0" */
extern const char lode_version_line[];

#endif

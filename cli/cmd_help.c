/* lode help, --help and --version. */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/session.h"

int lode_cmd_help(const LodeOptions *options)
{
    const LodeCommandInfo *subject = options->command;
    if (subject && subject->id == LODE_COMMAND_HELP && options->operands.count > 0) {
        LodeStr name = options->operands.items[0];
        subject = lode_command_find(name);
        if (!subject) {
            lode_report_say("there is no command '%.*s'; 'lode help' lists them", LODE_STR_ARG(name));
            return LODE_STATUS_FAILED;
        }
    } else if (subject && subject->id == LODE_COMMAND_HELP && !options->wants_help) {
        subject = NULL;
    }
    LodeOutput out;
    lode_output_init(&out, options->wanted.items[0].file, options->color);
    if (options->wants_version) {
        lode_buf_printf(&out.buf, "%s\n", lode_version_line);
    } else if (options->given[LODE_OPTION_MAN]) {
        lode_help_man(&out);
    } else if (options->given[LODE_OPTION_MARKDOWN]) {
        lode_help_markdown(&out);
    } else if (subject) {
        lode_help_command(&out, subject);
    } else {
        lode_help_overview(&out);
    }
    int error = lode_output_close(&out);
    if (error) {
        lode_report_say("the text cannot be written: %s", strerror(error));
        return LODE_STATUS_FAILED;
    }
    return LODE_STATUS_CLEAN;
}

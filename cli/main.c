/* lode: reads the command line and hands over to one command. */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/session.h"

#include <stdio.h>
#include <unistd.h>

static int run(const LodeOptions *options)
{
    static int (*const commands[LODE_COMMAND_COUNT])(const LodeOptions *) = {
        [LODE_COMMAND_GRAPH] = lode_cmd_graph,
        [LODE_COMMAND_CHECK] = lode_cmd_check,
        [LODE_COMMAND_CYCLES] = lode_cmd_cycles,
        [LODE_COMMAND_WHY] = lode_cmd_why,
        [LODE_COMMAND_DEPENDENTS] = lode_cmd_dependents,
        [LODE_COMMAND_RESOLVE] = lode_cmd_resolve,
        [LODE_COMMAND_EXPORTS] = lode_cmd_exports,
        [LODE_COMMAND_HELP] = lode_cmd_help,
        [LODE_COMMAND_RUN] = lode_cmd_run,
    };
    if (options->wants_help || options->wants_version) {
        return lode_cmd_help(options);
    }
    return commands[options->command->id](options);
}

int main(int argc, char **argv)
{
    lode_terminal_setup();
    LodeArena arena = {0};
    LodeOptions options;
    LodeError error = {0};
    int status = LODE_STATUS_FAILED;
    if (lode_options_parse(&options, argc, argv, &arena, &error)) {
        status = run(&options);
    } else {
        LodeReport report = {.terminal = lode_terminal_of(STDERR_FILENO, options.color)};
        lode_report_error(&report, &error);
    }
    lode_options_release(&options);
    lode_arena_release(&arena);
    return status;
}

/*
 * The command line, read into values.
 *
 * Parsing follows the table (table.h) and nothing else. `--name VALUE`,
 * `--name=VALUE`, `-o VALUE`, `-oVALUE`; `--` ends the options; an option may
 * stand anywhere after the command. Of an option that takes one value the last
 * one counts. What is wrong comes back as LODE_USAGE with notes that say what
 * would be right. Values borrow from argv or live in the arena.
 */
#ifndef LODE_CLI_OPTIONS_H
#define LODE_CLI_OPTIONS_H

#include "base/error.h"
#include "base/vec.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "graph/view.h"
#include "loader/host.h"
#include "resolver/resolver.h"

enum { LODE_WHY_LIMIT_DEFAULT = 100 };

typedef LODE_VEC(LodeStr) LodeStrVec;

/* One document that is asked for: its format and where it goes (NULL: standard output). */
typedef struct LodeWanted {
    LodeFormatId format;
    const char *file;
} LodeWanted;

typedef struct LodeOptions {
    const LodeCommandInfo *command; /* NULL for `lode --help` and `lode --version` */
    bool wants_help;
    bool wants_version;
    bool given[LODE_OPTION_COUNT];
    LODE_VEC(LodeWanted) wanted; /* at least one */
    LodeStrVec operands;
    LodeStrVec conditions;
    LodeStrVec exclude;
    LodeStrVec include;
    LodeStrVec external;
    LodeStrVec focus;
    LodeStrVec entries;
    LodeStrVec rules; /* NAME=LEVEL as written */
    LodeStrVec only;
    LodeStrVec requires;
    LodeStrVec imports;
    LodeStr root; /* absent where it was not given; so the next seven */
    LodeStr since;
    LodeStr from;
    LodeStr config;
    LodeStr baseline;
    LodeStr explain;
    LodeStr code; /* of --eval or --print */
    LodeStr load_graph;
    int node_version;
    LodeTarget target;
    LodeKind kind;
    LodeColorWhen color;
    LodeCollapse collapse;
    LodeFailOn fail_on;
    LodeInputType input_type;
    LodeTraceForm load_trace;
    uint32_t depth;
    uint32_t focus_depth;
    uint32_t limit;
    uint32_t max_warnings;
    uint32_t threads; /* 0 where it was not given */
} LodeOptions;

/*
 * Reads argv (argv[0] is skipped). False with `*error` filled where it is wrong;
 * `self` then holds what was read before. Release in either case.
 */
bool lode_options_parse(LodeOptions *self, int argc, char **argv, LodeArena *arena, LodeError *error);
void lode_options_release(LodeOptions *self);

/* The command with this name, or NULL. */
const LodeCommandInfo *lode_command_find(LodeStr name);

#endif

/*
 * The one table of commands and options.
 *
 * Parsing, --help, the manual page and docs/commands.md all read it, so they
 * cannot say different things. A command or option that is not here does not
 * exist; one that is here works. Texts are plain sentences without mark-up but
 * `code`; paragraphs are separated by an empty line.
 */
#ifndef LODE_CLI_TABLE_H
#define LODE_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum LodeCommandId {
    LODE_COMMAND_GRAPH,
    LODE_COMMAND_CHECK,
    LODE_COMMAND_CYCLES,
    LODE_COMMAND_WHY,
    LODE_COMMAND_DEPENDENTS,
    LODE_COMMAND_RESOLVE,
    LODE_COMMAND_EXPORTS,
    LODE_COMMAND_RUN,
    LODE_COMMAND_HELP,
    LODE_COMMAND_COUNT
} LodeCommandId;

#define LODE_COMMAND_BIT(name) (1u << LODE_COMMAND_##name)

typedef enum LodeOptionId {
    LODE_OPTION_FORMAT,
    LODE_OPTION_JSON,
    LODE_OPTION_OUTPUT,
    LODE_OPTION_ROOT,
    LODE_OPTION_NODE_VERSION,
    LODE_OPTION_CONDITIONS,
    LODE_OPTION_TARGET,
    LODE_OPTION_PRESERVE_SYMLINKS,
    LODE_OPTION_PRESERVE_SYMLINKS_MAIN,
    LODE_OPTION_EXCLUDE,
    LODE_OPTION_INCLUDE,
    LODE_OPTION_EXTERNAL,
    LODE_OPTION_IGNORE_DYNAMIC,
    LODE_OPTION_DEPTH,
    LODE_OPTION_FOCUS,
    LODE_OPTION_FOCUS_DEPTH,
    LODE_OPTION_REVERSE,
    LODE_OPTION_ONLY_CYCLES,
    LODE_OPTION_COLLAPSE,
    LODE_OPTION_FAIL_ON,
    LODE_OPTION_RULE,
    LODE_OPTION_ONLY,
    LODE_OPTION_EXPLAIN,
    LODE_OPTION_MAX_WARNINGS,
    LODE_OPTION_BASELINE,
    LODE_OPTION_NO_BASELINE,
    LODE_OPTION_UPDATE_BASELINE,
    LODE_OPTION_ALL,
    LODE_OPTION_LIMIT,
    LODE_OPTION_SINCE,
    LODE_OPTION_ENTRY,
    LODE_OPTION_FROM,
    LODE_OPTION_KIND,
    LODE_OPTION_TRACE,
    LODE_OPTION_BATCH,
    LODE_OPTION_NO_DETECT,
    LODE_OPTION_EVAL,
    LODE_OPTION_PRINT,
    LODE_OPTION_INPUT_TYPE,
    LODE_OPTION_REQUIRE,
    LODE_OPTION_IMPORT,
    LODE_OPTION_LOAD_TRACE,
    LODE_OPTION_LOAD_GRAPH,
    LODE_OPTION_MAN,
    LODE_OPTION_MARKDOWN,
    LODE_OPTION_CONFIG,
    LODE_OPTION_NO_CONFIG,
    LODE_OPTION_THREADS,
    LODE_OPTION_COLOR,
    LODE_OPTION_HELP,
    LODE_OPTION_VERSION,
    LODE_OPTION_COUNT
} LodeOptionId;

typedef enum LodeValueKind {
    LODE_VALUE_NONE,   /* a flag */
    LODE_VALUE_TEXT,   /* anything but the empty text */
    LODE_VALUE_NUMBER, /* an integer from `minimum` to `maximum` */
    LODE_VALUE_CHOICE, /* one of `choices` */
    LODE_VALUE_MAYBE,  /* the same, only as --name=VALUE; the name alone means the first choice */
    LODE_VALUE_LIST,   /* names separated by commas */
    LODE_VALUE_CODE    /* anything, the empty text too */
} LodeValueKind;

typedef struct LodeChoice {
    const char *name; /* NULL ends the list */
    const char *summary;
    unsigned commands; /* bits of the commands that offer it; 0 for all */
    int value;         /* of the enum it stands for */
} LodeChoice;

typedef struct LodeOptionInfo {
    LodeOptionId id;
    LodeValueKind kind;
    const char *name;     /* two rows may have the same name where no command offers both */
    const char *argument; /* "DIR"; NULL for a flag */
    const LodeChoice *choices;
    const char *summary; /* one line, no full stop */
    const char *details; /* more sentences for the manual; NULL for none */
    uint32_t minimum;
    uint32_t maximum;
    unsigned commands;
    char short_name; /* 0 for none */
} LodeOptionInfo;

typedef struct LodeExample {
    const char *command; /* NULL ends the list */
    const char *says;
} LodeExample;

typedef struct LodeCommandInfo {
    LodeCommandId id;
    const char *name;
    const char *operands; /* as in a usage line */
    unsigned minimum_operands;
    unsigned maximum_operands; /* UINT32_MAX for any number */
    const char *summary;
    const char *details;
    const char *status; /* what its exit statuses mean */
    const LodeExample *examples;
    bool hands_on_rest; /* the first operand ends the options: what follows belongs to the program that is run */
} LodeCommandInfo;

/* Output formats: the values of --format. */
typedef enum LodeFormatId {
    LODE_OUTPUT_TEXT,
    LODE_OUTPUT_JSON,
    LODE_OUTPUT_NDJSON,
    LODE_OUTPUT_DOT,
    LODE_OUTPUT_MERMAID,
    LODE_OUTPUT_D2,
    LODE_OUTPUT_CSV,
    LODE_OUTPUT_MADGE,
    LODE_OUTPUT_METAFILE,
    LODE_OUTPUT_DEPCRUISE,
    LODE_OUTPUT_STATS,
    LODE_OUTPUT_SARIF,
    LODE_OUTPUT_GITHUB,
    LODE_OUTPUT_GITLAB,
    LODE_OUTPUT_JUNIT,
    LODE_OUTPUT_MARKDOWN
} LodeFormatId;

typedef enum LodeTraceForm { LODE_TRACE_TEXT, LODE_TRACE_JSON } LodeTraceForm;

typedef enum LodeFailOn { LODE_FAIL_ON_ANY, LODE_FAIL_ON_NEVER } LodeFailOn;

/* In the order of the enums. */
extern const LodeCommandInfo lode_commands[LODE_COMMAND_COUNT];
extern const LodeOptionInfo lode_option_table[LODE_OPTION_COUNT];

/* What the program is, in one line and in some. */
extern const char lode_summary[];
extern const char lode_about[];
/* What a word on the command line means: ENTRY, GLOB, … pairs of name and text, NULL at the end. */
extern const LodeExample lode_words[];
/* Environment variables that are read: pairs of name and text, NULL at the end. */
extern const LodeExample lode_environment[];

#endif

/* Reading order: messages, values, one option, what does not go together, the whole line. */
#include "cli/options.h"

#include "cli/suggest.h"

#include <stdlib.h>

typedef struct Parse {
    LodeOptions *options;
    LodeArena *arena;
    LodeError *error;
} Parse;

static void add_note(const Parse *parse, LodeStr text)
{
    lode_error_add_note(parse->error, parse->arena, text, LODE_STR_NONE, (LodePosition){0, 0});
}

/* "lode graph", or "lode" before a command is known. */
static const char *program_name(const Parse *parse)
{
    const LodeCommandInfo *command = parse->options->command;
    return command ? lode_arena_printf(parse->arena, "lode %s", command->name).data : "lode";
}

static bool offered(const LodeOptions *options, unsigned commands)
{
    if (!options->command) {
        return false;
    }
    return commands == 0 || (commands >> options->command->id) & 1u;
}

static bool fail_unknown_command(const Parse *parse, LodeStr word)
{
    lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "there is no command '%.*s'", LODE_STR_ARG(word));
    LodeSuggestion suggestion = {.word = word};
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        lode_suggest(&suggestion, lode_str(lode_commands[i].name));
    }
    if (suggestion.best.data) {
        add_note(parse, lode_arena_printf(parse->arena, "did you mean 'lode %s'?", suggestion.best.data));
    } else if (lode_str_find(word, '.') != LODE_NOT_FOUND || lode_str_find(word, '/') != LODE_NOT_FOUND) {
        add_note(parse, lode_arena_printf(parse->arena, "to see its graph: lode graph %.*s", LODE_STR_ARG(word)));
    }
    add_note(parse, LODE_STR("'lode help' lists the commands"));
    return false;
}

static bool fail_unknown_option(const Parse *parse, LodeStr word)
{
    const LodeCommandInfo *command = parse->options->command;
    LodeSuggestion suggestion = {.word = word};
    const LodeOptionInfo *elsewhere = NULL;
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        const LodeOptionInfo *option = &lode_option_table[i];
        LodeStr name = lode_arena_printf(parse->arena, "--%s", option->name);
        bool is_other = command && !((option->commands >> command->id) & 1u);
        if (!is_other) {
            lode_suggest(&suggestion, name);
        } else if (lode_str_equal(name, word)) {
            elsewhere = option;
        }
    }
    if (elsewhere) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "%s has no option '%.*s'",
                       program_name(parse), LODE_STR_ARG(word));
        LodeBuf text = {0};
        for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
            if ((elsewhere->commands >> i) & 1u) {
                lode_buf_printf(&text, "%s'lode %s'", text.size ? ", " : "", lode_commands[i].name);
            }
        }
        add_note(parse, lode_arena_printf(parse->arena, "it belongs to %s", text.data ? text.data : "no command"));
        lode_buf_release(&text);
    } else if (!command && suggestion.distance == 0 && suggestion.best.data) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "%.*s stands before the command",
                       LODE_STR_ARG(word));
        add_note(parse, LODE_STR("options come after it: lode COMMAND [OPTIONS] ..."));
    } else {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "unknown option '%.*s'", LODE_STR_ARG(word));
        if (suggestion.best.data) {
            add_note(parse, lode_arena_printf(parse->arena, "did you mean '%s'?", suggestion.best.data));
        }
    }
    add_note(parse, lode_arena_printf(parse->arena, "'%s --help' lists the options", program_name(parse)));
    return false;
}

static bool fail_choice(const Parse *parse, const LodeOptionInfo *option, LodeStr value)
{
    lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s cannot be '%.*s'", option->name,
                   LODE_STR_ARG(value));
    LodeSuggestion suggestion = {.word = value};
    LodeBuf text = {0};
    for (const LodeChoice *choice = option->choices; choice->name; choice++) {
        if (offered(parse->options, choice->commands)) {
            lode_suggest(&suggestion, lode_str(choice->name));
            lode_buf_printf(&text, "%s%s", text.size ? ", " : "", choice->name);
        }
    }
    if (suggestion.best.data) {
        add_note(parse, lode_arena_printf(parse->arena, "did you mean '%s'?", suggestion.best.data));
    }
    add_note(parse, lode_arena_printf(parse->arena, "it is one of: %s", text.data ? text.data : ""));
    lode_buf_release(&text);
    return false;
}

static bool read_number(const Parse *parse, const LodeOptionInfo *option, LodeStr value, uint32_t *number)
{
    uint64_t result = 0;
    bool is_number = value.size > 0 && value.size <= 10;
    for (size_t i = 0; is_number && i < value.size; i++) {
        is_number = value.data[i] >= '0' && value.data[i] <= '9';
        result = result * 10 + (uint64_t)(value.data[i] - '0');
    }
    if (!is_number || result < option->minimum || result > option->maximum) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s cannot be '%.*s'", option->name,
                       LODE_STR_ARG(value));
        add_note(parse, lode_arena_printf(parse->arena, "it is a whole number from %u to %u", option->minimum,
                                          option->maximum));
        return false;
    }
    *number = (uint32_t)result;
    return true;
}

static bool read_choice(const Parse *parse, const LodeOptionInfo *option, LodeStr value, int *number)
{
    for (const LodeChoice *choice = option->choices; choice->name; choice++) {
        if (lode_str_equal(lode_str(choice->name), value) && offered(parse->options, choice->commands)) {
            *number = choice->value;
            return true;
        }
    }
    return fail_choice(parse, option, value);
}

/* Names separated by commas; empty ones are passed over. */
static void read_list(LodeStrVec *list, LodeStr value)
{
    size_t start = 0;
    for (size_t at = 0; at <= value.size; at++) {
        if (at == value.size || value.data[at] == ',') {
            if (at > start) {
                lode_vec_push(list, lode_str_slice(value, start, at));
            }
            start = at + 1;
        }
    }
}

/* A format without a file yet takes `file`; without one, `file` waits for the next --format. */
static void add_file(LodeOptions *self, const char *file, const char **waiting)
{
    if (self->wanted.count > 0 && !lode_vec_last(&self->wanted).file) {
        lode_vec_last(&self->wanted).file = file;
    } else {
        *waiting = file;
    }
}

static void add_format(LodeOptions *self, LodeFormatId format, const char **waiting)
{
    lode_vec_push(&self->wanted, ((LodeWanted){format, *waiting}));
    *waiting = NULL;
}

/* Takes one option; `value` is absent for a flag. `waiting`: see add_file. */
static bool take(const Parse *parse, const LodeOptionInfo *option, LodeStr value, const char **waiting)
{
    LodeOptions *self = parse->options;
    self->given[option->id] = true;
    int number = 0;
    uint32_t size = 0;
    bool is_choice = option->kind == LODE_VALUE_CHOICE || option->kind == LODE_VALUE_MAYBE;
    if (is_choice && !read_choice(parse, option, value, &number)) {
        return false;
    }
    if (option->kind == LODE_VALUE_NUMBER && !read_number(parse, option, value, &size)) {
        return false;
    }
    if (option->kind == LODE_VALUE_TEXT && value.size == 0) {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s needs a value that is not empty",
                              option->name);
    }
    switch (option->id) {
    case LODE_OPTION_FORMAT:
        add_format(self, (LodeFormatId)number, waiting);
        break;
    case LODE_OPTION_JSON:
        add_format(self, LODE_OUTPUT_JSON, waiting);
        break;
    case LODE_OPTION_OUTPUT:
        if (*waiting) {
            lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "'-o %s' has no --format of its own",
                           *waiting);
            add_note(parse, LODE_STR("write --format FORMAT before each -o FILE"));
            return false;
        }
        add_file(self, value.data, waiting);
        break;
    case LODE_OPTION_ROOT:
        self->root = value;
        break;
    case LODE_OPTION_NODE_VERSION:
        self->node_version = number;
        break;
    case LODE_OPTION_CONDITIONS:
        read_list(&self->conditions, value);
        break;
    case LODE_OPTION_TARGET:
        self->target = (LodeTarget)number;
        break;
    case LODE_OPTION_EXCLUDE:
        lode_vec_push(&self->exclude, value);
        break;
    case LODE_OPTION_INCLUDE:
        lode_vec_push(&self->include, value);
        break;
    case LODE_OPTION_EXTERNAL:
        lode_vec_push(&self->external, value);
        break;
    case LODE_OPTION_DEPTH:
        self->depth = size;
        break;
    case LODE_OPTION_FOCUS:
        lode_vec_push(&self->focus, value);
        break;
    case LODE_OPTION_FOCUS_DEPTH:
        self->focus_depth = size;
        break;
    case LODE_OPTION_COLLAPSE:
        self->collapse = (LodeCollapse)number;
        break;
    case LODE_OPTION_FAIL_ON:
        self->fail_on = (LodeFailOn)number;
        break;
    case LODE_OPTION_LIMIT:
        self->limit = size;
        break;
    case LODE_OPTION_SINCE:
        self->since = value;
        break;
    case LODE_OPTION_ENTRY:
        lode_vec_push(&self->entries, value);
        break;
    case LODE_OPTION_FROM:
        self->from = value;
        break;
    case LODE_OPTION_KIND:
        self->kind = (LodeKind)number;
        break;
    case LODE_OPTION_RULE:
        lode_vec_push(&self->rules, value);
        break;
    case LODE_OPTION_ONLY:
        read_list(&self->only, value);
        break;
    case LODE_OPTION_EXPLAIN:
        self->explain = value;
        break;
    case LODE_OPTION_MAX_WARNINGS:
        self->max_warnings = size;
        break;
    case LODE_OPTION_BASELINE:
        self->baseline = value;
        break;
    case LODE_OPTION_CONFIG:
        self->config = value;
        break;
    case LODE_OPTION_THREADS:
        self->threads = size;
        break;
    case LODE_OPTION_COLOR:
        self->color = (LodeColorWhen)number;
        break;
    case LODE_OPTION_HELP:
        self->wants_help = true;
        break;
    case LODE_OPTION_VERSION:
        self->wants_version = true;
        break;
    case LODE_OPTION_EVAL:
    case LODE_OPTION_PRINT:
        self->code = value;
        break;
    case LODE_OPTION_INPUT_TYPE:
        self->input_type = (LodeInputType)number;
        break;
    case LODE_OPTION_REQUIRE:
        lode_vec_push(&self->requires, value);
        break;
    case LODE_OPTION_IMPORT:
        lode_vec_push(&self->imports, value);
        break;
    case LODE_OPTION_LOAD_TRACE:
        self->load_trace = (LodeTraceForm)number;
        break;
    case LODE_OPTION_LOAD_GRAPH:
        self->load_graph = value;
        break;
    case LODE_OPTION_PRESERVE_SYMLINKS: /* flags that are read from `given` */
    case LODE_OPTION_PRESERVE_SYMLINKS_MAIN:
    case LODE_OPTION_IGNORE_DYNAMIC:
    case LODE_OPTION_REVERSE:
    case LODE_OPTION_ONLY_CYCLES:
    case LODE_OPTION_ALL:
    case LODE_OPTION_NO_BASELINE:
    case LODE_OPTION_UPDATE_BASELINE:
    case LODE_OPTION_NO_CONFIG:
    case LODE_OPTION_TRACE:
    case LODE_OPTION_BATCH:
    case LODE_OPTION_NO_DETECT:
    case LODE_OPTION_MAN:
    case LODE_OPTION_MARKDOWN:
    case LODE_OPTION_COUNT:
        break;
    }
    return true;
}

/* The option of the command (or of lode itself) that a word names; NULL where there is none. */
static const LodeOptionInfo *find_option(const LodeOptions *self, LodeStr name, char short_name)
{
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        const LodeOptionInfo *option = &lode_option_table[i];
        bool is_it = short_name ? option->short_name == short_name : lode_str_equal(lode_str(option->name), name);
        bool is_global = option->id == LODE_OPTION_HELP || option->id == LODE_OPTION_VERSION;
        if (is_it && (is_global || offered(self, option->commands))) {
            return option;
        }
    }
    return NULL;
}

/* One word that begins with '-', and the next one where it takes a value from there; `*at` is moved over it. */
static bool parse_option(const Parse *parse, int argc, char **argv, int *at, const char **waiting)
{
    LodeStr word = lode_str(argv[*at]);
    bool is_long = lode_str_starts_with(word, LODE_STR("--"));
    LodeStr name = lode_str_slice(word, is_long ? 2 : 1, word.size);
    LodeStr value = LODE_STR_NONE;
    size_t equals = is_long ? lode_str_find(name, '=') : LODE_NOT_FOUND;
    if (equals != LODE_NOT_FOUND) {
        value = lode_str(name.data + equals + 1);
        name = lode_str_slice(name, 0, equals);
    } else if (!is_long && name.size > 1) {
        value = lode_str(name.data + 1);
    }
    const LodeOptionInfo *option = find_option(parse->options, name, is_long ? 0 : name.data[0]);
    if (!option) {
        LodeStr shown = is_long ? lode_str_slice(word, 0, name.size + 2) : word;
        return fail_unknown_option(parse, shown);
    }
    if (option->kind == LODE_VALUE_NONE) {
        if (!lode_str_is_none(value)) {
            return is_long ? lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s takes no value",
                                            option->name)
                           : fail_unknown_option(parse, word);
        }
        return take(parse, option, value, waiting);
    }
    if (lode_str_is_none(value) && option->kind == LODE_VALUE_MAYBE) {
        value = lode_str(option->choices[0].name);
    }
    if (lode_str_is_none(value)) {
        if (*at + 1 >= argc) {
            lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s needs a value: --%s %s",
                           option->name, option->name, option->argument);
            return false;
        }
        value = lode_str(argv[++*at]);
    }
    return take(parse, option, value, waiting);
}

static bool need(const Parse *parse, LodeOptionId given, LodeOptionId other)
{
    if (!parse->options->given[given] || parse->options->given[other]) {
        return true;
    }
    return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s means nothing without --%s",
                          lode_option_table[given].name, lode_option_table[other].name);
}

static bool exclude_each_other(const Parse *parse, LodeOptionId one, LodeOptionId other)
{
    if (!parse->options->given[one] || !parse->options->given[other]) {
        return true;
    }
    return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "--%s and --%s do not go together",
                          lode_option_table[one].name, lode_option_table[other].name);
}

static bool check_outputs(const Parse *parse)
{
    LodeOptions *self = parse->options;
    unsigned to_standard_output = 0;
    for (size_t i = 0; i < self->wanted.count; i++) {
        const char *file = self->wanted.items[i].file;
        to_standard_output += !file || strcmp(file, "-") == 0;
        for (size_t j = 0; file && j < i; j++) {
            const char *other = self->wanted.items[j].file;
            if (other && strcmp(other, file) == 0) {
                return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                                      "two formats would be written to '%s'", file);
            }
        }
    }
    if (to_standard_output > 1) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "%u formats would go to standard output",
                       to_standard_output);
        add_note(parse, LODE_STR("give all but one a file: --format FORMAT -o FILE"));
        return false;
    }
    return true;
}

static bool takes_batch(const LodeCommandInfo *command)
{
    return (lode_option_table[LODE_OPTION_BATCH].commands >> command->id) & 1u;
}

static bool check_operands(const Parse *parse)
{
    const LodeOptions *self = parse->options;
    const LodeCommandInfo *command = self->command;
    size_t count = self->operands.count;
    if (count > command->maximum_operands) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "'%.*s' is one argument too many",
                       LODE_STR_ARG(self->operands.items[command->maximum_operands]));
    } else if (count < command->minimum_operands) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "lode %s needs %s", command->name,
                       command->operands);
    } else if (takes_batch(command) && count == 0 && !self->given[LODE_OPTION_BATCH]) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "lode %s needs a %s, or --batch",
                       command->name, command->operands);
    } else if (takes_batch(command) && count > 0 && self->given[LODE_OPTION_BATCH]) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                       "--batch reads its requests from standard input: '%.*s' is one too many",
                       LODE_STR_ARG(self->operands.items[0]));
    } else if (command->id == LODE_COMMAND_RUN && count == 0 && lode_str_is_none(self->code)) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "lode run needs a FILE, or --eval CODE");
        add_note(parse, LODE_STR("FILE `-` is standard input"));
    } else if (command->id == LODE_COMMAND_DEPENDENTS && count == 0 && !self->given[LODE_OPTION_SINCE]) {
        lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                       "lode dependents needs a FILE, or --since REV");
    } else {
        return true;
    }
    add_note(parse, lode_arena_printf(parse->arena, "usage: lode %s [OPTIONS] %s", command->name, command->operands));
    return false;
}

/* Whether what is run comes from no file. */
static bool runs_text(const LodeOptions *self)
{
    bool is_input = self->operands.count > 0 && lode_str_equal(self->operands.items[0], LODE_STR("-"));
    return is_input || !lode_str_is_none(self->code);
}

static bool check_together(const Parse *parse)
{
    const LodeOptions *self = parse->options;
    if (!need(parse, LODE_OPTION_FOCUS_DEPTH, LODE_OPTION_FOCUS) || !need(parse, LODE_OPTION_LIMIT, LODE_OPTION_ALL) ||
        !exclude_each_other(parse, LODE_OPTION_BATCH, LODE_OPTION_TRACE) ||
        !exclude_each_other(parse, LODE_OPTION_CONFIG, LODE_OPTION_NO_CONFIG) ||
        !exclude_each_other(parse, LODE_OPTION_BASELINE, LODE_OPTION_NO_BASELINE) ||
        !exclude_each_other(parse, LODE_OPTION_UPDATE_BASELINE, LODE_OPTION_NO_BASELINE) ||
        !exclude_each_other(parse, LODE_OPTION_EVAL, LODE_OPTION_PRINT) ||
        !exclude_each_other(parse, LODE_OPTION_MAN, LODE_OPTION_MARKDOWN) || !check_outputs(parse)) {
        return false;
    }
    if (takes_batch(self->command) && self->command->id != LODE_COMMAND_EXPORTS &&
        !need(parse, LODE_OPTION_THREADS, LODE_OPTION_BATCH)) {
        return false;
    }
    if (self->given[LODE_OPTION_BATCH] && self->given[LODE_OPTION_FORMAT]) {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                              "--batch writes one line of JSON for each request: it takes no --format");
    }
    if ((self->given[LODE_OPTION_MAN] || self->given[LODE_OPTION_MARKDOWN]) && self->operands.count > 0) {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                              "--man and --markdown describe all commands: '%.*s' is one argument too many",
                              LODE_STR_ARG(self->operands.items[0]));
    }
    if (self->given[LODE_OPTION_EXPLAIN] &&
        (self->operands.count > 0 || self->given[LODE_OPTION_FORMAT] || self->given[LODE_OPTION_JSON])) {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                              "--explain describes a rule: it takes no ENTRY and no --format");
    }
    if (self->given[LODE_OPTION_INPUT_TYPE] && self->operands.count > 0 && !runs_text(self)) {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE,
                              "--input-type is for code from --eval, --print or standard input: what '%.*s' is, its "
                              "name and its package say",
                              LODE_STR_ARG(self->operands.items[0]));
    }
    if (self->given[LODE_OPTION_SINCE] && self->since.data[0] == '-') {
        return lode_error_set(parse->error, parse->arena, LODE_ERROR_LODE_USAGE, "'%.*s' is no git revision",
                              LODE_STR_ARG(self->since));
    }
    return check_operands(parse);
}

const LodeCommandInfo *lode_command_find(LodeStr name)
{
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        if (lode_str_equal(lode_str(lode_commands[i].name), name)) {
            return &lode_commands[i];
        }
    }
    return NULL;
}

bool lode_options_parse(LodeOptions *self, int argc, char **argv, LodeArena *arena, LodeError *error)
{
    *self = (LodeOptions){
        .root = LODE_STR_NONE,
        .since = LODE_STR_NONE,
        .from = LODE_STR_NONE,
        .config = LODE_STR_NONE,
        .baseline = LODE_STR_NONE,
        .explain = LODE_STR_NONE,
        .code = LODE_STR_NONE,
        .load_graph = LODE_STR_NONE,
        .node_version = lode_resolver_options_default().node_version,
        .focus_depth = 1,
        .limit = LODE_WHY_LIMIT_DEFAULT,
    };
    Parse parse = {self, arena, error};
    const char *waiting = NULL;
    bool options_ended = false;
    for (int at = 1; at < argc; at++) {
        LodeStr word = lode_str(argv[at]);
        if (!options_ended && lode_str_equal(word, LODE_STR("--"))) {
            options_ended = true;
        } else if (!options_ended && word.size > 1 && word.data[0] == '-') {
            if (!parse_option(&parse, argc, argv, &at, &waiting)) {
                return false;
            }
        } else if (!self->command) {
            self->command = lode_command_find(word);
            if (!self->command) {
                return fail_unknown_command(&parse, word);
            }
        } else {
            lode_vec_push(&self->operands, word);
            options_ended |= self->command->hands_on_rest;
        }
        if (self->wants_help || self->wants_version) {
            /* Whatever else is wrong with the line: who asks for help gets it. */
            lode_vec_push(&self->wanted, ((LodeWanted){LODE_OUTPUT_TEXT, NULL}));
            return true;
        }
    }
    if (!self->command) {
        lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "lode needs a command");
        add_note(&parse, LODE_STR("'lode help' lists the commands"));
        return false;
    }
    if (self->wanted.count == 0 || waiting) {
        add_format(self, LODE_OUTPUT_TEXT, &waiting);
    }
    return check_together(&parse);
}

void lode_options_release(LodeOptions *self)
{
    lode_vec_release(&self->wanted);
    lode_vec_release(&self->operands);
    lode_vec_release(&self->conditions);
    lode_vec_release(&self->exclude);
    lode_vec_release(&self->include);
    lode_vec_release(&self->external);
    lode_vec_release(&self->focus);
    lode_vec_release(&self->entries);
    lode_vec_release(&self->rules);
    lode_vec_release(&self->only);
    lode_vec_release(&self->requires);
    lode_vec_release(&self->imports);
}

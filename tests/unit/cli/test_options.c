/* The command line, and the table that it is read by. */
#include "cli/options.c"
#include "cli/suggest.c"
#include "cli/table.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

static LodeArena arena;

/* Reads a line whose words are separated by single blanks. */
static bool parse(const char *line, LodeOptions *options, LodeError *error)
{
    char program[] = "lode";
    char *words[32] = {program};
    int count = 1;
    char *copy = (char *)lode_arena_copy(&arena, lode_str(line)).data;
    for (char *word = strtok(copy, " "); word && count < 31; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    *error = (LodeError){0};
    return lode_options_parse(options, count, words, &arena, error);
}

static const struct {
    const char *line;
    const char *says; /* the beginning of the message */
    const char *why;
} wrong[] = {
    {"", "lode needs a command", "nothing"},
    {"grapf", "there is no command 'grapf'", "a typing error"},
    {"graph --nope", "unknown option '--nope'", "no such option"},
    {"graph --nope=1", "unknown option '--nope'", "its value is not repeated"},
    {"graph -z", "unknown option '-z'", "no such letter"},
    {"graph -jx", "unknown option '-jx'", "letters do not add up"},
    {"graph --jso", "unknown option '--jso'", "no abbreviations"},
    {"--json graph", "--json stands before the command", "the wrong order"},
    {"cycles --depth 1", "lode cycles has no option '--depth'", "of another command"},
    {"graph --json=1", "--json takes no value", "a flag"},
    {"graph --format", "--format needs a value: --format FORMAT", "the line ends"},
    {"graph --format xml", "--format cannot be 'xml'", "a choice"},
    {"why a b --format dot", "--format cannot be 'dot'", "a choice of another command"},
    {"graph --depth -1", "--depth cannot be '-1'", "negative"},
    {"graph --depth 1x", "--depth cannot be '1x'", "no number"},
    {"graph --depth 4294967297", "--depth cannot be", "too large for 32 bits"},
    {"graph --depth 99999999999999999999", "--depth cannot be", "too large for 64 bits"},
    {"graph --threads 0", "--threads cannot be '0'", "below the minimum"},
    {"graph --threads 257", "--threads cannot be '257'", "above the maximum"},
    {"graph --node-version 21", "--node-version cannot be '21'", "not a version with a table"},
    {"graph --root=", "--root needs a value that is not empty", "empty"},
    {"graph --json --format csv", "2 formats would go to standard output", "two"},
    {"graph --format csv -o a --json -o a", "two formats would be written to 'a'", "the same file"},
    {"graph -o a -o b --json", "'-o a' has no --format of its own", "a file too many"},
    {"graph --focus-depth 1", "--focus-depth means nothing without --focus", "alone"},
    {"why a b --limit 1", "--limit means nothing without --all", "alone"},
    {"why a", "lode why needs FROM TO", "too few"},
    {"why a b c", "'c' is one argument too many", "too many"},
    {"resolve", "lode resolve needs a SPECIFIER", "nothing asked"},
    {"resolve a b", "'b' is one argument too many", "too many"},
    {"resolve --batch a", "--batch reads its requests from standard input", "both"},
    {"resolve --batch --trace", "--batch and --trace do not go together", "both"},
    {"resolve --batch --format json", "--batch writes one line of JSON", "it has a format"},
    {"resolve a --threads 2", "--threads means nothing without --batch", "one request"},
    {"dependents", "lode dependents needs a FILE", "nothing asked"},
    {"dependents --since -x", "'-x' is no git revision", "an option of git"},
    {"check --explain cycle a.js", "--explain describes a rule: it takes no ENTRY", "both"},
    {"check --explain cycle --json", "--explain describes a rule: it takes no ENTRY and no --format", "both"},
    {"check --config a --no-config", "--config and --no-config do not go together", "both"},
    {"check --baseline a --no-baseline", "--baseline and --no-baseline do not go together", "both"},
    {"check --update-baseline --no-baseline", "--update-baseline and --no-baseline do not go together", "both"},
    {"check --max-warnings x", "--max-warnings cannot be 'x'", "no number"},
    {"graph --rule a=off", "lode graph has no option '--rule'", "of another command"},
    {"graph --format sarif", "--format cannot be 'sarif'", "a format of another command"},
    {"help --man --markdown", "--man and --markdown do not go together", "both"},
    {"help --man graph", "--man and --markdown describe all commands", "one of them"},
};

static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(wrong); i++) {
        LodeOptions options;
        LodeError error;
        if (parse(wrong[i].line, &options, &error)) {
            fail_msg("'%s' was taken (%s)", wrong[i].line, wrong[i].why);
        }
        assert_int_equal(error.code, LODE_ERROR_LODE_USAGE);
        if (!lode_str_starts_with(error.message, lode_str(wrong[i].says))) {
            fail_msg("'%s' (%s): \"%.*s\", not \"%s\"", wrong[i].line, wrong[i].why, LODE_STR_ARG(error.message),
                     wrong[i].says);
        }
        lode_options_release(&options);
    }
}

static void test_values(void **state)
{
    (void)state;
    LodeOptions options;
    LodeError error;
    assert_true(
        parse("graph a --root r -C x,,y --conditions=z b --exclude e1 --exclude e2 --depth 0 --focus f "
              "--focus-depth=3 --collapse folders --target browser --node-version 22 --threads 3 --reverse -- --c",
              &options, &error));
    assert_int_equal(options.command->id, LODE_COMMAND_GRAPH);
    assert_int_equal(options.operands.count, 3);
    assert_string_equal(options.operands.items[2].data, "--c");
    assert_string_equal(options.root.data, "r");
    assert_int_equal(options.conditions.count, 3);
    assert_true(lode_str_equal(options.conditions.items[1], LODE_STR("y")));
    assert_int_equal(options.exclude.count, 2);
    assert_true(options.given[LODE_OPTION_DEPTH]);
    assert_int_equal(options.depth, 0);
    assert_int_equal(options.focus_depth, 3);
    assert_int_equal(options.collapse, LODE_COLLAPSE_FOLDERS);
    assert_int_equal(options.target, LODE_TARGET_BROWSER);
    assert_int_equal(options.node_version, 22);
    assert_int_equal(options.threads, 3);
    assert_true(options.given[LODE_OPTION_REVERSE]);
    assert_false(options.given[LODE_OPTION_ONLY_CYCLES]);
    lode_options_release(&options);

    assert_true(
        parse("check a --rule x=off --rule y=error --only p,q --only r --baseline b --config c --max-warnings 0",
              &options, &error));
    assert_int_equal(options.rules.count, 2);
    assert_string_equal(options.rules.items[1].data, "y=error");
    assert_int_equal(options.only.count, 3);
    assert_string_equal(options.baseline.data, "b");
    assert_string_equal(options.config.data, "c");
    assert_true(options.given[LODE_OPTION_MAX_WARNINGS]);
    assert_int_equal(options.max_warnings, 0);
    lode_options_release(&options);

    assert_true(parse("cycles", &options, &error));
    assert_int_equal(options.node_version, 26);
    assert_int_equal(options.target, LODE_TARGET_NODE);
    assert_int_equal(options.color, LODE_COLOR_AUTO);
    assert_int_equal(options.fail_on, LODE_FAIL_ON_ANY);
    assert_true(lode_str_is_none(options.root));
    assert_int_equal(options.threads, 0);
    lode_options_release(&options);

    assert_true(parse("resolve x --kind import --kind require", &options, &error));
    assert_int_equal(options.kind, LODE_KIND_REQUIRE); /* the last one counts */
    lode_options_release(&options);

    assert_true(parse("graph --nope --help", &options, &error) || error.code == LODE_ERROR_LODE_USAGE);
    lode_options_release(&options);
    assert_true(parse("why --help", &options, &error)); /* needs no operands */
    assert_true(options.wants_help);
    lode_options_release(&options);
    assert_true(parse("--version", &options, &error));
    assert_true(options.wants_version);
    lode_options_release(&options);
}

static const struct {
    const char *line;
    const char *wanted; /* FORMAT>FILE for each document */
    const char *why;
} outputs[] = {
    {"graph", "text>-", "the default"},
    {"graph --json", "json>-", "short"},
    {"graph -o a", "text>a", "a file for the default"},
    {"graph -oa", "text>a", "without a blank"},
    {"graph --output=a", "text>a", "the long name"},
    {"graph --json -o a", "json>a", "the format first"},
    {"graph -o a --json", "json>a", "the file first"},
    {"graph --json -o a --format dot -o b", "json>a dot>b", "two pairs"},
    {"graph -o a --json -o b --format dot", "json>a dot>b", "each file before its format"},
    {"graph --json -o a --format dot", "json>a dot>-", "one to standard output"},
    {"graph --json -o -", "json>-", "standard output by name"},
};

static void test_outputs(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(outputs); i++) {
        LodeOptions options;
        LodeError error;
        bool ok = parse(outputs[i].line, &options, &error);
        LodeBuf text = {0};
        for (size_t j = 0; ok && j < options.wanted.count; j++) {
            const LodeWanted *wanted = &options.wanted.items[j];
            for (const LodeChoice *choice = formats; choice->name; choice++) {
                if (choice->value == (int)wanted->format) {
                    lode_buf_printf(&text, "%s%s>%s", j ? " " : "", choice->name, wanted->file ? wanted->file : "-");
                }
            }
        }
        assert_true(ok);
        assert_string_equal(text.data, outputs[i].wanted);
        lode_buf_release(&text);
        lode_options_release(&options);
    }
}

/* The table keeps its own rules: nothing is half there. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        const LodeCommandInfo *command = &lode_commands[i];
        assert_int_equal(command->id, i);
        assert_non_null(command->name);
        assert_non_null(command->examples[0].command);
        assert_true(command->minimum_operands <= command->maximum_operands);
        for (const LodeExample *example = command->examples; example->command; example++) {
            char start[64];
            snprintf(start, sizeof start, "lode %s", command->name);
            assert_true(lode_str_starts_with(lode_str(example->command), lode_str(start)));
        }
        assert_int_equal(command->details[strlen(command->details) - 1], '.');
        assert_int_equal(command->status[strlen(command->status) - 1], '.');
    }
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        const LodeOptionInfo *option = &lode_option_table[i];
        assert_int_equal(option->id, i);
        assert_non_null(option->name);
        assert_int_not_equal(option->commands, 0);
        assert_int_equal(option->kind == LODE_VALUE_NONE, option->argument == NULL);
        bool has_choices = option->kind == LODE_VALUE_CHOICE || option->kind == LODE_VALUE_MAYBE;
        assert_int_equal(has_choices, option->choices != NULL);
        assert_true(option->kind != LODE_VALUE_NUMBER || option->minimum < option->maximum);
        assert_int_not_equal(option->summary[strlen(option->summary) - 1], '.');
        assert_true(!option->details || option->details[strlen(option->details) - 1] == '.');
        for (size_t j = 0; j < i; j++) {
            const LodeOptionInfo *other = &lode_option_table[j];
            /* One name may be two options where no command has both. */
            assert_true(strcmp(option->name, other->name) != 0 || (option->commands & other->commands) == 0);
            assert_true(!option->short_name || option->short_name != lode_option_table[j].short_name);
        }
    }
}

static const struct {
    const char *word;
    const char *candidates[4];
    const char *best;
    const char *why;
} suggestions[] = {
    {"grpah", {"graph", "cycles", "why"}, "graph", "two letters exchanged"},
    {"cycle", {"graph", "cycles", "why"}, "cycles", "one letter short"},
    {"dep", {"graph", "dependents"}, "dependents", "a beginning"},
    {"--conditons", {"--conditions", "--color"}, "--conditions", "one letter missing"},
    {"xyz", {"graph", "why"}, NULL, "nothing is near"},
    {"a", {"why", "b"}, NULL, "one letter is near to nothing"},
    {"", {"why"}, NULL, "nothing was typed"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", {"why"}, NULL, "too long to compare"},
};

static void test_suggestions(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(suggestions); i++) {
        LodeSuggestion suggestion = {.word = lode_str(suggestions[i].word)};
        for (size_t j = 0; j < 4 && suggestions[i].candidates[j]; j++) {
            lode_suggest(&suggestion, lode_str(suggestions[i].candidates[j]));
        }
        if (suggestions[i].best) {
            assert_non_null(suggestion.best.data);
            assert_string_equal(suggestion.best.data, suggestions[i].best);
        } else {
            assert_null(suggestion.best.data);
        }
    }
}

static int release(void **state)
{
    (void)state;
    lode_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong), cmocka_unit_test(test_values),      cmocka_unit_test(test_outputs),
        cmocka_unit_test(test_table), cmocka_unit_test(test_suggestions),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}

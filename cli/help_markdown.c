/* docs/commands.md. */
#include "cli/help.h"

#include "cli/check_rules.h"

/* Appends a text; `code` is Markdown already, `<` and `|` are not. `in_table` escapes the latter. */
static void markdown(LodeBuf *out, const char *text, bool in_table)
{
    bool is_code = false;
    for (const char *c = text; *c; c++) {
        if (*c == '`') {
            is_code = !is_code;
        }
        if (*c == '|' && in_table) {
            lode_buf_puts(out, "\\|");
        } else if (!is_code && (*c == '<' || *c == '*' || *c == '[' || *c == '_')) {
            lode_buf_printf(out, "\\%c", *c);
        } else {
            lode_buf_append_byte(out, *c);
        }
    }
}

static void markdown_sentence(LodeBuf *out, const char *text)
{
    size_t at = out->size;
    markdown(out, text, false);
    if (out->data[at] >= 'a' && out->data[at] <= 'z') {
        out->data[at] = (char)(out->data[at] - 32);
    }
    lode_buf_append_byte(out, '.');
}

static void markdown_option(LodeBuf *out, const LodeOptionInfo *option)
{
    lode_buf_puts(out, "- `");
    if (option->short_name) {
        lode_buf_printf(out, "-%c`, `", option->short_name);
    }
    lode_buf_printf(out, "--%s", option->name);
    if (option->argument) {
        lode_buf_printf(out, option->kind == LODE_VALUE_MAYBE ? "[=%s]" : " %s", option->argument);
    }
    lode_buf_puts(out, "`: ");
    markdown(out, option->summary, false);
    lode_buf_puts(out, ".");
    if (option->details) {
        lode_buf_append_byte(out, ' ');
        markdown(out, option->details, false);
    }
    lode_buf_append_byte(out, '\n');
}

static void markdown_choices(LodeBuf *out, const LodeCommandInfo *command, const LodeOptionInfo *option)
{
    for (const LodeChoice *choice = option->choices; choice && choice->name; choice++) {
        if (choice->commands && !((choice->commands >> command->id) & 1u)) {
            continue;
        }
        lode_buf_printf(out, "  - `%s`", choice->name);
        if (choice->summary) {
            lode_buf_puts(out, ": ");
            markdown(out, choice->summary, false);
        }
        lode_buf_append_byte(out, '\n');
    }
}

/* The rules of lode check. */
static void markdown_rules(LodeBuf *out)
{
    lode_buf_puts(out, "\nRules:\n\n| rule | level | what it finds |\n| --- | --- | --- |\n");
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        const LodeRuleInfo *info = lode_check_rule(rule);
        lode_buf_printf(out, "| `%s` | %s | ", info->name, lode_check_level_name(info->severity));
        markdown(out, info->summary, true);
        lode_buf_puts(out, " |\n");
    }
}

static void markdown_command(LodeBuf *out, const LodeCommandInfo *command)
{
    lode_buf_printf(out, "\n## lode %s\n\n    lode %s [OPTIONS] %s\n\n", command->name, command->name,
                    command->operands);
    markdown_sentence(out, command->summary);
    lode_buf_puts(out, "\n\n");
    markdown(out, command->details, false);
    lode_buf_puts(out, "\n\nExit status: ");
    markdown(out, command->status, false);
    lode_buf_puts(out, "\n\nOptions:\n\n");
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        const LodeOptionInfo *option = &lode_option_table[i];
        if ((option->commands >> command->id) & 1u) {
            markdown_option(out, option);
            markdown_choices(out, command, option);
        }
    }
    if (command->id == LODE_COMMAND_CHECK) {
        markdown_rules(out);
    }
    lode_buf_puts(out, "\nExamples:\n\n| command | what it shows |\n| --- | --- |\n");
    for (const LodeExample *example = command->examples; example->command; example++) {
        lode_buf_puts(out, "| `");
        markdown(out, example->command, true);
        lode_buf_puts(out, "` | ");
        markdown(out, example->says, true);
        lode_buf_puts(out, " |\n");
    }
}

void lode_help_markdown(LodeOutput *self)
{
    LodeBuf *out = &self->buf;
    lode_buf_puts(out, "# Commands\n\nMade by `lode help --markdown` from the table that the program itself reads "
                       "(cli/table.c).\n\nlode ");
    markdown(out, lode_summary, false);
    lode_buf_puts(out, ". ");
    markdown(out, lode_about, false);
    lode_buf_puts(out, "\n\n| command | what it shows |\n| --- | --- |\n");
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        lode_buf_printf(out, "| [lode %s](#lode-%s) | ", lode_commands[i].name, lode_commands[i].name);
        markdown(out, lode_commands[i].summary, true);
        lode_buf_puts(out, " |\n");
    }
    lode_buf_puts(out,
                  "\nExit status: 0 clean, 1 findings, 2 bad usage, an entry that cannot be read, or a failure.\n\n"
                  "Words:\n\n");
    for (const LodeExample *word = lode_words; word->command; word++) {
        lode_buf_printf(out, "- %s: ", word->command);
        markdown(out, word->says, false);
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, "\nEnvironment:\n\n");
    for (const LodeExample *variable = lode_environment; variable->command; variable++) {
        lode_buf_printf(out, "- `%s`: ", variable->command);
        markdown(out, variable->says, false);
        lode_buf_puts(out, ".\n");
    }
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        markdown_command(out, &lode_commands[i]);
    }
}

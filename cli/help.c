#include "cli/help.h"

#include "cli/check_rules.h"
#include "cli/text.h"
#include "include/lode.h"

enum { WIDEST = 100, OPTION_COLUMN = 28 };

const char lode_version_line[] = "lode " LODE_VERSION;

static size_t help_width(const LodeOutput *out)
{
    unsigned width = out->terminal.width ? out->terminal.width : 80;
    return width > WIDEST ? WIDEST : width;
}

static void heading(LodeOutput *out, const char *text)
{
    lode_buf_append_byte(&out->buf, '\n');
    lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_str(text));
    lode_buf_append_byte(&out->buf, '\n');
}

/* A term at `indent` and its text in a column of its own, on the next line where the term is too long. */
static void entry(LodeOutput *out, size_t indent, const char *term, const char *text, size_t column)
{
    size_t width = lode_text_width(lode_str(term));
    lode_text_pad(&out->buf, indent);
    lode_buf_puts(&out->buf, term);
    if (indent + width + 2 > column) {
        lode_buf_append_byte(&out->buf, '\n');
        lode_text_pad(&out->buf, column);
    } else {
        lode_text_pad(&out->buf, column - indent - width);
    }
    lode_text_wrap(&out->buf, lode_str(text), column, help_width(out), true);
}

static void option_entry(LodeOutput *out, const LodeCommandInfo *command, const LodeOptionInfo *option)
{
    LodeBuf term = {0};
    if (option->short_name) {
        lode_buf_printf(&term, "-%c, --%s", option->short_name, option->name);
    } else {
        lode_buf_printf(&term, "    --%s", option->name);
    }
    if (option->argument) {
        lode_buf_printf(&term, option->kind == LODE_VALUE_MAYBE ? "[=%s]" : " %s", option->argument);
    }
    LodeBuf text = {0};
    lode_buf_puts(&text, option->summary);
    size_t described = 0;
    for (const LodeChoice *choice = option->choices; choice && choice->name; choice++) {
        described += choice->summary && (!choice->commands || (choice->commands >> command->id) & 1u);
    }
    if (option->choices && described < 2) {
        lode_buf_puts(&text, ": ");
        for (const LodeChoice *choice = option->choices; choice->name; choice++) {
            lode_buf_printf(&text, "%s%s", choice == option->choices ? "" : ", ", choice->name);
        }
    }
    entry(out, 2, term.data, text.data, OPTION_COLUMN);
    for (const LodeChoice *choice = option->choices; choice && choice->name && described >= 2; choice++) {
        if (choice->summary && (!choice->commands || (choice->commands >> command->id) & 1u)) {
            entry(out, OPTION_COLUMN + 2, choice->name, choice->summary, OPTION_COLUMN + 14);
        }
    }
    lode_buf_release(&term);
    lode_buf_release(&text);
}

void lode_help_overview(LodeOutput *out)
{
    size_t width = help_width(out);
    lode_buf_printf(&out->buf, "lode %s.\n\nUsage: lode COMMAND [OPTIONS] [ARGUMENTS]\n", lode_summary);
    heading(out, "Commands");
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        entry(out, 2, lode_commands[i].name, lode_commands[i].summary, 14);
    }
    heading(out, "Begin with");
    static const LodeExample first[] = {
        {"lode graph", "this package's modules as a tree"},
        {"lode check", "mistakes between its modules"},
        {"lode cycles", "its import cycles"},
        {"lode why . NAME", "how a package or file comes to be loaded"},
        {0},
    };
    for (const LodeExample *example = first; example->command; example++) {
        entry(out, 2, example->command, example->says, OPTION_COLUMN);
    }
    lode_buf_append_byte(&out->buf, '\n');
    lode_text_wrap(&out->buf, lode_str(lode_about), 0, width, false);
    lode_buf_puts(&out->buf, "\nlode COMMAND --help describes a command and its options.\n");
}

/* Whether a word stands for something on the command's line; ids are what globs are tried on. */
static bool uses_word(const LodeCommandInfo *command, const char *word)
{
    const char *argument = strcmp(word, "id") == 0 ? "GLOB" : word;
    bool is_used = lode_str_search(lode_str(command->operands), lode_str(word)) != LODE_NOT_FOUND ||
                   lode_str_search(lode_str(command->details), lode_str(word)) != LODE_NOT_FOUND;
    for (size_t i = 0; i < LODE_OPTION_COUNT && !is_used; i++) {
        const LodeOptionInfo *option = &lode_option_table[i];
        is_used =
            ((option->commands >> command->id) & 1u) && option->argument && strcmp(option->argument, argument) == 0;
    }
    return is_used;
}

/* The rules of lode check, each with its level. */
static void rules(LodeOutput *out)
{
    heading(out, "Rules");
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        const LodeRuleInfo *info = lode_check_rule(rule);
        LodeBuf text = {0};
        lode_buf_printf(&text, "%s: %s", lode_check_level_name(info->severity), info->summary);
        entry(out, 2, info->name, text.data, OPTION_COLUMN);
        lode_buf_release(&text);
    }
}

void lode_help_command(LodeOutput *out, const LodeCommandInfo *command)
{
    size_t width = help_width(out);
    lode_buf_printf(&out->buf, "Usage: lode %s [OPTIONS] %s\n\n", command->name, command->operands);
    LodeBuf summary = {0};
    lode_buf_puts(&summary, command->summary);
    summary.data[0] = (char)(summary.data[0] >= 'a' && summary.data[0] <= 'z' ? summary.data[0] - 32 : summary.data[0]);
    lode_buf_append_byte(&summary, '.');
    lode_text_wrap(&out->buf, lode_buf_str(&summary), 0, width, false);
    lode_buf_release(&summary);
    lode_buf_append_byte(&out->buf, '\n');
    lode_text_wrap(&out->buf, lode_str(command->details), 0, width, false);
    heading(out, "Options");
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        if ((lode_option_table[i].commands >> command->id) & 1u) {
            option_entry(out, command, &lode_option_table[i]);
        }
    }
    if (command->id == LODE_COMMAND_CHECK) {
        rules(out);
    }
    heading(out, "Exit status");
    lode_text_wrap(&out->buf, lode_str(command->status), 2, width, false);
    heading(out, "Examples");
    for (const LodeExample *example = command->examples; example->command; example++) {
        lode_buf_printf(&out->buf, "  %s\n", example->command);
        lode_text_wrap(&out->buf, lode_str(example->says), 6, width, false);
    }
    bool has_words = false;
    for (const LodeExample *word = lode_words; word->command; word++) {
        if (!uses_word(command, word->command)) {
            continue;
        }
        if (!has_words) {
            heading(out, "Words");
            has_words = true;
        }
        entry(out, 2, word->command, word->says, 10);
    }
}

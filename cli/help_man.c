/* The manual page: roff with the man macros, section 1. */
#include "cli/help.h"

#include "cli/check_rules.h"

/*
 * Appends a text: backslashes, hyphens and a control character at the start of a
 * line are escaped; `code` becomes bold; an empty line starts a paragraph.
 */
static void roff(LodeBuf *out, const char *text)
{
    bool at_start = true;
    bool is_code = false;
    for (const char *c = text; *c; c++) {
        if (at_start && (*c == '.' || *c == '\'')) {
            lode_buf_puts(out, "\\&");
        }
        at_start = false;
        if (*c == '\\') {
            lode_buf_puts(out, "\\e");
        } else if (*c == '-') {
            lode_buf_puts(out, "\\-");
        } else if (*c == '`') {
            lode_buf_puts(out, is_code ? "\\fR" : "\\fB");
            is_code = !is_code;
        } else if (*c == '\n' && c[1] == '\n') {
            lode_buf_puts(out, "\n.PP\n");
            c++;
            at_start = true;
        } else if (lode_str_starts_with(lode_str(c), LODE_STR("…"))) {
            lode_buf_puts(out, "...");
            c += strlen("…") - 1;
        } else {
            lode_buf_append_byte(out, *c);
        }
    }
}

/* The same, as a sentence of its own. */
static void roff_sentence(LodeBuf *out, const char *text)
{
    LodeBuf copy = {0};
    lode_buf_puts(&copy, text);
    if (copy.data[0] >= 'a' && copy.data[0] <= 'z') {
        copy.data[0] = (char)(copy.data[0] - 32);
    }
    lode_buf_append_byte(&copy, '.');
    roff(out, copy.data);
    lode_buf_release(&copy);
}

static void man_option(LodeBuf *out, const LodeOptionInfo *option)
{
    lode_buf_puts(out, ".TP\n");
    if (option->short_name) {
        lode_buf_printf(out, "\\fB\\-%c\\fR, ", option->short_name);
    }
    lode_buf_puts(out, "\\fB");
    roff(out, "--");
    roff(out, option->name);
    lode_buf_puts(out, "\\fR");
    if (option->argument) {
        lode_buf_printf(out, option->kind == LODE_VALUE_MAYBE ? "[=\\fI%s\\fR]" : " \\fI%s\\fR", option->argument);
    }
    lode_buf_append_byte(out, '\n');
    roff_sentence(out, option->summary);
    lode_buf_append_byte(out, '\n');
    if (option->details) {
        roff(out, option->details);
        lode_buf_append_byte(out, '\n');
    }
    if (option->commands != lode_option_table[LODE_OPTION_COLOR].commands) {
        lode_buf_puts(out, "Commands:");
        for (size_t i = 0, count = 0; i < LODE_COMMAND_COUNT; i++) {
            if ((option->commands >> i) & 1u) {
                lode_buf_printf(out, "%s %s", count++ ? "," : "", lode_commands[i].name);
            }
        }
        lode_buf_puts(out, ".\n");
    }
    bool is_described = false;
    for (const LodeChoice *choice = option->choices; choice && choice->name; choice++) {
        is_described = is_described || choice->summary;
    }
    if (option->choices && !is_described) {
        lode_buf_puts(out, "One of");
        for (const LodeChoice *choice = option->choices; choice->name; choice++) {
            lode_buf_printf(out, "%s \\fB%s\\fR", choice == option->choices ? "" : ",", choice->name);
        }
        lode_buf_puts(out, ".\n");
    }
    if (!is_described) {
        return;
    }
    lode_buf_puts(out, ".RS\n");
    for (const LodeChoice *choice = option->choices; choice->name; choice++) {
        lode_buf_puts(out, ".TP\n\\fB");
        roff(out, choice->name);
        lode_buf_puts(out, "\\fR\n");
        roff(out, choice->summary ? choice->summary : "");
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".RE\n");
}

void lode_help_man(LodeOutput *self)
{
    LodeBuf *out = &self->buf;
    lode_buf_printf(out, ".TH LODE 1 \"\" \"%s\" \"User Commands\"\n", lode_version_line);
    lode_buf_puts(out, ".nh\n.ad l\n.SH NAME\nlode \\- ");
    roff(out, lode_summary);
    lode_buf_puts(out, "\n.SH SYNOPSIS\n");
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        const LodeCommandInfo *command = &lode_commands[i];
        lode_buf_printf(out, "%s\\fBlode %s\\fR [\\fIOPTIONS\\fR] ", i ? ".br\n" : "", command->name);
        roff(out, command->operands);
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".SH DESCRIPTION\n");
    roff(out, lode_about);
    lode_buf_puts(out, "\n.SH COMMANDS\n");
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        const LodeCommandInfo *command = &lode_commands[i];
        lode_buf_printf(out, ".SS lode %s ", command->name);
        roff(out, command->operands);
        lode_buf_append_byte(out, '\n');
        roff_sentence(out, command->summary);
        lode_buf_puts(out, "\n.PP\n");
        roff(out, command->details);
        lode_buf_puts(out, "\n.PP\nExit status: ");
        roff(out, command->status);
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".SH OPTIONS\n");
    for (size_t i = 0; i < LODE_OPTION_COUNT; i++) {
        man_option(out, &lode_option_table[i]);
    }
    lode_buf_puts(out, ".SH RULES\nThe rules of lode check, each with its level where nothing is configured.\n");
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        const LodeRuleInfo *info = lode_check_rule(rule);
        lode_buf_puts(out, ".TP\n\\fB");
        roff(out, info->name);
        lode_buf_printf(out, "\\fR (%s)\n", lode_check_level_name(info->severity));
        roff_sentence(out, info->summary);
        lode_buf_append_byte(out, '\n');
        roff(out, info->details);
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".SH WORDS\n");
    for (const LodeExample *word = lode_words; word->command; word++) {
        lode_buf_printf(out, ".TP\n\\fI%s\\fR\n", word->command);
        roff_sentence(out, word->says);
        out->size--; /* their texts end with a full stop of their own */
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".SH EXIT STATUS\n.TP\n0\nClean.\n.TP\n1\nFindings.\n.TP\n2\nBad usage, an entry that cannot be "
                       "read, or a failure of lode or of the system.\n.SH ENVIRONMENT\n");
    for (const LodeExample *variable = lode_environment; variable->command; variable++) {
        lode_buf_printf(out, ".TP\n\\fB%s\\fR\n", variable->command);
        roff_sentence(out, variable->says);
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_puts(out, ".SH EXAMPLES\n");
    for (size_t i = 0; i < LODE_COMMAND_COUNT; i++) {
        for (const LodeExample *example = lode_commands[i].examples; example->command; example++) {
            lode_buf_puts(out, ".TP\n\\fB");
            roff(out, example->command);
            lode_buf_puts(out, "\\fR\n");
            roff_sentence(out, example->says);
            lode_buf_append_byte(out, '\n');
        }
    }
}

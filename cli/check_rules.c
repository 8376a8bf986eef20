#include "cli/check_rules.h"

#include "cli/suggest.h"
#include "cli/text.h"

static const LodeRuleInfo unused_suppression = {
    "unused-suppression", LODE_SEVERITY_WARNING, "a `lode-ignore-next-line` comment that silences nothing",
    "The mistake is gone, or the comment stands in the wrong place, or it names no rule that exists. Also reported: a "
    "comment that gives no reason. Comments in node_modules are not looked at, and neither are those for rules that "
    "are off."};

const LodeRuleInfo *lode_check_rule(unsigned rule)
{
    return rule < LODE_RULE_COUNT ? &lode_rules[rule] : &unused_suppression;
}

unsigned lode_check_rule_find(LodeStr name)
{
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        if (lode_str_equal(lode_str(lode_check_rule(rule)->name), name)) {
            return rule;
        }
    }
    return LODE_CHECK_RULE_COUNT;
}

LodeStr lode_check_rule_hint(LodeStr name, LodeArena *arena)
{
    LodeSuggestion suggestion = {.word = name};
    LodeBuf all = {0};
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        lode_suggest(&suggestion, lode_str(lode_check_rule(rule)->name));
        lode_buf_printf(&all, "%s%s", rule ? ", " : "", lode_check_rule(rule)->name);
    }
    LodeStr hint = suggestion.best.data ? lode_arena_printf(arena, "did you mean '%s'?", suggestion.best.data)
                                        : lode_arena_printf(arena, "the rules are: %s", all.data);
    lode_buf_release(&all);
    return hint;
}

static const char *const level_names[] = {
    [LODE_SEVERITY_OFF] = "off", [LODE_SEVERITY_WARNING] = "warning", [LODE_SEVERITY_ERROR] = "error"};
enum { LEVEL_COUNT = sizeof level_names / sizeof *level_names };

const char *lode_check_level_name(LodeSeverity level)
{
    return level_names[level];
}

bool lode_check_level_find(LodeStr name, LodeSeverity *level)
{
    for (unsigned i = 0; i < LEVEL_COUNT; i++) {
        if (lode_str_equal(lode_str(level_names[i]), name)) {
            *level = (LodeSeverity)i;
            return true;
        }
    }
    return false;
}

LodeStr lode_check_level_hint(LodeStr name, LodeArena *arena)
{
    LodeSuggestion suggestion = {.word = name};
    for (unsigned i = 0; i < LEVEL_COUNT; i++) {
        lode_suggest(&suggestion, lode_str(level_names[i]));
    }
    return suggestion.best.data ? lode_arena_printf(arena, "did you mean '%s'?", suggestion.best.data)
                                : LODE_STR("it is one of: error, warning, off");
}

void lode_check_explain(LodeOutput *out, unsigned rule)
{
    enum { WIDEST = 100, WITHOUT_WIDTH = 80 };
    const LodeRuleInfo *info = lode_check_rule(rule);
    LodeBuf *buf = &out->buf;
    size_t width = out->terminal.width ? out->terminal.width : WITHOUT_WIDTH;
    width = width > WIDEST ? WIDEST : width;
    lode_tint(buf, &out->terminal, LODE_TINT_STRONG, lode_str(info->name));
    lode_buf_printf(buf, ": %s\n\n", info->summary);
    lode_text_wrap(buf, lode_str(info->details), 0, width, false);
    lode_buf_printf(buf, "\nBy default: %s.\n", lode_check_level_name(info->severity));
    lode_buf_puts(buf, "\nOn one line of code:\n");
    lode_buf_printf(buf, "  // lode-ignore-next-line %s -- why it is right\n", info->name);
    lode_buf_puts(buf, "In one run:\n");
    lode_buf_printf(buf, "  lode check --rule %s=off\n", info->name);
    lode_buf_puts(buf, "In lode.json, everywhere or in some files:\n");
    lode_buf_printf(buf, "  { \"rules\": { \"%s\": \"off\" } }\n", info->name);
    lode_buf_printf(buf, "  { \"rules\": { \"%s\": { \"ignore\": [\"src/old/\"] } } }\n", info->name);
}

/*
 * lode check: findings about a linked graph. JSON: docs/schema/check.json.
 *
 * Reading order: levels of rules, the baseline, formats, the command.
 */
#include "base/path.h"
#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/formats/check.h"
#include "cli/text.h"

#include <stdlib.h>

static const LodeStr default_baseline = LODE_STR_INIT("lode-baseline.json");

static void (*const formats[])(LodeOutput *, const LodeCheckInput *) = {
    [LODE_OUTPUT_TEXT] = lode_check_text,         [LODE_OUTPUT_JSON] = lode_check_json,
    [LODE_OUTPUT_SARIF] = lode_check_sarif,       [LODE_OUTPUT_GITHUB] = lode_check_github,
    [LODE_OUTPUT_GITLAB] = lode_check_gitlab,     [LODE_OUTPUT_JUNIT] = lode_check_junit,
    [LODE_OUTPUT_MARKDOWN] = lode_check_markdown,
};

/* What decides which findings there are. */
typedef struct Rules {
    LodeSeverity levels[LODE_CHECK_RULE_COUNT];
    LodeGlobSet silent_in[LODE_CHECK_RULE_COUNT];
} Rules;

static bool fail_usage(LodeSession *session, LodeStr message, LodeStr note)
{
    LodeError error = {0};
    lode_error_set_text(&error, LODE_ERROR_LODE_USAGE, message);
    lode_error_add_note(&error, &session->arena, note, LODE_STR_NONE, (LodePosition){0, 0});
    lode_session_fail(session, &error);
    return false;
}

/* The rule of that name; an error where there is none. */
static bool find_rule(LodeSession *session, LodeStr name, unsigned *rule)
{
    *rule = lode_check_rule_find(name);
    return *rule < LODE_CHECK_RULE_COUNT ||
           fail_usage(session, lode_arena_printf(&session->arena, "there is no rule '%.*s'", LODE_STR_ARG(name)),
                      lode_check_rule_hint(name, &session->arena));
}

/* --only: the rules that it does not name are off, and those that it names are on. */
static bool take_only(LodeSession *session, Rules *rules)
{
    const LodeStrVec *only = &session->options->only;
    bool is_named[LODE_CHECK_RULE_COUNT] = {false};
    for (size_t i = 0; i < only->count; i++) {
        unsigned rule;
        if (!find_rule(session, only->items[i], &rule)) {
            return false;
        }
        is_named[rule] = true;
    }
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT && session->options->given[LODE_OPTION_ONLY]; rule++) {
        if (!is_named[rule]) {
            rules->levels[rule] = LODE_SEVERITY_OFF;
        } else if (rules->levels[rule] == LODE_SEVERITY_OFF) {
            rules->levels[rule] = LODE_SEVERITY_WARNING;
        }
    }
    return true;
}

/* --rule NAME=LEVEL */
static bool take_level(LodeSession *session, Rules *rules, LodeStr text)
{
    LodeArena *arena = &session->arena;
    size_t equals = lode_str_find(text, '=');
    if (equals == LODE_NOT_FOUND) {
        return fail_usage(session, lode_arena_printf(arena, "--rule cannot be '%.*s'", LODE_STR_ARG(text)),
                          LODE_STR("it is a rule and a level, as in: --rule missing-export=warning"));
    }
    unsigned rule;
    LodeStr level = lode_str_slice(text, equals + 1, text.size);
    if (!find_rule(session, lode_str_slice(text, 0, equals), &rule)) {
        return false;
    }
    return lode_check_level_find(level, &rules->levels[rule]) ||
           fail_usage(session, lode_arena_printf(arena, "'%.*s' is no level", LODE_STR_ARG(level)),
                      lode_check_level_hint(level, arena));
}

/* Defaults, then the configuration, then the command line. */
static bool take_rules(LodeSession *session, Rules *rules)
{
    *rules = (Rules){0};
    LodeError error = {0};
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        const LodeConfigRule *configured = &session->config.rules[rule];
        rules->levels[rule] = configured->has_level ? configured->level : lode_check_rule(rule)->severity;
        if (!lode_glob_set_init(&rules->silent_in[rule], &session->arena, configured->ignore.items,
                                configured->ignore.count, &error)) {
            lode_session_fail(session, &error);
            return false;
        }
    }
    if (!take_only(session, rules)) {
        return false;
    }
    const LodeStrVec *levels = &session->options->rules;
    for (size_t i = 0; i < levels->count; i++) {
        if (!take_level(session, rules, levels->items[i])) {
            return false;
        }
    }
    return true;
}

static LodeFindings find(LodeSession *session, LodeLink *link, const Rules *rules)
{
    LodeCheckOptions options;
    LodeError error = {0};
    const LodeStrVec *excluded = lode_session_excluded(session);
    lode_check_options_init(&options);
    /* A glob that is refused was reported when the graph was built. */
    lode_glob_set_init(&options.excluded, &session->arena, excluded->items, excluded->count, &error);
    for (unsigned rule = 0; rule < LODE_RULE_COUNT; rule++) {
        options.severities[rule] = rules->levels[rule];
        options.ignored[rule] = rules->silent_in[rule];
    }
    return lode_check(link, session->cache, &session->resolver_options, &options, &session->arena);
}

/* The path of the baseline; absent where none is used. */
static LodeStr baseline_path(LodeSession *session, bool *is_named)
{
    const LodeOptions *options = session->options;
    *is_named = true;
    if (options->given[LODE_OPTION_NO_BASELINE]) {
        return LODE_STR_NONE;
    }
    if (!lode_str_is_none(options->baseline)) {
        return lode_session_path(session, options->baseline);
    }
    if (!lode_str_is_none(session->config.baseline)) {
        return lode_path_resolve(&session->arena, session->root, session->config.baseline);
    }
    *is_named = false;
    return lode_path_resolve(&session->arena, session->root, default_baseline);
}

/* From the root on, where it is inside. */
static LodeStr shown_path(const LodeSession *session, LodeStr path)
{
    LodeStr root = session->root;
    if (root.size > 1 && path.size > root.size + 1 && lode_path_is_inside(root, path)) {
        return lode_str_slice(path, root.size + 1, path.size);
    }
    return path;
}

static void update_baseline(LodeSession *session, LodeBaseline *baseline, LodeCheckResult *result, const Rules *rules,
                            LodeStr path)
{
    if (session->status == LODE_STATUS_FAILED) {
        lode_report_say("%.*s is left as it is, for not every entry could be read", LODE_STR_ARG(result->baseline));
        return;
    }
    LodeBaselineChange change;
    int error = lode_baseline_update(baseline, result, session, rules->levels, path, &change);
    if (error) {
        lode_report_say("%.*s cannot be written: %s", LODE_STR_ARG(result->baseline), strerror(error));
        session->status = LODE_STATUS_FAILED;
        return;
    }
    LodeBuf text = {0};
    lode_text_append_counted(&text, change.findings, "finding", NULL);
    lode_buf_puts(&text, " (");
    lode_text_append_count(&text, change.added);
    lode_buf_puts(&text, " added, ");
    lode_text_append_count(&text, change.dropped);
    lode_buf_puts(&text, " dropped)");
    lode_report_say("%.*s lists %s", LODE_STR_ARG(result->baseline), text.data);
    lode_buf_release(&text);
}

/* Reads the baseline and applies it; with --update-baseline writes it. False where it is wrong. */
static bool take_baseline(LodeSession *session, LodeCheckResult *result, const Rules *rules)
{
    bool is_named;
    bool is_there;
    bool is_update = session->options->given[LODE_OPTION_UPDATE_BASELINE];
    LodeStr path = baseline_path(session, &is_named);
    if (lode_str_is_none(path)) {
        return true;
    }
    LodeError error = {0};
    LodeBaseline baseline;
    if (!lode_baseline_read(&baseline, session->memo, path, shown_path(session, path), &session->arena, &is_there,
                            &error)) {
        lode_session_fail(session, &error);
        return false;
    }
    if (!is_there && !is_update) {
        return !is_named || fail_usage(session,
                                       lode_arena_printf(&session->arena, "there is no baseline '%.*s'",
                                                         LODE_STR_ARG(shown_path(session, path))),
                                       LODE_STR("--update-baseline writes it"));
    }
    result->baseline = shown_path(session, path);
    lode_baseline_apply(&baseline, result, session, rules->levels);
    if (is_update) {
        update_baseline(session, &baseline, result, rules, path);
    }
    return true;
}

/* The folder that a service's paths begin at: that of the checkout, where the root is inside of it. */
static void find_checkout(LodeCheckInput *input)
{
    static const char *const variables[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"};
    LodeSession *session = input->session;
    input->checkout = session->root;
    input->prefix = LODE_STR("");
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        LodeStr value = lode_str(getenv(variables[i]));
        if (!lode_path_is_absolute(value)) {
            continue;
        }
        LodeStr path = lode_path_resolve(&session->arena, LODE_STR("/"), value);
        LodePath *real = lode_memo_real(session->memo, lode_memo_path(session->memo, path));
        LodeStr folder = real ? lode_path_text(real) : path;
        if (folder.size > 1 && session->root.size > folder.size && lode_path_is_inside(folder, session->root)) {
            input->checkout = folder;
            input->prefix =
                lode_arena_printf(&session->arena, "%.*s/",
                                  LODE_STR_ARG(lode_str_slice(session->root, folder.size + 1, session->root.size)));
            return;
        }
    }
}

static void write_formats(LodeSession *session, const LodeCheckResult *result)
{
    const LodeOptions *options = session->options;
    LodeCheckInput input = {.session = session, .result = result};
    find_checkout(&input);
    bool tells_stale = false;
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        LodeFormatId format = options->wanted.items[i].format;
        tells_stale = tells_stale || format == LODE_OUTPUT_TEXT || format == LODE_OUTPUT_JSON;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        formats[format](&out, &input);
        lode_session_close(session, &out);
    }
    if (result->stale_count > 0 && !tells_stale) {
        lode_report_say("%.*s lists what is gone; --update-baseline drops it", LODE_STR_ARG(result->baseline));
    }
}

static void check(LodeSession *session)
{
    const LodeOptions *options = session->options;
    Rules rules;
    if (!take_rules(session, &rules)) {
        return;
    }
    session->detail = LODE_DETAIL_EXPORTS;
    session->tells_syntax_errors = rules.levels[LODE_RULE_SYNTAX_ERROR] != LODE_SEVERITY_OFF;
    lode_session_build(session, options->operands.items, options->operands.count);
    LodeLink *link = lode_link_new(session->graph, session->cache, &session->resolver_options);
    LodeCheckResult result = lode_check_result_new(session, find(session, link, &rules), rules.levels, rules.silent_in);
    if (take_baseline(session, &result, &rules)) {
        lode_check_result_count(&result);
        bool too_many = options->given[LODE_OPTION_MAX_WARNINGS] && result.warnings > options->max_warnings;
        if ((result.errors > 0 || too_many) && session->status == LODE_STATUS_CLEAN) {
            session->status = LODE_STATUS_FINDINGS;
        }
        if (too_many) {
            lode_report_say("%u warnings are more than --max-warnings %u allows", result.warnings,
                            options->max_warnings);
        }
        write_formats(session, &result);
    }
    lode_link_free(link);
}

static int explain(const LodeOptions *options)
{
    unsigned rule = lode_check_rule_find(options->explain);
    if (rule == LODE_CHECK_RULE_COUNT) {
        LodeArena arena = {0};
        LodeStr hint = lode_check_rule_hint(options->explain, &arena);
        lode_report_say("there is no rule '%.*s'; %.*s", LODE_STR_ARG(options->explain), LODE_STR_ARG(hint));
        lode_arena_release(&arena);
        return LODE_STATUS_FAILED;
    }
    LodeOutput out;
    lode_output_init(&out, options->wanted.items[0].file, options->color);
    lode_check_explain(&out, rule);
    int error = lode_output_close(&out);
    if (error) {
        lode_report_say("the text cannot be written: %s", strerror(error));
    }
    return error ? LODE_STATUS_FAILED : LODE_STATUS_CLEAN;
}

int lode_cmd_check(const LodeOptions *options)
{
    if (options->given[LODE_OPTION_EXPLAIN]) {
        return explain(options);
    }
    LodeSession session;
    if (lode_session_init(&session, options)) {
        check(&session);
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

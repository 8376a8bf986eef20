/* Baselines: what a file says, which findings it accepts, and what is stale. */
#include "cli/baseline.c"
#include "cli/check_rules.c"
#include "cli/output.c"
#include "cli/suggest.c"
#include "cli/terminal.c"
#include "cli/text.c"
#include "cli/write_json.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

/* Only the order of identities is asked of it here. */
int lode_check_item_compare_identity(const LodeCheckItem *self, const LodeCheckItem *other)
{
    return lode_str_compare(self->subject, other->subject);
}

typedef struct World {
    LodeFs *fs;
    LodeMemo *memo;
    LodeArena arena;
    LodeBaseline baseline;
    LodeError error;
    bool is_there;
    bool is_right;
} World;

static void read_file(World *self, const char *text)
{
    *self = (World){.fs = lode_fs_memory_new()};
    if (text) {
        lode_fs_memory_add(self->fs, LODE_STR("/p/b.json"), lode_str(text));
    }
    lode_fs_memory_add_directory(self->fs, LODE_STR("/p/folder"));
    self->memo = lode_memo_new(self->fs);
    self->is_right = lode_baseline_read(&self->baseline, self->memo, LODE_STR("/p/b.json"), LODE_STR("b.json"),
                                        &self->arena, &self->is_there, &self->error);
}

static void tear_down(World *self)
{
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
    lode_arena_release(&self->arena);
}

#define HEAD "{\"schemaVersion\":1,\"findings\":["
#define ENTRY "\"file\":\"f\",\"rule\":\"r\",\"subject\":\"s\""

static const struct {
    const char *text;
    const char *says; /* LINE:COLUMN and the end of the message */
    const char *why;
} wrong[] = {
    {"", "1:1 premature EOF", "empty"},
    {"{", "1:2 premature EOF", "torn"},
    {HEAD, "1:32 premature EOF", "torn later"},
    {"<<<<<<< HEAD", "1:1 invalid char in json text", "a merge conflict"},
    {"[]", "1:1 it has no 'schemaVersion' or no 'findings'", "an array"},
    {"{}", "1:1 it has no 'schemaVersion' or no 'findings'", "an object of others"},
    {"{\"schemaVersion\":1}", "1:1 it has no 'schemaVersion' or no 'findings'", "half of one"},
    {"{\"schemaVersion\":2,\"findings\":[]}", "1:18 this lode reads schemaVersion 1", "of a later lode"},
    {"{\"schemaVersion\":\"1\",\"findings\":[]}", "1:18 this lode reads schemaVersion 1", "a string"},
    {"{\"schemaVersion\":1,\"findings\":{}}", "1:31 'findings' must be an array", "an object"},
    {HEAD "1]}", "1:32 an entry has a rule, a file, a subject and a count", "a number"},
    {HEAD "{" ENTRY "}]}", "1:32 an entry has a rule, a file, a subject and a count", "no count"},
    {HEAD "\n{" ENTRY ",\"count\":0}]}", "2:46 a count is a whole number from 1 on", "nothing"},
    {HEAD "{" ENTRY ",\"count\":-1}]}", "1:77 a count is a whole number from 1 on", "negative"},
    {HEAD "{" ENTRY ",\"count\":1.5}]}", "1:77 a count is a whole number from 1 on", "a fraction"},
    {HEAD "{" ENTRY ",\"count\":1e3}]}", "1:77 a count is a whole number from 1 on", "an exponent"},
    {HEAD "{" ENTRY ",\"count\":99999999999999999999}]}", "1:77 a count is a whole number from 1 on", "too large"},
    {HEAD "{" ENTRY ",\"count\":\"1\"}]}", "1:77 a count is a whole number from 1 on", "a string"},
    {HEAD "{\"file\":1,\"rule\":\"r\",\"subject\":\"s\",\"count\":1}]}", "1:40 this must be a string", "no file"},
};

static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(wrong); i++) {
        World world;
        read_file(&world, wrong[i].text);
        assert_false(world.is_right);
        LodeBuf got = {0};
        LodeStr message = world.error.message;
        LodeStr head = LODE_STR("this is no baseline of lode: ");
        assert_true(lode_str_starts_with(message, head));
        lode_buf_printf(&got, "%u:%u %.*s", world.error.position.line, world.error.position.column,
                        LODE_STR_ARG(lode_str_slice(message, head.size, message.size)));
        if (strcmp(got.data, wrong[i].says) != 0) {
            fail_msg("%s: \"%s\", not \"%s\"", wrong[i].why, got.data, wrong[i].says);
        }
        lode_buf_release(&got);
        tear_down(&world);
    }
}

static void test_read(void **state)
{
    (void)state;
    World world;
    read_file(&world, NULL);
    assert_true(world.is_right);
    assert_false(world.is_there);
    assert_int_equal(world.baseline.count, 0);
    tear_down(&world);

    /* In any order, with an identity that a merge left twice. */
    read_file(&world, HEAD "{\"count\":2,\"subject\":\"s\",\"rule\":\"r\",\"file\":\"g\"},{" ENTRY
                           ",\"count\":1},{" ENTRY ",\"count\":2}]}");
    assert_true(world.is_right);
    assert_true(world.is_there);
    assert_int_equal(world.baseline.count, 2);
    assert_string_equal(world.baseline.items[0].file.data, "f");
    assert_int_equal(world.baseline.items[0].count, 3);
    assert_string_equal(world.baseline.items[1].file.data, "g");
    LodeBuf out = {0};
    write_entries(&out, &world.baseline);
    assert_string_equal(out.data, HEAD "\n{" ENTRY ",\"count\":3},\n"
                                       "{\"file\":\"g\",\"rule\":\"r\",\"subject\":\"s\",\"count\":2}\n]}\n");
    lode_buf_release(&out);
    tear_down(&world);
}

static const struct {
    const char *entries;  /* FILE SUBJECT COUNT of the rule unresolved, one a line */
    const char *found;    /* FILE SUBJECT, one a line; "-" in front of one that a comment silences */
    const char *accepted; /* a letter for each: b accepted, s shown, c silenced */
    const char *stale;    /* FILE SUBJECT COUNT */
    bool is_partial;      /* entries were named: only a.js and b.js are in the graph */
    const char *why;
} matches[] = {
    {"", "", "", "", false, "nothing"},
    {"", "a.js x\n", "s", "", false, "a new one"},
    {"a.js x 1\n", "a.js x\n", "b", "", false, "an accepted one"},
    {"a.js x 1\n", "a.js x\na.js x\n", "bs", "", false, "one more of the kind: the last"},
    {"a.js x 2\n", "a.js x\n", "b", "a.js x 1\n", false, "one less"},
    {"a.js x 1\n", "", "", "a.js x 1\n", false, "gone"},
    {"a.js x 1\n", "b.js x\n", "s", "a.js x 1\n", false, "in another file"},
    {"a.js x 1\n", "a.js y\n", "s", "a.js x 1\n", false, "about something else"},
    {"a.js x 1\n", "-a.js x\na.js x\n", "cb", "", false, "what a comment silences needs no entry"},
    {"a.js x 1\nc.js x 1\n", "", "", "a.js x 1\n", true, "files out of reach are not judged"},
    {"gone.js x 1\n", "", "", "gone.js x 1\n", true, "unless they are gone"},
};

static void run_match(size_t row)
{
    LodeArena arena = {0};
    LodeFs *fs = lode_fs_memory_new();
    lode_fs_memory_add(fs, LODE_STR("/p/c.js"), LODE_STR(""));
    LodeMemo *memo = lode_memo_new(fs);
    LodeModule modules[] = {{.id = LODE_STR("a.js")}, {.id = LODE_STR("b.js")}};
    LodeGraph graph = {.modules = modules, .module_count = 2};
    LodeOptions options = {0};
    if (matches[row].is_partial) {
        lode_vec_push(&options.operands, LODE_STR("a.js"));
    }
    LodeSession session = {.options = &options, .root = LODE_STR("/p"), .memo = memo, .graph = &graph};
    LodeSeverity levels[LODE_CHECK_RULE_COUNT] = {[LODE_RULE_UNRESOLVED] = LODE_SEVERITY_ERROR};

    EntryVec entries = {0};
    char file[16];
    char subject[16];
    unsigned count;
    int used;
    for (const char *at = matches[row].entries; sscanf(at, "%15s %15s %u\n%n", file, subject, &count, &used) == 3;
         at += used) {
        lode_vec_push(&entries, ((LodeBaselineEntry){LODE_STR("unresolved"), lode_arena_copy(&arena, lode_str(file)),
                                                     lode_arena_copy(&arena, lode_str(subject)), count, 0}));
    }
    LodeBaseline baseline;
    take_entries(&baseline, &entries, &arena);
    lode_vec_release(&entries);

    LodeFinding finding = {.rule = LODE_RULE_UNRESOLVED, .severity = LODE_SEVERITY_ERROR};
    LodeCheckItem items[4];
    LodeCheckResult result = {.items = items};
    for (const char *at = matches[row].found; sscanf(at, "%15s %15s\n%n", file, subject, &used) == 2; at += used) {
        bool is_silenced = file[0] == '-';
        items[result.count++] = (LodeCheckItem){.finding = &finding,
                                                .state = is_silenced ? LODE_FINDING_SUPPRESSED : LODE_FINDING_SHOWN,
                                                .file = lode_arena_copy(&arena, lode_str(file + is_silenced)),
                                                .subject = lode_arena_copy(&arena, lode_str(subject))};
    }
    lode_baseline_apply(&baseline, &result, &session, levels);
    LodeBuf states = {0};
    lode_buf_puts(&states, "");
    for (uint32_t i = 0; i < result.count; i++) {
        lode_buf_append_byte(&states, "scb"[items[i].state]);
    }
    assert_string_equal(states.data ? states.data : "", matches[row].accepted);
    LodeBuf stale = {0};
    for (uint32_t i = 0; i < result.stale_count; i++) {
        const LodeStaleEntry *entry = &result.stale[i];
        lode_buf_printf(&stale, "%s %s %u\n", entry->file.data, entry->subject.data, entry->count);
    }
    if (strcmp(stale.data ? stale.data : "", matches[row].stale) != 0) {
        fail_msg("%s: stale \"%s\"", matches[row].why, stale.data ? stale.data : "");
    }
    lode_buf_release(&stale);
    lode_buf_release(&states);
    lode_vec_release(&options.operands);
    lode_arena_release(&session.arena);
    lode_memo_free(memo);
    lode_fs_free(fs);
    lode_arena_release(&arena);
}

static void test_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(matches); i++) {
        run_match(i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wrong), cmocka_unit_test(test_read),
                                       cmocka_unit_test(test_matches)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

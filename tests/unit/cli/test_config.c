/* Configuration: what is read, what is refused and where, and which file counts. */
#include "cli/check_rules.c"
#include "cli/config.c"
#include "cli/jsonc.c"
#include "cli/suggest.c"
#include "cli/terminal.c"
#include "cli/text.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))

/* A root in memory, and what was read of it. */
typedef struct World {
    LodeFs *fs;
    LodeMemo *memo;
    LodeArena arena;
    LodeConfig config;
    LodeErrorVec errors;
} World;

static void set_up(World *self)
{
    *self = (World){.fs = lode_fs_memory_new()};
    lode_fs_memory_add_directory(self->fs, LODE_STR("/p"));
}

static void add(World *self, const char *path, const char *text)
{
    lode_fs_memory_add(self->fs, lode_str(path), lode_str(text));
}

static void read_root(World *self, const char *file)
{
    self->memo = lode_memo_new(self->fs);
    lode_config_read(&self->config, self->memo, LODE_STR("/p"), file ? lode_str(file) : LODE_STR_NONE, &self->arena,
                     &self->errors);
}

static void tear_down(World *self)
{
    lode_config_release(&self->config);
    lode_vec_release(&self->errors);
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
    lode_arena_release(&self->arena);
}

static const struct {
    const char *text;
    const char *errors; /* LINE:COLUMN message, one a line */
    const char *why;
} wrong[] = {
    {"", "1:1 the configuration is no JSON: premature EOF", "empty"},
    {"{", "1:2 the configuration is no JSON: premature EOF", "torn"},
    {"[]", "1:1 the configuration must be an object, and is an array", "an array"},
    {"null", "1:1 the configuration must be an object, and is null", "null"},
    {"{\"exclud\": []}", "1:2 unknown key 'exclud'", "a typing error"},
    {"\xef\xbb\xbf{\"exclud\": []}", "1:2 unknown key 'exclud'", "a byte order mark has no column"},
    {"{\n  // x\n  \"exclud\": []\n}", "3:3 unknown key 'exclud'", "behind a comment"},
    {"{\"entries\": \"a\"}", "1:13 'entries' must be an array, and is a string", "no array"},
    {"{\"entries\": [1]}", "1:14 'entries' must be a string, and is a number", "no string"},
    {"{\"entries\": [\"\"]}", "1:14 'entries' holds an empty string", "empty"},
    {"{\"entries\": [\"a\\u0000\"]}", "1:14 'entries' holds a NUL character", "NUL"},
    {"{\"nodeVersion\": 23}", "1:17 'nodeVersion' must be a version of Node that lode knows", "no such version"},
    {"{\"nodeVersion\": 22.0}", "1:17 'nodeVersion' must be a version of Node that lode knows", "no integer"},
    {"{\"target\": \"web\"}", "1:12 'target' cannot be 'web'", "no such target"},
    {"{\"baseline\": true}", "1:14 'baseline' must be a string, and is true", "no string"},
    {"{\"rules\": {\"a\": \"off\"}}", "1:12 there is no rule 'a'", "no such rule"},
    {"{\"rules\": {\"cycle\": \"of\"}}", "1:21 'of' is no level", "no such level"},
    {"{\"rules\": {\"cycle\": 1}}", "1:21 'cycle' must be a level, or an object with 'level' and 'ignore'", "a number"},
    {"{\"rules\": {\"cycle\": {\"level\": 1}}}", "1:31 'level' must be a string, and is a number", "a number"},
    {"{\"rules\": {\"cycle\": {\"x\": 1}}}", "1:22 unknown key 'x'", "a key of a rule"},
    {"{\"a\": 1, \"b\": 2}", "1:2 unknown key 'a'\n1:10 unknown key 'b'", "every error is told"},
};

static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(wrong); i++) {
        World world;
        set_up(&world);
        add(&world, "/p/lode.json", wrong[i].text);
        read_root(&world, NULL);
        LodeBuf got = {0};
        for (size_t j = 0; j < world.errors.count; j++) {
            const LodeError *error = &world.errors.items[j];
            assert_string_equal(error->file.data, "/p/lode.json");
            lode_buf_printf(&got, "%s%u:%u %.*s", j ? "\n" : "", error->position.line, error->position.column,
                            LODE_STR_ARG(error->message));
        }
        if (!got.data || strcmp(got.data, wrong[i].errors) != 0) {
            fail_msg("%s: \"%s\", not \"%s\"", wrong[i].why, got.data ? got.data : "", wrong[i].errors);
        }
        lode_buf_release(&got);
        tear_down(&world);
    }
}

static void test_values(void **state)
{
    (void)state;
    World world;
    set_up(&world);
    add(&world, "/p/lode.jsonc",
        "{\"$schema\": \"x\", \"entries\": [\"a\", \"b\"], \"exclude\": [\"c\"], \"include\": [\"d\"], // comment\n"
        "\"external\": [\"e\"], \"conditions\": [\"f\"], \"nodeVersion\": \"24\", \"target\": \"browser\","
        "\"baseline\": \"g\", \"rules\": {\"cycle\": \"error\", \"unused-suppression\": {\"ignore\": [\"h\"]},"
        "\"unresolved\": {\"level\": \"off\", \"ignore\": []}}, \"entries\": [\"z\"],}");
    read_root(&world, NULL);
    const LodeConfig *config = &world.config;
    assert_int_equal(world.errors.count, 0);
    assert_string_equal(config->file.data, "/p/lode.jsonc");
    assert_true(config->has_entries);
    assert_int_equal(config->entries.count, 1); /* the last one counts */
    assert_string_equal(config->entries.items[0].data, "z");
    assert_string_equal(config->exclude.items[0].data, "c");
    assert_string_equal(config->include.items[0].data, "d");
    assert_string_equal(config->external.items[0].data, "e");
    assert_string_equal(config->conditions.items[0].data, "f");
    assert_int_equal(config->node_version, 24);
    assert_true(config->has_target);
    assert_int_equal(config->target, LODE_TARGET_BROWSER);
    assert_string_equal(config->baseline.data, "g");
    assert_true(config->rules[LODE_RULE_CYCLE].has_level);
    assert_int_equal(config->rules[LODE_RULE_CYCLE].level, LODE_SEVERITY_ERROR);
    assert_false(config->rules[LODE_CHECK_UNUSED_SUPPRESSION].has_level);
    assert_int_equal(config->rules[LODE_CHECK_UNUSED_SUPPRESSION].ignore.count, 1);
    assert_int_equal(config->rules[LODE_RULE_UNRESOLVED].level, LODE_SEVERITY_OFF);
    assert_false(config->rules[LODE_RULE_MISSING_EXPORT].has_level);
    tear_down(&world);
}

static const struct {
    const char *files[3]; /* in /p; each holds {"lode": {}} or {} */
    const char *named;    /* --config */
    const char *counts;   /* the file that is read; NULL for none */
    const char *says;     /* the beginning of the error; NULL for none */
    const char *why;
} places[] = {
    {{NULL}, NULL, NULL, NULL, "none"},
    {{"lode.json"}, NULL, "/p/lode.json", NULL, "the first name"},
    {{"lode.jsonc"}, NULL, "/p/lode.jsonc", NULL, "the second name"},
    {{"package.json"}, NULL, "/p/package.json", NULL, "the key"},
    {{"lode.json", "lode.jsonc"},
     NULL,
     "/p/lode.jsonc",
     "there are two configurations: 'lode.json' and 'lode.jsonc'",
     "two files"},
    {{"lode.json", "package.json"},
     NULL,
     "/p/package.json",
     "there are two configurations: 'lode.json' and \"lode\" in 'package.json'",
     "a file and the key"},
    {{"lode.json", "other.json"}, "/p/other.json", "/p/other.json", NULL, "the one that is named"},
    {{"lode.json"}, "/p/none.json", "/p/none.json", "the configuration 'none.json' cannot be read", "none there"},
};

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(places); i++) {
        World world;
        set_up(&world);
        for (size_t j = 0; j < 3 && places[i].files[j]; j++) {
            char path[32];
            snprintf(path, sizeof path, "/p/%s", places[i].files[j]);
            add(&world, path, strcmp(places[i].files[j], "package.json") == 0 ? "{\"lode\": {}}" : "{}");
        }
        read_root(&world, places[i].named);
        if (places[i].counts) {
            assert_string_equal(world.config.file.data, places[i].counts);
        } else {
            assert_true(lode_str_is_none(world.config.file));
        }
        assert_int_equal(world.errors.count, places[i].says ? 1 : 0);
        if (places[i].says && !lode_str_starts_with(world.errors.items[0].message, lode_str(places[i].says))) {
            fail_msg("%s: \"%s\"", places[i].why, world.errors.items[0].message.data);
        }
        tear_down(&world);
    }
}

/* What is no business of the configuration: a package.json that is broken or has another "lode". */
static void test_packages(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t errors;
    } packages[] = {
        {"{\"name\": \"lode\"}", 0},
        {"{\"lode\": ", 0},
        {"[\"lode\"]", 0},
        {"", 0},
        {"{\"lode\": {\"x\": 1}}", 1},
        {"{\"lode\": []}", 1},
        {"\xef\xbb\xbf{\"lode\": 1}", 1},
    };
    for (size_t i = 0; i < ROWS(packages); i++) {
        World world;
        set_up(&world);
        add(&world, "/p/package.json", packages[i].text);
        read_root(&world, NULL);
        assert_int_equal(world.errors.count, packages[i].errors);
        tear_down(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wrong), cmocka_unit_test(test_values),
                                       cmocka_unit_test(test_places), cmocka_unit_test(test_packages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

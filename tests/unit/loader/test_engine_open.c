/*
 * Opening the engine: what is said when it cannot be opened, and where it is looked for.
 *
 * It includes the file itself, so that the errors of broken installations need none.
 */
#include "loader/engine.c"

#include "tests/unit/loader/engine_rig.h"

static const struct {
    const char *file; /* of the build */
    const char *message;
    const char *why;
} unopened[] = {
    {"no/such/file.so", "There is no JavaScript engine to run code with: liblode-jsc.so was not built or not installed",
     "a path that is not there"},
    {"liblode.so", " is not an engine of lode", "a shared object that is none"},
    {"liblode.a", "The JavaScript engine could not be opened: ", "no shared object"},
};

static void test_unopened(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(unopened); i++) {
        LodeError error = {0};
        LodeStr path = built_file(unopened[i].file);
        if (i > 0 && access(path.data, F_OK) != 0) {
            continue; /* only the unit programs were built */
        }
        assert_null(lode_engine_open(path, &arena, &error));
        assert_int_equal(error.code, LODE_ERROR_LODE_NO_ENGINE);
        if (lode_str_search(error.message, lode_str(unopened[i].message)) == LODE_NOT_FOUND) {
            fail_msg("%s: %.*s", unopened[i].why, LODE_STR_ARG(error.message));
        }
        assert_null(lode_engine_open(path, &arena, NULL));
    }
}

static const struct {
    const char *reason; /* the dynamic linker's */
    const char *message;
    const char *note;
    const char *why;
} reasons[] = {
    {"libjavascriptcoregtk-4.1.so.0: cannot open shared object file: No such file or directory",
     "The JavaScript engine could not be opened: libjavascriptcoregtk-4.1.so.0 is not installed", INSTALL,
     "the engine is missing: which package has it"},
    {"libicuuc.so.72: cannot open shared object file: No such file or directory",
     "The JavaScript engine could not be opened: libicuuc.so.72 is not installed", NULL,
     "something that it needs is missing"},
    {"/there/liblode-jsc.so: cannot open shared object file: Permission denied",
     "The JavaScript engine could not be opened: /there/liblode-jsc.so: cannot open shared object file: Permission "
     "denied",
     NULL, "the file itself"},
    {"/there/liblode-jsc.so: undefined symbol: JSGetMemoryUsageStatistics",
     "The JavaScript engine could not be opened: /there/liblode-jsc.so: undefined symbol: JSGetMemoryUsageStatistics",
     NULL, "an engine that lacks a function"},
};

static void test_reasons(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(reasons); i++) {
        LodeError error = {0};
        fail_to_open(&arena, &error, LODE_STR("/there/liblode-jsc.so"), lode_str(reasons[i].reason));
        same_text(error.message, reasons[i].message, reasons[i].why);
        same_text(error.notes ? error.notes->text : LODE_STR_NONE, reasons[i].note, reasons[i].why);
    }
}

static void test_other_version(void **state)
{
    (void)state;
    LodeEngineOps other = {.abi = LODE_ENGINE_ABI + 1};
    LodeError error = {0};
    fail_foreign(&arena, &error, LODE_STR("/there/liblode-jsc.so"), &other);
    same_text(error.message,
              "/there/liblode-jsc.so belongs to another version of lode: it has interface 4, this lode needs 3",
              "both numbers");
}

static void test_places(void **state)
{
    (void)state;
    LodeStr places[PLACES];
    size_t count = usual_places(&arena, places);
    LodeStr here = program_folder(&arena);
    same_text(places[count - 2], lode_arena_printf(&arena, "%.*s/liblode-jsc.so", LODE_STR_ARG(here)).data,
              "beside the program");
    assert_true(lode_str_ends_with(places[count - 1], LODE_STR("/lode/liblode-jsc.so")));
    assert_true(lode_str_is_none(folder_of(&arena, LODE_STR("build/lode"))));
    assert_true(lode_str_is_none(folder_of(&arena, LODE_STR("lode"))));
}

static void test_identity(void **state)
{
    NEEDS_ENGINE();
    assert_int_equal(ops->abi, LODE_ENGINE_ABI);
    assert_string_equal(ops->name, "JavaScriptCore");
    unsigned major = 0;
    unsigned minor = 0;
    assert_int_equal(sscanf(ops->version, "%u.%u", &major, &minor), 2);
    assert_true(major >= 2);
}

/* This program as it is called by the next test: what is said when the engine is opened. */
static int tell_refusal(const char *path)
{
    LodeError error = {0};
    const LodeEngineOps *opened = lode_engine_open(lode_str(path), &arena, &error);
    printf("%.*s\n", opened ? 6 : (int)error.message.size, opened ? "opened" : error.message.data);
    lode_arena_release(&arena);
    return 0;
}

/* The engine would end a process that cannot give it its address space. Sanitizers need more than that themselves. */
static void test_address_space(void **state)
{
    NEEDS_ENGINE();
    static const struct {
        const char *limit;
        const char *told;
    } limits[] = {
        {"unlimited", "opened\n"},
        {"3000000", "The JavaScript engine cannot start: it reserves 5.5 GB of address space, which is more than this "
                    "process may have (ulimit -v)\n"},
    };
    LodeStr program = built_file("tests/unit/loader/test_engine_open");
    for (size_t i = 0; FREED_MEMORY_RETURNS && i < ROWS(limits); i++) {
        LodeStr command = lode_arena_printf(&arena, "ulimit -v %s; exec '%s' '%s'", limits[i].limit, program.data,
                                            built_file(SHARED_OBJECT).data);
        char told[300] = "";
        FILE *pipe_end = popen(command.data, "r");
        assert_non_null(pipe_end);
        told[fread(told, 1, sizeof told - 1, pipe_end)] = '\0';
        assert_int_equal(pclose(pipe_end), 0);
        assert_string_equal(told, limits[i].told);
    }
}

int main(int count, char **arguments)
{
    if (count == 2) {
        return tell_refusal(arguments[1]);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unopened), cmocka_unit_test(test_reasons), cmocka_unit_test(test_other_version),
        cmocka_unit_test(test_places),   WITH_ENGINE(test_identity),     WITH_ENGINE(test_address_space),
    };
    return cmocka_run_group_tests_name("loader/engine_open", tests, open_engine, close_engine);
}

/* CommonJS in C: texts that become functions, files that change, what packages say. A host over files in memory. */
#include "loader/commonjs.h"
#include "loader/packages.h"
#include "loader/sources.h"
#include "tests/unit/loader/engine_rig.h"

static LodeFs *fs;
static LodeMemo *memo;
static LodeCache *cache;
static LodeHost *host;

static int new_host(void **state)
{
    (void)state;
    if (!ops) {
        return 0;
    }
    fs = lode_fs_memory_new();
    memo = lode_memo_new(fs);
    cache = lode_cache_new(memo, 26);
    LodeHostOptions options = {
        .engine = built_file("liblode-jsc.so"),
        .executable = LODE_STR("/bin/lode"),
        .working_directory = LODE_STR("/"),
        .resolver = lode_resolver_options_default(),
    };
    LodeError error = {0};
    host = lode_host_new(cache, &options, &arena, &error);
    if (!host) {
        print_error("%.*s\n", LODE_STR_ARG(error.message));
        return -1;
    }
    engine = host->engine;
    return 0;
}

static int free_host(void **state)
{
    (void)state;
    if (host) {
        lode_host_free(host);
        lode_cache_free(cache);
        lode_memo_free(memo);
        lode_fs_free(fs);
        host = NULL;
    }
    return 0;
}

#define WITH_HOST(test) cmocka_unit_test_setup_teardown(test, new_host, free_host)

static void add_file(const char *path, const char *text)
{
    lode_fs_memory_add(fs, lode_str(path), lode_str(text));
}

/* ---- texts ---- */

static const struct {
    const char *source;
    const char *outcome; /* of calling the function, or of making it */
    const char *why;
} bodies[] = {
    {"return [typeof exports, typeof require, arguments.length].join()", "number,undefined,5", "its five parameters"},
    {"return typeof __filename + typeof $lodeImport", "undefinedundefined", "and no sixth"},
    {"#!/usr/bin/env node\nreturn 1", "1", "a hashbang"},
    {"\xEF\xBB\xBFreturn 2", "2", "a byte order mark"},
    {"return 3 // comment", "3", "the wrapper's end is on a line of its own"},
    {"return 4 <!-- comment", "4", "as a script may"},
    {"var exports = 5; return exports", "5", "a parameter declared once more"},
    {"", "undefined", "nothing"},
    {"return '}'.length", "1", "a brace in a text closes nothing"},
    {"return /}/.source", "}", "nor does one in a regular expression"},
    {"var a; function a() {} return /}/.test('}')", "true", "what no block could hold"},
    {"}); (function () {", "thrown: SyntaxError: Unexpected token '}'", "out of the wrapper"},
    {"}); globalThis.out = 1; (function (a, b, c, d, e) {", "thrown: SyntaxError: Unexpected token '}'",
     "into one that looks the same"},
    {"}, function () {", "thrown: SyntaxError: Unexpected token '}'", "two functions"},
    {"let a; let a;", "thrown: SyntaxError: Cannot declare a let variable twice: 'a'.", "an early error"},
    {"await 1", "thrown: SyntaxError: Unexpected number '1'", "module code"},
};

static LodeStr outcome_of_body(LodeStr source)
{
    LodeValue thrown = NULL;
    LodeValue function = lode__commonjs_compile(host, source, LODE_STR("/body.js"), &thrown);
    LodeValue arguments[5];
    for (int i = 0; i < 5; i++) {
        arguments[i] = i == 0 ? ops->number(engine, 0) : ops->undefined(engine);
    }
    LodeValue value = function ? ops->call(engine, function, NULL, 5, arguments, &thrown) : NULL;
    return value ? text_of(value) : lode_arena_printf(&arena, "thrown: %.*s", LODE_STR_ARG(text_of(thrown)));
}

static void test_bodies(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(bodies); i++) {
        same_text(outcome_of_body(lode_str(bodies[i].source)), bodies[i].outcome, bodies[i].why);
    }
    same_text(outcome_of("typeof out"), "undefined", "what broke out did not run");
}

static void test_import_in_body(void **state)
{
    NEEDS_ENGINE();
    LodeStr source = LODE_STR("  return [import('x'), arguments.length, arguments.callee.length].join()");
    LodeValue maker = lode__commonjs_compile(host, source, LODE_STR("/importing.js"), NULL);
    assert_non_null(maker);
    same_text(text_of(ops->get(engine, maker, LODE_STR("length"), NULL)), "1", "it takes the function behind import()");
    LodeValue import = evaluate("(specifier) => 'imported ' + specifier", NULL);
    LodeValue function = ops->call(engine, maker, NULL, 1, &import, NULL);
    same_text(text_of(ops->call(engine, function, NULL, 1, &import, NULL)), "imported x,1,5", "import() and no sixth");
    const LodeSource *noted = lode__sources_find(host, LODE_STR("/importing.js"));
    assert_non_null(noted);
    assert_true(noted->place_count > 1);
    same_number(noted->places[0].source_column, 1, "the first place stands for the first column");
    LodeStr prefix = LODE_STR("(($lodeImport) => function (exports, require, module, __filename, __dirname) {");
    same_number(noted->places[0].column, prefix.size + 1, "where the text begins");
    same_number(lode__sources_find(host, LODE_STR("/body.js")) == NULL, 1, "another source");
}

static void test_no_import_in_body(void **state)
{
    NEEDS_ENGINE();
    LodeValue function = lode__commonjs_compile(host, LODE_STR("// important"), LODE_STR("/plain.js"), NULL);
    same_text(text_of(ops->get(engine, function, LODE_STR("length"), NULL)), "5", "the word alone changes nothing");
    same_number(lode__sources_find(host, LODE_STR("/plain.js"))->first_line_shift,
                sizeof "(function (exports, require, module, __filename, __dirname) {" - 1, "the wrapper's columns");
}

/* ---- files ---- */

static LodeStr resolved(const char *specifier)
{
    LodeRequestFrom request = {.specifier = lode_str(specifier),
                               .from = LODE_STR("/app/main.js"),
                               .kind = LODE_KIND_REQUIRE,
                               .attribute_type = LODE_STR_NONE};
    LodeResolution resolution;
    LodeError error = {0};
    bool is_found = lode__host_resolve(host, &request, &arena, &resolution, &error);
    assert_true(is_found == (error.code == LODE_ERROR_NONE));
    return is_found ? resolution.path : lode_str(lode_error_code_text(error.code));
}

static void test_files_that_come_later(void **state)
{
    NEEDS_ENGINE();
    add_file("/app/main.js", "");
    same_text(resolved("./late"), "MODULE_NOT_FOUND", "not there");
    add_file("/app/late.js", "");
    same_text(resolved("./late"), "/app/late.js", "there now");
    same_text(resolved("pkg"), "MODULE_NOT_FOUND", "no package");
    add_file("/app/node_modules/pkg/index.js", "");
    same_text(resolved("pkg"), "/app/node_modules/pkg/index.js", "installed while the program runs");
}

static LodeStr reading(const char *path, size_t size)
{
    LodeBuf text = {0};
    LodeValue thrown = NULL;
    bool is_read = lode__commonjs_read(host, (LodeStr){path, size}, &text, &thrown);
    LodeStr answer = is_read ? lode_arena_copy(&arena, lode_buf_str(&text))
                             : text_of(ops->get(engine, thrown, LODE_STR("message"), NULL));
    lode_buf_release(&text);
    return answer;
}

static void test_reading(void **state)
{
    NEEDS_ENGINE();
    add_file("/a.js", "text");
    same_text(reading("/a.js", 5), "text", "a file");
    same_text(reading("/b.js", 5), "ENOENT: no such file or directory, open '/b.js'", "no file");
    same_text(reading("/", 1), "EISDIR: illegal operation on a directory, read", "a folder");
    assert_true(lode_str_starts_with(reading("/a.js\0b", 7), LODE_STR("ENOENT: ")));
    assert_true(lode_str_starts_with(reading("", 0), LODE_STR("ENOENT: ")));
}

/* ---- packages ---- */

static void test_packages(void **state)
{
    NEEDS_ENGINE();
    add_file("/p/package.json", "{\"name\": \"p\", \"type\": \"module\", \"main\": \"gone\", \"imports\": {}}");
    add_file("/p/index.js", "");
    add_file("/p/deep/file.js", "");
    LodePackageFacts facts;
    assert_true(lode__package_around(cache, LODE_STR("/p/deep/file.js"), &facts));
    same_text(facts.file, "/p/package.json", "the nearest one");
    same_text(facts.name, "p", "its name");
    same_text(lode_str(facts.type), "module", "its type");
    assert_true(facts.has_imports && !facts.has_exports);
    assert_false(lode__package_in(cache, LODE_STR("/p/deep"), &facts));
    assert_false(lode__package_around(cache, LODE_STR("/x.js"), &facts));
    assert_true(lode__package_main_is_stale(cache, LODE_STR("/p/index.js"), &facts));
    assert_false(lode__package_main_is_stale(cache, LODE_STR("/p/deep/file.js"), &facts));
}

static const struct {
    const char *main;
    bool is_stale;
    const char *why;
} mains[] = {
    {"./index.js", false, "by its name"}, {"index", false, "without its extension"}, {".", false, "by its folder"},
    {"./", false, "by its folder"},       {"./lib", true, "another folder"},         {"x.js", true, "another file"},
    {"", false, "an empty main"},         {"./inde", true, "no extension makes it"},
};

static void test_stale_main(void **state)
{
    NEEDS_ENGINE();
    for (size_t i = 0; i < ROWS(mains); i++) {
        LodePackageFacts facts;
        LodeStr folder = lode_arena_printf(&arena, "/m%zu", i);
        LodeStr index = lode_arena_printf(&arena, "%s/index.js", folder.data);
        add_file(lode_arena_printf(&arena, "%s/package.json", folder.data).data,
                 lode_arena_printf(&arena, "{\"main\": \"%s\"}", mains[i].main).data);
        add_file(index.data, "");
        bool is_stale = lode__package_main_is_stale(cache, index, &facts);
        same_number(is_stale, mains[i].is_stale, mains[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOST(test_bodies),     WITH_HOST(test_import_in_body), WITH_HOST(test_no_import_in_body),
        WITH_HOST(test_reading),    WITH_HOST(test_packages),       WITH_HOST(test_files_that_come_later),
        WITH_HOST(test_stale_main),
    };
    return cmocka_run_group_tests_name("loader/commonjs", tests, open_engine, close_engine);
}

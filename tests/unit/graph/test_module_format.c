/* Formats that the source settles, and the reading of sources. */
#include "graph/module_format.h"
#include "graph/source.h"
#include "tests/unit/graph/world.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    LodeFormat format;
    const char *source;
    LodeFormat expected;
    const char *why;
} Row;

static const Row rows[] = {
    {LODE_FORMAT_DETECT, "", LODE_FORMAT_COMMONJS, "an empty file"},
    {LODE_FORMAT_DETECT, "exports.a = 1;", LODE_FORMAT_COMMONJS, "no module syntax"},
    {LODE_FORMAT_DETECT, "import('x');", LODE_FORMAT_COMMONJS, "import() is for both"},
    {LODE_FORMAT_DETECT, "import 'x';", LODE_FORMAT_MODULE, "an import statement"},
    {LODE_FORMAT_DETECT, "export {};", LODE_FORMAT_MODULE, "an export statement"},
    {LODE_FORMAT_DETECT, "f(import.meta.url);", LODE_FORMAT_MODULE, "import.meta"},
    {LODE_FORMAT_DETECT, "await 1;", LODE_FORMAT_MODULE, "await at the top level"},
    {LODE_FORMAT_DETECT, "const module = 1;", LODE_FORMAT_MODULE, "a name of the wrapper, declared again"},
    {LODE_FORMAT_DETECT, "function f() { const module = 1; }", LODE_FORMAT_COMMONJS, "but not inside a function"},
    {LODE_FORMAT_DETECT_TYPESCRIPT, "export {};", LODE_FORMAT_MODULE_TYPESCRIPT, "TypeScript likewise"},
    {LODE_FORMAT_DETECT_TYPESCRIPT, "exports.a = 1;", LODE_FORMAT_COMMONJS_TYPESCRIPT, "either way"},
    {LODE_FORMAT_COMMONJS, "export {};", LODE_FORMAT_COMMONJS, "a settled format stays"},
    {LODE_FORMAT_JSON, "{}", LODE_FORMAT_JSON, "and is not read"},
};

static void test_rows(void **state)
{
    (void)state;
    LodeParser *parser = lode_parser_new();
    bool failed = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        World world;
        world_init(&world, "@ /p/\n");
        lode_fs_memory_add(world.fs, LODE_STR("/p/a"), lode_str(rows[i].source));
        LodePath *file = lode_memo_path(world.memo, LODE_STR("/p/a"));
        LodeResolution resolution = {.format = rows[i].format, .file = file, .path = lode_path_text(file)};
        LodeFormat format = lode_format_settle_file(world.memo, parser, &resolution);
        if (format != rows[i].expected) {
            print_error("%s: %d, not %d (%s)\n", rows[i].source, format, rows[i].expected, rows[i].why);
            failed = true;
        }
        assert_int_equal(lode_memo_counts(world.memo).read_files, lode_format_is_open(rows[i].format));
        world_release(&world);
    }
    lode_parser_free(parser);
    assert_false(failed);
}

static void test_unreadable(void **state)
{
    (void)state;
    World world;
    LodeError error;
    LodeBuf bytes = {0};
    LodeParser *parser = lode_parser_new();
    world_init(&world, "@ /p/pipe !\n@ /p/secret ?\n@ /p/d/\n");
    static const struct {
        LodeStr path;
        LodeErrorCode code;
        LodeStr message;
    } files[] = {
        {LODE_STR_INIT("/p/pipe"), LODE_ERROR_LODE_NOT_A_FILE, LODE_STR_INIT("'/p/pipe' is no regular file")},
        {LODE_STR_INIT("/p/d"), LODE_ERROR_LODE_NOT_A_FILE, LODE_STR_INIT("'/p/d' is no regular file")},
        {LODE_STR_INIT("/p/secret"), LODE_ERROR_LODE_UNREADABLE,
         LODE_STR_INIT("Cannot read '/p/secret': permission denied (EACCES)")},
        {LODE_STR_INIT("/p/none"), LODE_ERROR_LODE_CHANGED,
         LODE_STR_INIT("'/p/none' went away while the graph was read")},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        LodeResolution resolution = {.format = LODE_FORMAT_DETECT, .file = lode_memo_path(world.memo, files[i].path)};
        error = (LodeError){0};
        assert_int_equal(lode_format_settle_file(world.memo, parser, &resolution), LODE_FORMAT_COMMONJS);
        assert_false(lode_source_read(world.memo, resolution.file, &bytes, &world.arena, &error));
        assert_int_equal(error.code, files[i].code);
        assert_string_equal(error.message.data, files[i].message.data);
        assert_true(lode_str_equal(error.file, files[i].path));
    }
    lode_buf_release(&bytes);
    lode_parser_free(parser);
    world_release(&world);
}

typedef struct DataRow {
    const char *url;
    const char *body; /* NULL for none */
    const char *why;
} DataRow;

static void test_data_urls(void **state)
{
    (void)state;
    static const DataRow data_rows[] = {
        {"data:text/javascript,a%20b", "a b", "percent-encoded"},
        {"data:text/javascript,a,b", "a,b", "the first comma ends the type"},
        {"data:text/javascript,a#b", "a", "a fragment is no part of it"},
        {"data:text/javascript,a?b", "a?b", "a query is"},
        {"data:text/javascript,100%", "100%", "a stray percent sign"},
        {"data:text/javascript;base64,YWI=", "ab", "base64"},
        {"data:text/javascript;base64,YWI", "ab", "without padding"},
        {"data:text/javascript;base64,YW%20I%3D", "ab", "encoded twice, with a space"},
        {"data:text/javascript;base64,-_8", "\xFB\xFF", "in the alphabet for URLs"},
        {"data:text/javascript;charset=utf-8;base64,YQ==", "a", "behind other parameters"},
        {"data:,", "", "nothing"},
        {"data:text/javascript", NULL, "no comma"},
        {"file:///a,b", NULL, "no data: URL"},
    };
    LodeBuf bytes = {0};
    for (size_t i = 0; i < sizeof data_rows / sizeof *data_rows; i++) {
        const DataRow *row = &data_rows[i];
        bool has_body = lode_source_read_data(lode_str(row->url), &bytes);
        if (has_body != (row->body != NULL) ||
            (has_body && !lode_str_equal(lode_buf_str(&bytes), lode_str(row->body)))) {
            print_error("%s: '%.*s' (%s)\n", row->url, (int)bytes.size, bytes.data ? bytes.data : "", row->why);
            fail();
        }
    }
    lode_buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_data_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The memo over a file system in memory: types and real paths through links, what
 * is remembered, and what asking costs.
 */
#include "base/memo.h"

#include "base/path.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

typedef struct Fixture {
    LodeFs *fs;
    LodeMemo *memo;
} Fixture;

static void set_up(Fixture *self)
{
    self->fs = lode_fs_memory_new();
    lode_fs_memory_add(self->fs, LODE_STR("/a/b/file.js"), LODE_STR("x"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/up"), LODE_STR(".."));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/abs"), LODE_STR("/a/b"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/chain"), LODE_STR("abs/file.js"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/loop"), LODE_STR("loop2"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/loop2"), LODE_STR("loop"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/dangling"), LODE_STR("b/nowhere"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/slash"), LODE_STR("b/file.js/"));
    lode_fs_memory_add_link(self->fs, LODE_STR("/a/empty"), LODE_STR(""));
    lode_fs_memory_add_refusing(self->fs, LODE_STR("/a/pipe"), LODE_FILE_OTHER, ENXIO);
    self->memo = lode_memo_new(self->fs);
}

static void tear_down(Fixture *self)
{
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
}

static void test_types_and_real_paths(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        LodeFileType type;
        const char *real; /* NULL: does not exist */
        const char *why;
    } rows[] = {
        {"/", LODE_FILE_DIRECTORY, "/", "the root"},
        {"/a/b/file.js", LODE_FILE_REGULAR, "/a/b/file.js", "a file"},
        {"/a/b/file.js/x", LODE_FILE_ABSENT, NULL, "nothing is below a file"},
        {"/a/nowhere/x/y", LODE_FILE_ABSENT, NULL, "nor below what is absent"},
        {"/a/abs", LODE_FILE_DIRECTORY, "/a/b", "an absolute link"},
        {"/a/abs/file.js", LODE_FILE_REGULAR, "/a/b/file.js", "a file through it"},
        {"/a/chain", LODE_FILE_REGULAR, "/a/b/file.js", "a link through a link"},
        {"/a/up/a/b", LODE_FILE_DIRECTORY, "/a/b", "dots in a link are physical"},
        {"/a/up/a/up/a/chain", LODE_FILE_REGULAR, "/a/b/file.js", "round and round"},
        {"/a/loop", LODE_FILE_ABSENT, NULL, "a loop ends"},
        {"/a/loop/x", LODE_FILE_ABSENT, NULL, "so does what is below it"},
        {"/a/dangling", LODE_FILE_ABSENT, NULL, "a link to nothing"},
        {"/a/slash", LODE_FILE_ABSENT, NULL, "a slash in a link asks for a directory"},
        {"/a/empty", LODE_FILE_ABSENT, NULL, "an empty link leads nowhere"},
        {"/a/pipe", LODE_FILE_OTHER, "/a/pipe", "a pipe exists"},
    };
    Fixture fixture;
    set_up(&fixture);
    /* Twice: what is remembered is the same answer. */
    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        size_t row = i % (sizeof rows / sizeof *rows);
        LodePath *path = lode_memo_path(fixture.memo, lode_str(rows[row].path));
        LodePath *real = lode_memo_real(fixture.memo, path);
        if (lode_memo_type(fixture.memo, path) != rows[row].type) {
            print_error("%s: %s\n", rows[row].path, rows[row].why);
        }
        assert_int_equal(lode_memo_type(fixture.memo, path), rows[row].type);
        assert_true((real != NULL) == (rows[row].real != NULL));
        if (real) {
            assert_string_equal(lode_path_text(real).data, rows[row].real);
        }
    }
    tear_down(&fixture);
}

static void test_cost(void **state)
{
    (void)state;
    Fixture fixture;
    set_up(&fixture);
    lode_memo_type(fixture.memo, lode_memo_path(fixture.memo, LODE_STR("/a/missing")));
    uint64_t before = lode_memo_counts(fixture.memo).lstats;
    /* Below an absent directory nothing is asked. */
    for (int i = 0; i < 100; i++) {
        char name[40];
        snprintf(name, sizeof name, "/a/missing/%d/package.json", i);
        assert_int_equal(lode_memo_type(fixture.memo, lode_memo_path(fixture.memo, lode_str(name))), LODE_FILE_ABSENT);
    }
    assert_int_equal(lode_memo_counts(fixture.memo).lstats, before);
    tear_down(&fixture);
}

static void test_paths_of_any_size(void **state)
{
    (void)state;
    Fixture fixture;
    set_up(&fixture);
    LodeBuf text = {0};
    for (int i = 0; i < 35000; i++) {
        lode_buf_puts(&text, "/d");
    }
    uint64_t before = lode_memo_counts(fixture.memo).paths;
    LodePath *path = lode_memo_path(fixture.memo, lode_buf_str(&text));
    assert_int_equal(lode_memo_type(fixture.memo, path), LODE_FILE_ABSENT);
    /* One object, not one for each of 35,000 folders. */
    assert_int_equal(lode_memo_counts(fixture.memo).paths, before + 1);
    /* A name with a NUL is looked at up to it, as the system does. */
    LodeStr cut = {"/a/b/file.js\0.mjs", sizeof "/a/b/file.js\0.mjs" - 1};
    assert_int_equal(lode_memo_type(fixture.memo, lode_memo_path(fixture.memo, cut)), LODE_FILE_REGULAR);
    lode_buf_release(&text);
    tear_down(&fixture);
}

static void test_reading(void **state)
{
    (void)state;
    Fixture fixture;
    set_up(&fixture);
    LodeBuf bytes = {0};
    assert_int_equal(lode_memo_read(fixture.memo, lode_memo_path(fixture.memo, LODE_STR("/a/chain")), 10, &bytes), 0);
    assert_string_equal(bytes.data, "x");
    assert_int_equal(lode_memo_read(fixture.memo, lode_memo_path(fixture.memo, LODE_STR("/a/chain")), 0, &bytes),
                     EFBIG);
    assert_int_equal(lode_memo_read(fixture.memo, lode_memo_path(fixture.memo, LODE_STR("/a/pipe")), 10, &bytes),
                     ENXIO);
    assert_int_equal(lode_memo_read(fixture.memo, lode_memo_path(fixture.memo, LODE_STR("/a/b")), 10, &bytes), EISDIR);
    LodeArena arena = {0};
    LodeDirectoryEntry *entries;
    size_t count;
    LodePath *directory = lode_memo_path(fixture.memo, LODE_STR("/a"));
    assert_int_equal(lode_memo_list(fixture.memo, directory, &arena, &entries, &count), 0);
    assert_int_equal(count, 10);
    assert_string_equal(entries[0].name.data, "abs");
    assert_string_equal(entries[count - 1].name.data, "up");
    lode_arena_release(&arena);
    lode_buf_release(&bytes);
    tear_down(&fixture);
}

static void test_slots_keep_the_first(void **state)
{
    (void)state;
    Fixture fixture;
    set_up(&fixture);
    int first;
    int second;
    LodePath *path = lode_memo_path(fixture.memo, LODE_STR("/a"));
    assert_null(lode_path_slot(path, LODE_PATH_SLOT_PACKAGE));
    assert_ptr_equal(lode_path_slot_set(path, LODE_PATH_SLOT_PACKAGE, &first), &first);
    assert_ptr_equal(lode_path_slot_set(path, LODE_PATH_SLOT_PACKAGE, &second), &first);
    assert_ptr_equal(lode_path_slot(path, LODE_PATH_SLOT_PACKAGE), &first);
    tear_down(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types_and_real_paths), cmocka_unit_test(test_cost),
        cmocka_unit_test(test_paths_of_any_size),    cmocka_unit_test(test_reading),
        cmocka_unit_test(test_slots_keep_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

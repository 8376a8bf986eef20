/* Paths: what Node's path module answers on POSIX. */
#include "base/path.h"
#include "rows.h"

static const struct {
    const char *base;
    const char *path;
    const char *resolved;
    const char *why;
} resolutions[] = {
    {"/a/b", "c", "/a/b/c", "a name goes below the base"},
    {"/a/b", "./c", "/a/b/c", "so does a name with a dot"},
    {"/a/b", "../c", "/a/c", "two dots leave the base"},
    {"/a/b", "/c/d", "/c/d", "an absolute path forgets the base"},
    {"/a/b", "", "/a/b", "nothing is the base"},
    {"/a/b", ".", "/a/b", "the dot is the base"},
    {"/a/b", "..", "/a", "its parent"},
    {"/a", "../../../x", "/x", "above the root is the root"},
    {"/", "..", "/", "the root is its own parent"},
    {"/", "a", "/a", "no second slash below the root"},
    {"/a", "b//c///d", "/a/b/c/d", "slashes are one"},
    {"/a", "b/", "/a/b", "a slash at the end goes"},
    {"/a", "b/./c/.", "/a/b/c", "dots go"},
    {"/a", "b/../c/../d", "/a/d", "pairs go"},
    {"/a", "...", "/a/...", "three dots are a name"},
    {"/a", "..b/b..", "/a/..b/b..", "so are dots with letters"},
    {"/a/../b//c/", "d", "/b/c/d", "a base that is not normal is made so"},
    {"/a", "//b", "/b", "two slashes at the start are one"},
    {"/a", "b\\c", "/a/b\\c", "a backslash is a character"},
};

static void test_resolve(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeBuf buffer = {0};
    for (size_t i = 0; i < ROWS(resolutions); i++) {
        LodeStr base = lode_str(resolutions[i].base);
        LodeStr path = lode_str(resolutions[i].path);
        LodeStr resolved = lode_path_resolve(&arena, base, path);
        same_text(resolved, resolutions[i].resolved, resolutions[i].why);
        assert_int_equal(resolved.data[resolved.size], '\0');
        assert_true(lode_path_is_normal(resolved));
        lode_path_resolve_into(&buffer, base, path);
        same_text(lode_buf_str(&buffer), resolutions[i].resolved, resolutions[i].why);
        assert_int_equal(buffer.data[buffer.size], '\0');
    }
    lode_buf_release(&buffer);
    lode_arena_release(&arena);
}

static const struct {
    const char *path;
    const char *normal;
    const char *directory;
    const char *name;
    const char *extension;
    const char *why;
} paths[] = {
    {"/a/b.js", "/a/b.js", "/a", "b.js", ".js", "the usual file"},
    {"a/b.js", "a/b.js", "a", "b.js", ".js", "relative"},
    {"b.js", "b.js", ".", "b.js", ".js", "without a directory"},
    {"", ".", ".", "", "", "nothing is here"},
    {"/", "/", "/", "", "", "the root"},
    {"//", "/", "/", "", "", "the root, twice"},
    {"/a", "/a", "/", "a", "", "below the root"},
    {"//a", "/a", "//", "a", "", "Node's dirname keeps two slashes"},
    {"/a/", "/a/", "/", "a", "", "a slash at the end stays in normalize only"},
    {"/a/b//", "/a/b/", "/a", "b", "", "as one"},
    {"a/", "a/", ".", "a", "", "relative with a slash"},
    {"a//b", "a/b", "a/", "b", "", "dirname leaves doubled slashes as they are"},
    {"./a", "a", ".", "a", "", "normalize drops the dot"},
    {"./", "./", ".", ".", "", "but a path of nothing keeps one"},
    {"a/..", ".", "a", "..", "", "up and down again"},
    {"../a", "../a", "..", "a", "", "a relative path may start above"},
    {"../../a/..", "../..", "../../a", "..", "", "more than once"},
    {"a/../../b", "../b", "a/../..", "b", "", "or come there"},
    {"/../a", "/a", "/..", "a", "", "an absolute one may not"},
    {".a", ".a", ".", ".a", "", "a leading dot makes no extension"},
    {".a.b", ".a.b", ".", ".a.b", ".b", "a second one does"},
    {"a.", "a.", ".", "a.", ".", "the dot alone is one"},
    {"a.b.c", "a.b.c", ".", "a.b.c", ".c", "the last one counts"},
    {"..", "..", ".", "..", "", "two dots have none"},
    {"...", "...", ".", "...", ".", "three have"},
    {"..a", "..a", ".", "..a", ".a", "as do two and a letter"},
    {"a.b/c", "a.b/c", "a.b", "c", "", "a dot in a directory is none"},
    {"a.b/", "a.b/", ".", "a.b", ".b", "a slash at the end hides nothing"},
};

static void test_parts(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(paths); i++) {
        LodeStr path = lode_str(paths[i].path);
        same_text(lode_path_normalize(&arena, path), paths[i].normal, paths[i].why);
        same_text(lode_path_directory(path), paths[i].directory, paths[i].why);
        same_text(lode_path_base_name(path), paths[i].name, paths[i].why);
        same_text(lode_path_extension(path), paths[i].extension, paths[i].why);
    }
    lode_arena_release(&arena);
}

static const struct {
    const char *path;
    bool is_normal;
    const char *why;
} normality[] = {
    {"/", true, "the root"},
    {"/a/b", true, "names only"},
    {"/a/...", true, "three dots are a name"},
    {"/a/.b", true, "so is a dot with a letter"},
    {"/a/", false, "a slash at the end"},
    {"//", false, "two slashes"},
    {"/a//b", false, "two slashes within"},
    {"/a/./b", false, "a dot"},
    {"/a/.", false, "a dot at the end"},
    {"/../a", false, "two dots"},
    {"/a/..", false, "two dots at the end"},
    {"a", false, "relative"},
    {"", false, "nothing"},
};

static void test_is_normal(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(normality); i++) {
        same_number(lode_path_is_normal(lode_str(normality[i].path)), normality[i].is_normal, normality[i].why);
    }
}

static const struct {
    const char *from;
    const char *to;
    const char *relative;
    bool is_inside;
    const char *why;
} pairs[] = {
    {"/a/b", "/a/b", "", true, "the same"},
    {"/a", "/a/b/c", "b/c", true, "below"},
    {"/a/b/c", "/a", "../..", false, "above"},
    {"/a/b", "/a/c", "../c", false, "beside"},
    {"/a/b", "/c/d", "../../c/d", false, "nothing in common but the root"},
    {"/", "/a", "a", true, "from the root"},
    {"/a", "/", "..", false, "to the root"},
    {"/", "/", "", true, "the root itself"},
    {"/a/bc", "/a/bd", "../bd", false, "a common start of a name is not common"},
    {"/a/b", "/a/bc", "../bc", false, "nor is a whole name that goes on"},
    {"/a/bc", "/a/b", "../b", false, "in either direction"},
};

static void test_relative(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(pairs); i++) {
        LodeStr from = lode_str(pairs[i].from);
        LodeStr to = lode_str(pairs[i].to);
        LodeStr relative = lode_path_relative(&arena, from, to);
        same_text(relative, pairs[i].relative, pairs[i].why);
        same_text(lode_path_resolve(&arena, from, relative), pairs[i].to, pairs[i].why);
        same_number(lode_path_is_inside(from, to), pairs[i].is_inside, pairs[i].why);
    }
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_is_normal),
        cmocka_unit_test(test_relative),
    };
    return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}

/*
 * Resolution on a file system in memory: one world, one table.
 *
 * The random oracle (tests/oracle) finds what nobody thought of; this table keeps
 * what was thought of, one row for each behaviour, and runs in milliseconds.
 * Expected is "PATH FORMAT" for what is found and the code for what is not.
 */
#include "resolver/trace.h"
#include "tests/unit/graph/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char files[] =
    "@ /p/package.json\n{\"name\":\"self\",\"exports\":{\".\":\"./main.js\",\"./x\":\"./x.mjs\"},"
    "\"imports\":{\"#a\":\"./x.mjs\",\"#dep\":\"dep\",\"#core\":\"fs\",\"#in/*\":\"./lib/*.js\",\"#none\":null}}\n"
    "@ /p/main.js\n1\n"
    "@ /p/x.mjs\n1\n"
    "@ /p/data.json\n{}\n"
    "@ /p/both.js\n1\n"
    "@ /p/both/index.js\n1\n"
    "@ /p/dir/index.json\n{}\n"
    "@ /p/lib/one.js\n1\n"
    "@ /p/sp ace.js\n1\n"
    "@ /p/per%20cent.js\n1\n"
    "@ /p/noext\n1\n"
    "@ /p/a.txt\n1\n"
    "@ /p/pipe.js !\n"
    "@ /p/link.js -> lib/one.js\n"
    "@ /p/loop.js -> loop.js\n"
    "@ /p/dangling.js -> nowhere.js\n"
    "@ /p/mod/package.json\n{\"type\":\"module\"}\n"
    "@ /p/mod/a.js\n1\n"
    "@ /p/mod/bare\n1\n"
    "@ /p/mod/a.cjs\n1\n"
    "@ /p/node_modules/dep/package.json\n{\"main\":\"lib\"}\n"
    "@ /p/node_modules/dep/lib/index.js\n1\n"
    "@ /p/node_modules/dep/other.js\n1\n"
    "@ /p/node_modules/badmain/package.json\n{\"main\":\"nope.js\"}\n"
    "@ /p/node_modules/badmain/index.js\n1\n"
    "@ /p/node_modules/nomain/package.json\n{\"main\":\"nope.js\"}\n"
    "@ /p/node_modules/fs/index.js\n1\n"
    "@ /p/node_modules/test/index.js\n1\n"
    "@ /p/node_modules/broken/package.json\n{\"main\": \n"
    "@ /p/node_modules/broken/index.js\n1\n"
    "@ /p/node_modules/@s/pkg/package.json\n{\"exports\":\"./m.js\"}\n"
    "@ /p/node_modules/@s/pkg/m.js\n1\n"
    "@ /p/node_modules/maps/package.json\n"
    "{\"exports\":{\".\":{\"import\":\"./i.mjs\",\"require\":\"./r.cjs\"},"
    "\"./f/*\":\"./src/*.js\",\"./f/in/*\":\"./src/deep/*.js\",\"./f/*.css\":\"./css/*.js\",\"./f/hidden/*\":null,"
    "\"./user\":{\"mine\":\"./mine.js\",\"node\":{\"nobody\":\"./no.js\"},\"default\":\"./d.js\"},"
    "\"./array\":[\"nope\",{\"nobody\":\"./no.js\"},\"./d.js\"],\"./miss\":[\"./missing.js\",\"./d.js\"],"
    "\"./up\":\"../x.js\",\"./enc\":\"./%2e%2e/x.js\",\"./num\":{\"0\":\"./d.js\"},\"./only\":{\"browser\":\"./d.js\"},"
    "\"./text\":\"d.js\"}}\n"
    "@ /p/node_modules/maps/i.mjs\n1\n"
    "@ /p/node_modules/maps/r.cjs\n1\n"
    "@ /p/node_modules/maps/d.js\n1\n"
    "@ /p/node_modules/maps/mine.js\n1\n"
    "@ /p/node_modules/maps/src/a.js\n1\n"
    "@ /p/node_modules/maps/src/deep/a.js\n1\n"
    "@ /p/node_modules/maps/css/a.js\n1\n"
    "@ /p/node_modules/mixed/package.json\n{\"exports\":{\".\":\"./a.js\",\"node\":\"./a.js\"}}\n"
    "@ /p/node_modules/node_modules/inner/index.js\n1\n"
    "@ "
    "/p/node_modules/wide/package.json\n{\"module\":\"./esm\",\"main\":\"./cjs.js\",\"browser\":{\"./cjs.js\":\"./"
    "b.js\",\"fs\":false}}\n"
    "@ /p/node_modules/wide/esm.js\n1\n"
    "@ /p/node_modules/wide/cjs.js\n1\n"
    "@ /p/node_modules/wide/b.js\n1\n"
    "@ /np/global.js\n1\n";

typedef struct Row {
    const char *kind; /* "import" or "require", a version after '@', a target after '>', '+' for the condition "mine" */
    const char *specifier;
    const char *from;
    const char *expected;
    const char *why;
} Row;

static const Row rows[] = {
    {"require", "fs", "/p/main.js", "node:fs builtin", "core wins over node_modules"},
    {"import", "fs", "/p/main.js", "node:fs builtin", "for import as well"},
    {"require", "fs/", "/p/main.js", "/p/node_modules/fs/index.js detect", "a slash asks for the package"},
    {"require", "test", "/p/main.js", "/p/node_modules/test/index.js detect",
     "a core module only with node: is a package without"},
    {"require", "node:test", "/p/main.js", "node:test builtin", "and is core with it"},
    {"import", "node:nope", "/p/main.js", "ERR_UNKNOWN_BUILTIN_MODULE", "import checks when it loads"},
    {"require", "node:nope", "/p/main.js", "MODULE_NOT_FOUND", "require.resolve looks for a file"},
    {"require", "./main", "/p/x.mjs", "/p/main.js detect", "extensions are tried"},
    {"import", "./main", "/p/x.mjs", "ERR_MODULE_NOT_FOUND", "but not by import"},
    {"require", "./both", "/p/x.mjs", "/p/both.js detect", "the file comes before the folder"},
    {"require", "./both/", "/p/x.mjs", "/p/both/index.js detect", "a slash at the end skips the file"},
    {"require", "./both/.", "/p/x.mjs", "/p/both/index.js detect", "so does a dot"},
    {"require", "./dir", "/p/x.mjs", "/p/dir/index.json json", "index.json is an index"},
    {"import", "./dir", "/p/x.mjs", "ERR_UNSUPPORTED_DIR_IMPORT", "import refuses folders"},
    {"import", "./nothing/", "/p/x.mjs", "ERR_UNSUPPORTED_DIR_IMPORT",
     "Node asks about \"/\" where a slash ends the path"},
    {"require", "./sp%20ace.js", "/p/x.mjs", "MODULE_NOT_FOUND", "require knows no escapes"},
    {"import", "./sp%20ace.js", "/p/x.mjs", "/p/sp ace.js detect", "import decodes them"},
    {"import", "./per%2520cent.js", "/p/x.mjs", "/p/per%20cent.js detect", "once"},
    {"import", "./a%2Fb.js", "/p/x.mjs", "ERR_INVALID_MODULE_SPECIFIER", "no encoded slash"},
    {"import", "./%zz.js", "/p/x.mjs", "URIError", "no broken escape"},
    {"import", "./main.js?v=1#h", "/p/x.mjs", "/p/main.js detect", "query and fragment are identity, not path"},
    {"import", "./noext", "/p/x.mjs", "/p/noext detect", "without extension the syntax decides"},
    {"import", "./mod/bare", "/p/x.mjs", "/p/mod/bare module", "or the type"},
    {"require@24", "./mod/bare", "/p/x.mjs", "/p/mod/bare detect", "which require follows since 26"},
    {"require@26", "./mod/bare", "/p/x.mjs", "/p/mod/bare module", "only"},
    {"import", "./a.txt", "/p/x.mjs", "ERR_UNKNOWN_FILE_EXTENSION", "unknown extensions are refused"},
    {"require", "./a.txt", "/p/x.mjs", "/p/a.txt detect", "by require they are JavaScript"},
    {"import", "./mod/a.js", "/p/x.mjs", "/p/mod/a.js module", "type of the nearest package.json"},
    {"import", "./mod/a.cjs", "/p/x.mjs", "/p/mod/a.cjs commonjs", "the extension is stronger"},
    {"require", "./pipe.js", "/p/x.mjs", "/p/pipe.js detect", "what exists and is no folder is a file"},
    {"require", "./link.js", "/p/x.mjs", "/p/lib/one.js detect", "the real path counts"},
    {"require", "./loop.js", "/p/x.mjs", "MODULE_NOT_FOUND", "a loop of links is nothing"},
    {"import", "./dangling.js", "/p/x.mjs", "ERR_MODULE_NOT_FOUND", "so is a link to nowhere"},
    {"require", "dep", "/p/lib/one.js", "/p/node_modules/dep/lib/index.js detect", "main may name a folder"},
    {"import", "dep", "/p/lib/one.js", "/p/node_modules/dep/lib/index.js detect", "in legacy packages also for import"},
    {"import", "dep/other", "/p/x.mjs", "ERR_MODULE_NOT_FOUND", "a subpath gets no extension by import"},
    {"require", "dep/other", "/p/x.mjs", "/p/node_modules/dep/other.js detect", "and one by require"},
    {"require", "badmain", "/p/x.mjs", "/p/node_modules/badmain/index.js detect",
     "a wrong main falls back to the index"},
    {"require", "nomain", "/p/x.mjs", "MODULE_NOT_FOUND", "and fails without one"},
    {"require", "absent", "/p/x.mjs", "MODULE_NOT_FOUND", "no such package"},
    {"import", "absent", "/p/x.mjs", "ERR_MODULE_NOT_FOUND", "the same by import has another code"},
    {"import", ".x", "/p/x.mjs", "ERR_INVALID_MODULE_SPECIFIER", "no package begins with a dot"},
    {"import", "@s", "/p/x.mjs", "ERR_INVALID_MODULE_SPECIFIER", "a scope alone is no name"},
    {"import", "@s/pkg", "/p/x.mjs", "/p/node_modules/@s/pkg/m.js detect", "scoped, exports as a string"},
    {"import", "@s/pkg/sub", "/p/x.mjs", "ERR_PACKAGE_PATH_NOT_EXPORTED", "which offers the main file only"},
    {"require", "broken", "/p/x.mjs", "ERR_INVALID_PACKAGE_CONFIG", "package.json is cut short"},
    {"import", "broken", "/p/x.mjs", "ERR_INVALID_PACKAGE_CONFIG", "for import too"},
    {"require", "inner", "/p/node_modules/dep/other.js", "MODULE_NOT_FOUND", "require skips node_modules/node_modules"},
    {"import", "inner", "/p/node_modules/dep/other.js", "/p/node_modules/node_modules/inner/index.js detect",
     "import does not"},
    {"require", "global", "/p/x.mjs", "/np/global.js detect", "NODE_PATH is for require"},
    {"import", "global", "/p/x.mjs", "ERR_MODULE_NOT_FOUND", "and not for import"},
    {"import", "maps", "/p/x.mjs", "/p/node_modules/maps/i.mjs module", "the import condition"},
    {"require", "maps", "/p/x.mjs", "/p/node_modules/maps/r.cjs commonjs", "the require condition, same package"},
    {"require", "maps/f/a", "/p/x.mjs", "/p/node_modules/maps/src/a.js detect", "a pattern"},
    {"require", "maps/f/in/a", "/p/x.mjs", "/p/node_modules/maps/src/deep/a.js detect", "the longest prefix wins"},
    {"require", "maps/f/a.css", "/p/x.mjs", "/p/node_modules/maps/css/a.js detect", "then the longest key"},
    {"require", "maps/f/hidden/a", "/p/x.mjs", "ERR_PACKAGE_PATH_NOT_EXPORTED", "null hides"},
    {"require", "maps/f/../d", "/p/x.mjs", "ERR_INVALID_MODULE_SPECIFIER", "the star takes no dots"},
    {"require+", "maps/user", "/p/x.mjs", "/p/node_modules/maps/mine.js detect", "the user's condition"},
    {"require", "maps/user", "/p/x.mjs", "/p/node_modules/maps/d.js detect", "an object without a match goes on"},
    {"require", "maps/array", "/p/x.mjs", "/p/node_modules/maps/d.js detect",
     "arrays go on past invalid and unmatched targets"},
    {"require", "maps/miss", "/p/x.mjs", "MODULE_NOT_FOUND", "never past a missing file"},
    {"import", "maps/up", "/p/x.mjs", "ERR_INVALID_PACKAGE_TARGET", "a target stays in its package"},
    {"import", "maps/enc", "/p/x.mjs", "ERR_INVALID_PACKAGE_TARGET", "encoded dots as well"},
    {"import", "maps/text", "/p/x.mjs", "ERR_INVALID_PACKAGE_TARGET", "targets begin with ./"},
    {"import", "maps/num", "/p/x.mjs", "ERR_INVALID_PACKAGE_CONFIG", "numeric keys have no order"},
    {"import", "maps/only", "/p/x.mjs", "ERR_PACKAGE_PATH_NOT_EXPORTED", "no condition matches"},
    {"import", "mixed", "/p/x.mjs", "ERR_INVALID_PACKAGE_CONFIG", "keys of both kinds"},
    {"import", "self/x", "/p/lib/one.js", "/p/x.mjs module", "a package may name itself"},
    {"require", "self", "/p/lib/one.js", "/p/main.js detect", "by require too"},
    {"import", "#a", "/p/lib/one.js", "/p/x.mjs module", "imports to a file"},
    {"import", "#dep", "/p/lib/one.js", "/p/node_modules/dep/lib/index.js detect", "to a package"},
    {"import", "#core", "/p/lib/one.js", "node:fs builtin", "to a core module"},
    {"require", "#core", "/p/lib/one.js", "ERR_INVALID_URL_SCHEME", "which require cannot take"},
    {"import", "#in/one", "/p/lib/one.js", "/p/lib/one.js detect", "a pattern"},
    {"import", "#none", "/p/lib/one.js", "ERR_PACKAGE_IMPORT_NOT_DEFINED", "null hides"},
    {"import", "#zz", "/p/lib/one.js", "ERR_PACKAGE_IMPORT_NOT_DEFINED", "not there"},
    {"import", "#", "/p/lib/one.js", "ERR_INVALID_MODULE_SPECIFIER", "no name"},
    {"import@22", "#/a", "/p/lib/one.js", "ERR_INVALID_MODULE_SPECIFIER", "not before Node 24"},
    {"import@24", "#/a", "/p/lib/one.js", "ERR_PACKAGE_IMPORT_NOT_DEFINED", "since then an ordinary name"},
    {"require", "#a", "/p/mod/a.js", "MODULE_NOT_FOUND", "a scope without imports: a file name"},
    {"import", "data:text/javascript,1", "/p/x.mjs", "data:text/javascript,1 module", "data: URLs"},
    {"import", "data:text/plain,1", "/p/x.mjs", "ERR_UNKNOWN_MODULE_FORMAT", "of a type that can be loaded"},
    {"import", "https://a.b/c.js", "/p/x.mjs", "ERR_UNSUPPORTED_ESM_URL_SCHEME", "nothing from the network"},
    {"import", "./x.mjs", "data:text/javascript,1", "ERR_UNSUPPORTED_RESOLVE_REQUEST", "a data: module has no folder"},
    {"import", "file:///p/x.mjs", "data:text/javascript,1", "/p/x.mjs module", "but may name a file"},
    {"import", "file://host/p/x.mjs", "/p/x.mjs", "ERR_INVALID_FILE_URL_HOST", "of this machine"},
    {"import>bundler", "./main", "/p/x.mjs", "/p/main.js detect", "bundlers try extensions"},
    {"import>bundler", "./dir", "/p/x.mjs", "/p/dir/index.json json", "and folders"},
    {"import>bundler", "wide", "/p/x.mjs", "/p/node_modules/wide/esm.js detect", "`module` comes before `main`"},
    {"require>browser", "wide/cjs.js", "/p/x.mjs", "/p/node_modules/wide/b.js detect",
     "the browser map replaces files"},
    {"require>browser", "fs", "/p/node_modules/wide/esm.js", "ignored", "and maps to nothing"},
    {"require>bundler", "fs", "/p/node_modules/wide/esm.js", "node:fs builtin", "for browsers only"},
};

static LodeResolverOptions options_of(const char *kind)
{
    static const LodeStr global[] = {LODE_STR_INIT("/np")};
    static const LodeStr mine[] = {LODE_STR_INIT("mine")};
    LodeResolverOptions options = lode_resolver_options_default();
    options.global_paths = global;
    options.global_path_count = 1;
    const char *version = strchr(kind, '@');
    const char *target = strchr(kind, '>');
    if (version) {
        options.node_version = (version[1] - '0') * 10 + version[2] - '0';
    }
    if (target) {
        options.target = strcmp(target + 1, "browser") == 0 ? LODE_TARGET_BROWSER : LODE_TARGET_BUNDLER;
    }
    if (strchr(kind, '+')) {
        options.conditions = mine;
        options.condition_count = 1;
    }
    return options;
}

static const char *answer_of(LodeArena *arena, bool ok, const LodeResolution *resolution, const LodeError *error)
{
    if (!ok) {
        return lode_error_code_text(error->code);
    }
    if (resolution->is_ignored) {
        return "ignored";
    }
    const char *format = lode_format_name(resolution->format);
    LodeStr where = lode_str_is_none(resolution->path) ? resolution->url : resolution->path;
    return lode_arena_printf(arena, "%.*s %s", LODE_STR_ARG(where), format ? format : "detect").data;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Row *row = &rows[i];
        World world;
        world_init(&world, files);
        LodeResolverOptions options = options_of(row->kind);
        LodeCache *cache = lode_cache_new(world.memo, options.node_version);
        LodeResolver *resolver = lode_resolver_new(cache, &options);
        LodeRequestFrom request = {
            .specifier = lode_str(row->specifier),
            .from = lode_str(row->from),
            .kind = strncmp(row->kind, "require", 7) == 0 ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT,
        };
        LodeResolution resolution = {0};
        LodeError error = {0};
        bool ok = lode_resolve(resolver, &request, &world.arena, &resolution, &error);
        const char *answer = answer_of(&world.arena, ok, &resolution, &error);
        if (strcmp(answer, row->expected) != 0) {
            print_error("row %zu: %s \"%s\" from %s (%s)\n", i, row->kind, row->specifier, row->from, row->why);
        }
        assert_string_equal(answer, row->expected);
        assert_true(ok || error.message.size > 0);
        lode_resolver_free(resolver);
        lode_cache_free(cache);
        world_release(&world);
    }
}

/* A second resolution of everything asks the file system nothing. */
static void test_second_time_is_free(void **state)
{
    (void)state;
    World world;
    world_init(&world, files);
    LodeResolverOptions options = options_of("require");
    LodeCache *cache = lode_cache_new(world.memo, 26);
    LodeResolver *resolver = lode_resolver_new(cache, &options);
    LodeMemoCounts before = {0};
    for (int round = 0; round < 2; round++) {
        before = lode_memo_counts(world.memo);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            LodeRequestFrom request = {.specifier = lode_str(rows[i].specifier), .from = lode_str(rows[i].from)};
            LodeResolution resolution;
            LodeError error = {0};
            for (int kind = 0; kind < 2; kind++) {
                request.kind = kind ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT;
                lode_resolve(resolver, &request, &world.arena, &resolution, &error);
            }
        }
    }
    LodeMemoCounts after = lode_memo_counts(world.memo);
    assert_int_equal(after.lstats, before.lstats);
    assert_int_equal(after.read_links, before.read_links);
    assert_int_equal(after.paths, before.paths);
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    world_release(&world);
}

/* Messages that people read: one whole text for each shape that the oracle compares too. */
static void test_notes(void **state)
{
    (void)state;
    static const struct {
        LodeKind kind;
        const char *specifier;
        const char *note;
        const char *why;
    } cases[] = {
        {LODE_KIND_REQUIRE, "./Main.js", "the file is there with another case: main.js", "file systems differ in case"},
        {LODE_KIND_IMPORT, "./mian.js", "did you mean main.js?", "two letters swapped"},
        {LODE_KIND_REQUIRE, "depp", "did you mean \"dep\"?", "a package's name"},
        {LODE_KIND_IMPORT, "@s/pakg", "did you mean \"@s/pkg\"?", "inside a scope"},
        {LODE_KIND_REQUIRE, "sqlite", "this core module is known only as \"node:sqlite\"", "the prefix is missing"},
        {LODE_KIND_IMPORT, "maps/only", "exported only under `browser`; in force: see \"conditions\"", "conditions"},
        {LODE_KIND_IMPORT, "maps/f/hidden/a", "this key hides \"./f/hidden/a\" on purpose (null)",
         "null is no accident"},
    };
    World world;
    world_init(&world, files);
    LodeResolverOptions options = options_of("require");
    LodeCache *cache = lode_cache_new(world.memo, 26);
    LodeResolver *resolver = lode_resolver_new(cache, &options);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LodeRequestFrom request = {
            .specifier = lode_str(cases[i].specifier), .from = LODE_STR("/p/x.mjs"), .kind = cases[i].kind};
        LodeResolution resolution;
        LodeError error = {0};
        assert_false(lode_resolve(resolver, &request, &world.arena, &resolution, &error));
        if (!error.notes) {
            print_error("no note: %s (%s)\n", cases[i].specifier, cases[i].why);
        }
        assert_non_null(error.notes);
        assert_string_equal(error.notes->text.data, cases[i].note);
    }
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    world_release(&world);
}

/* A trace tells the tries in order and ends with what was found. */
static void test_trace(void **state)
{
    (void)state;
    World world;
    world_init(&world, files);
    LodeResolverOptions options = options_of("require");
    LodeCache *cache = lode_cache_new(world.memo, 26);
    LodeResolver *resolver = lode_resolver_new(cache, &options);
    LodeTrace trace = {0};
    lode_resolver_set_trace(resolver, &trace);
    LodeRequestFrom request = {
        .specifier = LODE_STR("./main"), .from = LODE_STR("/p/x.mjs"), .kind = LODE_KIND_REQUIRE};
    LodeResolution resolution;
    assert_true(lode_resolve(resolver, &request, &world.arena, &resolution, NULL));
    assert_true(trace.steps.count >= 3);
    LodeTraceStep last = lode_vec_last(&trace.steps);
    assert_int_equal(last.outcome, LODE_TRACE_FOUND);
    assert_string_equal(last.text.data, "file /p/main.js");
    lode_trace_release(&trace);
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    world_release(&world);
}

/* Depth of `exports` costs no C stack. */
static void test_deep_conditions(void **state)
{
    (void)state;
    enum { DEPTH = 200000 };
    LodeBuf text = {0};
    lode_buf_puts(&text, "{\"exports\":");
    for (int i = 0; i < DEPTH; i++) {
        lode_buf_puts(&text, "{\"node\":");
    }
    lode_buf_puts(&text, "\"./a.js\"");
    for (int i = 0; i <= DEPTH; i++) {
        lode_buf_append_byte(&text, '}');
    }
    World world;
    world_init(&world, "@ /p/node_modules/deep/a.js\n1\n@ /p/x.mjs\n1\n");
    lode_fs_memory_add(world.fs, LODE_STR("/p/node_modules/deep/package.json"), lode_buf_str(&text));
    LodeResolverOptions options = options_of("import");
    LodeCache *cache = lode_cache_new(world.memo, 26);
    LodeResolver *resolver = lode_resolver_new(cache, &options);
    LodeRequestFrom request = {.specifier = LODE_STR("deep"), .from = LODE_STR("/p/x.mjs"), .kind = LODE_KIND_IMPORT};
    LodeResolution resolution;
    LodeError error = {0};
    assert_true(lode_resolve(resolver, &request, &world.arena, &resolution, &error));
    assert_string_equal(resolution.path.data, "/p/node_modules/deep/a.js");
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    world_release(&world);
    lode_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),  cmocka_unit_test(test_second_time_is_free), cmocka_unit_test(test_notes),
        cmocka_unit_test(test_trace), cmocka_unit_test(test_deep_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

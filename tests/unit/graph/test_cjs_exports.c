/*
 * The names of CommonJS files, re-exports included. A row is a world, the file /p/a.js (or /p/a.cjs) of it
 * that is asked, and its names in order, each with the file that has it. `default` and `module.exports`
 * are shown where they are missing or have a file: in no other row do they matter.
 */
#include "tests/unit/base/rows.h"
#include "tests/unit/graph/world.h"

#include "graph/cjs_exports.h"

#include <stdio.h>

static LodeResolverOptions options_of(int version)
{
    LodeResolverOptions options = lode_resolver_options_default();
    options.node_version = version;
    return options;
}

/* name@file, sorted; '!' where the lexer gave up. */
static void describe(LodeBuf *out, const LodeCjsExports *exports, int version)
{
    bool has_default = false;
    bool has_object = false;
    for (uint32_t i = 0; i < exports->count; i++) {
        const LodeCjsExport *item = &exports->items[i];
        assert_true(i == 0 || lode_str_compare(item[-1].name, item->name) < 0);
        assert_ptr_equal(lode_cjs_exports_find(exports, item->name), item);
        has_default |= lode_str_equal(item->name, LODE_STR("default"));
        has_object |= lode_str_equal(item->name, LODE_STR("module.exports"));
        if (item->file) {
            LodeStr path = lode_path_text(item->file);
            lode_buf_printf(out, "%s%.*s@%s", out->size ? " " : "", LODE_STR_ARG(item->name), path.data + 3);
        }
    }
    lode_buf_puts(out, has_default ? "" : " no default");
    lode_buf_puts(out, has_object == (version >= 23) ? "" : " module.exports?");
    lode_buf_puts(out, exports->error.size ? " !" : "");
    assert_null(lode_cjs_exports_find(exports, LODE_STR("no such name")));
    assert_int_equal(exports->has_es_module, lode_cjs_exports_find(exports, LODE_STR("__esModule")) != NULL);
}

typedef struct Row {
    const char *world;
    const char *expected;
    const char *why;
} Row;

static void same_exports(const Row *row, int version)
{
    World world;
    world_init(&world, row->world);
    LodeCache *cache = version == 26 ? world.cache : lode_cache_new(world.memo, version);
    LodeResolverOptions options = options_of(version);
    LodeCjsReader *reader = lode_cjs_reader_new(cache, &options);
    LodePath *file = lode_memo_path(world.memo, LODE_STR("/p/a.js"));
    LodeBuf told = {0};
    lode_buf_puts(&told, "");
    const LodeCjsExports *exports = lode_cjs_exports(reader, file);
    describe(&told, exports, version);
    if (!lode_str_equal(lode_buf_str(&told), lode_str(row->expected))) {
        fail_msg("Node %d, %s\n%s\n  expected: %s\n  told:     %s", version, row->why, row->world, row->expected,
                 told.data);
    }
    assert_ptr_equal(lode_cjs_exports(reader, file), exports);
    lode_buf_release(&told);
    lode_cjs_reader_free(reader);
    if (cache != world.cache) {
        lode_cache_free(cache);
    }
    world_release(&world);
}

static const Row rows[] = {
    {"@ /p/a.js\nexports.b = exports.a = 1", "a@a.js b@a.js", "its own names"},
    {"@ /p/a.js\n", "", "none"},
    {"@ /p/b.js\n", "", "no such file"},
    {"@ /p/a.js\nmodule.exports = require('./b')\n@ /p/b.js\nexports.x = 1", "x@b.js",
     "a re-export, found as require finds it"},
    {"@ /p/a.js\nmodule.exports = {y, ...require('./b')}\n@ /p/b.js\nexports.x = exports.y = 1", "x@b.js y@a.js",
     "the own name comes first"},
    {"@ /p/a.js\n__export(require('./b')); __export(require('./c'))\n@ /p/b.js\nexports.x = 1\n@ /p/c.js\nexports.x = "
     "exports.y = 1",
     "x@b.js y@c.js", "then the first re-export"},
    {"@ /p/a.js\nmodule.exports = require('./b')\n@ /p/b.js\nmodule.exports = require('./c')\n@ /p/c.js\nexports.x = 1",
     "x@c.js", "transitively"},
    {"@ /p/a.js\nexports.a = 1; __export(require('./b'))\n@ /p/b.js\nexports.b = 1; __export(require('./a'))",
     "a@a.js b@b.js", "a cycle"},
    {"@ /p/a.js\nexports.a = 1; __export(require('./a'))", "a@a.js", "itself"},
    {"@ /p/a.js\nmodule.exports = require('./gone'); exports.a = 1", "a@a.js", "what does not resolve adds nothing"},
    {"@ /p/a.js\n__export(require('fs')); __export(require('node:fs')); exports.a = 1", "a@a.js",
     "nor do core modules"},
    {"@ /p/a.js\n__export(require('./b.json')); exports.a = 1\n@ /p/b.json\n{\"x\": 1}", "a@a.js", "nor JSON"},
    {"@ /p/a.js\n__export(require('./b.node')); exports.a = 1\n@ /p/b.node\nexports.x = 1", "a@a.js", "nor addons"},
    {"@ /p/a.js\n__export(require('./b.mjs')); exports.a = 1\n@ /p/b.mjs\nexport const x = 1", "a@a.js",
     "nor modules: the lexer gives up on them"},
    {"@ /p/a.js\n__export(require('./b.mjs'))\n@ /p/b.mjs\nexports.x = 1; import('./c')", "x@b.mjs",
     "as long as something tells it that it is one"},
    {"@ /p/a.js\n__export(require('./b.cjs')); __export(require('./b.txt')); __export(require('./b'))\n"
     "@ /p/b.cjs\nexports.x = 1\n@ /p/b.txt\nexports.y = 1\n@ /p/b\nexports.z = 1",
     "x@b.cjs y@b.txt z@b", "every other extension is read"},
    {"@ /p/a.js\n__export(require('./b'))\n@ /p/b/index.js\nexports.x = 1", "x@b/index.js", "folders"},
    {"@ /p/a.js\n__export(require('b'))\n@ /p/node_modules/b/package.json\n"
     "{\"exports\": {\"import\": \"./i.js\", \"require\": \"./r.js\"}}\n"
     "@ /p/node_modules/b/i.js\nexports.i = 1\n@ /p/node_modules/b/r.js\nexports.r = 1",
     "r@node_modules/b/r.js", "packages, by the conditions of require"},
    {"@ /p/a.js\n__export(require('./l'))\n@ /p/l -> d\n@ /p/d/index.js\n__export(require('./x'))\n@ "
     "/p/d/x.js\nexports.x = 1",
     "x@d/x.js", "links lead to the real file"},
    {"@ /p/a.js\nexports.a = 1; '\n@ /p/b.js\n", " !", "a text that the lexer gives up on has no names"},
    {"@ /p/a.js\nexports.a = 1; __export(require('./b'))\n@ /p/b.js\nexports.b = 1; '", "a@a.js",
     "re-exported it adds none"},
    {"@ /p/a.js\nexports.default = exports.__esModule = 1", "__esModule@a.js", "default is always Node's own"},
    {"@ /p/a.js\n__export(require('./b'))\n@ /p/b.js\n\xEF\xBB\xBF"
     "exports.x = 1; exports.y = 1",
     "y@b.js", "a byte order mark hides the first word of a re-exported file"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        same_exports(&rows[i], 26);
    }
}

static void test_versions(void **state)
{
    (void)state;
    static const struct {
        int version;
        Row row;
    } versions[] = {
        {26, {"@ /p/a.js\nexports['module.exports'] = 1", "", "`module.exports` is Node's own"}},
        {26,
         {"@ /p/a.js\n\xEF\xBB\xBF"
          "exports.x = 1",
          "x@a.js", "an imported file is read without its byte order mark"}},
        {26,
         {"@ /p/a.js\nmodule.exports = {a: require('./b')}\n@ /p/b.js\nexports.x = 1", "a@a.js x@b.js",
          "as merve reads it"}},
    };
    static const struct {
        int version;
        Row row;
    } older[] = {
        {22,
         {"@ /p/a.js\n\xEF\xBB\xBF"
          "exports.x = 1",
          "x@a.js", "so in Node 22"}},
        {20,
         {"@ /p/a.js\n\xEF\xBB\xBF"
          "exports.x = exports.y = 1",
          "y@a.js", "not in Node 20"}},
        {20,
         {"@ /p/a.js\nmodule.exports = {a: require('./b')}\n@ /p/b.js\nexports.x = 1", "a@a.js",
          "as cjs-module-lexer reads it"}},
    };
    for (size_t i = 0; i < ROWS(versions); i++) {
        same_exports(&versions[i].row, versions[i].version);
    }
    for (size_t i = 0; i < ROWS(older); i++) {
        same_exports(&older[i].row, older[i].version);
    }
}

static void test_places(void **state)
{
    (void)state;
    World world;
    world_init(&world, "@ /p/a.js\n\xEF\xBB\xBF"
                       "exports.x = 1;'");
    LodeResolverOptions options = options_of(26);
    LodeCjsReader *reader = lode_cjs_reader_new(world.cache, &options);
    const LodeCjsExports *exports = lode_cjs_exports(reader, lode_memo_path(world.memo, LODE_STR("/p/a.js")));
    assert_int_equal(exports->count, 2);
    assert_int_equal(exports->error_offset, 17); /* in the file: the mark is counted */
    lode_cjs_reader_free(reader);
    world_release(&world);

    world_init(&world, "@ /p/a.js\n\xEF\xBB\xBF"
                       "exports.x = 1");
    reader = lode_cjs_reader_new(world.cache, &options);
    exports = lode_cjs_exports(reader, lode_memo_path(world.memo, LODE_STR("/p/a.js")));
    const LodeCjsExport *found = lode_cjs_exports_find(exports, LODE_STR("x"));
    assert_non_null(found);
    assert_int_equal(found->span.start, 11);
    assert_int_equal(found->span.end, 12);
    lode_cjs_reader_free(reader);
    world_release(&world);
}

/* A chain of 10,000 files, and 300 that all re-export each other: each file is read once, and nothing recurses. */
static void test_size(void **state)
{
    (void)state;
    World world;
    world_init(&world, "@ /p/a.js\n");
    char path[32];
    LodeBuf text = {0};
    for (int i = 0; i < 10000; i++) {
        lode_buf_clear(&text);
        lode_buf_printf(&text, "exports.n%d = 1; __export(require('./c%d'))", i, i + 1);
        snprintf(path, sizeof path, "/p/c%d.js", i);
        lode_fs_memory_add(world.fs, lode_str(path), lode_buf_str(&text));
    }
    for (int i = 0; i < 300; i++) {
        lode_buf_clear(&text);
        lode_buf_printf(&text, "exports.n%d = 1;", i);
        for (int j = 0; j < 300; j++) {
            lode_buf_printf(&text, "__export(require('./s%d'));", j);
        }
        snprintf(path, sizeof path, "/p/s%d.js", i);
        lode_fs_memory_add(world.fs, lode_str(path), lode_buf_str(&text));
    }
    LodeResolverOptions options = options_of(26);
    LodeCjsReader *reader = lode_cjs_reader_new(world.cache, &options);
    assert_int_equal(lode_cjs_exports(reader, lode_memo_path(world.memo, LODE_STR("/p/c0.js")))->count, 10002);
    assert_int_equal(lode_memo_counts(world.memo).read_files, 10000);
    for (int i = 0; i < 300; i++) {
        snprintf(path, sizeof path, "/p/s%d.js", i);
        assert_int_equal(lode_cjs_exports(reader, lode_memo_path(world.memo, lode_str(path)))->count, 302);
    }
    assert_int_equal(lode_memo_counts(world.memo).read_files, 10300);
    lode_cjs_reader_free(reader);
    lode_buf_release(&text);
    world_release(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

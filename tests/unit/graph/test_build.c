/* Graphs of files: what is a module, what is an edge, and what bad input does. */
#include "tests/unit/graph/sketch.h"
#include "tests/unit/graph/world.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Row {
    const char *name;
    const char *files;
    const char *entries;
    const char *expected;
    const char *why;
} Row;

static const Row rows[] = {
    {"kinds",
     "@ /p/a.mjs\nimport './b.mjs'; export * from './c.cjs'; import('./d.cjs'); import.meta.resolve('./b.mjs');\n"
     "@ /p/b.mjs\n"
     "@ /p/c.cjs\nrequire('./d.cjs'); require.resolve('./d.cjs');\n"
     "@ /p/d.cjs\n",
     "/p/a.mjs",
     "a.mjs module entry: import ./b.mjs -> b.mjs; export-from ./c.cjs -> c.cjs; dynamic-import ./d.cjs -> d.cjs; "
     "import-meta-resolve ./b.mjs -> b.mjs;\n"
     "b.mjs module:\n"
     "c.cjs commonjs: require ./d.cjs -> d.cjs; require-resolve ./d.cjs -> d.cjs;\n"
     "d.cjs commonjs:\n",
     "every kind of request is an edge"},
    {"two algorithms",
     "@ /p/a.mjs\nimport 'x'; import './b.cjs';\n"
     "@ /p/b.cjs\nrequire('x');\n"
     "@ /p/node_modules/x/package.json\n{\"name\":\"x\",\"exports\":{\"import\":\"./i.mjs\",\"require\":\"./r.cjs\"}}\n"
     "@ /p/node_modules/x/i.mjs\n@ /p/node_modules/x/r.cjs\n",
     "/p/a.mjs",
     "a.mjs module entry: import x -> node_modules/x/i.mjs; import ./b.cjs -> b.cjs;\n"
     "b.cjs commonjs: require x -> node_modules/x/r.cjs;\n"
     "node_modules/x/i.mjs module:\nnode_modules/x/r.cjs commonjs:\n",
     "import and require use their own conditions, so a package may be there twice"},
    {"formats by syntax",
     "@ /p/a.js\nrequire('./b'); require('./c'); require('./d');\n@ /p/b.js\nexport {};\n@ /p/c.js\nawait 1;\n"
     "@ /p/d.js\nconst x = 1;\n",
     "/p/a.js",
     "a.js commonjs entry: require ./b -> b.js; require ./c -> c.js; require ./d -> d.js;\n"
     "b.js module:\nc.js module:\nd.js commonjs:\n",
     "without a type the syntax decides"},
    {"leaves",
     "@ /p/a.cjs\nrequire('./b.json'); require('./c.node'); require('fs'); require('node:test');\n"
     "@ /p/b.json\n{\"require\": \"require('x')\"}\n@ /p/c.node\nbinary\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./b.json -> b.json; require ./c.node -> c.node; require fs -> node:fs; "
     "require node:test -> node:test;\n"
     "b.json json:\nc.node addon:\nnode:fs builtin external:\nnode:test builtin external:\n",
     "JSON, addons and core modules have no edges"},
    {"queries",
     "@ /p/a.mjs\nimport './b.mjs?x'; import './b.mjs'; import './b.mjs#y'; import './b.mjs?x';\n@ /p/b.mjs\n",
     "/p/a.mjs",
     "a.mjs module entry: import ./b.mjs?x -> b.mjs?x; import ./b.mjs -> b.mjs; import ./b.mjs#y -> b.mjs#y; "
     "import ./b.mjs?x -> b.mjs?x;\n"
     "b.mjs module:\nb.mjs#y module:\nb.mjs?x module:\n",
     "query and fragment are part of the identity; each request is an edge of its own"},
    {"a name like a query",
     "@ /p/a.mjs\nimport './b.mjs?x'; import './c.cjs';\n@ /p/b.mjs\n@ /p/b.mjs?x\n@ /p/c.cjs\nrequire('./b.mjs?x');\n",
     "/p/a.mjs",
     "a.mjs module entry: import ./b.mjs?x -> file:///p/b.mjs?x; import ./c.cjs -> c.cjs;\n"
     "b.mjs?x commonjs:\nc.cjs commonjs: require ./b.mjs?x -> b.mjs?x;\nfile:///p/b.mjs?x module:\n",
     "ids differ even where a file's name looks like another one's query"},
    {"failures",
     "@ /p/a.mjs\nimport './none.mjs'; import 'nopkg'; import './d'; import './b.mjs';\n@ /p/d/\n@ /p/b.mjs\n",
     "/p/a.mjs",
     "a.mjs module entry: import ./none.mjs -> ERR_MODULE_NOT_FOUND; import nopkg -> ERR_MODULE_NOT_FOUND; "
     "import ./d -> ERR_UNSUPPORTED_DIR_IMPORT; import ./b.mjs -> b.mjs;\nb.mjs module:\n",
     "a failed request is an edge with an error, and the rest is there"},
    {"new URL",
     "@ /p/a.mjs\nnew URL('./x.png', import.meta.url); new URL('./none.png', import.meta.url);"
     " new URL('./d/', import.meta.url); new URL('./b.mjs', import.meta.url); new URL('./w.mjs', import.meta.url);"
     " import './b.mjs';\n"
     "@ /p/x.png\n@ /p/d/\n@ /p/b.mjs\nimport './c.mjs';\n@ /p/c.mjs\n@ /p/w.mjs\nimport './c.mjs';\n",
     "/p/a.mjs",
     "a.mjs module entry: url ./x.png -> x.png; url ./none.png -> ERR_MODULE_NOT_FOUND; url ./d/ -> nothing; "
     "url ./b.mjs -> b.mjs; url ./w.mjs -> w.mjs; import ./b.mjs -> b.mjs;\n"
     "b.mjs module: import ./c.mjs -> c.mjs;\nc.mjs module:\nw.mjs null external:\nx.png null external:\n",
     "it names a file that must exist; the file is entered only if something loads it"},
    {"data: URLs",
     "@ /p/a.mjs\nimport 'data:text/javascript,import%20%22node:fs%22';"
     " import 'data:text/javascript;base64,aW1wb3J0ICJub2RlOm9zIjs=';\n",
     "/p/a.mjs",
     "a.mjs module entry: import data:text/javascript,import%20%22node:fs%22 -> "
     "data:text/javascript,import%20%22node:fs%22; import data:text/javascript;base64,aW1wb3J0ICJub2RlOm9zIjs= -> "
     "data:text/javascript;base64,aW1wb3J0ICJub2RlOm9zIjs=;\n"
     "data:text/javascript,import%20%22node:fs%22 module: import node:fs -> node:fs;\n"
     "data:text/javascript;base64,aW1wb3J0ICJub2RlOm9zIjs= module: import node:os -> node:os;\n"
     "node:fs builtin external:\nnode:os builtin external:\n",
     "they carry their source, encoded in either way"},
    {"links",
     "@ /p/a.cjs\nrequire('./l.cjs'); require('./b.cjs'); require('./loop.cjs'); require('./dangling.cjs');\n"
     "@ /p/b.cjs\n@ /p/l.cjs -> b.cjs\n@ /p/loop.cjs -> loop2.cjs\n@ /p/loop2.cjs -> loop.cjs\n"
     "@ /p/dangling.cjs -> none.cjs\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./l.cjs -> b.cjs; require ./b.cjs -> b.cjs; "
     "require ./loop.cjs -> MODULE_NOT_FOUND; require ./dangling.cjs -> MODULE_NOT_FOUND;\nb.cjs commonjs:\n",
     "a module is its real path"},
    {"unreadable",
     "@ /p/a.cjs\nrequire('./pipe.js'); require('./secret.js'); require('./b.js');\n"
     "@ /p/pipe.js !\n@ /p/secret.js ?\n@ /p/b.js\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./pipe.js -> pipe.js; require ./secret.js -> secret.js; require ./b.js -> b.js;\n"
     "b.js commonjs:\npipe.js commonjs LODE_NOT_A_FILE:\nsecret.js commonjs LODE_UNREADABLE:\n",
     "a file that cannot be read is a module with an error"},
    {"broken source", "@ /p/a.mjs\nimport './b.mjs'; import { from ; } import './c.mjs';\n@ /p/b.mjs\n@ /p/c.mjs\n",
     "/p/a.mjs",
     "a.mjs module entry broken: import ./b.mjs -> b.mjs; import ./c.mjs -> c.mjs;\nb.mjs module:\nc.mjs module:\n",
     "broken code gives the edges that are certain"},
    {"patterns",
     "@ /p/a.cjs\nrequire('./d/' + x); require('./d/' + x + '.js'); require('./none/' + x); require(x);\n"
     "@ /p/d/b.js\n@ /p/d/c.json\n{}\n@ /p/d/readme.md\n@ /p/d/e/index.js\n@ /p/d/f/\n@ /p/d/.hidden.js\n"
     "@ /p/d/node_modules/x.js\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./d/* ->* d/b.js; require ./d/* ->* d/c.json; require ./d/* ->* d/e/index.js; "
     "require ./d/*.js ->* d/b.js; require ./none/* -> nothing; require * -> nothing;\n"
     "d/b.js commonjs:\nd/c.json json:\nd/e/index.js commonjs:\n",
     "a dynamic require matches what it can load"},
    {"patterns of import()",
     "@ /p/a.mjs\nimport(`./d/${x}.mjs`); import(`./${x}/i.mjs`); import(`./${x}.mjs`);\n@ /p/d/b.mjs\n@ /p/d/c.js\n"
     "@ /p/e/i.mjs\n@ /p/d/b%20.mjs\n",
     "/p/a.mjs",
     "a.mjs module entry: dynamic-import ./d/*.mjs ->* d/b%20.mjs; dynamic-import ./d/*.mjs ->* d/b.mjs; "
     "dynamic-import ./*/i.mjs ->* e/i.mjs; dynamic-import ./*.mjs -> nothing;\n"
     "d/b%20.mjs module:\nd/b.mjs module:\ne/i.mjs module:\n",
     "a star is one run without '/'; a module does not match itself; names are taken as they are"},
    {"odd names",
     "@ /p/a.cjs\nrequire('./b\\nc.cjs'); require('./d\"e.cjs'); require('./f%20g.cjs');\n"
     "@ /p/d\"e.cjs\n@ /p/f%20g.cjs\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./b\nc.cjs -> MODULE_NOT_FOUND; require ./d\"e.cjs -> d\"e.cjs; "
     "require ./f%20g.cjs -> f%20g.cjs;\nd\"e.cjs commonjs:\nf%20g.cjs commonjs:\n",
     "any byte may stand in a name"},
    {"an unknown extension",
     "@ /p/a.cjs\nrequire('./b.css'); require('./run');\n@ /p/b.css\nrequire('./c.cjs')\n"
     "@ /p/c.cjs\n@ /p/run\n#!/usr/bin/env node\nrequire('./c.cjs')\n",
     "/p/a.cjs",
     "a.cjs commonjs entry: require ./b.css -> b.css; require ./run -> run;\n"
     "b.css commonjs: require ./c.cjs -> c.cjs;\nc.cjs commonjs:\nrun commonjs: require ./c.cjs -> c.cjs;\n",
     "require reads it as JavaScript, as Node does"},
    {"several entries", "@ /p/a.cjs\nrequire('./b.cjs');\n@ /p/b.cjs\n", "/p/b.cjs /p/a /p/a.cjs /p/none.js",
     "a.cjs commonjs entry: require ./b.cjs -> b.cjs;\nb.cjs commonjs entry:\n",
     "an entry that does not exist leaves the others"},
    {"outside the root", "@ /p/a.cjs\nrequire('../q/b.cjs');\n@ /q/b.cjs\n", "/p/a.cjs",
     "../q/b.cjs commonjs:\na.cjs commonjs entry: require ../q/b.cjs -> ../q/b.cjs;\n", "ids are relative to the root"},
    {"an empty project", "@ /p/\n", "", "", "no entries, no modules"},
};

/* Every row under several numbers of threads, so that the thread sanitizer sees them all. */
static void test_rows(void **state)
{
    (void)state;
    bool failed = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (unsigned threads = 1; threads <= 3; threads++) {
            World world;
            world_init(&world, rows[i].files);
            LodeBuildOptions options = world_options();
            options.threads = threads;
            options.whole_parse = threads == 3;
            LodeGraph *graph = world_build(&world, &options, rows[i].entries, NULL);
            const char *text = world_describe(&world, graph);
            if (strcmp(text, rows[i].expected) != 0) {
                print_error("%s (%s), %u threads:\n%sinstead of\n%s", rows[i].name, rows[i].why, threads, text,
                            rows[i].expected);
                failed = true;
            }
            lode_graph_free(graph);
            world_release(&world);
        }
    }
    assert_false(failed);
}

typedef struct OptionRow {
    const char *name;
    LodeStr external;
    LodeStr exclude;
    LodeStr include;
    bool ignore_dynamic;
    bool ignore_type_only;
    LodeTarget target;
    const char *expected;
} OptionRow;

static const char option_files[] =
    "@ /p/a.mjs\nimport './src/b.mjs'; import 'x'; import(`./src/${y}.mjs`); import('./src/c.mjs');"
    " import 'x/server.mjs'; import 'y';\n"
    "@ /p/src/b.mjs\nimport './c.mjs';\n@ /p/src/c.mjs\n"
    "@ /p/node_modules/x/package.json\n{\"name\":\"x\",\"main\":\"i.mjs\",\"browser\":{\"./server.mjs\":false}}\n"
    "@ /p/node_modules/x/i.mjs\nimport './j.mjs'; import './server.mjs';\n@ /p/node_modules/x/j.mjs\n"
    "@ /p/node_modules/x/server.mjs\n"
    "@ /p/node_modules/y/package.json\n{\"name\":\"y\",\"main\":\"i.mjs\"}\n@ /p/node_modules/y/i.mjs\nimport 'x';\n";

#define TEXT LODE_STR_INIT
static const OptionRow option_rows[] = {
    {.name = "external by id: the edge stays, the module is not entered",
     .external = TEXT("node_modules/**"),
     .ignore_dynamic = true,
     .expected = "a.mjs module entry: import ./src/b.mjs -> src/b.mjs; import x -> node_modules/x/i.mjs; "
                 "import x/server.mjs -> node_modules/x/server.mjs; import y -> node_modules/y/i.mjs;\n"
                 "node_modules/x/i.mjs module external:\nnode_modules/x/server.mjs module external:\n"
                 "node_modules/y/i.mjs module external:\nsrc/b.mjs module: import ./c.mjs -> src/c.mjs;\n"
                 "src/c.mjs module:\n"},
    {.name = "external by the name of the package",
     .external = TEXT("x"),
     .ignore_dynamic = true,
     .expected = "a.mjs module entry: import ./src/b.mjs -> src/b.mjs; import x -> node_modules/x/i.mjs; "
                 "import x/server.mjs -> node_modules/x/server.mjs; import y -> node_modules/y/i.mjs;\n"
                 "node_modules/x/i.mjs module external:\nnode_modules/x/server.mjs module external:\n"
                 "node_modules/y/i.mjs module: import x -> node_modules/x/i.mjs;\n"
                 "src/b.mjs module: import ./c.mjs -> src/c.mjs;\nsrc/c.mjs module:\n"},
    {.name = "exclude: neither the module nor edges to it",
     .exclude = TEXT("node_modules/"),
     .expected = "a.mjs module entry: import ./src/b.mjs -> src/b.mjs; dynamic-import ./src/*.mjs ->* src/b.mjs; "
                 "dynamic-import ./src/*.mjs ->* src/c.mjs; dynamic-import ./src/c.mjs -> src/c.mjs;\n"
                 "src/b.mjs module: import ./c.mjs -> src/c.mjs;\nsrc/c.mjs module:\n"},
    {.name = "include: nothing else, but entries stay",
     .include = TEXT("src/b.*"),
     .ignore_dynamic = true,
     .expected = "a.mjs module entry: import ./src/b.mjs -> src/b.mjs;\nsrc/b.mjs module:\n"},
    {.name = "what browser maps to nothing is a module that is ignored",
     .exclude = TEXT("node_modules/y/"),
     .include = TEXT("{a.mjs,node_modules/**,disabled:*/**}"),
     .ignore_dynamic = true,
     .target = LODE_TARGET_BROWSER,
     .expected = "a.mjs module entry: import x -> node_modules/x/i.mjs; "
                 "import x/server.mjs -> disabled:x/server.mjs;\n"
                 "disabled:node_modules/x/server.mjs null ignored:\ndisabled:x/server.mjs null ignored:\n"
                 "node_modules/x/i.mjs module: import ./j.mjs -> node_modules/x/j.mjs; "
                 "import ./server.mjs -> disabled:node_modules/x/server.mjs;\n"
                 "node_modules/x/j.mjs module:\n"},
};

static void test_options(void **state)
{
    (void)state;
    bool failed = false;
    for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows; i++) {
        const OptionRow *row = &option_rows[i];
        World world;
        world_init(&world, option_files);
        LodeBuildOptions options = world_options();
        options.external = &row->external;
        options.external_count = row->external.size > 0;
        options.exclude = &row->exclude;
        options.exclude_count = row->exclude.size > 0;
        options.include = &row->include;
        options.include_count = row->include.size > 0;
        options.ignore_dynamic = row->ignore_dynamic;
        options.resolver.target = row->target;
        LodeGraph *graph = world_build(&world, &options, "/p/a.mjs", NULL);
        const char *text = world_describe(&world, graph);
        if (strcmp(text, row->expected) != 0) {
            print_error("%s:\n%sinstead of\n%s", row->name, text, row->expected);
            failed = true;
        }
        lode_graph_free(graph);
        world_release(&world);
    }
    assert_false(failed);
}

static void test_errors(void **state)
{
    (void)state;
    World world;
    LodeError error;
    world_init(&world, "@ /p/a.js\n@ /p/gone.js\n@ /p/huge.js\n@ /p/b.js\nrequire('./gone'); require('./huge');\n");
    lode_fs_memory_add_refusing(world.fs, LODE_STR("/p/gone.js"), LODE_FILE_REGULAR, ENOENT);
    lode_fs_memory_add_refusing(world.fs, LODE_STR("/p/huge.js"), LODE_FILE_REGULAR, EFBIG);
    LodeBuildOptions options = world_options();
    LodeGraph *graph = world_build(&world, &options, "/p/one /p/a.js /p/two", &error);
    assert_int_equal(error.code, LODE_ERROR_MODULE_NOT_FOUND);
    assert_true(lode_str_search(error.message, LODE_STR("/p/one")) != LODE_NOT_FOUND);
    assert_int_equal(graph->module_count, 1);
    lode_graph_free(graph);

    graph = world_build(&world, &options, "/p/b.js", NULL);
    const LodeModule *gone = &graph->modules[lode_graph_find(graph, LODE_STR("gone.js"))];
    const LodeModule *huge = &graph->modules[lode_graph_find(graph, LODE_STR("huge.js"))];
    assert_int_equal(gone->error->code, LODE_ERROR_LODE_CHANGED);
    assert_int_equal(huge->error->code, LODE_ERROR_LODE_TOO_LARGE);
    assert_string_equal(gone->error->file.data, "/p/gone.js");
    lode_graph_free(graph);

    char pattern[2000];
    memset(pattern, 'x', sizeof pattern);
    LodeStr exclude = {pattern, sizeof pattern};
    options.exclude = &exclude;
    options.exclude_count = 1;
    graph = world_build(&world, &options, "/p/a.js /p/one", &error);
    assert_int_equal(error.code, LODE_ERROR_LODE_USAGE);
    assert_int_equal(graph->module_count, 1);
    lode_graph_free(graph);
    world_release(&world);
}

static void add_progress(void *context, size_t done, size_t known)
{
    size_t *last = context;
    assert_true(done <= known);
    assert_true(done >= *last);
    *last = done;
}

/* 100,000 modules, each of which requires the next: neither recursion nor a queue that grows without bound. */
static void test_deep_chain(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    World world;
    world_init(&world, "@ /p/package.json\n{\"type\":\"commonjs\"}\n");
    for (unsigned i = 0; i < COUNT; i++) {
        LodeArenaMark mark = lode_arena_mark(&world.arena);
        lode_fs_memory_add(world.fs, lode_arena_printf(&world.arena, "/p/m%u.js", i),
                           i + 1 < COUNT ? lode_arena_printf(&world.arena, "require('./m%u.js')", i + 1)
                                         : LODE_STR(""));
        lode_arena_rewind(&world.arena, mark);
    }
    size_t done = 0;
    LodeBuildOptions options = world_options();
    options.threads = 2;
    options.progress = add_progress;
    options.progress_context = &done;
    LodeGraph *graph = world_build(&world, &options, "/p/m0.js", NULL);
    assert_int_equal(graph->module_count, COUNT);
    assert_int_equal(graph->edge_count, COUNT - 1);
    assert_int_equal(graph->unresolved_count, 0);
    assert_true(done > 0);
    lode_graph_free(graph);
    world_release(&world);
}

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

enum { RANDOM_FILES = 400 };

/* Files of all kinds that ask for each other at random, in every way, and for what is not there. */
static void add_random_files(World *world, uint64_t seed)
{
    static const char *const extensions[] = {".js", ".mjs", ".cjs", ".json", ".wasm", ".css", ""};
    static const char *const forms[] = {"require('%s');\n",         "import '%s';\n",
                                        "import('%s');\n",          "new URL('%s', import.meta.url);\n",
                                        "require.resolve('%s');\n", "export * from '%s';\n"};
    for (unsigned i = 0; i < RANDOM_FILES; i++) {
        LodeBuf text = {0};
        for (uint32_t k = next_random(&seed) % 8; k > 0; k--) {
            char specifier[64];
            uint32_t target = next_random(&seed) % (RANDOM_FILES + 20);
            snprintf(specifier, sizeof specifier, "../d%u/m%u%s%s", target % 7, target, extensions[target % 7],
                     next_random(&seed) % 9 == 0 ? "?q" : "");
            lode_buf_printf(&text, forms[next_random(&seed) % 6], specifier);
        }
        if (i % 50 == 0) {
            lode_buf_puts(&text, "require('../d3/' + x); import(`../${x}/m6.js`);\n");
        }
        LodeStr path = lode_arena_printf(&world->arena, "/p/d%u/m%u%s", i % 7, i, extensions[i % 7]);
        lode_fs_memory_add(world->fs, path, lode_buf_str(&text));
        lode_buf_release(&text);
    }
}

static const char *random_graph(World *world, uint64_t seed, unsigned threads, const char *entries)
{
    world_init(world, "@ /p/\n");
    add_random_files(world, seed);
    LodeBuildOptions options = world_options();
    options.threads = threads;
    LodeGraph *graph = world_build(world, &options, entries, NULL);
    assert_true(graph->module_count > RANDOM_FILES / 2);
    const char *text = world_describe(world, graph);
    lode_graph_free(graph);
    return text;
}

static void test_determinism(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        World one;
        const char *expected = random_graph(&one, seed, 1, "/p/d0/m0.js /p/d1/m50.mjs /p/d2/m100.cjs");
        for (unsigned threads = 2; threads <= 8; threads *= 2) {
            World other;
            const char *text = random_graph(&other, seed, threads, "/p/d2/m100.cjs /p/d0/m0.js /p/d1/m50.mjs");
            assert_string_equal(text, expected);
            world_release(&other);
        }
        world_release(&one);
    }
}

/* A table that fails its n-th question and passes the others on. */
typedef struct FaultFs {
    LodeFs base;
    LodeFs *inner;
    int countdown;
} FaultFs;

static bool is_fault(LodeFs *self)
{
    return ((FaultFs *)self)->countdown-- == 0;
}

static LodeStat fault_lstat(LodeFs *self, const char *path)
{
    FaultFs *fault = (FaultFs *)self;
    return is_fault(self) ? (LodeStat){.error = EIO} : fault->inner->ops->lstat(fault->inner, path);
}

static int fault_read_link(LodeFs *self, const char *path, LodeBuf *target)
{
    FaultFs *fault = (FaultFs *)self;
    return is_fault(self) ? EIO : fault->inner->ops->read_link(fault->inner, path, target);
}

static int fault_read_file(LodeFs *self, const char *path, size_t limit, LodeBuf *out)
{
    FaultFs *fault = (FaultFs *)self;
    return is_fault(self) ? EIO : fault->inner->ops->read_file(fault->inner, path, limit, out);
}

static int fault_read_directory(LodeFs *self, const char *path, LodeDirectoryVisitor visit, void *context)
{
    FaultFs *fault = (FaultFs *)self;
    return is_fault(self) ? EIO : fault->inner->ops->read_directory(fault->inner, path, visit, context);
}

static const LodeFsOps fault_ops = {.lstat = fault_lstat,
                                    .read_link = fault_read_link,
                                    .read_file = fault_read_file,
                                    .read_directory = fault_read_directory};

/* Whatever question the system refuses, the graph is sane; without a refusal it is whole. */
static void test_every_fault(void **state)
{
    (void)state;
    int countdown = 0;
    bool whole = false;
    while (!whole) {
        World world;
        world_init(&world, "@ /p/a.cjs\nrequire('./l'); require('x'); require('./d/' + y);\n@ /p/l -> b.cjs\n"
                           "@ /p/b.cjs\n@ /p/d/c.json\n{}\n@ /p/node_modules/x/package.json\n{\"main\":\"i.js\"}\n"
                           "@ /p/node_modules/x/i.js\nimport './j.js';\n@ /p/node_modules/x/j.js\n");
        FaultFs fault = {.base = {&fault_ops}, .inner = world.fs, .countdown = countdown++};
        LodeMemo *memo = lode_memo_new(&fault.base);
        LodeCache *cache = lode_cache_new(memo, 26);
        LodeCache *kept = world.cache;
        world.cache = cache;
        LodeBuildOptions options = world_options();
        LodeGraph *graph = world_build(&world, &options, "/p/a.cjs", NULL);
        whole = fault.countdown >= 0;
        if (whole) {
            assert_int_equal(graph->module_count, 5);
            assert_int_equal(graph->unresolved_count, 0);
        }
        lode_graph_free(graph);
        lode_cache_free(cache);
        lode_memo_free(memo);
        world.cache = kept;
        world_release(&world);
    }
    assert_true(countdown > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),       cmocka_unit_test(test_options),     cmocka_unit_test(test_errors),
        cmocka_unit_test(test_deep_chain), cmocka_unit_test(test_determinism), cmocka_unit_test(test_every_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

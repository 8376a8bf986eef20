/* Linking: which binding a name reaches, what a namespace shows, which names are errors. */
#include "graph/link.h"
#include "tests/unit/graph/world.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* One question about a graph whose entry is /p/a.mjs. */
typedef struct Row {
    const char *files;
    const char *name;     /* that is asked of the entry */
    const char *expected; /* "b.mjs x let", "ambiguous b.mjs x | c.mjs x", "missing", "circular", "unknown" */
    const char *why;
} Row;

static const Row resolved[] = {
    {"@ /p/a.mjs\nexport let x;\n", "x", "a.mjs x let", "a name of its own"},
    {"@ /p/a.mjs\nexport let x;\n", "y", "missing", "a name that nobody has"},
    {"@ /p/a.mjs\nexport default 1;\n", "default", "a.mjs *default* default", "the value of an expression"},
    {"@ /p/a.mjs\nexport default function f() {}\n", "default", "a.mjs f function", "a default with a name"},
    {"@ /p/a.mjs\nlet x; export {x as 'a b'};\n", "a b", "a.mjs x let", "a name that is a string"},
    {"@ /p/a.mjs\nexport {x as y} from './b.mjs';\n@ /p/b.mjs\nexport const x = 1;\n", "y", "b.mjs x const",
     "an indirect export ends at the declaration"},
    {"@ /p/a.mjs\nimport {x} from './b.mjs'; export {x as y};\n@ /p/b.mjs\nexport class x {}\n", "y", "b.mjs x class",
     "so does an import that is exported (ParseModule, step 10.a.ii)"},
    {"@ /p/a.mjs\nexport * as n from './b.mjs';\n@ /p/b.mjs\n", "n", "b.mjs * namespace",
     "a namespace of another module"},
    {"@ /p/a.mjs\nimport * as n from './b.mjs'; export {n};\n@ /p/b.mjs\n", "n", "b.mjs * namespace",
     "so is an imported namespace that is exported (ECMAScript 2026)"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nimport * as x from './d.mjs'; export "
     "{x};\n"
     "@ /p/c.mjs\nexport * as x from './d.mjs';\n@ /p/d.mjs\n",
     "x", "d.mjs * namespace", "and the two are one"},
    {"@ /p/a.mjs\nexport * from './b.mjs';\n@ /p/b.mjs\nexport var x;\n", "x", "b.mjs x var", "through a star"},
    {"@ /p/a.mjs\nexport * from './b.mjs';\n@ /p/b.mjs\nexport default 1;\n", "default", "missing",
     "no star carries `default`"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export let x;\n@ /p/b.mjs\nexport var x;\n", "x", "a.mjs x let",
     "a name of its own hides that of a star"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nexport var x;\n@ /p/c.mjs\nexport var "
     "x;\n",
     "x", "ambiguous b.mjs x | c.mjs x", "two stars, two bindings"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nexport * from './d.mjs';\n"
     "@ /p/c.mjs\nexport {x} from './d.mjs';\n@ /p/d.mjs\nexport var x;\n",
     "x", "d.mjs x var", "two ways to one binding are no conflict"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nexport * as x from './d.mjs';\n"
     "@ /p/c.mjs\nexport * as x from './d.mjs';\n@ /p/d.mjs\n",
     "x", "d.mjs * namespace", "nor are two ways to one namespace, though older V8 says so"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nvar x; export {x};\n"
     "@ /p/c.mjs\nexport {y as x} from './b.mjs';\n",
     "x", "b.mjs x var", "a star whose re-export leads nowhere is passed over"},
    {"@ /p/a.mjs\nexport * from './b.mjs';\n@ /p/b.mjs\nexport * from './a.mjs'; export var x;\n", "x", "b.mjs x var",
     "a cycle of stars"},
    {"@ /p/a.mjs\nexport * from './b.mjs';\n@ /p/b.mjs\nexport * from './a.mjs';\n", "x", "missing",
     "one without the name"},
    {"@ /p/a.mjs\nexport {x} from './b.mjs';\n@ /p/b.mjs\nexport {x} from './a.mjs';\n", "x", "circular",
     "names that lead to each other"},
    {"@ /p/a.mjs\nexport {x} from './b.mjs';\n@ /p/b.mjs\nexport * from './a.mjs'; export * from './c.mjs';\n"
     "@ /p/c.mjs\nexport var x;\n",
     "x", "c.mjs x var", "a star that leads back gives null, and the search goes on"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs';\n@ /p/b.mjs\nexport * from './d.mjs';\n"
     "@ /p/c.mjs\nexport var x;\n@ /p/d.mjs\nexport * from './e.mjs'; export {x} from './c.mjs';\n"
     "@ /p/e.mjs\nexport var x;\n",
     "x", "c.mjs x var", "a name of its own hides what stars bring on a longer way"},
    {"@ /p/a.mjs\nexport {x} from './b.cjs';\n@ /p/b.cjs\nexports.x = 1;\n", "x", "b.cjs x cjs", "a CommonJS name"},
    {"@ /p/a.mjs\nexport {default as x} from './b.cjs';\n@ /p/b.cjs\n", "x", "b.cjs default cjs",
     "CommonJS always has a default"},
    {"@ /p/a.mjs\nexport * from './b.cjs';\n@ /p/b.cjs\nexports.x = 1;\n", "x", "b.cjs x cjs", "a star of CommonJS"},
    {"@ /p/a.mjs\nexport * from './b.json' with {type: 'json'};\n@ /p/b.json\n{\"x\": 1}\n", "x", "missing",
     "JSON has a default and nothing else"},
    {"@ /p/a.mjs\nexport * from 'node:path';\n", "join", "node:path join builtin", "a core module"},
    {"@ /p/a.mjs\nexport * from './none.mjs'; export var y;\n", "x", "unknown", "what was not read may have it"},
    {"@ /p/a.mjs\nexport * from './none.mjs'; export * from './b.mjs';\n@ /p/b.mjs\nexport var x;\n", "x",
     "b.mjs x var", "but a name that is known is found"},
    {"@ /p/a.mjs\nexport {x} from './none.mjs';\n", "x", "unknown", "an explicit name of what was not read"},
    {"@ /p/a.mjs\nexport * from './b.mjs';\n@ /p/b.mjs\nexport var y = ;\n", "x", "unknown",
     "a file with a syntax error may have had it"},
};

static void put_place(char *out, size_t size, const LodeGraph *graph, const LodeBindingPlace *place)
{
    snprintf(out, size, "%s %.*s", graph->modules[place->module].id.data,
             place->local.data ? (int)place->local.size : 1, place->local.data ? place->local.data : "*");
}

static void describe(char *out, size_t size, const LodeGraph *graph, const LodeLinkAnswer *answer)
{
    char first[200];
    char second[200];
    switch (answer->status) {
    case LODE_LINK_FOUND:
        put_place(first, sizeof first, graph, &answer->found);
        snprintf(out, size, "%s %s", first, lode_binding_kind_names[answer->found.kind]);
        break;
    case LODE_LINK_AMBIGUOUS:
        put_place(first, sizeof first, graph, &answer->found);
        put_place(second, sizeof second, graph, &answer->other);
        snprintf(out, size, "ambiguous %s | %s", first, second);
        break;
    case LODE_LINK_NOT_FOUND:
        snprintf(out, size, "missing");
        break;
    case LODE_LINK_CIRCULAR:
        snprintf(out, size, "circular");
        break;
    case LODE_LINK_UNKNOWN:
        snprintf(out, size, "unknown");
        break;
    }
}

typedef struct Linked {
    World world;
    LodeGraph *graph;
    LodeLink *link;
    LodeModuleIndex entry;
} Linked;

static void link_world(Linked *self, const char *files)
{
    world_init(&self->world, files);
    LodeBuildOptions options = world_options();
    options.detail = LODE_DETAIL_USES;
    self->graph = world_build(&self->world, &options, "/p/a.mjs", NULL);
    self->link = lode_link_new(self->graph, self->world.cache, &options.resolver);
    self->entry = lode_graph_find(self->graph, LODE_STR("a.mjs"));
}

static void unlink_world(Linked *self)
{
    lode_link_free(self->link);
    lode_graph_free(self->graph);
    world_release(&self->world);
}

static void test_resolved(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof resolved / sizeof *resolved; i++) {
        Linked linked;
        char actual[512];
        link_world(&linked, resolved[i].files);
        LodeLinkAnswer answer = lode_link_resolve(linked.link, linked.entry, lode_str(resolved[i].name));
        describe(actual, sizeof actual, linked.graph, &answer);
        if (strcmp(actual, resolved[i].expected) != 0) {
            fail_msg("%s: %s\nis       %s\nexpected %s", resolved[i].why, resolved[i].files, actual,
                     resolved[i].expected);
        }
        /* What is remembered is the same. */
        answer = lode_link_resolve(linked.link, linked.entry, lode_str(resolved[i].name));
        describe(actual, sizeof actual, linked.graph, &answer);
        assert_string_equal(actual, resolved[i].expected);
        unlink_world(&linked);
    }
}

/* The namespace of /p/a.mjs: names, then "!" and those that are ambiguous, "?" and those that are missing, "+" if open. */
static const struct {
    const char *files;
    const char *expected;
    const char *why;
} namespaces[] = {
    {"@ /p/a.mjs\nexport let b, a; export default 1;\n", "a b default", "sorted, with the default"},
    {"@ /p/a.mjs\nlet x; export {x as '\xF0\x9F\x98\x80', x as '\xEF\xBF\xBD', x as z};\n",
     "z \xF0\x9F\x98\x80 \xEF\xBF\xBD", "by UTF-16 code units: a surrogate stands before U+FFFD"},
    {"@ /p/a.mjs\nexport * from './b.mjs'; export * from './c.mjs'; export var y;\n"
     "@ /p/b.mjs\nexport var x, y; export default 1;\n@ /p/c.mjs\nexport var x, z;\n",
     "y z !x", "an ambiguous name is left out"},
    {"@ /p/a.mjs\nexport {x} from './b.mjs'; export var y;\n@ /p/b.mjs\n", "y ?x", "a name that is not there"},
    {"@ /p/a.mjs\nexport * from './a.mjs'; export var y;\n", "y", "a module that stars itself"},
    {"@ /p/a.mjs\nexport * from './none.mjs'; export var y;\n", "y +", "there may be more"},
    {"@ /p/a.mjs\nexport * from './b.cjs';\n@ /p/b.cjs\nexports.x = exports.__esModule = 1;\n",
     "__esModule module.exports x", "of CommonJS everything but the default"},
};

static void test_namespaces(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        Linked linked;
        LodeBuf text = {0};
        link_world(&linked, namespaces[i].files);
        LodeNamespace space = lode_link_namespace(linked.link, linked.entry, &linked.world.arena);
        for (uint32_t k = 0; k < space.name_count; k++) {
            lode_buf_printf(&text, "%s%.*s", text.size ? " " : "", LODE_STR_ARG(space.names[k].name));
        }
        for (uint32_t k = 0; k < space.ambiguous_count; k++) {
            lode_buf_printf(&text, " !%.*s", LODE_STR_ARG(space.ambiguous[k].name));
        }
        for (uint32_t k = 0; k < space.missing_count; k++) {
            lode_buf_printf(&text, " ?%.*s", LODE_STR_ARG(space.missing[k].name));
        }
        lode_buf_puts(&text, space.is_open ? " +" : "");
        if (strcmp(text.data, namespaces[i].expected) != 0) {
            fail_msg("%s: %s\nis       %s\nexpected %s", namespaces[i].why, namespaces[i].files, text.data,
                     namespaces[i].expected);
        }
        lode_buf_release(&text);
        unlink_world(&linked);
    }
}

/* Every error as "module asked@target status", in order. */
static const struct {
    const char *files;
    const char *expected;
    const char *why;
} errors[] = {
    {"@ /p/a.mjs\nimport {x} from './b.mjs';\n@ /p/b.mjs\nexport var x;\n", "", "all is well"},
    {"@ /p/a.mjs\nimport {x, y as z} from './b.mjs';\n@ /p/b.mjs\nexport var x;\n", "a.mjs y@b.mjs missing;",
     "the name that is asked for, not the local one"},
    {"@ /p/a.mjs\nimport d from './b.mjs'; import * as n from './b.mjs';\n@ /p/b.mjs\n", "a.mjs default@b.mjs missing;",
     "a default; a namespace is never missing"},
    {"@ /p/a.mjs\nimport {x} from './b.mjs';\n@ /p/b.mjs\nexport {x} from './c.mjs';\n@ /p/c.mjs\n",
     "b.mjs x@c.mjs missing;", "it is told where it arises, not again where it is handed on"},
    {"@ /p/a.mjs\nimport {x} from './b.mjs'; export {x};\n@ /p/b.mjs\n", "a.mjs x@b.mjs missing;",
     "an import that is exported is one error"},
    {"@ /p/a.mjs\nimport {x} from './b.mjs';\n@ /p/b.mjs\nexport * from './c.mjs'; export * from './d.mjs';\n"
     "@ /p/c.mjs\nexport var x;\n@ /p/d.mjs\nexport var x;\n",
     "a.mjs x@b.mjs ambiguous;", "an ambiguous name that is imported"},
    {"@ /p/a.mjs\nimport * as n from './b.mjs';\n@ /p/b.mjs\nexport * from './c.mjs'; export * from './d.mjs';\n"
     "@ /p/c.mjs\nexport var x;\n@ /p/d.mjs\nexport var x;\n",
     "", "and one that nobody imports"},
    {"@ /p/a.mjs\nexport {x} from './a.mjs';\n", "a.mjs x@a.mjs circular;", "a module that asks itself"},
    {"@ /p/a.mjs\nimport {x} from './none.mjs'; export {y} from './none.mjs';\n", "",
     "what does not resolve is another error"},
    {"@ /p/a.mjs\nimport {x} from './b.cjs';\n@ /p/b.cjs\nmodule.exports = f({x: 1});\n", "a.mjs x@b.cjs missing;",
     "a CommonJS name that Node's lexer does not see"},
    {"@ /p/a.mjs\nimport {nope, join} from 'path';\n", "a.mjs nope@node:path missing;", "a core module"},
    {"@ /p/a.mjs\nimport('./b.mjs').then(({x}) => x);\n@ /p/b.mjs\n", "", "import() links nothing"},
};

static void test_errors(void **state)
{
    (void)state;
    static const char *const statuses[] = {"found", "unknown", "missing", "circular", "ambiguous"};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        Linked linked;
        LodeBuf text = {0};
        LodeLinkError *found;
        link_world(&linked, errors[i].files);
        size_t count = lode_link_errors(linked.link, &linked.world.arena, &found);
        lode_buf_puts(&text, "");
        for (size_t k = 0; k < count; k++) {
            lode_buf_printf(&text, "%s%s %.*s@%s %s;", k ? " " : "", linked.graph->modules[found[k].module].id.data,
                            LODE_STR_ARG(found[k].asked), linked.graph->modules[found[k].target].id.data,
                            statuses[found[k].answer.status]);
        }
        if (!lode_str_equal(lode_buf_str(&text), lode_str(errors[i].expected))) {
            fail_msg("%s: %s\nis       %.*s\nexpected %s", errors[i].why, errors[i].files,
                     LODE_STR_ARG(lode_buf_str(&text)), errors[i].expected);
        }
        lode_buf_release(&text);
        unlink_world(&linked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolved),
        cmocka_unit_test(test_namespaces),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}

/* Formats of lode check on findings made by hand: what projects on a disk seldom have. */
#include "cli/check_rules.c"
#include "cli/code_frame.c"
#include "cli/formats/check_details.c"
#include "cli/formats/check_github.c"
#include "cli/formats/check_junit.c"
#include "cli/formats/check_text.c"
#include "cli/output.c"
#include "cli/suggest.c"
#include "cli/terminal.c"
#include "cli/text.c"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* Findings in a project of one file, /p/a.js. */
typedef struct World {
    LodeFs *fs;
    LodeMemo *memo;
    LodeOptions options;
    LodeGraph graph;
    LodeSession session;
    LodeCheckResult result;
    LodeCheckItem items[8];
    LodeCheckInput input;
} World;

static const char source[] = "import {\n    first,\n    second\n} from './b.js';\nimport './c.js';\n";

static void set_up(World *self)
{
    *self = (World){.fs = lode_fs_memory_new()};
    lode_fs_memory_add(self->fs, LODE_STR("/p/a.js"), lode_str(source));
    self->memo = lode_memo_new(self->fs);
    self->graph.module_count = 3;
    self->session =
        (LodeSession){.options = &self->options, .root = LODE_STR("/p"), .memo = self->memo, .graph = &self->graph};
    self->result = (LodeCheckResult){.items = self->items, .baseline = LODE_STR_NONE};
    self->input = (LodeCheckInput){
        .session = &self->session, .result = &self->result, .checkout = LODE_STR("/p"), .prefix = LODE_STR("")};
}

static void tear_down(World *self)
{
    lode_memo_free(self->memo);
    lode_fs_free(self->fs);
}

static void add(World *self, const LodeFinding *finding)
{
    LodeCheckResult *result = &self->result;
    bool is_error = finding->severity == LODE_SEVERITY_ERROR;
    self->items[result->count++] = (LodeCheckItem){.finding = finding};
    result->errors += is_error;
    result->warnings += !is_error;
    result->by_rule[finding->rule]++;
    result->errors_by_rule[finding->rule] += is_error;
}

/* What a format writes, on a terminal of this size (0: on none). */
static void expect(World *self, void (*format)(LodeOutput *, const LodeCheckInput *), unsigned width, unsigned height,
                   const char *text)
{
    LodeOutput out = {.descriptor = -1,
                      .terminal = {.is_terminal = width > 0, .has_unicode = true, .width = width, .height = height}};
    format(&out, &self->input);
    assert_string_equal(out.buf.data ? out.buf.data : "", text);
    lode_buf_release(&out.buf);
}

#define PLACE(l1, c1, l2, c2, what)                                                                        \
    {                                                                                                      \
        .id = LODE_STR_INIT("a.js"), .path = LODE_STR_INIT("/p/a.js"), .start = {l1, c1}, .end = {l2, c2}, \
        .text = what                                                                                       \
    }

static LodePlace chain[] = {
    PLACE(1, 1, 0, 0, LODE_STR_INIT("import './b.js'")),
    PLACE(5, 8, 0, 0, LODE_STR_INIT("import './c.js'")),
    PLACE(5, 8, 0, 0, LODE_STR_INIT("the second chain")),
};

/* A range over several lines, two chains, several lines in what Node prints. */
static void test_ranges_and_chains(void **state)
{
    (void)state;
    World world;
    set_up(&world);
    LodeStr notes[] = {LODE_STR_INIT("one"), LODE_STR_INIT("two")};
    LodeFinding finding = {
        .rule = LODE_RULE_DUAL_PACKAGE,
        .severity = LODE_SEVERITY_WARNING,
        .place = PLACE(2, 5, 3, 11, {0}),
        .message = LODE_STR("two of them"),
        .node = LODE_STR("first line\nsecond line"),
        .notes = notes,
        .note_count = 2,
        .chain = chain,
        .chain_count = 3,
        .chain_break = 2,
    };
    add(&world, &finding);
    expect(&world, lode_check_text, 0, 0,
           "a.js:2:5: warning: dual-package: two of them\n"
           "       2 |     first,\n"
           "         |     ^^^^^^\n"
           "    Node   first line\n"
           "           second line\n"
           "    chain  a.js:1:1  import './b.js'\n"
           "           a.js:5:8  import './c.js'\n"
           "    chain  a.js:5:8  the second chain\n"
           "    note   one\n"
           "           two\n"
           "\n"
           "1 warning: dual-package 1\n"
           "next: lode check --explain dual-package; --update-baseline accepts it\n");
    expect(&world, lode_check_github, 0, 0,
           "::warning file=a.js,line=2,endLine=3,title=dual-package::two of them%0ANode: first line%0Asecond line\n");
    expect(&world, lode_check_junit, 0, 0,
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<testsuites name=\"lode check\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\">\n"
           "  <testsuite name=\"a.js\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\">\n"
           "    <testcase name=\"dual-package 2:5\" classname=\"a.js\" file=\"a.js\" line=\"2\">\n"
           "      <skipped message=\"two of them\"/>\n"
           "    </testcase>\n"
           "  </testsuite>\n"
           "</testsuites>\n");
    tear_down(&world);
}

/* A file as a whole, a file that cannot be read, a place behind the end, a name that is no path. */
static void test_places(void **state)
{
    (void)state;
    World world;
    set_up(&world);
    LodeFinding findings[] = {
        {.place = PLACE(0, 0, 0, 0, {0}), .message = LODE_STR("the whole file")},
        {.place = PLACE(99, 1, 99, 2, {0}), .message = LODE_STR("behind the end")},
        {.place = {.id = LODE_STR("b.js"), .path = LODE_STR("/p/b.js"), .start = {1, 1}},
         .message = LODE_STR("no such file")},
        {.place = {.id = LODE_STR("data:text/javascript,x"), .path = LODE_STR_NONE, .start = {1, 1}},
         .message = LODE_STR("no path")},
    };
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
        findings[i].rule = LODE_RULE_UNRESOLVED;
        findings[i].severity = LODE_SEVERITY_ERROR;
        add(&world, &findings[i]);
    }
    expect(&world, lode_check_text, 0, 0,
           "a.js: error: unresolved: the whole file\n\n"
           "a.js:99:1: error: unresolved: behind the end\n\n"
           "b.js:1:1: error: unresolved: no such file\n\n"
           "data:text/javascript,x:1:1: error: unresolved: no path\n\n"
           "4 errors: unresolved 4\n"
           "next: lode check --explain unresolved; --update-baseline accepts them\n");
    expect(&world, lode_check_text, 80, 100,
           "a.js\n"
           "  file  error  unresolved: the whole file\n\n"
           "  99:1  error  unresolved: behind the end\n\n"
           "b.js\n"
           "  1:1  error  unresolved: no such file\n\n"
           "data:text/javascript,x\n"
           "  1:1  error  unresolved: no path\n\n"
           "4 errors: unresolved 4\n"
           "next: lode check --explain unresolved; --update-baseline accepts them\n");
    expect(&world, lode_check_github, 0, 0,
           "::error file=a.js,title=unresolved::the whole file\n"
           "::error file=a.js,line=99,col=1,endColumn=2,title=unresolved::behind the end\n"
           "::error file=b.js,line=1,col=1,title=unresolved::no such file\n"
           "::error file=data%3Atext/javascript%2Cx,line=1,col=1,title=unresolved::no path\n");
    tear_down(&world);
}

/* Control characters, a byte that is no UTF-8, and code points that XML has no way to write. */
static void test_escapes(void **state)
{
    (void)state;
    World world;
    set_up(&world);
    LodeFinding finding = {
        .rule = LODE_RULE_UNRESOLVED,
        .severity = LODE_SEVERITY_ERROR,
        .place = {.id = LODE_STR("\x1b\t\r\n\xff\x7f\xef\xbf\xbe%,:.js"), .path = LODE_STR_NONE},
        .message = LODE_STR("a\x1b[31mb"),
    };
    add(&world, &finding);
    expect(&world, lode_check_text, 0, 0,
           "\\x1b\\t\\r\\n\\xff\\x7f\xef\xbf\xbe%,:.js: error: unresolved: a\\x1b[31mb\n\n"
           "1 error: unresolved 1\n"
           "next: lode check --explain unresolved; --update-baseline accepts it\n");
    expect(&world, lode_check_github, 0, 0,
           "::error file=\x1b\t%0D%0A\xff\x7f\xef\xbf\xbe%25%2C%3A.js,title=unresolved::a\\x1b[31mb\n");
    LodeBuf xml = {0};
    put_xml(&xml, finding.place.id);
    assert_string_equal(xml.data, "\\x1b&#9;&#13;&#10;\xef\xbf\xbd\\x7f\xef\xbf\xbd%,:.js");
    lode_buf_release(&xml);
    tear_down(&world);
}

/* On a small terminal: errors before warnings, long lists cut, and said so. */
static void test_cut(void **state)
{
    (void)state;
    World world;
    set_up(&world);
    LodePlace places[14];
    for (size_t i = 0; i < 14; i++) {
        places[i] = (LodePlace)PLACE(0, 0, 0, 0, LODE_STR_INIT("x"));
    }
    LodeFinding warning = {.rule = LODE_RULE_CYCLE,
                           .severity = LODE_SEVERITY_WARNING,
                           .place = PLACE(1, 1, 1, 2, {0}),
                           .message = LODE_STR("a warning")};
    LodeFinding error = {.rule = LODE_RULE_UNRESOLVED,
                         .severity = LODE_SEVERITY_ERROR,
                         .place = PLACE(5, 8, 5, 16, {0}),
                         .message = LODE_STR("an error"),
                         .related = places,
                         .related_count = 5,
                         .chain = places,
                         .chain_count = 14};
    add(&world, &warning);
    add(&world, &error);
    expect(&world, lode_check_text, 60, 10,
           "a.js\n"
           "  5:8  error  unresolved: an error\n"
           "       5 | import './c.js';\n"
           "         |        ^^^^^^^^\n"
           "    a.js  x\n"
           "    a.js  x\n"
           "    a.js  x\n"
           "    … 2 more\n"
           "    chain  a.js  x\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "           … 5 more\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "           a.js  x\n"
           "\n"
           "… 1 more, --all shows them\n"
           "\n"
           "1 error: unresolved 1\n"
           "1 warning: cycle 1\n"
           "next: lode check --explain unresolved; --update-baseline accepts them\n");
    tear_down(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ranges_and_chains), cmocka_unit_test(test_places),
                                       cmocka_unit_test(test_escapes), cmocka_unit_test(test_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

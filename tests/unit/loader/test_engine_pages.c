/* Large pages: what expect_much asks the system for, and that code runs on while it is done. */
#include "tests/unit/loader/engine_rig.h"

#include <time.h>

/* Bytes in mappings without a file for which large pages were asked. */
typedef struct Asked {
    size_t code;
    size_t data;
} Asked;

static void take_flags(Asked *asked, size_t size, const char *rights, bool has_file, const char *flags)
{
    /* "hg": madvise(MADV_HUGEPAGE) */
    if (!has_file && strstr(flags, " hg")) {
        *(rights[2] == 'x' ? &asked->code : &asked->data) += size;
    }
}

static Asked look(void)
{
    Asked asked = {0};
    char line[4096];
    char rights[5] = "";
    size_t start = 0;
    size_t end = 0;
    unsigned long inode = 0;
    FILE *maps = fopen("/proc/self/smaps", "r");
    while (maps && fgets(line, sizeof line, maps)) {
        size_t from;
        size_t to;
        if (sscanf(line, "%zx-%zx %4s %*s %*s %lu", &from, &to, rights, &inode) == 4) {
            start = from;
            end = to;
        } else if (strncmp(line, "VmFlags:", 8) == 0) {
            take_flags(&asked, end - start, rights, inode != 0, line);
        }
    }
    if (maps) {
        fclose(maps);
    }
    return asked;
}

static bool has_large_pages(void)
{
#if defined(LODE_SANITIZED)
    return false;
#else
    char setting[64] = "[never]";
    FILE *file = fopen("/sys/kernel/mm/transparent_hugepage/enabled", "r");
    if (file) {
        (void)!fgets(setting, sizeof setting, file);
        fclose(file);
    }
    return !strstr(setting, "[never]");
#endif
}

#define NEEDS_LARGE_PAGES()                                                                \
    do {                                                                                   \
        if (!has_large_pages()) {                                                          \
            print_message("skipped: this system, or the sanitizer, has no large pages\n"); \
            skip();                                                                        \
        }                                                                                  \
    } while (0)

/* Parsing, compiling, regular expressions, exceptions, collection: code from all over the engine. */
static const char work[] = "(function () {"
                           "  let sum = 0;"
                           "  for (let i = 0; i < 40; i++) {"
                           "    sum += new Function('a', 'return a + ' + i)(1);"
                           "    sum += JSON.parse(JSON.stringify({a: [i]})).a[0];"
                           "    sum += 'x'.repeat(i).replace(/x/g, 'yy').length;"
                           "    try { null.x } catch (error) { sum += error.message.length > 0 }"
                           "  }"
                           "  return sum;"
                           "})()";

static void test_nothing_before(void **state)
{
    NEEDS_ENGINE();
    evaluate(work, NULL);
    assert_int_equal(look().code, 0);
    assert_int_equal(look().data, 0);
}

static void test_code(void **state)
{
    NEEDS_ENGINE();
    LodeStr expected = text_of(evaluate(work, NULL));
    ops->expect_much(engine);
    ops->expect_much(engine); /* says nothing new */
    /* Other threads of the engine, and this one, run the code while it is moved. */
    for (int i = 0; i < 200; i++) {
        assert_true(lode_str_equal(text_of(evaluate(work, NULL)), expected));
    }
    NEEDS_LARGE_PAGES();
    for (int i = 0; i < 2000 && look().code == 0; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    assert_in_range(look().code, 2 << 20, 256 << 20);
    assert_true(lode_str_equal(text_of(evaluate(work, NULL)), expected));
}

static void test_heap(void **state)
{
    NEEDS_ENGINE();
    size_t before = look().data;
    ops->expect_much(engine);
    same_text(outcome_of("globalThis.kept = []; for (let i = 0; i < 2e6; i++) kept.push({a: i, b: i}); kept.length"),
              "2000000", "a heap that grows");
    NEEDS_LARGE_PAGES();
    assert_in_range(look().data, before + (16 << 20), SIZE_MAX);
    same_text(outcome_of("kept[1234567].b"), "1234567", "nothing is lost");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ENGINE(test_nothing_before),
        WITH_ENGINE(test_code),
        WITH_ENGINE(test_heap),
    };
    return cmocka_run_group_tests_name("loader/engine_pages", tests, open_engine, close_engine);
}

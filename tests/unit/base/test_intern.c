/* Interning: identity, order of making, and several threads at once. */
#include "base/intern.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>
#include <cmocka.h>

static void test_identity(void **state)
{
    (void)state;
    LodeInterner *interner = lode_interner_new();
    bool is_new;
    LodeAtom a = lode_intern(interner, LODE_STR("a"), &is_new);
    assert_true(is_new);
    assert_int_not_equal(a, LODE_ATOM_NONE);
    assert_int_equal(lode_intern(interner, LODE_STR("a"), &is_new), a);
    assert_false(is_new);
    LodeAtom empty = lode_intern(interner, LODE_STR(""), NULL);
    assert_int_not_equal(empty, a);
    LodeAtom nul = lode_intern(interner, (LodeStr){"a\0b", 3}, NULL);
    assert_int_not_equal(nul, a);
    assert_int_equal(lode_intern_text(interner, nul).size, 3);
    assert_int_equal(lode_intern_text(interner, empty).size, 0);
    assert_int_equal(lode_intern_find(interner, LODE_STR("b")), LODE_ATOM_NONE);
    assert_int_equal(lode_intern_find(interner, LODE_STR("a")), a);
    assert_true(lode_intern_limit(interner) > a);
    lode_interner_free(interner);
}

enum { THREADS = 4, WORDS = 5000 };

typedef struct Job {
    LodeInterner *interner;
    LodeAtom *atoms;
    unsigned made;
} Job;

static void intern_words(void *context)
{
    Job *job = context;
    for (int i = 0; i < WORDS; i++) {
        char word[16];
        snprintf(word, sizeof word, "word%d", i);
        bool is_new;
        job->atoms[i] = lode_intern(job->interner, lode_str(word), &is_new);
        job->made += is_new;
    }
}

static void test_threads(void **state)
{
    (void)state;
    LodeInterner *interner = lode_interner_new();
    uv_thread_t threads[THREADS];
    Job jobs[THREADS];
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (Job){interner, lode_alloc_zeroed(WORDS, sizeof(LodeAtom)), 0};
        uv_thread_create(&threads[i], intern_words, &jobs[i]);
    }
    unsigned made = 0;
    for (int i = 0; i < THREADS; i++) {
        uv_thread_join(&threads[i]);
        made += jobs[i].made;
    }
    /* Each word was made by exactly one thread, and all agree on its atom. */
    assert_int_equal(made, WORDS);
    for (int word = 0; word < WORDS; word++) {
        for (int i = 1; i < THREADS; i++) {
            assert_int_equal(jobs[i].atoms[word], jobs[0].atoms[word]);
        }
        assert_true(jobs[0].atoms[word] < lode_intern_limit(interner));
    }
    for (int i = 0; i < THREADS; i++) {
        free(jobs[i].atoms);
    }
    lode_interner_free(interner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_identity), cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

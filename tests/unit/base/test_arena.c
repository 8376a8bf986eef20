/* The arena: alignment, marks, what is kept, and what happens without memory. */
#include "base/arena.h"
#include "rows.h"

#include <stdalign.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif

#ifdef HAS_ASAN
/* The test below asks malloc for what it cannot give, which the sanitizer takes for a mistake. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}
#endif

static void test_alignment(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t size = 0; size < 300; size++) {
        char *memory = lode_arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        memset(memory, (int)size, size); /* an overlap is seen by the sanitizers and below */
    }
    lode_arena_release(&arena);
    assert_int_equal(lode_arena_footprint(&arena), 0);
}

static void test_objects_stay_apart(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    LodeArena arena = {0};
    static unsigned *objects[COUNT];
    for (unsigned i = 0; i < COUNT; i++) {
        size_t count = 1 + i % 37;
        objects[i] = LODE_ARENA_NEW(&arena, unsigned, count);
        assert_int_equal(objects[i][count - 1], 0);
        for (size_t k = 0; k < count; k++) {
            objects[i][k] = i;
        }
    }
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(objects[i][0], i);
        assert_int_equal(objects[i][i % 37], i);
    }
    lode_arena_release(&arena);
}

static void test_large(void **state)
{
    (void)state;
    LodeArena arena = {0};
    size_t size = 5u << 20;
    char *large = lode_arena_alloc(&arena, size);
    char *small = lode_arena_alloc(&arena, 8);
    memset(large, 1, size);
    memset(small, 2, 8);
    assert_int_equal(large[size - 1], 1);
    assert_true(lode_arena_footprint(&arena) < size + (64u << 10)); /* no doubling of what is already large */
    lode_arena_release(&arena);
}

/* A query that runs often takes what the first run took, and nothing more. */
static void test_rewind_keeps_memory(void **state)
{
    (void)state;
    LodeArena arena = {0};
    char *before = lode_arena_alloc(&arena, 10);
    memcpy(before, "untouched", 10);
    LodeArenaMark mark = lode_arena_mark(&arena);
    size_t after_first = 0;
    for (int run = 0; run < 50; run++) {
        for (size_t size = 1; size < 100000; size = size * 3 + 1) {
            memset(lode_arena_alloc(&arena, size), run, size);
        }
        lode_arena_rewind(&arena, mark);
        if (run == 0) {
            after_first = lode_arena_footprint(&arena);
        }
    }
    assert_int_equal(lode_arena_footprint(&arena), after_first);
    assert_string_equal(before, "untouched");
    lode_arena_release(&arena);
}

static void test_rewind_to_nothing(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeArenaMark mark = lode_arena_mark(&arena);
    lode_arena_alloc(&arena, 100000);
    lode_arena_alloc(&arena, 100000);
    size_t footprint = lode_arena_footprint(&arena);
    lode_arena_rewind(&arena, mark);
    assert_int_equal(lode_arena_footprint(&arena), footprint);
    lode_arena_alloc(&arena, 100000);
    assert_int_equal(lode_arena_footprint(&arena), footprint);
    lode_arena_rewind(&arena, mark);
    lode_arena_release(&arena);
}

static void test_nested_marks(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeArenaMark outer = lode_arena_mark(&arena);
    LodeStr first = lode_arena_copy(&arena, LODE_STR("first"));
    LodeArenaMark inner = lode_arena_mark(&arena);
    lode_arena_alloc(&arena, 50000);
    lode_arena_rewind(&arena, inner);
    LodeStr second = lode_arena_copy(&arena, LODE_STR("second"));
    same_text(first, "first", "what stood before the inner mark stays");
    same_text(second, "second", "and what came after the rewind is its own");
    lode_arena_rewind(&arena, outer);
    lode_arena_release(&arena);
}

static void test_copies(void **state)
{
    (void)state;
    LodeArena arena = {0};
    char source[] = "text";
    LodeStr copy = lode_arena_copy(&arena, lode_str(source));
    source[0] = 'n';
    same_text(copy, "text", "a copy is the arena's own");
    assert_int_equal(copy.data[copy.size], '\0');
    assert_true(lode_str_is_none(lode_arena_copy(&arena, LODE_STR_NONE)));
    same_text(lode_arena_copy(&arena, LODE_STR("")), "", "the empty string is not the absent one");
    LodeStr holes = lode_arena_copy(&arena, (LodeStr)BYTES("a\0b"));
    assert_int_equal(holes.size, 3);
    assert_memory_equal(holes.data, "a\0b", 4);
    LodeStr pieces[] = {LODE_STR("a"), LODE_STR(""), LODE_STR_NONE, LODE_STR("bc")};
    same_text(lode_arena_join(&arena, pieces, 4), "abc", "empty and absent pieces add nothing");
    same_text(lode_arena_join(&arena, NULL, 0), "", "no piece at all");
    static char many[9001];
    memset(many, 'x', sizeof many - 1);
    LodeStr composed = lode_arena_printf(&arena, "%s-%d", many, 7);
    assert_int_equal(composed.size, 9002);
    assert_string_equal(composed.data + 8999, "x-7");
    lode_arena_release(&arena);
}

static jmp_buf escape;
static size_t wanted;

static void on_no_memory(size_t size)
{
    wanted = size;
    longjmp(escape, 1);
}

static void test_no_memory(void **state)
{
    (void)state;
    volatile size_t far_too_much = SIZE_MAX / 4;
    lode_memory_set_handler(on_no_memory);
    if (!setjmp(escape)) {
        free(lode_alloc(far_too_much));
        fail_msg("the allocation succeeded");
    }
    assert_true(wanted == far_too_much);
    if (!setjmp(escape)) {
        free(lode_realloc(NULL, far_too_much + 1));
        fail_msg("the allocation succeeded");
    }
    assert_true(wanted == far_too_much + 1);
    if (!setjmp(escape)) {
        free(lode_alloc_zeroed(1, far_too_much + 2));
        fail_msg("the allocation succeeded");
    }
    assert_true(wanted == far_too_much + 2);
    LodeArena arena = {0};
    lode_arena_alloc(&arena, 1);
    if (!setjmp(escape)) {
        lode_arena_alloc(&arena, far_too_much);
        fail_msg("the allocation succeeded");
    }
    lode_arena_alloc(&arena, 100); /* the arena is usable after the refusal */
    lode_arena_release(&arena);
    lode_memory_set_handler(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_objects_stay_apart),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_rewind_keeps_memory),
        cmocka_unit_test(test_rewind_to_nothing),
        cmocka_unit_test(test_nested_marks),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}

/* The growable array. */
#include "base/vec.h"
#include "rows.h"

static void test_push_and_pop(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    LODE_VEC(int) numbers = {0};
    for (int i = 0; i < COUNT; i++) {
        lode_vec_push(&numbers, i);
        assert_int_equal(lode_vec_last(&numbers), i);
        assert_true(numbers.count <= numbers.capacity);
    }
    assert_int_equal(numbers.count, COUNT);
    for (int i = COUNT - 1; i >= 0; i--) {
        int popped = lode_vec_pop(&numbers);
        assert_int_equal(popped, i);
    }
    assert_int_equal(numbers.count, 0);
    lode_vec_release(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.capacity, 0);
}

static void test_clear_keeps_memory(void **state)
{
    (void)state;
    LODE_VEC(char) bytes = {0};
    for (int i = 0; i < 100; i++) {
        lode_vec_push(&bytes, 'x');
    }
    size_t capacity = bytes.capacity;
    lode_vec_clear(&bytes);
    assert_int_equal(bytes.count, 0);
    assert_int_equal(bytes.capacity, capacity);
    lode_vec_push(&bytes, 'y');
    assert_int_equal(bytes.items[0], 'y');
    lode_vec_release(&bytes);
}

static void test_elements_of_a_vector(void **state)
{
    (void)state;
    typedef struct Pair {
        const char *name;
        size_t index;
    } Pair;
    LODE_VEC(Pair) pairs = {0};
    for (size_t i = 0; i < 50; i++) {
        Pair pair = {"pair", i};
        lode_vec_push(&pairs, pair);
        /* The value comes from the vector itself, which moves while it grows. */
        Pair again = pairs.items[0];
        lode_vec_push(&pairs, again);
    }
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(pairs.items[2 * i].index, i);
        assert_int_equal(pairs.items[2 * i + 1].index, 0);
    }
    lode_vec_release(&pairs);
}

static void test_grow(void **state)
{
    (void)state;
    LODE_VEC(long) numbers = {0};
    for (size_t i = 0; i < 20; i++) {
        size_t index = lode_vec_grow(&numbers);
        assert_int_equal(index, i);
        numbers.items[index] = (long)i;
    }
    assert_int_equal(numbers.items[19], 19);
    lode_vec_release(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_push_and_pop),
        cmocka_unit_test(test_clear_keeps_memory),
        cmocka_unit_test(test_elements_of_a_vector),
        cmocka_unit_test(test_grow),
    };
    return cmocka_run_group_tests_name("base/vec", tests, NULL, NULL);
}

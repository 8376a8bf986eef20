/* Pairs: what is put is found, what is not is not, and clearing forgets. */
#include "base/pairs.h"
#include "rows.h"

enum { SIDE = 300 };

static uint32_t value_of(uint32_t first, uint32_t second)
{
    return first * SIDE + second + 1;
}

static void test_many(void **state)
{
    (void)state;
    LodePairs pairs = {0};
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < SIDE; i++) {
            for (uint32_t k = 0; k < SIDE; k += 3) {
                bool is_new = false;
                *lode_pairs_put(&pairs, i, k, &is_new) = value_of(i, k);
                same_number(is_new, 1, "put for the first time, or after clearing");
            }
        }
        for (uint32_t i = 0; i < SIDE; i++) {
            for (uint32_t k = 0; k < SIDE; k++) {
                const uint32_t *found = lode_pairs_get(&pairs, i, k);
                same_number(found ? *found : 0, k % 3 == 0 ? value_of(i, k) : 0, "only what was put is there");
            }
        }
        lode_pairs_clear(&pairs);
        same_number(lode_pairs_get(&pairs, 0, 0) == NULL, 1, "cleared");
    }
    lode_pairs_release(&pairs);
}

static void test_order(void **state)
{
    (void)state;
    LodePairs pairs = {0};
    bool is_new;
    *lode_pairs_put(&pairs, 1, 2, NULL) = 12;
    *lode_pairs_put(&pairs, 2, 1, NULL) = 21;
    *lode_pairs_put(&pairs, UINT32_MAX, 0, NULL) = 5;
    same_number(*lode_pairs_put(&pairs, 1, 2, &is_new), 12, "the first is the first");
    same_number(is_new, 0, "and known");
    same_number(*lode_pairs_get(&pairs, 2, 1), 21, "not the other way round");
    same_number(*lode_pairs_get(&pairs, UINT32_MAX, 0), 5, "every number is allowed");
    lode_pairs_release(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests_name("base/pairs", tests, NULL, NULL);
}

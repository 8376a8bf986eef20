/*
 * Comparisons for tests that are tables: what fails is told with the row's last
 * column, which says why the row is there.
 */
#ifndef LODE_TESTS_UNIT_BASE_ROWS_H
#define LODE_TESTS_UNIT_BASE_ROWS_H

#include "base/str.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof(table)[0])

/* `expected` NULL is the absent string. */
static inline void same_text(LodeStr actual, const char *expected, const char *why)
{
    if (!expected && !lode_str_is_none(actual)) {
        fail_msg("%s: expected nothing, got \"%.*s\"", why, LODE_STR_ARG(actual));
    } else if (expected && (lode_str_is_none(actual) || !lode_str_equal(actual, lode_str(expected)))) {
        fail_msg("%s: expected \"%s\", got \"%.*s\"", why, expected, (int)actual.size, actual.data ? actual.data : "");
    }
}

static inline void same_number(size_t actual, size_t expected, const char *why)
{
    if (actual != expected) {
        fail_msg("%s: expected %zu, got %zu", why, expected, actual);
    }
}

/* A string literal whose bytes may include NUL, as two columns. */
#define BYTES(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

#endif

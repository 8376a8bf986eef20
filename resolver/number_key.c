/*
 * Number::toString, as far as the question needs it. Reading order: the shortest
 * digits of a double, how ECMAScript lays them out, the comparison.
 */
#include "resolver/number_key.h"

#include <stdio.h>
#include <stdlib.h>

enum { LONGEST_KEY = 32 /* no number is written longer: 17 digits, "0.00000" before them, or an exponent */ };

/* The digits and decimal exponent of the shortest text that reads back as `value`: digits d1 d2…, value = 0.d1d2… * 10^exponent. */
static int shortest_digits(double value, char digits[20], int *exponent)
{
    char text[40];
    int precision = 0;
    do {
        snprintf(text, sizeof text, "%.*e", precision, value);
        precision++;
    } while (precision <= 17 && strtod(text, NULL) != value);
    int count = 0;
    char *at = text;
    for (; *at != 'e'; at++) {
        if (*at != '.') {
            digits[count++] = *at;
        }
    }
    *exponent = atoi(at + 1) + 1;
    while (count > 1 && digits[count - 1] == '0') {
        count--;
    }
    digits[count] = '\0';
    return count;
}

/* ECMA-262 Number::toString(x, 10), steps 6 to 12, for 0 <= value < 2^32. */
static void number_to_string(double value, char out[64])
{
    if (value == 0) {
        snprintf(out, 64, "0");
        return;
    }
    char digits[20];
    int n;
    int k = shortest_digits(value, digits, &n);
    if (k <= n && n <= 21) {
        snprintf(out, 64, "%s%.*s", digits, n - k, "000000000000000000000");
    } else if (0 < n && n < k) {
        snprintf(out, 64, "%.*s.%s", n, digits, digits + n);
    } else if (-6 < n && n <= 0) {
        snprintf(out, 64, "0.%.*s%s", -n, "000000", digits);
    } else {
        snprintf(out, 64, "%c%s%se%c%d", digits[0], k > 1 ? "." : "", digits + 1, n - 1 < 0 ? '-' : '+',
                 n - 1 < 0 ? 1 - n : n - 1);
    }
}

bool lode__is_number_key(LodeStr key)
{
    if (key.size == 0 || key.size > LONGEST_KEY || key.data[0] < '0' || key.data[0] > '9') {
        return false;
    }
    char text[LONGEST_KEY + 1];
    memcpy(text, key.data, key.size);
    text[key.size] = '\0';
    if (strspn(text, "0123456789.e-+") != key.size) {
        return false;
    }
    char *end;
    double value = strtod(text, &end);
    char canonical[64];
    if (*end != '\0' || !(value < 4294967295.0)) {
        return false;
    }
    number_to_string(value, canonical);
    return strcmp(canonical, text) == 0;
}

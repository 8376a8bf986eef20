/*
 * Whether a key is what ECMAScript writes for a number from 0 below 2^32 - 1.
 *
 * Node refuses such keys among conditions: `${+key}` === key, which holds for
 * fractions as well ("0.5", "1e-7").
 */
#ifndef LODE_RESOLVER_NUMBER_KEY_H
#define LODE_RESOLVER_NUMBER_KEY_H

#include "base/str.h"

bool lode__is_number_key(LodeStr key);

#endif

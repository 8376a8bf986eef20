/*
 * The state machine of the URL Standard's basic URL parser (section 4.4), without
 * the state overrides that only setters of URL objects need. Internal to the
 * url*.c files; url.c cleans the input and takes shortcuts.
 */
#ifndef LODE_BASE_URL_STATES_H
#define LODE_BASE_URL_STATES_H

#include "base/url.h"

/* The size of the scheme that the text starts with, without ':'; 0 where there is none. */
size_t lode__url_scheme_size(LodeStr text);
/* From the scheme start state. `input` is trimmed and without tabs and newlines; `out` may be `base`. */
bool lode__url_run_states(LodeArena *arena, LodeStr input, const LodeUrl *base, LodeUrl *out);

#endif

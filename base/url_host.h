/*
 * Hosts: domains, IPv4 and IPv6 addresses, opaque hosts (URL Standard, section
 * 3). Internal to the url_*.c files. A domain's ASCII letters become lower case;
 * the IDNA tables are not here, so letters outside ASCII stay as they are
 * written and "xn--" labels are not checked.
 */
#ifndef LODE_BASE_URL_HOST_H
#define LODE_BASE_URL_HOST_H

#include "base/arena.h"

/* The host parser, then the host serializer: false is its failure. `*host` lives in the arena. */
bool lode__url_host_parse(LodeArena *arena, LodeStr input, bool is_opaque, LodeStr *host);

#endif

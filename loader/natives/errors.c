/* native('errors'): what libuv calls the errors of the system. */
#include "loader/host_state.h"

/* list(): [number, name, text, number, name, text, …]. */
static LodeValue list(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    static const struct {
        int number;
        const char *name;
        const char *text;
    } rows[] = {
#define LODE_ROW(name, text) {UV_##name, #name, text},
        UV_ERRNO_MAP(LODE_ROW)
#undef LODE_ROW
    };
    LodeValue found = host->ops->array(host->engine, 0, NULL);
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        host->ops->set_index(host->engine, found, 3 * i, lode__number(host, rows[i].number), NULL);
        host->ops->set_index(host->engine, found, 3 * i + 1, lode__text(host, lode_str(rows[i].name)), NULL);
        host->ops->set_index(host->engine, found, 3 * i + 2, lode__text(host, lode_str(rows[i].text)), NULL);
    }
    return found;
}

static const LodeNativeEntry entries[] = {{"list", list}};

const LodeNativeSet lode__natives_errors = {
    .name = "errors", .entries = entries, .count = sizeof entries / sizeof *entries};

/* native('core'): the JavaScript that lode carries, compiled when it is first required. */
#include "loader/core.h"
#include "loader/host_state.h"

static const LodeCoreFile *file_of(LodeHost *host, size_t count, const LodeValue *arguments)
{
    double index = lode__argument_number(host, count, arguments, 0, -1);
    return index >= 0 && index < (double)lode__core_file_count ? &lode__core_files[(size_t)index] : NULL;
}

/* find(id): its index; -1 where there is none. */
static LodeValue find(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf id = {0};
    size_t index = LODE_NOT_FOUND;
    bool is_text = lode__argument_text(host, count, arguments, 0, &id, thrown);
    if (is_text) {
        index = lode__core_find(lode_buf_str(&id));
    }
    lode_buf_release(&id);
    return is_text ? lode__number(host, index == LODE_NOT_FOUND ? -1 : (double)index) : NULL;
}

/* compile(index): the function (exports, require, module, native). */
static LodeValue compile(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeCoreFile *file = file_of(host, count, arguments);
    if (!file) {
        return lode__undefined(host);
    }
    LodeBuf text = {0};
    LodeBuf url = {0};
    lode_buf_reserve(&text, file->text.size + 80);
    lode_buf_puts(&text, "(function (exports, require, module, native) {");
    lode_buf_append(&text, file->text);
    lode_buf_puts(&text, "\n})");
    lode_buf_puts(&url, lode__core_is_public(file->id) ? "node:" : "node:internal/");
    lode_buf_append(&url, lode_str_starts_with(file->id, LODE_STR("internal/"))
                              ? lode_str_slice(file->id, sizeof "internal/" - 1, file->id.size)
                              : file->id);
    LodeValue function = host->ops->evaluate(host->engine, lode_buf_str(&text), lode_buf_str(&url), 1, thrown);
    lode_buf_release(&text);
    lode_buf_release(&url);
    return function;
}

/* target(index, specifier): the index of the file that this one requires by that name. */
static LodeValue target(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    const LodeCoreFile *file = file_of(host, count, arguments);
    LodeBuf specifier = {0};
    LodeValue found = NULL;
    if (lode__argument_text(host, count, arguments, 1, &specifier, thrown)) {
        for (uint32_t i = 0; file && i < file->request_count && !found; i++) {
            if (lode_str_equal(file->requests[i].specifier, lode_buf_str(&specifier))) {
                found = lode__number(host, file->requests[i].file);
            }
        }
        if (!found) {
            lode__throw(host, thrown, "Error", NULL, LODE_STR("no such core file"));
        }
    }
    lode_buf_release(&specifier);
    return found;
}

/* names(): the ids of all that a program may load, sorted. */
static LodeValue names(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeValue list = host->ops->array(host->engine, 0, NULL);
    unsigned size = 0;
    for (size_t i = 0; i < lode__core_file_count; i++) {
        if (lode__core_is_public(lode__core_files[i].id)) {
            host->ops->set_index(host->engine, list, size++, lode__text(host, lode__core_files[i].id), NULL);
        }
    }
    return list;
}

/* native(name): the object of a set of natives. */
static LodeValue native(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    static const char *const set_names[] = {
#define LODE_NATIVE_SET(name) #name,
#include "loader/natives/natives.def"
#undef LODE_NATIVE_SET
    };
    LodeBuf name = {0};
    LodeValue found = NULL;
    if (lode__argument_text(host, count, arguments, 0, &name, thrown)) {
        for (unsigned i = 0; i < LODE_NATIVE_SET_COUNT && !found; i++) {
            if (lode_str_equal(lode_buf_str(&name), lode_str(set_names[i]))) {
                found = lode__native_object(host, (LodeNativeSetId)i);
            }
        }
        if (!found) {
            lode__throw(host, thrown, "Error", NULL, LODE_STR("no such set of natives"));
        }
    }
    lode_buf_release(&name);
    return found;
}

static const LodeNativeEntry entries[] = {
    {"find", find},   {"compile", compile}, {"target", target},
    {"names", names}, {"native", native},   {"plainMain", lode__plain_main},
};

const LodeNativeSet lode__natives_core = {
    .name = "core", .entries = entries, .count = sizeof entries / sizeof *entries};

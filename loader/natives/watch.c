/*
 * native('watch'): changes of files and directories, told by the system. A watch is known by a number, and keeps the
 * loop alive until it is closed or `setActive` says otherwise. Reading order: watches, natives, the end.
 */
#include "loader/natives/fs_request.h"

#include <stdlib.h>

typedef struct Watch {
    uv_fs_event_t handle;
    LodeHost *host;
    LodeValue done; /* kept */
    double id;
    struct Watch *next;
} Watch;

typedef struct Watches {
    Watch *first;
    double last_id;
} Watches;

/* ---- watches ---- */

static Watches *watches_of(LodeHost *host)
{
    if (!host->states[LODE_NATIVE_SET_watch]) {
        Watches *made = LODE_ARENA_NEW(&host->arena, Watches, 1);
        *made = (Watches){0};
        host->states[LODE_NATIVE_SET_watch] = made;
    }
    return host->states[LODE_NATIVE_SET_watch];
}

/* Where the watch hangs in the list; NULL if there is none with this number. */
static Watch **find(LodeHost *host, size_t count, const LodeValue *arguments)
{
    double id = lode__argument_number(host, count, arguments, 0, 0);
    Watch **at = &watches_of(host)->first;
    while (*at && (*at)->id != id) {
        at = &(*at)->next;
    }
    return *at ? at : NULL;
}

static void free_watch(uv_handle_t *handle)
{
    free(handle->data);
}

static void close_watch(Watch *self)
{
    self->host->ops->drop(self->host->engine, self->done);
    self->done = NULL;
    uv_close((uv_handle_t *)&self->handle, free_watch);
}

static void on_event(uv_fs_event_t *handle, const char *name, int events, int status)
{
    Watch *self = handle->data;
    LodeHost *host = self->host;
    if (host->is_stopped || !self->done) {
        return;
    }
    const char *event = status < 0 ? uv_err_name(status) : events & UV_RENAME ? "rename" : "change";
    LodeValue arguments[] = {
        lode__text(host, lode_str(event)),
        name ? host->ops->bytes(host->engine, name, strlen(name)) : host->ops->null(host->engine),
        lode__number(host, status < 0 ? status : 0),
    };
    lode__host_enter(host, self->done, 3, arguments);
}

/* ---- natives ---- */

/* start(path, done): its number; done(event, name as bytes or null, status). */
static LodeValue start(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    LodeBuf path = {0};
    LodeValue result = NULL;
    if (lode__fs_path(host, lode__argument(host, count, arguments, 0), &path, thrown)) {
        Watches *watches = watches_of(host);
        Watch *watch = lode_alloc_zeroed(1, sizeof *watch);
        uv_fs_event_init(&host->loop, &watch->handle);
        watch->handle.data = watch;
        watch->host = host;
        int status = uv_fs_event_start(&watch->handle, on_event, path.data, 0);
        if (status < 0) {
            close_watch(watch);
            result = lode__fs_throw(host, thrown, status, "watch", lode_buf_str(&path));
        } else {
            watch->done = lode__argument(host, count, arguments, 1);
            host->ops->keep(engine, watch->done);
            watch->id = ++watches->last_id;
            watch->next = watches->first;
            watches->first = watch;
            result = lode__number(host, watch->id);
        }
    }
    lode_buf_release(&path);
    return result;
}

/* close(number) */
static LodeValue close_native(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Watch **at = find(host, count, arguments);
    if (at) {
        Watch *watch = *at;
        *at = watch->next;
        close_watch(watch);
    }
    return lode__undefined(host);
}

/* setActive(number, whether it keeps the loop alive) */
static LodeValue set_active(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    Watch **at = find(host, count, arguments);
    if (at && lode__argument_truth(host, count, arguments, 1)) {
        uv_ref((uv_handle_t *)&(*at)->handle);
    } else if (at) {
        uv_unref((uv_handle_t *)&(*at)->handle);
    }
    return lode__undefined(host);
}

/* ---- the end ---- */

static void release(LodeHost *host)
{
    Watches *watches = host->states[LODE_NATIVE_SET_watch];
    while (watches && watches->first) {
        Watch *watch = watches->first;
        watches->first = watch->next;
        close_watch(watch);
    }
}

static const LodeNativeEntry entries[] = {{"start", start}, {"close", close_native}, {"setActive", set_active}};

const LodeNativeSet lode__natives_watch = {
    .name = "watch", .entries = entries, .count = sizeof entries / sizeof *entries, .release = release};

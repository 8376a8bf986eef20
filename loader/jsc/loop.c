/*
 * The engine's own tasks: WebAssembly that was compiled on another thread, callbacks of
 * FinalizationRegistry, collections that it wants to make when nothing else happens. JavaScriptCore
 * posts them to the GLib main context that was the thread's default when the thread first created one of
 * its contexts. So each thread gets a main context of ours for that moment; it is not the application's,
 * and runs only when `pump` is called. (Where the application used JavaScriptCore on the thread before, the tasks
 * stay in the loop that they had, which is then for the application to run.)
 */
#include "loader/jsc/jsc.h"

#include <glib.h>

/* A task may post the next one; after this many the caller gets its turn. */
enum { TASKS_AT_ONCE = 64, DESCRIPTORS = 8 };

static void give_back(gpointer loop)
{
    g_main_context_unref(loop);
}

static GPrivate loop_of_thread = G_PRIVATE_INIT(give_back);

static GMainContext *own_loop(void)
{
    GMainContext *loop = g_private_get(&loop_of_thread);
    if (!loop) {
        loop = g_main_context_new();
        g_private_set(&loop_of_thread, loop);
    }
    return loop;
}

/* What the loop would wait for: the time in ms (-1: no end), and in `descriptors` what it would poll. */
static int query(GMainContext *loop, GPollFD *descriptors, gint *count)
{
    gint priority = 0;
    gint timeout = -1;
    g_main_context_prepare(loop, &priority);
    *count = g_main_context_query(loop, G_MAXINT, &timeout, descriptors, DESCRIPTORS);
    return timeout;
}

/* ---- for the other files ---- */

void lode__jsc_loop_enter(void)
{
    g_main_context_push_thread_default(own_loop());
}

void lode__jsc_loop_leave(void)
{
    g_main_context_pop_thread_default(own_loop());
}

int lode__jsc_pump(LodeEngine *self)
{
    (void)self;
    GMainContext *loop = own_loop();
    int timeout = -1;
    if (g_main_context_acquire(loop)) {
        for (int i = 0; i < TASKS_AT_ONCE && g_main_context_iteration(loop, FALSE); i++) {
        }
        GPollFD descriptors[DESCRIPTORS];
        gint count;
        timeout = query(loop, descriptors, &count);
        g_main_context_release(loop);
    }
    return timeout;
}

int lode__jsc_wake_descriptor(LodeEngine *self)
{
    (void)self;
    GMainContext *loop = own_loop();
    int descriptor = -1;
    if (g_main_context_acquire(loop)) {
        GPollFD descriptors[DESCRIPTORS];
        gint count = 0;
        query(loop, descriptors, &count);
        /* The first and only one is that by which other threads wake the loop. */
        descriptor = count > 0 ? descriptors[0].fd : -1;
        g_main_context_release(loop);
    }
    return descriptor;
}

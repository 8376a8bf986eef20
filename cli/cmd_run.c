/*
 * lode run: a program, with Node's module semantics, on the embedded engine.
 */
#include "cli/commands.h"
#include "cli/session.h"
#include "loader/host.h"

#include <unistd.h>

extern char **environ;

static LodeStrVec take_environment(void)
{
    LodeStrVec list = {0};
    for (char **at = environ; *at; at++) {
        lode_vec_push(&list, lode_str(*at));
    }
    return list;
}

static LodeStr executable(LodeArena *arena)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    return lode_arena_copy(arena, size > 0 ? (LodeStr){path, (size_t)size} : LODE_STR("lode"));
}

int lode_cmd_run(const LodeOptions *options)
{
    LodeSession session;
    int status = LODE_STATUS_FAILED;
    if (lode_session_init(&session, options)) {
        LodeStrVec environment = take_environment();
        LodeHostOptions host_options = {
            .engine = LODE_STR_NONE,
            .executable = executable(&session.arena),
            .arguments = options->operands.items + 1,
            .argument_count = options->operands.count - 1,
            .environment = environment.items,
            .environment_count = environment.count,
            .working_directory = session.working_directory,
            .resolver = session.resolver_options,
        };
        LodeError error = {0};
        LodeHost *host = lode_host_new(session.cache, &host_options, &session.arena, &error);
        if (host) {
            status = lode_host_run(host, lode_session_path(&session, options->operands.items[0]));
            lode_host_free(host);
        } else {
            lode_session_fail(&session, &error);
        }
        lode_vec_release(&environment);
    }
    lode_session_release(&session);
    return status;
}

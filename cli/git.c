/* Reading order: running a program, one question, the two lists. */
#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Reads both pipes to their ends, so that neither can fill up and stop the program. */
static void read_both(const int ends[2], LodeBuf *texts[2])
{
    struct pollfd polls[2] = {{.fd = ends[0], .events = POLLIN}, {.fd = ends[1], .events = POLLIN}};
    while (polls[0].fd >= 0 || polls[1].fd >= 0) {
        if (poll(polls, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            if (polls[i].fd < 0 || !polls[i].revents) {
                continue;
            }
            lode_buf_reserve(texts[i], 1 << 16);
            ssize_t size = read(polls[i].fd, texts[i]->data + texts[i]->size, 1 << 16);
            if (size > 0) {
                texts[i]->size += (size_t)size;
                texts[i]->data[texts[i]->size] = '\0';
            } else if (size == 0 || errno != EINTR) {
                polls[i].fd = -1;
            }
        }
    }
}

/* Runs a program found by PATH. Returns its exit status, -1 where it ended otherwise; *failure is an errno or 0. */
static int run(char *const *arguments, LodeBuf *output, LodeBuf *complaint, int *failure)
{
    int out[2];
    int err[2];
    *failure = 0;
    if (pipe2(out, O_CLOEXEC) != 0) {
        *failure = errno;
        return -1;
    }
    if (pipe2(err, O_CLOEXEC) != 0) {
        *failure = errno;
        close(out[0]);
        close(out[1]);
        return -1;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    pid_t child;
    *failure = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    close(err[1]);
    int status = -1;
    if (*failure == 0) {
        read_both((int[2]){out[0], err[0]}, (LodeBuf *[2]){output, complaint});
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    close(out[0]);
    close(err[0]);
    return status;
}

/* git -C DIRECTORY … : its output, or false with LODE_GIT. `arguments` ends with NULL. */
static bool ask(LodeStr directory, const char *const *arguments, LodeArena *arena, LodeBuf *output, LodeError *error)
{
    const char *const always[] = {
        "git", "--no-optional-locks",  "-c", "core.fsmonitor=false",
        "-c",  "core.quotePath=false", "-C", lode_arena_copy(arena, directory).data,
    };
    char *all[24]; /* posix_spawn's type; nobody writes to them */
    size_t count = 0;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        all[count++] = (char *)always[i];
    }
    for (size_t i = 0; arguments[i] && count + 1 < sizeof all / sizeof *all; i++) {
        all[count++] = (char *)arguments[i];
    }
    all[count] = NULL;
    LodeBuf complaint = {0};
    int failure;
    int status = run(all, output, &complaint, &failure);
    if (failure) {
        lode_error_set(error, arena, LODE_ERROR_LODE_GIT, "git cannot be started: %s", strerror(failure));
    } else if (status != 0) {
        LodeStr first = lode_buf_str(&complaint);
        size_t end = lode_str_find(first, '\n');
        first = end == LODE_NOT_FOUND ? first : lode_str_slice(first, 0, end);
        lode_error_set(error, arena, LODE_ERROR_LODE_GIT, "git %s failed: %.*s", arguments[0],
                       LODE_STR_ARG(first.size ? first : LODE_STR("it gave no reason")));
    }
    lode_buf_release(&complaint);
    return !failure && status == 0;
}

/* Paths that end with NUL, relative to `top`. */
static void take_paths(LodeStr list, LodeStr top, LodeArena *arena, LodeGitPaths *out)
{
    size_t start = 0;
    for (size_t at = 0; at < list.size; at++) {
        if (list.data[at] == '\0') {
            LodeStr pieces[] = {top, LODE_STR("/"), lode_str_slice(list, start, at)};
            lode_vec_push(out, lode_arena_join(arena, pieces, 3));
            start = at + 1;
        }
    }
}

bool lode_git_changed(LodeStr directory, LodeStr revision, LodeArena *arena, LodeGitPaths *out, LodeError *error)
{
    if (revision.size == 0 || revision.data[0] == '-') {
        /* It would be taken for an option. */
        return lode_error_set(error, arena, LODE_ERROR_LODE_GIT, "'%.*s' is no git revision", LODE_STR_ARG(revision));
    }
    LodeBuf text = {0};
    static const char *const where[] = {"rev-parse", "--show-toplevel", NULL};
    bool ok = ask(directory, where, arena, &text, error);
    if (ok) {
        /* One line feed ends it; a name may end in more. */
        LodeStr top = lode_arena_copy(arena, lode_str_slice(lode_buf_str(&text), 0, text.size ? text.size - 1 : 0));
        const char *const differing[] = {
            "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", lode_arena_copy(arena, revision).data,
            "--",   NULL};
        static const char *const unknown[] = {"ls-files", "--others", "--exclude-standard", "-z", NULL};
        lode_buf_clear(&text);
        ok = ask(top, differing, arena, &text, error);
        if (ok) {
            take_paths(lode_buf_str(&text), top, arena, out);
            lode_buf_clear(&text);
            ok = ask(top, unknown, arena, &text, error);
        }
        if (ok) {
            take_paths(lode_buf_str(&text), top, arena, out);
        }
    }
    lode_buf_release(&text);
    return ok;
}

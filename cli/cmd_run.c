/*
 * lode run: a program, with Node's module semantics, on the embedded engine.
 *
 * Reading order: the end, what the host is told, what is run, the command.
 */
#include "cli/commands.h"
#include "cli/load_graph.h"
#include "cli/load_trace.h"
#include "cli/session.h"
#include "loader/host.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

typedef struct Run {
    LodeSession session;
    LodeStrVec environment;
    LodeLoadPrinter printer;
    bool prints;
    LodeLoadNotes *notes; /* NULL without --graph */
} Run;

/* ---- the end ---- */

/* What is to be done when the program has ended; the status of the process. */
static int finish(Run *self, int status)
{
    if (!self->notes) {
        return status;
    }
    lode_load_graph_write(self->notes, &self->session, self->session.options->load_graph);
    return self->session.status == LODE_STATUS_CLEAN ? status : self->session.status;
}

/*
 * The process ends now, and the system takes back at once what the engine would need a millisecond to give back.
 * Its threads still run, so nothing of it may be torn down under them: no exit handlers.
 */
static void leave(void *context, int status)
{
    status = finish(context, status);
    fflush(NULL);
    _exit(status);
}

/* Where leaks are looked for everything is given back all the same. */
#ifdef LODE_SANITIZED
static const bool LEAVES = false;
#else
static const bool LEAVES = true;
#endif

/* ---- what the host is told ---- */

static LodeStr executable(LodeArena *arena)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    return lode_arena_copy(arena, size > 0 ? (LodeStr){path, (size_t)size} : LODE_STR("lode"));
}

/* The engine's shared object that LODE_ENGINE names; absent: the usual places. */
static LodeStr engine(LodeSession *session)
{
    const char *path = getenv("LODE_ENGINE");
    return path && *path ? lode_session_path(session, lode_str(path)) : LODE_STR_NONE;
}

static void take_environment(LodeStrVec *list)
{
    for (char **at = environ; *at; at++) {
        lode_vec_push(list, lode_str(*at));
    }
}

static void take_event(void *context, const LodeLoadEvent *event)
{
    const Run *self = context;
    if (self->prints) {
        lode_load_print(&self->printer, event);
    }
    if (self->notes) {
        lode_load_notes_take(self->notes, event);
    }
}

/* `-` is an argument of the program, as in Node; so is every operand beside --eval. */
static bool is_file(const LodeOptions *options)
{
    return lode_str_is_none(options->code) && !lode_str_equal(options->operands.items[0], LODE_STR("-"));
}

static LodeHostOptions host_options(Run *self)
{
    const LodeOptions *options = self->session.options;
    size_t own_operands = is_file(options) ? 1 : 0;
    take_environment(&self->environment);
    self->prints = options->given[LODE_OPTION_LOAD_TRACE];
    self->printer = (LodeLoadPrinter){
        .form = options->load_trace,
        .terminal = self->session.report.terminal,
        .working_directory = self->session.working_directory,
    };
    self->notes = options->given[LODE_OPTION_LOAD_GRAPH] ? lode_load_notes_new() : NULL;
    bool listens = self->prints || self->notes;
    return (LodeHostOptions){
        .engine = engine(&self->session),
        .executable = executable(&self->session.arena),
        .arguments = options->operands.items + own_operands,
        .argument_count = options->operands.count - own_operands,
        .environment = self->environment.items,
        .environment_count = self->environment.count,
        .working_directory = self->session.working_directory,
        .resolver = self->session.resolver_options,
        .requires = options->requires.items,
        .require_count = options->requires.count,
        .imports = options->imports.items,
        .import_count = options->imports.count,
        .trace = {.event = listens ? take_event : NULL, .context = self},
        .leave = LEAVES ? leave : NULL,
        .leave_context = self,
    };
}

/* ---- what is run ---- */

static bool read_standard_input(LodeBuf *out)
{
    for (;;) {
        lode_buf_reserve(out, 65536);
        ssize_t size = read(STDIN_FILENO, out->data + out->size, 65536);
        if (size > 0) {
            out->size += (size_t)size;
        } else if (size == 0 || errno != EINTR) {
            return size == 0;
        }
    }
}

static int run_input(Run *self, LodeHost *host)
{
    LodeBuf text = {0};
    int status = LODE_STATUS_FAILED;
    if (read_standard_input(&text)) {
        status = lode_host_run_text(host, lode_buf_str(&text), self->session.options->input_type, LODE_FROM_STDIN);
    } else {
        lode_report_say("standard input cannot be read: %s", strerror(errno));
    }
    lode_buf_release(&text);
    return status;
}

static int run(Run *self, LodeHost *host)
{
    const LodeOptions *options = self->session.options;
    if (!lode_str_is_none(options->code)) {
        LodeInputFrom from = options->given[LODE_OPTION_PRINT] ? LODE_FROM_PRINT : LODE_FROM_EVAL;
        return lode_host_run_text(host, options->code, options->input_type, from);
    }
    return is_file(options) ? lode_host_run(host, lode_session_path(&self->session, options->operands.items[0]))
                            : run_input(self, host);
}

/*
 * A program may be started without standard streams, and what it writes to may be gone: that is an error, not the end.
 */
static void prepare_process(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
            /* The lowest free number is this one. */
            (void)!open("/dev/null", O_RDWR);
        }
    }
    signal(SIGPIPE, SIG_IGN);
}

int lode_cmd_run(const LodeOptions *options)
{
    prepare_process();
    Run self = {0};
    int status = LODE_STATUS_FAILED;
    if (lode_session_init(&self.session, options)) {
        LodeError error = {0};
        LodeHostOptions host = host_options(&self);
        LodeHost *program = lode_host_new(self.session.cache, &host, &self.session.arena, &error);
        if (program) {
            status = run(&self, program);
            if (LEAVES) {
                leave(&self, status);
            }
            lode_host_free(program);
            status = finish(&self, status);
        } else {
            lode_session_fail(&self.session, &error);
        }
    }
    lode_load_notes_free(self.notes);
    lode_vec_release(&self.environment);
    lode_session_release(&self.session);
    return status;
}

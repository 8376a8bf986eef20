/* Reading order: what Node takes from the environment, the root, the configuration, the graph, warnings. */
#include "cli/session.h"

#include "base/path.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "graph/entries.h"
#include "graph/identity.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { WARNING_LIMIT = 5 };

static double now_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* $PREFIX/lib/node, where PREFIX is two levels above the node that PATH finds; absent without one. */
static LodeStr prefix_folder(LodeSession *self)
{
    const char *path = getenv("PATH");
    LodeStr rest = lode_str(path ? path : "");
    size_t start = 0;
    for (size_t at = 0; at <= rest.size; at++) {
        if (at < rest.size && rest.data[at] != ':') {
            continue;
        }
        LodeStr folder = lode_str_slice(rest, start, at);
        start = at + 1;
        if (!lode_path_is_absolute(folder)) {
            continue;
        }
        LodeStr program = lode_path_resolve(&self->arena, folder, LODE_STR("node"));
        if (access(program.data, X_OK) == 0) {
            LodePath *real = lode_memo_real(self->memo, lode_memo_path(self->memo, program));
            if (real && lode_file_type_is_file(lode_memo_type(self->memo, real))) {
                return lode_path_resolve(&self->arena, lode_path_text(real), LODE_STR("../../lib/node"));
            }
        }
    }
    return LODE_STR_NONE;
}

/* Module.globalPaths as Node makes it (docs: modules, "Loading from the global folders"). */
static void take_global_paths(LodeSession *self)
{
    LodeStrVec folders = {0};
    const char *node_path = getenv("NODE_PATH");
    LodeStr list = lode_str(node_path ? node_path : "");
    size_t start = 0;
    for (size_t at = 0; at <= list.size; at++) {
        if (at == list.size || list.data[at] == ':') {
            LodeStr folder = lode_str_slice(list, start, at);
            start = at + 1;
            if (folder.size > 0) {
                lode_vec_push(&folders, lode_path_resolve(&self->arena, self->working_directory, folder));
            }
        }
    }
    const char *home = getenv("HOME");
    if (home && *home) {
        LodeStr base = lode_path_resolve(&self->arena, self->working_directory, lode_str(home));
        lode_vec_push(&folders, lode_path_resolve(&self->arena, base, LODE_STR(".node_modules")));
        lode_vec_push(&folders, lode_path_resolve(&self->arena, base, LODE_STR(".node_libraries")));
    }
    LodeStr prefix = prefix_folder(self);
    if (prefix.data) {
        lode_vec_push(&folders, prefix);
    }
    LodeStr *copy = LODE_ARENA_NEW(&self->arena, LodeStr, folders.count + 1);
    if (folders.count > 0) {
        memcpy(copy, folders.items, folders.count * sizeof *copy);
    }
    self->resolver_options.global_paths = copy;
    self->resolver_options.global_path_count = folders.count;
    lode_vec_release(&folders);
}

static bool find_working_directory(LodeSession *self)
{
    char *path = getcwd(NULL, 0);
    if (!path) {
        lode_report_say("the working directory cannot be found: %s", strerror(errno));
        self->status = LODE_STATUS_FAILED;
        return false;
    }
    self->working_directory = lode_arena_copy(&self->arena, lode_str(path));
    free(path);
    return true;
}

/* Modules have real paths, so a root that is reached through a link would contain none of them. */
static LodeStr real_folder(LodeSession *self, LodeStr path)
{
    LodePath *real = lode_memo_real(self->memo, lode_memo_path(self->memo, path));
    return real && !self->resolver_options.preserve_symlinks ? lode_path_text(real) : path;
}

/* The root by default; see `root` in the table of options. */
static LodeStr default_root(LodeSession *self)
{
    LodeStr root = lode_entries_root(self->memo, self->working_directory, &self->arena);
    const LodeStrVec *operands = &self->options->operands;
    LodeCommandId command = self->options->command->id;
    bool takes_entries =
        command == LODE_COMMAND_GRAPH || command == LODE_COMMAND_CHECK || command == LODE_COMMAND_CYCLES;
    bool takes_one = command == LODE_COMMAND_WHY || command == LODE_COMMAND_EXPORTS || command == LODE_COMMAND_RUN;
    size_t count = takes_entries ? operands->count : takes_one ? 1 : 0;
    LodeStr first = LODE_STR_NONE;
    for (size_t i = 0; i < count && i < operands->count; i++) {
        LodeStr path = lode_session_path(self, operands->items[i]);
        if (lode_path_is_inside(root, path)) {
            return root;
        }
        if (!first.data || lode_str_compare(path, first) < 0) {
            first = path;
        }
    }
    if (!first.data) {
        return root;
    }
    bool is_folder = lode_memo_type(self->memo, lode_memo_path(self->memo, first)) == LODE_FILE_DIRECTORY;
    LodeStr start = is_folder ? first : lode_arena_copy(&self->arena, lode_path_directory(first));
    return real_folder(self, lode_entries_root(self->memo, start, &self->arena));
}

static bool find_root(LodeSession *self)
{
    if (lode_str_is_none(self->options->root)) {
        self->root = default_root(self);
        return true;
    }
    LodeStr path = lode_session_path(self, self->options->root);
    if (lode_memo_type(self->memo, lode_memo_path(self->memo, path)) != LODE_FILE_DIRECTORY) {
        LodeError error = {0};
        lode_error_set(&error, &self->arena, LODE_ERROR_LODE_USAGE, "--root: there is no folder '%.*s'",
                       LODE_STR_ARG(self->options->root));
        lode_session_fail(self, &error);
        return false;
    }
    self->root = real_folder(self, path);
    return true;
}

LodeStr lode_session_path(LodeSession *self, LodeStr argument)
{
    return lode_path_resolve(&self->arena, self->working_directory, argument);
}

/* The configuration of the root, or the one that --config names. False where it is wrong. */
static bool read_config(LodeSession *self)
{
    const LodeOptions *options = self->options;
    if (options->given[LODE_OPTION_NO_CONFIG]) {
        return true;
    }
    LodeStr file = lode_str_is_none(options->config) ? LODE_STR_NONE : lode_session_path(self, options->config);
    LodeErrorVec errors = {0};
    lode_config_read(&self->config, self->memo, self->root, file, &self->arena, &errors);
    bool is_right = errors.count == 0;
    for (size_t i = 0; i < errors.count; i++) {
        lode_session_fail(self, &errors.items[i]);
    }
    lode_vec_release(&errors);
    return is_right;
}

/* Of an option that takes several values: those of the command line where it has any, else the configured ones. */
static const LodeStrVec *chosen(const LodeSession *self, LodeOptionId option, const LodeStrVec *given,
                                const LodeStrVec *configured)
{
    return self->options->given[option] ? given : configured;
}

const LodeStrVec *lode_session_excluded(const LodeSession *self)
{
    return chosen(self, LODE_OPTION_EXCLUDE, &self->options->exclude, &self->config.exclude);
}

static void set_up_resolver(LodeSession *self)
{
    const LodeOptions *options = self->options;
    const LodeConfig *config = &self->config;
    LodeResolverOptions *resolver = &self->resolver_options;
    bool is_version_configured = config->node_version && !options->given[LODE_OPTION_NODE_VERSION];
    bool is_target_configured = config->has_target && !options->given[LODE_OPTION_TARGET];
    const LodeStrVec *conditions = chosen(self, LODE_OPTION_CONDITIONS, &options->conditions, &config->conditions);
    resolver->node_version = is_version_configured ? config->node_version : options->node_version;
    resolver->target = is_target_configured ? config->target : options->target;
    resolver->preserve_symlinks_main = options->given[LODE_OPTION_PRESERVE_SYMLINKS_MAIN];
    resolver->conditions = conditions->items;
    resolver->condition_count = conditions->count;
    take_global_paths(self);
    self->cache = lode_cache_new(self->memo, resolver->node_version);
    self->resolver = lode_resolver_new(self->cache, resolver);
}

bool lode_session_init(LodeSession *self, const LodeOptions *options)
{
    *self = (LodeSession){.options = options};
    self->report.terminal = lode_terminal_of(STDERR_FILENO, options->color);
    if (!find_working_directory(self)) {
        return false;
    }
    self->fs = lode_fs_real_new();
    self->memo = lode_memo_new(self->fs);
    self->report.memo = self->memo;
    self->report.working_directory = self->working_directory;
    self->resolver_options = lode_resolver_options_default();
    self->resolver_options.preserve_symlinks = options->given[LODE_OPTION_PRESERVE_SYMLINKS];
    /* A program starts at once: what it does not depend on is not looked for. */
    bool is_run = options->command->id == LODE_COMMAND_RUN;
    self->config = (LodeConfig){.file = LODE_STR_NONE, .baseline = LODE_STR_NONE};
    if (((!is_run || options->given[LODE_OPTION_LOAD_GRAPH]) && !find_root(self)) || (!is_run && !read_config(self))) {
        return false;
    }
    set_up_resolver(self);
    return true;
}

void lode_session_release(LodeSession *self)
{
    if (self->graph) {
        lode_graph_free(self->graph);
    }
    if (self->resolver) {
        lode_resolver_free(self->resolver);
    }
    if (self->cache) {
        lode_cache_free(self->cache);
    }
    if (self->memo) {
        lode_memo_free(self->memo);
    }
    lode_fs_free(self->fs);
    lode_vec_release(&self->entry_errors);
    lode_config_release(&self->config);
    lode_arena_release(&self->arena);
}

void lode_session_fail(LodeSession *self, const LodeError *error)
{
    lode_report_error(&self->report, error);
    self->status = LODE_STATUS_FAILED;
}

void lode_session_close(LodeSession *self, LodeOutput *out)
{
    const char *file = out->file ? out->file : "standard output";
    int error = lode_output_close(out);
    if (error) {
        lode_report_say("%s cannot be written: %s", file, strerror(error));
        self->status = LODE_STATUS_FAILED;
    }
}

void lode_session_write_errors(const LodeSession *self, LodeBuf *out)
{
    if (self->entry_errors.count == 0) {
        return;
    }
    lode_write_key(out, "errors");
    lode_buf_append_byte(out, '[');
    for (size_t i = 0; i < self->entry_errors.count; i++) {
        lode_write_comma(out);
        lode_write_error_object(out, &self->entry_errors.items[i]);
    }
    lode_buf_append_byte(out, ']');
}

typedef struct Progress {
    double shown_at;
    bool is_shown;
} Progress;

static void show_progress(void *context, size_t done, size_t known)
{
    Progress *self = context;
    double now = now_seconds();
    if (now - self->shown_at < 0.1) {
        return;
    }
    self->shown_at = now;
    self->is_shown = true;
    LodeBuf text = {0};
    lode_buf_puts(&text, "\r\x1b[K");
    lode_text_append_count(&text, done);
    lode_buf_puts(&text, " of ");
    lode_text_append_count(&text, known);
    lode_buf_puts(&text, " modules read");
    fwrite(text.data, 1, text.size, stderr);
    fflush(stderr);
    lode_buf_release(&text);
}

static void fail_entry(LodeSession *self, const LodeError *error)
{
    lode_vec_push(&self->entry_errors, lode_error_copy(&self->arena, error));
    lode_session_fail(self, error);
}

/* Files that could not be read or are not valid, the first few of them. */
static void warn_about_modules(LodeSession *self)
{
    const LodeGraph *graph = self->graph;
    size_t count = 0;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        const LodeModule *module = &graph->modules[i];
        if (module->error && module->is_entry) {
            fail_entry(self, module->error);
        } else if (module->error && count++ < WARNING_LIMIT) {
            lode_report_error(&self->report, module->error);
        }
        if (module->diagnostic_count > 0 && !self->tells_syntax_errors && count++ < WARNING_LIMIT) {
            lode_report_diagnostic(&self->report, module->path, &module->diagnostics[0]);
        }
    }
    if (count > WARNING_LIMIT) {
        lode_report_say("%zu more files could not be read or have syntax errors; --json lists them",
                        count - WARNING_LIMIT);
    }
}

void lode_session_build_paths(LodeSession *self, const LodeStr *entries, size_t count)
{
    const LodeOptions *options = self->options;
    const LodeConfig *config = &self->config;
    const LodeStrVec *external = chosen(self, LODE_OPTION_EXTERNAL, &options->external, &config->external);
    const LodeStrVec *exclude = lode_session_excluded(self);
    const LodeStrVec *include = chosen(self, LODE_OPTION_INCLUDE, &options->include, &config->include);
    Progress progress = {.shown_at = now_seconds()};
    LodeBuildOptions build_options = {
        .root = self->root,
        .threads = options->threads,
        .resolver = self->resolver_options,
        .external = external->items,
        .external_count = external->count,
        .exclude = exclude->items,
        .exclude_count = exclude->count,
        .include = include->items,
        .include_count = include->count,
        .ignore_dynamic = options->given[LODE_OPTION_IGNORE_DYNAMIC],
        .detail = self->detail,
        .names_only = self->names_only,
    };
    if (lode_terminal_wants_progress(STDERR_FILENO)) {
        build_options.progress = show_progress;
        build_options.progress_context = &progress;
    }
    double start = now_seconds();
    LodeError error = {0};
    bool ok = lode_graph_build(self->cache, &build_options, entries, count, &self->graph, &error);
    self->build_seconds = now_seconds() - start;
    if (progress.is_shown) {
        fputs("\r\x1b[K", stderr);
        fflush(stderr);
    }
    if (!ok) {
        fail_entry(self, &error);
    }
    warn_about_modules(self);
}

static void find_and_build(LodeSession *self, LodeStr base, const LodeStr *arguments, size_t count)
{
    LodeStr *entries = NULL;
    size_t entry_count = 0;
    LodeError error = {0};
    if (!lode_entries_find(self->resolver, self->root, base, arguments, count, &self->arena, &entries, &entry_count,
                           &error)) {
        if (arguments == self->config.entries.items && count > 0) {
            lode_error_add_note(&error, &self->arena, LODE_STR("it is one of the 'entries' of the configuration"),
                                self->config.file, (LodePosition){0, 0});
        }
        fail_entry(self, &error);
    }
    lode_session_build_paths(self, entries, entry_count);
}

void lode_session_build(LodeSession *self, const LodeStr *arguments, size_t count)
{
    if (count == 0 && self->config.has_entries) {
        find_and_build(self, self->root, self->config.entries.items, self->config.entries.count);
        return;
    }
    find_and_build(self, self->working_directory, arguments, count);
}

void lode_session_build_all(LodeSession *self)
{
    LodeStr everything = LODE_STR("**");
    find_and_build(self, self->root, &everything, 1);
}

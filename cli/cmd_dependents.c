/*
 * lode dependents: who reaches a file, or what the changes since a revision can
 * affect. JSON: docs/schema/dependents.json.
 *
 * Every edge counts, also those that only name a file: a worker that is started
 * by `new URL` is affected by a change as well.
 */
#include "base/json.h"
#include "base/path.h"
#include "cli/chain.h"
#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/git.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "graph/identity.h"
#include "graph/query.h"

typedef struct Answer {
    LodeSession *session;
    LodeStr file; /* absent without FILE */
    LodeModuleVec starts;
    LodeChanges changes;
    LodeReach reach; /* the starts first */
} Answer;

static size_t dependent_count(const Answer *self)
{
    return self->reach.count - self->starts.count;
}

static void write_ids(LodeBuf *out, const char *name, const LodeGraph *graph, const LodeModuleVec *modules)
{
    lode_write_key(out, name);
    lode_buf_append_byte(out, '[');
    for (size_t i = 0; i < modules->count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, graph->modules[modules->items[i]].id);
    }
    lode_buf_append_byte(out, ']');
}

static void write_json(LodeOutput *out, const Answer *self)
{
    const LodeGraph *graph = self->session->graph;
    lode_write_document(&out->buf);
    lode_write_text(&out->buf, "root", self->session->root);
    lode_write_text(&out->buf, "file", self->file);
    lode_write_text(&out->buf, "since", self->session->options->since);
    write_ids(&out->buf, "starts", graph, &self->starts);
    lode_write_key(&out->buf, "dependents");
    lode_buf_append_byte(&out->buf, '[');
    bool is_first = true;
    for (size_t i = 0; i < self->reach.count; i++) {
        const LodeReached *reached = &self->reach.items[i];
        if (reached->depth == 0) {
            continue;
        }
        lode_buf_puts(&out->buf, is_first ? "\n{" : ",\n{");
        is_first = false;
        lode_write_text(&out->buf, "id", graph->modules[reached->module].id);
        lode_write_number(&out->buf, "depth", reached->depth);
        lode_write_key(&out->buf, "via");
        lode_chain_edge_json(&out->buf, graph, reached->edge);
        lode_buf_append_byte(&out->buf, '}');
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, is_first ? "]" : "\n]");
    lode_write_key(&out->buf, "outside");
    lode_buf_append_byte(&out->buf, '[');
    for (size_t i = 0; i < self->changes.outside.count; i++) {
        lode_write_comma(&out->buf);
        lode_json_write_string(&out->buf, self->changes.outside.items[i]);
    }
    lode_buf_append_byte(&out->buf, ']');
    lode_write_key(&out->buf, "stats");
    lode_buf_append_byte(&out->buf, '{');
    lode_write_number(&out->buf, "starts", self->starts.count);
    lode_write_number(&out->buf, "dependents", dependent_count(self));
    lode_buf_append_byte(&out->buf, '}');
    lode_session_write_errors(self->session, &out->buf);
    lode_buf_puts(&out->buf, "}\n");
}

/* Elsewhere than on a terminal: one id a line, fit for xargs. */
static void write_list(LodeOutput *out, const Answer *self)
{
    bool shows_starts = self->session->options->given[LODE_OPTION_SINCE];
    for (size_t i = 0; i < self->reach.count; i++) {
        if (self->reach.items[i].depth > 0 || shows_starts) {
            lode_text_append(&out->buf, self->session->graph->modules[self->reach.items[i].module].id);
            lode_buf_append_byte(&out->buf, '\n');
            lode_output_step(out);
        }
    }
}

static void write_table(LodeOutput *out, const Answer *self)
{
    const LodeGraph *graph = self->session->graph;
    bool is_since = self->session->options->given[LODE_OPTION_SINCE];
    uint32_t depth = UINT32_MAX;
    size_t room = out->terminal.width > 30 ? out->terminal.width - 2 : 28;
    for (size_t i = 0; i < self->reach.count; i++) {
        const LodeReached *reached = &self->reach.items[i];
        if (reached->depth != depth) {
            depth = reached->depth;
            LodeBuf title = {0};
            if (depth == 0) {
                lode_buf_puts(&title, is_since ? "changed" : "asked about");
            } else if (depth == 1) {
                lode_buf_puts(&title, "loaded directly by");
            } else {
                lode_buf_printf(&title, "over %u edges by", depth);
            }
            lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_buf_str(&title));
            lode_buf_append_byte(&out->buf, '\n');
            lode_buf_release(&title);
        }
        LodeBuf line = {0};
        lode_buf_append(&line, graph->modules[reached->module].id);
        if (reached->edge != LODE_EDGE_NONE) {
            const LodeRequest *request = graph->edges[reached->edge].request;
            lode_buf_printf(&line, ":%u:%u", request->position.line, request->position.column);
        }
        lode_text_pad(&out->buf, 2);
        lode_text_append_path(&out->buf, lode_buf_str(&line), room, out->terminal.has_unicode ? "…" : "...");
        lode_buf_append_byte(&out->buf, '\n');
        lode_buf_release(&line);
        lode_output_step(out);
    }
    LodeBuf text = {0};
    lode_buf_append_byte(&text, '\n');
    lode_text_append_counted(&text, dependent_count(self), "module", NULL);
    lode_buf_printf(&text, " of %u", graph->module_count);
    lode_buf_puts(&text, is_since ? " can be affected" : " lead to it");
    if (!is_since && dependent_count(self) == 1) {
        text.size -= strlen(" lead to it");
        lode_buf_puts(&text, " leads to it");
    }
    lode_buf_append_byte(&text, '\n');
    lode_buf_append(&out->buf, lode_buf_str(&text));
    lode_buf_release(&text);
}

/* Leaves only the paths that FILE names: itself, what is below it, what the glob matches, its modules' files. */
static bool keep_named(Answer *self, LodeGitPaths *paths, LodeError *error)
{
    LodeSession *session = self->session;
    LodeModuleVec named = {0};
    LodeSelected selected = lode_select(session, self->file, &named, error);
    const LodeGlob *glob = NULL;
    if (selected != LODE_SELECTED_ERROR && lode_glob_is_pattern(self->file)) {
        glob = lode_glob_new(&session->arena, self->file, error);
    }
    LodeStr own = lode_session_path(session, self->file);
    bool is_gone = false;
    size_t kept = 0;
    for (size_t i = 0; i < paths->count; i++) {
        LodeStr path = paths->items[i];
        bool is_named = lode_path_is_inside(own, path) ||
                        (glob && lode_glob_matches(glob, lode_graph_id_of_path(&session->arena, session->root, path)));
        is_gone = is_gone || is_named;
        for (size_t j = 0; j < named.count && !is_named; j++) {
            LodeStr file = session->graph->modules[named.items[j]].path;
            is_named = !lode_str_is_none(file) && lode_str_equal(file, path);
        }
        if (is_named) {
            paths->items[kept++] = path;
        }
    }
    paths->count = kept;
    lode_vec_release(&named);
    /* A file that was deleted since is no longer there to be selected. */
    return selected != LODE_SELECTED_ERROR || is_gone;
}

static bool find_starts(Answer *self, LodeError *error)
{
    LodeSession *session = self->session;
    const LodeOptions *options = session->options;
    if (!options->given[LODE_OPTION_SINCE]) {
        LodeSelected selected = lode_select(session, self->file, &self->starts, error);
        if (selected == LODE_SELECTED_NONE) {
            LodeBuf count = {0};
            lode_text_append_counted(&count, session->graph->module_count, "module", NULL);
            lode_report_say("'%.*s' is not in the graph (looked at %s)", LODE_STR_ARG(self->file), count.data);
            lode_buf_release(&count);
        }
        return selected != LODE_SELECTED_ERROR;
    }
    LodeGitPaths paths = {0};
    bool ok = lode_git_changed(session->root, options->since, &session->arena, &paths, error) &&
              (lode_str_is_none(self->file) || keep_named(self, &paths, error));
    if (ok) {
        lode_changes_find(session, paths.items, paths.count, &self->changes);
        for (size_t i = 0; i < self->changes.modules.count; i++) {
            lode_vec_push(&self->starts, self->changes.modules.items[i]);
        }
    }
    lode_vec_release(&paths);
    return ok;
}

static void write_answer(const Answer *self)
{
    const LodeOptions *options = self->session->options;
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
            write_json(&out, self);
        } else if (out.terminal.width > 0) {
            write_table(&out, self);
        } else {
            write_list(&out, self);
        }
        lode_session_close(self->session, &out);
    }
    if (self->changes.outside.count > 0) {
        lode_report_say("%zu changed file%s not in the graph; --json lists %s", self->changes.outside.count,
                        self->changes.outside.count == 1 ? " is" : "s are",
                        self->changes.outside.count == 1 ? "it" : "them");
    }
}

int lode_cmd_dependents(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        Answer answer = {.session = &session};
        answer.file = options->operands.count > 0 ? options->operands.items[0] : LODE_STR_NONE;
        if (options->entries.count > 0) {
            lode_session_build(&session, options->entries.items, options->entries.count);
        } else {
            lode_session_build_all(&session);
        }
        LodeError error = {0};
        if (!find_starts(&answer, &error)) {
            lode_session_fail(&session, &error);
        }
        LodeModuleSet starts = {answer.starts.items, answer.starts.count};
        answer.reach = lode_query_dependents(session.graph, LODE_EDGE_FILTER_ALL, starts, UINT32_MAX, &session.arena);
        write_answer(&answer);
        lode_vec_release(&answer.starts);
        lode_changes_release(&answer.changes);
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

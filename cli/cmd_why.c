/*
 * lode why FROM TO: the chain by which one module comes to load another.
 * JSON: docs/schema/why.json.
 */
#include "cli/chain.h"
#include "cli/commands.h"
#include "cli/select.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "graph/query.h"

typedef struct Question {
    LodeSession *session;
    LodeStr from;
    LodeStr to;
    LodeChains chains;
    bool only_named; /* no chain loads it; these only name the file */
} Question;

/* The chains under a filter; one of them without --all. */
static void ask(Question *self, LodeEdgeFilter filter, LodeModuleSet from, LodeModuleSet to)
{
    const LodeOptions *options = self->session->options;
    LodeArena *arena = &self->session->arena;
    if (options->given[LODE_OPTION_ALL]) {
        self->chains = lode_query_why_all(self->session->graph, filter, from, to, options->limit, arena);
        return;
    }
    LodeChain *chain = LODE_ARENA_NEW(arena, LodeChain, 1);
    self->chains = (LodeChains){.items = chain};
    self->chains.count = lode_query_why(self->session->graph, filter, from, to, arena, chain) ? 1 : 0;
}

static void write_json(LodeOutput *out, const Question *self)
{
    const LodeGraph *graph = self->session->graph;
    lode_write_document(&out->buf);
    lode_write_text(&out->buf, "root", self->session->root);
    lode_write_text(&out->buf, "from", self->from);
    lode_write_text(&out->buf, "to", self->to);
    lode_write_key(&out->buf, "chains");
    lode_buf_append_byte(&out->buf, '[');
    for (size_t i = 0; i < self->chains.count; i++) {
        const LodeChain *chain = &self->chains.items[i];
        lode_buf_puts(&out->buf, i ? ",\n{" : "\n{");
        lode_write_text(&out->buf, "from", graph->modules[chain->from].id);
        lode_write_text(&out->buf, "to", graph->modules[chain->to].id);
        lode_write_key(&out->buf, "edges");
        lode_buf_append_byte(&out->buf, '[');
        for (uint32_t j = 0; j < chain->count; j++) {
            lode_write_comma(&out->buf);
            lode_chain_edge_json(&out->buf, graph, chain->edges[j]);
        }
        lode_buf_puts(&out->buf, "]}");
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, self->chains.count ? "\n]" : "]");
    lode_write_bool(&out->buf, "truncated", self->chains.truncated);
    lode_write_bool(&out->buf, "loads", self->chains.count > 0 && !self->only_named);
    lode_session_write_errors(self->session, &out->buf);
    lode_buf_puts(&out->buf, "}\n");
}

static void write_text(LodeOutput *out, const Question *self)
{
    const LodeGraph *graph = self->session->graph;
    for (size_t i = 0; i < self->chains.count; i++) {
        const LodeChain *chain = &self->chains.items[i];
        if (i > 0) {
            lode_buf_append_byte(&out->buf, '\n');
        }
        if (chain->count == 0) {
            lode_text_append(&out->buf, graph->modules[chain->to].id);
            lode_buf_append_byte(&out->buf, '\n');
        }
        lode_chain_text(out, graph, chain->edges, chain->count, 0, false);
        lode_output_step(out);
    }
}

/* What a reader of text must know besides the chains. */
static void explain(const Question *self)
{
    LodeStr from = self->from;
    LodeStr to = self->to;
    if (self->chains.count == 0) {
        LodeBuf count = {0};
        lode_text_append_counted(&count, self->session->graph->module_count, "module", NULL);
        lode_report_say("'%.*s' does not lead to '%.*s' (looked at %s)", LODE_STR_ARG(from), LODE_STR_ARG(to),
                        count.data);
        lode_buf_release(&count);
    } else if (self->only_named) {
        lode_report_say("'%.*s' is named on the way, but not loaded", LODE_STR_ARG(to));
    } else if (self->chains.items[0].count == 0) {
        lode_report_say("'%.*s' is an entry itself", LODE_STR_ARG(to));
    }
    if (self->chains.truncated) {
        lode_report_say("there are or may be more chains than these; --limit N sets how many are shown");
    }
}

static void answer(LodeSession *session)
{
    const LodeOptions *options = session->options;
    Question self = {.session = session, .from = options->operands.items[0], .to = options->operands.items[1]};
    lode_session_build(session, &self.from, 1);
    LodeModuleVec to = {0};
    LodeError error = {0};
    LodeSelected selected = lode_select(session, self.to, &to, &error);
    if (selected == LODE_SELECTED) {
        LodeModuleSet from_set = {session->graph->entries, session->graph->entry_count};
        LodeModuleSet to_set = {to.items, to.count};
        ask(&self, LODE_EDGE_FILTER_LOADING, from_set, to_set);
        if (self.chains.count == 0) {
            ask(&self, LODE_EDGE_FILTER_ALL, from_set, to_set);
            self.only_named = self.chains.count > 0;
        }
    } else if (selected == LODE_SELECTED_ERROR && session->status != LODE_STATUS_FAILED) {
        lode_session_fail(session, &error);
    }
    if (self.chains.count == 0 && session->status == LODE_STATUS_CLEAN) {
        session->status = LODE_STATUS_FINDINGS;
    }
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
            write_json(&out, &self);
        } else {
            write_text(&out, &self);
        }
        lode_session_close(session, &out);
    }
    if (session->status != LODE_STATUS_FAILED) {
        explain(&self);
    }
    lode_vec_release(&to);
}

int lode_cmd_why(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        answer(&session);
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

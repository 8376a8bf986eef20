/* lode graph: builds a graph, makes a view of it, writes it in one or several formats. */
#include "cli/commands.h"
#include "cli/formats/format.h"

static void (*const formats[])(LodeOutput *, const LodeFormatInput *) = {
    [LODE_OUTPUT_TEXT] = lode_format_tree,         [LODE_OUTPUT_JSON] = lode_format_json,
    [LODE_OUTPUT_NDJSON] = lode_format_ndjson,     [LODE_OUTPUT_DOT] = lode_format_dot,
    [LODE_OUTPUT_MERMAID] = lode_format_mermaid,   [LODE_OUTPUT_D2] = lode_format_d2,
    [LODE_OUTPUT_CSV] = lode_format_csv,           [LODE_OUTPUT_MADGE] = lode_format_madge,
    [LODE_OUTPUT_METAFILE] = lode_format_metafile, [LODE_OUTPUT_DEPCRUISE] = lode_format_depcruise,
    [LODE_OUTPUT_STATS] = lode_format_stats,
};

static void write_view(LodeSession *session, const LodeView *view)
{
    const LodeOptions *options = session->options;
    LodeFormatInput input = {session, view};
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        formats[options->wanted.items[i].format](&out, &input);
        lode_session_close(session, &out);
    }
}

int lode_cmd_graph(const LodeOptions *options)
{
    LodeSession session;
    LodeError error = {0};
    if (lode_session_init(&session, options)) {
        LodeViewOptions view_options = {
            .filter = LODE_EDGE_FILTER_ALL,
            .has_depth = options->given[LODE_OPTION_DEPTH],
            .depth = options->depth,
            .focus_depth = options->focus_depth,
            .reverse = options->given[LODE_OPTION_REVERSE],
            .only_cycles = options->given[LODE_OPTION_ONLY_CYCLES],
            .collapse = options->collapse,
        };
        if (!lode_glob_set_init(&view_options.focus, &session.arena, options->focus.items, options->focus.count,
                                &error)) {
            lode_session_fail(&session, &error);
        } else {
            lode_session_build(&session, options->operands.items, options->operands.count);
            LodeView view = lode_view_make(session.graph, &view_options, &session.arena);
            if (options->focus.count > 0 && view.node_count == 0) {
                lode_report_say("--focus matches no module of the graph");
            }
            write_view(&session, &view);
        }
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

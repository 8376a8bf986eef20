/*
 * lode cycles: the import cycles of a graph, each with a shortest closed path.
 * JSON: docs/schema/cycles.json.
 */
#include "base/json.h"
#include "cli/chain.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/text.h"
#include "cli/write_json.h"
#include "graph/components.h"

#include <stdio.h>

enum { MODULES_ON_A_TERMINAL = 6 };

/* "cycle-3": the number is the place in the list, and so depends on the graph alone. */
static void write_id(LodeBuf *out, uint32_t index)
{
    char id[24];
    int length = snprintf(id, sizeof id, "cycle-%u", index + 1);
    lode_write_text(out, "id", (LodeStr){id, (size_t)length});
}

static void write_modules(LodeBuf *out, const char *name, const LodeGraph *graph, const LodeComponent *component)
{
    lode_write_key(out, name);
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < component->module_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, graph->modules[component->modules[i]].id);
    }
    lode_buf_append_byte(out, ']');
}

static void write_component(LodeBuf *out, const LodeGraph *graph, const LodeComponent *component, uint32_t index)
{
    lode_buf_append_byte(out, '{');
    write_id(out, index);
    write_modules(out, "modules", graph, component);
    lode_write_key(out, "witness");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < component->witness_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, graph->modules[graph->edges[component->witness[i]].from].id);
    }
    if (component->witness_count > 0) {
        const LodeEdge *last = &graph->edges[component->witness[component->witness_count - 1]];
        lode_write_comma(out);
        lode_json_write_string(out, graph->modules[last->to].id);
    }
    lode_buf_append_byte(out, ']');
    lode_write_key(out, "edges");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < component->witness_count; i++) {
        lode_write_comma(out);
        lode_chain_edge_json(out, graph, component->witness[i]);
    }
    lode_buf_append_byte(out, ']');
    lode_write_number(out, "edgeCount", component->edge_count);
    lode_write_bool(out, "selfImport", component->is_self_import);
    lode_write_bool(out, "shortest", component->is_shortest);
    lode_buf_append_byte(out, '}');
}

static void write_json(LodeOutput *out, const LodeSession *session, const LodeComponents *components)
{
    const LodeGraph *graph = session->graph;
    lode_write_document(&out->buf);
    lode_write_key(&out->buf, "cycles");
    lode_buf_append_byte(&out->buf, '[');
    for (uint32_t i = 0; i < components->count; i++) {
        lode_buf_puts(&out->buf, i ? ",\n" : "\n");
        write_component(&out->buf, graph, &components->items[i], i);
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, components->count ? "\n]" : "]");
    lode_write_key(&out->buf, "stats");
    lode_buf_append_byte(&out->buf, '{');
    lode_write_number(&out->buf, "components", components->count);
    lode_write_number(&out->buf, "modulesInCycles", components->module_count);
    lode_write_number(&out->buf, "selfImports", components->self_import_count);
    lode_buf_append_byte(&out->buf, '}');
    lode_session_write_errors(session, &out->buf);
    lode_buf_puts(&out->buf, "}\n");
}

static void add_title(LodeBuf *title, const LodeComponent *component)
{
    if (component->is_self_import) {
        lode_buf_puts(title, "a module that imports itself");
        return;
    }
    lode_text_append_count(title, component->module_count);
    lode_buf_puts(title, " modules");
    if (component->module_count > component->witness_count) {
        lode_buf_printf(title, ", %s cycle: %u", component->is_shortest ? "shortest" : "a short",
                        component->witness_count);
    }
}

/* The modules of a component that are not on its witness. `is_on_witness` is false everywhere, before and after. */
static void put_others(LodeOutput *out, const LodeGraph *graph, const LodeComponent *component, bool *is_on_witness)
{
    for (uint32_t i = 0; i < component->witness_count; i++) {
        is_on_witness[graph->edges[component->witness[i]].from] = true;
    }
    bool is_terminal = out->terminal.width > 0;
    uint32_t shown = 0;
    uint32_t others = 0;
    for (uint32_t i = 0; i < component->module_count; i++) {
        if (is_on_witness[component->modules[i]]) {
            continue;
        }
        if (others++ == 0) {
            lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, LODE_STR("  also in it:"));
            lode_buf_append_byte(&out->buf, '\n');
        }
        if (is_terminal && shown == MODULES_ON_A_TERMINAL) {
            continue;
        }
        shown++;
        lode_buf_puts(&out->buf, "    ");
        if (is_terminal) {
            lode_text_append_path(&out->buf, graph->modules[component->modules[i]].id,
                                  out->terminal.width > 20 ? out->terminal.width - 4 : 16,
                                  out->terminal.has_unicode ? "…" : "...");
        } else {
            lode_text_append(&out->buf, graph->modules[component->modules[i]].id);
        }
        lode_buf_append_byte(&out->buf, '\n');
    }
    if (others > shown) {
        LodeBuf text = {0};
        lode_buf_puts(&text, out->terminal.has_unicode ? "    … " : "    ... ");
        lode_text_append_count(&text, others - shown);
        lode_buf_puts(&text, " more");
        lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, lode_buf_str(&text));
        lode_buf_append_byte(&out->buf, '\n');
        lode_buf_release(&text);
    }
    for (uint32_t i = 0; i < component->witness_count; i++) {
        is_on_witness[graph->edges[component->witness[i]].from] = false;
    }
}

static void write_text(LodeOutput *out, const LodeGraph *graph, const LodeComponents *components)
{
    LodeBuf title = {0};
    bool *is_on_witness = lode_alloc_zeroed(graph->module_count + 1, sizeof *is_on_witness);
    for (uint32_t i = 0; i < components->count; i++) {
        const LodeComponent *component = &components->items[i];
        lode_buf_clear(&title);
        lode_buf_printf(&title, "cycle %u: ", i + 1);
        add_title(&title, component);
        lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_buf_str(&title));
        lode_buf_append_byte(&out->buf, '\n');
        lode_chain_text(out, graph, component->witness, component->witness_count, 2, true);
        put_others(out, graph, component, is_on_witness);
        lode_buf_append_byte(&out->buf, '\n');
        lode_output_step(out);
    }
    lode_buf_clear(&title);
    if (components->count == 0) {
        lode_buf_puts(&title, "no cycles in ");
        lode_text_append_counted(&title, graph->module_count, "module", NULL);
    } else {
        lode_text_append_counted(&title, components->cycle_count, "cycle", NULL);
        if (components->self_import_count > 0) {
            lode_buf_puts(&title, " and ");
            lode_text_append_counted(&title, components->self_import_count, "module that imports itself",
                                     "modules that import themselves");
        }
        lode_buf_puts(&title, ": ");
        lode_text_append_count(&title, components->module_count);
        lode_buf_puts(&title, " of ");
        lode_text_append_counted(&title, graph->module_count, "module", NULL);
    }
    lode_buf_append(&out->buf, lode_buf_str(&title));
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&title);
    free(is_on_witness);
}

int lode_cmd_cycles(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        lode_session_build(&session, options->operands.items, options->operands.count);
        LodeComponents components = lode_graph_components(session.graph, LODE_EDGE_FILTER_LOADING, &session.arena);
        if (components.count > 0 && options->fail_on == LODE_FAIL_ON_ANY && session.status == LODE_STATUS_CLEAN) {
            session.status = LODE_STATUS_FINDINGS;
        }
        for (size_t i = 0; i < options->wanted.count; i++) {
            LodeOutput out;
            lode_output_init(&out, options->wanted.items[i].file, options->color);
            if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
                write_json(&out, &session, &components);
            } else {
                write_text(&out, session.graph, &components);
            }
            lode_session_close(&session, &out);
        }
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

#include "cli/chain.h"

#include "cli/text.h"
#include "cli/write_json.h"

enum { NARROWEST_PLACE = 24 };

/* "require './b'" */
static void request_text(LodeBuf *out, const LodeRequest *request)
{
    const char *quote = lode_str_find(request->specifier, '\'') == LODE_NOT_FOUND ? "'" : "\"";
    lode_buf_printf(out, "%s %s", lode_request_kind_texts[request->kind], quote);
    lode_text_append(out, request->specifier);
    lode_buf_puts(out, quote);
}

static void place_text(LodeBuf *out, const LodeGraph *graph, const LodeEdge *edge)
{
    lode_text_append(out, graph->modules[edge->from].id);
    lode_buf_printf(out, ":%u:%u", edge->request->position.line, edge->request->position.column);
}

static void complete_lines(LodeOutput *out, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count,
                           size_t indent)
{
    for (size_t i = 0; i < count; i++) {
        const LodeEdge *edge = &graph->edges[edges[i]];
        lode_text_pad(&out->buf, indent);
        lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_PLACE);
        place_text(&out->buf, graph, edge);
        lode_tint_end(&out->buf, &out->terminal);
        lode_buf_puts(&out->buf, ": ");
        request_text(&out->buf, edge->request);
        lode_buf_puts(&out->buf, " -> ");
        lode_text_append(&out->buf, graph->modules[edge->to].id);
        lode_buf_append_byte(&out->buf, '\n');
    }
}

static void columns(LodeOutput *out, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count, size_t indent,
                    bool is_closed)
{
    const char *ellipsis = out->terminal.has_unicode ? "…" : "...";
    size_t total = out->terminal.width;
    LodeBuf text = {0};
    size_t widest_place = 0;
    size_t widest_request = 0;
    for (size_t i = 0; i < count; i++) {
        const LodeEdge *edge = &graph->edges[edges[i]];
        lode_buf_clear(&text);
        place_text(&text, graph, edge);
        size_t width = lode_text_width(lode_buf_str(&text));
        widest_place = width > widest_place ? width : widest_place;
        lode_buf_clear(&text);
        request_text(&text, edge->request);
        width = lode_text_width(lode_buf_str(&text));
        widest_request = width > widest_request ? width : widest_request;
    }
    /* Requests take what they need up to two fifths of the line, places the rest. */
    size_t most = total * 2 / 5;
    size_t beside = indent + 2 + (widest_request < most ? widest_request : most);
    size_t room = total > beside ? total - beside : 0;
    size_t column = widest_place < room ? widest_place : room;
    column = column < NARROWEST_PLACE ? (widest_place < NARROWEST_PLACE ? widest_place : NARROWEST_PLACE) : column;
    for (size_t i = 0; i < count; i++) {
        const LodeEdge *edge = &graph->edges[edges[i]];
        lode_text_pad(&out->buf, indent);
        lode_buf_clear(&text);
        place_text(&text, graph, edge);
        lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_PLACE);
        size_t used = lode_text_append_path(&out->buf, lode_buf_str(&text), column, ellipsis);
        lode_tint_end(&out->buf, &out->terminal);
        lode_text_pad(&out->buf, column - used + 2);
        lode_buf_clear(&text);
        request_text(&text, edge->request);
        size_t left = total > indent + column + 2 + NARROWEST_PLACE ? total - indent - column - 2 : NARROWEST_PLACE;
        lode_text_append_fit(&out->buf, lode_buf_str(&text), left, ellipsis);
        lode_buf_append_byte(&out->buf, '\n');
    }
    if (!is_closed && count > 0) {
        lode_text_pad(&out->buf, indent);
        lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_STRONG);
        lode_text_append_path(&out->buf, graph->modules[graph->edges[edges[count - 1]].to].id,
                              total > indent + NARROWEST_PLACE ? total - indent : NARROWEST_PLACE, ellipsis);
        lode_tint_end(&out->buf, &out->terminal);
        lode_buf_append_byte(&out->buf, '\n');
    }
    lode_buf_release(&text);
}

void lode_chain_text(LodeOutput *out, const LodeGraph *graph, const LodeEdgeIndex *edges, size_t count, size_t indent,
                     bool is_closed)
{
    if (out->terminal.width > 0) {
        columns(out, graph, edges, count, indent, is_closed);
    } else {
        complete_lines(out, graph, edges, count, indent);
    }
}

void lode_chain_edge_json(LodeBuf *out, const LodeGraph *graph, LodeEdgeIndex index)
{
    const LodeEdge *edge = &graph->edges[index];
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "from", graph->modules[edge->from].id);
    lode_write_text(out, "to", graph->modules[edge->to].id);
    lode_write_number(out, "line", edge->request->position.line);
    lode_write_number(out, "column", edge->request->position.column);
    lode_write_text(out, "kind", lode_str(lode_request_kind_names[edge->request->kind]));
    lode_write_text(out, "specifier", edge->request->specifier);
    lode_buf_append_byte(out, '}');
}

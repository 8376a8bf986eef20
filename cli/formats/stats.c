/*
 * lode graph --format stats: how large the graph is and what did not resolve.
 *
 * Tables of at most a screen's width: modules by format, the largest packages,
 * edges by kind, failures by code with examples, the largest modules. Everything
 * is a property of the view; how long it took goes to standard error.
 */
#include "cli/formats/format.h"
#include "cli/text.h"

#include <stdio.h>

enum { TOP = 8, TERMINAL_WIDTH = 80, NARROWEST = 50, NUMBER_WIDTH = 11, EXAMPLES = 3 };

typedef struct Row {
    LodeStr name;
    uint64_t count;
    uint64_t bytes;
    uint32_t node;
} Row;

typedef LODE_VEC(Row) Rows;

static int by_name(const void *a, const void *b)
{
    return lode_str_compare(((const Row *)a)->name, ((const Row *)b)->name);
}

static int by_count(const void *a, const void *b)
{
    const Row *one = a;
    const Row *other = b;
    return one->count != other->count ? (one->count < other->count ? 1 : -1) : by_name(a, b);
}

static int by_bytes(const void *a, const void *b)
{
    const Row *one = a;
    const Row *other = b;
    return one->bytes != other->bytes ? (one->bytes < other->bytes ? 1 : -1) : by_name(a, b);
}

static void sort(Rows *rows, int (*compare)(const void *, const void *))
{
    if (rows->count > 1) {
        qsort(rows->items, rows->count, sizeof *rows->items, compare);
    }
}

/* Rows of the same name become one. */
static void merge(Rows *rows)
{
    sort(rows, by_name);
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (kept > 0 && lode_str_equal(rows->items[kept - 1].name, rows->items[i].name)) {
            rows->items[kept - 1].count += rows->items[i].count;
            rows->items[kept - 1].bytes += rows->items[i].bytes;
        } else {
            rows->items[kept++] = rows->items[i];
        }
    }
    rows->count = kept;
}

static size_t width_of(const LodeOutput *out)
{
    return out->terminal.width >= NARROWEST ? out->terminal.width : out->terminal.width ? NARROWEST : TERMINAL_WIDTH;
}

static void heading(LodeOutput *out, const char *title, uint64_t value)
{
    LodeBuf text = {0};
    lode_text_append_count(&text, value);
    lode_buf_append_byte(&out->buf, '\n');
    lode_text_pad(&out->buf, text.size < NUMBER_WIDTH ? NUMBER_WIDTH - text.size : 0);
    lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_buf_str(&text));
    lode_buf_puts(&out->buf, "  ");
    lode_tint(&out->buf, &out->terminal, LODE_TINT_STRONG, lode_str(title));
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&text);
}

/* "     1,234  name              12.3 MB": the third column where `has_bytes`. */
static void row_line(LodeOutput *out, const Row *row, bool has_bytes)
{
    LodeBuf text = {0};
    lode_text_append_count(&text, row->count);
    lode_text_pad(&out->buf, text.size < NUMBER_WIDTH ? NUMBER_WIDTH - text.size : 0);
    lode_buf_append(&out->buf, lode_buf_str(&text));
    lode_buf_puts(&out->buf, "    ");
    size_t column = width_of(out) - 16;
    const char *ellipsis = out->terminal.has_unicode ? "…" : "...";
    size_t used = NUMBER_WIDTH + 4;
    used += lode_text_append_path(&out->buf, row->name, column - used - 2, ellipsis);
    if (has_bytes) {
        lode_buf_clear(&text);
        lode_text_append_bytes(&text, row->bytes);
        lode_text_pad(&out->buf, column + 10 - text.size - used);
        lode_buf_append(&out->buf, lode_buf_str(&text));
    }
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&text);
}

static void table(LodeOutput *out, const Rows *rows, size_t limit, bool has_bytes)
{
    for (size_t i = 0; i < rows->count && i < limit; i++) {
        row_line(out, &rows->items[i], has_bytes);
    }
    if (rows->count > limit) {
        Row rest = {.name = LODE_STR("others")};
        for (size_t i = limit; i < rows->count; i++) {
            rest.count += rows->items[i].count;
            rest.bytes += rows->items[i].bytes;
        }
        row_line(out, &rest, has_bytes);
    }
}

static void modules_by_format(LodeOutput *out, const LodeView *view)
{
    Rows rows = {0};
    for (uint32_t i = 0; i < view->node_count; i++) {
        const LodeViewNode *node = &view->nodes[i];
        const char *name = lode_format_name(node->format);
        LodeStr text =
            node->module_count > 1 || (!name && view->nodes[i].format == LODE_FORMAT_NONE && !node->is_external)
                ? LODE_STR("other")
                : lode_str(name ? name : "not read");
        lode_vec_push(&rows, ((Row){text, 1, node->bytes, i}));
    }
    merge(&rows);
    sort(&rows, by_count);
    heading(out, "modules", view->node_count);
    table(out, &rows, SIZE_MAX, true);
    lode_vec_release(&rows);
}

static void packages(LodeOutput *out, const LodeView *view)
{
    Rows rows = {0};
    for (uint32_t i = 0; i < view->node_count; i++) {
        const LodeViewNode *node = &view->nodes[i];
        if (node->package.data && node->format != LODE_FORMAT_BUILTIN) {
            lode_vec_push(&rows, ((Row){node->package, node->module_count, node->bytes, i}));
        }
    }
    merge(&rows);
    sort(&rows, by_count);
    if (rows.count > 1) {
        heading(out, "packages, by modules", rows.count);
        table(out, &rows, TOP, true);
    }
    lode_vec_release(&rows);
}

static void edges_by_kind(LodeOutput *out, const LodeView *view)
{
    Rows rows = {0};
    for (int kind = 0; kind < LODE_REQUEST_KIND_COUNT; kind++) {
        Row row = {.name = lode_str(lode_request_kind_names[kind])};
        for (uint32_t i = 0; i < view->edge_count; i++) {
            row.count += lode_format_edge(view, &view->edges[i])->request->kind == (LodeRequestKind)kind;
        }
        if (row.count > 0) {
            lode_vec_push(&rows, row);
        }
    }
    sort(&rows, by_count);
    heading(out, "edges", view->edge_count);
    table(out, &rows, SIZE_MAX, false);
    lode_vec_release(&rows);
}

static void example(LodeOutput *out, const LodeView *view, const LodeViewEdge *view_edge)
{
    const LodeEdge *edge = lode_format_edge(view, view_edge);
    LodeBuf text = {0};
    lode_buf_append(&text, view->nodes[view_edge->from].id);
    lode_buf_printf(&text, ":%u:%u ", edge->request->position.line, edge->request->position.column);
    lode_buf_append(&text, edge->request->specifier);
    lode_text_pad(&out->buf, NUMBER_WIDTH + 8);
    lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_DIM);
    lode_text_append_path(&out->buf, lode_buf_str(&text), width_of(out) - NUMBER_WIDTH - 8,
                          out->terminal.has_unicode ? "…" : "...");
    lode_tint_end(&out->buf, &out->terminal);
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&text);
}

static void failures(LodeOutput *out, const LodeView *view)
{
    if (view->unresolved_count == 0) {
        return;
    }
    heading(out, "not resolved", view->unresolved_count);
    for (int is_optional = 0; is_optional < 2; is_optional++) {
        for (int code = 1; code < LODE_ERROR_COUNT; code++) {
            Row row = {0};
            uint32_t examples[EXAMPLES];
            for (uint32_t i = 0; i < view->edge_count; i++) {
                const LodeEdge *edge = lode_format_edge(view, &view->edges[i]);
                bool is_it = edge->error && edge->error->code == (LodeErrorCode)code &&
                             !!(edge->request->flags & LODE_REQUEST_OPTIONAL) == !!is_optional;
                if (is_it && row.count < EXAMPLES) {
                    examples[row.count] = i;
                }
                row.count += is_it;
            }
            if (row.count == 0) {
                continue;
            }
            LodeBuf name = {0};
            lode_buf_printf(&name, "%s%s", lode_error_code_text((LodeErrorCode)code),
                            is_optional ? " inside try, so optional" : "");
            row.name = lode_buf_str(&name);
            row_line(out, &row, false);
            for (size_t i = 0; i < row.count && i < EXAMPLES; i++) {
                example(out, view, &view->edges[examples[i]]);
            }
            lode_buf_release(&name);
        }
    }
}

static void largest(LodeOutput *out, const LodeView *view)
{
    Rows rows = {0};
    for (uint32_t i = 0; i < view->node_count; i++) {
        if (view->nodes[i].bytes > 0) {
            lode_vec_push(&rows, ((Row){view->nodes[i].id, view->nodes[i].edge_count, view->nodes[i].bytes, i}));
        }
    }
    sort(&rows, by_bytes);
    if (rows.count > 1) {
        heading(out, "bytes; the largest modules, with their edges", view->bytes);
        for (size_t i = 0; i < rows.count && i < TOP; i++) {
            row_line(out, &rows.items[i], true);
        }
    }
    lode_vec_release(&rows);
}

static void broken(LodeOutput *out, const LodeView *view)
{
    uint64_t unreadable = 0;
    uint64_t invalid = 0;
    for (LodeModuleIndex i = 0; i < view->graph->module_count; i++) {
        unreadable += view->graph->modules[i].error != NULL;
        invalid += view->graph->modules[i].diagnostic_count > 0;
    }
    if (unreadable + invalid > 0) {
        heading(out, "files with errors", unreadable + invalid);
        Row rows[] = {{LODE_STR_INIT("could not be read"), unreadable, 0, 0},
                      {LODE_STR_INIT("syntax errors"), invalid, 0, 0}};
        for (size_t i = 0; i < 2; i++) {
            if (rows[i].count > 0) {
                row_line(out, &rows[i], false);
            }
        }
    }
}

void lode_format_stats(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    size_t start = out->buf.size;
    modules_by_format(out, view);
    packages(out, view);
    edges_by_kind(out, view);
    failures(out, view);
    broken(out, view);
    largest(out, view);
    /* Each table begins with an empty line; the first needs none. */
    memmove(out->buf.data + start, out->buf.data + start + 1, out->buf.size - start - 1);
    out->buf.size--;

    lode_output_flush(out); /* the time is told below the tables where both go to one terminal */
    const LodeGraph *graph = view->graph;
    const LodeMemoCounts *counts = &graph->file_counts;
    LodeBuf text = {0};
    lode_text_append_counted(&text, graph->module_count, "module", NULL);
    lode_buf_puts(&text, " in ");
    lode_text_append_seconds(&text, input->session->build_seconds);
    lode_buf_puts(&text, "; asked the system for ");
    lode_text_append_counted(&text, counts->lstats, "lstat", NULL);
    lode_buf_puts(&text, ", ");
    lode_text_append_counted(&text, counts->read_files, "file", NULL);
    lode_buf_puts(&text, ", ");
    lode_text_append_counted(&text, counts->read_directories, "directory", "directories");
    lode_report_say("%s", text.data);
    lode_buf_release(&text);
}

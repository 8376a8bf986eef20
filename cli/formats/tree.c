/*
 * lode graph --format text: a tree.
 *
 * A graph becomes a tree by opening each node once, where a breadth-first walk
 * from the roots meets it first: so the way from a root to an opened node is a
 * shortest chain. Elsewhere a node with something below it is marked: (cycle)
 * where it is its own ancestor, (*) otherwise. Nodes that no root reaches (the
 * dependents of a focus) become roots of their own. Core modules of one node
 * share one line. On a terminal the tree is cut to a screenful, unless --depth
 * asks for more, and ends with what to type next.
 *
 * Reading order: the plan (walk, what fits), one line, the tree, the last lines.
 */
#include "cli/chain.h"
#include "cli/formats/format.h"
#include "cli/text.h"

enum {
    DEEPEST_PREFIX = 50, /* beyond it a number stands for the branches: a chain of thousands stays small */
    NARROWEST_ID = 20,
    ROWS_KEPT_FREE = 5 /* the last lines and the prompt of the shell */
};

#define NO_LIMIT UINT32_MAX

typedef struct Plan {
    const LodeView *view;
    LodeArena arena;
    uint32_t *seen;   /* for lode_format_draw */
    uint32_t *parent; /* one more than the node that this one is opened below; 0 for roots */
    uint32_t *depth;
    uint32_t *below; /* nodes that are opened below this one */
    bool *is_met;
    uint32_t *order; /* nodes as the walk met them */
    uint32_t met;
    uint32_t walked;
    uint32_t *roots;
    uint32_t root_count;
    uint32_t deepest;
    uint32_t depth_limit; /* nodes at this depth are not opened */
    uint32_t line_limit;  /* roots, and lines below one node */
    bool is_cut;
} Plan;

/* Core modules without anything below them share a line. */
static bool is_grouped(const LodeView *view, uint32_t node)
{
    const LodeViewNode *self = &view->nodes[node];
    return self->edge_count == 0 && self->format == LODE_FORMAT_BUILTIN && !self->is_entry;
}

static void add_root(Plan *plan, uint32_t node)
{
    plan->is_met[node] = true;
    plan->order[plan->met++] = node;
    plan->roots[plan->root_count++] = node;
}

/* Walks from everything that was met and not walked yet. */
static void walk(Plan *plan, LodeDrawnEdges *edges)
{
    while (plan->walked < plan->met) {
        uint32_t node = plan->order[plan->walked++];
        lode_format_draw(edges, plan->view, node, plan->seen);
        for (size_t i = 0; i < edges->count; i++) {
            uint32_t to = edges->items[i].to;
            if (to == LODE_MODULE_NONE || plan->is_met[to]) {
                continue;
            }
            plan->is_met[to] = true;
            plan->parent[to] = node + 1;
            plan->depth[to] = plan->depth[node] + 1;
            plan->order[plan->met++] = to;
        }
    }
}

/* Walks from the view's roots, then from what they do not reach: first nodes that nothing leads to. */
static void walk_everything(Plan *plan)
{
    const LodeView *view = plan->view;
    LodeDrawnEdges edges = {0};
    for (uint32_t i = 0; i < view->root_count; i++) {
        if (!plan->is_met[view->roots[i]]) {
            add_root(plan, view->roots[i]);
        }
    }
    walk(plan, &edges);
    if (plan->met < view->node_count) {
        bool *has_dependent = LODE_ARENA_NEW(&plan->arena, bool, view->node_count);
        for (uint32_t i = 0; i < view->edge_count; i++) {
            const LodeViewEdge *edge = &view->edges[i];
            if (edge->to != LODE_MODULE_NONE && edge->to != edge->from && !plan->is_met[edge->from]) {
                has_dependent[edge->to] = true;
            }
        }
        for (uint32_t i = 0; i < view->node_count; i++) {
            if (!plan->is_met[i] && !has_dependent[i]) {
                add_root(plan, i);
            }
        }
        walk(plan, &edges);
    }
    for (uint32_t i = 0; i < view->node_count && plan->met < view->node_count; i++) {
        if (!plan->is_met[i]) {
            add_root(plan, i);
            walk(plan, &edges);
        }
    }
    for (uint32_t i = plan->met; i-- > 0;) {
        uint32_t node = plan->order[i];
        plan->deepest = plan->depth[node] > plan->deepest ? plan->depth[node] : plan->deepest;
        if (plan->parent[node]) {
            plan->below[plan->parent[node] - 1] += 1 + plan->below[node];
        }
    }
    lode_vec_release(&edges);
}

/* Lines directly below an opened node. */
static uint32_t lines_below(Plan *plan, LodeDrawnEdges *edges, uint32_t node)
{
    lode_format_draw(edges, plan->view, node, plan->seen);
    uint32_t lines = 0;
    bool has_group = false;
    for (size_t i = 0; i < edges->count; i++) {
        bool grouped = edges->items[i].to != LODE_MODULE_NONE && is_grouped(plan->view, edges->items[i].to);
        lines += !grouped;
        has_group = has_group || grouped;
    }
    return lines + has_group;
}

/* As many levels as `rows` have room for, at least one; if even that is too much, fewer lines of it. */
static void fit(Plan *plan, uint32_t rows)
{
    uint32_t *lines = LODE_ARENA_NEW(&plan->arena, uint32_t, plan->deepest + 2);
    LodeDrawnEdges edges = {0};
    for (uint32_t i = 0; i < plan->met; i++) {
        uint32_t node = plan->order[i];
        lines[plan->depth[node] + 1] += lines_below(plan, &edges, node);
    }
    lode_vec_release(&edges);
    uint32_t used = plan->root_count;
    plan->depth_limit = 0;
    while (plan->depth_limit <= plan->deepest && used + lines[plan->depth_limit + 1] <= rows) {
        used += lines[++plan->depth_limit];
    }
    plan->is_cut = plan->depth_limit <= plan->deepest;
    if (!plan->is_cut) {
        plan->depth_limit = NO_LIMIT;
    } else if (plan->depth_limit == 0) {
        plan->depth_limit = plan->root_count * 2 <= rows ? 1 : 0;
        uint32_t each =
            plan->depth_limit ? (rows - plan->root_count) / (plan->root_count ? plan->root_count : 1) : rows;
        plan->line_limit = each > 2 ? each : 2;
    }
}

static void plan_tree(Plan *plan, const LodeView *view)
{
    *plan = (Plan){.view = view, .depth_limit = NO_LIMIT, .line_limit = NO_LIMIT};
    size_t count = view->node_count + 1;
    plan->seen = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    plan->parent = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    plan->depth = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    plan->below = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    plan->is_met = LODE_ARENA_NEW(&plan->arena, bool, count);
    plan->order = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    plan->roots = LODE_ARENA_NEW(&plan->arena, uint32_t, count);
    walk_everything(plan);
}

/* How the edge is out of the ordinary; NULL for import and require. */
static const char *kind_remark(const LodeDrawnEdge *edge, const LodeRequest *request)
{
    if (edge->is_dynamic) {
        return lode_request_kind_texts[LODE_REQUEST_DYNAMIC_IMPORT];
    }
    if (edge->loads) {
        return NULL;
    }
    return lode_request_kind_texts[request->kind];
}

static void add_remark(LodeBuf *remarks, const char *text)
{
    lode_buf_printf(remarks, "%s%s", remarks->size ? ", " : "", text);
}

/* An id in the room that is left on a terminal's line, node_modules/ dimmed. */
static void put_id(LodeOutput *out, LodeStr id, size_t used, LodeTint tint, bool is_plain)
{
    const LodeTerminal *terminal = &out->terminal;
    LodeBuf shown = {0};
    if (terminal->width == 0) {
        lode_text_append(&shown, id);
    } else {
        size_t room = terminal->width > used + NARROWEST_ID ? terminal->width - used : NARROWEST_ID;
        lode_text_append_path(&shown, id, room, terminal->has_unicode ? "…" : "...");
    }
    LodeStr text = lode_buf_str(&shown);
    LodeStr folder = LODE_STR("node_modules/");
    if (is_plain && terminal->has_color && lode_str_starts_with(text, folder)) {
        lode_tint(&out->buf, terminal, LODE_TINT_DIM, folder);
        text = lode_str_slice(text, folder.size, text.size);
    }
    if (!is_plain) {
        lode_tint_begin(&out->buf, terminal, tint);
    }
    lode_buf_append(&out->buf, text);
    if (!is_plain) {
        lode_tint_end(&out->buf, terminal);
    }
    lode_buf_release(&shown);
}

/* Requests of the node itself that failed, those inside try left out. */
static uint32_t unresolved_below(const LodeView *view, const LodeViewNode *node)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < node->edge_count; i++) {
        const LodeEdge *edge = lode_format_edge(view, &view->edges[node->first_edge + i]);
        count += edge->error && !(edge->request->flags & LODE_REQUEST_OPTIONAL);
    }
    return count;
}

/* One node after `used` columns, with its remarks, to the end of the line. `edge` NULL for a root. */
static void put_node(LodeOutput *out, const Plan *plan, uint32_t index, const LodeDrawnEdge *edge, bool is_opened,
                     bool is_ancestor, size_t used)
{
    const LodeView *view = plan->view;
    const LodeViewNode *node = &view->nodes[index];
    const LodeModule *module = lode_format_module(view, node);
    LodeBuf remarks = {0};
    const char *kind = edge ? kind_remark(edge, lode_format_edge(view, edge->edge)->request) : NULL;
    if (kind) {
        add_remark(&remarks, kind);
    }
    if (edge && lode_format_edge(view, edge->edge)->is_pattern_match) {
        add_remark(&remarks, "pattern");
    }
    if (node->module_count > 1) {
        add_remark(&remarks, "");
        lode_text_append_counted(&remarks, node->module_count, "module", NULL);
    } else if (module->error) {
        add_remark(&remarks, lode_error_code_text(module->error->code));
    } else if (module->diagnostic_count > 0) {
        add_remark(&remarks, "syntax error");
    }
    if (node->is_external && node->format != LODE_FORMAT_BUILTIN) {
        add_remark(&remarks, "external");
    }
    if (module->is_ignored) {
        add_remark(&remarks, "ignored");
    }
    if (is_ancestor) {
        add_remark(&remarks, "cycle");
    } else if (!is_opened && node->edge_count > 0) {
        add_remark(&remarks, "*");
    }
    bool is_hidden = is_opened && plan->depth[index] >= plan->depth_limit;
    uint32_t failed = is_hidden ? unresolved_below(view, node) : 0;
    if (failed > 0) {
        add_remark(&remarks, "");
        lode_text_append_count(&remarks, failed);
        lode_buf_puts(&remarks, " not resolved");
    }
    LodeBuf tail = {0};
    if (remarks.size > 0) {
        lode_buf_printf(&tail, " (%s)", remarks.data);
    }
    if (is_hidden && plan->below[index] > 0) {
        lode_buf_puts(&tail, " +");
        lode_text_append_count(&tail, plan->below[index]);
    }
    bool is_bad = node->module_count == 1 && module->error;
    LodeTint tint = is_bad ? LODE_TINT_BAD : node->is_entry ? LODE_TINT_STRONG : LODE_TINT_DIM;
    bool is_plain = !is_bad && !node->is_entry && !node->is_external;
    put_id(out, node->id, used + tail.size, tint, is_plain);
    lode_tint(&out->buf, &out->terminal, is_ancestor ? LODE_TINT_WARN : LODE_TINT_DIM, lode_buf_str(&tail));
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&remarks);
    lode_buf_release(&tail);
}

static void put_unresolved(LodeOutput *out, const LodeView *view, const LodeDrawnEdge *edge, size_t used)
{
    const LodeEdge *failed = lode_format_edge(view, edge->edge);
    LodeBuf tail = {0};
    const char *kind =
        failed->error ? kind_remark(edge, failed->request) : lode_request_kind_texts[failed->request->kind];
    lode_buf_printf(&tail, " (%s%s%s", kind ? kind : "", kind ? ", " : "",
                    failed->error ? lode_error_code_text(failed->error->code) : "known only when it runs,");
    lode_buf_printf(&tail, "%s at %u:%u)", edge->is_optional ? (failed->error ? ", optional," : " optional,") : "",
                    failed->request->position.line, failed->request->position.column);
    LodeTint tint = failed->error && !edge->is_optional ? LODE_TINT_BAD : LODE_TINT_DIM;
    put_id(out, failed->request->specifier, used + tail.size, tint, false);
    lode_tint(&out->buf, &out->terminal, LODE_TINT_DIM, lode_buf_str(&tail));
    lode_buf_append_byte(&out->buf, '\n');
    lode_buf_release(&tail);
}

/* The core modules among the children, in as many lines as a terminal needs; `prefix` begins the later ones. */
static void put_group(LodeOutput *out, const LodeView *view, const LodeDrawnEdge *edges, size_t count,
                      const LodeBuf *prefix, size_t indent)
{
    size_t column = indent;
    bool is_first = true;
    lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_DIM);
    for (size_t i = 0; i < count; i++) {
        if (edges[i].to == LODE_MODULE_NONE || !is_grouped(view, edges[i].to)) {
            continue;
        }
        LodeStr id = view->nodes[edges[i].to].id;
        size_t width = lode_text_width(id);
        if (!is_first && out->terminal.width && column + 2 + width > out->terminal.width) {
            lode_tint_end(&out->buf, &out->terminal);
            lode_buf_append_byte(&out->buf, '\n');
            lode_buf_append(&out->buf, lode_buf_str(prefix));
            lode_tint_begin(&out->buf, &out->terminal, LODE_TINT_DIM);
            column = indent;
            is_first = true;
        }
        lode_buf_puts(&out->buf, is_first ? "" : "  ");
        column += width + (is_first ? 0 : 2);
        lode_text_append(&out->buf, id);
        is_first = false;
    }
    lode_tint_end(&out->buf, &out->terminal);
    lode_buf_append_byte(&out->buf, '\n');
}

typedef struct Frame {
    uint32_t node;
    LodeDrawnEdge *edges;
    size_t count;
    size_t next;
    size_t prefix_size; /* of the prefix above this node's children */
    uint32_t lines;     /* below it in all */
    uint32_t done;
    bool has_group;
    LodeArenaMark mark;
} Frame;

typedef struct Tree {
    LodeOutput *out;
    Plan *plan;
    LODE_VEC(Frame) stack;
    LodeBuf prefix;
    bool *is_on_path;
    LodeDrawnEdges scratch;
} Tree;

static void enter(Tree *tree, uint32_t node)
{
    Plan *plan = tree->plan;
    Frame frame = {.node = node, .prefix_size = tree->prefix.size, .mark = lode_arena_mark(&plan->arena)};
    frame.lines = lines_below(plan, &tree->scratch, node);
    frame.count = tree->scratch.count;
    frame.edges = LODE_ARENA_NEW(&plan->arena, LodeDrawnEdge, frame.count + 1);
    if (frame.count > 0) {
        memcpy(frame.edges, tree->scratch.items, frame.count * sizeof *frame.edges);
    }
    for (size_t i = 0; i < frame.count; i++) {
        frame.has_group =
            frame.has_group || (frame.edges[i].to != LODE_MODULE_NONE && is_grouped(plan->view, frame.edges[i].to));
    }
    tree->is_on_path[node] = true;
    lode_vec_push(&tree->stack, frame);
}

static void leave(Tree *tree)
{
    Frame frame = lode_vec_pop(&tree->stack);
    tree->is_on_path[frame.node] = false;
    lode_arena_rewind(&tree->plan->arena, frame.mark);
}

static bool is_last_line(const Tree *tree, const Frame *frame)
{
    uint32_t limit = tree->plan->line_limit;
    return frame->done + 1 == frame->lines || (frame->lines > limit && frame->done + 1 == limit);
}

/* Branches in front of the next line of `frame`; returns their width. */
static size_t put_branch(Tree *tree, const Frame *frame, bool is_last)
{
    size_t depth = tree->stack.count;
    bool unicode = tree->out->terminal.has_unicode;
    if (depth > DEEPEST_PREFIX) {
        size_t before = tree->out->buf.size;
        lode_buf_printf(&tree->out->buf, "[%zu] ", depth);
        return tree->out->buf.size - before;
    }
    lode_buf_append(&tree->out->buf, lode_str_slice(lode_buf_str(&tree->prefix), 0, frame->prefix_size));
    lode_buf_puts(&tree->out->buf, unicode ? (is_last ? "└─ " : "├─ ") : (is_last ? "`- " : "|- "));
    return depth * 3;
}

static void extend_prefix(Tree *tree, const Frame *frame, bool is_last)
{
    tree->prefix.size = frame->prefix_size;
    if (tree->stack.count <= DEEPEST_PREFIX) {
        lode_buf_puts(&tree->prefix, is_last ? "   " : tree->out->terminal.has_unicode ? "│  " : "|  ");
    }
}

/* The next line below the innermost open node; opens what it shows where that is due. */
static void step(Tree *tree)
{
    Frame *frame = &lode_vec_last(&tree->stack);
    Plan *plan = tree->plan;
    const LodeView *view = plan->view;
    bool at_limit = frame->lines > plan->line_limit && frame->done + 1 == plan->line_limit;
    while (!at_limit && frame->next < frame->count && frame->edges[frame->next].to != LODE_MODULE_NONE &&
           is_grouped(view, frame->edges[frame->next].to)) {
        frame->next++;
    }
    bool is_group = !at_limit && frame->next == frame->count && frame->has_group;
    if (frame->done == frame->lines || frame->done == plan->line_limit) {
        leave(tree);
        return;
    }
    bool is_last = is_last_line(tree, frame);
    size_t used = put_branch(tree, frame, is_last);
    extend_prefix(tree, frame, is_last);
    frame->done++;
    if (at_limit) {
        LodeBuf text = {0};
        lode_buf_puts(&text, tree->out->terminal.has_unicode ? "… " : "... ");
        lode_text_append_count(&text, frame->lines - frame->done + 1);
        lode_buf_puts(&text, " more");
        lode_tint(&tree->out->buf, &tree->out->terminal, LODE_TINT_DIM, lode_buf_str(&text));
        lode_buf_append_byte(&tree->out->buf, '\n');
        lode_buf_release(&text);
        return;
    }
    if (is_group) {
        put_group(tree->out, view, frame->edges, frame->count, &tree->prefix, used);
        return;
    }
    const LodeDrawnEdge *edge = &frame->edges[frame->next++];
    if (edge->to == LODE_MODULE_NONE) {
        put_unresolved(tree->out, view, edge, used);
        return;
    }
    bool is_opened = plan->parent[edge->to] == frame->node + 1;
    put_node(tree->out, plan, edge->to, edge, is_opened, tree->is_on_path[edge->to], used);
    if (is_opened && plan->depth[edge->to] < plan->depth_limit && view->nodes[edge->to].edge_count > 0) {
        enter(tree, edge->to);
    }
}

static void put_summary(LodeOutput *out, const Plan *plan)
{
    const LodeView *view = plan->view;
    LodeBuf text = {0};
    lode_buf_append_byte(&text, '\n');
    lode_text_append_counted(&text, view->node_count, "module", NULL);
    lode_buf_puts(&text, ", ");
    lode_text_append_counted(&text, view->edge_count, "edge", NULL);
    if (view->unresolved_count > 0) {
        lode_buf_puts(&text, ", ");
        lode_text_append_count(&text, view->unresolved_count);
        lode_buf_puts(&text, " not resolved");
    }
    if (plan->is_cut) {
        lode_buf_printf(&text, "; %u of %u levels shown\nnext: --depth %u for more, --format stats for counts",
                        plan->depth_limit, plan->deepest, plan->depth_limit + 1);
    } else {
        lode_buf_puts(&text, "\nnext: lode cycles, lode why FROM TO");
    }
    lode_buf_append_byte(&text, '\n');
    lode_buf_append(&out->buf, lode_buf_str(&text));
    lode_buf_release(&text);
}

void lode_format_tree(LodeOutput *out, const LodeFormatInput *input)
{
    Plan plan;
    plan_tree(&plan, input->view);
    bool is_screen = out->terminal.height > 0;
    if (is_screen && !input->session->options->given[LODE_OPTION_DEPTH]) {
        uint32_t height = out->terminal.height;
        fit(&plan, height > 2 * ROWS_KEPT_FREE ? height - ROWS_KEPT_FREE : ROWS_KEPT_FREE);
    }
    Tree tree = {.out = out, .plan = &plan};
    tree.is_on_path = LODE_ARENA_NEW(&plan.arena, bool, input->view->node_count + 1);
    uint32_t shown = plan.depth_limit == 0 && plan.root_count > plan.line_limit ? plan.line_limit : plan.root_count;
    for (uint32_t i = 0; i < shown; i++) {
        put_node(out, &plan, plan.roots[i], NULL, true, false, 0);
        if (plan.depth_limit > 0 && input->view->nodes[plan.roots[i]].edge_count > 0) {
            tree.prefix.size = 0;
            enter(&tree, plan.roots[i]);
        }
        while (tree.stack.count > 0) {
            step(&tree);
            lode_output_step(out);
        }
    }
    if (shown < plan.root_count) {
        lode_buf_puts(&out->buf, out->terminal.has_unicode ? "… " : "... ");
        lode_text_append_count(&out->buf, plan.root_count - shown);
        lode_buf_puts(&out->buf, " more\n");
    }
    if (is_screen) {
        put_summary(out, &plan);
    }
    lode_buf_release(&tree.prefix);
    lode_vec_release(&tree.stack);
    lode_vec_release(&tree.scratch);
    lode_arena_release(&plan.arena);
}

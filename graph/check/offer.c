/*
 * What modules offer by name, and what Node says where a name is not there. Reading order: namespaces,
 * places, Node's words.
 */
#include "base/utf.h"
#include "graph/check/checker.h"
#include "graph/link_words.h"

enum {
    NAMES_SHOWN = 6,
    COMPARE_LIMIT =
        1 << 20 /* after so many comparisons no similar names are looked for: there is more wrong than spelling */
};

const LodeNamespace *lode__namespace_of(LodeChecker *self, LodeModuleIndex module)
{
    if (!self->spaces) {
        self->spaces = LODE_ARENA_NEW(&self->kept, LodeNamespace *, (size_t)self->graph->module_count + 1);
    }
    if (!self->spaces[module]) {
        self->spaces[module] = LODE_ARENA_NEW(&self->kept, LodeNamespace, 1);
        *self->spaces[module] = lode_link_namespace(self->link, module, &self->kept);
    }
    return self->spaces[module];
}

bool lode__namespace_has(const LodeNamespace *space, LodeStr name)
{
    uint32_t low = 0;
    uint32_t high = space->name_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = lode_utf16_compare(space->names[middle].name, name);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

const LodeLinkError *lode__link_errors(LodeChecker *self, size_t *count)
{
    if (!self->link_errors) {
        self->link_error_count = lode_link_errors(self->link, &self->kept, &self->link_errors);
    }
    *count = self->link_error_count;
    return self->link_errors;
}

LodeStr lode__similar_export(LodeChecker *self, LodeModuleIndex module, LodeStr wrong)
{
    const LodeNamespace *space = lode__namespace_of(self, module);
    self->compared += space->name_count;
    if (self->compared > COMPARE_LIMIT) {
        return LODE_STR_NONE;
    }
    LodeArenaMark mark = lode_arena_mark(&self->scratch);
    LodeStr *names = lode_arena_alloc(&self->scratch, (space->name_count + 1) * sizeof *names);
    for (uint32_t i = 0; i < space->name_count; i++) {
        names[i] = space->names[i].name;
    }
    LodeStr similar = lode__similar_name(wrong, names, space->name_count);
    lode_arena_rewind(&self->scratch, mark);
    return similar;
}

LodeStr lode__list_exports(LodeChecker *self, LodeModuleIndex module)
{
    const LodeNamespace *space = lode__namespace_of(self, module);
    LodeBuf text = {0};
    for (uint32_t i = 0; i < space->name_count && i < NAMES_SHOWN; i++) {
        lode_buf_puts(&text, i ? ", " : "");
        lode_buf_append(&text, space->names[i].name);
    }
    if (space->name_count > NAMES_SHOWN) {
        lode_buf_printf(&text, " and %u more", space->name_count - NAMES_SHOWN);
    }
    if (space->name_count == 0) {
        lode_buf_puts(&text, "nothing");
    }
    LodeStr list = lode_arena_copy(self->arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return list;
}

LodePlace lode__place_of_binding(LodeChecker *self, const LodeBindingPlace *binding, LodeStr name)
{
    if (binding->entry) {
        return lode__place_of(self, binding->module, binding->entry->span);
    }
    const LodeCjsExports *names = lode_link_cjs(self->link, binding->module);
    const LodeCjsExport *found = names ? lode_cjs_exports_find(names, name) : NULL;
    if (found && found->file) {
        return lode__place_in(self, lode_path_text(found->file), found->span);
    }
    return lode__place_of(self, binding->module, LODE_SPAN_FILE);
}

/* ---- Node's words ---- */

/* Follows a shortest chain of imports back to where a program, import() or require begins it. */
static LodeModuleIndex root_of(void *context, LodeModuleIndex from)
{
    LodeChecker *self = context;
    LodeEdgeIndex arrival;
    while (lode__arrival(self, from, &arrival) && arrival != LODE_EDGE_NONE &&
           (self->graph->edges[arrival].request->kind == LODE_REQUEST_IMPORT ||
            self->graph->edges[arrival].request->kind == LODE_REQUEST_EXPORT_FROM)) {
        from = self->graph->edges[arrival].from;
    }
    return from;
}

static LodeStr line_of(void *context, LodeModuleIndex module, LodeSpan span)
{
    LodeChecker *self = context;
    const LodeLines *lines = lode__deep_lines(self->deep, module);
    return lines ? lode_lines_text(lines, lode_lines_position(lines, span.start).line) : LODE_STR_NONE;
}

static LodeLinkWords words_of(LodeChecker *self)
{
    return (LodeLinkWords){.link = self->link,
                           .node_version = self->resolver->node_version,
                           .root_of = root_of,
                           .line_of = line_of,
                           .context = self};
}

LodeStr lode__node_link_error(LodeChecker *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                              LodeLinkStatus status, LodeSpan span)
{
    LodeLinkWords words = words_of(self);
    return lode_link_words(&words, module, request, asked, status, span, self->arena);
}

bool lode__find_conflict(LodeChecker *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                         LodeModuleIndex *where, const LodeRequest **star, LodeStr *name)
{
    LodeLinkWords words = words_of(self);
    return lode_link_find_conflict(&words, module, request, asked, where, star, name);
}

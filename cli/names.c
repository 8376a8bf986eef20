/* What lode exports knows. Reading order: rows, hidden names, core modules. */
#include "cli/names.h"

#include "graph/core_names.h"
#include "graph/identity.h"

LodeStr lode_names_id(const LodeNames *self, LodeModuleIndex module)
{
    return self->session->graph->modules[module].id;
}

/* The position of a name in a CommonJS text, which has no record. */
static LodePosition position_in(LodeNames *self, LodePath *file, uint32_t offset)
{
    if (self->lines_file != file) {
        lode_lines_release(&self->lines);
        self->lines_file = file;
        if (lode_memo_read(self->session->memo, file, UINT32_MAX, &self->lines_text) != 0) {
            lode_buf_clear(&self->lines_text);
        }
        lode_lines_init(&self->lines, lode_buf_str(&self->lines_text));
    }
    return lode_lines_position(&self->lines, offset);
}

LodeNamesRow lode_names_row_of(LodeNames *self, LodeStr name, const LodeBindingPlace *place)
{
    LodeNamesRow row = {.name = name,
                        .from = lode_names_id(self, place->module),
                        .path = self->session->graph->modules[place->module].path,
                        .local = place->local,
                        .kind = place->kind};
    if (place->entry) {
        row.position = place->entry->position;
    }
    const LodeCjsExports *cjs = lode_link_cjs(self->link, place->module);
    const LodeCjsExport *found = cjs ? lode_cjs_exports_find(cjs, place->local) : NULL;
    if (found && found->file) {
        row.path = lode_path_text(found->file);
        row.from = lode_graph_id_of_path(self->arena, self->session->root, row.path);
        row.position = position_in(self, found->file, found->span.start);
    }
    return row;
}

LodeNamesRow lode_names_row(LodeNames *self, const LodeNamespaceName *name)
{
    if (name->answer.status == LODE_LINK_UNKNOWN) {
        return (LodeNamesRow){.name = name->name, .from = LODE_STR_NONE, .path = LODE_STR_NONE, .local = LODE_STR_NONE};
    }
    return lode_names_row_of(self, name->name, &name->answer.found);
}

static const char *const hidden_reasons[] = {
    [LODE_ASSIGNED_MEMBER] = "it is not written as the lexer expects",
    [LODE_ASSIGNED_ALIAS] = "it is set through another name for the exports",
    [LODE_ASSIGNED_LITERAL] = "an object literal is read up to its first value that is more than a name",
    [LODE_ASSIGNED_MERGED] = "Object.assign is not followed",
    [LODE_ASSIGNED_DEFINED] = "of defined properties only a value and some getters are trusted",
    [LODE_ASSIGNED_STATIC] = "static members of a class are not read",
};

const char *lode_names_hidden_reason(LodeAssignedWay way)
{
    return hidden_reasons[way];
}

LodeHiddenNames lode_names_hidden(const LodeNames *self, const LodeNamesSubject *subject)
{
    LodeHiddenNames hidden = {0};
    const LodeCjsExports *cjs = subject->module == LODE_MODULE_NONE ? NULL : lode_link_cjs(self->link, subject->module);
    LodeBuf text = {0};
    LodePath *file = lode_memo_path(self->session->memo, subject->path);
    if (cjs && lode_memo_read(self->session->memo, file, UINT32_MAX, &text) == 0) {
        LodeParser *parser = lode_parser_new();
        uint32_t count = lode_assigned_names(parser, lode_buf_str(&text), self->arena, &hidden.names);
        for (uint32_t i = 0; i < count; i++) {
            if (!lode_cjs_exports_find(cjs, hidden.names[i].name)) {
                hidden.names[hidden.count++] = hidden.names[i];
            }
        }
        lode_parser_free(parser);
    }
    lode_buf_release(&text);
    return hidden;
}

size_t lode_names_of_core(const LodeNames *self, const LodeNamesSubject *subject, LodeStr **names)
{
    int version = self->session->options->node_version;
    size_t count = lode_core_names(subject->core, version, self->arena, names);
    LodeStr *all = LODE_ARENA_NEW(self->arena, LodeStr, count + 1);
    size_t at = 0;
    while (at < count && lode_str_compare((*names)[at], LODE_STR("default")) < 0) {
        all[at] = (*names)[at];
        at++;
    }
    all[at] = LODE_STR("default");
    for (size_t i = at; i < count; i++) {
        all[i + 1] = (*names)[i];
    }
    *names = all;
    return count + 1;
}

LodeNamesRow lode_names_core_row(const LodeNames *self, const LodeNamesSubject *subject, LodeStr name)
{
    LodeStr pieces[] = {LODE_STR("node:"), subject->core};
    return (LodeNamesRow){.name = name,
                          .from = lode_arena_join(self->arena, pieces, 2),
                          .path = LODE_STR_NONE,
                          .local = name,
                          .kind = LODE_BINDING_BUILTIN};
}

void lode_names_release(LodeNames *self)
{
    lode_lines_release(&self->lines);
    lode_buf_release(&self->lines_text);
}

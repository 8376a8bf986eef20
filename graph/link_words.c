/*
 * What Node says where a name is not there. Reading order: the step that V8 names, the text.
 */
#include "graph/link_words.h"

enum { STEP_LIMIT = 256 };

/* One step of V8's search: a request of a module that asks for a name. */
typedef struct Step {
    LodeModuleIndex from;
    uint32_t request;
    LodeModuleIndex to;
    LodeStr name;
} Step;

/* The step that an explicit re-export leads on to; false where the module has none of that name. */
static bool follow_explicit(const LodeLinkWords *self, const Step *at, Step *next)
{
    const LodeRecord *record = lode_link_graph(self->link)->modules[at->to].record;
    for (uint32_t i = 0; lode_link_is_module(self->link, at->to) && i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        if (entry->form == LODE_EXPORT_INDIRECT && lode_str_equal(entry->name, at->name)) {
            *next = (Step){at->to, entry->request, lode_link_target(self->link, at->to, entry->request), entry->local};
            return next->to != LODE_MODULE_NONE;
        }
    }
    return false;
}

static bool is_same_pair(const Step *a, const Step *b)
{
    return a->to == b->to && lode_str_equal(a->name, b->name);
}

/* A module that was asked for a name, while V8 looks below its stars. */
typedef struct Frame {
    Step step;
    uint32_t next_export; /* of its record, the next one to look at */
    bool has_own;         /* an export of that name: no star is followed */
    bool is_done;         /* all of it was looked at */
    bool has_found;
    LodeBindingPlace found;
} Frame;

static Frame enter(const LodeLinkWords *self, const Step *step)
{
    Frame frame = {.step = *step};
    const LodeRecord *record = lode_link_graph(self->link)->modules[step->to].record;
    bool is_module = lode_link_is_module(self->link, step->to);
    bool is_leaf = !is_module;
    for (uint32_t i = 0; is_module && i < record->export_count; i++) {
        const LodeExport *entry = &record->exports[i];
        if (entry->form != LODE_EXPORT_STAR && lode_str_equal(entry->name, step->name)) {
            frame.has_own = true;
            frame.next_export = i;
            is_leaf = entry->form != LODE_EXPORT_INDIRECT;
            break;
        }
    }
    if (!frame.has_own && lode_str_equal(step->name, LODE_STR("default"))) {
        frame.next_export = UINT32_MAX; /* no star carries it */
    }
    if (is_leaf) {
        LodeLinkAnswer answer = lode_link_resolve(self->link, step->to, step->name);
        frame.has_found = answer.status == LODE_LINK_FOUND;
        frame.found = answer.found;
        frame.next_export = UINT32_MAX;
    }
    return frame;
}

/* The next request by which a module looks for the name; false where there is none left. */
static bool next_step(const LodeLinkWords *self, Frame *frame, Step *next)
{
    LodeModuleIndex module = frame->step.to;
    const LodeRecord *record = lode_link_graph(self->link)->modules[module].record;
    while (frame->next_export != UINT32_MAX && frame->next_export < record->export_count) {
        const LodeExport *entry = &record->exports[frame->next_export++];
        if (!frame->has_own && entry->form != LODE_EXPORT_STAR) {
            continue;
        }
        if (frame->has_own) {
            frame->next_export = UINT32_MAX;
        }
        *next = (Step){module, entry->request, lode_link_target(self->link, module, entry->request),
                       frame->has_own ? entry->local : frame->step.name};
        if (next->to != LODE_MODULE_NONE) {
            return true;
        }
    }
    return false;
}

/* Whether what `frame` was given by one star more is another binding. */
static bool is_conflict(Frame *frame, const Frame *star)
{
    if (!star->is_done || !star->has_found) {
        return false;
    }
    if (frame->has_found) {
        return !lode_binding_is_same(&frame->found, &star->found);
    }
    frame->has_found = true;
    frame->found = star->found;
    return false;
}

/*
 * V8's own search, until two stars of one module give different bindings: that module's step. A pair that was
 * asked before gives what it gave then: nothing yet, while it is looked for. False where it is too far.
 */
static bool find_conflict(const LodeLinkWords *self, Step *at)
{
    Frame asked[STEP_LIMIT];
    size_t way[STEP_LIMIT]; /* those that are looked for, as indices */
    size_t count = 1;
    size_t depth = 1;
    asked[0] = enter(self, at);
    way[0] = 0;
    while (depth > 0) {
        Frame *frame = &asked[way[depth - 1]];
        const Frame *star = frame;
        Step next;
        if (next_step(self, frame, &next)) {
            size_t known = 0;
            while (known < count && !is_same_pair(&asked[known].step, &next)) {
                known++;
            }
            if (known == STEP_LIMIT) {
                return false;
            }
            if (known == count) {
                asked[count] = enter(self, &next);
                way[depth++] = count++;
                continue;
            }
            star = &asked[known];
        } else {
            frame->is_done = true;
            if (--depth == 0) {
                break;
            }
            frame = &asked[way[depth - 1]];
        }
        if (is_conflict(frame, star)) {
            *at = frame->step;
            return true;
        }
    }
    return false;
}

/* The step that V8 names in its message; false where that is too far. */
static bool find_step(const LodeLinkWords *self, Step *at, LodeLinkStatus status)
{
    if (status == LODE_LINK_AMBIGUOUS) {
        return find_conflict(self, at);
    }
    Step seen[STEP_LIMIT];
    for (size_t count = 0; count < STEP_LIMIT; count++) {
        for (size_t i = 0; status == LODE_LINK_CIRCULAR && i < count; i++) {
            if (is_same_pair(&seen[i], at)) {
                return true; /* this request goes back to what was asked before */
            }
        }
        Step next;
        seen[count] = *at;
        if (!follow_explicit(self, at, &next)) {
            return true;
        }
        *at = next;
    }
    return false;
}

/*
 * Node looks among the requests of the module that was loaded (by the program, import() or require) for
 * the first one of that text; only where that one leads to CommonJS it explains more. Before version
 * 24 it asks for the module itself.
 */
static bool is_explained(const LodeLinkWords *self, const Step *step)
{
    LodeModuleIndex root = self->root_of(self->context, step->from);
    LodeModuleIndex target = step->to;
    LodeStr specifier = lode_link_graph(self->link)->modules[step->from].record->requests[step->request].specifier;
    if (self->node_version >= 24) {
        const LodeModule *module = &lode_link_graph(self->link)->modules[root];
        target = LODE_MODULE_NONE;
        for (uint32_t i = 0; i < module->edge_count && target == LODE_MODULE_NONE; i++) {
            const LodeEdge *edge = &lode_link_graph(self->link)->edges[module->first_edge + i];
            if ((edge->request->kind == LODE_REQUEST_IMPORT || edge->request->kind == LODE_REQUEST_EXPORT_FROM) &&
                lode_str_equal(edge->request->specifier, specifier)) {
                target = edge->to;
            }
        }
    }
    return target != LODE_MODULE_NONE && lode_link_graph(self->link)->modules[target].format == LODE_FORMAT_COMMONJS;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\v' || byte == '\f';
}

/* From the first brace of a line to the last one behind it, with ` as ` made a colon: how Node shows it. */
static LodeStr destructuring(LodeArena *arena, LodeStr line)
{
    size_t start = lode_str_find(line, '{');
    size_t end = lode_str_find_last(line, '}');
    if (start == LODE_NOT_FOUND || end == LODE_NOT_FOUND || end < start) {
        return LODE_STR_NONE;
    }
    LodeBuf text = {0};
    for (size_t i = start; i <= end; i++) {
        size_t word = i;
        while (word < end && is_space(line.data[word])) {
            word++;
        }
        if (word > i && word + 2 < end && line.data[word] == 'a' && line.data[word + 1] == 's' &&
            is_space(line.data[word + 2])) {
            lode_buf_puts(&text, ": ");
            i = word + 2;
            while (i + 1 < end && is_space(line.data[i + 1])) {
                i++;
            }
        } else {
            lode_buf_append_byte(&text, line.data[i]);
        }
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

static LodeStr explain_commonjs(const LodeLinkWords *self, const Step *step, LodeStr specifier, LodeSpan span,
                                LodeArena *arena)
{
    LodeStr line = self->line_of(self->context, step->from, span);
    LodeStr names = lode_str_is_none(line) ? line : destructuring(arena, line);
    return lode_arena_printf(arena,
                             "SyntaxError: Named export '%.*s' not found. The requested module '%.*s' is a CommonJS "
                             "module, which may not support all module.exports as named exports.\nCommonJS modules "
                             "can always be imported via the default export, for example using:\n\nimport pkg from "
                             "'%.*s';%s%.*s%s",
                             LODE_STR_ARG(step->name), LODE_STR_ARG(specifier), LODE_STR_ARG(specifier),
                             lode_str_is_none(names) ? "" : "\nconst ", LODE_STR_ARG(names),
                             lode_str_is_none(names) ? "" : " = pkg;");
}

/* Node reads the name out of V8's message with a pattern that wants one character at least, and one line. */
static bool is_misread(LodeStr name)
{
    static const char *const ends[] = {"\n", "\r", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    bool answer = name.size == 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        answer |= lode_str_search(name, lode_str(ends[i])) != LODE_NOT_FOUND;
    }
    return answer;
}

LodeStr lode_link_words(const LodeLinkWords *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                        LodeLinkStatus status, LodeSpan span, LodeArena *arena)
{
    Step step = {module, request, lode_link_target(self->link, module, request), asked};
    if (step.to == LODE_MODULE_NONE || !find_step(self, &step, status)) {
        return LODE_STR_NONE;
    }
    LodeStr specifier = lode_link_graph(self->link)->modules[step.from].record->requests[step.request].specifier;
    switch (status) {
    case LODE_LINK_AMBIGUOUS:
        return lode_arena_printf(
            arena, "SyntaxError: The requested module '%.*s' contains conflicting star exports for name '%.*s'",
            LODE_STR_ARG(specifier), LODE_STR_ARG(step.name));
    case LODE_LINK_CIRCULAR:
        return lode_arena_printf(arena, "SyntaxError: Detected cycle while resolving name '%.*s' in '%.*s'",
                                 LODE_STR_ARG(step.name), LODE_STR_ARG(specifier));
    default:
        break;
    }
    if (is_misread(step.name)) {
        return LODE_STR("TypeError: Cannot destructure property '1' of 'RegExpPrototypeExec(...)' as it is null.");
    }
    if (is_explained(self, &step)) {
        return explain_commonjs(self, &step, specifier, span, arena);
    }
    return lode_arena_printf(arena, "SyntaxError: The requested module '%.*s' does not provide an export named '%.*s'",
                             LODE_STR_ARG(specifier), LODE_STR_ARG(step.name));
}

bool lode_link_find_conflict(const LodeLinkWords *self, LodeModuleIndex module, uint32_t request, LodeStr asked,
                             LodeModuleIndex *where, const LodeRequest **star, LodeStr *name)
{
    Step step = {module, request, lode_link_target(self->link, module, request), asked};
    if (step.to == LODE_MODULE_NONE || !find_step(self, &step, LODE_LINK_AMBIGUOUS)) {
        return false;
    }
    const LodeRecord *record = lode_link_graph(self->link)->modules[step.to].record;
    for (uint32_t i = 0; lode_link_is_module(self->link, step.to) && i < record->export_count; i++) {
        LodeModuleIndex target = record->exports[i].form == LODE_EXPORT_STAR
                                     ? lode_link_target(self->link, step.to, record->exports[i].request)
                                     : LODE_MODULE_NONE;
        if (target != LODE_MODULE_NONE && lode_link_resolve(self->link, target, step.name).status == LODE_LINK_FOUND) {
            *where = step.to;
            *star = &record->requests[record->exports[i].request];
            *name = step.name;
            return true;
        }
    }
    return false;
}

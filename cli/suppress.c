/* Reading order: collecting, using, judging. */
#include "cli/suppress.h"

#include "graph/source.h"

static LodeStr trim(LodeStr text)
{
    size_t from = 0;
    size_t to = text.size;
    while (from < to && (text.data[from] == ' ' || text.data[from] == '\t')) {
        from++;
    }
    while (to > from && (text.data[to - 1] == ' ' || text.data[to - 1] == '\t')) {
        to--;
    }
    return lode_str_slice(text, from, to);
}

typedef LODE_VEC(LodeSilencer) SilencerVec;

static void add_comment(SilencerVec *out, const LodeSuppression *comment)
{
    size_t before = out->count;
    size_t start = 0;
    LodeStr names = comment->rule;
    for (size_t at = 0; at <= names.size; at++) {
        if (at < names.size && names.data[at] != ',') {
            continue;
        }
        LodeStr name = trim(lode_str_slice(names, start, at));
        start = at + 1;
        if (name.size > 0) {
            lode_vec_push(out,
                          ((LodeSilencer){comment, name, lode_check_rule_find(name), out->count == before, false}));
        }
    }
    if (out->count == before) {
        lode_vec_push(out, ((LodeSilencer){comment, LODE_STR_NONE, LODE_CHECK_RULE_COUNT, true, false}));
    }
}

LodeSilencers lode_silencers_new(LodeSession *session)
{
    const LodeGraph *graph = session->graph;
    LodeSilencers self = {.first = LODE_ARENA_NEW(&session->arena, uint32_t, graph->module_count + 1)};
    SilencerVec all = {0};
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        const LodeRecord *record = graph->modules[i].record;
        self.first[i] = (uint32_t)all.count;
        for (uint32_t j = 0; record && j < record->suppression_count; j++) {
            add_comment(&all, &record->suppressions[j]);
        }
    }
    self.count = self.first[graph->module_count] = (uint32_t)all.count;
    self.items = LODE_ARENA_NEW(&session->arena, LodeSilencer, all.count);
    if (all.count > 0) {
        memcpy(self.items, all.items, all.count * sizeof *all.items);
    }
    lode_vec_release(&all);
    return self;
}

/*
 * The first silencer of the module that is about `line` or a later one: lines ascend as the comments
 * do. A comment behind the last token is about line 0, which is none.
 */
static uint32_t find_line(const LodeSilencers *self, LodeModuleIndex module, uint32_t line)
{
    uint32_t low = self->first[module];
    uint32_t high = self->first[module + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t about = self->items[middle].comment->line;
        if (about != 0 && about < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const LodeSuppression *lode_silencers_use(const LodeSilencers *self, const LodeGraph *graph, const LodeFinding *finding)
{
    LodeModuleIndex module = finding->module;
    if (module == LODE_MODULE_NONE || finding->place.start.line == 0 ||
        !lode_str_equal(graph->modules[module].id, finding->place.id)) {
        return NULL;
    }
    const LodeSuppression *found = NULL;
    uint32_t line = finding->place.start.line;
    for (uint32_t i = find_line(self, module, line); i < self->first[module + 1]; i++) {
        LodeSilencer *silencer = &self->items[i];
        if (silencer->comment->line != line) {
            break;
        }
        /* Of two comments that say the same the first one counts, and the other is unused. */
        if (silencer->rule == (unsigned)finding->rule && !found) {
            silencer->is_used = true;
            found = silencer->comment;
        }
    }
    return found;
}

static bool is_in_node_modules(LodeStr id)
{
    LodeStr folder = LODE_STR("node_modules/");
    size_t at = lode_str_search(id, folder);
    return at == 0 || lode_str_search(id, LODE_STR("/node_modules/")) != LODE_NOT_FOUND;
}

typedef struct Judge {
    const LodeSilencers *silencers;
    LodeSession *session;
    const LodeSeverity *levels;
    const LodeGlobSet *silent_in;
    LodeFindingList *findings;
} Judge;

/* A finding about a comment; `end` of its place is filled in later, where the source can be read. */
static LodeFinding new_finding(const Judge *self, LodeModuleIndex module, const LodeSilencer *silencer,
                               const char *fault, LodeStr message, LodeStr fix)
{
    const LodeModule *of = &self->session->graph->modules[module];
    LodeStr name = lode_str_is_none(silencer->name) ? LODE_STR("") : silencer->name;
    return (LodeFinding){
        .rule = (LodeRule)LODE_CHECK_UNUSED_SUPPRESSION,
        .severity = self->levels[LODE_CHECK_UNUSED_SUPPRESSION],
        .place = {.id = of->id, .path = of->path, .start = silencer->comment->position, .text = LODE_STR_NONE},
        .message = message,
        .node = LODE_STR_NONE,
        .fix = fix,
        .subject = lode_arena_printf(&self->session->arena, "%.*s: %s", LODE_STR_ARG(name), fault),
        .module = module,
    };
}

static void add_note(LodeFinding *finding, LodeArena *arena, LodeStr note)
{
    finding->notes = LODE_ARENA_NEW(arena, LodeStr, 1);
    finding->notes[0] = note;
    finding->note_count = 1;
}

static void judge_silencer(const Judge *self, LodeModuleIndex module, const LodeSilencer *silencer)
{
    LodeArena *arena = &self->session->arena;
    LodeFinding finding;
    if (lode_str_is_none(silencer->name)) {
        finding = new_finding(self, module, silencer, "no rule", LODE_STR("the comment names no rule to silence"),
                              LODE_STR("// lode-ignore-next-line RULE -- reason"));
    } else if (silencer->rule == LODE_CHECK_RULE_COUNT) {
        finding =
            new_finding(self, module, silencer, "unknown",
                        lode_arena_printf(arena, "there is no rule '%.*s' to silence", LODE_STR_ARG(silencer->name)),
                        LODE_STR_NONE);
        add_note(&finding, arena, lode_check_rule_hint(silencer->name, arena));
    } else {
        finding =
            new_finding(self, module, silencer, "unused",
                        silencer->comment->line
                            ? lode_arena_printf(arena, "there is no '%.*s' on line %u to silence",
                                                LODE_STR_ARG(silencer->name), silencer->comment->line)
                            : lode_arena_printf(arena, "there is no '%.*s' to silence", LODE_STR_ARG(silencer->name)),
                        LODE_STR("remove the comment"));
    }
    lode_vec_push(self->findings, finding);
}

/* The ends of the comments of one module, from its source: for the mark in a code frame. */
static void find_ends(const Judge *self, LodeModuleIndex module, size_t first)
{
    const LodeModule *of = &self->session->graph->modules[module];
    LodeBuf source = {0};
    LodeError error = {0};
    if (first == self->findings->count || lode_str_is_none(of->path) ||
        !lode_source_read(self->session->memo, lode_memo_path(self->session->memo, of->path), &source,
                          &self->session->arena, &error)) {
        lode_buf_release(&source);
        return;
    }
    LodeLines lines = {0};
    lode_lines_init(&lines, lode_buf_str(&source));
    uint32_t at = self->silencers->first[module];
    for (size_t i = first; i < self->findings->count; i++) {
        LodePlace *place = &self->findings->items[i].place;
        while (self->silencers->items[at].comment->position.line != place->start.line ||
               self->silencers->items[at].comment->position.column != place->start.column) {
            at++;
        }
        place->end = lode_lines_position(&lines, self->silencers->items[at].comment->span.end);
    }
    lode_lines_release(&lines);
    lode_buf_release(&source);
}

static void judge_module(const Judge *self, LodeModuleIndex module, uint32_t *judged, uint32_t *used)
{
    LodeStr id = self->session->graph->modules[module].id;
    bool is_told = self->levels[LODE_CHECK_UNUSED_SUPPRESSION] != LODE_SEVERITY_OFF && !is_in_node_modules(id) &&
                   !lode_glob_set_matches(&self->silent_in[LODE_CHECK_UNUSED_SUPPRESSION], id);
    size_t first = self->findings->count;
    for (uint32_t i = self->silencers->first[module]; i < self->silencers->first[module + 1]; i++) {
        const LodeSilencer *silencer = &self->silencers->items[i];
        bool is_off =
            silencer->rule < LODE_CHECK_RULE_COUNT && (self->levels[silencer->rule] == LODE_SEVERITY_OFF ||
                                                       lode_glob_set_matches(&self->silent_in[silencer->rule], id));
        *judged += !is_off;
        *used += silencer->is_used;
        if (is_told && !is_off && !silencer->is_used) {
            judge_silencer(self, module, silencer);
        } else if (is_told && silencer->is_used && silencer->is_first && lode_str_is_none(silencer->comment->reason)) {
            LodeFinding finding = new_finding(self, module, silencer, "reason", LODE_STR("the comment gives no reason"),
                                              LODE_STR("add ' -- ' and the reason to it"));
            lode_vec_push(self->findings, finding);
        }
    }
    find_ends(self, module, first);
}

void lode_silencers_judge(const LodeSilencers *self, LodeSession *session, const LodeSeverity *levels,
                          const LodeGlobSet *silent_in, LodeFindingList *findings, uint32_t *judged, uint32_t *used)
{
    Judge judge = {self, session, levels, silent_in, findings};
    *judged = *used = 0;
    for (LodeModuleIndex i = 0; i < session->graph->module_count; i++) {
        judge_module(&judge, i, judged, used);
    }
}

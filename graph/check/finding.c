/* Findings while they are put together. Reading order: text, begin, the parts, end. */
#include "graph/check/checker.h"

enum { CHAIN_LIMIT = 40 }; /* more imports are not listed */

/* What a format and its arguments say, in the arena of the findings. */
__attribute__((format(printf, 2, 0))) static LodeStr compose(LodeChecker *self, const char *format, va_list arguments)
{
    LodeBuf text = {0};
    lode_buf_message(&text, format, arguments);
    LodeStr copy = lode_arena_copy(self->arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

/* A message is one line, whatever the names in it. */
static LodeStr one_line(LodeChecker *self, LodeStr text)
{
    if (lode_str_find(text, '\n') == LODE_NOT_FOUND && lode_str_find(text, '\r') == LODE_NOT_FOUND) {
        return text;
    }
    LodeBuf line = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n' || text.data[i] == '\r') {
            lode_buf_puts(&line, text.data[i] == '\n' ? "\\n" : "\\r");
        } else {
            lode_buf_append_byte(&line, text.data[i]);
        }
    }
    LodeStr copy = lode_arena_copy(self->arena, lode_buf_str(&line));
    lode_buf_release(&line);
    return copy;
}

static void *copy_items(LodeArena *arena, const void *items, size_t count, size_t size)
{
    if (count == 0) {
        return NULL;
    }
    void *copy = lode_arena_alloc(arena, count * size);
    memcpy(copy, items, count * size);
    return copy;
}

static bool is_silent(const LodeChecker *checker, LodeStr id)
{
    return checker->options->severities[checker->rule] == LODE_SEVERITY_OFF ||
           lode_glob_set_matches(&checker->options->ignored[checker->rule], id);
}

static void start(LodeFinder *self, LodeChecker *checker, LodePlace place, LodeModuleIndex module)
{
    *self = (LodeFinder){.checker = checker};
    self->finding = (LodeFinding){
        .rule = checker->rule,
        .severity = checker->options->severities[checker->rule],
        .place = place,
        .module = module,
    };
}

bool lode__finding_begin(LodeChecker *checker, LodeFinder *self, LodeModuleIndex module, LodeSpan span,
                         const char *message, ...)
{
    if (is_silent(checker, checker->graph->modules[module].id)) {
        return false;
    }
    start(self, checker, lode__place_of(checker, module, span), module);
    va_list arguments;
    va_start(arguments, message);
    self->finding.message = one_line(checker, compose(checker, message, arguments));
    va_end(arguments);
    return true;
}

bool lode__finding_begin_at(LodeChecker *checker, LodeFinder *self, LodePlace place, const char *message, ...)
{
    if (is_silent(checker, place.id)) {
        return false;
    }
    start(self, checker, place, LODE_MODULE_NONE);
    va_list arguments;
    va_start(arguments, message);
    self->finding.message = one_line(checker, compose(checker, message, arguments));
    va_end(arguments);
    return true;
}

#define COMPOSE(target)                                       \
    do {                                                      \
        va_list arguments;                                    \
        va_start(arguments, format);                          \
        (target) = compose(self->checker, format, arguments); \
        va_end(arguments);                                    \
    } while (0)

void lode__finding_subject(LodeFinder *self, const char *format, ...)
{
    COMPOSE(self->finding.subject);
    self->finding.subject = one_line(self->checker, self->finding.subject);
}

void lode__finding_node(LodeFinder *self, const char *format, ...)
{
    COMPOSE(self->finding.node);
}

/* The class of Node's own errors (internal/errors.js); Error for the others. */
static const char *class_of(LodeErrorCode code)
{
    switch (code) {
    case LODE_ERROR_ERR_PACKAGE_IMPORT_NOT_DEFINED:
    case LODE_ERROR_ERR_INVALID_MODULE_SPECIFIER:
    case LODE_ERROR_ERR_UNSUPPORTED_RESOLVE_REQUEST:
    case LODE_ERROR_ERR_UNKNOWN_FILE_EXTENSION:
    case LODE_ERROR_ERR_INVALID_URL:
    case LODE_ERROR_ERR_INVALID_URL_SCHEME:
    case LODE_ERROR_ERR_INVALID_FILE_URL_HOST:
    case LODE_ERROR_ERR_INVALID_FILE_URL_PATH:
    case LODE_ERROR_ERR_INVALID_ARG_VALUE:
        return "TypeError";
    case LODE_ERROR_ERR_UNKNOWN_MODULE_FORMAT:
        return "RangeError";
    default:
        return "Error";
    }
}

void lode__finding_node_error(LodeFinder *self, const LodeError *error)
{
    const char *code = lode_error_code_text(error->code);
    switch (error->code) {
    case LODE_ERROR_MODULE_NOT_FOUND: /* the code is a property, not part of the name */
        lode__finding_node(self, "Error: %.*s", LODE_STR_ARG(error->message));
        break;
    case LODE_ERROR_URI_ERROR:
    case LODE_ERROR_TYPE_ERROR:
    case LODE_ERROR_JSON_SYNTAX_ERROR: /* the code is the class */
        lode__finding_node(self, "%s: %.*s", code, LODE_STR_ARG(error->message));
        break;
    default:
        if (strncmp(code, "LODE_", 5) != 0) {
            lode__finding_node(self, "%s [%s]: %.*s", class_of(error->code), code, LODE_STR_ARG(error->message));
        }
        break;
    }
}

void lode__finding_fix(LodeFinder *self, const char *format, ...)
{
    COMPOSE(self->finding.fix);
}

void lode__finding_note(LodeFinder *self, const char *format, ...)
{
    LodeStr note;
    COMPOSE(note);
    lode_vec_push(&self->notes, note);
}

void lode__finding_related(LodeFinder *self, LodeModuleIndex module, LodeSpan span, const char *format, ...)
{
    LodePlace place = lode__place_of(self->checker, module, span);
    COMPOSE(place.text);
    lode_vec_push(&self->related, place);
}

void lode__finding_related_at(LodeFinder *self, LodePlace place)
{
    lode_vec_push(&self->related, place);
}

void lode__finding_chain_edge(LodeFinder *self, LodeEdgeIndex index)
{
    const LodeEdge *edge = &self->checker->graph->edges[index];
    LodePlace place = lode__place_of(self->checker, edge->from, edge->request->span);
    place.text = lode__request_text(self->checker->arena, edge->request);
    lode_vec_push(&self->chain, place);
}

void lode__finding_chain_to(LodeFinder *self, LodeModuleIndex module)
{
    LODE_VEC(LodeEdgeIndex) edges = {0};
    LodeEdgeIndex edge;
    for (LodeModuleIndex at = module; lode__arrival(self->checker, at, &edge) && edge != LODE_EDGE_NONE;) {
        lode_vec_push(&edges, edge);
        at = self->checker->graph->edges[edge].from;
    }
    /* The ends of a long chain tell enough, and thousands of findings may each have one. */
    size_t count = edges.count;
    while (edges.count) {
        LodeEdgeIndex next = lode_vec_pop(&edges);
        if (count <= CHAIN_LIMIT || edges.count >= count - CHAIN_LIMIT / 2 || edges.count < CHAIN_LIMIT / 2) {
            lode__finding_chain_edge(self, next);
        }
    }
    if (count > CHAIN_LIMIT) {
        lode__finding_note(self, "%zu imports in the middle of the chain are left out", count - CHAIN_LIMIT);
    }
    lode_vec_release(&edges);
}

void lode__finding_chain_place(LodeFinder *self, LodeModuleIndex module, LodeSpan span, const char *format, ...)
{
    LodePlace place = lode__place_of(self->checker, module, span);
    COMPOSE(place.text);
    lode_vec_push(&self->chain, place);
}

void lode__finding_chain_break(LodeFinder *self)
{
    self->finding.chain_break = (uint32_t)self->chain.count;
}

void lode__finding_end(LodeFinder *self)
{
    LodeArena *arena = self->checker->arena;
    self->finding.notes = copy_items(arena, self->notes.items, self->notes.count, sizeof *self->notes.items);
    self->finding.note_count = (uint32_t)self->notes.count;
    self->finding.related = copy_items(arena, self->related.items, self->related.count, sizeof *self->related.items);
    self->finding.related_count = (uint32_t)self->related.count;
    self->finding.chain = copy_items(arena, self->chain.items, self->chain.count, sizeof *self->chain.items);
    self->finding.chain_count = (uint32_t)self->chain.count;
    lode_vec_release(&self->notes);
    lode_vec_release(&self->related);
    lode_vec_release(&self->chain);
    lode_vec_push(&self->checker->found, self->finding);
}

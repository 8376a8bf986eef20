/* unresolved: requests that fail. Reading order: which count, what is wrong, what would help, the rule. */
#include "base/path.h"
#include "graph/check/spelling.h"

static bool is_path(LodeStr specifier)
{
    return lode_str_starts_with(specifier, LODE_STR("./")) || lode_str_starts_with(specifier, LODE_STR("../")) ||
           lode_str_starts_with(specifier, LODE_STR("/")) || lode_str_equal(specifier, LODE_STR(".")) ||
           lode_str_equal(specifier, LODE_STR(".."));
}

/* Behind the bracket that closes the one at `at`; strings are not looked for, so this is a guess. */
static size_t skip_brackets(LodeStr text, size_t at)
{
    size_t depth = 0;
    for (; at < text.size; at++) {
        depth += text.data[at] == '(';
        if (text.data[at] == ')' && --depth == 0) {
            return at + 1;
        }
    }
    return at;
}

/* import('x').catch(…), also behind .then(…): a failure is looked after. */
static bool is_caught(LodeChecker *self, const LodeEdge *edge)
{
    const LodeLines *lines = lode__deep_lines(self->deep, edge->from);
    LodeStr text = lines ? lines->source : LODE_STR("");
    size_t at = lode__skip_space(text, edge->request->span.end);
    if (at >= text.size || text.data[at] != ')') {
        return false;
    }
    for (at = lode__skip_space(text, at + 1); at < text.size && text.data[at] == '.';) {
        LodeStr rest = lode_str_slice(text, lode__skip_space(text, at + 1), text.size);
        if (lode_str_starts_with(rest, LODE_STR("catch"))) {
            return true;
        }
        size_t name = lode_str_starts_with(rest, LODE_STR("then")) ? 4 : 0;
        size_t open = lode__skip_space(rest, name);
        if (name == 0 || open >= rest.size || rest.data[open] != '(') {
            return false;
        }
        at = lode__skip_space(text, skip_brackets(text, (size_t)(rest.data - text.data) + open));
    }
    return false;
}

/*
 * A request that finds its file, which Node then does not read: TypeScript below node_modules.
 * Other targets read it, and Node 20 has refused the extension before.
 */
static bool is_refused(const LodeChecker *self, const LodeEdge *edge)
{
    return self->resolver->target == LODE_TARGET_NODE && !edge->error && edge->to != LODE_MODULE_NONE &&
           lode__is_typescript(&self->graph->modules[edge->to]) &&
           lode_str_search(self->graph->modules[edge->to].path, LODE_STR("/node_modules/")) != LODE_NOT_FOUND;
}

/*
 * A request in try, and a require that only a function makes, are there to fail now and then.
 * In other people's files only what loading the entries is certain to run counts.
 */
static bool counts(LodeChecker *self, const LodeEdge *edge)
{
    const LodeRequest *request = edge->request;
    if ((!edge->error && !is_refused(self, edge)) || edge->is_pattern_match ||
        request->flags & (LODE_REQUEST_OPTIONAL | LODE_REQUEST_TYPE_ONLY)) {
        return false;
    }
    bool in_function = request->flags & LODE_REQUEST_IN_FUNCTION;
    if (!lode__is_own(&self->graph->modules[edge->from])) {
        return !lode__is_typescript(&self->graph->modules[edge->from]) && lode__is_asked_for_certain(request) &&
               lode__is_certain(self, edge->from);
    }
    switch (request->kind) {
    case LODE_REQUEST_IMPORT:
    case LODE_REQUEST_EXPORT_FROM:
        return true;
    case LODE_REQUEST_DYNAMIC_IMPORT:
        return (!in_function || is_path(request->specifier)) && !is_caught(self, edge);
    case LODE_REQUEST_REQUIRE:
    case LODE_REQUEST_REQUIRE_RESOLVE:
        return !in_function;
    default:
        return false; /* import.meta.resolve and new URL give an address, also of what is not there */
    }
}

static LodeStr explain(LodeArena *arena, const LodeEdge *edge)
{
    LodeStr specifier = edge->request->specifier;
    if (!edge->error) {
        return lode_arena_printf(arena, "'%.*s' is TypeScript below node_modules, which Node does not read",
                                 LODE_STR_ARG(specifier));
    }
    switch (edge->error->code) {
    case LODE_ERROR_ERR_UNSUPPORTED_DIR_IMPORT:
        return lode_arena_printf(arena, "'%.*s' is a directory, and ES modules name files", LODE_STR_ARG(specifier));
    case LODE_ERROR_ERR_PACKAGE_PATH_NOT_EXPORTED:
        return lode_arena_printf(arena, "'%.*s' is not among the \"exports\" of its package", LODE_STR_ARG(specifier));
    case LODE_ERROR_ERR_PACKAGE_IMPORT_NOT_DEFINED:
        return lode_arena_printf(arena, "'%.*s' is not among the \"imports\" of package.json", LODE_STR_ARG(specifier));
    case LODE_ERROR_ERR_UNKNOWN_BUILTIN_MODULE:
        return lode_arena_printf(arena, "there is no core module '%.*s'", LODE_STR_ARG(specifier));
    case LODE_ERROR_MODULE_NOT_FOUND:
    case LODE_ERROR_ERR_MODULE_NOT_FOUND:
        if (is_path(specifier)) {
            return lode_arena_printf(arena, "there is no module '%.*s'", LODE_STR_ARG(specifier));
        }
        break;
    default:
        break;
    }
    return lode_arena_printf(arena, "'%.*s' cannot be resolved", LODE_STR_ARG(specifier));
}

/* The text between two others, or the absent string. */
static LodeStr between(LodeStr text, LodeStr before, LodeStr after)
{
    size_t start = lode_str_search(text, before);
    if (start == LODE_NOT_FOUND) {
        return LODE_STR_NONE;
    }
    LodeStr rest = lode_str_slice(text, start + before.size, text.size);
    size_t end = lode_str_search(rest, after);
    return end == LODE_NOT_FOUND ? LODE_STR_NONE : lode_str_slice(rest, 0, end);
}

/* A hint names a file of the last folder, or, quoted, a whole specifier. */
static LodeStr better_specifier(LodeArena *arena, LodeStr specifier, const LodeError *error)
{
    LodeStr node = between(error->message, LODE_STR("Did you mean to import \""), LODE_STR("\"?"));
    if (!lode_str_is_none(node)) {
        return node;
    }
    for (const LodeErrorNote *note = error->notes; note; note = note->next) {
        LodeStr name = between(note->text, LODE_STR("did you mean "), LODE_STR("?"));
        if (name.size > 2 && name.data[0] == '"') {
            LodeStr package = lode__package_name(specifier);
            return lode_arena_printf(arena, "%.*s%.*s", (int)name.size - 2, name.data + 1,
                                     LODE_STR_ARG(lode_str_slice(specifier, package.size, specifier.size)));
        }
        size_t slash = lode_str_find_last(specifier, '/');
        if (name.size && slash != LODE_NOT_FOUND) {
            return lode_arena_printf(arena, "%.*s%.*s", (int)slash + 1, specifier.data, LODE_STR_ARG(name));
        }
    }
    return LODE_STR_NONE;
}

/* Where a bundler would find it; absent where it would not. */
static LodeStr found_by_bundlers(LodeChecker *self, LodeResolver *bundler, const LodeEdge *edge)
{
    bool is_require =
        edge->request->kind == LODE_REQUEST_REQUIRE || edge->request->kind == LODE_REQUEST_REQUIRE_RESOLVE;
    LodeResolution resolution = {0};
    LodeRequestFrom request = {
        .specifier = edge->request->specifier,
        .from = self->graph->modules[edge->from].path,
        .kind = is_require ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT,
    };
    if (self->resolver->target != LODE_TARGET_NODE || lode_str_is_none(request.from) ||
        !lode_resolve(bundler, &request, &self->scratch, &resolution, NULL) || !resolution.file) {
        return LODE_STR_NONE;
    }
    return lode__id_of(self, lode_path_text(resolution.file));
}

static void add_error(LodeChecker *self, LodeFinder *finder, LodeResolver *bundler, const LodeEdge *edge)
{
    LodeStr specifier = edge->request->specifier;
    lode__finding_subject(finder, "%s %.*s", lode_error_code_text(edge->error->code), LODE_STR_ARG(specifier));
    lode__finding_node_error(finder, edge->error);
    for (const LodeErrorNote *note = edge->error->notes; note; note = note->next) {
        if (lode_str_is_none(note->file)) {
            lode__finding_note(finder, "%.*s", LODE_STR_ARG(note->text));
        } else {
            lode__finding_related_at(finder, (LodePlace){
                                                 .id = lode__id_of(self, note->file),
                                                 .path = note->file,
                                                 .start = note->position,
                                                 .text = note->text,
                                             });
        }
    }
    LodeStr better = better_specifier(&self->scratch, specifier, edge->error);
    if (!lode_str_is_none(better)) {
        lode__finding_fix(finder, "write '%.*s'", LODE_STR_ARG(better));
    }
    LodeStr bundled = found_by_bundlers(self, bundler, edge);
    if (!lode_str_is_none(bundled)) {
        lode__finding_note(finder, "--target bundler finds %.*s", LODE_STR_ARG(bundled));
    }
}

/* What Node says of TypeScript below node_modules: a URL where it was imported, a path where it was required. */
static void add_refusal(LodeChecker *self, LodeFinder *finder, const LodeEdge *edge)
{
    const LodeModule *to = &self->graph->modules[edge->to];
    LodeStr name = edge->request->kind == LODE_REQUEST_REQUIRE ? to->path : to->url;
    const char *code = lode_error_code_text(LODE_ERROR_ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING);
    lode__finding_subject(finder, "%s %.*s", code, LODE_STR_ARG(edge->request->specifier));
    lode__finding_node(
        finder, "Error [%s]: Stripping types is currently unsupported for files under node_modules, for \"%.*s\"", code,
        LODE_STR_ARG(name));
    lode__finding_related(finder, edge->to, LODE_SPAN_FILE, "the file");
}

static void report(LodeChecker *self, LodeResolver *bundler, LodeEdgeIndex index)
{
    const LodeEdge *edge = &self->graph->edges[index];
    LodeStr message = explain(&self->scratch, edge);
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, edge->from, edge->request->span, "%.*s", LODE_STR_ARG(message))) {
        return;
    }
    if (edge->error) {
        add_error(self, &finder, bundler, edge);
    } else {
        add_refusal(self, &finder, edge);
    }
    if (!self->graph->modules[edge->from].is_entry) {
        lode__finding_chain_to(&finder, edge->from);
        lode__finding_chain_edge(&finder, index);
    }
    lode__finding_end(&finder);
}

void lode__rule_unresolved(LodeChecker *self)
{
    bool has_case_rule = self->options->severities[LODE_RULE_CASE_MISMATCH] != LODE_SEVERITY_OFF;
    LodeSpelling *spelling = lode__spelling_new(self);
    LodeResolverOptions options = *self->resolver;
    options.target = LODE_TARGET_BUNDLER;
    LodeResolver *bundler = lode_resolver_new(self->cache, &options);
    for (LodeEdgeIndex i = 0; i < self->graph->edge_count; i++) {
        const LodeEdge *edge = &self->graph->edges[i];
        if (counts(self, edge) &&
            !(has_case_rule && !lode_str_is_none(lode__spelling_of_failed(spelling, edge, &self->scratch)))) {
            report(self, bundler, i);
        }
    }
    lode_resolver_free(bundler);
    lode__spelling_free(spelling);
}

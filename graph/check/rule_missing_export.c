/*
 * missing-export and ambiguous-export. Reading order: what would mend it, link errors, members of
 * namespaces, the two rules.
 */
#include "graph/check/checker.h"

static const LodeRequest *request_of(const LodeChecker *self, LodeModuleIndex module, uint32_t request)
{
    return &self->graph->modules[module].record->requests[request];
}

/* Whether other modules see it as CommonJS. */
static bool is_commonjs(const LodeChecker *self, LodeModuleIndex module)
{
    LodeFormat format = self->graph->modules[module].format;
    return format == LODE_FORMAT_COMMONJS || format == LODE_FORMAT_COMMONJS_TYPESCRIPT;
}

static void fix_commonjs(LodeFinder *finder, const LodeRequest *request, const LodeImportedName *name, LodeStr asked)
{
    LodeStr specifier = request->specifier;
    if (!name || !lode__is_identifier(asked)) {
        return;
    }
    if (lode_str_is_none(name->local) || lode_str_equal(name->local, asked)) {
        lode__finding_fix(finder, "import pkg from '%.*s';\nconst {%.*s} = pkg;", LODE_STR_ARG(specifier),
                          LODE_STR_ARG(asked));
    } else {
        lode__finding_fix(finder, "import pkg from '%.*s';\nconst {%.*s: %.*s} = pkg;", LODE_STR_ARG(specifier),
                          LODE_STR_ARG(asked), LODE_STR_ARG(name->local));
    }
}

/* `import x from` a module without a default: the export of that name, or everything. */
static void fix_default(LodeChecker *self, LodeFinder *finder, const LodeLinkError *error, const LodeRequest *request)
{
    LodeStr local = error->name->local;
    const LodeNamespace *space = lode__namespace_of(self, error->target);
    if (lode_str_is_none(local) || lode_str_equal(local, LODE_STR("default"))) {
        return;
    }
    if (lode__namespace_has(space, local)) {
        lode__finding_fix(finder, "import {%.*s} from '%.*s';", LODE_STR_ARG(local), LODE_STR_ARG(request->specifier));
    } else if (space->name_count == 1 && lode__is_identifier(space->names[0].name)) {
        lode__finding_fix(finder, "import {%.*s as %.*s} from '%.*s';", LODE_STR_ARG(space->names[0].name),
                          LODE_STR_ARG(local), LODE_STR_ARG(request->specifier));
    } else {
        lode__finding_fix(finder, "import * as %.*s from '%.*s';", LODE_STR_ARG(local),
                          LODE_STR_ARG(request->specifier));
    }
}

static void add_missing_details(LodeChecker *self, LodeFinder *finder, const LodeLinkError *error)
{
    const LodeRequest *request = request_of(self, error->module, error->request);
    LodeStr similar = lode__similar_export(self, error->target, error->asked);
    if (!lode_str_is_none(similar)) {
        LodeBindingPlace found = lode_link_resolve(self->link, error->target, similar).found;
        LodePlace place = lode__place_of_binding(self, &found, similar);
        place.text = lode_arena_printf(self->arena, "'%.*s' is exported here", LODE_STR_ARG(similar));
        lode__finding_related_at(finder, place);
        lode__finding_fix(finder, "write '%.*s' in place of '%.*s'", LODE_STR_ARG(similar), LODE_STR_ARG(error->asked));
        return;
    }
    LodeStr names = lode__list_exports(self, error->target);
    lode__finding_related(finder, error->target, LODE_SPAN_FILE, "it exports %.*s", LODE_STR_ARG(names));
    if (is_commonjs(self, error->target)) {
        fix_commonjs(finder, request, error->name, error->asked);
        lode__finding_note(finder,
                           "Node reads the names of a CommonJS module from its text, before it runs; `lode exports` "
                           "shows what it sees");
        lode__finding_note(finder,
                           "esbuild, webpack, Babel and TypeScript look the name up on module.exports when the code "
                           "runs");
    } else if (error->name && lode_str_equal(error->asked, LODE_STR("default"))) {
        fix_default(self, finder, error, request);
    }
}

static void report_missing(LodeChecker *self, const LodeLinkError *error)
{
    const LodeRequest *request = request_of(self, error->module, error->request);
    bool is_circular = error->answer.status == LODE_LINK_CIRCULAR;
    bool is_default = lode_str_equal(error->asked, LODE_STR("default"));
    LodeFinder finder;
    bool is_told;
    if (is_circular) {
        is_told = lode__finding_begin(self, &finder, error->module, error->span,
                                      "re-exports of '%.*s' lead in a circle, and no module declares it",
                                      LODE_STR_ARG(error->asked));
    } else if (is_default) {
        is_told = lode__finding_begin(self, &finder, error->module, error->span, "'%.*s' has no default export",
                                      LODE_STR_ARG(request->specifier));
    } else {
        is_told = lode__finding_begin(self, &finder, error->module, error->span, "'%.*s' does not export '%.*s'%s",
                                      LODE_STR_ARG(request->specifier), LODE_STR_ARG(error->asked),
                                      is_commonjs(self, error->target) ? " in a way that Node sees" : "");
    }
    if (!is_told) {
        return;
    }
    lode__finding_subject(&finder, "%.*s from %.*s", LODE_STR_ARG(error->asked), LODE_STR_ARG(request->specifier));
    finder.finding.node =
        lode__node_link_error(self, error->module, error->request, error->asked, error->answer.status, error->span);
    if (!is_circular) {
        add_missing_details(self, &finder, error);
    } else {
        lode__finding_related(&finder, error->target, LODE_SPAN_FILE, "it is asked for the name here");
    }
    if (!self->graph->modules[error->module].is_entry) {
        lode__finding_chain_to(&finder, error->module);
    }
    lode__finding_end(&finder);
}

/* ------------------------------------------------------------------ members of namespaces */

/* Names that code asks any namespace for. */
static bool is_asked_of_all(LodeStr member)
{
    return lode_str_equal(member, LODE_STR("__esModule")) || lode_str_equal(member, LODE_STR("then"));
}

static void report_member(LodeChecker *self, LodeModuleIndex module, LodeModuleIndex target, const LodeRecord *record,
                          uint32_t index)
{
    const LodeBindingUse *use = &record->uses[index];
    const LodeRequest *request = &record->requests[use->request];
    LodeStr local = request->names[use->name].local;
    bool is_called = use->flags & LODE_USE_CALLED;
    bool is_constructed = use->flags & LODE_USE_CONSTRUCTED;
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, module, use->span,
                             "'%.*s.%.*s' reads undefined: '%.*s' does not export '%.*s'%s", LODE_STR_ARG(local),
                             LODE_STR_ARG(use->member), LODE_STR_ARG(request->specifier), LODE_STR_ARG(use->member),
                             is_commonjs(self, target) ? " in a way that Node sees" : "")) {
        return;
    }
    /* Nothing is refused, and code may know what it does: less than an error unless it throws. */
    if (!is_called && !is_constructed && !use->second.size) {
        finder.finding.severity = LODE_SEVERITY_WARNING;
    }
    lode__finding_subject(&finder, "%.*s of %.*s", LODE_STR_ARG(use->member), LODE_STR_ARG(request->specifier));
    if (use->second.size) {
        lode__finding_node(&finder, "TypeError: Cannot read properties of undefined (reading '%.*s')",
                           LODE_STR_ARG(use->second));
    } else if (is_called || is_constructed) {
        lode__finding_node(&finder, "TypeError: %.*s.%.*s is not a %s", LODE_STR_ARG(local), LODE_STR_ARG(use->member),
                           is_called ? "function" : "constructor");
    }
    LodeStr similar = lode__similar_export(self, target, use->member);
    LodeStr names = lode__list_exports(self, target);
    lode__finding_related(&finder, target, LODE_SPAN_FILE, "it exports %.*s", LODE_STR_ARG(names));
    if (!lode_str_is_none(similar)) {
        lode__finding_fix(&finder, "write '%.*s.%.*s'", LODE_STR_ARG(local), LODE_STR_ARG(similar));
    } else if (is_commonjs(self, target)) {
        lode__finding_fix(&finder, "import %.*s from '%.*s';", LODE_STR_ARG(local), LODE_STR_ARG(request->specifier));
        lode__finding_note(&finder, "esbuild, webpack, Babel and TypeScript look the name up on module.exports");
    }
    lode__finding_other_uses(&finder, module, record, index);
    if (!self->graph->modules[module].is_entry) {
        lode__finding_chain_to(&finder, module);
    }
    lode__finding_end(&finder);
}

/* The module whose namespace a name of an import is, if all its names are known; LODE_MODULE_NONE otherwise. */
static LodeModuleIndex known_namespace(LodeChecker *self, LodeModuleIndex module, uint32_t index,
                                       const LodeImportedName *name)
{
    LodeModuleIndex target = lode_link_target(self->link, module, index);
    if (target == LODE_MODULE_NONE || !lode_str_equal(name->imported, LODE_STR("*")) ||
        lode__namespace_of(self, target)->is_open) {
        return LODE_MODULE_NONE;
    }
    return target;
}

/* Only a module that may misuse some namespace is read again. */
static bool may_misuse_namespace(LodeChecker *self, LodeModuleIndex module)
{
    const LodeRecord *record = self->graph->modules[module].record;
    for (uint32_t i = 0; i < record->request_count; i++) {
        for (uint32_t k = 0; record->requests[i].kind == LODE_REQUEST_IMPORT && k < record->requests[i].name_count;
             k++) {
            const LodeImportedName *name = &record->requests[i].names[k];
            LodeModuleIndex target = known_namespace(self, module, i, name);
            if (target != LODE_MODULE_NONE && lode__may_misuse(self, module, name, target)) {
                return true;
            }
        }
    }
    return false;
}

static void check_members(LodeChecker *self, LodeModuleIndex module)
{
    const LodeRecord *record = lode__deep_record(self->deep, module);
    /* A file that changed since has other requests; one with a syntax error never runs. */
    if (!record || record->diagnostic_count ||
        record->request_count != self->graph->modules[module].record->request_count) {
        return;
    }
    for (uint32_t i = 0; i < record->use_count; i++) {
        const LodeBindingUse *use = &record->uses[i];
        const LodeRequest *request = &record->requests[use->request];
        if (request->kind != LODE_REQUEST_IMPORT || use->flags & (LODE_USE_GUARDED | LODE_USE_WRITTEN) ||
            lode_str_is_none(use->member) || is_asked_of_all(use->member)) {
            continue;
        }
        LodeModuleIndex target = known_namespace(self, module, use->request, &request->names[use->name]);
        if (target != LODE_MODULE_NONE && !lode__namespace_has(lode__namespace_of(self, target), use->member) &&
            lode__use_is_first(record, i)) {
            report_member(self, module, target, record, i);
        }
    }
}

/* ------------------------------------------------------------------ the rules */

void lode__rule_missing_export(LodeChecker *self)
{
    size_t count;
    const LodeLinkError *errors = lode__link_errors(self, &count);
    for (size_t i = 0; i < count; i++) {
        if (errors[i].answer.status != LODE_LINK_AMBIGUOUS &&
            !lode__is_typescript(&self->graph->modules[errors[i].module])) {
            report_missing(self, &errors[i]);
        }
    }
    for (LodeModuleIndex i = 0; i < self->graph->module_count; i++) {
        if (lode_link_is_module(self->link, i) && !lode__is_typescript(&self->graph->modules[i]) &&
            may_misuse_namespace(self, i)) {
            check_members(self, i);
        }
    }
}

static void report_ambiguous(LodeChecker *self, const LodeLinkError *error)
{
    const LodeRequest *request = request_of(self, error->module, error->request);
    const LodeModule *first = &self->graph->modules[error->answer.found.module];
    const LodeModule *second = &self->graph->modules[error->answer.other.module];
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, error->module, error->span,
                             "'%.*s' gets '%.*s' from two modules: %.*s and %.*s", LODE_STR_ARG(request->specifier),
                             LODE_STR_ARG(error->asked), LODE_STR_ARG(first->id), LODE_STR_ARG(second->id))) {
        return;
    }
    lode__finding_subject(&finder, "%.*s from %.*s", LODE_STR_ARG(error->asked), LODE_STR_ARG(request->specifier));
    finder.finding.node =
        lode__node_link_error(self, error->module, error->request, error->asked, error->answer.status, error->span);
    const LodeBindingPlace *bindings[] = {&error->answer.found, &error->answer.other};
    for (size_t i = 0; i < 2; i++) {
        LodePlace place = lode__place_of_binding(self, bindings[i], error->asked);
        place.text = LODE_STR("exported here");
        lode__finding_related_at(&finder, place);
    }
    LodeModuleIndex where;
    const LodeRequest *star;
    LodeStr name;
    if (lode__find_conflict(self, error->module, error->request, error->asked, &where, &star, &name)) {
        /* An explicit export hides what stars bring. */
        lode__finding_fix(&finder, "in %.*s: export {%.*s} from '%.*s';", LODE_STR_ARG(self->graph->modules[where].id),
                          LODE_STR_ARG(name), LODE_STR_ARG(star->specifier));
        lode__finding_note(&finder,
                           "the line says which of the two is meant; an explicit export hides what stars bring");
    }
    if (!self->graph->modules[error->module].is_entry) {
        lode__finding_chain_to(&finder, error->module);
    }
    lode__finding_end(&finder);
}

void lode__rule_ambiguous_export(LodeChecker *self)
{
    size_t count;
    const LodeLinkError *errors = lode__link_errors(self, &count);
    for (size_t i = 0; i < count; i++) {
        if (errors[i].answer.status == LODE_LINK_AMBIGUOUS &&
            !lode__is_typescript(&self->graph->modules[errors[i].module])) {
            report_ambiguous(self, &errors[i]);
        }
    }
}

/*
 * interop-default: what `default` of a CommonJS module is not.
 *
 * Only what is certain is reported: a call of what is no function, a property of undefined. What
 * CommonJS exports is computed, so the text of the module is looked at for signs of more than the
 * lexer sees, and where there is one, nothing is said.
 *
 * Reading order: signs in a text, what a module is known to export, the cases, the rule.
 */
#include "graph/check/checker.h"
#include "syntax/cjs_names.h"

/* ------------------------------------------------------------------ signs in a text */

/* The next `word` at or after `from` that is a word of its own, or LODE_NOT_FOUND. */
static size_t find_word(LodeStr text, LodeStr word, size_t from)
{
    while (from < text.size) {
        size_t at = lode_str_search(lode_str_slice(text, from, text.size), word);
        if (at == LODE_NOT_FOUND) {
            return LODE_NOT_FOUND;
        }
        at += from;
        bool starts = at == 0 || !lode__is_name_byte(text.data[at - 1]);
        bool ends = at + word.size == text.size || !lode__is_name_byte(text.data[at + word.size]);
        if (starts && ends) {
            return at;
        }
        from = at + 1;
    }
    return LODE_NOT_FOUND;
}

static bool has_text(LodeStr text, LodeStr part)
{
    return lode_str_search(text, part) != LODE_NOT_FOUND;
}

/* Whether `exports` stays the object that Node made. esbuild's `module.exports = __toCommonJS(…)` is as good. */
static bool keeps_exports(LodeStr text)
{
    LodeStr word = LODE_STR("module");
    for (size_t at = 0; (at = find_word(text, word, at)) != LODE_NOT_FOUND; at += word.size) {
        LodeStr rest = lode_str_slice(text, lode__skip_space(text, at + word.size), text.size);
        bool is_annotation = lode_str_starts_with(rest, LODE_STR(".exports = __toCommonJS(")) ||
                             lode_str_starts_with(rest, LODE_STR(".exports = {\n  ")) ||
                             lode_str_starts_with(rest, LODE_STR("',")); /* typeof module !== 'undefined' */
        bool is_value =
            rest.size && (rest.data[0] == '.' || rest.data[0] == '[' || rest.data[0] == ',' || rest.data[0] == ')');
        if (is_value && !is_annotation) {
            return false;
        }
    }
    return true;
}

/* Whether a property called default may be set anywhere in the text. */
static bool mentions_default(LodeStr text)
{
    LodeStr word = LODE_STR("default");
    for (size_t at = 0; (at = find_word(text, word, at)) != LODE_NOT_FOUND; at += word.size) {
        size_t after = lode__skip_space(text, at + word.size);
        char before = at ? text.data[at - 1] : ' ';
        /* `default:` in a switch looks like a key of an object: better too many than too few. */
        if (before == '.' || before == '\'' || before == '"' || before == '`' ||
            (after < text.size && (text.data[after] == ':' || text.data[after] == '('))) {
            return true;
        }
    }
    return has_text(text, LODE_STR("Object.assign")) || has_text(text, LODE_STR("defineProperties")) ||
           has_text(text, LODE_STR("__esModule")) || has_text(text, LODE_STR("new Proxy"));
}

/* Whether the text itself makes what it gives to module.exports: a function, a class or an object of its own. */
static bool makes_its_exports(LodeStr text)
{
    static const char *const starts[] = {"function", "class", "async function", "{"};
    size_t at = lode_str_search(text, LODE_STR("module.exports"));
    if (at == LODE_NOT_FOUND || find_word(text, LODE_STR("module"), at + 1) != LODE_NOT_FOUND) {
        return false;
    }
    at = lode__skip_space(text, at + sizeof "module.exports" - 1);
    if (at >= text.size || text.data[at] != '=') {
        return false;
    }
    LodeStr value = lode_str_slice(text, lode__skip_space(text, at + 1), text.size);
    size_t end = 0;
    while (end < value.size && lode__is_name_byte(value.data[end])) {
        end++;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (lode_str_starts_with(value, lode_str(starts[i]))) {
            return !has_text(lode_str_slice(value, 0, value.size), LODE_STR("..."));
        }
    }
    /* module.exports = name; with function name( or class name in the same text */
    LodeStr name = lode_str_slice(value, 0, end);
    for (size_t from = 0; name.size && (from = find_word(text, name, from)) != LODE_NOT_FOUND; from += name.size) {
        LodeStr before = lode_str_slice(text, 0, from);
        if (lode_str_ends_with(before, LODE_STR("function ")) || lode_str_ends_with(before, LODE_STR("class "))) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ what a module is known to export */

typedef struct Target {
    LodeModuleIndex module;
    bool is_transpiled;  /* __esModule is set, `exports` stays what it was: default is one name among others */
    bool has_default;    /* beside that: and there is one */
    bool has_no_default; /* module.exports is made in the text, and nothing in it sets a default */
} Target;

static Target look_at(LodeChecker *self, LodeModuleIndex module)
{
    Target target = {.module = module};
    const LodeCjsExports *exports = lode_link_cjs(self->link, module);
    if (!exports || exports->error.size || self->graph->modules[module].diagnostic_count) {
        return target;
    }
    const LodeCjsExport *marker = lode_cjs_exports_find(exports, LODE_STR("__esModule"));
    LodeStr own = self->graph->modules[module].path;
    const LodeLines *lines = lode__deep_lines_of(self->deep, own);
    if (!lines) {
        return target;
    }
    LodeCjsNames names;
    LodeArenaMark mark = lode_arena_mark(&self->scratch);
    lode_cjs_names_read(lines->source, self->resolver->node_version, &self->scratch, &names);
    if (marker && marker->file && lode_str_equal(lode_path_text(marker->file), own)) {
        target.is_transpiled = keeps_exports(lines->source);
        for (uint32_t i = 0; i < names.export_count; i++) {
            target.has_default |= lode_str_equal(names.exports[i].text, LODE_STR("default"));
        }
        target.has_default &= target.is_transpiled;
    } else if (!exports->has_es_module && names.reexport_count == 0) {
        target.has_no_default = makes_its_exports(lines->source) && !mentions_default(lines->source);
    }
    lode_arena_rewind(&self->scratch, mark);
    return target;
}

/* What every object has. */
static bool is_of_all_objects(LodeStr name)
{
    static const char *const names[] = {"constructor", "hasOwnProperty", "isPrototypeOf", "toLocaleString",
                                        "toString",    "valueOf",        "__proto__",     "propertyIsEnumerable"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lode_str_equal(name, lode_str(names[i]))) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ the cases */

/* One use of an imported binding, and what is known of where it comes from. */
typedef struct Case {
    LodeModuleIndex module;
    const LodeRecord *record;
    const LodeBindingUse *use;
    uint32_t index; /* of the use */
    Target target;
} Case;

static LodeStr local_of(const Case *at)
{
    return at->record->requests[at->use->request].names[at->use->name].local;
}

static LodeStr specifier_of(const Case *at)
{
    return at->record->requests[at->use->request].specifier;
}

/* What stands in the source: "x", "x.a", "x.a.b". */
static LodeStr use_text(LodeChecker *self, const Case *at)
{
    LodeStr pieces[] = {local_of(at), LODE_STR("."), at->use->member, LODE_STR("."), at->use->second};
    size_t count = lode_str_is_none(at->use->member) ? 1 : lode_str_is_none(at->use->second) ? 3 : 5;
    return lode_arena_join(&self->scratch, pieces, count);
}

static bool is_called(const LodeBindingUse *use)
{
    return use->flags & (LODE_USE_CALLED | LODE_USE_CONSTRUCTED);
}

static void finish(LodeChecker *self, LodeFinder *finder, const Case *at)
{
    lode__finding_subject(finder, "%.*s of %.*s", LODE_STR_ARG(use_text(self, at)), LODE_STR_ARG(specifier_of(at)));
    lode__finding_other_uses(finder, at->module, at->record, at->index);
    if (!self->graph->modules[at->module].is_entry) {
        lode__finding_chain_to(finder, at->module);
    }
    lode__finding_end(finder);
}

static void add_not_callable(LodeChecker *self, LodeFinder *finder, const Case *at)
{
    lode__finding_node(finder, "TypeError: %.*s is not a %s", LODE_STR_ARG(use_text(self, at)),
                       at->use->flags & LODE_USE_CALLED ? "function" : "constructor");
}

/* `import x from` a transpiled module, and x is taken for its default. */
static void report_transpiled(LodeChecker *self, const Case *at)
{
    LodeStr local = local_of(at);
    LodeFinder finder;
    if (!lode__finding_begin(
            self, &finder, at->module, at->use->span, "'%.*s' is no %s: '%.*s' is the whole exports object of '%.*s'%s",
            LODE_STR_ARG(use_text(self, at)), at->use->flags & LODE_USE_CALLED ? "function" : "constructor",
            LODE_STR_ARG(local), LODE_STR_ARG(specifier_of(at)),
            at->target.has_default ? ", and its default is a property of that" : "")) {
        return;
    }
    add_not_callable(self, &finder, at);
    const LodeCjsExports *exports = lode_link_cjs(self->link, at->target.module);
    const LodeCjsExport *marker = lode_cjs_exports_find(exports, LODE_STR("__esModule"));
    LodePlace place = lode__place_in(self, lode_path_text(marker->file), marker->span);
    place.text = LODE_STR("marked as an ES module that a compiler turned into CommonJS");
    lode__finding_related_at(&finder, place);
    if (at->target.has_default) {
        lode__finding_fix(&finder, "import pkg from '%.*s';\nconst %.*s = pkg.default;", LODE_STR_ARG(specifier_of(at)),
                          LODE_STR_ARG(local));
    }
    lode__finding_note(&finder, "Node: '%.*s' is module.exports", LODE_STR_ARG(local));
    lode__finding_note(&finder,
                       "esbuild and webpack: the same in .mjs files and below \"type\": \"module\"; in other files "
                       "'%.*s' is exports.default",
                       LODE_STR_ARG(local));
    lode__finding_note(&finder, "Babel and TypeScript, compiling to CommonJS: '%.*s' is exports.default",
                       LODE_STR_ARG(local));
    finish(self, &finder, at);
}

/* `x.default` of a module that has none. */
static void report_no_default(LodeChecker *self, const Case *at, bool is_namespace)
{
    LodeStr local = local_of(at);
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, at->module, at->use->span,
                             "'%.*s%s' is undefined: '%.*s%s' is already module.exports of '%.*s'", LODE_STR_ARG(local),
                             is_namespace ? ".default.default" : ".default", LODE_STR_ARG(local),
                             is_namespace ? ".default" : "", LODE_STR_ARG(specifier_of(at)))) {
        return;
    }
    if (!is_namespace && at->use->second.size) {
        lode__finding_node(&finder, "TypeError: Cannot read properties of undefined (reading '%.*s')",
                           LODE_STR_ARG(at->use->second));
    } else if (!is_namespace) {
        add_not_callable(self, &finder, at);
    }
    lode__finding_fix(&finder, "write '%.*s%s%s%.*s'", LODE_STR_ARG(local), is_namespace ? ".default" : "",
                      !is_namespace && at->use->second.size ? "." : "",
                      LODE_STR_ARG(is_namespace ? LODE_STR("") : at->use->second));
    lode__finding_note(&finder, "Node, esbuild, webpack, Babel and TypeScript with esModuleInterop agree on this one");
    finish(self, &finder, at);
}

/* A namespace is called. */
static void report_namespace_call(LodeChecker *self, const Case *at)
{
    LodeStr local = local_of(at);
    bool is_commonjs = lode_link_cjs(self->link, at->target.module) != NULL;
    LodeFinder finder;
    if (!lode__finding_begin(self, &finder, at->module, at->use->span,
                             "'%.*s' is a namespace object, which cannot be %s", LODE_STR_ARG(local),
                             at->use->flags & LODE_USE_CALLED ? "called" : "constructed")) {
        return;
    }
    add_not_callable(self, &finder, at);
    if (is_commonjs || lode__namespace_has(lode__namespace_of(self, at->target.module), LODE_STR("default"))) {
        lode__finding_fix(&finder, "import %.*s from '%.*s';", LODE_STR_ARG(local), LODE_STR_ARG(specifier_of(at)));
    }
    lode__finding_note(&finder, "Node, esbuild, Babel and TypeScript with esModuleInterop: a TypeError");
    if (is_commonjs) {
        lode__finding_note(&finder, "webpack, outside .mjs files and \"type\": \"module\", and TypeScript without "
                                    "esModuleInterop: module.exports is called");
    }
    finish(self, &finder, at);
}

/* Whether the module asks this binding for its default anywhere: then it knows what it is doing. */
static bool is_default_asked(const Case *at)
{
    for (uint32_t i = 0; i < at->record->use_count; i++) {
        const LodeBindingUse *use = &at->record->uses[i];
        if (use != at->use && use->request == at->use->request && use->name == at->use->name &&
            lode_str_equal(use->member, LODE_STR("default"))) {
            return true;
        }
    }
    return false;
}

static void check_default(LodeChecker *self, const Case *at)
{
    const LodeBindingUse *use = at->use;
    if (lode_str_equal(use->member, LODE_STR("default"))) {
        if (at->target.has_no_default && (is_called(use) || use->second.size)) {
            report_no_default(self, at, false);
        }
        return;
    }
    if (!at->target.is_transpiled || !is_called(use) || is_default_asked(at)) {
        return;
    }
    bool is_member = !lode_str_is_none(use->member);
    /* x.f() is a mistake only where f is not among the names, and the default may well have it. */
    if (is_member && (!at->target.has_default || use->second.size || is_of_all_objects(use->member) ||
                      lode_cjs_exports_find(lode_link_cjs(self->link, at->target.module), use->member))) {
        return;
    }
    report_transpiled(self, at);
}

static void check_namespace(LodeChecker *self, const Case *at)
{
    const LodeBindingUse *use = at->use;
    if (lode_str_is_none(use->member) && is_called(use)) {
        report_namespace_call(self, at);
    } else if (lode_str_equal(use->member, LODE_STR("default")) && lode_str_equal(use->second, LODE_STR("default")) &&
               at->target.has_no_default) {
        report_no_default(self, at, true);
    }
}

/* ------------------------------------------------------------------ the rule */

static bool is_default_or_namespace(const LodeImportedName *name)
{
    return lode_str_equal(name->imported, LODE_STR("default")) || lode_str_equal(name->imported, LODE_STR("*"));
}

/* What an import of CommonJS (or, for namespaces, of anything) leads to; LODE_MODULE_NONE where nothing is to be said. */
static LodeModuleIndex target_of(LodeChecker *self, LodeModuleIndex module, uint32_t request,
                                 const LodeImportedName *name)
{
    LodeModuleIndex target = lode_link_target(self->link, module, request);
    if (target == LODE_MODULE_NONE || !is_default_or_namespace(name)) {
        return LODE_MODULE_NONE;
    }
    bool is_namespace = lode_str_equal(name->imported, LODE_STR("*"));
    return is_namespace || self->graph->modules[target].format == LODE_FORMAT_COMMONJS ? target : LODE_MODULE_NONE;
}

/* Whether the module is worth reading whole: it may misuse a namespace of anything, or the default of CommonJS. */
static bool is_wanted(LodeChecker *self, LodeModuleIndex module)
{
    const LodeRecord *record = self->graph->modules[module].record;
    for (uint32_t i = 0; i < record->request_count; i++) {
        const LodeRequest *request = &record->requests[i];
        for (uint32_t k = 0; request->kind == LODE_REQUEST_IMPORT && k < request->name_count; k++) {
            LodeModuleIndex target = target_of(self, module, i, &request->names[k]);
            if (target != LODE_MODULE_NONE && lode__may_misuse(self, module, &request->names[k], target)) {
                return true;
            }
        }
    }
    return false;
}

static void check_module(LodeChecker *self, LodeModuleIndex module)
{
    const LodeRecord *record = lode__deep_record(self->deep, module);
    if (!record || record->diagnostic_count ||
        record->request_count != self->graph->modules[module].record->request_count) {
        return;
    }
    Target known = {.module = LODE_MODULE_NONE};
    for (uint32_t i = 0; i < record->use_count; i++) {
        const LodeBindingUse *use = &record->uses[i];
        const LodeRequest *request = &record->requests[use->request];
        if (request->kind != LODE_REQUEST_IMPORT || use->flags & (LODE_USE_GUARDED | LODE_USE_WRITTEN) ||
            (lode_str_is_none(use->member) && !is_called(use)) || !lode__use_is_first(record, i)) {
            continue;
        }
        const LodeImportedName *name = &request->names[use->name];
        LodeModuleIndex target = target_of(self, module, use->request, name);
        if (target == LODE_MODULE_NONE) {
            continue;
        }
        if (known.module != target) { /* uses of one binding often follow each other */
            known = look_at(self, target);
        }
        Case at = {module, record, use, i, known};
        if (lode_str_equal(name->imported, LODE_STR("*"))) {
            check_namespace(self, &at);
        } else {
            check_default(self, &at);
        }
    }
}

void lode__rule_interop_default(LodeChecker *self)
{
    for (LodeModuleIndex i = 0; i < self->graph->module_count; i++) {
        if (lode_link_is_module(self->link, i) && !lode__is_typescript(&self->graph->modules[i]) &&
            is_wanted(self, i)) {
            check_module(self, i);
        }
    }
}

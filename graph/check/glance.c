/*
 * A glance at a text, to spare a parse: how an imported name is used tells nearly always that no rule has
 * anything to say, and bytes are enough to see it.
 *
 * The answer "no" is certain: every use that a rule reports is a member that is not known, a `default`, a call, a
 * construction or a destructuring, and each of these shows in the bytes around the name. The answer "yes" is not;
 * comments, strings and other bindings of the same name give it too, and then the file is read whole.
 *
 * Reading order: bytes, what stands around one mention, the text.
 */
#include "graph/check/checker.h"

/* Past blanks and comments. */
static size_t after_space(LodeStr text, size_t at)
{
    for (;;) {
        at = lode__skip_space(text, at);
        LodeStr rest = lode_str_slice(text, at, text.size);
        bool is_block = lode_str_starts_with(rest, LODE_STR("/*"));
        if (!is_block && !lode_str_starts_with(rest, LODE_STR("//"))) {
            return at;
        }
        size_t end = is_block ? lode_str_search(rest, LODE_STR("*/")) : lode_str_find(rest, '\n');
        at = end == LODE_NOT_FOUND ? text.size : at + end + (is_block ? 2 : 1);
    }
}

/*
 * Whether the line of a mention reads ` * @…`: no code begins like that, so it is of a comment, or of a template's text
 * as long as there is no substitution.
 */
static bool is_in_documentation(LodeStr text, size_t at)
{
    size_t start = at;
    while (start > 0 && text.data[start - 1] != '\n') {
        start--;
    }
    LodeStr line = lode_str_slice(text, start, at);
    line = lode_str_slice(line, lode__skip_space(line, 0), line.size);
    return lode_str_starts_with(line, LODE_STR("* @")) && lode_str_find(line, '$') == LODE_NOT_FOUND;
}

static size_t word_end(LodeStr text, size_t at)
{
    while (at < text.size && lode__is_name_byte(text.data[at])) {
        at++;
    }
    return at;
}

/* How one imported name may be used without a word from any rule. */
typedef struct Harmless {
    const LodeNamespace *space; /* of a namespace whose names are all known: these members; NULL: any */
    bool is_namespace;
    bool is_transpiled; /* the default of such a module: no use is harmless */
} Harmless;

/* Behind a name and a point: a member. */
static bool is_harmless_member(LodeStr text, size_t at, const Harmless *harmless)
{
    size_t end = word_end(text, at);
    LodeStr member = lode_str_slice(text, at, end);
    if (end < text.size && (text.data[end] == '"' || text.data[end] == '\'')) {
        return true; /* the end of a file's name: no member stands before a quote */
    }
    if (end == at || lode_str_equal(member, LODE_STR("default"))) {
        return false;
    }
    return !harmless->space || lode__namespace_has(harmless->space, member);
}

/* Whether what stands before a mention may take it apart, `{a} = x` also in parentheses, or constructs it. */
static bool is_taken_apart(LodeStr text, size_t at)
{
    while (at > 0 && (lode__is_space(text.data[at - 1]) || text.data[at - 1] == '(')) {
        at--;
    }
    if (at == 0) {
        return false;
    }
    static const LodeStr construct = LODE_STR_INIT("new");
    return text.data[at - 1] == '=' || text.data[at - 1] == '/' ||
           lode_str_ends_with(lode_str_slice(text, 0, at), construct);
}

static bool is_harmless(LodeStr text, size_t start, size_t end, const Harmless *harmless)
{
    size_t next = after_space(text, end);
    char byte = next < text.size ? text.data[next] : ';';
    if (harmless->is_transpiled || byte == '[' || (unsigned char)byte >= 0x80) {
        return false;
    }
    if (byte == '.') {
        return is_harmless_member(text, after_space(text, next + 1), harmless);
    }
    if (byte == '?') {
        return true; /* `x?.a` expects that there may be nothing */
    }
    return !(harmless->is_namespace && (byte == '(' || byte == '`')) && !is_taken_apart(text, start);
}

/* Whether the byte before makes the mention a member or the end of a longer word; `...x` is neither. */
static bool is_member_or_part(LodeStr text, size_t start)
{
    static const LodeStr spread = LODE_STR_INIT("...");
    LodeStr before = lode_str_slice(text, 0, start);
    return start > 0 && (lode__is_name_byte(text.data[start - 1]) ||
                         (text.data[start - 1] == '.' && !lode_str_ends_with(before, spread)));
}

bool lode__may_misuse(LodeChecker *self, LodeModuleIndex module, const LodeImportedName *name, LodeModuleIndex target)
{
    LodeStr text = lode__deep_text(self->deep, module);
    LodeStr local = name->local;
    Harmless harmless = {.is_namespace = lode_str_equal(name->imported, LODE_STR("*"))};
    const LodeCjsExports *cjs = lode_link_cjs(self->link, target);
    if (harmless.is_namespace && !lode__namespace_of(self, target)->is_open) {
        harmless.space = lode__namespace_of(self, target);
    }
    harmless.is_transpiled = !harmless.is_namespace && cjs && cjs->has_es_module;
    /* A name with an escape in it looks like another one. */
    if (lode_str_is_none(local) || lode_str_search(text, LODE_STR("\\u")) != LODE_NOT_FOUND) {
        return true;
    }
    for (size_t at = 0; at < text.size;) {
        size_t found = lode_str_search(lode_str_slice(text, at, text.size), local);
        if (found == LODE_NOT_FOUND) {
            return false;
        }
        size_t start = at + found;
        size_t end = start + local.size;
        at = end;
        bool is_alone = !is_member_or_part(text, start) && (end == text.size || !lode__is_name_byte(text.data[end]));
        bool is_import = start >= name->span.start && start < name->span.end;
        if (is_alone && !is_import && !is_harmless(text, start, end, &harmless) && !is_in_documentation(text, start)) {
            return true;
        }
    }
    return false;
}

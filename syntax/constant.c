/* Reading order: escapes, literals, the folder of the file, evaluation. */
#include "syntax/constant.h"

#include "syntax/unicode.h"

static int hex_digit(char byte)
{
    return byte >= '0' && byte <= '9'   ? byte - '0'
           : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
           : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                        : -1;
}

/* Reads exactly `digits` hexadecimal digits at `at`, or up to '}' with 0. False if they are not there. */
static bool read_hex(LodeStr raw, size_t *at, int digits, uint32_t *value)
{
    *value = 0;
    int count = 0;
    for (; *at < raw.size && hex_digit(raw.data[*at]) >= 0 && (!digits || count < digits); count++, (*at)++) {
        if (*value <= 0x10FFFF) {
            *value = *value * 16 + (uint32_t)hex_digit(raw.data[*at]);
        }
    }
    if (digits) {
        return count == digits;
    }
    if (!count || *at >= raw.size || raw.data[*at] != '}') {
        return false;
    }
    (*at)++;
    return true;
}

/* \uXXXX or \u{X…} with `at` after the 'u'. */
static bool read_unicode(LodeStr raw, size_t *at, uint32_t *value)
{
    if (*at < raw.size && raw.data[*at] == '{') {
        (*at)++;
        return read_hex(raw, at, 0, value);
    }
    return read_hex(raw, at, 4, value);
}

/* A code unit that \u gave; a high surrogate takes the low one that follows it. */
static void append_unit(LodeBuf *out, LodeStr raw, size_t *at, uint32_t value)
{
    if (value >= 0xD800 && value <= 0xDBFF && *at + 1 < raw.size && raw.data[*at] == '\\' && raw.data[*at + 1] == 'u') {
        size_t after = *at + 2;
        uint32_t low;
        if (read_unicode(raw, &after, &low) && low >= 0xDC00 && low <= 0xDFFF) {
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
            *at = after;
        }
    }
    lode_buf_append_code_point(out, value);
}

/* The escape whose backslash was before `at` (ECMAScript 12.9.4, with the octal ones of annex B). */
static void append_escape(LodeBuf *out, LodeStr raw, size_t *at)
{
    static const char simple[] = "n\nt\tb\bv\vf\fr\r";
    char byte = raw.data[(*at)++];
    uint32_t value = 0;
    size_t start = *at;
    switch (byte) {
    case 'x':
        if (read_hex(raw, at, 2, &value)) {
            lode_buf_append_code_point(out, value);
        } else {
            *at = start;
        }
        return;
    case 'u':
        if (read_unicode(raw, at, &value)) {
            append_unit(out, raw, at, value);
        } else {
            *at = start;
        }
        return;
    case '\r':
        *at += *at < raw.size && raw.data[*at] == '\n';
        return;
    case '\n':
        return;
    default:
        break;
    }
    for (const char *pair = simple; *pair; pair += 2) {
        if (*pair == byte) {
            lode_buf_append_byte(out, pair[1]);
            return;
        }
    }
    if (byte >= '0' && byte <= '7') {
        value = (uint32_t)(byte - '0');
        for (int more = byte <= '3' ? 2 : 1; more && *at < raw.size && raw.data[*at] >= '0' && raw.data[*at] <= '7';
             more--) {
            value = value * 8 + (uint32_t)(raw.data[(*at)++] - '0');
        }
        lode_buf_append_code_point(out, value);
        return;
    }
    LodeStr rest = lode_str_slice(raw, *at - 1, raw.size);
    if (rest.size >= 3 && (memcmp(rest.data, "\xE2\x80\xA8", 3) == 0 || memcmp(rest.data, "\xE2\x80\xA9", 3) == 0)) {
        *at += 2; /* a line continuation */
        return;
    }
    size_t length = lode_utf8_sequence(rest, 0);
    lode_utf8_append_lossy(out, lode_str_slice(rest, 0, length ? length : 1));
    *at += length ? length - 1 : 0;
}

void lode_constant_decode(LodeBuf *out, LodeStr raw, bool is_template)
{
    size_t copied = 0;
    for (size_t at = 0; at < raw.size;) {
        char byte = raw.data[at];
        bool carriage = is_template && byte == '\r';
        if (byte != '\\' && !carriage) {
            at++;
            continue;
        }
        lode_utf8_append_lossy(out, lode_str_slice(raw, copied, at));
        at++;
        if (carriage) { /* the value of a template knows only LF */
            lode_buf_append_byte(out, '\n');
            at += at < raw.size && raw.data[at] == '\n';
        } else if (at < raw.size) {
            append_escape(out, raw, &at);
        }
        copied = at;
    }
    lode_utf8_append_lossy(out, lode_str_slice(raw, copied, raw.size));
}

bool lode_constant_has_lone_surrogate(LodeStr literal)
{
    bool after_high = false; /* a high surrogate, still without its low one, is the last code unit */
    for (size_t at = 0; at < literal.size;) {
        uint32_t value = 0;
        if (literal.data[at] == '\\' && at + 1 < literal.size) {
            bool unicode = literal.data[at + 1] == 'u';
            at += 2;
            if (unicode && !read_unicode(literal, &at, &value)) {
                return after_high; /* no literal at all */
            }
        } else {
            at++;
        }
        bool low = value >= 0xDC00 && value <= 0xDFFF;
        if (low != after_high) {
            return true;
        }
        after_high = value >= 0xD800 && value <= 0xDBFF;
    }
    return after_high;
}

/* The inside of a string literal. An unterminated one (in broken code) has no closing quote. */
static LodeStr inside_quotes(LodeStr source)
{
    if (source.size >= 2 && source.data[source.size - 1] == source.data[0]) {
        return lode_str_slice(source, 1, source.size - 1);
    }
    return lode_str_slice(source, 1, source.size);
}

LodeStr lode_constant_literal(const LodeTree *tree, uint32_t node, LodeBuf *scratch, LodeArena *arena)
{
    LodeStr source = lode_tree_source(tree, node);
    lode_buf_clear(scratch);
    if (source.size && (source.data[0] == '"' || source.data[0] == '\'')) {
        source = inside_quotes(source);
    }
    lode_constant_decode(scratch, source, false);
    return lode_arena_copy(arena, lode_buf_str(scratch));
}

typedef struct Evaluation {
    const LodeTree *tree;
    const LodeScopes *scopes;
    LodeBuf *out;
    bool at_folder;  /* everything so far is the folder of the file */
    bool after_star; /* the last piece is unknown */
    bool dynamic;
} Evaluation;

static void append_unknown(Evaluation *self)
{
    if (!self->after_star) {
        lode_buf_append_byte(self->out, '*');
    }
    self->at_folder = false;
    self->after_star = true;
    self->dynamic = true;
}

static void append_known(Evaluation *self, LodeStr raw, bool is_template)
{
    size_t before = self->out->size;
    lode_constant_decode(self->out, raw, is_template);
    if (self->out->size == before) {
        return;
    }
    if (self->at_folder) {
        LodeBuf *out = self->out;
        bool below = out->data[before] == '/';
        /* Only a slash continues the folder; other text would change its own name. */
        lode_buf_append_byte(out, '.');
        memmove(out->data + before + 1, out->data + before, out->size - before - 1);
        out->data[before] = below ? '.' : '*';
        self->dynamic |= !below;
        self->at_folder = false;
    }
    self->after_star = false;
}

static bool is_folder(const Evaluation *self, uint32_t node)
{
    LodeNodeKind kind = lode_tree_kind(self->tree, node);
    if (kind == LODE_NODE_IDENTIFIER) {
        return lode_scopes_meaning(self->scopes, node) == LODE_MEANS_DIRNAME;
    }
    if (kind != LODE_NODE_MEMBER) {
        return false;
    }
    uint32_t object = lode_tree_child_in(self->tree, node, LODE_FIELD_OBJECT);
    uint32_t property = lode_tree_child_in(self->tree, node, LODE_FIELD_PROPERTY);
    return object && property && lode_tree_kind(self->tree, object) == LODE_NODE_META_PROPERTY &&
           lode_tree_text_is(self->tree, property, "dirname");
}

/* The arguments of path.join(__dirname, …) or path.resolve(__dirname, …), or LODE_NONE. */
static uint32_t joined_arguments(const Evaluation *self, uint32_t call)
{
    const LodeTree *tree = self->tree;
    uint32_t callee = lode_tree_child_in(tree, call, LODE_FIELD_FUNCTION);
    uint32_t arguments = lode_tree_child_in(tree, call, LODE_FIELD_ARGUMENTS);
    if (!callee || !arguments || lode_tree_kind(tree, arguments) != LODE_NODE_ARGUMENTS) {
        return LODE_NONE;
    }
    uint32_t name = callee;
    if (lode_tree_kind(tree, callee) == LODE_NODE_MEMBER) {
        uint32_t object = lode_tree_child_in(tree, callee, LODE_FIELD_OBJECT);
        name = lode_tree_child_in(tree, callee, LODE_FIELD_PROPERTY);
        LodeStr text = object ? lode_tree_text(tree, object) : LODE_STR("");
        if (!lode_str_equal(text, LODE_STR("path")) && !lode_str_starts_with(text, LODE_STR("require("))) {
            return LODE_NONE;
        }
    }
    uint32_t first = lode_tree_first(tree, arguments);
    bool joins = name && (lode_tree_text_is(tree, name, "join") || lode_tree_text_is(tree, name, "resolve"));
    return joins && first && is_folder(self, first) ? arguments : LODE_NONE;
}

/* The slash between two pieces of a joined path. */
static void append_separator(Evaluation *self)
{
    bool has = self->out->size && self->out->data[self->out->size - 1] == '/';
    if (!has) {
        append_known(self, LODE_STR("/"), false);
    }
}

static bool is_addition(const LodeTree *tree, uint32_t binary)
{
    return lode_tree_child_of(tree, binary, LODE_NODE_PLUS) != LODE_NONE;
}

/* The last node of the run of fragments and escapes that starts at `node`: a surrogate pair spans two. */
static uint32_t end_of_characters(const LodeTree *tree, uint32_t node)
{
    for (;;) {
        uint32_t next = lode_tree_next(tree, node);
        LodeNodeKind kind = next ? lode_tree_kind(tree, next) : LODE_NODE_OTHER;
        if (kind != LODE_NODE_STRING_FRAGMENT && kind != LODE_NODE_ESCAPE_SEQUENCE) {
            return node;
        }
        node = next;
    }
}

LodeConstant lode_constant_evaluate(const LodeTree *tree, const LodeScopes *scopes, uint32_t node, LodeBuf *scratch,
                                    LodeArena *arena)
{
    lode_buf_clear(scratch);
    Evaluation self = {.tree = tree, .scopes = scopes, .out = scratch};
    uint32_t joined = LODE_NONE; /* the arguments being joined */
    uint32_t last = lode_tree_node(tree, node)->last;
    bool begun = false;
    for (uint32_t at = node; at < last;) {
        uint32_t after = lode_tree_node(tree, at)->last;
        LodeNodeKind kind = lode_tree_kind(tree, at);
        if (joined && at >= lode_tree_node(tree, joined)->last) {
            joined = LODE_NONE;
        }
        if (joined && lode_tree_parent(tree, at) == joined && at != joined + 1) {
            append_separator(&self);
        }
        switch (kind) {
        case LODE_NODE_PARENTHESIZED:
        case LODE_NODE_TEMPLATE:
        case LODE_NODE_TEMPLATE_SUBSTITUTION:
        case LODE_NODE_PLUS:
            at++;
            continue;
        case LODE_NODE_BINARY:
            if (is_addition(tree, at)) {
                at++;
                continue;
            }
            append_unknown(&self);
            break;
        case LODE_NODE_STRING:
            append_known(&self, inside_quotes(lode_tree_source(tree, at)), false);
            break;
        case LODE_NODE_STRING_FRAGMENT:
        case LODE_NODE_ESCAPE_SEQUENCE: {
            uint32_t end = end_of_characters(tree, at);
            LodeSpan span = {lode_tree_span(tree, at).start, lode_tree_span(tree, end).end};
            append_known(&self, lode_str_slice(tree->text->source, span.start, span.end), true);
            after = end + 1;
            break;
        }
        case LODE_NODE_CALL: {
            uint32_t arguments = begun ? LODE_NONE : joined_arguments(&self, at);
            if (arguments) {
                joined = arguments;
                at = arguments + 1;
                continue;
            }
            append_unknown(&self);
            break;
        }
        default:
            if (!begun && is_folder(&self, at)) {
                self.at_folder = true;
            } else {
                append_unknown(&self);
            }
            break;
        }
        begun = true;
        at = after;
    }
    if (self.at_folder) {
        lode_buf_append_byte(scratch, '.');
    }
    return (LodeConstant){lode_arena_copy(arena, lode_buf_str(scratch)), self.dynamic};
}

/*
 * The text of package.json. Reading order: strings, the two maps, what the readers
 * share, values as Node 22 skims them, its fields, Node 20, which of the two.
 */
#include "resolver/package_text.h"

#include "base/utf.h"
#include "resolver/package_value.h"
#include "resolver/package_syntax.h"
#include "resolver/package_tokens.h"

/* The text of `exports` or `imports`, as it was found. */
typedef struct MapText {
    bool is_there;
    LodeStr value;  /* a string: what it means */
    LodeJson *json; /* what is plain is read at once */
    LodeSpan span;  /* of the string with its quotes, or of the text that is to be parsed */
} MapText;

typedef struct Reader {
    LodeArena *arena;
    LodeStr text;   /* without a byte order mark */
    uint32_t shift; /* size of that mark */
    int node_version;
    LodeTokens tokens;
    LodePackageText *out;
    MapText exports;
    MapText imports;
} Reader;

/* -1 where the four bytes at `at` are no hexadecimal digits. */
static int32_t four_digits(LodeStr text, size_t at)
{
    if (text.size < at + 4) {
        return -1;
    }
    int32_t value = 0;
    for (size_t i = at; i < at + 4; i++) {
        int c = (unsigned char)text.data[i];
        int lower = c | 0x20;
        if (c >= '0' && c <= '9') {
            value = value << 4 | (c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value << 4 | (lower - 'a' + 10);
        } else {
            return -1;
        }
    }
    return value;
}

/* Reads the escape at `at` (a backslash); its size, or 0 where it is invalid or half a surrogate pair. */
static size_t read_escape(LodeStr raw, size_t at, uint32_t *code_point)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    char name = at + 1 < raw.size ? raw.data[at + 1] : '\0';
    if (name != 'u') {
        const char *found = memchr(names, name, sizeof names - 1);
        *code_point = found ? (unsigned char)values[found - names] : 0;
        return found ? 2 : 0;
    }
    int32_t high = four_digits(raw, at + 2);
    if (high < 0 || (high >= 0xDC00 && high <= 0xDFFF)) {
        return 0;
    }
    *code_point = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF) {
        return 6;
    }
    if (raw.size - at < 12 || raw.data[at + 6] != '\\' || raw.data[at + 7] != 'u') {
        return 0;
    }
    int32_t low = four_digits(raw, at + 8);
    if (low < 0xDC00 || low > 0xDFFF) {
        return 0;
    }
    *code_point = 0x10000 + ((uint32_t)(high - 0xD800) << 10 | (uint32_t)(low - 0xDC00));
    return 12;
}

/* What a string means, in the arena; absent where an escape in it is invalid. */
static LodeStr unescape(LodeArena *arena, LodeStr raw)
{
    if (lode_str_find(raw, '\\') == LODE_NOT_FOUND) {
        return lode_arena_copy(arena, raw);
    }
    char *out = lode_arena_alloc(arena, raw.size + 1); /* an escape is never shorter than its meaning */
    size_t size = 0;
    for (size_t at = 0; at < raw.size;) {
        if (raw.data[at] != '\\') {
            out[size++] = raw.data[at++];
            continue;
        }
        uint32_t code_point;
        size_t step = read_escape(raw, at, &code_point);
        if (!step) {
            return LODE_STR_NONE;
        }
        at += step;
        size += lode_utf8_encode(code_point, out + size);
    }
    out[size] = '\0';
    return (LodeStr){out, size};
}

/* Parses a map as JSON.parse does: its document, or NULL and `*problem`. */
static const LodeJson *parse_map(Reader *self, const MapText *map, LodeStr *problem)
{
    if (!map->is_there || map->json) {
        return map->json;
    }
    bool is_string = !lode_str_is_none(map->value);
    LodeSpan span = {map->span.start + self->shift, map->span.end + self->shift};
    if (is_string && (map->value.size == 0 || (map->value.data[0] != '{' && map->value.data[0] != '['))) {
        LodeJson *value = LODE_ARENA_NEW(self->arena, LodeJson, 1);
        *value = (LodeJson){.type = LODE_JSON_STRING, .text = map->value, .span = span};
        return value;
    }
    LodeStr text = is_string ? map->value : lode_str_slice(self->text, map->span.start, map->span.end);
    LodeJson *root = lode__package_value_parse(self->arena, text, span.start);
    if (root) {
        if (is_string) {
            lode__package_value_cover(root, span);
        }
        return root;
    }
    uint32_t offset = 0;
    lode__syntax_check(self->arena, text, self->node_version, NULL, NULL, problem, &offset);
    offset = is_string ? span.start : span.start + offset;
    LodePackageText *out = self->out;
    bool is_only_one = lode_str_is_none(out->exports_problem) || lode_str_is_none(out->imports_problem);
    if (is_only_one || offset < out->map_problem_offset) {
        out->map_problem_offset = offset;
    }
    return NULL;
}

/* False, with the problem at `at`. */
static bool fail_at(Reader *self, size_t at, const char *problem)
{
    self->out->problem = lode_str(problem);
    self->out->problem_offset = (uint32_t)at + self->shift;
    return false;
}

static bool fail(Reader *self, const char *problem)
{
    return fail_at(self, self->tokens.start, problem);
}

/*
 * Passes over the value that the cursor stands on: counts brackets of any kind and
 * looks at nothing else. What is no value is taken for one: a ',' or ':' for an opening
 * bracket, a key with its ':' for the start of an object.
 */
static bool skip_value(Reader *self)
{
    LodeTokens *tokens = &self->tokens;
    size_t start = tokens->start;
    int first = tokens->first;
    if (first == LODE_TOKEN_NONE) {
        return fail(self, "expected a value");
    }
    lode__tokens_next(tokens);
    bool is_open = first == '{' || first == '[' || first == ':' || first == ',';
    if (first == '"' && tokens->first == ':') {
        lode__tokens_next(tokens);
        is_open = true;
    }
    return !is_open || lode__tokens_skip(tokens, 1) || fail_at(self, start, "the value that starts here does not end");
}

/*
 * Passes over an object or array that is kept whole. Node starts to read it and then
 * changes its mind, so the first tokens count otherwise than in skip_value.
 */
static bool skip_map(Reader *self)
{
    LodeTokens *tokens = &self->tokens;
    size_t start = tokens->start;
    bool is_object = tokens->first == '{';
    lode__tokens_next(tokens);
    if (tokens->first == (is_object ? '}' : ']')) {
        lode__tokens_next(tokens);
        return true;
    }
    size_t depth = is_object ? 1 : 2;
    if (is_object && tokens->first == '"') {
        lode__tokens_next(tokens);
        if (tokens->first != ':') {
            return fail(self, "expected ':' after the key");
        }
        lode__tokens_next(tokens);
        depth = 2;
    }
    int first = tokens->first;
    if (first == LODE_TOKEN_NONE) {
        return fail_at(self, start, "the value that starts here does not end");
    }
    lode__tokens_next(tokens);
    bool is_open = first == '{' || first == '[' || first == ':' || first == ',';
    if (first == '"' && tokens->first == ':') {
        lode__tokens_next(tokens);
        is_open = true;
    }
    depth -= !is_open;
    return depth == 0 || lode__tokens_skip(tokens, depth) ||
           fail_at(self, start, "the value that starts here does not end");
}

/* A field that must be a string. Goes on past it. */
static bool read_required(Reader *self, LodeStr *out, const char *not_a_string, const char *bad_escape)
{
    if (self->tokens.first != '"') {
        return fail(self, not_a_string);
    }
    size_t start = self->tokens.start;
    *out = unescape(self->arena, lode__tokens_take_string(&self->tokens));
    return !lode_str_is_none(*out) || fail_at(self, start, bad_escape);
}

static bool read_type(Reader *self)
{
    LodeStr type;
    if (!read_required(self, &type, "\"type\" is not a string", "\"type\" holds an invalid escape")) {
        return false;
    }
    if (lode_str_equal(type, LODE_STR("module"))) {
        self->out->type = LODE_PACKAGE_TYPE_MODULE;
    } else if (lode_str_equal(type, LODE_STR("commonjs"))) {
        self->out->type = LODE_PACKAGE_TYPE_COMMONJS;
    }
    return true;
}

/* What is no string, or one with an invalid escape, is passed over, and what was there before stays. */
static bool read_main(Reader *self)
{
    if (self->tokens.first != '"') {
        return skip_value(self);
    }
    LodeStr value = unescape(self->arena, lode__tokens_take_string(&self->tokens));
    self->out->main = lode_str_is_none(value) ? self->out->main : value;
    return true;
}

/* Node does not know this field: it skips it. */
static bool read_version(Reader *self)
{
    if (self->tokens.first == '"') {
        LodeTokens there = self->tokens;
        LodeStr value = unescape(self->arena, lode__tokens_take_string(&there));
        self->out->version = lode_str_is_none(value) ? self->out->version : value;
    }
    return skip_value(self);
}

static bool read_map(Reader *self, MapText *out)
{
    LodeTokens *tokens = &self->tokens;
    LodeStr raw;
    MapText found = {.is_there = true, .span = {(uint32_t)tokens->start, 0}};
    switch (tokens->first) {
    case '{':
    case '[':
        found.json = lode__package_value_read(self->arena, tokens, self->shift);
        if (!found.json && !skip_map(self)) {
            return false;
        }
        found.span.end = (uint32_t)tokens->start; /* space after it is part of what V8 is given */
        break;
    case '"':
        raw = lode__tokens_take_string(tokens);
        found.span.end = found.span.start + (uint32_t)raw.size + 2;
        found.value = unescape(self->arena, raw);
        if (lode_str_is_none(found.value)) {
            return fail_at(self, found.span.start, "this string holds an invalid escape");
        }
        break;
    default:
        return skip_value(self);
    }
    *out = found;
    return true;
}

/* The value of a field; keys are compared as they are written. */
static bool read_field(Reader *self, LodeStr key)
{
    LodePackageText *out = self->out;
    switch (key.size) {
    case 4:
        if (lode_str_equal(key, LODE_STR("name"))) {
            return read_required(self, &out->name, "\"name\" is not a string", "\"name\" holds an invalid escape");
        }
        if (lode_str_equal(key, LODE_STR("main"))) {
            return read_main(self);
        }
        return lode_str_equal(key, LODE_STR("type")) ? read_type(self) : skip_value(self);
    case 7:
        if (lode_str_equal(key, LODE_STR("exports"))) {
            return read_map(self, &self->exports);
        }
        if (lode_str_equal(key, LODE_STR("imports"))) {
            return read_map(self, &self->imports);
        }
        if (lode_str_equal(key, LODE_STR("scripts")) && self->tokens.first == '{') {
            return skip_map(self);
        }
        return lode_str_equal(key, LODE_STR("version")) ? read_version(self) : skip_value(self);
    default:
        return skip_value(self);
    }
}

/* What follows the '}' that ends the object: only the last token of the file counts. */
static bool read_end(Reader *self)
{
    size_t start = self->tokens.start;
    return lode__tokens_finish(&self->tokens, '}') == '}' ||
           fail_at(self, start, "expected nothing after the last '}'");
}

static bool read_members(Reader *self)
{
    LodeTokens *tokens = &self->tokens;
    if (tokens->first != '{') {
        return fail(self, tokens->first == LODE_TOKEN_NONE ? "the file is empty" : "expected '{'");
    }
    lode__tokens_next(tokens);
    if (tokens->first == '}') {
        lode__tokens_next(tokens);
        return read_end(self);
    }
    for (;;) {
        if (tokens->first != '"') {
            return fail(self, "expected a key in double quotes");
        }
        LodeStr key = lode__tokens_take_string(tokens);
        if (tokens->first != ':') {
            return fail(self, "expected ':' after the key");
        }
        lode__tokens_next(tokens);
        if (!read_field(self, key)) {
            return false;
        }
        int next = tokens->first;
        if (next != ',' && next != '}') {
            return fail(self, "expected ',' or '}' after the value");
        }
        lode__tokens_next(tokens);
        if (next == '}') {
            return read_end(self);
        }
    }
}

/* The first byte that is not part of a code point. */
static size_t find_bad_byte(LodeStr text)
{
    size_t at = 0;
    size_t step = 1;
    for (; at < text.size; at += step) {
        uint32_t code_point;
        step = lode_utf8_decode(text, at, &code_point);
        if (code_point == 0xFFFD && !lode_utf8_is_valid(lode_str_slice(text, at, at + step))) {
            break;
        }
    }
    return at;
}

/*
 * What makes a text invalid whatever its fields are. Node looks for it first; the words for
 * a text that is invalid anyway take that into account.
 */
static bool check_bytes(Reader *self)
{
    size_t offset;
    const char *flaw = lode__tokens_find_flaw(self->text, &offset);
    if (flaw) {
        return fail_at(self, offset, flaw);
    }
    return lode_utf8_is_valid(self->text) || fail_at(self, find_bad_byte(self->text), "this byte is not UTF-8");
}

static bool skim(Reader *self)
{
    LodeTokens *tokens = &self->tokens;
    lode__tokens_init(tokens, self->text);
    if (!read_members(self) || lode__tokens_are_flawed(tokens) ||
        (tokens->not_ascii && !lode_utf8_is_valid(self->text))) {
        check_bytes(self);
        return false;
    }
    LodePackageText *out = self->out;
    out->exports = parse_map(self, &self->exports, &out->exports_problem);
    out->imports = parse_map(self, &self->imports, &out->imports_problem);
    return true;
}

/* Node 20: a member of the outermost object. The last one of a name counts. */
typedef struct Member {
    LodeStr name;
    LodeSpan value; /* {0, 0}: absent */
} Member;

enum { NAME, VERSION, MAIN, TYPE, EXPORTS, IMPORTS, MEMBER_COUNT };

typedef struct Members {
    Reader *reader;
    Member members[MEMBER_COUNT];
} Members;

/* The value with this span in a text that is JSON. */
static LodeJson *parse_span(Reader *self, LodeSpan span)
{
    LodeStr text = lode_str_slice(self->text, span.start, span.end);
    uint32_t shift = span.start + self->shift;
    LodeTokens tokens;
    lode__tokens_init(&tokens, text);
    LodeJson *value = lode__package_value_read(self->arena, &tokens, shift);
    bool is_sound = value && (!tokens.not_ascii || lode_utf8_is_valid(text));
    return is_sound ? value : lode__package_value_parse(self->arena, text, shift);
}

static void on_member(void *context, LodeSpan key, LodeSpan value)
{
    Members *self = context;
    LodeStr name = lode_str_slice(self->reader->text, key.start + 1, key.end - 1);
    if (lode_str_find(name, '\\') != LODE_NOT_FOUND) {
        name = lode_json_string(parse_span(self->reader, key));
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (lode_str_equal(self->members[i].name, name)) {
            self->members[i].value = value;
        }
    }
}

/* NULL where the member is absent or null. */
static const LodeJson *member_value(Members *self, int member)
{
    LodeSpan span = self->members[member].value;
    LodeJson *value = span.end ? parse_span(self->reader, span) : NULL;
    return value && value->type != LODE_JSON_NULL ? value : NULL;
}

static bool parse_all(Reader *self)
{
    LodePackageText *out = self->out;
    Members members = {self,
                       {{.name = LODE_STR_INIT("name")},
                        {.name = LODE_STR_INIT("version")},
                        {.name = LODE_STR_INIT("main")},
                        {.name = LODE_STR_INIT("type")},
                        {.name = LODE_STR_INIT("exports")},
                        {.name = LODE_STR_INIT("imports")}}};
    if (!lode__syntax_check(self->arena, self->text, self->node_version, on_member, &members, &out->problem,
                            &out->problem_offset)) {
        out->problem_offset += self->shift;
        return false;
    }
    size_t start = 0;
    while (strchr(" \t\r\n", self->text.data[start])) {
        start++;
    }
    if (self->text.data[start] == 'n') {
        return fail_at(self, start, "Cannot convert undefined or null to object");
    }
    out->name = lode_json_string(member_value(&members, NAME));
    out->version = lode_json_string(member_value(&members, VERSION));
    out->main = lode_json_string(member_value(&members, MAIN));
    LodeStr type = lode_json_string(member_value(&members, TYPE));
    out->type = lode_str_equal(type, LODE_STR("module"))     ? LODE_PACKAGE_TYPE_MODULE
                : lode_str_equal(type, LODE_STR("commonjs")) ? LODE_PACKAGE_TYPE_COMMONJS
                                                             : LODE_PACKAGE_TYPE_NONE;
    out->exports = member_value(&members, EXPORTS);
    out->imports = member_value(&members, IMPORTS);
    return true;
}

void lode__package_text_read(LodeArena *arena, LodeStr text, int node_version, LodePackageText *out)
{
    *out = (LodePackageText){0};
    Reader self = {.arena = arena, .text = text.data ? text : LODE_STR(""), .node_version = node_version, .out = out};
    LodeStr mark = LODE_STR("\xEF\xBB\xBF");
    if (lode_str_starts_with(self.text, mark)) {
        self.shift = (uint32_t)mark.size;
        self.text = lode_str_slice(text, mark.size, text.size);
    }
    if (node_version >= 22 ? skim(&self) : parse_all(&self)) {
        return;
    }
    *out = (LodePackageText){.is_invalid = true, .problem = out->problem, .problem_offset = out->problem_offset};
}

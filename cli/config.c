/* Reading order: errors with places, values, the keys, finding the file. */
#include "cli/config.h"

#include "base/json.h"
#include "base/path.h"
#include "cli/jsonc.h"
#include "cli/suggest.h"

#include <errno.h>

/* Larger files are no configuration, and no package.json that one stands in. */
enum { FILE_LIMIT = 1 << 24 };

typedef struct Reader {
    LodeConfig *config;
    LodeArena *arena;
    LodeErrorVec *errors;
    LodeStr file;
    LodeStr source; /* without a byte order mark */
} Reader;

/* Adds an error about a place of the file; `hint` absent for none. */
static void fail(const Reader *self, LodeSpan span, LodeStr hint, LodeStr message)
{
    if (self->errors->count >= LODE_CONFIG_ERROR_LIMIT) {
        return;
    }
    LodeError error = {0};
    lode_error_set_text(&error, LODE_ERROR_LODE_USAGE, message);
    error.file = self->file;
    error.position = lode_position_of(self->source, span.start);
    if (!lode_str_is_none(hint)) {
        lode_error_add_note(&error, self->arena, hint, LODE_STR_NONE, (LodePosition){0, 0});
    }
    lode_vec_push(self->errors, error);
}

static const char *type_name(LodeJsonType type)
{
    static const char *const names[] = {
        [LODE_JSON_NULL] = "null",       [LODE_JSON_FALSE] = "false",     [LODE_JSON_TRUE] = "true",
        [LODE_JSON_NUMBER] = "a number", [LODE_JSON_STRING] = "a string", [LODE_JSON_ARRAY] = "an array",
        [LODE_JSON_OBJECT] = "an object"};
    return names[type];
}

/* Whether `value` has the type; an error about `name` where it has not. */
static bool expect(const Reader *self, const LodeJson *value, LodeJsonType type, LodeStr name)
{
    if (value->type == type) {
        return true;
    }
    fail(self, value->span, LODE_STR_NONE,
         lode_arena_printf(self->arena, "'%.*s' must be %s, and is %s", LODE_STR_ARG(name), type_name(type),
                           type_name(value->type)));
    return false;
}

static bool read_string(const Reader *self, const LodeJson *value, LodeStr name, LodeStr *out)
{
    if (!expect(self, value, LODE_JSON_STRING, name)) {
        return false;
    }
    if (value->text.size == 0 || lode_str_find(value->text, '\0') != LODE_NOT_FOUND) {
        fail(self, value->span, LODE_STR_NONE,
             lode_arena_printf(self->arena, "'%.*s' holds %s", LODE_STR_ARG(name),
                               value->text.size == 0 ? "an empty string" : "a NUL character"));
        return false;
    }
    *out = lode_arena_copy(self->arena, value->text);
    return true;
}

static void read_strings(const Reader *self, const LodeJson *value, LodeStr name, LodeStrVec *out)
{
    lode_vec_clear(out);
    if (!expect(self, value, LODE_JSON_ARRAY, name)) {
        return;
    }
    for (const LodeJson *item = value->first; item; item = item->next) {
        LodeStr text;
        if (read_string(self, item, name, &text)) {
            lode_vec_push(out, text);
        }
    }
}

static void read_node_version(const Reader *self, const LodeJson *value)
{
    static const int versions[] = {20, 22, 24, 26};
    if (value->type == LODE_JSON_NUMBER || value->type == LODE_JSON_STRING) {
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
            if (lode_str_equal(value->text, lode_arena_printf(self->arena, "%d", versions[i]))) {
                self->config->node_version = versions[i];
                return;
            }
        }
    }
    fail(self, value->span, LODE_STR("it is one of: 20, 22, 24, 26"),
         LODE_STR("'nodeVersion' must be a version of Node that lode knows"));
}

static void read_target(const Reader *self, const LodeJson *value)
{
    static const struct {
        const char *name;
        LodeTarget target;
    } targets[] = {{"node", LODE_TARGET_NODE}, {"bundler", LODE_TARGET_BUNDLER}, {"browser", LODE_TARGET_BROWSER}};
    LodeStr name;
    if (!read_string(self, value, LODE_STR("target"), &name)) {
        return;
    }
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        if (lode_str_equal(name, lode_str(targets[i].name))) {
            self->config->target = targets[i].target;
            self->config->has_target = true;
            return;
        }
    }
    fail(self, value->span, LODE_STR("it is one of: node, bundler, browser"),
         lode_arena_printf(self->arena, "'target' cannot be '%.*s'", LODE_STR_ARG(name)));
}

static void read_level(const Reader *self, const LodeJson *value, LodeConfigRule *rule)
{
    if (lode_check_level_find(value->text, &rule->level)) {
        rule->has_level = true;
        return;
    }
    fail(self, value->span, lode_check_level_hint(value->text, self->arena),
         lode_arena_printf(self->arena, "'%.*s' is no level", LODE_STR_ARG(value->text)));
}

static void read_rule(const Reader *self, const LodeJson *value, LodeConfigRule *rule)
{
    if (value->type == LODE_JSON_STRING) {
        read_level(self, value, rule);
        return;
    }
    if (value->type != LODE_JSON_OBJECT) {
        fail(self, value->span, LODE_STR_NONE,
             lode_arena_printf(self->arena, "'%.*s' must be a level, or an object with 'level' and 'ignore'",
                               LODE_STR_ARG(value->key)));
        return;
    }
    for (const LodeJson *member = value->first; member; member = member->next) {
        if (lode_str_equal(member->key, LODE_STR("level"))) {
            if (expect(self, member, LODE_JSON_STRING, member->key)) {
                read_level(self, member, rule);
            }
        } else if (lode_str_equal(member->key, LODE_STR("ignore"))) {
            read_strings(self, member, member->key, &rule->ignore);
        } else {
            fail(self, member->key_span, LODE_STR("it is one of: level, ignore"),
                 lode_arena_printf(self->arena, "unknown key '%.*s'", LODE_STR_ARG(member->key)));
        }
    }
}

static void read_rules(const Reader *self, const LodeJson *value)
{
    if (!expect(self, value, LODE_JSON_OBJECT, LODE_STR("rules"))) {
        return;
    }
    for (const LodeJson *member = value->first; member; member = member->next) {
        unsigned rule = lode_check_rule_find(member->key);
        if (rule < LODE_CHECK_RULE_COUNT) {
            read_rule(self, member, &self->config->rules[rule]);
        } else {
            fail(self, member->key_span, lode_check_rule_hint(member->key, self->arena),
                 lode_arena_printf(self->arena, "there is no rule '%.*s'", LODE_STR_ARG(member->key)));
        }
    }
}

typedef enum Key {
    KEY_SCHEMA,
    KEY_ENTRIES,
    KEY_EXCLUDE,
    KEY_INCLUDE,
    KEY_EXTERNAL,
    KEY_CONDITIONS,
    KEY_NODE_VERSION,
    KEY_TARGET,
    KEY_RULES,
    KEY_BASELINE,
    KEY_COUNT
} Key;

static const char *const key_names[KEY_COUNT] = {
    [KEY_SCHEMA] = "$schema",           [KEY_ENTRIES] = "entries",   [KEY_EXCLUDE] = "exclude",
    [KEY_INCLUDE] = "include",          [KEY_EXTERNAL] = "external", [KEY_CONDITIONS] = "conditions",
    [KEY_NODE_VERSION] = "nodeVersion", [KEY_TARGET] = "target",     [KEY_RULES] = "rules",
    [KEY_BASELINE] = "baseline",
};

static void read_member(const Reader *self, const LodeJson *member)
{
    LodeConfig *config = self->config;
    Key key = KEY_SCHEMA;
    while (key < KEY_COUNT && !lode_str_equal(member->key, lode_str(key_names[key]))) {
        key++;
    }
    LodeStr schema;
    switch (key) {
    case KEY_SCHEMA: /* for editors */
        read_string(self, member, member->key, &schema);
        break;
    case KEY_ENTRIES:
        config->has_entries = true;
        read_strings(self, member, member->key, &config->entries);
        break;
    case KEY_EXCLUDE:
        read_strings(self, member, member->key, &config->exclude);
        break;
    case KEY_INCLUDE:
        read_strings(self, member, member->key, &config->include);
        break;
    case KEY_EXTERNAL:
        read_strings(self, member, member->key, &config->external);
        break;
    case KEY_CONDITIONS:
        read_strings(self, member, member->key, &config->conditions);
        break;
    case KEY_NODE_VERSION:
        read_node_version(self, member);
        break;
    case KEY_TARGET:
        read_target(self, member);
        break;
    case KEY_RULES:
        read_rules(self, member);
        break;
    case KEY_BASELINE:
        read_string(self, member, member->key, &config->baseline);
        break;
    case KEY_COUNT: {
        LodeSuggestion suggestion = {.word = member->key};
        LodeBuf all = {0};
        for (size_t i = 0; i < KEY_COUNT; i++) {
            lode_suggest(&suggestion, lode_str(key_names[i]));
            lode_buf_printf(&all, "%s%s", i ? ", " : "", key_names[i]);
        }
        fail(self, member->key_span,
             suggestion.best.data ? lode_arena_printf(self->arena, "did you mean '%s'?", suggestion.best.data)
                                  : lode_arena_printf(self->arena, "the keys are: %s", all.data),
             lode_arena_printf(self->arena, "unknown key '%.*s'", LODE_STR_ARG(member->key)));
        lode_buf_release(&all);
        break;
    }
    }
}

static void read_object(Reader *self, const LodeJson *value, const char *what)
{
    if (value->type != LODE_JSON_OBJECT) {
        fail(self, value->span, LODE_STR_NONE,
             lode_arena_printf(self->arena, "%s must be an object, and is %s", what, type_name(value->type)));
        return;
    }
    for (const LodeJson *member = value->first; member; member = member->next) {
        read_member(self, member);
    }
}

/* What could be read of a file, without a byte order mark, in the arena. False where there was an error, which is added. */
static bool read_text(Reader *self, LodeMemo *memo, LodeStr root)
{
    LodeBuf text = {0};
    int status = lode_memo_read(memo, lode_memo_path(memo, self->file), FILE_LIMIT, &text);
    LodeStr source = lode_buf_str(&text);
    LodeStr mark = LODE_STR("\xEF\xBB\xBF");
    if (lode_str_starts_with(source, mark)) {
        source = lode_str_slice(source, mark.size, source.size);
    }
    self->source = lode_arena_copy(self->arena, source);
    lode_buf_release(&text);
    if (status == 0) {
        return true;
    }
    LodeError error = {0};
    lode_error_set(&error, self->arena, LODE_ERROR_LODE_UNREADABLE, "the configuration '%.*s' cannot be read: %s",
                   LODE_STR_ARG(lode_path_is_inside(root, self->file)
                                    ? lode_path_relative(self->arena, root, self->file)
                                    : self->file),
                   strerror(status));
    lode_vec_push(self->errors, error);
    return false;
}

/* The document; NULL where it is none, which is an error. */
static const LodeJson *parse(Reader *self)
{
    LodeBuf text = {0};
    lode_buf_append(&text, self->source);
    lode_jsonc_blank(&text);
    LodeJsonError json_error = {0};
    const LodeJson *document = lode_json_parse(self->arena, lode_buf_str(&text), &json_error);
    lode_buf_release(&text);
    if (!document) {
        fail(self, (LodeSpan){json_error.offset, json_error.offset}, LODE_STR_NONE,
             lode_arena_printf(self->arena, "the configuration is no JSON: %.*s", LODE_STR_ARG(json_error.message)));
    }
    return document;
}

/* The value of "lode" in the package.json of the root. A package.json that is no JSON is for the resolver to report. */
static const LodeJson *find_in_package(Reader *self, LodeMemo *memo, LodeStr path)
{
    LodeBuf text = {0};
    LodePath *file = lode_memo_path(memo, path);
    const LodeJson *found = NULL;
    if (lode_file_type_is_file(lode_memo_type(memo, file)) && lode_memo_read(memo, file, FILE_LIMIT, &text) == 0 &&
        lode_str_search(lode_buf_str(&text), LODE_STR("\"lode\"")) != LODE_NOT_FOUND) {
        LodeStr source = lode_buf_str(&text);
        LodeStr mark = LODE_STR("\xEF\xBB\xBF");
        if (lode_str_starts_with(source, mark)) {
            source = lode_str_slice(source, mark.size, source.size);
        }
        self->source = lode_arena_copy(self->arena, source);
        const LodeJson *document = lode_json_parse(self->arena, self->source, NULL);
        found = lode_json_get(document, LODE_STR("lode"));
    }
    lode_buf_release(&text);
    return found;
}

void lode_config_read(LodeConfig *self, LodeMemo *memo, LodeStr root, LodeStr file, LodeArena *arena,
                      LodeErrorVec *errors)
{
    *self = (LodeConfig){.file = LODE_STR_NONE, .baseline = LODE_STR_NONE};
    Reader reader = {.config = self, .arena = arena, .errors = errors};
    LodeStr places[3] = {file, LODE_STR_NONE, LODE_STR_NONE};
    size_t count = 1;
    const LodeJson *in_package = NULL;
    if (lode_str_is_none(file)) {
        static const LodeStr names[] = {LODE_STR_INIT("lode.json"), LODE_STR_INIT("lode.jsonc")};
        count = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            LodeStr path = lode_path_resolve(arena, root, names[i]);
            if (lode_memo_type(memo, lode_memo_path(memo, path)) != LODE_FILE_ABSENT) {
                places[count++] = path;
            }
        }
        LodeStr package = lode_path_resolve(arena, root, LODE_STR("package.json"));
        in_package = find_in_package(&reader, memo, package);
        if (in_package) {
            places[count++] = package;
        }
    }
    if (count == 0) {
        return;
    }
    reader.file = self->file = places[count - 1];
    if (count > 1) {
        LodeError error = {0};
        LodeStr last = lode_path_base_name(places[count - 1]);
        lode_error_set(&error, arena, LODE_ERROR_LODE_USAGE, "there are two configurations: '%.*s' and %s%.*s%s",
                       LODE_STR_ARG(lode_path_base_name(places[0])), in_package ? "\"lode\" in '" : "'",
                       LODE_STR_ARG(last), "'");
        if (in_package) {
            error.file = places[count - 1];
            error.position = lode_position_of(reader.source, in_package->key_span.start);
        }
        lode_error_add_note(&error, arena, LODE_STR("keep one of them"), LODE_STR_NONE, (LodePosition){0, 0});
        lode_vec_push(errors, error);
        return;
    }
    if (in_package) {
        read_object(&reader, in_package, "\"lode\"");
        return;
    }
    const LodeJson *document = read_text(&reader, memo, root) ? parse(&reader) : NULL;
    if (document) {
        read_object(&reader, document, "the configuration");
    }
}

void lode_config_release(LodeConfig *self)
{
    lode_vec_release(&self->entries);
    lode_vec_release(&self->exclude);
    lode_vec_release(&self->include);
    lode_vec_release(&self->external);
    lode_vec_release(&self->conditions);
    for (unsigned rule = 0; rule < LODE_CHECK_RULE_COUNT; rule++) {
        lode_vec_release(&self->rules[rule].ignore);
    }
}

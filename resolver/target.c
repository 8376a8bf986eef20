/*
 * Maps of a package.json. Reading order: segments and targets that are strings,
 * arrays and conditions, the best pattern, then the two entries.
 */
#include "resolver/target.h"

#include "base/url_encode.h"
#include "base/vec.h"
#include "resolver/messages.h"
#include "resolver/number_key.h"

/* What PACKAGE_TARGET_RESOLVE can answer: a location, undefined, null, or an error. */
typedef enum TargetStatus { TARGET_FOUND, TARGET_UNDEFINED, TARGET_NULL, TARGET_FAILED } TargetStatus;

/* One look-up in a map: which key matched, and what stands for the star. */
typedef struct Match {
    LodePackage *package;
    LodeBase *base;
    LodeStr key;  /* the subpath or pattern key that matched */
    LodeStr star; /* the text that the star of a pattern matched */
    bool is_pattern;
    bool is_internal; /* `imports` */
} Match;

/* The size of the escape or byte at `at` that stands for ASCII `letter` in any case, or 0. */
static size_t letter_size(LodeStr text, size_t at, char letter)
{
    if (at < text.size && (text.data[at] | 0x20) == (letter | 0x20)) {
        return letter == '.' || letter == '_' ? (text.data[at] == letter ? 1 : 0) : 1;
    }
    if (at + 2 < text.size && text.data[at] == '%') {
        int high = lode__url_hex_value((unsigned char)text.data[at + 1]);
        int low = lode__url_hex_value((unsigned char)text.data[at + 2]);
        int byte = high < 0 || low < 0 ? -1 : high << 4 | low;
        bool is_letter = letter >= 'a' && letter <= 'z';
        if (byte == letter || (is_letter && byte == letter - 0x20)) {
            return 3;
        }
    }
    return 0;
}

/* Whether a segment is ".", ".." or "node_modules", plain or encoded, in any case. */
static bool is_forbidden_segment(LodeStr segment)
{
    size_t at = letter_size(segment, 0, '.');
    if (at) {
        if (at == segment.size) {
            return true;
        }
        size_t second = letter_size(segment, at, '.');
        if (second && at + second == segment.size) {
            return true;
        }
        return false;
    }
    static const char name[] = "node_modules";
    at = 0;
    for (size_t i = 0; i < sizeof name - 1; i++) {
        size_t size = letter_size(segment, at, name[i]);
        if (!size) {
            return false;
        }
        at += size;
    }
    return at == segment.size;
}

/* deprecatedInvalidSegmentRegEx: a forbidden segment between slashes of either kind. Empty ones are only deprecated. */
static bool has_forbidden_segment(LodeStr text)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i == text.size || text.data[i] == '/' || text.data[i] == '\\') {
            if (i > start && is_forbidden_segment(lode_str_slice(text, start, i))) {
                return true;
            }
            start = i + 1;
        }
    }
    return false;
}

/* text.replace(/\*\/g, () => star) without the backslash: every star. */
static LodeStr replace_stars(LodeArena *arena, LodeStr text, LodeStr star)
{
    if (lode_str_find(text, '*') == LODE_NOT_FOUND) {
        return text;
    }
    LodeBuf out = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '*') {
            lode_buf_append(&out, star);
        } else {
            lode_buf_append_byte(&out, text.data[i]);
        }
    }
    LodeStr result = lode_arena_copy(arena, lode_buf_str(&out));
    lode_buf_release(&out);
    return result;
}

/* match.replace('*', () => star): the first star only. */
static LodeStr replace_first_star(LodeArena *arena, LodeStr text, LodeStr star)
{
    size_t at = lode_str_find(text, '*');
    if (at == LODE_NOT_FOUND) {
        return text;
    }
    LodeStr pieces[] = {lode_str_slice(text, 0, at), star, lode_str_slice(text, at + 1, text.size)};
    return lode_arena_join(arena, pieces, 3);
}

static LodeBase package_base(LodeResolving *self, const LodePackage *package)
{
    return lode__base_of_file(lode__package_file_text(self, package));
}

/*
 * The file that "./…" names when neither the folder nor the target nor the star
 * holds a byte that a URL treats in its own way: then the URL's pathname is the
 * joined path, and no URL is needed. This is nearly every target there is.
 */
static bool plain_target(LodeResolving *self, const Match *match, LodeStr target, LodeLocation *out)
{
    LodeStr directory = match->package->folder;
    if (!lode__is_plain_reference(target) ||
        (match->is_pattern && match->star.size && !lode__is_plain_reference(match->star)) ||
        !lode_url_path_is_plain(directory) || lode_str_find(directory, '*') != LODE_NOT_FOUND) {
        return false;
    }
    LodeStr rest = lode_str_slice(target, 2, target.size);
    if (match->is_pattern) {
        rest = replace_stars(self->arena, rest, match->star);
    }
    if (rest.size == 0 || rest.data[0] == '/' || rest.data[rest.size - 1] == '/' ||
        lode_str_search(rest, LODE_STR("//")) != LODE_NOT_FOUND) {
        return false;
    }
    LodeStr pieces[] = {directory.size == 1 ? LODE_STR("") : directory, LODE_STR("/"), rest};
    *out = (LodeLocation){.is_path = true, .path = lode_arena_join(self->arena, pieces, 3)};
    return true;
}

/* PACKAGE_TARGET_RESOLVE 1: the target is a string. */
static TargetStatus resolve_string(LodeResolving *self, const Match *match, const LodeJson *json, LodeLocation *out)
{
    LodeStr target = json->text;
    /* 1.1 It does not start with "./". */
    if (!lode_str_starts_with(target, LODE_STR("./"))) {
        if (match->is_internal && !lode_str_starts_with(target, LODE_STR("/")) &&
            !lode_str_starts_with(target, LODE_STR("../")) && !lode_url_can_parse(target)) {
            LodeStr specifier = match->is_pattern ? replace_stars(self->arena, target, match->star) : target;
            LodeBase base = package_base(self, match->package);
            LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_TARGET_RESOLVE", "the target is the package specifier \"%.*s\"",
                       LODE_STR_ARG(specifier));
            return lode__package_resolve(self, specifier, &base, out) ? TARGET_FOUND : TARGET_FAILED;
        }
        lode__fail_target(self, match->package, match->key, json, match->is_internal, match->base);
        return TARGET_FAILED;
    }
    /* 1.2 Segments after the first that are "", ".", ".." or node_modules, encoded or not. */
    if (has_forbidden_segment(lode_str_slice(target, 2, target.size))) {
        lode__fail_target(self, match->package, match->key, json, match->is_internal, match->base);
        return TARGET_FAILED;
    }
    /* 1.6 The same for what the star stands for. */
    if (match->is_pattern && has_forbidden_segment(match->star)) {
        lode__fail_subpath(self, match->package, replace_first_star(self->arena, match->key, match->star), match->key,
                           match->is_internal, match->base);
        return TARGET_FAILED;
    }
    if (plain_target(self, match, target, out)) {
        return TARGET_FOUND;
    }
    /* 1.3 to 1.8 with URLs, as written: resolved = new URL(target, packageURL) is inside the package. */
    LodeUrl base_url = lode__package_url(self, match->package);
    LodeUrl resolved;
    LodeUrl folder;
    lode_url_parse(self->arena, LODE_STR("."), &base_url, &folder);
    if (!lode_url_parse(self->arena, target, &base_url, &resolved) ||
        !lode_str_starts_with(resolved.path, folder.path)) {
        lode__fail_target(self, match->package, match->key, json, match->is_internal, match->base);
        return TARGET_FAILED;
    }
    if (match->is_pattern && match->star.size) {
        LodeStr href = replace_stars(self->arena, lode_url_href(self->arena, &resolved), match->star);
        if (!lode_url_parse(self->arena, href, NULL, &resolved)) {
            lode_error_set(self->error, self->arena, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
            return TARGET_FAILED;
        }
    }
    *out = (LodeLocation){.url = resolved};
    return TARGET_FOUND;
}

/* One array or object that is being walked. */
typedef struct Frame {
    const LodeJson *value;
    const LodeJson *next; /* child to look at next */
    /* Of an array: what its last failed or empty item gave. */
    TargetStatus last;
    LodeError last_error;
} Frame;

typedef LODE_VEC(Frame) Frames;

/* The next member whose condition is in force; NULL where none is left. */
static const LodeJson *next_condition(const LodeResolving *self, const LodeJson *member)
{
    while (member && !lode_str_equal(member->key, LODE_STR("default")) && !lode__has_condition(self, member->key)) {
        LODE_TRACE(self, LODE_TRACE_MISS, "PACKAGE_TARGET_RESOLVE", "condition \"%.*s\" is not in force",
                   LODE_STR_ARG(member->key));
        member = member->next;
    }
    return member;
}

/* 2.1 of the object case: a key that is an array index is an error. */
static bool has_number_key(const LodeJson *object)
{
    for (const LodeJson *member = object->first; member; member = member->next) {
        if (lode__is_number_key(member->key)) {
            return true;
        }
    }
    return false;
}

/*
 * PACKAGE_TARGET_RESOLVE for a value without children, or the start of one with:
 * true where `*status` is the answer, false where a frame was pushed.
 */
static bool begin_value(LodeResolving *self, const Match *match, const LodeJson *value, Frames *frames,
                        TargetStatus *status, LodeLocation *out)
{
    switch (value->type) {
    case LODE_JSON_STRING:
        LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_TARGET_RESOLVE", "target \"%.*s\"", LODE_STR_ARG(value->text));
        *status = resolve_string(self, match, value, out);
        return true;
    case LODE_JSON_NULL:
        LODE_TRACE(self, LODE_TRACE_MISS, "PACKAGE_TARGET_RESOLVE", "target null: not offered");
        *status = TARGET_NULL;
        return true;
    case LODE_JSON_ARRAY:
        if (!value->first) {
            *status = TARGET_NULL;
            return true;
        }
        lode_vec_push(frames, ((Frame){.value = value, .next = value->first, .last = TARGET_UNDEFINED}));
        return false;
    case LODE_JSON_OBJECT:
        if (has_number_key(value)) {
            lode__fail_package_config(self, lode__package_file_text(self, match->package),
                                      match->base->is_absent ? LODE_STR("") : lode__base_url(self, match->base),
                                      LODE_STR("\"exports\" cannot contain numeric property keys."));
            lode__note_at(self, match->package, value->span, "the map with the numeric key is here");
            *status = TARGET_FAILED;
            return true;
        }
        lode_vec_push(frames, ((Frame){.value = value, .next = value->first}));
        return false;
    case LODE_JSON_FALSE:
    case LODE_JSON_TRUE:
    case LODE_JSON_NUMBER:
        break;
    }
    lode__fail_target(self, match->package, match->key, value, match->is_internal, match->base);
    *status = TARGET_FAILED;
    return true;
}

/*
 * Hands the answer of a child to its parent: true where the parent goes on with
 * its next child, false where `*status` is now the parent's own answer.
 */
static bool parent_goes_on(LodeResolving *self, Frame *frame, TargetStatus *status)
{
    if (frame->value->type == LODE_JSON_OBJECT) {
        return *status == TARGET_UNDEFINED;
    }
    /* An array goes on past an invalid target only, never past a file that is missing. */
    if (*status == TARGET_FAILED) {
        if (self->error && self->error->code != LODE_ERROR_ERR_INVALID_PACKAGE_TARGET) {
            return false;
        }
        frame->last = TARGET_FAILED;
        if (self->error) {
            frame->last_error = *self->error;
        }
        return true;
    }
    if (*status == TARGET_NULL) {
        frame->last = TARGET_NULL;
    }
    return *status != TARGET_FOUND;
}

/* PACKAGE_TARGET_RESOLVE. */
static TargetStatus resolve_target(LodeResolving *self, const Match *match, const LodeJson *target, LodeLocation *out)
{
    Frames frames = {0};
    TargetStatus status = TARGET_UNDEFINED;
    bool has_status = begin_value(self, match, target, &frames, &status, out);
    while (frames.count) {
        Frame *frame = &lode_vec_last(&frames);
        if (has_status && !parent_goes_on(self, frame, &status)) {
            (void)lode_vec_pop(&frames);
            LODE_TRACE_LEAVE(self);
            continue;
        }
        if (!has_status) {
            LODE_TRACE_ENTER(self);
        }
        bool is_object = frame->value->type == LODE_JSON_OBJECT;
        const LodeJson *child = is_object ? next_condition(self, frame->next) : frame->next;
        if (!child) {
            status = is_object ? TARGET_UNDEFINED : frame->last;
            if (status == TARGET_FAILED && self->error) {
                *self->error = frame->last_error;
            }
            (void)lode_vec_pop(&frames);
            LODE_TRACE_LEAVE(self);
            has_status = true;
            continue;
        }
        if (is_object) {
            LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_TARGET_RESOLVE", "condition \"%.*s\"", LODE_STR_ARG(child->key));
        }
        frame->next = child->next;
        has_status = begin_value(self, match, child, &frames, &status, out);
    }
    lode_vec_release(&frames);
    return status;
}

/* PATTERN_KEY_COMPARE(a, b) > 0: `b` is the better key. An absent `a` is worse than any. */
static bool is_better_pattern(LodeStr best, LodeStr key)
{
    if (best.size == 0) {
        return true;
    }
    size_t best_star = lode_str_find(best, '*');
    size_t key_star = lode_str_find(key, '*');
    if (best_star != key_star) {
        return key_star > best_star;
    }
    return key.size > best.size;
}

/* PACKAGE_IMPORTS_EXPORTS_RESOLVE 3: the pattern key that matches `name` best. */
static const LodeJson *best_pattern(const LodeJson *map, LodeStr name, LodeStr *star)
{
    const LodeJson *best = NULL;
    for (const LodeJson *member = map->first; member; member = member->next) {
        LodeStr key = member->key;
        size_t at = lode_str_find(key, '*');
        if (at == LODE_NOT_FOUND || lode_str_find_last(key, '*') != at) {
            continue;
        }
        LodeStr trailer = lode_str_slice(key, at + 1, key.size);
        if (name.size < key.size || !lode_str_starts_with(name, lode_str_slice(key, 0, at)) ||
            !lode_str_ends_with(name, trailer) || !is_better_pattern(best ? best->key : LODE_STR_NONE, key)) {
            continue;
        }
        best = member;
        *star = lode_str_slice(name, at, name.size - trailer.size);
    }
    return best;
}

/* Whether `exports` is the target of "." itself. False and the error filled where keys are mixed. */
static bool is_main_sugar(LodeResolving *self, const LodePackage *package, LodeBase *base, bool *is_sugar)
{
    LodeJsonType type = package->fields.exports->type;
    *is_sugar = type == LODE_JSON_STRING || type == LODE_JSON_ARRAY;
    if (type != LODE_JSON_OBJECT) {
        return true; /* Node 20 keeps numbers and booleans, which offer nothing */
    }
    const LodeJson *first = package->fields.exports->first;
    for (const LodeJson *member = first; member; member = member->next) {
        bool is_condition = member->key.size == 0 || member->key.data[0] != '.';
        if (member == first) {
            *is_sugar = is_condition;
        } else if (*is_sugar != is_condition) {
            lode__fail_package_config(self, lode__package_file_text(self, package),
                                      base->is_absent ? LODE_STR("") : lode__base_url(self, base),
                                      LODE_STR("\"exports\" cannot contain some keys starting with '.' and some not. "
                                               "The exports object must either be an object of package subpath keys or "
                                               "an object of main entry condition name keys only."));
            lode__note_at(self, package, member->key_span, "this key is of the other kind than the first");
            return false;
        }
    }
    return true;
}

/* Tells what the map does offer, where a subpath or its conditions are not. */
static void note_exports(LodeResolving *self, const LodePackage *package, const LodeJson *target, LodeStr subpath)
{
    if (!self->error) {
        return;
    }
    if (!target) {
        lode__note_at(self, package, package->fields.exports->span, "`exports` has no key for \"%.*s\"",
                      LODE_STR_ARG(subpath));
        return;
    }
    if (target->type == LODE_JSON_NULL) {
        lode__note_at(self, package, target->span, "this key hides \"%.*s\" on purpose (null)", LODE_STR_ARG(subpath));
        return;
    }
    if (target->type == LODE_JSON_OBJECT && target->first) {
        LodeBuf names = {0};
        for (const LodeJson *member = target->first; member; member = member->next) {
            if (lode__has_condition(self, member->key) || lode_str_equal(member->key, LODE_STR("default"))) {
                lode_buf_release(&names);
                lode__note_at(self, package, member->span, "under the conditions in force this leads to nothing");
                return;
            }
            lode_buf_printf(&names, "%s`%.*s`", names.size ? ", " : "", LODE_STR_ARG(member->key));
        }
        lode__note_at(self, package, target->span, "exported only under %s; in force: see \"conditions\"", names.data);
        lode_buf_release(&names);
    }
}

bool lode__package_exports_resolve(LodeResolving *self, LodePackage *package, LodeStr subpath, LodeBase *base,
                                   LodeLocation *out)
{
    LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_EXPORTS_RESOLVE", "\"%.*s\" in %.*s", LODE_STR_ARG(subpath),
               LODE_STR_ARG(lode_path_text(package->file)));
    bool is_sugar;
    if (!is_main_sugar(self, package, base, &is_sugar)) {
        return false;
    }
    Match match = {.package = package, .base = base, .key = subpath};
    const LodeJson *target = NULL;
    if (is_sugar) {
        target = lode_str_equal(subpath, LODE_STR(".")) ? package->fields.exports : NULL;
    } else {
        bool is_exact = lode_str_find(subpath, '*') == LODE_NOT_FOUND && !lode_str_ends_with(subpath, LODE_STR("/"));
        target = is_exact ? lode_json_get(package->fields.exports, subpath) : NULL;
        if (!target) {
            target = best_pattern(package->fields.exports, subpath, &match.star);
            if (target) {
                match.key = target->key;
                match.is_pattern = true;
                LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_IMPORTS_EXPORTS_RESOLVE",
                           "best pattern \"%.*s\", * = \"%.*s\"", LODE_STR_ARG(match.key), LODE_STR_ARG(match.star));
            }
        }
    }
    if (!target) {
        LODE_TRACE(self, LODE_TRACE_MISS, "PACKAGE_EXPORTS_RESOLVE", "no key matches");
    }
    switch (target ? resolve_target(self, &match, target, out) : TARGET_UNDEFINED) {
    case TARGET_FOUND:
        return true;
    case TARGET_FAILED:
        return false;
    case TARGET_UNDEFINED:
    case TARGET_NULL:
        break;
    }
    lode__fail_not_exported(self, package, subpath, base);
    note_exports(self, package, target, subpath);
    return false;
}

bool lode__check_imports_name(LodeResolving *self, const LodeBase *base)
{
    LodeStr name = self->specifier;
    bool is_slash_allowed = self->resolver->options.node_version >= 24;
    if (name.size == 1 || lode_str_ends_with(name, LODE_STR("/")) ||
        (!is_slash_allowed && lode_str_starts_with(name, LODE_STR("#/")))) {
        return lode__fail_specifier(self, name, LODE_STR("is not a valid internal imports specifier name"), base);
    }
    return true;
}

bool lode__package_imports_resolve(LodeResolving *self, LodePackage *package, LodeBase *base, LodeLocation *out)
{
    LodeStr name = self->specifier;
    if (!lode__check_imports_name(self, base)) {
        return false;
    }
    LODE_TRACE(self, LODE_TRACE_INFO, "PACKAGE_IMPORTS_RESOLVE", "\"%.*s\" in %.*s", LODE_STR_ARG(name),
               LODE_STR_ARG(package ? lode_path_text(package->file) : LODE_STR("(no package.json)")));
    const LodeJson *target = NULL;
    Match match = {.package = package, .base = base, .key = name, .is_internal = true};
    if (package && package->fields.imports) {
        target = lode_str_find(name, '*') == LODE_NOT_FOUND ? lode_json_get(package->fields.imports, name) : NULL;
        if (!target) {
            target = best_pattern(package->fields.imports, name, &match.star);
            match.is_pattern = target != NULL;
            match.key = target ? target->key : name;
        }
    }
    switch (target ? resolve_target(self, &match, target, out) : TARGET_UNDEFINED) {
    case TARGET_FOUND:
        return true;
    case TARGET_FAILED:
        return false;
    case TARGET_UNDEFINED:
    case TARGET_NULL:
        break;
    }
    return lode__fail_import_not_defined(self, package, base);
}

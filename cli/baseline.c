/* Reading order: reading, matching, writing. */
#include "cli/baseline.h"

#include "base/json.h"
#include "base/path.h"
#include "cli/write_json.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { FILE_LIMIT = 1 << 28, COUNT_LIMIT = 1000 * 1000 * 1000 };

typedef LODE_VEC(LodeBaselineEntry) EntryVec;

typedef struct Reader {
    LodeArena *arena;
    LodeStr path;
    LodeStr source;
    LodeError *error;
} Reader;

static bool fail(const Reader *self, uint32_t offset, LodeStr message)
{
    lode_error_set(self->error, self->arena, LODE_ERROR_LODE_USAGE, "this is no baseline of lode: %.*s",
                   LODE_STR_ARG(message));
    self->error->file = self->path;
    self->error->position = lode_position_of(self->source, offset);
    lode_error_add_note(self->error, self->arena,
                        LODE_STR("to write a new one: delete it, then lode check --update-baseline"), LODE_STR_NONE,
                        (LodePosition){0, 0});
    return false;
}

static int compare_texts(LodeStr file, LodeStr rule, LodeStr subject, const LodeBaselineEntry *other)
{
    int order = lode_str_compare(file, other->file);
    order = order ? order : lode_str_compare(rule, other->rule);
    return order ? order : lode_str_compare(subject, other->subject);
}

static int compare_entries(const void *a, const void *b)
{
    const LodeBaselineEntry *one = a;
    return compare_texts(one->file, one->rule, one->subject, b);
}

/* "count" as a number from 1 to COUNT_LIMIT; 0 where it is none. */
static uint32_t read_count(const LodeJson *value)
{
    uint64_t count = 0;
    for (size_t i = 0; value->type == LODE_JSON_NUMBER && i < value->text.size; i++) {
        char c = value->text.data[i];
        if (c < '0' || c > '9' || count > COUNT_LIMIT) {
            return 0;
        }
        count = count * 10 + (uint64_t)(c - '0');
    }
    return count <= COUNT_LIMIT ? (uint32_t)count : 0;
}

static bool read_entry(const Reader *self, const LodeJson *item, EntryVec *out)
{
    const LodeJson *rule = lode_json_get(item, LODE_STR("rule"));
    const LodeJson *file = lode_json_get(item, LODE_STR("file"));
    const LodeJson *subject = lode_json_get(item, LODE_STR("subject"));
    const LodeJson *count = lode_json_get(item, LODE_STR("count"));
    const LodeJson *texts[] = {rule, file, subject};
    if (item->type != LODE_JSON_OBJECT || !rule || !file || !subject || !count) {
        return fail(self, item->span.start, LODE_STR("an entry has a rule, a file, a subject and a count"));
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i]->type != LODE_JSON_STRING) {
            return fail(self, texts[i]->span.start, LODE_STR("this must be a string"));
        }
    }
    LodeBaselineEntry entry = {rule->text, file->text, subject->text, read_count(count), 0};
    if (entry.count == 0) {
        return fail(self, count->span.start, LODE_STR("a count is a whole number from 1 on"));
    }
    lode_vec_push(out, entry);
    return true;
}

static bool read_document(const Reader *self, EntryVec *out)
{
    LodeJsonError json_error = {0};
    const LodeJson *document = lode_json_parse(self->arena, self->source, &json_error);
    if (!document) {
        return fail(self, json_error.offset, json_error.message);
    }
    const LodeJson *version = lode_json_get(document, LODE_STR("schemaVersion"));
    const LodeJson *findings = lode_json_get(document, LODE_STR("findings"));
    if (!version || !findings) {
        return fail(self, document->span.start, LODE_STR("it has no 'schemaVersion' or no 'findings'"));
    }
    if (version->type != LODE_JSON_NUMBER || !lode_str_equal(version->text, LODE_STR("1"))) {
        return fail(self, version->span.start, LODE_STR("this lode reads schemaVersion 1"));
    }
    if (findings->type != LODE_JSON_ARRAY) {
        return fail(self, findings->span.start, LODE_STR("'findings' must be an array"));
    }
    for (const LodeJson *item = findings->first; item; item = item->next) {
        if (!read_entry(self, item, out)) {
            return false;
        }
    }
    return true;
}

/* Sorts entries into `self` and adds up those of one identity (a merge may leave two). */
static void take_entries(LodeBaseline *self, EntryVec *entries, LodeArena *arena)
{
    *self = (LodeBaseline){.items = LODE_ARENA_NEW(arena, LodeBaselineEntry, entries->count + 1)};
    if (entries->count > 0) {
        qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
    }
    for (size_t i = 0; i < entries->count; i++) {
        LodeBaselineEntry *last = self->count ? &self->items[self->count - 1] : NULL;
        if (last && compare_entries(last, &entries->items[i]) == 0) {
            uint64_t sum = (uint64_t)last->count + entries->items[i].count;
            last->count = sum > COUNT_LIMIT ? COUNT_LIMIT : (uint32_t)sum;
        } else {
            self->items[self->count++] = entries->items[i];
        }
    }
}

bool lode_baseline_read(LodeBaseline *self, LodeMemo *memo, LodeStr path, LodeStr shown, LodeArena *arena,
                        bool *is_there, LodeError *error)
{
    *self = (LodeBaseline){0};
    LodePath *file = lode_memo_path(memo, path);
    *is_there = lode_memo_type(memo, file) != LODE_FILE_ABSENT;
    if (!*is_there) {
        return true;
    }
    LodeBuf text = {0};
    int status = lode_memo_read(memo, file, FILE_LIMIT, &text);
    Reader reader = {
        .arena = arena, .path = path, .source = lode_arena_copy(arena, lode_buf_str(&text)), .error = error};
    lode_buf_release(&text);
    if (status != 0) {
        return lode_error_set(error, arena, LODE_ERROR_LODE_UNREADABLE, "the baseline '%.*s' cannot be read: %s",
                              LODE_STR_ARG(shown), strerror(status));
    }
    EntryVec entries = {0};
    bool is_right = read_document(&reader, &entries);
    if (is_right) {
        take_entries(self, &entries, arena);
    }
    lode_vec_release(&entries);
    return is_right;
}

static LodeBaselineEntry *find(const LodeBaseline *self, const LodeCheckItem *item)
{
    uint32_t low = 0;
    uint32_t high = self->count;
    LodeStr rule = lode_str(lode_check_item_rule(item));
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_texts(item->file, rule, item->subject, &self->items[middle]);
        if (order == 0) {
            return &self->items[middle];
        }
        if (order > 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* Whether a run that did not find what the entry says tells that it is gone. */
static bool can_judge(const LodeBaselineEntry *entry, LodeSession *session, const LodeSeverity *levels)
{
    unsigned rule = lode_check_rule_find(entry->rule);
    if (session->status == LODE_STATUS_FAILED) {
        return false; /* not every entry could be read */
    }
    if (rule < LODE_CHECK_RULE_COUNT && levels[rule] == LODE_SEVERITY_OFF) {
        return false;
    }
    if (session->options->operands.count == 0 || lode_str_find(entry->file, '\0') != LODE_NOT_FOUND ||
        lode_graph_find(session->graph, entry->file) != LODE_MODULE_NONE) {
        return true;
    }
    LodeStr path = lode_path_resolve(&session->arena, session->root, entry->file);
    return lode_memo_type(session->memo, lode_memo_path(session->memo, path)) == LODE_FILE_ABSENT;
}

void lode_baseline_apply(LodeBaseline *self, LodeCheckResult *result, LodeSession *session, const LodeSeverity *levels)
{
    for (uint32_t i = 0; i < result->count; i++) {
        LodeCheckItem *item = &result->items[i];
        LodeBaselineEntry *entry = item->state == LODE_FINDING_SHOWN ? find(self, item) : NULL;
        if (entry && entry->matched < entry->count) {
            entry->matched++;
            item->state = LODE_FINDING_BASELINED;
        }
    }
    result->stale = LODE_ARENA_NEW(&session->arena, LodeStaleEntry, self->count + 1);
    for (uint32_t i = 0; i < self->count; i++) {
        const LodeBaselineEntry *entry = &self->items[i];
        if (entry->matched < entry->count && can_judge(entry, session, levels)) {
            result->stale[result->stale_count++] =
                (LodeStaleEntry){entry->rule, entry->file, entry->subject, entry->count - entry->matched};
        }
    }
}

/* The entries of a new file: what was found, and what could not be judged. */
static void collect(const LodeBaseline *self, const LodeCheckResult *result, LodeSession *session,
                    const LodeSeverity *levels, EntryVec *out)
{
    for (uint32_t i = 0; i < result->count; i++) {
        const LodeCheckItem *item = &result->items[i];
        if (item->state != LODE_FINDING_SUPPRESSED) {
            lode_vec_push(out,
                          ((LodeBaselineEntry){lode_str(lode_check_item_rule(item)), item->file, item->subject, 1, 0}));
        }
    }
    for (uint32_t i = 0; i < self->count; i++) {
        LodeBaselineEntry entry = self->items[i];
        if (entry.matched < entry.count && !can_judge(&entry, session, levels)) {
            entry.count -= entry.matched;
            lode_vec_push(out, entry);
        }
    }
}

static void write_entries(LodeBuf *out, const LodeBaseline *self)
{
    lode_write_document(out);
    lode_write_key(out, "findings");
    lode_buf_append_byte(out, '[');
    for (uint32_t i = 0; i < self->count; i++) {
        lode_buf_puts(out, i ? ",\n{" : "\n{");
        lode_write_text(out, "file", self->items[i].file);
        lode_write_text(out, "rule", self->items[i].rule);
        lode_write_text(out, "subject", self->items[i].subject);
        lode_write_number(out, "count", self->items[i].count);
        lode_buf_append_byte(out, '}');
    }
    lode_buf_puts(out, self->count ? "\n]}\n" : "]}\n");
}

/* Into a file beside it first, so that a full disk leaves the old one. */
static int replace_file(LodeStr path, const LodeBaseline *self, LodeArena *arena)
{
    LodeStr beside = lode_arena_printf(arena, "%.*s.new", LODE_STR_ARG(path));
    LodeOutput out;
    lode_output_init(&out, beside.data, LODE_COLOR_NEVER);
    write_entries(&out.buf, self);
    int error = lode_output_close(&out);
    if (error == 0 && rename(beside.data, path.data) != 0) {
        error = errno;
    }
    if (error != 0) {
        unlink(beside.data);
    }
    return error;
}

int lode_baseline_update(LodeBaseline *self, LodeCheckResult *result, LodeSession *session, const LodeSeverity *levels,
                         LodeStr path, LodeBaselineChange *change)
{
    *change = (LodeBaselineChange){0};
    for (uint32_t i = 0; i < result->count; i++) {
        change->added += result->items[i].state == LODE_FINDING_SHOWN;
    }
    for (uint32_t i = 0; i < result->stale_count; i++) {
        change->dropped += result->stale[i].count;
    }
    EntryVec entries = {0};
    collect(self, result, session, levels, &entries);
    LodeBaseline made;
    take_entries(&made, &entries, &session->arena);
    lode_vec_release(&entries);
    for (uint32_t i = 0; i < made.count; i++) {
        change->findings += made.items[i].count;
    }
    bool is_there = access(path.data, F_OK) == 0;
    int error = is_there && change->added == 0 && change->dropped == 0 ? 0 : replace_file(path, &made, &session->arena);
    if (error == 0) {
        for (uint32_t i = 0; i < result->count; i++) {
            LodeCheckItem *item = &result->items[i];
            item->state = item->state == LODE_FINDING_SHOWN ? LODE_FINDING_BASELINED : item->state;
        }
        result->stale_count = 0;
    }
    return error;
}

/* Reading order: identities, the list of items, counts. */
#include "cli/check_result.h"

#include "base/utf.h"
#include "cli/suppress.h"

#include <inttypes.h>
#include <stdio.h>

/* The text as JSON would give it back: bytes that are no UTF-8 become U+FFFD. */
static LodeStr as_unicode(LodeStr text, LodeArena *arena)
{
    if (lode_str_is_none(text)) {
        return LODE_STR("");
    }
    if (lode_utf8_is_valid(text)) {
        return text;
    }
    LodeBuf out = {0};
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        at += lode_utf8_decode(text, at, &code_point);
        lode_buf_append_code_point(&out, code_point);
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&out));
    lode_buf_release(&out);
    return copy;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

int lode_check_item_compare_identity(const LodeCheckItem *self, const LodeCheckItem *other)
{
    int order = lode_str_compare(self->file, other->file);
    order = order ? order : strcmp(lode_check_item_rule(self), lode_check_item_rule(other));
    return order ? order : lode_str_compare(self->subject, other->subject);
}

static int compare_places(const void *a, const void *b)
{
    const LodeFinding *one = ((const LodeCheckItem *)a)->finding;
    const LodeFinding *two = ((const LodeCheckItem *)b)->finding;
    int order = lode_str_compare(one->place.id, two->place.id);
    order = order ? order : compare_numbers(one->place.start.line, two->place.start.line);
    order = order ? order : compare_numbers(one->place.start.column, two->place.start.column);
    order = order ? order : compare_numbers((uint32_t)one->rule, (uint32_t)two->rule);
    order = order ? order : lode_str_compare(one->subject, two->subject);
    return order ? order : lode_str_compare(one->message, two->message);
}

/* Equal identities by their place in the list. */
static int compare_identities(const void *a, const void *b)
{
    const LodeCheckItem *one = *(LodeCheckItem *const *)a;
    const LodeCheckItem *two = *(LodeCheckItem *const *)b;
    int order = lode_check_item_compare_identity(one, two);
    return order ? order : (one < two ? -1 : one > two);
}

/* Numbers the items that have one identity. */
static void number_equals(LodeCheckResult *self)
{
    LodeCheckItem **sorted = lode_alloc((self->count + 1) * sizeof(LodeCheckItem *));
    for (uint32_t i = 0; i < self->count; i++) {
        sorted[i] = &self->items[i];
    }
    qsort(sorted, self->count, sizeof(LodeCheckItem *), compare_identities);
    for (uint32_t i = 1; i < self->count; i++) {
        if (lode_check_item_compare_identity(sorted[i - 1], sorted[i]) == 0) {
            sorted[i]->occurrence = sorted[i - 1]->occurrence + 1;
        }
    }
    free(sorted);
}

static void add_fingerprint(LodeCheckItem *item, LodeBuf *scratch)
{
    lode_buf_clear(scratch);
    lode_buf_puts(scratch, lode_check_item_rule(item));
    lode_buf_append_byte(scratch, '\0');
    lode_buf_append(scratch, item->file);
    lode_buf_append_byte(scratch, '\0');
    lode_buf_append(scratch, item->subject);
    lode_buf_printf(scratch, "%c%u", '\0', item->occurrence);
    snprintf(item->fingerprint, sizeof item->fingerprint, "%016" PRIx64, lode_str_hash(lode_buf_str(scratch)));
}

LodeCheckResult lode_check_result_new(LodeSession *session, LodeFindings findings, const LodeSeverity *levels,
                                      const LodeGlobSet *silent_in)
{
    LodeArena *arena = &session->arena;
    LodeCheckResult self = {.baseline = LODE_STR_NONE};
    LodeSilencers silencers = lode_silencers_new(session);
    const LodeSuppression **by = LODE_ARENA_NEW(arena, const LodeSuppression *, findings.count + 1);
    for (uint32_t i = 0; i < findings.count; i++) {
        by[i] = lode_silencers_use(&silencers, session->graph, &findings.items[i]);
    }
    LodeFindingList own = {0};
    lode_silencers_judge(&silencers, session, levels, silent_in, &own, &self.suppression_count,
                         &self.used_suppression_count);
    LodeFinding *comments = LODE_ARENA_NEW(arena, LodeFinding, own.count + 1);
    if (own.count > 0) {
        memcpy(comments, own.items, own.count * sizeof *comments);
    }
    self.count = findings.count + (uint32_t)own.count;
    self.items = LODE_ARENA_NEW(arena, LodeCheckItem, self.count + 1);
    for (uint32_t i = 0; i < self.count; i++) {
        LodeCheckItem *item = &self.items[i];
        bool is_comment = i >= findings.count;
        item->finding = is_comment ? &comments[i - findings.count] : &findings.items[i];
        item->suppression = is_comment ? NULL : by[i];
        item->state = item->suppression ? LODE_FINDING_SUPPRESSED : LODE_FINDING_SHOWN;
        item->file = as_unicode(item->finding->place.id, arena);
        item->subject = as_unicode(item->finding->subject, arena);
    }
    lode_vec_release(&own);
    qsort(self.items, self.count, sizeof *self.items, compare_places);
    number_equals(&self);
    LodeBuf scratch = {0};
    for (uint32_t i = 0; i < self.count; i++) {
        add_fingerprint(&self.items[i], &scratch);
    }
    lode_buf_release(&scratch);
    return self;
}

void lode_check_result_count(LodeCheckResult *self)
{
    const LodeCheckItem *last = NULL;
    for (uint32_t i = 0; i < self->count; i++) {
        const LodeCheckItem *item = &self->items[i];
        unsigned rule = (unsigned)item->finding->rule;
        bool is_error = item->finding->severity == LODE_SEVERITY_ERROR;
        self->suppressed += item->state == LODE_FINDING_SUPPRESSED;
        self->baselined += item->state == LODE_FINDING_BASELINED;
        if (item->state != LODE_FINDING_SHOWN) {
            continue;
        }
        self->errors += is_error;
        self->warnings += !is_error;
        self->by_rule[rule]++;
        self->errors_by_rule[rule] += is_error;
        self->files += !last || !lode_str_equal(last->finding->place.id, item->finding->place.id);
        last = item;
    }
}

/* Findings as text. Reading order: places, one finding, what must hold. */
#include "tests/unit/graph/check_text.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

static void add_place(LodeBuf *out, const LodePlace *place)
{
    lode_buf_append(out, place->id);
    if (place->start.line) {
        lode_buf_printf(out, ":%u:%u", place->start.line, place->start.column);
    }
    if (place->end.line) {
        lode_buf_printf(out, "-%u:%u", place->end.line, place->end.column);
    }
}

/* "  name: " before each line of a text; nothing for an absent one. */
static void add_lines(LodeBuf *out, const char *name, LodeStr text)
{
    size_t start = 0;
    for (size_t i = 0; !lode_str_is_none(text) && i <= text.size; i++) {
        if (i == text.size || text.data[i] == '\n') {
            lode_buf_printf(out, "  %s: ", name);
            lode_buf_append(out, lode_str_slice(text, start, i));
            lode_buf_append_byte(out, '\n');
            start = i + 1;
        }
    }
}

static void add_places(LodeBuf *out, const char *name, const LodePlace *places, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        lode_buf_printf(out, "  %s: ", name);
        add_place(out, &places[i]);
        lode_buf_puts(out, ": ");
        lode_buf_append(out, places[i].text);
        lode_buf_append_byte(out, '\n');
    }
}

void check_text(LodeBuf *out, LodeFindings findings)
{
    for (uint32_t i = 0; i < findings.count; i++) {
        const LodeFinding *finding = &findings.items[i];
        lode_buf_printf(out, "%s %s ", finding->severity == LODE_SEVERITY_ERROR ? "error" : "warning",
                        lode_rules[finding->rule].name);
        add_place(out, &finding->place);
        lode_buf_puts(out, ": ");
        lode_buf_append(out, finding->message);
        lode_buf_append_byte(out, '\n');
        add_lines(out, "subject", finding->subject);
        add_lines(out, "node", finding->node);
        add_lines(out, "fix", finding->fix);
        for (uint32_t k = 0; k < finding->note_count; k++) {
            add_lines(out, "note", finding->notes[k]);
        }
        uint32_t end = finding->chain_break ? finding->chain_break : finding->chain_count;
        add_places(out, "related", finding->related, finding->related_count);
        add_places(out, "chain", finding->chain, end);
        add_places(out, "second chain", finding->chain + end, finding->chain_count - end);
    }
}

static void assert_sane_place(const LodePlace *place)
{
    assert_false(lode_str_is_none(place->id));
    assert_true(place->end.line == 0 || place->end.line > place->start.line ||
                (place->end.line == place->start.line && place->end.column >= place->start.column));
}

void assert_sane_findings(LodeFindings findings)
{
    for (uint32_t i = 0; i < findings.count; i++) {
        const LodeFinding *finding = &findings.items[i];
        assert_true(finding->rule < LODE_RULE_COUNT);
        assert_true(finding->severity == LODE_SEVERITY_WARNING || finding->severity == LODE_SEVERITY_ERROR);
        assert_true(finding->message.size > 0);
        assert_int_equal(lode_str_find(finding->message, '\n'), LODE_NOT_FOUND);
        assert_false(lode_str_ends_with(finding->message, LODE_STR(".")));
        assert_true(finding->chain_break < finding->chain_count || finding->chain_break == 0);
        assert_sane_place(&finding->place);
        for (uint32_t k = 0; k < finding->related_count; k++) {
            assert_sane_place(&finding->related[k]);
            assert_true(finding->related[k].text.size > 0);
        }
        for (uint32_t k = 0; k < finding->chain_count; k++) {
            assert_sane_place(&finding->chain[k]);
        }
        if (i > 0) {
            const LodeFinding *before = finding - 1;
            int order = lode_str_compare(before->place.id, finding->place.id);
            assert_true(order < 0 || (order == 0 && before->place.start.line <= finding->place.start.line));
        }
    }
}

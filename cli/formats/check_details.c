/* Reading order: places, text in columns, frames, chains, the whole. */
#include "base/utf.h"
#include "cli/code_frame.h"
#include "cli/formats/check.h"
#include "cli/text.h"

enum {
    LABEL_COLUMN = 7,       /* "chain" and two blanks */
    SOURCE_LIMIT = 1 << 24, /* larger files are not read for the sake of a frame */
    RELATED_ON_A_SCREEN = 3,
    CHAIN_ON_A_SCREEN = 10,
    CHAIN_HEAD = 5,
    NARROWEST = 40
};

void lode_check_place(LodeBuf *out, const LodePlace *place)
{
    lode_text_append(out, place->id);
    if (place->start.line) {
        lode_buf_printf(out, ":%u:%u", place->start.line, place->start.column);
    }
}

void lode_check_path(LodeBuf *out, const LodeCheckInput *input, const LodePlace *place)
{
    lode_buf_append(out, input->prefix);
    lode_buf_append(out, place->id);
}

/* Every line of `text` with what is not printable as an escape; line feeds stay. */
static void append_lines(LodeBuf *out, LodeStr text)
{
    size_t start = 0;
    for (size_t at = 0; at <= text.size; at++) {
        if (at == text.size || text.data[at] == '\n') {
            lode_text_append(out, lode_str_slice(text, start, at));
            if (at < text.size) {
                lode_buf_append_byte(out, '\n');
            }
            start = at + 1;
        }
    }
}

static void put_label(LodeBuf *out, const LodeCheckDetails *self, const char *label)
{
    lode_text_pad(out, self->indent);
    lode_tint(out, &self->terminal, LODE_TINT_DIM, lode_str(label));
    lode_text_pad(out, LABEL_COLUMN - strlen(label));
}

/* A label and its text, broken at blanks on a terminal. */
static void put_labelled(LodeBuf *out, const LodeCheckDetails *self, const char *label, LodeStr text)
{
    LodeBuf shown = {0};
    append_lines(&shown, text);
    put_label(out, self, label);
    size_t width = self->terminal.width > NARROWEST ? self->terminal.width : NARROWEST;
    width = self->terminal.width ? width : SIZE_MAX / 2;
    lode_text_wrap(out, lode_buf_str(&shown), self->indent + LABEL_COLUMN, width, true);
    lode_buf_release(&shown);
}

/* Puts the source of a file into a slot; an unreadable one is kept as an empty text. */
static void read_source(LodeCheckDetails *self, LodeCheckSource *slot, LodeStr path)
{
    LodeMemo *memo = self->input->session->memo;
    lode_buf_clear(&slot->text);
    lode_lines_release(&slot->lines);
    slot->path = path;
    if (lode_memo_read(memo, lode_memo_path(memo, path), SOURCE_LIMIT, &slot->text) != 0) {
        lode_buf_clear(&slot->text);
    }
    lode_lines_init(&slot->lines, lode_buf_str(&slot->text));
}

/* The source of a file, read unless it is at hand; in place of the one that was not asked for longest. */
static const LodeCheckSource *find_source(LodeCheckDetails *self, LodeStr path)
{
    LodeCheckSource *oldest = &self->sources[0];
    for (size_t i = 0; i < LODE_CHECK_SOURCES; i++) {
        LodeCheckSource *slot = &self->sources[i];
        if (!lode_str_is_none(slot->path) && lode_str_equal(slot->path, path)) {
            slot->used = ++self->clock;
            return slot;
        }
        oldest = slot->used < oldest->used ? slot : oldest;
    }
    read_source(self, oldest, path);
    oldest->used = ++self->clock;
    return oldest;
}

/* UTF-16 code units to mark; UINT16_MAX for "to the end of the line". */
static uint32_t mark_length(const LodePlace *place)
{
    if (place->end.line == place->start.line && place->end.column > place->start.column) {
        return place->end.column - place->start.column;
    }
    return place->end.line > place->start.line ? UINT16_MAX : 1;
}

static void put_frame(LodeBuf *out, LodeCheckDetails *self, const LodePlace *place)
{
    if (place->start.line == 0 || lode_str_is_none(place->path)) {
        return;
    }
    const LodeCheckSource *source = find_source(self, place->path);
    if (source->text.size == 0) {
        return;
    }
    LodeBuf frame = {0};
    LodeTerminal terminal = self->terminal;
    terminal.width =
        terminal.width > self->indent + NARROWEST ? terminal.width - (unsigned)self->indent : terminal.width;
    lode_code_frame_of(&frame, &terminal, &source->lines, place->start, mark_length(place));
    size_t start = 0;
    for (size_t at = 0; at < frame.size; at++) {
        if (frame.data[at] == '\n') {
            lode_text_pad(out, self->indent);
            lode_buf_append(out, lode_str_slice(lode_buf_str(&frame), start, at + 1));
            start = at + 1;
        }
    }
    lode_buf_release(&frame);
}

static void put_more(LodeBuf *out, const LodeCheckDetails *self, size_t indent, size_t count)
{
    LodeBuf text = {0};
    lode_buf_puts(&text, self->terminal.has_unicode ? "… " : "... ");
    lode_text_append_count(&text, count);
    lode_buf_puts(&text, " more");
    lode_text_pad(out, indent);
    lode_tint(out, &self->terminal, LODE_TINT_DIM, lode_buf_str(&text));
    lode_buf_append_byte(out, '\n');
    lode_buf_release(&text);
}

static void put_related(LodeBuf *out, LodeCheckDetails *self, const LodeFinding *finding)
{
    uint32_t shown = finding->related_count;
    if (self->is_cut && shown > RELATED_ON_A_SCREEN) {
        shown = RELATED_ON_A_SCREEN;
    }
    LodeBuf text = {0};
    for (uint32_t i = 0; i < shown; i++) {
        const LodePlace *place = &finding->related[i];
        lode_text_pad(out, self->indent);
        lode_tint_begin(out, &self->terminal, LODE_TINT_PLACE);
        lode_check_place(out, place);
        lode_tint_end(out, &self->terminal);
        if (place->text.size > 0) {
            lode_buf_clear(&text);
            lode_text_append(&text, place->text);
            lode_buf_printf(out, "  %s", text.data);
        }
        lode_buf_append_byte(out, '\n');
        put_frame(out, self, place);
    }
    lode_buf_release(&text);
    if (shown < finding->related_count) {
        put_more(out, self, self->indent, finding->related_count - shown);
    }
}

/* The places of one chain, one a line, what they say in a column of its own. */
static void put_chain(LodeBuf *out, const LodeCheckDetails *self, const LodePlace *places, uint32_t count)
{
    LodeBuf text = {0};
    size_t widest = 0;
    for (uint32_t i = 0; i < count; i++) {
        lode_buf_clear(&text);
        lode_check_place(&text, &places[i]);
        size_t width = lode_text_width(lode_buf_str(&text));
        widest = width > widest ? width : widest;
    }
    const char *ellipsis = self->terminal.has_unicode ? "…" : "...";
    size_t beside = self->indent + LABEL_COLUMN;
    size_t room = self->terminal.width > beside + NARROWEST ? self->terminal.width - beside : NARROWEST;
    if (self->terminal.width && widest > room * 3 / 5) {
        widest = room * 3 / 5;
    }
    bool is_cut = self->is_cut && count > CHAIN_ON_A_SCREEN;
    uint32_t tail = is_cut ? count - (CHAIN_ON_A_SCREEN - CHAIN_HEAD - 1) : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (is_cut && i == CHAIN_HEAD) {
            put_more(out, self, beside, tail - CHAIN_HEAD);
            i = tail;
        }
        if (i == 0) {
            put_label(out, self, "chain");
        } else {
            lode_text_pad(out, beside);
        }
        lode_buf_clear(&text);
        lode_check_place(&text, &places[i]);
        lode_tint_begin(out, &self->terminal, LODE_TINT_PLACE);
        size_t used = self->terminal.width ? lode_text_append_path(out, lode_buf_str(&text), widest, ellipsis)
                                           : lode_text_width(lode_buf_str(&text));
        if (!self->terminal.width) {
            lode_buf_append(out, lode_buf_str(&text));
        }
        lode_tint_end(out, &self->terminal);
        if (places[i].text.size > 0) {
            lode_text_pad(out, (widest > used ? widest - used : 0) + 2);
            lode_text_append_fit(out, places[i].text, self->terminal.width ? room - widest - 2 : SIZE_MAX / 2,
                                 ellipsis);
        }
        lode_buf_append_byte(out, '\n');
    }
    lode_buf_release(&text);
}

void lode_check_details(LodeBuf *out, LodeCheckDetails *self, const LodeFinding *finding)
{
    put_frame(out, self, &finding->place);
    put_related(out, self, finding);
    if (finding->node.size > 0) {
        put_labelled(out, self, "Node", finding->node);
    }
    if (finding->chain_count > 0) {
        uint32_t first = finding->chain_break ? finding->chain_break : finding->chain_count;
        put_chain(out, self, finding->chain, first);
        if (first < finding->chain_count) {
            put_chain(out, self, finding->chain + first, finding->chain_count - first);
        }
    }
    for (uint32_t i = 0; i < finding->note_count; i++) {
        put_labelled(out, self, i ? "" : "note", finding->notes[i]);
    }
    if (finding->fix.size > 0) {
        put_labelled(out, self, "fix", finding->fix);
    }
}

void lode_check_details_release(LodeCheckDetails *self)
{
    for (size_t i = 0; i < LODE_CHECK_SOURCES; i++) {
        lode_buf_release(&self->sources[i].text);
        lode_lines_release(&self->sources[i].lines);
    }
}

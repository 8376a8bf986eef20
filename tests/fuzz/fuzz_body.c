/*
 * Any bytes as the body of a module and of a script.
 *
 * Checked besides memory: the same source gives the same body; line ends of the source are all there; places
 * are in order, in lines and columns that exist; and a source in which nothing is imported, exported or awaited
 * stands in its body as it is. With LODE_FUZZ_BODIES=FOLDER each source and its body are written there, as N.mjs and
 * N.body, for a check of the syntax by an engine (tests/body/run.mjs --bodies FOLDER).
 */
#include "syntax/body.h"
#include "syntax/body_tokens.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static size_t lines_of(LodeStr text)
{
    size_t lines = 0;
    for (uint32_t at = 0; at < text.size;) {
        uint32_t end = lode_body_line_end(text, at);
        lines += end != 0;
        at += end ? end : 1;
    }
    return lines;
}

static LodeStr without_mark(LodeStr source)
{
    return lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF")) ? lode_str_slice(source, 3, source.size) : source;
}

static void check_body(const LodeBody *body, LodeStr source, size_t added)
{
    size_t lines = lines_of(without_mark(source));
    require(body->text.size > 0 && body->text.data[body->text.size - 1] == ')');
    /* A source that ends with \r makes one line end of it and of the one that is added. */
    bool joins = source.size && source.data[source.size - 1] == '\r';
    require(lines_of(body->text) == lines + added - joins);
    for (uint32_t i = 0; i < body->place_count; i++) {
        const LodeBodyPlace *place = &body->places[i];
        require(place->line >= 1 && place->line <= lines + 1 && place->column >= 1 && place->source_column >= 1);
        require(i == 0 || place[-1].line < place->line || place[-1].column < place->column);
        /* A byte counts for two units at most, in what is not UTF-8. */
        require(place->source_column <= 2 * source.size + 1 && place->column <= 2 * body->text.size + 1);
    }
}

static void save(const char *folder, LodeStr source, const LodeBody *body)
{
    static unsigned number;
    const char *const ends[] = {"mjs", "body"};
    const LodeStr texts[] = {source, body->text};
    number++;
    for (int i = 0; i < 2; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%u.%s", folder, number, ends[i]);
        FILE *file = fopen(path, "wb");
        if (file) {
            (void)fwrite(texts[i].data, 1, texts[i].size, file);
            (void)fclose(file);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static LodeParser *parser;
    if (!parser) {
        parser = lode_parser_new();
        lode_parser_set_detail(parser, LODE_DETAIL_EXPORTS);
    }
    LodeArena arena = {0};
    LodeStr source = {(const char *)data, size};
    const LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    LodeBody body;
    LodeBody again;
    lode_body_of_module(parser, source, record, &arena, &body);
    lode_body_of_module(parser, source, record, &arena, &again);
    require(lode_str_equal(body.text, again.text) && body.place_count == again.place_count);
    check_body(&body, source, 1);
    const char *folder = getenv("LODE_FUZZ_BODIES");
    if (folder) {
        save(folder, source, &body);
    }
    if (lode_str_search(source, LODE_STR("import")) == LODE_NOT_FOUND &&
        lode_str_search(source, LODE_STR("#!")) == LODE_NOT_FOUND) {
        lode_body_of_script(parser, source, &arena, &body);
        check_body(&body, source, 1);
        require(lode_str_search(body.text, without_mark(source)) != LODE_NOT_FOUND);
    }
    lode_body_of_script(parser, source, &arena, &body);
    check_body(&body, source, 1);
    lode_arena_release(&arena);
    return 0;
}

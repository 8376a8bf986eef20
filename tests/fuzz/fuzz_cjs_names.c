/*
 * Any bytes as a CommonJS text, to both of Node's lexers.
 *
 * Checked besides memory: a text that the lexer gives up on has no names; names and specifiers are
 * UTF-8 and each is there once; spans lie in the source; a second reading tells the same; and a comment
 * behind the text takes no name away.
 */
#include "base/utf.h"
#include "syntax/cjs_names.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_list(const LodeCjsName *names, uint32_t count, LodeStr source)
{
    for (uint32_t i = 0; i < count; i++) {
        require(names[i].text.data != NULL && lode_utf8_is_valid(names[i].text));
        require(names[i].text.data[names[i].text.size] == '\0');
        require(names[i].span.start < names[i].span.end && names[i].span.end <= source.size);
        for (uint32_t j = 0; j < i && count < 200; j++) {
            require(!lode_str_equal(names[i].text, names[j].text));
        }
    }
}

static bool same_list(const LodeCjsName *left, uint32_t left_count, const LodeCjsName *right, uint32_t right_count)
{
    bool same = left_count == right_count;
    for (uint32_t i = 0; same && i < left_count; i++) {
        same = lode_str_equal(left[i].text, right[i].text) && left[i].span.start == right[i].span.start;
    }
    return same;
}

static bool same_names(const LodeCjsNames *left, const LodeCjsNames *right)
{
    return lode_str_equal(left->error, right->error) && left->error_offset == right->error_offset &&
           same_list(left->exports, left->export_count, right->exports, right->export_count) &&
           same_list(left->reexports, left->reexport_count, right->reexports, right->reexport_count);
}

static void check_version(LodeStr source, int version)
{
    LodeArena arena = {0};
    LodeCjsNames names;
    lode_cjs_names_read(source, version, &arena, &names);
    require(names.error.data != NULL && names.error_offset <= source.size);
    require(names.error.size == 0 || (names.export_count == 0 && names.reexport_count == 0));
    check_list(names.exports, names.export_count, source);
    check_list(names.reexports, names.reexport_count, source);

    LodeCjsNames again;
    lode_cjs_names_read(source, version, &arena, &again);
    require(same_names(&names, &again));

    /* A brace of a literal, or an import, may be open at the end. */
    if (names.error.size == 0 && source.size > 0) {
        LodeStr longer = lode_arena_join(&arena, (LodeStr[]){source, LODE_STR("\n// exports.x = 1\n")}, 2);
        lode_cjs_names_read(longer, version, &arena, &again);
        bool may_end_differently = source.data[source.size - 1] == ',' || again.error.size > 0;
        require(may_end_differently || again.export_count >= names.export_count);
    }
    lode_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LodeStr source = {(const char *)data, size};
    check_version(source, 20);
    check_version(source, 26);
    return 0;
}

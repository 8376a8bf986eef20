/* Formats that the source settles. Reading order: as the header. */
#include "graph/module_format.h"

#include "graph/source.h"

bool lode_format_has_source(LodeFormat format)
{
    switch (format) {
    case LODE_FORMAT_DETECT:
    case LODE_FORMAT_DETECT_TYPESCRIPT:
    case LODE_FORMAT_COMMONJS:
    case LODE_FORMAT_MODULE:
    case LODE_FORMAT_COMMONJS_TYPESCRIPT:
    case LODE_FORMAT_MODULE_TYPESCRIPT:
        return true;
    default:
        return false;
    }
}

LodeFormat lode_format_settle(LodeFormat format, const LodeRecord *record)
{
    bool is_module = record && (record->has_module_syntax || record->has_module_only_syntax);
    switch (format) {
    case LODE_FORMAT_DETECT:
        return is_module ? LODE_FORMAT_MODULE : LODE_FORMAT_COMMONJS;
    case LODE_FORMAT_DETECT_TYPESCRIPT:
        return is_module ? LODE_FORMAT_MODULE_TYPESCRIPT : LODE_FORMAT_COMMONJS_TYPESCRIPT;
    default:
        return format;
    }
}

LodeFormat lode_format_settle_file(LodeMemo *memo, LodeParser *parser, const LodeResolution *resolution)
{
    if (!lode_format_is_open(resolution->format)) {
        return resolution->format;
    }
    LodeArena arena = {0};
    LodeBuf bytes = {0};
    const LodeRecord *record = NULL;
    if (resolution->file && lode_source_read(memo, resolution->file, &bytes, &arena, NULL)) {
        record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, lode_buf_str(&bytes), &arena);
    }
    LodeFormat format = lode_format_settle(resolution->format, record);
    lode_buf_release(&bytes);
    lode_arena_release(&arena);
    return format;
}

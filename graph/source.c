/* Bytes of modules. Reading order: files and their errors, then data: URLs. */
#include "graph/source.h"

#include "base/url_encode.h"

#include <errno.h>
#include <uv.h>

bool lode_source_read(LodeMemo *memo, LodePath *file, LodeBuf *out, LodeArena *arena, LodeError *error)
{
    int status = lode_memo_read(memo, file, LODE_SOURCE_LIMIT, out);
    if (status == 0) {
        return true;
    }
    LodeStr path = lode_path_text(file);
    switch (status) {
    case EISDIR:
    case ENXIO:
        lode_error_set(error, arena, LODE_ERROR_LODE_NOT_A_FILE, "'%.*s' is no regular file", LODE_STR_ARG(path));
        break;
    case EFBIG:
        lode_error_set(error, arena, LODE_ERROR_LODE_TOO_LARGE, "'%.*s' is larger than %d MiB", LODE_STR_ARG(path),
                       LODE_SOURCE_LIMIT / (1024 * 1024));
        break;
    case ENOENT:
    case ENOTDIR:
    case ESTALE:
        lode_error_set(error, arena, LODE_ERROR_LODE_CHANGED, "'%.*s' went away while the graph was read",
                       LODE_STR_ARG(path));
        break;
    default:
        lode_error_set(error, arena, LODE_ERROR_LODE_UNREADABLE, "Cannot read '%.*s': %s (%s)", LODE_STR_ARG(path),
                       uv_strerror(uv_translate_sys_error(status)), uv_err_name(uv_translate_sys_error(status)));
        break;
    }
    if (error) {
        error->file = path;
    }
    return false;
}

static int base64_digit(char byte)
{
    if (byte >= 'A' && byte <= 'Z') {
        return byte - 'A';
    }
    if (byte >= 'a' && byte <= 'z') {
        return byte - 'a' + 26;
    }
    if (byte >= '0' && byte <= '9') {
        return byte - '0' + 52;
    }
    return byte == '+' || byte == '-' ? 62 : byte == '/' || byte == '_' ? 63 : -1;
}

/* Decodes in place, as Buffer.from(text, 'base64') does: other characters are passed over, '=' ends it. */
static void decode_base64(LodeBuf *out)
{
    uint32_t bits = 0;
    unsigned count = 0;
    size_t used = 0;
    for (size_t i = 0; i < out->size && out->data[i] != '='; i++) {
        int digit = base64_digit(out->data[i]);
        if (digit < 0) {
            continue;
        }
        bits = (bits << 6 | (uint32_t)digit) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out->data[used++] = (char)(bits >> count & 0xFF);
        }
    }
    out->size = used;
}

bool lode_source_read_data(LodeStr url, LodeBuf *out)
{
    lode_buf_clear(out);
    size_t comma = lode_str_find(url, ',');
    if (!lode_str_starts_with(url, LODE_STR("data:")) || comma == LODE_NOT_FOUND) {
        return false;
    }
    size_t end = lode_str_find(url, '#');
    LodeArena scratch = {0};
    lode_buf_append(out, lode__url_percent_decode(&scratch, lode_str_slice(url, comma + 1, end)));
    lode_arena_release(&scratch);
    if (lode_str_ends_with(lode_str_slice(url, 0, comma), LODE_STR(";base64"))) {
        decode_base64(out);
    }
    return true;
}

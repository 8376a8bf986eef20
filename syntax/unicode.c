/* Both by base/utf.h's decoder. */
#include "syntax/unicode.h"

size_t lode_utf8_sequence(LodeStr text, size_t at)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    uint32_t code_point;
    size_t size = lode_utf8_decode(text, at, &code_point);
    bool written = code_point != 0xFFFD || (size == 3 && memcmp(text.data + at, replacement, 3) == 0);
    return written ? size : 0;
}

void lode_utf8_append_lossy(LodeBuf *out, LodeStr text)
{
    if (lode_utf8_is_valid(text)) {
        lode_buf_append(out, text);
        return;
    }
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point;
        at += lode_utf8_decode(text, at, &code_point);
        lode_buf_append_code_point(out, code_point);
    }
}

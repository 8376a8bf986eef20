/*
 * Answers questions about base/ for the scripts in this folder, which ask Node the
 * same. One question a line on stdin: a word, then its arguments in hexadecimal,
 * separated by spaces; "-" is an absent one. One answer a line on stdout: "fail", or
 * fields in hexadecimal.
 */
#include "base/json.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_ARGUMENTS = 3 };

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

static LodeStr unhex(LodeArena *arena, LodeStr hex)
{
    if (lode_str_equal(hex, LODE_STR("-"))) {
        return LODE_STR_NONE;
    }
    char *bytes = lode_arena_alloc(arena, hex.size / 2 + 1);
    for (size_t i = 0; i + 1 < hex.size; i += 2) {
        bytes[i / 2] = (char)(hex_value(hex.data[i]) << 4 | hex_value(hex.data[i + 1]));
    }
    return (LodeStr){bytes, hex.size / 2};
}

static void field(LodeStr text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < text.size; i++) {
        putchar(digits[(unsigned char)text.data[i] >> 4]);
        putchar(digits[(unsigned char)text.data[i] & 15]);
    }
    putchar('|');
}

static void answer_url(LodeArena *arena, LodeStr input, LodeStr base_text)
{
    LodeUrl base;
    LodeUrl url;
    bool has_base = !lode_str_is_none(base_text);
    if (has_base && !lode_url_parse(arena, base_text, NULL, &base)) {
        fputs("fail", stdout);
        return;
    }
    bool parses = lode_url_parse(arena, input, has_base ? &base : NULL, &url);
    if (!has_base && parses != lode_url_can_parse(input)) {
        fputs("can_parse differs", stdout);
        return;
    }
    if (!parses) {
        fputs("fail", stdout);
        return;
    }
    field(lode_url_href(arena, &url));
    field(url.scheme);
    field(url.username);
    field(url.password);
    field(url.host);
    field(url.port);
    field(url.path);
    field(lode_url_search(arena, &url));
    field(lode_url_hash(arena, &url));
}

static void answer_to_path(LodeArena *arena, LodeStr input)
{
    static const char *const codes[] = {"ok", "ERR_INVALID_URL_SCHEME", "ERR_INVALID_FILE_URL_HOST",
                                        "ERR_INVALID_FILE_URL_PATH", "URIError"};
    LodeUrl url;
    LodeStr path = LODE_STR("");
    if (!lode_url_parse(arena, input, NULL, &url)) {
        fputs("fail", stdout);
        return;
    }
    LodeUrlPathStatus status = lode_url_to_path(arena, &url, &path);
    fputs(codes[status], stdout);
    putchar('|');
    if (status == LODE_URL_PATH_OK) {
        field(path);
    }
}

static void answer_path(LodeArena *arena, LodeStr base, LodeStr path)
{
    static LodeBuf buffer;
    LodeStr first = lode_path_resolve(arena, base, path);
    LodeStr second = lode_path_resolve(arena, base, base);
    lode_path_resolve_into(&buffer, base, path);
    field(first);
    field(lode_buf_str(&buffer));
    field(lode_path_normalize(arena, path));
    field(lode_path_directory(path));
    field(lode_path_base_name(path));
    field(lode_path_extension(path));
    field(lode_path_relative(arena, second, first));
    putchar(lode_path_is_normal(path) ? '1' : '0');
    putchar(lode_path_is_inside(second, first) ? '1' : '0');
}

static void answer_json(LodeArena *arena, LodeStr text)
{
    LodeJsonError error;
    LodeJson *value = lode_json_parse(arena, text, &error);
    if (!value) {
        printf("fail|%u|", (unsigned)error.offset);
        field(error.message);
        return;
    }
    LodeBuf out = {0};
    lode_json_write(&out, value);
    field(lode_buf_str(&out));
    lode_buf_release(&out);
}

static void answer(LodeArena *arena, LodeStr word, const LodeStr *arguments)
{
    if (lode_str_equal(word, LODE_STR("url"))) {
        answer_url(arena, arguments[0], arguments[1]);
    } else if (lode_str_equal(word, LODE_STR("from-path"))) {
        field(lode_url_from_path(arena, arguments[0]));
        putchar(lode_url_path_is_plain(arguments[0]) ? '1' : '0');
    } else if (lode_str_equal(word, LODE_STR("to-path"))) {
        answer_to_path(arena, arguments[0]);
    } else if (lode_str_equal(word, LODE_STR("component"))) {
        field(lode_url_encode_component(arena, arguments[0]));
    } else if (lode_str_equal(word, LODE_STR("path"))) {
        answer_path(arena, arguments[0], arguments[1]);
    } else if (lode_str_equal(word, LODE_STR("json"))) {
        answer_json(arena, arguments[0]);
    } else if (lode_str_equal(word, LODE_STR("utf16"))) {
        printf("%zu|%d", lode_utf16_size(arguments[0]), lode_utf8_is_valid(arguments[0]));
    } else {
        fputs("unknown question", stdout);
    }
    putchar('\n');
}

int main(void)
{
    LodeArena arena = {0};
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t read; (read = getline(&line, &capacity, stdin)) > 0;) {
        LodeArenaMark mark = lode_arena_mark(&arena);
        LodeStr rest = {line, (size_t)read - (line[read - 1] == '\n')};
        LodeStr words[1 + MOST_ARGUMENTS];
        for (size_t i = 0; i <= MOST_ARGUMENTS; i++) {
            size_t space = lode_str_find(rest, ' ');
            words[i] = lode_str_slice(rest, 0, space);
            rest = lode_str_slice(rest, words[i].size + 1, rest.size);
            words[i] = i ? unhex(&arena, words[i]) : words[i];
        }
        answer(&arena, words[0], words + 1);
        lode_arena_rewind(&arena, mark);
    }
    free(line);
    lode_arena_release(&arena);
    return 0;
}

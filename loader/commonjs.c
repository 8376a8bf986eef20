/* Reading order: reading, texts that break out, the wrapper, compiling. */
#include "loader/commonjs.h"

#include "base/path.h"
#include "graph/module_format.h"
#include "graph/source.h"
#include "loader/import_calls.h"
#include "loader/sources.h"
#include "syntax/body.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { BLOCK = 64 }; /* bytes that are looked at together */

/* ---- reading ---- */

static int read_stream(int fd, LodeBuf *out)
{
    ssize_t size;
    lode_buf_clear(out);
    do {
        lode_buf_reserve(out, 1 << 16);
        size = read(fd, out->data + out->size, 1 << 16);
        if (size > 0) {
            out->size += (size_t)size;
        }
    } while ((size > 0 && out->size <= LODE_SOURCE_LIMIT) || (size < 0 && errno == EINTR));
    lode_buf_append(out, LODE_STR(""));
    return size < 0 ? errno : size > 0 ? EFBIG : 0;
}

bool lode__commonjs_read(LodeHost *host, LodeStr path, LodeBuf *out, LodeValue *thrown)
{
    LodeFs *fs = lode_memo_fs(host->memo);
    LodeBuf name = {0};
    lode_buf_append(&name, path);
    bool has_nul = memchr(path.data, '\0', path.size) != NULL;
    int error = has_nul ? ENOENT : fs->ops->read_file(fs, name.data ? name.data : "", LODE_SOURCE_LIMIT, out);
    if (error == ENXIO) {
        int fd = open(name.data, O_RDONLY | O_CLOEXEC);
        error = fd < 0 ? errno : read_stream(fd, out);
        if (fd >= 0) {
            close(fd);
        }
    }
    lode_buf_release(&name);
    if (error == EISDIR) {
        lode__throw_uv(host, thrown, UV_EISDIR, "read", LODE_STR_NONE);
    } else if (error) {
        lode__throw_uv(host, thrown, uv_translate_sys_error(error), "open", path);
    }
    return error == 0;
}

/* ---- texts that break out ---- */

/*
 * Whether a block closes more than was open before it, so that one has to look where. If not, it is counted: in a loop
 * that compilers turn into vectors.
 */
static bool can_close(const char *block, size_t *depth)
{
    unsigned char opened = 0;
    unsigned char closed = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        opened += block[i] == '{';
        closed += block[i] == '}';
    }
    if (closed > *depth) {
        return true;
    }
    *depth = *depth + opened - closed;
    return false;
}

/*
 * Where braces, those in strings and comments too, close what was not opened: the offset, or LODE_NOT_FOUND.
 * A text that breaks out of its wrapper has such a place, unless it goes out of its way to hide it.
 */
static size_t early_close(LodeStr source)
{
    size_t depth = 0;
    for (size_t at = 0; at < source.size;) {
        size_t size = source.size - at < BLOCK ? source.size - at : BLOCK;
        if (size == BLOCK && !can_close(source.data + at, &depth)) {
            at += BLOCK;
            continue;
        }
        for (size_t end = at + size; at < end; at++) {
            if (source.data[at] == '{') {
                depth++;
            } else if (source.data[at] == '}' && depth-- == 0) {
                return at;
            }
        }
    }
    return LODE_NOT_FOUND;
}

/*
 * Whether a text that compiled in the wrapper did so by closing it. Two opinions, since each alone refuses
 * some good texts: a wrapper whose end refers to its beginning, and the parser of the analyses.
 */
static bool breaks_out(LodeHost *host, LodeStr source, LodeStr url)
{
    LodeBuf text = {0};
    LodeArena arena = {0};
    LodeSyntaxFault fault;
    lode_buf_puts(&text, "(function () { $lodeWrapper: {");
    lode_buf_append(&text, source);
    lode_buf_puts(&text, "\nbreak $lodeWrapper } })");
    bool is_enclosed = host->ops->check_syntax(host->engine, lode_buf_str(&text), url, false, &arena, &fault);
    bool is_broken = false;
    if (!is_enclosed) {
        is_broken = lode_record_read(host->parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena)->diagnostic_count > 0;
    }
    lode_buf_release(&text);
    lode_arena_release(&arena);
    return is_broken;
}

static LodeValue throw_early_close(LodeHost *host, LodeStr source, size_t offset, LodeStr url, LodeValue *thrown)
{
    unsigned line = 1;
    for (size_t i = 0; i < offset && i < source.size; i++) {
        line += source.data[i] == '\n';
    }
    lode__throw(host, thrown, "SyntaxError", NULL, LODE_STR("Unexpected token '}'"));
    if (thrown) {
        lode__set(host, *thrown, "line", lode__number(host, line));
        lode__set(host, *thrown, "sourceURL", lode__text(host, url));
    }
    return NULL;
}

/* ---- the wrapper ---- */

static const char head[] = "(function (exports, require, module, __filename, __dirname) {";
static const char tail[] = "\n})";
/* How a body of lode_body_of_script begins, up to the name of its last parameter. */
static const char body_head[] = "(function (exports, require, module, __filename, __dirname, ";

static LodeStr without_mark(LodeStr source)
{
    bool is_marked = lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF"));
    return is_marked ? lode_str_slice(source, 3, source.size) : source;
}

static void note_source(LodeHost *host, LodeStr url, LodeSource source)
{
    source.url = lode_arena_copy(&host->arena, url);
    source.path = lode_path_is_absolute(url) ? source.url : LODE_STR_NONE;
    lode__sources_add(host, source);
}

static void write_plain(LodeBuf *out, LodeStr source)
{
    lode_buf_reserve(out, source.size + sizeof head + sizeof tail);
    lode_buf_puts(out, head);
    bool has_hashbang = lode_str_starts_with(source, LODE_STR("#!"));
    lode_buf_puts(out, has_hashbang ? "//" : "");
    lode_buf_append(out, lode_str_slice(source, has_hashbang ? 2 : 0, source.size));
    lode_buf_puts(out, tail);
}

/* Copies places to the host; those of the first line `shift` columns further on. */
static LodeSource source_with_places(LodeHost *host, const LodeBody *body, long shift)
{
    LodeBodyPlace *places = LODE_ARENA_NEW(&host->arena, LodeBodyPlace, body->place_count);
    for (uint32_t i = 0; i < body->place_count; i++) {
        places[i] = body->places[i];
        if (places[i].line == 1) {
            places[i].column = (uint32_t)((long)places[i].column + shift);
        }
    }
    return (LodeSource){.places = places, .place_count = body->place_count};
}

/* The part of a body behind its parameters, to the end; `*name` is the last of them, which import(…) became. */
static LodeStr code_of_body(const LodeBody *body, LodeStr *name)
{
    LodeStr rest = lode_str_slice(body->text, sizeof body_head - 1, body->text.size);
    size_t size = lode_str_find(rest, ')');
    *name = lode_str_slice(rest, 0, size);
    return lode_str_slice(rest, size + sizeof ") {" - 1, rest.size);
}

/*
 * A text with import(…): ((NAME) => function (exports, require, module, __filename, __dirname) {…}), so that
 * the function has its five parameters and no sixth argument. False where there is no import(…) after all.
 */
static bool write_importing(LodeHost *host, LodeBuf *out, LodeStr source, LodeSource *noted)
{
    LodeArena arena = {0};
    LodeBody body;
    LodeStr name;
    lode_body_of_script(host->parser, source, &arena, &body);
    LodeStr code = code_of_body(&body, &name);
    bool is_used = lode_str_search(code, name) != LODE_NOT_FOUND;
    if (is_used) {
        lode_buf_printf(out, "((%.*s) => %s", LODE_STR_ARG(name), head + 1);
        long shift = (long)out->size - (long)(body.text.size - code.size);
        lode_buf_append(out, code);
        *noted = source_with_places(host, &body, shift);
    }
    lode_arena_release(&arena);
    return is_used;
}

/* ---- compiling ---- */

LodeValue lode__commonjs_compile(LodeHost *host, LodeStr source, LodeStr url, LodeValue *thrown)
{
    source = without_mark(source);
    LodeBuf text = {0};
    LodeSource noted = {.first_line_shift = sizeof head - 1};
    if (!lode__may_import(source) || !write_importing(host, &text, source, &noted)) {
        write_plain(&text, source);
    }
    note_source(host, url, noted);
    /* Before anything of it runs: what breaks out would. */
    size_t offset = early_close(source);
    bool is_open = offset != LODE_NOT_FOUND && breaks_out(host, source, url);
    LodeValue function = is_open ? NULL : host->ops->evaluate(host->engine, lode_buf_str(&text), url, 1, thrown);
    if (!is_open && !function && thrown) {
        lode__finish_error(host, *thrown, NULL);
    }
    lode_buf_release(&text);
    if (function && host->ops->type(host->engine, function) != LODE_TYPE_FUNCTION) {
        is_open = true;
    }
    return is_open ? throw_early_close(host, source, offset, url, thrown) : function;
}

bool lode__commonjs_is_module(LodeHost *host, LodeStr source)
{
    LodeArena arena = {0};
    LodeRecord *record = lode_record_read(host->parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    bool is_module = lode_format_settle(LODE_FORMAT_DETECT, record) == LODE_FORMAT_MODULE;
    lode_arena_release(&arena);
    return is_module;
}

/* Appends `text` with `to` in each place of `from`. */
static void append_replaced(LodeBuf *out, LodeStr text, LodeStr from, LodeStr to)
{
    for (size_t at; (at = lode_str_search(text, from)) != LODE_NOT_FOUND;) {
        lode_buf_append(out, lode_str_slice(text, 0, at));
        lode_buf_append(out, to);
        text = lode_str_slice(text, at + from.size, text.size);
    }
    lode_buf_append(out, text);
}

LodeValue lode__commonjs_run_script(LodeHost *host, LodeStr source, LodeStr url, LodeStr import_name, LodeValue *thrown)
{
    LodeArena arena = {0};
    LodeBuf text = {0};
    LodeSource noted = {.first_line_shift = 0};
    source = without_mark(source);
    if (lode__may_import(source)) {
        LodeBody body;
        lode_body_of_script(host->parser, source, &arena, &body);
        LodeStr name;
        LodeStr code = code_of_body(&body, &name);
        noted = source_with_places(host, &body, -(long)(body.text.size - code.size));
        append_replaced(&text, lode_str_slice(code, 0, code.size - (sizeof tail - 1)), name, import_name);
    } else {
        lode_buf_append(&text, source);
    }
    note_source(host, url, noted);
    LodeValue result = host->ops->evaluate(host->engine, lode_buf_str(&text), url, 1, thrown);
    if (!result && thrown) {
        lode__finish_error(host, *thrown, NULL);
    }
    lode_buf_release(&text);
    lode_arena_release(&arena);
    return result;
}

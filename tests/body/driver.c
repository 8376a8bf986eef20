/*
 * Rewrites modules and scripts for the scripts in this folder.
 *
 * One file a line on stdin: "module PATH" or "script PATH". One line of JSON a file on stdout: the body with its
 * places, and of a module what a linker needs to know of its record.
 *
 * "judge SIZE" and the bytes of a source: what the engine says of it as a module and of its body in both forms, in
 * one line of JSON; null where there is no engine. Nothing of it runs but what is no module and escapes its body.
 */
#include "loader/engine.h"
#include "syntax/body.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void put_string(LodeStr text)
{
    if (lode_str_is_none(text)) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < ' ') {
            printf("\\u%04x", byte);
        } else {
            if (byte == '"' || byte == '\\') {
                putchar('\\');
            }
            putchar(byte);
        }
    }
    putchar('"');
}

static void put_requests(const LodeRecord *record)
{
    fputs(",\"requests\":[", stdout);
    for (uint32_t i = 0; i < record->request_count; i++) {
        printf("%s{\"kind\":\"%s\",\"specifier\":", i ? "," : "", lode_request_kind_names[record->requests[i].kind]);
        put_string(record->requests[i].specifier);
        fputs(",\"names\":[", stdout);
        for (uint32_t j = 0; j < record->requests[i].name_count; j++) {
            fputs(j ? "," : "", stdout);
            put_string(record->requests[i].names[j].imported);
        }
        fputs("]}", stdout);
    }
    fputs("]", stdout);
}

static void put_exports(const LodeRecord *record)
{
    static const char *const forms[] = {"local", "indirect", "namespace", "star"};
    fputs(",\"exports\":[", stdout);
    for (uint32_t i = 0; i < record->export_count; i++) {
        const LodeExport *export = &record->exports[i];
        printf("%s{\"form\":\"%s\",\"request\":%lld,\"name\":", i ? "," : "", forms[export->form],
               export->request == LODE_NO_REQUEST ? -1LL : (long long)export->request);
        put_string(export->name);
        fputs(",\"local\":", stdout);
        put_string(export->local);
        putchar('}');
    }
    fputs("]", stdout);
}

static void put_body(const LodeBody *body)
{
    fputs("{\"text\":", stdout);
    put_string(body->text);
    printf(",\"await\":%s,\"meta\":%s,\"places\":[", body->has_top_level_await ? "true" : "false",
           body->uses_import_meta ? "true" : "false");
    for (uint32_t i = 0; i < body->place_count; i++) {
        printf("%s[%u,%u,%u]", i ? "," : "", body->places[i].line, body->places[i].column,
               body->places[i].source_column);
    }
    fputs("]", stdout);
}

static bool read_file(const char *path, LodeBuf *into)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    char part[65536];
    for (size_t size; (size = fread(part, 1, sizeof part, file)) > 0;) {
        lode_buf_append(into, (LodeStr){part, size});
    }
    fclose(file);
    return true;
}

static void answer(LodeParser *parser, bool is_module, LodeStr source)
{
    LodeArena arena = {0};
    LodeBody body;
    const LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    if (is_module) {
        lode_body_of_module(parser, source, record, &arena, &body);
    } else {
        lode_body_of_script(parser, source, &arena, &body);
    }
    put_body(&body);
    put_requests(record);
    put_exports(record);
    printf(",\"module\":%s,\"errors\":%u}\n", record->has_module_syntax ? "true" : "false",
           record->diagnostic_count + record->early_error_count);
    (void)fflush(stdout);
    lode_arena_release(&arena);
}

/* ---- judging ---- */

/* The engine of the build that this program, OUT/tests/body/driver, is of; or NULL. */
static const LodeEngineOps *open_engine(void)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    LodeStr folder = {path, size > 0 ? (size_t)size : 0};
    for (int i = 0; i < 3; i++) {
        size_t slash = lode_str_find_last(folder, '/');
        folder = lode_str_slice(folder, 0, slash == LODE_NOT_FOUND ? 0 : slash);
    }
    LodeArena arena = {0};
    LodeError error;
    LodeStr file = lode_arena_printf(&arena, "%.*s/liblode-jsc.so", LODE_STR_ARG(folder));
    const LodeEngineOps *ops = lode_engine_open(file, &arena, &error);
    lode_arena_release(&arena);
    return ops;
}

typedef struct Judge {
    const LodeEngineOps *ops;
    LodeEngine *engine;
    unsigned judged; /* by this engine */
} Judge;

/* An engine keeps what it compiled for a while: another one after so many. */
enum { JUDGED_BY_ONE = 500 };

static bool is_ready(Judge *self)
{
    if (self->engine && self->judged++ < JUDGED_BY_ONE) {
        return true;
    }
    if (self->engine) {
        self->ops->destroy(self->engine);
    }
    self->ops = self->ops ? self->ops : open_engine();
    self->engine = self->ops ? self->ops->create() : NULL;
    self->judged = 0;
    return self->engine != NULL;
}

/* "function" where the text is an expression with that value, or the name of what it throws. */
static void put_outcome(const Judge *self, LodeStr text)
{
    LodeValue thrown = NULL;
    LodeValue value = self->ops->evaluate(self->engine, text, LODE_STR("body"), 1, &thrown);
    if (value) {
        bool is_function = self->ops->type(self->engine, value) == LODE_TYPE_FUNCTION;
        put_string(is_function ? LODE_STR("function") : LODE_STR("value"));
        return;
    }
    LodeBuf name = {0};
    LodeValue property = self->ops->get(self->engine, thrown, LODE_STR("name"), NULL);
    self->ops->to_text(self->engine, property ? property : thrown, &name, NULL);
    put_string(lode_buf_str(&name));
    lode_buf_release(&name);
}

static void judge(Judge *self, LodeParser *parser, LodeStr source)
{
    if (!is_ready(self)) {
        puts("null");
        return;
    }
    LodeArena arena = {0};
    LodeSyntaxFault fault = {.message = LODE_STR("")};
    bool is_module = self->ops->check_syntax(self->engine, source, LODE_STR("source"), true, &arena, &fault);
    const LodeRecord *record = lode_record_read(parser, LODE_LANGUAGE_JAVASCRIPT, source, &arena);
    LodeBody body;
    lode_body_of_module(parser, source, record, &arena, &body);
    printf("{\"module\":%s,\"suspect\":%s,\"message\":", is_module ? "true" : "false",
           body.is_suspect ? "true" : "false");
    put_string(fault.message);
    char *text = lode_arena_alloc(&arena, body.text.size);
    memcpy(text, body.text.data, body.text.size);
    fputs(",\"generator\":", stdout);
    put_outcome(self, (LodeStr){text, body.text.size});
    lode_body_set_form(&body, text, true);
    fputs(",\"function\":", stdout);
    put_outcome(self, (LodeStr){text, body.text.size});
    puts("}");
    lode_arena_release(&arena);
}

/* Reads as many bytes as the line says. */
static bool read_source(const char *size, LodeBuf *into)
{
    char part[65536];
    for (size_t rest = strtoul(size, NULL, 10), read; rest > 0; rest -= read) {
        read = fread(part, 1, rest < sizeof part ? rest : sizeof part, stdin);
        if (read == 0) {
            return false;
        }
        lode_buf_append(into, (LodeStr){part, read});
    }
    return true;
}

int main(void)
{
    LodeParser *parser = lode_parser_new();
    lode_parser_set_detail(parser, LODE_DETAIL_EXPORTS);
    Judge judge_of_all = {0};
    char *line = NULL;
    size_t capacity = 0;
    LodeBuf source = {0};
    for (ssize_t size; (size = getline(&line, &capacity, stdin)) > 0;) {
        line[size - 1] = '\0';
        lode_buf_clear(&source);
        if (strncmp(line, "judge ", 6) == 0) {
            if (!read_source(line + 6, &source)) {
                break;
            }
            judge(&judge_of_all, parser, lode_buf_str(&source));
            (void)fflush(stdout);
            continue;
        }
        bool is_module = strncmp(line, "module ", 7) == 0;
        if (size < 8 || !read_file(line + 7, &source)) {
            puts("null");
            fflush(stdout);
            continue;
        }
        answer(parser, is_module, lode_buf_str(&source));
    }
    if (judge_of_all.engine) {
        judge_of_all.ops->destroy(judge_of_all.engine);
    }
    lode_buf_release(&source);
    free(line);
    lode_parser_free(parser);
    return 0;
}

/*
 * Rewrites modules and scripts for the scripts in this folder.
 *
 * One file a line on stdin: "module PATH" or "script PATH". One line of JSON a file on stdout: the body with its
 * places, and of a module what a linker needs to know of its record.
 */
#include "syntax/body.h"

#include <stdio.h>
#include <stdlib.h>

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

int main(void)
{
    LodeParser *parser = lode_parser_new();
    lode_parser_set_detail(parser, LODE_DETAIL_EXPORTS);
    char *line = NULL;
    size_t capacity = 0;
    LodeBuf source = {0};
    for (ssize_t size; (size = getline(&line, &capacity, stdin)) > 0;) {
        line[size - 1] = '\0';
        lode_buf_clear(&source);
        bool is_module = strncmp(line, "module ", 7) == 0;
        if (size < 8 || !read_file(line + 7, &source)) {
            puts("null");
            fflush(stdout);
            continue;
        }
        answer(parser, is_module, lode_buf_str(&source));
    }
    lode_buf_release(&source);
    free(line);
    lode_parser_free(parser);
    return 0;
}

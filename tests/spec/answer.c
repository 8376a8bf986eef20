/*
 * Answers the questions of one spec on the file system in memory; run.mjs compares.
 *
 *     answer FILE
 *
 * A spec is a description, the files of a world (tests/unit/graph/world.h), then questions, each
 *
 *     ? import|require SPECIFIER from FILE [| node 20, condition NAME, target browser, trace]
 *
 * Printed are the questions as they stand, each with its answer: the steps of a trace ("  1 ..."), then
 * "= PATH FORMAT" (the URL for what is no file), or "! CODE" with the message and the notes ("  * ...") below.
 */
#include "graph/module_format.h"
#include "resolver/trace.h"
#include "tests/unit/graph/world.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Question {
    LodeRequestFrom request;
    LodeResolverOptions options;
    LodeStr condition;
    bool traced;
} Question;

static LodeStr read_all(LodeArena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    LodeBuf text = {0};
    char chunk[4096];
    size_t got = 0;
    while (file && (got = fread(chunk, 1, sizeof chunk, file)) > 0) {
        lode_buf_append(&text, (LodeStr){chunk, got});
    }
    if (!file || fclose(file) != 0) {
        fprintf(stderr, "answer: cannot read %s\n", path);
        exit(2);
    }
    LodeStr copy = lode_arena_copy(arena, lode_buf_str(&text));
    lode_buf_release(&text);
    return copy;
}

static bool take(LodeStr *text, const char *prefix)
{
    if (!lode_str_starts_with(*text, lode_str(prefix))) {
        return false;
    }
    *text = lode_str_slice(*text, strlen(prefix), text->size);
    return true;
}

/* What stands before `separator`; the text goes on behind it. */
static LodeStr take_until(LodeStr *text, const char *separator)
{
    size_t at = lode_str_search(*text, lode_str(separator));
    size_t end = at == LODE_NOT_FOUND ? text->size : at;
    LodeStr taken = lode_str_slice(*text, 0, end);
    *text = lode_str_slice(*text, at == LODE_NOT_FOUND ? end : end + strlen(separator), text->size);
    return taken;
}

static bool read_option(Question *self, LodeStr option)
{
    if (take(&option, "node ")) {
        self->options.node_version = atoi(option.data);
    } else if (take(&option, "condition ")) {
        self->condition = option;
        self->options.conditions = &self->condition;
        self->options.condition_count = 1;
    } else if (take(&option, "target ")) {
        self->options.target = lode_str_equal(option, LODE_STR("browser")) ? LODE_TARGET_BROWSER : LODE_TARGET_BUNDLER;
    } else if (lode_str_equal(option, LODE_STR("preserve symlinks"))) {
        self->options.preserve_symlinks = true;
    } else if (lode_str_equal(option, LODE_STR("trace"))) {
        self->traced = true;
    } else {
        return false;
    }
    return true;
}

static bool read_question(Question *self, LodeStr line)
{
    *self = (Question){.options = lode_resolver_options_default()};
    if (take(&line, "? require ")) {
        self->request.kind = LODE_KIND_REQUIRE;
    } else if (!take(&line, "? import ")) {
        return false;
    }
    self->request.specifier = take_until(&line, " from ");
    self->request.from = take_until(&line, " | ");
    while (line.size > 0) {
        if (!read_option(self, take_until(&line, ", "))) {
            return false;
        }
    }
    return self->request.from.size > 0;
}

static void print_trace(const LodeTrace *trace)
{
    for (size_t i = 0; i < trace->steps.count; i++) {
        LodeTraceStep step = trace->steps.items[i];
        const char *outcome = step.outcome == LODE_TRACE_FOUND  ? "yes"
                              : step.outcome == LODE_TRACE_MISS ? "no "
                                                                : "-  ";
        printf("%3zu %s %*s%.*s: %.*s\n", i + 1, outcome, (int)step.depth * 2, "", LODE_STR_ARG(step.function),
               LODE_STR_ARG(step.text));
    }
}

static void print_failure(const LodeError *error)
{
    printf("! %s\n", lode_error_code_text(error->code));
    LodeStr message = error->message;
    while (message.size > 0) {
        LodeStr line = take_until(&message, "\n");
        printf("  %.*s\n", LODE_STR_ARG(line));
    }
    for (const LodeErrorNote *note = error->notes; note; note = note->next) {
        printf("  * %.*s", LODE_STR_ARG(note->text));
        if (!lode_str_is_none(note->file)) {
            printf(" (%.*s:%u:%u)", LODE_STR_ARG(note->file), (unsigned)note->position.line,
                   (unsigned)note->position.column);
        }
        puts("");
    }
}

/* Each question has a world of its own: no answer rests on what another one left in a cache. */
static void answer(const Question *question, const char *files)
{
    World world;
    world_init(&world, files);
    LodeCache *cache = lode_cache_new(world.memo, question->options.node_version);
    LodeResolver *resolver = lode_resolver_new(cache, &question->options);
    LodeTrace trace = {0};
    if (question->traced) {
        lode_resolver_set_trace(resolver, &trace);
    }
    LodeResolution found = {0};
    LodeError error = {0};
    bool ok = lode_resolve(resolver, &question->request, &world.arena, &found, &error);
    print_trace(&trace);
    if (!ok) {
        print_failure(&error);
    } else if (found.is_ignored) {
        puts("= nothing");
    } else {
        LodeParser *parser = lode_parser_new();
        const char *format = lode_format_name(lode_format_settle_file(world.memo, parser, &found));
        LodeStr where = lode_str_is_none(found.path) ? found.url : found.path;
        printf("= %.*s %s\n", LODE_STR_ARG(where), format ? format : "none");
        lode_parser_free(parser);
    }
    lode_trace_release(&trace);
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    world_release(&world);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: answer FILE\n", stderr);
        return 2;
    }
    LodeArena arena = {0};
    LodeStr text = read_all(&arena, argv[1]);
    size_t files = lode_str_search(text, LODE_STR("\n@ "));
    size_t questions = lode_str_search(text, LODE_STR("\n? "));
    if (files == LODE_NOT_FOUND || questions == LODE_NOT_FOUND || questions < files) {
        fputs("answer: a spec has a description, files and questions\n", stderr);
        return 2;
    }
    const char *world = lode_arena_copy(&arena, lode_str_slice(text, files + 1, questions + 1)).data;
    LodeStr rest = lode_str_slice(text, questions + 1, text.size);
    while (rest.size > 0) {
        LodeStr line = take_until(&rest, "\n");
        Question question;
        if (!lode_str_starts_with(line, LODE_STR("? "))) {
            continue;
        }
        if (!read_question(&question, line)) {
            fprintf(stderr, "answer: cannot read: %.*s\n", LODE_STR_ARG(line));
            return 2;
        }
        printf("%.*s\n", LODE_STR_ARG(line));
        answer(&question, world);
    }
    lode_arena_release(&arena);
    return 0;
}

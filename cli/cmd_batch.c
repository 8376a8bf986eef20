/*
 * lode resolve --batch: requests from standard input, one JSON object a line, and
 * one line of answer for each, in the same order. JSON: docs/schema/resolve.json.
 *
 * Lines are taken as they come: what is there is answered and written before
 * more is read, so a program can ask and wait. What comes at once is cut into
 * blocks that threads take in turn; each block has its own output, and blocks
 * are written in order. A thread has its own resolver and arena; file-system
 * knowledge and settled formats are shared.
 *
 * Reading order: one line, one block, one round, reading.
 */
#include "base/json.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/write_json.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    BLOCK_LINES = 64,
    ROUND_BYTES = 1 << 22,
    READ_BYTES = 1 << 18,
    LINE_LIMIT = 1 << 26 /* a longer line is no request; reading it whole could exhaust the memory */
};

typedef struct Block {
    LodeBuf out;
    int status;
} Block;

typedef struct Batch {
    LodeSession *session;
    LodeStr defaults[2]; /* who asks where a line does not say, by kind */
    LodeFormatTable *formats;
    LodeAnswerer *answerers;
    LodeArena *arenas; /* one for each thread, rewound after each line */
    unsigned thread_count;
    LodeOutput out;
    /* The round that is being answered. */
    LODE_VEC(LodeStr) lines;
    Block *blocks;
    size_t block_count;
    size_t block_capacity;
    atomic_size_t next_block;
} Batch;

typedef struct Worker {
    Batch *batch;
    unsigned index;
} Worker;

/* A request from a line; false with `*error` filled where it is none. */
static bool read_request(Batch *self, LodeStr line, LodeArena *arena, LodeRequestFrom *request, LodeError *error)
{
    size_t blank = 0;
    while (blank < line.size && strchr(" \t", line.data[blank]) && line.data[blank]) {
        blank++;
    }
    if (blank == line.size) {
        return lode_error_set(error, arena, LODE_ERROR_LODE_BAD_JSON, "the line is empty");
    }
    LodeJsonError json_error = {0};
    const LodeJson *document = lode_json_parse(arena, line, &json_error);
    if (!document) {
        return lode_error_set(error, arena, LODE_ERROR_LODE_BAD_JSON, "column %u: %.*s",
                              lode_position_of(line, json_error.offset).column, LODE_STR_ARG(json_error.message));
    }
    const LodeOptions *options = self->session->options;
    *request = (LodeRequestFrom){.kind = options->kind, .attribute_type = LODE_STR_NONE};
    if (document->type != LODE_JSON_OBJECT) {
        return lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "a request is an object with a \"specifier\"");
    }
    const LodeJson *specifier = lode_json_get(document, LODE_STR("specifier"));
    if (!specifier || specifier->type != LODE_JSON_STRING) {
        return lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "\"specifier\" must be a string");
    }
    request->specifier = specifier->text;
    const LodeJson *kind = lode_json_get(document, LODE_STR("kind"));
    if (kind && kind->type != LODE_JSON_NULL) {
        LodeStr name = lode_json_string(kind);
        bool is_import = lode_str_equal(name, LODE_STR("import"));
        if (!is_import && !lode_str_equal(name, LODE_STR("require"))) {
            return lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "\"kind\" must be \"import\" or \"require\"");
        }
        request->kind = is_import ? LODE_KIND_IMPORT : LODE_KIND_REQUIRE;
    }
    request->from = self->defaults[request->kind];
    const LodeJson *from = lode_json_get(document, LODE_STR("from"));
    if (from && from->type != LODE_JSON_NULL) {
        if (from->type != LODE_JSON_STRING || from->text.size == 0) {
            return lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "\"from\" must be a path or a URL");
        }
        request->from = lode_answer_absolute(self->session->working_directory, from->text, arena);
    }
    const LodeJson *conditions = lode_json_get(document, LODE_STR("conditions"));
    if (conditions && conditions->type != LODE_JSON_NULL) {
        LodeStr *names = LODE_ARENA_NEW(arena, LodeStr, conditions->count + 1);
        bool ok = conditions->type == LODE_JSON_ARRAY;
        for (const LodeJson *item = conditions->first; ok && item; item = item->next) {
            ok = item->type == LODE_JSON_STRING;
            names[request->condition_count++] = item->text;
        }
        if (!ok) {
            return lode_error_set(error, arena, LODE_ERROR_LODE_USAGE, "\"conditions\" must be an array of strings");
        }
        request->conditions = names;
    }
    return true;
}

static void answer_line(Batch *self, unsigned thread, LodeStr line, Block *block)
{
    LodeArena *arena = &self->arenas[thread];
    LodeArenaMark mark = lode_arena_mark(arena);
    LodeRequestFrom request;
    LodeError error = {0};
    int status = LODE_STATUS_CLEAN;
    if (read_request(self, line, arena, &request, &error)) {
        LodeAnswer answer;
        lode_answer(&self->answerers[thread], &request, arena, &answer);
        lode_answer_json(&block->out, &answer);
        status = answer.is_resolved ? LODE_STATUS_CLEAN : LODE_STATUS_FINDINGS;
    } else {
        lode_write_document(&block->out);
        lode_write_error(&block->out, "error", &error);
        lode_buf_append_byte(&block->out, '}');
        status = LODE_STATUS_FAILED;
    }
    lode_buf_append_byte(&block->out, '\n');
    block->status = status > block->status ? status : block->status;
    lode_arena_rewind(arena, mark);
}

static void *work(void *context)
{
    Worker *self = context;
    Batch *batch = self->batch;
    size_t index;
    while ((index = atomic_fetch_add(&batch->next_block, 1)) < batch->block_count) {
        size_t end = (index + 1) * BLOCK_LINES;
        end = end < batch->lines.count ? end : batch->lines.count;
        for (size_t i = index * BLOCK_LINES; i < end; i++) {
            answer_line(batch, self->index, batch->lines.items[i], &batch->blocks[index]);
        }
    }
    return NULL;
}

/* Answers the lines of the round and writes the answers. */
static void answer_round(Batch *self)
{
    self->block_count = (self->lines.count + BLOCK_LINES - 1) / BLOCK_LINES;
    if (self->block_count > self->block_capacity) {
        self->blocks = lode_realloc(self->blocks, self->block_count * sizeof *self->blocks);
        memset(self->blocks + self->block_capacity, 0,
               (self->block_count - self->block_capacity) * sizeof *self->blocks);
        self->block_capacity = self->block_count;
    }
    atomic_store(&self->next_block, 0);
    unsigned threads = self->block_count < self->thread_count ? (unsigned)self->block_count : self->thread_count;
    pthread_t others[256];
    Worker workers[257];
    unsigned started = 0;
    for (unsigned i = 1; i < threads; i++) {
        workers[i] = (Worker){self, i};
        /* A thread that cannot be had is done without: this one takes all that is left. */
        if (pthread_create(&others[started], NULL, work, &workers[i]) != 0) {
            break;
        }
        started++;
    }
    workers[0] = (Worker){self, 0};
    work(&workers[0]);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(others[i], NULL);
    }
    for (size_t i = 0; i < self->block_count; i++) {
        Block *block = &self->blocks[i];
        lode_buf_append(&self->out.buf, lode_buf_str(&block->out));
        lode_buf_clear(&block->out);
        lode_output_step(&self->out);
        if (block->status > self->session->status) {
            self->session->status = block->status;
        }
        block->status = LODE_STATUS_CLEAN;
    }
    lode_vec_clear(&self->lines);
}

/* Answers every whole line of `text` (and what is left, `at_end`). Returns how many bytes were used. */
static size_t answer_lines(Batch *self, LodeStr text, bool at_end)
{
    size_t start = 0;
    while (start < text.size) {
        const char *feed = memchr(text.data + start, '\n', text.size - start);
        if (!feed && !at_end) {
            break;
        }
        size_t end = feed ? (size_t)(feed - text.data) : text.size;
        size_t content = end > start && text.data[end - 1] == '\r' ? end - 1 : end;
        lode_vec_push(&self->lines, lode_str_slice(text, start, content));
        start = feed ? end + 1 : end;
    }
    if (self->lines.count > 0) {
        answer_round(self);
        lode_output_flush(&self->out);
    }
    return start;
}

static bool has_more_now(void)
{
    struct pollfd standard_input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&standard_input, 1, 0) > 0;
}

static void read_everything(Batch *self)
{
    LodeBuf input = {0};
    bool at_end = false;
    while (!at_end && !self->out.error && !self->out.is_closed_early) {
        do {
            lode_buf_reserve(&input, READ_BYTES);
            ssize_t size = read(STDIN_FILENO, input.data + input.size, READ_BYTES);
            if (size > 0) {
                input.size += (size_t)size;
            } else if (size == 0) {
                at_end = true;
            } else if (errno != EINTR) {
                lode_report_say("standard input cannot be read: %s", strerror(errno));
                self->session->status = LODE_STATUS_FAILED;
                at_end = true;
            }
        } while (!at_end && input.size < ROUND_BYTES && has_more_now());
        size_t used = answer_lines(self, lode_buf_str(&input), at_end);
        if (used > 0) {
            memmove(input.data, input.data + used, input.size - used);
            input.size -= used;
        }
        if (input.size > LINE_LIMIT) {
            lode_report_say("a line of standard input is longer than %d bytes", LINE_LIMIT);
            self->session->status = LODE_STATUS_FAILED;
            break;
        }
    }
    lode_buf_release(&input);
}

static unsigned thread_count(const LodeOptions *options)
{
    if (options->threads > 0) {
        return options->threads;
    }
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > 256 ? 256 : (unsigned)processors;
}

int lode_cmd_batch(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        Batch batch = {.session = &session, .thread_count = thread_count(options)};
        for (int kind = 0; kind < 2; kind++) {
            batch.defaults[kind] = lode_answer_from(&session, options->from, (LodeKind)kind);
        }
        batch.formats = lode_format_table_new();
        batch.arenas = lode_alloc_zeroed(batch.thread_count, sizeof *batch.arenas);
        batch.answerers = lode_alloc_zeroed(batch.thread_count, sizeof *batch.answerers);
        for (unsigned i = 0; i < batch.thread_count; i++) {
            lode_answerer_init(&batch.answerers[i], lode_resolver_new(session.cache, &session.resolver_options),
                               session.memo, batch.formats);
            batch.answerers[i].no_detect = options->given[LODE_OPTION_NO_DETECT];
        }
        lode_output_init(&batch.out, options->wanted.items[0].file, options->color);
        read_everything(&batch);
        lode_session_close(&session, &batch.out);
        for (unsigned i = 0; i < batch.thread_count; i++) {
            lode_resolver_free(batch.answerers[i].resolver);
            lode_answerer_release(&batch.answerers[i]);
            lode_arena_release(&batch.arenas[i]);
        }
        for (size_t i = 0; i < batch.block_capacity; i++) {
            lode_buf_release(&batch.blocks[i].out);
        }
        free(batch.blocks);
        free(batch.answerers);
        free(batch.arenas);
        lode_vec_release(&batch.lines);
        lode_format_table_free(batch.formats);
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

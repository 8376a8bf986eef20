/* Reading order: jobs, what the thread does with one, the thread, its life, the two calls of who loads. */
#include "loader/modules/prefetch.h"

#include "base/intern.h"
#include "graph/module_format.h"
#include "graph/source.h"

#include <stdlib.h>

typedef enum JobState { JOB_WAITING, JOB_BUSY, JOB_DONE, JOB_GONE } JobState;

typedef struct Job {
    LodeStr url;
    LodePath *file; /* NULL where only the requests of `record` are to be followed */
    LodeFormat format;
    LodeStr from; /* with `record`: the path that asks */
    const LodeRecord *record;
    JobState state;
    bool is_found; /* DONE: `result` holds a module */
    LodePrefetched result;
} Job;

/* What a thread needs to do jobs. */
typedef struct Worker {
    LodePrefetch *prefetch;
    LodeResolver *resolver;
    LodeParser *parser;
    LodeArena records;
    LodeBuf source;
} Worker;

struct LodePrefetch {
    LodeHost *host;
    LodeMemo *memo;
    Worker ahead;  /* of the thread */
    Worker beside; /* of who loads, for the time in which it would wait: the host's own parser and resolver */
    uv_thread_t thread;
    uv_mutex_t lock; /* of what follows */
    uv_cond_t changed;
    LodeArena arena; /* of the jobs */
    LodeInterner *urls;
    LODE_VEC(Job *) by_url;  /* by atom */
    LODE_VEC(Job *) waiting; /* the last one is next */
    bool is_running;         /* the thread exists */
    bool is_ending;
};

/* ---- jobs (with the lock) ---- */

static Job *job_of(LodePrefetch *self, LodeStr url, bool *is_new)
{
    LodeAtom atom = lode_intern(self->urls, url, NULL);
    while (self->by_url.count <= atom) {
        lode_vec_push(&self->by_url, NULL);
    }
    *is_new = !self->by_url.items[atom];
    if (*is_new) {
        Job *job = LODE_ARENA_NEW(&self->arena, Job, 1);
        job->url = lode_intern_text(self->urls, atom);
        self->by_url.items[atom] = job;
    }
    return self->by_url.items[atom];
}

static void add_job(LodePrefetch *self, LodeStr url, LodePath *file, LodeFormat format)
{
    bool is_new;
    Job *job = job_of(self, url, &is_new);
    if (is_new) {
        job->file = file;
        job->format = format;
        lode_vec_push(&self->waiting, job);
    }
}

/* ---- what the thread does with one (without the lock) ---- */

static bool is_followed(const LodeRequest *request)
{
    return (request->kind == LODE_REQUEST_IMPORT || request->kind == LODE_REQUEST_EXPORT_FROM) &&
           request->attribute_count == 0;
}

static void follow_requests(const Worker *worker, LodeStr from, const LodeRecord *record)
{
    LodePrefetch *self = worker->prefetch;
    LodeArena scratch = {0};
    /* The last one pushed is taken first, so that the order is that of the source. */
    for (uint32_t i = record->request_count; i > 0; i--) {
        const LodeRequest *request = &record->requests[i - 1];
        LodeRequestFrom question = {
            .specifier = request->specifier, .from = from, .kind = LODE_KIND_IMPORT, .attribute_type = LODE_STR_NONE};
        LodeResolution to = {0};
        if (is_followed(request) && lode_resolve(worker->resolver, &question, &scratch, &to, NULL) && to.file &&
            (to.format == LODE_FORMAT_MODULE || to.format == LODE_FORMAT_DETECT)) {
            uv_mutex_lock(&self->lock);
            add_job(self, to.url, to.file, to.format);
            uv_mutex_unlock(&self->lock);
        }
    }
    lode_arena_release(&scratch);
}

static bool read_module(Worker *worker, Job *job)
{
    const LodePrefetch *self = worker->prefetch;
    LodePrefetched *result = &job->result;
    if (!lode_source_read(self->memo, job->file, &worker->source, &result->arena, NULL)) {
        return false;
    }
    LodeStr source = lode_buf_str(&worker->source);
    result->bytes = source.size;
    result->record = lode_record_read(worker->parser, LODE_LANGUAGE_JAVASCRIPT, source, &worker->records);
    if (lode_format_settle(job->format, result->record) != LODE_FORMAT_MODULE) {
        return false;
    }
    follow_requests(worker, lode_path_text(job->file), result->record);
    lode_body_of_module(worker->parser, source, result->record, &result->arena, &result->body);
    return !result->body.is_suspect; /* for that one needs an engine */
}

static void do_job(Worker *worker, Job *job)
{
    if (job->record) {
        follow_requests(worker, job->from, job->record);
        return;
    }
    job->is_found = read_module(worker, job);
    if (!job->is_found) {
        lode_arena_release(&job->result.arena);
    }
}

/* Does the next job that nobody has begun; the lock is held before and after, not meanwhile. False where there is none. */
static bool do_next(Worker *worker)
{
    LodePrefetch *self = worker->prefetch;
    while (self->waiting.count > 0) {
        Job *job = lode_vec_pop(&self->waiting);
        if (job->state != JOB_WAITING) {
            continue;
        }
        job->state = JOB_BUSY;
        uv_mutex_unlock(&self->lock);
        do_job(worker, job);
        uv_mutex_lock(&self->lock);
        job->state = JOB_DONE;
        uv_cond_broadcast(&self->changed);
        return true;
    }
    return false;
}

/* ---- the thread ---- */

static void work(void *context)
{
    LodePrefetch *self = context;
    uv_mutex_lock(&self->lock);
    while (!self->is_ending) {
        if (!do_next(&self->ahead)) {
            uv_cond_wait(&self->changed, &self->lock);
        }
    }
    uv_mutex_unlock(&self->lock);
}

/* ---- its life ---- */

LodePrefetch *lode__prefetch_new(LodeHost *host)
{
    LodePrefetch *self = lode_alloc_zeroed(1, sizeof *self);
    self->host = host;
    self->memo = host->memo;
    self->ahead = (Worker){.prefetch = self,
                           .resolver = lode_resolver_new(host->cache, &host->options.resolver),
                           .parser = lode_parser_new()};
    lode_parser_set_detail(self->ahead.parser, LODE_DETAIL_EXPORTS);
    self->beside = (Worker){.prefetch = self, .parser = host->parser};
    self->urls = lode_interner_new();
    uv_mutex_init(&self->lock);
    uv_cond_init(&self->changed);
    self->is_running = uv_thread_create(&self->thread, work, self) == 0;
    return self;
}

static void end_thread(LodePrefetch *self)
{
    if (self->is_running) {
        uv_mutex_lock(&self->lock);
        self->is_ending = true;
        uv_cond_broadcast(&self->changed);
        uv_mutex_unlock(&self->lock);
        uv_thread_join(&self->thread);
        self->is_running = false;
    }
}

static void drop_jobs(LodePrefetch *self)
{
    for (size_t i = 0; i < self->by_url.count; i++) {
        Job *job = self->by_url.items[i];
        if (job && job->state == JOB_DONE && job->is_found) {
            lode_arena_release(&job->result.arena);
        }
    }
    lode_vec_clear(&self->by_url);
    lode_vec_clear(&self->waiting);
}

void lode__prefetch_free(LodePrefetch *self)
{
    if (!self) {
        return;
    }
    end_thread(self);
    drop_jobs(self);
    lode_vec_release(&self->by_url);
    lode_vec_release(&self->waiting);
    lode_interner_free(self->urls);
    lode_parser_free(self->ahead.parser);
    lode_resolver_free(self->ahead.resolver);
    lode_buf_release(&self->ahead.source);
    lode_arena_release(&self->ahead.records);
    lode_buf_release(&self->beside.source);
    lode_arena_release(&self->beside.records);
    lode_arena_release(&self->arena);
    uv_cond_destroy(&self->changed);
    uv_mutex_destroy(&self->lock);
    free(self);
}

/* ---- the calls of who loads ---- */

void lode__prefetch_want(LodePrefetch *self, LodeStr url, LodePath *file, LodeFormat format)
{
    uv_mutex_lock(&self->lock);
    add_job(self, url, file, format);
    uv_cond_broadcast(&self->changed);
    uv_mutex_unlock(&self->lock);
}

void lode__prefetch_want_requests(LodePrefetch *self, LodeStr path, const LodeRecord *record)
{
    uv_mutex_lock(&self->lock);
    Job *job = LODE_ARENA_NEW(&self->arena, Job, 1);
    job->from = lode_arena_copy(&self->arena, path);
    job->record = record;
    lode_vec_push(&self->waiting, job);
    uv_cond_broadcast(&self->changed);
    uv_mutex_unlock(&self->lock);
}

bool lode__prefetch_take(LodePrefetch *self, LodeStr url, LodePrefetched *out)
{
    bool is_new;
    uv_mutex_lock(&self->lock);
    Job *job = job_of(self, url, &is_new);
    self->beside.resolver = self->host->resolver; /* another one, once the program changed Module.globalPaths */
    while (job->state == JOB_BUSY) {
        if (!do_next(&self->beside)) {
            uv_cond_wait(&self->changed, &self->lock);
        }
    }
    bool is_found = job->state == JOB_DONE && job->is_found;
    if (is_found) {
        *out = job->result;
    }
    job->state = JOB_GONE;
    uv_mutex_unlock(&self->lock);
    return is_found;
}

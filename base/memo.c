/*
 * The memo. Reading order: the table of paths, what stands at a path itself, the
 * real path, then the questions of the header.
 *
 * A LodePath goes through these states, each written once and read by all threads:
 *
 *   stat_state:  UNKNOWN -> KNOWN     link_type may be read
 *   real_state:  UNKNOWN -> KNOWN     real may be read (NULL: it does not exist)
 *
 * The value is stored before the state, with release order; a reader that sees
 * KNOWN (acquire) sees the value.
 */
#include "base/memo.h"

#include "base/path.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <uthash.h>
#include <uv.h>

enum {
    SHARD_COUNT = 64,    /* far more than threads: two threads rarely want the same lock */
    LONGEST_PATH = 4095, /* PATH_MAX of Linux, less the NUL: the system refuses longer ones */
    LINK_LIMIT = 40      /* MAXSYMLINKS of Linux: the system refuses longer chains too */
};

enum { UNKNOWN, KNOWN };

struct LodePath {
    LodeStr text;
    LodePath *parent;
    LodeFileType link_type; /* by lstat */
    LodePath *real;
    atomic_int stat_state;
    atomic_int real_state;
    _Atomic(void *) slots[LODE_PATH_SLOT_COUNT];
    UT_hash_handle hh;
};

typedef struct Shard {
    uv_mutex_t lock;
    LodeArena arena;
    LodePath *table;
} Shard;

struct LodeMemo {
    LodeFs *fs;
    LodePath *root;
    atomic_ullong lstats;
    atomic_ullong read_links;
    atomic_ullong read_files;
    atomic_ullong read_directories;
    atomic_ullong paths;
    Shard shards[SHARD_COUNT];
};

static LodePath *find_path(LodeMemo *self, LodeStr text, LodePath *parent, bool add)
{
    uint64_t hash = lode_str_hash(text);
    Shard *shard = &self->shards[hash >> 58];
    LodePath *path = NULL;
    uv_mutex_lock(&shard->lock);
    HASH_FIND_BYHASHVALUE(hh, shard->table, text.data, text.size, (unsigned)hash, path);
    if (!path && add) {
        path = lode_arena_alloc_zeroed(&shard->arena, sizeof *path);
        path->text = lode_arena_copy(&shard->arena, text);
        path->parent = parent;
        HASH_ADD_KEYPTR_BYHASHVALUE(hh, shard->table, path->text.data, path->text.size, (unsigned)hash, path);
        atomic_fetch_add_explicit(&self->paths, 1, memory_order_relaxed);
    }
    uv_mutex_unlock(&shard->lock);
    return path;
}

static LodeFileType link_type_of(LodeMemo *self, LodePath *path)
{
    if (atomic_load_explicit(&path->stat_state, memory_order_acquire) != KNOWN) {
        atomic_fetch_add_explicit(&self->lstats, 1, memory_order_relaxed);
        LodeFileType type = self->fs->ops->lstat(self->fs, path->text.data).type;
        int expected = UNKNOWN;
        if (atomic_compare_exchange_strong(&path->stat_state, &expected, KNOWN + 1)) {
            path->link_type = type;
            atomic_store_explicit(&path->stat_state, KNOWN, memory_order_release);
        } else {
            while (atomic_load_explicit(&path->stat_state, memory_order_acquire) != KNOWN) {
                /* the other thread is between its two stores */
            }
        }
    }
    return path->link_type;
}

static LodePath *remember_real(LodePath *path, LodePath *real)
{
    int expected = UNKNOWN;
    if (atomic_compare_exchange_strong(&path->real_state, &expected, KNOWN + 1)) {
        path->real = real;
        atomic_store_explicit(&path->real_state, KNOWN, memory_order_release);
    }
    while (atomic_load_explicit(&path->real_state, memory_order_acquire) != KNOWN) {
        /* the other thread is between its two stores */
    }
    return path->real;
}

/*
 * Follows `rest` from the real directory `at`, segment by segment, links
 * included; NULL where something is missing. This is the slow path: it runs
 * once for each path that has a link in it.
 */
static LodePath *walk(LodeMemo *self, LodePath *at, LodeStr rest)
{
    LodeBuf pending = {0};
    LodeBuf target = {0};
    lode_buf_append(&pending, rest);
    size_t from = 0;
    int links = 0;
    while (at && from < pending.size) {
        size_t end = from;
        while (end < pending.size && pending.data[end] != '/') {
            end++;
        }
        LodeStr segment = {pending.data + from, end - from};
        from = end < pending.size ? end + 1 : end;
        if (segment.size == 0 || lode_str_equal(segment, LODE_STR("."))) {
            continue;
        }
        if (link_type_of(self, at) != LODE_FILE_DIRECTORY) {
            at = NULL;
            break;
        }
        if (lode_str_equal(segment, LODE_STR(".."))) {
            at = at->parent ? at->parent : at;
            continue;
        }
        LodePath *next = lode_memo_child(self, at, segment);
        LodeFileType type = link_type_of(self, next);
        if (type != LODE_FILE_LINK) {
            at = type == LODE_FILE_ABSENT ? NULL : next;
            continue;
        }
        atomic_fetch_add_explicit(&self->read_links, 1, memory_order_relaxed);
        if (++links > LINK_LIMIT || self->fs->ops->read_link(self->fs, next->text.data, &target) != 0 ||
            target.size == 0) {
            at = NULL;
            break;
        }
        if (target.data[0] == '/') {
            at = self->root;
        }
        if (from < pending.size) {
            lode_buf_append_byte(&target, '/');
            lode_buf_append(&target, lode_str_slice(lode_buf_str(&pending), from, pending.size));
        }
        LodeBuf swap = pending;
        pending = target;
        target = swap;
        from = 0;
    }
    /* A trailing slash of a link's target asks for a directory. */
    if (at && pending.size > 0 && pending.data[pending.size - 1] == '/' &&
        link_type_of(self, at) != LODE_FILE_DIRECTORY) {
        at = NULL;
    }
    lode_buf_release(&pending);
    lode_buf_release(&target);
    return at;
}

/* The real path of `path`, given that of its parent (NULL where that does not exist). */
static LodePath *real_below(LodeMemo *self, LodePath *path, LodePath *real_parent)
{
    if (!real_parent || link_type_of(self, real_parent) != LODE_FILE_DIRECTORY) {
        return NULL;
    }
    if (real_parent == path->parent) {
        LodeFileType type = link_type_of(self, path);
        if (type != LODE_FILE_LINK) {
            return type == LODE_FILE_ABSENT ? NULL : path;
        }
    }
    return walk(self, real_parent, lode_path_base_name(path->text));
}

LodePath *lode_memo_real(LodeMemo *self, LodePath *path)
{
    if (atomic_load_explicit(&path->real_state, memory_order_acquire) == KNOWN) {
        return path->real;
    }
    size_t cut = strlen(path->text.data);
    if (cut < path->text.size) {
        /* The system sees a path up to its first NUL, and so does every program that hands it on. */
        LodeStr seen = {path->text.data, cut > 1 && path->text.data[cut - 1] == '/' ? cut - 1 : cut};
        LodePath *real = lode_memo_real(self, lode_memo_path(self, seen));
        bool asks_directory = seen.size < cut;
        bool is_refused = real && asks_directory && link_type_of(self, real) != LODE_FILE_DIRECTORY;
        return remember_real(path, is_refused ? NULL : real);
    }
    /* From the nearest ancestor whose real path is known, down: no recursion over deep paths. */
    LODE_VEC(LodePath *) unknown = {0};
    LodePath *at = path;
    while (at && atomic_load_explicit(&at->real_state, memory_order_acquire) != KNOWN) {
        lode_vec_push(&unknown, at);
        at = at->parent;
    }
    LodePath *real = at ? at->real : NULL;
    while (unknown.count) {
        LodePath *next = lode_vec_pop(&unknown);
        real = remember_real(next, next->parent                                      ? real_below(self, next, real)
                                   : link_type_of(self, next) == LODE_FILE_DIRECTORY ? next
                                                                                     : NULL);
    }
    lode_vec_release(&unknown);
    return real;
}

LodeFileType lode_memo_type(LodeMemo *self, LodePath *path)
{
    LodePath *real = lode_memo_real(self, path);
    return real ? link_type_of(self, real) : LODE_FILE_ABSENT;
}

bool lode_memo_is_absent(LodeMemo *self, LodePath *path)
{
    if (strlen(path->text.data) < path->text.size) {
        return lode_memo_type(self, path) == LODE_FILE_ABSENT;
    }
    if (path->parent && lode_memo_type(self, path->parent) != LODE_FILE_DIRECTORY) {
        return true;
    }
    return lode_memo_type(self, path) == LODE_FILE_ABSENT && link_type_of(self, path) == LODE_FILE_ABSENT;
}

LodeMemo *lode_memo_new(LodeFs *fs)
{
    LodeMemo *self = lode_alloc_zeroed(1, sizeof *self);
    self->fs = fs;
    for (int i = 0; i < SHARD_COUNT; i++) {
        uv_mutex_init(&self->shards[i].lock);
    }
    self->root = find_path(self, LODE_STR("/"), NULL, true);
    return self;
}

void lode_memo_free(LodeMemo *self)
{
    if (!self) {
        return;
    }
    for (int i = 0; i < SHARD_COUNT; i++) {
        HASH_CLEAR(hh, self->shards[i].table);
        lode_arena_release(&self->shards[i].arena);
        uv_mutex_destroy(&self->shards[i].lock);
    }
    free(self);
}

LodeMemoCounts lode_memo_counts(const LodeMemo *self)
{
    return (LodeMemoCounts){
        .lstats = atomic_load(&self->lstats),
        .read_links = atomic_load(&self->read_links),
        .read_files = atomic_load(&self->read_files),
        .read_directories = atomic_load(&self->read_directories),
        .paths = atomic_load(&self->paths),
    };
}

LodeFs *lode_memo_fs(const LodeMemo *self)
{
    return self->fs;
}

LodePath *lode_memo_path(LodeMemo *self, LodeStr text)
{
    assert(lode_path_is_absolute(text));
    LodePath *path = find_path(self, text, NULL, false);
    if (path) {
        return path;
    }
    if (text.size > LONGEST_PATH) {
        /* Nothing can stand there: one object below "/" says so, and not one for each of its folders. */
        return find_path(self, text, self->root, true);
    }
    /* Parents first, so that every path that is in the table has its parent. */
    LODE_VEC(LodeStr) missing = {0};
    LodeStr at = text;
    LodePath *parent = NULL;
    while (!(parent = find_path(self, at, NULL, false))) {
        lode_vec_push(&missing, at);
        at = lode_path_directory(at);
    }
    while (missing.count) {
        parent = find_path(self, lode_vec_pop(&missing), parent, true);
    }
    lode_vec_release(&missing);
    return parent;
}

LodePath *lode_memo_child(LodeMemo *self, LodePath *directory, LodeStr name)
{
    char fixed[512];
    LodeStr above = directory->text.size == 1 ? LODE_STR("") : directory->text;
    size_t size = above.size + 1 + name.size;
    char *text = size < sizeof fixed ? fixed : lode_alloc(size + 1);
    memcpy(text, above.data, above.size);
    text[above.size] = '/';
    memcpy(text + above.size + 1, name.data, name.size);
    text[size] = '\0';
    LodePath *path = find_path(self, (LodeStr){text, size}, directory, true);
    if (text != fixed) {
        free(text);
    }
    return path;
}

LodeStr lode_path_text(const LodePath *self)
{
    return self->text;
}

LodePath *lode_path_parent(const LodePath *self)
{
    return self->parent;
}

/* The text to open: the real path, so that links are followed once; the path itself where there is none, for the errno. */
static const char *text_to_open(LodeMemo *self, LodePath *path)
{
    LodePath *real = lode_memo_real(self, path);
    return (real ? real : path)->text.data;
}

int lode_memo_read(LodeMemo *self, LodePath *path, size_t limit, LodeBuf *out)
{
    atomic_fetch_add_explicit(&self->read_files, 1, memory_order_relaxed);
    return self->fs->ops->read_file(self->fs, text_to_open(self, path), limit, out);
}

int lode_memo_read_start(LodeMemo *self, LodePath *path, size_t size, LodeBuf *out)
{
    atomic_fetch_add_explicit(&self->read_files, 1, memory_order_relaxed);
    return self->fs->ops->read_start(self->fs, text_to_open(self, path), size, out);
}

typedef struct Listing {
    LodeArena *arena;
    LODE_VEC(LodeDirectoryEntry) entries;
} Listing;

static void add_to_listing(void *context, LodeStr name, LodeFileType type)
{
    Listing *listing = context;
    lode_vec_push(&listing->entries, ((LodeDirectoryEntry){lode_arena_copy(listing->arena, name), type}));
}

static int compare_entries(const void *left, const void *right)
{
    return lode_str_compare(((const LodeDirectoryEntry *)left)->name, ((const LodeDirectoryEntry *)right)->name);
}

int lode_memo_list(LodeMemo *self, LodePath *directory, LodeArena *arena, LodeDirectoryEntry **entries, size_t *count)
{
    atomic_fetch_add_explicit(&self->read_directories, 1, memory_order_relaxed);
    Listing listing = {.arena = arena};
    int error = self->fs->ops->read_directory(self->fs, directory->text.data, add_to_listing, &listing);
    if (listing.entries.count) {
        qsort(listing.entries.items, listing.entries.count, sizeof *listing.entries.items, compare_entries);
    }
    *count = listing.entries.count;
    *entries = lode_arena_alloc(arena, sizeof **entries * (listing.entries.count ? listing.entries.count : 1));
    if (listing.entries.count) {
        memcpy(*entries, listing.entries.items, sizeof **entries * listing.entries.count);
    }
    lode_vec_release(&listing.entries);
    return error;
}

void *lode_path_slot(const LodePath *self, LodePathSlot slot)
{
    return atomic_load_explicit(&self->slots[slot], memory_order_acquire);
}

void *lode_path_slot_set(LodePath *self, LodePathSlot slot, void *value)
{
    void *expected = NULL;
    if (atomic_compare_exchange_strong_explicit(&self->slots[slot], &expected, value, memory_order_acq_rel,
                                                memory_order_acquire)) {
        return value;
    }
    return expected;
}

/*
 * Reading order: files and their texts, what a text re-exports, the walk from one file.
 *
 * Node collects names depth first and keeps what a file has when a cycle comes back to
 * it. For the file that is imported that is simply every name in every text that can be reached,
 * which is what the walk here collects: in any order, and each file once.
 */
#include "graph/cjs_exports.h"

#include "base/intern.h"
#include "base/vec.h"
#include "graph/source.h"

typedef struct Text {
    LodeCjsNames names;
    LodeAtom *atoms;  /* of the names */
    uint32_t skipped; /* bytes before what was read: a byte order mark */
    bool is_resolved;
    uint32_t *targets; /* files that it re-exports */
    uint32_t target_count;
} Text;

typedef struct File {
    LodePath *path;
    Text *required; /* as a re-export reads it; NULL until it is needed */
    Text *imported; /* as `import` reads it; the same one where the text has no byte order mark */
    uint32_t seen;  /* the number of the walk that was here last */
    LodeCjsExports *answer;
} File;

struct LodeCjsReader {
    LodeResolver *resolver;
    LodeMemo *memo;
    int node_version;
    LodeArena arena;
    LodeInterner *paths; /* atoms are indices into `by_path` */
    LodeInterner *names;
    LODE_VEC(File) files;
    LODE_VEC(uint32_t) by_path; /* index of a file, plus 1 */
    LODE_VEC(uint32_t) seen;    /* by atom of a name: the number of the walk that has it */
    uint32_t walk;
    LODE_VEC(uint32_t) stack;
    LODE_VEC(LodeCjsExport) found;
    LodeBuf bytes;
};

LodeCjsReader *lode_cjs_reader_new(LodeCache *cache, const LodeResolverOptions *options)
{
    LodeCjsReader *self = lode_alloc_zeroed(1, sizeof *self);
    self->resolver = lode_resolver_new(cache, options);
    self->memo = lode_cache_memo(cache);
    self->node_version = options->node_version;
    self->paths = lode_interner_new();
    self->names = lode_interner_new();
    return self;
}

void lode_cjs_reader_free(LodeCjsReader *self)
{
    if (!self) {
        return;
    }
    lode_resolver_free(self->resolver);
    lode_interner_free(self->paths);
    lode_interner_free(self->names);
    lode_vec_release(&self->files);
    lode_vec_release(&self->by_path);
    lode_vec_release(&self->seen);
    lode_vec_release(&self->stack);
    lode_vec_release(&self->found);
    lode_buf_release(&self->bytes);
    lode_arena_release(&self->arena);
    free(self);
}

/* --- Files and texts -------------------------------------------------------------------------- */

static uint32_t file_of(LodeCjsReader *self, LodePath *path)
{
    LodeAtom atom = lode_intern(self->paths, lode_path_text(path), NULL);
    while (self->by_path.count <= atom) {
        lode_vec_push(&self->by_path, 0);
    }
    uint32_t *place = &self->by_path.items[atom];
    if (*place == 0) {
        lode_vec_push(&self->files, ((File){.path = path}));
        *place = (uint32_t)self->files.count;
    }
    return *place - 1;
}

static Text *read_text(LodeCjsReader *self, LodeStr source, uint32_t skipped)
{
    Text *text = LODE_ARENA_NEW(&self->arena, Text, 1);
    text->skipped = skipped;
    lode_cjs_names_read(lode_str_slice(source, skipped, source.size), self->node_version, &self->arena, &text->names);
    text->names.error_offset += skipped;
    text->atoms = LODE_ARENA_NEW(&self->arena, LodeAtom, text->names.export_count);
    for (uint32_t i = 0; i < text->names.export_count; i++) {
        text->atoms[i] = lode_intern(self->names, text->names.exports[i].text, NULL);
    }
    return text;
}

/*
 * Node hands the text of an imported file to the lexer without its byte order mark (since
 * Node 22), and that of a re-exported one with it, which hides the word after it.
 */
static void read_file(LodeCjsReader *self, File *file)
{
    LodeStr source = LODE_STR("");
    if (lode_source_read(self->memo, file->path, &self->bytes, &self->arena, NULL)) {
        source = lode_buf_str(&self->bytes);
    }
    file->required = read_text(self, source, 0);
    bool has_mark = self->node_version >= 22 && lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF"));
    file->imported = has_mark ? read_text(self, source, 3) : file->required;
}

/* --- Re-exports ------------------------------------------------------------------------------- */

/* Whether require would hand the file to the loader of .js, which it does for every extension that it does not know. */
static bool is_script(LodeStr path)
{
    LodeStr name = lode_str_slice(path, lode_str_find_last(path, '/') + 1, path.size);
    size_t dot = lode_str_find_last(name, '.');
    if (dot == LODE_NOT_FOUND || dot == 0) {
        return true;
    }
    LodeStr extension = lode_str_slice(name, dot, name.size);
    return !lode_str_equal(extension, LODE_STR(".json")) && !lode_str_equal(extension, LODE_STR(".node"));
}

/* Fills the targets of a text of the file. What does not resolve, or is no script, adds nothing. */
static void resolve_targets(LodeCjsReader *self, LodePath *file, Text *text)
{
    LodeStr from = lode_path_text(file);
    text->is_resolved = true;
    text->targets = LODE_ARENA_NEW(&self->arena, uint32_t, text->names.reexport_count);
    for (uint32_t i = 0; i < text->names.reexport_count; i++) {
        LodeRequestFrom request = {.specifier = text->names.reexports[i].text, .from = from, .kind = LODE_KIND_REQUIRE};
        LodeResolution resolution = {0};
        LodeError error = {0};
        LodeArenaMark mark = lode_arena_mark(&self->arena);
        LodePath *path = NULL;
        if (lode_resolve(self->resolver, &request, &self->arena, &resolution, &error) && !resolution.is_ignored) {
            path = resolution.file;
        }
        lode_arena_rewind(&self->arena, mark);
        if (path && is_script(lode_path_text(path))) {
            text->targets[text->target_count++] = file_of(self, path);
        }
    }
}

/* --- The walk --------------------------------------------------------------------------------- */

/* Adds a name that this walk has not found yet. */
static void add_name(LodeCjsReader *self, LodeAtom atom, LodePath *file, LodeSpan span)
{
    while (self->seen.count <= atom) {
        lode_vec_push(&self->seen, 0);
    }
    if (self->seen.items[atom] != self->walk) {
        self->seen.items[atom] = self->walk;
        lode_vec_push(&self->found, ((LodeCjsExport){lode_intern_text(self->names, atom), file, span}));
    }
}

static void add_synthetic(LodeCjsReader *self, LodeStr name)
{
    add_name(self, lode_intern(self->names, name, NULL), NULL, (LodeSpan){0});
}

static void add_names(LodeCjsReader *self, const File *file, const Text *text)
{
    for (uint32_t i = 0; i < text->names.export_count; i++) {
        LodeSpan span = text->names.exports[i].span;
        span.start += text->skipped;
        span.end += text->skipped;
        add_name(self, text->atoms[i], file->path, span);
    }
}

/* A walk that has found nothing but what every module has. */
static void begin_walk(LodeCjsReader *self)
{
    self->walk++;
    lode_vec_clear(&self->found);
    add_synthetic(self, LODE_STR("default"));
    if (self->node_version >= 23) {
        add_synthetic(self, LODE_STR("module.exports"));
    }
}

/* Every name in the texts that can be reached from a file; it comes first, the others depth first. */
static void collect(LodeCjsReader *self, uint32_t root)
{
    begin_walk(self);
    lode_vec_push(&self->stack, root);
    while (self->stack.count > 0) {
        uint32_t index = lode_vec_pop(&self->stack);
        File *file = &self->files.items[index];
        if (file->seen == self->walk) {
            continue;
        }
        file->seen = self->walk;
        if (!file->required) {
            read_file(self, file);
        }
        Text *text = index == root ? file->imported : file->required;
        add_names(self, file, text);
        if (!text->is_resolved) {
            resolve_targets(self, file->path, text); /* `file` may have moved after this */
        }
        for (uint32_t i = text->target_count; i > 0; i--) {
            lode_vec_push(&self->stack, text->targets[i - 1]);
        }
    }
}

static int compare_names(const void *left, const void *right)
{
    return lode_str_compare(((const LodeCjsExport *)left)->name, ((const LodeCjsExport *)right)->name);
}

static LodeCjsExports *take_found(LodeCjsReader *self)
{
    LodeCjsExports *answer = LODE_ARENA_NEW(&self->arena, LodeCjsExports, 1);
    answer->count = (uint32_t)self->found.count;
    answer->items = LODE_ARENA_NEW(&self->arena, LodeCjsExport, self->found.count);
    memcpy(answer->items, self->found.items, self->found.count * sizeof *answer->items);
    qsort(answer->items, answer->count, sizeof *answer->items, compare_names);
    answer->has_es_module = lode_cjs_exports_find(answer, LODE_STR("__esModule")) != NULL;
    return answer;
}

const LodeCjsExports *lode_cjs_exports_of_text(LodeCjsReader *self, LodeStr source)
{
    LodeCjsNames names;
    lode_cjs_names_read(source, self->node_version, &self->arena, &names);
    begin_walk(self);
    for (uint32_t i = 0; i < names.export_count; i++) {
        add_name(self, lode_intern(self->names, names.exports[i].text, NULL), NULL, names.exports[i].span);
    }
    LodeCjsExports *answer = take_found(self);
    answer->error = names.error;
    answer->error_offset = names.error_offset;
    return answer;
}

const LodeCjsExports *lode_cjs_exports(LodeCjsReader *self, LodePath *path)
{
    uint32_t index = file_of(self, path);
    if (self->files.items[index].answer) {
        return self->files.items[index].answer;
    }
    collect(self, index);
    LodeCjsExports *answer = take_found(self);
    answer->error = self->files.items[index].imported->names.error;
    answer->error_offset = self->files.items[index].imported->names.error_offset;
    self->files.items[index].answer = answer;
    return answer;
}

const LodeCjsExport *lode_cjs_exports_find(const LodeCjsExports *self, LodeStr name)
{
    LodeCjsExport wanted = {.name = name};
    return self->count ? bsearch(&wanted, self->items, self->count, sizeof wanted, compare_names) : NULL;
}

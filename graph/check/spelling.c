/* The right case. Reading order: listings, one segment, one path, the file system, the two questions. */
#include "graph/check/spelling.h"

#include "base/path.h"

#include <stdlib.h>

typedef struct Listing {
    LodePath *directory;
    LodeDirectoryEntry *entries;
    size_t count;
} Listing;

struct LodeSpelling {
    LodeChecker *checker;
    LodeResolver *resolver;
    LodeArena arena;
    LODE_VEC(Listing) listings; /* by address of the directory: see find_listing */
    bool ignores_case;          /* the file system, once `has_looked` */
    bool has_looked;
};

LodeSpelling *lode__spelling_new(LodeChecker *checker)
{
    LodeSpelling *self = lode_alloc_zeroed(1, sizeof *self);
    self->checker = checker;
    self->resolver = lode_resolver_new(checker->cache, checker->resolver);
    return self;
}

void lode__spelling_free(LodeSpelling *self)
{
    lode_resolver_free(self->resolver);
    lode_vec_release(&self->listings);
    lode_arena_release(&self->arena);
    free(self);
}

/* Where the listing of a directory stands in the sorted list, or belongs. */
static size_t find_listing(const LodeSpelling *self, const LodePath *directory)
{
    size_t low = 0;
    size_t high = self->listings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)self->listings.items[middle].directory < (uintptr_t)directory) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static Listing list(LodeSpelling *self, LodePath *directory)
{
    size_t at = find_listing(self, directory);
    if (at == self->listings.count || self->listings.items[at].directory != directory) {
        Listing made = {.directory = directory};
        if (lode_memo_list(self->checker->memo, directory, &self->arena, &made.entries, &made.count) != 0) {
            made.count = 0;
        }
        lode_vec_push(&self->listings, made);
        memmove(self->listings.items + at + 1, self->listings.items + at,
                (self->listings.count - 1 - at) * sizeof made);
        self->listings.items[at] = made;
    }
    return self->listings.items[at];
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static bool equal_but_for_case(LodeStr left, LodeStr right)
{
    if (left.size != right.size) {
        return false;
    }
    for (size_t i = 0; i < left.size; i++) {
        if (lower(left.data[i]) != lower(right.data[i])) {
            return false;
        }
    }
    return true;
}

/* What `require` and bundlers add to a name. */
static bool is_added(LodeStr rest)
{
    static const char *const endings[] = {".js", ".json", ".node", ".jsx", ".ts", ".tsx", ".mjs", ".cjs"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (lode_str_equal(rest, lode_str(endings[i]))) {
            return true;
        }
    }
    return false;
}

/*
 * The name in `directory` that a segment means: the segment itself where it is there, else one
 * that differs in case only; absent where there is none. With `may_grow` the name in the folder may have an
 * extension more, which is not given.
 */
static LodeStr name_in(LodeSpelling *self, LodePath *directory, LodeStr segment, bool may_grow)
{
    Listing names = list(self, directory);
    LodeStr other = LODE_STR_NONE;
    for (size_t i = 0; i < names.count; i++) {
        LodeStr name = names.entries[i].name;
        LodeStr rest = lode_str_slice(name, segment.size, name.size);
        LodeStr start = lode_str_slice(name, 0, segment.size);
        if (rest.size && !(may_grow && is_added(rest))) {
            continue;
        }
        if (lode_str_equal(start, segment)) {
            return segment;
        }
        if (equal_but_for_case(start, segment)) {
            other = start;
        }
    }
    return other;
}

/* Appends `text`, a path with '/' below `from`, as it should be spelt. False where some name is not there in any case. */
static bool respell(LodeSpelling *self, LodePath *from, LodeStr text, LodeBuf *out)
{
    LodePath *at = from;
    for (size_t start = 0; start <= text.size;) {
        LodeStr rest = lode_str_slice(text, start, text.size);
        size_t end = lode_str_find(rest, '/');
        LodeStr segment = lode_str_slice(rest, 0, end);
        bool is_last = end == LODE_NOT_FOUND;
        LodeStr name = segment;
        if (lode_str_equal(segment, LODE_STR(".."))) {
            at = lode_path_parent(at) ? lode_path_parent(at) : at;
        } else if (segment.size && !lode_str_equal(segment, LODE_STR("."))) {
            name = name_in(self, at, segment, is_last);
            if (lode_str_is_none(name)) {
                return false;
            }
            at = lode_memo_child(self->checker->memo, at, name);
        }
        lode_buf_append(out, name);
        if (is_last) {
            return true;
        }
        lode_buf_append_byte(out, '/');
        start += end + 1;
    }
    return true;
}

static bool is_relative(LodeStr specifier)
{
    return lode_str_starts_with(specifier, LODE_STR("./")) || lode_str_starts_with(specifier, LODE_STR("../"));
}

static bool is_require(const LodeRequest *request)
{
    return request->kind == LODE_REQUEST_REQUIRE || request->kind == LODE_REQUEST_REQUIRE_RESOLVE;
}

/* The part of a specifier that is a path: a query or fragment of an import is not. */
static size_t path_size(const LodeRequest *request)
{
    size_t size = request->specifier.size;
    for (size_t i = 0; !is_require(request) && i < size; i++) {
        if (request->specifier.data[i] == '?' || request->specifier.data[i] == '#') {
            return i;
        }
    }
    return size;
}

static bool resolves(LodeSpelling *self, const LodeModule *from, const LodeRequest *request, LodeStr specifier)
{
    LodeArena scratch = {0};
    LodeResolution resolution = {0};
    LodeRequestFrom asked = {
        .specifier = specifier,
        .from = from->path,
        .kind = is_require(request) ? LODE_KIND_REQUIRE : LODE_KIND_IMPORT,
    };
    bool answer = lode_resolve(self->resolver, &asked, &scratch, &resolution, NULL);
    lode_arena_release(&scratch);
    return answer;
}

/* "./b" as it should be spelt; false where it is right already, or nothing is near. */
static bool respell_relative(LodeSpelling *self, const LodeModule *from, const LodeRequest *request, LodeBuf *out)
{
    LodeStr specifier = request->specifier;
    size_t size = path_size(request);
    LodePath *directory = lode_path_parent(lode_memo_path(self->checker->memo, from->path));
    if (!directory || !respell(self, directory, lode_str_slice(specifier, 0, size), out)) {
        return false;
    }
    lode_buf_append(out, lode_str_slice(specifier, size, specifier.size));
    return !lode_str_equal(lode_buf_str(out), specifier);
}

/* A package by its lower-case name, as nearly all have, and the path in it. */
static bool respell_bare(LodeSpelling *self, const LodeModule *from, LodeStr specifier, LodeBuf *out)
{
    LodeMemo *memo = self->checker->memo;
    LodeStr name = lode__package_name(specifier);
    for (size_t i = 0; i < name.size; i++) {
        lode_buf_append_byte(out, lower(name.data[i]));
    }
    if (name.size == specifier.size) {
        return !lode_str_equal(lode_buf_str(out), specifier);
    }
    LodePath *package = NULL;
    for (LodePath *at = lode_path_parent(lode_memo_path(memo, from->path)); at; at = lode_path_parent(at)) {
        LodeArena scratch = {0};
        LodeStr folder = lode_arena_printf(&scratch, "node_modules/%.*s", LODE_STR_ARG(lode_buf_str(out)));
        package = lode_memo_path(memo, lode_path_resolve(&scratch, lode_path_text(at), folder));
        lode_arena_release(&scratch);
        if (lode_memo_type(memo, package) == LODE_FILE_DIRECTORY) {
            lode_buf_append_byte(out, '/');
            return respell(self, package, lode_str_slice(specifier, name.size + 1, specifier.size), out) &&
                   !lode_str_equal(lode_buf_str(out), specifier);
        }
    }
    return false;
}

/* One look: whether an entry is there under a name that no folder lists. */
static bool ignores_case(LodeSpelling *self)
{
    const LodeGraph *graph = self->checker->graph;
    for (uint32_t i = 0; i < graph->entry_count && !self->has_looked; i++) {
        LodeStr path = graph->modules[graph->entries[i]].path;
        LodeStr name = lode_path_base_name(path);
        size_t at = 0;
        while (at < name.size && (lower(name.data[at]) < 'a' || lower(name.data[at]) > 'z')) {
            at++;
        }
        if (lode_str_is_none(path) || at == name.size) {
            continue;
        }
        char *flipped = lode_arena_alloc(&self->arena, name.size + 1);
        memcpy(flipped, name.data, name.size);
        flipped[at] = (char)(flipped[at] ^ 0x20);
        LodeStr other = {flipped, name.size};
        LodePath *directory = lode_path_parent(lode_memo_path(self->checker->memo, path));
        LodePath *child = lode_memo_child(self->checker->memo, directory, other);
        self->has_looked = true;
        self->ignores_case = lode_memo_type(self->checker->memo, child) != LODE_FILE_ABSENT &&
                             !lode_str_equal(name_in(self, directory, other, false), other);
    }
    return self->ignores_case;
}

/* ------------------------------------------------------------------ public */

LodeStr lode__spelling_of_failed(LodeSpelling *self, const LodeEdge *edge, LodeArena *arena)
{
    const LodeModule *from = &self->checker->graph->modules[edge->from];
    const LodeRequest *request = edge->request;
    LodeStr answer = LODE_STR_NONE;
    LodeBuf text = {0};
    if (!edge->error || lode_str_is_none(from->path) || request->flags & LODE_REQUEST_DYNAMIC ||
        request->kind == LODE_REQUEST_URL) {
        return answer;
    }
    bool changed = is_relative(request->specifier)         ? respell_relative(self, from, request, &text)
                   : lode__is_bare(self->checker, request) ? respell_bare(self, from, request->specifier, &text)
                                                           : false;
    if (changed && resolves(self, from, request, lode_buf_str(&text))) {
        answer = lode_arena_copy(arena, lode_buf_str(&text));
    }
    lode_buf_release(&text);
    return answer;
}

LodeStr lode__spelling_of_resolved(LodeSpelling *self, const LodeEdge *edge, LodeArena *arena)
{
    const LodeModule *from = &self->checker->graph->modules[edge->from];
    LodeStr answer = LODE_STR_NONE;
    if (edge->error || edge->to == LODE_MODULE_NONE || lode_str_is_none(from->path) ||
        edge->request->flags & LODE_REQUEST_DYNAMIC || edge->request->kind == LODE_REQUEST_URL ||
        !is_relative(edge->request->specifier) || !ignores_case(self)) {
        return answer;
    }
    LodeBuf text = {0};
    if (respell_relative(self, from, edge->request, &text)) {
        answer = lode_arena_copy(arena, lode_buf_str(&text));
    }
    lode_buf_release(&text);
    return answer;
}

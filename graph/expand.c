/*
 * The edges of one module. Reading order: one resolved request, new URL(…),
 * patterns, the module.
 */
#include "base/path.h"
#include "base/url.h"
#include "graph/draft.h"
#include "graph/identity.h"

static LodeKind kind_of(const LodeRequest *request)
{
    return request->kind == LODE_REQUEST_REQUIRE || request->kind == LODE_REQUEST_REQUIRE_RESOLVE ? LODE_KIND_REQUIRE
                                                                                                  : LODE_KIND_IMPORT;
}

static LodeStr attribute_type(const LodeRequest *request)
{
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        if (lode_str_equal(request->attributes[i].key, LODE_STR("type"))) {
            return request->attributes[i].value;
        }
    }
    return LODE_STR_NONE;
}

static bool is_wanted(const LodeBuildOptions *options, const LodeRequest *request)
{
    if (options->ignore_dynamic &&
        (request->kind == LODE_REQUEST_DYNAMIC_IMPORT || request->flags & LODE_REQUEST_DYNAMIC)) {
        return false;
    }
    return !options->ignore_type_only ||
           (request->kind != LODE_REQUEST_TYPE_REFERENCE && !(request->flags & LODE_REQUEST_TYPE_ONLY));
}

/* Which requests bring what the module exports again: one flag for each, in the worker's scratch memory. */
static bool *find_name_givers(LodeBuildWorker *self, const LodeRecord *record)
{
    bool *gives = LODE_ARENA_NEW(&self->scratch, bool, record->request_count);
    for (uint32_t i = 0; i < record->request_count; i++) {
        gives[i] = record->requests[i].kind == LODE_REQUEST_EXPORT_FROM;
    }
    for (uint32_t i = 0; i < record->export_count; i++) {
        if (record->exports[i].request != LODE_NO_REQUEST) {
            gives[record->exports[i].request] = true;
        }
    }
    return gives;
}

static const LodeError *keep_error(LodeBuildWorker *self, const LodeError *error)
{
    LodeError *copy = LODE_ARENA_NEW(&self->arena, LodeError, 1);
    *copy = lode_error_copy(&self->arena, error);
    return copy;
}

static void add_edge(LodeBuildWorker *self, LodeDraftEdge edge)
{
    lode_vec_push(&self->edges, edge);
}

/* Where the module stands, as the resolver wants it. */
static LodeStr referrer(const LodeDraft *draft)
{
    return lode_str_is_none(draft->path) ? draft->url : draft->path;
}

static bool resolve(LodeBuildWorker *self, const LodeDraft *draft, const LodeRequest *request, LodeStr specifier,
                    LodeResolution *resolution, LodeError *error)
{
    LodeRequestFrom from = {.specifier = specifier,
                            .from = referrer(draft),
                            .kind = kind_of(request),
                            .attribute_type = attribute_type(request)};
    return lode_resolve(self->resolver, &from, &self->scratch, resolution, error);
}

/*
 * A request that a `browser` field maps to nothing has no URL. It gets one that
 * says what is missing: disabled:NAME, or disabled:PATH for a relative specifier.
 */
static LodeStr disabled_url(LodeBuildWorker *self, const LodeDraft *draft, LodeStr specifier)
{
    LodeStr name = specifier;
    if (lode_str_starts_with(specifier, LODE_STR("./")) || lode_str_starts_with(specifier, LODE_STR("../"))) {
        LodeStr path = lode_path_resolve(&self->scratch, lode_path_directory(draft->path), specifier);
        name = lode_graph_id_of_path(&self->scratch, self->build->options->root, path);
    }
    return lode_arena_join(&self->scratch, (LodeStr[]){LODE_STR("disabled:"), name}, 2);
}

static void add_resolved(LodeBuildWorker *self, const LodeDraft *draft, const LodeRequest *request)
{
    LodeResolution resolution = {0};
    LodeError error = {0};
    LodeDraftEdge edge = {.request = request};
    if (resolve(self, draft, request, request->specifier, &resolution, &error)) {
        if (lode_str_is_none(resolution.url)) {
            resolution.url = disabled_url(self, draft, request->specifier);
        }
        edge.to = lode__build_module(self, &resolution, false, false);
        edge.format = (uint8_t)resolution.format;
    } else {
        edge.error = keep_error(self, &error);
    }
    add_edge(self, edge);
}

/*
 * The file that new URL(specifier, import.meta.url) names: false and an error
 * where it is missing. `*to` stays LODE_ATOM_NONE for a directory and a data: URL,
 * which name no module.
 */
static bool name_url(LodeBuildWorker *self, const LodeDraft *draft, LodeStr specifier, LodeAtom *to, LodeError *error)
{
    LodeArena *scratch = &self->scratch;
    LodeUrl base;
    LodeUrl url;
    LodeStr path;
    if (!lode_url_parse(scratch, draft->url, NULL, &base) || !lode_url_parse(scratch, specifier, &base, &url)) {
        return lode_error_set(error, scratch, LODE_ERROR_ERR_INVALID_URL, "Invalid URL");
    }
    LodeResolution resolution = {.format = LODE_FORMAT_NONE, .url = lode_url_href(scratch, &url)};
    if (!lode_str_equal(url.scheme, LODE_STR("file"))) {
        if (!lode_str_equal(url.scheme, LODE_STR("data"))) {
            *to = lode__build_module(self, &resolution, true, false);
        }
        return true;
    }
    if (lode_url_to_path(scratch, &url, &path) != LODE_URL_PATH_OK) {
        return lode_error_set(error, scratch, LODE_ERROR_ERR_INVALID_FILE_URL_PATH, "'%.*s' names no path",
                              LODE_STR_ARG(resolution.url));
    }
    LodePath *file = lode_memo_real(self->build->memo,
                                    lode_memo_path(self->build->memo, lode_path_resolve(scratch, LODE_STR("/"), path)));
    if (!file) {
        return lode_error_set(error, scratch, LODE_ERROR_ERR_MODULE_NOT_FOUND,
                              "Cannot find module '%.*s' imported from %.*s", LODE_STR_ARG(path),
                              LODE_STR_ARG(referrer(draft)));
    }
    if (lode_memo_type(self->build->memo, file) == LODE_FILE_DIRECTORY) {
        return true;
    }
    resolution.file = file;
    resolution.path = lode_path_text(file);
    LodeStr pieces[] = {lode_url_from_path(scratch, resolution.path), lode_url_search(scratch, &url),
                        lode_url_hash(scratch, &url)};
    resolution.url = lode_arena_join(scratch, pieces, 3);
    *to = lode__build_module(self, &resolution, true, false);
    return true;
}

static void add_url(LodeBuildWorker *self, const LodeDraft *draft, const LodeRequest *request)
{
    LodeError error = {0};
    LodeDraftEdge edge = {.request = request};
    if (!name_url(self, draft, request->specifier, &edge.to, &error)) {
        edge.error = keep_error(self, &error);
    }
    add_edge(self, edge);
}

/* One file that a pattern matches: LODE_ATOM_NONE where the request would fail with it, or no loader reads it. */
static LodeAtom match_target(LodeBuildWorker *self, const LodeDraft *draft, const LodeRequest *request, LodeStr path,
                             LodeFormat *format)
{
    LodeAtom to = LODE_ATOM_NONE;
    LodeResolution resolution = {0};
    *format = LODE_FORMAT_NONE;
    if (request->kind == LODE_REQUEST_URL) {
        name_url(self, draft, lode_url_from_path(&self->scratch, path), &to, NULL);
        return to;
    }
    LodeStr specifier = kind_of(request) == LODE_KIND_REQUIRE ? path : lode_url_from_path(&self->scratch, path);
    if (resolve(self, draft, request, specifier, &resolution, NULL) && resolution.format != LODE_FORMAT_NONE &&
        !resolution.is_ignored) {
        *format = resolution.format;
        to = lode__build_module(self, &resolution, false, false);
    }
    return to;
}

/* `require('./x' + …)` can match X.js twice, with and without its extension; and never usefully the module itself. */
static bool is_known_match(const LodeBuildWorker *self, const LodeDraft *draft, size_t first, LodeAtom to)
{
    for (size_t i = first; i < self->edges.count; i++) {
        if (self->edges.items[i].to == to) {
            return true;
        }
    }
    return to == draft->atom;
}

static void add_pattern(LodeBuildWorker *self, const LodeDraft *draft, const LodeRequest *request)
{
    LodeArena arena = {0}; /* listings are long, and `scratch` is rewound by nobody meanwhile */
    LodeStr *matches = NULL;
    size_t first = self->edges.count;
    size_t count = 0;
    if (!lode_str_is_none(draft->path)) {
        count = lode__pattern_matches(self->build->memo, lode_path_directory(draft->path), request->specifier,
                                      kind_of(request), &arena, &matches);
    }
    for (size_t i = 0; i < count; i++) {
        LodeFormat format;
        LodeAtom to = match_target(self, draft, request, matches[i], &format);
        if (to != LODE_ATOM_NONE && !is_known_match(self, draft, first, to)) {
            add_edge(self, (LodeDraftEdge){
                               .request = request, .to = to, .format = (uint8_t)format, .is_pattern_match = true});
        }
    }
    if (self->edges.count == first) {
        add_edge(self, (LodeDraftEdge){.request = request});
    }
    lode_arena_release(&arena);
}

void lode__build_edges(LodeBuildWorker *self, LodeDraft *draft)
{
    lode_vec_clear(&self->edges);
    LodeArenaMark start = lode_arena_mark(&self->scratch);
    const bool *gives_names = self->build->options->names_only ? find_name_givers(self, draft->record) : NULL;
    for (uint32_t i = 0; i < draft->record->request_count; i++) {
        const LodeRequest *request = &draft->record->requests[i];
        if (!is_wanted(self->build->options, request) || (gives_names && !gives_names[i])) {
            continue;
        }
        LodeArenaMark mark = lode_arena_mark(&self->scratch);
        if (request->flags & LODE_REQUEST_DYNAMIC) {
            add_pattern(self, draft, request);
        } else if (request->kind == LODE_REQUEST_URL) {
            add_url(self, draft, request);
        } else {
            add_resolved(self, draft, request);
        }
        lode_arena_rewind(&self->scratch, mark);
    }
    lode_arena_rewind(&self->scratch, start);
    draft->edge_count = (uint32_t)self->edges.count;
    draft->edges = lode_arena_alloc(&self->arena, self->edges.count * sizeof *draft->edges);
    if (self->edges.count) {
        memcpy(draft->edges, self->edges.items, self->edges.count * sizeof *draft->edges);
    }
}

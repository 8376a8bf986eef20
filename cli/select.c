#include "cli/select.h"

#include "base/path.h"
#include "cli/suggest.h"
#include "graph/glob.h"
#include "graph/identity.h"

static bool select_id(const LodeGraph *graph, LodeStr id, LodeModuleVec *out)
{
    LodeModuleIndex module = lode_graph_find(graph, id);
    if (module == LODE_MODULE_NONE) {
        return false;
    }
    lode_vec_push(out, module);
    return true;
}

/* A file, also one that is there twice with different queries; or a folder. */
static bool select_path(const LodeGraph *graph, LodeStr path, bool is_folder, LodeModuleVec *out)
{
    size_t before = out->count;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        LodeStr own = graph->modules[i].path;
        bool is_it = !lode_str_is_none(own) && (is_folder ? lode_path_is_inside(path, own) : lode_str_equal(path, own));
        if (is_it) {
            lode_vec_push(out, i);
        }
    }
    return out->count > before;
}

static bool select_package(const LodeGraph *graph, LodeStr name, LodeModuleVec *out)
{
    size_t before = out->count;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (!lode_str_is_none(graph->modules[i].package) && lode_str_equal(graph->modules[i].package, name)) {
            lode_vec_push(out, i);
        }
    }
    return out->count > before;
}

static bool select_glob(const LodeGraph *graph, const LodeGlob *glob, LodeModuleVec *out)
{
    size_t before = out->count;
    for (LodeModuleIndex i = 0; i < graph->module_count; i++) {
        if (lode_glob_matches(glob, graph->modules[i].id)) {
            lode_vec_push(out, i);
        }
    }
    return out->count > before;
}

/* Whether the word can only be meant as a path. */
static bool looks_like_path(LodeStr word)
{
    static const LodeStr ends[] = {
        LODE_STR_INIT(".js"),  LODE_STR_INIT(".cjs"), LODE_STR_INIT(".mjs"),
        LODE_STR_INIT(".jsx"), LODE_STR_INIT(".ts"),  LODE_STR_INIT(".cts"),
        LODE_STR_INIT(".mts"), LODE_STR_INIT(".tsx"), LODE_STR_INIT(".json"),
    };
    if (word.data[0] == '.' || word.data[0] == '/') {
        return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (lode_str_ends_with(word, ends[i])) {
            return true;
        }
    }
    return lode_str_find(word, '/') != LODE_NOT_FOUND && word.data[0] != '@';
}

static LodeSelected fail(LodeSession *session, LodeStr word, LodeError *error)
{
    lode_error_set(error, &session->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND, "there is no file or module '%.*s'",
                   LODE_STR_ARG(word));
    LodeSuggestion suggestion = {.word = word};
    for (LodeModuleIndex i = 0; i < session->graph->module_count; i++) {
        lode_suggest(&suggestion, session->graph->modules[i].id);
    }
    if (suggestion.best.data) {
        lode_error_add_note(error, &session->arena,
                            lode_arena_printf(&session->arena, "did you mean '%.*s'?", LODE_STR_ARG(suggestion.best)),
                            LODE_STR_NONE, (LodePosition){0, 0});
    }
    return LODE_SELECTED_ERROR;
}

LodeSelected lode_select(LodeSession *session, LodeStr word, LodeModuleVec *out, LodeError *error)
{
    const LodeGraph *graph = session->graph;
    if (select_id(graph, word, out)) {
        return LODE_SELECTED;
    }
    LodePath *path = lode_memo_path(session->memo, lode_session_path(session, word));
    LodeFileType type = lode_memo_type(session->memo, path);
    LodePath *real = session->resolver_options.preserve_symlinks ? path : lode_memo_real(session->memo, path);
    if (real && type != LODE_FILE_ABSENT &&
        select_path(graph, lode_path_text(real), type == LODE_FILE_DIRECTORY, out)) {
        return LODE_SELECTED;
    }
    bool has_prefix = lode_str_starts_with(word, LODE_STR("node:"));
    bool needs_prefix = false;
    LodeStr core = has_prefix ? lode_str_slice(word, 5, word.size) : word;
    if (lode_is_core_module(core, session->resolver_options.node_version, &needs_prefix) &&
        (has_prefix || !needs_prefix)) {
        return select_id(graph, lode_arena_printf(&session->arena, "node:%.*s", LODE_STR_ARG(core)), out)
                   ? LODE_SELECTED
                   : LODE_SELECTED_NONE;
    }
    if (type == LODE_FILE_ABSENT && lode_glob_is_pattern(word)) {
        const LodeGlob *glob = lode_glob_new(&session->arena, word, error);
        if (!glob) {
            return LODE_SELECTED_ERROR;
        }
        return select_glob(graph, glob, out) ? LODE_SELECTED : LODE_SELECTED_NONE;
    }
    if (select_package(graph, word, out)) {
        return LODE_SELECTED;
    }
    if (type == LODE_FILE_ABSENT && looks_like_path(word)) {
        return fail(session, word, error);
    }
    return LODE_SELECTED_NONE;
}

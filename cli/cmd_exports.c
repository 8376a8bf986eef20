/*
 * lode exports: what `import * as ns` of a module shows. JSON: docs/schema/exports.json.
 *
 * Only what gives names is read: the module itself and what it exports again. With
 * --batch all requests are read first, and one graph serves every answer.
 *
 * Reading order: finding the module, one answer, the batch.
 */
#include "base/json.h"
#include "base/path.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/names.h"
#include "graph/identity.h"

#include <errno.h>
#include <unistd.h>

/* A file as it is named, or what a specifier leads to. */
static void find_subject(LodeSession *session, LodeStr asked, bool may_be_specifier, LodeNamesSubject *out)
{
    *out = (LodeNamesSubject){.asked = asked, .path = LODE_STR_NONE, .core = LODE_STR_NONE, .module = LODE_MODULE_NONE};
    LodeStr path = lode_session_path(session, asked);
    LodeFileType type = lode_memo_type(session->memo, lode_memo_path(session->memo, path));
    if (!may_be_specifier || (type != LODE_FILE_ABSENT && type != LODE_FILE_DIRECTORY)) {
        out->path = path;
        out->is_found = true;
        return;
    }
    LodeRequestFrom request = {
        .specifier = asked,
        .from = lode_answer_from(session, session->options->from, session->options->kind),
        .kind = session->options->kind,
        .attribute_type = LODE_STR_NONE,
    };
    LodeResolution resolution = {0};
    out->is_found = lode_resolve(session->resolver, &request, &session->arena, &resolution, &out->error);
    if (!out->is_found) {
        return;
    }
    if (resolution.format == LODE_FORMAT_BUILTIN) {
        out->core = lode_str_slice(resolution.url, sizeof "node:" - 1, resolution.url.size);
    } else if (lode_str_is_none(resolution.path)) {
        out->is_found = lode_error_set(&out->error, &session->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                       "'%.*s' names no file", LODE_STR_ARG(asked));
    } else {
        out->path = resolution.path;
    }
}

/* Its module in the graph, which is known by the file that Node would run. */
static void place_subject(LodeSession *session, LodeNamesSubject *subject)
{
    if (!subject->is_found || lode_str_is_none(subject->path)) {
        return;
    }
    LodeResolution resolution = {0};
    subject->is_found =
        lode_resolve_entry(session->resolver, subject->path, &session->arena, &resolution, &subject->error);
    if (!subject->is_found) {
        return;
    }
    subject->module = lode_graph_find(session->graph, lode_graph_id(&session->arena, session->root, resolution.url));
    const LodeError *error =
        subject->module == LODE_MODULE_NONE ? NULL : session->graph->modules[subject->module].error;
    if (error) {
        subject->error = *error;
        subject->is_found = false;
    } else if (subject->module == LODE_MODULE_NONE) {
        subject->is_found = lode_error_set(&subject->error, &session->arena, LODE_ERROR_LODE_ENTRY_NOT_FOUND,
                                           "'%.*s' is no module that can be read", LODE_STR_ARG(subject->asked));
    }
}

/* One graph for all of them; afterwards each knows its module. */
static void build_subjects(LodeSession *session, LodeNamesSubject *subjects, size_t count, LodeDetail detail)
{
    LodeStr *paths = LODE_ARENA_NEW(&session->arena, LodeStr, count + 1);
    size_t path_count = 0;
    for (size_t i = 0; i < count; i++) {
        LodeResolution resolution = {0};
        /* What is no entry is reported with its line, not by the build. */
        if (subjects[i].is_found && !lode_str_is_none(subjects[i].path) &&
            lode_resolve_entry(session->resolver, subjects[i].path, &session->arena, &resolution, NULL)) {
            paths[path_count++] = subjects[i].path;
        }
    }
    session->detail = detail;
    session->names_only = true;
    lode_session_build_paths(session, paths, path_count);
    for (size_t i = 0; i < count; i++) {
        place_subject(session, &subjects[i]);
    }
}

static void link_subject(const LodeNames *self, LodeNamesSubject *subject)
{
    if (subject->is_found && subject->module != LODE_MODULE_NONE) {
        subject->space = lode_link_namespace(self->link, subject->module, self->arena);
    }
}

static bool has_problems(const LodeNames *self, const LodeNamesSubject *subject)
{
    if (subject->module == LODE_MODULE_NONE) {
        return false;
    }
    const LodeModule *module = &self->session->graph->modules[subject->module];
    return module->diagnostic_count > 0 || subject->space.missing_count > 0;
}

static void answer_one(LodeSession *session)
{
    const LodeOptions *options = session->options;
    LodeNamesSubject subject;
    find_subject(session, options->operands.items[0], true, &subject);
    build_subjects(session, &subject, 1, LODE_DETAIL_USES);
    LodeNames names = {.session = session,
                       .link = lode_link_new(session->graph, session->cache, &session->resolver_options),
                       .arena = &session->arena};
    bool wants_text = false;
    link_subject(&names, &subject);
    for (size_t i = 0; i < options->wanted.count; i++) {
        LodeOutput out;
        lode_output_init(&out, options->wanted.items[i].file, options->color);
        if (options->wanted.items[i].format == LODE_OUTPUT_JSON) {
            lode_names_json(&out.buf, &names, &subject);
        } else if (subject.is_found) {
            lode_names_text(&out, &names, &subject);
        } else {
            wants_text = true;
        }
        lode_session_close(session, &out);
    }
    if (!subject.is_found) {
        if (wants_text) {
            lode_session_fail(session, &subject.error);
        }
        session->status = LODE_STATUS_FAILED;
    } else if (has_problems(&names, &subject) && session->status == LODE_STATUS_CLEAN) {
        session->status = LODE_STATUS_FINDINGS;
    }
    lode_names_release(&names);
    lode_link_free(names.link);
}

/* Everything on standard input; false where it cannot be read. */
static bool read_input(LodeSession *session, LodeBuf *out)
{
    char piece[1 << 16];
    ssize_t size;
    while ((size = read(STDIN_FILENO, piece, sizeof piece)) != 0) {
        if (size > 0) {
            lode_buf_append(out, (LodeStr){piece, (size_t)size});
        } else if (errno != EINTR) {
            lode_report_say("standard input cannot be read: %s", strerror(errno));
            session->status = LODE_STATUS_FAILED;
            return false;
        }
    }
    return true;
}

/* {"file": PATH}; false with the subject's error where a line is something else. */
static bool read_line(LodeSession *session, LodeStr line, LodeNamesSubject *out)
{
    LodeArena *arena = &session->arena;
    *out = (LodeNamesSubject){.asked = line, .path = LODE_STR_NONE, .core = LODE_STR_NONE, .module = LODE_MODULE_NONE};
    LodeJsonError json_error = {0};
    const LodeJson *document = lode_json_parse(arena, line, &json_error);
    if (!document) {
        return lode_error_set(&out->error, arena, LODE_ERROR_LODE_BAD_JSON, "column %u: %.*s",
                              lode_position_of(line, json_error.offset).column, LODE_STR_ARG(json_error.message));
    }
    const LodeJson *file = document->type == LODE_JSON_OBJECT ? lode_json_get(document, LODE_STR("file")) : NULL;
    if (!file || file->type != LODE_JSON_STRING || file->text.size == 0) {
        return lode_error_set(&out->error, arena, LODE_ERROR_LODE_USAGE,
                              "a request is an object with a \"file\" that is a path");
    }
    find_subject(session, file->text, false, out);
    return true;
}

typedef LODE_VEC(LodeNamesSubject) SubjectList;

static void answer_lines(LodeSession *session, const SubjectList *subjects)
{
    LodeArena arena = {0};
    LodeNames names = {.session = session,
                       .link = lode_link_new(session->graph, session->cache, &session->resolver_options),
                       .arena = &arena};
    LodeOutput out;
    lode_output_init(&out, session->options->wanted.items[0].file, session->options->color);
    for (size_t i = 0; i < subjects->count; i++) {
        LodeNamesSubject subject = subjects->items[i];
        LodeArenaMark mark = lode_arena_mark(&arena);
        link_subject(&names, &subject);
        lode_names_line(&out.buf, &names, &subject);
        lode_output_step(&out);
        int status = !subject.is_found                ? LODE_STATUS_FAILED
                     : has_problems(&names, &subject) ? LODE_STATUS_FINDINGS
                                                      : LODE_STATUS_CLEAN;
        session->status = status > session->status ? status : session->status;
        lode_arena_rewind(&arena, mark);
    }
    lode_session_close(session, &out);
    lode_names_release(&names);
    lode_link_free(names.link);
    lode_arena_release(&arena);
}

static void answer_batch(LodeSession *session)
{
    LodeBuf input = {0};
    SubjectList subjects = {0};
    if (read_input(session, &input)) {
        LodeStr rest = lode_buf_str(&input);
        while (rest.size > 0) {
            size_t end = lode_str_find(rest, '\n');
            LodeStr line = lode_str_slice(rest, 0, end);
            rest = end == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(rest, end + 1, rest.size);
            LodeNamesSubject subject;
            read_line(session, line, &subject);
            lode_vec_push(&subjects, subject);
        }
        build_subjects(session, subjects.items, subjects.count, LODE_DETAIL_EXPORTS);
        answer_lines(session, &subjects);
    }
    lode_vec_release(&subjects);
    lode_buf_release(&input);
}

int lode_cmd_exports(const LodeOptions *options)
{
    LodeSession session;
    if (lode_session_init(&session, options)) {
        if (options->given[LODE_OPTION_BATCH]) {
            answer_batch(&session);
        } else {
            answer_one(&session);
        }
    }
    int status = session.status;
    lode_session_release(&session);
    return status;
}

/*
 * Each rule on small projects: fixtures/check/NAME/scenario.txt, and beside it what is found.
 *
 * The first lines of a scenario are its description, then `entries: a.mjs …`, and if need be
 * `rules: NAME …` (only these, at the level error; without it the defaults) and `node: 20`. The
 * files follow, each after a line `-- path --`. UPDATE=1 writes what was found; then read the diff.
 */
#include "tests/unit/graph/check_text.h"
#include "tests/unit/graph/world.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char folder[] = "fixtures/check";

typedef struct Scenario {
    LodeBuf world;   /* as tests/unit/graph/world.h reads it */
    LodeBuf entries; /* absolute, with spaces between */
    LodeCheckOptions options;
    int node_version;
} Scenario;

static LodeBuf read_text(const char *path)
{
    LodeBuf text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t size = 1; file && size;) {
        size = fread(bytes, 1, sizeof bytes, file);
        lode_buf_append(&text, (LodeStr){bytes, size});
    }
    if (file) {
        fclose(file);
    }
    return text;
}

/* The next word of `*rest`; empty at its end. */
static LodeStr next_word(LodeStr *rest)
{
    while (rest->size && rest->data[0] == ' ') {
        *rest = lode_str_slice(*rest, 1, rest->size);
    }
    LodeStr word = lode_str_slice(*rest, 0, lode_str_find(*rest, ' '));
    *rest = lode_str_slice(*rest, word.size, rest->size);
    return word;
}

static void read_head(Scenario *self, LodeStr line)
{
    size_t colon = lode_str_find(line, ':');
    LodeStr rest = colon == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(line, colon + 1, line.size);
    if (lode_str_starts_with(line, LODE_STR("entries:"))) {
        for (LodeStr word; (word = next_word(&rest)).size;) {
            lode_buf_puts(&self->entries, self->entries.size ? " /p/" : "/p/");
            lode_buf_append(&self->entries, word);
        }
    } else if (lode_str_starts_with(line, LODE_STR("rules:"))) {
        memset(self->options.severities, 0, sizeof self->options.severities);
        for (LodeStr word; (word = next_word(&rest)).size;) {
            LodeRule rule = lode_rule_find(word);
            assert_true(rule < LODE_RULE_COUNT);
            self->options.severities[rule] = LODE_SEVERITY_ERROR;
        }
    } else if (lode_str_starts_with(line, LODE_STR("node:"))) {
        self->node_version = (next_word(&rest).data[0] - '0') * 10 + (line.data[line.size - 1] - '0');
    }
}

static Scenario parse(LodeStr text)
{
    Scenario self = {.node_version = 26};
    bool in_files = false;
    lode_check_options_init(&self.options);
    lode_buf_puts(&self.world, "");
    while (text.size) {
        size_t end = lode_str_find(text, '\n');
        LodeStr line = lode_str_slice(text, 0, end);
        text = end == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(text, end + 1, text.size);
        bool is_file = lode_str_starts_with(line, LODE_STR("-- ")) && lode_str_ends_with(line, LODE_STR(" --"));
        if (is_file) {
            in_files = true;
            lode_buf_puts(&self.world, "@ /p/");
            lode_buf_append(&self.world, lode_str_slice(line, 3, line.size - 3));
            lode_buf_append_byte(&self.world, '\n');
        } else if (in_files) {
            lode_buf_append(&self.world, line);
            lode_buf_append_byte(&self.world, '\n');
        } else {
            read_head(&self, line);
        }
    }
    return self;
}

/* What the rules find in a scenario, in `out`. */
static void find(Scenario *scenario, LodeBuf *out)
{
    World world;
    LodeArena arena = {0};
    world_init(&world, scenario->world.data);
    lode_cache_free(world.cache);
    world.cache = lode_cache_new(world.memo, scenario->node_version);
    LodeBuildOptions options = world_options();
    options.detail = LODE_DETAIL_EXPORTS;
    options.resolver.node_version = scenario->node_version;
    LodeGraph *graph = world_build(&world, &options, scenario->entries.data, NULL);
    LodeLink *link = lode_link_new(graph, world.cache, &options.resolver);
    LodeFindings findings = lode_check(link, world.cache, &options.resolver, &scenario->options, &arena);
    assert_sane_findings(findings);
    check_text(out, findings);
    if (findings.count == 0) {
        lode_buf_puts(out, "nothing\n");
    }
    lode_link_free(link);
    lode_graph_free(graph);
    world_release(&world);
    lode_arena_release(&arena);
}

static void test_scenario(void **state)
{
    const char *name = *state;
    char path[512];
    snprintf(path, sizeof path, "%s/%s/scenario.txt", folder, name);
    LodeBuf text = read_text(path);
    assert_true(text.size > 0);
    snprintf(path, sizeof path, "%s/%s/expected.txt", folder, name);
    LodeBuf expected = read_text(path);
    LodeBuf found = {0};
    Scenario scenario = parse(lode_buf_str(&text));
    find(&scenario, &found);
    if (getenv("UPDATE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(found.data, 1, found.size, file);
        fclose(file);
    } else {
        lode_buf_puts(&expected, "");
        assert_string_equal(found.data, expected.data);
    }
    lode_buf_release(&scenario.world);
    lode_buf_release(&scenario.entries);
    lode_buf_release(&text);
    lode_buf_release(&expected);
    lode_buf_release(&found);
}

int main(void)
{
    LodeFs *fs = lode_fs_real_new();
    LodeMemo *memo = lode_memo_new(fs);
    LodeArena arena = {0};
    LodeDirectoryEntry *entries = NULL;
    size_t count = 0;
    char *path = realpath(folder, NULL);
    if (!path || lode_memo_list(memo, lode_memo_path(memo, lode_str(path)), &arena, &entries, &count) != 0) {
        fprintf(stderr, "%s is not below the working directory\n", folder);
        return 1;
    }
    struct CMUnitTest *tests = lode_alloc_zeroed(count + 1, sizeof *tests);
    size_t test_count = 0;
    for (size_t i = 0; i < count; i++) {
        /* examples/ holds whole projects, for docs/rules.md. */
        if (entries[i].type == LODE_FILE_DIRECTORY && !lode_str_equal(entries[i].name, LODE_STR("examples"))) {
            char *name = (char *)lode_arena_copy(&arena, entries[i].name).data;
            tests[test_count++] = (struct CMUnitTest){.name = name, .test_func = test_scenario, .initial_state = name};
        }
    }
    int failed = _cmocka_run_group_tests("fixtures/check", tests, test_count, NULL, NULL);
    free(tests);
    free(path);
    lode_arena_release(&arena);
    lode_memo_free(memo);
    lode_fs_free(fs);
    return failed || test_count == 0;
}

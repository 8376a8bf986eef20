/*
 * Specifiers against maps: the first line of the input is the specifier, the rest
 * is the package.json of the package `p` and of the importer's own scope.
 *
 * Whatever they hold, each kind under each version answers or fails with a code
 * and a message; what is found is a file that exists, its URL reads back as its
 * path, and asking again gives the same.
 */
#include "base/path.h"
#include "base/url.h"
#include "resolver/resolver.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_found(LodeMemo *memo, LodeArena *arena, const LodeResolution *resolution)
{
    if (!resolution->file) {
        return;
    }
    assert(lode_file_type_is_file(lode_memo_type(memo, resolution->file)));
    LodeUrl url;
    LodeStr path;
    assert(lode_url_parse(arena, resolution->url, NULL, &url));
    assert(lode_url_to_path(arena, &url, &path) == LODE_URL_PATH_OK);
    assert(lode_str_equal(path, lode_path_text(resolution->file)));
}

static void resolve(LodeFs *fs, int version, LodeKind kind, LodeTarget target, LodeStr specifier)
{
    LodeMemo *memo = lode_memo_new(fs);
    LodeCache *cache = lode_cache_new(memo, version);
    LodeResolverOptions options = lode_resolver_options_default();
    options.node_version = version;
    options.target = target;
    LodeResolver *resolver = lode_resolver_new(cache, &options);
    LodeRequestFrom request = {.specifier = specifier, .from = LODE_STR("/a/lib/from.js"), .kind = kind};
    LodeArena arena = {0};
    bool first = false;
    for (int round = 0; round < 2; round++) {
        LodeResolution resolution;
        LodeError error = {0};
        bool found = lode_resolve(resolver, &request, &arena, &resolution, &error);
        assert(found || (error.code != LODE_ERROR_NONE && error.message.size > 0));
        assert(round == 0 || found == first);
        first = found;
        if (found) {
            check_found(memo, &arena, &resolution);
        }
    }
    lode_arena_release(&arena);
    lode_resolver_free(resolver);
    lode_cache_free(cache);
    lode_memo_free(memo);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LodeStr input = {(const char *)data, size};
    size_t line = lode_str_find(input, '\n');
    LodeStr specifier = lode_str_slice(input, 0, line == LODE_NOT_FOUND ? size : line);
    LodeStr text = line == LODE_NOT_FOUND ? LODE_STR("") : lode_str_slice(input, line + 1, size);
    LodeFs *fs = lode_fs_memory_new();
    lode_fs_memory_add(fs, LODE_STR("/a/lib/from.js"), LODE_STR("1"));
    lode_fs_memory_add(fs, LODE_STR("/a/lib/index.js"), LODE_STR("1"));
    lode_fs_memory_add(fs, LODE_STR("/a/x.js"), LODE_STR("1"));
    lode_fs_memory_add(fs, LODE_STR("/a/package.json"), text);
    lode_fs_memory_add(fs, LODE_STR("/a/node_modules/p/package.json"), text);
    lode_fs_memory_add(fs, LODE_STR("/a/node_modules/p/x.js"), LODE_STR("1"));
    lode_fs_memory_add(fs, LODE_STR("/a/node_modules/p/d/x.mjs"), LODE_STR("1"));
    lode_fs_memory_add(fs, LODE_STR("/a/node_modules/@s/p/index.js"), LODE_STR("1"));
    lode_fs_memory_add_link(fs, LODE_STR("/a/node_modules/link"), LODE_STR("p"));
    static const int versions[] = {20, 24, 26};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        resolve(fs, versions[i], LODE_KIND_IMPORT, LODE_TARGET_NODE, specifier);
        resolve(fs, versions[i], LODE_KIND_REQUIRE, LODE_TARGET_NODE, specifier);
    }
    resolve(fs, 26, LODE_KIND_IMPORT, LODE_TARGET_BROWSER, specifier);
    resolve(fs, 26, LODE_KIND_REQUIRE, LODE_TARGET_BUNDLER, specifier);
    lode_fs_free(fs);
    return 0;
}

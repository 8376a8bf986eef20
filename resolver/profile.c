/*
 * The bundler and browser profiles. Reading order: conditions, extensions and
 * fields, directories, packages, the `browser` map.
 *
 * The facts are those of webpack 5's defaults (resolve.conditionNames,
 * mainFields, extensions, byDependency) and Vite's (ssr.resolve, resolve): where
 * the two differ, webpack's order of fields is used and the conditions of both
 * are in force, for a condition is offered, not demanded.
 */
#include "resolver/profile.h"

#include "resolver/hints.h"
#include "resolver/messages.h"
#include "resolver/target.h"

size_t lode__profile_conditions(LodeTarget target, LodeKind kind, LodeStr out[LODE_CONDITION_LIMIT])
{
    size_t count = 0;
    out[count++] = kind == LODE_KIND_IMPORT ? LODE_STR("import") : LODE_STR("require");
    switch (target) {
    case LODE_TARGET_NODE:
        out[count++] = LODE_STR("node");
        out[count++] = LODE_STR("module-sync");
        out[count++] = LODE_STR("node-addons");
        break;
    case LODE_TARGET_BUNDLER:
        out[count++] = LODE_STR("module");
        out[count++] = LODE_STR("node");
        out[count++] = LODE_STR("production");
        break;
    case LODE_TARGET_BROWSER:
        out[count++] = LODE_STR("module");
        out[count++] = LODE_STR("browser");
        out[count++] = LODE_STR("production");
        break;
    }
    return count;
}

static const LodeStr bundler_extensions[] = {LODE_STR_INIT(".js"),  LODE_STR_INIT(".json"), LODE_STR_INIT(".wasm"),
                                             LODE_STR_INIT(".mjs"), LODE_STR_INIT(".cjs"),  LODE_STR_INIT(".jsx"),
                                             LODE_STR_INIT(".ts"),  LODE_STR_INIT(".mts"),  LODE_STR_INIT(".tsx")};

const LodeStr *lode__profile_extensions(const LodeResolving *self, size_t *count)
{
    if (!lode__profile_searches_extensions(self)) {
        return NULL;
    }
    *count = sizeof bundler_extensions / sizeof *bundler_extensions;
    return bundler_extensions;
}

/* The fields that name a package's main file, best first. */
static size_t main_fields(const LodeResolving *self, LodeStr out[3])
{
    size_t count = 0;
    if (self->resolver->options.target == LODE_TARGET_BROWSER) {
        out[count++] = LODE_STR("browser");
    }
    out[count++] = LODE_STR("module");
    out[count++] = LODE_STR("main");
    return count;
}

static LodePath *with_extension(LodeResolving *self, LodePath *path)
{
    if (lode_file_type_is_file(lode_memo_type(self->memo, path))) {
        return path;
    }
    LodePath *directory = lode_path_parent(path);
    LodeStr name = lode_path_base_name(lode_path_text(path));
    for (size_t i = 0; directory && i < sizeof bundler_extensions / sizeof *bundler_extensions; i++) {
        LodeStr pieces[] = {name, bundler_extensions[i]};
        LodePath *candidate = lode_memo_child(self->memo, directory, lode_arena_join(self->arena, pieces, 2));
        bool is_file = lode_file_type_is_file(lode_memo_type(self->memo, candidate));
        LODE_TRACE(self, is_file ? LODE_TRACE_FOUND : LODE_TRACE_MISS, "bundler", "%s %.*s",
                   is_file ? "file" : "no file", LODE_STR_ARG(lode_path_text(candidate)));
        if (is_file) {
            return candidate;
        }
    }
    return NULL;
}

LodePath *lode__profile_directory(LodeResolving *self, LodePath *directory)
{
    if (lode_memo_type(self->memo, directory) != LODE_FILE_DIRECTORY) {
        return NULL;
    }
    LodePackage *package = lode__package_peek(self->resolver->cache, directory);
    const LodeJson *root = lode__package_root(self->resolver->cache, package);
    LodeStr fields[3];
    size_t count = main_fields(self, fields);
    for (size_t i = 0; i < count; i++) {
        LodeStr value = lode_json_string(lode_json_get(root, fields[i]));
        if (value.size == 0) {
            continue;
        }
        LodePath *path = lode_memo_path(self->memo, lode_path_resolve(self->arena, lode_path_text(directory), value));
        LodePath *found = with_extension(self, path);
        if (!found && path != directory) {
            found = with_extension(self, lode_memo_child(self->memo, path, LODE_STR("index")));
        }
        if (found) {
            LODE_TRACE(self, LODE_TRACE_FOUND, "bundler", "field `%.*s` names %.*s", LODE_STR_ARG(fields[i]),
                       LODE_STR_ARG(lode_path_text(found)));
            return found;
        }
    }
    return with_extension(self, lode_memo_child(self->memo, directory, LODE_STR("index")));
}

bool lode__profile_finish(LodeResolving *self, LodePath *path, LodeStr suffix, LodeResolution *out)
{
    LodePath *found = with_extension(self, path);
    if (!found) {
        found = lode__profile_directory(self, path);
    }
    if (!found) {
        if (lode_memo_type(self->memo, path) == LODE_FILE_DIRECTORY) {
            lode__fail_directory_import(self, lode_path_text(path), &self->base);
        } else {
            lode__fail_file_not_found(self, lode_path_text(path), &self->base);
            lode__note_missing_file(self, path);
        }
        return false;
    }
    return lode__real_file(self, found, &found) && lode__finish_file(self, found, suffix, out);
}

bool lode__profile_package(LodeResolving *self, LodePackage *package, LodeStr subpath, LodeBase *base,
                           LodeLocation *out)
{
    if (package->fields.exports) {
        return lode__package_exports_resolve(self, package, subpath, base, out);
    }
    LodeStr directory = lode_path_text(package->directory);
    *out = (LodeLocation){.is_path = true};
    if (lode_str_equal(subpath, LODE_STR("."))) {
        LodePath *main = lode__profile_directory(self, package->directory);
        out->path = main ? lode_path_text(main) : directory;
        return true;
    }
    out->path = lode_path_resolve(self->arena, directory, subpath);
    return true;
}

/* The `browser` field as a map; NULL where the profile or the package has none. */
static const LodeJson *browser_map(LodeResolving *self, LodePath *directory, LodePackage **package)
{
    if (self->resolver->options.target != LODE_TARGET_BROWSER) {
        return NULL;
    }
    *package = lode__package_peek_scope(self->resolver->cache, directory);
    const LodeJson *root = *package ? lode__package_root(self->resolver->cache, *package) : NULL;
    const LodeJson *map = lode_json_get(root, LODE_STR("browser"));
    return map && map->type == LODE_JSON_OBJECT ? map : NULL;
}

bool lode__profile_browser_map(LodeResolving *self, LodePath *directory, LodeStr specifier, LodeStr *replacement)
{
    LodePackage *package;
    const LodeJson *map = browser_map(self, directory, &package);
    /* Relative specifiers are mapped by the file they reach: see lode__profile_browser_file. */
    const LodeJson *value = map && specifier.size && specifier.data[0] != '.' ? lode_json_get(map, specifier) : NULL;
    if (!value || (value->type != LODE_JSON_FALSE && value->type != LODE_JSON_STRING)) {
        return false;
    }
    if (value->type == LODE_JSON_FALSE) {
        *replacement = LODE_STR_NONE;
    } else {
        /* "./x" in the map is relative to the package, not to the file that asks. */
        *replacement = lode_str_starts_with(value->text, LODE_STR("."))
                           ? lode_path_resolve(self->arena, lode_path_text(package->directory), value->text)
                           : value->text;
        if (lode_str_equal(*replacement, specifier)) {
            return false;
        }
    }
    LODE_TRACE(self, LODE_TRACE_FOUND, "bundler", "`browser` of %.*s maps \"%.*s\" to %.*s",
               LODE_STR_ARG(lode_path_text(package->file)), LODE_STR_ARG(specifier),
               LODE_STR_ARG(value->type == LODE_JSON_FALSE ? LODE_STR("nothing") : *replacement));
    return true;
}

/* A key of the map names a file: "./x.js", "./x" or "x.js" relative to the package. */
static bool key_names_file(LodeStr key, LodeStr relative)
{
    if (lode_str_starts_with(key, LODE_STR("./"))) {
        key = lode_str_slice(key, 2, key.size);
    }
    if (lode_str_equal(key, relative)) {
        return true;
    }
    LodeStr extension = lode_path_extension(relative);
    return extension.size && key.size + extension.size == relative.size && lode_str_starts_with(relative, key);
}

LodePath *lode__profile_browser_file(LodeResolving *self, LodePath *file, bool *is_ignored)
{
    LodePackage *package;
    const LodeJson *map = browser_map(self, lode_path_parent(file), &package);
    if (!map) {
        return file;
    }
    LodeStr relative = lode_path_relative(self->arena, lode_path_text(package->directory), lode_path_text(file));
    for (const LodeJson *member = map->first; member; member = member->next) {
        if (!key_names_file(member->key, relative)) {
            continue;
        }
        if (member->type == LODE_JSON_FALSE) {
            *is_ignored = true;
            return file;
        }
        if (member->type == LODE_JSON_STRING) {
            LodePath *found = with_extension(
                self, lode_memo_path(self->memo,
                                     lode_path_resolve(self->arena, lode_path_text(package->directory), member->text)));
            return found && lode__real_file(self, found, &found) ? found : file;
        }
    }
    return file;
}

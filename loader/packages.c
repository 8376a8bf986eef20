/* Reading order: facts, exports, the index that stands in for a main. */
#include "loader/packages.h"

#include "resolver/target.h"

static const char *type_text(LodePackageType type)
{
    return type == LODE_PACKAGE_TYPE_MODULE ? "module" : type == LODE_PACKAGE_TYPE_COMMONJS ? "commonjs" : "none";
}

static bool facts_of(const LodePackage *package, LodePackageFacts *out)
{
    if (!package || !package->exists) {
        return false;
    }
    *out = (LodePackageFacts){
        .file = lode_path_text(package->file),
        .directory = lode_path_text(package->directory),
        .name = package->fields.name,
        .main = package->fields.main,
        .type = type_text(package->fields.type),
        .has_exports = package->fields.exports != NULL,
        .has_imports = package->fields.imports != NULL,
    };
    return true;
}

static LodePath *path_of(LodeCache *cache, LodeStr text)
{
    LodeMemo *memo = lode_cache_memo(cache);
    if (lode_path_is_normal(text)) {
        return lode_memo_path(memo, text);
    }
    LodeBuf normal = {0};
    lode_path_resolve_into(&normal, LODE_STR("/"), text);
    LodePath *path = lode_memo_path(memo, lode_buf_str(&normal));
    lode_buf_release(&normal);
    return path;
}

bool lode__package_in(LodeCache *cache, LodeStr directory, LodePackageFacts *out)
{
    return facts_of(lode__package_peek(cache, path_of(cache, directory)), out);
}

bool lode__package_around(LodeCache *cache, LodeStr file, LodePackageFacts *out)
{
    LodePath *directory = lode_path_parent(path_of(cache, file));
    return directory && facts_of(lode__package_peek_scope(cache, directory), out);
}

bool lode__package_exports(LodeResolver *resolver, LodeStr directory, const LodeRequestFrom *request, LodeStr subpath,
                           LodeArena *arena, LodeStr *out, LodeError *error)
{
    LodeResolving self = lode__resolving_of(resolver, request, arena, error);
    if (request->condition_count) {
        self.condition_count = 0;
        for (size_t i = 0; i < request->condition_count && i < LODE_CONDITION_LIMIT; i++) {
            self.conditions[self.condition_count++] = request->conditions[i];
        }
    }
    bool has_referrer = !lode_str_is_none(request->from);
    self.base = has_referrer ? lode__base_of_file(request->from) : (LodeBase){.is_absent = true};
    LodePackage *package;
    LodeLocation location;
    if (!lode__package_read(&self, path_of(resolver->cache, directory), NULL, &package) ||
        !lode__package_exports_resolve(&self, package, subpath, &self.base, &location)) {
        return false;
    }
    *out = location.is_path ? location.path : lode_url_href(arena, &location.url);
    return true;
}

/* Whether FILE is PATH with an extension that require adds, or none. */
static bool is_with_extension(LodeStr file, LodeStr path)
{
    LodeStr rest = lode_str_slice(file, path.size, file.size);
    return lode_str_starts_with(file, path) &&
           (rest.size == 0 || (rest.data[0] == '.' && lode_str_find(rest, '/') == LODE_NOT_FOUND));
}

bool lode__package_main_is_stale(LodeCache *cache, LodeStr file, LodePackageFacts *out)
{
    if (!lode_str_starts_with(lode_path_base_name(file), LODE_STR("index.")) ||
        !lode__package_in(cache, lode_path_directory(file), out) || out->main.size == 0 || out->has_exports) {
        return false;
    }
    LodeArena arena = {0};
    LodeStr main = lode_path_resolve(&arena, out->directory, out->main);
    LodeStr index = lode_path_resolve(&arena, main, LODE_STR("index"));
    bool is_stale = !is_with_extension(file, main) && !is_with_extension(file, index);
    lode_arena_release(&arena);
    return is_stale;
}

/* Manifests. Reading order: one file, the table, the nearest, the fields. */
#include "graph/check/manifest.h"

#include "base/path.h"

enum { MANIFEST_LIMIT = 16 * 1024 * 1024 };

static const char *const fields[] = {"dependencies",         "devDependencies",     "peerDependencies",
                                     "optionalDependencies", "bundledDependencies", "bundleDependencies"};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

typedef struct Entry {
    LodePath *directory;
    const LodeManifest *manifest; /* NULL: none */
} Entry;

struct LodeManifests {
    LodeMemo *memo;
    LodeArena *arena;
    Entry *slots; /* open addressing by address; a power of two */
    size_t slot_count;
    size_t used;
};

LodeManifests *lode__manifests_new(LodeMemo *memo, LodeArena *arena)
{
    LodeManifests *self = LODE_ARENA_NEW(arena, LodeManifests, 1);
    self->memo = memo;
    self->arena = arena;
    self->slot_count = 64;
    self->slots = LODE_ARENA_NEW(arena, Entry, self->slot_count);
    return self;
}

static Entry *slot_of(const LodeManifests *self, const LodePath *directory)
{
    size_t at = ((uintptr_t)directory >> 4) & (self->slot_count - 1);
    while (self->slots[at].directory && self->slots[at].directory != directory) {
        at = (at + 1) & (self->slot_count - 1);
    }
    return &self->slots[at];
}

static void make_room(LodeManifests *self)
{
    if (self->used * 2 < self->slot_count) {
        return;
    }
    Entry *old = self->slots;
    size_t count = self->slot_count;
    self->slot_count *= 2;
    self->slots = LODE_ARENA_NEW(self->arena, Entry, self->slot_count);
    for (size_t i = 0; i < count; i++) {
        if (old[i].directory) {
            *slot_of(self, old[i].directory) = old[i];
        }
    }
}

static bool is_manifest(const LodeJson *root)
{
    bool answer = lode_json_get(root, LODE_STR("name")) != NULL;
    for (size_t i = 0; i < FIELD_COUNT && !answer; i++) {
        answer = lode_json_get(root, lode_str(fields[i])) != NULL;
    }
    return answer;
}

static const LodeManifest *read_manifest(LodeManifests *self, LodePath *directory)
{
    LodePath *file = lode_memo_child(self->memo, directory, LODE_STR("package.json"));
    LodeBuf bytes = {0};
    LodeManifest *made = NULL;
    if (lode_memo_type(self->memo, file) == LODE_FILE_REGULAR &&
        lode_memo_read(self->memo, file, MANIFEST_LIMIT, &bytes) == 0) {
        LodeStr text = lode_buf_str(&bytes);
        size_t mark = lode_str_starts_with(text, LODE_STR("\xEF\xBB\xBF")) ? 3 : 0;
        const LodeJson *root = lode_json_parse(self->arena, lode_str_slice(text, mark, text.size), NULL);
        if (root && root->type == LODE_JSON_OBJECT && is_manifest(root)) {
            made = LODE_ARENA_NEW(self->arena, LodeManifest, 1);
            made->file = lode_path_text(file);
            made->directory = lode_path_text(directory);
            made->name = lode_json_string(lode_json_get(root, LODE_STR("name")));
            made->root = root;
        }
    }
    lode_buf_release(&bytes);
    return made;
}

const LodeManifest *lode__manifest_in(LodeManifests *self, LodePath *directory)
{
    make_room(self);
    Entry *entry = slot_of(self, directory);
    if (!entry->directory) {
        *entry = (Entry){directory, read_manifest(self, directory)};
        self->used++;
    }
    return entry->manifest;
}

const LodeManifest *lode__manifest_of(LodeManifests *self, LodeStr path)
{
    LodePath *at = lode_path_parent(lode_memo_path(self->memo, path));
    for (; at; at = lode_path_parent(at)) {
        const LodeManifest *manifest = lode__manifest_in(self, at);
        /* What stands above a node_modules folder is the package of somebody else. */
        if (manifest || lode_str_equal(lode_path_base_name(lode_path_text(at)), LODE_STR("node_modules"))) {
            return manifest;
        }
    }
    return NULL;
}

const char *lode__manifest_field_of(const LodeManifest *self, LodeStr package, const LodeJson **member)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const LodeJson *field = lode_json_get(self->root, lode_str(fields[i]));
        const LodeJson *found = lode_json_get(field, package);
        for (const LodeJson *item = field && field->type == LODE_JSON_ARRAY ? field->first : NULL; item && !found;
             item = item->next) {
            if (lode_str_equal(lode_json_string(item), package)) {
                found = item;
            }
        }
        if (found) {
            if (member) {
                *member = found;
            }
            return fields[i];
        }
    }
    return NULL;
}

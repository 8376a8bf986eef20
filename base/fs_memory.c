/* The file system in memory, for tests and fuzzers. Reading order: nodes, questions, additions. */
#include "base/fs.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <uthash.h>

typedef struct Node {
    LodeStr path;
    LodeFileType type;
    LodeStr bytes;  /* content of a file, target of a link */
    int read_error; /* what reading answers; 0 for none */
    UT_hash_handle hh;
} Node;

typedef struct MemoryFs {
    LodeFs base;
    LodeArena arena;
    Node *nodes;
} MemoryFs;

static Node *node_at(const MemoryFs *self, LodeStr path)
{
    Node *node = NULL;
    HASH_FIND(hh, self->nodes, path.data, path.size, node);
    return node;
}

static LodeStat memory_lstat(LodeFs *self, const char *path)
{
    const Node *node = node_at((MemoryFs *)self, lode_str(path));
    if (!node) {
        return (LodeStat){.type = LODE_FILE_ABSENT, .error = ENOENT};
    }
    return (LodeStat){.type = node->type, .size = node->bytes.size};
}

static int memory_read_link(LodeFs *self, const char *path, LodeBuf *target)
{
    const Node *node = node_at((MemoryFs *)self, lode_str(path));
    lode_buf_clear(target);
    if (!node || node->type != LODE_FILE_LINK) {
        return node ? EINVAL : ENOENT;
    }
    lode_buf_append(target, node->bytes);
    return 0;
}

/* Reading follows links of the last segment only: callers ask for real paths. */
static int memory_read_file(LodeFs *self, const char *path, size_t limit, LodeBuf *out)
{
    lode_buf_clear(out);
    LodeArena scratch = {0};
    const Node *node = node_at((MemoryFs *)self, lode_str(path));
    for (int links = 0; node && node->type == LODE_FILE_LINK && links < 40; links++) {
        LodeStr target = lode_path_resolve(&scratch, lode_path_directory(node->path), node->bytes);
        node = node_at((MemoryFs *)self, target);
    }
    int error = !node                               ? ENOENT
                : node->read_error                  ? node->read_error
                : node->type == LODE_FILE_LINK      ? ELOOP
                : node->type == LODE_FILE_DIRECTORY ? EISDIR
                : node->type != LODE_FILE_REGULAR   ? ENXIO
                : node->bytes.size > limit          ? EFBIG
                                                    : 0;
    if (!error) {
        lode_buf_append(out, node->bytes);
    }
    lode_arena_release(&scratch);
    return error;
}

static int memory_read_start(LodeFs *self, const char *path, size_t size, LodeBuf *out)
{
    int error = memory_read_file(self, path, SIZE_MAX, out);
    if (!error && out->size > size) {
        out->size = size;
        out->data[size] = '\0';
    }
    return error;
}

static int memory_read_directory(LodeFs *self, const char *path, LodeDirectoryVisitor visit, void *context)
{
    const MemoryFs *memory = (MemoryFs *)self;
    const Node *directory = node_at(memory, lode_str(path));
    if (!directory || directory->type != LODE_FILE_DIRECTORY) {
        return directory ? ENOTDIR : ENOENT;
    }
    for (const Node *node = memory->nodes; node; node = node->hh.next) {
        if (node != directory && lode_str_equal(lode_path_directory(node->path), directory->path)) {
            visit(context, lode_path_base_name(node->path), node->type);
        }
    }
    return directory->read_error;
}

static void memory_free(LodeFs *self)
{
    MemoryFs *memory = (MemoryFs *)self;
    HASH_CLEAR(hh, memory->nodes);
    lode_arena_release(&memory->arena);
    free(memory);
}

static const LodeFsOps memory_ops = {memory_lstat,      memory_read_link,      memory_read_file,
                                     memory_read_start, memory_read_directory, memory_free};

static Node *put(MemoryFs *self, LodeStr path, LodeFileType type)
{
    for (LodeStr at = path;; at = lode_path_directory(at)) {
        if (!node_at(self, at)) {
            Node *node = LODE_ARENA_NEW(&self->arena, Node, 1);
            node->path = lode_arena_copy(&self->arena, at);
            node->type = LODE_FILE_DIRECTORY;
            HASH_ADD_KEYPTR(hh, self->nodes, node->path.data, node->path.size, node);
        }
        if (at.size <= 1) {
            break;
        }
    }
    Node *node = node_at(self, path);
    node->type = type;
    node->bytes = LODE_STR("");
    node->read_error = 0;
    return node;
}

LodeFs *lode_fs_memory_new(void)
{
    MemoryFs *self = lode_alloc_zeroed(1, sizeof *self);
    self->base.ops = &memory_ops;
    put(self, LODE_STR("/"), LODE_FILE_DIRECTORY);
    return &self->base;
}

void lode_fs_memory_add(LodeFs *self, LodeStr path, LodeStr bytes)
{
    MemoryFs *memory = (MemoryFs *)self;
    put(memory, path, LODE_FILE_REGULAR)->bytes = lode_arena_copy(&memory->arena, bytes);
}

void lode_fs_memory_add_directory(LodeFs *self, LodeStr path)
{
    put((MemoryFs *)self, path, LODE_FILE_DIRECTORY);
}

void lode_fs_memory_add_link(LodeFs *self, LodeStr path, LodeStr target)
{
    MemoryFs *memory = (MemoryFs *)self;
    put(memory, path, LODE_FILE_LINK)->bytes = lode_arena_copy(&memory->arena, target);
}

void lode_fs_memory_add_refusing(LodeFs *self, LodeStr path, LodeFileType type, int error)
{
    put((MemoryFs *)self, path, type)->read_error = error;
}

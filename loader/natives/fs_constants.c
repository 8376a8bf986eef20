/* native('fs').constants, in the order of fs.constants. */
#include "loader/natives/fs_request.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Constant {
    const char *name;
    int value;
} Constant;

#define C(name)     \
    {               \
#name, name \
    }
static const Constant constants[] = {
    C(UV_FS_SYMLINK_DIR),
    C(UV_FS_SYMLINK_JUNCTION),
    C(O_RDONLY),
    C(O_WRONLY),
    C(O_RDWR),
    C(UV_DIRENT_UNKNOWN),
    C(UV_DIRENT_FILE),
    C(UV_DIRENT_DIR),
    C(UV_DIRENT_LINK),
    C(UV_DIRENT_FIFO),
    C(UV_DIRENT_SOCKET),
    C(UV_DIRENT_CHAR),
    C(UV_DIRENT_BLOCK),
    C(S_IFMT),
    C(S_IFREG),
    C(S_IFDIR),
    C(S_IFCHR),
    C(S_IFBLK),
    C(S_IFIFO),
    C(S_IFLNK),
    C(S_IFSOCK),
    C(O_CREAT),
    C(O_EXCL),
    C(UV_FS_O_FILEMAP),
    {"UV_FS_O_TEMPORARY", 0},
    {"UV_FS_O_SHORT_LIVED", 0},
    {"UV_FS_O_SEQUENTIAL", 0},
    {"UV_FS_O_RANDOM", 0},
    C(O_NOCTTY),
    C(O_TRUNC),
    C(O_APPEND),
#ifdef O_DIRECTORY
    C(O_DIRECTORY),
#endif
#ifdef O_NOATIME
    C(O_NOATIME),
#endif
    C(O_NOFOLLOW),
    C(O_SYNC),
    C(O_DSYNC),
#ifdef O_DIRECT
    C(O_DIRECT),
#endif
    C(O_NONBLOCK),
    C(S_IRWXU),
    C(S_IRUSR),
    C(S_IWUSR),
    C(S_IXUSR),
    C(S_IRWXG),
    C(S_IRGRP),
    C(S_IWGRP),
    C(S_IXGRP),
    C(S_IRWXO),
    C(S_IROTH),
    C(S_IWOTH),
    C(S_IXOTH),
    C(F_OK),
    C(R_OK),
    C(W_OK),
    C(X_OK),
    C(UV_FS_COPYFILE_EXCL),
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    C(UV_FS_COPYFILE_FICLONE),
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    C(UV_FS_COPYFILE_FICLONE_FORCE),
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};
#undef C

void lode__fs_fill_constants(LodeHost *host, LodeValue object)
{
    LodeValue list = host->ops->object(host->engine);
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        lode__set(host, list, constants[i].name, lode__number(host, constants[i].value));
    }
    lode__set(host, object, "constants", list);
}

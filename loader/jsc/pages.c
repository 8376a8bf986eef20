/*
 * Large pages, for large programs. Reading order: whether the system has them, the heap, the engine's code, the call.
 *
 * The engine is 25 MB of code, and its heap grows by 32 MB at a time. What compiles thousands of files runs all over both,
 * and in pages of 4 kB a tenth of its time goes into finding addresses and into faults of pages that were not touched
 * before. Linux has pages of 2 MB for memory whose owner asks for them. A small program is better off without: it touches
 * a little of each. So nothing happens before `expect_much`, and then once in a process.
 */
#include "loader/jsc/jsc.h"

#include <sys/mman.h>

#if defined(__linux__) && defined(__GLIBC__) && UINTPTR_MAX > UINT32_MAX && !defined(LODE_SANITIZED)

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum {
    PAGE = 2 << 20,           /* bytes of a large page */
    LARGEST_PIECE = 64 << 20, /* of the heap, in bytes. Larger ones are address space that is used here and there */
    PIECES = 16               /* remembered until `expect_much` */
};

/* ---- whether the system has them ---- */

static bool has_large_pages(void)
{
    char setting[64] = "[never]";
    int file = open("/sys/kernel/mm/transparent_hugepage/enabled", O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        ssize_t size = read(file, setting, sizeof setting - 1);
        setting[size > 0 ? size : 0] = '\0';
        close(file);
    }
    return setting[0] && !strstr(setting, "[never]");
}

/* ---- the heap ---- */

typedef struct Piece {
    void *start;
    size_t size;
} Piece;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these three */
static Piece pieces[PIECES];
static size_t piece_count;
static bool is_wanted;

/* A piece that was unmapped meanwhile, or is something else by now, is asked for in vain. */
static void want(Piece piece)
{
    (void)madvise(piece.start, piece.size, MADV_HUGEPAGE);
}

static void note_piece(Piece piece)
{
    pthread_mutex_lock(&lock);
    if (is_wanted) {
        want(piece);
    } else if (piece_count < PIECES) {
        pieces[piece_count++] = piece;
    }
    pthread_mutex_unlock(&lock);
}

static void want_all(void)
{
    pthread_mutex_lock(&lock);
    is_wanted = true;
    for (size_t i = 0; i < piece_count; i++) {
        want(pieces[i]);
    }
    pthread_mutex_unlock(&lock);
}

/*
 * mmap as the engine calls it. The dynamic linker looks for the engine's symbols in this shared object first, and the
 * program's own calls do not come here (RTLD_DEEPBIND in loader/engine.c); where it does neither, the heap stays as it
 * is. mmap64 is the C library's, under its other name.
 */
__attribute__((visibility("default"))) void *mmap(void *address, size_t size, int protection, int flags, int file,
                                                  off_t offset)
{
    void *start = mmap64(address, size, protection, flags, file, offset);
    bool is_heap = start != MAP_FAILED && file == -1 && (flags & MAP_ANONYMOUS) &&
                   protection == (PROT_READ | PROT_WRITE) && size >= PAGE && size <= LARGEST_PIECE;
    if (is_heap) {
        note_piece((Piece){start, size});
    }
    return start;
}

/* ---- the engine's code ---- */

typedef struct Code {
    char *inside; /* an address in its segment */
    char *start;  /* whole large pages of that */
    size_t size;
} Code;

/* Whether a segment is the one; then its large pages are noted. */
static bool take_segment(Code *self, uintptr_t start, uintptr_t end)
{
    uintptr_t inside = (uintptr_t)self->inside;
    if (inside < start || inside >= end) {
        return false;
    }
    uintptr_t first = (start + PAGE - 1) / PAGE * PAGE;
    uintptr_t last = end / PAGE * PAGE;
    self->start = self->inside + (intptr_t)(first - inside);
    self->size = first < last ? last - first : 0;
    return true;
}

static int find_code(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_X) &&
            take_segment(context, start, start + segment->p_filesz)) {
            return 1;
        }
    }
    return 0;
}

/*
 * Pages of files are small but on a few file systems. So the code is copied, and the copy is moved to where the
 * code was: one system call, before and after which there are the same bytes, so that other threads may run them
 * meanwhile. False where the system refuses one of the steps: then nothing has happened.
 */
static bool move_code(const Code *code, char *copy)
{
    (void)madvise(copy, code->size, MADV_HUGEPAGE);
    memcpy(copy, code->start, code->size);
    return mprotect(copy, code->size, PROT_READ | PROT_EXEC) == 0 &&
           mremap(copy, code->size, code->size, MREMAP_MAYMOVE | MREMAP_FIXED, code->start) != MAP_FAILED;
}

static void *enlarge_code(void *context)
{
    (void)context;
    JSValueRef (*function)(JSContextRef, JSStringRef, JSObjectRef, JSStringRef, int, JSValueRef *) = JSEvaluateScript;
    Code code = {0};
    memcpy(&code.inside, &function, sizeof code.inside);
    if (!dl_iterate_phdr(find_code, &code) || code.size == 0) {
        return NULL;
    }
    /* A page more, of which the copy begins at the first address that is a multiple of a large page. */
    char *room = mmap64(NULL, code.size + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    size_t before = (PAGE - (uintptr_t)room % PAGE) % PAGE;
    if (move_code(&code, room + before)) {
        if (before > 0) {
            munmap(room, before);
        }
        munmap(room + before + code.size, PAGE - before);
    } else {
        munmap(room, code.size + PAGE);
    }
    return NULL;
}

/* On a thread of its own, which takes no signals: copying takes some ms. */
static void start_enlarging(void)
{
    sigset_t all;
    sigset_t old;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    if (pthread_create(&thread, NULL, enlarge_code, NULL) == 0) {
        pthread_detach(thread);
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* ---- the call ---- */

static void enlarge(void)
{
    if (has_large_pages()) {
        want_all();
        start_enlarging();
    }
}

void lode__jsc_expect_much(LodeEngine *self)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)self;
    pthread_once(&once, enlarge);
}

#else

void lode__jsc_expect_much(LodeEngine *self)
{
    (void)self;
}

#endif

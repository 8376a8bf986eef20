/*
 * Strings as pointer and size, and one growable buffer.
 *
 * A LodeStr borrows: it never owns its bytes, and who made it says how long they
 * live. Its bytes may hold NUL (a specifier is user input), so the size is the
 * truth; texts that an arena copies are NUL-terminated besides, which lets them
 * be handed to the system. A LodeBuf owns its bytes and grows by doubling.
 * Neither knows about encodings: utf.h does.
 */
#ifndef LODE_BASE_STR_H
#define LODE_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct LodeStr {
    const char *data;
    size_t size;
} LodeStr;

/* A LodeStr of a string literal. */
#define LODE_STR(literal) ((LodeStr){(literal), sizeof(literal) - 1})
/* The same as a constant initializer for static tables. */
#define LODE_STR_INIT(literal)         \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
/* Printf arguments for "%.*s". */
#define LODE_STR_ARG(str) (int)(str).size, (str).data

/* The absent string: data is NULL. The empty string has data and size 0. */
#define LODE_STR_NONE ((LodeStr){NULL, 0})

static inline LodeStr lode_str(const char *text)
{
    return (LodeStr){text, text ? strlen(text) : 0};
}

static inline bool lode_str_is_none(LodeStr self)
{
    return self.data == NULL;
}

static inline bool lode_str_equal(LodeStr self, LodeStr other)
{
    return self.size == other.size && (self.size == 0 || memcmp(self.data, other.data, self.size) == 0);
}

static inline bool lode_str_starts_with(LodeStr self, LodeStr prefix)
{
    return self.size >= prefix.size && (prefix.size == 0 || memcmp(self.data, prefix.data, prefix.size) == 0);
}

static inline bool lode_str_ends_with(LodeStr self, LodeStr suffix)
{
    return self.size >= suffix.size &&
           (suffix.size == 0 || memcmp(self.data + self.size - suffix.size, suffix.data, suffix.size) == 0);
}

/* The bytes [from, to), clamped to the string. */
static inline LodeStr lode_str_slice(LodeStr self, size_t from, size_t to)
{
    if (to > self.size) {
        to = self.size;
    }
    if (from > to) {
        from = to;
    }
    return (LodeStr){self.data ? self.data + from : NULL, to - from};
}

#define LODE_NOT_FOUND ((size_t)-1)

/* Index of the first or last `byte`, or LODE_NOT_FOUND. */
size_t lode_str_find(LodeStr self, char byte);
size_t lode_str_find_last(LodeStr self, char byte);
/* Index of the first occurrence of `needle`, or LODE_NOT_FOUND. */
size_t lode_str_search(LodeStr self, LodeStr needle);
/* Byte order, shorter first on a tie: <0, 0, >0. A total order fit for qsort. */
int lode_str_compare(LodeStr self, LodeStr other);
/*
 * The index of the element whose key is `wanted` in an array sorted by lode_str_compare, or LODE_NOT_FOUND.
 * `first` is the key of the first element, `stride` the size of an element. O(log count).
 */
size_t lode_str_find_sorted(const LodeStr *first, size_t count, size_t stride, LodeStr wanted);
/* 64-bit hash (xxHash, XXH3); the same bytes give the same value in every run. */
uint64_t lode_str_hash(LodeStr self);

typedef struct LodeBuf {
    char *data; /* NUL-terminated whenever not NULL; the NUL is not in `size` */
    size_t size;
    size_t capacity;
} LodeBuf;

/* A zeroed LodeBuf is empty and ready. */
void lode_buf_release(LodeBuf *self);
static inline void lode_buf_clear(LodeBuf *self)
{
    self->size = 0;
}
/* Room for `extra` more bytes beyond `size`, and the NUL. */
void lode_buf_reserve(LodeBuf *self, size_t extra);
void lode_buf_append(LodeBuf *self, LodeStr text);
void lode_buf_append_byte(LodeBuf *self, char byte);
static inline void lode_buf_puts(LodeBuf *self, const char *text)
{
    lode_buf_append(self, lode_str(text));
}
__attribute__((format(printf, 2, 3))) void lode_buf_printf(LodeBuf *self, const char *format, ...);
void lode_buf_vprintf(LodeBuf *self, const char *format, va_list arguments);
/*
 * Appends a message: %s, %.*s, %d, %u, %zu, %c and %% only. Unlike printf, %.*s keeps
 * NUL bytes, for messages repeat what users wrote.
 */
__attribute__((format(printf, 2, 0))) void lode_buf_message(LodeBuf *self, const char *format, va_list arguments);
/* Borrows the content until the next change of the buffer. */
static inline LodeStr lode_buf_str(const LodeBuf *self)
{
    return (LodeStr){self->data ? self->data : "", self->size};
}

#endif

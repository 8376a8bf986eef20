/* Strings and the growable buffer. Reading order: searches, the buffer's growth, its writers. */
#include "base/str.h"

#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

size_t lode_str_find(LodeStr self, char byte)
{
    const char *at = self.size ? memchr(self.data, byte, self.size) : NULL;
    return at ? (size_t)(at - self.data) : LODE_NOT_FOUND;
}

size_t lode_str_find_last(LodeStr self, char byte)
{
    for (size_t i = self.size; i > 0; i--) {
        if (self.data[i - 1] == byte) {
            return i - 1;
        }
    }
    return LODE_NOT_FOUND;
}

size_t lode_str_search(LodeStr self, LodeStr needle)
{
    if (needle.size == 0) {
        return 0;
    }
    for (size_t from = 0; from + needle.size <= self.size; from++) {
        const char *at = memchr(self.data + from, needle.data[0], self.size - from - needle.size + 1);
        if (!at) {
            return LODE_NOT_FOUND;
        }
        from = (size_t)(at - self.data);
        if (memcmp(at, needle.data, needle.size) == 0) {
            return from;
        }
    }
    return LODE_NOT_FOUND;
}

int lode_str_compare(LodeStr self, LodeStr other)
{
    size_t common = self.size < other.size ? self.size : other.size;
    int order = common ? memcmp(self.data, other.data, common) : 0;
    if (order != 0) {
        return order;
    }
    return self.size < other.size ? -1 : self.size > other.size;
}

size_t lode_str_find_sorted(const LodeStr *first, size_t count, size_t stride, LodeStr wanted)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const LodeStr *key = (const LodeStr *)(const void *)((const char *)first + middle * stride);
        int order = lode_str_compare(*key, wanted);
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return LODE_NOT_FOUND;
}

uint64_t lode_str_hash(LodeStr self)
{
    return XXH3_64bits(self.size ? self.data : "", self.size);
}

void lode_buf_release(LodeBuf *self)
{
    free(self->data);
    *self = (LodeBuf){0};
}

void lode_buf_reserve(LodeBuf *self, size_t extra)
{
    size_t needed = self->size + extra + 1;
    if (needed <= self->capacity) {
        return;
    }
    size_t capacity = self->capacity ? self->capacity : 64;
    while (capacity < needed) {
        capacity *= 2;
    }
    self->data = lode_realloc(self->data, capacity);
    self->capacity = capacity;
}

void lode_buf_append(LodeBuf *self, LodeStr text)
{
    lode_buf_reserve(self, text.size);
    if (text.size) {
        memcpy(self->data + self->size, text.data, text.size);
    }
    self->size += text.size;
    self->data[self->size] = '\0';
}

void lode_buf_append_byte(LodeBuf *self, char byte)
{
    lode_buf_reserve(self, 1);
    self->data[self->size++] = byte;
    self->data[self->size] = '\0';
}

void lode_buf_vprintf(LodeBuf *self, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    if (size > 0) {
        lode_buf_reserve(self, (size_t)size);
        vsnprintf(self->data + self->size, (size_t)size + 1, format, again);
        self->size += (size_t)size;
    }
    va_end(again);
}

void lode_buf_printf(LodeBuf *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    lode_buf_vprintf(self, format, arguments);
    va_end(arguments);
}

void lode_buf_message(LodeBuf *self, const char *format, va_list arguments)
{
    for (const char *at = format; *at; at++) {
        if (*at != '%') {
            lode_buf_append_byte(self, *at);
            continue;
        }
        at++;
        if (strncmp(at, ".*s", 3) == 0) {
            int size = va_arg(arguments, int);
            const char *text = va_arg(arguments, const char *);
            lode_buf_append(self, (LodeStr){text, size > 0 ? (size_t)size : 0});
            at += 2;
        } else if (*at == 's') {
            lode_buf_puts(self, va_arg(arguments, const char *));
        } else if (*at == 'd') {
            lode_buf_printf(self, "%d", va_arg(arguments, int));
        } else if (*at == 'u') {
            lode_buf_printf(self, "%u", va_arg(arguments, unsigned));
        } else if (strncmp(at, "zu", 2) == 0) {
            lode_buf_printf(self, "%zu", va_arg(arguments, size_t));
            at++;
        } else if (*at == 'c') {
            lode_buf_append_byte(self, (char)va_arg(arguments, int));
        } else {
            assert(*at == '%');
            lode_buf_append_byte(self, '%');
        }
    }
}

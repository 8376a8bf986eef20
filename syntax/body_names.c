/* Reading order: the followed names, the walk, binding. */
#include "syntax/body_names.h"

#include <stdlib.h>

void lode_body_names_release(LodeBodyNames *self)
{
    lode_nameset_release(&self->followed);
    lode_vec_release(&self->imports);
    lode_vec_release(&self->scopes);
    lode_vec_release(&self->declarations);
    lode_vec_release(&self->tops);
}

static uint32_t letter_of(LodeStr name)
{
    return UINT32_C(1) << (name.size ? (unsigned char)name.data[0] & 31 : 0);
}

void lode_body_names_follow(LodeBodyNames *self, LodeStr local, LodeBodyImport import)
{
    bool known;
    (void)lode_nameset_add(&self->followed, local, (uint32_t)self->imports.count, &known);
    if (!known) {
        lode_vec_push(&self->imports, import);
        self->first_letters |= letter_of(local);
    }
}

uint32_t lode_body_names_find(const LodeBodyNames *self, LodeStr name)
{
    if (!(self->first_letters & letter_of(name))) {
        return LODE_NO_BODY_NAME;
    }
    const LodeNameValue *found = lode_nameset_find(&self->followed, name);
    return found ? found->value : LODE_NO_BODY_NAME;
}

uint32_t lode_body_names_open(LodeBodyNames *self, uint32_t start)
{
    LodeSpan scope = {start, UINT32_MAX};
    lode_vec_push(&self->scopes, scope);
    return (uint32_t)self->scopes.count - 1;
}

void lode_body_names_declare(LodeBodyNames *self, uint32_t scope, uint32_t name)
{
    LodeBodyDeclaration declaration = {scope, name, 0};
    lode_vec_push(&self->declarations, declaration);
}

/* --- Binding ---------------------------------------------------------------------------------- */

static int by_scope(const void *left, const void *right)
{
    const LodeBodyDeclaration *a = left;
    const LodeBodyDeclaration *b = right;
    return a->scope < b->scope ? -1 : a->scope > b->scope;
}

void lode_body_names_bind(LodeBodyNames *self)
{
    self->next = 0;
    lode_vec_clear(&self->tops);
    for (size_t i = 0; i < self->imports.count; i++) {
        lode_vec_push(&self->tops, 0);
    }
    if (self->declarations.count) {
        qsort(self->declarations.items, self->declarations.count, sizeof *self->declarations.items, by_scope);
    }
}

/* Takes off the declarations of a name whose scopes end before `offset`. */
static void leave(LodeBodyNames *self, uint32_t name, uint32_t offset)
{
    uint32_t *top = &self->tops.items[name];
    while (*top) {
        const LodeBodyDeclaration *declaration = &self->declarations.items[*top - 1];
        if (self->scopes.items[declaration->scope].end > offset) {
            return;
        }
        *top = declaration->outer;
    }
}

bool lode_body_names_is_import(LodeBodyNames *self, uint32_t name, uint32_t offset)
{
    for (; self->next < self->declarations.count; self->next++) {
        LodeBodyDeclaration *declaration = &self->declarations.items[self->next];
        uint32_t start = self->scopes.items[declaration->scope].start;
        if (start > offset) {
            break;
        }
        leave(self, declaration->name, start);
        declaration->outer = self->tops.items[declaration->name];
        self->tops.items[declaration->name] = (uint32_t)self->next + 1;
    }
    leave(self, name, offset);
    return !self->tops.items[name];
}

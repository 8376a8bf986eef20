/* A table by URL. */
#include "loader/sources.h"

#include "base/intern.h"
#include "base/vec.h"

struct LodeSources {
    LodeInterner *urls;
    LODE_VEC(LodeSource) by_url; /* by atom */
};

void lode__sources_add(LodeHost *host, LodeSource source)
{
    LodeSources *self = host->sources;
    if (!self) {
        self = host->sources = lode_alloc_zeroed(1, sizeof *self);
        self->urls = lode_interner_new();
    }
    LodeAtom atom = lode_intern(self->urls, source.url, NULL);
    while (self->by_url.count <= atom) {
        lode_vec_push(&self->by_url, (LodeSource){.url = LODE_STR_NONE});
    }
    self->by_url.items[atom] = source;
}

const LodeSource *lode__sources_find(LodeHost *host, LodeStr url)
{
    LodeSources *self = host->sources;
    if (!self) {
        return NULL;
    }
    /* Asking for what is unknown makes an atom of it: URLs of stacks are few. */
    LodeAtom atom = lode_intern(self->urls, url, NULL);
    return atom < self->by_url.count && self->by_url.items[atom].url.data ? &self->by_url.items[atom] : NULL;
}

void lode__sources_release(LodeHost *host)
{
    if (host->sources) {
        lode_interner_free(host->sources->urls);
        lode_vec_release(&host->sources->by_url);
        free(host->sources);
        host->sources = NULL;
    }
}

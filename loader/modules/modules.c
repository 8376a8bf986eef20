#include "loader/modules/modules.h"

#include <stdlib.h>

struct LodeModules {
    LodeHost *host;
};

LodeModules *lode__modules_new(LodeHost *host)
{
    LodeModules *self = lode_alloc_zeroed(1, sizeof *self);
    self->host = host;
    return self;
}

void lode__modules_free(LodeModules *self)
{
    free(self);
}

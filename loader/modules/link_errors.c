/* The error of a name that a module asks for in vain. Reading order: the source again, the error. */
#include "base/span.h"
#include "graph/link_words.h"
#include "graph/source.h"
#include "loader/modules/modules.h"

typedef struct Asker {
    LodeModules *modules;
    LodeModuleIndex root;
    LodeArena arena;
    LodeModuleIndex module; /* whose source is in `source` */
    LodeBuf source;
} Asker;

static LodeModuleIndex root_of(void *context, LodeModuleIndex from)
{
    (void)from;
    return ((Asker *)context)->root;
}

/* Sources are not kept: an error reads its file again. */
static bool read_again(Asker *self, LodeModuleIndex module)
{
    if (self->module == module) {
        return true;
    }
    bool is_read = lode__modules_read(self->modules, &self->modules->modules.items[module], &self->source, NULL);
    self->module = is_read ? module : LODE_MODULE_NONE;
    return is_read;
}

static LodeStr line_of(void *context, LodeModuleIndex module, LodeSpan span)
{
    Asker *self = context;
    if (!read_again(self, module)) {
        return LODE_STR_NONE;
    }
    LodeStr text = lode_buf_str(&self->source);
    size_t start = span.start < text.size ? span.start : text.size;
    size_t end = start;
    while (start > 0 && text.data[start - 1] != '\n') {
        start--;
    }
    while (end < text.size && text.data[end] != '\n') {
        end++;
    }
    return lode_str_slice(text, start, end);
}

LodeValue lode__modules_link_error(LodeModules *self, LodeModuleIndex root, LodeModuleIndex module, uint32_t request,
                                   LodeStr asked, LodeSpan span, LodeLinkStatus status)
{
    LodeHost *host = self->host;
    Asker asker = {.modules = self, .root = root, .module = LODE_MODULE_NONE};
    LodeLinkWords words = {.link = self->link,
                           .node_version = host->options.resolver.node_version,
                           .root_of = root_of,
                           .line_of = line_of,
                           .context = &asker};
    LodeStr text = lode_link_words(&words, module, request, asked, status, span, &asker.arena);
    LodeStr class = LODE_STR("SyntaxError: ");
    LodeStr message = lode_str_starts_with(text, class) ? lode_str_slice(text, class.size, text.size) : text;
    if (lode_str_is_none(text)) {
        message = lode_arena_printf(&asker.arena, "No module provides an export named '%.*s'", LODE_STR_ARG(asked));
    }
    LodePosition at = {0};
    if (read_again(&asker, module)) {
        at = lode_position_of(lode_buf_str(&asker.source), span.start);
    }
    LodeValue arguments[] = {lode__text(host, message), lode__text(host, self->modules.items[module].url),
                             lode__number(host, at.line), lode__number(host, at.column)};
    LodeValue thrown = NULL;
    LodeValue error = lode__modules_hook(self, LODE_HOOK_SYNTAX_ERROR, 4, arguments, &thrown);
    lode_buf_release(&asker.source);
    lode_arena_release(&asker.arena);
    return error ? error : thrown;
}

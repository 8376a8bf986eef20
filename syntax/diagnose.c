/* Reading order: the words for a token, then the loop over the tree. */
#include "syntax/diagnose.h"

#include "syntax/unicode.h"

enum { LONGEST_QUOTE = 24 };

static bool is_word(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '$' || byte >= 0x80;
}

/* The size of what a reader sees as one token at the start of `text`. */
static size_t token_size(LodeStr text)
{
    size_t size = 0;
    while (size < text.size && size < LONGEST_QUOTE && is_word((unsigned char)text.data[size])) {
        size++;
    }
    if (size) {
        while (size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80) {
            size++; /* never cut a character */
        }
        return size;
    }
    return text.size ? 1 : 0;
}

static LodeStr describe(LodeStr source, uint32_t offset, LodeArena *arena)
{
    LodeStr rest = lode_str_slice(source, offset, source.size);
    size_t size = token_size(rest);
    if (!size) {
        return LODE_STR("unexpected end of file");
    }
    LodeBuf token = {0};
    lode_utf8_append_lossy(&token, lode_str_slice(rest, 0, size));
    LodeStr message = lode_arena_printf(arena, "unexpected '%.*s'", (int)token.size, token.data);
    lode_buf_release(&token);
    return message;
}

void lode_diagnose(LodeDiagnostics *out, const LodeGrammar *grammar, const LodeTree *tree, LodeArena *arena)
{
    (void)grammar;
    LodeStr source = tree->text->source;
    uint32_t error_end = 0; /* index: nodes before it are inside an error that was told */
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        bool error = lode_tree_kind(tree, node) == LODE_NODE_ERROR;
        bool missing = lode_tree_node(tree, node)->missing;
        if (node < error_end || (!error && !missing)) {
            continue;
        }
        LodeDiagnostic diagnostic = {.span = lode_tree_span(tree, node)};
        diagnostic.message = describe(source, diagnostic.span.start, arena);
        lode_vec_push(out, diagnostic);
        error_end = lode_tree_node(tree, node)->last;
    }
}

/* Reading order: the words for a token, then one function for each source of errors. */
#include "syntax/diagnose.h"

#include "syntax/trivia.h"
#include "syntax/unicode.h"
#include "syntax/words.h"

enum { LONGEST_QUOTE = 32 };

/* The size of what a reader sees as one token at the start of `text`. */
static size_t token_size(LodeStr text)
{
    size_t size = 0;
    while (size < text.size && lode_word_bytes[(unsigned char)text.data[size]]) {
        size++;
    }
    return size ? size : text.size ? 1 : 0;
}

static LodeStr describe(LodeStr token, LodeArena *arena)
{
    if (!token.size) {
        return LODE_STR("unexpected end of file");
    }
    unsigned char byte = (unsigned char)token.data[0];
    if (byte == '"' || byte == '\'') {
        return LODE_STR("unexpected string");
    }
    if (byte == '`') {
        return LODE_STR("unexpected template");
    }
    if (byte < ' ' || byte == 0x7F) {
        static const char digits[] = "0123456789ABCDEF";
        return lode_arena_printf(arena, "unexpected control character U+00%c%c", digits[byte >> 4], digits[byte & 15]);
    }
    bool long_token = token.size > LONGEST_QUOTE;
    size_t size = long_token ? LONGEST_QUOTE : token.size;
    while (size && size < token.size && ((unsigned char)token.data[size] & 0xC0) == 0x80) {
        size--; /* never half a character */
    }
    LodeBuf quoted = {0};
    lode_utf8_append_lossy(&quoted, lode_str_slice(token, 0, size));
    LodeStr message =
        lode_arena_printf(arena, "unexpected '%.*s%s'", (int)quoted.size, quoted.data, long_token ? "…" : "");
    lode_buf_release(&quoted);
    return message;
}

void lode_diagnose_token(LodeDiagnostics *out, LodeStr source, uint32_t offset, LodeArena *arena)
{
    LodeStr token = lode_str_slice(source, offset, source.size);
    token.size = token_size(token);
    LodeDiagnostic diagnostic = {
        .message = describe(token, arena),
        .span = {offset, offset + (uint32_t)token.size},
    };
    lode_vec_push(out, diagnostic);
}

static LodeStr describe_skim(const LodeSkim *skim, LodeStr source, LodeArena *arena)
{
    char byte = source.data[skim->error_span.start];
    switch (skim->error) {
    case LODE_SKIM_OPEN_STRING:
        return LODE_STR("this string never ends");
    case LODE_SKIM_OPEN_TEMPLATE:
        return LODE_STR("this template never ends");
    case LODE_SKIM_OPEN_COMMENT:
        return LODE_STR("this comment never ends");
    case LODE_SKIM_OPEN_BRACKET:
        return lode_arena_printf(arena, "'%c' is never closed", byte == '$' ? '{' : byte);
    case LODE_SKIM_STRAY_BRACKET:
        return lode_arena_printf(arena, "unexpected '%c'", byte);
    case LODE_SKIM_WRONG_BRACKET: {
        LodePosition opened = lode_position_of(source, skim->related);
        char bracket = source.data[skim->related];
        return lode_arena_printf(arena, "unexpected '%c': '%c' at %u:%u is still open", byte,
                                 bracket == '$' ? '{' : bracket, opened.line, opened.column);
    }
    case LODE_SKIM_TOO_DEEP:
        return LODE_STR("brackets are nested too deeply");
    case LODE_SKIM_NUL:
        return LODE_STR("unexpected NUL byte");
    case LODE_SKIM_FINE:
        break;
    }
    return LODE_STR("unexpected text");
}

void lode_diagnose_skim(LodeDiagnostics *out, const LodeSkim *skim, LodeStr source, LodeArena *arena)
{
    LodeDiagnostic diagnostic = {.message = describe_skim(skim, source, arena), .span = skim->error_span};
    lode_vec_push(out, diagnostic);
}

void lode_diagnose_tree(LodeDiagnostics *out, const LodeTree *tree, uint32_t first, LodeArena *arena)
{
    LodeStr source = tree->text->source;
    uint32_t told = 0; /* text offset: nothing before it is told again */
    if (first != UINT32_MAX) {
        bool newline;
        first = (uint32_t)lode_trivia_skip(lode_buf_str(&tree->text->bytes), first, &newline);
        lode_diagnose_token(out, source, lode_text_source_offset(tree->text, first), arena);
        told = first + 1;
    }
    for (uint32_t index = 0; index < tree->nodes.count && out->count <= LODE_DIAGNOSTIC_LIMIT;) {
        const LodeNode *node = lode_tree_node(tree, index);
        bool bad = node->kind == LODE_NODE_ERROR || node->missing;
        if (bad && node->start >= told) {
            bool newline;
            size_t start = lode_trivia_skip(lode_buf_str(&tree->text->bytes), node->start, &newline);
            lode_diagnose_token(out, source, lode_text_source_offset(tree->text, (uint32_t)start), arena);
        }
        if (bad && node->end >= told) {
            told = node->end + 1;
        }
        index = bad ? node->last : index + 1;
    }
}

void lode_diagnose_giving_up(LodeDiagnostics *out)
{
    LodeDiagnostic diagnostic = {.message = LODE_STR("gave up: too large or too broken to be parsed")};
    lode_vec_push(out, diagnostic);
}

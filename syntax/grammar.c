/* The tables of symbols and fields, filled by name. */
#include "syntax/grammar.h"

static const struct {
    const char *name;
    bool named;
} kind_table[LODE_NODE_KIND_COUNT] = {
#define X(kind, name, named) [LODE_NODE_##kind] = {name, named},
    LODE_NODE_KINDS(X)
#undef X
};

static const char *const field_table[LODE_FIELD_COUNT] = {
#define X(field, name) [LODE_FIELD_##field] = name,
    LODE_FIELDS(X)
#undef X
};

/*
 * Symbols are compared by name and not asked for by ts_language_symbol_for_name,
 * because an alias is a second symbol of the same name.
 */
static LodeNodeKind kind_of(const char *name, bool named)
{
    for (int kind = LODE_NODE_ERROR + 1; kind < LODE_NODE_KIND_COUNT; kind++) {
        if (kind_table[kind].named == named && strcmp(kind_table[kind].name, name) == 0) {
            return (LodeNodeKind)kind;
        }
    }
    return named ? LODE_NODE_OTHER : LODE_NODE_DROPPED;
}

bool lode_grammar_init(LodeGrammar *self, const TSLanguage *language)
{
    *self = (LodeGrammar){.language = language};
    uint32_t symbols = ts_language_symbol_count(language);
    uint32_t fields = ts_language_field_count(language);
    if (symbols > LODE_GRAMMAR_SYMBOLS || fields >= LODE_GRAMMAR_FIELDS) {
        return false;
    }
    bool found[LODE_NODE_KIND_COUNT] = {false};
    for (uint32_t symbol = 0; symbol < symbols; symbol++) {
        TSSymbolType type = ts_language_symbol_type(language, (TSSymbol)symbol);
        if (type == TSSymbolTypeRegular || type == TSSymbolTypeAnonymous) {
            const char *name = ts_language_symbol_name(language, (TSSymbol)symbol);
            LodeNodeKind kind = kind_of(name, type == TSSymbolTypeRegular);
            self->kinds[symbol] = (uint8_t)kind;
            found[kind] = true;
        }
    }
    for (int kind = LODE_NODE_ERROR + 1; kind < LODE_NODE_KIND_COUNT; kind++) {
        if (!found[kind]) {
            return false;
        }
    }
    for (int field = LODE_FIELD_NONE + 1; field < LODE_FIELD_COUNT; field++) {
        const char *name = field_table[field];
        TSFieldId id = ts_language_field_id_for_name(language, name, (uint32_t)strlen(name));
        if (!id) {
            return false;
        }
        self->fields[id] = (uint8_t)field;
    }
    return true;
}

/* Reading order: await, then the loop over the tree. */
#include "syntax/detect.h"

#include "syntax/where.h"

static bool awaits(const LodeTree *tree, uint32_t node)
{
    switch (lode_tree_kind(tree, node)) {
    case LODE_NODE_AWAIT_EXPRESSION:
        return true;
    case LODE_NODE_FOR_IN:
    case LODE_NODE_USING_DECLARATION:
        return lode_tree_child_of(tree, node, LODE_NODE_WORD_AWAIT) != LODE_NONE;
    default:
        return false;
    }
}

void lode_detect(LodeRecord *record, const LodeTree *tree, const LodeScopes *scopes)
{
    for (uint32_t node = 0; node < tree->nodes.count; node++) {
        LodeNodeKind kind = lode_tree_kind(tree, node);
        switch (kind) {
        case LODE_NODE_IMPORT_STATEMENT:
        case LODE_NODE_EXPORT_STATEMENT:
            record->has_module_syntax = true;
            break;
        case LODE_NODE_META_PROPERTY:
            record->has_module_syntax |= lode_str_starts_with(lode_tree_text(tree, node), LODE_STR("import"));
            break;
        default:
            if (awaits(tree, node) && !(lode_tree_node(tree, node)->where & LODE_WHERE_OWN_AWAIT)) {
                record->has_top_level_await = true;
            }
            break;
        }
    }
    for (size_t i = 1; i < scopes->bindings.count; i++) {
        const LodeBinding *binding = &scopes->bindings.items[i];
        LodeMeaning meaning = scopes->names.items[binding->name].free_meaning;
        bool wrapper_name = meaning >= LODE_MEANS_REQUIRE && meaning <= LODE_MEANS_DIRNAME;
        record->has_module_only_syntax |= binding->top_level_lexical && wrapper_name;
    }
    record->has_module_only_syntax |= record->has_top_level_await;
}

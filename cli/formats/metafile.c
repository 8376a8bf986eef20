/*
 * lode graph --format metafile: the `inputs` of esbuild's metafile.
 *
 * As esbuild writes it: an import of a core module, of another external or of
 * something that did not resolve has its specifier as `path` and `external`; the
 * others have the target's path and the specifier as `original`. Requests whose
 * specifier is not known at all are left out, as esbuild does. Nothing is bundled,
 * so `outputs` is empty. https://esbuild.github.io/api/#metafile
 */
#include "base/json.h"
#include "cli/formats/format.h"
#include "cli/write_json.h"

static const char *kind_name(LodeRequestKind kind)
{
    switch (kind) {
    case LODE_REQUEST_REQUIRE:
        return "require-call";
    case LODE_REQUEST_DYNAMIC_IMPORT:
        return "dynamic-import";
    case LODE_REQUEST_REQUIRE_RESOLVE:
    case LODE_REQUEST_IMPORT_META_RESOLVE: /* esbuild has no word for it; it resolves without loading as well */
        return "require-resolve";
    case LODE_REQUEST_URL:
        return "url-token";
    default:
        return "import-statement";
    }
}

static void write_attributes(LodeBuf *out, const LodeRequest *request)
{
    lode_write_key(out, "with");
    lode_buf_append_byte(out, '{');
    for (uint32_t i = 0; i < request->attribute_count; i++) {
        lode_write_comma(out);
        lode_json_write_string(out, request->attributes[i].key);
        lode_buf_append_byte(out, ':');
        lode_json_write_string(out, request->attributes[i].value);
    }
    lode_buf_append_byte(out, '}');
}

static void write_import(LodeBuf *out, const LodeView *view, const LodeViewEdge *view_edge)
{
    const LodeRequest *request = lode_format_edge(view, view_edge)->request;
    const LodeViewNode *to = view_edge->to == LODE_MODULE_NONE ? NULL : &view->nodes[view_edge->to];
    bool is_external = !to || to->is_external;
    if (!to && request->flags & LODE_REQUEST_DYNAMIC) {
        return;
    }
    lode_write_comma(out);
    lode_buf_append_byte(out, '{');
    lode_write_text(out, "path", is_external ? request->specifier : to->id);
    lode_write_text(out, "kind", lode_str(kind_name(request->kind)));
    if (is_external) {
        lode_write_bool(out, "external", true);
    } else {
        lode_write_text(out, "original", request->specifier);
    }
    if (request->attribute_count > 0) {
        write_attributes(out, request);
    }
    lode_buf_append_byte(out, '}');
}

static const char *format_name(LodeFormat format)
{
    switch (format) {
    case LODE_FORMAT_COMMONJS:
    case LODE_FORMAT_COMMONJS_TYPESCRIPT:
        return "cjs";
    case LODE_FORMAT_MODULE:
    case LODE_FORMAT_MODULE_TYPESCRIPT:
        return "esm";
    default:
        return NULL;
    }
}

void lode_format_metafile(LodeOutput *out, const LodeFormatInput *input)
{
    const LodeView *view = input->view;
    bool is_first = true;
    lode_buf_puts(&out->buf, "{\"inputs\":{");
    for (uint32_t i = 0; i < view->node_count; i++) {
        const LodeViewNode *node = &view->nodes[i];
        if (node->is_external) {
            continue;
        }
        lode_buf_puts(&out->buf, is_first ? "\n" : ",\n");
        is_first = false;
        lode_json_write_string(&out->buf, node->id);
        lode_buf_puts(&out->buf, ":{");
        lode_write_number(&out->buf, "bytes", node->bytes);
        lode_write_key(&out->buf, "imports");
        lode_buf_append_byte(&out->buf, '[');
        for (uint32_t j = 0; j < node->edge_count; j++) {
            write_import(&out->buf, view, &view->edges[node->first_edge + j]);
        }
        lode_buf_append_byte(&out->buf, ']');
        if (format_name(node->format)) {
            lode_write_text(&out->buf, "format", lode_str(format_name(node->format)));
        }
        lode_buf_append_byte(&out->buf, '}');
        lode_output_step(out);
    }
    lode_buf_puts(&out->buf, is_first ? "},\"outputs\":{}}\n" : "\n},\"outputs\":{}}\n");
}

/* Reading a text. Reading order: statements of modules, one token, the answer. */
#include "syntax/cjs_shapes.h"

/* --- Statements that a CommonJS text cannot have ----------------------------------------------- */

static void take_import(LodeCjsScan *scan)
{
    uint32_t start = scan->at;
    scan->at += (uint32_t)strlen("import");
    uint32_t end = scan->at;
    int byte = lode__cjs_blanks(scan);
    switch (byte) {
    case '(':
        lode__cjs_open(scan, start);
        scan->at++;
        return;
    case '.': {
        bool is_meta = true;
        if (scan->dialect == LODE_CJS_BYTES) {
            scan->at++;
            lode__cjs_blanks(scan);
            uint32_t word = scan->at;
            is_meta = lode__cjs_identifier(scan) && scan->at - word == 4 && lode__cjs_holds(scan, word, "meta");
            scan->at = word + 1;
        }
        if (is_meta) {
            lode__cjs_fail(scan, "import.meta, which only modules have", start);
        }
        return;
    }
    default:
        if (scan->at > end || (byte > 0 && strchr("\"'{*", byte))) {
            lode__cjs_fail(scan, "an import statement, which only modules have", start);
        }
        scan->at++;
    }
}

static void take_export(LodeCjsScan *scan)
{
    uint32_t start = scan->at;
    scan->at += (uint32_t)strlen("export");
    uint32_t end = scan->at;
    int byte = lode__cjs_blanks(scan);
    if (scan->at > end || lode__cjs_is_punctuator(byte)) {
        lode__cjs_fail(scan, "an export statement, which only modules have", start);
    }
    scan->at++;
}

/* --- Tokens ----------------------------------------------------------------------------------- */

/*
 * Takes a token that begins with a letter which shapes begin with; one letter of it where it is
 * none. Those of the first switch exist outside brackets only.
 */
static void take_letter(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    bool begins = lode__cjs_begins_word(scan, scan->at);
    if (scan->depth == 0) {
        switch (lode__cjs_next(scan)) {
        case 'i':
            if (begins && lode__cjs_holds(scan, scan->at, "import")) {
                take_import(scan);
                return;
            }
            break;
        case 'r':
            lode__cjs_require_shape(scan, finds);
            return;
        case '_':
            lode__cjs_helper_shape(scan, finds);
            return;
        }
    }
    if (begins && lode__cjs_holds(scan, scan->at, "exports")) {
        lode__cjs_exports_shape(scan, finds);
    } else if (begins && lode__cjs_holds(scan, scan->at, "module")) {
        lode__cjs_module_shape(scan, finds);
    } else if (begins && lode__cjs_holds(scan, scan->at, "Object")) {
        lode__cjs_object_shape(scan, finds);
    } else if (begins && scan->depth == 0 && lode__cjs_holds(scan, scan->at, "export")) {
        take_export(scan);
    } else {
        if (begins && lode__cjs_holds(scan, scan->at, "class")) {
            int byte = lode__cjs_byte(scan, scan->at + 5);
            bool is_blank = byte == ' ' || (byte >= '\t' && byte <= '\r');
            is_blank |= scan->dialect == LODE_CJS_UNITS && lode__cjs_holds(scan, scan->at + 5, "\xC2\xA0");
            scan->class_is_next |= is_blank;
        }
        scan->at++;
    }
}

static void take_token(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    int byte = lode__cjs_next(scan);
    switch (byte) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
        scan->at++;
        return; /* no token */
    case '/': {
        int second = lode__cjs_byte(scan, scan->at + 1);
        if (second == '/' || second == '*') {
            lode__cjs_comment(scan);
            return; /* no token */
        }
        lode__cjs_slash(scan);
        break;
    }
    case 'i':
    case 'r':
    case '_':
    case 'e':
    case 'm':
    case 'O':
    case 'c':
        take_letter(scan, finds);
        break;
    case '(':
        lode__cjs_open(scan, scan->last);
        scan->at++;
        break;
    case ')':
        lode__cjs_close_paren(scan);
        break;
    case '{':
        lode__cjs_open_brace(scan);
        break;
    case '}':
        lode__cjs_close_brace(scan);
        break;
    case '\'':
    case '"':
        lode__cjs_string(scan);
        break;
    case '`':
        scan->at++;
        lode__cjs_template(scan);
        break;
    default:
        scan->at++;
    }
    scan->last = scan->at - 1;
}

static void skip_hashbang(LodeCjsScan *scan)
{
    if (!lode__cjs_take(scan, "#!")) {
        return;
    }
    for (int byte; (byte = lode__cjs_next(scan)) != LODE_CJS_END && byte != '\n' && byte != '\r';) {
        scan->at++;
    }
    if (scan->dialect == LODE_CJS_BYTES) {
        scan->last = scan->at; /* so a slash after it divides */
    }
}

/* --- The answer ------------------------------------------------------------------------------- */

static LodeCjsName *copy_names(const LodeCjsItems *items, const LodeCjsItems *without, LodeArena *arena,
                               uint32_t *count)
{
    LodeCjsName *names = LODE_ARENA_NEW(arena, LodeCjsName, items->list.count);
    *count = 0;
    for (size_t i = 0; i < items->list.count; i++) {
        if (!lode__cjs_items_find(without, items->list.items[i].name.text)) {
            names[(*count)++] = items->list.items[i].name;
        }
    }
    return names;
}

void lode_cjs_names_read(LodeStr source, int node_version, LodeArena *arena, LodeCjsNames *out)
{
    *out = (LodeCjsNames){0};
    out->error = LODE_STR("");
    if (source.size >= LODE_CJS_UNSET) {
        out->error = LODE_STR("a text over 4 GiB");
        return;
    }
    LodeCjsScan scan;
    LodeCjsFinds finds = {.arena = arena};
    lode__cjs_scan_init(&scan, source, node_version < 24 ? LODE_CJS_UNITS : LODE_CJS_BYTES);
    skip_hashbang(&scan);
    while (scan.at < source.size && !scan.error) {
        take_token(&scan, &finds);
    }
    if (!scan.error) {
        lode__cjs_finish(&scan);
    }
    if (scan.error) {
        out->error = lode_str(scan.error);
        out->error_offset = scan.error_offset;
    } else {
        LodeCjsItems nothing = {0};
        out->exports = copy_names(&finds.exports, &finds.unsafe, arena, &out->export_count);
        out->reexports = copy_names(&finds.reexports, &nothing, arena, &out->reexport_count);
    }
    lode__cjs_finds_release(&finds);
    lode__cjs_scan_release(&scan);
}

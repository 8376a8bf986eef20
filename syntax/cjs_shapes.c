/* Exports. Reading order: literals, assignments, defineProperty. */
#include "syntax/cjs_shapes.h"

bool lode__cjs_take_require(LodeCjsScan *scan, LodeSpan *span)
{
    uint32_t start = scan->at;
    LodeCjsSlots slots;
    scan->at++;
    if (lode__cjs_take(scan, "equire") && lode__cjs_match(scan, "( %s )", &slots)) {
        *span = slots.string;
        return true;
    }
    scan->at = start;
    return false;
}

/* require(…) as a value or spread of module.exports: its names are added. */
static bool take_reexport(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    LodeSpan span;
    if (lode__cjs_next(scan) != 'r' || !lode__cjs_take_require(scan, &span)) {
        return false;
    }
    lode__cjs_add(finds, scan, &finds->reexports, span);
    return true;
}

/* --- module.exports = {…} --------------------------------------------------------------------- */

/* The value of a property, as far as the lexer goes: an identifier; merve takes require(…) as well. */
static bool take_value(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    lode__cjs_blanks(scan);
    if (scan->dialect == LODE_CJS_BYTES && take_reexport(scan, finds)) {
        scan->at--; /* to the parenthesis: merve ends the literal there */
        return true;
    }
    return lode__cjs_identifier(scan);
}

/*
 * Takes one entry and what is between it and the next token; false where the lexer gives up the
 * literal. Blanks after a value are not skipped, so `{a: b , c}` ends with a.
 */
static bool take_entry(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    int byte = lode__cjs_blanks(scan);
    uint32_t start = scan->at;
    if (lode__cjs_identifier(scan)) {
        LodeSpan name = {start, scan->at};
        byte = lode__cjs_blanks(scan);
        bool is_get =
            scan->dialect == LODE_CJS_BYTES && name.end - name.start == 3 && lode__cjs_holds(scan, name.start, "get");
        if (is_get && byte != ':' && lode__cjs_identifier(scan)) {
            byte = lode__cjs_blanks(scan);
            if (byte == '(') {
                return false; /* a getter */
            }
        }
        if (byte == ':') {
            scan->at++;
            if (!take_value(scan, finds)) {
                return false;
            }
        }
        lode__cjs_add(finds, scan, &finds->exports, name);
        return true;
    }
    if (byte == '"' || byte == '\'') {
        lode__cjs_string(scan);
        LodeSpan name = {start, scan->at};
        if (!scan->error && lode__cjs_blanks(scan) == ':') {
            scan->at++;
            if (!take_value(scan, finds)) {
                return false;
            }
            lode__cjs_add(finds, scan, &finds->exports, name);
        }
        return true;
    }
    if (!lode__cjs_take(scan, "...")) {
        return false;
    }
    if (!take_reexport(scan, finds) && !lode__cjs_identifier(scan)) {
        return false;
    }
    lode__cjs_blanks(scan);
    return true;
}

/* The brace of the literal is next. Takes all of it, or nothing. */
static void take_literal(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    uint32_t start = scan->at;
    scan->at++;
    while (scan->at < scan->source.size && !scan->error) {
        int byte = take_entry(scan, finds) ? lode__cjs_next(scan) : LODE_CJS_END;
        if (byte != '}' && byte != ',') {
            scan->at = start;
            return;
        }
        scan->at++;
        if (byte == '}') {
            return;
        }
    }
    /* The text ends behind a comma. To merve the brace is open then; the other one does not notice. */
    if (scan->dialect == LODE_CJS_BYTES) {
        scan->at = start;
    }
}

/* --- Assignments ------------------------------------------------------------------------------ */

/* Behind `exports`. */
static void take_assignment(LodeCjsScan *scan, LodeCjsFinds *finds, bool is_module)
{
    uint32_t start = scan->at;
    LodeCjsSlots slots;
    if (lode__cjs_match(scan, ". %1 =", &slots)) {
        lode__cjs_add(finds, scan, &finds->exports, slots.names[0]);
        return; /* behind the '=' */
    }
    if (lode__cjs_match(scan, "[ %s ] =", &slots)) {
        lode__cjs_add(finds, scan, &finds->exports, slots.string);
    } else if (is_module && lode__cjs_match(scan, "=", &slots)) {
        lode__cjs_items_clear(&finds->reexports);
        if (lode__cjs_blanks(scan) == '{') {
            take_literal(scan, finds);
            return;
        }
        take_reexport(scan, finds);
    }
    scan->at = start;
}

void lode__cjs_exports_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    scan->at += (uint32_t)strlen("exports");
    take_assignment(scan, finds, false);
}

void lode__cjs_module_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    LodeCjsSlots slots;
    scan->at += (uint32_t)strlen("module");
    if (lode__cjs_match(scan, ". exports", &slots)) {
        take_assignment(scan, finds, true);
    }
}

/* --- Object.defineProperty -------------------------------------------------------------------- */

/* Behind `get`: a function that does nothing but return a name, or a member of one. */
static bool take_trusted_getter(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    if (!lode__cjs_match(scan, "get %f ( ) { return %i", slots)) {
        return false;
    }
    if (!lode__cjs_match(scan, ". %i", slots)) {
        lode__cjs_match(scan, "[ %q ]", slots);
    }
    return lode__cjs_match(scan, ";? } ,? } )", slots);
}

/* Behind `Object.defineProperty`. */
static void take_definition(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    uint32_t start = scan->at;
    LodeCjsSlots slots;
    if (!lode__cjs_match(scan, "( %x , %s", &slots)) {
        return;
    }
    LodeSpan name = slots.string;
    if (lode__cjs_match(scan, ", {", &slots)) {
        lode__cjs_match(scan, "enumerable : true ,", &slots);
        if (lode__cjs_match(scan, "value :", &slots)) {
            lode__cjs_add(finds, scan, &finds->exports, name);
            scan->at = start;
            return;
        }
        if (take_trusted_getter(scan, &slots)) {
            lode__cjs_add(finds, scan, &finds->exports, name);
            return; /* behind all of it */
        }
    }
    if (scan->dialect == LODE_CJS_UNITS) {
        lode__cjs_add(finds, scan, &finds->unsafe, name);
    }
    scan->at = start;
}

void lode__cjs_object_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    LodeCjsSlots slots;
    scan->at += (uint32_t)strlen("Object");
    if (lode__cjs_match(scan, ". defineProperty", &slots)) {
        take_definition(scan, finds);
    } else if (scan->depth == 0 && lode__cjs_match(scan, ". keys", &slots)) {
        lode__cjs_keys_shape(scan, finds);
    }
}

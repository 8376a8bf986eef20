/* Re-exports of everything. Reading order: what is required, helpers, Babel's loop. */
#include "syntax/cjs_shapes.h"

/* merve has room for that many required names; it forgets the rest. */
enum { REQUIRED_LIMIT = 255 };

/* `var x = ` before an offset, on one line, with spaces only: x is what was required last. */
static void bind_required(LodeCjsScan *scan, LodeCjsFinds *finds, uint32_t end)
{
    const char *bytes = scan->source.data;
    uint32_t at = end;
    while (at > 0 && bytes[at - 1] == ' ') {
        at--;
    }
    if (at == 0 || bytes[at - 1] != '=') {
        return;
    }
    at--;
    while (at > 0 && bytes[at - 1] == ' ') {
        at--;
    }
    LodeSpan name = {lode__cjs_identifier_before(scan, at), at};
    at = name.start;
    if (name.start == name.end || at == 0 || bytes[at - 1] != ' ') {
        return;
    }
    while (at > 0 && bytes[at - 1] == ' ') {
        at--;
    }
    static const char *const keywords[] = {"var", "let", "const"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        uint32_t size = (uint32_t)strlen(keywords[i]);
        if (at < size || !lode__cjs_holds(scan, at - size, keywords[i])) {
            continue;
        }
        if (scan->dialect == LODE_CJS_UNITS) {
            LodeCjsItem *item = lode__cjs_items_add(&finds->required, lode__cjs_text(finds, scan, name), name);
            item->value = finds->last_required; /* the last one of a name counts */
        } else if (lode__cjs_begins_word(scan, at - size) && finds->required_count < REQUIRED_LIMIT) {
            finds->required_count++;
            size_t known = finds->required.list.count;
            LodeCjsItem *item = lode__cjs_items_add(&finds->required, lode__cjs_text(finds, scan, name), name);
            if (finds->required.list.count > known) {
                item->value = finds->last_required; /* the first one */
            }
        }
        return;
    }
}

/* `require(…)`, or only its first letter, and the name that it is given to before `start`. */
static void take_required(LodeCjsScan *scan, LodeCjsFinds *finds, uint32_t start)
{
    LodeSpan span;
    if (!lode__cjs_take_require(scan, &span)) {
        scan->at++;
        return;
    }
    finds->last_required = lode__cjs_text(finds, scan, span);
    if (lode__cjs_begins_word(scan, start)) {
        bind_required(scan, finds, start);
    }
}

void lode__cjs_require_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    take_required(scan, finds, scan->at);
}

void lode__cjs_helper_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    uint32_t start = scan->at;
    bool begins = lode__cjs_begins_word(scan, start) || lode__cjs_byte(scan, start - 1) == '.';
    if (begins && lode__cjs_take(scan, "_interopRequireWildcard")) {
        /* The byte behind the word is taken, whatever it is, and so is the one behind the parenthesis. */
        bool is_call = lode__cjs_next(scan) == '(';
        scan->at++;
        if (is_call) {
            lode__cjs_open(scan, scan->last);
            take_required(scan, finds, start);
        }
    } else if (begins && lode__cjs_take(scan, "__export")) {
        lode__cjs_take(scan, "Star");
        bool is_call = lode__cjs_next(scan) == '(';
        scan->at++;
        if (is_call) {
            lode__cjs_open(scan, scan->last);
            LodeSpan span;
            if (lode__cjs_next(scan) != 'r') {
                return;
            }
            if (lode__cjs_take_require(scan, &span)) {
                lode__cjs_add(finds, scan, &finds->reexports, span);
            } else {
                scan->at++;
            }
        }
    } else {
        scan->at++;
    }
}

/* --- Object.keys(x).forEach(function (k) {…}) -------------------------------------------------- */

static bool match(LodeCjsScan *scan, const char *pattern, LodeCjsSlots *slots)
{
    return lode__cjs_match(scan, pattern, slots);
}

/* `Object.prototype.hasOwnProperty.call(NAMES, k)`, also without `prototype`. */
static bool take_has_own(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    if (!match(scan, "Object .", slots)) {
        return false;
    }
    match(scan, "prototype .", slots);
    return match(scan, "hasOwnProperty . call ( %i , $2 )", slots);
}

/* Behind `if (k === 'default' || k === '__esModule') return;`: the two questions that Babel may ask there. */
static bool take_questions(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    if (!match(scan, "if (", slots)) {
        return true;
    }
    uint32_t question = scan->at;
    if (!take_has_own(scan, slots)) {
        scan->at = question;
    } else if (!match(scan, ") return ;?", slots)) {
        return false;
    } else if (!match(scan, "if (", slots)) {
        return true;
    }
    return match(scan, "$2 in_ %x && %x [ $2 ] === $1 [ $2 ] ) return ;?", slots);
}

/* Behind `if (k !== 'default'`: with `&& !NAMES.hasOwnProperty(k)` at most. */
static bool take_condition(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    if (match(scan, "&& !", slots)) {
        lode__cjs_blanks(scan);
        bool taken = lode__cjs_holds(scan, scan->at, "Object.") ? take_has_own(scan, slots)
                                                                : match(scan, "%i . hasOwnProperty ( $2 )", slots);
        /* merve is content with nothing behind the '!'. */
        bool nothing = scan->dialect == LODE_CJS_BYTES && lode__cjs_next(scan) == ')';
        if (!taken && !nothing) {
            return false;
        }
    }
    return match(scan, ")", slots);
}

/* Behind `if (k`. */
static bool take_guard(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    if (match(scan, "=== 'default ' || $2 === '__esModule ' ) return ;?", slots)) {
        return take_questions(scan, slots);
    }
    return match(scan, "!== 'default '", slots) && take_condition(scan, slots);
}

/* exports[k] = x[k], or a getter that returns x[k]. */
static bool take_copy(LodeCjsScan *scan, LodeCjsSlots *slots)
{
    return match(scan, "%x [ $2 ] = $1 [ $2 ] ;?", slots) ||
           match(scan,
                 "Object . defineProperty ( %x , $2 , { enumerable : %t , get %f ( ) { return $1 [ $2 ] ;? } ,? } ) ;?",
                 slots);
}

void lode__cjs_keys_shape(LodeCjsScan *scan, LodeCjsFinds *finds)
{
    LodeCjsSlots slots;
    if (!match(scan, "( %1 )", &slots)) {
        return;
    }
    uint32_t start = scan->at;
    if (!match(scan, ". forEach", &slots)) {
        scan->at = start;
        return;
    }
    lode__cjs_blanks(scan);
    start = scan->at;
    bool found = match(scan, "( function ( %2 ) { if ( $2", &slots) && take_guard(scan, &slots) &&
                 take_copy(scan, &slots) && match(scan, "} )", &slots);
    if (!found) {
        scan->at = start;
        return;
    }
    /* A loop over what was not required is taken whole; over what was, its inside is scanned as well. */
    const LodeCjsItem *required = lode__cjs_items_find(&finds->required, lode__cjs_text(finds, scan, slots.names[0]));
    bool is_known = required && (scan->dialect == LODE_CJS_BYTES || required->value.size > 0);
    if (is_known) {
        if (!lode_str_is_none(required->value)) {
            lode__cjs_items_add(&finds->reexports, required->value, slots.names[0]);
        }
        scan->at = start;
    }
}

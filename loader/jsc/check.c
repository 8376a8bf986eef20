/*
 * Early errors. Scripts are judged by the C API. Modules only the GLib API of the same library judges,
 * whose contexts are not those of the C API: a second, empty context is made for it when the first
 * module comes (about a millisecond), and nothing ever runs in it.
 *
 * Neither says a column. Both stop at the first error.
 */
#include "loader/jsc/jsc.h"
#include "base/utf.h"

#include <jsc/jsc.h>
#include <stdlib.h>

static bool set_fault(LodeSyntaxFault *fault, LodeArena *arena, LodeStr message, unsigned line)
{
    if (fault) {
        *fault = (LodeSyntaxFault){lode_arena_copy(arena, message), line, 0};
    }
    return false;
}

static bool check_script(LodeEngine *self, LodeStr source, LodeStr url, LodeArena *arena, LodeSyntaxFault *fault)
{
    JSStringRef script = lode__jsc_string(source);
    JSStringRef name = lode__jsc_string(url);
    JSValueRef exception = NULL;
    bool is_program = JSCheckScriptSyntax(self->context, script, name, 1, &exception);
    JSStringRelease(script);
    JSStringRelease(name);
    if (is_program) {
        return true;
    }
    LodeValue error = lode__jsc_out(exception);
    LodeValue message = lode__jsc_get(self, error, LODE_STR("message"), NULL);
    LodeValue line = lode__jsc_get(self, error, LODE_STR("line"), NULL);
    LodeBuf text = {0};
    lode__jsc_to_text(self, message ? message : error, &text, NULL);
    double number = line ? lode__jsc_to_number(self, line, NULL) : 0;
    set_fault(fault, arena, lode_buf_str(&text), number >= 1 ? (unsigned)number : 0);
    lode_buf_release(&text);
    return false;
}

/*
 * The text as UTF-8, which it must be for the GLib API: it takes anything else for an empty program. Lone
 * surrogates and stray bytes become U+FFFD, legal and illegal in the same places as they are.
 */
static LodeStr cleaned(LodeStr source, LodeBuf *out)
{
    if (lode_utf8_is_valid(source)) {
        return source;
    }
    lode_buf_reserve(out, source.size + source.size / 2);
    for (size_t at = 0; at < source.size;) {
        uint32_t code_point;
        at += lode_utf8_decode(source, at, &code_point);
        lode_buf_append_code_point(out, code_point);
    }
    return lode_buf_str(out);
}

static JSCContext *checker(LodeEngine *self)
{
    if (!self->checker) {
        lode__jsc_loop_enter();
        self->checker = jsc_context_new();
        lode__jsc_loop_leave();
    }
    return self->checker;
}

static bool check_module(LodeEngine *self, LodeStr source, LodeArena *arena, LodeSyntaxFault *fault)
{
    LodeBuf clean = {0};
    LodeStr text = cleaned(source, &clean);
    JSCException *exception = NULL;
    JSCCheckSyntaxResult result = jsc_context_check_syntax(checker(self), text.size ? text.data : "", (gssize)text.size,
                                                           JSC_CHECK_SYNTAX_MODE_MODULE, "", 1, &exception);
    bool is_module = result == JSC_CHECK_SYNTAX_RESULT_SUCCESS;
    if (!is_module) {
        /* Without an exception the engine ran out of stack or memory. */
        const char *message = exception ? jsc_exception_get_message(exception) : "Maximum call stack size exceeded.";
        unsigned line = exception ? jsc_exception_get_line_number(exception) : 0;
        set_fault(fault, arena, lode_str(message ? message : ""), line);
    }
    if (exception) {
        g_object_unref(exception);
    }
    lode_buf_release(&clean);
    return is_module;
}

/* ---- for the other files ---- */

bool lode__jsc_check_syntax(LodeEngine *self, LodeStr source, LodeStr url, bool is_module, LodeArena *arena,
                            LodeSyntaxFault *fault)
{
    return is_module ? check_module(self, source, arena, fault) : check_script(self, source, url, arena, fault);
}

void lode__jsc_check_release(LodeEngine *self)
{
    if (self->checker) {
        g_object_unref(self->checker);
        self->checker = NULL;
    }
}

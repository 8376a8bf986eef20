/* native('vm'): scripts from text. */
#include "loader/host_state.h"
#include "syntax/body.h"

#include <limits.h>

typedef struct ScriptArguments {
    LodeBuf source;
    LodeBuf name;
} ScriptArguments;

static bool take(LodeHost *host, size_t count, const LodeValue *arguments, ScriptArguments *out, LodeValue *thrown)
{
    *out = (ScriptArguments){0};
    return lode__argument_text(host, count, arguments, 0, &out->source, thrown) &&
           lode__argument_text(host, count, arguments, 1, &out->name, thrown);
}

static void release(ScriptArguments *self)
{
    lode_buf_release(&self->source);
    lode_buf_release(&self->name);
}

/* evaluate(source, file name, first line): the completion value */
static LodeValue evaluate(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    ScriptArguments script;
    LodeValue result = NULL;
    if (take(host, count, arguments, &script, thrown)) {
        double line = lode__argument_number(host, count, arguments, 2, 1);
        line = line >= 1 && line <= INT_MAX ? line : 1;
        result =
            host->ops->evaluate(engine, lode_buf_str(&script.source), lode_buf_str(&script.name), (int)line, thrown);
    }
    release(&script);
    return result;
}

/* fault(source, file name): undefined, or [message, line] of what makes it no script */
static LodeValue fault(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    ScriptArguments script;
    LodeArena arena = {0};
    LodeSyntaxFault found;
    LodeValue result = NULL;
    if (take(host, count, arguments, &script, thrown)) {
        result = lode__undefined(host);
        if (!host->ops->check_syntax(engine, lode_buf_str(&script.source), lode_buf_str(&script.name), false, &arena,
                                     &found)) {
            LodeValue pair[] = {lode__text(host, found.message), lode__number(host, found.line)};
            result = host->ops->array(engine, 2, pair);
        }
    }
    release(&script);
    lode_arena_release(&arena);
    return result;
}

/* importing(source): undefined, or [text with import(…) as calls of a function, the name of that function] */
static LodeValue importing(LODE_NATIVE_PARAMETERS)
{
    LODE_NATIVE_BEGIN;
    static const char head[] = "(function (exports, require, module, __filename, __dirname, ";
    LodeBuf source = {0};
    LodeArena arena = {0};
    LodeValue result = NULL;
    if (lode__argument_text(host, count, arguments, 0, &source, thrown)) {
        LodeBody body;
        lode_body_of_script(host->parser, lode_buf_str(&source), &arena, &body);
        /* The head, "NAME) {", the text, "\n})" */
        LodeStr rest = lode_str_slice(body.text, sizeof head - 1, body.text.size);
        LodeStr name = lode_str_slice(rest, 0, lode_str_find(rest, ')'));
        LodeStr code = lode_str_slice(rest, name.size + sizeof ") {" - 1, rest.size - (sizeof "\n})" - 1));
        LodeValue pair[] = {lode__text(host, code), lode__text(host, name)};
        bool is_used = lode_str_search(code, name) != LODE_NOT_FOUND;
        result = is_used ? host->ops->array(engine, 2, pair) : lode__undefined(host);
    }
    lode_buf_release(&source);
    lode_arena_release(&arena);
    return result;
}

static const LodeNativeEntry entries[] = {{"evaluate", evaluate}, {"fault", fault}, {"importing", importing}};

const LodeNativeSet lode__natives_vm = {.name = "vm", .entries = entries, .count = sizeof entries / sizeof *entries};

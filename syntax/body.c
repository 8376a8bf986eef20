/* Reading order: the parameter's name, imports, getters, helpers, the two bodies. */
#include "syntax/body.h"

#include "syntax/body_walk.h"
#include "syntax/body_write.h"
#include "syntax/skim.h"

#include <stdlib.h>

enum {
    SKIM_FROM = 16 * 1024, /* bytes; below, a walk costs little */
    SKIM_UP_TO = 1 << 30
};

/* --- The name of the parameter ---------------------------------------------------------------- */

/* Marks the number behind each `base` in the text, if it is below `count`. 0 stands for none. */
static void mark_numbers(LodeStr text, LodeStr base, unsigned char *used, size_t count)
{
    for (size_t at; (at = lode_str_search(text, base)) != LODE_NOT_FOUND;) {
        text = lode_str_slice(text, at + base.size, text.size);
        size_t number = 0;
        for (size_t i = 0; i < text.size && text.data[i] >= '0' && text.data[i] <= '9' && number < count; i++) {
            number = number * 10 + (size_t)(text.data[i] - '0');
        }
        if (number < count) {
            used[number] = 1;
        }
    }
}

static size_t count_of(LodeStr text, LodeStr base)
{
    size_t count = 0;
    for (size_t at; (at = lode_str_search(text, base)) != LODE_NOT_FOUND; count++) {
        text = lode_str_slice(text, at + base.size, text.size);
    }
    return count;
}

/* `base`, or with the least number behind it with which it is in no place of the source. */
static LodeStr free_name(const LodeBodyWalk *walk, LodeStr base, LodeArena *arena)
{
    size_t count = count_of(walk->tokens.source, base) + walk->escaped.count + 1;
    if (count == 1) {
        return base;
    }
    unsigned char *used = lode_alloc_zeroed(count, 1);
    mark_numbers(walk->tokens.source, base, used, count);
    for (size_t i = 0; i < walk->escaped.count; i++) {
        mark_numbers(walk->escaped.items[i], base, used, count);
    }
    size_t number = 0;
    while (used[number]) {
        number++; /* there are fewer of them than places */
    }
    free(used);
    return number ? lode_arena_printf(arena, "%.*s%zu", LODE_STR_ARG(base), number) : base;
}

/* --- Imports and exports ---------------------------------------------------------------------- */

static void follow_imports(LodeBodyNames *names, const LodeRecord *record)
{
    for (uint32_t i = 0; i < record->request_count; i++) {
        const LodeRequest *request = &record->requests[i];
        for (uint32_t j = 0; request->kind == LODE_REQUEST_IMPORT && j < request->name_count; j++) {
            LodeBodyImport import = {i, request->names[j].imported};
            if (!lode_str_is_none(request->names[j].local)) {
                lode_body_names_follow(names, request->names[j].local, import);
            }
        }
    }
}

/* Where the source is no module, the record may have other texts for local names. */
static bool can_be_read(LodeStr local)
{
    for (uint32_t i = 0; i < local.size; i++) {
        if (!lode_word_bytes[(unsigned char)local.data[i]] || lode_body_line_end(local, i)) {
            return lode_str_equal(local, LODE_STR("*default*"));
        }
    }
    return local.size > 0;
}

static void write_getter(LodeBodyWriter *writer, LodeStr local)
{
    bool special = lode_str_equal(local, LODE_STR("__proto__")); /* as a plain key it would be no property */
    lode_body_write(writer, special ? LODE_STR("[") : LODE_STR(""));
    lode_body_write_string(writer, local);
    lode_body_write(writer, special ? LODE_STR("]: () => ") : LODE_STR(": () => "));
    uint32_t name = lode_body_names_find(writer->names, local);
    if (name != LODE_NO_BODY_NAME) {
        lode_body_write_read(writer, name);
    } else if (lode_str_equal(local, LODE_STR("*default*"))) {
        lode_body_write_pattern(writer, "@_default");
    } else {
        lode_body_write(writer, local);
    }
}

/* The offset of its `yield`. */
static uint32_t write_first_step(LodeBodyWriter *writer, const LodeRecord *record, bool names_function)
{
    lode_body_write_pattern(writer, names_function ? "@_h.name(@_default); " : "");
    uint32_t at = (uint32_t)writer->out.size;
    lode_body_write_pattern(writer, "yield @.getters={");
    bool first = true;
    for (uint32_t i = 0; i < record->export_count; i++) {
        if (record->exports[i].form == LODE_EXPORT_LOCAL && can_be_read(record->exports[i].local)) {
            lode_body_write(writer, first ? LODE_STR("") : LODE_STR(", "));
            write_getter(writer, record->exports[i].local);
            first = false;
        }
    }
    lode_body_write(writer, LODE_STR("}; "));
    return at;
}

/* --- Helpers ---------------------------------------------------------------------------------- */

/*
 * They stand behind the generator, outside of its scope, where Object and Promise are the global ones.
 *
 * for await (ECMAScript 14.7.5.6, 14.7.5.7): `each` is GetIterator; its state is iterated by a loop that never
 * ends by itself. Before each value is bound, `step` awaits it and returns the property under which it is;
 * at the end it throws the state, which `fail` takes for what it is. `open` says that an abrupt end has to close
 * the iterator (7.4.13): `fail` does for an error, `close` for a jump. What is only a sync iterator is awaited as
 * the one of 27.1.6 would be, in as many turns.
 */
static const char name_helper[] = "name(f){Object.defineProperty(f,\"name\",{value:\"default\",configurable:true})},";

static const char loop_helpers[] =
    "each(values){"
    "const object=(value)=>{if(Object(value)!==value)throw new TypeError(`${String(value)} is not an object`);"
    "return value},"
    "method=values[Symbol.asyncIterator],sync=method===undefined||method===null,"
    "iterator=object(sync?values[Symbol.iterator]():Reflect.apply(method,values,[])),next=iterator.next,"
    "leave=()=>{const method=iterator.return;"
    "return method===undefined||method===null?undefined:{result:Reflect.apply(method,iterator,[])}},"
    "settle=(result,resolve,reject,closes)=>{const done=!!result.done,value=result.value;let promise;"
    "const drop=()=>{try{leave()}catch{}};"
    "try{promise=Promise.resolve(value)}catch(error){if(closes&&!done)drop();throw error}"
    "promise.then((value)=>resolve({value,done}),closes&&!done?(error)=>{drop();reject(error)}:reject)};"
    "return{__proto__:null,open:false,value:undefined,[Symbol.iterator](){return this},"
    "next(){return{value:this,done:false}},"
    "advance:sync?()=>new Promise((resolve,reject)=>"
    "settle(object(Reflect.apply(next,iterator,[])),resolve,reject,true)):()=>Reflect.apply(next,iterator,[]),"
    "leave:sync?()=>({result:new Promise((resolve,reject)=>{const left=leave();"
    "if(left)settle(object(left.result),resolve,reject,false);else resolve({value:undefined,done:true})})}):leave}},"
    "*step(state){state.open=false;const result=yield state.advance();"
    "if(Object(result)!==result)throw new TypeError(`Iterator result ${String(result)} is not an object`);"
    "if(result.done)throw state;state.value=result.value;state.open=true;return\"value\"},"
    "*fail(state,error){if(state&&error===state)return;"
    "if(state&&state.open){state.open=false;try{const left=state.leave();if(left)yield left.result}catch{}}throw "
    "error},"
    "*close(state){if(state&&state.open){state.open=false;const left=state.leave();"
    "if(left){const result=yield left.result;"
    "if(Object(result)!==result)throw new TypeError(`${String(result)} is not an object`)}}},";

/* --- Public ----------------------------------------------------------------------------------- */

/* As Node reads a file. */
static LodeStr without_mark(LodeStr source)
{
    bool marked = lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF"));
    return marked ? lode_str_slice(source, 3, source.size) : source;
}

/* The source, and a line of its own for what comes behind it. A hashbang becomes a comment. */
static void write_program(LodeBodyWriter *writer, const LodeBodyWalk *walk)
{
    writer->source = walk->tokens.source;
    lode_body_write_place(writer);
    if (lode_str_starts_with(writer->source, LODE_STR("#!"))) {
        lode_body_write(writer, LODE_STR("//"));
        writer->at = 2;
        writer->source_column = 2;
    }
    lode_body_write_source(writer, walk->edits.items, walk->edits.count);
    lode_buf_append_byte(&writer->out, '\n');
}

static void finish(LodeBodyWriter *writer, LodeBodyWalk *walk, LodeArena *arena, LodeBody *out)
{
    size_t count = writer->places.count;
    *out = (LodeBody){
        .text = lode_arena_copy(arena, lode_buf_str(&writer->out)),
        .places = LODE_ARENA_NEW(arena, LodeBodyPlace, count),
        .place_count = (uint32_t)count,
        .has_top_level_await = walk->has_top_level_await,
        .uses_import_meta = walk->uses_import_meta,
        .is_suspect = walk->is_suspect,
    };
    if (count) {
        memcpy(out->places, writer->places.items, count * sizeof *out->places);
    }
    lode_body_writer_release(writer);
    lode_body_walk_release(walk);
}

void lode_body_of_module(LodeParser *parser, LodeStr source, const LodeRecord *record, LodeArena *arena, LodeBody *out)
{
    (void)parser;
    LodeBodyWalk walk = {0};
    follow_imports(&walk.names, record);
    lode_body_walk(&walk, without_mark(source), 0, true, arena);
    lode_body_names_bind(&walk.names);
    walk.is_suspect |= record->diagnostic_count > 0 || record->early_error_count > 0 ||
                       (source.size >= 5 && lode_str_starts_with(source, LODE_STR("\xEF\xBB\xBF#!")));
    LodeBodyWriter writer = {.lode = free_name(&walk, LODE_STR("$lode"), arena), .names = &walk.names};
    bool helped = walk.loops || walk.names_default_function;
    lode_body_write_pattern(&writer, helped ? "((@_h) => function" : "(function");
    uint32_t star = (uint32_t)writer.out.size;
    lode_body_write_pattern(&writer, "* (@) {\"use strict\"; ");
    uint32_t first_yield = write_first_step(&writer, record, walk.names_default_function);
    write_program(&writer, &walk);
    lode_body_write(&writer, LODE_STR("})"));
    if (helped) {
        lode_body_write(&writer, LODE_STR("({"));
        lode_body_write(&writer, walk.names_default_function ? lode_str(name_helper) : LODE_STR(""));
        lode_body_write(&writer, walk.loops ? lode_str(loop_helpers) : LODE_STR(""));
        lode_body_write(&writer, LODE_STR("})"));
    }
    finish(&writer, &walk, arena, out);
    out->star = star;
    out->first_yield = first_yield;
}

void lode_body_set_form(const LodeBody *self, char *text, bool is_function)
{
    text[self->star] = is_function ? ' ' : '*';
    memcpy(text + self->first_yield, is_function ? "     " : "yield", sizeof "yield" - 1);
}

/*
 * The walk of what the skim leaves of a large script: all words `import` are in it. The edits are of the source. Where the
 * skim is not sure, the whole script is walked.
 */
static void walk_script(LodeBodyWalk *walk, LodeStr source, LodeArena *arena)
{
    if (source.size < SKIM_FROM || source.size > SKIM_UP_TO) {
        lode_body_walk(walk, source, 0, false, arena);
        return;
    }
    LodeSkim skim = {0};
    LodeText text = {0};
    lode_text_clear(&text, source, 0);
    LodeSkimResult result = lode_skim(&skim, &text, 0, LODE_SKIM_CUT);
    if (result == LODE_SKIM_SHORT) {
        lode_body_walk(walk, lode_buf_str(&text.bytes), 0, false, arena);
        for (size_t i = 0; i < walk->edits.count; i++) {
            LodeEdit *edit = &walk->edits.items[i];
            LodeSpan span = lode_text_source_span(&text, edit->start, edit->end);
            edit->start = span.start;
            edit->end = span.end;
        }
    } else if (result != LODE_SKIM_NOTHING) {
        lode_body_walk(walk, source, 0, false, arena);
    }
    walk->tokens.source = source;
    lode_skim_release(&skim);
    lode_text_release(&text);
}

void lode_body_of_script(LodeParser *parser, LodeStr source, LodeArena *arena, LodeBody *out)
{
    (void)parser;
    LodeBodyWalk walk = {0};
    source = without_mark(source);
    walk.tokens.source = source;
    walk.is_suspect = true;
    if (lode_str_search(source, LODE_STR("import")) != LODE_NOT_FOUND) {
        walk_script(&walk, source, arena);
    }
    LodeBodyWriter writer = {.lode = free_name(&walk, LODE_STR("$lodeImport"), arena), .names = &walk.names};
    lode_body_write_pattern(&writer, "(function (exports, require, module, __filename, __dirname, @) {");
    write_program(&writer, &walk);
    lode_body_write(&writer, LODE_STR("})"));
    finish(&writer, &walk, arena, out);
}

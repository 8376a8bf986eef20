/*
 * Body: the text of a module, rewritten so that an engine without module hooks can run it.
 *
 * An ES module becomes one expression, a generator function. Its first step instantiates
 * (functions are hoisted, `let` and `class` are in their dead zone) and yields the getters of its
 * bindings; its next step evaluates. Imported names become reads through objects that the linker
 * makes, so they are live, and a binding that is not initialised throws where it is read:
 *
 *     import {x as y} from './b.js';        (function* ($lode) { "use strict"; yield $lode.getters = {…};
 *     export let z = y(1);                          let z = $lode.call($lode.i[0].x)(1);
 *     export default () => z;                       const …default… = ({default: () => z}).default;
 *                                           })
 *
 * A top-level `await e` becomes `(yield $lode.at(N, (e)))`: whoever drives the generator awaits. `for await` at the top level
 * becomes a loop that yields the same way and closes its iterator as ECMAScript says. Lines stay where
 * they were; columns that move are in a map. A script (CommonJS) is copied, but for `import(…)`, which becomes
 * a call of the loader's.
 *
 * What a body cannot hide: the text of a function (toString) is that of the body, and a direct eval does
 * not see imported names. `await using` at the top level stays as it is.
 *
 * Pure: text in, text out. What is no valid module gives some text, which an engine refuses as it would the source, or
 * is called suspect (LodeBody.is_suspect). One pass over tokens (body_walk.h), linear in the source.
 */
#ifndef LODE_SYNTAX_BODY_H
#define LODE_SYNTAX_BODY_H

#include "syntax/record.h"

/*
 * A place of the new text and the place of the source that it stands for; from there to the next one of the line
 * columns run in step, and before the first of a line they are the same. Lines end where ECMAScript says, at U+2028 too.
 */
typedef struct LodeBodyPlace {
    uint32_t line;          /* of both texts, from 1 */
    uint32_t column;        /* in the new text, from 1, UTF-16 code units */
    uint32_t source_column; /* in the source */
} LodeBodyPlace;

typedef struct LodeBody {
    LodeStr text;          /* an expression; ends without a line feed */
    LodeBodyPlace *places; /* where columns differ, by line and column */
    uint32_t place_count;
    uint32_t star;        /* of a module: the offset of the * of its generator */
    uint32_t first_yield; /* and of the `yield` of its first step */
    bool has_top_level_await;
    bool uses_import_meta;
    /*
     * An engine could take the body although the source is no module: who wants early errors has the source checked. A
     * module's body that is not suspect is refused as a syntax error, in both forms and before anything of it runs, by
     * an engine that refuses the source. One of two hundred modules is suspect, each with a top-level await among them.
     */
    bool is_suspect;
} LodeBody;

/*
 * The generator function of an ES module, to be called with `this` undefined. The record has at least
 * LODE_DETAIL_EXPORTS and is of this source. `parser` is not used and may be NULL. The one parameter is called `$lode`
 * (or `$lode1`, … where the source uses that name) and has these properties:
 *   i        array: for each request of `record`, by index, the object through which its names are read
 *            (a getter for each name; the namespace for "*"; a setter that throws the TypeError of an
 *            assignment to a constant). A request may have the same name twice
 *   call     (f) => f, so that a call of an imported name has `this` undefined
 *   meta     import.meta
 *   import   the function behind import(…)
 *   at       (offset, value) => value, called before each top-level await with its place in the source
 *   getters  is set by the first step
 * The first yield gives an object with a getter function for each local name of LODE_EXPORT_LOCAL, by
 * that name ("*default*" for an anonymous default). Every later one gives a value to be awaited.
 */
void lode_body_of_module(LodeParser *parser, LodeStr source, const LodeRecord *record, LodeArena *arena, LodeBody *out);

/*
 * Makes an ordinary function of a body that has no top-level await, or the generator again, in place: `text` are the
 * bytes of self->text. The function takes both steps at once, and sets $lode.getters on its way. It is for modules
 * that nobody can look at before they have run: the engine is a third faster with it.
 */
void lode_body_set_form(const LodeBody *self, char *text, bool is_function);

/*
 * A message of the engine, which quotes the body, in the words of the source: $lode.call($lode.i[0].x) becomes the
 * local name of that import, $lode.meta becomes import.meta, … In the arena; what is not understood stays.
 */
LodeStr lode_body_message(LodeStr message, const LodeRecord *record, LodeArena *arena);

/*
 * A CommonJS source as the function of Node's wrapper, with one parameter more:
 * (function (exports, require, module, __filename, __dirname, $lodeImport) {…}), the last under another name where
 * the source uses it. A hashbang becomes a comment. `parser` is not used and may be NULL.
 */
void lode_body_of_script(LodeParser *parser, LodeStr source, LodeArena *arena, LodeBody *out);

#endif

/*
 * Assigned names: what a CommonJS module sets on its exports, as far as its text shows.
 *
 * Node's lexer (cjs_names.h) sees a part of this, and sometimes more. The difference is
 * what `import {x}` cannot reach although require(…).x works, so each name comes with the
 * way in which it is set. Followed are `exports`, `module.exports`, `this` at the top level, and a
 * variable of the file that becomes module.exports or is initialised with it; its
 * members are believed at the top level only. Names that are computed are not known.
 *
 * Parses the whole source: this is for explanations, not for every file.
 */
#ifndef LODE_SYNTAX_CJS_ASSIGNED_H
#define LODE_SYNTAX_CJS_ASSIGNED_H

#include "syntax/record.h"

typedef enum LodeAssignedWay {
    LODE_ASSIGNED_MEMBER,  /* exports.x = …, module.exports.x = …, this.x = … */
    LODE_ASSIGNED_ALIAS,   /* api.x = …, where api is what module.exports becomes */
    LODE_ASSIGNED_LITERAL, /* module.exports = {x: …}, also of such a variable */
    LODE_ASSIGNED_MERGED,  /* Object.assign(module.exports, {x: …}) */
    LODE_ASSIGNED_DEFINED, /* Object.defineProperty(exports, 'x', …), defineProperties */
    LODE_ASSIGNED_STATIC   /* a static member of the class that becomes module.exports */
} LodeAssignedWay;

typedef struct LodeAssignedName {
    LodeStr name;
    LodeAssignedWay way;
    LodeSpan span; /* of the name in the source */
    LodePosition position;
} LodeAssignedName;

/* The names in source order, each once, in `arena`. A source with syntax errors gives what is certain. */
uint32_t lode_assigned_names(LodeParser *parser, LodeStr source, LodeArena *arena, LodeAssignedName **names);

#endif

'use strict';
// util.parseEnv: the variables of a text in the form of .env files.

/* A name, then a quoted value, which may have several lines, or the rest of the line up to a "#". */
const LINE = /^[ \t]*(?:export[ \t]+)?([^\s=#][^=\n]*?)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\n#]*))/gm;

function parseEnv(content) {
    require('internal/validate').validateString(content, 'content');
    const variables = { __proto__: null };
    for (const [, name, double, single, back, bare] of content.replaceAll('\r\n', '\n').matchAll(LINE)) {
        variables[name] = double?.replaceAll('\\n', '\n') ?? single ?? back ?? bare.trim();
    }
    return variables;
}

module.exports = { parseEnv };

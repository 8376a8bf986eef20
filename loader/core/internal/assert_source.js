'use strict';
// The text of a failed assert.ok(): the call is read in the source that the stack names.

const HEAD = 'The expression evaluated to a falsy value:';
/* The place in the first frame of a stack. */
const PLACE = /^ {4}at (?:.*\()?(.*?):(\d+):(\d+)\)?$/m;
const CALL = /(?:[\w$]+\s*\.\s*)*[\w$]+\s*\(/g;

/** The call that begins at `start`, up to its closing parenthesis; undefined where it has none. */
function callAt(text, start) {
    let depth = 0;
    let quote = '';
    for (let i = start; i < text.length; i++) {
        const character = text[i];
        if (quote !== '') {
            if (character === '\\') i++;
            else if (character === quote) quote = '';
        } else if (character === "'" || character === '"' || character === '`') {
            quote = character;
        } else if (character === '(' || character === '[' || character === '{') {
            depth++;
        } else if (character === ')' || character === ']' || character === '}') {
            depth--;
            if (depth === 0 && character === ')') return text.slice(start, i + 1);
        }
    }
    return undefined;
}

function sourceOf(place) {
    const { readFileSync } = require('fs');
    return readFileSync(place.startsWith('file:') ? new URL(place) : place, 'utf8');
}

/** The text of the call of `start` that runs now. */
function findCall(start) {
    const holder = new Error('');
    void holder.stack;
    Error.captureStackTrace(holder, start);
    const { stackOf } = require('internal/inspect_values');
    const found = PLACE.exec(stackOf(holder));
    if (found === null) return undefined;
    const [, place, line, column] = found;
    if (!/^(\/|file:)/.test(place)) return undefined;
    const lines = sourceOf(place).split('\n');
    const row = lines[line - 1];
    // The engine's column is inside of the call: the nearest one that begins before it, and not in another's arguments.
    let at = -1;
    for (const { index } of row.matchAll(CALL)) {
        if (index < column) at = index;
    }
    if (at < 0) return undefined;
    const text = callAt([row.slice(at), ...lines.slice(Number(line))].join('\n'), 0);
    if (text === undefined) return undefined;
    // Further lines are moved to the left as the first one was.
    const indent = /^\s*/.exec(row)[0];
    return text.split('\n').map((one, i) => (i > 0 && one.startsWith(indent) ? one.slice(indent.length) : one)).join('\n  ');
}

exports.falsyMessage = (start) => {
    let call;
    try {
        call = findCall(start);
    } catch {
        // A source that is gone: the message does without it.
    }
    return call === undefined ? 'The expression evaluated to a falsy value' : `${HEAD}\n\n  ${call}\n`;
};

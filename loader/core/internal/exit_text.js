'use strict';
// What standard error says about an uncaught error: the place, the line with a caret under it, the error.

const stack = require('internal/stack');
const { getOwnPropertyDescriptor } = Object;

const LAST_LINE = `lode ${native('process').start().lode} (Node.js v26.10.0)`;

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
const ownValue = (object, name) => getOwnPropertyDescriptor(object, name)?.value;

/** The engine's own stack of an error; undefined where it has none. */
function rawOf(error) {
    const text = require('internal/stack_adorn').rawOf(error) ?? ownValue(error, 'stack');
    return typeof text === 'string' && (text === '' || stack.isRaw(text)) ? text : undefined;
}

/** Where it was thrown, as far as the error tells. A SyntaxError of the parser is at a place of its own. */
function placeOf(error) {
    if (!Error.isError(error)) return undefined;
    const place = stack.placeOf(rawOf(error) ?? '');
    const [url, line, column] = ['sourceURL', 'line', 'column'].map((name) => ownValue(error, name));
    if (error instanceof SyntaxError && typeof url === 'string' && typeof line === 'number' && stack.lineOf(url, line) !== undefined) {
        if (place === undefined || place.url !== url || place.line !== line) {
            return { url, line, column: typeof column === 'number' ? column : 0, length: 1 };
        }
    }
    return place;
}

/** "FILE:LINE", the line and a caret; '' where nothing is known. */
function headerAt(place) {
    if (place === undefined) return '';
    const { url, line, column } = place;
    const text = stack.lineOf(url, line);
    if (text === undefined) return '';
    // The engine points at the parenthesis of a call and the dot of a member; the caret belongs under what is called or read.
    const before = column > 0 ? text.slice(0, column - 1) : '';
    let at = before.length;
    if (text[at] === '.') at++;
    else if (text[at] === '(') at = before.search(/(?:\bnew\s+[\w$.]+|[\w$]*)$/);
    const indent = text.slice(0, at).replace(/[^\t]/g, ' '); // tabs stay, for the caret's sake
    return `${url}:${line}\n${text}\n${column > 0 ? `${indent}^` : ''}\n`;
}

function shown(error) {
    const { inspect } = require('internal/inspect');
    const text = inspect(error, { customInspect: false, depth: 5, colors: false });
    // Without frames inspect puts brackets around an error; here that would only say that all frames were the host's.
    const head = rawOf(error) === undefined ? undefined : error.stack;
    return text.startsWith(`[${head}]`) ? head + text.slice(head.length + 2) : text;
}

function plain(value) {
    if (typeof value === 'symbol') return '';
    return String(value);
}

/** Of an error of the dead zone: the imports that led back to a module before it had run. */
function cycleText(error) {
    if (!(error instanceof ReferenceError)) return '';
    const cycle = require('internal/esm_bindings').cycleOf(error);
    if (cycle === undefined) return '';
    return `\nA cycle of imports led here; each of these modules imports the next one:\n${cycle.map((url) => `    ${url}\n`).join('')}`;
}

/** The whole text, which ends with the version. */
exports.textOf = (error) => {
    if (!isObject(error)) {
        return `\n${plain(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)\n\n${LAST_LINE}\n`;
    }
    const header = headerAt(placeOf(error));
    return `${header === '' ? '' : `${header}\n`}${shown(error)}\n${cycleText(error)}\n${LAST_LINE}\n`;
};

/** The same without what lies beyond the error's head and stack; for when the whole text cannot be had. */
exports.bareTextOf = (error) => {
    let text = 'an error that cannot be shown';
    try {
        text = Error.isError(error) ? stack.stackOf(error) : String(error);
    } catch {
        // It stays at that.
    }
    return `\nUncaught ${text}\n\n${LAST_LINE}\n`;
};

/** The warning about a main module that waits for what never comes. */
exports.unsettledText = () => {
    const place = require('internal/esm').unsettledPosition?.();
    const header = headerAt(place);
    return header === '' ? 'Warning: Detected unsettled top-level await\n'
        : `Warning: Detected unsettled top-level await at ${header}\n\n`;
};

'use strict';
// util.styleText.

const { codes } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { validateBoolean, validateOneOf, validateString } = require('internal/validate');

/* Aliases are not enumerable in inspect.colors. */
const nameList = () => Object.getOwnPropertyNames(inspect.colors);

function hexCodes(text) {
    const digits = text.length === 4 ? [...text.slice(1)].map((digit) => digit + digit) : text.slice(1).match(/../g);
    return [`38;2;${digits.map((pair) => parseInt(pair, 16)).join(';')}`, 39];
}

function codesOf(format) {
    if (typeof format === 'string' && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(format)) return hexCodes(format);
    const found = inspect.colors[format];
    if (found === undefined) validateOneOf(format, 'format', nameList());
    return found;
}

/** Should a text for this stream have colours? */
function hasColors(stream) {
    const { env } = process;
    if (env.FORCE_COLOR !== undefined) return typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2;
    if (env.NODE_DISABLE_COLORS || env.NO_COLOR) return false;
    return Boolean(stream.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
}

function styleText(format, text, options) {
    const { validateStream = true, stream = process.stdout } = options ?? {};
    validateString(text, 'text');
    validateBoolean(validateStream, 'options.validateStream');
    let isPlain = false;
    if (validateStream) {
        if (typeof stream?.write !== 'function' && typeof stream?.read !== 'function' && typeof stream?.getReader !== 'function') {
            throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
        }
        isPlain = !hasColors(stream);
    }
    let left = '';
    let right = '';
    let inner = text;
    for (const one of Array.isArray(format) ? format : [format]) {
        if (one === 'none') continue;
        const [open, close] = codesOf(one);
        left += `\x1b[${open}m`;
        right = `\x1b[${close}m${right}`;
        // A style that ends inside of the text goes on after it.
        const again = one === 'bold' ? `\x1b[22m\x1b[${open}m` : one === 'dim' ? `\x1b[22m\x1b[${open}m` : `\x1b[${open}m`;
        inner = inner.replaceAll(`\x1b[${close}m`, again);
    }
    return isPlain ? text : `${left}${inner}${right}`;
}

module.exports = { styleText };

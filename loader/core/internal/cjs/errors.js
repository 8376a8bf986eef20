'use strict';
// Errors of resolution, which C composes, as Node's own.

const { construct } = Reflect;
const { getPrototypeOf } = Object;

/** An error of Node's table with a message that is ready. */
function nodeError(code, message) {
    const { codes } = require('internal/errors');
    const Made = codes[code];
    if (Made === undefined) return Object.assign(new Error(message), { code });
    const error = construct(getPrototypeOf(Made), [message], Made);
    error.code = code;
    return error;
}

/**
 * What native('commonjs') threw, as Node throws it. `file` of the native error is the package.json that it is about.
 * MODULE_NOT_FOUND is left to those who know who asked.
 */
function resolutionError(error) {
    const { code, message } = error;
    if (code === 'URIError') return new URIError(message);
    if (code === 'TypeError') return new TypeError(message);
    if (code === 'SyntaxError') return new SyntaxError(message);
    if (typeof code !== 'string' || code === 'MODULE_NOT_FOUND') return error;
    return nodeError(code, message);
}

module.exports = { nodeError, resolutionError };

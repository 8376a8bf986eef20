'use strict';
// The members of node:util about the system: its errors, its signals, and call sites.

const { codes } = require('internal/errors');
const { validateInteger, validateNumber, validateObject, validateOneOf } = require('internal/validate');

let errorMap;

function getSystemErrorMap() {
    if (errorMap === undefined) {
        errorMap = new Map();
        const list = native('errors').list(); // number, name, text, …
        for (let i = 0; i < list.length; i += 3) errorMap.set(list[i], [list[i + 1], list[i + 2]]);
    }
    return new Map(errorMap);
}

function entryOf(err) {
    validateNumber(err, 'err');
    if (err >= 0 || !Number.isSafeInteger(err)) throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', err);
    return getSystemErrorMap().get(err);
}

function getSystemErrorName(err) {
    return entryOf(err)?.[0] ?? `Unknown system error ${err}`;
}

function getSystemErrorMessage(err) {
    return entryOf(err)?.[1] ?? `Unknown system error ${err}`;
}

/** The error of a failed call. */
function _errnoException(...args) {
    const [err, syscall, original] = args;
    const code = getSystemErrorName(err);
    const error = new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    error.errno = err;
    error.code = code;
    error.syscall = syscall;
    return error;
}

function _exceptionWithHostPort(...args) {
    const [err, syscall, address, port, additional] = args;
    const code = getSystemErrorName(err);
    const place = port && port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : '';
    const error = new Error(`${syscall} ${code}${place}${additional ? ` - Local (${additional})` : ''}`);
    error.errno = err;
    error.code = code;
    error.syscall = syscall;
    error.address = address;
    if (port) error.port = port;
    return error;
}

function convertProcessSignalToExitCode(signalCode) {
    const { signals } = require('os').constants;
    validateOneOf(signalCode, 'signalCode', Object.keys(signals));
    return 128 + signals[signalCode];
}

/* "    at f (file:1:2)" or "    at file:1:2", with marks before the name. */
const FRAME = /^ {4}at (?:(.*?) \()?(?:async )?(.*?):(\d+):(\d+)\)?$/;

function getCallSites(...args) {
    let [count = 8, options] = args;
    if (options === undefined && typeof count === 'object') {
        options = count;
        validateObject(options, 'options');
        count = 8;
    } else {
        validateNumber(count, 'frameCount', 1, 200);
        validateInteger(count, 'frameCount', 1, 200);
    }
    if (options !== undefined) validateObject(options, 'options');
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = count + 20;
    const { stackOf } = require('internal/inspect_values');
    const lines = stackOf(new Error('')).split('\n');
    Error.stackTraceLimit = before;
    const frames = [];
    for (const line of lines) {
        const found = FRAME.exec(line);
        if (found === null || /node:internal\/util_system|node:util:/.test(line)) continue;
        const [, name = '', scriptName, lineNumber, column] = found;
        frames.push({
            __proto__: null,
            functionName: name.replace(/^.*\./, '').replace('<anonymous>', ''),
            scriptId: '0',
            scriptName,
            lineNumber: Number(lineNumber),
            columnNumber: Number(column),
            column: Number(column),
        });
    }
    return frames.slice(0, count);
}

module.exports = {
    _errnoException, _exceptionWithHostPort, convertProcessSignalToExitCode, getCallSites, getSystemErrorMap, getSystemErrorMessage,
    getSystemErrorName,
};

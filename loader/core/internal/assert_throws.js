'use strict';
// What an assertion expects of an error: throws, doesNotThrow, rejects, doesNotReject.

const { codes } = require('internal/errors');
const { inspect } = require('internal/inspect');
const types = require('internal/types');
const { AssertionError } = require('internal/assert_error');
const { isDeepStrictEqual } = require('internal/assert_equal');
const { validateFunction } = require('internal/validate');

/* Nothing was thrown. */
const NOTHING = Symbol('nothing was thrown');

const matches = (pattern, text) => RegExp.prototype.exec.call(pattern, text) !== null;
const isErrorClass = (value) => Object.prototype.isPrototypeOf.call(Error, value);

/** Only the keys that an assertion is about, for its difference. */
class Comparison {
    constructor(object, keys, actual) {
        for (const key of keys) {
            if (!(key in object)) continue;
            const text = actual?.[key];
            const isMatched = typeof text === 'string' && types.isRegExp(object[key]) && matches(object[key], text);
            this[key] = isMatched ? text : object[key];
        }
    }
}

function fail(options, overrides) {
    if (options.message instanceof Error) throw options.message;
    throw Object.assign(new AssertionError(options), overrides);
}

function compareKeys(actual, expected, message, start) {
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push('name', 'message');
    else if (keys.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
    for (const key of keys) {
        if (typeof actual[key] === 'string' && types.isRegExp(expected[key]) && matches(expected[key], actual[key])) continue;
        if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
        if (message) fail({ actual, expected, message, operator: start.name, stackStartFn: start });
        fail({
            actual: new Comparison(actual, keys),
            expected: new Comparison(expected, keys, actual),
            operator: 'deepStrictEqual',
            stackStartFn: start,
        }, { actual, expected, operator: start.name });
    }
}

/** undefined where the function accepts the error; what is wrong otherwise. */
function complaint(actual, expected) {
    if (expected.prototype !== undefined && actual instanceof expected) return undefined;
    if (isErrorClass(expected)) {
        const isError = Error.isError(actual) || actual instanceof Error;
        return `The error is expected to be an instance of "${expected.name}". Received ` +
            (isError ? `"${actual.name}"\n\nError message:\n\n${actual.message}` : `"${inspect(actual, { depth: -1 })}"`);
    }
    const result = Reflect.apply(expected, {}, [actual]);
    if (result === true) return undefined;
    const name = expected.name ? `"${expected.name}" ` : '';
    const caught = Error.isError(actual) ? `\n\nCaught error:\n\n${actual}` : '';
    return `The ${name}validation function is expected to return "true". Received ${inspect(result)}${caught}`;
}

function checkError(actual, expected, message, start) {
    let generated;
    if (typeof expected === 'function') {
        generated = complaint(actual, expected);
    } else if (types.isRegExp(expected)) {
        const text = String(actual);
        if (!matches(expected, text)) {
            generated = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
        }
    } else if (typeof actual !== 'object' || actual === null) {
        fail({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: start }, { operator: start.name });
    } else {
        compareKeys(actual, expected, message, start);
    }
    if (generated === undefined) return;
    fail({ actual, expected, message: message || generated, operator: start.name, stackStartFn: start }, { generatedMessage: !message });
}

function expectsError(start, actual, ...rest) {
    let [error, message] = rest;
    const kinds = ['Object', 'Error', 'Function', 'RegExp'];
    if (typeof error === 'string') {
        if (rest.length === 2) throw new codes.ERR_INVALID_ARG_TYPE('error', kinds, error);
        const isObject = typeof actual === 'object' && actual !== null;
        if (isObject ? actual.message === error : actual === error) {
            throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message',
                `The error ${isObject ? 'message ' : ''}"${isObject ? actual.message : actual}" is identical to the message.`);
        }
        message = error;
        error = undefined;
    } else if (error !== undefined && error !== null && typeof error !== 'object' && typeof error !== 'function') {
        throw new codes.ERR_INVALID_ARG_TYPE('error', kinds, error);
    }
    if (actual === NOTHING) {
        const name = error?.name ? ` (${error.name})` : '';
        const what = start.name === 'rejects' ? 'rejection' : 'exception';
        fail({
            actual: undefined, expected: error, operator: start.name, stackStartFn: start,
            message: `Missing expected ${what}${name}${message ? `: ${message}` : '.'}`,
        });
    }
    if (error) checkError(actual, error, message, start);
}

function isUnwanted(actual, expected) {
    if (typeof expected !== 'function') {
        if (types.isRegExp(expected)) return matches(expected, String(actual));
        throw new codes.ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
    }
    if (expected.prototype !== undefined && actual instanceof expected) return true;
    return !isErrorClass(expected) && Reflect.apply(expected, {}, [actual]) === true;
}

function expectsNoError(start, actual, error, message) {
    if (actual === NOTHING) return;
    const isMessage = typeof error === 'string';
    const text = isMessage ? error : message;
    const expected = isMessage ? undefined : error;
    if (!expected || isUnwanted(actual, expected)) {
        const what = start.name === 'doesNotReject' ? 'rejection' : 'exception';
        fail({
            actual, expected, operator: start.name, stackStartFn: start,
            message: `Got unwanted ${what}${text ? `: ${text}` : '.'}\nActual message: "${actual?.message}"`,
        });
    }
    throw actual;
}

/** What a call throws, or NOTHING. */
function thrownBy(fn) {
    validateFunction(fn, 'fn');
    try {
        fn();
    } catch (error) {
        return error;
    }
    return NOTHING;
}

function isPromiseLike(value) {
    return types.isPromise(value) ||
        (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
}

/** What a promise, or the promise of a function, rejects with, or NOTHING. */
async function reasonOf(promiseFn) {
    let promise = promiseFn;
    if (typeof promiseFn === 'function') {
        promise = promiseFn();
        if (!isPromiseLike(promise)) throw new codes.ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    } else if (!isPromiseLike(promiseFn)) {
        throw new codes.ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
    }
    try {
        await promise;
    } catch (error) {
        return error;
    }
    return NOTHING;
}

module.exports = { expectsError, expectsNoError, reasonOf, thrownBy };

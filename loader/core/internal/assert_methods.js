'use strict';
// The assertions of node:assert. `internal/assert.js` puts them together as its three faces.

const { codes } = require('internal/errors');
const { format, inspect } = require('internal/inspect');
const types = require('internal/types');
const { AssertionError } = require('internal/assert_error');
const equality = require('internal/assert_equal');
const errors = require('internal/assert_throws');

/** The message of the caller: a text, texts to format, or a function that makes one. An Error is thrown as it is. */
function messageOf([first, ...rest], actual, expected) {
    if (first instanceof Error) throw first;
    if (typeof first === 'function') return first(actual, expected);
    return typeof first === 'string' && rest.length > 0 ? format(first, ...rest) : first;
}

function fail(start, operator, actual, expected, message, settings) {
    throw new AssertionError({
        actual, expected, operator, stackStartFn: start, message: messageOf(message, actual, expected), diff: settings?.diff,
    });
}

/** An assertion about two values. */
function comparison(name, operator, isWell) {
    const { [name]: method } = {
        [name](actual, expected, ...message) {
            if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('actual', 'expected');
            const settings = settingsOf(this);
            if (!isWell(actual, expected, settings)) fail(method, operator, actual, expected, message, settings);
        },
    };
    return method;
}

/* Of an instance of Assert. */
const settings = new WeakMap();
const settingsOf = (self) => (typeof self === 'object' && self !== null ? settings.get(self) : undefined);

const loosely = (a, b) => a == b || (a !== a && b !== b);
const strictly = (a, b, own) => equality.isDeepStrictEqual(a, b, own?.skipPrototype);

function checkOk(start, count, value, message) {
    if (value) return;
    let text = messageOf(message, value, true);
    let isGenerated = false;
    if (count === 0) {
        isGenerated = true;
        text = 'No value argument passed to `assert.ok()`';
    } else if (text === undefined || text === null) {
        isGenerated = true;
        text = require('internal/assert_source').falsyMessage(start);
    }
    const error = new AssertionError({ actual: value, expected: true, message: text, operator: '==', stackStartFn: start });
    error.generatedMessage = isGenerated;
    throw error;
}

function matching(name, isWanted, head) {
    const { [name]: method } = {
        [name](string, regexp, ...message) {
            if (!types.isRegExp(regexp)) throw new codes.ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
            if (typeof string === 'string' && (RegExp.prototype.exec.call(regexp, string) !== null) === isWanted) return;
            const own = messageOf(message, string, regexp);
            const generated = typeof string === 'string'
                ? `The input ${head} ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`
                : `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
            const error = new AssertionError({
                actual: string, expected: regexp, message: own || generated, operator: name, stackStartFn: method,
            });
            error.generatedMessage = !own;
            throw error;
        },
    };
    return method;
}

const methods = {
    ok(...args) {
        checkOk(methods.ok, args.length, args[0], args.slice(1));
    },
    fail(message) {
        if (message instanceof Error) throw message;
        const error = new AssertionError({ operator: 'fail', message: message ?? 'Failed', stackStartFn: methods.fail });
        error.generatedMessage = message === undefined;
        throw error;
    },
    equal: comparison('equal', '==', loosely),
    notEqual: comparison('notEqual', '!=', (a, b) => !loosely(a, b)),
    deepEqual: comparison('deepEqual', 'deepEqual', equality.isDeepEqual),
    notDeepEqual: comparison('notDeepEqual', 'notDeepEqual', (a, b) => !equality.isDeepEqual(a, b)),
    deepStrictEqual: comparison('deepStrictEqual', 'deepStrictEqual', strictly),
    notDeepStrictEqual: comparison('notDeepStrictEqual', 'notDeepStrictEqual', (a, b, own) => !strictly(a, b, own)),
    strictEqual: comparison('strictEqual', 'strictEqual', Object.is),
    notStrictEqual: comparison('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b)),
    partialDeepStrictEqual: comparison('partialDeepStrictEqual', 'partialDeepStrictEqual', equality.isPartialStrictEqual),
    match: matching('match', true, 'did not match the regular expression'),
    doesNotMatch: matching('doesNotMatch', false, 'was expected to not match the regular expression'),
    throws(fn, ...args) {
        errors.expectsError(methods.throws, errors.thrownBy(fn), ...args);
    },
    rejects: async function rejects(promiseFn, ...args) {
        errors.expectsError(rejects, await errors.reasonOf(promiseFn), ...args);
    },
    doesNotThrow(fn, ...args) {
        errors.expectsNoError(methods.doesNotThrow, errors.thrownBy(fn), ...args);
    },
    doesNotReject: async function doesNotReject(fn, ...args) {
        errors.expectsNoError(doesNotReject, await errors.reasonOf(fn), ...args);
    },
    ifError(err) {
        if (err === null || err === undefined) return;
        let shown;
        if (typeof err === 'object' && typeof err.message === 'string') {
            shown = err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
        } else {
            shown = inspect(err);
        }
        const message = `ifError got unwanted exception: ${shown}`;
        const error = new AssertionError({ actual: err, expected: null, operator: 'ifError', message, stackStartFn: methods.ifError });
        error.generatedMessage = false;
        throw error;
    },
};

module.exports = { checkOk, methods, settings };

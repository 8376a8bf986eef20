'use strict';
// node:assert, node:assert/strict and the class Assert.

const { codes } = require('internal/errors');
const { AssertionError } = require('internal/assert_error');
const { checkOk, methods, settings } = require('internal/assert_methods');
const { validateBoolean, validateObject, validateOneOf } = require('internal/validate');

const STRICT = { equal: 'strictEqual', deepEqual: 'deepStrictEqual', notEqual: 'notStrictEqual', notDeepEqual: 'notDeepStrictEqual' };

function assert(...args) {
    checkOk(assert, args.length, args[0], args.slice(1));
}
Object.assign(assert, { AssertionError }, methods);

function strict(...args) {
    checkOk(strict, args.length, args[0], args.slice(1));
}
Object.assign(strict, { AssertionError }, methods);
for (const [name, other] of Object.entries(STRICT)) strict[name] = methods[other];

/** Assertions with options of their own. */
function Assert(options) {
    if (new.target === undefined) throw new codes.ERR_CONSTRUCT_CALL_REQUIRED('Assert');
    const own = { diff: 'simple', strict: true, skipPrototype: false, ...options };
    if (options !== undefined) validateObject(options, 'options');
    if (own.diff !== undefined) validateOneOf(own.diff, 'options.diff', ['simple', 'full']);
    validateBoolean(own.strict, 'options.strict');
    settings.set(this, own);
    this.AssertionError = AssertionError;
    for (const [name, method] of Object.entries(methods)) {
        Object.defineProperty(this, name, { value: method, writable: true, enumerable: true, configurable: true });
    }
    if (own.strict) {
        for (const [name, other] of Object.entries(STRICT)) this[name] = methods[other];
    }
}

assert.strict = strict;
assert.Assert = Assert;
strict.Assert = Assert;
strict.strict = strict;

module.exports = { assert, strict };

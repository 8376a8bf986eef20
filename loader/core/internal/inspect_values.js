'use strict';
// What util.inspect (the package node-inspect-extracted) asks of its surroundings; tools/adapt.mjs leads its questions here.

const engine = require('internal/types_engine');

const kPending = Symbol('kPending');
const kFulfilled = Symbol('kFulfilled');
const kRejected = Symbol('kRejected');
const ALL_PROPERTIES = 0;
const ONLY_ENUMERABLE = 2;

function isIndex(key) {
    const number = Number(key);
    return Number.isInteger(number) && number >= 0 && number < 2 ** 32 - 1 && String(number) === key;
}

/** The keys of an array or typed array but for its items. Indices come first, so that the walk begins at the end. */
function getOwnNonIndexProperties(object, filter = ONLY_ENUMERABLE) {
    const isWanted = (key) => filter === ALL_PROPERTIES || Object.prototype.propertyIsEnumerable.call(object, key);
    const keys = [];
    const all = filter === ALL_PROPERTIES ? Object.getOwnPropertyNames(object) : Object.keys(object);
    for (let i = all.length - 1; i >= 0 && !isIndex(all[i]); i--) keys.push(all[i]);
    keys.reverse();
    return keys.concat(Object.getOwnPropertySymbols(object).filter(isWanted));
}

function getPromiseDetails(promise) {
    switch (engine.promiseState(promise)) {
        case 'fulfilled':
            return [kFulfilled, engine.promiseResult(promise)];
        case 'rejected':
            return [kRejected, engine.promiseResult(promise)];
        default:
            return [kPending, undefined];
    }
}

/** As V8 gives it: [target, handler], or the target alone; null where it was revoked. */
function getProxyDetails(value, isWhole = true) {
    const parts = engine.proxyDetails(value);
    return isWhole || !parts ? parts : parts[0];
}

function previewEntries(object, isIterator) {
    const [list, isPairs] = engine.remainingEntries(object);
    return isIterator ? [list, isPairs] : list;
}

/** The name of an object whose prototypes do not tell the class that made it. */
function getConstructorName(object) {
    for (let at = object; at !== null; at = Object.getPrototypeOf(at)) {
        const tag = Object.getOwnPropertyDescriptor(at, Symbol.toStringTag);
        if (typeof tag?.value === 'string') return tag.value;
    }
    const tag = Object.prototype.toString.call(object).slice('[object '.length, -1);
    return tag === 'Arguments' ? 'Object' : tag;
}

/** The stack of an error, as V8 writes it. */
function stackOf(error) {
    const { stack } = error;
    void error.message; // what throws here makes inspect do without a stack
    if (typeof stack !== 'string' || !Error.isError(error)) return stack;
    return require('internal/stack').stackOf(error);
}

const questions = {
    constants: { kPending, kFulfilled, kRejected, ALL_PROPERTIES, ONLY_ENUMERABLE },
    getOwnNonIndexProperties,
    getPromiseDetails,
    getProxyDetails,
    Proxy,
    previewEntries,
    getConstructorName,
    getExternalValue: () => 0n,
};

const COLOR = /\u001b\[\d\d?m/g;

const helpers = {
    customInspectSymbol: Symbol.for('nodejs.util.inspect.custom'),
    isError: (value) => Error.isError(value) || value instanceof Error,
    join: (list, separator) => list.join(separator),
    removeColors: (text) => text.replace(COLOR, ''),
};

const validators = {
    kValidateObjectAllowArray: { array: true },
    validateObject: (...args) => require('internal/validate').validateObject(...args),
    validateString: (...args) => require('internal/validate').validateString(...args),
};

/** The bytes in hexadecimal, for ArrayBuffers. */
class Bytes {
    hexSlice(start, end) {
        return this.subarray(start, end).toHex();
    }
}

function assert(value) {
    if (!value) throw new Error('util.inspect met what it does not know');
}

/* The modules of the bundle that util.inspect asks for, by their numbers there. */
const parts = {
    101: () => helpers,
    123: () => assert,
    302: () => validators,
    499: () => require('internal/types'),
    537: () => ({ h: Bytes }),
    727: () => questions,
    778: () => require('internal/errors'),
    812: () => require('url'),
    947: () => ({ BuiltinModule: { exists: (id) => id.startsWith('internal/') || require('internal/boot').coreNames().includes(id) } }),
};

module.exports = { part: (number) => parts[number](), stackOf };

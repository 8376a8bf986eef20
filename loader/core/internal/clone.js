'use strict';
// structuredClone: a walk over the value with a list of what is still to be filled, so that depth does not matter.

const { codes } = require('internal/errors');
const types = require('internal/types');
const { defineProperty, keys } = Object;

const errorNames = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

function cloneError(message) {
    const { DOMException } = require('internal/dom_exception');
    return new DOMException(message, 'DataCloneError');
}

/* How V8 calls a value that it does not clone. */
function nameOf(value) {
    if (typeof value === 'function' || typeof value === 'symbol') return String(value);
    if (types.isSymbolObject(value)) return '[object Symbol]';
    let name = 'Object';
    try {
        name = Object.getPrototypeOf(value)?.constructor?.name || name;
    } catch {
        // A revoked proxy has no prototype to ask.
    }
    return `#<${name}>`;
}

const refuse = (value) => cloneError(`${nameOf(value)} could not be cloned.`);

function copyError(value, walk) {
    const name = errorNames.includes(`${value.name}`) ? `${value.name}` : 'Error';
    const copy = Object.create(globalThis[name].prototype);
    const error = new globalThis[name]();
    for (const key of Object.getOwnPropertyNames(error)) delete error[key];
    Object.setPrototypeOf(error, Object.getPrototypeOf(copy));
    walk.seen.set(value, error);
    const own = (key) => Object.getOwnPropertyDescriptor(value, key);
    const put = (key, content) => defineProperty(error, key, { value: content, writable: true, enumerable: false, configurable: true });
    if (own('message') && 'value' in own('message')) put('message', String(value.message));
    if (own('cause') && 'value' in own('cause')) walk.later(() => put('cause', walk.copy(value.cause)));
    put('stack', typeof value.stack === 'string' ? value.stack : undefined);
    return error;
}

function copyView(value, walk) {
    const memory = walk.copy(value.buffer);
    if (types.isDataView(value)) return new DataView(memory, value.byteOffset, value.byteLength);
    const Type = globalThis[types.isTypedArray(value) ? Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype),
        Symbol.toStringTag).get.call(value) : 'Uint8Array'];
    return new Type(memory, value.byteOffset, value.length);
}

/* Objects of the language that are copied whole, or filled later; undefined for plain ones. */
function copyExotic(value, walk) {
    const note = (copy) => {
        walk.seen.set(value, copy);
        return copy;
    };
    if (types.isDate(value)) return note(new Date(Date.prototype.getTime.call(value)));
    if (types.isRegExp(value)) return note(new RegExp(value.source, value.flags));
    if (types.isBoxedPrimitive(value)) {
        if (types.isSymbolObject(value)) throw refuse(value);
        return note(Object(value.valueOf()));
    }
    if (types.isSharedArrayBuffer(value)) return note(value);
    if (types.isArrayBuffer(value)) return note(value.resizable ? copyResizable(value) : value.slice(0));
    if (ArrayBuffer.isView(value)) return note(copyView(value, walk));
    if (types.isMap(value)) {
        const copy = note(new Map());
        const entries = [...Map.prototype.entries.call(value)];
        walk.later(() => { for (const [key, one] of entries) copy.set(walk.copy(key), walk.copy(one)); });
        return copy;
    }
    if (types.isSet(value)) {
        const copy = note(new Set());
        const items = [...Set.prototype.values.call(value)];
        walk.later(() => { for (const one of items) copy.add(walk.copy(one)); });
        return copy;
    }
    if (types.isNativeError(value)) return copyError(value, walk);
    return undefined;
}

function copyResizable(value) {
    const copy = new ArrayBuffer(value.byteLength, { maxByteLength: value.maxByteLength });
    new Uint8Array(copy).set(new Uint8Array(value));
    return copy;
}

/* Objects of ours: some can be cloned, the others say so in Node's words. */
function copyHostObject(value) {
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (tag === 'DOMException') {
        const { DOMException } = require('internal/dom_exception');
        if (value instanceof DOMException) {
            const copy = new DOMException(value.message, value.name);
            defineProperty(copy, 'stack', { value: value.stack, writable: true, configurable: true });
            return copy;
        }
    } else if (tag === 'Blob' && value instanceof require('internal/blob').Blob) {
        return value.slice(0, value.size, value.type);
    } else if (['URL', 'URLSearchParams', 'EventTarget', 'AbortSignal', 'AbortController', 'Event'].includes(tag) && value instanceof globalThis[tag]) {
        throw cloneError('Cannot clone object of unsupported type.');
    }
    return undefined;
}

const isRefused = (value) => types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value) || types.isProxy(value) ||
    types.isGeneratorObject(value) || types.isMapIterator(value) || types.isSetIterator(value) || types.isArgumentsObject(value) ||
    value === globalThis || (typeof WeakRef === 'function' && value instanceof WeakRef);

const tagOf = Object.prototype.toString;

/* Most objects are: asking for all the other kinds takes a hundred times as long. */
function isPlain(value) {
    if (types.isProxy(value)) return false;
    if (Array.isArray(value)) return true;
    const prototype = Object.getPrototypeOf(value);
    return (prototype === null || prototype === Object.prototype) && tagOf.call(value) === '[object Object]' && value !== globalThis;
}

class Walk {
    constructor() {
        this.seen = new Map();
        this.waiting = [];
    }

    later(step) {
        this.waiting.push(step);
    }

    copy(value) {
        if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value);
        if (typeof value !== 'object' || value === null) return value;
        const known = this.seen.get(value);
        if (known !== undefined) return known;
        if (isPlain(value)) return this.copyPlain(value);
        if (isRefused(value)) throw refuse(value);
        const host = copyHostObject(value);
        if (host !== undefined) {
            this.seen.set(value, host);
            return host;
        }
        return copyExotic(value, this) ?? this.copyPlain(value);
    }

    copyPlain(value) {
        const copy = Array.isArray(value) ? new Array(value.length) : {};
        this.seen.set(value, copy);
        this.later(() => {
            for (const key of keys(value)) {
                // A getter may have removed one that came later.
                if (!Object.hasOwn(value, key)) continue;
                defineProperty(copy, key, { value: this.copy(value[key]), writable: true, enumerable: true, configurable: true });
            }
        });
        return copy;
    }

    run(value) {
        const result = this.copy(value);
        // In the order of the values: the first that cannot be cloned is the one that is told.
        while (this.waiting.length > 0) {
            const steps = this.waiting;
            this.waiting = [];
            for (const step of steps) step();
        }
        return result;
    }
}

function typeError(message) {
    return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

function transferListOf(options) {
    if (options === undefined || options === null) return [];
    if (typeof options !== 'object' && typeof options !== 'function') {
        throw typeError("Failed to execute 'structuredClone': Options cannot be converted to a dictionary");
    }
    const { transfer } = options;
    if (transfer === undefined) return [];
    if (transfer === null || typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function') {
        throw typeError("Failed to execute 'structuredClone': transfer in Options cannot be converted to sequence.");
    }
    return [...transfer];
}

function structuredClone(value, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('The value argument must be specified');
    const transfer = transferListOf(options);
    const walk = new Walk();
    for (const one of transfer) {
        if (!types.isArrayBuffer(one)) throw cloneError('Found invalid value in transferList.');
        if (walk.seen.has(one)) throw cloneError('ArrayBuffer occurs more than once in the transfer list.');
        if (one.detached) throw cloneError('An ArrayBuffer is detached and could not be cloned.');
        walk.seen.set(one, one.slice(0));
    }
    const result = walk.run(value);
    // Only now: where something cannot be cloned, nothing has moved.
    for (const one of transfer) one.transfer();
    return result;
}

module.exports = { structuredClone };

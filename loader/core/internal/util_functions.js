'use strict';
// The members of node:util that are functions about functions, promises and strings.

const { codes } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validate');
const { defineProperty, defineProperties, getOwnPropertyDescriptors, getPrototypeOf, setPrototypeOf } = Object;
const { apply, construct } = Reflect;

// ---- promises and callbacks ----

const kCustom = Symbol.for('nodejs.util.promisify.custom');
/* Of a function of ours whose callback has several results: their names, for the object of the promise. */
const kArgumentNames = Symbol('customPromisifyArgs');

function promisify(original) {
    validateFunction(original, 'original');
    const custom = original[kCustom];
    if (custom) {
        validateFunction(custom, 'util.promisify.custom');
        return defineProperty(custom, kCustom, { value: custom, enumerable: false, writable: false, configurable: true });
    }
    const names = original[kArgumentNames];
    function promisified(...args) {
        return new Promise((resolve, reject) => {
            apply(original, this, [...args, (error, ...values) => {
                if (error) reject(error);
                else if (names !== undefined && values.length > 1) resolve(Object.fromEntries(names.map((name, i) => [name, values[i]])));
                else resolve(values[0]);
            }]);
        });
    }
    setPrototypeOf(promisified, getPrototypeOf(original));
    defineProperty(promisified, kCustom, { value: promisified, enumerable: false, writable: false, configurable: true });
    return defineProperties(promisified, getOwnPropertyDescriptors(original));
}
promisify.custom = kCustom;

function rejectTo(callback, reason) {
    callback(reason || new codes.ERR_FALSY_VALUE_REJECTION(reason));
}

function callbackify(original) {
    validateFunction(original, 'original');
    function callbackified(...args) {
        const last = args.pop();
        validateFunction(last, 'last argument');
        const callback = last.bind(this);
        apply(original, this, args).then(
            (value) => process.nextTick(callback, null, value),
            (reason) => process.nextTick(rejectTo, callback, reason),
        );
    }
    const properties = getOwnPropertyDescriptors(original);
    if (typeof properties.length.value === 'number') properties.length.value++;
    if (typeof properties.name.value === 'string') properties.name.value += 'Callbackified';
    return defineProperties(callbackified, properties);
}

/** Makes that a rejection of the promise is nobody's fault. */
function markPromiseAsHandled(promise) {
    if (!require('internal/types').isPromise(promise)) throw new codes.ERR_INVALID_ARG_TYPE('promise', 'Promise', promise);
    apply(Promise.prototype.then, promise, [undefined, () => {}]);
}

/** A promise that is fulfilled when the signal aborts. `resource` is only held weakly in Node. */
async function aborted(signal, resource) {
    const { validateAbortSignal } = require('internal/validate');
    if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    validateAbortSignal(signal, 'signal');
    validateObject(resource, 'resource', { array: true, callable: true });
    if (signal.aborted) return undefined;
    return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

function transferableAbortSignal(signal) {
    const { validateAbortSignal } = require('internal/validate');
    validateAbortSignal(signal, 'signal');
    return signal;
}

function transferableAbortController() {
    return new AbortController();
}

// ---- functions and classes ----

const warnedCodes = new Set();

function deprecate(fn, message, code, ...rest) {
    const [modifyPrototype] = rest;
    validateFunction(fn, 'fn');
    if (code !== undefined) validateString(code, 'code');
    if (process.noDeprecation === true) return fn;
    let isWarned = false;
    function deprecated(...args) {
        if (!isWarned) {
            isWarned = true;
            if (code === undefined || !warnedCodes.has(code)) {
                if (code !== undefined) warnedCodes.add(code);
                process.emitWarning(message, 'DeprecationWarning', code, deprecated);
            }
        }
        return new.target ? construct(fn, args, new.target) : apply(fn, this, args);
    }
    if (modifyPrototype !== false) {
        setPrototypeOf(deprecated, fn);
        if (fn.prototype) deprecated.prototype = fn.prototype;
    }
    defineProperty(deprecated, 'length', { ...Object.getOwnPropertyDescriptor(fn, 'length') });
    return deprecated;
}

function inherits(ctor, superCtor) {
    if (ctor === undefined || ctor === null) throw new codes.ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
    if (superCtor === undefined || superCtor === null) throw new codes.ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
    if (superCtor.prototype === undefined) {
        throw new codes.ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
    }
    defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true, enumerable: false });
    setPrototypeOf(ctor.prototype, superCtor.prototype);
}

const _extend = deprecate(function _extend(target, source) {
    if (source === null || typeof source !== 'object') return target;
    return Object.assign(target, source);
}, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060');

const isArray = deprecate(Array.isArray,
    'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044');

function isDeepStrictEqual(left, right, options) {
    return require('internal/assert_equal').isDeepStrictEqual(left, right, options);
}

// ---- strings ----

function stripVTControlCharacters(str) {
    validateString(str, 'str');
    return require('internal/inspect').stripVTControlCharacters(str);
}

function toUSVString(string) {
    return String(string).toWellFormed();
}

module.exports = {
    _extend, aborted, callbackify, deprecate, inherits, isArray, isDeepStrictEqual, kArgumentNames, markPromiseAsHandled, promisify,
    stripVTControlCharacters, toUSVString, transferableAbortController, transferableAbortSignal,
};

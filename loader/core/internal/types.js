'use strict';
// node:util/types: what a value is, whatever its prototype and Symbol.toStringTag pretend.
//
// A built-in method that throws for a receiver of another kind is the test, where there is one without effects.

const engine = require('internal/types_engine');
const { apply } = Reflect;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const isArray = Array.isArray;

const getter = (prototype, name) => getOwnPropertyDescriptor(prototype, name).get;

/** Does `method` accept the value as its receiver? */
function accepts(method, ...args) {
    return (value) => {
        if (typeof value !== 'object' || value === null) return false;
        try {
            apply(method, value, args);
            return true;
        } catch {
            return false;
        }
    };
}

const TypedArray = getPrototypeOf(Uint8Array);
const tagOfTyped = getter(TypedArray.prototype, Symbol.toStringTag);
const typed = (name) => (value) => isObject(value) && apply(tagOfTyped, value, []) === name;
const toStringOf = Function.prototype.toString;
const tagOf = Object.prototype.toString;

function isObject(value) {
    return typeof value === 'object' && value !== null;
}

const isArrayBuffer = accepts(getter(ArrayBuffer.prototype, 'byteLength'));
const isSharedArrayBuffer = typeof SharedArrayBuffer === 'function'
    ? accepts(getter(SharedArrayBuffer.prototype, 'byteLength')) : () => false;
const isDataView = accepts(getter(DataView.prototype, 'buffer'));
const isTypedArray = (value) => isObject(value) && apply(tagOfTyped, value, []) !== undefined;

const isNumberObject = accepts(Number.prototype.valueOf);
const isStringObject = accepts(String.prototype.valueOf);
const isBooleanObject = accepts(Boolean.prototype.valueOf);
const isBigIntObject = accepts(BigInt.prototype.valueOf);
const isSymbolObject = accepts(Symbol.prototype.valueOf);

/** The text of a function before its parameters: "async function*", "async", "get", …; '' for what is none. */
function headOfFunction(value) {
    return typeof value === 'function' ? apply(toStringOf, value, []).replace(/\/\*[^]*?\*\/|\/\/.*/g, '').trimStart() : '';
}

const prototypes = {
    asyncs: [getPrototypeOf(async () => {}), getPrototypeOf(async function* () {})],
    generators: [getPrototypeOf(function* () {}), getPrototypeOf(async function* () {})],
};

/* The prototype tells, unless somebody changed it: then the text does. */
function isAsyncFunction(value) {
    return typeof value === 'function' && !isProxy(value) &&
        (prototypes.asyncs.includes(getPrototypeOf(value)) || /^(static\s+)?async\b(?!\s*(=>|\())/.test(headOfFunction(value)));
}

function isGeneratorFunction(value) {
    return typeof value === 'function' && !isProxy(value) &&
        (prototypes.generators.includes(getPrototypeOf(value)) || /^(async\s+)?(function\s*)?\*/.test(headOfFunction(value)));
}

function isProxy(value) {
    return (isObject(value) || typeof value === 'function') && engine.proxyDetails(value) !== undefined;
}

/** Without its Symbol.toStringTag, which the engine prefers to what it knows. */
function builtinTag(value) {
    if (!isObject(value) || isProxy(value)) return '';
    try {
        return Symbol.toStringTag in value ? '' : apply(tagOf, value, []).slice('[object '.length, -1);
    } catch {
        return '';
    }
}

function isModuleNamespaceObject(value) {
    return isObject(value) && require('internal/esm_namespace').isNamespace(value);
}

/* The getters of flags accept RegExp.prototype too, which is no regular expression. */
const hasFlag = accepts(getter(RegExp.prototype, 'global'));
const isRegExp = (value) => hasFlag(value) && value !== RegExp.prototype;

function iteratorTest(kind) {
    const test = engine.isThere ? engine[`is${kind}Iterator`] : (value) => apply(tagOf, value, []) === `[object ${kind} Iterator]`;
    return (value) => isObject(value) && test(value);
}

module.exports = {
    isArgumentsObject: (value) => builtinTag(value) === 'Arguments',
    isArrayBuffer,
    isAsyncFunction,
    isBigIntObject,
    isBooleanObject,
    isDate: accepts(Date.prototype.getTime),
    isExternal: (value) => false,
    isGeneratorFunction,
    isGeneratorObject: (value) => isObject(value) && engine.isGenerator(value),
    isMap: accepts(getter(Map.prototype, 'size')),
    isMapIterator: iteratorTest('Map'),
    isModuleNamespaceObject,
    isNativeError: (value) => Error.isError(value) && !isProxy(value),
    isNumberObject,
    isPromise: (value) => isObject(value) && (engine.isThere ? engine.promiseState(value) !== undefined : value instanceof Promise),
    isProxy,
    isRegExp,
    isSet: accepts(getter(Set.prototype, 'size')),
    isSetIterator: iteratorTest('Set'),
    isSharedArrayBuffer,
    isStringObject,
    isSymbolObject,
    isWeakMap: accepts(WeakMap.prototype.has, {}),
    isWeakSet: accepts(WeakSet.prototype.has, {}),
    isAnyArrayBuffer: (value) => isArrayBuffer(value) || isSharedArrayBuffer(value),
    isBoxedPrimitive: (value) => isNumberObject(value) || isStringObject(value) || isBooleanObject(value) ||
        isBigIntObject(value) || isSymbolObject(value),
    isArrayBufferView: ArrayBuffer.isView,
    isDataView,
    isTypedArray,
    isUint8Array: typed('Uint8Array'),
    isUint8ClampedArray: typed('Uint8ClampedArray'),
    isUint16Array: typed('Uint16Array'),
    isUint32Array: typed('Uint32Array'),
    isInt8Array: typed('Int8Array'),
    isInt16Array: typed('Int16Array'),
    isInt32Array: typed('Int32Array'),
    isFloat16Array: typed('Float16Array'),
    isFloat32Array: typed('Float32Array'),
    isFloat64Array: typed('Float64Array'),
    isBigInt64Array: typed('BigInt64Array'),
    isBigUint64Array: typed('BigUint64Array'),
    isKeyObject: (value) => false,
    isCryptoKey: (value) => false,
};

'use strict';
// Deep equality of node:assert and util.isDeepStrictEqual, in three kinds.

const types = require('internal/types');
const { is, getPrototypeOf, getOwnPropertySymbols, hasOwn } = Object;
const toTag = Object.prototype.toString;
const isEnumerable = (object, key) => Object.prototype.propertyIsEnumerable.call(object, key);

const LOOSE = 0, STRICT = 1, STRICT_BUT_PROTOTYPES = 2, PARTIAL = 3;

/* Like objects that contain each other: a pair under comparison counts as equal. */
class Pairs {
    #partners = new Map();

    /** Runs `compare`, or answers for a pair that is being compared already. */
    during(left, right, compare) {
        if (this.#partners.has(left)) return this.#partners.get(left) === right;
        this.#partners.set(left, right);
        const isEqual = compare();
        this.#partners.delete(left);
        return isEqual;
    }
}

function isObject(value) {
    return typeof value === 'object' && value !== null;
}

function sameBytes(left, right, mode) {
    const a = new Uint8Array(left.buffer ?? left, left.byteOffset ?? 0, left.byteLength);
    const b = new Uint8Array(right.buffer ?? right, right.byteOffset ?? 0, right.byteLength);
    if (mode === PARTIAL) return hasSequence(a, b);
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function sameNumbers(left, right, mode) {
    if (left.length !== right.length) return false;
    const isSame = mode === LOOSE ? (a, b) => a === b : is;
    for (let i = 0; i < left.length; i++) {
        if (!isSame(left[i], right[i])) return false;
    }
    return true;
}

/** The bytes of `right` anywhere in `left`, in their order. */
function hasSequence(left, right) {
    let at = 0;
    for (let i = 0; i < left.length && at < right.length; i++) {
        if (is(left[i], right[at])) at++;
    }
    return at === right.length;
}

/** Without the items: keys of an array or a view. */
function namedKeys(object) {
    return Object.keys(object).filter((key) => !/^(0|[1-9]\d*)$/.test(key) || Number(key) >= 2 ** 32 - 1);
}

function enumerableSymbols(object) {
    return getOwnPropertySymbols(object).filter((key) => isEnumerable(object, key));
}

/** The own enumerable keys that have to agree; undefined where they cannot. */
function commonKeys(left, right, mode, keysOf) {
    const keys = keysOf(right);
    if (mode !== PARTIAL && keysOf(left).length !== keys.length) return undefined;
    if (!keys.every((key) => isEnumerable(left, key))) return undefined;
    if (mode === LOOSE) return keys;
    const symbols = enumerableSymbols(right);
    if (mode !== PARTIAL && enumerableSymbols(left).length !== symbols.length) return undefined;
    if (!symbols.every((key) => isEnumerable(left, key))) return undefined;
    return [...keys, ...symbols];
}

function equalKeys(left, right, mode, pairs, keysOf = Object.keys) {
    const keys = commonKeys(left, right, mode, keysOf);
    return keys !== undefined && keys.every((key) => equal(left[key], right[key], mode, pairs));
}

function equalArrays(left, right, mode, pairs) {
    if (mode === PARTIAL) {
        // The items of `right` in their order, others between them.
        let at = 0;
        for (let i = 0; i < left.length && at < right.length; i++) {
            if (!hasOwn(right, at) || equal(left[i], right[at], mode, pairs)) at++;
        }
        return at === right.length && equalKeys(left, right, mode, pairs, namedKeys);
    }
    if (left.length !== right.length) return false;
    for (let i = 0; i < left.length; i++) {
        if (hasOwn(left, i) !== hasOwn(right, i)) return false;
        if (!equal(left[i], right[i], mode, pairs)) return false;
    }
    return equalKeys(left, right, mode, pairs, namedKeys);
}

/** Takes from `rest` the entry that is equal to the wanted one. */
function take(rest, isWanted) {
    for (const entry of rest) {
        if (isWanted(entry)) {
            rest.delete(entry);
            return true;
        }
    }
    return false;
}

/* Primitives are found directly where nothing but themselves is equal to them. */
function isExact(value, mode) {
    return !isObject(value) && mode !== LOOSE;
}

function equalSets(left, right, mode, pairs) {
    if (mode === PARTIAL ? left.size < right.size : left.size !== right.size) return false;
    const rest = new Set(left);
    const later = [];
    for (const value of right) {
        if (rest.delete(value)) continue;
        if (isExact(value, mode)) return false;
        later.push(value);
    }
    return later.every((value) => take(rest, (candidate) => equal(candidate, value, mode, pairs)));
}

function equalMaps(left, right, mode, pairs) {
    if (mode === PARTIAL ? left.size < right.size : left.size !== right.size) return false;
    const rest = new Map(left);
    const later = [];
    for (const [key, value] of right) {
        if (rest.has(key) && equal(rest.get(key), value, mode, pairs)) {
            rest.delete(key);
            continue;
        }
        if (isExact(key, mode)) return false;
        later.push([key, value]);
    }
    const candidates = new Set(rest);
    return later.every(([key, value]) => take(candidates,
        ([otherKey, other]) => equal(otherKey, key, mode, pairs) && equal(other, value, mode, pairs)));
}

function equalErrors(left, right, mode, pairs) {
    for (const key of ['message', 'name', 'cause', 'errors']) {
        const isOwn = key === 'cause' || key === 'errors';
        if (isOwn && mode === PARTIAL && !hasOwn(right, key)) continue;
        if (isOwn && hasOwn(left, key) !== hasOwn(right, key)) return false;
        if (!isEnumerable(left, key) && !equal(left[key], right[key], mode, pairs)) return false;
    }
    return true;
}

const BOXED = [
    [types.isNumberObject, Number.prototype.valueOf], [types.isStringObject, String.prototype.valueOf],
    [types.isBooleanObject, Boolean.prototype.valueOf], [types.isBigIntObject, BigInt.prototype.valueOf],
    [types.isSymbolObject, Symbol.prototype.valueOf],
];

function equalBoxed(left, right) {
    const [isKind, valueOf] = BOXED.find(([test]) => test(left));
    return isKind(right) && is(valueOf.call(left), valueOf.call(right));
}

const IS_OTHER = [
    Array.isArray, types.isArrayBufferView, types.isSet, types.isMap, types.isDate, types.isRegExp, types.isAnyArrayBuffer,
    types.isBoxedPrimitive, types.isNativeError,
];

/** Both kinds of collections and others that have more than keys: true or false; undefined where keys decide. */
function equalContents(left, right, mode, pairs) {
    if (types.isDate(left)) return types.isDate(right) && is(Date.prototype.getTime.call(left), Date.prototype.getTime.call(right));
    if (types.isRegExp(left)) {
        return types.isRegExp(right) && left.source === right.source && left.flags === right.flags && left.lastIndex === right.lastIndex;
    }
    if (types.isNativeError(left) || left instanceof Error) {
        return (types.isNativeError(right) || right instanceof Error) && equalErrors(left, right, mode, pairs);
    }
    if (types.isTypedArray(left)) {
        if (!types.isTypedArray(right)) return false;
        return mode === PARTIAL ? hasSequence(left, right) : sameNumbers(left, right, mode);
    }
    if (types.isDataView(left)) return types.isDataView(right) && sameBytes(left, right, mode);
    if (types.isSet(left)) return types.isSet(right) && equalSets(left, right, mode, pairs);
    if (types.isMap(left)) return types.isMap(right) && equalMaps(left, right, mode, pairs);
    if (types.isAnyArrayBuffer(left)) return types.isAnyArrayBuffer(right) && sameBytes(left, right, mode);
    if (types.isBoxedPrimitive(left)) return equalBoxed(left, right);
    if (types.isWeakMap(left) || types.isWeakSet(left) || types.isPromise(left)) return false;
    return IS_OTHER.some((test) => test(right)) ? false : undefined;
}

const KNOWN = new Set([Object, Array, Map, Set, Date, RegExp, Error, Promise, Uint8Array]);

/** Objects of one class, or of one prototype where no class tells. */
function sameClass(left, right) {
    const { constructor: made } = left;
    if (made !== undefined && (KNOWN.has(made) || !hasOwn(left, 'constructor'))) return made === right.constructor;
    return getPrototypeOf(left) === getPrototypeOf(right);
}

function equalObjects(left, right, mode, pairs) {
    if (toTag.call(left) !== toTag.call(right)) return false;
    if (mode === STRICT && !sameClass(left, right)) return false;
    return pairs.during(left, right, () => {
        if (Array.isArray(left)) return Array.isArray(right) && equalArrays(left, right, mode, pairs);
        if (Array.isArray(right)) return false;
        const contents = equalContents(left, right, mode, pairs);
        if (contents === false) return false;
        const isUrl = typeof left.href === 'string' && typeof globalThis.URL === 'function' && left instanceof URL;
        if (isUrl && !(right instanceof URL && left.href === right.href)) return false;
        const hasItems = types.isTypedArray(left) || types.isStringObject(left);
        return equalKeys(left, right, mode, pairs, hasItems ? namedKeys : Object.keys);
    });
}

function equal(left, right, mode, pairs) {
    if (left === right) return left !== 0 || mode === LOOSE || is(left, right);
    if (mode === LOOSE) {
        // Functions are objects to the eye, but nothing is in them.
        if (!isObject(left)) return !isObject(right) && (left == right || (left !== left && right !== right));
        if (!isObject(right)) return false;
    } else {
        if (!isObject(left)) return typeof left === 'number' && left !== left && right !== right;
        if (!isObject(right)) return false;
    }
    return equalObjects(left, right, mode, pairs);
}

module.exports = {
    isDeepEqual: (left, right) => equal(left, right, LOOSE, new Pairs()),
    isDeepStrictEqual(left, right, options) {
        const skipsPrototypes = options === true || options?.skipPrototype === true;
        return equal(left, right, skipsPrototypes ? STRICT_BUT_PROTOTYPES : STRICT, new Pairs());
    },
    isPartialStrictEqual: (left, right) => equal(left, right, PARTIAL, new Pairs()),
};

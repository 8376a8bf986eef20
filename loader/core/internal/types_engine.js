'use strict';
// What only the engine knows about a value: the state of a promise, what is behind a proxy, where an iterator stands.
//
// JavaScriptCore has these for its own built-in functions, which it lets us write through `$vm`, an object of its test
// shell (loader/jsc/process.c switches it on). The program must not see it: internal/boot takes it away before any of the
// program's code runs. Where the engine has no `$vm`, promises look pending and proxies like their targets.

const { engine: vm, intrinsics } = require('internal/boot');

exports.intrinsics = intrinsics;

/** A function in the language of the engine's own; made when it is first called. */
function builtin(body, otherwise) {
    let made;
    return (value) => {
        made ??= vm ? vm.createBuiltin(`(function (value) { "use strict"; ${body} })`) : () => otherwise;
        return made(value);
    };
}

const flagsOf = builtin('return @isPromise(value) ? @getPromiseInternalField(value, @promiseFieldFlags) : -1;', -1);
const resultOf = builtin('return @isPromise(value)' +
    ' ? @getPromiseInternalField(value, @promiseFieldReactionsOrResult) : @undefined;');

exports.isPromise = vm && ((value) => flagsOf(value) >= 0);

/** 'pending', 'fulfilled' or 'rejected'; undefined for what is no promise. */
exports.promiseState = (value) => {
    const flags = flagsOf(value);
    return flags < 0 ? undefined : ['pending', 'fulfilled', 'rejected', undefined][flags & 3];
};

/** The value or the reason of a promise that is settled. */
exports.promiseResult = resultOf;

/** Has a promise a handler (also an `await`)? True for what is no promise. */
exports.isHandled = (value) => {
    const flags = flagsOf(value);
    return flags < 0 || (flags & 4) !== 0;
};

/** Takes back that a promise has a handler. */
exports.unmarkHandled = builtin('if (@isPromise(value)) @putPromiseInternalField(value, @promiseFieldFlags,' +
    ' @getPromiseInternalField(value, @promiseFieldFlags) & ~4);');

const proxyParts = builtin('return @isProxyObject(value)' +
    ' ? [@getProxyInternalField(value, @proxyFieldTarget), @getProxyInternalField(value, @proxyFieldHandler)] : @undefined;');

/** [target, handler]; null for a proxy that was revoked, undefined for what is no proxy. */
exports.proxyDetails = (value) => {
    const parts = proxyParts(value);
    if (parts === undefined) return undefined;
    // Namespaces of modules and process.env are proxies only for us.
    if (value === require('internal/queues').state.env || require('internal/esm_namespace').isNamespace(value)) return undefined;
    return parts[1] === null ? null : parts;
};

exports.isMapIterator = builtin('return @isMapIterator(value);', false);
exports.isSetIterator = builtin('return @isSetIterator(value);', false);
exports.isGenerator = builtin('return @isGenerator(value) || @isAsyncGenerator(value);', false);

/** Can the engine be asked at all? */
exports.isThere = vm !== undefined;

// ---- what an iterator of a Map or Set still has to give ----

const { apply } = Reflect;
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const nextOfMap = Object.getPrototypeOf(new Map().entries()).next;
const nextOfSet = Object.getPrototypeOf(new Set().values()).next;

const field = (type, name) => `@get${type}IteratorInternalField(value, @${type.toLowerCase()}IteratorField${name})`;
const place = (type) => builtin(`return [${field(type, 'IteratedObject')}, ${field(type, 'Entry')}, ${field(type, 'Kind')}];`);
const placeInMap = place('Map');
const placeInSet = place('Set');
/* What the field "Kind" says: keys, values or both. */
const KEYS = 0;
const VALUES = 1;

/** [list, are they pairs]: a second iterator is led past the place of the first. */
exports.remainingEntries = (iterator) => {
    const isOfMap = exports.isMapIterator(iterator);
    if (!isOfMap && !exports.isSetIterator(iterator)) return [[], false];
    const placeOf = isOfMap ? placeInMap : placeInSet;
    const next = isOfMap ? nextOfMap : nextOfSet;
    const [iterated, at, kind] = placeOf(iterator);
    const isPairs = kind !== KEYS && kind !== VALUES;
    const second = apply(isOfMap ? mapEntries : setValues, iterated, []);
    const list = [];
    for (let step = apply(next, second, []); !step.done; step = apply(next, second, [])) {
        if (placeOf(second)[1] <= at) continue;
        const [key, value] = isOfMap ? step.value : [step.value, step.value];
        if (isPairs) list.push(key, value);
        else list.push(kind === KEYS ? key : value);
    }
    return [list, isPairs];
};

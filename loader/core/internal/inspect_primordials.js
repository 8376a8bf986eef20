'use strict';
// The built-in functions under the names by which the package of util.inspect asks for them, made when they are asked for:
// ArrayIsArray is Array.isArray, ArrayPrototypeMap takes the receiver of map as its first argument, and
// MapPrototypeGetSize is the getter of size.

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { apply } = Reflect;
const uncurryThis = Function.prototype.bind.bind(Function.prototype.call);

const TypedArray = getPrototypeOf(Uint8Array);
/* A longer name comes before its beginning. */
const OWNERS = [
    'AggregateError', 'ArrayBuffer', 'Array', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'Function', 'JSON', 'Map', 'Math', 'Number',
    'Object', 'Promise', 'RangeError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'TypedArray', 'WeakMap', 'WeakSet',
];

class StringIterator {
    #iterator;

    constructor(string) {
        this.#iterator = string[Symbol.iterator]();
    }

    next() {
        return this.#iterator.next();
    }

    [Symbol.iterator]() {
        return this;
    }
}

const special = {
    __proto__: null,
    ArrayPrototypePushApply: (list, more) => apply(Array.prototype.push, list, more),
    SafeMap: Map,
    SafeSet: Set,
    SafeWeakMap: WeakMap,
    SafeStringIterator: StringIterator,
    TypedArray,
    globalThis,
    internalBinding: () => ({ hasIntl: false }),
    uncurryThis,
};

/** "SymbolIterator" is Symbol.iterator, "IsArray" isArray. */
function keyOf(name) {
    const symbol = /^Symbol([A-Z].*)$/.exec(name);
    const text = symbol ? symbol[1] : name;
    const key = text[0].toLowerCase() + text.slice(1);
    return symbol ? Symbol[key] : key;
}

function find(name) {
    if (name in special) return special[name];
    if (Object.hasOwn(globalThis, name)) return globalThis[name];
    const owner = OWNERS.find((one) => name.startsWith(one));
    if (owner === undefined) return undefined;
    const object = special[owner] ?? globalThis[owner];
    const rest = name.slice(owner.length);
    if (rest === 'Prototype') return object.prototype;
    if (!rest.startsWith('Prototype')) return object[keyOf(rest)];
    const member = rest.slice('Prototype'.length);
    const method = getOwnPropertyDescriptor(object.prototype, keyOf(member));
    if (typeof method?.value === 'function') return uncurryThis(method.value);
    return uncurryThis(getOwnPropertyDescriptor(object.prototype, keyOf(member.slice('Get'.length))).get);
}

module.exports = new Proxy({}, { get: (_, name) => find(name) });

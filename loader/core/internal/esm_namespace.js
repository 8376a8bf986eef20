'use strict';
// Namespace objects: what ECMAScript calls module namespace exotic objects, as proxies that answer alike.
//
// The target has the same names as writable data properties that cannot be deleted, and cannot be extended: then the
// engine itself holds a proxy to nearly all that such an object promises.

const { defineProperty, preventExtensions } = Object;
const { has, ownKeys, getOwnPropertyDescriptor } = Reflect;
const { toStringTag } = Symbol;

const spaces = new WeakSet();

/** Whether a value is a namespace object. */
exports.isNamespace = (value) => spaces.has(value);

function sameDescription(wanted, value) {
    return !(wanted.get || wanted.set || wanted.configurable === true || wanted.enumerable === false ||
        wanted.writable === false || ('value' in wanted && !Object.is(wanted.value, value)));
}

/**
 * @param names sorted by code units
 * @param getters of their values, which throw in the dead zone
 */
exports.makeNamespace = (names, getters) => {
    const target = { __proto__: null };
    const values = new Map();
    for (let i = 0; i < names.length; i++) {
        defineProperty(target, names[i], { value: undefined, writable: true, enumerable: true, configurable: false });
        values.set(names[i], getters[i]);
    }
    defineProperty(target, toStringTag, { value: 'Module' });
    preventExtensions(target);
    const space = new Proxy(target, {
        __proto__: null,
        setPrototypeOf: (_, prototype) => prototype === null,
        isExtensible: () => false,
        preventExtensions: () => true,
        getOwnPropertyDescriptor(_, key) {
            const get = values.get(key);
            if (get === undefined) return getOwnPropertyDescriptor(target, key);
            return { value: get(), writable: true, enumerable: true, configurable: false };
        },
        defineProperty(_, key, wanted) {
            const get = values.get(key);
            if (get !== undefined) return sameDescription(wanted, get());
            // Of the tag only what it is already may be defined.
            return key === toStringTag && Reflect.defineProperty(target, key, wanted);
        },
        has: (_, key) => has(target, key),
        get(_, key) {
            const get = values.get(key);
            return get === undefined ? (key === toStringTag ? 'Module' : undefined) : get();
        },
        set: () => false,
        deleteProperty: (_, key) => !has(target, key),
        ownKeys: () => ownKeys(target),
    });
    spaces.add(space);
    return space;
};

'use strict';
// process.env: an object whose values are texts. What a program changes is its own affair: the process is not changed.

function refusal(message) {
    const error = new TypeError(message);
    error.code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
    return error;
}

const handler = {
    set(target, name, value) {
        if (typeof name === 'symbol' || typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
        return Reflect.set(target, name, `${value}`);
    },
    defineProperty(target, name, descriptor) {
        if ('get' in descriptor || 'set' in descriptor) {
            throw refusal("'process.env' does not accept an accessor(getter/setter) descriptor");
        }
        const own = Reflect.getOwnPropertyDescriptor(target, name);
        const is = (key) => descriptor[key] ?? own?.[key];
        if (!is('configurable') || !is('writable') || !is('enumerable')) {
            throw refusal("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
        }
        if (typeof name === 'symbol' || typeof descriptor.value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
        return Reflect.defineProperty(target, name, { ...descriptor, value: `${descriptor.value}` });
    },
};

/** From lines NAME=VALUE; the first of a name counts. */
exports.make = (lines) => {
    // Its constructor is called Object and is another one, as in Node.
    const { Object: OwnObject } = { Object: function () {} };
    OwnObject.prototype = Object.create(Object.prototype, { constructor: { value: OwnObject, writable: true, configurable: true } });
    const env = Object.create(OwnObject.prototype);
    for (const line of lines) {
        const end = line.indexOf('=');
        const name = line.slice(0, end);
        if (end > 0 && !Object.hasOwn(env, name)) env[name] = line.slice(end + 1);
    }
    return new Proxy(env, handler);
};

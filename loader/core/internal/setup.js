'use strict';
// Makes the globals and the functions that C calls (host_state.h: `boot`). Nothing is loaded before it is used.

const { defineProperty } = Object;

/** A global that is made when it is first read, and is an ordinary property from then on. */
function lazyGlobal(name, make, enumerable = false) {
    const own = (value) => defineProperty(globalThis, name, { value, writable: true, enumerable, configurable: true });
    defineProperty(globalThis, name, {
        get: () => {
            const value = make();
            own(value);
            return value;
        },
        set: own,
        enumerable,
        configurable: true,
    });
}
exports.lazyGlobal = lazyGlobal;

exports.start = (boot) => {
    boot.enter = (f, list) => f(...list);
    boot.runMain = (path) => {};
};

'use strict';
// The first JavaScript that runs in a host. Gives C the functions that it calls (host_state.h: `boot`). Every program
// waits for this file and for the two that it requires at its end: what only some programs need is in others.

// What it uses of the language is taken here: a program may change it, and files are loaded late.

const { apply } = Reflect;
const { create } = Object;
const core = native('core');
const modules = []; // by index of the file

function requireFrom(index) {
    const targets = create(null);
    return (specifier) => requireIndex(targets[specifier] ??= core.target(index, specifier));
}

function requireIndex(index) {
    let module = modules[index];
    if (module !== undefined) return module.exports;
    module = modules[index] = { exports: {} };
    apply(core.compile(index), module.exports, [module.exports, requireFrom(index), module, native]);
    return module.exports;
}

/** The exports of a core module by its name without "node:"; undefined where lode has none of that name. */
exports.requireCore = (id) => {
    const index = core.find(id);
    return index < 0 ? undefined : requireIndex(index);
};

/** The names of the core modules that a program may load. */
exports.coreNames = core.names;

/** The same of one that has been loaded; undefined otherwise. */
exports.loadedCore = (id) => modules[core.find(id)]?.exports;

const self = core.find('internal/boot');
modules[self] = { exports };
require = requireFrom(self);

/** The test shell's object, for internal/types_engine; the program must not see it. */
exports.engine = globalThis.$vm;
delete globalThis.$vm;
/** The built-in classes, whatever the program does to the globals later. */
exports.intrinsics = {
    AggregateError, ArrayBuffer, Array, BigInt, Boolean, DataView, Date, Error, EvalError, Function, JSON, Map, Math, Number, Object,
    Promise, RangeError, ReferenceError, Reflect, RegExp, Set, String, Symbol, SyntaxError, TypeError,
    TypedArray: Object.getPrototypeOf(Uint8Array), URIError, WeakMap, WeakSet, WebAssembly,
};

require('internal/globals');
require('internal/turn');

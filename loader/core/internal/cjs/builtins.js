'use strict';
// Core modules as require() and import see them: which names there are, and which of them lode has.

const natives = native('commonjs');
const boot = require('internal/boot');

let all; // frozen, in Node's order
let bare; // names that need no "node:"
let every; // without "node:"

function read() {
    all = Object.freeze(natives.coreNames());
    bare = new Set(all.filter((name) => !name.startsWith('node:')));
    every = new Set(all.map((name) => (name.startsWith('node:') ? name.slice(5) : name)));
}

/** module.builtinModules */
function names() {
    if (all === undefined) read();
    return all;
}

/** Whether a bare name is a core module. What looks like a path is none. */
function isBare(id) {
    const first = id.charCodeAt(0);
    if (first === 47 || first === 46) return false;
    if (all === undefined) read();
    return bare.has(id);
}

/** The name without "node:" where require takes this one for a core module; undefined otherwise. */
function normalize(id) {
    if (!id.startsWith('node:')) return isBare(id) ? id : undefined;
    if (all === undefined) read();
    const name = id.slice(5);
    return every.has(name) ? name : undefined;
}

function isBuiltin(id) {
    return typeof id === 'string' && normalize(id) !== undefined;
}

function refuse(name) {
    const error = new Error(`lode does not provide the core module '${name}'; docs/core-modules.md lists those that it does.`);
    error.code = 'LODE_NO_CORE_MODULE';
    throw error;
}

const loaded = new Map();

/** The exports of one of Node's core modules, by its name without "node:". */
function load(name) {
    let found = loaded.get(name);
    if (found === undefined) {
        found = boot.requireCore(name) ?? refuse(name);
        loaded.set(name, found);
    }
    return found;
}

module.exports = { names, isBare, normalize, isBuiltin, load, refuse };

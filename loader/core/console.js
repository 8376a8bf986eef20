'use strict';
// node:console and the global console. What prints plain strings needs nothing else; the rest of the methods is in
// internal/console_methods.js, formatting in internal/inspect.js.

const { kState, methods } = require('internal/console');
const { defineProperty, defineProperties } = Object;

/* In the order of Node's keys. */
const NAMES = [
    'log', 'info', 'debug', 'warn', 'error', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count',
    'countReset', 'group', 'groupEnd', 'table', 'dirxml', 'groupCollapsed',
];

function hidden(object, name, value) {
    defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });
}

function bind(object) {
    for (const name of NAMES) {
        const { [name]: bound } = { [name]: (...args) => Reflect.apply(methods[name], object, args) };
        object[name] = bound;
    }
}

/** A console on two streams. */
function Console(options, ...rest) {
    if (new.target === undefined) return Reflect.construct(Console, [options, ...rest]);
    const settings = require('internal/console_methods').settingsOf(options, ...rest);
    const self = this;
    defineProperties(this, {
        _stdout: { value: settings.stdout, writable: true, configurable: true, enumerable: false },
        _stderr: { value: settings.stderr, writable: true, configurable: true, enumerable: false },
    });
    hidden(this, '_ignoreErrors', settings.ignoreErrors);
    hidden(this, '_times', new Map());
    hidden(this, kState, { ...settings, indent: '', counts: new Map() });
    for (const name of NAMES) {
        // A class that extends Console may have its own.
        const { [name]: bound } = { [name]: (...args) => Reflect.apply(Object.getPrototypeOf(self)[name] ?? methods[name], self, args) };
        this[name] = bound;
    }
    return this;
}
for (const name of NAMES) {
    defineProperty(Console.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
}

// ---- the global one ----

const console = Object.create({});
bind(console);
hidden(console, '_ignoreErrors', true);
hidden(console, '_times', new Map());
hidden(console, kState, { isGlobal: true, ignoreErrors: true, colorMode: 'auto', groupIndentation: 2, indent: '', counts: new Map() });
console.Console = Console;
Object.assign(console, {
    profile() {},
    profileEnd() {},
    timeStamp() {},
    context() {
        throw new Error('lode has no inspector, so there is no console.context');
    },
    createTask(name) {
        if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
        return { run: (f) => f() };
    },
});
for (const [own, stream] of [['_stdout', 'stdout'], ['_stderr', 'stderr']]) {
    defineProperty(console, own, {
        get: () => process[stream],
        set: (value) => {
            console[kState].isGlobal = false;
            hidden(console, own, value);
        },
        enumerable: false,
        configurable: true,
    });
}
defineProperty(console, Symbol.toStringTag, { value: 'console', writable: false, enumerable: false, configurable: true });
defineProperty(Console, Symbol.hasInstance, { value: (value) => value?.[kState] !== undefined });
module.exports = console;

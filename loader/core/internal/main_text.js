'use strict';
// A text of the command line or of stdin as the program: a script in the scope of all scripts, or an ES module.

const natives = native('commonjs');
const { defineProperty, hasOwn } = Object;

function own(name, value, enumerable) {
    defineProperty(globalThis, name, { value, writable: true, enumerable, configurable: true });
}

function lazyCore(name) {
    const load = () => require('internal/cjs/builtins').load(name);
    defineProperty(globalThis, name, {
        get: () => load(),
        set: (value) => own(name, value, true),
        enumerable: false,
        configurable: true,
    });
}

/** A text of the command line knows core modules by their names. */
function addCoreModules() {
    for (const name of require('internal/cjs/builtins').names()) {
        if (name[0] !== '_' && !name.includes('/') && !hasOwn(globalThis, name)) lazyCore(name);
    }
}

function runScript(text, name) {
    const { Module } = require('internal/cjs');
    const { globalImport } = require('internal/cjs/interop');
    const { makeRequire } = require('internal/cjs/require');
    const module = new Module(name);
    const directory = process.cwd();
    module.filename = require('path').join(directory, name);
    module.paths = Module._nodeModulePaths(directory);
    const names = { __filename: name, module, exports: module.exports, __dirname: '.', require: makeRequire(module) };
    for (const key of Object.keys(names)) own(key, names[key], true);
    return natives.run(text, name, text.includes('import') ? globalImport(module.filename) : '');
}

/** -p: the value is printed when the program ends. */
function printAtEnd(value) {
    const print = () => console.log(value);
    process.on('exit', print);
    process.once('beforeExit', () => {
        print();
        process.off('exit', print);
    });
}

/** `type` is 'module', 'commonjs' or 'detect', `from` is 'eval', 'print' or 'stdin'. */
module.exports = (text, type, from) => {
    const isInput = from === 'stdin';
    if (!isInput) addCoreModules();
    if (type === 'module' || (type === 'detect' && natives.isModule(text))) {
        return require('internal/esm').runMainText(text, `${natives.toURL(`${process.cwd()}/`)}[eval1]`);
    }
    const value = runScript(text, isInput ? '[stdin]' : '[eval]');
    if (!isInput) lazyCore('module');
    if (from === 'print') printAtEnd(value);
    return undefined;
};
